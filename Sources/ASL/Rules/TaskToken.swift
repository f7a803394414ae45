import JSONata

extension Rule {
  /// `MISSING_TIMEOUT`, `TOKEN_NOT_PASSED`, `NO_TOKEN`
  static let taskToken = Rule(
    "MISSING_TIMEOUT", "TOKEN_NOT_PASSED", "NO_TOKEN",
    summary: "A task that waits to be answered has no time limit, or its token goes astray.",
    manual: #"""
      A task that waits for its token or for an activity's worker waits up to a year where nobody
      answers. Give it `TimeoutSeconds` or `HeartbeatSeconds` (or the machine `TimeoutSeconds`).

      A `.waitForTaskToken` task that does not pass the token on (`$$.Task.Token`,
      `$states.context.Task.Token`) can never be answered. In any other state there is no token, so
      that reading it fails the execution.
      """#
  ) { input in
    input.states { state, _ in
      guard case .task(let task) = state.type, waits(task) else {
        return state.isJob ? [] : strayTokens(state)
      }
      var findings: [Finding] = []
      if task.timeoutSeconds == nil, task.heartbeatSeconds == nil,
        input.machine.timeoutSeconds == nil
      {
        findings.append(
          Finding(
            "MISSING_TIMEOUT",
            "waits up to a year for an answer: set TimeoutSeconds or HeartbeatSeconds",
            at: "\(state.location)/Resource"))
      }
      if case .service(_, _, .waitForTaskToken) = task.resource.kind, !passesToken(state) {
        findings.append(
          Finding(
            "TOKEN_NOT_PASSED", "nobody can answer: the task token is not among the arguments",
            at: "\(state.location)/Resource"))
      }
      return findings
    }
  }

  /// Where a state reads a token that it does not have.
  private static func strayTokens(_ state: State) -> [Finding] {
    var findings: [Finding] = []
    state.visitParts { part, field in
      let reads =
        switch part {
        case .path(let path): isToken(path)
        case .intrinsic(let intrinsic): intrinsic.paths.contains(where: isToken)
        case .expression(let expression): expression.source.contains("$states.context.Task.Token")
        }
      if reads {
        findings.append(
          Finding(
            "NO_TOKEN",
            "there is no task token here: the resource does not end in .waitForTaskToken",
            at: "\(state.location)/\(field)"))
      }
    }
    return findings
  }

  private static func isToken(_ path: DataPath) -> Bool {
    path.root == .context && path.text == "$$.Task.Token"
  }

  private static func waits(_ task: TaskState) -> Bool {
    switch task.resource.kind {
    case .activity, .service(_, _, .waitForTaskToken): true
    case .lambdaFunction, .service, .unknown: false
    }
  }

  private static func passesToken(_ state: State) -> Bool {
    var passes = false
    state.arguments?.visit("") { part, _ in
      switch part {
      case .path(let path): passes = passes || mayBeToken(path)
      case .intrinsic(let intrinsic): passes = passes || mayBeToken(intrinsic)
      // A variable or a function may hold the token; only a plain text can not.
      case .expression(let expression):
        passes = passes || expression.source.contains("$")
      }
    }
    return passes
  }

  private static func mayBeToken(_ path: DataPath) -> Bool {
    switch path.root {
    case .context:
      ["$$", "$$.Task", "$$.Task.Token"].contains(path.text) || path.text.contains("Token")
    case .variable: true
    case .data: false
    }
  }

  private static func mayBeToken(_ intrinsic: Intrinsic) -> Bool {
    intrinsic.arguments.contains { argument in
      switch argument {
      case .constant: false
      case .path(let path): mayBeToken(path)
      case .call(let call): mayBeToken(call)
      }
    }
  }
}

extension State {
  /// Whether the state waits for a job: published workflows read a token there, so it is let be.
  fileprivate var isJob: Bool {
    guard case .task(let task) = type, case .service(_, _, let pattern) = task.resource.kind else {
      return false
    }
    return pattern == .sync || pattern == .sync2
  }
}
