import JSON
import JSONata

extension Rule {
  /// `UNASSIGNED_VARIABLE`, `POSSIBLY_UNASSIGNED_VARIABLE`, `UNKNOWN_FUNCTION`
  static let unassignedVariable = Rule(
    "UNASSIGNED_VARIABLE", "POSSIBLY_UNASSIGNED_VARIABLE", "UNKNOWN_FUNCTION",
    summary: "A state reads a variable that is not assigned on every way to it.",
    manual: #"""
      A state reads a variable that no state before it assigns, or that is assigned on some ways to
      it and not on others. All ways are followed: choices, catchers, loops, into branches and
      iterations (a distributed Map sees no variables from outside). In a JSONPath state the
      execution fails there, in a JSONata state the variable is `undefined`; `$exists($x)` in the
      same expression says that this is meant.

      A function that JSONata does not have, or not in Step Functions (`$eval`), is a variable too;
      calling it fails with `T1006`.

      What a state assigns it cannot read itself: all of a state sees the variables as they were on
      entry.
      """#
  ) { input in
    var findings: [Finding] = []
    check(input.machine.scope, on: Assigned(), &findings)
    return findings
  }

  private static func check(_ scope: Scope, on entry: Assigned, _ findings: inout [Finding]) {
    let entries = VariableFlow(scope: scope, entry: entry).entries
    for (state, assigned) in zip(scope.states, entries) {
      // Nothing is known of what cannot be reached; that has a diagnostic of its own.
      guard let assigned else { continue }
      findings += unassigned(in: state, assigned)
      for inner in state.innerScopes {
        check(inner, on: state.isDistributed ? Assigned() : assigned, &findings)
      }
    }
  }

  private static func unassigned(in state: State, _ assigned: Assigned) -> [Finding] {
    var findings: [Finding] = []
    state.visitParts { part, field in
      for name in Set(part.variables).sorted() where !assigned.always.contains(name) {
        if case .expression(let expression) = part, expression.source.contains("$exists($\(name)") {
          continue
        }
        let location = "\(state.location)/\(field)"
        if case .expression(let expression) = part, expression.source.contains("$\(name)("),
          !assigned.somewhere.contains(name)
        {
          findings.append(
            Finding(
              "UNKNOWN_FUNCTION", "Step Functions' JSONata has no function '$\(name)'", at: location
            ))
        } else if assigned.somewhere.contains(name) {
          findings.append(
            Finding(
              "POSSIBLY_UNASSIGNED_VARIABLE",
              "'$\(name)' is not assigned on every way to '\(state.name)'", at: location))
        } else {
          findings.append(
            Finding(
              "UNASSIGNED_VARIABLE", "no state before '\(state.name)' assigns '$\(name)'",
              at: location))
        }
      }
    }
    return findings
  }
}

/// Which variables have a value at some point.
struct Assigned: Equatable {
  /// Those that have one on every way there.
  var always: Set<String> = []
  /// Those that have one on some way there.
  var somewhere: Set<String> = []

  /// The point after `names` were assigned.
  func adding(_ names: [String]) -> Assigned {
    Assigned(always: always.union(names), somewhere: somewhere.union(names))
  }

  /// The point where this way and another meet.
  func joined(_ other: Assigned) -> Assigned {
    Assigned(
      always: always.intersection(other.always), somewhere: somewhere.union(other.somewhere))
  }
}

/// The variables on entry to each state of a scope: a forward flow of sets along the transitions.
struct VariableFlow {
  /// `nil` for states that cannot be reached.
  let entries: [Assigned?]

  init(scope: Scope, entry: Assigned) {
    var entries: [Assigned?] = Array(repeating: nil, count: scope.states.count)
    var open: [Int] = []
    func flow(to target: Target, _ assigned: Assigned) {
      guard let place = target.place, entries.indices.contains(place) else { return }
      let before = entries[place]
      let after = before?.joined(assigned) ?? assigned
      if before != after {
        entries[place] = after
        open.append(place)
      }
    }
    flow(to: scope.start, entry)
    // Sets only shrink (always) and grow (somewhere), so this comes to rest.
    while let place = open.popLast() {
      guard let assigned = entries[place] else { continue }
      for (target, names) in scope.states[place].assigningEdges {
        flow(to: target, assigned.adding(names))
      }
    }
    self.entries = entries
  }
}

extension State {
  /// Whether the state is a distributed Map.
  var isDistributed: Bool {
    if case .map(let map) = type, case .distributed = map.mode { true } else { false }
  }

  /// The ways out of the state with the variables that each assigns. A rule's own `Assign`
  /// replaces the state's; a catcher runs instead of it.
  var assigningEdges: [(Target, [String])] {
    let own = assign?.assignedNames ?? []
    var edges: [(Target, [String])] = []
    if case .next(let target) = transition { edges.append((target, own)) }
    if case .choice(let choice) = type {
      for rule in choice.rules { edges.append((rule.next, rule.assign?.assignedNames ?? own)) }
      if let target = choice.otherwise { edges.append((target, own)) }
    }
    for catcher in catchers { edges.append((catcher.next, catcher.assign?.assignedNames ?? [])) }
    return edges
  }

  /// Every variable that the state may assign, with its place: `Assign/x.$`.
  var assignments: [(name: String, field: String)] {
    var all: [(name: String, field: String)] = []
    func add(_ assign: Template, _ field: String) {
      all += assign.assignedNames.map { ($0, "\(field)/\(assign.key(of: $0))") }
    }
    if let assign { add(assign, "Assign") }
    if case .choice(let choice) = type {
      for (index, rule) in choice.rules.enumerated() {
        if let assign = rule.assign {
          add(assign, "Choices[\(index)]/Assign")
        }
      }
    }
    for (index, catcher) in catchers.enumerated() {
      if let assign = catcher.assign {
        add(assign, "Catch[\(index)]/Assign")
      }
    }
    return all
  }
}

extension Template {
  /// The variables that an `Assign` sets.
  var assignedNames: [String] {
    switch self {
    case .constant(let value): value.object?.names ?? []
    case .object(let object): object.form.names
    case .array, .path, .intrinsic, .expression: []
    }
  }

  /// The member of the definition that makes the member `name`: `x.$` where it is evaluated.
  func key(of name: String) -> String {
    guard case .object(let object) = self, let place = object.form.names.firstIndex(of: name) else {
      return name
    }
    switch object.members[place] {
    case .path, .intrinsic: return "\(name).$"
    case .constant, .object, .array, .expression: return name
    }
  }
}
