import History
import JSON
import Synchronization

/// An execution that runs here: the value, and what it waits for.
///
/// Whoever has something to say to it takes the lock, says it, and drives the execution as far as it
/// goes; there is no thread of its own to hop to.
final class Run: Sendable {
  let identity: Identity
  let clock: ClockMode
  let performer: any TaskPerformer
  let startDate: Timestamp
  let log: ExecutionLog?
  let state: Mutex<State>

  /// A call that was asked for and is not over.
  struct Pending {
    var request: TaskRequest
    /// The call under way.
    var call: Task<Void, Never>?
    /// Whether something here works on the answer: virtual time stands still for it.
    var isInFlight = true
  }

  /// What was to be recorded when recording failed.
  struct Unrecorded {
    var sink: Sink
    var error: StoreError
  }

  /// What a person says that a task's answer is, before it is called.
  struct Prepared {
    var state: String
    var scope: String
    var answer: TaskAnswer
  }

  struct State {
    var execution: Execution
    /// What the world has said and the execution has not taken in.
    var stimuli: [Stimulus] = []
    /// `StopExecution` and the end of the whole execution's time wait for nothing.
    var urgent: [Stimulus] = []
    /// The time, where it is virtual.
    var virtualNow: Timestamp
    var pending: [TaskID: Pending] = [:]
    var timers: [TimerID: Timestamp] = [:]
    var childLogs: [String: ExecutionLog] = [:]
    /// Map Runs by the name of their children's machine.
    var mapRuns: [String: String] = [:]
    /// Held before its next step.
    var isPaused = false
    /// To be held before the next state is entered.
    var isPausing = false
    /// Steps that a held execution may take, and whether breakpoints count for the next one.
    var allowedSteps = 0
    var ignoresBreakpoint = false
    var prepared: Prepared?
    var unrecorded: Unrecorded?
    /// Somebody drives the execution in pieces, and will see what comes in between.
    var isDriven = false
    var waiters: [CheckedContinuation<ExecutionOutcome, Never>] = []
    var outcome: ExecutionOutcome?

    /// The answer that was prepared for a task, once.
    mutating func takePrepared(_ request: TaskRequest) -> TaskAnswer? {
      guard let prepared, prepared.state == request.state, prepared.scope == request.scope else {
        return nil
      }
      self.prepared = nil
      return prepared.answer
    }
  }

  init(
    execution: Execution, log: ExecutionLog?, performer: any TaskPerformer, clock: ClockMode,
    now: Timestamp
  ) {
    identity = execution.identity
    self.clock = clock
    self.performer = performer
    self.log = log
    startDate = execution.hasStarted ? execution.startTime : now
    state = Mutex(State(execution: execution, virtualNow: now))
  }

  /// How it ended; `nil` as long as it has not.
  var outcome: ExecutionOutcome? { state.withLock { $0.outcome } }
}

// MARK: Driving

extension Runner {
  /// Says something to an execution, and drives it.
  ///
  /// - Parameter isWanted: looks at the state and changes it in the same breath, so that virtual time
  ///   does not pass between an answer that is out of flight and its being heard. `false` says nothing.
  @discardableResult
  func deliver(
    _ stimulus: Stimulus, to run: Run, if isWanted: (inout Run.State) -> Bool = { _ in true }
  ) -> Bool {
    let (isSaid, isDriven) = run.state.withLock { state in
      guard isWanted(&state) else { return (false, true) }
      if case .timer(let id) = stimulus, state.timers.removeValue(forKey: id) == nil {
        return (false, true)
      }
      if state.execution.isUrgent(stimulus) {
        state.urgent.append(stimulus)
      } else {
        state.stimuli.append(stimulus)
      }
      return (true, state.isDriven)
    }
    if !isDriven, advance(run) { driveLater(run) }
    return isSaid
  }

  /// Drives an execution that has more to do than one turn, leaving room for others.
  func driveLater(_ run: Run) {
    run.state.withLock { $0.isDriven = true }
    Task.detached {
      while self.advance(run) { await Task.yield() }
      run.state.withLock { $0.isDriven = false }
      // Something may have been said just before.
      if self.advance(run) { self.driveLater(run) }
    }
  }

