extension Rule {
  /// `IMPOSSIBLE_ERROR`
  static let errorOrigin = Rule(
    "IMPOSSIBLE_ERROR", summary: "Retry or Catch names an error that nothing in the state raises.",
    manual: #"""
      A retrier or catcher names an error that nothing in its state can raise, so it is never used:

      | error | needs |
      |---|---|
      | `States.HeartbeatTimeout` | a task with `HeartbeatSeconds` |
      | `States.ItemReaderFailed`, `States.ResultWriterFailed`, `States.ExceedToleratedFailureThreshold` | a distributed Map |
      | `States.QueryEvaluationError` | a JSONata state |
      | `States.IntrinsicFailure`, `States.ParameterPathFailure`, `States.ResultPathMatchFailure` | a JSONPath state |
      | `States.NoChoiceMatched` | a Choice inside |
      | `Lambda.…` | a Lambda function |
      | `States.Http.…` | an HTTP task |

      The states inside a Parallel or Map count. Activities, tokens and jobs may fail with any name
      of one's own, and so may a resource that a deployment fills in.
      """#
  ) { input in
    input.states { state, _ in
      let entries =
        state.retriers.enumerated().map { ("Retry[\($0.offset)]", $0.element.errorEquals) }
        + state.catchers.enumerated().map { ("Catch[\($0.offset)]", $0.element.errorEquals) }
      guard !entries.isEmpty else { return [] }
      let origins = Origins(state)
      return entries.flatMap { field, names in
        names.enumerated().compactMap { index, name in
          origins.lack(for: name).map {
            Finding(
              "IMPOSSIBLE_ERROR", "'\(name)' is never raised here: \($0)",
              at: "\(state.location)/\(field)/ErrorEquals[\(index)]")
          }
        }
      }
    }
  }
}

/// What there is in a state, and in the states inside it, that raises errors.
private struct Origins {
  var hasHeartbeat = false
  var isDistributed = false
  var hasJSONata = false
  var hasJSONPath = false
  var hasChoice = false
  var callsLambda = false
  var callsHTTP = false
  /// Somebody outside may fail the task with any name.
  var isOpen = false
  var raised: Set<String> = []

  init(_ state: State) {
    add(state)
    for inner in state.innerScopes { inner.visitStates { state, _ in add(state) } }
  }

  private mutating func add(_ state: State) {
    switch state.queryLanguage {
    case .jsonata: hasJSONata = true
    case .jsonPath: hasJSONPath = true
    }
    switch state.type {
    case .task(let task):
      if task.heartbeatSeconds != nil { hasHeartbeat = true }
      add(task.resource)
    case .choice: hasChoice = true
    case .fail(let fail):
      if case .literal(let name) = fail.error { raised.insert(name) } else { isOpen = true }
    case .map: if state.isDistributed { isDistributed = true }
    case .pass, .wait, .succeed, .parallel: break
    }
  }

  private mutating func add(_ resource: Resource) {
    switch resource.kind {
    case .lambdaFunction: callsLambda = true
    case .activity, .unknown: isOpen = true
    case .service(let service, _, let pattern):
      if pattern != .response || isPlaceholder(service) { isOpen = true }
      if service == "lambda" || service == "aws-sdk:lambda" { callsLambda = true }
      if service == "http" { callsHTTP = true }
    }
  }

  /// What the state would need to raise the error; `nil` where it may.
  func lack(for name: String) -> String? {
    if raised.contains(name) { return nil }
    switch name {
    case "States.HeartbeatTimeout": return hasHeartbeat ? nil : "no task has HeartbeatSeconds"
    case "States.ItemReaderFailed", "States.ResultWriterFailed",
      "States.ExceedToleratedFailureThreshold":
      return isDistributed ? nil : "there is no distributed Map"
    case "States.QueryEvaluationError": return hasJSONata ? nil : "there is no JSONata state"
    case "States.IntrinsicFailure", "States.ParameterPathFailure",
      "States.ResultPathMatchFailure":
      return hasJSONPath ? nil : "there is no JSONPath state"
    case "States.NoChoiceMatched": return hasChoice ? nil : "there is no Choice inside"
    default: break
    }
    guard !isOpen else { return nil }
    if name.hasPrefix("Lambda.") { return callsLambda ? nil : "no Lambda function is called" }
    if name.hasPrefix("States.Http.") { return callsHTTP ? nil : "there is no HTTP task" }
    return nil
  }
}
