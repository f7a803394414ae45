import ASL
public import History
public import JSON
import Synchronization

/// The one door through which executions are started, stopped, stepped and watched.
///
/// It performs the effects that executions ask for: calls tasks, keeps timers, records events before
/// the effects they announce. Everything is safe to call from any thread; nothing here waits but
/// what is `async`.
public final class Runner: Sendable {
  /// Where executions are recorded; `nil` records nothing.
  public let store: Store?
  /// Answers tasks where a start names no performer of its own.
  public var performer: any TaskPerformer {
    get { shared.withLock { $0.performer } }
    set { shared.withLock { $0.performer = newValue } }
  }
  let options: RunnerOptions

  struct Shared {
    var performer: any TaskPerformer
    /// Executions that run here, by ARN.
    var runs: [String: Run] = [:]
    /// Who waits for the answer to a token.
    var tokens: [String: (run: Run, task: TaskID)] = [:]
    /// Map Runs of executions that ended here, by ARN.
    var endedMapRuns: [String: [MapRunView]] = [:]
    var breakpoints: Set<Breakpoint> = []
    var idleWaiters: [CheckedContinuation<Void, Never>] = []
  }

  let shared: Mutex<Shared>
  let watchers = Watchers()
  /// Those who only want to know which executions are held; running ones cost them nothing.
  let holdWatchers = Watchers()
  let timers: Timers
  let activities = ActivityQueues()
  /// Whether any breakpoint is set: looked at before each step.
  let hasBreakpoints = Atomic<Bool>(false)

  public init(
    store: Store?, performer: any TaskPerformer, options: RunnerOptions = RunnerOptions()
  ) {
    self.store = store
    self.options = options
    shared = Mutex(Shared(performer: performer))
    timers = Timers(now: options.now)
    timers.onFire = { [weak self] run, id in
      guard let self else { return }
      self.deliver(.timer(id), to: run)
    }
  }
}

// MARK: Starting and ending

extension Runner {
  /// Starts an execution and returns when its first events are recorded.
  ///
  /// - Throws: `executionExists`, `store`.
  @discardableResult
  public func start(_ request: StartRequest) throws(RunnerError) -> Timestamp {
    let run = try begin(request)
    register(run)
    if advance(run) { driveLater(run) }
    return run.startDate
  }

  /// Starts an execution and returns when it has ended.
  public func startSync(_ request: StartRequest) async throws(RunnerError) -> ExecutionOutcome {
    switch try beginSync(request) {
    case .ended(let outcome): outcome
    case .running(let outcome): await outcome()
    }
  }

  /// Starts an execution whose end the caller wants to know. A short one without tasks and waits ends
  /// here, on the caller's thread: to go to another one takes longer than to interpret it.
  public func beginSync(_ request: StartRequest) throws(RunnerError) -> SyncStart {
    let run = try begin(request)
    // An ARN that nobody knows yet needs no place in the table while the first steps are taken.
    let hasMore = advance(run)
    if let outcome = run.outcome { return .ended(outcome) }
    register(run)
    if hasMore { driveLater(run) }
    return .running { await self.outcome(of: run) }
  }

  private func begin(_ request: StartRequest) throws(RunnerError) -> Run {
    let arn = request.identity.arn
    if shared.withLock({ $0.runs[arn] != nil }) { throw .executionExists(arn) }
    var log: ExecutionLog?
    let seed = request.seed ?? UInt64.random(in: .min ... .max)
    if let store, request.isRecorded {
      do throws(StoreError) {
        // The ARN of an Express execution is new by itself.
        if request.identity.type == .standard, try store.contains(arn) {
          throw StoreError.executionExists(arn)
        }
        log = try store.create(ExecutionHeader(request, seed: seed))
      } catch {
        throw RunnerError(error)
      }
    }
    var execution = Execution(
      machine: request.machine, identity: request.identity, input: request.input, seed: seed)
    execution.admission = request.admission ?? options.admission
    let run = Run(
      execution: execution, log: log, performer: request.performer ?? performer,
      clock: request.clock, now: options.now())
    if request.isPausedAtStart { run.state.withLock { $0.isPausing = true } }
    watchers.tell(.started(request.identity), about: arn)
    return run
  }

  func register(_ run: Run) {
    shared.withLock { $0.runs[run.identity.arn] = run }
    // It may have ended on another thread before it came into the table.
    if run.outcome != nil { shared.withLock { _ = $0.runs.removeValue(forKey: run.identity.arn) } }
  }

  /// Returns when the execution has ended; at once when it has.
  public func outcome(of arn: String) async throws(RunnerError) -> ExecutionOutcome {
    if let run = shared.withLock({ $0.runs[arn] }) { return await outcome(of: run) }
    let description = try describe(arn)
    guard description.summary.status != "RUNNING" else {
      throw .refused("the execution does not run here")
    }
    return description.outcome
  }

  private func outcome(of run: Run) async -> ExecutionOutcome {
    await withCheckedContinuation { done in
      let outcome = run.state.withLock { state -> ExecutionOutcome? in
        if let outcome = state.outcome { return outcome }
        state.waiters.append(done)
        return nil
      }
      if let outcome { done.resume(returning: outcome) }
    }
  }

