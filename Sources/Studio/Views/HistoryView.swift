import History
import JSON
import Screen

/// The events of the open execution, with the time line below.
enum HistoryView {
  static func draw(_ state: State, _ canvas: inout Canvas, _ areas: Areas) {
    guard let run = state.run else { return }
    let count = run.events.count
    let filter = state.history.filter
    var title = state.history.isTimeline ? "Timeline" : "History"
    if case .replay(let name) = run.kind { title += " ─ replay of \(name)" }
    let trailing =
      filter.isEmpty
      ? "\(count) event\(count == 1 ? "" : "s")"
      : "\(state.history.passing.count) of \(count)  & \(filter)"
    let inside = state.drawFrame(.history, title, &canvas, areas, trailing: trailing)
    guard !inside.isEmpty else { return }
    let body = areas.historyBody
    canvas.clipped(to: body) { canvas in
      if state.historyCount == 0 {
        EmptyView.draw("No event passes the filter", "Esc clears it", &canvas, body)
      } else if state.history.isTimeline {
        TimelineView.draw(state, run, &canvas, body)
      } else {
        drawEvents(state, run, &canvas, body)
      }
    }
    if !areas.scrubber.isEmpty { Scrubber.draw(run, &canvas, areas.scrubber) }
  }

  private static func drawEvents(
    _ state: State, _ run: Run, _ canvas: inout Canvas, _ area: Rect
  ) {
    let visible = state.history.scroll.visible(count: state.historyCount, height: area.height)
    let start = run.events.first?.timestamp.milliseconds ?? 0
    let digits = max(3, String(run.events.count).count + 1)
    for (line, row) in visible.enumerated() {
      guard let id = state.eventId(row: row) else { continue }
      let y = area.y + line
      drawEvent(run.events[id - 1], run, &canvas, area, y, digits: digits, start: start)
      if id == run.moment {
        canvas.lay(
          Rect(x: area.x, y: y, width: area.width, height: 1),
          on: state.focus == .history ? .selected : .selectedUnfocused)
      }
    }
    Scrollbar.draw(&canvas, area, first: visible.lowerBound, count: state.historyCount)
  }

  private static func drawEvent(
    _ event: Event, _ run: Run, _ canvas: inout Canvas, _ area: Rect, _ y: Int, digits: Int,
    start: Int64
  ) {
    let isAhead = event.id > run.moment
    let (symbol, role) = sign(event)
    let quiet: Style.Role = isAhead ? .faint : .muted
    canvas.text(symbol, area.x, y, Style(isAhead ? .faint : role).bold)
    canvas.textRight("#\(event.id)", right: area.x + 2 + digits, y, Style(quiet))
    var x = area.x + 3 + digits
    let depth = min(4, event.note.scope.split(separator: "/").count)
    x += depth
    let name = event.type.rawValue
    let typeWidth = area.width >= 60 ? 26 : min(24, area.width / 2 - 4)
    canvas.text(name, x, y, width: typeWidth - depth, Style(isAhead ? .faint : role))
    x += typeWidth - depth + 1
    let time = "+" + EventText.duration(event.timestamp.milliseconds - start)
    let hasTime = area.width >= 50
    let right = hasTime ? area.right - 2 - time.count : area.right - 1
    canvas.text(
      EventText.summary(event), x, y, width: max(0, right - x - 1),
      Style(isAhead ? .faint : event.failure == nil ? .text : .failure))
    if hasTime { canvas.text(time, right, y, Style(.faint)) }
  }

  static func sign(_ event: Event) -> (String, Style.Role) {
    if event.type.isFailure { return ("✗", .failure) }
    if event.type.isAbortion { return ("⊘", .stopped) }
    if event.type.isEntering { return ("▸", .accent) }
    if event.type.isExiting { return ("◂", .muted) }
    if event.type.rawValue.hasSuffix("Succeeded") { return ("✓", .success) }
    return (" ", .text)
  }
}

/// The run as a line from its first event to its last: where failures are, and where one looks.
enum Scrubber {
  /// The cells that stand for events.
  static func bar(_ area: Rect) -> Rect {
    let label = min(16, area.width / 3)
    return Rect(x: area.x, y: area.y, width: max(1, area.width - label), height: 1)
  }

  static func draw(_ run: Run, _ canvas: inout Canvas, _ area: Rect) {
    let bar = bar(area)
    let count = max(1, run.events.count)
    func column(_ id: Int) -> Int {
      bar.x + (count == 1 ? 0 : (id - 1) * (bar.width - 1) / (count - 1))
    }
    let here = column(max(1, run.moment))
    for x in bar.x..<bar.right {
      canvas.put(x <= here ? "━" : "─", x, bar.y, Style(x <= here ? .accent : .border))
    }
    for id in run.story.failures.prefix(2000) {
      canvas.put("✗", column(id), bar.y, Style(id <= run.moment ? .failure : .faint))
    }
    canvas.put("●", here, bar.y, Style(.accent).bold)
    canvas.textRight(
      "\(run.moment)/\(run.events.count)", right: area.right - 1, area.y, Style(.muted))
  }
}
