import Screen

/// The whole picture in a corner of its pane, with what is seen of it, where it is larger.
struct Minimap {
  /// With its frame.
  let area: Rect
  /// How many columns, and rows, of the picture one cell stands for.
  let scale: Double
  private let picture: Size

  /// `nil` where everything is seen, or the pane is too small for it.
  init?(_ state: State, _ pane: Rect) {
    guard let chart = state.graph.chart?.chart, state.graph.zoom != .outline,
      pane.width >= 44, pane.height >= 14,
      chart.size.width > pane.width || chart.size.height > pane.height * 3 / 2
    else { return nil }
    picture = chart.size
    let most = Size(min(24, pane.width / 5), max(4, pane.height / 4))
    let scale = max(
      2, Double(picture.width) / Double(most.width), Double(picture.height) / Double(most.height))
    self.scale = scale
    let size = Size(
      max(4, Int((Double(picture.width) / scale).rounded(.up))) + 2,
      max(1, Int((Double(picture.height) / scale).rounded(.up))) + 2)
    // A corner where it does not cover the selected state.
    let selected = state.graph.selected.flatMap { chart.rect(of: $0) }.map { box in
      Rect(
        x: pane.x + box.x - state.graph.scroll.x, y: pane.y + box.y - state.graph.scroll.y,
        width: min(box.width, 40), height: min(box.height, 3))
    }
    let corners = [
      Point(pane.right - size.width, pane.y),
      Point(pane.right - size.width, pane.bottom - size.height),
      Point(pane.x, pane.bottom - size.height), Point(pane.x, pane.y),
    ].map { Rect(x: $0.x, y: $0.y, width: size.width, height: size.height) }
    area = corners.first { corner in !(selected.map { corner.meets($0) } ?? false) } ?? corners[0]
  }

  /// The scroll that has the middle of the pane where a place of the map is.
  func scroll(to place: Point, seen: Size) -> Point {
    Point(
      Int((Double(place.x - area.x - 1) + 0.5) * scale) - seen.width / 2,
      Int((Double(place.y - area.y - 1) + 0.5) * scale) - seen.height / 2)
  }

  /// Two by four dots a cell, and what stands there.
  private struct Cell {
    var dots: UInt8 = 0
    var role = Style.Role.muted
    var weight = -1
  }

  func draw(
    _ chart: Chart, _ canvas: inout Canvas, scroll: Point, seen: Size,
    role: (_ location: String) -> (Style.Role, weight: Int)
  ) {
    canvas.fill(area, " ", .plain)
    canvas.frame(area, .round, Style(.border))
    let inside = area.inset(1, 1)
    var cells = [Cell](repeating: Cell(), count: inside.width * inside.height)
    for (rect, location, isOpen) in chart.boxes where !isOpen {
      let (role, weight) = role(location)
      let columns = dots(rect.x, rect.right, 2, inside.width * 2)
      for y in dots(rect.y, rect.bottom, 4, inside.height * 4) {
        for x in columns {
          let place = y / 4 * inside.width + x / 2
          cells[place].dots |= Minimap.bit(x % 2, y % 4)
          if weight > cells[place].weight {
            (cells[place].role, cells[place].weight) = (role, weight)
          }
        }
      }
    }
    let window = (
      x: Double(scroll.x) / scale..<Double(scroll.x + seen.width) / scale,
      y: Double(scroll.y) / scale..<Double(scroll.y + seen.height) / scale
    )
    for (place, cell) in cells.enumerated() {
      let (x, y) = (place % inside.width, place / inside.width)
      let isSeen = window.x.contains(Double(x) + 0.5) && window.y.contains(Double(y) + 0.5)
      let scalar = Unicode.Scalar(0x2800 + UInt32(cell.dots)) ?? " "
      canvas.put(
        cell.dots == 0 ? " " : scalar, inside.x + x, inside.y + y,
        Style(cell.role, on: isSeen ? .selectedUnfocused : .plain))
    }
  }

  /// The dots that a stretch of the picture takes, one at least.
  private func dots(_ start: Int, _ end: Int, _ perCell: Double, _ count: Int) -> Range<Int> {
    let first = max(0, min(count - 1, Int(Double(start) / scale * perCell)))
    let last = max(first + 1, min(count, Int((Double(end) / scale * perCell).rounded())))
    return first..<last
  }

  /// The bit of a braille character for a dot.
  private static func bit(_ x: Int, _ y: Int) -> UInt8 {
    y == 3 ? (x == 0 ? 0x40 : 0x80) : 1 << UInt8(y + 3 * x)
  }
}

extension Rect {
  fileprivate func meets(_ other: Rect) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }
}
