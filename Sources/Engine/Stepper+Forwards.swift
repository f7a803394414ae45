/// What a movement aims at.
enum Goal: Sendable, Equatable {
  case next(scope: String)
  case out(scope: String)
  case proceed
  case to(String)

  func isSameMovement(as other: Goal) -> Bool {
    switch (self, other) {
    case (.next, .next), (.out, .out), (.proceed, .proceed): true
    case (.to(let left), .to(let right)): left == right
    default: false
    }
  }
}

extension Stepper {
  /// The smallest step: one event or group of events, or the beginning of a wait.
  public mutating func into() -> Stop {
    goal = nil
    if let stop = advanceWatching() { return stop }
    return moment.canStep || moment.execution.status == .running ? .done : .ended
  }

  /// On until the next state of the same scope, or of an outer one, is about to be entered: a Map
  /// or Parallel is run as a whole.
  public mutating func next(limit: Int = 1_000_000) -> Stop { go(.next(scope: scope), limit) }

  /// On until the innermost scope is left.
  public mutating func out(limit: Int = 1_000_000) -> Stop { go(.out(scope: scope), limit) }

  /// On to a breakpoint, a task without an answer, or the end.
  public mutating func proceed(limit: Int = 1_000_000) -> Stop { go(.proceed, limit) }

  /// On until `state` is about to be entered.
  public mutating func run(to state: String, limit: Int = 1_000_000) -> Stop {
    go(.to(state), limit)
  }

  /// Lets time pass to the next moment that the execution waits for, a task's time-out included,
  /// though tasks are not answered; then takes a step.
  public mutating func passTime() -> Stop {
    goal = nil
    guard !moment.canStep, let first = moment.timers.first else { return into() }
    give(.timers([first.id], at: first.at))
    return into()
  }

  /// Gives a pending task its answer. After going back, an answer other than the one given then
  /// begins another timeline.
  public mutating func answer(_ task: TaskID, with answer: TaskAnswer) {
    guard moment.pendingTasks.contains(where: { $0.id == task }) else { return }
    give(.answer(task, answer))
  }

  /// Ends the execution.
  public mutating func stop(error: String?, cause: String?) {
    guard moment.execution.status == .running else { return }
    goal = nil
    give(.stop(error: error, cause: cause))
    _ = advance()
  }

  /// Goes on from where the execution failed.
  public mutating func redrive() {
    guard moment.execution.status != .running, moment.execution.status != .succeeded else { return }
    goal = nil
    give(.redrive)
    _ = advance()
  }

  // MARK: One step

  /// Takes one step; what kept it from doing so, where something did.
  mutating func advance() -> Stop? {
    if let rest = track.given[position], told < rest.count {
      for given in rest[told...] { moment.tell(given) }
      told = rest.count
    }
    if !moment.canStep {
      guard moment.execution.status == .running else { return .ended }
      guard let due = moment.due else { return .needsAnswer }
      give(due)
    }
    var sink = Sink()
    _ = moment.step(into: &sink)
    events += sink.events
    childEvents += sink.childEvents.map { ChildEvent(execution: $0.execution, event: $0.event) }
    if position < track.steps.count {
      undoneEvents.removeLast(min(sink.events.count, undoneEvents.count))
      undoneChildEvents.removeLast(min(sink.childEvents.count, undoneChildEvents.count))
    } else {
      track.steps.append(Track.Step(events: events.count, childEvents: childEvents.count))
    }
    position += 1
    told = 0
    track.keep(moment, at: position)
    return nil
  }

  /// Tells the execution something at this position, and remembers it. What was told here before
  /// and is different, and all that came of it, goes to another timeline.
  mutating func give(_ given: Given) {
    if let rest = track.given[position], told < rest.count, rest[told].isSame(as: given) {
      told += 1
      return moment.tell(given)
    }
    fork()
    track.given[position, default: []].append(given)
    told += 1
    moment.tell(given)
  }

  // MARK: Movements

  private mutating func go(_ wanted: Goal, _ limit: Int) -> Stop {
    var aim = wanted
    if let under = goal, under.position == position, under.goal.isSameMovement(as: wanted) {
      aim = under.goal
    }
    goal = nil
    for _ in 0..<max(limit, 1) {
      if let stop = advanceWatching() {
        if stop == .needsAnswer { goal = (aim, position) }
        return stop
      }
      if let stop = dataStop ?? breakpoint { return stop }
      if isReached(aim) { return moment.execution.status == .running ? .done : .ended }
    }
    goal = (aim, position)
    return .limit
  }

  private func isReached(_ goal: Goal) -> Bool {
    switch goal {
    case .next(let scope): entering.map { isSameOrOuter($0.scope, scope) } ?? false
    case .out(let scope): !moment.execution.isOpen(scope)
    case .proceed: false
    case .to(let state): entering?.state == state
    }
  }

  /// The breakpoint at the state that comes next.
  var breakpoint: Stop? {
    guard !breakpoints.isEmpty, let (scope, state) = entering, hasBreakpoint(state) else {
      return nil
    }
    return .breakpoint(scope: scope, state: state)
  }

  func hasBreakpoint(_ state: String) -> Bool {
    breakpoints.contains(Breakpoint(state: state))
      || breakpoints.contains(
        Breakpoint(
          stateMachineName: moment.execution.identity.stateMachineName, state: state))
  }
}
