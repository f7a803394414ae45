import JSON

extension Evaluator {
  // MARK: - $string

  /// The text of an item as `&` and `$string` make it; of nothing the empty text.
  func string(_ item: Item) throws(Fault) -> String {
    guard item.tag == .value else { return "" }
    switch item.value {
    case .string(let text): return text
    case .int(let number): return String(number)
    case .bool(let flag): return flag ? "true" : "false"
    case .null: return "null"
    case .double(let number):
      guard number.isFinite else { throw Fault("D3001", value: item.json) }
      return script(fifteenDigits(number))
    case .array, .object:
      var writer = Scribe(limit: memoryLimit, deadline: deadline)
      try writer.write(item.value, indent: nil, level: 0)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }

  func toString(_ item: Item, indented: Item) throws(Fault) -> Item {
    if item.isUndefined { return .undefined }
    if indented.tag == .value, case .bool(true) = indented.value, item.text == nil,
      item.tag == .value
    {
      let value = item.flags.contains(.outer) ? item.elements?.first ?? item.value : item.value
      var writer = Scribe(limit: memoryLimit, deadline: deadline)
      try writer.write(value, indent: 2, level: 0)
      return Item(.string(String(decoding: writer.bytes, as: UTF8.self)))
    }
    if item.flags.contains(.outer), let inner = item.elements?.first {
      return Item(.string(try string(Item(inner))))
    }
    return Item(.string(try string(item)))
  }

  // MARK: - Text functions

  func text(_ builtin: Builtin, _ first: Item, _ second: Item, _ third: Item) throws(Fault) -> Item
  {
    if builtin == .join { return try join(first, second) }
    guard let text = first.text else { return .undefined }
    switch builtin {
    case .substring: return Item(.string(substring(text, second, third)))
    case .substringBefore:
      let range = find(second.text ?? "undefined", in: text)
      return Item(.string(range.map { String(text[..<$0.lowerBound]) } ?? text))
    case .substringAfter:
      let range = find(second.text ?? "undefined", in: text)
      return Item(.string(range.map { String(text[$0.upperBound...]) } ?? text))
    case .lowercase: return Item(.string(lowercase(text)))
    case .uppercase: return Item(.string(text.uppercased()))
    case .length: return Item(.int(text.unicodeScalars.count))
    case .trim: return Item(.string(trimmed(text)))
    case .pad: return Item(.string(try padded(text, second, third)))
    case .base64encode: return Item(.string(Base64.encode(bytes(of: text))))
    case .base64decode: return Item(.string(self.text(of: Base64.decode(text))))
    case .encodeUrl: return Item(.string(try Escapes.encode(text, keep: Escapes.url, builtin)))
    case .encodeUrlComponent:
      return Item(.string(try Escapes.encode(text, keep: Escapes.component, builtin)))
    case .decodeUrl: return Item(.string(try Escapes.decode(text, keep: Escapes.reserved, builtin)))
    default: return Item(.string(try Escapes.decode(text, keep: [], builtin)))
    }
  }

  private func join(_ list: Item, _ separator: Item) throws(Fault) -> Item {
    guard let elements = list.elements else { return .undefined }
    let between = separator.text ?? ""
    var text = ""
    for (place, element) in elements.enumerated() {
      if place > 0 { text += between }
      text += element.string ?? ""
      try weigh(text.utf8.count, size: 1)
    }
    return Item(.string(text))
  }

  private func substring(_ text: String, _ start: Item, _ length: Item) -> String {
    guard let from = start.value.double, start.tag == .value else { return text }
    let scalars = Array(text.unicodeScalars)
    let count = Double(scalars.count)
    let begin = count + from < 0 ? 0 : from
    func place(_ number: Double) -> Int {
      let whole = number.rounded(.towardZero)
      return Int(max(0, min(count, whole < 0 ? count + whole : whole)))
    }
    var end = scalars.count
    if length.tag == .value, let wanted = length.value.double {
      if wanted <= 0 { return "" }
      end = place(begin >= 0 ? begin + wanted : max(0, count + begin + wanted))
    }
    let first = place(begin)
    guard first < end else { return "" }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars[first..<end])
    return String(result)
  }

