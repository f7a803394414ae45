import ASL
public import History
import JSON

extension Recording {
  /// The first difference between the recorded events and these: of kind and state first, then of
  /// data. Times, ids of requests, tokens and names of runs do not count.
  ///
  /// Branches and iterations are compared each for itself: in which order they took their turns does
  /// not count either.
  public func firstDivergence(from events: [Event]) -> Divergence? {
    firstDivergence(from: events, isUnfinished: false)
  }

  /// - Parameter isUnfinished: whether more events may come, so that missing ones are no difference.
  func firstDivergence(from events: [Event], isUnfinished: Bool) -> Divergence? {
    let events = Places.fill(events)
    if let same = firstDataDifference(self.events[...], events[...]) { return same.divergence }
    var first: Divergence?
    let old = Dictionary(grouping: self.events, by: \.lane)
    let new = Dictionary(grouping: events, by: \.lane)
    for lane in Set(old.keys).union(new.keys) {
      guard let found = compare(old[lane] ?? [], new[lane] ?? [], isUnfinished) else { continue }
      if first.map({ found.place < $0.place }) ?? true { first = found }
    }
    return first
  }

  private struct SameKinds { var divergence: Divergence? }

  /// The first difference of data where both have the same kinds of event; `nil` where they do not.
  private func firstDataDifference(
    _ old: ArraySlice<Event>, _ new: ArraySlice<Event>
  ) -> SameKinds? {
    guard old.count == new.count, zip(old, new).allSatisfy({ $0.isSameKind(as: $1) }) else {
      return nil
    }
    return SameKinds(divergence: zip(old, new).lazy.compactMap { $0.divergence(from: $1) }.first)
  }

  private func compare(_ old: [Event], _ new: [Event], _ isUnfinished: Bool) -> Divergence? {
    for (left, right) in zip(old, new) {
      if !left.isSameKind(as: right) {
        return Divergence(
          recordedId: left.id, newId: right.id, scope: left.note.scope,
          state: left.stateName ?? right.stateName,
          reason: "recorded: \(left.saying); now: \(right.saying)", recorded: nil, new: nil)
      }
      if let divergence = left.divergence(from: right) { return divergence }
    }
    if old.count > new.count {
      if isUnfinished { return nil }
      let left = old[new.count]
      return Divergence(
        recordedId: left.id, newId: nil, scope: left.note.scope, state: left.stateName,
        reason: "recorded: \(left.saying); now: nothing more", recorded: nil, new: nil)
    }
    guard new.count > old.count else { return nil }
    let right = new[old.count]
    return Divergence(
      recordedId: nil, newId: right.id, scope: right.note.scope, state: right.stateName,
      reason: "recorded: nothing more; now: \(right.saying)", recorded: nil, new: nil)
  }
}

extension Divergence {
  /// What comes first: where the recorded run has an event, its place counts.
  fileprivate var place: (Int, Int) { (recordedId ?? newId ?? .max, newId ?? .max) }
}

extension Event {
  /// The branch or iteration to which the event belongs, that of an iteration's own events included.
  fileprivate var lane: String {
    guard case .mapIteration(let name, let index) = details else { return note.scope }
    return "\(note.scope)/\(name)[\(index)]#"
  }

  fileprivate func isSameKind(as other: Event) -> Bool {
    guard type == other.type, note.scope == other.note.scope, stateName == other.stateName else {
      return false
    }
    if case .mapIteration(_, let left) = details, case .mapIteration(_, let right) = other.details {
      return left == right
    }
    return true
  }

  /// `TaskFailed of Pay in Work[3] (Payment.Declined)`
  fileprivate var saying: String {
    var text = type.rawValue
    if let stateName { text += " of \(stateName)" }
    if !note.scope.isEmpty { text += " in \(note.scope)" }
    if let error = failure?.error { text += " (\(error))" }
    return text
  }

  /// How the data of two events of one kind differ.
  fileprivate func divergence(from other: Event) -> Divergence? {
    guard details != other.details else { return nil }
    let old = details.parts
    let new = other.details.parts
    for (name, left) in old {
      let right = new.first { $0.name == name }?.value
      if let right, left == right { continue }
      let difference: Difference?
      if case .data(let old) = left, case .data(let new)? = right {
        difference = firstDifference(Payload(old).value, Payload(new).value)
      } else {
        difference = firstDifference(left.json, right?.json ?? .null)
      }
      if let difference { return divergence(from: other, name, difference) }
    }
    for (name, right) in new where !old.contains(where: { $0.name == name }) {
      return divergence(
        from: other, name, Difference(pointer: "", old: nil, new: right.json))
    }
    return nil
  }

  private func divergence(
    from other: Event, _ name: String, _ difference: Difference
  ) -> Divergence {
    let pointer = name + difference.pointer
    var divergence = Divergence(
      recordedId: id, newId: other.id, scope: note.scope, state: stateName,
      reason: "\(pointer) of \(saying) differs", recorded: difference.old?.text,
      new: difference.new?.text)
    divergence.pointer = pointer
    return divergence
  }
}

extension EventDetails {
  enum Part: Equatable {
    /// JSON text
    case data(String)
    case word(String)

    var json: Value {
      switch self {
      case .data(let text): Payload(text).value
      case .word(let text): .string(text)
      }
    }
  }

  /// The members that tell data of a run; those that follow from the definition alone are left out.
  var parts: [(name: String, value: Part)] {
    switch self {
    case .none, .executionRedriven, .taskStarted, .activityStarted, .mapIteration, .mapRunStarted,
      .mapRunRedriven:
      return []
    case .stateEntered(_, let input), .executionStarted(let input, _, _, _):
      return [("input", .data(input))]
    case .stateExited(_, let output, let assigned):
      return [("output", .data(output))]
        + assigned.map { ("variables/\($0.name)", .data($0.value)) }
    case .output(let output): return [("output", .data(output))]
    case .taskOutput(_, _, let output): return [("output", .data(output))]
    case .failure(let error, let cause): return Self.failure(error, cause)
    case .taskFailure(_, _, let error, let cause): return Self.failure(error, cause)
    case .evaluationFailed(let error, let cause, _, _): return Self.failure(error, cause)
    case .taskScheduled(let task):
      return [
        ("resource", .word("\(task.resourceType):\(task.resource)")),
        ("parameters", .data(task.parameters)),
      ]
    case .lambdaFunctionScheduled(let resource, let input, _, _),
      .activityScheduled(let resource, let input, _, _):
      return [("resource", .word(resource)), ("input", .data(input))]
    case .mapStateStarted(let length): return [("length", .data(String(length)))]
    }
  }

  private static func failure(_ error: String?, _ cause: String?) -> [(name: String, value: Part)] {
    [("error", error), ("cause", cause)].compactMap { name, text in
      text.map { (name, .word($0)) }
    }
  }
}
