import JSON

/// A value on its way through the states, with its JSON text where it has one already.
///
/// What passes through untouched keeps its own text, blanks and spelling of numbers included; the
/// text of what was made here is written when an event or a task first needs it, and once.
struct Datum: Sendable {
  var value: Value
  private(set) var text: String?
  /// Whether the value is known to be within the bound of payloads.
  private var isMeasured = false

  static let empty = Datum(.empty)

  init(_ value: Value) { self.value = value }

  init(_ payload: Payload) {
    value = payload.value
    text = payload.text
  }

  /// An array of data: its text keeps their texts.
  init(array data: [Datum]) {
    value = .array(data.map(\.value))
    guard data.contains(where: { $0.text != nil }) else { return }
    text = "[" + data.map { $0.text ?? $0.value.text }.joined(separator: ",") + "]"
  }

  /// Makes the text if there is none yet, and returns it.
  @discardableResult mutating func spell() -> String {
    if let text { return text }
    let made = value.text
    text = made
    return made
  }

  var payload: Payload { Payload(value: value, text: text ?? value.text) }

  /// Bytes of the JSON text.
  var size: Int { text?.utf8.count ?? value.text.utf8.count }

  /// At least the bytes of the JSON text, found quickly; no more than the bound of payloads where
  /// the text is known to be within it.
  var largestSize: Int {
    if let text { return text.utf8.count }
    var room = Bound.payload
    return value.takeBound(from: &room) ? Bound.payload - room : Bound.payload
  }

  /// Whether the JSON text is within the bound of payloads. Makes the text only where that is in
  /// doubt.
  mutating func isWithinBound() -> Bool {
    if isMeasured { return true }
    if text == nil {
      var room = Bound.payload
      isMeasured = value.takeBound(from: &room)
    }
    if !isMeasured { isMeasured = spell().utf8.count <= Bound.payload }
    return isMeasured
  }
}

extension Value {
  /// Takes at least the length of the compact text from `room`: quick, and enough for most values.
  fileprivate func takeBound(from room: inout Int) -> Bool {
    switch self {
    case .null, .bool: room -= 5
    case .int, .double: room -= 26
    case .string(let text): room -= 6 * text.utf8.count + 2
    case .array(let elements):
      room -= 2 + elements.count
      for element in elements where room < 0 || !element.takeBound(from: &room) { return false }
    case .object(let object):
      room -= 2
      for name in object.names { room -= 6 * name.utf8.count + 4 }
      for value in object.values where room < 0 || !value.takeBound(from: &room) { return false }
    }
    return room >= 0
  }
}
