import ASL
import History
import Layout
import Screen

extension State {
  /// The state that is selected.
  var selectedState: ASL.State? { graph.selected.flatMap { file?.state(at: $0) } }

  /// Selects a state; the data of its last visit are shown.
  mutating func select(_ location: String?) {
    guard graph.selected != location else { return graph.wantsReveal = true }
    graph.selected = location
    graph.wantsReveal = true
    detail.visit = nil
    detail.markedPointer = nil
    detail.lines = Scroll()
  }

  /// Selects the state where the execution stands.
  mutating func selectCurrent() {
    guard let run, let name = stateName(at: run.moment, in: run) else { return }
    guard let state = file?.state(named: name) else { return }
    unfold(around: state.location)
    select(state.location)
    followWithTab(run)
  }

  /// Of input and output the one that the moment is about is shown.
  private mutating func followWithTab(_ run: Run) {
    guard detail.tab == .input || detail.tab == .output, let event = run.current else { return }
    let hasLeft = event.type.isExiting || event.type == .executionSucceeded
    detail.tab = hasLeft ? .output : .input
  }

  /// The state that the event at a moment, or the nearest before it, belongs to.
  func stateName(at moment: Int, in run: Run) -> String? {
    var id = moment
    while id > 0, id > moment - 64 {
      if let visit = run.story.visit(ofEvent: id) { return run.story.visits[visit].state }
      id -= 1
    }
    return nil
  }

  /// Opens the boxes around a state.
  mutating func unfold(around location: String) {
    for folded in graph.folded where location.hasPrefix(folded + "/") {
      graph.folded.remove(folded)
    }
  }

  // MARK: The picture

  /// Makes the picture when the definition, the folds or the zoom changed.
  mutating func refreshChart() {
    guard let file, let machine = file.machine else { return graph.chart = nil }
    let key = ChartCache.Key(
      path: file.path, version: file.version, folded: graph.folded, zoom: graph.zoom,
      width: graph.isFitted ? graph.width : nil)
    guard graph.chart?.key != key else { return }
    graph.chart = ChartCache(
      key: key, chart: Chart(machine, folded: graph.folded, zoom: graph.zoom, width: key.width))
    if graph.selected.flatMap({ file.state(at: $0) }) == nil {
      graph.selected =
        machine.scope.start.place.map { machine.scope.states[$0].location }
        ?? machine.scope.states.first?.location
    }
  }

  /// Keeps the picture in its pane and the selection in view.
  mutating func settleGraph(_ area: Screen.Rect) {
    if area.width > 0 { graph.width = area.width }
    refreshChart()
    guard let chart = graph.chart?.chart, !area.isEmpty else { return }
    if graph.wantsReveal, let selected = graph.selected, let box = chart.rect(of: selected) {
      reveal(box, area.size, chart.size)
    }
    graph.wantsReveal = false
    graph.scroll = Screen.Point(
      clamp(graph.scroll.x, chart.size.width, area.width),
      clamp(graph.scroll.y, chart.size.height, area.height))
    if graph.zoom == .outline {
      graph.scroll = Screen.Point(max(0, graph.scroll.x), max(0, graph.scroll.y))
    }
  }

  private mutating func reveal(_ box: Screen.Rect, _ seen: Size, _ whole: Size) {
    graph.scroll.x = revealed(graph.scroll.x, box.x, box.width, seen.width, whole.width)
    graph.scroll.y = revealed(graph.scroll.y, box.y, box.height, seen.height, whole.height)
  }

  /// The scroll at which a stretch is seen: as it is where the stretch is in view with some room
  /// around it, else with the stretch in the middle; a stretch that is too long is seen from its
  /// beginning.
  private func revealed(_ scroll: Int, _ start: Int, _ length: Int, _ seen: Int, _ whole: Int)
    -> Int
  {
    if whole <= seen { return 0 }
    let margin = max(0, min(3, (seen - length) / 2))
    if length > seen {
      // Too long to be seen whole: it stays put as long as some of its beginning is there.
      return start >= scroll && start < scroll + seen - 2 ? scroll : start - 1
    }
    let isInView = start - margin >= scroll && start + length + margin <= scroll + seen
    return isInView ? scroll : start + length / 2 - seen / 2
  }

  /// A picture that is smaller than its pane stands in its middle, which is a negative scroll.
  private func clamp(_ scroll: Int, _ whole: Int, _ seen: Int) -> Int {
    whole <= seen ? -(seen - whole) / 2 : max(0, min(scroll, whole - seen))
  }

  // MARK: Actions

  mutating func performGraph(_ action: Action) {
    let page = Areas(self).inside(.graph).size
    switch action {
    case .up: step(.up)
    case .down: step(.down)
    case .left: step(.left)
    case .right: step(.right)
    case .panUp: graph.scroll.y -= 3
    case .panDown: graph.scroll.y += 3
    case .panLeft: graph.scroll.x -= 6
    case .panRight: graph.scroll.x += 6
    case .pageUp: graph.scroll.y -= max(1, page.height - 3)
    case .pageDown: graph.scroll.y += max(1, page.height - 3)
    case .first: select(graph.chart?.chart.first)
    case .last: select(graph.chart?.chart.last)
    case .fold: toggleFold()
    case .zoomIn: zoom(1)
    case .zoomOut: zoom(-1)
    case .center: centerSelected(page)
    case .fit:
      graph.isFitted.toggle()
      graph.wantsReveal = true
      tell(graph.isFitted ? "fitted to the width of the pane" : "in its natural width")
    case .choose: show(.detail)
    default: break
    }
  }

  private mutating func step(_ direction: Layout.Direction) {
    guard let chart = graph.chart?.chart else { return }
    guard let selected = graph.selected else { return select(chart.first) }
    if let next = chart.neighbour(of: selected, direction) { select(next) }
  }

  mutating func toggleFold() {
    guard let state = selectedState, !state.scopesInside.isEmpty else {
      return tell("only a Map or a Parallel can be folded")
    }
    if graph.folded.remove(state.location) == nil { graph.folded.insert(state.location) }
    graph.wantsReveal = true
  }

  private mutating func zoom(_ step: Int) {
    guard let zoom = GraphPane.Zoom(rawValue: graph.zoom.rawValue + step) else { return }
    graph.zoom = zoom
    graph.wantsReveal = true
  }

  private mutating func centerSelected(_ seen: Size) {
    guard let selected = graph.selected, let box = graph.chart?.chart.rect(of: selected) else {
      return
    }
    graph.scroll = Screen.Point(
      box.x + box.width / 2 - seen.width / 2, box.y + box.height / 2 - seen.height / 2)
  }
}
