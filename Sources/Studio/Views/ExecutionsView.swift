import History
import JSON
import Screen

/// The executions of the history, the latest first.
enum ExecutionsView {
  static func draw(_ state: State, _ canvas: inout Canvas, _ areas: Areas) {
    let pane = state.executions
    let shown = pane.shown
    var trailing =
      pane.filter.isEmpty
      ? "\(pane.items.count)" : "\(shown.count) of \(pane.items.count)  & \(pane.filter)"
    if pane.interrupted > 0 { trailing += "  \(pane.interrupted) interrupted" }
    let inside = state.drawFrame(
      .history, pane.mapRun == nil ? "Executions" : "Children of the Map Run", &canvas, areas,
      trailing: pane.items.isEmpty ? "" : trailing)
    guard !inside.isEmpty else { return }
    guard !shown.isEmpty else {
      let words =
        !pane.filter.isEmpty
        ? ("No execution matches", "Esc clears the filter")
        : pane.isLoaded ? ("No executions yet", "r starts one") : ("", "")
      return EmptyView.draw(words.0, words.1, &canvas, inside)
    }
    let columns = Columns(inside)
    columns.drawTitles(&canvas, inside.y)
    let body = inside.cutTop(1).rest
    let visible = pane.scroll.visible(count: shown.count, height: body.height)
    for (line, place) in visible.enumerated() {
      let y = body.y + line
      columns.draw(
        shown[place], state.now, &canvas, y, isOpen: shown[place].arn == state.run?.arn,
        hold: state.live.holds[shown[place].arn])
      if shown[place].arn == pane.marked {
        canvas.put("•", inside.x + 1, y, Style(.changed).bold)
      }
      if place == pane.scroll.cursor {
        canvas.lay(
          Rect(x: body.x, y: y, width: body.width, height: 1),
          on: state.focus == .history ? .selected : .selectedUnfocused)
      }
    }
    Scrollbar.draw(&canvas, body, first: visible.lowerBound, count: shown.count)
  }

  /// Where the columns stand; those that have no room are left out.
  private struct Columns {
    let area: Rect
    let name: Int
    let status: Int?
    let start: Int?
    let duration: Int?
    let events: Int?

    init(_ area: Rect) {
      self.area = area
      var right = area.right - 1
      var rest = area.width - 3 - 24
      func take(_ width: Int) -> Int? {
        guard rest >= width else { return nil }
        rest -= width
        right -= width
        return right
      }
      duration = take(11)
      start = take(13)
      status = take(12)
      events = take(8)
      name = right - area.x - 3
    }

    func drawTitles(_ canvas: inout Canvas, _ y: Int) {
      let style = Style(.faint)
      canvas.text("Name", area.x + 2, y, width: name, style)
      if let events { canvas.textRight("Events", right: events + 7, y, style) }
      if let status { canvas.text("Status", status, y, style) }
      if let start { canvas.text("Started", start, y, style) }
      if let duration { canvas.textRight("Duration", right: duration + 11, y, style) }
    }

    func draw(
      _ item: ExecutionSummary, _ now: Timestamp, _ canvas: inout Canvas, _ y: Int, isOpen: Bool,
      hold: Live.Hold?
    ) {
      let (symbol, role) = RunText.sign(item.status, isInterrupted: item.isInterrupted)
      canvas.text(symbol, area.x, y, Style(role).bold)
      canvas.text(
        item.name, area.x + 2, y, width: name, isOpen ? Style(.accent).bold : Style(.text))
      if let events {
        canvas.textRight(String(item.eventCount), right: events + 7, y, Style(.muted))
      }
      if let status {
        let words =
          hold.map { "at \($0.state)" }
          ?? (item.isInterrupted
            ? "interrupted" : item.status.lowercased().split(separator: "_").joined(separator: " "))
        canvas.text(words, status, y, width: 11, Style(role))
      }
      if let start {
        canvas.text(ExecutionsView.date(item.startDate, now), start, y, Style(.muted))
      }
      if let duration {
        let end = item.stopDate ?? (item.isInterrupted ? item.startDate : now)
        let span = EventText.duration(end.milliseconds - item.startDate.milliseconds)
        canvas.textRight(span, right: duration + 11, y, Style(.muted))
      }
    }
  }

  /// The time of today, or the day and time: `04:50:12`, `11-21 04:50`.
  static func date(_ time: Timestamp, _ now: Timestamp) -> String {
    let text = time.text()
    guard text.count >= 19 else { return text }
    if text.prefix(10) == now.text().prefix(10) { return String(text.dropFirst(11).prefix(8)) }
    return "\(text.dropFirst(5).prefix(5)) \(text.dropFirst(11).prefix(5))"
  }
}
