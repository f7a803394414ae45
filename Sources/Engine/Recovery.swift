import ASL
import History
import JSON

/// Retry, Catch, and what an error does that neither takes.
extension Execution {
  /// What takes a failure of frame `f`'s state.
  private enum Handler {
    case retrier(Int)
    case catcher(Int)
  }

  private func handler(of failure: Failure, _ f: Int) -> Handler? {
    guard let state = live[f].state else { return nil }
    if let place = state.retriers.firstIndex(where: { failure.isTaken(by: $0.errorEquals) }) {
      let attempts = live[f].retrierCounts.isEmpty ? 0 : live[f].retrierCounts[place]
      if attempts < state.retriers[place].maxAttempts { return .retrier(place) }
    }
    return state.catchers.firstIndex { failure.isTaken(by: $0.errorEquals) }.map { .catcher($0) }
  }

  /// `Retry[0]`, `Catch[1]`
  func recoveryName(_ failure: Failure, _ f: Int) -> String? {
    switch handler(of: failure, f) {
    case .retrier(let place): "Retry[\(place)]"
    case .catcher(let place): "Catch[\(place)]"
    case nil: nil
    }
  }

  /// The state of frame `f` fails.
  mutating func fail(_ failure: Failure, _ f: Int, _ sink: inout Sink) {
    var failure = failure
    explain(&failure, f)
    note { $0.failure = failure }
    live[f].result = nil
    let handler = handler(of: failure, f)
    // What fails by its own fault has no half done work to go on with.
    if handler == nil { releaseChildren(f, &sink) }
    if case .evaluation(let location) = failure.origin {
      tellEvaluation(failure, location, f, &sink)
      if case .map? = live[f].state?.type { failContainer(f, handler, &sink) }
      if case .parallel? = live[f].state?.type { failContainer(f, handler, &sink) }
    }
    handle(failure, handler, f, &sink)
  }

  /// Interpreter failures tell the state and the event that entered it.
  private func explain(_ failure: inout Failure, _ f: Int) {
    if case .told = failure.origin { return }
    guard let name = live[f].state?.name, let cause = failure.cause else { return }
    failure.cause =
      "An error occurred while executing the state '\(name)' (entered at the event id "
      + "#\(live[f].enteredEvent)). \(cause)"
  }

  private mutating func tellEvaluation(
    _ failure: Failure, _ location: String?, _ f: Int, _ sink: inout Sink
  ) {
    let previous = live[f].retryCount == 0 ? live[f].enteredPrevious : live[f].chain
    live[f].chain = record(
      .evaluationFailed, after: previous,
      .evaluationFailed(
        error: failure.error ?? "", cause: failure.cause ?? "", location: location,
        state: live[f].state?.name ?? ""), of: f, &sink)
  }

  private mutating func handle(
    _ failure: Failure, _ handler: Handler?, _ f: Int, _ sink: inout Sink
  ) {
    switch handler {
    case .retrier(let place): retry(place, f, &sink)
    case .catcher(let place): catchFailure(failure, place, f, &sink)
    case nil: bubble(failure, f, &sink)
    }
  }

  /// The Map Run of frame `f` has failed and its event is written.
  mutating func failRunState(_ failure: Failure, _ f: Int, _ sink: inout Sink) {
    let handler = handler(of: failure, f)
    failContainer(f, handler, &sink)
    handle(failure, handler, f, &sink)
  }

  // MARK: Retry

  private mutating func retry(_ place: Int, _ f: Int, _ sink: inout Sink) {
    guard let state = live[f].state else { return }
    releaseChildren(f, &sink)
    if live[f].retrierCounts.isEmpty {
      live[f].retrierCounts = Array(repeating: 0, count: state.retriers.count)
    }
    let attempts = live[f].retrierCounts[place]
    live[f].retrierCounts[place] += 1
    live[f].retryCount += 1
    var seconds = state.retriers[place].delay(afterAttempts: attempts)
    if state.retriers[place].fullJitter { seconds *= randomness.fraction() }
    note { $0.retryIndex = place }
    note { $0.retrySeconds = seconds }
    let until = now.adding(seconds: seconds)
    live[f].until = until
    live[f].timer = wake(at: until, .delay(frame: f), &sink)
    block(f)
  }

  // MARK: Catch

  private mutating func catchFailure(
    _ failure: Failure, _ place: Int, _ f: Int, _ sink: inout Sink
  ) {
    guard let state = live[f].state else { return }
    releaseChildren(f, &sink)
    let catcher = state.catchers[place]
    note { $0.catchIndex = place }
    do throws(Failure) {
      let told = failure.output
      let assigned: Object?
      let output: Datum
      if state.queryLanguage == .jsonata {
        let sight = Sight(frame: f, input: live[f].input.value, errorOutput: told)
        assigned = try evaluateAssign(catcher.assign, sight)
        output = try evaluateOutput(catcher.output, sight, otherwise: Datum(told))
      } else {
        assigned = try evaluateAssign(catcher.assign, Sight(frame: f, input: told))
        output = try catcher.resultPath.put(Datum(told), into: live[f].input)
      }
      try leave(state, output: output, assigned: assigned, to: .next(catcher.next), f, &sink)
    } catch {
      var error = error
      explain(&error, f)
      if case .evaluation(let location) = error.origin {
        live[f].enteredPrevious = live[f].chain
        tellEvaluation(error, location, f, &sink)
      }
      bubble(error, f, &sink)
    }
    if live[f].phase.isReady, current != f { wakeUp(f) }
  }

  // MARK: Bubbling

