import ASL
import Dispatch
import History
import JSON
import Synchronization

extension Runner {
  /// Performs what an execution asked for. Its events are recorded; where they must outlast a power
  /// cut, a call waits for the disk.
  func perform(
    _ effects: [Effect], _ run: Run, _ state: inout Run.State, after position: LogPosition?
  ) {
    for effect in effects {
      switch effect {
      case .perform(let request): call(request, run, &state, after: position)
      case .cancel(let id): drop(id, &state)
      case .wake(let id, let time): state.timers[id] = time
      case .forget(let id):
        if state.timers.removeValue(forKey: id) != nil { timers.forget(1) }
      }
    }
    guard run.clock == .real, state.execution.status == .running else { return }
    // Timers that were set and forgotten in one turn are not worth an entry.
    for case .wake(let id, let time) in effects where state.timers[id] != nil {
      timers.add(run, id, at: time)
    }
  }

  func call(
    _ request: TaskRequest, _ run: Run, _ state: inout Run.State, after position: LogPosition?
  ) {
    if let token = request.taskToken {
      shared.withLock { $0.tokens[token] = (run, request.id) }
    }
    var pending = Run.Pending(request: request)
    defer { state.pending[request.id] = pending }
    if let answer = state.takePrepared(request) {
      let arn = run.identity.arn
      pending.call = Task.detached { [weak self] in
        try? self?.answer(request.id, of: arn, with: answer)
      }
      return
    }
    if request.resource.kind == .activity {
      pending.isInFlight = options.unanswered == .waits
      activities.add(
        ActivityQueues.Waiting(run: run, request: request), for: request.resource.arn)
      if options.unanswered == .waits {
        watchers.tell(
          .unanswered(
            arn: run.identity.arn, request, hint: "a worker of the activity, or a person, answers"),
          about: run.identity.arn)
      }
      return
    }
    let syncs = options.isDurable && run.identity.type == .standard && run.clock == .real
    pending.call = Task.detached { [weak self] in
      guard let self else { return }
      if syncs, let position, let store = self.store {
        do throws(StoreError) { try await store.sync(position) } catch {
          self.watchers.tell(.halted(arn: run.identity.arn, error), about: run.identity.arn)
          return
        }
      }
      let answer = await run.performer.perform(request) { [weak self] progress in
        self?.take(progress, request, run)
      }
      if !Task.isCancelled { self.take(answer, request, run) }
    }
  }

  private func drop(_ id: TaskID, _ state: inout Run.State) {
    guard let pending = state.pending.removeValue(forKey: id) else { return }
    pending.call?.cancel()
    if let token = pending.request.taskToken {
      shared.withLock { _ = $0.tokens.removeValue(forKey: token) }
    }
  }

  private func take(_ progress: TaskProgress, _ request: TaskRequest, _ run: Run) {
    switch progress {
    case .submitted(let output): deliver(.taskSubmitted(request.id, output: output), to: run)
    case .output(let line, let isError):
      watchers.tell(
        .output(arn: run.identity.arn, request.id, line: line, isError: isError),
        about: run.identity.arn)
    }
  }

  /// Hands on the answer of a call that ended by itself.
  private func take(_ answer: TaskAnswer, _ request: TaskRequest, _ run: Run) {
    switch answer {
    case .succeeded, .failed: finishTask(request.id, answer, run)
    case .submitted(let output):
      deliver(.taskSubmitted(request.id, output: output), to: run) { state in
        state.pending[request.id]?.isInFlight = false
        return state.pending[request.id] != nil
      }
    case .unavailable(let failure, let hint):
      if options.unanswered == .fails {
        finishTask(request.id, .failed(failure), run)
        return
      }
      watchers.tell(
        .unanswered(arn: run.identity.arn, request, hint: hint), about: run.identity.arn)
    }
  }

  /// Ends a task; `false` where it is over already.
  @discardableResult
  func finishTask(_ id: TaskID, _ answer: TaskAnswer, _ run: Run) -> Bool {
    let stimulus: Stimulus
    switch answer {
    case .succeeded(let output): stimulus = .taskSucceeded(id, output: output)
    case .failed(let failure), .unavailable(let failure, _): stimulus = .taskFailed(id, failure)
    case .submitted(let output):
      deliver(.taskSubmitted(id, output: output), to: run)
      return true
    }
    return deliver(stimulus, to: run) { state in
      let pending = state.pending.removeValue(forKey: id)
      if let token = pending?.request.taskToken {
        shared.withLock { _ = $0.tokens.removeValue(forKey: token) }
      }
      return pending != nil
    }
  }
}

// MARK: Answering

extension Runner {
  /// `SendTaskSuccess`
  ///
  /// - Throws: `invalidToken`, `taskTimedOut` where nobody waits any more, `invalidOutput`.
  public func taskSucceeded(token: String, output: String) throws(RunnerError) {
    let payload: Payload
    do { payload = try Payload(parsing: output) } catch { throw .invalidOutput(error.reason) }
    let (run, task) = try holder(of: token)
    guard finishTask(task, .succeeded(payload), run) else { throw .taskTimedOut }
  }

