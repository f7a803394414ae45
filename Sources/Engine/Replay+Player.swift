import ASL
import History
import JSON

/// Answers the calls of a run from a recording, at the moments at which it was answered then.
struct Player: Sendable {
  /// What comes for a call, and when.
  struct Due: Sendable {
    var at: Timestamp
    var call: RecordedCall
    var request: TaskRequest
    /// The next of the call's news.
    var next = 0

    /// Whether the call ended by the interpreter's own timer, which ends it again.
    var timesOut: Bool { call.hasTimedOut && next == call.news.count - 1 }
    var order: Int { call.news[next].id }
  }

  let recording: Recording
  /// How often each state was entered, and calls made in its last visit.
  private var visits: [VisitKey: Int] = [:]
  private var calls: [VisitKey: Int] = [:]
  private var used: Set<Int> = []
  /// Child executions by ARN, in the order in which they began.
  private var children: [String: Int] = [:]
  private(set) var due: [TaskID: Due] = [:]
  /// Calls that were not answered in the recorded run either.
  private(set) var silent: Set<TaskID> = []
  /// Calls that the recording has no answer for.
  private(set) var unrecorded: [TaskRequest] = []

  init(_ recording: Recording) { self.recording = recording }

  /// Takes note of states that were entered.
  mutating func note(_ events: ArraySlice<Event>) {
    for event in events {
      guard let state = event.enteredState else { continue }
      enter(VisitKey(scope: event.note.scope, state: state))
    }
  }

  mutating func note(_ events: ArraySlice<(execution: Identity, event: Event)>) {
    for (execution, event) in events {
      if event.type == .executionStarted { children[execution.arn] = children.count }
      guard let state = event.enteredState, let child = children[execution.arn] else { continue }
      enter(VisitKey(scope: "#\(child) \(event.note.scope)", state: state))
    }
  }

  private mutating func enter(_ key: VisitKey) {
    visits[key, default: -1] += 1
    calls[key] = 0
  }

  /// A call is made: looks up its answer.
  mutating func schedule(_ request: TaskRequest) {
    var key = VisitKey(scope: request.scope, state: request.state)
    var source = recording
    if let child = children[request.execution.arn] {
      key.scope = "#\(child) \(request.scope)"
      guard recording.childRecordings.indices.contains(child) else {
        return unrecorded.append(request)
      }
      source = recording.childRecordings[child]
      source.policy = recording.policy
    }
    let number = calls[key, default: 0]
    calls[key] = number + 1
    let isChild = source.events.count != recording.events.count
    let call = source.call(request, visit: visits[key] ?? 0, number: number) {
      isChild || !used.contains($0)
    }
    guard let call,
      !call.hasTimedOut || request.timeoutSeconds != nil || request.heartbeatSeconds != nil
    else { return unrecorded.append(request) }
    guard !call.news.isEmpty else {
      silent.insert(request.id)
      return
    }
    if !isChild { used.insert(call.scheduledId) }
    due[request.id] = Due(at: time(call, 0, request), call: call, request: request)
  }

  private func time(_ call: RecordedCall, _ news: Int, _ request: TaskRequest) -> Timestamp {
    let took = call.news[news].time.milliseconds - call.scheduled.milliseconds
    return request.time.adding(seconds: Double(max(0, took)) / 1000)
  }

  /// The next of a call's news; the one after it becomes due.
  mutating func take(_ id: TaskID) -> Stimulus? {
    guard var due = due[id], due.call.news.indices.contains(due.next) else { return nil }
    let stimulus = due.call.news[due.next].stimulus(for: id)
    due.next += 1
    if due.next < due.call.news.count {
      due.at = max(due.at, time(due.call, due.next, due.request))
      self.due[id] = due
    } else {
      self.due[id] = nil
      if !due.call.isOver { silent.insert(id) }
    }
    return stimulus
  }

  mutating func drop(_ id: TaskID) {
    due[id] = nil
    silent.remove(id)
  }

