import ASL
import Engine
import History
import JSON
import Screen

extension State {
  /// The screen, whatever its size.
  func draw() -> Frame {
    var canvas = Canvas(size)
    guard size.width > 0, size.height > 0 else { return Frame(canvas) }
    var cursor: Point?
    let areas = Areas(self)
    if view == .browser {
      BrowserView.draw(self, &canvas)
    } else {
      HeaderView.draw(self, &canvas, areas.header)
      if editor != nil {
        cursor = EditorView.draw(self, &canvas)
      } else {
        drawPanes(&canvas, areas)
      }
    }
    drawBar(&canvas, barArea(areas), &cursor)
    if dialog != nil { cursor = DialogView.draw(self, &canvas) }
    return Frame(canvas, cursor: cursor)
  }

  private func drawPanes(_ canvas: inout Canvas, _ areas: Areas) {
    BannerView.draw(self, &canvas, areas.banner)
    PaneTabs.draw(self, &canvas, areas.tabs)
    if !areas.graph.isEmpty { GraphView.draw(self, &canvas, areas) }
    if !areas.detail.isEmpty { DetailView.draw(self, &canvas, areas) }
    if !areas.history.isEmpty {
      if isShowingExecutions {
        ExecutionsView.draw(self, &canvas, areas)
      } else {
        HistoryView.draw(self, &canvas, areas)
      }
    }
  }

  /// The last line; on a screen too small to have one, it lies over the rest while something is
  /// written or said.
  private func barArea(_ areas: Areas) -> Rect {
    if !areas.bar.isEmpty { return areas.bar }
    return prompt != nil || toast != nil ? Rect(size).cutBottom(1).bottom : .zero
  }

  private func drawBar(_ canvas: inout Canvas, _ area: Rect, _ cursor: inout Point?) {
    guard !area.isEmpty else { return }
    if let prompt {
      cursor = PromptView.draw(prompt, &canvas, area)
    } else if let toast {
      canvas.fill(area, " ", .plain)
      let role: Style.Role =
        switch toast.kind {
        case .info: .accent
        case .warning: .warning
        case .failure: .failure
        }
      canvas.text(toast.text, area.x + 1, area.y, width: area.width - 2, Style(role))
    } else {
      BottomBar.draw(self, &canvas, area)
    }
  }

  /// Draws the frame of a pane with its title; gives back what is inside.
  func drawFrame(
    _ pane: Pane, _ title: String, _ canvas: inout Canvas, _ areas: Areas, trailing: String = ""
  ) -> Rect {
    let area = areas[pane]
    guard areas.isFramed else { return area }
    let isFocused = focus == pane && dialog == nil
    let border = Style(isFocused ? .borderFocused : .border)
    canvas.frame(area, .round, border)
    let words = " \(pane.rawValue) \(title) "
    canvas.text(
      words, area.x + 2, area.y, width: area.width - 4, isFocused ? Style(.title) : Style(.muted))
    let used = Width.of(words)
    if !trailing.isEmpty, used + Width.of(trailing) + 8 <= area.width {
      canvas.textRight(" \(trailing) ", right: area.right - 2, area.y, Style(.muted))
    }
    return area.inset(1, 1)
  }
}

/// Words in the middle of an empty area: what is missing, and what to do about it.
enum EmptyView {
  static func draw(_ title: String, _ hint: String, _ canvas: inout Canvas, _ area: Rect) {
    guard area.height >= 1, area.width >= 8 else { return }
    let y = area.y + max(0, area.height / 2 - 1)
    center(title, &canvas, area, y, Style(.muted))
    if y + 1 < area.bottom { center(hint, &canvas, area, y + 1, Style(.faint)) }
  }

  static func center(
    _ text: String, _ canvas: inout Canvas, _ area: Rect, _ y: Int, _ style: Style
  ) {
    let text = Width.fit(text, area.width)
    canvas.text(text, area.x + (area.width - Width.of(text)) / 2, y, style)
  }
}

