/// The transitions of one scope.
struct Graph {
  /// One way out of a state.
  struct Edge {
    var target: Target
    /// The field that has it: `/States/A/Choices[0]/Next`.
    var location: String
  }

  let scope: Scope

  /// The ways out of a state, in the order of AWS's diagnostics.
  static func edges(of state: State) -> [Edge] {
    var edges: [Edge] = []
    if case .next(let target) = state.transition {
      edges.append(Edge(target: target, location: "\(state.location)/Next"))
    }
    if case .choice(let choice) = state.type {
      for (index, rule) in choice.rules.enumerated() {
        edges.append(
          Edge(target: rule.next, location: "\(state.location)/Choices[\(index)]/Next"))
      }
      if let target = choice.otherwise {
        edges.append(Edge(target: target, location: "\(state.location)/Default"))
      }
    }
    for (index, catcher) in state.catchers.enumerated() {
      edges.append(Edge(target: catcher.next, location: "\(state.location)/Catch[\(index)]/Next"))
    }
    return edges
  }

  /// Whether the scope can end there.
  static func isTerminal(_ state: State) -> Bool {
    switch state.type {
    case .succeed, .fail: return true
    default: break
    }
    if case .end = state.transition { return true }
    return false
  }

  /// Whether each state can be reached from `StartAt`.
  var reached: [Bool] {
    var reached = Array(repeating: false, count: scope.states.count)
    var open: [Int] = []
    func visit(_ target: Target) {
      guard let place = target.place, reached.indices.contains(place), !reached[place] else {
        return
      }
      reached[place] = true
      open.append(place)
    }
    visit(scope.start)
    while let place = open.popLast() {
      for edge in Graph.edges(of: scope.states[place]) { visit(edge.target) }
    }
    return reached
  }
}

extension State {
  /// The scopes inside a Parallel or Map.
  var innerScopes: [Scope] {
    switch type {
    case .parallel(let parallel): parallel.branches
    case .map(let map): [map.processor]
    case .pass, .task, .choice, .wait, .succeed, .fail: []
    }
  }
}

extension Reader {
  /// AWS's checks of the graph. It makes them when the fields are right: a definition without
  /// `StartAt` was recorded with that one diagnostic.
  mutating func checkGraph(of scope: Scope) {
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
    diagnostics += graphDiagnostics(of: scope)
  }
}

/// What AWS finds in the transitions of a scope and those inside it: targets that do not exist, then
/// either that nothing ends or what cannot be reached. Measured: the lack of an end hides the
/// unreachable states and stands behind the missing targets.
func graphDiagnostics(of scope: Scope) -> [Diagnostic] {
  var seen: Set<String> = []
  return duplicates(in: scope, seen: &seen) + transitions(of: scope)
}

private func duplicates(in scope: Scope, seen: inout Set<String>) -> [Diagnostic] {
  var found: [Diagnostic] = []
  for state in scope.states where !seen.insert(state.name).inserted {
    found.append(
      Diagnostic(
        severity: .error, code: "DUPLICATE_STATE_NAME",
        message: "Duplicate State name: \(state.name)", location: state.location))
  }
  for state in scope.states {
    for inner in state.innerScopes { found += duplicates(in: inner, seen: &seen) }
  }
  return found
}

private func transitions(of scope: Scope) -> [Diagnostic] {
  var found: [Diagnostic] = []
  func missing(_ target: Target, _ location: String) {
    guard target.place == nil else { return }
    found.append(
      Diagnostic(
        severity: .error, code: "MISSING_TRANSITION_TARGET",
        message: "Missing 'Next' target: \(target.name)", location: location))
  }
  missing(scope.start, "\(scope.location)/StartAt")
  for state in scope.states {
    for edge in Graph.edges(of: state) { missing(edge.target, edge.location) }
  }
  if !scope.states.contains(where: Graph.isTerminal) {
    found.append(
      Diagnostic(
        severity: .error, code: "MISSING_END_STATE", message: "Workflow has no terminal state",
        location: nil))
  } else {
    for (state, reached) in zip(scope.states, Graph(scope: scope).reached) where !reached {
      found.append(
        Diagnostic(
          severity: .error, code: "MISSING_TRANSITION_TARGET",
          message: "State \"\(state.name)\" is not reachable.", location: state.location))
    }
  }
  for state in scope.states {
    for inner in state.innerScopes { found += transitions(of: inner) }
  }
  return found
}
