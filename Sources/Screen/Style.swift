/// How a cell looks: what it is (a role), what it lies on (a ground) and how much it is stressed.
///
/// Views speak of roles, never of colours; a `Theme` makes colours of them.
public struct Style: Hashable, Sendable {
  public var role: Role
  public var ground: Ground
  public var emphasis: Emphasis

  public init(_ role: Role, on ground: Ground = .plain, _ emphasis: Emphasis = []) {
    self.role = role
    self.ground = ground
    self.emphasis = emphasis
  }

  /// Plain text on the terminal's own ground.
  public static let plain = Style(.text)

  /// The same role, bold.
  public var bold: Style { with(.bold) }
  /// The same role, underlined.
  public var underlined: Style { with(.underline) }
  /// The same role, dimmed where the terminal can.
  public var dimmed: Style { with(.dim) }

  /// The same style with more emphasis.
  public func with(_ more: Emphasis) -> Style {
    Style(role, on: ground, emphasis.union(more))
  }

  /// The same style on another ground.
  public func on(_ ground: Ground) -> Style { Style(role, on: ground, emphasis) }

  /// What the character means.
  public enum Role: UInt8, CaseIterable, Sendable {
    case text, strong, muted, faint, accent
    case border, borderFocused, title, key
    case success, failure, warning, running, waiting, stopped
    case edge, edgeTaken, edgeCatch, label
    case name, string, number, keyword, punctuation, comment
    case changed, cursor
  }

  /// What the character lies on.
  public enum Ground: UInt8, CaseIterable, Sendable {
    case plain, bar, selected, selectedUnfocused, match, field, alarm, notice
  }

  /// Stress that every terminal has a means for.
  public struct Emphasis: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let bold = Emphasis(rawValue: 1)
    public static let dim = Emphasis(rawValue: 2)
    public static let underline = Emphasis(rawValue: 4)
    public static let reverse = Emphasis(rawValue: 8)
    public static let italic = Emphasis(rawValue: 16)
  }
}
