/// What was wrong with a JSON text, and where.
public struct ParseError: Error, Sendable, Equatable {
  /// Byte offset into the text where the fault was noticed.
  public var offset: Int
  /// One sentence, lower case, without the place.
  public var reason: String

  public init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }
}

extension Value {
  /// The deepest nesting of arrays and objects that is read.
  public static let depthLimit = 512

  /// Reads a JSON text.
  public init(parsing text: String) throws(ParseError) {
    var text = text
    text.makeContiguousUTF8()
    try self.init(parsing: text.utf8Span.span)
  }

  /// Reads a JSON text in UTF-8.
  public init(parsing bytes: [UInt8]) throws(ParseError) {
    try self.init(parsing: bytes.span)
  }

  /// Reads a JSON text in UTF-8. Nothing but blanks may follow the value.
  public init(parsing bytes: Span<UInt8>) throws(ParseError) {
    var parser = Parser()
    self = try parser.document(bytes)
  }
}

/// A recursive-descent reader of JSON (RFC 8259). Elements are collected on one scratch stack and
/// copied out at their exact size; objects with the names of the one before share its shape.
struct Parser: ~Copyable {
  var position = 0
  private var depth = 0
  private var elements: [Value] = []
  private var names: [String] = []
  private var recent: Object.Shape = .empty

  mutating func document(_ bytes: Span<UInt8>) throws(ParseError) -> Value {
    skipBlanks(bytes)
    let value = try value(bytes)
    skipBlanks(bytes)
    guard position == bytes.count else { throw fail("unexpected text after the value") }
    return value
  }

