/// A number as DynamoDB keeps it: decimal, up to 38 significant digits, 1E-130 to 9.9…E+125.
struct DecimalNumber: Sendable, Hashable, Comparable {
  static let digitsLimit = 38

  /// Sign; false for zero.
  private(set) var isNegative: Bool
  /// Significant digits, neither first nor last is 0; none for zero.
  private(set) var digits: [UInt8]
  /// The value is 0.d₁d₂d₃… × 10^exponent.
  private(set) var exponent: Int

  static let zero = DecimalNumber(isNegative: false, digits: [], exponent: 0)

  private init(isNegative: Bool, digits: [UInt8], exponent: Int) {
    self.isNegative = isNegative
    self.digits = digits
    self.exponent = exponent
  }

  /// Strips zeros at both ends.
  private init(isNegative: Bool, raw: [UInt8], exponent: Int) {
    let first = raw.firstIndex { $0 != 0 } ?? raw.count
    let last = raw.lastIndex { $0 != 0 } ?? -1
    guard first <= last else {
      self = .zero
      return
    }
    self.init(
      isNegative: isNegative, digits: Array(raw[first...last]), exponent: exponent - first)
  }

  enum Fault: Error {
    case notANumber
    case tooManyDigits
    case tooLarge
    case tooSmall
  }

  init(_ text: String) throws(Fault) {
    var bytes = Array(text.utf8)[...]
    while let first = bytes.first, first == 0x20 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 { bytes.removeLast() }
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      bytes.removeFirst()
    }
    var raw: [UInt8] = []
    var exponent = 0
    var hasPoint = false
    var hasDigit = false
    while let byte = bytes.first {
      if (48...57).contains(byte) {
        raw.append(byte - 48)
        hasDigit = true
        if !hasPoint { exponent += 1 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      bytes.removeFirst()
    }
    guard hasDigit else { throw .notANumber }
    if let mark = bytes.first {
      guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E"),
        let power = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)), abs(power) < 100_000
      else { throw .notANumber }
      exponent += power
    }
    self.init(isNegative: isNegative, raw: raw, exponent: exponent)
    if digits.count > Self.digitsLimit { throw .tooManyDigits }
    if !digits.isEmpty, self.exponent > 126 { throw .tooLarge }
    if !digits.isEmpty, self.exponent < -129 { throw .tooSmall }
  }

  /// The number without an exponent: `-12.5`, `1000`.
  var text: String {
    guard !digits.isEmpty else { return "0" }
    let figures = digits.map { Character(UnicodeScalar($0 + 48)) }
    var text = isNegative ? "-" : ""
    if exponent <= 0 {
      text += "0." + String(repeating: "0", count: -exponent) + String(figures)
    } else if exponent >= figures.count {
      text += String(figures) + String(repeating: "0", count: exponent - figures.count)
    } else {
      text += String(figures[..<exponent]) + "." + String(figures[exponent...])
    }
    return text
  }

  static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isSmallerInSize(than: left) : left.isSmallerInSize(than: right)
  }

  private func isSmallerInSize(than other: DecimalNumber) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    if exponent != other.exponent { return exponent < other.exponent }
    return digits.lexicographicallyPrecedes(other.digits)
  }

  static prefix func - (number: DecimalNumber) -> DecimalNumber {
    var number = number
    number.isNegative = !number.isNegative && !number.digits.isEmpty
    return number
  }

  /// The sum, rounded to 38 digits.
  static func + (left: DecimalNumber, right: DecimalNumber) -> DecimalNumber {
    if left.digits.isEmpty { return right }
    if right.digits.isEmpty { return left }
    // Beyond this distance the smaller one cannot change 38 digits.
    let gap = left.exponent - right.exponent
    if gap > 80 { return left }
    if gap < -80 { return right }
    let top = max(left.exponent, right.exponent)
    let bottom = min(left.exponent - left.digits.count, right.exponent - right.digits.count)
    let a = left.aligned(top: top, bottom: bottom)
    let b = right.aligned(top: top, bottom: bottom)
    if left.isNegative == right.isNegative {
      return DecimalNumber(isNegative: left.isNegative, raw: sum(a, b), exponent: top + 1).rounded
    }
    let isSmaller = a.lexicographicallyPrecedes(b)
    let difference = isSmaller ? difference(b, a) : difference(a, b)
    return DecimalNumber(
      isNegative: isSmaller ? right.isNegative : left.isNegative, raw: difference, exponent: top
    ).rounded
  }

  static func - (left: DecimalNumber, right: DecimalNumber) -> DecimalNumber { left + (-right) }

  private func aligned(top: Int, bottom: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: top - exponent) + digits
      + [UInt8](repeating: 0, count: exponent - digits.count - bottom)
  }

  /// One digit longer than its operands.
  private static func sum(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: a.count + 1)
    var carry: UInt8 = 0
    for place in a.indices.reversed() {
      let sum = a[place] + b[place] + carry
      result[place + 1] = sum % 10
      carry = sum / 10
    }
    result[0] = carry
    return result
  }

  private static func difference(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
    var result = a
    var borrow: UInt8 = 0
    for place in a.indices.reversed() {
      let subtrahend = b[place] + borrow
      borrow = a[place] < subtrahend ? 1 : 0
      result[place] = a[place] + 10 * borrow - subtrahend
    }
    return result
  }

  private var rounded: DecimalNumber {
    guard digits.count > Self.digitsLimit else { return self }
    let kept = Array(digits[..<Self.digitsLimit])
    guard digits[Self.digitsLimit] >= 5 else {
      return DecimalNumber(isNegative: isNegative, raw: kept, exponent: exponent)
    }
    let one = [UInt8](repeating: 0, count: kept.count - 1) + [1]
    return DecimalNumber(
      isNegative: isNegative, raw: Self.sum(kept, one), exponent: exponent + 1)
  }

  /// Bytes whose order is that of the numbers, with an end of their own.
  var sortKey: [UInt8] {
    guard !digits.isEmpty else { return [0x80] }
    let shifted = exponent + 0x4000
    let body =
      [UInt8(shifted >> 8 & 0xff), UInt8(shifted & 0xff)] + digits.map { $0 + 1 } + [0]
    return isNegative ? [0x7f] + body.map { 0xff - $0 } : [0x81] + body
  }
}
