import JSON

extension Rule {
  /// `EXPRESS_LIMIT`
  static let expressLimit = Rule(
    "EXPRESS_LIMIT", summary: "A wait or time limit is longer than an Express execution may be.",
    manual: #"""
      An Express execution ends after five minutes. A wait or a time limit beyond that never comes
      to its end. The states of a distributed Map whose `ExecutionType` is `EXPRESS` are meant too.
      """#
  ) { input in check(input.machine.scope, express: input.express) }

  private static let limit = 300.0

  private static func check(_ scope: Scope, express: Bool) -> [Finding] {
    scope.states.flatMap { state -> [Finding] in
      var findings: [Finding] = []
      if express, let (field, seconds) = duration(of: state), seconds > limit {
        findings.append(
          Finding(
            "EXPRESS_LIMIT",
            "\(field) is longer than the five minutes that an Express execution may take",
            at: "\(state.location)/\(field)"))
      }
      var inside = express
      if case .map(let map) = state.type, case .distributed(let isExpress) = map.mode {
        inside = isExpress
      }
      for inner in state.innerScopes { findings += check(inner, express: inside) }
      return findings
    }
  }

  private static func duration(of state: State) -> (String, Double)? {
    switch state.type {
    case .wait(.seconds(.literal(let value))): value.double.map { ("Seconds", $0) }
    case .task(let task):
      if case .literal(let value) = task.timeoutSeconds, let seconds = value.double {
        ("TimeoutSeconds", seconds)
      } else {
        nil
      }
    default: nil
    }
  }
}
