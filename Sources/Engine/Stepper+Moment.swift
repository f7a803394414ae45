import ASL
import History
import JSON

/// An execution between two steps, and what it waits for.
struct Moment: Sendable {
  var execution: Execution
  var pendingTasks: [TaskRequest] = []
  var submitted: Set<TaskID> = []
  /// Earliest first.
  var timers: [(id: TimerID, at: Timestamp)] = []
  var now: Timestamp
  /// Answers calls from a recording, where there is one.
  var player: Player?
}

/// What was told to an execution between two steps.
enum Given: Sendable {
  case answer(TaskID, TaskAnswer)
  case timers([TimerID], at: Timestamp)
  /// What a recording says about a call.
  case played(TaskID, at: Timestamp)
  case batch([Given])
  case stop(error: String?, cause: String?)
  case redrive
  case edit(WhatIf)
}

/// Everything that was done along one timeline: enough to be anywhere on it again.
struct Track: Sendable {
  /// Where each step ended, as counts of events.
  struct Step: Sendable {
    var events: Int
    var childEvents: Int
  }

  var steps: [Step] = []
  /// What was told before the step at a position.
  var given: [Int: [Given]] = [:]
  /// Moments to start from, before anything was told at their position.
  var snapshots: [(position: Int, moment: Moment)]
  /// Steps from one snapshot to the next.
  var interval = 64
  /// Events before the first step.
  var firstEvent: Int

  init(first: Moment, firstEvent: Int) {
    snapshots = [(0, first)]
    self.firstEvent = firstEvent
  }

  /// Few enough to be kept, near enough to each other to be quick.
  static let mostSnapshots = 128

  mutating func keep(_ moment: Moment, at position: Int) {
    guard position % interval == 0, position > snapshots[snapshots.count - 1].position else {
      return
    }
    snapshots.append((position, moment))
    guard snapshots.count > Self.mostSnapshots else { return }
    interval *= 2
    snapshots.removeAll { $0.position % interval != 0 }
  }

