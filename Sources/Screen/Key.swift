/// A key with what was held down: `n`, `N`, `C-s`, `S-Left`, `M-x`, `Enter`.
public struct Key: Hashable, Sendable {
  public enum Code: Hashable, Sendable {
    /// A key that writes; shift is in the character (`N`), the blank is `character(" ")`.
    case character(Unicode.Scalar)
    case enter, escape, tab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// `F1` …
    case function(Int)
  }

  public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let shift = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
  }

  public var code: Code
  public var modifiers: Modifiers

  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  /// Reads the form that `description` writes; `nil` where the text names no key.
  public init?(_ text: String) {
    var rest = Substring(text)
    var modifiers: Modifiers = []
    while rest.count > 2, rest.dropFirst().first == "-", let first = rest.first {
      switch first {
      case "C": modifiers.insert(.control)
      case "M": modifiers.insert(.alt)
      case "S": modifiers.insert(.shift)
      default: return nil
      }
      rest = rest.dropFirst(2)
    }
    guard let code = Key.code(named: String(rest)) else { return nil }
    self.init(code, modifiers)
  }

  /// The scalar a plain key writes; `nil` for chords and for keys that write nothing.
  public var writes: Unicode.Scalar? {
    guard modifiers.isEmpty, case .character(let scalar) = code else { return nil }
    return scalar
  }

  private static func code(named name: String) -> Code? {
    if let known = names.first(where: { $0.name == name }) { return known.code }
    if name.hasPrefix("F"), let number = Int(name.dropFirst()), (1...63).contains(number) {
      return .function(number)
    }
    let scalars = name.unicodeScalars
    guard scalars.count == 1, let scalar = scalars.first else { return nil }
    return .character(scalar)
  }

  private static let names: [(name: String, code: Code)] = [
    ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Backspace", .backspace),
    ("Del", .delete), ("Ins", .insert), ("Up", .up), ("Down", .down), ("Left", .left),
    ("Right", .right), ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
    ("Space", .character(" ")),
  ]
}

extension Key: CustomStringConvertible {
  /// The key's name as key tables, help and tests write it.
  public var description: String {
    var text = ""
    if modifiers.contains(.control) { text += "C-" }
    if modifiers.contains(.alt) { text += "M-" }
    if modifiers.contains(.shift) { text += "S-" }
    switch code {
    case .function(let number): return text + "F\(number)"
    case .character(let scalar) where scalar != " ": return text + String(Character(scalar))
    default: return text + (Key.names.first { $0.code == code }?.name ?? "?")
    }
  }
}

/// Something done with the mouse, in cells.
public struct Mouse: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    case press(Button)
    case drag(Button)
    case release
    /// One notch; −1 up or left, 1 down or right.
    case wheel(Int)
    case wheelSideways(Int)
  }

  public enum Button: Hashable, Sendable { case left, middle, right }

  public var action: Action
  public var place: Point
  public var modifiers: Key.Modifiers

  public init(_ action: Action, _ place: Point, _ modifiers: Key.Modifiers = []) {
    self.action = action
    self.place = place
    self.modifiers = modifiers
  }
}

/// What a person did at the terminal.
public enum Input: Hashable, Sendable {
  case key(Key)
  case mouse(Mouse)
  /// Text put in at once (bracketed paste); line ends are `\n`. It may hold any character.
  case paste(String)
  case resize(Size)
}
