extension Value {
  /// The value as compact JSON text: no blanks, members in order, only what must be escaped is.
  public var text: String {
    var bytes: [UInt8] = []
    write(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The value as indented JSON text, `indent` blanks a level.
  public func pretty(indent: Int = 2) -> String {
    var bytes: [UInt8] = []
    write(into: &bytes, indent: indent, level: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the value as compact JSON text in UTF-8.
  public func write(into bytes: inout [UInt8]) {
    switch self {
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      var first = true
      for element in elements {
        if first { first = false } else { bytes.append(UInt8(ascii: ",")) }
        element.write(into: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      var first = true
      for (name, value) in object {
        if first { first = false } else { bytes.append(UInt8(ascii: ",")) }
        writeString(name, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        value.write(into: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    default: writeScalar(into: &bytes)
    }
  }

  private func writeScalar(into bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .int(let number): bytes.append(contentsOf: String(number).utf8)
    case .double(let number): writeNumber(number, into: &bytes)
    case .string(let text): writeString(text, into: &bytes)
    case .array, .object: write(into: &bytes)
    }
  }

  private func write(into bytes: inout [UInt8], indent: Int, level: Int) {
    func line(_ level: Int) {
      bytes.append(UInt8(ascii: "\n"))
      bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * level))
    }
    switch self {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (place, element) in elements.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        line(level + 1)
        element.write(into: &bytes, indent: indent, level: level + 1)
      }
      line(level)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (place, (name, value)) in object.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        line(level + 1)
        writeString(name, into: &bytes)
        bytes.append(contentsOf: ": ".utf8)
        value.write(into: &bytes, indent: indent, level: level + 1)
      }
      line(level)
      bytes.append(UInt8(ascii: "}"))
    default: write(into: &bytes)
    }
  }
}

/// Appends `text` as a JSON string, in quotes and escaped.
public func writeString(_ text: String, into bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\""))
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
    case 0x08: bytes.append(contentsOf: "\\b".utf8)
    case 0x09: bytes.append(contentsOf: "\\t".utf8)
    case 0x0A: bytes.append(contentsOf: "\\n".utf8)
    case 0x0C: bytes.append(contentsOf: "\\f".utf8)
    case 0x0D: bytes.append(contentsOf: "\\r".utf8)
    case 0..<0x20:
      bytes.append(contentsOf: "\\u00".utf8)
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    default: bytes.append(byte)
    }
  }
  bytes.append(UInt8(ascii: "\""))
}

/// Appends a double as the shortest text that reads back the same, with a fraction (`3.0`) so that
/// it stays a double. JSON has no infinities: they, and not-a-number, are written as strings.
func writeNumber(_ number: Double, into bytes: inout [UInt8]) {
  guard number.isFinite else {
    writeString(number.isNaN ? "NaN" : number > 0 ? "Infinity" : "-Infinity", into: &bytes)
    return
  }
  bytes.append(contentsOf: number.description.utf8)
}
