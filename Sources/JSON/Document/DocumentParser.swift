/// Reads any bytes into nodes and faults. Every loop moves forward, whatever it meets.
struct DocumentParser {
  struct Fault {
    var kind: Document.Fault.Kind
    var offset: Int
    var reason: String
  }

  let bytes: [UInt8]
  let mode: Document.Mode
  var position = 0
  private(set) var nodes: [Document.Node] = []
  private(set) var faults: [Fault] = []
  /// The closing brackets that are awaited, outermost first.
  private var closers: [UInt8] = []

  /// More faults than these help nobody.
  private static let faultLimit = 100

  init(bytes: [UInt8], mode: Document.Mode) {
    self.bytes = bytes
    self.mode = mode
  }

  mutating func read() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
      unlessLenient("a byte order mark", at: 0)
    }
    skipBlanks()
    while position < bytes.count {
      if value(key: nil, name: nil, index: 0, parent: nil) != nil { break }
      position += 1
      skipBlanks()
    }
    if nodes.isEmpty { fault("expected a value", at: position) }
    skipBlanks()
    if position < bytes.count { fault("unexpected text after the value", at: position) }
  }

  mutating func fault(
    _ reason: String, at offset: Int, kind: Document.Fault.Kind = .syntax
  ) {
    guard faults.count < DocumentParser.faultLimit else { return }
    faults.append(Fault(kind: kind, offset: min(offset, bytes.count), reason: reason))
  }

  mutating func unlessLenient(_ what: String, at offset: Int) {
    if mode == .strict { fault("\(what) is not allowed in JSON", at: offset) }
  }

  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipBlanks() {
    while let byte = current {
      switch byte {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      case UInt8(ascii: "/"):
        let start = position
        guard let end = DocumentParser.endOfComment(bytes, position) else { return }
        unlessLenient("a comment", at: start)
        if end == bytes.count, bytes[start + 1] == UInt8(ascii: "*"),
          !bytes[(start + 2)...].suffix(2).elementsEqual("*/".utf8)
        {
          fault("a comment is not closed", at: start)
        }
        position = end
      default: return
      }
    }
  }

  /// The end of the comment that starts at `start`, `nil` where there is none.
  static func endOfComment(_ bytes: [UInt8], _ start: Int) -> Int? {
    guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "/") else { return nil }
    var end = start + 2
    switch bytes[start + 1] {
    case UInt8(ascii: "/"):
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      return end
    case UInt8(ascii: "*"):
      while end + 1 < bytes.count {
        if bytes[end] == UInt8(ascii: "*"), bytes[end + 1] == UInt8(ascii: "/") { return end + 2 }
        end += 1
      }
      return bytes.count
    default: return nil
    }
  }

  // MARK: Values

  /// The node read at the current place; `nil`, nothing consumed, where no value begins.
  private mutating func value(key: Range<Int>?, name: String?, index: Int, parent: Int?) -> Int? {
    guard let byte = current else { return nil }
    let place = nodes.count
    let start = position
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      fault("expected a value", at: position)
      return nil
    default: break
    }
    nodes.append(
      Document.Node(range: start..<start, key: key, name: name, index: index, parent: parent))
    switch byte {
    case UInt8(ascii: "{"): object(place)
    case UInt8(ascii: "["): array(place)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let text = string()
      nodes[place].finish(at: position, value: .string(text))
    default:
      let value = word()
      nodes[place].finish(at: position, value: value)
    }
    return place
  }

  private mutating func open(_ closer: UInt8) -> Bool {
    position += 1
    guard closers.count < Value.depthLimit else {
      fault("nested too deeply", at: position - 1)
      position = bytes.count
      return false
    }
    closers.append(closer)
    return true
  }

  /// Whether the collection ends here. A bracket that closes an outer one ends this one too.
  private mutating func closes(_ closer: UInt8, opened: Int) -> Bool {
    while let byte = current {
      if byte == closer {
        position += 1
        return true
      }
      guard byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") else { return false }
      if closers.dropLast().contains(byte) {
        fault("expected '\(Character(Unicode.Scalar(closer)))'", at: position)
        return true
      }
      fault("a bracket that closes nothing", at: position)
      position += 1
      skipBlanks()
    }
    fault("a bracket is not closed", at: opened)
    return true
  }

  /// After an element: takes the comma; tells when one is missing or trails.
  private mutating func separator(_ closer: UInt8) {
    skipBlanks()
    guard let byte = current else { return }
    if byte == UInt8(ascii: ",") {
      let comma = position
      position += 1
      skipBlanks()
      while current == UInt8(ascii: ",") {
        fault("expected a value", at: position)
        position += 1
        skipBlanks()
      }
      if current == closer { unlessLenient("a trailing comma", at: comma) }
    } else if byte != UInt8(ascii: "]"), byte != UInt8(ascii: "}") {
      fault("expected ','", at: position)
      if byte == UInt8(ascii: ":") { position += 1 }
    }
  }

  private mutating func array(_ place: Int) {
    let opened = position
    var children: [Int] = []
    if open(UInt8(ascii: "]")) {
      skipBlanks()
      while !closes(UInt8(ascii: "]"), opened: opened) {
        if let child = value(key: nil, name: nil, index: children.count, parent: place) {
          children.append(child)
        } else {
          position += current == UInt8(ascii: ":") ? 1 : 0
        }
        separator(UInt8(ascii: "]"))
        skipBlanks()
      }
      closers.removeLast()
    }
    let elements = children.map { nodes[$0].value }
    nodes[place].finish(at: position, value: .array(elements), children: children)
  }

  private mutating func object(_ place: Int) {
    let opened = position
    var children: [Int] = []
    var members = Object()
    if open(UInt8(ascii: "}")) {
      skipBlanks()
      while !closes(UInt8(ascii: "}"), opened: opened) {
        if let child = member(children.count, place), let name = nodes[child].name {
          children.append(child)
          if members[name] != nil {
            fault(
              "the name '\(name)' stands twice", at: nodes[child].start, kind: .duplicateName)
          }
          members[name] = nodes[child].value
        }
        separator(UInt8(ascii: "}"))
        skipBlanks()
      }
      closers.removeLast()
    }
    nodes[place].finish(at: position, value: .object(members), children: children)
  }

  private mutating func member(_ index: Int, _ parent: Int) -> Int? {
    let start = position
    guard let name = name() else {
      fault("expected a member's name", at: position)
      skipJunk()
      return nil
    }
    let key = start..<position
    skipBlanks()
    guard current == UInt8(ascii: ":") else {
      fault("expected ':'", at: position)
      return nil
    }
    position += 1
    skipBlanks()
    guard current != nil else {
      fault("expected a value", at: position)
      return nil
    }
    return value(key: key, name: name, index: index, parent: parent)
  }

  private mutating func name() -> String? {
    guard let byte = current else { return nil }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return string() }
    let start = position
    while let byte = current, isWord(byte) { position += 1 }
    guard position > start else { return nil }
    unlessLenient("a name without quotes", at: start)
    return text(start..<position)
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"),
      UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), 0x80...0xFF:
      true
    default: false
    }
  }

  /// Goes on to the next byte at which a collection can be resumed, at least by one.
  private mutating func skipJunk() {
    position += 1
    while let byte = current, !",:]}{[\"'\n".utf8.contains(byte) { position += 1 }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  // MARK: Words and numbers

  private mutating func word() -> Value {
    let start = position
    if let substitution = substitution() { return .string(substitution) }
    while let byte = current, isWord(byte) { position += 1 }
    guard position > start else {
      fault("expected a value", at: position)
      skipJunk()
      return .null
    }
    let word = text(start..<position)
    switch word {
    case "true": return true
    case "false": return false
    case "null": return nil
    default: break
    }
    if let value = try? Value(parsing: word) { return value }
    if let value = DocumentParser.lenientNumber(word) {
      unlessLenient("this form of a number", at: start)
      return value
    }
    fault("expected a value", at: start)
    return .string(word)
  }

  /// `${Name}` where a value belongs: templates have it before their tool replaces it.
  private mutating func substitution() -> String? {
    guard bytes[position...].starts(with: "${".utf8),
      let end = bytes[position...].firstIndex(where: { $0 == UInt8(ascii: "}") || $0 == 0x0A }),
      bytes[end] == UInt8(ascii: "}")
    else { return nil }
    fault("a substitution outside of a string is not JSON", at: position)
    defer { position = end + 1 }
    return text(position..<(end + 1))
  }

  /// `+1`, `.5`, `5.`, `0x1F`, `Infinity`, `NaN`.
  private static func lenientNumber(_ word: String) -> Value? {
    let negative = word.hasPrefix("-")
    let digits = negative || word.hasPrefix("+") ? word.dropFirst() : word[...]
    switch digits {
    case "Infinity": return .double(negative ? -.infinity : .infinity)
    case "NaN": return .double(.nan)
    default: break
    }
    if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
      guard let number = Int(digits.dropFirst(2), radix: 16), !digits.dropFirst(2).hasPrefix("+"),
        !digits.dropFirst(2).hasPrefix("-")
      else { return nil }
      return .int(negative ? -number : number)
    }
    guard let first = digits.utf8.first, first &- 0x30 < 10 || first == UInt8(ascii: "."),
      digits.utf8.allSatisfy({ $0 &- 0x30 < 10 || ".eE+-".utf8.contains($0) })
    else { return nil }
    let padded = (negative ? "-" : "") + (first == UInt8(ascii: ".") ? "0" : "") + digits
    if let value = try? Value(parsing: padded) { return value }
    guard padded.hasSuffix(".") else { return nil }
    return try? Value(parsing: padded + "0")
  }

  // MARK: Strings

  /// Reads a string at its quote. It ends at the line's end where the quote is missing.
  private mutating func string() -> String {
    let start = position
    let quote = bytes[position]
    if quote == UInt8(ascii: "'") { unlessLenient("a single quote", at: start) }
    position += 1
    let first = position
    while let byte = current, byte != quote, byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    if current == quote {
      position += 1
      return checked(bytes[first..<(position - 1)], at: first)
    }
    var result = Array(bytes[first..<position])
    while let byte = current {
      switch byte {
      case quote:
        position += 1
        return checked(result[...], at: first)
      case UInt8(ascii: "\\"): escape(&result)
      case 0x0A, 0x0D:
        fault("a string is not closed", at: start)
        return checked(result[...], at: first)
      case 0..<0x20:
        fault("a control character in a string", at: position)
        fallthrough
      default:
        result.append(byte)
        position += 1
      }
    }
    fault("a string is not closed", at: start)
    return checked(result[...], at: first)
  }

  private mutating func checked(_ text: ArraySlice<UInt8>, at offset: Int) -> String {
    if let valid = String(validating: text, as: UTF8.self) { return valid }
    fault("text that is not UTF-8", at: offset)
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape(_ result: inout [UInt8]) {
    let start = position
    position += 1
    guard let byte = current else { return }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"): unicode(&result, start)
    case UInt8(ascii: "'"):
      unlessLenient("this escape", at: start)
      result.append(byte)
    case 0x0A: unlessLenient("a line break in a string", at: start)
    case 0x0D:
      unlessLenient("a line break in a string", at: start)
      if current == 0x0A { position += 1 }
    default:
      fault("unknown escape in a string", at: start)
      result.append(byte)
    }
  }

  private mutating func unicode(_ result: inout [UInt8], _ start: Int) {
    guard var unit = hexadecimal() else {
      fault("expected four hexadecimal digits", at: start)
      return
    }
    if (0xD800..<0xDC00).contains(unit), bytes[position...].starts(with: "\\u".utf8) {
      let before = position
      position += 2
      if let low = hexadecimal(), (0xDC00..<0xE000).contains(low) {
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      } else {
        position = before
      }
    }
    let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
    result.append(contentsOf: String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal() -> UInt32? {
    guard position + 4 <= bytes.count,
      bytes[position..<(position + 4)].allSatisfy({
        $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6
      }), let unit = UInt32(text(position..<(position + 4)), radix: 16)
    else { return nil }
    position += 4
    return unit
  }
}
