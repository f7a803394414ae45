public import ASL
import History
public import JSON

/// A recorded run once more, on the same definition or on an edited one, in virtual time.
///
/// Calls are answered from the recording as long as it has an answer. Where an edited definition
/// asks for something else, `run` stops with `needsAnswer`: whoever holds the session asks a person
/// or really performs `stepper.pendingTasks` and goes on from there; what was played until then stays.
public struct ReplaySession: Sendable {
  /// What came of it.
  public struct Outcome: Sendable, Equatable {
    /// How the recorded run ended; `nil` where its history has no end.
    public var recordedStatus: ExecutionStatus?
    public var newStatus: ExecutionStatus
    /// The first difference; `nil` where the runs are the same (so far).
    public var divergence: Divergence?
    /// Names of states that were entered in only one of the runs, in order.
    public var onlyRecorded: [String]
    public var onlyNew: [String]
    /// Calls that the recording has no answer for.
    public var unrecordedTasks: Int

    /// Whether both runs went the same way to their ends.
    public var isIdentical: Bool { divergence == nil && newStatus != .running }
    /// The recorded run did not succeed and the new one does.
    public var isSaved: Bool {
      newStatus == .succeeded && recordedStatus != nil && recordedStatus != .succeeded
    }
    /// The recorded run succeeded and the new one does not.
    public var isBroken: Bool {
      recordedStatus == .succeeded && newStatus != .succeeded && newStatus != .running
    }

    /// One sentence for a person.
    public var summary: String {
      let recorded = recordedStatus?.rawValue ?? "unfinished"
      if newStatus == .running { return "recorded \(recorded); waits for an answer" }
      if isIdentical { return "identical to the recorded run: \(newStatus.rawValue)" }
      let change =
        isSaved ? " (the change saves this run)" : isBroken ? " (the change breaks this run)" : ""
      return "recorded \(recorded), now \(newStatus.rawValue)\(change)"
    }
  }

  public let recording: Recording
  /// The run; it can be moved by hand, back too.
  public var stepper: Stepper

  public init(
    recording: Recording, machine: StateMachine, identity: Identity, input: Payload, seed: UInt64,
    at time: Timestamp? = nil
  ) {
    self.recording = recording
    let start = time ?? recording.events.first?.timestamp ?? Timestamp(milliseconds: 0)
    stepper = Stepper(
      machine: machine, identity: identity, input: input, seed: seed, at: start)
    stepper.recording = recording
  }

  /// Goes on to the end, or until a call has no recorded answer.
  ///
  /// Where the recorded run was stopped from outside, or redriven, so is this one.
  @discardableResult
  public mutating func run(limit: Int = 1_000_000) -> Stepper.Stop {
    while true {
      let stop = stepper.proceed(limit: limit)
      switch stop {
      case .ended:
        guard redrives > stepper.execution.redriveCount, stepper.execution.status != .succeeded
        else { return stop }
        stepper.redrive()
      case .needsAnswer:
        guard stepper.isSilent, let end = recording.events.last(where: { $0.type.isOfExecution }),
          end.type == .executionAborted
        else { return stop }
        stepper.stop(error: end.failure?.error, cause: end.failure?.cause)
      default: return stop
      }
    }
  }

  private var redrives: Int {
    recording.events.reduce(0) { $0 + ($1.type == .executionRedriven ? 1 : 0) }
  }

  /// How the run compares so far. What the new run has not come to yet is no difference.
  public var outcome: Outcome {
    var status = stepper.execution.status
    var divergence = recording.firstDivergence(
      from: stepper.events, isUnfinished: status == .running)
    if divergence != nil || status == .running, let exact {
      (status, divergence) = exact
    }
    let old = entered(recording.events)
    let new = entered(stepper.events)
    return Outcome(
      recordedStatus: recording.status, newStatus: status, divergence: divergence,
      onlyRecorded: old.filter { !new.contains($0) }, onlyNew: new.filter { !old.contains($0) },
      unrecordedTasks: stepper.unrecordedTasks.count)
  }

  /// How the run compares when its turns are taken exactly as the events tell; `nil` where they cannot
  /// be. Branches that fail while others have news go an own way in virtual time.
  private var exact: (status: ExecutionStatus, divergence: Divergence?)? {
    guard recording.status != nil, stepper.isReplayOnly else { return nil }
    let again = stepper.execution
    let restored = try? Execution.restored(
      machine: again.machine, identity: again.identity, input: again.input, seed: stepper.seed,
      events: recording.events, children: recording.children)
    guard let restored, restored.unrecorded.isEmpty else { return nil }
    return (restored.execution.status, recording.firstDivergence(from: restored.replayed))
  }

  /// The names of the states entered, each once.
  private func entered(_ events: [Event]) -> [String] {
    var seen: Set<String> = []
    return events.compactMap(\.enteredState).filter { seen.insert($0).inserted }
  }
}

extension Stepper {
  /// Whether nothing was answered but from the recording.
  fileprivate var isReplayOnly: Bool {
    track.given.values.joined().allSatisfy { if case .answer = $0 { false } else { true } }
  }

  /// Whether every call that waits was left without an answer in the recorded run too.
  fileprivate var isSilent: Bool {
    pendingTasks.allSatisfy { moment.player?.silent.contains($0.id) == true }
  }
}
