/// Why a line is no event.
struct LineError: Error {
  var reason: String
  var offset: Int
}

/// Reads JSON text without making values of it: a place in bytes that moves on.
///
/// The bytes come as a parameter (a stored `Span` would tie the scanner's lifetime to them).
struct LineScanner {
  private(set) var position: Int

  init(at position: Int = 0) { self.position = position }

  func failure(_ reason: String) -> LineError { LineError(reason: reason, offset: position) }

  @inline(__always)
  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0D, 0x0A: position += 1
      default: return
      }
    }
  }

  /// The next byte that is no blank; 0 at the end.
  @inline(__always)
  mutating func peek(_ bytes: Span<UInt8>) -> UInt8 {
    skipBlanks(bytes)
    return position < bytes.count ? bytes[position] : 0
  }

  mutating func expect(_ byte: UInt8, _ bytes: Span<UInt8>) throws(LineError) {
    guard peek(bytes) == byte else {
      throw failure("expected '\(Character(UnicodeScalar(byte)))'")
    }
    position += 1
  }

  /// Steps to the next member of an object: over the brace at first, over a comma later. Returns the
  /// hash of its name, or `nil` behind the last member.
  mutating func member(_ bytes: Span<UInt8>, isFirst: inout Bool) throws(LineError) -> UInt64? {
    if isFirst {
      isFirst = false
      try expect(UInt8(ascii: "{"), bytes)
      if peek(bytes) == UInt8(ascii: "}") {
        position += 1
        return nil
      }
    } else {
      let byte = peek(bytes)
      position += 1
      if byte == UInt8(ascii: "}") { return nil }
      guard byte == UInt8(ascii: ",") else { throw failure("expected ',' or '}'") }
    }
    let hash = fnv1a(bytes, try stringRange(bytes))
    try expect(UInt8(ascii: ":"), bytes)
    return hash
  }

  /// Moves over a string; returns what is between the quotes, still escaped.
  mutating func stringRange(_ bytes: Span<UInt8>) throws(LineError) -> Range<Int> {
    try expect(UInt8(ascii: "\""), bytes)
    let start = position
    let ones: UInt64 = 0x0101_0101_0101_0101
    let raw = bytes.bytes
    while position < bytes.count {
      if position + 8 <= bytes.count {
        let word = UInt64(
          littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
        let quote = word ^ (ones &* 0x22)
        let slash = word ^ (ones &* 0x5C)
        let found =
          (((quote &- ones) & ~quote) | ((slash &- ones) & ~slash)) & 0x8080_8080_8080_8080
        if found == 0 {
          position += 8
          continue
        }
        position += found.trailingZeroBitCount / 8
      }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return start..<position - 1
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    throw failure("the text ends inside a string")
  }

  mutating func string(_ bytes: Span<UInt8>) throws(LineError) -> String {
    LineScanner.text(bytes, try stringRange(bytes))
  }

  /// A string, or `nil` for `null`.
  mutating func optionalString(_ bytes: Span<UInt8>) throws(LineError) -> String? {
    if peek(bytes) == UInt8(ascii: "n") {
      try skipValue(bytes)
      return nil
    }
    return try string(bytes)
  }

  /// An array of strings.
  mutating func strings(_ bytes: Span<UInt8>) throws(LineError) -> [String] {
    try expect(UInt8(ascii: "["), bytes)
    var strings: [String] = []
    while peek(bytes) != UInt8(ascii: "]") {
      if !strings.isEmpty { try expect(UInt8(ascii: ","), bytes) }
      strings.append(try string(bytes))
    }
    position += 1
    return strings
  }

  /// An integer, in quotes or not.
  mutating func integer(_ bytes: Span<UInt8>) throws(LineError) -> Int {
    let isQuoted = peek(bytes) == UInt8(ascii: "\"")
    if isQuoted { position += 1 }
    let isNegative = peek(bytes) == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let start = position
    var number = 0
    while position < bytes.count, case 0x30...0x39 = bytes[position] {
      let (tenfold, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(Int(bytes[position] - 0x30))
      guard !overflow, !carry else { throw failure("the number is too large") }
      number = sum
      position += 1
    }
    guard position > start else { throw failure("expected a number") }
    if isQuoted { try expect(UInt8(ascii: "\""), bytes) }
    return isNegative ? -number : number
  }

  /// `true`; anything else is false.
  mutating func flag(_ bytes: Span<UInt8>) throws(LineError) -> Bool {
    let isTrue = peek(bytes) == UInt8(ascii: "t")
    try skipValue(bytes)
    return isTrue
  }

  /// Moves over a value of any kind.
  mutating func skipValue(_ bytes: Span<UInt8>) throws(LineError) {
    var depth = 0
    repeat {
      switch peek(bytes) {
      case UInt8(ascii: "\""): _ = try stringRange(bytes)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): position += 1
      case 0: throw failure("the text ends inside a value")
      default: skipScalar(bytes)
      }
    } while depth > 0
  }

  private mutating func skipScalar(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"),
        UInt8(ascii: "\""), 0x20, 0x09, 0x0A, 0x0D:
        return
      default: position += 1
      }
    }
  }
}

