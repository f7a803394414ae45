public import ASL
public import History
import JSON

/// The first place where a run differs from the one that was recorded.
public struct Divergence: Sendable, Equatable {
  /// The recorded event's id, and the new one's; `nil` where one side has no more events.
  public var recordedId: Int?
  public var newId: Int?
  public var scope: String
  public var state: String?
  /// What differs: one sentence.
  public var reason: String
  /// JSON texts, where data differ.
  public var recorded: String?
  public var new: String?
  /// Where in the data, as a JSON pointer below the event's member: `input/order/total`.
  public var pointer: String?

  public init(
    recordedId: Int?, newId: Int?, scope: String, state: String?, reason: String,
    recorded: String?, new: String?
  ) {
    self.recordedId = recordedId
    self.newId = newId
    self.scope = scope
    self.state = state
    self.reason = reason
    self.recorded = recorded
    self.new = new
  }
}

/// Answers tasks from a recorded history, found by state, scope, visit and attempt.
public struct Recording: Sendable {
  /// When a recorded answer is used though the call is made with other arguments.
  public enum ArgumentPolicy: Sendable, Hashable {
    /// Always.
    case ignore
    /// A recorded success is; a recorded failure may have come of the old arguments and is not.
    case failuresMustMatch
    /// Never.
    case mustMatch
  }

  public let events: [Event]
  /// Histories of the child executions of Map Runs, in the order in which they were started.
  public let children: [RecordedRun.Child]
  public var policy = ArgumentPolicy.failuresMustMatch

  let visits: Visits
  /// Visits by state and branch or iteration, in order.
  private var places: [VisitKey: [Int]] = [:]
  /// Calls by state and arguments: the visit's place and the call's.
  private var byArguments: [String: [(visit: Int, call: Int)]] = [:]
  let childRecordings: [Recording]

  /// - Parameter machine: the recorded definition; it tells the branches of Parallel states apart in
  ///   histories of AWS, which do not say so themselves.
  public init(events: [Event], machine: StateMachine? = nil, children: [RecordedRun.Child] = []) {
    self.events = Places.fill(events, machine: machine)
    self.children = children
    visits = Visits(self.events)
    childRecordings = children.map { Recording(events: $0.events) }
    for (place, visit) in visits.all.enumerated() {
      places[VisitKey(scope: visit.scope, state: visit.state), default: []].append(place)
      for (number, call) in visit.calls.enumerated() {
        byArguments[Self.key(visit.state, call.arguments), default: []].append((place, number))
      }
    }
  }

  private static func key(_ state: String, _ arguments: String) -> String {
    "\(state)\n\(arguments)"
  }

  /// What the recorded run was answered, or `nil` where it made no such call.
  ///
  /// Where the state was visited several times, the visit with the same arguments answers, else the
  /// first one; a `Stepper` with this recording tells the visits apart.
  public func answer(to request: TaskRequest) -> TaskAnswer? {
    let places = places[VisitKey(scope: request.scope, state: request.state)] ?? []
    let calls = places.compactMap { place in
      visits.all[place].calls.last { $0.retryCount == request.retryCount && !$0.news.isEmpty }
    }
    let call = calls.first { $0.arguments == request.arguments.text } ?? calls.first
    return call.flatMap { fits($0, request) ? $0.answer(to: request.id) : nil }
  }

  /// The call that a run makes as the `number`th of a visit.
  func call(_ request: TaskRequest, visit: Int, number: Int, unused: (Int) -> Bool) -> RecordedCall?
  {
    let key = VisitKey(scope: request.scope, state: request.state)
    if let there = places[key], there.indices.contains(visit) {
      let calls = visits.all[there[visit]].calls
      guard calls.indices.contains(number) else {
        // However many results a Map Run writes.
        return calls.last { $0.isOfRun && $0.news.last?.type == .taskSucceeded }
      }
      if calls[number].news.isEmpty { return calls[number] }
      return fits(calls[number], request) ? calls[number] : nil
    }
    // The state stands elsewhere now, or comes round more often.
    let same = byArguments[Self.key(request.state, request.arguments.text)] ?? []
    return same.lazy.map { visits.all[$0.visit].calls[$0.call] }
      .first { unused($0.scheduledId) && !$0.news.isEmpty }
  }

  private func place(ofEvent id: Int) -> Int? {
    if events.indices.contains(id - 1), events[id - 1].id == id { return id - 1 }
    return events.firstIndex { $0.id == id }
  }

  /// A visit of a state.
  func visit(_ key: VisitKey, _ ordinal: Int) -> Visit? {
    guard let there = places[key], there.indices.contains(ordinal) else { return nil }
    return visits.all[there[ordinal]]
  }

  /// The event in which a call's failure took effect; `nil` for other events.
  func effect(ofEvent id: Int) -> Int? {
    guard let place = place(ofEvent: id), events[place].type.isTaskFailure
    else { return nil }
    let scope = events[place].note.scope
    return events[(place + 1)...].first { $0.previousEventId == id || $0.note.scope == scope }?.id
  }

  private func fits(_ call: RecordedCall, _ request: TaskRequest) -> Bool {
    guard !call.news.isEmpty else { return false }
    if call.isOfRun { return true }
    switch policy {
    case .ignore: return true
    case .failuresMustMatch:
      return call.news.contains { $0.type.isSuccess } || hasSameArguments(call, request)
    case .mustMatch: return hasSameArguments(call, request)
    }
  }

  private func hasSameArguments(_ call: RecordedCall, _ request: TaskRequest) -> Bool {
    call.arguments == request.arguments.text
      || firstDifference(Payload(call.arguments).value, request.arguments.value) == nil
  }

  /// How the recorded run ended; `nil` where the history has no end.
  public var status: ExecutionStatus? {
    switch events.last(where: { $0.type.isOfExecution })?.type {
    case .executionSucceeded: .succeeded
    case .executionFailed: .failed
    case .executionAborted: .aborted
    case .executionTimedOut: .timedOut
    default: nil
    }
  }
}

extension RecordedCall {
  func answer(to id: TaskID) -> TaskAnswer? {
    guard let last = news.last(where: { $0.type != .activityStarted }) else { return nil }
    return switch last.stimulus(for: id) {
    case .taskSucceeded(_, let output)?: .succeeded(output)
    case .taskSubmitted(_, let output)?: .submitted(output)
    case .taskFailed(_, let failure)?: .failed(failure)
    default: nil
    }
  }
}
