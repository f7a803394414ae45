public import ASL
public import History
public import JSON

/// An execution that a person moves by hand, forwards and backwards.
///
/// A value: a copy is a fork. Going back takes the nearest snapshot and repeats from there what was
/// answered, so that the distance does not matter; going forward again repeats the same steps until
/// something else is answered, which begins another timeline. Time is virtual: a wait is over when
/// the person steps on. Tasks are answered from outside: whoever holds the stepper performs
/// `pendingTasks`, or asks the person, and calls `answer`.
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
    /// The limit of steps was reached; the same movement, repeated, goes on to the same goal.
    case limit
  }

  /// The events up to here.
  public internal(set) var events: [Event] = []
  /// The events of child executions (Map Runs) up to here.
  public internal(set) var childEvents: [ChildEvent] = []
  /// How many steps were taken to get here.
  public internal(set) var position = 0
  /// States to stop before, `scope`s aside.
  public var breakpoints: Set<Breakpoint> = []
  /// Conditions to stop at, also on the way back (`backToBreakpoint`).
  public var dataBreakpoints: [DataBreakpoint] = []
  /// The data breakpoint that ended the last movement; the stop was then `breakpoint`, with where it
  /// was hit.
  public internal(set) var hit: Hit?

  /// The execution and what it waits for, here.
  var moment: Moment
  /// What was done, what was undone included.
  var track: Track
  /// Events after here that are known, the next one last.
  var undoneEvents: [Event] = []
  var undoneChildEvents: [ChildEvent] = []
  /// How much of what was given at this position has been told to the execution.
  var told = 0
  /// The timeline that the stepper is on, and the others.
  var timeline = Timeline(id: 1, name: "run", parent: nil, forkPosition: 0, forkEventId: 0)
  var parked: [Parked] = []
  var timelineCount = 1
  let seed: UInt64
  /// What the movement under way aims at, and from where it goes on.
  var goal: (goal: Goal, position: Int)?

  public init(
    machine: StateMachine, identity: Identity, input: Payload, seed: UInt64, at time: Timestamp
  ) {
    self.init(
      Execution(machine: machine, identity: identity, input: input, seed: seed), seed: seed,
      at: time)
  }

  /// Goes on with an execution that was rebuilt from its events, in virtual time. There is no going
  /// back before its last event.
  ///
  /// - Parameter events: the recorded ones.
  public init(_ restored: Restored, events: [Event], seed: UInt64) {
    let time = events.last?.timestamp ?? restored.execution.startTime
    self.init(restored.execution, seed: seed, at: time)
    moment.pendingTasks = restored.pendingTasks
    moment.submitted = restored.submittedTasks
    moment.timers = restored.timers
    self.events = events + restored.unrecorded
    track = Track(first: moment, firstEvent: self.events.count)
  }

  private init(_ execution: Execution, seed: UInt64, at time: Timestamp) {
    self.seed = seed
    moment = Moment(execution: execution, now: time)
    track = Track(first: moment, firstEvent: 0)
  }

  /// What answers calls where it can, at the moments at which they were answered then; `nil` for a
  /// run that is not a replay. Set it before the first step.
  public var recording: Recording? {
    get { moment.player?.recording }
    set {
      guard position == 0, track.steps.isEmpty else { return }
      moment.player = newValue.map { Player($0) }
      track.snapshots = [(0, moment)]
    }
  }

  /// Calls made so far for which the recording has no answer.
  public var unrecordedTasks: [TaskRequest] { moment.player?.unrecorded ?? [] }

  /// An event of a child execution of a Map Run.
  public struct ChildEvent: Sendable, Equatable {
    public var execution: Identity
    public var event: Event

    public init(execution: Identity, event: Event) {
      self.execution = execution
      self.event = event
    }
  }
}

// MARK: Looking

extension Stepper {
  /// The execution as it stands.
  public var execution: Execution { moment.execution }

  /// Tasks asked for and not over: they wait for an answer.
  public var pendingTasks: [TaskRequest] { moment.pendingTasks }

  /// Those of `pendingTasks` whose call was accepted (`TaskAnswer.submitted`): they must not be
  /// performed again, their result comes by task token or from the job.
  public var submittedTasks: Set<TaskID> { moment.submitted }

  /// The moments that the execution waits for, earliest first.
  public var timers: [(id: TimerID, at: Timestamp)] { moment.timers }

  /// The execution's time.
  public var now: Timestamp { moment.now }

  /// The state that the next step enters, `nil` where the next step is another.
  public var entering: (scope: String, state: String)? { moment.execution.entering }

  /// How many steps can be taken again as they were.
  public var undoneSteps: Int { track.steps.count - position }

  /// The scope that a movement starts from: where the next step is taken, else where the last
  /// event was.
  public var scope: String { moment.execution.turnScope ?? events.last?.note.scope ?? "" }
}