  /// `SendTaskFailure`
  public func taskFailed(token: String, error: String?, cause: String?) throws(RunnerError) {
    let (run, task) = try holder(of: token)
    let answer = TaskAnswer.failed(TaskFailure(error: error, cause: cause))
    guard finishTask(task, answer, run) else { throw .taskTimedOut }
  }

  /// `SendTaskHeartbeat`
  public func heartbeat(token: String) throws(RunnerError) {
    let (run, task) = try holder(of: token)
    deliver(.heartbeat(task), to: run)
  }

  private func holder(of token: String) throws(RunnerError) -> (run: Run, task: TaskID) {
    if let holder = shared.withLock({ $0.tokens[token] }) { return holder }
    // A token as executions draw it is one of a task that is over.
    let isToken =
      token.utf8.count == 64
      && token.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F: true
        default: false
        }
      }
    throw isToken ? .taskTimedOut : .invalidToken
  }

  /// `GetActivityTask`: the next task of the activity, or `nil` when none came within `seconds`.
  public func activityTask(
    _ activityArn: String, workerName: String?, waitingFor seconds: Double = 60
  ) async -> ActivityTask? {
    while let next = await activities.next(activityArn, waitingFor: seconds) {
      let isPending = next.run.state.withLock { $0.pending[next.request.id] != nil }
      // Somebody else answered it, or its execution ended.
      guard isPending, let token = next.request.taskToken else { continue }
      deliver(.taskStarted(next.request.id, workerName: workerName), to: next.run)
      return ActivityTask(taskToken: token, input: next.request.arguments.text)
    }
    return nil
  }

  /// Answers a task by hand, whether it waits for a person or a call is under way (which is
  /// cancelled).
  public func answer(_ task: TaskID, of arn: String, with answer: TaskAnswer) throws(RunnerError) {
    let run = try run(arn)
    let isActivity = run.state.withLock { state in
      state.pending[task]?.call?.cancel()
      return state.pending[task]?.request.resource.kind == .activity
    }
    if isActivity { deliver(.taskStarted(task, workerName: nil), to: run) }
    guard finishTask(task, answer, run) else { throw .noSuchTask }
  }

  /// The tasks that an execution waits for.
  public func pendingTasks(of arn: String) -> [TaskRequest] {
    guard let run = try? run(arn) else { return [] }
    return run.state.withLock { state in
      state.pending.values.map(\.request).sorted { $0.id.number < $1.id.number }
    }
  }
}

// MARK: Stopping on the way

extension Runner {
  /// Where executions stop before a state is entered, whoever started them.
  public var breakpoints: Set<Breakpoint> {
    get { shared.withLock { $0.breakpoints } }
    set {
      shared.withLock { $0.breakpoints = newValue }
      hasBreakpoints.store(!newValue.isEmpty, ordering: .relaxed)
    }
  }

  /// Holds an execution before the next state it enters.
  public func pause(_ arn: String) throws(RunnerError) {
    try run(arn).state.withLock { state in
      if !state.isPaused { state.isPausing = true }
    }
  }

  /// Lets a paused execution go on; one that could not be recorded is recorded again.
  ///
  /// - Parameter untilNextState: it is held again before the next state it enters.
  public func resume(_ arn: String, untilNextState: Bool = false) throws(RunnerError) {
    let run = try run(arn)
    let wasPaused = run.state.withLock { state in
      defer {
        (state.isPaused, state.isPausing) = (false, untilNextState)
        state.ignoresBreakpoint = true
      }
      return state.isPaused
    }
    if wasPaused { tellHold(.resumed(arn: arn), about: arn) }
    retryRecording(run)
    if advance(run) { driveLater(run) }
  }

  /// Lets a paused execution go on with an answer for the task that its state is about to call,
  /// which is then not called. It is held again before the next state.
  public func resume(
    _ arn: String, answering state: String, scope: String, with answer: TaskAnswer
  ) throws(RunnerError) {
    try run(arn).state.withLock { held in
      held.prepared = Run.Prepared(state: state, scope: scope, answer: answer)
    }
    try resume(arn, untilNextState: true)
  }

  func tellHold(_ notice: Notice, about arn: String) {
    watchers.tell(notice, about: arn)
    holdWatchers.tell(notice, about: arn)
  }

  /// Takes one step of a paused execution; returns whether there was one to take now.
  @discardableResult
  public func step(_ arn: String) throws(RunnerError) -> Bool {
    let run = try run(arn)
    let isPaused = run.state.withLock { state in
      if state.isPaused { state.allowedSteps = 1 }
      return state.isPaused
    }
    guard isPaused else { throw .refused("the execution is not paused") }
    _ = advance(run)
    return run.state.withLock { state in
      defer { state.allowedSteps = 0 }
      return state.allowedSteps == 0
    }
  }
}
