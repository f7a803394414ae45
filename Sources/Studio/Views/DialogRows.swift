import Engine
import Screen

/// Where the rows of a list in front of the panes stand: what a press of the mouse goes by.
struct DialogRows {
  let window: Rect
  /// The rows that are seen.
  private let body: Rect
  private let first: Int
  private let count: Int
  private let rowHeight: Int
  let chosen: Int

  /// `nil` where no list is in front.
  init?(_ state: State) {
    let screen = state.size
    func place(_ size: Size) -> Rect { Rect(screen).centered(size) }
    switch state.dialog {
    case .help(let list):
      window = place(HelpView.size(screen))
      body = window.inset(2, 1).cutTop(2).rest
      (count, rowHeight, chosen) = (list.shown.count, 1, list.scroll.cursor)
      first = DialogRows.top(list.scroll, count, body.height)
    case .diagnostics(let scroll):
      count = state.file?.problems.count ?? 0
      window = place(DiagnosticsView.size(screen, count))
      body = window.inset(2, 1)
      (rowHeight, chosen) = (2, scroll.cursor)
      first = DialogRows.top(scroll, count, max(1, body.height / 2))
    case .copy(let items, let chosen):
      window = place(CopyView.size(screen, items.count))
      body = window.inset(2, 1)
      (first, count, rowHeight, self.chosen) = (0, items.count, 1, chosen)
    case .timelines(let chosen):
      count = state.run?.stepper?.timelines.count ?? 0
      window = place(TimelinesView.size(screen, count))
      body = window.inset(2, 1)
      (rowHeight, self.chosen) = (1, chosen)
      first = TimelinesView.first(chosen, count, body.height)
    case .compare(let comparison):
      window = place(CompareView.area(screen))
      let inside = window.inset(2, 1)
      count = comparison.rows.count
      let height = min(CompareView.rows(screen), max(count, 1))
      body = Rect(x: inside.x, y: inside.y + 2, width: inside.width, height: height)
      (rowHeight, chosen) = (1, comparison.scroll.cursor)
      first = DialogRows.top(comparison.scroll, count, height)
    default: return nil
    }
  }

  private static func top(_ scroll: Scroll, _ count: Int, _ height: Int) -> Int {
    var scroll = scroll
    scroll.settle(count: count, height: height)
    return scroll.top
  }

  /// The row under a place.
  func row(at place: Point) -> Int? {
    guard body.contains(place) else { return nil }
    let row = first + (place.y - body.y) / rowHeight
    return row < count ? row : nil
  }
}