  private func trimmed(_ text: String) -> String {
    var result: [UInt8] = []
    var blank = false
    for byte in text.utf8 {
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        blank = true
        continue
      }
      if blank, !result.isEmpty { result.append(0x20) }
      blank = false
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func padded(_ text: String, _ width: Item, _ filling: Item) throws(Fault) -> String {
    guard width.tag == .value, let wanted = width.value.double else { return text }
    let filler = filling.text.flatMap { $0.isEmpty ? nil : $0 } ?? " "
    let missing = wanted.magnitude - Double(text.unicodeScalars.count)
    guard missing >= 1 else { return text }
    guard missing < 1e9 else { throw .memory() }
    let count = Int(missing)
    try weigh(count, size: 4)
    let scalars = Array(filler.unicodeScalars)
    var padding = String.UnicodeScalarView()
    for place in 0..<count { padding.append(scalars[place % scalars.count]) }
    return wanted > 0 ? text + String(padding) : String(padding) + text
  }

  /// The bytes that base 64 encodes: AWS takes UTF-8, the reference the low byte of each unit.
  private func bytes(of text: String) -> [UInt8] {
    if program.dialect == .stepFunctions { return Array(text.utf8) }
    return text.utf16.map { UInt8(truncatingIfNeeded: $0) }
  }

  private func text(of bytes: [UInt8]) -> String {
    if program.dialect == .stepFunctions { return String(decoding: bytes, as: UTF8.self) }
    var scalars = String.UnicodeScalarView()
    for byte in bytes { scalars.append(Unicode.Scalar(byte)) }
    return String(scalars)
  }
}

/// The text in small letters, where a sigma that ends a word has a form of its own.
func lowercase(_ text: String) -> String {
  let lowered = text.lowercased()
  guard text.utf16.contains(0x03A3) else { return lowered }
  var result = String.UnicodeScalarView()
  let scalars = Array(text.unicodeScalars)
  for (place, scalar) in scalars.enumerated() {
    let ends =
      scalar == "Σ"
      && scalars[..<place].last { !$0.properties.isCaseIgnorable }?.properties.isCased
        == true
      && scalars[(place + 1)...].first { !$0.properties.isCaseIgnorable }?.properties.isCased
        != true
    result.append(
      contentsOf: ends ? "ς".unicodeScalars : String(scalar).lowercased().unicodeScalars)
  }
  return String(result)
}

/// Where `wanted` first stands in `text` from `start` on, by code units, or `nil`.
func find(_ wanted: String, in text: String, from start: String.Index? = nil)
  -> Range<String.Index>?
{
  let begin = start ?? text.startIndex
  if wanted.isEmpty { return begin..<begin }
  let needle = Array(wanted.utf8)
  let units = text.utf8
  var place = begin
  while let candidate = units[place...].firstIndex(of: needle[0]) {
    if units[candidate...].starts(with: needle) {
      return candidate..<units.index(candidate, offsetBy: needle.count)
    }
    place = units.index(after: candidate)
  }
  return nil
}

/// Writes JSON as the reference's `JSON.stringify` does: numbers to fifteen digits, functions empty.
struct Scribe {
  private(set) var bytes: [UInt8] = []
  private let limit: Int
  private let deadline: ContinuousClock.Instant?
  private var count = 0

  init(limit: Int, deadline: ContinuousClock.Instant?) {
    self.limit = limit
    self.deadline = deadline
  }

  private mutating func check() throws(Fault) {
    if bytes.count > limit { throw .memory() }
    count += 1
    if count & 4095 == 0, let deadline, ContinuousClock.now > deadline { throw .timeout() }
  }

