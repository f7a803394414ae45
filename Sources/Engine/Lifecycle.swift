import ASL
import History
import JSON

/// Beginning, ending, and what all states share: entering, leaving, waiting.
extension Execution {
  // MARK: Execution

  mutating func begin(_ sink: inout Sink) {
    hasStarted = true
    startTime = now
    live.append(
      Frame(
        scope: machine.scope, state: nil, phase: .ready, input: Datum(input), chain: 0, parent: -1,
        slot: 0, path: ""))
    record(
      .executionStarted, after: 0,
      .executionStarted(
        input: input.text, roleArn: identity.roleArn,
        stateMachineAliasArn: identity.stateMachineAliasArn,
        stateMachineVersionArn: identity.stateMachineVersionArn), &sink)
    startExecutionTimer(&sink)
    go(to: machine.scope.start, 0, &sink)
    current = 0
  }

  /// An Express execution ends after five minutes at the latest.
  mutating func startExecutionTimer(_ sink: inout Sink) {
    var seconds = machine.timeoutSeconds
    if identity.type == .express {
      seconds = min(seconds ?? Bound.expressSeconds, Bound.expressSeconds)
    }
    guard let seconds else { return }
    executionTimer = wake(at: now.adding(seconds: Double(seconds)), .execution, &sink)
  }

  /// Ends the execution from outside, or because it failed. Frames stay as they are for a redrive.
  mutating func end(
    _ status: ExecutionStatus, error: String?, cause: String?, after previous: Int = 0,
    _ sink: inout Sink
  ) {
    let type: EventType =
      switch status {
      case .aborted: .executionAborted
      case .timedOut: .executionTimedOut
      default: .executionFailed
      }
    self.status = status
    self.error = error
    self.cause = cause
    stopTime = now
    forgetExecutionTimer(&sink)
    for f in live.indices { cutOff(f, &sink) }
    ready.removeAll()
    readyHead = 0
    current = -1
    record(type, after: previous, .failure(error: error, cause: cause), &sink)
  }

  /// The history is full: its last event tells so, and nothing of the last step is asked for.
  mutating func failFull(_ effects: Int, _ sink: inout Sink) {
    sink.effects.removeSubrange(effects...)
    isFull = false
    guard status == .running else { return }
    end(
      .failed, error: ErrorName.runtime,
      cause: "The execution reached the maximum number of history events (\(Bound.events)).",
      after: eventCount, &sink)
  }

  mutating func forgetExecutionTimer(_ sink: inout Sink) {
    guard let executionTimer else { return }
    forget(executionTimer, &sink)
    self.executionTimer = nil
  }

  // MARK: States

  /// Makes `target` the state that frame `f` enters next.
  mutating func go(to target: Target, _ f: Int, _ sink: inout Sink) {
    if !traces.isEmpty, f == 0 {
      note { $0.nextState = target.name }
      return block(f)
    }
    let states = live[f].scope.states
    guard let place = target.place, states.indices.contains(place) else {
      return bubble(.runtime("The state '\(target.name)' does not exist."), f, &sink)
    }
    live[f].state = states[place]
    live[f].phase = .ready
  }

  /// Takes the next small step of frame `f`.
  mutating func advance(_ f: Int, _ sink: inout Sink) {
    switch live[f].phase {
    case .ready: enter(f, &sink)
    case .entered: work(f, &sink)
    case .answered: tellNews(f, &sink)
    case .running: advanceRun(f, &sink)
    case .joined: joined(f, &sink)
    case .leaving: leaveWithResult(f, &sink)
    case .failing: recover(f, &sink)
    case .blocked, .finished, .failed, .vacant: current = -1
    }
  }

  private mutating func enter(_ f: Int, _ sink: inout Sink) {
    guard let state = live[f].state else { return block(f) }
    let previous = live[f].chain
    live[f].enteredTime = now
    live[f].enteredPrevious = previous
    live[f].phase = .entered
    if !traces.isEmpty, let count = testing?.configuration.retrierRetryCount {
      live[f].retrierCounts = Array(repeating: count, count: state.retriers.count)
    }
    if live[f].retryCount != 0 {
      live[f].retryCount = 0
      live[f].retrierCounts = []
    }
    // AWS writes the input of a labelled Map anew (recorded).
    if case .map(let map) = state.type, map.label != nil {
      live[f].input = Datum(live[f].input.value)
    }
    let details: EventDetails =
      sink.recordsEvents ? .stateEntered(name: state.name, input: live[f].input.spell()) : .none
    let event = record(state.type.enteredEvent, after: previous, details, of: f, &sink)
    live[f].enteredEvent = event
    live[f].chain = event
  }

  private mutating func work(_ f: Int, _ sink: inout Sink) {
    guard let state = live[f].state else { return block(f) }
    do throws(Failure) {
      switch state.type {
      case .pass(let result): try pass(state, result, f, &sink)
      case .choice(let choice): try choose(state, choice, f, &sink)
      case .succeed: try succeed(state, f, &sink)
      case .fail(let fields): throw try failure(fields, f)
      case .wait(let delay): try wait(state, delay, f, &sink)
      case .task(let task): try schedule(state, task, f, &sink)
      case .parallel where !traces.isEmpty: try testContainer(state, f)
      case .map where !traces.isEmpty: try testContainer(state, f)
      case .parallel(let parallel): try fork(state, parallel, f, &sink)
      case .map(let map): try startMap(state, map, f, &sink)
      }
    } catch {
      fail(error, f, &sink)
    }
  }

