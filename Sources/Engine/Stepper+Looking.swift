import ASL

/// What a stepper sees of an execution.
extension Execution {
  /// What a timer is for.
  enum Purpose { case delay, taskTimeout, execution }

  /// Whether `step` has something to do.
  var canStep: Bool {
    if !hasStarted || ending != nil { return true }
    return status == .running && turn >= 0
  }

  /// The frame whose turn is next, -1 where there is none.
  var turn: Int { current >= 0 ? current : readyHead < ready.count ? ready[readyHead] : -1 }

  /// The child execution that is stepped next, and the scope that stands for it.
  private var child: (scope: String, execution: Execution)? {
    guard live.indices.contains(turn), case .running = live[turn].phase, isRun(turn),
      runs.indices.contains(live[turn].work), let slot = runs[live[turn].work].turn,
      let child = runs[live[turn].work].child(slot)
    else { return nil }
    let own = "\(live[turn].state?.name ?? "")[\(slot)]"
    return (live[turn].path.isEmpty ? own : "\(live[turn].path)/\(own)", child)
  }

  /// The scope in which the next step is taken, `nil` where there is none to take.
  var turnScope: String? {
    guard status == .running, hasStarted, live.indices.contains(turn) else { return nil }
    guard let child else { return live[turn].path }
    return join(child.scope, child.execution.turnScope ?? "")
  }

  /// The state that the next step enters.
  var entering: (scope: String, state: String)? {
    guard status == .running, hasStarted, ending == nil, live.indices.contains(turn) else {
      return nil
    }
    if let child {
      return child.execution.entering.map { (join(child.scope, $0.scope), $0.state) }
    }
    guard live[turn].phase.isReady, let state = live[turn].state else { return nil }
    return (live[turn].path, state.name)
  }

  private func join(_ outer: String, _ inner: String) -> String {
    inner.isEmpty ? outer : "\(outer)/\(inner)"
  }

  /// Whether a branch or iteration still runs.
  func isOpen(_ scope: String) -> Bool {
    live.contains { $0.phase.isOpen && $0.path == scope }
      || runs.contains { run in
        run.allChildren.contains { slot, child in
          child.status == .running
            && isSameOrOuter(join(run.scope, "\(run.state)[\(slot)]"), scope)
        }
      }
  }

  func purpose(of timer: TimerID) -> Purpose {
    switch timers[timer.number] {
    case .delay: .delay
    case .execution: .execution
    case .taskTimeout, .heartbeat, nil: .taskTimeout
    case .child(let run, let slot):
      if runs.indices.contains(run), let child = runs[run].child(slot) {
        child.purpose(of: timer)
      } else {
        .taskTimeout
      }
    }
  }
}

/// Whether scope `outer` is `inner` or holds it.
func isSameOrOuter(_ outer: String, _ inner: String) -> Bool {
  outer.isEmpty || outer == inner || inner.hasPrefix(outer + "/")
}
