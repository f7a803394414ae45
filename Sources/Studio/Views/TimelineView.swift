import History
import JSON
import Screen

/// States over the time of the run, a bar for each visit; where no time passed, over its events.
enum TimelineView {
  /// Where moments of the run stand in the columns of the bars.
  private struct Axis {
    let bars: Rect
    let first: Int64
    let span: Int64
    let isTime: Bool

    init?(_ run: Run, _ bars: Rect) {
      guard let first = run.events.first, let last = run.events.last, bars.width >= 6 else {
        return nil
      }
      self.bars = bars
      isTime = last.timestamp.milliseconds > first.timestamp.milliseconds
      self.first = isTime ? first.timestamp.milliseconds : Int64(first.id)
      span = max(1, (isTime ? last.timestamp.milliseconds : Int64(last.id)) - self.first)
    }

    func column(_ event: Event) -> Int {
      let place = (isTime ? event.timestamp.milliseconds : Int64(event.id)) - first
      return bars.x + Int(max(0, min(span, place)) * Int64(bars.width - 1) / span)
    }
  }

  static func draw(_ state: State, _ run: Run, _ canvas: inout Canvas, _ area: Rect) {
    let names = min(28, area.width / 3)
    let (head, body) = area.cutTop(area.height >= 5 ? 1 : 0)
    let bars = Rect(
      x: area.x + names + 1, y: body.y, width: area.width - names - 12, height: body.height)
    guard let axis = Axis(run, bars) else { return }
    if !head.isEmpty { drawHead(axis, &canvas, head) }
    let current = run.story.visit(ofEvent: run.moment) ?? 0
    let count = run.story.visits.count
    let top = max(0, min(count - body.height, current - body.height / 2))
    if let here = run.current {
      let x = axis.column(here)
      for y in body.y..<body.bottom { canvas.put("│", x, y, Style(.faint)) }
    }
    for (line, place) in (top..<min(count, top + body.height)).enumerated() {
      draw(run, place, axis, &canvas, area, y: body.y + line, names: names)
      if place == current {
        canvas.lay(
          Rect(x: area.x, y: body.y + line, width: area.width, height: 1),
          on: state.focus == .history ? .selected : .selectedUnfocused)
      }
    }
    Scrollbar.draw(&canvas, body, first: top, count: count)
  }

  /// What the columns stand for.
  private static func drawHead(_ axis: Axis, _ canvas: inout Canvas, _ row: Rect) {
    let style = Style(.faint)
    guard axis.isTime else {
      canvas.text("by events: no time passed", axis.bars.x, row.y, width: axis.bars.width, style)
      return
    }
    canvas.text("0", axis.bars.x, row.y, style)
    for (share, least) in [(1, 30), (2, 20), (3, 30)] where axis.bars.width >= least * 2 {
      let text = EventText.duration(axis.span * Int64(share) / 4)
      canvas.text("╵" + text, axis.bars.x + axis.bars.width * share / 4, row.y, style)
    }
    canvas.textRight(EventText.duration(axis.span), right: axis.bars.right, row.y, style)
  }

  private static func draw(
    _ run: Run, _ place: Int, _ axis: Axis, _ canvas: inout Canvas, _ area: Rect, y: Int,
    names: Int
  ) {
    let visit = run.story.visits[place]
    let isAhead = visit.entered > run.moment
    let last = run.events[(visit.exited ?? visit.events.last ?? visit.entered) - 1]
    let first = run.events[visit.entered - 1]
    let status = run.story.status(place, at: max(run.moment, visit.entered), run.events)
    let role: Style.Role = isAhead ? .faint : StatusStyle.role(status)
    let depth = min(6, visit.scope.split(separator: "/").count)
    canvas.text(isAhead ? "·" : status.symbol, area.x, y, Style(role))
    canvas.text(
      visit.state, area.x + 2 + depth, y, width: names - 3 - depth, Style(isAhead ? .faint : .text))
    let (from, to) = (axis.column(first), max(axis.column(first), axis.column(last)))
    for x in from...to { canvas.put(from == to ? "▏" : "━", x, y, Style(role)) }
    // Attempts that failed, and the pauses before the next.
    for id in visit.events where run.events[id - 1].type.isFailure {
      let event = run.events[id - 1]
      let x = axis.column(event)
      canvas.put("✗", x, y, Style(isAhead ? .faint : .failure))
      guard event.note.recovery?.hasPrefix("Retry") == true,
        let next = visit.events.first(where: { $0 > id }), from < to
      else { continue }
      let end = axis.column(run.events[next - 1])
      if x + 1 < end { for x in (x + 1)..<end { canvas.put("┈", x, y, Style(.faint)) } }
    }
    let time = last.timestamp.milliseconds - first.timestamp.milliseconds
    canvas.textRight(EventText.duration(time), right: area.right - 1, y, Style(.faint))
  }
}
