extension Rule {
  /// `NO_WAY_OUT`
  static let noWayOut = Rule(
    "NO_WAY_OUT", summary: "No end can be reached from a state.",
    manual: #"""
      From the state no end can be reached, whatever the data: its ways lead round in a circle. The
      execution goes on until it fails at the limit of 25,000 events or times out.
      """#
  ) { input in input.scopes(check) }

  private static func check(_ scope: Scope) -> [Finding] {
    let reached = Graph(scope: scope).reached
    var ends = scope.states.map(Graph.isTerminal)
    // A state without any way out is a fault of its own.
    guard ends.contains(true) else { return [] }
    // Backwards from the ends, each way once.
    var sources = [[Int]](repeating: [], count: ends.count)
    for (place, state) in scope.states.enumerated() where !ends[place] {
      let targets = Graph.targets(of: state)
      // A missing target has a diagnostic of its own, so it counts as a way out.
      if targets.isEmpty || targets.contains(where: { $0.place == nil }) { ends[place] = true }
      for target in targets.compactMap(\.place) where sources.indices.contains(target) {
        sources[target].append(place)
      }
    }
    var open = ends.indices.filter { ends[$0] }
    while let place = open.popLast() {
      for source in sources[place] where !ends[source] {
        ends[source] = true
        open.append(source)
      }
    }
    return scope.states.indices.filter { reached[$0] && !ends[$0] }.map { place in
      Finding(
        "NO_WAY_OUT", "no end can be reached from '\(scope.states[place].name)'",
        at: scope.states[place].location)
    }
  }
}
