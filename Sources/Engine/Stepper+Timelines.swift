import ASL
import History

/// Another way that the execution went: what was undone when something else was answered.
public struct Timeline: Sendable, Identifiable {
  public let id: Int
  public var name: String
  /// The timeline it left, `nil` for the first.
  public let parent: Int?
  /// Where it left its parent: the position, and the last event both have.
  public let forkPosition: Int
  public let forkEventId: Int
  /// How many steps it has.
  public internal(set) var steps = 0
  /// How it stands at its end.
  public internal(set) var status = ExecutionStatus.running
  /// Whether it is the one that the stepper is on.
  public internal(set) var isCurrent = true
}

extension Stepper {
  /// A timeline that the stepper is not on.
  struct Parked: Sendable {
    var timeline: Timeline
    var track: Track
    var events: [Event]
    var childEvents: [ChildEvent]
    var position: Int
  }

  /// Forgets what comes after here; what is worth it is kept as a timeline of its own.
  mutating func fork() {
    guard track.steps.count > position || (track.given[position]?.count ?? 0) > told else { return }
    track.cut(at: position, told: told)
    undoneEvents = []
    undoneChildEvents = []
  }
}
