import ASL
import Screen

/// The picture of the definition with where the execution stands.
enum GraphView {
  static func draw(_ state: State, _ canvas: inout Canvas, _ areas: Areas) {
    let inside = state.drawFrame(.graph, "Graph", &canvas, areas, trailing: trailing(state))
    guard let file = state.file else {
      return EmptyView.draw("No definition is open", "o opens one", &canvas, inside)
    }
    guard let chart = state.graph.chart?.chart else {
      let first = file.problems.first
      let place = first?.line.map { "line \($0): " } ?? ""
      if file.text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }) {
        return EmptyView.draw(
          "The file is empty", "e begins a state machine in it", &canvas, inside)
      }
      return EmptyView.draw(
        "The definition cannot be drawn",
        place + (first?.message ?? "") + "  (d shows all, e edits)",
        &canvas, inside)
    }
    let current = state.run.flatMap { run in state.stateName(at: run.moment, in: run) }
    let faulty = Set(
      file.problems.filter { $0.severity == .error }.compactMap(\.location)
        .compactMap { state.stateAround($0)?.location })
    let wanted = state.focus == .graph ? state.searched.lowercased() : ""
    canvas.clipped(to: inside) { canvas in
      chart.draw(&canvas, inside, scroll: state.graph.scroll) { location, name in
        look(state, location, name, current, faulty, wanted)
      } isTaken: { from, to in
        isTaken(state, from, to)
      }
    }
    Minimap(state, inside)?.draw(
      chart, &canvas, scroll: state.graph.scroll, seen: inside.size
    ) { location in role(state, location, current) }
    if file.isBroken, inside.height > 2 {
      let words = " broken: the last good picture is shown "
      canvas.textRight(words, right: inside.right, inside.bottom - 1, Style(.failure))
    }
  }

  /// How a state is marked in the small picture, and what counts more where several meet.
  private static func role(
    _ state: State, _ location: String, _ current: String?
  ) -> (Style.Role, weight: Int) {
    if location == state.graph.selected { return (.accent, 5) }
    guard let run = state.run, let name = state.file?.state(at: location)?.name else {
      return (.muted, 0)
    }
    if name == current { return (.running, 4) }
    guard let visit = run.story.lastVisit(name, at: run.moment) else { return (.muted, 0) }
    let status = run.story.status(visit, at: run.moment, run.events)
    return (StatusStyle.role(status), status == .failed ? 3 : status == .succeeded ? 1 : 2)
  }

  /// Whether the execution went from a state to another, both by location.
  private static func isTaken(_ state: State, _ from: String, _ to: String) -> Bool {
    guard let run = state.run, let from = state.file?.state(at: from)?.name,
      let to = state.file?.state(at: to)?.name,
      let id = run.story.taken[Story.Edge(from: from, to: to)]
    else { return false }
    return id <= run.moment
  }

  private static func trailing(_ state: State) -> String {
    guard let count = state.file?.states.count, count > 0 else { return "" }
    let zoom =
      switch state.graph.zoom {
      case .full: ""
      case .line: "compact, "
      case .dot: "dots, "
      case .outline: "outline, "
      }
    return "\(zoom)\(count) state\(count == 1 ? "" : "s")"
  }

  private static func look(
    _ state: State, _ location: String, _ name: String, _ current: String?, _ faulty: Set<String>,
    _ wanted: String
  ) -> StateLook {
    var look = StateLook()
    look.isSelected = location == state.graph.selected
    look.isFocused = state.focus == .graph
    look.hasBreakpoint = state.breakpoints.contains(name)
    look.isFaulty = faulty.contains(location)
    look.isMatch = !wanted.isEmpty && name.lowercased().contains(wanted)
    guard let run = state.run else { return look }
    look.count = run.story.count(name, at: run.moment)
    look.isCurrent = name == current && (!run.isOver || run.failure != nil)
    if let visit = run.story.lastVisit(name, at: run.moment) {
      let status = run.story.status(visit, at: run.moment, run.events)
      look.status = (status.symbol, StatusStyle.role(status))
    }
    return look
  }
}
