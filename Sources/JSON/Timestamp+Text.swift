extension Timestamp {
  /// Reads an RFC 3339 instant as the States Language wants it: `T` and `Z` in upper case or a
  /// numeric offset, any number of digits of a second (kept to the millisecond), a real date.
  ///
  /// `nil` for anything else. A leap second (`:60`) counts as the second after.
  public init?(_ text: String) {
    var reader = TimestampReader(Array(text.utf8))
    guard let milliseconds = reader.instant() else { return nil }
    self.init(milliseconds: milliseconds)
  }

  /// The instant as AWS writes it: `2026-08-28T20:34:59.712Z`.
  ///
  /// - Parameter dropZeroFraction: write `20:34:59Z` where the milliseconds are zero.
  public func text(dropZeroFraction: Bool = false) -> String {
    let (days, rest) = Timestamp.divide(milliseconds, by: 86_400_000)
    let date = Timestamp.date(days: days)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    func put(_ number: Int64, _ width: Int) {
      let digits = String(number)
      bytes.append(contentsOf: repeatElement(0x30, count: max(0, width - digits.utf8.count)))
      bytes.append(contentsOf: digits.utf8)
    }
    if date.year < 0 { bytes.append(UInt8(ascii: "-")) }
    put(abs(date.year), 4)
    bytes.append(UInt8(ascii: "-"))
    put(date.month, 2)
    bytes.append(UInt8(ascii: "-"))
    put(date.day, 2)
    bytes.append(UInt8(ascii: "T"))
    put(rest / 3_600_000, 2)
    bytes.append(UInt8(ascii: ":"))
    put(rest / 60_000 % 60, 2)
    bytes.append(UInt8(ascii: ":"))
    put(rest / 1000 % 60, 2)
    if rest % 1000 != 0 || !dropZeroFraction {
      bytes.append(UInt8(ascii: "."))
      put(rest % 1000, 3)
    }
    bytes.append(UInt8(ascii: "Z"))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func divide(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
    let rest = value % divisor
    return rest < 0 ? (value / divisor - 1, rest + divisor) : (value / divisor, rest)
  }

  /// The days from 1970-01-01 to a date of the Gregorian calendar, by eras of 400 years.
  static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let (era, ofEra) = divide(shifted, by: 400)
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, ofEra) = divide(days + 719_468, by: 146_097)
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let shifted = (5 * ofYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let day = ofYear - (153 * shifted + 2) / 5 + 1
    return (year + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension Timestamp: CustomStringConvertible {
  public var description: String { text() }
}

private struct TimestampReader {
  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func instant() -> Int64? {
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
      take("T"), let hour = number(2), take(":"), let minute = number(2), take(":"),
      let second = number(2), let fraction = fraction(), let offset = offset(),
      position == bytes.count, (1...12).contains(month), hour < 24, minute < 60, second <= 60,
      day >= 1, day <= TimestampReader.length(of: month, in: year)
    else { return nil }
    let days = Timestamp.days(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    return seconds * 1000 + fraction
  }

  private static func length(of month: Int64, in year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The fraction of a second in milliseconds; 0 where there is none.
  private mutating func fraction() -> Int64? {
    guard take(".") else { return 0 }
    let start = position
    var milliseconds: Int64 = 0
    while let digit = digit() {
      let place = position - start
      if place <= 3 { milliseconds += digit * [100, 10, 1][place - 1] }
    }
    return position > start ? milliseconds : nil
  }

  /// The offset from UTC in seconds.
  private mutating func offset() -> Int64? {
    if take("Z") { return 0 }
    let sign: Int64
    if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
    guard let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  private mutating func number(_ width: Int) -> Int64? {
    var result: Int64 = 0
    for _ in 0..<width {
      guard let digit = digit() else { return nil }
      result = result * 10 + digit
    }
    return result
  }

  private mutating func digit() -> Int64? {
    guard position < bytes.count, bytes[position] &- 0x30 < 10 else { return nil }
    position += 1
    return Int64(bytes[position - 1] &- 0x30)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }
}
