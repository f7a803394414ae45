/// The condition of a `[?(…)]` step.
indirect enum Filter: Sendable {
  case all([Filter])
  case any([Filter])
  case not(Filter)
  /// `@.name` alone: whether it leads to a node.
  case exists(Operand)
  case test(Operand, FilterOperator, Operand)

  /// One side of a comparison.
  enum Operand: Sendable {
    /// `@…`, or `$…` where `fromRoot`
    case path(Route, fromRoot: Bool)
    case value(Value)
    /// `/expression/flags`
    case pattern(Pattern)
  }
}

/// The comparisons of filters. Words are written in lower case in paths.
enum FilterOperator: String, Sendable, CaseIterable {
  case equal = "=="
  case sameTypeEqual = "==="
  case unequal = "!="
  case sameTypeUnequal = "!=="
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="
  case matches = "=~"
  case isIn = "in"
  case isNotIn = "nin"
  case contains = "contains"
  case all = "all"
  case size = "size"
  case empty = "empty"
  case subset = "subsetof"
  case any = "anyof"
  case none = "noneof"
}

extension Filter {
  /// Whether an element passes. A path without a node makes a comparison false, `!=` true.
  func accepts(_ item: Value, root: Value) -> Bool {
    switch self {
    case .all(let filters): filters.allSatisfy { $0.accepts(item, root: root) }
    case .any(let filters): filters.contains { $0.accepts(item, root: root) }
    case .not(let filter): !filter.accepts(item, root: root)
    case .exists(let operand): operand.exists(item, root: root)
    case .test(let left, let comparison, let right):
      comparison.holds(left, right, item: item, root: root)
    }
  }
}

extension Filter.Operand {
  func value(_ item: Value, root: Value) -> Value? {
    switch self {
    case .value(let value): return value
    case .pattern(let pattern): return .string(pattern.text)
    case .path(let route, let fromRoot):
      let start = fromRoot ? root : item
      if let node = route.lookUp(start) { return node }
      if route.isPlain { return nil }
      return try? route.evaluate(start, root: root)
    }
  }

  fileprivate func exists(_ item: Value, root: Value) -> Bool {
    guard let value = value(item, root: root) else { return false }
    switch self {
    case .path(let route, _): return route.isDefinite || !(value.array?.isEmpty ?? true)
    case .value(.bool(let flag)): return flag
    default: return true
    }
  }
}

extension FilterOperator {
  fileprivate func holds(
    _ left: Filter.Operand, _ right: Filter.Operand, item: Value, root: Value
  ) -> Bool {
    if self == .matches {
      switch (left, right) {
      case (_, .pattern(let pattern)): return pattern.matches(left.value(item, root: root))
      case (.pattern(let pattern), _): return pattern.matches(right.value(item, root: root))
      default: return false
      }
    }
    let one = left.value(item, root: root)
    let other = right.value(item, root: root)
    switch self {
    case .unequal: return !matchesValue(one, other)
    case .sameTypeUnequal: return !matchesType(one, other)
    case .isNotIn: return !isMember(one, of: other)
    default:
      guard let one, let other else { return false }
      return holds(one, other)
    }
  }

  private func holds(_ one: Value, _ other: Value) -> Bool {
    switch self {
    case .equal: matchesValue(one, other)
    case .sameTypeEqual: matchesType(one, other)
    case .less: ordered(one, other) { $0 < 0 }
    case .atMost: ordered(one, other) { $0 <= 0 }
    case .greater: ordered(one, other) { $0 > 0 }
    case .atLeast: ordered(one, other) { $0 >= 0 }
    case .isIn: isMember(one, of: other)
    case .contains:
      if case (.string(let text), .string(let part)) = (one, other) {
        containsText(text, part)
      } else {
        isMember(other, of: one)
      }
    case .all: (other.array ?? []).allSatisfy { isMember($0, of: one) } && one.array != nil
    case .size: length(one).map { Value.int($0) == other } ?? false
    case .empty: length(one).map { .bool($0 == 0) == other } ?? false
    case .subset:
      one.array.map { $0.allSatisfy { isMember($0, of: other) } } ?? false
    case .any: one.array.map { $0.contains { isMember($0, of: other) } } ?? false
    case .none: one.array.map { !$0.contains { isMember($0, of: other) } } ?? false
    case .matches, .unequal, .sameTypeUnequal, .isNotIn: false
    }
  }
}

/// Equality in filters: a number equals the string with its text.
private func matchesValue(_ left: Value?, _ right: Value?) -> Bool {
  guard let left, let right else { return false }
  switch (left, right) {
  case (.string(let text), .int), (.string(let text), .double): return sameText(text, right.text)
  case (.int, .string(let text)), (.double, .string(let text)):
    return Double(text).map { $0 == left.double } ?? false
  default: return left == right
  }
}

private func matchesType(_ left: Value?, _ right: Value?) -> Bool {
  guard let left, let right else { return false }
  return left.typeName == right.typeName && left == right
}

private func isMember(_ value: Value?, of list: Value?) -> Bool {
  guard let value, case .array(let elements)? = list else { return false }
  return elements.contains { matchesValue($0, value) }
}

private func ordered(_ left: Value, _ right: Value, _ accept: (Int) -> Bool) -> Bool {
  switch (left, right) {
  case (.int(let a), .int(let b)): accept(a < b ? -1 : a == b ? 0 : 1)
  case (.int, .double), (.double, .int), (.double, .double):
    if let a = left.double, let b = right.double {
      a.isNaN || b.isNaN ? false : accept(a < b ? -1 : a == b ? 0 : 1)
    } else {
      false
    }
  // Java compares strings by UTF-16 unit.
  case (.string(let a), .string(let b)):
    accept(a.utf16.lexicographicallyPrecedes(b.utf16) ? -1 : sameText(a, b) ? 0 : 1)
  default: false
  }
}

private func length(_ value: Value) -> Int? {
  switch value {
  case .string(let text): text.utf16.count
  case .array(let elements): elements.count
  case .object(let object): object.count
  default: nil
  }
}

private func containsText(_ text: String, _ part: String) -> Bool {
  let text = Array(text.utf8)
  let part = Array(part.utf8)
  guard !part.isEmpty else { return true }
  guard part.count <= text.count else { return false }
  return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)] == part[...] }
}