/// The line at the top: the program, the file, the run.
enum HeaderView {
  static func draw(_ state: State, _ canvas: inout Canvas, _ area: Rect) {
    guard !area.isEmpty else { return }
    canvas.fill(area, " ", Style(.text, on: .bar))
    var x = area.x + 1
    x += canvas.text("treadle", x, area.y, Style(.accent, on: .bar, .bold)) + 2
    let right = drawRun(state, &canvas, area, from: x + 12)
    let room = right - x - 1
    guard let file = state.file, room > 4 else { return }
    let isModified = file.isModified || state.editor?.isAhead == true
    let mark = isModified ? " ●" : ""
    let errors = file.errorCount
    let used = canvas.text(
      file.name, x, area.y, width: room - mark.count, Style(.strong, on: .bar))
    x += used
    if isModified { x += canvas.text(mark, x, area.y, Style(.warning, on: .bar)) }
    if errors > 0 {
      let words = "  ✗ \(errors) error\(errors == 1 ? "" : "s")"
      if x + words.count < right { canvas.text(words, x, area.y, Style(.failure, on: .bar)) }
    } else if file.problems.count > 0 {
      let count = file.problems.count
      let words = "  ! \(count) warning\(count == 1 ? "" : "s")"
      if x + words.count < right { canvas.text(words, x, area.y, Style(.warning, on: .bar)) }
    }
  }

  /// The run at the right end; gives back where it begins.
  private static func drawRun(
    _ state: State, _ canvas: inout Canvas, _ area: Rect, from left: Int
  ) -> Int {
    guard let run = state.run else { return area.right }
    var status = RunText.status(run, hold: state.hold)
    var clock = run.current?.timestamp.milliseconds
    if run.movement != nil, let pace = run.pace, let left = pace.remaining(at: state.now) {
      status = ("◷", "waits \(EventText.duration(left)), n skips", .waiting)
      clock = pace.time(at: state.now).milliseconds
    }
    let elapsed = run.events.first.flatMap { first in
      clock.map { EventText.clock($0 - first.timestamp.milliseconds) }
    }
    var parts: [(String, Style)] = [
      (run.name, Style(.text, on: .bar)),
      ("  \(status.symbol) \(status.words)", Style(status.role, on: .bar, .bold)),
    ]
    if let elapsed { parts.append(("  \(elapsed)", Style(.muted, on: .bar))) }
    parts.append((" ", Style(.text, on: .bar)))
    var width = parts.reduce(0) { $0 + Width.of($1.0) }
    while width > area.right - left, parts.count > 2 {
      width -= Width.of(parts.remove(at: parts.count > 3 ? 2 : 0).0)
    }
    var x = max(left, area.right - width)
    let start = x
    for (text, style) in parts { x += canvas.text(text, x, area.y, style) }
    return start
  }
}

/// How a run stands, in words.
enum RunText {
  static func status(
    _ run: Run, hold: Live.Hold? = nil
  ) -> (symbol: String, words: String, role: Style.Role) {
    if !run.unanswered.isEmpty, run.performing.isEmpty, run.isAtEnd, run.status == .running {
      return ("◷", "waits for an answer", .waiting)
    }
    if run.movement != nil, run.performing.isEmpty { return ("●", "running", .running) }
    if !run.performing.isEmpty { return ("◷", "waiting for a task", .waiting) }
    if !run.isAtEnd { return ("◂", "at #\(run.moment) of \(run.events.count)", .accent) }
    switch run.status {
    case .succeeded: return ("✓", "succeeded", .success)
    case .failed: return ("✗", "failed", .failure)
    case .timedOut: return ("✗", "timed out", .failure)
    case .aborted: return ("⊘", "stopped", .stopped)
    case .pendingRedrive: return ("◷", "waits for a redrive", .waiting)
    case .running:
      if let hold { return ("●", "paused at \(hold.state), held by the server", .accent) }
      if run.kind == .followed { return ("●", "runs elsewhere, #\(run.moment)", .running) }
      if run.stepper == nil { return ("◷", "interrupted at #\(run.moment)", .warning) }
      if !run.pendingTasks.isEmpty { return ("◷", "waits for an answer", .waiting) }
      return ("●", "paused at #\(run.moment)", .accent)
    }
  }

