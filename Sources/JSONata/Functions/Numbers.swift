import Glibc
import JSON

/// The shortest decimal digits that stand for a double: 0.ddd… times ten to `exponent`.
struct Decimal {
  var negative: Bool
  /// ASCII digits, the first not 0; empty for 0.
  var digits: [UInt8]
  var exponent: Int

  init(_ number: Double) {
    negative = number < 0
    digits = []
    exponent = 0
    var scale = 0
    var point: Int?
    var text = Substring(number.magnitude.description)
    if let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      scale = Int(text[text.index(after: mark)...]) ?? 0
      text = text[..<mark]
    }
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
    }
    exponent = (point ?? digits.count) + scale
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(zeros)
    exponent -= zeros
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }
}

/// A double as JavaScript writes it.
func script(_ number: Double) -> String {
  if number.isNaN { return "NaN" }
  if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
  if number.magnitude < 1e15, number == number.rounded(.towardZero) { return String(Int(number)) }
  let decimal = Decimal(number)
  let digits = String(decoding: decimal.digits, as: UTF8.self)
  let count = digits.utf8.count
  let point = decimal.exponent
  var text = decimal.negative ? "-" : ""
  switch point {
  case count...21 where point >= count:
    text += digits + String(repeating: "0", count: point - count)
  case 1...21:
    let split = digits.utf8.index(digits.startIndex, offsetBy: point)
    text += digits[..<split] + "." + digits[split...]
  case -5...0: text += "0." + String(repeating: "0", count: -point) + digits
  default:
    let split = digits.utf8.index(digits.startIndex, offsetBy: 1)
    text += digits[..<split]
    if count > 1 { text += "." + digits[split...] }
    text += "e" + (point > 0 ? "+" : "-") + String((point - 1).magnitude)
  }
  return text
}