  /// Whether the recording tells what becomes of a call.
  func knows(_ id: TaskID) -> Bool { due[id] != nil || silent.contains(id) }

  /// The event that tells that a wait or backoff of a state was over, where it took as long as now.
  func end(ofDelay key: VisitKey, retryCount: Int, isWait: Bool, at time: Timestamp) -> Int? {
    guard let visit = recording.visit(key, visits[key] ?? 0) else { return nil }
    let end: (id: Int, time: Timestamp)?
    if isWait {
      end = visit.exitedId.flatMap { id in visit.exited.map { (id, $0) } }
    } else if !visit.starts.isEmpty {
      end = visit.starts.indices.contains(retryCount) ? visit.starts[retryCount] : nil
    } else {
      let number = calls[key] ?? 0
      end =
        visit.calls.indices.contains(number)
        ? (visit.calls[number].scheduledId, visit.calls[number].scheduled) : nil
    }
    guard let end, (0...1000) ~= end.time.milliseconds - time.milliseconds else { return nil }
    return end.id
  }

  /// The event that tells that a call's own time was up.
  func end(ofCall id: TaskID) -> Int? {
    due[id].flatMap { $0.timesOut ? $0.order : nil }
  }

  /// The earliest of the answers to come.
  var answer: (task: TaskID, at: Timestamp, order: Int)? {
    due.filter { !$0.value.timesOut }
      .min { ($0.value.at, $0.value.order) < ($1.value.at, $1.value.order) }
      .map { ($0.key, $0.value.at, $0.value.order) }
  }

  /// The answers whose events are in a range.
  func answers(in range: Range<Int>) -> [(task: TaskID, order: Int)] {
    due.filter { !$0.value.timesOut && range.contains($0.value.order) }
      .map { ($0.key, $0.value.order) }
  }
}

extension Moment {
  /// The recorded event that comes of a timer, where the recording tells.
  func recordedEvent(of timer: TimerID, at time: Timestamp) -> Int? {
    guard let player else { return nil }
    if let task = execution.task(of: timer) { return player.end(ofCall: task) }
    return execution.delay(of: timer).flatMap {
      player.end(ofDelay: $0.key, retryCount: $0.retryCount, isWait: $0.isWait, at: time)
    }
  }
}

extension Moment {
  /// What is told together with the cause of a recorded event: all that the recorded run was told
  /// before a failure took effect.
  func together(_ first: Given, at time: Timestamp, order: Int?) -> Given {
    guard let player, let order, let effect = player.recording.effect(ofEvent: order) else {
      return first
    }
    let range = (order + 1)..<max(order + 1, effect)
    guard !range.isEmpty else { return first }
    var more = player.answers(in: range).map { (Given.played($0.task, at: time), $0.order) }
    for timer in timers {
      if let order = recordedEvent(of: timer.id, at: timer.at), range.contains(order) {
        more.append((.timers([timer.id], at: max(time, timer.at)), order))
      }
    }
    return more.isEmpty ? first : .batch([first] + more.sorted { $0.1 < $1.1 }.map(\.0))
  }
}

extension Execution {
  /// The state that waits for a timer, and whether it is a Wait state.
  func delay(of timer: TimerID) -> (key: VisitKey, retryCount: Int, isWait: Bool)? {
    guard case .delay(let f)? = timers[timer.number], live.indices.contains(f),
      let state = live[f].state
    else { return nil }
    let isWait = if case .wait = state.type { true } else { false }
    return (VisitKey(scope: live[f].path, state: state.name), live[f].retryCount, isWait)
  }

  /// The call that a timer puts an end to.
  func task(of timer: TimerID) -> TaskID? {
    switch timers[timer.number] {
    case .taskTimeout(let f), .heartbeat(let f):
      guard live.indices.contains(f), calls.indices.contains(live[f].work) else { return nil }
      return calls[live[f].work].id
    case .child(let run, let slot):
      return runs.indices.contains(run) ? runs[run].child(slot)?.task(of: timer) : nil
    case .execution, .delay, nil: return nil
    }
  }
}
