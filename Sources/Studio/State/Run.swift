import ASL
import Engine
import History
import JSON

/// An execution on the screen: one that is moved by hand, or one that was recorded.
struct Run: Sendable {
  /// What kind of execution this is.
  enum Kind: Sendable, Equatable {
    /// It can be moved on.
    case live
    /// Only its events are there.
    case recorded
    /// Another program runs it; its events come as they are written.
    case followed
    /// The tasks are answered from another execution.
    case replay(of: String)
  }

  /// A movement that a person asked for.
  enum Movement: Sendable, Equatable {
    case into, next, out, proceed
    case to(String)
  }

  /// Who answers tasks.
  enum Answering: Sendable, Equatable {
    /// Mocks, functions and services; the person where none of them can.
    case services
    /// Always the person.
    case byHand
  }

  /// Tells runs apart in messages that come late.
  let id: Int
  var name: String
  var kind: Kind
  var machine: StateMachine?
  /// `nil` for one that was only recorded.
  var stepper: Stepper?
  /// Of one that was only recorded: what the history keeps of it beside its events.
  var header: ExecutionHeader?
  /// Of one that was only recorded: the same run made again from its events, for what they do not
  /// tell. It is made when it is first asked for.
  private(set) var shadow: Stepper?
  private var hasTriedShadow = false
  /// All events, those after the moment that is looked at included.
  private(set) var events: [Event] = []
  private(set) var story = Story()
  /// The id of the event that is looked at: everything up to it has happened.
  var moment = 0
  var status: ExecutionStatus
  var answering = Answering.services
  var testCase: String?
  /// Waits take their time; `nil`: they pass at once.
  var pace: Pace?
  /// A movement that goes on when tasks are answered or the next slice of time comes.
  var movement: Movement?
  /// Tasks that were given to the services and have not come back.
  var performing: Set<TaskID> = []
  /// Tasks that only a person can answer, with what would.
  var unanswered: [TaskID: String] = [:]
  /// The states that called tasks.
  var taskStates: [TaskID: String] = [:]
  /// What functions wrote, by the task that called them.
  var output: [TaskID: [String]] = [:]
  /// Tasks that services performed, in the order of their answers.
  var marks: [ServiceMark] = []
  /// The checkpoint at which the services stand; `nil` before the first task.
  var servicesStand: Int?
  /// How many of `events` are in the history.
  var recordedCount = 0
  /// The ways it went, by the stepper's timelines.
  var ways: [Int: Way] = [:]
  /// The run went another way than what is in the history: it goes on under another name.
  var isForked = false
  /// The ARN under which the history knows the run.
  var arn: String
  /// The first difference of a replay.
  var divergence: Divergence?
  var recording: Recording?
  /// The banner about the end was put away.
  var isBannerClosed = false

  init(id: Int, name: String, arn: String, kind: Kind, machine: StateMachine?, stepper: Stepper?) {
    self.id = id
    self.name = name
    self.arn = arn
    self.kind = kind
    self.machine = machine
    self.stepper = stepper
    status = .running
  }

  /// The event that is looked at.
  var current: Event? { events.indices.contains(moment - 1) ? events[moment - 1] : nil }

  /// Whether the moment is the last that is known.
  var isAtEnd: Bool { moment >= (events.last?.id ?? 0) }

  /// Whether the execution has ended by the moment.
  var isOver: Bool { status != .running && isAtEnd }

  /// A way that the run went: under which name it is in the history.
  struct Way: Sendable {
    var name: String
    var arn: String
    var recordedCount: Int
    var marks: [ServiceMark]
  }

  mutating func rememberWay() {
    guard let stepper else { return }
    ways[stepper.currentTimeline] = Way(
      name: name, arn: arn, recordedCount: recordedCount, marks: marks)
  }

  /// Goes to another way, to its end.
  mutating func switchTo(timeline id: Int) {
    guard stepper?.currentTimeline != id else { return }
    rememberWay()
    stepper?.move(toPosition: .max)
    guard stepper?.switchTo(timeline: id) == true else { return }
    stepper?.move(toPosition: .max)
    guard let stepper else { return }
    events = stepper.events
    story = Story(events)
    moment = events.last?.id ?? 0
    status = stepper.execution.status
    (isForked, performing, unanswered, movement) = (false, [], [:], nil)
    guard let way = ways[id] else { return }
    (name, arn, recordedCount, marks) = (way.name, way.arn, way.recordedCount, way.marks)
  }

