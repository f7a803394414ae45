import ASL
import Layout
public import Screen

/// What is known about a state when it is drawn.
public struct StateLook: Sendable {
  /// What became of it: a sign of one column, and its role.
  public var status: (symbol: String, role: Style.Role)?
  /// How many times it was entered.
  public var count = 0
  public var isSelected = false
  /// The pane of the selection has the keys.
  public var isFocused = false
  /// The execution stands here.
  public var isCurrent = false
  public var hasBreakpoint = false
  /// A search found it.
  public var isMatch = false
  /// Something is wrong with its definition.
  public var isFaulty = false

  public init() {}
}

extension StateGraph {
  /// Draws the part of the picture that begins at `scroll` into an area.
  ///
  /// `look` says what is known of the state at a location; `isTaken` whether the execution went from
  /// one location to another.
  public func draw(
    _ canvas: inout Canvas, _ area: Screen.Rect, scroll: Screen.Point,
    look: (_ location: String, _ name: String) -> StateLook,
    isTaken: (_ from: String, _ to: String) -> Bool
  ) {
    let window = Layout.Rect(x: scroll.x, y: scroll.y, width: area.width, height: area.height)
    var painter = Painter(
      drawing: drawing, window: window, shift: Screen.Point(area.x - scroll.x, area.y - scroll.y))
    for box in drawing.boxes where box.rect.intersects(window) {
      let node = outline.nodes[box.node]
      painter.looks[box.node] = look(node.location, node.name)
    }
    let taken = drawing.wires.map { wire in
      wire.isNear(window)
        && isTaken(outline.nodes[wire.from].location, outline.nodes[wire.to].location)
    }
    canvas.clipped(to: area) { painter.paint(&$0, taken) }
  }
}

extension Drawing.Wire {
  /// Whether some of it may lie in a window.
  fileprivate func isNear(_ window: Layout.Rect) -> Bool {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max()
    else { return false }
    let lines = Layout.Rect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    return lines.intersects(window) || labelRect?.intersects(window) == true
  }
}

/// Paints one frame of a graph.
private struct Painter {
  let drawing: Drawing
  let window: Layout.Rect
  /// From the picture to the canvas.
  let shift: Screen.Point
  var looks: [Int: StateLook] = [:]

  func paint(_ canvas: inout Canvas, _ taken: [Bool]) {
    paintGrounds(&canvas)
    paintLines(&canvas, taken)
    for rect in drawing.dividers {
      for row in 0..<rect.height { text(&canvas, "┊", rect.x, rect.y + row, Style(.faint)) }
    }
    for (index, wire) in drawing.wires.enumerated() {
      guard let rect = wire.labelRect, rect.intersects(window) else { continue }
      let style = taken[index] ? Style(.label).bold : Style(.label)
      text(&canvas, wire.label, rect.x, rect.y, style)
    }
    for box in drawing.boxes where box.rect.intersects(window) { paint(box, &canvas) }
  }

  /// The selected box lies on the ground of selections; a composite only with its title.
  private func paintGrounds(_ canvas: inout Canvas) {
    for box in drawing.boxes {
      guard let look = looks[box.node] else { continue }
      let ground: Style.Ground? =
        look.isSelected
        ? (look.isFocused ? .selected : .selectedUnfocused) : look.isMatch ? .match : nil
      guard let ground else { continue }
      var rect = box.rect
      if rect.height > 1 {
        let row = box.titleAt.y == rect.y ? rect.y : rect.y + 1
        rect =
          box.titleAt.y == rect.y
          ? Layout.Rect(x: rect.x + 1, y: row, width: titleEnd(box) - rect.x, height: 1)
          : Layout.Rect(x: rect.x + 1, y: row, width: rect.width - 2, height: 1)
      }
      canvas.fill(
        Screen.Rect(x: rect.x + shift.x, y: rect.y + shift.y, width: rect.width, height: 1), " ",
        Style(.text, on: ground))
    }
  }

  private func titleEnd(_ box: Drawing.Box) -> Int { box.nameAt.x + Width.of(box.title) }

