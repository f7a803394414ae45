import History

/// One way that the execution went. Another begins where something else is answered or changed after
/// going back.
public struct Timeline: Sendable, Identifiable {
  public let id: Int
  public var name: String
  /// The timeline it left, `nil` for the first.
  public let parent: Int?
  /// Where it left its parent: the position, and the last event that both have.
  public let forkPosition: Int
  public let forkEventId: Int
  /// How many steps it has, and events.
  public internal(set) var steps = 0
  public internal(set) var eventCount = 0
  /// How it stands at its end.
  public internal(set) var status = ExecutionStatus.running
}

/// A timeline that the stepper is not on.
struct Parked: Sendable {
  var timeline: Timeline
  var track: Track
  var events: [Event]
  var childEvents: [Stepper.ChildEvent]
  var position: Int
}

extension Stepper {
  /// All timelines, oldest first, the current one included.
  public var timelines: [Timeline] {
    var here = timeline
    here.steps = track.steps.count
    here.eventCount = events.count + undoneEvents.count
    here.status = undoneSteps == 0 ? moment.execution.status : endStatus
    return (parked.map(\.timeline) + [here]).sorted { $0.id < $1.id }
  }

  /// The id of the timeline that the stepper is on.
  public var currentTimeline: Int { timeline.id }

  /// Goes to another timeline, to where it was left.
  ///
  /// - Returns: whether there is such a timeline.
  @discardableResult
  public mutating func switchTo(timeline id: Int) -> Bool {
    guard let place = parked.firstIndex(where: { $0.timeline.id == id }) else {
      return id == timeline.id
    }
    let other = parked.remove(at: place)
    park(position: position)
    timeline = other.timeline
    track = other.track
    events = other.events
    childEvents = other.childEvents
    undoneEvents = []
    undoneChildEvents = []
    position = track.steps.count
    moment = track.snapshots[0].moment
    told = 0
    goal = nil
    rebuild(at: other.position)
    return true
  }

  /// Gives a timeline a name.
  public mutating func rename(timeline id: Int, to name: String) {
    if timeline.id == id { timeline.name = name }
    for place in parked.indices where parked[place].timeline.id == id {
      parked[place].timeline.name = name
    }
  }

  /// Forgets a timeline; the one that the stepper is on stays.
  public mutating func remove(timeline id: Int) {
    parked.removeAll { $0.timeline.id == id }
  }

  /// Forgets what was undone: going on from here asks again for every answer.
  public mutating func forgetUndone() {
    track.cut(at: position, told: told)
    undoneEvents = []
    undoneChildEvents = []
  }

  // MARK: Forks

  /// Leaves what comes after here to a timeline of its own, and begins another from here.
  mutating func fork() {
    guard undoneSteps > 0 else {
      track.cut(at: position, told: told)
      return
    }
    park(position: track.steps.count)
    let parent = timeline.id
    forgetUndone()
    timelineCount += 1
    timeline = Timeline(
      id: timelineCount, name: "what-if \(timelineCount - 1)", parent: parent,
      forkPosition: position, forkEventId: events.count)
  }

  private mutating func park(position: Int) {
    var here = timeline
    here.steps = track.steps.count
    here.eventCount = events.count + undoneEvents.count
    here.status = undoneSteps == 0 ? moment.execution.status : endStatus
    parked.append(
      Parked(
        timeline: here, track: track, events: events + undoneEvents.reversed(),
        childEvents: childEvents + undoneChildEvents.reversed(), position: position))
  }

  /// How the execution stands at the end of what is known.
  private var endStatus: ExecutionStatus {
    switch undoneEvents.first?.type {
    case .executionSucceeded: .succeeded
    case .executionFailed: .failed
    case .executionAborted: .aborted
    case .executionTimedOut: .timedOut
    default: .running
    }
  }
}