  /// Makes a recorded run again, as far as its events allow; once for each number of events.
  mutating func makeShadow(_ options: ReadingOptions) {
    guard stepper == nil, !hasTriedShadow, let header, let first = events.first,
      case .executionStarted(let input, _, _, _) = first.details,
      let payload = try? Payload(parsing: input),
      let machine = StateMachine.read(header.definition, options: options).machine
    else { return }
    hasTriedShadow = true
    var session = ReplaySession(
      recording: Recording(events: events, machine: machine), machine: machine,
      identity: header.identity, input: payload, seed: header.seed, at: first.timestamp)
    session.run(limit: 100_000)
    // Where it went another way it tells of another run.
    let isSame = zip(session.stepper.events, events).allSatisfy {
      $0.type == $1.type && $0.stateName == $1.stateName
    }
    shadow = isSame ? session.stepper : nil
  }

  /// The events of an execution that was recorded.
  mutating func load(_ events: [Event]) {
    self.events = events
    story = Story(events)
    moment = events.last?.id ?? 0
    recordedCount = events.count
  }

  /// Events that another program wrote.
  mutating func append(_ fresh: [Event]) {
    events += fresh
    (shadow, hasTriedShadow) = (nil, false)
    story.extend(fresh[...])
    recordedCount = events.count
  }

  /// Takes over what the stepper has after it moved.
  mutating func follow() {
    guard let stepper else { return }
    let fresh = stepper.events
    let isContinuation = fresh.count >= events.count && sharesEnd(fresh)
    if isContinuation {
      story.extend(fresh[events.count...])
      events = fresh
    } else if stepper.undoneSteps == 0 || !isPrefix(fresh) {
      let shared = zip(fresh, events).prefix { $0 == $1 }.count
      marks.removeAll { $0.event > shared }
      isForked = isForked || fresh.count < recordedCount || !isPrefix(fresh)
      events = fresh
      story = Story(fresh)
    }
    moment = fresh.last?.id ?? 0
    status = stepper.execution.status
    performing.formIntersection(stepper.pendingTasks.map(\.id))
  }

  private func sharesEnd(_ fresh: [Event]) -> Bool {
    guard let last = events.last else { return true }
    return fresh.count >= events.count && fresh[events.count - 1] == last
  }

  private func isPrefix(_ fresh: [Event]) -> Bool {
    guard let last = fresh.last else { return true }
    return fresh.count <= events.count && events[fresh.count - 1] == last
  }

  /// The failure of the whole execution, when it is over.
  var failure: (error: String?, cause: String?)? {
    guard isOver, let last = events.last, last.type.isFailure || last.type.isAbortion else {
      return nil
    }
    return last.failure
  }

  /// The event that is to blame for the failure: what the end follows, or what failed inside that
  /// where it is a Map or a Parallel.
  var culprit: Event? {
    guard let last = events.last, last.type.isAboutExecution, last.type.isFailure else {
      return nil
    }
    let before = last.previousEventId
    if events.indices.contains(before - 1), !State.isContainer(events[before - 1].type),
      story.visit(ofEvent: before) != nil
    {
      return events[before - 1]
    }
    let failed = story.failures.reversed().lazy.filter { $0 < last.id }.map { events[$0 - 1] }
    let inner = failed.first { $0.note.recovery == nil && !State.isContainer($0.type) }
    return inner ?? events.last { story.visit(ofEvent: $0.id) != nil }
  }

  /// The tasks that wait for an answer.
  var pendingTasks: [TaskRequest] { stepper?.pendingTasks ?? [] }
}

// MARK: Moving over what is known

extension Run {
  /// Where a movement forwards over known events ends.
  func nextStop(_ movement: Movement, _ breakpoints: Set<String>) -> Int {
    let scope = current?.note.scope ?? ""
    for event in events[min(moment, events.count)...] {
      if stops(event, movement, scope, breakpoints) { return event.id }
    }
    return events.last?.id ?? 0
  }

  /// Where a movement backwards ends.
  func previousStop(_ movement: Movement, _ breakpoints: Set<String>) -> Int {
    guard moment > 1 else { return min(moment, 1) }
    let scope = current?.note.scope ?? ""
    for event in events[..<min(moment - 1, events.count)].reversed() {
      if stops(event, movement, scope, breakpoints) { return event.id }
    }
    return min(1, events.count)
  }

  private func stops(
    _ event: Event, _ movement: Movement, _ scope: String, _ breakpoints: Set<String>
  ) -> Bool {
    switch movement {
    case .into: true
    case .next: event.type.isEntering && isSameOrOuter(event.note.scope, scope)
    case .out: event.note.scope != scope && isSameOrOuter(event.note.scope, scope)
    case .proceed: event.type.isEntering && breakpoints.contains(event.stateName ?? "")
    case .to(let state): event.type.isEntering && event.stateName == state
    }
  }

  private func isSameOrOuter(_ outer: String, _ inner: String) -> Bool {
    outer == inner || outer.isEmpty || inner.hasPrefix(outer + "/")
  }
}

extension State {
  /// Whether events of a type are about a Map or Parallel as a whole.
  static func isContainer(_ type: EventType) -> Bool {
    type.rawValue.hasPrefix("Map") || type.rawValue.hasPrefix("Parallel")
  }
}
