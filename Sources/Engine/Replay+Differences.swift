public import JSON

/// A place at which two JSON values differ.
public struct Difference: Sendable, Equatable {
  /// A JSON pointer (RFC 6901); empty for the values themselves.
  public var pointer: String
  /// `nil` where one side has nothing there.
  public var old: Value?
  public var new: Value?

  public init(pointer: String, old: Value?, new: Value?) {
    self.pointer = pointer
    self.old = old
    self.new = new
  }
}

/// Where two values differ, in the order of the old one, as deep as both have the same form.
///
/// - Parameter limit: the most differences that are told.
public func differences(_ old: Value, _ new: Value, limit: Int = .max) -> [Difference] {
  differences(old, new, limit: limit, ignoresRun: false)
}

/// - Parameter ignoresRun: whether the time, the ids and the tokens of a run are no difference.
func differences(_ old: Value, _ new: Value, limit: Int, ignoresRun: Bool) -> [Difference] {
  var found: [Difference] = []
  compare(old, new, Pointer(), limit, ignoresRun: ignoresRun, &found)
  return found
}

/// The first difference that is more than the time, the ids and the tokens of a run.
func firstDifference(_ old: Value, _ new: Value) -> Difference? {
  differences(old, new, limit: 1, ignoresRun: true).first
}

private func compare(
  _ old: Value, _ new: Value, _ pointer: Pointer, _ limit: Int, ignoresRun: Bool,
  _ found: inout [Difference]
) {
  guard found.count < limit, old != new else { return }
  switch (old, new) {
  case (.object(let left), .object(let right)):
    for (name, value) in left where found.count < limit {
      if let other = right[name] {
        compare(value, other, pointer.appending(name), limit, ignoresRun: ignoresRun, &found)
      } else {
        found.append(Difference(pointer: pointer.appending(name).description, old: value, new: nil))
      }
    }
    for (name, value) in right where left[name] == nil && found.count < limit {
      found.append(Difference(pointer: pointer.appending(name).description, old: nil, new: value))
    }
  case (.array(let left), .array(let right)):
    for place in 0..<max(left.count, right.count) where found.count < limit {
      let next = pointer.appending(place)
      if place < left.count, place < right.count {
        compare(left[place], right[place], next, limit, ignoresRun: ignoresRun, &found)
      } else if place < left.count {
        found.append(Difference(pointer: next.description, old: left[place], new: nil))
      } else {
        found.append(Difference(pointer: next.description, old: nil, new: right[place]))
      }
    }
  default:
    if ignoresRun, isOfRun(old, new, name: pointer.tokens.last) { return }
    found.append(Difference(pointer: pointer.description, old: old, new: new))
  }
}

/// Members whose values are another in every run.
private let runNames: Set<String> = [
  "requestid", "x-amzn-requestid", "x-amz-request-id", "x-amz-id-2", "x-amzn-trace-id", "messageid",
  "tasktoken", "token", "executionarn", "date",
]

/// Whether two values differ only as two runs of the same do: by time, ids, tokens, names of runs.
private func isOfRun(_ old: Value, _ new: Value, name: String?) -> Bool {
  if let name, runNames.contains(name.lowercased()) { return true }
  switch (old, new) {
  case (.int(let left), .int(let right)): return isInstant(left) && isInstant(right)
  case (.string(let left), .string(let right)):
    if Timestamp(left) != nil, Timestamp(right) != nil { return true }
    if isUUID(left), isUUID(right) { return true }
    if left.hasPrefix("arn:"), right.hasPrefix("arn:") { return stem(left) == stem(right) }
    return isToken(left) && isToken(right)
  default: return false
  }
}

/// Milliseconds of this century.
private func isInstant(_ number: Int) -> Bool { (946_684_800_000..<4_102_444_800_000) ~= number }

private func isUUID(_ text: String) -> Bool {
  guard text.utf8.count == 36 else { return false }
  return text.utf8.enumerated().allSatisfy { place, byte in
    switch place {
    case 8, 13, 18, 23: byte == UInt8(ascii: "-")
    default: isHexDigit(byte)
    }
  }
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39) ~= byte || (0x41...0x46) ~= byte || (0x61...0x66) ~= byte
}

/// Everything of an ARN but the execution's own name and what follows the machine's.
private func stem(_ arn: String) -> [Substring] {
  let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
  guard parts.count > 6 else { return parts }
  switch parts[5] {
  case "execution", "express": return Array(parts[..<7])
  default: return parts
  }
}

private func isToken(_ text: String) -> Bool {
  text.utf8.count >= 64
    && text.utf8.allSatisfy {
      isHexDigit($0) || (0x41...0x5A) ~= $0 || (0x61...0x7A) ~= $0 || $0 == UInt8(ascii: "+")
        || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: "_")
    }
}
