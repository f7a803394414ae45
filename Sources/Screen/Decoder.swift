/// Makes inputs of what curses reads: characters, named keys, and the beginnings of mouse reports
/// and pastes. A value without a terminal; reports may come in pieces.
struct Decoder {
  /// One thing read.
  enum Unit: Equatable {
    case scalar(Unicode.Scalar)
    /// A function key, by curses' name: `KEY_UP`, `kRIT5`, `KEY_F(5)`.
    case named(String)
    case mouseStart
    case pasteStart
    case pasteEnd
    /// Nothing more to read for now.
    case pause
  }

  private enum Stage {
    case ground
    case escape
    /// After `ESC [` or `ESC O`: what came so far.
    case sequence(String)
    case mouse(String)
    case paste(String.UnicodeScalarView)
  }

  private var stage = Stage.ground
  /// Pastes are cut here.
  static let pasteLimit = 4 * 1024 * 1024
  private static let reportLimit = 32

  mutating func feed(_ unit: Unit) -> Input? {
    switch stage {
    case .ground: return ground(unit)
    case .escape: return afterEscape(unit)
    case .sequence(let text): return sequence(text, unit)
    case .mouse(let text): return mouse(text, unit)
    case .paste(var text):
      stage = .ground  // leaves `text` with one owner
      return paste(&text, unit)
    }
  }

  private mutating func ground(_ unit: Unit) -> Input? {
    switch unit {
    case .scalar("\u{1B}"):
      stage = .escape
      return nil
    case .scalar(let scalar): return .key(Decoder.key(scalar))
    case .named(let name): return Decoder.key(named: name).map { .key($0) }
    case .mouseStart: stage = .mouse("")
    case .pasteStart: stage = .paste(String.UnicodeScalarView())
    case .pasteEnd, .pause: break
    }
    return nil
  }

  private mutating func afterEscape(_ unit: Unit) -> Input? {
    stage = .ground
    switch unit {
    case .pause: return .key(Key(.escape))
    case .scalar("\u{1B}"):
      stage = .escape
      return .key(Key(.escape))
    case .scalar("["), .scalar("O"):
      stage = .sequence("")
      return nil
    case .scalar(let scalar):
      var key = Decoder.key(scalar)
      key.modifiers.insert(.alt)
      return .key(key)
    case .named(let name):
      guard var key = Decoder.key(named: name) else { return nil }
      key.modifiers.insert(.alt)
      return .key(key)
    case .mouseStart, .pasteStart, .pasteEnd: return ground(unit)
    }
  }

  /// A sequence that terminfo does not have: understood where it is of xterm's form
  /// (`1;5A`, `3;2~`), swallowed else.
  private mutating func sequence(_ text: String, _ unit: Unit) -> Input? {
    guard case .scalar(let scalar) = unit, text.utf8.count < Decoder.reportLimit else {
      stage = .ground
      return text.isEmpty && unit == .pause ? .key(Key(.character("["), .alt)) : nil
    }
    guard (0x40...0x7E).contains(scalar.value) else {
      stage = .sequence(text + String(Character(scalar)))
      return nil
    }
    stage = .ground
    return Decoder.key(sequence: text, final: scalar).map { .key($0) }
  }

  private mutating func mouse(_ text: String, _ unit: Unit) -> Input? {
    guard case .scalar(let scalar) = unit, text.utf8.count < Decoder.reportLimit else {
      if unit != .pause { stage = .ground }  // the rest may yet come
      return nil
    }
    guard scalar == "M" || scalar == "m" else {
      stage = .mouse(text + String(Character(scalar)))
      return nil
    }
    stage = .ground
    return Decoder.mouse(report: text, isRelease: scalar == "m").map { .mouse($0) }
  }

  private mutating func paste(_ text: inout String.UnicodeScalarView, _ unit: Unit) -> Input? {
    switch unit {
    case .pasteEnd: return .paste(String(text))
    case .scalar(let scalar) where text.count < Decoder.pasteLimit:
      text.append(scalar == "\r" ? "\n" : scalar)
    default: break
    }
    stage = .paste(text)
    return nil
  }
}

// MARK: Tables

extension Decoder {
  static func key(_ scalar: Unicode.Scalar) -> Key {
    switch scalar.value {
    case 0x0D, 0x0A: Key(.enter)
    case 0x09: Key(.tab)
    case 0x1B: Key(.escape)
    case 0x7F, 0x08: Key(.backspace)
    case 0x00: Key(.character(" "), .control)
    case 0x01...0x1A: Key(.character(Unicode.Scalar(UInt8(scalar.value + 0x60))), .control)
    case 0x1C...0x1F: Key(.character(Unicode.Scalar(UInt8(scalar.value + 0x40))), .control)
    default: Key(.character(scalar))
    }
  }

