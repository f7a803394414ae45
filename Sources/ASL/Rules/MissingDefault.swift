import JSON
import JSONata

extension Rule {
  /// `MISSING_DEFAULT`
  static let missingDefault = Rule(
    "MISSING_DEFAULT",
    summary: "A Choice without Default fails the execution when no rule matches.",
    manual: #"""
      No rule need match, and there is no `Default`: then the execution fails, and since a Choice
      has no Catch, nothing in its scope can mend it. Rules that between them cover every case
      (a condition and its opposite) need none.
      """#
  ) { input in
    input.states { state, _ in
      guard case .choice(let choice) = state.type, choice.otherwise == nil, !choice.rules.isEmpty,
        !isExhaustive(choice.rules.map(\.condition))
      else { return [] }
      return [
        Finding(
          "MISSING_DEFAULT", "the execution fails when no rule matches: add a Default",
          at: "\(state.location)/Choices")
      ]
    }
  }

  private static func isExhaustive(_ conditions: [Condition]) -> Bool {
    for (place, condition) in conditions.enumerated() {
      if case .constant(true) = condition { return true }
      if conditions[..<place].contains(where: { condition.isOpposite(of: $0) }) { return true }
    }
    return false
  }
}

extension Condition {
  /// Whether one of the two always holds, and never both.
  fileprivate func isOpposite(of other: Condition) -> Bool {
    switch (self, other) {
    case (.not(let inner), _): return inner.key == other.key
    case (_, .not(let inner)): return inner.key == key
    case (.comparison(let a), .comparison(let b)):
      guard a.operator == b.operator, a.variable.text == b.variable.text,
        let x = a.operand.flag, let y = b.operand.flag
      else { return false }
      // The tests of a value's presence and type are decided either way; a comparison is not, for
      // a value of another type is neither `true` nor `false`.
      return a.operator != .booleanEquals && x != y
    case (.expression(let a, _), .expression(let b, _)):
      return a.source == "$not(\(b.source))" || b.source == "$not(\(a.source))"
    default: return false
    }
  }
}
