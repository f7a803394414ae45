public import ASL
public import History
public import JSON

/// An execution that a person moves by hand, forwards and backwards.
///
/// A value: every step keeps a snapshot, so going back is free and a copy is a fork. Time is
/// virtual: a wait is over when the person steps on. Tasks are answered from outside: whoever holds
/// the stepper performs `pendingTasks`, or asks the person, and calls `answer`.
public struct Stepper: Sendable {
  /// Why a movement ended.
  public enum Stop: Sendable, Equatable {
    /// It went as far as it was asked.
    case done
    /// A breakpoint stands at the state that comes next.
    case breakpoint(scope: String, state: String)
    /// Nothing can happen before one of `pendingTasks` is answered.
    case needsAnswer
    /// The execution has ended.
    case ended
    /// There is no earlier step.
    case atStart
    /// The limit of steps was reached; the movement can be repeated.
    case limit
  }

  /// The execution as it stands.
  public private(set) var execution: Execution
  /// The events up to here.
  public private(set) var events: [Event] = []
  /// Effects asked for and not over: tasks that wait for an answer.
  public private(set) var pendingTasks: [TaskRequest] = []
  /// The moments that the execution waits for, earliest first.
  public private(set) var timers: [(id: TimerID, at: Timestamp)] = []
  /// The execution's time.
  public private(set) var now: Timestamp
  /// How many steps were taken to get here.
  public private(set) var position = 0
  /// States to stop before, `scope`s aside.
  public var breakpoints: Set<Breakpoint> = []

  public init(
    machine: StateMachine, identity: Identity, input: Payload, seed: UInt64, at time: Timestamp
  ) {
    execution = Execution(machine: machine, identity: identity, input: input, seed: seed)
    now = time
  }
}

// MARK: Forwards

extension Stepper {
  /// The smallest step: one event or group of events.
  public mutating func into() -> Stop { .ended }

  /// On to the next state of the same scope: a Map or Parallel is run as a whole.
  public mutating func next(limit: Int = 1_000_000) -> Stop { .ended }

  /// On until the innermost scope is left.
  public mutating func out(limit: Int = 1_000_000) -> Stop { .ended }

  /// On to a breakpoint, a task without an answer, or the end.
  public mutating func proceed(limit: Int = 1_000_000) -> Stop { .ended }

  /// On until `state` is about to be entered.
  public mutating func run(to state: String, limit: Int = 1_000_000) -> Stop { .ended }

  /// Gives a pending task its answer. After going back, an answer other than the one given then
  /// forks: what was undone is forgotten.
  public mutating func answer(_ task: TaskID, with answer: TaskAnswer) {}

  /// Ends the execution.
  public mutating func stop(error: String?, cause: String?) {}
}

// MARK: Backwards

extension Stepper {
  /// Goes back that many steps.
  public mutating func back(_ steps: Int = 1) -> Stop { .atStart }

  /// Goes back, or forward over what was undone, to the moment after the event was recorded.
  public mutating func move(toEvent id: Int) -> Stop { .atStart }

  /// Goes back to the last state with a breakpoint.
  public mutating func backToBreakpoint() -> Stop { .atStart }

  /// How many steps can be taken again as they were.
  public var undoneSteps: Int { 0 }
}
