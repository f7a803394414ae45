import JSON

/// How an integer is written: `$formatInteger`, `$parseInteger`, and the components of times
/// (XPath and XQuery Functions and Operators 3.1, section 4.6).
struct IntegerPicture {
  enum Form { case decimal, letters, roman, words, sequence }
  enum Case { case lower, upper, title }

  struct Separator {
    var position: Int
    var character: Character
  }

  var form = Form.decimal
  var letterCase = Case.lower
  var ordinal = false
  /// The code point of the digit zero.
  var zero: UInt32 = 0x30
  var mandatory = 0
  var optional = 0
  /// Whether the first separator repeats.
  var regular = false
  var separators: [Separator] = []
  var token = ""
  /// How many digits are read where nothing separates this from what follows.
  var parseWidth: Int?

  /// The digit zero of each family of decimal digits.
  private static let families: [UInt32] = [
    0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0xFF10,
  ]

  init(_ picture: String) throws(Fault) {
    var primary = picture
    if let mark = picture.lastIndex(of: ";") {
      primary = String(picture[..<mark])
      ordinal = picture[picture.index(after: mark)...].first == "o"
    }
    switch primary {
    case "A", "a":
      form = .letters
      letterCase = primary == "A" ? .upper : .lower
    case "I", "i":
      form = .roman
      letterCase = primary == "I" ? .upper : .lower
    case "W", "w", "Ww":
      form = .words
      letterCase = primary == "W" ? .upper : primary == "w" ? .lower : .title
    default: try readDigits(primary)
    }
  }

  private mutating func readDigits(_ picture: String) throws(Fault) {
    var family: UInt32?
    var position = 0
    for scalar in picture.unicodeScalars.reversed() {
      let code = scalar.value
      if let found = IntegerPicture.families.first(where: { code >= $0 && code <= $0 + 9 }) {
        mandatory += 1
        position += 1
        if let family, family != found { throw Fault("D3131") }
        family = found
      } else if scalar == "#" {
        position += 1
        optional += 1
      } else {
        separators.append(Separator(position: position, character: Character(scalar)))
      }
    }
    guard let family else {
      form = .sequence
      token = picture
      separators = []
      return
    }
    zero = family
    if let first = separators.first, separators.allSatisfy({ $0.character == first.character }) {
      let interval = regularInterval(separators.map(\.position))
      if interval > 0 {
        regular = true
        separators = [Separator(position: interval, character: first.character)]
      }
    }
  }

  // MARK: - Writing

  func format(_ number: Double) throws(Fault) -> String {
    let magnitude = number.magnitude
    var text: String
    switch form {
    case .letters: text = IntegerPicture.letters(magnitude, upper: letterCase == .upper)
    case .roman:
      guard magnitude < 1e8 else { throw Fault("D1001", value: numeric(number)) }
      text = IntegerPicture.roman(Int(magnitude))
      if letterCase == .upper { text = text.uppercased() }
    case .words:
      text = NumberWords.words(magnitude, ordinal: ordinal)
      if letterCase == .upper { text = text.uppercased() }
      if letterCase == .lower { text = text.lowercased() }
    case .decimal: text = decimal(magnitude)
    case .sequence: throw Fault("D3130", value: .string(token))
    }
    return number < 0 ? "-" + text : text
  }

  private func decimal(_ magnitude: Double) -> String {
    if zero == 0x30, separators.isEmpty, !ordinal, magnitude < 1e15, mandatory < 16 {
      let digits = String(Int(magnitude))
      let missing = mandatory - digits.utf8.count
      return missing > 0 ? String("000000000000000".prefix(missing)) + digits : digits
    }
    var digits = Array(script(magnitude))
    let missing = min(mandatory, 10_000) - digits.count
    if missing > 0 { digits.insert(contentsOf: repeatElement("0", count: missing), at: 0) }
    if zero != 0x30 {
      digits = digits.map { digit in
        guard let value = digit.wholeNumberValue, let scalar = Unicode.Scalar(zero + UInt32(value))
        else { return digit }
        return Character(scalar)
      }
    }
    if regular, let separator = separators.first {
      for repetition in stride(from: (digits.count - 1) / separator.position, to: 0, by: -1) {
        digits.insert(separator.character, at: digits.count - repetition * separator.position)
      }
    } else {
      for separator in separators.reversed() where separator.position <= digits.count {
        digits.insert(separator.character, at: digits.count - separator.position)
      }
    }
    return String(digits) + (ordinal ? IntegerPicture.suffix(digits) : "")
  }

  private static func suffix(_ digits: [Character]) -> String {
    if digits.count > 1, digits[digits.count - 2] == "1" { return "th" }
    switch digits.last {
    case "1": return "st"
    case "2": return "nd"
    case "3": return "rd"
    default: return "th"
    }
  }

  private static func letters(_ number: Double, upper: Bool) -> String {
    var rest = number
    var scalars: [Character] = []
    let first: UInt32 = upper ? 65 : 97
    while rest > 0, scalars.count < 400 {
      let letter = UInt32((rest - 1).truncatingRemainder(dividingBy: 26))
      if let scalar = Unicode.Scalar(first + letter) { scalars.append(Character(scalar)) }
      rest = ((rest - 1) / 26).rounded(.down)
    }
    return String(scalars.reversed())
  }

