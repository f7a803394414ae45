import ASL
import Engine
import JSON
import Screen

/// What stands in front of the panes.
enum DialogView {
  static func draw(_ state: State, _ canvas: inout Canvas) -> Point? {
    switch state.dialog {
    case .start(let form): return StartView.draw(form, &canvas)
    case .answer(let form): return AnswerView.draw(form, &canvas)
    case .confirm(let question): QuestionView.draw(question, &canvas)
    case .help(let list): return HelpView.draw(list, &canvas)
    case .diagnostics(let scroll): DiagnosticsView.draw(state, scroll, &canvas)
    case .change(let form): return ChangeView.draw(form, &canvas)
    case .recordMock(let form): return MockView.draw(form, &canvas)
    case .watches(let form): return WatchView.draw(form, state.watches, &canvas)
    case .timelines(let chosen): TimelinesView.draw(state, chosen, &canvas)
    case .compare(let comparison): CompareView.draw(comparison, &canvas)
    case .console(let console): return ConsoleView.draw(console, &canvas)
    case .copy(let items, let chosen): CopyView.draw(items, chosen, &canvas)
    case nil: break
    }
    return nil
  }

  /// A framed window in the middle; gives back what is inside.
  static func window(
    _ canvas: inout Canvas, width: Int, height: Int, title: String, hints: [(String, String)] = []
  ) -> Rect {
    let screen = canvas.bounds
    let area = screen.centered(Size(width, height))
    canvas.fill(area, " ", .plain)
    guard area.width >= 16, area.height >= 4 else { return area }
    canvas.frame(area, .round, Style(.borderFocused))
    canvas.text(" \(title) ", area.x + 2, area.y, width: area.width - 4, Style(.title))
    if !hints.isEmpty {
      let row = Rect(x: area.x + 1, y: area.bottom - 1, width: area.width - 2, height: 1)
      var x = row.x + 1
      for (key, label) in hints {
        let width = Width.of(key) + Width.of(label) + 3
        guard x + width < row.right else { break }
        canvas.text(" \(key) ", x, row.y, Style(.key))
        canvas.text("\(label) ", x + Width.of(key) + 2, row.y, Style(.muted))
        x += width + 1
      }
    }
    return area.inset(2, 1)
  }

  /// A field with several lines of JSON; gives back where the cursor is.
  static func editor(
    _ buffer: TextBuffer, _ canvas: inout Canvas, _ area: Rect, isFocused: Bool
  ) -> Point? {
    guard !area.isEmpty else { return nil }
    canvas.fill(area, " ", Style(.text, on: .field))
    var seen = buffer
    seen.settle(area.size)
    canvas.clipped(to: area) { canvas in
      for row in 0..<area.height where seen.lines.indices.contains(seen.top + row) {
        JSONTint.draw(
          seen.lines[seen.top + row], &canvas, area.x + 1 - seen.left, area.y + row, on: .field)
      }
    }
    guard isFocused else { return nil }
    let x = area.x + 1 + seen.columns(before: seen.cursor) - seen.left
    return Point(min(x, area.right - 1), area.y + seen.cursor.line - seen.top)
  }

  /// A choice that is stepped through with left and right.
  static func choice(
    _ text: String, _ canvas: inout Canvas, _ x: Int, _ y: Int, width: Int, isFocused: Bool
  ) {
    let style = Style(.text, on: isFocused ? .selected : .field)
    canvas.text(
      Width.pad(" ◂ " + Width.fit(text, max(1, width - 6)) + " ▸", width), x, y, style)
  }

  static func label(_ text: String, _ canvas: inout Canvas, _ x: Int, _ y: Int, isFocused: Bool) {
    canvas.text(text, x, y, isFocused ? Style(.accent).bold : Style(.muted))
  }
}

