/// A part of an expression of DynamoDB.
struct ExpressionToken: Hashable {
  enum Kind: Hashable {
    /// `name`, a keyword or a function
    case name
    /// `#name`
    case nameReference
    /// `:value`
    case valueReference
    /// `12`
    case number
    /// `=`, `<>`, `(`, `,` …
    case symbol
    case end
  }

  var kind: Kind
  var text: String
  /// Where it begins and ends, in UTF-8.
  var range: Range<Int>
}

/// Why an expression cannot be read, without the words `Invalid …Expression: ` before it.
struct ExpressionFault: Error {
  var message: String
}

/// Cuts an expression into tokens.
struct ExpressionLexer {
  let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  static func tokens(_ text: String) throws(ExpressionFault) -> [ExpressionToken] {
    var lexer = ExpressionLexer(text)
    var tokens: [ExpressionToken] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(ExpressionFault) -> ExpressionToken {
    while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) {
      position += 1
    }
    guard position < bytes.count else {
      return ExpressionToken(kind: .end, text: "<EOF>", range: position..<position)
    }
    let start = position
    let byte = bytes[position]
    position += 1
    let kind: ExpressionToken.Kind
    switch byte {
    case UInt8(ascii: "#"), UInt8(ascii: ":"):
      while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
      guard position > start + 1 else { throw fault(start..<position) }
      kind = byte == UInt8(ascii: "#") ? .nameReference : .valueReference
    case 48...57:
      while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
      kind = .number
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "=")
          || (byte == UInt8(ascii: "<") && bytes[position] == UInt8(ascii: ">"))
      {
        position += 1
      }
      kind = .symbol
    case _ where "=(),.[]+-".utf8.contains(byte): kind = .symbol
    case _ where Self.isWord(byte):
      while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
      kind = .name
    default: throw fault(start..<position)
    }
    return ExpressionToken(kind: kind, text: text(start..<position), range: start..<position)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func fault(_ range: Range<Int>) -> ExpressionFault {
    let near = text(max(0, range.lowerBound - 10)..<min(bytes.count, range.upperBound + 10))
    return ExpressionFault(
      message: "Syntax error; token: \"\(text(range))\", near: \"\(near)\"")
  }
}
