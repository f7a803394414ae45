import ASL
import History
import JSON

extension Execution {
  /// Goes on from the states that failed or were cut off; the rest of the history stays.
  ///
  /// <https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html>
  mutating func redrive(_ sink: inout Sink) {
    status = .running
    error = nil
    cause = nil
    stopTime = nil
    redriveCount += 1
    redriveTime = now
    contextParts = nil
    let event = record(
      .executionRedriven, after: eventCount, .executionRedriven(redriveCount: redriveCount), &sink)
    startExecutionTimer(&sink)
    if !live.isEmpty { revive(0, after: event, &sink) }
  }

  private mutating func revive(_ f: Int, after event: Int, _ sink: inout Sink) {
    guard case .failed = live[f].phase else { return }
    live[f].chain = event
    live[f].retryCount = 0
    live[f].retrierCounts = []
    live[f].failure = nil
    live[f].result = nil
    if isRun(f), live[f].work >= 0 { return reviveRun(f, &sink) }
    let children = openChildren(f)
    guard !children.isEmpty else {
      live[f].phase = live[f].state == nil || live[f].enteredEvent == 0 ? .ready : .entered
      return ready.append(f)
    }
    live[f].phase = .blocked
    for child in children { revive(child, after: event, &sink) }
  }

  /// The children that failed go on: Standard ones from where they failed, Express ones anew.
  private mutating func reviveRun(_ f: Int, _ sink: inout Sink) {
    let place = live[f].work
    guard !runs[place].inputs.isEmpty else {
      releaseRun(f)
      live[f].phase = .entered
      return ready.append(f)
    }
    runs[place].status = .running
    runs[place].stopTime = nil
    runs[place].redriveCount += 1
    runs[place].redriveTime = now
    chain(
      .mapRunRedriven,
      .mapRunRedriven(mapRunArn: runs[place].arn, redriveCount: runs[place].redriveCount), of: f,
      &sink)
    for slot in runs[place].outcomes.indices where runs[place].outcomes[slot].isRedrivable {
      guard var child = runs[place].children.removeValue(forKey: slot) else { continue }
      if runs[place].express {
        child = Execution(
          machine: child.machine, identity: child.identity, input: child.input,
          seed: randomness.next())
        child.admission = admission
      } else {
        child.receive(.redrive, at: now)
      }
      runs[place].children[slot] = child
      runs[place].outcomes[slot] = .running
      runs[place].running += 1
      runs[place].enqueue(slot)
    }
    live[f].phase = .running
    ready.append(f)
  }

  /// Branches or iterations that did not succeed.
  private func openChildren(_ f: Int) -> [Int] {
    guard live[f].work >= 0, let state = live[f].state else { return [] }
    switch state.type {
    case .parallel: break
    case .map(let map): guard case .inline = map.mode else { return [] }
    default: return []
    }
    return forks[live[f].work].frames.filter { $0 >= 0 }
  }
}

extension MapRun.Outcome {
  fileprivate var isRedrivable: Bool {
    switch self {
    case .failed, .timedOut, .aborted: true
    case .pending, .running, .succeeded: false
    }
  }
}
