import ASL
import JSON
import JSONata

extension Execution {
  /// Whether a rule of a Choice state holds.
  mutating func holds(_ condition: Condition, _ sight: Sight) throws(Failure) -> Bool {
    switch condition {
    case .constant(let flag): return flag
    case .comparison(let comparison): return try holds(comparison, sight)
    case .not(let inner): return try !holds(inner, sight)
    case .and(let conditions):
      for inner in conditions where try !holds(inner, sight) { return false }
      return true
    case .or(let conditions):
      for inner in conditions where try holds(inner, sight) { return true }
      return false
    case .expression(let expression, let field):
      let value = try evaluate(expression, field: field, sight)
      guard case .bool(let flag) = value else {
        throw .expression(expression.source, field: field, unexpected(value, expected: "boolean"))
      }
      return flag
    }
  }

  private mutating func holds(_ comparison: Comparison, _ sight: Sight) throws(Failure) -> Bool {
    let value = try find(comparison.variable, sight)
    if case .isPresent = comparison.operator {
      return (value != nil) == (try operand(comparison, sight).bool ?? true)
    }
    guard let value else { throw .invalidReference(comparison.variable) }
    if case .literal(let operand) = comparison.operand {
      return comparison.operator.holds(value, operand)
    }
    return comparison.operator.holds(value, try operand(comparison, sight))
  }

  private mutating func operand(_ comparison: Comparison, _ sight: Sight) throws(Failure) -> Value {
    switch comparison.operand {
    case .literal(let value): return value
    case .path(let path):
      guard let value = try find(path, sight) else { throw .invalidReference(path) }
      return value
    }
  }
}

extension Failure {
  fileprivate static func invalidReference(_ path: DataPath) -> Failure {
    .invalidPath(
      path.text, "The choice state's condition path references an invalid value.")
  }
}

extension Comparison.Operator {
  /// Values of different types never compare: the answer is false, not an error.
  func holds(_ value: Value, _ operand: Value) -> Bool {
    switch self {
    case .string(let relation):
      guard case (.string(let left), .string(let right)) = (value, operand) else { return false }
      return relation.holds(compare(left, right))
    case .numeric(let relation):
      if case (.int(let left), .int(let right)) = (value, operand) {
        return relation.holds(left < right ? -1 : left == right ? 0 : 1)
      }
      guard let left = value.double, let right = operand.double else { return false }
      return relation.holds(left < right ? -1 : left == right ? 0 : 1)
    case .timestamp(let relation):
      guard case (.string(let left), .string(let right)) = (value, operand),
        let left = Timestamp(left), let right = Timestamp(right)
      else { return false }
      return relation.holds(left < right ? -1 : left == right ? 0 : 1)
    case .booleanEquals:
      guard case (.bool(let left), .bool(let right)) = (value, operand) else { return false }
      return left == right
    case .stringMatches:
      guard case (.string(let text), .string(let pattern)) = (value, operand) else { return false }
      return matches(Array(text.utf8), pattern: Wildcard.parse(pattern))
    case .isNull: return value.isNull == (operand.bool ?? true)
    case .isPresent: return operand.bool ?? true
    case .isNumeric: return (value.double != nil) == (operand.bool ?? true)
    case .isString: return (value.string != nil) == (operand.bool ?? true)
    case .isBoolean: return (value.bool != nil) == (operand.bool ?? true)
    case .isTimestamp:
      return (value.string.flatMap { Timestamp($0) } != nil) == (operand.bool ?? true)
    }
  }
}

extension Comparison.Relation {
  fileprivate func holds(_ order: Int) -> Bool {
    switch self {
    case .equals: order == 0
    case .lessThan: order < 0
    case .greaterThan: order > 0
    case .lessThanEquals: order <= 0
    case .greaterThanEquals: order >= 0
    }
  }
}

/// The order of Java's `String.compareTo`: by UTF-16 code units.
private func compare(_ left: String, _ right: String) -> Int {
  if sameText(left, right) { return 0 }
  return left.utf16.lexicographicallyPrecedes(right.utf16) ? -1 : 1
}

/// A piece of a `StringMatches` pattern.
private enum Wildcard {
  case byte(UInt8)
  /// `*`
  case any

  /// `\*` is a star, `\\` a backslash; nothing else is special.
  static func parse(_ pattern: String) -> [Wildcard] {
    var pieces: [Wildcard] = []
    var escaped = false
    for byte in pattern.utf8 {
      switch (escaped, byte) {
      case (false, UInt8(ascii: "\\")):
        escaped = true
        continue
      case (false, UInt8(ascii: "*")): pieces.append(.any)
      case (true, UInt8(ascii: "*")), (true, UInt8(ascii: "\\")), (false, _):
        pieces.append(.byte(byte))
      case (true, _):
        pieces.append(.byte(UInt8(ascii: "\\")))
        pieces.append(.byte(byte))
      }
      escaped = false
    }
    if escaped { pieces.append(.byte(UInt8(ascii: "\\"))) }
    return pieces
  }
}

/// Whether the whole text matches: greedy, going back to the last star where it fails.
private func matches(_ text: [UInt8], pattern: [Wildcard]) -> Bool {
  var place = 0
  var piece = 0
  var star: (piece: Int, place: Int)?
  while place < text.count {
    if piece < pattern.count, case .byte(let byte) = pattern[piece], byte == text[place] {
      place += 1
      piece += 1
    } else if piece < pattern.count, case .any = pattern[piece] {
      star = (piece, place)
      piece += 1
    } else if let last = star {
      star = (last.piece, last.place + 1)
      piece = last.piece + 1
      place = last.place + 1
    } else {
      return false
    }
  }
  return pattern[piece...].allSatisfy { if case .any = $0 { true } else { false } }
}
