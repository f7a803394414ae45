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
    Output.run(appendingTo: &bytes, nested: false) { $0.write(self) }
  }

  /// Appends the value's compact JSON text as a JSON string, in quotes: what a history does with
  /// inputs and outputs. The text is escaped on its way, no string is made in between.
  public func writeEscaped(into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    Output.run(appendingTo: &bytes, nested: true) { $0.write(self) }
    bytes.append(UInt8(ascii: "\""))
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
  Output.run(appendingTo: &bytes, nested: false) { $0.string(text) }
}
