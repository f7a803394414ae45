/// Writes JSON through a small buffer on the stack into an array.
///
/// Every write first sees to it that there is room (`reserve`), so stores into the buffer need no
/// further check. In `nested` form all that is written is itself escaped once more, for JSON text
/// that stands in a JSON string.
struct Output: ~Copyable {
  private static let capacity = 1024

  private let base: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var target: [UInt8]
  private let nested: Bool

  /// Runs `body` with an output that appends to `bytes`.
  static func run(
    appendingTo bytes: inout [UInt8], nested: Bool, _ body: (inout Output) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
      guard let base = buffer.baseAddress else { return }
      var output = Output(base: base, target: [], nested: nested)
      swap(&output.target, &bytes)
      body(&output)
      output.flush()
      swap(&output.target, &bytes)
    }
  }

  private init(base: UnsafeMutablePointer<UInt8>, target: [UInt8], nested: Bool) {
    self.base = base
    self.target = target
    self.nested = nested
  }

  private mutating func flush() {
    target.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
    count = 0
  }

  /// Makes room for `size` bytes, at most the buffer's.
  @inline(__always)
  private mutating func reserve(_ size: Int) {
    if count + size > Output.capacity { flush() }
  }

  /// Stores a byte where there is room.
  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    base[count] = byte
    count += 1
  }

  @inline(__always)
  private mutating func put(_ text: StaticString) {
    UnsafeMutableRawPointer(base + count).copyMemory(
      from: text.utf8Start, byteCount: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  @inline(__always)
  private mutating func quote() {
    if nested { put(UInt8(ascii: "\\")) }
    put(UInt8(ascii: "\""))
  }

  // MARK: Values

  mutating func write(_ value: borrowing Value) {
    switch value {
    case .null:
      reserve(8)
      put("null")
    case .bool(let flag):
      reserve(8)
      put(flag ? "true" : "false")
    case .int(let number): integer(number)
    case .double(let number): double(number)
    case .string(let text): string(text)
    case .array(let elements): array(elements)
    case .object(let members): object(members)
    }
  }

  private mutating func array(_ elements: borrowing [Value]) {
    reserve(2)
    put(UInt8(ascii: "["))
    let span = elements.span
    for index in span.indices {
      if index > 0 {
        reserve(1)
        put(UInt8(ascii: ","))
      }
      write(span[index])
    }
    reserve(1)
    put(UInt8(ascii: "]"))
  }

  private mutating func object(_ object: borrowing Object) {
    reserve(2)
    put(UInt8(ascii: "{"))
    let names = object.shape.names
    let values = object.values.span
    for index in values.indices {
      if index > 0 {
        reserve(1)
        put(UInt8(ascii: ","))
      }
      string(names[index])
      reserve(1)
      put(UInt8(ascii: ":"))
      write(values[index])
    }
    reserve(1)
    put(UInt8(ascii: "}"))
  }

  // MARK: Numbers

  private mutating func integer(_ number: Int) {
    reserve(20)
    if number < 0 { put(UInt8(ascii: "-")) }
    digits(UInt64(number.magnitude), least: 1)
  }

  /// Stores a number with at least `least` digits, two at a time from the back.
  @inline(__always)
  private mutating func digits(_ number: UInt64, least: Int) {
    var width = least
    var limit: UInt64 = 10
    for _ in 1..<least { limit &*= 10 }
    while number >= limit {
      width += 1
      let (next, wide) = limit.multipliedReportingOverflow(by: 10)
      if wide { break }
      limit = next
    }
    var rest = number
    var place = width
    let start = base + count
    while place >= 2 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      let (tens, ones) = pair.quotientAndRemainder(dividingBy: 10)
      place -= 2
      start[place] = 0x30 &+ UInt8(truncatingIfNeeded: tens)
      start[place + 1] = 0x30 &+ UInt8(truncatingIfNeeded: ones)
      rest = quotient
    }
    if place == 1 { start[0] = 0x30 &+ UInt8(truncatingIfNeeded: rest) }
    count += width
  }

  /// Writes a double as the shortest text that reads back the same, with a fraction (`3.0`) so that
  /// it stays a double. JSON has no infinities: they, and not-a-number, are written as strings.
  ///
  /// A number that is k digits after the point exactly (`m / 10^k` with m of 15 digits at most gives
  /// it back) has no shorter text; that is tried for k up to 4, the rest is the standard library's,
  /// which writes exponents from 2^54 and below 10^-4. AWS's own form of exponents was not recorded.
  private mutating func double(_ number: Double) {
    guard number.isFinite else {
      return string(number.isNaN ? "NaN" : number > 0 ? "Infinity" : "-Infinity")
    }
    reserve(32)
    let magnitude = number.magnitude
    if magnitude < 1e11 {
      var scale = 1.0
      var divisor: UInt64 = 1
      for places in 0...4 {
        let whole = UInt64(magnitude * scale + 0.5)
        if Double(whole) / scale == magnitude {
          if number.sign == .minus { put(UInt8(ascii: "-")) }
          digits(whole / divisor, least: 1)
          put(UInt8(ascii: "."))
          digits(whole % divisor, least: max(1, places))
          return
        }
        scale *= 10
        divisor *= 10
      }
    }
    for byte in number.description.utf8 { put(byte) }
  }

  // MARK: Strings

  mutating func string(_ text: String) {
    reserve(2)
    quote()
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { utf8 in
      guard let start = utf8.baseAddress else { return }
      escaped(start, utf8.count)
    }
    if done == nil {
      for byte in text.utf8 { withUnsafePointer(to: byte) { escaped($0, 1) } }
    }
    reserve(2)
    quote()
  }

  /// Writes text with its special bytes escaped: runs without any are copied.
  private mutating func escaped(_ text: UnsafePointer<UInt8>, _ length: Int) {
    let raw = UnsafeRawPointer(text)
    var position = 0
    while position + 8 <= length {
      reserve(8)
      // While there is room and nothing to escape, eight bytes at a time.
      let end = min(length - 8, position + Output.capacity - count - 8)
      var special: UInt64 = 0
      while position <= end {
        let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        UnsafeMutableRawPointer(base + count).storeBytes(of: word, as: UInt64.self)
        special = specialBytes(UInt64(littleEndian: word))
        if special != 0 { break }
        position += 8
        count += 8
      }
      if special != 0 {
        let plain = special.trailingZeroBitCount / 8
        position += plain
        count += plain
        reserve(8)
        escape(text[position])
        position += 1
      }
    }
    reserve(8 * 7)
    while position < length {
      let byte = text[position]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        escape(byte)
      } else {
        put(byte)
      }
      position += 1
    }
  }

  /// Stores the escape of a special byte: at most seven bytes.
  private mutating func escape(_ byte: UInt8) {
    put(UInt8(ascii: "\\"))
    // The escape's own backslash, and the quote or backslash it protects, are escaped once more.
    if nested { put(UInt8(ascii: "\\")) }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      if nested { put(UInt8(ascii: "\\")) }
      put(byte)
    case 0x08: put(UInt8(ascii: "b"))
    case 0x09: put(UInt8(ascii: "t"))
    case 0x0A: put(UInt8(ascii: "n"))
    case 0x0C: put(UInt8(ascii: "f"))
    case 0x0D: put(UInt8(ascii: "r"))
    default:
      put("u00")
      put(0x30 &+ byte >> 4)
      let low = byte & 15
      put(low < 10 ? 0x30 &+ low : 0x57 &+ low)
    }
  }
}