  private static let numerals: [(Int, String)] = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
  ]

  private static func roman(_ number: Int) -> String {
    var rest = number
    var text = ""
    for (value, numeral) in numerals {
      while rest >= value {
        text += numeral
        rest -= value
      }
    }
    return text
  }

  // MARK: - Reading

  /// A regular expression for what this writes.
  func pattern() throws(Fault) -> String {
    switch form {
    case .letters: return letterCase == .upper ? "[A-Z]+" : "[a-z]+"
    case .roman: return letterCase == .upper ? "[IVXLCDM]+" : "[ivxlcdm]+"
    case .words: return NumberWords.pattern
    case .decimal:
      let digits = parseWidth.map { "[0-9]{\($0)}" } ?? "[0-9]+"
      return ordinal ? digits + "(?:th|st|nd|rd)" : digits
    case .sequence: throw Fault("D3130", value: .string(token))
    }
  }

  /// The number that `text` says; `nil` where it says none.
  func parse(_ text: String) throws(Fault) -> Double? {
    switch form {
    case .letters:
      let first: UInt32 = letterCase == .upper ? 65 : 97
      return text.unicodeScalars.reduce(0.0) { $0 * 26 + Double($1.value) - Double(first) + 1 }
    case .roman: return IntegerPicture.number(roman: text.lowercased())
    case .words: return NumberWords.number(text.lowercased())
    case .decimal: return number(decimal: text)
    case .sequence: throw Fault("D3130", value: .string(token))
    }
  }

  private static func number(roman text: String) -> Double {
    let values: [Character: Int] = [
      "m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1,
    ]
    var sum = 0
    var most = 1
    for character in text.reversed() {
      let value = values[character] ?? 0
      if value < most {
        sum -= value
      } else {
        most = value
        sum += value
      }
    }
    return Double(sum)
  }

  private func number(decimal text: String) -> Double? {
    var digits = ordinal ? Substring(text).dropLast(2) : Substring(text)
    if regular {
      // Whatever the separator of the picture is; so does the reference.
      digits.removeAll { $0 == "," }
    } else {
      for separator in separators { digits.removeAll { $0 == separator.character } }
    }
    var result = ""
    for scalar in digits.drop(while: \.isWhitespace).unicodeScalars {
      if scalar.value >= zero, scalar.value <= zero + 9 {
        result += String(scalar.value - zero)
      } else if scalar == "-" || scalar == "+", result.isEmpty {
        result = String(scalar)
      } else {
        break
      }
    }
    return Double(result)
  }
}

/// Numbers in English words.
enum NumberWords {
  private static let few = [
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven",
    "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
  ]
  private static let ordinals = [
    "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth",
    "Tenth", "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth",
    "Seventeenth", "Eighteenth", "Nineteenth",
  ]
  private static let decades = [
    "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety",
  ]
  private static let magnitudes: [(String, Double)] = [
    ("Thousand", 1e3), ("Million", 1e6), ("Billion", 1e9), ("Trillion", 1e12),
  ]

  static func words(_ number: Double, ordinal: Bool) -> String {
    words(number, follows: false, ordinal)
  }

  private static func words(_ number: Double, follows: Bool, _ ordinal: Bool) -> String {
    if number < 1000 { return words(below: Int(number), follows: follows, ordinal) }
    let magnitude = magnitudes.last { $0.1 <= number } ?? magnitudes[0]
    let factor = (number / magnitude.1).rounded(.down)
    let rest = number - factor * magnitude.1
    var text = (follows ? ", " : "") + words(factor, follows: false, false) + " " + magnitude.0
    if rest > 0 {
      text += words(rest, follows: true, ordinal)
    } else if ordinal {
      text += "th"
    }
    return text
  }

  private static func words(below number: Int, follows: Bool, _ ordinal: Bool) -> String {
    if number < 20 {
      return (follows ? " and " : "") + (ordinal ? ordinals[number] : few[number])
    }
    if number < 100 {
      var text = (follows ? " and " : "") + decades[number / 10 - 2]
      if number % 10 > 0 {
        text += "-" + words(below: number % 10, follows: false, ordinal)
      } else if ordinal {
        text = String(text.dropLast()) + "ieth"
      }
      return text
    }
    var text = (follows ? ", " : "") + few[number / 100] + " Hundred"
    if number % 100 > 0 {
      text += words(below: number % 100, follows: true, ordinal)
    } else if ordinal {
      text += "th"
    }
    return text
  }

  private static let values: [String: Double] = {
    var result: [String: Double] = [:]
    for (value, word) in few.enumerated() { result[word.lowercased()] = Double(value) }
    for (value, word) in ordinals.enumerated() { result[word.lowercased()] = Double(value) }
    for (place, word) in decades.enumerated() {
      result[word.lowercased()] = Double((place + 2) * 10)
      result[String(word.lowercased().dropLast()) + "ieth"] = Double((place + 2) * 10)
    }
    for (word, value) in [("Hundred", 100)] + magnitudes {
      result[word.lowercased()] = value
      result[word.lowercased() + "th"] = value
    }
    return result
  }()

  static let pattern: String = {
    let words = values.keys.sorted { $0.utf8.count > $1.utf8.count }
    return "(?:" + (words + ["and", "[\\-, ]"]).joined(separator: "|") + ")+"
  }()

  static func number(_ text: String) -> Double? {
    if text.isEmpty { return nil }
    var segments: [Double] = [0]
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" })
    where word != "and" {
      guard let value = values[String(word)] else { return nil }
      let top = segments.removeLast()
      if value < 100 {
        if top >= 1000 {
          segments.append(top)
          segments.append(value)
        } else {
          segments.append(top + value)
        }
      } else {
        segments.append(top * value)
      }
    }
    return segments.reduce(0, +)
  }
}
