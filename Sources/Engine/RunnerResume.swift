public import History
public import JSON
import Synchronization

extension Runner {
  /// `RedriveExecution`, also of an execution of an earlier process: its history is played into a
  /// new execution value, which then goes on from where it failed.
  ///
  /// - Throws: `notRedrivable` with AWS's reason, `invalidDefinition`, `refused` where the history
  ///   cannot be played.
  @discardableResult
  public func redrive(
    _ arn: String, performer: (any TaskPerformer)? = nil
  ) throws(RunnerError) -> Timestamp {
    let store = try requireStore(arn)
    let summary = try summary(arn, store)
    if let reason = Runner.redriveRefusal(summary) { throw .notRedrivable(reason) }
    let run = try rebuild(arn, store, performer)
    let now = options.now()
    run.state.withLock { $0.urgent.append(.redrive) }
    register(run)
    if advance(run) { driveLater(run) }
    return now
  }

  /// Why an execution cannot be redriven, in AWS's words; `nil` where it can.
  ///
  /// <https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html>
  public static func redriveRefusal(_ summary: ExecutionSummary) -> String? {
    switch summary.status {
    case _ where summary.type == "EXPRESS": "Execution type is EXPRESS and cannot be redriven"
    case "FAILED", "TIMED_OUT", "ABORTED":
      summary.eventCount >= Bound.events - 1
        ? "Execution history event limit exceeded and cannot be redriven" : nil
    default: "Execution is \(summary.status) and cannot be redriven"
    }
  }

  /// Goes on with an execution whose program is gone: its history is played into a new execution
  /// value, then the tasks that had no answer are called again.
  ///
  /// Time-outs of those calls are put off by the time that nobody ran the execution.
  public func resumeInterrupted(
    _ arn: String, performer: (any TaskPerformer)? = nil
  ) throws(RunnerError) {
    let store = try requireStore(arn)
    let summary = try summary(arn, store)
    guard summary.status == "RUNNING" else {
      throw .refused("the execution is \(summary.status), there is nothing to resume")
    }
    let run = try rebuild(arn, store, performer)
    register(run)
    if advance(run) { driveLater(run) }
  }

  // MARK: Parts

  private func requireStore(_ arn: String) throws(RunnerError) -> Store {
    guard let store, shared.withLock({ $0.runs[arn] == nil }) else {
      if store == nil { throw .noSuchExecution(arn) }
      throw .refused("the execution runs here already")
    }
    return store
  }

  private func summary(_ arn: String, _ store: Store) throws(RunnerError) -> ExecutionSummary {
    do throws(StoreError) {
      guard let summary = try store.summary(of: arn) else { throw StoreError.noSuchExecution(arn) }
      return summary
    } catch {
      throw RunnerError(error)
    }
  }

  /// An execution as its history left it, with its log taken over.
  private func rebuild(
    _ arn: String, _ store: Store, _ performer: (any TaskPerformer)?
  ) throws(RunnerError) -> Run {
    let header: ExecutionHeader
    let log: ExecutionLog
    do throws(StoreError) {
      header = try store.header(of: arn)
      log = try store.open(arn)
    } catch {
      throw RunnerError(error)
    }
    do throws(RunnerError) {
      let restored = try restore(header, store)
      return try goOn(
        restored, log, performer ?? self.performer, header.virtualClock ? .virtual : .real)
    } catch {
      log.close()
      throw error
    }
  }

  private func restore(_ header: ExecutionHeader, _ store: Store) throws(RunnerError) -> Restored {
    let type = WorkflowType(rawValue: header.type) ?? .standard
    guard let machine = options.compile(header.definition, type) else {
      throw .invalidDefinition(header.arn)
    }
    do {
      let run = try store.run(of: header.arn)
      var input = Payload.empty
      if case .executionStarted(let text, _, _, _)? = run.events.first?.details {
        input = (try? Payload(parsing: text)) ?? .empty
      }
      return try Execution.restored(
        machine: machine, identity: header.identity, input: input, seed: header.seed,
        events: run.events, children: run.children, admission: options.admission)
    } catch let error as StoreError {
      throw RunnerError(error)
    } catch {
      let reason = (error as? RestoreError)?.message ?? "\(error)"
      throw .refused("the history of '\(header.name)' cannot be continued. \(reason)")
    }
  }

  /// A run that goes on where its history ended. Calls without an answer are made again, but for
  /// those that wait for a token.
  private func goOn(
    _ restored: Restored, _ log: ExecutionLog, _ performer: any TaskPerformer, _ clock: ClockMode
  ) throws(RunnerError) -> Run {
    let last = restored.execution.now
    let run = Run(
      execution: restored.execution, log: log, performer: performer, clock: clock,
      now: clock == .virtual ? last : options.now())
    let away = clock == .virtual ? 0 : max(0, options.now().milliseconds - last.milliseconds)
    let failure = run.state.withLock { state -> StoreError? in
      state.mapRuns = Dictionary(
        restored.execution.mapRuns.map { (Runner.machine(ofMapRun: $0.arn), $0.arn) },
        uniquingKeysWith: { $1 })
      var sink = Sink()
      sink.events = restored.unrecorded
      if restored.execution.status == .running {
        sink.effects = restored.pendingTasks.filter { !restored.submittedTasks.contains($0.id) }
          .map { .perform($0) }
        let delays = restored.execution.delayTimers
        for (id, time) in restored.timers {
          let later = Timestamp(milliseconds: time.milliseconds &+ away)
          sink.effects.append(.wake(id, at: delays.contains(id) ? time : later))
        }
      }
      do throws(StoreError) {
        let position = try record(run, &state, sink)
        perform(sink.effects, run, &state, after: position)
        awaitTokens(restored, run, &state)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw .store(failure) }
    return run
  }

  /// Goes on waiting for the tokens of calls that were accepted.
  private func awaitTokens(_ restored: Restored, _ run: Run, _ state: inout Run.State) {
    for request in restored.pendingTasks where restored.submittedTasks.contains(request.id) {
      // A `.sync` job's call is made again: nobody else can tell how it ended.
      guard let token = request.taskToken else {
        call(request, run, &state, after: nil)
        continue
      }
      shared.withLock { $0.tokens[token] = (run, request.id) }
      state.pending[request.id] = Run.Pending(request: request, isInFlight: false)
    }
  }
}

extension Execution {
  /// Timers of Wait states and of retries, and of the whole execution, which a pause of the program
  /// does not put off.
  fileprivate var delayTimers: Set<TimerID> {
    Set(
      timers.compactMap { number, use in
        switch use {
        case .delay, .execution: TimerID(number: number)
        case .taskTimeout, .heartbeat, .child: nil
        }
      })
  }
}
