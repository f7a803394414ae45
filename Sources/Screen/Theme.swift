/// The colours of roles and grounds, for one depth of colour.
public struct Theme: Sendable {
  /// How many colours the terminal has.
  public enum Depth: Int, Sendable {
    /// No colour at all (`NO_COLOR`, or a terminal without): bold, underline and reverse only.
    case mono = 0
    case eight = 8
    case sixteen = 16
    case palette = 256
  }

  /// What a style comes to: colour numbers (−1 is the terminal's own) and emphasis.
  public struct Paint: Hashable, Sendable {
    public var foreground: Int
    public var background: Int
    public var emphasis: Style.Emphasis
  }

  public let depth: Depth
  /// Whether the terminal's own ground is light.
  public let isLight: Bool

  public init(depth: Depth, isLight: Bool = false) {
    self.depth = depth
    self.isLight = isLight
  }

  /// The paint of a style.
  public func paint(_ style: Style) -> Paint {
    switch depth {
    case .mono: mono(style)
    case .eight, .sixteen: few(style)
    case .palette: many(style)
    }
  }

  private func many(_ style: Style) -> Paint {
    let entry = paletteRole(style.role)
    var paint = Paint(
      foreground: isLight ? entry.light : entry.dark, background: -1,
      emphasis: style.emphasis.union(entry.emphasis))
    switch style.ground {
    case .plain: break
    case .bar: paint.background = isLight ? 254 : 236
    case .selected: paint.background = isLight ? 153 : 24
    case .selectedUnfocused: paint.background = isLight ? 253 : 238
    case .match:
      paint.background = isLight ? 222 : 178
      paint.foreground = isLight ? 16 : 16
    case .field: paint.background = isLight ? 255 : 235
    case .alarm:
      paint.background = isLight ? 224 : 52
    case .notice: paint.background = isLight ? 230 : 58
    }
    let isOnDark = !isLight && style.ground == .selected
    if isOnDark, [244, 240, 239].contains(paint.foreground) { paint.foreground = 250 }
    return paint
  }

  private func few(_ style: Style) -> Paint {
    let entry = fewRole(style.role)
    var paint = Paint(
      foreground: entry.color, background: -1, emphasis: style.emphasis.union(entry.emphasis))
    if depth == .eight, paint.foreground >= 8 {
      paint.foreground -= 8
      if style.role != .faint && style.role != .border { paint.emphasis.insert(.bold) }
      if paint.foreground == 0 { paint.foreground = -1 }
    }
    switch style.ground {
    case .plain, .field: break
    case .bar, .selectedUnfocused: paint.emphasis.insert(.reverse)
    case .selected:
      paint.foreground = 15 % depth.rawValue
      paint.background = 4
    case .match:
      paint.foreground = 0
      paint.background = 3
    case .alarm:
      paint.foreground = 15 % depth.rawValue
      paint.background = 1
    case .notice:
      paint.foreground = 0
      paint.background = 3
    }
    if paint.emphasis.contains(.reverse) { paint.foreground = -1 }
    return paint
  }

  private func mono(_ style: Style) -> Paint {
    var emphasis = style.emphasis.union(fewRole(style.role).emphasis)
    switch style.ground {
    case .plain, .field: break
    case .bar, .selected, .match, .alarm, .notice: emphasis.insert(.reverse)
    case .selectedUnfocused: emphasis.insert(.underline)
    }
    return Paint(foreground: -1, background: -1, emphasis: emphasis)
  }
}

private func paletteRole(
  _ role: Style.Role
) -> (dark: Int, light: Int, emphasis: Style.Emphasis) {
  switch role {
  case .text: (-1, -1, [])
  case .strong: (255, 16, .bold)
  case .muted: (246, 242, [])
  case .faint: (240, 248, [])
  case .accent: (80, 30, [])
  case .border: (240, 249, [])
  case .borderFocused: (80, 31, [])
  case .title: (255, 16, .bold)
  case .key: (80, 25, .bold)
  case .success: (114, 28, [])
  case .failure: (210, 160, [])
  case .warning: (221, 130, [])
  case .running: (117, 26, [])
  case .waiting: (183, 97, [])
  case .stopped: (246, 244, [])
  case .edge: (245, 245, [])
  case .edgeTaken: (114, 28, [])
  case .edgeCatch: (174, 131, [])
  case .label: (180, 94, [])
  case .name: (117, 25, [])
  case .string: (150, 28, [])
  case .number: (215, 130, [])
  case .keyword: (176, 90, [])
  case .punctuation: (244, 243, [])
  case .comment: (243, 246, [])
  case .changed: (221, 130, .bold)
  case .cursor: (-1, -1, .reverse)
  }
}

private func fewRole(_ role: Style.Role) -> (color: Int, emphasis: Style.Emphasis) {
  switch role {
  case .text: (-1, [])
  case .strong, .title: (-1, .bold)
  case .muted: (-1, [])
  case .faint, .comment: (8, [])
  case .accent: (6, [])
  case .border: (8, [])
  case .borderFocused: (14, .bold)
  case .key: (6, .bold)
  case .success, .edgeTaken: (2, [])
  case .failure: (9, .bold)
  case .warning: (3, [])
  case .running: (12, .bold)
  case .waiting: (5, [])
  case .stopped: (8, [])
  case .edge: (-1, [])
  case .edgeCatch: (1, [])
  case .label: (3, [])
  case .name: (6, [])
  case .string: (2, [])
  case .number: (3, [])
  case .keyword: (5, [])
  case .punctuation: (-1, [])
  case .changed: (11, .bold)
  case .cursor: (-1, .reverse)
  }
}