  /// The scope of frame `f` fails.
  mutating func bubble(_ failure: Failure, _ f: Int, _ sink: inout Sink) {
    live[f].phase = .failed
    if current == f { current = -1 }
    let parent = live[f].parent
    guard parent >= 0 else {
      let text = live[f].chain
      return end(.failed, error: failure.error, cause: failure.cause, after: text, &sink)
    }
    let event = live[f].chain
    closeOff(parent, because: f, event, &sink)
    live[parent].chain = event
    var failure = failure
    failure.origin = .told
    let handler = handler(of: failure, parent)
    failContainer(parent, handler, &sink)
    handle(failure, handler, parent, &sink)
  }

  /// `MapStateFailed`, `ParallelStateFailed`: not before the last attempt.
  private mutating func failContainer(_ f: Int, _ handler: Handler?, _ sink: inout Sink) {
    let recovery: String?
    switch handler {
    case .retrier: return
    case .catcher(let place): recovery = "Catch[\(place)]"
    case nil: recovery = nil
    }
    switch live[f].state?.type {
    case .map: chain(.mapStateFailed, of: f, recovery: recovery, &sink)
    case .parallel: chain(.parallelStateFailed, of: f, recovery: recovery, &sink)
    default: return
    }
  }

  /// Cuts off the children of a Parallel or Map after one of them has failed. All events name the
  /// one that failed (recorded).
  private mutating func closeOff(
    _ f: Int, because failed: Int, _ event: Int, _ sink: inout Sink
  ) {
    let work = live[f].work
    guard work >= 0, let state = live[f].state else { return }
    let isMap = if case .map = state.type { true } else { false }
    if isMap {
      record(
        .mapIterationFailed, after: event,
        .mapIteration(name: state.name, index: live[failed].slot), of: f, &sink)
    }
    abort(failed, event, &sink)
    for child in forks[work].frames where child >= 0 && child != failed {
      guard live[child].phase.isOpen else { continue }
      if isMap {
        record(
          .mapIterationAborted, after: event,
          .mapIteration(name: state.name, index: live[child].slot), of: f, &sink)
      }
      abort(child, event, &sink)
    }
  }

  /// Tells that the state of frame `f`, and those inside it, were cut off.
  private mutating func abort(_ f: Int, _ event: Int, _ sink: inout Sink) {
    let entered = live[f].phase.isInState
    switch live[f].state?.type {
    case .task where entered: record(.taskStateAborted, after: event, of: f, &sink)
    case .wait where entered: record(.waitStateAborted, after: event, of: f, &sink)
    case .parallel where entered && live[f].phase.isOpen:
      abortChildren(f, .parallelStateAborted, event, &sink)
    case .map where entered && live[f].phase.isOpen:
      abortChildren(f, .mapStateAborted, event, &sink)
    default: break
    }
    cutOff(f, &sink)
  }

  private mutating func abortChildren(
    _ f: Int, _ type: EventType, _ event: Int, _ sink: inout Sink
  ) {
    if live[f].work >= 0, let name = live[f].state?.name, !isRun(f) {
      for child in forks[live[f].work].frames where child >= 0 && live[child].phase.isOpen {
        if type == .mapStateAborted {
          record(
            .mapIterationAborted, after: event,
            .mapIteration(name: name, index: live[child].slot), of: f, &sink)
        }
        abort(child, event, &sink)
      }
    }
    record(type, after: event, of: f, &sink)
  }

  /// Whether frame `f` is in a distributed Map.
  func isRun(_ f: Int) -> Bool {
    if case .map(let map)? = live[f].state?.type, map.mode != .inline { true } else { false }
  }

  /// Frame `f` waits for nothing any more; what it was is kept for a redrive.
  mutating func cutOff(_ f: Int, _ sink: inout Sink) {
    guard live[f].phase.isOpen || live[f].timer != nil else { return }
    abortRun(f, &sink)
    dropCall(f, cancels: true, &sink)
    if let timer = live[f].timer {
      forget(timer, &sink)
      live[f].timer = nil
    }
    live[f].phase = .failed
    if current == f { current = -1 }
    ready.removeAll(where: { $0 == f }, from: readyHead)
  }
}

extension Frame.Phase {
  /// Whether the frame can still do something.
  var isOpen: Bool {
    switch self {
    case .ready, .entered, .answered, .blocked, .running, .joined, .leaving, .failing: true
    case .finished, .failed, .vacant: false
    }
  }

  /// Whether the frame's state was entered and not left; a failed frame failed in its state.
  var isInState: Bool {
    switch self {
    case .entered, .answered, .blocked, .running, .joined, .leaving, .failing, .failed: true
    case .ready, .finished, .vacant: false
    }
  }

  var isReady: Bool { if case .ready = self { true } else { false } }
}

extension Array {
  /// Removes matching elements at or behind `start`.
  fileprivate mutating func removeAll(where matches: (Element) -> Bool, from start: Int) {
    var kept = start
    for place in start..<count where !matches(self[place]) {
      if kept != place { self[kept] = self[place] }
      kept += 1
    }
    removeSubrange(kept...)
  }
}

extension Retrier {
  /// Seconds before the next attempt where `attempts` were made on account of this retrier.
  ///
  /// `min(IntervalSeconds · BackoffRate^attempts, MaxDelaySeconds)`, without jitter.
  func delay(afterAttempts attempts: Int) -> Double {
    var seconds = Double(intervalSeconds)
    var left = attempts
    while left > 0, seconds < 1e10 {
      seconds *= backoffRate
      left -= 1
      if backoffRate == 1 { break }
    }
    if let maxDelaySeconds { seconds = min(seconds, Double(maxDelaySeconds)) }
    return min(seconds, 3e9)
  }
}
