import JSON

/// A regular expression as it is written.
indirect enum RegexTree {
  /// one code unit
  case unit(UInt16)
  /// `[a-z]`, `\d`
  case set(Regex.UnitSet)
  /// `.`
  case any
  /// `abc`
  case sequence([RegexTree])
  /// `a|b`
  case choice([RegexTree])
  /// `(a)`: the number of the group
  case group(Int, RegexTree)
  /// `a*?`: the groups inside are forgotten in each round
  case loop(RegexTree, least: Int, most: Int, greedy: Bool, groups: Range<Int>)
  /// `^ $ \b \B`
  case lineStart, lineEnd, wordEdge, noWordEdge
  /// `(?=a) (?!a) (?<=a) (?<!a)`
  case look(RegexTree, negative: Bool, behind: Bool)
  /// `\1`, `\k<name>`
  case back(Int)
}

/// The code units that mean something in a pattern.
private enum Ascii {
  static let dollar: UInt16 = 0x24
  static let openParen: UInt16 = 0x28
  static let closeParen: UInt16 = 0x29
  static let star: UInt16 = 0x2A
  static let plus: UInt16 = 0x2B
  static let dot: UInt16 = 0x2E
  static let question: UInt16 = 0x3F
  static let openBracket: UInt16 = 0x5B
  static let backslash: UInt16 = 0x5C
  static let caret: UInt16 = 0x5E
  static let openBrace: UInt16 = 0x7B
  static let bar: UInt16 = 0x7C
}

/// Reads a regular expression.
struct RegexReader {
  private let letters: [UInt16]
  private let position: Int
  private var place = 0
  private var depth = 0
  private(set) var groupCount = 0
  private(set) var names: [String: Int] = [:]
  private var totalGroups = 0

  init(_ pattern: String, position: Int) {
    letters = Array(pattern.utf16)
    self.position = position
    totalGroups = countGroups()
  }

  mutating func read() throws(Fault) -> RegexTree {
    let tree = try choice()
    guard place == letters.count else { throw fail("Unmatched ')'") }
    return tree
  }

  private func fail(_ reason: String) -> Fault {
    Fault("S0303", position: position, token: reason)
  }

  /// The code unit that is next.
  private var letter: UInt16? { place < letters.count ? letters[place] : nil }