  private func fail(_ reason: String) -> ParseError { ParseError(offset: position, reason: reason) }

  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func value(_ bytes: Span<UInt8>) throws(ParseError) -> Value {
    guard position < bytes.count else { throw fail("unexpected end of text") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(bytes)
    case UInt8(ascii: "["): return try array(bytes)
    case UInt8(ascii: "\""): return .string(try string(bytes))
    case UInt8(ascii: "t"): return try word(bytes, "true", .bool(true))
    case UInt8(ascii: "f"): return try word(bytes, "false", .bool(false))
    case UInt8(ascii: "n"): return try word(bytes, "null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(bytes)
    default: throw fail("expected a value")
    }
  }

  private mutating func word(_ bytes: Span<UInt8>, _ word: StaticString, _ value: Value)
    throws(ParseError) -> Value
  {
    guard position + word.utf8CodeUnitCount <= bytes.count else { throw fail("expected a value") }
    for offset in 0..<word.utf8CodeUnitCount
    where bytes[position + offset] != word.utf8Start[offset] {
      throw fail("expected a value")
    }
    position += word.utf8CodeUnitCount
    return value
  }

  private mutating func enter() throws(ParseError) {
    depth += 1
    guard depth <= Value.depthLimit else { throw fail("nested too deeply") }
  }

  private mutating func array(_ bytes: Span<UInt8>) throws(ParseError) -> Value {
    try enter()
    position += 1
    let start = elements.count
    skipBlanks(bytes)
    if position < bytes.count, bytes[position] == UInt8(ascii: "]") {
      position += 1
      depth -= 1
      return .array([])
    }
    while true {
      skipBlanks(bytes)
      let element = try value(bytes)
      elements.append(element)
      skipBlanks(bytes)
      guard position < bytes.count else { throw fail("unexpected end of text in an array") }
      let byte = bytes[position]
      guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else {
        throw fail("expected ',' or ']'")
      }
      position += 1
      if byte == UInt8(ascii: "]") { break }
    }
    depth -= 1
    let result = Array(elements[start...])
    elements.removeLast(elements.count - start)
    return .array(result)
  }

  private mutating func object(_ bytes: Span<UInt8>) throws(ParseError) -> Value {
    try enter()
    position += 1
    let start = elements.count
    let firstName = names.count
    skipBlanks(bytes)
    if position < bytes.count, bytes[position] == UInt8(ascii: "}") {
      position += 1
      depth -= 1
      return .emptyObject
    }
    while true {
      skipBlanks(bytes)
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw fail("expected a member's name in double quotes")
      }
      let name = try string(bytes)
      names.append(name)
      skipBlanks(bytes)
      guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else {
        throw fail("expected ':'")
      }
      position += 1
      skipBlanks(bytes)
      let member = try value(bytes)
      elements.append(member)
      skipBlanks(bytes)
      guard position < bytes.count else { throw fail("unexpected end of text in an object") }
      let byte = bytes[position]
      guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") else {
        throw fail("expected ',' or '}'")
      }
      position += 1
      if byte == UInt8(ascii: "}") { break }
    }
    depth -= 1
    defer {
      elements.removeLast(elements.count - start)
      names.removeLast(names.count - firstName)
    }
    return .object(makeObject(names[firstName...], elements[start...]))
  }

  private mutating func makeObject(_ names: ArraySlice<String>, _ values: ArraySlice<Value>)
    -> Object
  {
    if recent.names.elementsEqual(names, by: sameText) {
      return Object(shape: recent, values: Array(values))
    }
    if names.count == Set(names).count {
      recent = Object.Shape(names: Array(names))
      return Object(shape: recent, values: Array(values))
    }
    return Object(zip(names, values))
  }

  private mutating func string(_ bytes: Span<UInt8>) throws(ParseError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = try text(bytes, start..<position)
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(bytes, from: start) }
      guard byte >= 0x20 else { throw fail("control character in a string") }
      position += 1
    }
    throw fail("unexpected end of text in a string")
  }

  private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(ParseError) -> String {
    do {
      return String(copying: try UTF8Span(validating: bytes.extracting(range)))
    } catch {
      throw ParseError(offset: range.lowerBound, reason: "text that is not UTF-8")
    }
  }

  private mutating func escapedString(_ bytes: Span<UInt8>, from start: Int) throws(ParseError)
    -> String
  {
    var result: [UInt8] = []
    for index in start..<position { result.append(bytes[index]) }
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        do {
          return String(copying: try UTF8Span(validating: result.span))
        } catch {
          throw ParseError(offset: start, reason: "text that is not UTF-8")
        }
      case UInt8(ascii: "\\"):
        position += 1
        try escape(bytes, into: &result)
      case 0..<0x20: throw fail("control character in a string")
      default:
        result.append(byte)
        position += 1
      }
    }
    throw fail("unexpected end of text in a string")
  }

  private mutating func escape(_ bytes: Span<UInt8>, into result: inout [UInt8])
    throws(ParseError)
  {
    guard position < bytes.count else { throw fail("unexpected end of text in a string") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal(bytes)
      if (0xD800..<0xDC00).contains(unit), position + 1 < bytes.count,
        bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
      {
        let before = position
        position += 2
        let low = try hexadecimal(bytes)
        if (0xDC00..<0xE000).contains(low) {
          unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        } else {
          position = before
        }
      }
      // A lone surrogate has no UTF-8; it becomes the replacement character.
      let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
      result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default:
      position -= 1
      throw fail("unknown escape in a string")
    }
  }

  private mutating func hexadecimal(_ bytes: Span<UInt8>) throws(ParseError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count else { throw fail("unexpected end of text in a string") }
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue,
        bytes[position] < 0x80
      else { throw fail("expected four hexadecimal digits") }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }

  private mutating func number(_ bytes: Span<UInt8>) throws(ParseError) -> Value {
    let start = position
    var integral = true
    let negative = bytes[position] == UInt8(ascii: "-")
    if negative { position += 1 }
    guard position < bytes.count, isDigit(bytes[position]) else { throw fail("expected a digit") }
    var magnitude = 0
    var overflow = false
    if bytes[position] == UInt8(ascii: "0") {
      position += 1
      if position < bytes.count, isDigit(bytes[position]) { throw fail("leading zero in a number") }
    } else {
      while position < bytes.count, isDigit(bytes[position]) {
        let (product, wide) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, carried) = product.addingReportingOverflow(Int(bytes[position] &- 0x30))
        magnitude = sum
        overflow = overflow || wide || carried
        position += 1
      }
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      integral = false
      position += 1
      try digits(bytes)
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      integral = false
      position += 1
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      try digits(bytes)
    }
    if integral && !overflow { return .int(negative ? -magnitude : magnitude) }
    guard let number = Double(try text(bytes, start..<position)) else {
      throw ParseError(offset: start, reason: "a number out of range")
    }
    return .double(number)
  }

  private mutating func digits(_ bytes: Span<UInt8>) throws(ParseError) {
    guard position < bytes.count, isDigit(bytes[position]) else { throw fail("expected a digit") }
    while position < bytes.count, isDigit(bytes[position]) { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
