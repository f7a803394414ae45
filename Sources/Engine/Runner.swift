public import ASL
public import History
public import JSON

/// The one door through which executions are started, stopped, stepped and watched.
///
/// It performs the effects that executions ask for: calls tasks, keeps timers, records events before
/// the effects they announce. Everything is safe to call from any thread; nothing here waits but
/// what is `async`.
public final class Runner: Sendable {
  /// Where executions are recorded; `nil` records nothing.
  public let store: Store?
  /// Answers tasks where a start names no performer of its own.
  public let performer: any TaskPerformer
  let options: RunnerOptions

  public init(
    store: Store?, performer: any TaskPerformer, options: RunnerOptions = RunnerOptions()
  ) {
    self.store = store
    self.performer = performer
    self.options = options
  }
}

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
  /// Turns the text of a definition into a machine, for executions that are read from the history.
  public var compile: @Sendable (String) -> StateMachine?
  /// The clock; tests set their own.
  public var now: @Sendable () -> Timestamp

  public init() {
    compile = { _ in nil }
    now = { Timestamp(milliseconds: 0) }
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

// MARK: Starting and ending

extension Runner {
  /// Starts an execution and returns when its first events are recorded.
  ///
  /// - Throws: `executionExists`, `store`.
  @discardableResult
  public func start(_ request: StartRequest) throws(RunnerError) -> Timestamp {
    throw .refused("")
  }

  /// Starts an execution and returns when it has ended. One without tasks and waits ends before
  /// anything else can happen, on the caller's thread.
  public func startSync(_ request: StartRequest) async throws(RunnerError) -> ExecutionOutcome {
    throw .refused("")
  }

  /// Returns when the execution has ended; at once when it has.
  public func outcome(of arn: String) async throws(RunnerError) -> ExecutionOutcome {
    throw .noSuchExecution(arn)
  }

  /// `StopExecution`; returns when it stopped.
  @discardableResult
  public func stop(_ arn: String, error: String?, cause: String?) throws(RunnerError) -> Timestamp {
    throw .noSuchExecution(arn)
  }

  /// `RedriveExecution`, also of an execution of an earlier process.
  @discardableResult
  public func redrive(
    _ arn: String, performer: (any TaskPerformer)? = nil
  ) throws(RunnerError) -> Timestamp {
    throw .noSuchExecution(arn)
  }

  /// Goes on with an execution whose program is gone: its history is played into a new execution
  /// value, then the tasks that had no answer are called again.
  public func resumeInterrupted(
    _ arn: String, performer: (any TaskPerformer)? = nil
  ) throws(RunnerError) {
    throw .noSuchExecution(arn)
  }

  /// Waits until every execution has ended, or stands still.
  public func drain() async {}
}

// MARK: Looking

extension Runner {
  /// Everything about an execution, running or recorded.
  public func describe(_ arn: String) throws(RunnerError) -> ExecutionDescription {
    throw .noSuchExecution(arn)
  }

  /// The execution as a value, while it runs here.
  public func snapshot(of arn: String) -> Execution? { nil }

  /// ARNs of the executions that run here.
  public var running: [String] { [] }

  /// What happens from now on: to one execution, or to all. Ends when the watcher goes away.
  public func watch(_ arn: String? = nil) -> AsyncStream<Notice> { AsyncStream { $0.finish() } }
}

// MARK: Answering

extension Runner {
  /// `SendTaskSuccess`
  public func taskSucceeded(token: String, output: String) throws(RunnerError) {
    throw .invalidToken
  }

  /// `SendTaskFailure`
  public func taskFailed(token: String, error: String?, cause: String?) throws(RunnerError) {
    throw .invalidToken
  }

  /// `SendTaskHeartbeat`
  public func heartbeat(token: String) throws(RunnerError) { throw .invalidToken }

  /// `GetActivityTask`: the next task of the activity, or `nil` when none came within `seconds`.
  public func activityTask(
    _ activityArn: String, workerName: String?, waitingFor seconds: Double = 60
  ) async -> ActivityTask? { nil }

  /// Answers a task by hand, whether it waits for a person or a call is under way (which is
  /// cancelled).
  public func answer(_ task: TaskID, of arn: String, with answer: TaskAnswer) throws(RunnerError) {
    throw .noSuchTask
  }

  /// The tasks that an execution waits for.
  public func pendingTasks(of arn: String) -> [TaskRequest] { [] }
}

// MARK: Stopping on the way

extension Runner {
  /// Where executions stop before a state is entered, whoever started them.
  public var breakpoints: Set<Breakpoint> {
    get { [] }
    set { _ = newValue }
  }

  /// Holds an execution before its next step.
  public func pause(_ arn: String) throws(RunnerError) { throw .noSuchExecution(arn) }

  /// Lets a paused execution go on.
  public func resume(_ arn: String) throws(RunnerError) { throw .noSuchExecution(arn) }

  /// Takes one step of a paused execution; returns whether there was one to take now.
  @discardableResult
  public func step(_ arn: String) throws(RunnerError) -> Bool { throw .noSuchExecution(arn) }
}
