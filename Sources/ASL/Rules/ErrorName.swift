extension Rule {
  /// `UNKNOWN_ERROR`, `UNCATCHABLE_ERROR`
  static let errorName = Rule(
    "UNKNOWN_ERROR", "UNCATCHABLE_ERROR",
    summary: "Retry or Catch names an error that never gets there.",
    manual: #"""
      Names that begin with `States.` are reserved; one that Step Functions does not have, mostly a
      slip of the pen, never matches (unless a Fail state of the machine raises it). `States.Runtime` exists, but no retrier or catcher ever gets
      it: the execution fails.
      """#
  ) { input in
    var raised: Set<String> = []
    input.machine.scope.visitStates { state, _ in
      if case .fail(let fail) = state.type, case .literal(let name) = fail.error {
        raised.insert(name)
      }
    }
    return input.states { state, _ in
      let entries =
        state.retriers.enumerated().map { ("Retry[\($0.offset)]", $0.element.errorEquals) }
        + state.catchers.enumerated().map { ("Catch[\($0.offset)]", $0.element.errorEquals) }
      return entries.flatMap { field, names in
        names.enumerated().compactMap { index, name in
          (raised.contains(name) ? nil : fault(name)).map { code, message in
            Finding(code, message, at: "\(state.location)/\(field)/ErrorEquals[\(index)]")
          }
        }
      }
    }
  }

  private static func fault(_ name: String) -> (String, String)? {
    if name == "States.Runtime" {
      return ("UNCATCHABLE_ERROR", "'States.Runtime' is never retried or caught")
    }
    guard name.hasPrefix("States."), !reservedErrors.contains(name),
      !name.hasPrefix("States.Http.StatusCode."), !isPlaceholder(name)
    else { return nil }
    let near = reservedErrors.min { distance($0, name) < distance($1, name) }
    let hint = near.map { distance($0, name) <= 3 ? "; did you mean '\($0)'?" : "" } ?? ""
    return ("UNKNOWN_ERROR", "Step Functions has no error '\(name)'\(hint)")
  }

  /// The names of the developer guide's page on error handling.
  private static let reservedErrors = [
    "States.ALL", "States.BranchFailed", "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold", "States.HeartbeatTimeout", "States.Http.Socket",
    "States.IntrinsicFailure", "States.ItemReaderFailed", "States.NoChoiceMatched",
    "States.ParameterPathFailure", "States.Permissions", "States.QueryEvaluationError",
    "States.ResultPathMatchFailure", "States.ResultWriterFailed", "States.Runtime",
    "States.TaskFailed", "States.Timeout",
  ]

  /// How many characters must be changed to make one text of the other (Levenshtein).
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right.utf8)
    var row = Array(0...right.count)
    for (i, a) in left.utf8.enumerated() {
      var corner = i
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(corner + (a == b ? 0 : 1), above + 1, row[j] + 1)
        corner = above
      }
    }
    return row[right.count]
  }
}
