#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Bytes in the making: what `[UInt8]` does, without the cost of initialising what is written next.
struct ByteBuffer: ~Copyable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    base = UnsafeMutablePointer.allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// The bytes so far, valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  mutating func removeAll() { count = 0 }

  /// Makes room for `extra` bytes behind `count`.
  @inline(__always)
  private mutating func reserve(_ extra: Int) {
    if capacity - count < extra { grow(extra) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int) {
    let larger = max(capacity * 2, count + extra)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }

  /// Appends text as it is.
  @inline(__always)
  mutating func append(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    reserve(length)
    (base + count).update(from: text.utf8Start, count: length)
    count += length
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).update(from: start, count: bytes.count)
    count += bytes.count
  }

  mutating func append(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { append($0) }
  }

  /// Appends text as it is.
  mutating func append(_ text: String) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { append($0) }
    if done == nil { for byte in text.utf8 { append(byte) } }
  }

  /// Appends a number in decimal.
  mutating func append(_ number: Int) {
    reserve(20)
    var rest = number.magnitude
    if number < 0 {
      base[count] = UInt8(ascii: "-")
      count += 1
    }
    var digits = 1
    var bound: UInt = 10
    while rest >= bound, digits < 19 {
      digits += 1
      bound &*= 10
    }
    var place = count + digits
    count = place
    for _ in 0..<digits {
      place -= 1
      base[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  /// Appends text as a JSON string, in quotes and escaped.
  mutating func appendQuoted(_ text: String) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { appendQuoted($0) }
    if done == nil { Array(text.utf8).withUnsafeBufferPointer { appendQuoted($0) } }
  }

  /// Eight bytes at a time: copies them, then steps back to the first that wants an escape.
  private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
    append(UInt8(ascii: "\""))
    guard let source = text.baseAddress else { return append(UInt8(ascii: "\"")) }
    let raw = UnsafeRawPointer(source)
    var place = 0
    while place + 8 <= text.count {
      reserve(16)
      let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      UnsafeMutableRawPointer(base + count).storeBytes(of: word, as: UInt64.self)
      let special = escapeMask(UInt64(littleEndian: word))
      if special == 0 {
        place += 8
        count += 8
      } else {
        let clean = special.trailingZeroBitCount / 8
        count += clean
        appendEscape(source[place + clean])
        place += clean + 1
      }
    }
    while place < text.count {
      reserve(8)
      let byte = source[place]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C {
        appendEscape(byte)
      } else {
        base[count] = byte
        count += 1
      }
      place += 1
    }
    append(UInt8(ascii: "\""))
  }

  /// The high bit of each byte that a JSON string must escape. Only the lowest set bit can be
  /// trusted: a borrow may set bits above a true one.
  @inline(__always)
  private func escapeMask(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* 0x22)
    let slash = word ^ (ones &* 0x5C)
    let control = (word &- ones &* 0x20) & ~word
    return (control | ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash)) & highs
  }

  private mutating func appendEscape(_ byte: UInt8) {
    reserve(6)
    base[count] = UInt8(ascii: "\\")
    let short: UInt8
    switch byte {
    case 0x22, 0x5C: short = byte
    case 0x08: short = UInt8(ascii: "b")
    case 0x09: short = UInt8(ascii: "t")
    case 0x0A: short = UInt8(ascii: "n")
    case 0x0C: short = UInt8(ascii: "f")
    case 0x0D: short = UInt8(ascii: "r")
    default: short = 0
    }
    if short != 0 {
      base[count + 1] = short
      count += 2
    } else {
      base[count + 1] = UInt8(ascii: "u")
      base[count + 2] = UInt8(ascii: "0")
      base[count + 3] = UInt8(ascii: "0")
      base[count + 4] = hexadecimal(byte >> 4)
      base[count + 5] = hexadecimal(byte & 15)
      count += 6
    }
  }

  private func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}
