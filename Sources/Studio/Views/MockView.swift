import Engine
import JSON
import Screen

/// An answer that is to be kept as a mock: in which test case, as the answer to which call.
enum MockView {
  static func draw(_ form: MockForm, _ canvas: inout Canvas) -> Point? {
    let size = canvas.size
    let inside = DialogView.window(
      &canvas, width: min(size.width - 2, 76), height: min(size.height - 2, 16),
      title: "Keep the answer of \(form.request.state) as a mock",
      hints: [("⏎", "keep it"), ("Esc", "cancel")])
    guard inside.height >= 2 else { return nil }
    DialogView.label("Test case", &canvas, inside.x, inside.y, isFocused: true)
    let field = Rect(x: inside.x + 11, y: inside.y, width: inside.width - 11, height: 1)
    let cursor = form.testCase.draw(&canvas, field, Style(.text, on: .field))
    let item = form.request.scope.isEmpty ? "" : " in \(form.request.scope)"
    canvas.text(
      "the answer to call \(form.call)\(item); secrets are taken out", inside.x, inside.y + 1,
      width: inside.width, Style(.muted))
    let body = inside.cutTop(3).rest
    canvas.clipped(to: body) { canvas in
      let lines = TextBuffer(text(form.answer)).lines
      for (row, line) in lines.prefix(body.height).enumerated() {
        JSONTint.draw(line, &canvas, body.x, body.y + row)
      }
      if lines.count > body.height, body.height > 0 {
        let more = "… \(lines.count - body.height + 1) more lines"
        canvas.text(Width.pad(more, body.width), body.x, body.bottom - 1, Style(.faint))
      }
    }
    return cursor
  }

  private static func text(_ answer: TaskAnswer) -> String {
    switch answer {
    case .succeeded(let payload), .submitted(let payload): payload.value.pretty()
    case .failed(let failure), .unavailable(let failure, _):
      Value.object([
        "Error": .string(failure.error ?? ""), "Cause": .string(failure.cause ?? ""),
      ]).pretty()
    }
  }
}
