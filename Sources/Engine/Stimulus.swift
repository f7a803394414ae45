public import JSON

/// A task that an execution waits for; unique within the execution (its children included).
public struct TaskID: Sendable, Hashable {
  public var number: Int

  public init(number: Int) { self.number = number }
}

/// A moment that an execution asked to be woken at; unique within the execution.
public struct TimerID: Sendable, Hashable {
  public var number: Int

  public init(number: Int) { self.number = number }
}

/// What the world says to an execution. The time comes along with it (`Execution.receive(_:at:)`).
public enum Stimulus: Sendable {
  /// An activity worker took the task.
  case taskStarted(TaskID, workerName: String?)
  /// A `.sync` or `.waitForTaskToken` call was accepted; `output` is the service's answer.
  case taskSubmitted(TaskID, output: Payload)
  case taskSucceeded(TaskID, output: Payload)
  case taskFailed(TaskID, TaskFailure)
  /// `SendTaskHeartbeat`
  case heartbeat(TaskID)
  /// A moment asked for by `Effect.wake` has come.
  case timer(TimerID)
  /// `StopExecution`
  case stop(error: String?, cause: String?)
  /// `RedriveExecution`
  case redrive
  /// `UpdateMapRun`; what is `nil` stays as it is.
  case updateMapRun(
    arn: String, maxConcurrency: Int?, toleratedFailureCount: Int?,
    toleratedFailurePercentage: Double?)
}

/// Why a task failed.
public struct TaskFailure: Error, Sendable, Hashable {
  /// The stage that failed, which decides the event: `LambdaFunctionFailed` or
  /// `LambdaFunctionScheduleFailed`, `TaskFailed` or `TaskSubmitFailed` …
  public enum Stage: Sendable, Hashable {
    case schedule
    case start
    case submit
    case run
    /// The service itself reported a time-out (`States.Timeout`).
    case timeout
    /// The interpreter's own fault with no task event at all, e.g. `States.Runtime` because the
    /// parameters cannot be used; the state fails from its `…Entered` event.
    case beforeScheduled
  }

  public var stage: Stage
  /// Error name, `Lambda.Unknown`; absent when a worker sent none.
  public var error: String?
  public var cause: String?

  public init(stage: Stage = .run, error: String?, cause: String?) {
    self.stage = stage
    self.error = error
    self.cause = cause
  }
}