  /// Interprets until nothing can be done, or `limit` steps; returns whether there is more to do.
  func advance(_ run: Run, limit: Int = 1024) -> Bool {
    run.state.withLock { state in
      guard state.outcome == nil, state.unrecorded == nil else { return false }
      var sink = Sink()
      sink.recordsEvents = run.log != nil || watchers.isWatching
      var steps = 0
      while steps < limit {
        if takeStep(run, &state, &sink) {
          steps += 1
          continue
        }
        if !settle(run, &state, &sink) { return false }
        if !goOn(run, &state) { return false }
      }
      return settle(run, &state, &sink)
    }
  }

  /// One step of the execution, unless it is held.
  private func takeStep(_ run: Run, _ state: inout Run.State, _ sink: inout Sink) -> Bool {
    let now = run.clock == .real ? options.now() : state.virtualNow
    if !state.urgent.isEmpty {
      let urgent = state.urgent
      state.urgent = []
      for stimulus in urgent { state.execution.receive(stimulus, at: now) }
      return state.execution.step(at: now, into: &sink)
    }
    if state.isPaused {
      guard state.allowedSteps > 0 else { return false }
    } else if state.isPausing || hasBreakpoints.load(ordering: .relaxed) {
      if stops(run, &state) { return false }
    }
    guard state.execution.step(at: now, into: &sink) else { return false }
    state.ignoresBreakpoint = false
    if state.isPaused { state.allowedSteps -= 1 }
    return true
  }

  /// Holds the execution if a breakpoint stands at the state it is about to enter.
  private func stops(_ run: Run, _ state: inout Run.State) -> Bool {
    guard let (scope, name) = state.execution.aboutToEnter else { return false }
    if state.ignoresBreakpoint { return false }
    if !state.isPausing {
      let isSet = shared.withLock { shared in
        shared.breakpoints.contains(Breakpoint(state: name))
          || shared.breakpoints.contains(
            Breakpoint(stateMachineName: run.identity.stateMachineName, state: name))
      }
      if !isSet { return false }
    }
    state.isPausing = false
    state.isPaused = true
    state.prepared = nil
    // Whoever is told can let it go on at once: a synchronous start is not in the table yet.
    shared.withLock { $0.runs[run.identity.arn] = run }
    tellHold(.paused(arn: run.identity.arn, scope: scope, state: name), about: run.identity.arn)
    return true
  }

  /// Gives the execution the next thing that was said to it, or lets virtual time pass; `false` where
  /// there is nothing.
  private func goOn(_ run: Run, _ state: inout Run.State) -> Bool {
    if state.isPaused, state.allowedSteps == 0 { return false }
    if !state.stimuli.isEmpty {
      let now = run.clock == .real ? options.now() : state.virtualNow
      let stimulus = state.stimuli.removeFirst()
      state.execution.receive(stimulus, at: now)
      return true
    }
    guard run.clock == .virtual, !state.pending.values.contains(where: \.isInFlight),
      let (id, time) = state.timers.min(by: { ($0.value, $0.key.number) < ($1.value, $1.key.number) })
    else { return false }
    state.timers.removeValue(forKey: id)
    state.virtualNow = max(state.virtualNow, time)
    state.execution.receive(.timer(id), at: state.virtualNow)
    return true
  }

  // MARK: Recording

  /// Records what happened and performs what was asked for. `false` where the execution has ended or
  /// cannot be recorded.
  private func settle(_ run: Run, _ state: inout Run.State, _ sink: inout Sink) -> Bool {
    if !sink.events.isEmpty || !sink.childEvents.isEmpty || !sink.effects.isEmpty {
      let position: LogPosition?
      do throws(StoreError) {
        position = try record(run, &state, sink)
      } catch {
        state.unrecorded = Run.Unrecorded(sink: sink, error: error)
        sink = Sink()
        watchers.tell(.halted(arn: run.identity.arn, error), about: run.identity.arn)
        return false
      }
      tell(run, sink)
      perform(sink.effects, run, &state, after: position)
      sink.events.removeAll(keepingCapacity: true)
      sink.childEvents.removeAll(keepingCapacity: true)
      sink.effects.removeAll(keepingCapacity: true)
    }
    if state.execution.status == .running || !state.execution.hasStarted { return true }
    finish(run, &state)
    return false
  }