  private func paintLines(_ canvas: inout Canvas, _ taken: [Bool]) {
    var grid = Grid(window)
    for (index, box) in drawing.boxes.enumerated() where box.rect.intersects(window) {
      let look = looks[box.node]
      let isHeavy = look?.isSelected == true || look?.isCurrent == true
      grid.add(box, weight: isHeavy ? .heavy : .light, tag: -2 - index)
    }
    // What was taken lies on top, then the flow, then the exceptions.
    let ranks = drawing.wires.indices.map { index in
      (taken[index] ? 2 : 0) + (drawing.wires[index].isException ? 0 : 1)
    }
    for rank in 0..<4 {
      for (index, wire) in drawing.wires.enumerated() where ranks[index] == rank {
        guard wire.isNear(window) else { continue }
        grid.add(
          wire: wire.points, weight: taken[index] ? .heavy : .light, dashed: wire.isException,
          insets: drawing.insets(wire), tag: index)
      }
    }
    for y in window.y..<window.bottom {
      for x in window.x..<window.right {
        let cell = grid[x, y]
        guard !cell.isEmpty, let scalar = cell.glyph().unicodeScalars.first else { continue }
        canvas.put(scalar, x + shift.x, y + shift.y, style(cell.tag, taken))
      }
    }
  }

  private func style(_ tag: Int, _ taken: [Bool]) -> Style {
    if tag >= 0 {
      if taken[tag] { return Style(drawing.wires[tag].isException ? .failure : .edgeTaken) }
      return Style(drawing.wires[tag].isException ? .edgeCatch : .edge)
    }
    guard let look = looks[drawing.boxes[-2 - tag].node] else { return Style(.border) }
    if look.isSelected { return Style(look.isFocused ? .borderFocused : .text) }
    if look.isCurrent { return Style(.running) }
    if look.isFaulty { return Style(.failure) }
    return Style(look.status?.role ?? .border)
  }

  private func paint(_ box: Drawing.Box, _ canvas: inout Canvas) {
    let look = looks[box.node] ?? StateLook()
    let ground: Style.Ground =
      look.isSelected
      ? (look.isFocused ? .selected : .selectedUnfocused) : look.isMatch ? .match : .plain
    if let start = box.start { text(&canvas, "●", start.x, start.y, Style(.accent)) }
    if box.rect.height == 1 {
      text(&canvas, "[", box.rect.x, box.rect.y, Style(.border, on: ground))
      text(&canvas, "]", box.rect.right - 1, box.rect.y, Style(.border, on: ground))
    }
    if box.isOpen, box.titleAt.y == box.rect.y {
      text(&canvas, " ", box.titleAt.x - 1, box.titleAt.y, Style(.text, on: ground))
      text(&canvas, " ", titleEnd(box), box.titleAt.y, Style(.text, on: ground))
    }
    let (symbol, role) = look.status ?? (box.icon, .muted)
    text(&canvas, symbol, box.titleAt.x, box.titleAt.y, Style(role, on: ground))
    if box.nameAt.x > box.titleAt.x, box.titleAt.y == box.rect.y {
      text(&canvas, " ", box.nameAt.x - 1, box.titleAt.y, Style(.text, on: ground))
    }
    var style = Style(box.isStray ? .muted : box.isOpen ? .title : .text, on: ground)
    if look.isCurrent { style = style.bold }
    if look.isFaulty { style.role = .failure }
    text(&canvas, box.title, box.nameAt.x, box.nameAt.y, style)
    paintMarks(box, look, &canvas)
  }

  /// A breakpoint at the upper left corner; at the upper right how often the state was entered.
  private func paintMarks(_ box: Drawing.Box, _ look: StateLook, _ canvas: inout Canvas) {
    if look.hasBreakpoint {
      text(&canvas, "●", box.rect.x, box.rect.y, Style(.failure).bold)
    }
    guard look.count > 1, box.rect.height > 1 else { return }
    let words = "×\(look.count)"
    let start = box.rect.right - 2 - Width.of(words)
    let middle = box.rect.x + box.rect.width / 2
    guard start > middle, box.titleAt.y > box.rect.y || start > titleEnd(box) else { return }
    text(&canvas, words, start, box.rect.y, Style(.number))
  }

  private func text(
    _ canvas: inout Canvas, _ words: String, _ x: Int, _ y: Int, _ style: Style
  ) {
    canvas.text(words, x + shift.x, y + shift.y, style)
  }
}
