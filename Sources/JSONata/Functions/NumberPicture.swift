import JSON

/// `$formatNumber`: decimal pictures of XPath and XQuery Functions and Operators 3.1, section 4.7.
struct NumberPicture {
  private var decimal: Character = "."
  private var grouping: Character = ","
  private var exponent: Character = "e"
  private var minus = "-"
  private var percent: Character = "%"
  private var permille: Character = "‰"
  private var zero: Character = "0"
  private var digit: Character = "#"
  private var separator: Character = ";"
  private var digits: [Character] = []

  /// A sub-picture, taken apart and measured.
  private struct Part {
    var text: [Character]
    var prefix: String = ""
    var suffix: String = ""
    var integer: [Character] = []
    var fraction: [Character] = []
    var exponent: [Character]?
    var active: [Character] = []
    var mantissa: [Character] = []
    // What the pictures say of the number's form.
    var regular = 0
    var integerGroups: [Int] = []
    var fractionGroups: [Int] = []
    var leastInteger = 0
    var scaling = 0
    var leastFraction = 0
    var mostFraction = 0
    var leastExponent = 0
  }

  static func format(_ number: Double, _ picture: String, _ options: Object?) throws(Fault)
    -> String
  {
    let format = NumberPicture(options)
    let subpictures = picture.split(separator: format.separator, omittingEmptySubsequences: false)
    guard subpictures.count <= 2 else { throw Fault("D3080") }
    var parts: [Part] = []
    for subpicture in subpictures {
      var part = format.split(Array(subpicture))
      try format.validate(part)
      format.measure(&part)
      parts.append(part)
    }
    if parts.count == 1, var negative = parts.first {
      negative.prefix = format.minus + negative.prefix
      parts.append(negative)
    }
    return try format.write(number, number >= 0 ? parts[0] : parts[1])
  }

  private init(_ options: Object?) {
    func character(_ name: String, _ normal: Character) -> Character {
      options?[name]?.string?.first ?? normal
    }
    decimal = character("decimal-separator", decimal)
    grouping = character("grouping-separator", grouping)
    exponent = character("exponent-separator", exponent)
    minus = options?["minus-sign"]?.string ?? minus
    percent = character("percent", percent)
    permille = character("per-mille", permille)
    zero = character("zero-digit", zero)
    digit = character("digit", digit)
    separator = character("pattern-separator", separator)
    let first = zero.unicodeScalars.first?.value ?? 48
    digits = (0..<10).map { Unicode.Scalar(first + $0).map { Character($0) } ?? "0" }
  }

  private func isDigit(_ character: Character) -> Bool { digits.contains(character) }

  private func isActive(_ character: Character) -> Bool {
    isDigit(character) || [decimal, exponent, grouping, digit, separator].contains(character)
  }

  private func split(_ text: [Character]) -> Part {
    var part = Part(text: text)
    let isEdge = { (character: Character) in isActive(character) && character != exponent }
    // A picture without an active character is all active part, which is not allowed then.
    let start = text.firstIndex(where: isEdge) ?? 0
    let end = (text.lastIndex(where: isEdge) ?? text.count - 1) + 1
    part.prefix = String(text[..<start])
    part.suffix = String(text[max(start, end)...])
    part.active = Array(text[start..<max(start, end)])
    part.mantissa = part.active
    if let mark = part.active.firstIndex(of: exponent) {
      part.mantissa = Array(part.active[..<mark])
      part.exponent = Array(part.active[(mark + 1)...])
    }
    if let point = part.mantissa.firstIndex(of: decimal) {
      part.integer = Array(part.mantissa[..<point])
      part.fraction = Array(part.mantissa[(point + 1)...])
    } else {
      part.integer = part.mantissa
      part.fraction = Array(part.suffix)
    }
    return part
  }

  /// Fails with the last rule that is broken, as the reference does.
  private func validate(_ part: Part) throws(Fault) {
    func count(_ character: Character) -> Int { part.text.count { $0 == character } }
    var code: String?
    if count(decimal) > 1 { code = "D3081" }
    if count(percent) > 1 { code = "D3082" }
    if count(permille) > 1 { code = "D3083" }
    if count(percent) > 0, count(permille) > 0 { code = "D3084" }
    if !part.mantissa.contains(where: { isDigit($0) || $0 == digit }) { code = "D3085" }
    if !part.active.allSatisfy(isActive) { code = "D3086" }
    if let point = part.text.firstIndex(of: decimal) {
      let before = point > 0 && part.text[point - 1] == grouping
      let after = point + 1 < part.text.count && part.text[point + 1] == grouping
      if before || after { code = "D3087" }
    } else if part.integer.last == grouping {
      code = "D3088"
    }
    for place in part.text.indices.dropLast()
    where part.text[place] == grouping && part.text[place + 1] == grouping {
      code = "D3089"
    }
    if let optional = part.integer.firstIndex(of: digit),
      part.integer[..<optional].contains(where: isDigit)
    {
      code = "D3090"
    }
    if let optional = part.fraction.lastIndex(of: digit),
      part.fraction[optional...].contains(where: isDigit)
    {
      code = "D3091"
    }
    if let exponent = part.exponent {
      if !exponent.isEmpty, count(percent) + count(permille) > 0 { code = "D3092" }
      if exponent.isEmpty || !exponent.allSatisfy(isDigit) { code = "D3093" }
    }
    if let code { throw Fault(code) }
  }