  mutating func write(_ value: Value, indent: Int?, level: Int) throws(Fault) {
    try check()
    switch value {
    case .double(let number):
      guard number.isFinite else { throw Fault("D1001", value: value) }
      bytes.append(contentsOf: script(fifteenDigits(number)).utf8)
    case .array(let elements):
      if elements.isEmpty {
        bytes.append(contentsOf: "[]".utf8)
        return
      }
      bytes.append(UInt8(ascii: "["))
      for (place, element) in elements.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        line(indent, level + 1)
        try write(element, indent: indent, level: level + 1)
      }
      line(indent, level)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      try write(object, indent: indent, level: level)
    default: value.write(into: &bytes)
    }
  }

  private mutating func write(_ object: Object, indent: Int?, level: Int) throws(Fault) {
    if object.shape === FunctionBox.shape || object.isEmpty {
      bytes.append(contentsOf: (object.isEmpty ? "{}" : "\"\"").utf8)
      return
    }
    bytes.append(UInt8(ascii: "{"))
    var first = true
    for (name, member) in object {
      if first { first = false } else { bytes.append(UInt8(ascii: ",")) }
      line(indent, level + 1)
      writeString(name, into: &bytes)
      bytes.append(UInt8(ascii: ":"))
      if indent != nil { bytes.append(UInt8(ascii: " ")) }
      try write(member, indent: indent, level: level + 1)
    }
    line(indent, level)
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func line(_ indent: Int?, _ level: Int) {
    guard let indent else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * level))
  }
}

/// Base 64 (RFC 4648).
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      var word = 0
      for place in 0..<3 {
        word = word << 8 | (place < part.count ? Int(part[start + place]) : 0)
      }
      for place in 0..<4 {
        let digit = word >> (18 - 6 * place) & 63
        result.append(place <= part.count ? alphabet[digit] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What is no digit is passed over.
  static func decode(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    var word = 0
    var bits = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "=") { break }
      let plain = byte == UInt8(ascii: "-") ? UInt8(ascii: "+") : byte
      let standard = plain == UInt8(ascii: "_") ? UInt8(ascii: "/") : plain
      guard let digit = alphabet.firstIndex(of: standard) else { continue }
      word = (word << 6 | digit) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: word >> bits))
      }
    }
    return result
  }
}

/// Percent escapes as JavaScript's `encodeURI` and its kin make and read them.
enum Escapes {
  static let component = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()".utf8)
  static let reserved = Set(";/?:@&=+$,#".utf8)
  static let url = component.union(reserved)

  /// A lone surrogate, which cannot be encoded, has become U+FFFD where text is UTF-8.
  static func encode(_ text: String, keep: Set<UInt8>, _ builtin: Builtin) throws(Fault) -> String {
    if text.unicodeScalars.contains("\u{FFFD}") { throw malformed(text, builtin) }
    var result: [UInt8] = []
    for byte in text.utf8 {
      if keep.contains(byte) {
        result.append(byte)
      } else {
        result.append(contentsOf: escaped(byte))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func escaped(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  static func decode(_ text: String, keep: Set<UInt8>, _ builtin: Builtin) throws(Fault) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "%") else {
        result.append(bytes[place])
        place += 1
        continue
      }
      guard place + 2 < bytes.count, let high = digit(bytes[place + 1]),
        let low = digit(bytes[place + 2])
      else { throw malformed(text, builtin) }
      let byte = UInt8(high << 4 | low)
      if keep.contains(byte) {
        result.append(contentsOf: bytes[place..<place + 3])
      } else {
        result.append(byte)
      }
      place += 3
    }
    guard let decoded = String(validating: result, as: UTF8.self) else {
      throw malformed(text, builtin)
    }
    return decoded
  }

  private static func digit(_ byte: UInt8) -> Int? {
    byte < 128 ? Character(Unicode.Scalar(byte)).hexDigitValue : nil
  }

  private static func malformed(_ text: String, _ builtin: Builtin) -> Fault {
    Fault("D3140", token: builtin.name, value: .string(text))
  }
}
