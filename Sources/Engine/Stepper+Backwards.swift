import History

extension Stepper {
  /// Goes back that many steps.
  public mutating func back(_ steps: Int = 1) -> Stop {
    guard steps > 0 else { return .done }
    guard position > 0 else { return .atStart }
    move(to: max(0, position - min(steps, position)))
    return .done
  }

  /// Goes back to where the current state of this scope was about to be entered, or the one before
  /// where it stands there: the twin of `next`.
  public mutating func backState() -> Stop {
    guard position > 0 else { return .atStart }
    let scope = scope
    move(to: lastEntering { _, event in isSameOrOuter(event.note.scope, scope) } ?? 0)
    return .done
  }

  /// Goes back to the last state with a breakpoint, before it was entered, or to the last moment at
  /// which a data breakpoint was hit; to the start, and says so, where there is neither.
  public mutating func backToBreakpoint() -> Stop {
    hit = nil
    guard position > 0 else { return .atStart }
    var place = -1
    if !breakpoints.isEmpty {
      place =
        lastEntering { stepper, event in
          event.enteredState.map { stepper.hasBreakpoint($0) } ?? false
        } ?? -1
    }
    if !dataBreakpoints.isEmpty, let last = lastHit(from: max(0, place)) {
      move(to: last.position)
      hit = last.hit
      return dataStop ?? .done
    }
    move(to: max(0, place))
    return place < 0 ? .atStart : breakpoint ?? .done
  }

  /// Goes back, or forward over what was undone, to the moment after the event was recorded.
  ///
  /// - Returns: `done`, or what `into` would tell where the event is not known.
  public mutating func move(toEvent id: Int) -> Stop {
    let target = track.position(ofEvent: max(0, id))
    move(to: target)
    if events.count >= id { return .done }
    return moment.execution.status == .running ? .needsAnswer : .ended
  }

  /// Goes to a position of this timeline, back or forward over what was undone.
  public mutating func move(toPosition target: Int) {
    move(to: max(0, min(target, track.steps.count)))
  }

  // MARK: Places

  /// The last position before this one at which an event that enters a state and fulfils a condition
  /// comes next.
  private func lastEntering(_ condition: (Stepper, Event) -> Bool) -> Int? {
    (0..<position).last { place in
      guard let event = firstEvent(after: place), event.enteredState != nil else { return false }
      return condition(self, event)
    }
  }

  /// The first event of the step after a position before this one.
  private func firstEvent(after place: Int) -> Event? {
    let first = track.end(of: place).events
    return first < track.end(of: place + 1).events && first < events.count ? events[first] : nil
  }

  /// Moves to a known position.
  mutating func move(to target: Int) {
    guard target != position || told != 0 else { return }
    goal = nil
    rebuild(at: target)
  }

  /// Repeats what was done up to a position, from here or from a snapshot.
  mutating func rebuild(at target: Int) {
    var place = position
    let snapshot = track.snapshot(before: target)
    if target <= position || snapshot.position > position {
      moment = snapshot.moment
      place = snapshot.position
      told = 0
    }
    while place < target {
      if let given = track.given[place] { for given in given[told...] { moment.tell(given) } }
      told = 0
      var sink = Sink()
      _ = moment.step(into: &sink)
      place += 1
    }
    position = target
    let end = track.end(of: target)
    Self.balance(&events, &undoneEvents, at: end.events)
    Self.balance(&childEvents, &undoneChildEvents, at: end.childEvents)
  }

  /// Moves elements between what is done and what is undone (last first).
  private static func balance<Element>(
    _ done: inout [Element], _ undone: inout [Element], at count: Int
  ) {
    if done.count > count {
      undone += done[count...].reversed()
      done.removeSubrange(count...)
    } else {
      let more = min(count - done.count, undone.count)
      done += undone.suffix(more).reversed()
      undone.removeLast(more)
    }
  }
}

extension Event {
  /// The state that this event enters.
  var enteredState: String? {
    if case .stateEntered(let name, _) = details { name } else { nil }
  }
}
