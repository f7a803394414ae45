import Screen

/// Where everything stands on a screen of some size: the drawing and the mouse go by it.
struct Areas: Equatable, Sendable {
  /// The line at the top: program, file, run.
  var header = Rect.zero
  /// What went wrong, when something did.
  var banner = Rect.zero
  /// The names of the panes where only one is seen.
  var tabs = Rect.zero
  var graph = Rect.zero
  var detail = Rect.zero
  var history = Rect.zero
  /// The keys, or the prompt.
  var bar = Rect.zero
  /// Panes have a frame.
  var isFramed = true
  /// The panes stand beside each other.
  var isWide = false

  /// The smallest width at which panes stand side by side.
  static let wideFrom = 100

  init(_ state: State) {
    var rest = Rect(state.size)
    if rest.height >= 5 { (rest, bar) = rest.cutBottom(1) }
    if rest.height >= 4 { (header, rest) = rest.cutTop(1) }
    let rows = state.bannerRows
    if rows > 0, rest.height >= 8 { (banner, rest) = rest.cutTop(rows) }
    isFramed = rest.width >= 24 && rest.height >= 5
    isWide = rest.width >= Areas.wideFrom && rest.height >= 12 && !state.isEnlarged
    if isWide {
      placeWide(rest)
    } else {
      if rest.height >= 6, !state.isEnlarged || !isFramed { (tabs, rest) = rest.cutTop(1) }
      if state.isEnlarged { tabs = .zero }
      switch state.focus {
      case .graph: graph = rest
      case .detail: detail = rest
      case .history: history = rest
      }
    }
  }

  private mutating func placeWide(_ rest: Rect) {
    let right: Rect
    let share = rest.width >= 160 ? rest.width / 2 : rest.width * 9 / 20
    (graph, right) = rest.cutLeft(share)
    let lower = max(7, min(right.height / 3 + 1, 22))
    (detail, history) = right.cutBottom(lower)
  }

  subscript(pane: State.Pane) -> Rect {
    switch pane {
    case .graph: graph
    case .detail: detail
    case .history: history
    }
  }

  /// The part of a pane inside its frame.
  func inside(_ pane: State.Pane) -> Rect {
    isFramed ? self[pane].inset(1, 1) : self[pane]
  }

  /// The tree or list of the detail pane, below its tabs.
  var detailBody: Rect {
    let inside = inside(.detail)
    return inside.height >= 4 ? inside.cutTop(2).rest : inside
  }

  /// The tabs of the detail pane.
  var detailTabs: Rect {
    let inside = inside(.detail)
    return inside.height >= 4 ? inside.row(0) : .zero
  }

  /// The list of events, above the scrubber.
  var historyBody: Rect {
    let inside = inside(.history)
    return inside.height >= 4 ? inside.cutBottom(1).rest : inside
  }

  /// The line that stands for the time of the run.
  var scrubber: Rect {
    let inside = inside(.history)
    return inside.height >= 4 ? inside.cutBottom(1).bottom : .zero
  }
}

extension State {
  /// How many rows the banner takes.
  var bannerRows: Int {
    if let run, !run.isBannerClosed, run.failure != nil { return 2 }
    if let run, !run.isBannerClosed, run.divergence != nil { return 2 }
    return 0
  }
}
