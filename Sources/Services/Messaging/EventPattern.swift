import JSON

/// An event pattern of EventBridge, also a filter policy of SNS.
///
/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html>
struct EventPattern {
  let pattern: Object

  init?(_ text: String) {
    guard let object = (try? Value(parsing: text))?.object else { return nil }
    pattern = object
  }

  init(_ pattern: Object) { self.pattern = pattern }

  func matches(_ event: Value) -> Bool { Self.matches(pattern, event) }

  private static func matches(_ pattern: Object, _ event: Value?) -> Bool {
    pattern.allSatisfy { name, rule in
      if name == "$or", let choices = rule.array {
        return choices.contains { $0.object.map { matches($0, event) } ?? false }
      }
      let value = event?[name]
      if let inner = rule.object { return matchesNested(inner, value) }
      return matches(rule.array ?? [], value)
    }
  }

  private static func matchesNested(_ pattern: Object, _ value: Value?) -> Bool {
    if let elements = value?.array { return elements.contains { matches(pattern, $0) } }
    return matches(pattern, value)
  }

  private static func matches(_ rules: [Value], _ value: Value?) -> Bool {
    rules.contains { rule in
      if let condition = rule.object, condition.count == 1 {
        let (name, argument) = condition[0]
        if name == "exists" { return (value != nil) == (argument.bool ?? true) }
        guard let value else { return false }
        if name == "anything-but" {
          return !(value.array ?? [value]).contains { !isAnythingBut(argument, $0) }
        }
        return (value.array ?? [value]).contains { holds(name, argument, $0) }
      }
      guard let value else { return false }
      return (value.array ?? [value]).contains { $0 == rule && $0.typeName == rule.typeName }
    }
  }

  private static func isAnythingBut(_ argument: Value, _ value: Value) -> Bool {
    if let condition = argument.object, condition.count == 1 {
      return !(condition[0].value.array ?? [condition[0].value]).contains {
        holds(condition[0].name, $0, value)
      }
    }
    return !(argument.array ?? [argument]).contains(value)
  }

  private static func holds(_ name: String, _ argument: Value, _ value: Value) -> Bool {
    switch name {
    case "prefix", "suffix", "equals-ignore-case", "wildcard":
      return textHolds(name, argument, value)
    case "numeric":
      guard let number = value.double, let parts = argument.array else { return false }
      return stride(from: 0, to: parts.count - 1, by: 2).allSatisfy { place in
        guard let bound = parts[place + 1].double else { return false }
        switch parts[place].string {
        case "=": return number == bound
        case "<": return number < bound
        case "<=": return number <= bound
        case ">": return number > bound
        case ">=": return number >= bound
        default: return false
        }
      }
    case "cidr": return cidr(argument.string ?? "", value.string ?? "")
    default: return false
    }
  }

  /// Whether an address lies in a block such as `10.0.0.0/24`.
  private static func cidr(_ block: String, _ address: String) -> Bool {
    func number(_ text: Substring) -> UInt32? {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 4 else { return nil }
      return parts.reduce(UInt32?(0)) { sum, part in
        guard let sum, let byte = UInt8(part) else { return nil }
        return sum << 8 | UInt32(byte)
      }
    }
    let sides = block.split(separator: "/")
    guard sides.count == 2, let length = Int(sides[1]), (0...32).contains(length),
      let base = number(sides[0]), let address = number(address[...])
    else { return false }
    return length == 0 || (base ^ address) >> (32 - length) == 0
  }

  private static func textHolds(_ name: String, _ argument: Value, _ value: Value) -> Bool {
    guard var text = value.string else { return false }
    var expected = argument.string ?? ""
    if let folded = argument["equals-ignore-case"]?.string {
      expected = folded.lowercased()
      text = text.lowercased()
    }
    switch name {
    case "prefix": return text.hasPrefix(expected)
    case "suffix": return text.hasSuffix(expected)
    case "wildcard": return wildcard(Array(expected.utf8)[...], Array(text.utf8)[...])
    default: return text.lowercased() == expected.lowercased()
    }
  }

  /// `*` stands for any text.
  static func wildcard(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    var (p, t) = (pattern.startIndex, text.startIndex)
    var star: (pattern: Int, text: Int)?
    while t < text.endIndex {
      if p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") {
        star = (p, t)
        p += 1
      } else if p < pattern.endIndex, pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let back = star {
        p = back.pattern + 1
        t = back.text + 1
        star = (back.pattern, t)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