/// `printf`'s text of a double, without the locale's doings of Foundation.
func printed(_ format: String, _ precision: Int, _ number: Double) -> String {
  var buffer = [CChar](repeating: 0, count: 400 + max(0, precision))
  let count = withVaList([Int32(clamping: precision), number]) {
    vsnprintf(&buffer, buffer.count, format, $0)
  }
  let used = max(0, min(Int(count), buffer.count - 1))
  return String(decoding: buffer[..<used].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// The number rounded to fifteen digits, as `$string` writes it; integers stay.
func fifteenDigits(_ number: Double) -> Double {
  guard number.isFinite, number != number.rounded(.towardZero) else { return number }
  if Decimal(number).digits.count <= 15 { return number }
  return Double(printed("%.*e", 14, number)) ?? number
}

/// The number rounded to `places` decimal places, halves to the even neighbour of the decimal that the
/// number is written as.
func rounded(_ number: Double, _ places: Int) -> Double {
  guard number.isFinite else { return number }
  if places == 0 { return number.rounded(.toNearestOrEven) }
  if places > 0, places <= 15 {
    // Where the number is not near the middle between two results, binary rounding cannot go wrong.
    let scaled = number * powersOfTen[places]
    let distance = (scaled - scaled.rounded(.down) - 0.5).magnitude
    if scaled.magnitude < 1e11, distance > 1e-4 {
      let result = scaled.rounded() / powersOfTen[places]
      return result == 0 ? 0 : result
    }
  }
  let shifted = shift(number, by: places)
  guard shifted.isFinite else { return shifted }
  let whole = shifted.rounded(.toNearestOrEven)
  let result = shift(whole, by: -places)
  return result == 0 ? 0 : result
}

/// The decimal of a number with its point moved.
private func shift(_ number: Double, by places: Int) -> Double {
  if number == 0 { return 0 }
  let decimal = Decimal(number)
  if decimal.digits.count <= 15 {
    var mantissa = 0
    for digit in decimal.digits { mantissa = mantissa * 10 + Int(digit &- 0x30) }
    let power = decimal.exponent - decimal.digits.count + places
    if power >= 0, power <= 22 {
      return (decimal.negative ? -1 : 1) * Double(mantissa) * powersOfTen[power]
    }
    if power < 0, power >= -22 {
      return (decimal.negative ? -1 : 1) * Double(mantissa) / powersOfTen[-power]
    }
  }
  let digits = String(decoding: decimal.digits, as: UTF8.self)
  let power = decimal.exponent - decimal.digits.count + places
  return Double((decimal.negative ? "-" : "") + digits + "e\(power)") ?? .nan
}

private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]

extension Evaluator {
  mutating func number(_ builtin: Builtin, _ first: Item, _ second: Item, _ third: Item)
    throws(Fault) -> Item
  {
    switch builtin {
    case .number: return try cast(first)
    case .formatNumber:
      guard let number = first.value.double, let picture = second.text else { return .undefined }
      return Item(.string(try NumberPicture.format(number, picture, third.value.object)))
    case .formatBase: return try formatBase(first, second)
    case .formatInteger:
      guard let number = first.value.double, let picture = second.text else { return .undefined }
      let format = try IntegerPicture(picture)
      return Item(.string(try format.format(number.rounded(.down))))
    case .parseInteger:
      guard let text = first.text, let picture = second.text else { return .undefined }
      let format = try IntegerPicture(picture)
      return Item(try format.parse(text).map { numeric($0) })
    case .random: return Item(.double(random.fraction()))
    case .randomSeeded:
      if first.isUndefined { return Item(.double(random.fraction())) }
      var seeded = Randomness(seed: (first.value.double ?? 0).bitPattern)
      return Item(.double(seeded.fraction()))
    case .power:
      guard let base = first.value.double else { return .undefined }
      let result = second.value.double.map { pow(base, $0) } ?? .nan
      guard result.isFinite else {
        throw Fault("D3061", value: first.value, other: second.value)
      }
      return Item(numeric(result))
    default: return try simple(builtin, first, second)
    }
  }

  private func simple(_ builtin: Builtin, _ item: Item, _ places: Item) throws(Fault) -> Item {
    if case .int(let number) = item.value, builtin != .sqrt {
      if builtin == .abs {
        return Item(number == .min ? .double(-Double(number)) : .int(abs(number)))
      }
      if builtin != .round || places.isUndefined { return item }
    }
    guard let number = item.value.double else { return .undefined }
    switch builtin {
    case .floor: return Item(numeric(number.rounded(.down)))
    case .ceil: return Item(numeric(number.rounded(.up)))
    case .abs: return Item(numeric(number.magnitude))
    case .round:
      let digits = places.tag == .value ? places.value.double ?? 0 : 0
      guard digits.magnitude < 400 else { return item }
      return Item(numeric(rounded(number, Int(digits))))
    default:
      guard number >= 0 else { throw Fault("D3060", value: item.value) }
      return Item(numeric(number.squareRoot()))
    }
  }

  private func cast(_ item: Item) throws(Fault) -> Item {
    switch item.value {
    case .int, .double: return item
    case .bool(let flag): return Item(.int(flag ? 1 : 0))
    case .string(let text):
      if let value = NumberText.decimal(text) ?? NumberText.radix(text) { return Item(value) }
    default: break
    }
    throw Fault("D3030", value: item.json)
  }

  private func formatBase(_ item: Item, _ base: Item) throws(Fault) -> Item {
    guard let number = item.value.double else { return .undefined }
    let radix = base.isUndefined ? 10 : rounded(base.value.double ?? 10, 0)
    guard radix >= 2, radix <= 36 else { throw Fault("D3100", value: numeric(radix)) }
    if case .int(let exact) = item.value { return Item(.string(String(exact, radix: Int(radix)))) }
    guard let whole = Int(exactly: rounded(number, 0)) else {
      return Item(.string(script(number)))
    }
    return Item(.string(String(whole, radix: Int(radix))))
  }
}

/// The texts that `$number` takes for numbers.
enum NumberText {
  static func decimal(_ text: String) -> Value? {
    var bytes = text.utf8[...]
    if bytes.first == UInt8(ascii: "-") { bytes = bytes.dropFirst() }
    guard skipDigits(&bytes) else { return nil }
    if bytes.first == UInt8(ascii: ".") {
      bytes = bytes.dropFirst()
      guard skipDigits(&bytes) else { return nil }
    }
    if let mark = bytes.first, mark | 0x20 == UInt8(ascii: "e") {
      bytes = bytes.dropFirst()
      if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        bytes = bytes.dropFirst()
      }
      guard skipDigits(&bytes) else { return nil }
    }
    guard bytes.isEmpty else { return nil }
    if let whole = Int(text) { return whole == 0 ? .int(0) : .int(whole) }
    guard let number = Double(text), number.isFinite else { return nil }
    return numeric(number)
  }

  private static func skipDigits(_ bytes: inout Substring.UTF8View) -> Bool {
    let count = bytes.prefix { $0 &- 0x30 < 10 }.count
    bytes = bytes.dropFirst(count)
    return count > 0
  }

  static func radix(_ text: String) -> Value? {
    let prefixes: [(String, Int)] = [("x", 16), ("o", 8), ("b", 2)]
    let lower = text.lowercased()
    for (letter, radix) in prefixes where lower.hasPrefix("0" + letter) {
      let digits = lower.dropFirst(2)
      guard digits.first != "+", digits.first != "-" else { return nil }
      return Int(digits, radix: radix).map { .int($0) }
    }
    return nil
  }
}
