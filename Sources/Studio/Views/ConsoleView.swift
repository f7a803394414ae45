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
    let (status, body) = rest.cutTop(statusRows(console, rest))
    drawStatus(console, &canvas, status)
    drawResult(console, &canvas, body)
    drawChoices(console, &canvas, console.call == nil ? rest : body, at: cursor?.x ?? rest.x)
    return cursor
  }

  private static func drawResult(_ console: Console, _ canvas: inout Canvas, _ body: Rect) {
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
      if let range = console.fault?.range { mark(range, buffer, &canvas, area) }
    }
    let x = area.x + 1 + buffer.columns(before: buffer.cursor) - buffer.left
    return Point(min(x, area.right - 1), area.y + buffer.cursor.line - buffer.top)
  }

  /// Underlines the place of an error.
  private static func mark(
    _ range: Range<Int>, _ buffer: TextBuffer, _ canvas: inout Canvas, _ area: Rect
  ) {
    var start = 0
    for (number, line) in buffer.lines.enumerated() {
      // The end of a line counts: there something is missing.
      let marked = range.clamped(to: start..<(start + line.count + 1))
      for offset in marked {
        let place = TextBuffer.Place(line: number, column: offset - start)
        let x = area.x + 1 + buffer.columns(before: place) - buffer.left
        let spot = Rect(x: x, y: area.y + number - buffer.top, width: 1, height: 1)
        canvas.lay(spot, on: .alarm)
        canvas.restyle(spot) { $0.emphasis.insert(.underline) }
      }
      start += line.count + 1
    }
  }

  /// Rows between the expression and its result.
  private static func statusRows(_ console: Console, _ rest: Rect) -> Int {
    console.call != nil && rest.height >= 5 ? 3 : 1
  }

  /// The call that the cursor is in with its argument and what the function does, or which field
  /// this is.
  private static func drawStatus(_ console: Console, _ canvas: inout Canvas, _ area: Rect) {
    let row = Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: 1)
    guard let (guide, argument) = console.call else {
      let words = console.fieldName.map { "field \($0)" } ?? "result"
      canvas.text(words, row.x, row.y, width: row.width, Style(.faint))
      return
    }
    canvas.clipped(to: area) { canvas in
      var x = row.x
      func put(_ text: String, _ style: Style) { x += canvas.text(text, x, row.y, style) }
      put(guide.name, Style(.keyword))
      put("(", Style(.punctuation))
      for (place, parameter) in guide.parameters.enumerated() {
        let isLast = place == guide.parameters.count - 1
        let isHere = place == argument || isLast && argument > place && parameter.hasSuffix("…")
        put(parameter, isHere ? Style(.strong).underlined : Style(.muted))
        put(isLast ? "" : ", ", Style(.punctuation))
      }
      put(")", Style(.punctuation))
      if !guide.result.isEmpty { put(" → \(guide.result)", Style(.muted)) }
      if area.height >= 2 {
        canvas.text(guide.summary, row.x, row.y + 1, width: row.width, Style(.faint))
      }
    }
  }

  /// What the word at the cursor could become, below it.
  private static func drawChoices(
    _ console: Console, _ canvas: inout Canvas, _ area: Rect, at cursor: Int
  ) {
    let choices = console.choices
    guard !choices.isEmpty, area.height >= 1 else { return }
    let height = min(choices.count, 8, area.height)
    let chosen = console.choice ?? 0
    let first = max(0, min(chosen - height / 2, choices.count - height))
    let seen = choices[first..<(first + height)]
    let names = min(30, seen.map { Width.of($0.text) }.max() ?? 0)
    let details = min(36, seen.map { Width.of($0.detail) }.max() ?? 0)
    let summaries = seen.map { Width.of($0.summary) }.max() ?? 0
    let width = min(area.width, names + details + summaries + (summaries > 0 ? 6 : 4))
    let x = max(area.x, min(cursor - 1, area.right - width))
    for (row, choice) in seen.enumerated() {
      let ground: Style.Ground = console.choice == first + row ? .selected : .bar
      let line = Rect(x: x, y: area.y + row, width: width, height: 1)
      canvas.fill(line, " ", Style(.text, on: ground))
      canvas.clipped(to: line) { canvas in
        canvas.text(choice.text, x + 1, line.y, width: names, Style(.strong, on: ground))
        canvas.text(
          choice.detail, x + names + 2, line.y, width: details, Style(.muted, on: ground))
        canvas.text(
          choice.summary, x + names + details + 4, line.y,
          width: max(0, width - names - details - 5),
          Style(.muted, on: ground))
      }
    }
  }
}
