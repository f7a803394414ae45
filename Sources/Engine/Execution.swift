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
  public let input: Payload
  public private(set) var status: ExecutionStatus = .running
  /// The output, once it has succeeded.
  public private(set) var output: Payload?
  /// Error and cause, once it has failed, timed out or been stopped.
  public private(set) var error: String?
  public private(set) var cause: String?

  public init(machine: StateMachine, identity: Identity, input: Payload, seed: UInt64) {
    self.machine = machine
    self.identity = identity
    self.input = input
  }

  /// Takes in what the world says. Nothing is interpreted yet: `step` does that.
  public mutating func receive(_ stimulus: Stimulus, at time: Timestamp) {}

  /// Interprets the smallest step that can be taken now (a state entered, a task scheduled, a state
  /// left …) and returns whether there was one. The first call starts the execution.
  public mutating func step(at time: Timestamp, into sink: inout Sink) -> Bool { false }

  /// Interprets until nothing more can be done before the next stimulus.
  public mutating func run(at time: Timestamp, into sink: inout Sink) {
    while step(at: time, into: &sink) {}
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

/// A live scope, for who looks at an execution.
public struct FrameView: Sendable {
  public enum Phase: Sendable, Hashable {
    /// The state was entered and does its work at the next step.
    case entered
    /// Waiting for a task.
    case task(TaskID)
    /// Waiting until a time (Wait state).
    case waiting(until: Timestamp)
    /// Waiting for the next attempt.
    case backoff(until: Timestamp)
    /// Waiting for branches or iterations.
    case children
    /// About to enter the state.
    case ready
  }

  /// As in `EventNote.scope`.
  public var scope: String
  /// `nil` before the first state.
  public var state: String?
  public var phase: Phase
  public var input: Value
  /// Variables visible here, outer ones first.
  public var variables: [(name: String, value: Value)]
  public var retryCount: Int
  /// Evaluated arguments, once they are.
  public var arguments: Value?
  /// The raw result, once there is one.
  public var result: Value?
  /// The context object as the state sees it.
  public var context: Value

  public init(
    scope: String, state: String?, phase: Phase, input: Value,
    variables: [(name: String, value: Value)], retryCount: Int, arguments: Value?, result: Value?,
    context: Value
  ) {
    self.scope = scope
    self.state = state
    self.phase = phase
    self.input = input
    self.variables = variables
    self.retryCount = retryCount
    self.arguments = arguments
    self.result = result
    self.context = context
  }
}

extension Execution {
  /// The live scopes, outermost first, in definition order.
  public var frames: [FrameView] { [] }
}
