import JSON

/// What a token is.
enum Symbol: UInt8 {
  case end, name, variable, string, number, `true`, `false`, null, regex
  case dot, leftBracket, rightBracket, leftBrace, rightBrace, leftParen, rightParen
  case comma, at, hash, semicolon, colon, question, plus, minus, star, slash, percent, bar
  case equal, less, greater, caret, ampersand, bang, tilde
  case starStar, range, assign, notEqual, lessEqual, greaterEqual, chain, elvis, coalesce
  case and, or, `in`

  /// The text of an operator, for messages.
  var text: String {
    switch self {
    case .end: "(end)"
    case .name, .variable: "(name)"
    case .string, .number, .true, .false, .null: "(literal)"
    case .regex: "(regex)"
    case .dot: "."
    case .leftBracket: "["
    case .rightBracket: "]"
    case .leftBrace: "{"
    case .rightBrace: "}"
    case .leftParen: "("
    case .rightParen: ")"
    case .comma: ","
    case .at: "@"
    case .hash: "#"
    case .semicolon: ";"
    case .colon: ":"
    case .question: "?"
    case .plus: "+"
    case .minus: "-"
    case .star: "*"
    case .slash: "/"
    case .percent: "%"
    case .bar: "|"
    case .equal: "="
    case .less: "<"
    case .greater: ">"
    case .caret: "^"
    case .ampersand: "&"
    case .bang: "!"
    case .tilde: "~"
    case .starStar: "**"
    case .range: ".."
    case .assign: ":="
    case .notEqual: "!="
    case .lessEqual: "<="
    case .greaterEqual: ">="
    case .chain: "~>"
    case .elvis: "?:"
    case .coalesce: "??"
    case .and: "and"
    case .or: "or"
    case .in: "in"
    }
  }

  /// How strongly an infix operator binds what stands to its left.
  var power: Int {
    switch self {
    case .leftBracket, .leftParen, .at, .hash: 80
    case .dot: 75
    case .leftBrace: 70
    case .star, .slash, .percent: 60
    case .plus, .minus, .ampersand: 50
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .caret, .chain, .in,
      .elvis, .coalesce:
      40
    case .and: 30
    case .or: 25
    case .question: 20
    case .assign: 10
    default: 0
    }
  }

  /// The operator that is one ASCII character.
  @inline(__always) static func single(_ byte: UInt8) -> Symbol? {
    switch byte {
    case UInt8(ascii: "."): .dot
    case UInt8(ascii: "["): .leftBracket
    case UInt8(ascii: "]"): .rightBracket
    case UInt8(ascii: "{"): .leftBrace
    case UInt8(ascii: "}"): .rightBrace
    case UInt8(ascii: "("): .leftParen
    case UInt8(ascii: ")"): .rightParen
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: "@"): .at
    case UInt8(ascii: "#"): .hash
    case UInt8(ascii: ";"): .semicolon
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "?"): .question
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "*"): .star
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: "%"): .percent
    case UInt8(ascii: "|"): .bar
    case UInt8(ascii: "="): .equal
    case UInt8(ascii: "<"): .less
    case UInt8(ascii: ">"): .greater
    case UInt8(ascii: "^"): .caret
    case UInt8(ascii: "&"): .ampersand
    case UInt8(ascii: "!"): .bang
    case UInt8(ascii: "~"): .tilde
    default: nil
    }
  }
}

/// Cuts an expression into tokens.
struct Lexer {
  let tree: Tree
  let dialect: Dialect
  private let bytes: UnsafePointer<UInt8>
  private let count: Int
  /// Where the next token is looked for; after `next()` the end of the token.
  var position = 0
  /// The text of the token: a name, a string's value, a pattern.
  var text: Text
  /// The number of a name, a variable's without `$`.
  var name: NameID = -1
  /// The value of a number.
  var number = Literal.int(0)
  /// The flags of a regular expression.
  var flags: Text

  init(_ tree: Tree, dialect: Dialect) {
    self.tree = tree
    bytes = tree.bytes
    count = tree.count
    text = tree.text(0..<0)
    flags = text
    self.dialect = dialect
  }