  /// `StopExecution`; returns when it stopped.
  @discardableResult
  public func stop(_ arn: String, error: String?, cause: String?) throws(RunnerError) -> Timestamp {
    let run = try run(arn)
    deliver(.stop(error: error, cause: cause), to: run)
    return run.outcome?.stopDate ?? options.now()
  }

  /// Waits until no execution runs here any more.
  public func drain() async {
    await withCheckedContinuation { done in
      let isIdle = shared.withLock { shared in
        if shared.runs.isEmpty { return true }
        shared.idleWaiters.append(done)
        return false
      }
      if isIdle { done.resume() }
    }
  }

  func run(_ arn: String) throws(RunnerError) -> Run {
    guard let run = shared.withLock({ $0.runs[arn] }) else { throw .noSuchExecution(arn) }
    return run
  }
}

// MARK: Looking

extension Runner {
  /// Everything about an execution, running or recorded.
  public func describe(_ arn: String) throws(RunnerError) -> ExecutionDescription {
    guard let store else { throw .noSuchExecution(arn) }
    do throws(StoreError) {
      guard let summary = try store.summary(of: arn) else { throw StoreError.noSuchExecution(arn) }
      var description = ExecutionDescription(
        summary: summary, header: try store.header(of: arn), input: "{}", output: nil, error: nil,
        cause: nil)
      if case .executionStarted(let input, _, _, _)? = try store.events(of: arn, limit: 1).first?
        .details
      {
        description.input = input
      }
      if summary.status != "RUNNING",
        let last = try store.events(of: arn, limit: 1, reverse: true).first
      {
        switch last.details {
        case .output(let output): description.output = output
        case .failure(let error, let cause): (description.error, description.cause) = (error, cause)
        default: break
        }
      }
      return description
    } catch {
      throw RunnerError(error)
    }
  }

  /// The execution as a value, while it runs here.
  public func snapshot(of arn: String) -> Execution? {
    shared.withLock { $0.runs[arn] }?.state.withLock { $0.execution }
  }

  /// ARNs of the executions that run here.
  public var running: [String] { shared.withLock { $0.runs.keys.sorted() } }

  /// What happens from now on: to one execution, or to all. Ends when the watcher goes away.
  public func watch(_ arn: String? = nil) -> AsyncStream<Notice> { watchers.stream(arn) }

  /// Executions that are held, go on, or end while they are held (`paused`, `resumed`, `ended`).
  public func watchHolds() -> AsyncStream<Notice> { holdWatchers.stream(nil) }

  /// The tasks that wait for an answer by token: calls that carry one, and those of activities. The
  /// oldest first.
  public func tasksWithTokens() -> [TaskRequest] {
    let holders = shared.withLock { Array($0.tokens.values) }
    let requests = holders.compactMap { run, task in
      run.state.withLock { $0.pending[task]?.request }
    }
    return requests.sorted { ($0.time, $0.id.number) < ($1.time, $1.id.number) }
  }
}

extension RunnerError {
  init(_ error: StoreError) {
    switch error {
    case .noSuchExecution(let arn): self = .noSuchExecution(arn)
    case .executionExists(let arn): self = .executionExists(arn)
    default: self = .store(error)
    }
  }
}

extension ExecutionHeader {
  /// What the history keeps of a start.
  init(_ request: StartRequest, seed: UInt64) {
    self.init(request.identity, definition: request.machine.text, seed: seed)
    definitionFile = request.definitionFile
    traceHeader = request.traceHeader
    virtualClock = request.clock == .virtual
    forkOf = request.forkOf
    forkEventId = request.forkEventId
  }

  init(_ identity: Identity, definition: String, seed: UInt64) {
    self.init(
      arn: identity.arn, name: identity.name, stateMachineArn: identity.stateMachineArn,
      stateMachineName: identity.stateMachineName,
      stateMachineVersionArn: identity.stateMachineVersionArn,
      stateMachineAliasArn: identity.stateMachineAliasArn, roleArn: identity.roleArn,
      type: identity.type.rawValue, region: identity.region, account: identity.account,
      definition: definition, seed: seed)
  }

  /// Who the execution is, as the interpreter wants it.
  public var identity: Identity {
    Identity(
      arn: arn, name: name, stateMachineArn: stateMachineArn, stateMachineName: stateMachineName,
      stateMachineVersionArn: stateMachineVersionArn, stateMachineAliasArn: stateMachineAliasArn,
      roleArn: roleArn, type: WorkflowType(rawValue: type) ?? .standard, region: region,
      account: account)
  }
}

extension ExecutionDescription {
  /// How the execution stands, or ended.
  public var outcome: ExecutionOutcome {
    ExecutionOutcome(
      identity: header.identity, status: ExecutionStatus(rawValue: summary.status) ?? .running,
      output: output.flatMap { try? Payload(parsing: $0) }, error: error, cause: cause,
      startDate: summary.startDate, stopDate: summary.stopDate)
  }
}
