import ASL
import History

/// Says of each event in which branch or iteration it stands, and of which state it tells.
///
/// Histories written here say so themselves. Those of AWS do not: there it follows from
/// `previousEventId`, from the names in the details, and for the branches of a Parallel from their
/// first states where the definition is known, else from the order in which they begin.
struct Places {
  private struct Open {
    var state: String
    var type: EventType
    /// Calls scheduled in this visit.
    var calls = 0
    var hasFailed = false
  }

  /// The events so far, with their places.
  private var past: [Event] = []
  private var open: [String: Open] = [:]
  /// Branches that have begun, by the event that starts their Parallel.
  private var branches: [Int: Int] = [:]
  private var firstStates: [String: [String]] = [:]

  /// The events with `note.scope`, `note.state` and `note.retryCount`, where none of them says so.
  static func fill(_ events: [Event], machine: StateMachine? = nil) -> [Event] {
    let isTold = events.contains { !$0.note.scope.isEmpty || $0.note.state != nil }
    let isFlat = !events.contains {
      $0.type == .mapIterationStarted || $0.type == .parallelStateStarted || $0.type.isOfTask
    }
    guard !isTold, !isFlat else { return events }
    var places = Places()
    if let machine { places.collect(machine.scope) }
    for event in events { places.place(event) }
    return places.past
  }

  private mutating func collect(_ scope: Scope) {
    for state in scope.states {
      switch state.type {
      case .parallel(let parallel):
        firstStates[state.name] = parallel.branches.map(\.start.name)
        for branch in parallel.branches { collect(branch) }
      case .map(let map): collect(map.processor)
      default: continue
      }
    }
  }

  private mutating func place(_ event: Event) {
    var event = event
    let scope = scope(of: event)
    event.note.scope = scope
    switch event.details {
    case .stateEntered(let name, _): open[scope] = Open(state: name, type: event.type)
    case .stateExited: open[scope] = nil
    case .mapIteration, .evaluationFailed: break
    default:
      if event.type == .mapStateStarted || event.type == .parallelStateStarted {
        // Another attempt: what stood inside is gone.
        let inside = join(scope, "\(open[scope]?.state ?? "")[")
        for key in open.keys where key.hasPrefix(inside) { open[key] = nil }
      }
      guard !event.type.isOfExecution else { break }
      event.note.state = open[scope]?.state
      if event.type.isScheduled { open[scope]?.calls += 1 }
      if event.type.isOfTask { event.note.retryCount = max(0, (open[scope]?.calls ?? 1) - 1) }
      if event.type == .mapStateFailed || event.type == .parallelStateFailed {
        open[scope]?.hasFailed = true
      }
    }
    past.append(event)
  }

  private mutating func scope(of event: Event) -> String {
    guard !event.type.isOfExecution, past.indices.contains(event.previousEventId - 1) else {
      return ""
    }
    let near = past[event.previousEventId - 1].note.scope
    switch event.details {
    case .stateEntered(let name, _): return scope(entering: name, after: event.previousEventId)
    case .stateExited(let name, _, _), .mapIteration(let name, _):
      return holder(near) { $0.state == name } ?? near
    case .evaluationFailed(_, _, _, let state):
      let inner = open.filter { isSameOrOuter(near, $0.key) && $0.value.state == state }
      return inner.keys.min() ?? near
    default: break
    }
    switch event.type {
    case .mapStateStarted, .mapStateSucceeded, .mapStateFailed, .mapStateAborted, .mapRunSucceeded,
      .mapRunFailed,
      .mapRunAborted:
      return holder(near) { $0.type == .mapStateEntered && !$0.hasFailed } ?? near
    case .parallelStateStarted, .parallelStateSucceeded, .parallelStateFailed,
      .parallelStateAborted:
      return holder(near) { $0.type == .parallelStateEntered && !$0.hasFailed } ?? near
    default: return near
    }
  }

  private mutating func scope(entering name: String, after previous: Int) -> String {
    let event = past[previous - 1]
    let near = event.note.scope
    switch (event.type, event.details) {
    case (_, .mapIteration(let state, let index)) where event.type == .mapIterationStarted:
      return join(near, "\(state)[\(index)]")
    case (.parallelStateStarted, _):
      let parallel = event.note.state ?? ""
      let begun = branches[previous] ?? 0
      branches[previous] = begun + 1
      let named = firstStates[parallel] ?? []
      // A first state of only one branch names it, whatever the order.
      let matching = named.indices.filter { named[$0] == name }
      return join(near, "\(parallel)[\(matching.count == 1 ? matching[0] : begun)]")
    default: return near
    }
  }

  private func join(_ outer: String, _ inner: String) -> String {
    outer.isEmpty ? inner : "\(outer)/\(inner)"
  }

  /// The nearest scope, outwards, whose state fulfils the condition.
  private func holder(_ scope: String, _ condition: (Open) -> Bool) -> String? {
    var place = scope
    while true {
      if let state = open[place], condition(state) { return place }
      guard !place.isEmpty else { return nil }
      place = place.lastIndex(of: "/").map { String(place[..<$0]) } ?? ""
    }
  }
}

extension EventType {
  /// Events of the execution as a whole.
  var isOfExecution: Bool {
    switch self {
    case .executionStarted, .executionSucceeded, .executionFailed, .executionAborted,
      .executionTimedOut, .executionRedriven:
      true
    default: false
    }
  }

  /// Events that tell a call: scheduled, or what became of it.
  var isOfTask: Bool { isScheduled || isNews || isTaskStart }

  var isScheduled: Bool {
    switch self {
    case .taskScheduled, .lambdaFunctionScheduled, .activityScheduled: true
    default: false
    }
  }

  private var isTaskStart: Bool { self == .taskStarted || self == .lambdaFunctionStarted }

  /// Events that tell what the world said about a call.
  var isNews: Bool {
    switch self {
    case .activityStarted, .taskSubmitted: true
    default: isSuccess || isTaskFailure
    }
  }

  var isSuccess: Bool {
    switch self {
    case .taskSucceeded, .lambdaFunctionSucceeded, .activitySucceeded: true
    default: false
    }
  }

  /// A call failed.
  var isTaskFailure: Bool {
    switch self {
    case .taskFailed, .taskTimedOut, .taskStartFailed, .taskSubmitFailed, .lambdaFunctionFailed,
      .lambdaFunctionTimedOut, .lambdaFunctionScheduleFailed, .lambdaFunctionStartFailed,
      .activityFailed, .activityTimedOut, .activityScheduleFailed:
      true
    default: false
    }
  }
}

extension Event {
  /// The state that the event tells of.
  var stateName: String? {
    switch details {
    case .stateEntered(let name, _), .stateExited(let name, _, _), .mapIteration(let name, _):
      name
    case .evaluationFailed(_, _, _, let state): state
    default: note.state
    }
  }

  /// Error and cause, where the event tells a failure.
  var failure: (error: String?, cause: String?)? {
    switch details {
    case .failure(let error, let cause), .taskFailure(_, _, let error, let cause): (error, cause)
    case .evaluationFailed(let error, let cause, _, _): (error, cause)
    default: nil
    }
  }
}
