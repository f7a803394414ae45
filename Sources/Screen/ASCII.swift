/// Stand-ins for terminals whose locale is not UTF-8 (`LANG=C`).
public enum ASCII {
  /// A printable ASCII scalar for any scalar.
  public static func standIn(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x20...0x7E: scalar
    case 0x2500...0x257F: boxDrawing(scalar)
    case 0x2580...0x259F: "#"
    case 0x2800: " "
    case 0x2801...0x28FF: ":"
    case 0x2190...0x21FF, 0x25A0...0x27BF: symbol(scalar)
    default: other(scalar)
    }
  }

  private static func boxDrawing(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "─", "━", "┄", "┅", "┈", "┉", "═", "╌", "╍", "╴", "╶", "╸", "╺", "╼", "╾": "-"
    case "│", "┃", "┆", "┇", "┊", "┋", "║", "╎", "╏", "╵", "╷", "╹", "╻", "╽", "╿": "|"
    default: "+"
    }
  }

  private static func symbol(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "←", "◀", "◂", "◄", "⇠": "<"
    case "→", "▶", "▸", "►", "❯", "⇢", "↦": ">"
    case "↑", "▲", "▴", "⇡", "⇧": "^"
    case "↓", "▼", "▾", "⇣": "v"
    case "✓", "✔": "+"
    case "✗", "✘", "✕": "x"
    case "↻", "↺", "⟳": "@"
    case "●", "◉", "◆": "*"
    case "○", "◌", "◇": "o"
    case "◷", "◴", "◵", "◶": "%"
    default: "*"
    }
  }

  private static func other(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "…", "·", "∙", "•": "."
    case "⊘": "/"
    case "“", "”": "\""
    case "‘", "’": "'"
    case "–", "—", "−": "-"
    case "×": "x"
    case "⏎": "<"
    case "≈": "~"
    default: "?"
    }
  }
}

extension Canvas {
  /// The same picture in ASCII; a wide character becomes `??`.
  public var ascii: Canvas {
    var result = self
    for index in result.cells.indices {
      let glyph = cells[index].glyph
      guard glyph > 0x7E || glyph == 0 else { continue }
      let scalar = Unicode.Scalar(UInt32(glyph & 0x1F_FFFF)) ?? "?"
      result.cells[index].glyph = UInt64(glyph == 0 ? 0x3F : ASCII.standIn(scalar).value)
    }
    return result
  }
}