/// What an execution is started with.
enum StartView {
  static func draw(_ form: StartForm, _ canvas: inout Canvas) -> Point? {
    let size = canvas.size
    let inside = DialogView.window(
      &canvas, width: min(size.width - 2, 92), height: min(size.height - 2, 30),
      title: "Start an execution",
      hints: [("F5", "start, paused"), ("F6", "run"), ("Tab", "next field"), ("Esc", "cancel")])
    let labels = inside.width >= 40 ? 10 : 0
    var y = inside.y
    var cursor: Point?
    let width = inside.width - labels
    func row(_ field: StartForm.Field, _ label: String) -> Bool {
      guard form.fields.contains(field), y < inside.bottom else { return false }
      if labels > 0 {
        DialogView.label(label, &canvas, inside.x, y, isFocused: form.field == field)
      }
      return true
    }
    let rowsBelow = form.fields.count - 1 + (form.fault == nil ? 0 : 1)
    if inside.height >= rowsBelow + 3 {
      DialogView.label("Input", &canvas, inside.x, y, isFocused: form.field == .input)
      let height = inside.height - rowsBelow - 1
      let area = Rect(x: inside.x + labels, y: y, width: width, height: height)
      if let place = DialogView.editor(form.input, &canvas, area, isFocused: form.field == .input) {
        cursor = place
      }
      y += height
      if let fault = form.fault {
        canvas.text("✗ \(fault)", inside.x + labels, y, width: width, Style(.failure))
        y += 1
      }
      y += 1
    }
    if row(.sample, "Sample") {
      let name = form.sample.map { form.samples[$0].name } ?? "none"
      let text = "\(name)  (\((form.sample ?? -1) + 1) of \(form.samples.count), ^N ^P)"
      DialogView.choice(
        text, &canvas, inside.x + labels, y, width: width, isFocused: form.field == .sample)
      y += 1
    }
    if row(.testCase, "Mocks") {
      let name = form.testCase.map { form.testCases[$0] } ?? "none: functions and services answer"
      DialogView.choice(
        name, &canvas, inside.x + labels, y, width: width, isFocused: form.field == .testCase)
      y += 1
    }
    if row(.answering, "Tasks") {
      let words =
        form.isByHand ? "I answer every task by hand" : "answered by themselves where they can"
      DialogView.choice(
        words, &canvas, inside.x + labels, y, width: width, isFocused: form.field == .answering)
      y += 1
    }
    if row(.clock, "Waits") {
      let words = form.isPaced ? "take their time" : "pass at once"
      DialogView.choice(
        words, &canvas, inside.x + labels, y, width: width, isFocused: form.field == .clock)
      y += 1
    }
    if row(.name, "Name") {
      canvas.fill(
        Rect(x: inside.x + labels, y: y, width: width, height: 1), " ", Style(.text, on: .field))
      let field = Rect(x: inside.x + labels + 1, y: y, width: width - 1, height: 1)
      let place = form.name.draw(&canvas, field, Style(.text, on: .field))
      if form.field == .name { cursor = place }
    }
    return cursor
  }
}

/// An answer to a task by hand.
enum AnswerView {
  static func draw(_ form: AnswerForm, _ canvas: inout Canvas) -> Point? {
    let size = canvas.size
    let inside = DialogView.window(
      &canvas, width: min(size.width - 2, 84), height: min(size.height - 2, 24),
      title: form.isWhatIf
        ? "What if \(form.request.state)…" : "\(form.request.state) waits for an answer",
      hints: [("^S", "answer"), ("^T", "result or error")]
        + (form.live?.token == nil ? [] : [("^B", "heartbeat")])
        + [("Tab", "next field"), ("Esc", "later")])
    guard inside.height >= 4 else { return nil }
    var y = inside.y
    canvas.text(form.request.resource.arn, inside.x, y, width: inside.width, Style(.muted))
    y += 1
    if !form.hint.isEmpty, inside.height >= 10 {
      canvas.text(
        "to have it answered: \(form.hint)", inside.x, y, width: inside.width, Style(.faint))
      y += 1
    }
    let rest = inside.bottom - y
    if rest >= 12 {
      let shown = min(6, rest / 3)
      canvas.text("Arguments", inside.x, y, Style(.muted))
      y += 1
      let lines = TextBuffer(form.request.arguments.value.pretty()).lines
      for line in lines.prefix(shown) {
        JSONTint.draw(line, &canvas, inside.x + 1, y)
        y += 1
      }
      if lines.count > shown {
        canvas.text("… \(lines.count - shown) more lines", inside.x + 1, y, Style(.faint))
      }
      y += lines.count > shown ? 2 : 1
    }
    let kind = form.isFailure ? "an error" : "a result"
    DialogView.label("Give", &canvas, inside.x, y, isFocused: form.field == .kind)
    DialogView.choice(kind, &canvas, inside.x + 8, y, width: 20, isFocused: form.field == .kind)
    y += 1
    return form.isFailure
      ? drawFailure(form, &canvas, inside, y) : drawResult(form, &canvas, inside, y)
  }

