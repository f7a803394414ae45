/// A value together with its JSON text: the input or output of a state.
///
/// AWS hands on untouched data with its own blanks and number spelling, measures limits by the text,
/// and writes the text into the history, so the text travels with the value and is made once.
public struct Payload: Sendable, Hashable {
  public let value: Value
  public let text: String

  /// A value that was made here; its text is compact.
  public init(_ value: Value) {
    self.value = value
    text = value.text
  }

  /// A text from outside, kept as it is.
  public init(parsing text: String) throws(ParseError) {
    value = try Value(parsing: text)
    self.text = text
  }

  /// A value whose text is known.
  public init(value: Value, text: String) {
    self.value = value
    self.text = text
  }

  /// `{}`
  public static let empty = Payload(value: .emptyObject, text: "{}")
}
