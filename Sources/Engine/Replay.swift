public import History

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

/// Answers tasks from a recorded history, found by state, scope and attempt.
public struct Recording: Sendable {
  public let events: [Event]

  public init(events: [Event]) { self.events = events }

  /// What the recorded run was answered, or `nil` where it made no such call.
  public func answer(to request: TaskRequest) -> TaskAnswer? { nil }

  /// The first difference between the recorded events and these.
  public func firstDivergence(from events: [Event]) -> Divergence? { nil }
}
