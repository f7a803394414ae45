/// The transitions of one scope.
struct Graph {
  /// One way out of a state.
  struct Edge {
    /// The field that has the way.
    enum Field {
      case next
      case rule(Int)
      case otherwise
      case catcher(Int)
    }

    var target: Target
    var field: Field

    /// The field's place: `/States/A/Choices[0]/Next`.
    func location(in state: State) -> String {
      switch field {
      case .next: "\(state.location)/Next"
      case .rule(let index): "\(state.location)/Choices[\(index)]/Next"
      case .otherwise: "\(state.location)/Default"
      case .catcher(let index): "\(state.location)/Catch[\(index)]/Next"
      }
    }
  }

  let scope: Scope

  /// Calls `visit` for the ways out of a state, in the order of AWS's diagnostics.
  static func visitEdges(of state: State, _ visit: (Edge) -> Void) {
    if case .next(let target) = state.transition { visit(Edge(target: target, field: .next)) }
    if case .choice(let choice) = state.type {
      for (index, rule) in choice.rules.enumerated() {
        visit(Edge(target: rule.next, field: .rule(index)))
      }
      if let target = choice.otherwise { visit(Edge(target: target, field: .otherwise)) }
    }
    for (index, catcher) in state.catchers.enumerated() {
      visit(Edge(target: catcher.next, field: .catcher(index)))
    }
  }

  /// Where the ways out of a state lead.
  static func targets(of state: State) -> [Target] {
    var targets: [Target] = []
    visitEdges(of: state) { targets.append($0.target) }
    return targets
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
      Graph.visitEdges(of: scope.states[place]) { visit($0.target) }
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
  var names: Set<String> = []
  var labels: Set<String> = []
  return duplicates(in: scope, names: &names, labels: &labels) + transitions(of: scope)
}

private func duplicates(
  in scope: Scope, names: inout Set<String>, labels: inout Set<String>
) -> [Diagnostic] {
  var found: [Diagnostic] = []
  func note(_ code: String, _ message: String, _ location: String) {
    found.append(
      Diagnostic(severity: .error, code: code, message: message, location: location))
  }
  for state in scope.states {
    if !names.insert(state.name).inserted {
      note("DUPLICATE_STATE_NAME", "Duplicate State name: \(state.name)", state.location)
    }
    if case .map(let map) = state.type, let label = map.label, !labels.insert(label).inserted {
      note("DUPLICATE_LABEL_NAME", "Duplicate Label name: \(label)", "\(state.location)/Label")
    }
  }
  for state in scope.states {
    for inner in state.innerScopes {
      found += duplicates(in: inner, names: &names, labels: &labels)
    }
  }
  return found
}

private func transitions(of scope: Scope) -> [Diagnostic] {
  var found: [Diagnostic] = []
  func missing(_ target: Target, _ location: @autoclosure () -> String) {
    guard target.place == nil else { return }
    found.append(
      Diagnostic(
        severity: .error, code: "MISSING_TRANSITION_TARGET",
        message: "Missing 'Next' target: \(target.name)", location: location()))
  }
  missing(scope.start, "\(scope.location)/StartAt")
  for state in scope.states {
    Graph.visitEdges(of: state) { missing($0.target, $0.location(in: state)) }
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
