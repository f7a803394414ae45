import Screen

/// The built-in editor over the whole screen, with what is wrong below the text.
enum EditorView {
  static let hints: [(String, String)] = [
    ("^S", "save"), ("Esc", "close"), ("F5", "save and run"), ("^U", "undo"), ("^R", "redo"),
    ("^F", "find"), ("^G", "next problem"), ("Alt-F", "format"),
  ]

  static func draw(_ state: State, _ canvas: inout Canvas) -> Point? {
    guard let editor = state.editor else { return nil }
    let area = state.editorArea
    drawFrame(state, editor, &canvas)
    let gutter = state.editorGutter
    drawLines(editor, &canvas, area, gutter)
    drawProblems(editor, &canvas, area)
    let place = editor.buffer.cursor
    let x = area.x + gutter + editor.buffer.columns(before: place) - editor.buffer.left
    let y = area.y + place.line - editor.buffer.top
    return Rect(x: area.x, y: area.y, width: area.width + 1, height: area.height)
      .contains(Point(x, y)) ? Point(min(x, state.size.width - 1), y) : nil
  }

  private static func drawFrame(_ state: State, _ editor: EditorPane, _ canvas: inout Canvas) {
    var rest = Rect(state.size)
    if state.size.height >= 4 { rest = rest.cutTop(1).rest }
    if state.size.height >= 5 { rest = rest.cutBottom(1).rest }
    guard rest.width >= 24, rest.height >= 5 else { return }
    canvas.frame(rest, .round, Style(.borderFocused))
    let name =
      switch editor.scope {
      case .state(_, let name, _, _): "Edit \(name)"
      case .whole: "Edit \(state.file?.name ?? "")"
      }
    canvas.text(" \(name) ", rest.x + 2, rest.y, width: rest.width - 20, Style(.title))
    let cursor = editor.buffer.cursor
    canvas.textRight(
      " \(cursor.line + 1):\(cursor.column + 1) ", right: rest.right - 2, rest.y, Style(.muted))
    let count = editor.problems.count
    let hasErrors = editor.problems.contains(where: \.isError)
    let words: (String, Style.Role) =
      if count > 0 {
        (
          "\(hasErrors ? "✗" : "!") \(count) problem\(count == 1 ? "" : "s")",
          hasErrors ? .failure : .warning
        )
      } else if editor.elsewhere > 0 {
        ("! \(editor.elsewhere) elsewhere in the file", .warning)
      } else {
        ("✓ no problems", .success)
      }
    canvas.text(" \(words.0) ", rest.x + 2, rest.bottom - 1, Style(words.1))
  }

  private static func drawLines(
    _ editor: EditorPane, _ canvas: inout Canvas, _ area: Rect, _ gutter: Int
  ) {
    let buffer = editor.buffer
    let faulty = Dictionary(
      editor.problems.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
    for row in 0..<area.height {
      let index = buffer.top + row
      guard buffer.lines.indices.contains(index) else { break }
      let y = area.y + row
      let problem = faulty[index]
      let text = Rect(x: area.x + gutter, y: y, width: area.width - gutter, height: 1)
      canvas.clipped(to: text) { canvas in
        JSONTint.draw(buffer.lines[index], &canvas, text.x - buffer.left, y)
        if let problem {
          let end = buffer.lines[index].reduce(0) { $0 + Width.of($1) }
          canvas.text(
            "◂ \(problem.message)", text.x - buffer.left + end + 2, y,
            Style(problem.isError ? .failure : .warning))
        }
      }
      if index == buffer.cursor.line {
        canvas.lay(Rect(x: area.x, y: y, width: area.width, height: 1), on: .field)
      }
      if gutter > 0 {
        let role: Style.Role =
          problem == nil ? (index == buffer.cursor.line ? .muted : .faint) : .failure
        canvas.textRight(String(index + 1), right: area.x + gutter - 1, y, Style(role))
      }
    }
  }

  private static func drawProblems(_ editor: EditorPane, _ canvas: inout Canvas, _ area: Rect) {
    guard !editor.problems.isEmpty, area.height >= 4 else { return }
    let rule = Rect(x: area.x, y: area.bottom, width: area.width, height: 1)
    canvas.fill(rule, "─", Style(.border))
    for (row, problem) in editor.problems.prefix(4).enumerated() {
      let y = rule.y + 1 + row
      guard y < canvas.size.height - 2 else { break }
      let place = "\(problem.line + 1):\(problem.column + 1)"
      canvas.textRight(place, right: area.x + 8, y, Style(.muted))
      canvas.text(
        problem.message, area.x + 10, y, width: area.width - 11,
        Style(problem.isError ? .failure : .warning))
    }
  }
}
