extension Rule {
  /// `UNUSED_VARIABLE`, `OUTER_VARIABLE`
  static let unusedVariable = Rule(
    "UNUSED_VARIABLE", "OUTER_VARIABLE",
    summary: "A variable is assigned but never read, or assigned again in an inner scope.",
    manual: #"""
      A variable is assigned and no state reads it: a name that was changed in one place only, or
      something left over.

      A branch or iteration may not assign a variable that exists outside of it; AWS fails the
      execution. Use another name, and hand results on through the output.
      """#
  ) { input in
    var read: Set<String> = []
    input.machine.scope.visitStates { state, _ in
      state.visitParts { part, _ in read.formUnion(part.variables) }
    }
    var findings: [Finding] = []
    check(input.machine.scope, outer: [], read, &findings)
    return findings
  }

  private static func check(
    _ scope: Scope, outer: Set<String>, _ read: Set<String>, _ findings: inout [Finding]
  ) {
    let own = Set(scope.states.flatMap { $0.assignments.map(\.name) })
    for state in scope.states {
      for (name, field) in state.assignments {
        let location = "\(state.location)/\(field)"
        if outer.contains(name) {
          findings.append(
            Finding(
              "OUTER_VARIABLE",
              "'\(name)' exists outside of this \(scope.noun), which may not assign it",
              at: location))
        } else if !read.contains(name) {
          findings.append(
            Finding("UNUSED_VARIABLE", "no state reads the variable '\(name)'", at: location))
        }
      }
      for inner in state.innerScopes {
        check(inner, outer: state.isDistributed ? [] : outer.union(own), read, &findings)
      }
    }
  }
}

extension Scope {
  /// What the scope is called: `branch`, `iteration`, `machine`.
  fileprivate var noun: String {
    location.isEmpty ? "machine" : location.hasSuffix("]") ? "branch" : "iteration"
  }
}
