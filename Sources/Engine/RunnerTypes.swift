public import ASL
public import History
public import JSON

/// How a runner works.
public struct RunnerOptions: Sendable {
  /// What happens to a task that nothing here can answer.
  public enum Unanswered: Sendable {
    /// It fails as AWS would name it.
    case fails
    /// It waits for `Runner.answer(_:of:with:)`.
    case waits
  }

  public var unanswered = Unanswered.fails
  /// Whether events of Standard executions outlast a power cut before their effects are performed.
  /// Without it they outlast the death of the process.
  public var isDurable = true
  /// Turns the text of a definition into a machine, for executions that are read from the history.
  public var compile: @Sendable (String, WorkflowType) -> StateMachine?
  /// The clock; tests set their own.
  public var now: @Sendable () -> Timestamp
  /// Asked before a task is scheduled, as in `Execution.admission`.
  public var admission: (@Sendable (TaskRequest) -> TaskFailure?)?

  public init() {
    compile = { text, type in
      let reading = StateMachine.read(text, options: ReadingOptions(express: type == .express))
      return reading.isValid ? reading.machine : nil
    }
    now = { Timestamp.now() }
  }
}

/// Whether waits take their time.
public enum ClockMode: String, Sendable {
  case real
  /// Waits, backoff and time-outs pass at once when nothing else is left to do.
  case virtual
}

/// What an execution is started with.
public struct StartRequest: Sendable {
  public var machine: StateMachine
  public var identity: Identity
  public var input: Payload
  /// `nil` draws one.
  public var seed: UInt64?
  public var clock = ClockMode.real
  /// Answers the tasks of this execution instead of the runner's performer (a mock case).
  public var performer: (any TaskPerformer)?
  /// Whether events go to the store. Without it there is nothing to describe or list afterwards.
  public var isRecorded = true
  /// Where the definition came from.
  public var definitionFile: String?
  public var traceHeader: String?
  /// Stops before its first state, as if a breakpoint stood there.
  public var isPausedAtStart = false
  /// Asked before a task is scheduled; the runner's own where `nil`.
  public var admission: (@Sendable (TaskRequest) -> TaskFailure?)?
  /// The execution that this one goes on from, and the last event they share.
  public var forkOf: String?
  public var forkEventId: Int?

  public init(machine: StateMachine, identity: Identity, input: Payload) {
    self.machine = machine
    self.identity = identity
    self.input = input
  }
}

/// How an execution stands, or ended.
public struct ExecutionOutcome: Sendable {
  public var identity: Identity
  public var status: ExecutionStatus
  public var output: Payload?
  public var error: String?
  public var cause: String?
  public var startDate: Timestamp
  public var stopDate: Timestamp?

  public init(
    identity: Identity, status: ExecutionStatus, output: Payload?, error: String?, cause: String?,
    startDate: Timestamp, stopDate: Timestamp?
  ) {
    self.identity = identity
    self.status = status
    self.output = output
    self.error = error
    self.cause = cause
    self.startDate = startDate
    self.stopDate = stopDate
  }
}

/// `DescribeExecution`, in our words.
public struct ExecutionDescription: Sendable {
  public var summary: ExecutionSummary
  public var header: ExecutionHeader
  /// JSON text
  public var input: String
  /// JSON text
  public var output: String?
  public var error: String?
  public var cause: String?

  public init(
    summary: ExecutionSummary, header: ExecutionHeader, input: String, output: String?,
    error: String?, cause: String?
  ) {
    self.summary = summary
    self.header = header
    self.input = input
    self.output = output
    self.error = error
    self.cause = cause
  }
}

/// Why the runner did not do what it was asked.
public enum RunnerError: Error, Sendable, Equatable {
  case noSuchExecution(String)
  /// Standard executions of one machine have one name each.
  case executionExists(String)
  /// The task is over, or never was.
  case noSuchTask
  /// The token is no token.
  case invalidToken
  /// The task's time is over.
  case taskTimedOut
  /// The text is no JSON: what is wrong with it.
  case invalidOutput(String)
  /// `RedriveExecution` is refused; AWS's reason.
  case notRedrivable(String)
  /// The recorded definition cannot be read any more.
  case invalidDefinition(String)
  /// Not a thing that can be done now: the reason.
  case refused(String)
  case store(StoreError)
}

/// What a watcher is told.
public enum Notice: Sendable {
  case started(Identity)
  /// Events that were just recorded.
  case events(arn: String, [Event])
  /// The execution stands before a state and waits for `Runner.resume` or `Runner.step`.
  case paused(arn: String, scope: String, state: String)
  case resumed(arn: String)
  /// A task waits for a person; `hint` names what would answer it.
  case unanswered(arn: String, TaskRequest, hint: String)
  /// A line that a function wrote.
  case output(arn: String, TaskID, line: String, isError: Bool)
  case ended(ExecutionOutcome)
  /// Recording failed; the execution stands still.
  case halted(arn: String, StoreError)
}

/// How an execution stands after its first steps.
public enum SyncStart: Sendable {
  case ended(ExecutionOutcome)
  /// The closure returns when it has ended.
  case running(@Sendable () async -> ExecutionOutcome)
}

/// A place to stop at.
public struct Breakpoint: Sendable, Hashable {
  /// `nil` for every machine.
  public var stateMachineName: String?
  public var state: String

  public init(stateMachineName: String? = nil, state: String) {
    self.stateMachineName = stateMachineName
    self.state = state
  }
}

/// What `GetActivityTask` hands out.
public struct ActivityTask: Sendable {
  public var taskToken: String
  /// JSON text
  public var input: String

  public init(taskToken: String, input: String) {
    self.taskToken = taskToken
    self.input = input
  }
}
