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
    self = try bytes.withUnsafeBufferPointer { buffer throws(ParseError) in
      guard let start = buffer.baseAddress else {
        throw ParseError(offset: 0, reason: "unexpected end of text")
      }
      var parser = Parser(start, count: buffer.count)
      return try parser.document()
    }
  }
}

/// A recursive-descent reader of JSON (RFC 8259).
///
/// Elements are collected on one scratch stack and moved out at their exact size. An object is
/// first held against the shape that the last object of its depth had: where the names are the
/// same byte for byte, none of them is made again. `position` never exceeds `count`, and every
/// read through `bytes` is at a position below it.
struct Parser: ~Copyable {
  private let bytes: UnsafePointer<UInt8>
  private let count: Int
  private var position = 0
  private var depth = 0
  private var elements = Scratch()
  private var names: [String] = []
  /// The last shape of each depth.
  private var forms: [Form] = []

  /// A shape and its names as they stand in the text: `"name"` after `"name"`.
  private final class Form: Sendable {
    static let none = Form(.empty)
    let shape: Object.Shape
    let text: [UInt8]
    /// The end of each name in `text`; none for a shape that is too large to be held against.
    let ends: [Int]

    init(_ shape: Object.Shape) {
      var text: [UInt8] = []
      var ends: [Int] = []
      for name in shape.names where shape.names.count <= 64 {
        writeString(name, into: &text)
        ends.append(text.count)
      }
      (self.shape, self.text, self.ends) = (shape, text, ends)
    }
  }

