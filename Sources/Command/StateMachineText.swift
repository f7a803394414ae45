import ASL

/// Definitions as text.
enum StateMachineText {
  /// Puts values in the place of `${name}`.
  static func substituting(_ values: [String: String], in text: String) -> String {
    guard !values.isEmpty, text.contains("${") else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      result += rest[..<start.lowerBound]
      let after = rest[start.upperBound...]
      guard let end = after.firstIndex(of: "}"), let value = values[String(after[..<end])] else {
        result += "${"
        rest = after
        continue
      }
      result += value
      rest = after[after.index(after: end)...]
    }
    return result + rest
  }

  /// The machine of a recorded definition; `nil` where it cannot be read any more.
  static func compile(_ text: String) -> StateMachine? {
    StateMachine.read(text).machine
  }
}
