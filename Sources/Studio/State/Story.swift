import History

/// The events of an execution by visits of states: what the graph and the detail pane ask.
///
/// It grows with the history. Every question takes the id of the event that is looked at, so that
/// looking at an earlier moment costs no more than at the last.
struct Story: Sendable {
  /// One time that a state was entered.
  struct Visit: Sendable {
    var state: String
    /// The branch or iteration, as in `EventNote.scope`.
    var scope: String
    var entered: Int
    var exited: Int?
    /// Ids of its events, the entering and leaving ones included.
    var events: [Int]
  }

  /// What became of a state by some moment.
  enum Status: Sendable, Equatable {
    case running, waiting, retrying, succeeded, caught, failed, aborted

    /// The status as a sign of one column.
    var symbol: String {
      switch self {
      case .running: "●"
      case .waiting: "◷"
      case .retrying: "↻"
      case .succeeded: "✓"
      case .caught: "↷"
      case .failed: "✗"
      case .aborted: "⊘"
      }
    }
  }

  private(set) var visits: [Visit] = []
  /// Places in `visits`, by state, in the order of entering.
  private(set) var visitsOf: [String: [Int]] = [:]
  /// For each event (by id − 1) its visit.
  private var visitOfEvent: [Int?] = []
  /// The last visit of each scope that was entered.
  private var lastInScope: [String: Int] = [:]
  /// Transitions by the event that took them first.
  private(set) var taken: [Edge: Int] = [:]
  /// Events that are failures, in order.
  private(set) var failures: [Int] = []
  private(set) var lastId = 0

  /// A transition between two states.
  struct Edge: Hashable, Sendable {
    var from: String
    var to: String
  }

  init() {}

  init(_ events: [Event]) { extend(events[...]) }

  /// Takes in events that follow those it has.
  mutating func extend(_ events: ArraySlice<Event>) {
    for event in events { add(event) }
  }

  private mutating func add(_ event: Event) {
    lastId = event.id
    if event.type.isFailure { failures.append(event.id) }
    let visit = place(event)
    while visitOfEvent.count < event.id - 1 { visitOfEvent.append(nil) }
    visitOfEvent.append(visit)
    guard let visit else { return }
    if visits[visit].events.last != event.id { visits[visit].events.append(event.id) }
    if case .stateExited = event.details { visits[visit].exited = event.id }
  }

  /// The visit an event belongs to; a new one where it enters a state.
  private mutating func place(_ event: Event) -> Int? {
    if case .stateEntered(let name, _) = event.details {
      return enter(name, event)
    }
    if let name = event.stateName {
      let candidates = visitsOf[name] ?? []
      return candidates.last { visits[$0].scope == event.note.scope } ?? candidates.last
    }
    guard event.previousEventId > 0, event.previousEventId <= visitOfEvent.count,
      !event.type.isAboutExecution
    else { return nil }
    return visitOfEvent[event.previousEventId - 1]
  }

  private mutating func enter(_ name: String, _ event: Event) -> Int {
    let visit = visits.count
    visits.append(
      Visit(
        state: name, scope: event.note.scope, entered: event.id, exited: nil, events: [event.id]))
    visitsOf[name, default: []].append(visit)
    if let before = lastInScope[event.note.scope] {
      let edge = Edge(from: visits[before].state, to: name)
      if taken[edge] == nil { taken[edge] = event.id }
    }
    lastInScope[event.note.scope] = visit
    return visit
  }

  // MARK: Asking

  /// The visit that an event belongs to.
  func visit(ofEvent id: Int) -> Int? {
    guard id >= 1, id <= visitOfEvent.count else { return nil }
    return visitOfEvent[id - 1]
  }

  /// How many times a state was entered by some moment.
  func count(_ state: String, at moment: Int) -> Int {
    guard let places = visitsOf[state] else { return 0 }
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if visits[places[middle]].entered <= moment { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The last visit of a state by some moment.
  func lastVisit(_ state: String, at moment: Int) -> Int? {
    let count = count(state, at: moment)
    return count > 0 ? visitsOf[state]?[count - 1] : nil
  }

  /// What became of a visit by some moment.
  func status(_ place: Int, at moment: Int, _ events: [Event]) -> Status {
    let visit = visits[place]
    var isCaught = false
    for id in visit.events.reversed() where id <= moment {
      guard events.indices.contains(id - 1) else { continue }
      let event = events[id - 1]
      let recovery = event.note.recovery ?? ""
      if recovery.hasPrefix("Catch") { isCaught = true }
      if let exited = visit.exited, exited <= moment {
        if isCaught { return .caught }
        continue
      }
      if recovery.hasPrefix("Retry") { return .retrying }
      if isCaught { return .caught }
      if event.type.isFailure { return .failed }
      if event.type.isAbortion { return hasFailure(visit, before: id, events) ? .failed : .aborted }
      if event.type == .waitStateEntered { return .waiting }
      return hasFailed(visit, moment, events) ? .failed : .running
    }
    return .succeeded
  }

  /// Whether the last thing before an abortion was a failure that nothing recovered.
  private func hasFailure(_ visit: Visit, before id: Int, _ events: [Event]) -> Bool {
    guard let last = visit.events.last(where: { $0 < id }) else { return false }
    return events[last - 1].type.isFailure && events[last - 1].note.recovery == nil
  }

  /// Whether the execution ended in failure while the visit was open (a Fail state, or a state that
  /// failed without an event of its own).
  private func hasFailed(_ visit: Visit, _ moment: Int, _ events: [Event]) -> Bool {
    guard let last = events.last, last.id <= moment, last.type.isAboutExecution,
      last.type.isFailure
    else { return false }
    return last.previousEventId == visit.events.last
      || last.note.state == visit.state && last.note.scope == visit.scope
  }
}

extension EventType {
  /// Whether the event says that something went wrong.
  var isFailure: Bool {
    let name = rawValue
    return name.hasSuffix("Failed") || name.hasSuffix("TimedOut")
  }

  var isAbortion: Bool { rawValue.hasSuffix("Aborted") }
  var isEntering: Bool { rawValue.hasSuffix("StateEntered") }
  var isExiting: Bool { rawValue.hasSuffix("StateExited") }

  /// Whether the event is about the execution as a whole.
  var isAboutExecution: Bool { rawValue.hasPrefix("Execution") }
}

extension Event {
  /// The state an event names.
  var stateName: String? {
    switch details {
    case .stateEntered(let name, _): name
    case .stateExited(let name, _, _): name
    case .mapIteration(let name, _): name
    case .evaluationFailed(_, _, _, let state): state
    default: note.state
    }
  }

  /// Error and cause of a failure.
  var failure: (error: String?, cause: String?)? {
    switch details {
    case .failure(let error, let cause): (error, cause)
    case .taskFailure(_, _, let error, let cause): (error, cause)
    case .evaluationFailed(let error, let cause, _, _): (error, cause)
    default: nil
    }
  }

  /// The most interesting JSON text of the event and what it is called.
  var data: (label: String, text: String)? {
    switch details {
    case .stateEntered(_, let input): ("input", input)
    case .stateExited(_, let output, _): ("output", output)
    case .executionStarted(let input, _, _, _): ("input", input)
    case .output(let text): ("output", text)
    case .taskScheduled(let scheduled): ("parameters", scheduled.parameters)
    case .taskOutput(_, _, let output): ("output", output)
    case .lambdaFunctionScheduled(_, let input, _, _): ("input", input)
    case .activityScheduled(_, let input, _, _): ("input", input)
    default: nil
    }
  }
}