  /// The key curses calls `name`. Numbers past KEY_MAX differ between terminals, names do not.
  static func key(named name: String) -> Key? {
    if let key = standard[name] { return key }
    if name.hasPrefix("KEY_F("), let number = Int(name.dropFirst(6).dropLast()) {
      return functionKey(number)
    }
    guard let digit = name.last?.wholeNumberValue, let code = extended[String(name.dropLast())]
    else { return nil }
    return Key(code, modifiers(parameter: digit))
  }

  /// F13…F24 are shifted, F25…F36 with control, by xterm's habit.
  private static func functionKey(_ number: Int) -> Key? {
    switch number {
    case 1...12: Key(.function(number))
    case 13...24: Key(.function(number - 12), .shift)
    case 25...36: Key(.function(number - 24), .control)
    case 37...48: Key(.function(number - 36), [.control, .shift])
    default: nil
    }
  }

  /// xterm's modifier parameter: one more than shift 1, alt 2, control 4.
  private static func modifiers(parameter: Int) -> Key.Modifiers {
    Key.Modifiers(rawValue: UInt8(clamping: max(0, parameter - 1) & 7))
  }

  static func key(sequence: String, final: Unicode.Scalar) -> Key? {
    let numbers = sequence.split(separator: ";").map { Int($0) ?? 0 }
    let held = modifiers(parameter: numbers.count > 1 ? numbers[1] : 1)
    switch final {
    case "A": return Key(.up, held)
    case "B": return Key(.down, held)
    case "C": return Key(.right, held)
    case "D": return Key(.left, held)
    case "H": return Key(.home, held)
    case "F": return Key(.end, held)
    case "Z": return Key(.tab, .shift)
    case "M": return Key(.enter)
    case "P", "Q", "R", "S": return Key(.function(Int(final.value) - 0x4F), held)
    case "~":
      let codes: [Int: Key.Code] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
      ]
      return numbers.first.flatMap { codes[$0] }.map { Key($0, held) }
    case "u":  // CSI u: code point; modifiers
      guard let scalar = numbers.first.flatMap({ UInt32(exactly: $0) }).flatMap(Unicode.Scalar.init)
      else { return nil }
      var key = key(scalar)
      key.modifiers.formUnion(held)
      return key
    default: return nil
    }
  }

  static func mouse(report: String, isRelease: Bool) -> Mouse? {
    let numbers = report.split(separator: ";").compactMap { Int($0) }
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
    let bits = numbers[0]
    let place = Point(min(numbers[1], 10_000) - 1, min(numbers[2], 10_000) - 1)
    var held: Key.Modifiers = []
    if bits & 4 != 0 { held.insert(.shift) }
    if bits & 8 != 0 { held.insert(.alt) }
    if bits & 16 != 0 { held.insert(.control) }
    if bits & 64 != 0 {
      let step = bits & 1 == 0 ? -1 : 1
      return Mouse(bits & 2 == 0 ? .wheel(step) : .wheelSideways(step), place, held)
    }
    guard !isRelease, bits & 3 != 3 else { return Mouse(.release, place, held) }
    let button: Mouse.Button = [0: .left, 1: .middle, 2: .right][bits & 3] ?? .left
    return Mouse(bits & 32 != 0 ? .drag(button) : .press(button), place, held)
  }

  private static let standard: [String: Key] = [
    "KEY_UP": Key(.up), "KEY_DOWN": Key(.down), "KEY_LEFT": Key(.left), "KEY_RIGHT": Key(.right),
    "KEY_HOME": Key(.home), "KEY_END": Key(.end), "KEY_PPAGE": Key(.pageUp),
    "KEY_NPAGE": Key(.pageDown), "KEY_DC": Key(.delete), "KEY_IC": Key(.insert),
    "KEY_BACKSPACE": Key(.backspace), "KEY_ENTER": Key(.enter), "KEY_BTAB": Key(.tab, .shift),
    "KEY_SR": Key(.up, .shift), "KEY_SF": Key(.down, .shift), "KEY_SLEFT": Key(.left, .shift),
    "KEY_SRIGHT": Key(.right, .shift), "KEY_SHOME": Key(.home, .shift),
    "KEY_SEND": Key(.end, .shift), "KEY_SPREVIOUS": Key(.pageUp, .shift),
    "KEY_SNEXT": Key(.pageDown, .shift), "KEY_SDC": Key(.delete, .shift),
    "KEY_SIC": Key(.insert, .shift), "KEY_FIND": Key(.home), "KEY_SELECT": Key(.end),
    "KEY_A1": Key(.home), "KEY_A3": Key(.pageUp), "KEY_C1": Key(.end), "KEY_C3": Key(.pageDown),
  ]

  private static let extended: [String: Key.Code] = [
    "kUP": .up, "kDN": .down, "kLFT": .left, "kRIT": .right, "kHOM": .home, "kEND": .end,
    "kPRV": .pageUp, "kNXT": .pageDown, "kDC": .delete, "kIC": .insert,
  ]
}
