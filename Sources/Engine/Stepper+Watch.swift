import ASL
public import History
import JSON
public import JSONata

/// Something to stop at when it happens, wherever it does.
public struct DataBreakpoint: Sendable, Identifiable {
  public enum Condition: Sendable {
    /// The expression becomes true in a branch or iteration. It sees `$states.input`,
    /// `$states.result`, `$states.context` and the variables there.
    case becomesTrue(Expression)
    /// The variable is assigned another value.
    case variableChanges(String)
    /// An event carries more bytes of data than this.
    case payloadExceeds(Int)
    /// A call fails or times out.
    case taskFails
    /// A failure is taken by a retrier.
    case retries
  }

  public var id: Int
  public var condition: Condition

  public init(id: Int, condition: Condition) {
    self.id = id
    self.condition = condition
  }
}

extension Stepper {
  /// A data breakpoint that was hit, and by what.
  public struct Hit: Sendable, Equatable {
    /// `DataBreakpoint.id`
    public var id: Int
    public var scope: String
    public var state: String?
    /// The event that told it; 0 where no event did.
    public var eventId: Int
    /// What happened: one line.
    public var reason: String
  }

  /// Takes a step and looks whether a data breakpoint was hit.
  mutating func advanceWatching() -> Stop? {
    hit = nil
    guard !dataBreakpoints.isEmpty else { return advance() }
    let before = moment.execution
    let turn = before.turn
    let count = events.count
    if let stop = advance() { return stop }
    hit = Watch(dataBreakpoints).hit(before, turn, moment.execution, events[count...])
    return nil
  }

  /// Where a data breakpoint was hit.
  var dataStop: Stop? {
    hit.map { .breakpoint(scope: $0.scope, state: $0.state ?? "") }
  }

  /// The last position between `low` and this one at which a data breakpoint is hit.
  func lastHit(from low: Int) -> (position: Int, hit: Hit)? {
    let watch = Watch(dataBreakpoints)
    // Backwards from snapshot to snapshot, each part forwards.
    var end = position
    while end - 1 > low {
      let start = max(low, track.snapshot(before: end - 2).position)
      var moment = track.snapshot(before: start).moment
      var found: (position: Int, hit: Hit)?
      for place in track.snapshot(before: start).position..<(end - 1) {
        for given in track.given[place] ?? [] { moment.tell(given) }
        let before = moment.execution
        var sink = Sink()
        _ = moment.step(into: &sink)
        guard place >= start else { continue }
        if let hit = watch.hit(before, before.turn, moment.execution, sink.events[...]) {
          found = (place + 1, hit)
        }
      }
      if let found { return found }
      end = start + 1
    }
    return nil
  }
}

extension DataBreakpoint {
  /// The first of the events that fulfils the condition by itself; conditions on expressions and
  /// variables need a run. For histories that were recorded.
  public func firstHit(in events: some Sequence<Event>) -> Event? {
    events.first { told(by: $0) != nil }
  }

  /// Why an event fulfils the condition.
  func told(by event: Event) -> String? {
    switch condition {
    case .payloadExceeds(let limit):
      let largest = event.details.parts.map(\.value.bytes).max() ?? 0
      return largest > limit ? "\(event.type.rawValue) carries \(largest) bytes" : nil
    case .taskFails:
      guard event.type.isTaskFailure else { return nil }
      return "\(event.type.rawValue): \(event.failure?.error ?? "no error name")"
    case .retries:
      guard let recovery = event.note.recovery, recovery.hasPrefix("Retry") else { return nil }
      return "\(recovery) takes \(event.failure?.error ?? "the failure")"
    case .variableChanges(let name):
      guard case .stateExited(_, _, let assigned) = event.details,
        let variable = assigned.first(where: { $0.name == name })
      else { return nil }
      return "$\(name) := \(variable.value)"
    case .becomesTrue: return nil
    }
  }
}

/// Looks at single steps.
private struct Watch {
  let breakpoints: [DataBreakpoint]

  init(_ breakpoints: [DataBreakpoint]) { self.breakpoints = breakpoints }

  /// What a step hit: the execution before it, the frame that took it, the execution after it, and
  /// its events.
  func hit(
    _ before: Execution, _ turn: Int, _ after: Execution, _ events: ArraySlice<Event>
  ) -> Stepper.Hit? {
    for breakpoint in breakpoints {
      switch breakpoint.condition {
      case .payloadExceeds, .taskFails, .retries:
        for event in events {
          guard let reason = breakpoint.told(by: event) else { continue }
          return Stepper.Hit(
            id: breakpoint.id, scope: event.note.scope, state: event.stateName, eventId: event.id,
            reason: reason)
        }
      case .variableChanges(let name):
        guard let f = after.standing(turn), let new = after.variable(name, f) else { continue }
        let old = before.standing(turn).flatMap { before.variable(name, $0) }
        guard old != new else { continue }
        return hit(breakpoint, after, f, events, "$\(name) := \(new.text)")
      case .becomesTrue(let expression):
        guard let f = after.standing(turn), after.holds(expression, f) else { continue }
        // An answer that comes in is no frame's turn: the frame that stands there is asked.
        if before.hasEntered(f), before.holds(expression, f) { continue }
        return hit(breakpoint, after, f, events, "\(expression.source) is true")
      }
    }
    return nil
  }

  private func hit(
    _ breakpoint: DataBreakpoint, _ execution: Execution, _ f: Int, _ events: ArraySlice<Event>,
    _ reason: String
  ) -> Stepper.Hit {
    Stepper.Hit(
      id: breakpoint.id, scope: execution.live[f].path,
      state: events.last?.stateName ?? execution.live[f].state?.name,
      eventId: events.last?.id ?? 0, reason: reason)
  }
}

extension Execution {
  /// The frame that took a step, or where it has ended the one that holds it.
  fileprivate func standing(_ turn: Int) -> Int? {
    guard live.indices.contains(turn) else { return live.isEmpty ? nil : 0 }
    if case .vacant = live[turn].phase { return live[turn].parent >= 0 ? live[turn].parent : nil }
    return turn
  }

  fileprivate func hasEntered(_ f: Int) -> Bool {
    live.indices.contains(f) && live[f].enteredEvent > 0
  }

  /// Whether an expression is true where a frame stands; one that fails is not.
  fileprivate func holds(_ expression: Expression, _ f: Int) -> Bool {
    var copy = self
    let sight = Sight(frame: f, input: live[f].input.value, result: live[f].result?.value)
    let value = try? copy.evaluate(expression, field: "condition", sight)
    return value?.bool == true
  }
}

extension EventDetails.Part {
  fileprivate var bytes: Int {
    switch self {
    case .data(let text), .word(let text): text.utf8.count
    }
  }
}