  private static func drawResult(
    _ form: AnswerForm, _ canvas: inout Canvas, _ inside: Rect, _ y: Int
  ) -> Point? {
    var area = Rect(x: inside.x, y: y, width: inside.width, height: inside.bottom - y)
    if let fault = form.fault {
      area = area.cutBottom(1).rest
      canvas.text("✗ \(fault)", inside.x, inside.bottom - 1, width: inside.width, Style(.failure))
    }
    return DialogView.editor(form.result, &canvas, area, isFocused: form.field == .result)
  }

  private static func drawFailure(
    _ form: AnswerForm, _ canvas: inout Canvas, _ inside: Rect, _ y: Int
  ) -> Point? {
    var cursor: Point?
    for (row, (label, field, text)) in [
      ("Error", AnswerForm.Field.error, form.error), ("Cause", .cause, form.cause),
    ].enumerated() {
      let isFocused = form.field == field
      DialogView.label(label, &canvas, inside.x, y + row, isFocused: isFocused)
      let area = Rect(x: inside.x + 8, y: y + row, width: inside.width - 8, height: 1)
      let place = text.draw(&canvas, area, Style(.text, on: .field))
      if isFocused { cursor = place }
    }
    return cursor
  }
}

/// Another value for something at this moment.
enum ChangeView {
  static func draw(_ form: ChangeForm, _ canvas: inout Canvas) -> Point? {
    let size = canvas.size
    let inside = DialogView.window(
      &canvas, width: min(size.width - 2, 84), height: min(size.height - 2, 22),
      title: form.title, hints: [("^S", "go on with this"), ("Esc", "leave it")])
    guard inside.height >= 2 else { return nil }
    var area = inside
    if let fault = form.fault {
      area = inside.cutBottom(1).rest
      canvas.text("✗ \(fault)", inside.x, area.bottom, width: inside.width, Style(.failure))
    }
    return DialogView.editor(form.value, &canvas, area, isFocused: true)
  }
}

/// A question with its answers as buttons.
enum QuestionView {
  private static func area(_ question: Question, _ size: Size) -> Rect {
    let buttons = question.choices.reduce(0) { $0 + Width.of($1.label) + 7 }
    let width = max(30, max(Width.of(question.text) + 6, buttons + 6))
    return Rect(size).centered(Size(min(width, size.width), min(6, size.height)))
  }

  static func buttons(_ question: Question, _ size: Size) -> [Rect] {
    let area = area(question, size)
    var x = area.x + 3
    return question.choices.map { choice in
      let width = Width.of(choice.label) + 5
      defer { x += width + 1 }
      return Rect(x: x, y: area.bottom - 2, width: width, height: 1)
    }
  }

  static func draw(_ question: Question, _ canvas: inout Canvas) {
    let area = area(question, canvas.size)
    let inside = DialogView.window(
      &canvas, width: area.width, height: area.height, title: question.title)
    canvas.text(question.text, inside.x + 1, inside.y + 1, width: inside.width - 1, Style(.text))
    for (number, rect) in buttons(question, canvas.size).enumerated() {
      let choice = question.choices[number]
      let ground: Style.Ground = number == question.chosen ? .selected : .field
      canvas.clipped(to: area) { canvas in
        canvas.fill(rect, " ", Style(.text, on: ground))
        canvas.put(choice.key, rect.x + 1, rect.y, Style(.key, on: ground))
        canvas.text(choice.label, rect.x + 3, rect.y, Style(.text, on: ground))
      }
    }
  }
}

/// The keys of a view, to be searched and run.
enum HelpView {
  static func size(_ screen: Size) -> Size {
    Size(min(screen.width - 2, 86), min(screen.height - 2, 44))
  }

