/// `bytes=0-99`, `bytes=-100`, `bytes=100-`.
enum ByteRange {
  static func parse(_ text: String, count: Int) -> Range<Int>? {
    guard text.hasPrefix("bytes=") else { return nil }
    let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    switch (Int(ends[0]), Int(ends[1])) {
    case (let first?, let last?) where first <= last && first < count:
      return first..<min(last + 1, count)
    case (let first?, nil) where ends[1].isEmpty && first < count: return first..<count
    case (nil, let last?) where ends[0].isEmpty && last > 0: return max(0, count - last)..<count
    default: return nil
    }
  }
}

/// Percent coding of addresses.
enum PercentCoding {
  static func decoded(_ text: String, plusIsBlank: Bool = false) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest.removeFirst(2)
      } else {
        bytes.append(plusIsBlank && byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Everything but letters, digits, `-`, `.`, `_`, `~` and the bytes of `kept`.
  static func encoded(_ text: String, keeping kept: String = "") -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "-._~".utf8.contains(byte) || kept.utf8.contains(byte)
      if isPlain {
        result.append(byte)
      } else {
        result.append(UInt8(ascii: "%"))
        result += Array(Identifiers.hex([byte]).uppercased().utf8)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
