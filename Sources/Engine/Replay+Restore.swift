public import ASL
public import History
public import JSON

/// An execution as its recorded events left it, and what it waits for.
public struct Restored: Sendable {
  public var execution: Execution
  /// Calls that were made and have no recorded end: to be made again, but for `submittedTasks`.
  public var pendingTasks: [TaskRequest]
  /// Those that the other side had accepted.
  public var submittedTasks: Set<TaskID>
  /// Moments that the execution waits for, earliest first; they may be past.
  public var timers: [(id: TimerID, at: Timestamp)]
  /// The rest of the last step, where its recording was cut off: to be recorded before anything else.
  public var unrecorded: [Event]
  /// The events as they came this time.
  var replayed: [Event] = []
}

/// Why an execution cannot be rebuilt from its events.
public struct RestoreError: Error, Sendable, Equatable {
  /// The event that does not come of the ones before.
  public var eventId: Int
  /// What comes instead, or what is missing.
  public var reason: String

  /// For a person.
  public var message: String { "Event \(eventId) cannot be played again: \(reason)." }
}

extension Execution {
  /// Rebuilds an execution from its recorded events: the same definition, input and seed give the
  /// same run where it is told the same, and what it was told, the events tell.
  ///
  /// - Parameters:
  ///   - events: as they were recorded here, from the first one on without a gap.
  ///   - children: the child executions of Map Runs.
  ///   - admission: as the execution had it.
  public static func restored(
    machine: StateMachine, identity: Identity, input: Payload, seed: UInt64, events: [Event],
    children: [RecordedRun.Child] = [],
    admission: (@Sendable (TaskRequest) -> TaskFailure?)? = nil
  ) throws(RestoreError) -> Restored {
    var execution = Execution(machine: machine, identity: identity, input: input, seed: seed)
    execution.admission = admission
    var restorer = Restorer(execution, events, children)
    return try restorer.run()
  }
}

/// Plays events into a new execution. Takes the steps in the execution's own order, and where the
/// events tell of another one, goes back and takes the step that they tell.
private struct Restorer {
  /// What is done before a step: something told, and whose turn it is.
  struct Decision {
    var given: [Stimulus] = []
    var frame: Int?
  }

  struct State {
    var moment: Moment
    /// Recorded events that were reached, and steps taken.
    var reached = 0
    var steps = 0
    /// Events of children that were reached.
    var children: [String: Int] = [:]
  }

  let events: [Event]
  let children: [String: [Event]]
  var state: State
  var checkpoint: State
  /// Decisions by step.
  var decisions: [Int: Decision] = [:]
  var unrecorded: [Event] = []
  var replayed: [Event] = []

  init(_ execution: Execution, _ events: [Event], _ children: [RecordedRun.Child]) {
    self.events = events
    self.children = Dictionary(
      children.map { ($0.arn, $0.events) }, uniquingKeysWith: { first, _ in first })
    let start = events.first?.timestamp ?? Timestamp(milliseconds: 0)
    state = State(moment: Moment(execution: execution, now: start))
    checkpoint = state
  }

  mutating func run() throws(RestoreError) -> Restored {
    while state.reached < events.count {
      if state.steps % 64 == 0, state.steps > checkpoint.steps { checkpoint = state }
      guard state.moment.canStep || decisions[state.steps] != nil else {
        try decide()
        continue
      }
      let step = state.steps
      if !advance() {
        guard decisions[step] == nil else { throw failure() }
        rewind(to: step)
        try decide()
      }
    }
    return Restored(
      execution: state.moment.execution, pendingTasks: state.moment.pendingTasks,
      submittedTasks: state.moment.submitted, timers: state.moment.timers, unrecorded: unrecorded,
      replayed: replayed)
  }

  /// Takes the next step; whether it gave what was recorded.
  private mutating func advance() -> Bool {
    if let decision = decisions[state.steps] { state.moment.follow(decision.given, decision.frame) }
    guard let told = take(&state) else { return false }
    if told.count > events.count - state.reached {
      unrecorded = Array(told[(events.count - state.reached)...])
    }
    replayed.removeSubrange(min(state.reached, replayed.count)...)
    replayed += told
    state.reached = min(events.count, state.reached + told.count)
    state.steps += 1
    return true
  }