  static func draw(_ list: HelpList, _ canvas: inout Canvas) -> Point? {
    let size = size(canvas.size)
    let inside = DialogView.window(
      &canvas, width: size.width, height: size.height,
      title: "Keys ─ \(name(list.place))",
      hints: [("⏎", "do it"), ("type", "to search"), ("Esc", "close")])
    guard inside.height >= 3 else { return nil }
    canvas.text("/", inside.x, inside.y, Style(.key))
    let field = Rect(x: inside.x + 1, y: inside.y, width: inside.width - 1, height: 1)
    let cursor = list.filter.draw(&canvas, field, Style(.text, on: .field))
    let body = inside.cutTop(2).rest
    var scroll = list.scroll
    let shown = list.shown
    scroll.settle(count: shown.count, height: body.height)
    let keys = 12
    for (line, place) in scroll.visible(count: shown.count, height: body.height).enumerated() {
      let binding = shown[place]
      let y = body.y + line
      canvas.textRight(binding.keyText, right: body.x + keys, y, Style(.key))
      let command = binding.command.isEmpty || body.width < 60 ? "" : ":\(binding.command)"
      let room = body.width - keys - 3 - Width.of(command)
      canvas.text(binding.help, body.x + keys + 2, y, width: room, Style(.text))
      canvas.textRight(command, right: body.right - 1, y, Style(.faint))
      if place == scroll.cursor {
        canvas.lay(Rect(x: body.x, y: y, width: body.width, height: 1), on: .selected)
      }
    }
    if shown.isEmpty { EmptyView.draw("No key does that", "", &canvas, body) }
    Scrollbar.draw(&canvas, body, first: scroll.top, count: shown.count)
    return cursor
  }

  private static func name(_ place: Place) -> String {
    switch place {
    case .graph: "graph"
    case .detail: "data"
    case .history: "history"
    case .executions: "executions"
    case .browser: "workflows"
    default: "everywhere"
    }
  }
}

/// What is wrong with the definition.
enum DiagnosticsView {
  static func size(_ screen: Size, _ count: Int) -> Size {
    Size(min(screen.width - 2, 100), min(screen.height - 2, max(8, count * 2 + 3)))
  }

  static func draw(_ state: State, _ scroll: Scroll, _ canvas: inout Canvas) {
    let found = state.file?.problems ?? []
    let size = size(canvas.size, found.count)
    let inside = DialogView.window(
      &canvas, width: size.width, height: size.height,
      title: "Problems ─ \(found.count)", hints: [("⏎", "go there"), ("Esc", "close")])
    var scroll = scroll
    let rows = max(1, inside.height / 2)
    scroll.settle(count: found.count, height: rows)
    for (line, place) in scroll.visible(count: found.count, height: rows).enumerated() {
      let problem = found[place]
      let y = inside.y + line * 2
      let isError = problem.severity == .error
      canvas.text(isError ? "✗" : "!", inside.x, y, Style(isError ? .failure : .warning).bold)
      let at = problem.line.map { "\($0):\(problem.column ?? 1)" } ?? ""
      canvas.text(Width.pad(at, 8), inside.x + 2, y, Style(.number))
      canvas.text(problem.message, inside.x + 11, y, width: inside.width - 12, Style(.text))
      if y + 1 < inside.bottom {
        canvas.text(
          "\(problem.location ?? "")  \(problem.code)", inside.x + 11, y + 1,
          width: inside.width - 12, Style(.faint))
      }
      if place == scroll.cursor {
        canvas.lay(
          Rect(x: inside.x, y: y, width: inside.width, height: min(2, inside.bottom - y)),
          on: .selected)
      }
    }
  }
}

/// What can be copied.
enum CopyView {
  static func size(_ screen: Size, _ count: Int) -> Size {
    Size(min(screen.width, 64), min(screen.height, count + 2))
  }

  static func draw(_ items: [CopyItem], _ chosen: Int, _ canvas: inout Canvas) {
    let size = size(canvas.size, items.count)
    let inside = DialogView.window(
      &canvas, width: size.width, height: size.height,
      title: "Copy")
    for (row, item) in items.prefix(inside.height).enumerated() {
      let y = inside.y + row
      canvas.put(item.key, inside.x, y, Style(.key))
      let used = canvas.text(item.label, inside.x + 2, y, Style(.text))
      canvas.text(
        item.text, inside.x + used + 4, y, width: max(0, inside.width - used - 5), Style(.faint))
      if row == chosen {
        canvas.lay(Rect(x: inside.x, y: y, width: inside.width, height: 1), on: .selected)
      }
    }
  }
}