  /// The last snapshot at or before a position.
  func snapshot(before position: Int) -> (position: Int, moment: Moment) {
    var low = 0
    var high = snapshots.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if snapshots[middle].position <= position { low = middle } else { high = middle }
    }
    return snapshots[low]
  }

  /// Counts of events at a position.
  func end(of position: Int) -> Step {
    position == 0 ? Step(events: firstEvent, childEvents: 0) : steps[position - 1]
  }

  /// The first position at which the event is recorded; the last one where it never is.
  func position(ofEvent id: Int) -> Int {
    var low = 0
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if end(of: middle).events < id { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Forgets what comes after a position at which `told` things were told.
  mutating func cut(at position: Int, told: Int) {
    steps.removeSubrange(position...)
    given = given.filter { $0.key <= position }
    if let here = given[position], here.count > told { given[position] = Array(here[..<told]) }
    snapshots.removeAll { $0.position > position }
  }
}

extension Moment {
  /// Whether a step can be taken without anything being told.
  var canStep: Bool { execution.canStep }

  /// Takes steps until there is something to see: an event, or a wait that begins.
  ///
  /// - Returns: whether there was any step to take.
  mutating func step(into sink: inout Sink) -> Bool {
    var moved = false
    var isWaiting = false
    while execution.step(at: now, into: &sink) {
      moved = true
      player?.note(sink.events[...])
      player?.note(sink.childEvents[...])
      isWaiting = absorb(&sink)
      if isWaiting || !sink.events.isEmpty || !sink.childEvents.isEmpty { break }
    }
    return moved
  }

  /// Takes over what is asked of the world; whether a wait has begun.
  private mutating func absorb(_ sink: inout Sink) -> Bool {
    guard !sink.effects.isEmpty else { return false }
    var isWaiting = false
    for effect in sink.effects {
      switch effect {
      case .perform(let request):
        pendingTasks.append(request)
        player?.schedule(request)
      case .cancel(let id): drop(id)
      case .wake(let id, let time):
        if execution.purpose(of: id) == .delay { isWaiting = true }
        let place = timers.firstIndex { ($0.at, $0.id.number) > (time, id.number) }
        timers.insert((id, time), at: place ?? timers.count)
      case .forget(let id): timers.removeAll { $0.id == id }
      }
    }
    sink.effects.removeAll(keepingCapacity: true)
    return isWaiting
  }

  private mutating func drop(_ id: TaskID) {
    pendingTasks.removeAll { $0.id == id }
    submitted.remove(id)
    player?.drop(id)
  }

  /// Tells something to the execution.
  mutating func tell(_ given: Given) {
    switch given {
    case .answer(let id, let answer): tell(answer, to: id)
    case .timers(let ids, let time):
      now = max(now, time)
      for id in ids { execution.receive(.timer(id), at: now) }
      timers.removeAll { ids.contains($0.id) }
    case .played(let id, let time):
      now = max(now, time)
      play(id)
    case .batch(let all): for given in all { tell(given) }
    case .stop(let error, let cause): execution.receive(.stop(error: error, cause: cause), at: now)
    case .redrive: execution.receive(.redrive, at: now)
    case .edit(let change): execution.edit(change)
    }
  }

  private mutating func play(_ id: TaskID) {
    guard let stimulus = player?.take(id) else { return }
    execution.receive(stimulus, at: now)
    switch stimulus {
    case .taskSucceeded, .taskFailed: drop(id)
    case .taskSubmitted: submitted.insert(id)
    default: break
    }
  }

  private mutating func tell(_ answer: TaskAnswer, to id: TaskID) {
    guard let request = pendingTasks.first(where: { $0.id == id }) else { return }
    // An activity's worker takes the task before it answers; to take it is all that `submitted` says.
    if request.resource.kind == .activity, !submitted.contains(id) {
      execution.receive(.taskStarted(id, workerName: nil), at: now)
    }
    switch answer {
    case .submitted(let output):
      submitted.insert(id)
      return execution.receive(.taskSubmitted(id, output: output), at: now)
    case .succeeded(let output): execution.receive(.taskSucceeded(id, output: output), at: now)
    case .failed(let failure), .unavailable(let failure, _):
      execution.receive(.taskFailed(id, failure), at: now)
    }
    drop(id)
  }

  /// What happens by itself where no step can be taken: the earliest of the timers of waits and
  /// retries and of the answers that a recording has.
  ///
  /// While a task waits for its answer, time stands still. Time-outs come in their turn among the
  /// waits, but not by themselves where nothing else is left: somebody may yet answer.
  var due: Given? {
    let answer = player?.answer
    let timePasses = answer != nil || !isAsking
    var first: (given: Given, at: Timestamp, order: Int?)?
    if let answer { first = (.played(answer.task, at: answer.at), answer.at, answer.order) }
    for timer in timers where mayFire(timer.id, timePasses) {
      let order = recordedEvent(of: timer.id, at: timer.at)
      if let first {
        // Where the recording tells both, its order counts.
        if let mine = order, let other = first.order {
          if mine > other { continue }
        } else if timer.at >= first.at {
          continue
        }
      }
      let isDelay = execution.purpose(of: timer.id) == .delay
      first = (
        isDelay && player == nil ? delays(at: timer.at) : .timers([timer.id], at: timer.at),
        timer.at, order
      )
      if player == nil { break }
    }
    return first.map { together($0.given, at: $0.at, order: $0.order) }
  }

  private func mayFire(_ timer: TimerID, _ timePasses: Bool) -> Bool {
    switch execution.purpose(of: timer) {
    case .delay: return timePasses
    case .execution:
      return timePasses && (player != nil || hasDelay)
    case .taskTimeout:
      if let task = execution.task(of: timer), player?.due[task] != nil { return true }
      return timePasses && hasDelay
    }
  }

  private var hasDelay: Bool { timers.contains { execution.purpose(of: $0.id) == .delay } }

  /// Whether a call waits for somebody who could answer it now.
  private var isAsking: Bool {
    pendingTasks.contains { !submitted.contains($0.id) && player?.knows($0.id) != true }
  }

  private func delays(at time: Timestamp) -> Given {
    let together = timers.filter { $0.at == time && execution.purpose(of: $0.id) == .delay }
    return .timers(together.map(\.id), at: time)
  }
}

extension TaskAnswer {
  /// Whether both say the same.
  func isSame(as other: TaskAnswer) -> Bool {
    switch (self, other) {
    case (.succeeded(let left), .succeeded(let right)),
      (.submitted(let left), .submitted(let right)):
      left.text == right.text
    case (.failed(let left), .failed(let right)), (.failed(let left), .unavailable(let right, _)),
      (.unavailable(let left, _), .failed(let right)),
      (.unavailable(let left, _), .unavailable(let right, _)):
      left == right
    default: false
    }
  }
}

extension Given {
  func isSame(as other: Given) -> Bool {
    switch (self, other) {
    case (.answer(let task, let left), .answer(let other, let right)):
      task == other && left.isSame(as: right)
    case (.timers(let left, let time), .timers(let right, let other)):
      left == right && time == other
    case (.stop(let error, let cause), .stop(let otherError, let otherCause)):
      error == otherError && cause == otherCause
    case (.played(let task, let time), .played(let other, let otherTime)):
      task == other && time == otherTime
    case (.batch(let left), .batch(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.redrive, .redrive): true
    default: false
    }
  }
}
