public import JSON

/// One event of an execution's history, in the terms of AWS's `HistoryEvent`.
///
/// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html>
public struct Event: Sendable, Equatable {
  /// From 1, in the order of the history.
  public var id: Int
  /// The event before this one in its branch or iteration; 0 for the first.
  public var previousEventId: Int
  public var timestamp: Timestamp
  public var type: EventType
  public var details: EventDetails
  /// What AWS does not tell, written under a key of our own.
  public var note: EventNote

  public init(
    id: Int, previousEventId: Int, timestamp: Timestamp, type: EventType,
    details: EventDetails = .none, note: EventNote = EventNote()
  ) {
    self.id = id
    self.previousEventId = previousEventId
    self.timestamp = timestamp
    self.type = type
    self.details = details
    self.note = note
  }
}

/// What an event says beyond AWS's members.
public struct EventNote: Sendable, Equatable {
  /// The branch or iteration: `""` at the top level, else `Work[3]/Fork[0]` (Map iteration 3 of
  /// state Work, in it branch 0 of state Fork).
  public var scope: String
  /// The state the event belongs to, where the details do not name it.
  public var state: String?
  /// Attempts made before this one, on events of tasks, Maps and Parallels.
  public var retryCount: Int
  /// Which entry of `Retry` or `Catch` took a failure: `Retry[0]`, `Catch[1]`.
  public var recovery: String?
  /// On `MapRunStarted`: what the `ItemReader`'s calls were answered, JSON texts in order. No event of
  /// AWS tells it, and without it the run could not be played again.
  public var reads: [String] = []

  public init(scope: String = "", state: String? = nil, retryCount: Int = 0, recovery: String? = nil)
  {
    self.scope = scope
    self.state = state
    self.retryCount = retryCount
    self.recovery = recovery
  }
}

/// The members of an event's `…EventDetails`, one case a shape. Data are JSON text.
public enum EventDetails: Sendable, Equatable {
  /// Events that have no details member at all.
  case none
  /// Any `…StateEntered`.
  case stateEntered(name: String, input: String)
  /// Any `…StateExited`; `assignedVariables` is name and JSON text of the value.
  case stateExited(name: String, output: String, assignedVariables: [AssignedVariable])
  case executionStarted(
    input: String, roleArn: String, stateMachineAliasArn: String?, stateMachineVersionArn: String?)
  /// `ExecutionSucceeded`, `LambdaFunctionSucceeded`, `ActivitySucceeded`.
  case output(String)
  /// `ExecutionFailed`, `ExecutionAborted`, `ExecutionTimedOut`, `LambdaFunctionFailed`,
  /// `LambdaFunctionTimedOut`, `Activity…`, `MapRunFailed` …
  case failure(error: String?, cause: String?)
  case executionRedriven(redriveCount: Int)
  indirect case taskScheduled(TaskScheduled)
  /// `TaskStarted`
  case taskStarted(resourceType: String, resource: String)
  /// `TaskSubmitted`, `TaskSucceeded`
  case taskOutput(resourceType: String, resource: String, output: String)
  /// `TaskFailed`, `TaskTimedOut`, `TaskStartFailed`, `TaskSubmitFailed`
  case taskFailure(resourceType: String, resource: String, error: String?, cause: String?)
  case lambdaFunctionScheduled(
    resource: String, input: String, timeoutInSeconds: Int?, taskCredentials: String?)
  case activityScheduled(
    resource: String, input: String, timeoutInSeconds: Int?, heartbeatInSeconds: Int?)
  case activityStarted(workerName: String?)
  case mapStateStarted(length: Int)
  /// The four `MapIteration…` events.
  case mapIteration(name: String, index: Int)
  case mapRunStarted(mapRunArn: String)
  case mapRunRedriven(mapRunArn: String, redriveCount: Int)
  case evaluationFailed(error: String, cause: String, location: String?, state: String)
}

/// A variable that a state assigned: its name and the JSON text of its value.
public struct AssignedVariable: Sendable, Equatable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// `taskScheduledEventDetails`.
public struct TaskScheduled: Sendable, Equatable {
  public var resourceType: String
  public var resource: String
  public var region: String
  /// The evaluated arguments as JSON text.
  public var parameters: String
  public var timeoutInSeconds: Int?
  public var heartbeatInSeconds: Int?
  /// `taskCredentials.roleArn`
  public var roleArn: String?

  public init(
    resourceType: String, resource: String, region: String, parameters: String,
    timeoutInSeconds: Int?, heartbeatInSeconds: Int?, roleArn: String?
  ) {
    self.resourceType = resourceType
    self.resource = resource
    self.region = region
    self.parameters = parameters
    self.timeoutInSeconds = timeoutInSeconds
    self.heartbeatInSeconds = heartbeatInSeconds
    self.roleArn = roleArn
  }
}
