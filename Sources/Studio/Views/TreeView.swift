import JSON
import Screen

/// JSON as rows: names left, values after them, counts and notes at the right.
enum TreeView {
  static func draw(
    _ tree: JSONTree, _ canvas: inout Canvas, _ area: Rect, isFocused: Bool, searched: String
  ) {
    let wanted = searched.lowercased()
    let visible = tree.scroll.visible(count: tree.rows.count, height: area.height)
    let labels = labelWidth(tree.rows[visible], area.width)
    for (line, index) in visible.enumerated() {
      let row = tree.rows[index]
      let y = area.y + line
      draw(row, &canvas, area, y, labels, wanted)
      if index == tree.scroll.cursor, row.heading == nil || isFocused {
        canvas.lay(
          Rect(x: area.x, y: y, width: area.width, height: 1),
          on: isFocused ? .selected : .selectedUnfocused)
      }
    }
    Scrollbar.draw(&canvas, area, first: visible.lowerBound, count: tree.rows.count)
  }

  /// The columns of the names: as wide as the widest that are seen, up to two fifths.
  private static func labelWidth(_ rows: ArraySlice<JSONTree.Row>, _ width: Int) -> Int {
    let widest =
      rows.filter { $0.heading == nil }.map { $0.depth * 2 + Width.of($0.label) }.max() ?? 0
    return min(max(8, widest), max(8, width * 2 / 5))
  }

  private static func draw(
    _ row: JSONTree.Row, _ canvas: inout Canvas, _ area: Rect, _ y: Int, _ labels: Int,
    _ wanted: String
  ) {
    if let heading = row.heading {
      let used = canvas.text(heading, area.x + 1, y, width: area.width - 2, Style(.accent).bold)
      if !row.note.isEmpty {
        canvas.text(
          row.note, area.x + used + 3, y, width: area.width - used - 4, Style(.muted))
      }
      return
    }
    let indent = row.depth * 2
    var x = area.x + 1 + indent
    if let isOpen = row.isOpen { canvas.text(isOpen ? "▾" : "▸", x - 1, y, Style(.muted)) }
    if row.isChanged { canvas.text("~", area.x, y, Style(.changed)) }
    x += 1
    let isIndex = !row.label.isEmpty && row.label.utf8.allSatisfy { 48...57 ~= $0 }
    let isHit = !wanted.isEmpty && row.label.lowercased().contains(wanted)
    let nameStyle = Style(
      isIndex ? .muted : row.isChanged ? .changed : .name, on: isHit ? .match : .plain)
    let room = max(4, min(labels - indent + 8, area.right - x))
    let used = row.label.isEmpty ? 0 : canvas.text(row.label, x, y, width: room, nameStyle)
    let valueAt = row.label.isEmpty ? x : max(area.x + 2 + labels + 2, x + used + 2)
    let right = drawNote(row, &canvas, area, y, from: valueAt + 6)
    drawValue(row, &canvas, valueAt, y, width: right - valueAt - 1, wanted)
  }

  /// Count and note at the right end; gives back where they begin.
  private static func drawNote(
    _ row: JSONTree.Row, _ canvas: inout Canvas, _ area: Rect, _ y: Int, from left: Int
  ) -> Int {
    var right = area.right - 1
    let count =
      switch row.value {
      case .object(let object) where !object.isEmpty: "{\(object.count)}"
      case .array(let elements) where !elements.isEmpty: "[\(elements.count)]"
      default: ""
      }
    if !count.isEmpty, right - count.count > left {
      canvas.textRight(count, right: right, y, Style(.faint))
      right -= count.count + 1
    }
    if !row.note.isEmpty {
      let room = min(Width.of(row.note), max(0, (right - left) * 2 / 3))
      if room >= 6 {
        canvas.textRight(Width.fit(row.note, room), right: right, y, Style(.muted))
        right -= room + 1
      }
    }
    return right
  }

  private static func drawValue(
    _ row: JSONTree.Row, _ canvas: inout Canvas, _ x: Int, _ y: Int, width: Int, _ wanted: String
  ) {
    guard width > 0 else { return }
    if row.isOpen == true { return }
    if row.isOpen == false {
      canvas.text(JSONTree.summary(row.value, width), x, y, width: width, Style(.punctuation))
      return
    }
    let text = JSONTree.scalarText(row.value)
    let isHit = !wanted.isEmpty && text.lowercased().contains(wanted)
    canvas.text(
      text, x, y, width: width, Style(role(row.value), on: isHit ? .match : .plain))
  }

  static func role(_ value: Value) -> Style.Role {
    switch value {
    case .string: .string
    case .int, .double: .number
    case .bool, .null: .keyword
    case .array, .object: .punctuation
    }
  }
}

/// Where the seen rows are among all, at the right edge.
enum Scrollbar {
  static func draw(_ canvas: inout Canvas, _ area: Rect, first: Int, count: Int) {
    guard count > area.height, area.height >= 3 else { return }
    let length = max(1, area.height * area.height / count)
    let room = area.height - length
    let start = min(room, first * room / max(1, count - area.height))
    for row in 0..<length {
      canvas.put("┃", area.right - 1, area.y + start + row, Style(.border))
    }
  }
}
