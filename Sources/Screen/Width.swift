/// How many columns a character takes.
///
/// The table is our own, so that a picture is the same on every machine: East Asian wide and
/// fullwidth characters and emoji take two columns, marks none, everything else one (ambiguous
/// ones, box drawing among them, included). Where a terminal's C library disagrees about a
/// character, `Terminal` sends a stand-in of our width.
public enum Width {
  /// The columns of a scalar: 0 (marks and invisible formatting), 1 or 2.
  @inlinable public static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    return ofRare(scalar)
  }

  @usableFromInline static func ofRare(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value >= 0x2500 && value <= 0x25FC { return 1 }
    if isWide(value) { return 2 }
    if value >= 0x1160 && value <= 0x11FF { return 0 }  // Hangul vowels and finals
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    case .format: return isDirection(value) ? 1 : 0
    default: return 1
    }
  }

  /// The columns of a text as `Canvas` draws it.
  public static func of(_ text: some StringProtocol) -> Int {
    var columns = 0
    for scalar in text.unicodeScalars { columns += of(scalar) }
    return columns
  }

  /// As much of the beginning of `text` as fits into `columns`; with an ellipsis (`…`) in the last
  /// column where something is left out.
  public static func fit(_ text: some StringProtocol, _ columns: Int) -> String {
    guard of(text) > columns else { return String(text) }
    guard columns > 0 else { return "" }
    return prefix(text, columns - 1) + "…"
  }

  /// As much of the beginning of `text` as fits into `columns`.
  public static func prefix(_ text: some StringProtocol, _ columns: Int) -> String {
    var used = 0
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      used += of(scalar)
      if used > columns { break }
      result.append(scalar)
    }
    return String(result)
  }

  /// `text` followed by blanks up to `columns`, cut with an ellipsis where it is longer.
  public static func pad(_ text: some StringProtocol, _ columns: Int) -> String {
    let fitted = fit(text, columns)
    return fitted + String(repeating: " ", count: max(0, columns - of(fitted)))
  }

  /// Marks of writing direction: they would turn the text around them about, so they are shown.
  static func isDirection(_ value: UInt32) -> Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    var low = 0
    var high = wide.count - 1
    while low <= high {
      let middle = (low + high) / 2
      let range = wide[middle]
      if value < range.lowerBound {
        high = middle - 1
      } else if value > range.upperBound {
        low = middle + 1
      } else {
        return true
      }
    }
    return false
  }
}

/// East Asian wide and fullwidth scalars, emoji among them; unassigned gaps are bridged.
private let wide: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0,
  0x23F3...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F,
  0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5,
  0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5,
  0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
  0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
  0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
  0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6, 0xA960...0xA97C,
  0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
  0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E,
  0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393,
  0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E,
  0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567,
  0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5,
  0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC,
  0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAF6,
  0x20000...0x3FFFD,
]