  /// The sign and role of a status in AWS's words.
  static func sign(_ status: String, isInterrupted: Bool) -> (symbol: String, role: Style.Role) {
    switch status {
    case "SUCCEEDED": ("✓", .success)
    case "FAILED", "TIMED_OUT": ("✗", .failure)
    case "ABORTED": ("⊘", .stopped)
    case "RUNNING": isInterrupted ? ("◷", .warning) : ("●", .running)
    default: ("◷", .waiting)
    }
  }
}

/// What went wrong, in two lines under the header.
enum BannerView {
  static func draw(_ state: State, _ canvas: inout Canvas, _ area: Rect) {
    guard area.height >= 2, let run = state.run else { return }
    if run.divergence == nil, let failure = run.failure {
      canvas.fill(area, " ", Style(.text, on: .alarm))
      let title = "✗ " + (failure.error ?? "The execution failed")
      let place = run.culprit.flatMap { run.story.visit(ofEvent: $0.id) }
        .map { run.story.visits[$0].state }
      let where_ = place.map { " in \($0)" } ?? ""
      let x = area.x + 1
      let used = canvas.text(
        title + where_, x, area.y, width: area.width - 2, Style(.strong, on: .alarm))
      let hint = "! shows where"
      if used + hint.count + 5 < area.width {
        canvas.textRight(hint, right: area.right - 1, area.y, Style(.key, on: .alarm))
      }
      let words = cause(failure.cause ?? "")
      canvas.text(
        words.isEmpty ? "no cause was given" : words, x + 2, area.y + 1, width: area.width - 4,
        Style(.text, on: .alarm))
    } else if let divergence = run.divergence {
      canvas.fill(area, " ", Style(.text, on: .notice))
      let id = divergence.newId.map { " at #\($0)" } ?? ""
      canvas.text(
        "≠ differs from the recorded run\(id): \(divergence.reason)", area.x + 1, area.y,
        width: area.width - 2, Style(.strong, on: .notice))
      // Values are told where the events are alike; other events differ by what the first line says.
      let isOfValues = divergence.recorded != nil || divergence.new != nil
      let (recorded, new) = (divergence.recorded ?? "nothing", divergence.new ?? "nothing")
      canvas.text(
        isOfValues
          ? "recorded \(recorded)   now \(new)" : "the runs are alike until then; V compares them",
        area.x + 3, area.y + 1, width: area.width - 4, Style(.text, on: .notice))
    }
  }

  /// The cause in one line: the message of an error object where it is one.
  static func cause(_ text: String) -> String {
    let value = Unwrapping.value(text)
    for name in ["errorMessage", "message", "Message", "cause", "Cause"] {
      if let message = value[name]?.string { return message }
    }
    return value.string ?? JSONTree.summary(value, 400)
  }
}

/// The names of the panes where only one is seen at a time.
enum PaneTabs {
  static func places(_ area: Rect) -> [(pane: State.Pane, columns: Range<Int>)] {
    guard !area.isEmpty else { return [] }
    var x = area.x
    return State.Pane.allCases.map { pane in
      let width = Width.of(label(pane, area.width))
      defer { x += width }
      return (pane, x..<(x + width))
    }
  }

  private static func label(_ pane: State.Pane, _ width: Int) -> String {
    let name =
      switch pane {
      case .graph: "Graph"
      case .detail: "Data"
      case .history: "History"
      }
    return width >= 34 ? " \(pane.rawValue) \(name) " : " \(pane.rawValue) "
  }

  static func draw(_ state: State, _ canvas: inout Canvas, _ area: Rect) {
    guard !area.isEmpty else { return }
    for (pane, columns) in places(area) {
      let style =
        pane == state.focus ? Style(.strong, on: .selected) : Style(.muted)
      canvas.text(label(pane, area.width), columns.lowerBound, area.y, style)
    }
    guard let selected = state.selectedState?.name else { return }
    let used = places(area).last?.columns.upperBound ?? 0
    let room = area.width - used - 2
    if room > 8 {
      canvas.textRight(Width.fit(selected, room), right: area.right - 1, area.y, Style(.muted))
    }
  }
}

