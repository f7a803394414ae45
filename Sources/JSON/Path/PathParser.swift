/// Reads the text of a path. Positions are byte offsets.
struct PathParser {
  private let bytes: [UInt8]
  private var position = 0
  /// How deep filters, parentheses and negations may be nested.
  private var depth = 0
  private static let depthLimit = 64

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func path() throws(PathError) -> (Path.Root, Route) {
    guard take("$") else { throw fail("a path starts with '$'") }
    var root = Path.Root.input
    if take("$") {
      root = .context
    } else {
      let start = position
      while let byte = current, byte != UInt8(ascii: "."), byte != UInt8(ascii: "[") {
        guard isWordByte(byte) else {
          throw fail("illegal character '\(character)', expected '.' or '['")
        }
        position += 1
      }
      if position > start {
        if isDigit(bytes[start]) {
          throw PathError(position: start, reason: "the name of a variable starts with a letter")
        }
        root = .variable(text(start..<position))
      }
    }
    let route = try route(inFilter: false)
    guard position == bytes.count else { throw fail("unexpected character '\(character)'") }
    return (root, route)
  }

  // MARK: Steps

  private mutating func route(inFilter: Bool) throws(PathError) -> Route {
    var steps: [Step] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "["): try bracket(&steps)
      case UInt8(ascii: "."):
        position += 1
        if take(".") {
          steps.append(.scan)
          if current == UInt8(ascii: ".") { throw fail("'.' after '..'") }
        }
        guard let next = current else { throw fail("a path must not end with '.' or '..'") }
        switch next {
        case UInt8(ascii: "["): try bracket(&steps)
        case UInt8(ascii: "*"):
          position += 1
          steps.append(.wildcard)
        default:
          if let function = try name(inFilter, &steps) {
            return Route(steps: steps, function: function)
          }
        }
      default:
        guard inFilter else { throw fail("illegal character '\(character)', expected '.' or '['") }
        return Route(steps: steps)
      }
    }
    return Route(steps: steps)
  }

  /// A dotted name, or the function that ends the path.
  private mutating func name(_ inFilter: Bool, _ steps: inout [Step]) throws(PathError)
    -> Function?
  {
    let start = position
    while let byte = current, !endsName(byte, inFilter) { position += 1 }
    guard position > start else { throw fail("expected a name after '.'") }
    if !inFilter, current == UInt8(ascii: " ") {
      throw fail("a name with blanks stands in brackets: ['my name']")
    }
    let name = text(start..<position)
    guard take("(") else {
      steps.append(.name(Step.Name(name)))
      return nil
    }
    skipBlanks()
    guard let function = Function(rawValue: name) else {
      throw PathError(position: start, reason: "there is no function '\(name)'")
    }
    guard take(")") else { throw fail("arguments of functions in paths are not supported") }
    guard inFilter || current == nil else { throw fail("a function must be a path's last step") }
    return function
  }

  private func endsName(_ byte: UInt8, _ inFilter: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: " "): true
    case UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="),
      UInt8(ascii: "~"), UInt8(ascii: "!"), UInt8(ascii: "&"), UInt8(ascii: "|"),
      UInt8(ascii: ","), UInt8(ascii: "]"), 0x09, 0x0A, 0x0D:
      inFilter
    default: false
    }
  }

  private mutating func bracket(_ steps: inout [Step]) throws(PathError) {
    position += 1
    skipBlanks()
    guard let byte = current else { throw fail("unexpected end of the path in brackets") }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      var names = [try quoted()]
      skipBlanks()
      while take(",") {
        skipBlanks()
        guard current == UInt8(ascii: "'") || current == UInt8(ascii: "\"") else {
          throw fail("expected a name in quotes")
        }
        names.append(try quoted())
        skipBlanks()
      }
      steps.append(names.count == 1 ? .name(Step.Name(names[0])) : .names(names))
    case UInt8(ascii: "*"):
      position += 1
      steps.append(.wildcard)
    case UInt8(ascii: "?"):
      position += 1
      skipBlanks()
      guard take("(") else { throw fail("expected '(' after '?'") }
      steps.append(.filter(try disjunction()))
      skipBlanks()
      guard take(")") else { throw fail("expected ')' at the end of the filter") }
    case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      steps.append(try places())
    default: throw fail("expected '?', a quote, a number or '*' in brackets")
    }
    skipBlanks()
    guard take("]") else { throw fail("expected ']'") }
  }

  private mutating func places() throws(PathError) -> Step {
    let first = try integer()
    skipBlanks()
    if take(":") {
      skipBlanks()
      let last = try integer()
      return .slice(from: first, to: last)
    }
    guard var index = first else { throw fail("expected a number") }
    var indices = [index]
    while take(",") {
      skipBlanks()
      guard let next = try integer() else { throw fail("expected a number") }
      index = next
      indices.append(index)
      skipBlanks()
    }
    return indices.count == 1 ? .index(index) : .indices(indices)
  }

  private mutating func integer() throws(PathError) -> Int? {
    let start = position
    _ = take("-")
    while let byte = current, isDigit(byte) { position += 1 }
    guard position > start else { return nil }
    // Java reads an index into 32 bits.
    guard let number = Int32(text(start..<position)) else {
      throw PathError(position: start, reason: "expected a number of 32 bits")
    }
    return Int(number)
  }

  /// A name or string in quotes: `\` takes the next character as it is, `\n`, `\t`, `\uXXXX`… stand
  /// for what they do in Java.
  private mutating func quoted() throws(PathError) -> String {
    guard let quote = current else { throw fail("expected a quote") }
    position += 1
    var result: [UInt8] = []
    while let byte = current {
      position += 1
      if byte == quote { return String(decoding: result, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      guard let escaped = current else { break }
      position += 1
      switch escaped {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "u"):
        guard position + 4 <= bytes.count,
          let unit = UInt32(text(position..<(position + 4)), radix: 16)
        else { throw fail("expected four hexadecimal digits") }
        position += 4
        result.append(
          contentsOf: String(Unicode.Scalar(unit).map(Character.init) ?? "\u{FFFD}").utf8)
      default: result.append(escaped)
      }
    }
    throw fail("a quote is not closed")
  }

  // MARK: Filters

  private mutating func disjunction() throws(PathError) -> Filter {
    depth += 1
    guard depth <= PathParser.depthLimit else { throw fail("nested too deeply") }
    defer { depth -= 1 }
    var filters = [try conjunction()]
    skipBlanks()
    while take("||") {
      filters.append(try conjunction())
      skipBlanks()
    }
    return filters.count == 1 ? filters[0] : .any(filters)
  }

  private mutating func conjunction() throws(PathError) -> Filter {
    var filters = [try condition()]
    skipBlanks()
    while take("&&") {
      filters.append(try condition())
      skipBlanks()
    }
    return filters.count == 1 ? filters[0] : .all(filters)
  }

  private mutating func condition() throws(PathError) -> Filter {
    depth += 1
    guard depth <= PathParser.depthLimit else { throw fail("nested too deeply") }
    defer { depth -= 1 }
    skipBlanks()
    if take("!") { return .not(try condition()) }
    if take("(") {
      let filter = try disjunction()
      skipBlanks()
      guard take(")") else { throw fail("expected ')'") }
      return filter
    }
    let left = try operand()
    skipBlanks()
    guard let comparison = comparison() else { return .exists(left) }
    skipBlanks()
    return .test(left, comparison, try operand())
  }

  private mutating func comparison() -> FilterOperator? {
    let start = position
    while let byte = current, "=<>!~".utf8.contains(byte) { position += 1 }
    if position == start {
      while let byte = current, isLetter(byte) { position += 1 }
    }
    if let found = FilterOperator(rawValue: text(start..<position).lowercased()) { return found }
    position = start
    return nil
  }

  private mutating func operand() throws(PathError) -> Filter.Operand {
    guard let byte = current else { throw fail("unexpected end of the filter") }
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "$"):
      position += 1
      return .path(try route(inFilter: true), fromRoot: byte == UInt8(ascii: "$"))
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .value(.string(try quoted()))
    case UInt8(ascii: "["): return .value(try list())
    case UInt8(ascii: "/"): return .pattern(try pattern())
    default: return .value(try word())
    }
  }

  private mutating func list() throws(PathError) -> Value {
    depth += 1
    guard depth <= PathParser.depthLimit else { throw fail("nested too deeply") }
    defer { depth -= 1 }
    position += 1
    var elements: [Value] = []
    skipBlanks()
    if take("]") { return .array([]) }
    while true {
      skipBlanks()
      switch current {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): elements.append(.string(try quoted()))
      case UInt8(ascii: "["): elements.append(try list())
      default: elements.append(try word())
      }
      skipBlanks()
      if take("]") { return .array(elements) }
      guard take(",") else { throw fail("expected ',' or ']' in a list") }
    }
  }

  private mutating func pattern() throws(PathError) -> Pattern {
    let opening = position
    position += 1
    let start = position
    while let byte = current, byte != UInt8(ascii: "/") {
      position += byte == UInt8(ascii: "\\") && position + 1 < bytes.count ? 2 : 1
    }
    let end = position
    guard take("/") else { throw fail("a regular expression is not closed") }
    while let byte = current, isLetter(byte) { position += 1 }
    let expression = text(start..<end).split(separator: "\\/", omittingEmptySubsequences: false)
      .joined(separator: "/")
    guard let pattern = Pattern(expression, flags: text((end + 1)..<position)) else {
      throw PathError(position: opening, reason: "not a regular expression: \(expression)")
    }
    return pattern
  }

  /// `true`, `false`, `null`, a number; any other bare word is a string, as definitions that run on
  /// AWS have it: `[?(@.Name==Receipt)]`.
  private mutating func word() throws(PathError) -> Value {
    let start = position
    while let byte = current, byte == UInt8(ascii: ".") || !endsName(byte, true) { position += 1 }
    let word = text(start..<position)
    switch word {
    case "": throw fail("expected a value in the filter")
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default: break
    }
    guard let first = word.utf8.first, isDigit(first) || first == UInt8(ascii: "-") else {
      return .string(word)
    }
    do {
      return try Value(parsing: word)
    } catch {
      throw PathError(position: start + error.offset, reason: error.reason)
    }
  }

  // MARK: Bytes

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The character at the current place, for messages.
  private var character: String {
    String(String(decoding: bytes[min(position, bytes.count)...], as: UTF8.self).prefix(1))
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private mutating func take(_ word: StaticString) -> Bool {
    guard position + word.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where bytes[position + offset] != word.utf8Start[offset] {
      return false
    }
    position += word.utf8CodeUnitCount
    return true
  }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  private func fail(_ reason: String) -> PathError { PathError(position: position, reason: reason) }
  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  private func isWordByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