  private mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place + count <= letters.count else { return false }
    for at in 0..<count where letters[place + at] != UInt16(text.utf8Start[at]) { return false }
    place += count
    return true
  }

  private func countGroups() -> Int {
    var count = 0
    var inClass = false
    var at = 0
    while at < letters.count {
      switch letters[at] {
      case 0x5C: at += 1
      case 0x5B: inClass = true
      case 0x5D: inClass = false
      case 0x28 where !inClass:
        let isPlain = at + 1 >= letters.count || letters[at + 1] != 0x3F
        let isNamed =
          at + 3 < letters.count && letters[at + 2] == 0x3C && letters[at + 3] != 0x3D
          && letters[at + 3] != 0x21
        if isPlain || isNamed { count += 1 }
      default: break
      }
      at += 1
    }
    return count
  }

  private mutating func choice() throws(Fault) -> RegexTree {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw fail("nested too deeply") }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(Fault) -> RegexTree {
    var items: [RegexTree] = []
    while let next = letter, next != Ascii.bar, next != Ascii.closeParen {
      let before = groupCount
      let atom = try self.atom()
      items.append(try quantified(atom, groups: before + 1..<groupCount + 1))
    }
    return .sequence(items)
  }

  private mutating func quantified(_ atom: RegexTree, groups: Range<Int>) throws(Fault) -> RegexTree
  {
    var bounds: (Int, Int)?
    switch letter {
    case Ascii.star:
      place += 1
      bounds = (0, .max)
    case Ascii.plus:
      place += 1
      bounds = (1, .max)
    case Ascii.question:
      place += 1
      bounds = (0, 1)
    case Ascii.openBrace: bounds = braces()
    default: break
    }
    guard let (least, most) = bounds else { return atom }
    guard least <= most else { throw fail("numbers out of order in {} quantifier") }
    let greedy = !take("?")
    if letter == Ascii.star || letter == Ascii.plus || letter == Ascii.question {
      throw fail("Nothing to repeat")
    }
    return .loop(atom, least: least, most: most, greedy: greedy, groups: groups)
  }

  /// `{2}`, `{2,}`, `{2,3}`; anything else is text.
  private mutating func braces() -> (Int, Int)? {
    let start = place
    place += 1
    guard let least = number() else {
      place = start
      return nil
    }
    var most = least
    if take(",") { most = number() ?? .max }
    guard take("}") else {
      place = start
      return nil
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let next = letter, (48...57).contains(next) {
      value = min((value ?? 0) * 10 + Int(next - 48), 1_000_000)
      place += 1
    }
    return value
  }

  private mutating func atom() throws(Fault) -> RegexTree {
    guard let next = letter else { throw fail("unexpected end") }
    place += 1
    switch next {
    case Ascii.dot: return .any
    case Ascii.caret: return .lineStart
    case Ascii.dollar: return .lineEnd
    case Ascii.openParen: return try group()
    case Ascii.openBracket: return .set(try set())
    case Ascii.backslash: return try escape()
    case Ascii.star, Ascii.plus, Ascii.question: throw fail("Nothing to repeat")
    case Ascii.openBrace:
      place -= 1
      let isQuantifier = braces() != nil
      if isQuantifier { throw fail("Nothing to repeat") }
      place += 1
      return .unit(next)
    default: return .unit(next)
    }
  }

  private mutating func group() throws(Fault) -> RegexTree {
    let tree: RegexTree
    if take("?:") {
      tree = try choice()
    } else if take("?=") {
      tree = .look(try choice(), negative: false, behind: false)
    } else if take("?!") {
      tree = .look(try choice(), negative: true, behind: false)
    } else if take("?<=") {
      tree = .look(try choice(), negative: false, behind: true)
    } else if take("?<!") {
      tree = .look(try choice(), negative: true, behind: true)
    } else {
      groupCount += 1
      let number = groupCount
      if take("?<") {
        guard let end = letters[place...].firstIndex(of: 0x3E) else {
          throw fail("Invalid capture group name")
        }
        names[String(decoding: letters[place..<end], as: UTF16.self)] = number
        place = end + 1
      } else if letter == Ascii.question {
        throw fail("Invalid group")
      }
      tree = .group(number, try choice())
    }
    guard take(")") else { throw fail("Unterminated group") }
    return tree
  }

  // MARK: - Escapes and classes

  static func kind(_ letter: UInt16) -> Regex.UnitSet? {
    var set = Regex.UnitSet()
    switch letter | 0x20 {
    case 0x64: set.insert(48...57)
    case 0x77:
      for range: ClosedRange<UInt16> in [48...57, 65...90, 95...95, 97...122] { set.insert(range) }
    case 0x73:
      let ranges: [ClosedRange<UInt16>] = [
        9...13, 32...32, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
        0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
      ]
      for range in ranges { set.insert(range) }
    default: return nil
    }
    set.inverted = letter & 0x20 == 0
    return set
  }

  private mutating func escape() throws(Fault) -> RegexTree {
    guard let next = letter else { throw fail("\\ at end of pattern") }
    if let set = RegexReader.kind(next) {
      place += 1
      return .set(set)
    }
    switch next {
    case 0x62:
      place += 1
      return .wordEdge
    case 0x42:
      place += 1
      return .noWordEdge
    case 0x6B where !names.isEmpty || totalGroups > 0:
      return try namedReference()
    case 49...57:
      let start = place
      if let group = number(), group <= totalGroups { return .back(group) }
      place = start
      return .unit(unitEscape())
    default: return .unit(unitEscape())
    }
  }

  private mutating func namedReference() throws(Fault) -> RegexTree {
    let start = place
    place += 1
    if take("<"), let end = letters[place...].firstIndex(of: 0x3E),
      let group = names[String(decoding: letters[place..<end], as: UTF16.self)]
    {
      place = end + 1
      return .back(group)
    }
    place = start + 1
    return .unit(0x6B)
  }

  /// The unit that an escape stands for; what is no escape stands for itself.
  private mutating func unitEscape() -> UInt16 {
    let unit = letters[place]
    place += 1
    switch unit {
    case 0x6E: return 10
    case 0x72: return 13
    case 0x74: return 9
    case 0x76: return 11
    case 0x66: return 12
    case 0x30: return 0
    case 0x78: return hexadecimal(2) ?? unit
    case 0x75: return hexadecimal(4) ?? unit
    case 0x63:
      guard place < letters.count, letters[place] < 128, letters[place] >= 65 else { return 0x63 }
      place += 1
      return letters[place - 1] & 31
    default: return unit
    }
  }

  private mutating func hexadecimal(_ count: Int) -> UInt16? {
    guard place + count <= letters.count else { return nil }
    let digits = String(decoding: letters[place..<place + count], as: UTF16.self)
    guard digits.allSatisfy(\.isHexDigit), let value = UInt16(digits, radix: 16) else { return nil }
    place += count
    return value
  }

  private mutating func set() throws(Fault) -> Regex.UnitSet {
    var set = Regex.UnitSet()
    let inverted = take("^")
    while place < letters.count, letters[place] != 0x5D {
      let kind = try member(&set)
      guard let low = kind else { continue }
      if place + 1 < letters.count, letters[place] == 0x2D, letters[place + 1] != 0x5D {
        place += 1
        guard let high = try member(&set) else {
          set.insert(low...low)
          set.insert(0x2D...0x2D)
          continue
        }
        guard low <= high else { throw fail("Range out of order in character class") }
        set.insert(low...high)
      } else {
        set.insert(low...low)
      }
    }
    guard take("]") else { throw fail("Unterminated character class") }
    set.inverted = inverted
    return set
  }

  /// One member of a class: its unit, or `nil` where it was a class itself, which is put in.
  private mutating func member(_ set: inout Regex.UnitSet) throws(Fault) -> UInt16? {
    guard letters[place] == 0x5C else {
      place += 1
      return letters[place - 1]
    }
    place += 1
    guard place < letters.count else { throw fail("\\ at end of pattern") }
    if let next = letter, let kind = RegexReader.kind(next) {
      place += 1
      set.formUnion(kind)
      return nil
    }
    if letter == 0x62 {
      place += 1
      return 8
    }
    return unitEscape()
  }
}
