import JSON

/// What is wrong with the text of an intrinsic call.
public struct IntrinsicError: Error, Sendable, Equatable {
  /// Byte offset into the text where the fault was noticed.
  public var offset: Int
  /// One sentence, lower case, without the place.
  public var reason: String
}

extension Intrinsic {
  /// How deep calls may be nested.
  public static let depthLimit = 10

  /// Reads `States.Name(argument, …)`.
  ///
  /// An argument is a text in single quotes, a number, `true`, `false`, `null`, a path or another
  /// call. In quotes `\'`, `\\`, `\{` and `\}` stand for the character; the braces of the template
  /// of `States.Format` keep their backslash, since the function tells `\{` from `{` itself.
  public init(parsing text: String) throws(IntrinsicError) {
    var parser = IntrinsicParser(text)
    self = try parser.whole()
  }
}

/// A recursive-descent reader of intrinsic calls.
private struct IntrinsicParser {
  let text: String
  let bytes: [UInt8]
  var position = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  func fail(_ reason: String) -> IntrinsicError { IntrinsicError(offset: position, reason: reason) }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  func slice(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

  mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  mutating func whole() throws(IntrinsicError) -> Intrinsic {
    let call = try call(depth: 1)
    skipBlanks()
    guard position == bytes.count else { throw fail("unexpected text after the call") }
    return call
  }

  mutating func call(depth: Int) throws(IntrinsicError) -> Intrinsic {
    guard depth <= Intrinsic.depthLimit else { throw fail("calls are nested too deeply") }
    let start = position
    while let byte = next, isNameByte(byte) { position += 1 }
    let name = slice(from: start)
    guard name.hasPrefix("States."),
      let function = Intrinsic.Function(rawValue: String(name.dropFirst(7)))
    else {
      position = start
      throw fail("'\(name)' is no intrinsic function")
    }
    skipBlanks()
    guard next == UInt8(ascii: "(") else { throw fail("expected '('") }
    position += 1
    var arguments: [Intrinsic.Argument] = []
    skipBlanks()
    if next == UInt8(ascii: ")") {
      position += 1
    } else {
      while true {
        skipBlanks()
        let isTemplate = function == .format && arguments.isEmpty
        arguments.append(try argument(depth: depth, isTemplate: isTemplate))
        skipBlanks()
        guard let byte = next, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ")") else {
          throw fail("expected ',' or ')'")
        }
        position += 1
        if byte == UInt8(ascii: ")") { break }
      }
    }
    guard function.arity.contains(arguments.count) else {
      throw fail("wrong number of arguments for 'States.\(function.rawValue)'")
    }
    return Intrinsic(function: function, arguments: arguments, text: slice(from: start))
  }

  mutating func argument(depth: Int, isTemplate: Bool) throws(IntrinsicError)
    -> Intrinsic.Argument
  {
    switch next {
    case UInt8(ascii: "'"): return .constant(.string(try quoted(keepingBraces: isTemplate)))
    case UInt8(ascii: "$"): return .path(try path())
    case UInt8(ascii: "S"): return .call(try call(depth: depth + 1))
    default: return .constant(try literal())
    }
  }

  mutating func quoted(keepingBraces: Bool) throws(IntrinsicError) -> String {
    position += 1
    var result: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "'"): return String(decoding: result, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = next else { throw fail("the text has no end") }
        switch escaped {
        case UInt8(ascii: "'"): result.append(escaped)
        case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"):
          if keepingBraces { result.append(byte) }
          result.append(escaped)
        default: throw fail("only ', \\, { and } can follow a backslash")
        }
        position += 1
      default: result.append(byte)
      }
    }
    throw fail("the text has no end")
  }

  /// A path goes on to the next comma, closing parenthesis or blank outside its brackets and quotes.
  mutating func path() throws(IntrinsicError) -> DataPath {
    let start = position
    var depth = 0
    var quote: UInt8?
    scan: while let byte = next {
      switch byte {
      case UInt8(ascii: "\\") where quote != nil:
        position += 1
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        if quote == byte { quote = nil } else if quote == nil { quote = byte }
      case UInt8(ascii: "["), UInt8(ascii: "("):
        if quote == nil { depth += 1 }
      case UInt8(ascii: "]"), UInt8(ascii: ")"):
        if quote == nil {
          if depth == 0 { break scan }
          depth -= 1
        }
      case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
        if quote == nil, depth == 0 { break scan }
      default: break
      }
      position += 1
    }
    position = min(position, bytes.count)
    let end = position
    do throws(PathError) {
      return try DataPath(slice(from: start))
    } catch {
      position = min(start + error.position, end)
      throw fail(error.reason)
    }
  }

  mutating func literal() throws(IntrinsicError) -> Value {
    let start = position
    while let byte = next,
      isNameByte(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    {
      position += 1
    }
    let word = slice(from: start)
    // Only numbers, `true`, `false` and `null` can be made of these bytes.
    guard let value = try? Value(parsing: word) else {
      position = start
      throw fail("expected a text in single quotes, a number, true, false, null, a path or a call")
    }
    return value
  }

  func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension Intrinsic.Function {
  /// How many arguments the function takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .uuid: 0...0
    case .array: 0...Int.max
    case .format: 1...Int.max
    case .stringToJson, .jsonToString, .arrayLength, .arrayUnique, .base64Encode, .base64Decode:
      1...1
    case .arrayPartition, .arrayContains, .arrayGetItem, .hash, .mathAdd, .stringSplit: 2...2
    case .mathRandom: 2...3
    case .arrayRange, .jsonMerge: 3...3
    }
  }

  /// Whether the result is, or may be, a text: what `ErrorPath` and `CausePath` take.
  var canGiveText: Bool {
    switch self {
    case .format, .jsonToString, .arrayGetItem, .base64Encode, .base64Decode, .hash, .uuid: true
    case .stringToJson, .array, .arrayPartition, .arrayContains, .arrayRange, .arrayLength,
      .arrayUnique, .jsonMerge, .mathRandom, .mathAdd, .stringSplit:
      false
    }
  }
}
