/// What Jackson, the JSON reader behind AWS's API, says about a text that is no JSON.
///
/// AWS hands its words on: for a definition with `INVALID_JSON_DESCRIPTION`, for an input within
/// `Invalid State Machine Execution Input: '…'`. Recorded: `Unrecognized token 'not': was expecting
/// (JSON String, Number, …)` and `Unexpected character (''' (code 39)): was expecting double-quote
/// to start field name`; the other sentences are the library's own.
public struct JacksonFault: Error, Sendable, Equatable {
  /// The sentence.
  public var message: String
  /// Where the reader stood, from 1; columns count UTF-16 units as Java does.
  public var line: Int
  public var column: Int

  /// The first fault of `text`, or `nil` where Jackson would read it. Texts after the value are
  /// not looked at, as Jackson does not.
  public init?(in text: String) {
    var scanner = JacksonScanner(text)
    do throws(JacksonFault) {
      try scanner.document()
      return nil
    } catch {
      self = error
    }
  }

  fileprivate init(_ message: String, _ line: Int, _ column: Int) {
    self.message = message
    self.line = line
    self.column = column
  }

  /// The place as AWS writes it: `[Source: (String)"{"; line: 1, column: 2]`.
  public func location(in text: String) -> String { JacksonFault.location(text, line, column) }

  fileprivate static func location(_ text: String, _ line: Int, _ column: Int) -> String {
    let units = Array(text.utf16)
    let limit = 500
    var snippet = "\"\(String(decoding: units.prefix(limit), as: UTF16.self))\""
    if units.count > limit { snippet += "[truncated \(units.count - limit) chars]" }
    return "[Source: (String)\(snippet); line: \(line), column: \(column)]"
  }
}

/// Walks over a text as Jackson does, only to find its first fault.
private struct JacksonScanner {
  let text: String
  let units: [UInt16]
  var position = 0
  /// What is open, with where it was opened.
  var open: [(isObject: Bool, line: Int, column: Int)] = []

  static let anyValue =
    "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"

  init(_ text: String) {
    self.text = text
    units = Array(text.utf16)
  }

  /// Line and column of an offset.
  func place(_ offset: Int) -> (line: Int, column: Int) {
    var line = 1
    var start = 0
    for index in 0..<min(offset, units.count) where units[index] == 0x0A {
      line += 1
      start = index + 1
    }
    return (line, offset - start + 1)
  }

  func fault(_ message: String, at offset: Int? = nil) -> JacksonFault {
    let place = place(offset ?? position)
    return JacksonFault(message, place.line, place.column)
  }

  func unexpected(_ why: String) -> JacksonFault {
    let unit = position < units.count ? units[position] : 0
    return fault("Unexpected character (\(Self.name(unit))): \(why)", at: position + 1)
  }

  static func name(_ unit: UInt16) -> String {
    if unit < 0x20 { return "(CTRL-CHAR, code \(unit))" }
    let character = String(decoding: [unit], as: UTF16.self)
    let code = unit > 255 ? "\(unit) / 0x\(String(unit, radix: 16))" : "\(unit)"
    return "'\(character)' (code \(code))"
  }

  var next: UInt16? { position < units.count ? units[position] : nil }

  mutating func skipBlanks() throws(JacksonFault) {
    while let unit = next {
      switch unit {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case 0..<0x20:
        throw fault(
          "Illegal character ((CTRL-CHAR, code \(unit))): only regular white space (\\r, \\n, \\t) "
            + "is allowed between tokens", at: position + 1)
      case 0x2F:  // '/'
        throw fault(
          "Unexpected character ('/' (code 47)): maybe a (non-standard) comment? (not recognized "
            + "as one since Feature 'ALLOW_COMMENTS' not enabled for parser)", at: position + 1)
      default: return
      }
    }
  }

  /// The whole text without recursion: what is open stands in `open`.
  mutating func document() throws(JacksonFault) {
    try skipBlanks()
    guard next != nil else {
      throw fault("No content to map due to end-of-input", at: 0)
    }
    try valueOrOpening()
    while let holder = open.last {
      try skipBlanks()
      guard let unit = next else { throw endInside(holder) }
      if unit == (holder.isObject ? 0x7D : 0x5D) {
        position += 1
        open.removeLast()
        continue
      }
      if unit == 0x7D || unit == 0x5D { throw wrongClose(unit, holder) }
      if !isFirst {
        guard unit == 0x2C else {
          throw unexpected(
            "was expecting comma to separate \(holder.isObject ? "Object" : "Array") entries")
        }
        position += 1
        try skipBlanks()
        guard next != nil else { throw endInside(holder) }
      }
      if holder.isObject { try memberName() }
      try valueOrOpening()
    }
  }

  /// Whether nothing has been read yet of what was opened last.
  var isFirst = false