/// The keys that are most useful here, made from the table of actions.
enum BottomBar {
  struct Item {
    var action: Action
    var key: String
    var label: String
    var columns: Range<Int>
    var isOff: Bool
  }

  static func items(_ state: State) -> [Item] {
    let area = state.size
    var x = 1
    var items: [Item] = []
    for (action, key, label) in wanted(state) {
      let width = Width.of(key) + 1 + Width.of(label)
      guard x + width < area.width else { break }
      items.append(
        Item(
          action: action, key: key, label: label, columns: x..<(x + width),
          isOff: state.reasonAgainst(action) != nil))
      x += width + 2
    }
    return items
  }

  /// Actions with what the bar says of them; help comes early enough to be seen on a narrow screen.
  private static func wanted(_ state: State) -> [(Action, String, String)] {
    let place = state.place
    var order: [Action]
    if state.view == .browser {
      return [
        (.choose, "⏎", "open"), (.search, "/", "find"), (.help, "?", "help"), (.back, "q", "quit"),
      ]
    }
    if state.run == nil {
      order = [.start, .edit, .help, .executions, .breakpoint, .search, .command, .workspace]
    } else {
      order = [
        .next, .into, .out, .proceed, .backNext, .help, .breakpoint, .edit, .whatIf, .start,
        .search, .command,
      ]
    }
    if place == .executions {
      order = [.choose, .replay, .replayEdited, .start, .help, .filter, .remove]
    }
    return order.compactMap { action in
      guard
        let binding = Binding.table.first(where: {
          $0.action == action && $0.places.contains(place)
        }),
        let key = binding.keys.first
      else { return nil }
      let label = binding.bar.isEmpty ? binding.command : binding.bar
      let word = action == .choose ? "open" : label
      return (action, key.label, word)
    }
  }

  static func draw(_ state: State, _ canvas: inout Canvas, _ area: Rect) {
    if state.editor != nil { return hints(EditorView.hints, &canvas, area) }
    for item in items(state) {
      let x = item.columns.lowerBound
      let used = canvas.text(item.key, x, area.y, Style(item.isOff ? .faint : .key))
      canvas.text(item.label, x + used + 1, area.y, Style(item.isOff ? .faint : .muted))
    }
  }

  /// Keys with their words in a row, for what has keys of its own.
  static func hints(_ hints: [(String, String)], _ canvas: inout Canvas, _ area: Rect) {
    var x = area.x + 1
    for (key, label) in hints {
      let width = Width.of(key) + 1 + Width.of(label)
      guard x + width < area.right else { return }
      let used = canvas.text(key, x, area.y, Style(.key))
      canvas.text(label, x + used + 1, area.y, Style(.muted))
      x += width + 2
    }
  }
}

/// The line in which a command, a search or a filter is written.
enum PromptView {
  static func draw(_ prompt: Prompt, _ canvas: inout Canvas, _ area: Rect) -> Point {
    canvas.fill(area, " ", .plain)
    let sign =
      switch prompt.kind {
      case .search: "/"
      case .command: ":"
      case .filter: "&"
      }
    canvas.text(sign, area.x, area.y, Style(.key))
    let field = Rect(x: area.x + 1, y: area.y, width: max(1, area.width - 1), height: 1)
    let cursor = prompt.field.draw(&canvas, field, .plain)
    var x = area.x + 3 + Width.of(prompt.field.string)
    for (place, choice) in prompt.choices.prefix(12).enumerated() {
      guard x + 4 < area.right else { break }
      let style = prompt.choice == place ? Style(.strong, on: .selected) : Style(.faint)
      x += canvas.text(choice, x, area.y, width: area.right - x, style) + 2
    }
    return cursor
  }
}