  /// Takes a step; its events, or `nil` where they are others than the recorded ones.
  private func take(_ state: inout State) -> [Event]? {
    let next = events[min(state.reached, events.count - 1)].timestamp
    let last = state.reached > 0 ? events[state.reached - 1].timestamp : next
    state.moment.now = state.moment.execution.isSilent ? last : next
    var sink = Sink()
    guard state.moment.step(into: &sink) else { return nil }
    for (left, right) in zip(events[state.reached...], sink.events) where !left.isPlace(of: right) {
      return nil
    }
    for child in sink.childEvents { state.children[child.execution.arn, default: 0] += 1 }
    return sink.events
  }

  private mutating func rewind(to step: Int) {
    state = checkpoint
    while state.steps < step, advance() {}
  }

  /// Finds what must be told, or whose turn it must be, for the next recorded event to come.
  private mutating func decide() throws(RestoreError) {
    for decision in candidates() {
      var trial = state
      trial.moment.follow(decision.given, decision.frame)
      guard trial.moment.canStep, let told = take(&trial),
        !told.isEmpty || trial.children != state.children || decision.frame == nil
      else { continue }
      decisions[state.steps] = decision
      return
    }
    throw failure()
  }

  private func candidates() -> [Decision] {
    let event = events[state.reached]
    let execution = state.moment.execution
    switch event.type {
    case .executionAborted:
      return [Decision(given: [.stop(error: event.failure?.error, cause: event.failure?.cause)])]
    case .executionRedriven: return [Decision(given: [.redrive])]
    case .executionTimedOut:
      return state.moment.timers.filter { execution.purpose(of: $0.id) == .execution }
        .map { Decision(given: [.timer($0.id)]) }
    default: break
    }
    var found: [Decision] = []
    for f in execution.open(event.note.scope) {
      if let stimulus = answerToRun(of: f, event) { found.append(Decision(given: [stimulus])) }
      for stimulus in stimuli(for: f, event) {
        found.append(Decision(given: [stimulus], frame: f))
      }
    }
    found += execution.waitingTurns.map { Decision(frame: $0) }
    return found + childNews()
  }

  /// What a Map Run's own call was answered before an event.
  private func answerToRun(of f: Int, _ event: Event) -> Stimulus? {
    guard let (task, number) = state.moment.execution.callOfRun(f) else { return nil }
    // What was read stands with the run's start; if that is not all, the next call failed.
    let events = [event] + self.events[(state.reached + 1)...].prefix { $0.id <= event.id + 1 }
    let calls = events.filter { $0.note.scope == event.note.scope }.flatMap(\.callsOfRun)
    let call = calls.indices.contains(number) ? calls[number] : calls.last
    return call?.news.first?.stimulus(for: task)
  }

  /// What the world may have said to a frame before an event.
  private func stimuli(for f: Int, _ event: Event) -> [Stimulus] {
    let execution = state.moment.execution
    if let timer = execution.delayTimer(f) { return [.timer(timer)] }
    guard let task = execution.task(of: f) else { return [] }
    if event.isOwnTimeout {
      let timers = state.moment.timers.filter { execution.task(of: $0.id) == task }
      if !timers.isEmpty { return timers.map { .timer($0.id) } }
    }
    let news = RecordedCall.News(
      id: event.id, time: event.timestamp, type: event.type, details: event.details)
    return event.type.isNews ? news.stimulus(for: task).map { [$0] } ?? [] : []
  }

  /// The next answer that a child execution was given, the earliest first.
  private func childNews() -> [Decision] {
    var found: [(time: Timestamp, decision: Decision)] = []
    for task in state.moment.pendingTasks {
      let arn = task.execution.arn
      guard let events = children[arn] else { continue }
      let reached = state.children[arn] ?? 0
      guard
        let event = events.dropFirst(reached).first(where: {
          $0.note.scope == task.scope && $0.type.isNews && $0.stateName == task.state
        }),
        let stimulus = RecordedCall.News(
          id: event.id, time: event.timestamp, type: event.type, details: event.details
        ).stimulus(for: task.id)
      else { continue }
      found.append((event.timestamp, Decision(given: [stimulus])))
    }
    // Waits of children, once no answer is left that would come before.
    let execution = state.moment.execution
    let waits = state.moment.timers.filter {
      execution.purpose(of: $0.id) == .delay && execution.delay(of: $0.id) == nil
    }
    return found.sorted { $0.time < $1.time }.map(\.decision)
      + waits.map { Decision(given: [.timer($0.id)]) }
  }

