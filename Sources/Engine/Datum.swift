import JSON

/// A value on its way through the states, with its JSON text where it has one already.
///
/// What passes through untouched keeps its own text, blanks and spelling of numbers included; the
/// text of what was made here is written when an event or a task first needs it, and once.
struct Datum: Sendable {
  var value: Value
  private(set) var text: String?

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

  /// Whether the JSON text has at most `limit` bytes.
  func fits(_ limit: Int) -> Bool {
    if let text { return text.utf8.count <= limit }
    var room = limit
    if value.takeBound(from: &room) { return true }
    room = limit
    return value.take(from: &room)
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

  /// Takes the length of the compact text from `room`; false as soon as there is not enough.
  fileprivate func take(from room: inout Int) -> Bool {
    switch self {
    case .null: room -= 4
    case .bool(let flag): room -= flag ? 4 : 5
    case .int(let number): room -= decimalLength(number)
    case .double(let number): room -= number.description.utf8.count
    case .string(let text): room -= quotedLength(text)
    case .array(let elements):
      room -= 2 + max(0, elements.count - 1)
      for element in elements where room < 0 || !element.take(from: &room) { return false }
    case .object(let object):
      room -= 2 + max(0, object.count - 1)
      for place in 0..<object.count {
        let (name, value) = object[place]
        room -= quotedLength(name) + 1
        if room < 0 || !value.take(from: &room) { return false }
      }
    }
    return room >= 0
  }
}

private func decimalLength(_ number: Int) -> Int {
  var length = number < 0 ? 2 : 1
  var rest = number.magnitude
  while rest >= 10 {
    rest /= 10
    length += 1
  }
  return length
}

private func quotedLength(_ text: String) -> Int {
  var length = 2
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08, 0x09, 0x0A, 0x0C, 0x0D: length += 2
    case 0..<0x20: length += 6
    default: length += 1
    }
  }
  return length
}