  /// The byte at a place, which is at most a few behind the end: there are zeros.
  private func byte(_ at: Int) -> UInt8 { bytes[at] }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0B) || byte == 0x0D
  }

  private func fail(_ code: String, at place: Int? = nil, token: String? = nil) -> Fault {
    Fault(code, position: place ?? position, token: token)
  }

  private mutating func skipBlanksAndComments() throws(Fault) {
    while position < count {
      if isBlank(bytes[position]) {
        position += 1
      } else if bytes[position] == UInt8(ascii: "/"), byte(position + 1) == UInt8(ascii: "*") {
        let start = position
        position += 2
        while !(byte(position) == UInt8(ascii: "*") && byte(position + 1) == UInt8(ascii: "/")) {
          position += 1
          if position >= count { throw fail("S0106", at: start) }
        }
        position += 2
      } else {
        return
      }
    }
  }

  /// The next token. `infix`: an operand has just ended, so `/` divides; otherwise it begins a
  /// regular expression.
  mutating func next(infix: Bool) throws(Fault) -> Symbol {
    try skipBlanksAndComments()
    guard position < count else { return .end }
    let first = bytes[position]
    if first == UInt8(ascii: "/"), !infix {
      try scanRegex()
      return .regex
    }
    if let symbol = Symbol.single(first) {
      if let double = doubleOperator(first) {
        position += 2
        return double
      }
      position += 1
      return symbol
    }
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      try scanString(first)
      return .string
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      try scanNumber()
      return .number
    case UInt8(ascii: "`"):
      try scanQuotedName()
      return .name
    default: return scanName()
    }
  }

  private func doubleOperator(_ first: UInt8) -> Symbol? {
    let second = byte(position + 1)
    switch (first, second) {
    case (UInt8(ascii: "."), UInt8(ascii: ".")): return .range
    case (UInt8(ascii: ":"), UInt8(ascii: "=")): return .assign
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): return .notEqual
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): return .greaterEqual
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): return .lessEqual
    case (UInt8(ascii: "*"), UInt8(ascii: "*")): return .starStar
    case (UInt8(ascii: "~"), UInt8(ascii: ">")): return .chain
    case (UInt8(ascii: "?"), UInt8(ascii: ":")): return dialect == .jsonata ? .elvis : nil
    case (UInt8(ascii: "?"), UInt8(ascii: "?")): return dialect == .jsonata ? .coalesce : nil
    default: return nil
    }
  }

  private mutating func scanName() -> Symbol {
    let start = position
    var end = position
    while end < count {
      let byte = bytes[end]
      if isBlank(byte) || Symbol.single(byte) != nil { break }
      end += 1
    }
    position = end
    if bytes[start] == UInt8(ascii: "$") {
      take(start + 1..<end)
      return .variable
    }
    if let keyword = keyword(start..<end) { return keyword }
    take(start..<end)
    return .name
  }

  private mutating func take(_ range: Range<Int>) {
    text = tree.text(range)
    name = tree.names.intern(text)
  }

  private mutating func keyword(_ range: Range<Int>) -> Symbol? {
    guard (2...5).contains(range.count) else { return nil }
    text = tree.text(range)
    switch bytes[range.lowerBound] {
    case UInt8(ascii: "o"): return text == "or" ? .or : nil
    case UInt8(ascii: "i"): return text == "in" ? .in : nil
    case UInt8(ascii: "a"): return text == "and" ? .and : nil
    case UInt8(ascii: "t"): return text == "true" ? .true : nil
    case UInt8(ascii: "f"): return text == "false" ? .false : nil
    case UInt8(ascii: "n"): return text == "null" ? .null : nil
    default: return nil
    }
  }

  private mutating func scanQuotedName() throws(Fault) {
    let start = position + 1
    position = start
    while position < count, bytes[position] != UInt8(ascii: "`") { position += 1 }
    guard position < count else { throw fail("S0105") }
    take(start..<position)
    position += 1
  }

  private func isDigit(_ at: Int) -> Bool { byte(at) &- 0x30 < 10 }

  private mutating func scanNumber() throws(Fault) {
    let start = position
    var integral = true
    var end = position + 1
    if bytes[position] != UInt8(ascii: "0") {
      while isDigit(end) { end += 1 }
    }
    if byte(end) == UInt8(ascii: "."), isDigit(end + 1) {
      integral = false
      end += 2
      while isDigit(end) { end += 1 }
    }
    if byte(end) | 0x20 == UInt8(ascii: "e") {
      var digits = end + 1
      if byte(digits) == UInt8(ascii: "+") || byte(digits) == UInt8(ascii: "-") { digits += 1 }
      if isDigit(digits) {
        integral = false
        while isDigit(digits) { digits += 1 }
        end = digits
      }
    }
    if integral, end - start <= 18 {
      var value = 0
      for place in start..<end { value = 10 * value + Int(bytes[place] & 0x0F) }
      number = Lexer.number(numeric(value, dialect))
    } else {
      let literal = tree.text(start..<end).string
      if integral, let value = Int(literal) {
        number = Lexer.number(numeric(value, dialect))
      } else {
        guard let value = Double(literal), value.isFinite else {
          throw fail("S0102", token: literal)
        }
        number = Lexer.number(numeric(value))
      }
    }
    position = end
  }

  private static func number(_ value: Value) -> Literal {
    switch value {
    case .int(let number): .int(number)
    case .double(let number): .double(number)
    default: .int(0)
    }
  }

  private mutating func scanString(_ quote: UInt8) throws(Fault) {
    position += 1
    let start = position
    while position < count, bytes[position] != quote, bytes[position] != UInt8(ascii: "\\") {
      position += 1
    }
    if position < count, bytes[position] == quote {
      text = tree.text(start..<position)
      position += 1
      return
    }
    var content = Array(UnsafeBufferPointer(start: bytes + start, count: position - start))
    while position < count {
      let byte = bytes[position]
      if byte == quote {
        text = tree.text(content)
        position += 1
        return
      }
      if byte == UInt8(ascii: "\\") {
        try scanEscape(into: &content)
      } else {
        content.append(byte)
        position += 1
      }
    }
    throw fail("S0101")
  }

  private mutating func scanEscape(into content: inout [UInt8]) throws(Fault) {
    position += 1
    guard position < count else { throw fail("S0103", token: "") }
    switch bytes[position] {
    case UInt8(ascii: "\""): content.append(UInt8(ascii: "\""))
    case UInt8(ascii: "\\"): content.append(UInt8(ascii: "\\"))
    case UInt8(ascii: "/"): content.append(UInt8(ascii: "/"))
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"):
      try scanUnicodeEscape(into: &content)
      return
    default:
      let rest = tree.text(position..<min(position + 4, count)).string
      throw fail("S0103", token: rest.unicodeScalars.first.map { String($0) } ?? "")
    }
    position += 1
  }

  private func hexadecimal(_ start: Int) -> UInt32? {
    guard start + 4 <= count else { return nil }
    var unit: UInt32 = 0
    for place in start..<start + 4 {
      let byte = bytes[place]
      guard byte < 128, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        return nil
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  private mutating func scanUnicodeEscape(into content: inout [UInt8]) throws(Fault) {
    guard var unit = hexadecimal(position + 1) else { throw fail("S0104") }
    position += 5
    if (0xD800..<0xDC00).contains(unit), byte(position) == UInt8(ascii: "\\"),
      byte(position + 1) == UInt8(ascii: "u"), let low = hexadecimal(position + 2),
      (0xDC00..<0xE000).contains(low)
    {
      unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      position += 6
    }
    // A lone surrogate has no UTF-8; it becomes the replacement character.
    content.append(contentsOf: String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
  }

  /// Reads `/pattern/flags`. The end is the first `/` outside brackets that is not escaped.
  private mutating func scanRegex() throws(Fault) {
    position += 1
    let start = position
    var depth = 0
    while position < count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "/"), depth == 0, !isEscaped(position, from: start) {
        guard position > start else { throw fail("S0301") }
        text = tree.text(start..<position)
        position += 1
        let flagStart = position
        while self.byte(position) == UInt8(ascii: "i") || self.byte(position) == UInt8(ascii: "m") {
          position += 1
        }
        flags = tree.text(flagStart..<position)
        return
      }
      if position == start || bytes[position - 1] != UInt8(ascii: "\\") {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        default: break
        }
      }
      position += 1
    }
    throw fail("S0302")
  }

  private func isEscaped(_ place: Int, from start: Int) -> Bool {
    var count = 0
    while place - count - 1 >= start, bytes[place - count - 1] == UInt8(ascii: "\\") { count += 1 }
    return count % 2 == 1
  }
}
