public import ASL
public import History
public import JSON

/// An execution as a value: the live scopes of a state machine, each with its state, input,
/// variables and retry counts.
///
/// It does no I/O, reads no clock and draws no random number but from its seed:
/// `(Execution, Stimulus) -> (Execution, [Event], [Effect])`. A copy is a snapshot. Children of a
/// Map Run are part of it.
public struct Execution: Sendable {
  public let machine: StateMachine
  public let identity: Identity
  public internal(set) var input: Payload
  public internal(set) var status: ExecutionStatus = .running
  /// The output, once it has succeeded.
  public internal(set) var output: Payload?
  /// Error and cause, once it has failed, timed out or been stopped.
  public internal(set) var error: String?
  public internal(set) var cause: String?
  /// When the first step was taken; the first run's of a redriven execution.
  public internal(set) var startTime = Timestamp(milliseconds: 0)
  /// When it ended.
  public internal(set) var stopTime: Timestamp?
  /// How often it was redriven, and when last.
  public internal(set) var redriveCount = 0
  public internal(set) var redriveTime: Timestamp?
  /// Events so far, which is the last event's id.
  public internal(set) var eventCount = 0
  /// Asked before a task is scheduled: why the call cannot even be tried (an activity that does not
  /// exist, parameters that the service can do nothing with), or `nil`. The state then fails from
  /// its `…Entered` event, without events of the task. A pure look-up; called during `step`.
  public var admission: (@Sendable (TaskRequest) -> TaskFailure?)?

  var randomness: Randomness
  var now = Timestamp(milliseconds: 0)
  var hasStarted = false
  /// The scopes; vacant places are used again.
  var live: [Frame] = []
  var vacant: [Int] = []
  /// Frames that can go on, in turn, and the one whose turn it is (-1: none).
  var ready: [Int] = []
  var readyHead = 0
  var current = -1
  var calls: [Call] = []
  var vacantCalls: [Int] = []
  var forks: [Fork] = []
  var vacantForks: [Int] = []
  /// Map Runs, the ended ones too.
  var runs: [MapRun] = []
  /// Who waits for what, by number.
  var tasks: [Int: TaskUse] = [:]
  var timers: [Int: TimerUse] = [:]
  var nextNumber = 1
  /// At least the bytes of all variables (`hasRoom(for:)`).
  var variableBytes = 0
  var executionTimer: TimerID?
  /// How the execution must end at the next step.
  var ending: Ending?
  /// Whether there was no room for another event.
  var isFull = false
  var contextParts: ContextParts?
  /// The item whose `ItemSelector` is being evaluated.
  var selecting: Frame.Item?
  /// `Map.Item` of a child execution of a Map Run.
  var rootItem: Frame.Item?
  /// One element while a state is being tested: intermediate values, and the test.
  var traces: [Trace] = []
  /// What a test gives as the context object.
  var contextOverride: Value?

  /// Who waits for a task.
  enum TaskUse: Sendable {
    case frame(Int)
    /// A task of a child execution of a Map Run.
    case child(run: Int, slot: Int)
  }

  enum Ending: Sendable {
    case stop(error: String?, cause: String?)
    case timeout
    case redrive
  }

  public init(machine: StateMachine, identity: Identity, input: Payload, seed: UInt64) {
    self.machine = machine
    self.identity = identity
    self.input = input
    randomness = Randomness(seed: seed)
  }

  /// Takes in what the world says. Nothing is interpreted yet: `step` does that.
  public mutating func receive(_ stimulus: Stimulus, at time: Timestamp) {
    now = time
    switch stimulus {
    case .taskStarted(let id, let workerName):
      receive(.started(workerName: workerName), of: id, stimulus)
    case .taskSubmitted(let id, let output): receive(.submitted(output), of: id, stimulus)
    case .taskSucceeded(let id, let output): receive(.succeeded(output), of: id, stimulus)
    case .taskFailed(let id, let failure): receive(.failed(failure), of: id, stimulus)
    case .heartbeat(let id): receiveHeartbeat(of: id)
    case .timer(let id): receiveTimer(id)
    case .stop(let error, let cause):
      if status == .running { ending = .stop(error: error, cause: cause) }
    case .redrive:
      if status == .failed || status == .timedOut || status == .aborted { ending = .redrive }
    case .updateMapRun(let arn, let concurrency, let count, let percentage):
      update(arn, concurrency, count, percentage)
    }
  }

  /// Interprets the smallest step that can be taken now (a state entered, a task scheduled, a state
  /// left …) and returns whether there was one. The first call starts the execution.
  public mutating func step(at time: Timestamp, into sink: inout Sink) -> Bool {
    now = time
    if ending != nil || !hasStarted { return beginOrEnd(&sink) }
    guard status == .running else { return false }
    if current < 0 {
      guard readyHead < ready.count else { return false }
      current = ready[readyHead]
      readyHead += 1
      if readyHead == ready.count {
        ready.removeAll(keepingCapacity: true)
        readyHead = 0
      }
    }
    let effects = sink.effects.count
    advance(current, &sink)
    if isFull { failFull(effects, &sink) }
    return true
  }

  /// Interprets until nothing more can be done before the next stimulus.
  public mutating func run(at time: Timestamp, into sink: inout Sink) {
    while step(at: time, into: &sink) {}
  }

  private mutating func beginOrEnd(_ sink: inout Sink) -> Bool {
    if !hasStarted {
      begin(&sink)
      return true
    }
    switch ending {
    case .stop(let error, let cause): end(.aborted, error: error, cause: cause, &sink)
    case .timeout: end(.timedOut, error: nil, cause: nil, &sink)
    case .redrive: redrive(&sink)
    case nil: return false
    }
    ending = nil
    return true
  }
}

/// What an execution hands back: events in order, and effects to perform once those are recorded.
public struct Sink: Sendable {
  public var events: [Event] = []
  /// Events of child executions (Map Runs), each with whose it is.
  public var childEvents: [(execution: Identity, event: Event)] = []
  public var effects: [Effect] = []
  /// Whether anybody wants the events; an Express execution without logging makes none.
  public var recordsEvents = true

  public init() {}
}
