import JSON
import Screen

/// The expression console: the expression above, what it gives below.
enum ConsoleView {
  static func draw(_ console: Console, _ canvas: inout Canvas) -> Point? {
    let size = canvas.size
    let language = console.language == .jsonata ? "JSONata" : "JSONPath"
    let inside = DialogView.window(
      &canvas, width: min(size.width - 2, 96), height: min(size.height - 2, 32),
      title: "\(language) at \(console.moment)",
      hints: [
        ("Tab", "complete"), ("^S", console.field == nil ? "no field" : "write back"),
        ("^Y", "copy"), ("PgDn", "scroll"), ("Esc", "close"),
      ])
    guard inside.height >= 3 else { return nil }
    let rows = max(1, min(inside.height / 3, console.expression.lines.count + 1, 8))
    let (field, rest) = inside.cutTop(rows)
    let cursor = drawExpression(console, &canvas, field)
    guard rest.height >= 2 else { return cursor }
    drawStatus(console, &canvas, rest.row(0))
    let body = rest.cutTop(1).rest
    canvas.clipped(to: body) { canvas in
      if let fault = console.fault {
        for (row, line) in Wrapping.lines(fault.message, body.width - 2, limit: body.height)
          .enumerated()
        {
          canvas.text(line, body.x + 1, body.y + row, Style(.failure))
        }
      } else if console.isUndefined {
        EmptyView.draw(
          "undefined", "a state whose field gives nothing fails with it", &canvas, body)
      } else {
        var tree = console.tree
        tree.scroll.settle(count: tree.rows.count, height: body.height)
        TreeView.draw(tree, &canvas, body, isFocused: false, searched: "")
      }
    }
    return cursor
  }

  private static func drawExpression(
    _ console: Console, _ canvas: inout Canvas, _ area: Rect
  ) -> Point? {
    canvas.fill(area, " ", Style(.text, on: .field))
    var buffer = console.expression
    buffer.settle(Size(area.width - 2, area.height))
    canvas.clipped(to: area) { canvas in
      for row in 0..<area.height where buffer.lines.indices.contains(buffer.top + row) {
        let line = String(String.UnicodeScalarView(buffer.lines[buffer.top + row]))
        canvas.text(line, area.x + 1 - buffer.left, area.y + row, Style(.text, on: .field))
      }
      if let offset = console.fault?.offset { mark(offset, buffer, &canvas, area) }
    }
    let x = area.x + 1 + buffer.columns(before: buffer.cursor) - buffer.left
    return Point(min(x, area.right - 1), area.y + buffer.cursor.line - buffer.top)
  }

  /// Underlines the place of an error.
  private static func mark(
    _ offset: Int, _ buffer: TextBuffer, _ canvas: inout Canvas, _ area: Rect
  ) {
    var rest = offset
    for (number, line) in buffer.lines.enumerated() {
      if rest <= line.count {
        let place = TextBuffer.Place(line: number, column: max(0, rest - 1))
        let x = area.x + 1 + buffer.columns(before: place) - buffer.left
        let spot = Rect(x: x, y: area.y + number - buffer.top, width: 1, height: 1)
        canvas.lay(spot, on: .alarm)
        canvas.restyle(spot) { $0.emphasis.insert(.underline) }
        return
      }
      rest -= line.count + 1
    }
  }

  /// What Tab offers, or what the word before the cursor is, or which field this is.
  private static func drawStatus(_ console: Console, _ canvas: inout Canvas, _ row: Rect) {
    if !console.completions.isEmpty {
      var x = row.x + 1
      let first = max(0, (console.completion ?? 0) - 3)
      for (place, name) in console.completions.enumerated().dropFirst(first).prefix(12) {
        guard x + 3 < row.right else { break }
        let isChosen = place == console.completion
        x +=
          canvas.text(
            name, x, row.y, width: row.right - x,
            isChosen ? Style(.strong, on: .selected) : Style(.muted)) + 2
      }
      return
    }
    if let help = help(console.expression) {
      canvas.text(help, row.x + 1, row.y, width: row.width - 2, Style(.muted))
    } else {
      let words = console.fieldName.map { "field \($0)" } ?? "result"
      canvas.text(words, row.x + 1, row.y, width: row.width - 2, Style(.faint))
    }
  }

  /// The signature of the function whose call the cursor is in.
  private static func help(_ buffer: TextBuffer) -> String? {
    let line = buffer.lines[buffer.cursor.line][..<buffer.cursor.column]
    var depth = 0
    for index in line.indices.reversed() {
      if line[index] == ")" { depth += 1 }
      guard line[index] == "(" else { continue }
      guard depth == 0 else {
        depth -= 1
        continue
      }
      let name = line[..<index].reversed()
        .prefix { $0 == "$" || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
      let text = String(String.UnicodeScalarView(name.reversed()))
      return FunctionList.all.first { $0.name == text }.map { $0.name + $0.help }
    }
    return nil
  }
}
