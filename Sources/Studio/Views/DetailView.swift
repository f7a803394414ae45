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
        let (rows, peek) = body.cutBottom(state.peekRows(body))
        TreeView.draw(
          state.detail.tree, &canvas, rows, isFocused: state.focus == .detail,
          searched: state.focus == .detail ? state.searched : "")
        drawPeek(state, &canvas, peek)
      }
    }
  }

  /// The chosen value in full, where its row has no room for it.
  private static func drawPeek(_ state: State, _ canvas: inout Canvas, _ area: Rect) {
    guard area.height >= 2 else { return }
    canvas.fill(area.row(0), "─", Style(.border))
    if let row = state.detail.tree.chosen {
      let label = " \(row.label.isEmpty ? "value" : row.label) "
      canvas.text(label, area.x + 2, area.y, width: area.width - 4, Style(.name))
    }
    for (line, text) in state.peekLines(area.width - 2).prefix(area.height - 1).enumerated() {
      canvas.text(text, area.x + 1, area.y + 1 + line, Style(.text))
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
    if state.detail.tab == .resources {
      return state.resources.version == 0
        ? ("The services are read", "")
        : ("No tables, queues, topics or buckets", "seeds and tasks make them")
    }
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
      let places = places(state, area)
      if places.first?.0 != state.detailTabs.first {
        canvas.put("‹", area.x, area.y, Style(.muted))
      }
      if places.last?.0 != state.detailTabs.last {
        canvas.put("›", area.right - 1, area.y, Style(.muted))
      }
      for (tab, columns) in places {
        let isChosen = tab == state.detail.tab
        let style =
          isChosen
          ? Style(.strong, on: state.focus == .detail ? .selected : .selectedUnfocused)
          : Style(tab == .failure ? .failure : .muted)
        let isTight = columns.count == tab.title.count + 1
        canvas.text(" \(tab.title)\(isTight ? "" : " ")", columns.lowerBound, area.y, style)
      }
    }
    let rule = Rect(x: area.x, y: area.y + 1, width: area.width, height: 1)
    canvas.fill(rule, "─", Style(.border))
  }

  /// Where each tab stands. Where there is no room for all, blanks go first, then tabs on the left
  /// until the chosen one is seen.
  static func places(_ state: State, _ area: Rect) -> [(DetailPane.Tab, Range<Int>)] {
    var tabs = state.detailTabs
    let margin = tabs.reduce(0) { $0 + $1.title.count + 2 } <= area.width ? 2 : 1
    func width(_ tab: DetailPane.Tab) -> Int { tab.title.count + margin }
    while let first = tabs.first, first != state.detail.tab,
      tabs.prefix(through: tabs.firstIndex(of: state.detail.tab) ?? 0).reduce(0, { $0 + width($1) })
        > area.width - 2
    {
      tabs.removeFirst()
    }
    var x = area.x + (tabs.count < state.detailTabs.count ? 2 : 0)
    return tabs.compactMap { tab in
      let columns = x..<(x + width(tab))
      x += width(tab)
      return columns.upperBound <= area.right + 1 ? (tab, columns) : nil
    }
  }
}

extension State {
  /// How many rows at the bottom of the tree show the chosen value in full; 0 where its own row does.
  func peekRows(_ body: Rect) -> Int {
    guard detail.tab != .definition, body.height >= 9, let row = detail.tree.chosen,
      let text = row.value.string, row.heading == nil
    else { return 0 }
    let room = body.width - Width.of(row.label) - row.depth * 2 - 8
    guard Width.of(text) > room || text.unicodeScalars.contains("\n") else { return 0 }
    return min(body.height / 2, 1 + peekLines(body.width - 2).count)
  }

  /// The chosen value in lines of a width.
  func peekLines(_ width: Int) -> [String] {
    Wrapping.lines(detail.tree.chosen?.value.string ?? "", width, limit: 60)
  }

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
    guard let file, let state = selectedState else { return nil }
    if file.isYAML { return file.range(of: state.location) }
    guard let pointer = file.pointer(state.location), let node = file.document.node(at: pointer)
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
      (state.file?.problems ?? []).compactMap { problem in
        problem.line.map { ($0, problem) }
      }, uniquingKeysWith: { first, _ in first })
    let top = max(0, min(state.detail.lines.top, lines.count - 1))
    for (row, index) in (top..<min(lines.count, top + area.height)).enumerated() {
      let y = area.y + row
      let problem = problems[first + index]
      if gutter > 0 {
        canvas.textRight(
          String(first + index), right: area.x + gutter - 1, y,
          Style(problem.map { DefinitionView.role($0) } ?? .faint))
      }
      JSONTint.draw(lines[index], &canvas, area.x + gutter, y)
      if index == state.markedLine {
        canvas.lay(Rect(x: area.x, y: y, width: area.width, height: 1), on: .alarm)
      } else if index == state.detail.lines.cursor, state.focus == .detail {
        canvas.lay(Rect(x: area.x, y: y, width: area.width, height: 1), on: .selectedUnfocused)
      }
      if let problem {
        let x = area.x + gutter + lines[index].reduce(0) { $0 + Width.of($1) } + 2
        canvas.text(
          "◂ \(problem.message)", x, y, width: max(0, area.right - x), Style(role(problem)))
      }
    }
  }

  private static func role(_ problem: Diagnostic) -> Style.Role {
    problem.severity == .error ? .failure : .warning
  }
}
