import Synchronization

/// The bridge from a filter's `/expression/flags` to Swift's regular expressions.
///
/// Java's `Matcher.matches` is kept: the whole text must match, by code point, with the flags `i`,
/// `m`, `s`, `x` and `u`. The two dialects agree on what paths use in practice; where Swift does not
/// know a Java construct (`\p{javaLowerCase}`) the path is refused when it is compiled.
final class Pattern: Sendable {
  let text: String
  private let expression: Mutex<Regex<AnyRegexOutput>>

  /// `nil` where the expression cannot be compiled.
  init?(_ text: String, flags: String) {
    let inline = flags.filter { "sx".contains($0) }
    guard
      var regex = try? Regex(inline.isEmpty ? text : "(?\(inline))" + text)
        .matchingSemantics(.unicodeScalar)
    else { return nil }
    if flags.contains("i") { regex = regex.ignoresCase() }
    if flags.contains("m") { regex = regex.anchorsMatchLineEndings() }
    self.text = text
    expression = Mutex(regex)
  }

  /// Whether a string or a number's text matches; an array passes if one of its elements does.
  func matches(_ value: Value?) -> Bool {
    switch value {
    case .string(let text): matches(text)
    case .int, .double: matches(value?.text ?? "")
    case .array(let elements): elements.contains { $0.array == nil && matches($0) }
    default: false
    }
  }

  private func matches(_ text: String) -> Bool {
    expression.withLock { regex in
      guard let match = try? regex.wholeMatch(in: text) else { return false }
      return match.range == text.startIndex..<text.endIndex
    }
  }
}
