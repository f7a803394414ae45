public import ASL
public import JSON

/// What an execution asks of the world.
public enum Effect: Sendable {
  /// Call the task's resource; answer with `taskSubmitted`, `taskSucceeded`, `taskFailed`.
  case perform(TaskRequest)
  /// Nobody waits for the task any more.
  case cancel(TaskID)
  /// Send `Stimulus.timer` at that time.
  case wake(TimerID, at: Timestamp)
  /// Nobody waits for the timer any more.
  case forget(TimerID)
}

/// One call of a resource: everything that a service, a mock or a person needs to answer it.
public struct TaskRequest: Sendable {
  public var id: TaskID
  /// The execution that calls, a child of a Map Run included.
  public var execution: Identity
  /// The state that calls.
  public var state: String
  /// The branch or iteration, as in `EventNote.scope`.
  public var scope: String
  public var resource: Resource
  /// Evaluated `Parameters` or `Arguments` (for a Lambda ARN or an activity: the task's input).
  public var arguments: Payload
  /// Calls made before in this visit of the state: 0 at first, then 1 for the first retry …
  public var retryCount: Int
  /// Set for `.waitForTaskToken` and activities: what `SendTaskSuccess` will name.
  public var taskToken: String?
  public var timeoutSeconds: Int?
  public var heartbeatSeconds: Int?
  /// `Credentials.RoleArn`
  public var roleArn: String?
  /// When the call was made, by the execution's clock.
  public var time: Timestamp

  public init(
    id: TaskID, execution: Identity, state: String, scope: String, resource: Resource,
    arguments: Payload, retryCount: Int, taskToken: String?, timeoutSeconds: Int?,
    heartbeatSeconds: Int?, roleArn: String?, time: Timestamp
  ) {
    self.id = id
    self.execution = execution
    self.state = state
    self.scope = scope
    self.resource = resource
    self.arguments = arguments
    self.retryCount = retryCount
    self.taskToken = taskToken
    self.timeoutSeconds = timeoutSeconds
    self.heartbeatSeconds = heartbeatSeconds
    self.roleArn = roleArn
    self.time = time
  }
}