  /// `bytes` must stay as they are for the life of the parser.
  init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
  }

  mutating func document() throws(ParseError) -> Value {
    skipBlanks()
    let value = try value()
    skipBlanks()
    guard position == count else { throw fail("unexpected text after the value") }
    return value
  }

  private func fail(_ reason: String) -> ParseError { ParseError(offset: position, reason: reason) }

  @inline(__always)
  private mutating func skipBlanks() {
    while position < count {
      let byte = bytes[position]
      if byte > 0x20 { return }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  private mutating func value() throws(ParseError) -> Value {
    guard position < count else { throw fail("unexpected end of text") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw fail("expected a value")
    }
  }

  private mutating func word(_ word: StaticString, _ value: Value) throws(ParseError) -> Value {
    guard position + word.utf8CodeUnitCount <= count else { throw fail("expected a value") }
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

  /// The byte after an element, consumed: a comma or `closer`.
  @inline(__always)
  private mutating func separator(_ closer: UInt8) throws(ParseError) -> UInt8 {
    skipBlanks()
    guard position < count else { throw fail("unexpected end of text in brackets") }
    let byte = bytes[position]
    guard byte == UInt8(ascii: ",") || byte == closer else {
      throw fail("expected ',' or '\(Character(Unicode.Scalar(closer)))'")
    }
    position += 1
    return byte
  }

  private mutating func array() throws(ParseError) -> Value {
    try enter()
    position += 1
    let start = elements.count
    skipBlanks()
    if position < count, bytes[position] == UInt8(ascii: "]") {
      position += 1
      depth -= 1
      return .array([])
    }
    repeat {
      skipBlanks()
      let element = try value()
      elements.push(element)
    } while try separator(UInt8(ascii: "]")) == UInt8(ascii: ",")
    depth -= 1
    return .array(elements.pop(from: start))
  }

  // MARK: Objects

  private mutating func object() throws(ParseError) -> Value {
    try enter()
    position += 1
    skipBlanks()
    if position < count, bytes[position] == UInt8(ascii: "}") {
      position += 1
      depth -= 1
      return .emptyObject
    }
    while forms.count < depth { forms.append(.none) }
    let start = elements.count
    let form = forms[depth - 1]
    let (known, isComplete) = try knownMembers(form)
    if isComplete {
      depth -= 1
      if known == form.shape.names.count {
        return .object(Object(shape: form.shape, values: elements.pop(from: start)))
      }
      return .object(
        Object(
          shape: Object.Shape(names: Array(form.shape.names[..<known])),
          values: elements.pop(from: start)))
    }
    let firstName = names.count
    names.append(contentsOf: form.shape.names[..<known])
    repeat {
      skipBlanks()
      guard position < count, bytes[position] == UInt8(ascii: "\"") else {
        throw fail("expected a member's name in double quotes")
      }
      names.append(try string())
      try colon()
      let member = try value()
      elements.push(member)
    } while try separator(UInt8(ascii: "}")) == UInt8(ascii: ",")
    let result = makeObject(Array(names[firstName...]), elements.pop(from: start))
    names.removeLast(names.count - firstName)
    depth -= 1
    return .object(result)
  }

  /// Reads members as long as they have the names of `form`: how many, and whether the object
  /// ended with them. Otherwise the next member is at the current place.
  private mutating func knownMembers(_ form: Form) throws(ParseError) -> (Int, Bool) {
    var known = 0
    var begin = 0
    while known < form.ends.count {
      skipBlanks()
      let length = form.ends[known] - begin
      guard position + length <= count,
        form.text.withUnsafeBufferPointer({ text in
          sameBytes(bytes + position, text.baseAddress.map { $0 + begin }, length)
        })
      else { return (known, false) }
      position += length
      begin += length
      try colon()
      let member = try value()
      elements.push(member)
      known += 1
      if try separator(UInt8(ascii: "}")) == UInt8(ascii: "}") { return (known, true) }
    }
    return (known, false)
  }

  @inline(__always)
  private func sameBytes(
    _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>?, _ length: Int
  ) -> Bool {
    guard let right else { return false }
    var offset = 0
    while offset + 8 <= length {
      let one = UnsafeRawPointer(left).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let other = UnsafeRawPointer(right).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if one != other { return false }
      offset += 8
    }
    while offset < length {
      if left[offset] != right[offset] { return false }
      offset += 1
    }
    return true
  }

  @inline(__always)
  private mutating func colon() throws(ParseError) {
    skipBlanks()
    guard position < count, bytes[position] == UInt8(ascii: ":") else { throw fail("expected ':'") }
    position += 1
    skipBlanks()
  }

  private mutating func makeObject(_ names: [String], _ values: [Value]) -> Object {
    let shape = Object.Shape(names: names)
    guard !hasDuplicates(shape) else { return Object(zip(names, values)) }
    forms[depth - 1] = Form(shape)
    return Object(shape: shape, values: values)
  }

  /// Whether a name stands twice: by the shape's index, or by comparing where there are few.
  private func hasDuplicates(_ shape: Object.Shape) -> Bool {
    if let places = shape.places { return places.count < shape.names.count }
    for later in shape.names.indices.dropFirst() {
      for earlier in 0..<later where sameText(shape.names[earlier], shape.names[later]) {
        return true
      }
    }
    return false
  }

  // MARK: Strings

  private mutating func string() throws(ParseError) -> String {
    position += 1
    let start = position
    let isASCII = skipPlain()
    guard position < count else { throw fail("unexpected end of text in a string") }
    if bytes[position] == UInt8(ascii: "\"") {
      let text = try text(start..<position, isASCII: isASCII)
      position += 1
      return text
    }
    return try escapedString(from: start)
  }

  /// Goes on to the next quote, backslash or control character, or the end; tells whether all
  /// bytes passed over are ASCII. Eight at a time.
  @inline(__always)
  private mutating func skipPlain() -> Bool {
    let raw = UnsafeRawPointer(bytes)
    var high: UInt64 = 0
    while position + 8 <= count {
      let word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let special = specialBytes(word)
      if special != 0 {
        let plain = special.trailingZeroBitCount / 8
        if plain > 0 { high |= word << UInt64(64 - 8 * plain) }
        position += plain
        return high & 0x8080_8080_8080_8080 == 0
      }
      high |= word
      position += 8
    }
    while position < count {
      let byte = bytes[position]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      high |= UInt64(byte)
      position += 1
    }
    return high & 0x8080_8080_8080_8080 == 0
  }

  private func text(_ range: Range<Int>, isASCII: Bool) throws(ParseError) -> String {
    let span = UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count).span
    // All bytes are below 0x80: that is UTF-8.
    if isASCII { return String(copying: UTF8Span(unchecked: span, isKnownASCII: true)) }
    do {
      return String(copying: try UTF8Span(validating: span))
    } catch {
      throw ParseError(offset: range.lowerBound, reason: "text that is not UTF-8")
    }
  }

  private mutating func escapedString(from start: Int) throws(ParseError) -> String {
    var result: [UInt8] = []
    var run = start
    while position < count {
      let byte = bytes[position]
      result.append(contentsOf: UnsafeBufferPointer(start: bytes + run, count: position - run))
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
        try escape(into: &result)
      default: throw fail("control character in a string")
      }
      run = position
      _ = skipPlain()
    }
    throw fail("unexpected end of text in a string")
  }

  private mutating func escape(into result: inout [UInt8]) throws(ParseError) {
    guard position < count else { throw fail("unexpected end of text in a string") }
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
      var unit = try hexadecimal()
      if (0xD800..<0xDC00).contains(unit), position + 1 < count,
        bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
      {
        let before = position
        position += 2
        let low = try hexadecimal()
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

  private mutating func hexadecimal() throws(ParseError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard position < count else { throw fail("unexpected end of text in a string") }
      let byte = bytes[position]
      let letter = (byte | 0x20) &- UInt8(ascii: "a")
      if isDigit(byte) {
        unit = unit << 4 | UInt32(byte &- 0x30)
      } else if letter < 6 {
        unit = unit << 4 | UInt32(letter + 10)
      } else {
        throw fail("expected four hexadecimal digits")
      }
      position += 1
    }
    return unit
  }

  // MARK: Numbers

  /// Up to 19 digits are gathered as an integer, which with the power of ten gives nearly all
  /// doubles exactly: a mantissa of 53 bits and a power of ten up to 22 are exact, so their product
  /// or quotient is rounded once. The rest is left to the standard library.
  private mutating func number() throws(ParseError) -> Value {
    let start = position
    let negative = bytes[position] == UInt8(ascii: "-")
    if negative { position += 1 }
    guard position < count, isDigit(bytes[position]) else { throw fail("expected a digit") }
    let first = position
    var mantissa: UInt64 = 0
    digits(&mantissa)
    var digitCount = position - first
    if digitCount > 1, bytes[first] == UInt8(ascii: "0") {
      position = first + 1
      throw fail("leading zero in a number")
    }
    guard position < count, bytes[position] == UInt8(ascii: ".") || bytes[position] | 0x20 == 0x65
    else {
      if digitCount < 19 { return .int(negative ? -Int(mantissa) : Int(mantissa)) }
      let text = try text(start..<position, isASCII: true)
      if let number = Int(text) { return .int(number) }
      return try double(start)
    }
    var power = 0
    if bytes[position] == UInt8(ascii: ".") {
      position += 1
      let fraction = position
      digits(&mantissa)
      guard position > fraction else { throw fail("expected a digit") }
      power = fraction - position
      digitCount += position - fraction
    }
    if position < count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      power += try exponent()
    }
    guard digitCount < 19, mantissa <= 1 << 53, abs(power) <= 22 else { return try double(start) }
    let magnitude =
      power < 0
      ? Double(mantissa) / Parser.powers[-power] : Double(mantissa) * Parser.powers[power]
    return .double(negative ? -magnitude : magnitude)
  }

  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }

  @inline(__always)
  private mutating func digits(_ number: inout UInt64) {
    while position < count {
      let digit = bytes[position] &- 0x30
      guard digit < 10 else { return }
      number = number &* 10 &+ UInt64(digit)
      position += 1
    }
  }

  private mutating func exponent() throws(ParseError) -> Int {
    position += 1
    var negative = false
    if position < count,
      bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
    {
      negative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    let start = position
    var number = 0
    while position < count, isDigit(bytes[position]) {
      number = min(number * 10 + Int(bytes[position] &- 0x30), 100_000)
      position += 1
    }
    guard position > start else { throw fail("expected a digit") }
    return negative ? -number : number
  }

  private func double(_ start: Int) throws(ParseError) -> Value {
    guard let number = Double(try text(start..<position, isASCII: true)), number.isFinite else {
      throw ParseError(offset: start, reason: "a number out of range")
    }
    return .double(number)
  }

  @inline(__always)
  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

/// Which of eight bytes must not stand in a JSON string as they are: the high bit of each byte that
/// is a quote, a backslash or below 0x20. Bits above the lowest one may be set too often.
@inline(__always)
func specialBytes(_ word: UInt64) -> UInt64 {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let quote = word ^ (ones &* 0x22)
  let backslash = word ^ (ones &* 0x5C)
  let found =
    ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
    | ((word &- ones &* 0x20) & ~word)
  return found & 0x8080_8080_8080_8080
}

/// A stack of values from which runs are moved out as arrays.
private struct Scratch: ~Copyable {
  private var base: UnsafeMutablePointer<Value>
  private var capacity: Int
  /// How many values there are; those below it are initialised, no others.
  private(set) var count = 0

  init() {
    capacity = 64
    base = .allocate(capacity: capacity)
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  @inline(__always)
  mutating func push(_ value: consuming Value) {
    if count == capacity { grow() }
    (base + count).initialize(to: value)
    count += 1
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }

  @inline(__always)
  mutating func pop(from start: Int) -> [Value] {
    let run = count - start
    let source = base + start
    count = start
    return Array(unsafeUninitializedCapacity: run) { buffer, initialized in
      buffer.baseAddress?.moveInitialize(from: source, count: run)
      initialized = run
    }
  }
}