  /// Writes the `…Exited` event and moves on.
  mutating func leave(
    _ state: State, output: Datum, assigned: Object?, to transition: Transition, _ f: Int,
    _ sink: inout Sink
  ) throws(Failure) {
    var output = output
    guard output.isWithinBound() else { throw .tooLarge(state.name) }
    if let assigned { assign(assigned, f) }
    if !traces.isEmpty {
      traces[0].output = output
      traces[0].assigned = assigned
    }
    live[f].result = nil
    live[f].arguments = nil
    let details: EventDetails =
      sink.recordsEvents
      ? .stateExited(
        name: state.name, output: output.spell(),
        assignedVariables: assigned.map { $0.map { AssignedVariable(name: $0, value: $1.text) } }
          ?? []) : .none
    live[f].chain = record(
      state.type.exitedEvent, after: live[f].chain, details, of: f, &sink)
    live[f].input = output
    switch transition {
    case .next(let target): go(to: target, f, &sink)
    case .end: finish(f, &sink)
    case .none:
      throw .runtime(
        "Failed to transition out of the state. The state does not point to a next state.")
    }
  }

  private mutating func assign(_ variables: Object, _ f: Int) {
    for (name, value) in variables { live[f].variables[name] = value }
  }

  /// The scope has come to its end; its output is in `input`.
  private mutating func finish(_ f: Int, _ sink: inout Sink) {
    guard live[f].parent < 0 else { return finishChild(f, &sink) }
    status = .succeeded
    output = live[f].input.payload
    stopTime = now
    live[f].phase = .finished
    current = -1
    forgetExecutionTimer(&sink)
    let details: EventDetails = sink.recordsEvents ? .output(live[f].input.spell()) : .none
    record(.executionSucceeded, after: live[f].chain, details, &sink)
  }

  // MARK: Turns

  /// Gives frame `f` a turn, after those that have one already.
  mutating func wakeUp(_ f: Int) {
    if current != f { ready.append(f) }
  }

  /// Frame `f` cannot go on before the world says something.
  mutating func block(_ f: Int) {
    live[f].phase = .blocked
    if current == f { current = -1 }
  }

  // MARK: Timers

  mutating func wake(at time: Timestamp, _ use: TimerUse, _ sink: inout Sink) -> TimerID {
    let id = TimerID(number: nextNumber)
    nextNumber += 1
    timers[id.number] = use
    sink.effects.append(.wake(id, at: time))
    return id
  }

  mutating func forget(_ id: TimerID, _ sink: inout Sink) {
    guard timers.removeValue(forKey: id.number) != nil else { return }
    sink.effects.append(.forget(id))
  }

  mutating func receiveTimer(_ id: TimerID) {
    guard let use = timers[id.number] else { return }
    if case .child(let run, let slot) = use { return receiveTimer(id, run: run, slot: slot) }
    timers.removeValue(forKey: id.number)
    switch use {
    case .execution:
      executionTimer = nil
      if status == .running { ending = .timeout }
    case .delay(let f):
      live[f].timer = nil
      live[f].phase = live[f].result == nil ? .entered : .leaving
      wakeUp(f)
    case .taskTimeout(let f):
      guard live[f].work >= 0 else { return }
      calls[live[f].work].timeout = nil
      calls[live[f].work].deadline = now
      receiveTimeout()
    case .heartbeat(let f): receiveHeartbeatTimer(f)
    case .child: break
    }
  }

  // MARK: Events

  /// Writes an event and returns its id. `f` is the frame it belongs to, -1 for the execution;
  /// `recovery` the entry of `Retry` or `Catch` that took the failure it tells.
  @discardableResult
  mutating func record(
    _ type: EventType, after previous: Int, _ details: EventDetails = .none, of f: Int = -1,
    recovery: String? = nil, _ sink: inout Sink
  ) -> Int {
    if eventCount >= Bound.events - 1, identity.type == .standard, !type.endsExecution {
      isFull = true
      return eventCount
    }
    eventCount += 1
    guard sink.recordsEvents else { return eventCount }
    var note = EventNote(recovery: recovery)
    if f >= 0 {
      note.scope = live[f].path
      note.retryCount = live[f].retryCount
      if !details.namesState { note.state = live[f].state?.name }
    }
    sink.events.append(
      Event(
        id: eventCount, previousEventId: previous, timestamp: now, type: type, details: details,
        note: note))
    return eventCount
  }
}

extension EventDetails {
  fileprivate var namesState: Bool {
    switch self {
    case .stateEntered, .stateExited, .mapIteration, .evaluationFailed: true
    default: false
    }
  }
}

extension EventType {
  var endsExecution: Bool {
    switch self {
    case .executionSucceeded, .executionFailed, .executionAborted, .executionTimedOut: true
    default: false
    }
  }
}

extension StateType {
  var enteredEvent: EventType {
    switch self {
    case .pass: .passStateEntered
    case .task: .taskStateEntered
    case .choice: .choiceStateEntered
    case .wait: .waitStateEntered
    case .succeed: .succeedStateEntered
    case .fail: .failStateEntered
    case .parallel: .parallelStateEntered
    case .map: .mapStateEntered
    }
  }

  /// A Fail state is never left.
  var exitedEvent: EventType {
    switch self {
    case .pass: .passStateExited
    case .task: .taskStateExited
    case .choice: .choiceStateExited
    case .wait: .waitStateExited
    case .succeed: .succeedStateExited
    case .fail: .executionFailed
    case .parallel: .parallelStateExited
    case .map: .mapStateExited
    }
  }
}