  func endInside(_ holder: (isObject: Bool, line: Int, column: Int)) -> JacksonFault {
    let start = JacksonFault.location(text, holder.line, holder.column)
    return fault(
      "Unexpected end-of-input: expected close marker for \(holder.isObject ? "Object" : "Array") "
        + "(start marker at \(start))", at: units.count)
  }

  func wrongClose(_ unit: UInt16, _ holder: (isObject: Bool, line: Int, column: Int))
    -> JacksonFault
  {
    let start = JacksonFault.location(text, holder.line, holder.column)
    return fault(
      "Unexpected close marker '\(unit == 0x7D ? "}" : "]")': expected "
        + "'\(holder.isObject ? "}" : "]")' (for \(holder.isObject ? "Object" : "Array") starting "
        + "at \(start))", at: position + 1)
  }

  mutating func memberName() throws(JacksonFault) {
    guard next == 0x22 else {
      throw unexpected("was expecting double-quote to start field name")
    }
    try string(isName: true)
    try skipBlanks()
    guard let unit = next else {
      throw fault(
        "Unexpected end-of-input within/between Object entries", at: units.count)
    }
    guard unit == 0x3A else {
      throw unexpected("was expecting a colon to separate field name and value")
    }
    position += 1
    try skipBlanks()
    guard next != nil else {
      throw fault("Unexpected end-of-input within/between Object entries", at: units.count)
    }
  }

  mutating func valueOrOpening() throws(JacksonFault) {
    guard let unit = next else { throw fault("Unexpected end-of-input") }
    isFirst = false
    switch unit {
    case 0x7B, 0x5B:
      let place = place(position)
      open.append((unit == 0x7B, place.line, place.column))
      position += 1
      isFirst = true
      // Jackson's own limit.
      guard open.count <= 1000 else {
        throw fault("Document nesting depth (1001) exceeds the maximum allowed (1000)")
      }
    case 0x22: try string(isName: false)
    case 0x2D, 0x30...0x39: try number()
    case 0x61...0x7A, 0x41...0x5A, 0x5F, 0x24: try word()
    default:
      throw unexpected("expected a valid value \(Self.anyValue)")
    }
  }

  mutating func string(isName: Bool) throws(JacksonFault) {
    position += 1
    while let unit = next {
      position += 1
      switch unit {
      case 0x22: return
      case 0x5C: try escape()
      case 0..<0x20:
        throw fault(
          "Illegal unquoted character (\(Self.name(unit))): has to be escaped using backslash to be "
            + "included in \(isName ? "name" : "string value")")
      default: break
      }
    }
    throw fault(
      isName
        ? "Unexpected end-of-input in field name"
        : "Unexpected end-of-input: was expecting closing quote for a string value")
  }

  mutating func escape() throws(JacksonFault) {
    guard let unit = next else {
      throw fault("Unexpected end-of-input in character escape sequence")
    }
    position += 1
    switch unit {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return
    case 0x75:
      for _ in 0..<4 {
        guard let digit = next else {
          throw fault("Unexpected end-of-input in character escape sequence")
        }
        position += 1
        switch digit {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: break
        default:
          throw fault(
            "Unexpected character (\(Self.name(digit))): expected a hex-digit for character "
              + "escape sequence")
        }
      }
    default: throw fault("Unrecognized character escape \(Self.name(unit))")
    }
  }

  mutating func number() throws(JacksonFault) {
    if next == 0x2D {
      position += 1
      guard let unit = next, (0x30...0x39).contains(unit) else {
        throw unexpected("expected digit (0-9) to follow minus sign, for valid numeric value")
      }
    }
    let leadingZero = next == 0x30
    position += 1
    if leadingZero, let unit = next, (0x30...0x39).contains(unit) {
      throw fault("Invalid numeric value: Leading zeroes not allowed")
    }
    skipDigits()
    if next == 0x2E {
      position += 1
      guard let unit = next, (0x30...0x39).contains(unit) else {
        throw unexpected("Decimal point not followed by a digit")
      }
      skipDigits()
    }
    if next == 0x65 || next == 0x45 {
      position += 1
      if next == 0x2B || next == 0x2D { position += 1 }
      guard let unit = next, (0x30...0x39).contains(unit) else {
        throw unexpected("Exponent indicator not followed by a digit")
      }
      skipDigits()
    }
  }

  mutating func skipDigits() {
    while let unit = next, (0x30...0x39).contains(unit) { position += 1 }
  }

  mutating func word() throws(JacksonFault) {
    let start = position
    while let unit = next, Self.isWordUnit(unit) { position += 1 }
    let token = String(decoding: units[start..<position], as: UTF16.self)
    guard ["null", "true", "false"].contains(token) else {
      throw fault("Unrecognized token '\(token)': was expecting \(Self.anyValue)")
    }
  }

  static func isWordUnit(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x24: true
    default: unit > 0x7F && Unicode.Scalar(unit).map { $0.properties.isIDContinue } ?? false
    }
  }
}
