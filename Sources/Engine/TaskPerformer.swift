public import JSON

/// Whatever answers the tasks of executions: embedded services, functions, mocks, a person.
///
/// `Services` has the implementations; a driver calls one for every `Effect.perform`.
public protocol TaskPerformer: Sendable {
  /// Calls the resource and returns its answer. Cancelled when nobody waits for it any more.
  ///
  /// `progress` tells what happens meanwhile. For `.waitForTaskToken` this returns `.submitted` once
  /// the call that carries the token was accepted; the driver then waits for the token. For `.sync`
  /// it reports `.submitted` by `progress` and returns when the job has ended.
  func perform(
    _ request: TaskRequest, progress: @escaping @Sendable (TaskProgress) -> Void
  ) async -> TaskAnswer
}

/// How a call ended.
public enum TaskAnswer: Sendable {
  case succeeded(Payload)
  case failed(TaskFailure)
  /// The call was accepted; the result will come by task token.
  case submitted(Payload)
  /// Nothing here can answer this: a person must, or the task fails as `reason` says. `hint` names
  /// what to add where (a mock file and key, a function in `treadle.yaml`).
  case unavailable(TaskFailure, hint: String)
}

/// What happens while a call runs.
public enum TaskProgress: Sendable {
  /// A `.sync` job was accepted; the service's answer.
  case submitted(Payload)
  /// A line that a function wrote to standard output or error.
  case output(line: String, isError: Bool)
}