  private func groups(_ part: [Character], toLeft: Bool) -> [Int] {
    part.indices.filter { part[$0] == grouping }.map { place in
      (toLeft ? part[..<place] : part[place...]).count { isDigit($0) || $0 == digit }
    }
  }

  private func measure(_ part: inout Part) {
    part.integerGroups = groups(part.integer, toLeft: false)
    part.regular = regularInterval(part.integerGroups)
    part.fractionGroups = groups(part.fraction, toLeft: true)
    part.leastInteger = part.integer.count(where: isDigit)
    part.scaling = part.leastInteger
    part.leastFraction = part.fraction.count(where: isDigit)
    part.mostFraction = part.fraction.count { isDigit($0) || $0 == digit }
    let hasExponent = part.exponent != nil
    if part.leastInteger == 0, part.mostFraction == 0 {
      if hasExponent {
        part.leastFraction = 1
        part.mostFraction = 1
      } else {
        part.leastInteger = 1
      }
    }
    if hasExponent, part.leastInteger == 0, part.integer.contains(digit) { part.leastInteger = 1 }
    if part.leastInteger == 0, part.leastFraction == 0 { part.leastFraction = 1 }
    part.leastExponent = part.exponent?.count(where: isDigit) ?? 0
  }

  private func write(_ number: Double, _ part: Part) throws(Fault) -> String {
    var mantissa = number
    if part.text.contains(percent) { mantissa *= 100 }
    if part.text.contains(permille) { mantissa *= 1000 }
    var power: Int?
    if part.leastExponent > 0 {
      (mantissa, power) = scaled(mantissa, part.scaling)
    }
    guard mantissa.isFinite else { throw Fault("D1001", value: .double(mantissa)) }
    var text = plain(rounded(mantissa, part.mostFraction), part.mostFraction)
    if !text.contains(".") { text.append(".") }
    while text.first == "0" { text.removeFirst() }
    while text.last == "0" { text.removeLast() }
    let point = text.firstIndex(of: ".") ?? text.count
    var whole = Array(text[..<point])
    var fraction = Array(text[min(point + 1, text.count)...])
    whole.insert(
      contentsOf: repeatElement("0", count: max(0, part.leastInteger - whole.count)), at: 0)
    fraction.append(
      contentsOf: repeatElement("0", count: max(0, part.leastFraction - fraction.count)))
    var result = family(group(whole, part))
    let grouped = family(groupFraction(fraction, part))
    if part.text.contains(decimal), !grouped.isEmpty { result += String(decimal) + grouped }
    if let power {
      let digits = String(power.magnitude)
      let zeros = String(repeating: "0", count: max(0, part.leastExponent - digits.count))
      result += String(exponent) + (power < 0 ? minus : "") + family(Array(zeros + digits))
    }
    return part.prefix + result + part.suffix
  }

  private func scaled(_ number: Double, _ scaling: Int) -> (Double, Int) {
    guard number != 0, number.isFinite else { return (number, 0) }
    var mantissa = number.magnitude
    var power = 0
    let most = rounded(doublePower(scaling), 0)
    let least = doublePower(scaling - 1)
    while mantissa < least {
      mantissa *= 10
      power -= 1
    }
    while mantissa > most {
      mantissa /= 10
      power += 1
    }
    return (number < 0 ? -mantissa : mantissa, power)
  }

  private func doublePower(_ exponent: Int) -> Double {
    Double("1e\(exponent)") ?? 1
  }

  private func plain(_ number: Double, _ places: Int) -> [Character] {
    Array(printed("%.*f", min(places, 100), number.magnitude))
  }

  /// The digits in the family of the picture.
  private func family(_ text: [Character]) -> String {
    if zero == "0" { return String(text) }
    return String(text.map { $0.wholeNumberValue.map { digits[$0] } ?? $0 })
  }

  private func group(_ whole: [Character], _ part: Part) -> [Character] {
    var result = whole
    let count = whole.count
    if part.regular > 0 {
      guard count > 1 else { return result }
      for group in stride(from: 1, through: (count - 1) / part.regular, by: 1) {
        result.insert(grouping, at: count - group * part.regular)
      }
      return result
    }
    for position in part.integerGroups where position < count {
      result.insert(grouping, at: result.count - position)
    }
    return result
  }

  private func groupFraction(_ fraction: [Character], _ part: Part) -> [Character] {
    var result = fraction
    for position in part.fractionGroups where position < result.count {
      result.insert(grouping, at: position)
    }
    return result
  }
}

/// The interval of grouping separators where it is the same between all of them, else 0.
func regularInterval(_ positions: [Int]) -> Int {
  guard var factor = positions.first else { return 0 }
  for position in positions.dropFirst() {
    var (a, b) = (factor, position)
    while b != 0 { (a, b) = (b, a % b) }
    factor = a
  }
  guard factor > 0 else { return 0 }
  for index in 1...positions.count where !positions.contains(index * factor) { return 0 }
  return factor
}
