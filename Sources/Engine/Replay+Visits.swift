import ASL
import History
import JSON

/// One time that a recorded run was in a state.
struct Visit: Sendable {
  /// Where: the branch or iteration, the state, and which time it is there (from 0).
  var scope: String
  var state: String
  var ordinal: Int
  var type: EventType
  var enteredId: Int
  var entered: Timestamp
  var input: String
  var exitedId: Int?
  var exited: Timestamp?
  var output: String?
  var assigned: [AssignedVariable] = []
  var calls: [RecordedCall] = []
  /// `MapStateStarted`, `ParallelStateStarted`: one an attempt.
  var starts: [(id: Int, time: Timestamp)] = []
  /// The last failure told in this visit.
  var failure: (error: String?, cause: String?)?
}

/// One call in a recorded run.
struct RecordedCall: Sendable {
  var scheduledId: Int
  var scheduled: Timestamp
  var arguments: String
  var retryCount: Int
  /// What the world said, in order.
  var news: [News] = []
  /// A call of a Map Run itself, to read items or write results: its arguments are not recorded.
  var isOfRun = false

  struct News: Sendable {
    var id: Int
    var time: Timestamp
    var type: EventType
    var details: EventDetails
  }

  /// Whether the last of the news ends the call.
  var isOver: Bool { news.last.map { $0.type.isSuccess || $0.type.isTaskFailure } ?? false }

  /// Whether the interpreter itself put an end to it: a time-out without the word of a service.
  var hasTimedOut: Bool {
    guard let last = news.last else { return false }
    switch last.type {
    case .taskTimedOut, .lambdaFunctionTimedOut, .activityTimedOut: break
    default: return false
    }
    switch last.details {
    case .failure(let error, let cause), .taskFailure(_, _, let error, let cause):
      return error == ErrorName.timeout && cause == nil
    default: return false
    }
  }
}

/// The visits of a history, in the order in which the states were entered.
struct Visits: Sendable {
  private(set) var all: [Visit] = []
  /// The open visit of each scope, as a place in `all`.
  private var open: [String: Int] = [:]
  private var counts: [VisitKey: Int] = [:]

  /// - Parameter events: with their places (`Places.fill`).
  init(_ events: [Event]) {
    for event in events { add(event) }
  }

  private mutating func add(_ event: Event) {
    let scope = event.note.scope
    switch event.details {
    case .stateEntered(let name, let input):
      let key = VisitKey(scope: scope, state: name)
      open[scope] = all.count
      all.append(
        Visit(
          scope: scope, state: name, ordinal: counts[key, default: 0], type: event.type,
          enteredId: event.id, entered: event.timestamp, input: input))
      counts[key, default: 0] += 1
      return
    case .mapIteration: return
    default: break
    }
    guard !event.type.isOfExecution, let place = open[scope],
      event.stateName == nil || event.stateName == all[place].state
    else { return }
    if case .stateExited(_, let output, let assigned) = event.details {
      all[place].exitedId = event.id
      all[place].exited = event.timestamp
      all[place].output = output
      all[place].assigned = assigned
    } else if event.type.isScheduled {
      all[place].calls.append(
        RecordedCall(
          scheduledId: event.id, scheduled: event.timestamp, arguments: event.arguments ?? "",
          retryCount: event.note.retryCount))
    } else if event.type == .mapStateStarted || event.type == .parallelStateStarted {
      all[place].starts.append((event.id, event.timestamp))
    } else if event.type.isOfMapRun {
      all[place].calls += event.callsOfRun
    } else if event.type.isNews, !all[place].calls.isEmpty {
      all[place].calls[all[place].calls.count - 1].news.append(
        RecordedCall.News(
          id: event.id, time: event.timestamp, type: event.type, details: event.details))
    }
    if let failure = event.failure { all[place].failure = failure }
  }
}

/// A state of a branch or iteration.
struct VisitKey: Hashable, Sendable {
  var scope: String
  var state: String
}

extension Event {
  /// The arguments of a call that is scheduled.
  var arguments: String? {
    switch details {
    case .taskScheduled(let task): task.parameters
    case .lambdaFunctionScheduled(_, let input, _, _), .activityScheduled(_, let input, _, _):
      input
    default: nil
    }
  }
}

extension Event {
  /// The calls that a Map Run itself had made until this event of it.
  var callsOfRun: [RecordedCall] {
    let ends: [(EventType, EventDetails)] =
      switch type {
      case .mapRunStarted: note.reads.map { (.taskSucceeded, .output($0)) }
      case .mapRunSucceeded: [(.taskSucceeded, .output("{}"))]
      case .mapRunFailed where isFailedCallOfRun:
        [(.taskFailed, .failure(error: nil, cause: failure?.cause))]
      default: []
      }
    return ends.map { type, details in
      RecordedCall(
        scheduledId: id, scheduled: timestamp, arguments: "", retryCount: note.retryCount,
        news: [RecordedCall.News(id: id, time: timestamp, type: type, details: details)],
        isOfRun: true)
    }
  }
}

extension Event {
  /// Whether a Map Run failed because it could not read or write.
  private var isFailedCallOfRun: Bool {
    failure?.error == ErrorName.itemReader || failure?.error == ErrorName.resultWriter
  }
}

extension EventType {
  var isOfMapRun: Bool {
    switch self {
    case .mapRunStarted, .mapRunSucceeded, .mapRunFailed: true
    default: false
    }
  }
}

extension RecordedCall.News {
  /// What is said to the execution so that it tells this.
  func stimulus(for id: TaskID) -> Stimulus? {
    switch details {
    case .activityStarted(let worker): return .taskStarted(id, workerName: worker)
    case .output(let text): return .taskSucceeded(id, output: Payload(text))
    case .taskOutput(_, _, let text):
      return type == .taskSubmitted
        ? .taskSubmitted(id, output: Payload(text)) : .taskSucceeded(id, output: Payload(text))
    case .failure(let error, let cause), .taskFailure(_, _, let error, let cause):
      return .taskFailed(id, TaskFailure(stage: stage, error: error, cause: cause))
    default:
      // Histories without data tell that a call ended, not how.
      if type.isSuccess { return .taskSucceeded(id, output: .empty) }
      if type == .taskSubmitted { return .taskSubmitted(id, output: .empty) }
      if type == .activityStarted { return .taskStarted(id, workerName: nil) }
      return type.isTaskFailure
        ? .taskFailed(id, TaskFailure(stage: stage, error: nil, cause: nil)) : nil
    }
  }

  private var stage: TaskFailure.Stage {
    switch type {
    case .lambdaFunctionScheduleFailed, .activityScheduleFailed: .schedule
    case .lambdaFunctionStartFailed, .taskStartFailed: .start
    case .taskSubmitFailed: .submit
    case .lambdaFunctionTimedOut, .taskTimedOut, .activityTimedOut: .timeout
    default: .run
    }
  }
}

extension Payload {
  /// The text as data; a text that is no JSON (cut off by a log) stands for itself.
  init(_ recorded: String) {
    self = (try? Payload(parsing: recorded)) ?? Payload(.string(recorded))
  }
}