  private func failure() -> RestoreError {
    let event = events[state.reached]
    let waits = state.moment.pendingTasks.map { "\($0.state)" }.joined(separator: ", ")
    return RestoreError(
      eventId: event.id,
      reason: "nothing that is recorded leads to \(event.type.rawValue)"
        + (event.stateName.map { " of \($0)" } ?? "")
        + (waits.isEmpty ? "" : " (calls without an answer: \(waits))"))
  }
}

extension Moment {
  /// Tells the execution something and gives a frame its turn.
  fileprivate mutating func follow(_ given: [Stimulus], _ frame: Int?) {
    for stimulus in given {
      execution.receive(stimulus, at: now)
      switch stimulus {
      case .taskSucceeded(let id, _), .taskFailed(let id, _):
        pendingTasks.removeAll { $0.id == id }
        submitted.remove(id)
      case .taskSubmitted(let id, _): submitted.insert(id)
      case .timer(let id): timers.removeAll { $0.id == id }
      default: break
      }
    }
    if let frame { execution.giveTurn(to: frame) }
  }
}

extension Execution {
  /// Whether the next step makes no event but begins a wait.
  fileprivate var isSilent: Bool {
    guard hasStarted, ending == nil, live.indices.contains(turn) else { return false }
    switch live[turn].phase {
    case .entered: if case .wait? = live[turn].state?.type { return true } else { return false }
    case .failing:
      return live[turn].failure.flatMap { recoveryName($0, turn) }?.hasPrefix("Retry") ?? false
    default: return false
    }
  }

  /// Frames of a scope that can still do something.
  fileprivate func open(_ scope: String) -> [Int] {
    live.indices.filter { live[$0].phase.isOpen && live[$0].path == scope }
  }

  /// Frames that have a turn, in order.
  fileprivate var waitingTurns: [Int] {
    (current >= 0 ? [current] : []) + (readyHead < ready.count ? Array(ready[readyHead...]) : [])
  }

  /// Gives a frame its turn before all others.
  fileprivate mutating func giveTurn(to f: Int) {
    guard current != f, live.indices.contains(f) else { return }
    if let place = ready[readyHead...].firstIndex(of: f) { ready.remove(at: place) }
    if current >= 0 { ready.append(current) }
    if readyHead == ready.count {
      ready.removeAll(keepingCapacity: true)
      readyHead = 0
    }
    current = f
  }

  /// The timer that ends a frame's wait or backoff.
  fileprivate func delayTimer(_ f: Int) -> TimerID? {
    if case .blocked = live[f].phase { live[f].timer } else { nil }
  }

  /// The call that the Map Run of a frame itself waits for, and how many it made before.
  fileprivate func callOfRun(_ f: Int) -> (task: TaskID, number: Int)? {
    guard case .map(let map)? = live[f].state?.type, map.mode != .inline,
      runs.indices.contains(live[f].work)
    else { return nil }
    let run = runs[live[f].work]
    if let task = run.writing.task { return (task, 0) }
    return run.reading.task.map { ($0, run.reading.readCount) }
  }

  /// The call that a frame waits for.
  fileprivate func task(of f: Int) -> TaskID? {
    guard case .task? = live[f].state?.type, calls.indices.contains(live[f].work) else {
      return nil
    }
    return calls[live[f].work].id
  }
}

extension Event {
  /// Whether another event stands at the same place of a history.
  fileprivate func isPlace(of other: Event) -> Bool {
    id == other.id && type == other.type && previousEventId == other.previousEventId
      && note.scope == other.note.scope && stateName == other.stateName
  }

  /// A call's own time was up.
  fileprivate var isOwnTimeout: Bool {
    switch type {
    case .taskTimedOut, .lambdaFunctionTimedOut, .activityTimedOut:
      failure?.error == ErrorName.timeout && failure?.cause == nil
    default: false
    }
  }
}
