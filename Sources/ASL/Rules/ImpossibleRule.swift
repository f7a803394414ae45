import JSON
import JSONata

extension Rule {
  /// `IMPOSSIBLE_RULE`, `SHADOWED_RULE`
  static let impossibleRule = Rule(
    "IMPOSSIBLE_RULE", "SHADOWED_RULE",
    summary: "A rule of a Choice can never be the one that is taken.",
    manual: #"""
      A rule of a Choice that can never hold, because its parts contradict each other:

          "And": [ { "Variable": "$.n", "NumericGreaterThan": 10 },
                   { "Variable": "$.n", "NumericLessThan": 5 } ]

      or a rule that is never reached with a value it holds for, because an earlier rule holds for
      all of them:

          { "Variable": "$.n", "NumericGreaterThan": 10, "Next": "Many" },
          { "Variable": "$.n", "NumericGreaterThan": 100, "Next": "Very many" }

      Comparisons of one variable with constants are understood, within And, Or and Not. JSONata
      conditions are compared as texts; those without variables are evaluated.
      """#
  ) { input in
    input.states { state, _ in
      guard case .choice(let choice) = state.type else { return [] }
      return check(choice.rules.map(\.condition), state)
    }
  }

  private static func check(_ conditions: [Condition], _ state: State) -> [Finding] {
    var findings: [Finding] = []
    for (place, condition) in conditions.enumerated() {
      let location = "\(state.location)/Choices[\(place)]"
      if let why = condition.contradiction {
        findings.append(Finding("IMPOSSIBLE_RULE", "never holds: \(why)", at: location))
      } else if let earlier = conditions[..<place].firstIndex(where: { condition.implies($0) }) {
        findings.append(
          Finding(
            "SHADOWED_RULE",
            "never taken: whenever it holds, Choices[\(earlier)] holds before it "
              + "(\(conditions[earlier].summary))", at: location))
      }
    }
    return findings
  }
}

extension Condition {
  /// A text that is the same for conditions that say the same.
  var key: String {
    switch self {
    case .and(let parts): "and(\(parts.map(\.key).sorted().joined(separator: ",")))"
    case .or(let parts): "or(\(parts.map(\.key).sorted().joined(separator: ",")))"
    case .not(let part): "not(\(part.key))"
    case .comparison(let comparison):
      switch comparison.operand {
      case .literal(let value):
        "\(comparison.variable.text) \(comparison.operator.name) \(value.text)"
      case .path(let path):
        "\(comparison.variable.text) \(comparison.operator.name)Path \(path.text)"
      }
    case .expression(let expression, _): "{\(expression.source)}"
    case .constant(let flag): "\(flag)"
    }
  }

  /// The conditions that must all hold.
  private var conjuncts: [Condition] {
    if case .and(let parts) = self { parts.flatMap(\.conjuncts) } else { [self] }
  }

  /// Why the condition never holds, in few words; `nil` where it may.
  var contradiction: String? {
    let parts = conjuncts
    for (place, part) in parts.enumerated() {
      if part.constant == false { return "its condition is false" }
      switch part {
      case .or(let ways):
        if !ways.isEmpty, ways.allSatisfy({ $0.contradiction != nil }) {
          return "none of its ways can hold"
        }
      default: break
      }
      for other in parts[..<place] where part.excludes(other) {
        return "'\(other.summary)' and '\(part.summary)' exclude each other"
      }
    }
    return nil
  }

  /// What a condition without data always gives.
  private var constant: Bool? {
    switch self {
    case .constant(let flag): return flag
    case .expression(let expression, _) where expression.variables.isEmpty:
      // With another time and seed: neither `$now` nor `$random` is constant.
      let limits = Limits(time: .milliseconds(20), depth: 50, memory: 65_536)
      let outcomes = [(0, 1), (1_000_000_007, 2)].map { milliseconds, seed in
        try? expression.evaluate(
          nil, bindings: [],
          in: Environment(
            now: Timestamp(milliseconds: milliseconds), seed: seed, limits: limits))
      }
      guard outcomes[0] == outcomes[1], case .value(.bool(let flag))? = outcomes[0] else {
        return nil
      }
      return flag
    default: return nil
    }
  }

  /// Whether this one holding means that `other` holds.
  func implies(_ other: Condition) -> Bool {
    if key == other.key || other.constant == true { return true }
    switch (self, other) {
    case (.or(let ways), _): return !ways.isEmpty && ways.allSatisfy { $0.implies(other) }
    case (_, .or(let ways)): return ways.contains { implies($0) }
    case (_, .and(let parts)): return !parts.isEmpty && parts.allSatisfy { implies($0) }
    case (.and(let parts), _): return parts.contains { $0.implies(other) }
    case (.comparison(let a), .comparison(let b)): return a.implies(b)
    default: return false
    }
  }

  /// Whether the two can never hold together.
  private func excludes(_ other: Condition) -> Bool {
    switch (self, other) {
    case (.not(let inner), _): other.implies(inner)
    case (_, .not(let inner)): implies(inner)
    case (.comparison(let a), .comparison(let b)): a.excludes(b)
    default: false
    }
  }
}

extension Comparison {
  /// The type that the variable's value has when the comparison holds.
  private enum Kind {
    case string
    case number
    case boolean
    case null
    case missing
  }

  private var kind: Kind? {
    let holds = operand.flag
    switch `operator` {
    case .string, .timestamp, .stringMatches: return .string
    case .numeric: return .number
    case .booleanEquals: return .boolean
    case .isNull: return holds == true ? .null : nil
    case .isPresent: return holds == false ? .missing : nil
    case .isNumeric: return holds == true ? .number : nil
    case .isString, .isTimestamp: return holds == true ? .string : nil
    case .isBoolean: return holds == true ? .boolean : nil
    }
  }

  func implies(_ other: Comparison) -> Bool {
    guard variable.text == other.variable.text else { return false }
    if let range, let wider = other.range, range.family == wider.family {
      return range.isInside(wider)
    }
    guard case .literal = operand, let kind, let holds = other.operand.flag else { return false }
    switch other.operator {
    case .isPresent: return holds == (kind != .missing)
    case .isNumeric where kind != .missing: return holds == (kind == .number)
    case .isBoolean where kind != .missing: return holds == (kind == .boolean)
    case .isNull where kind != .missing: return holds == (kind == .null)
    case .isString where kind != .missing: return holds == (kind == .string)
    case .isTimestamp where kind != .missing && kind != .string: return !holds
    default: return false
    }
  }

  func excludes(_ other: Comparison) -> Bool {
    guard variable.text == other.variable.text, case .literal = operand,
      case .literal = other.operand
    else { return false }
    if let range, let second = other.range, range.family == second.family {
      return range.isApart(from: second)
    }
    if let kind, let second = other.kind, kind != second { return true }
    if `operator` == other.operator, let a = operand.flag, let b = other.operand.flag {
      return a != b
    }
    return contradictsType(other) || other.contradictsType(self)
  }

  /// Whether `other` says that the value is not of the type that this one needs.
  private func contradictsType(_ other: Comparison) -> Bool {
    guard let kind, other.operand.flag == false else { return false }
    return switch other.operator {
    case .isNumeric: kind == .number
    case .isString: kind == .string
    case .isBoolean: kind == .boolean
    case .isNull: kind == .null
    default: false
    }
  }

  /// The values for which a comparison by size holds.
  private var range: ComparedRange? {
    guard case .literal(let value) = operand else { return nil }
    switch `operator` {
    case .numeric(let relation):
      return value.double.map { ComparedRange(family: .number, relation, .number($0)) }
    case .string(let relation):
      return value.string.map { ComparedRange(family: .string, relation, .text(Array($0.utf16))) }
    case .timestamp(let relation):
      return value.string.flatMap { Timestamp($0) }.map {
        ComparedRange(family: .timestamp, relation, .number(Double($0.milliseconds)))
      }
    case .booleanEquals:
      return value.bool.map { ComparedRange(family: .boolean, .equals, .number($0 ? 1 : 0)) }
    default: return nil
    }
  }
}

extension Comparison.Operand {
  /// The constant `true` or `false`.
  var flag: Bool? {
    if case .literal(.bool(let flag)) = self { flag } else { nil }
  }
}

/// All values on one side of, or at, a bound. Strings compare by UTF-16 unit, as AWS's do.
private struct ComparedRange {
  enum Family {
    case number
    case string
    case timestamp
    case boolean
  }

  enum Bound: Comparable {
    case number(Double)
    case text([UInt16])

    static func < (left: Bound, right: Bound) -> Bool {
      switch (left, right) {
      case (.number(let a), .number(let b)): a < b
      case (.text(let a), .text(let b)): a.lexicographicallyPrecedes(b)
      case (.number, .text): true
      case (.text, .number): false
      }
    }
  }

  var family: Family
  var low: Bound?
  var lowIsIn = false
  var high: Bound?
  var highIsIn = false

  init(family: Family, _ relation: Comparison.Relation, _ bound: Bound) {
    self.family = family
    switch relation {
    case .equals: (low, lowIsIn, high, highIsIn) = (bound, true, bound, true)
    case .lessThan: high = bound
    case .lessThanEquals: (high, highIsIn) = (bound, true)
    case .greaterThan: low = bound
    case .greaterThanEquals: (low, lowIsIn) = (bound, true)
    }
  }

  func isInside(_ wider: ComparedRange) -> Bool {
    if let bound = wider.low {
      guard let low, low > bound || low == bound && (wider.lowIsIn || !lowIsIn) else {
        return false
      }
    }
    if let bound = wider.high {
      guard let high, high < bound || high == bound && (wider.highIsIn || !highIsIn) else {
        return false
      }
    }
    return true
  }

  func isApart(from other: ComparedRange) -> Bool { isBelow(other) || other.isBelow(self) }

  private func isBelow(_ other: ComparedRange) -> Bool {
    guard let high, let low = other.low else { return false }
    return high < low || high == low && !(highIsIn && other.lowIsIn)
  }
}
