extension Rule {
  /// `SHADOWED_RETRIER`, `SHADOWED_CATCHER`
  static let shadowedRecovery = Rule(
    "SHADOWED_RETRIER", "SHADOWED_CATCHER",
    summary: "An entry of Retry or Catch is never used, for earlier ones name all its errors.",
    manual: #"""
      Retriers and catchers are tried in order and the first that names the error counts. An entry
      whose errors are all named by earlier ones is never used:

          "Retry": [ { "ErrorEquals": ["States.TaskFailed"] },
                     { "ErrorEquals": ["Lambda.TooManyRequestsException"], "MaxAttempts": 10 } ]

      A used-up retrier does not pass the error on to the next one. Put the special entries first.
      """#
  ) { input in
    input.states { state, _ in
      shadows(state.retriers.map(\.errorEquals), "Retry", "SHADOWED_RETRIER", state)
        + shadows(state.catchers.map(\.errorEquals), "Catch", "SHADOWED_CATCHER", state)
    }
  }

  private static func shadows(
    _ entries: [[String]], _ field: String, _ code: String, _ state: State
  ) -> [Finding] {
    var findings: [Finding] = []
    for (place, names) in entries.enumerated() {
      let takers = names.map { name in
        entries[..<place].firstIndex { $0.contains { covers($0, name) } }
      }
      let location = "\(state.location)/\(field)[\(place)]"
      let known = takers.compactMap { $0 }
      if known.count == names.count, let first = known.max() {
        findings.append(
          Finding(
            code,
            "never used: \(field)[\(first)] takes \(list(names)) before it gets here",
            at: "\(location)/ErrorEquals"))
        continue
      }
      for (index, (name, taker)) in zip(names, takers).enumerated() {
        guard let taker else { continue }
        findings.append(
          Finding(
            code, "'\(name)' never gets here: \(field)[\(taker)] takes it before",
            at: "\(location)/ErrorEquals[\(index)]"))
      }
    }
    return findings
  }

  /// Whether an entry with `wide` takes every error that one with `narrow` would.
  private static func covers(_ wide: String, _ narrow: String) -> Bool {
    if wide == narrow { return true }
    switch wide {
    // Recorded and documented: neither is caught by the wildcard.
    case "States.ALL": return narrow != "States.DataLimitExceeded" && narrow != "States.Runtime"
    case "States.TaskFailed":
      return ![
        "States.Timeout", "States.HeartbeatTimeout", "States.ALL", "States.DataLimitExceeded",
        "States.Runtime",
      ].contains(narrow)
    case "States.Timeout": return narrow == "States.HeartbeatTimeout"
    default: return false
    }
  }

  private static func list(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }
}
