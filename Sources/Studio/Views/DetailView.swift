import ASL
import History
import JSON
import Screen

/// The data of the selected state, in tabs.
enum DetailView {
  static func draw(_ state: State, _ canvas: inout Canvas, _ areas: Areas) {
    let inside = state.drawFrame(.detail, title(state), &canvas, areas, trailing: visits(state))
    guard !inside.isEmpty else { return }
    if !areas.detailTabs.isEmpty { drawTabs(state, &canvas, areas.detailTabs) }
    let body = areas.detailBody
    canvas.clipped(to: body) { canvas in
      if state.detail.tab == .definition {
        DefinitionView.draw(state, &canvas, body)
      } else if state.detail.tree.rows.isEmpty {
        let (title, hint) = emptyWords(state)
        EmptyView.draw(title, hint, &canvas, body)
      } else {
        TreeView.draw(
          state.detail.tree, &canvas, body, isFocused: state.focus == .detail,
          searched: state.focus == .detail ? state.searched : "")
      }
    }
  }

  private static func title(_ state: State) -> String {
    guard let selected = state.selectedState else { return "Data" }
    var title = "\(selected.name) ─ \(selected.type.name)"
    if let run = state.run, let visit = state.shownVisit(selected.name) {
      let scope = run.story.visits[visit].scope
      if !scope.isEmpty { title += " ─ \(scope)" }
      let attempts = run.story.visits[visit].events.count { id in
        id <= run.moment && run.events[id - 1].type.rawValue.hasSuffix("Scheduled")
      }
      if attempts > 1 { title += " ─ attempt \(attempts)" }
    }
    return title
  }

  private static func visits(_ state: State) -> String {
    guard let run = state.run, let selected = state.selectedState,
      let shown = state.shownVisit(selected.name),
      let place = run.story.visitsOf[selected.name]?.firstIndex(of: shown)
    else { return "" }
    let count = run.story.count(selected.name, at: run.moment)
    return count > 1 ? "{ \(place + 1) of \(count) }" : ""
  }

  private static func emptyWords(_ state: State) -> (String, String) {
    guard let selected = state.selectedState else { return ("No state is selected", "") }
    guard let run = state.run else {
      return ("Nothing has run yet", "r starts an execution, x lists those of before")
    }
    guard state.shownVisit(selected.name) != nil else {
      return ("\(selected.name) was not entered", run.isOver ? "" : "t runs to it")
    }
    switch state.detail.tab {
    case .output: return ("No output yet", "the state has not been left at this moment")
    case .variables: return ("No variables", "none was assigned by this moment")
    case .context:
      return ("The context object is not in the history", "p replays the execution with it")
    case .task: return ("Nothing was called yet", "")
    default: return ("Nothing here", "")
    }
  }

  // MARK: Tabs

  private static func drawTabs(_ state: State, _ canvas: inout Canvas, _ area: Rect) {
    canvas.clipped(to: area) { canvas in
      for (tab, columns) in places(state, area) {
        let isChosen = tab == state.detail.tab
        let style =
          isChosen
          ? Style(.strong, on: state.focus == .detail ? .selected : .selectedUnfocused)
          : Style(tab == .failure ? .failure : .muted)
        canvas.text(" \(tab.title) ", columns.lowerBound, area.y, style)
      }
    }
    let rule = Rect(x: area.x, y: area.y + 1, width: area.width, height: 1)
    canvas.fill(rule, "─", Style(.border))
  }

  /// Where each tab stands; they shift left so that the chosen one is seen.
  static func places(_ state: State, _ area: Rect) -> [(DetailPane.Tab, Range<Int>)] {
    var x = 0
    var places = state.detailTabs.map { tab in
      let width = tab.title.count + 2
      defer { x += width }
      return (tab, x..<(x + width))
    }
    let end = places.first { $0.0 == state.detail.tab }?.1.upperBound ?? 0
    let shift = area.x - max(0, min(end - area.width, x - area.width))
    for place in places.indices {
      let columns = places[place].1
      places[place].1 = (columns.lowerBound + shift)..<(columns.upperBound + shift)
    }
    return places
  }
}

extension State {
  func detailTab(at x: Int, _ area: Rect) -> DetailPane.Tab? {
    DetailView.places(self, area).first { $0.1.contains(x) }?.0
  }

  /// The lines of the selected state's definition, or of the whole text where none is selected.
  var definitionLines: [[Unicode.Scalar]] {
    guard let file, detail.tab == .definition else { return [] }
    guard let range = definitionRange else { return TextBuffer(file.text).lines }
    let bytes = file.document.bytes
    let start = bytes[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let indent = bytes[start..<range.lowerBound].prefix { $0 == 0x20 }.count
    let text = String(decoding: bytes[range], as: UTF8.self)
    return TextBuffer(text).lines.enumerated().map { number, line in
      number == 0 ? line : Array(line.dropFirst(min(indent, line.prefix { $0 == " " }.count)))
    }
  }

  /// The bytes of the selected state in the text; `nil` where the text has none to show.
  var definitionRange: Range<Int>? {
    guard let file, let state = selectedState, let pointer = file.pointer(state.location),
      let node = file.document.node(at: pointer)
    else { return nil }
    return (node.keyRange?.lowerBound ?? node.range.lowerBound)..<node.range.upperBound
  }

  /// The line of the file in which the shown definition begins, from 1.
  var definitionFirstLine: Int {
    guard let file, let range = definitionRange else { return 1 }
    return file.document.place(at: range.lowerBound).line
  }

  /// Brings the marked field of the definition into view.
  mutating func revealMarked() {
    guard let line = markedLine else { return }
    detail.lines.cursor = line
    detail.lines.settle(count: definitionLines.count, height: Areas(self).detailBody.height)
  }

  /// The line of the shown definition where the marked field is.
  var markedLine: Int? {
    guard let file, let pointer = detail.markedPointer,
      let place = file.document.place(of: pointer, key: true)
    else { return nil }
    let line = place.line - definitionFirstLine
    return line >= 0 ? line : nil
  }
}

/// The text of the selected state with what is wrong in it.
enum DefinitionView {
  static func draw(_ state: State, _ canvas: inout Canvas, _ area: Rect) {
    let lines = state.definitionLines
    let first = state.definitionFirstLine
    let gutter = area.width >= 40 ? 5 : 0
    let problems = Dictionary(
      (state.file?.reading.diagnostics ?? []).compactMap { problem in
        problem.line.map { ($0, problem) }
      }, uniquingKeysWith: { first, _ in first })
    let top = max(0, min(state.detail.lines.top, lines.count - 1))
    for (row, index) in (top..<min(lines.count, top + area.height)).enumerated() {
      let y = area.y + row
      let problem = problems[first + index]
      if gutter > 0 {
        canvas.textRight(
          String(first + index), right: area.x + gutter - 1, y,
          Style(problem == nil ? .faint : .failure))
      }
      JSONTint.draw(lines[index], &canvas, area.x + gutter, y)
      if index == state.markedLine {
        canvas.lay(Rect(x: area.x, y: y, width: area.width, height: 1), on: .alarm)
      } else if index == state.detail.lines.cursor, state.focus == .detail {
        canvas.lay(Rect(x: area.x, y: y, width: area.width, height: 1), on: .selectedUnfocused)
      }
      if let problem {
        let x = area.x + gutter + lines[index].reduce(0) { $0 + Width.of($1) } + 2
        canvas.text("◂ \(problem.message)", x, y, width: max(0, area.right - x), Style(.failure))
      }
    }
  }
}
