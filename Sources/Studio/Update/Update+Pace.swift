import Engine
import JSON

extension State {
  /// Moves a run whose waits take their time: step by step, until the next step lies ahead of the
  /// clock. Then it is waited, and `pace.due` says for what.
  func pacedMove(
    _ stepper: inout Stepper, _ pace: inout Pace, _ movement: Run.Movement, limit: Int
  ) -> Stepper.Stop {
    pace.due = nil
    for _ in 0..<limit {
      if let due = State.nextTime(of: stepper), due.milliseconds > pace.time(at: now).milliseconds {
        pace.due = due
        return .limit
      }
      let stop = State.go(&stepper, movement, limit: 1)
      guard stop == .limit else { return stop }
    }
    return .limit
  }

  /// When the next step happens, where that is later than now.
  private static func nextTime(of stepper: Stepper) -> Timestamp? {
    guard !stepper.timers.isEmpty else { return nil }
    var ahead = stepper
    ahead.dataBreakpoints = []
    _ = ahead.into()
    return ahead.now.milliseconds > stepper.now.milliseconds ? ahead.now : nil
  }

  static func go(
    _ stepper: inout Stepper, _ movement: Run.Movement, limit: Int
  ) -> Stepper.Stop {
    switch movement {
    case .into: stepper.into()
    case .next: stepper.next(limit: limit)
    case .out: stepper.out(limit: limit)
    case .proceed: stepper.proceed(limit: limit)
    case .to(let state): stepper.run(to: state, limit: limit)
    }
  }

  /// Waits for what the pace is due for; tasks are called meanwhile.
  mutating func waitForPace() {
    guard let run, let remaining = run.pace?.remaining(at: now) else { return }
    ask(.wait(runID: run.id, milliseconds: remaining))
    selectCurrent()
    if run.pendingTasks.contains(where: {
      !run.performing.contains($0.id) && run.unanswered[$0.id] == nil
    }) {
      callTasks()
    }
  }

  /// Before a movement: what was waited for passes at once, and a pause does not count.
  mutating func resumePace() {
    guard let run, var pace = run.pace, let stepper = run.stepper else { return }
    if run.movement != nil, pace.due != nil {
      pace.skip(at: now)
    } else {
      pace.resume(run: stepper.now, real: now)
    }
    self.run?.pace = pace
  }
}