  func record(
    _ run: Run, _ state: inout Run.State, _ sink: Sink
  ) throws(StoreError) -> LogPosition? {
    guard let log = run.log, let store else { return nil }
    var position = try log.append(sink.events)
    guard !sink.childEvents.isEmpty || !state.childLogs.isEmpty else { return position }
    for event in sink.events {
      if case .mapRunStarted(let arn) = event.details {
        state.mapRuns[Runner.machine(ofMapRun: arn)] = arn
      }
    }
    var place = 0
    while place < sink.childEvents.count {
      let child = sink.childEvents[place].execution
      var events: [Event] = []
      while place < sink.childEvents.count, sink.childEvents[place].execution.arn == child.arn {
        events.append(sink.childEvents[place].event)
        place += 1
      }
      let last = try childLog(child, run, &state, store).append(events)
      position = [position, last].compactMap(\.self).max()
      if events.last?.type.finalStatus != nil { state.childLogs.removeValue(forKey: child.arn) }
    }
    return position
  }

  /// `MACHINE/LABEL` of `arn:aws:states:…:mapRun:MACHINE/LABEL:UUID`
  static func machine(ofMapRun arn: String) -> String {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count > 6 ? String(parts[6]) : ""
  }

  private func childLog(
    _ child: Identity, _ run: Run, _ state: inout Run.State, _ store: Store
  ) throws(StoreError) -> ExecutionLog {
    if let log = state.childLogs[child.arn] { return log }
    var header = ExecutionHeader(child, definition: "", seed: 0)
    header.parentArn = run.identity.arn
    header.mapRunArn = state.mapRuns[child.stateMachineName]
    header.virtualClock = run.clock == .virtual
    let log =
      try store.summary(of: child.arn) == nil ? store.create(header) : store.open(child.arn)
    state.childLogs[child.arn] = log
    return log
  }

  private func tell(_ run: Run, _ sink: Sink) {
    guard watchers.isWatching else { return }
    let arn = run.identity.arn
    if !sink.events.isEmpty { watchers.tell(.events(arn: arn, sink.events), about: arn) }
    for (child, event) in sink.childEvents {
      watchers.tell(.events(arn: child.arn, [event]), about: child.arn)
    }
  }

  private func finish(_ run: Run, _ state: inout Run.State) {
    let execution = state.execution
    let outcome = ExecutionOutcome(
      identity: run.identity, status: execution.status, output: execution.output,
      error: execution.error, cause: execution.cause, startDate: execution.startTime,
      stopDate: execution.stopTime)
    state.outcome = outcome
    for pending in state.pending.values { pending.call?.cancel() }
    let tokens = state.pending.values.compactMap(\.request.taskToken)
    state.pending = [:]
    timers.forget(state.timers.count)
    state.timers = [:]
    state.childLogs = [:]
    run.log?.close()
    let mapRuns = execution.mapRuns
    let idle = shared.withLock { shared in
      if !mapRuns.isEmpty { shared.endedMapRuns[run.identity.arn] = mapRuns }
      shared.runs.removeValue(forKey: run.identity.arn)
      for token in tokens { shared.tokens.removeValue(forKey: token) }
      guard shared.runs.isEmpty else { return [CheckedContinuation<Void, Never>]() }
      defer { shared.idleWaiters = [] }
      return shared.idleWaiters
    }
    watchers.tell(.ended(outcome), about: run.identity.arn)
    if state.isPaused { holdWatchers.tell(.ended(outcome), about: run.identity.arn) }
    for waiter in state.waiters { waiter.resume(returning: outcome) }
    state.waiters = []
    for waiter in idle { waiter.resume() }
  }

  /// Tries again to record what could not be.
  func retryRecording(_ run: Run) {
    run.state.withLock { state in
      guard var sink = state.unrecorded?.sink else { return }
      state.unrecorded = nil
      _ = settle(run, &state, &sink)
    }
  }
}

extension Execution {
  /// Whether the execution takes it in at once, whatever it is doing.
  fileprivate func isUrgent(_ stimulus: Stimulus) -> Bool {
    switch stimulus {
    case .stop, .redrive: true
    case .timer(let id): id == executionTimer
    default: false
    }
  }

  /// The state that the next step enters.
  var aboutToEnter: (scope: String, state: String)? {
    guard hasStarted, let next, let name = next.state, isEntering else { return nil }
    return (next.scope, name)
  }

  private var isEntering: Bool {
    let f = current >= 0 ? current : readyHead < ready.count ? ready[readyHead] : -1
    guard f >= 0, case .ready = live[f].phase else { return false }
    return true
  }
}