// MARK: Text

extension LineScanner {
  /// The text of a string's inside, escapes resolved; bytes that are no UTF-8 become U+FFFD.
  static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    guard range.upperBound <= bytes.count, !range.isEmpty else { return "" }
    let inside = bytes.extracting(range)
    // A cut-off `\u` at the end becomes U+FFFD, which is a byte longer than it.
    return String(unsafeUninitializedCapacity: range.count + 4) { room in
      unescape(inside, into: room)
    }
  }

  /// Writes the text without its escapes, which never makes it longer; returns its length.
  private static func unescape(
    _ bytes: Span<UInt8>, into room: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    guard let target = room.baseAddress else { return 0 }
    let raw = bytes.bytes
    let ones: UInt64 = 0x0101_0101_0101_0101
    var place = 0
    var count = 0
    while place < bytes.count {
      if place + 8 <= bytes.count, count + 8 <= room.count {
        let word = raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
        UnsafeMutableRawPointer(target + count).storeBytes(of: word, as: UInt64.self)
        let slash = UInt64(littleEndian: word) ^ (ones &* 0x5C)
        let found = (slash &- ones) & ~slash & 0x8080_8080_8080_8080
        let clean = found == 0 ? 8 : found.trailingZeroBitCount / 8
        place += clean
        count += clean
        if found == 0 { continue }
      }
      let byte = bytes[place]
      if byte != UInt8(ascii: "\\") {
        target[count] = byte
        place += 1
        count += 1
      } else {
        escape(bytes, &place, target, &count)
      }
    }
    return count
  }

  /// One escape, from its backslash.
  private static func escape(
    _ bytes: Span<UInt8>, _ place: inout Int, _ target: UnsafeMutablePointer<UInt8>,
    _ count: inout Int
  ) {
    guard place + 1 < bytes.count else {
      place += 1
      return
    }
    let letter = bytes[place + 1]
    place += 2
    switch letter {
    case UInt8(ascii: "b"): target[count] = 0x08
    case UInt8(ascii: "f"): target[count] = 0x0C
    case UInt8(ascii: "n"): target[count] = 0x0A
    case UInt8(ascii: "r"): target[count] = 0x0D
    case UInt8(ascii: "t"): target[count] = 0x09
    case UInt8(ascii: "u"):
      let scalar = codePoint(bytes, &place)
      for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        target[count] = unit
        count += 1
      }
      return
    default: target[count] = letter
    }
    count += 1
  }

  /// The code point of `\uXXXX`, or of two that are a surrogate pair, from behind the `u`.
  private static func codePoint(_ bytes: Span<UInt8>, _ place: inout Int) -> UnicodeScalar {
    let high = hexadecimal(bytes, place)
    place = min(place + 4, bytes.count)
    guard let high else { return "\u{FFFD}" }
    if (0xD800..<0xDC00).contains(high), place + 6 <= bytes.count,
      bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u"),
      let low = hexadecimal(bytes, place + 2), (0xDC00..<0xE000).contains(low)
    {
      place += 6
      return UnicodeScalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }
    return UnicodeScalar(high) ?? "\u{FFFD}"
  }

  private static func hexadecimal(_ bytes: Span<UInt8>, _ place: Int) -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    var number: UInt32 = 0
    for offset in 0..<4 {
      let byte = bytes[place + offset]
      switch byte {
      case 0x30...0x39: number = number << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: number = number << 4 | UInt32(byte - 0x41 + 10)
      case 0x61...0x66: number = number << 4 | UInt32(byte - 0x61 + 10)
      default: return nil
      }
    }
    return number
  }
}

/// Finds what a name stands for by the hash of its bytes.
///
/// The names are ours and few: that two of them have one hash is checked when the table is made; a
/// foreign name with the hash of one of ours would need 2^64 tries.
struct NameTable<Meaning: Sendable>: Sendable {
  private var places: [(hash: UInt64, meaning: Meaning)?]

  init(_ names: some Sequence<(String, Meaning)>) {
    places = Array(repeating: nil, count: 256)
    for (name, meaning) in names {
      let hash = fnv1a(name)
      var place = Int(truncatingIfNeeded: hash & 255)
      while let taken = places[place] {
        precondition(taken.hash != hash, "two names with one hash")
        place = (place + 1) & 255
      }
      places[place] = (hash, meaning)
    }
  }

  subscript(hash: UInt64) -> Meaning? {
    var place = Int(truncatingIfNeeded: hash & 255)
    while let found = places[place] {
      if found.hash == hash { return found.meaning }
      place = (place + 1) & 255
    }
    return nil
  }
}

/// FNV-1a, 64 bits. <http://www.isthe.com/chongo/tech/comp/fnv/>
@inline(__always)
func fnv1a(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for place in range { hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3 }
  return hash
}

func fnv1a(_ text: String) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return hash
}
