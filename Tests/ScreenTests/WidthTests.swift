import CNcurses
import Testing

@testable import Screen

@Suite struct WidthTests {
  @Test func columnsOfTexts() {
    let table: [(String, Int)] = [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("选择", 4), ("😀", 2), ("한글", 4),
      ("ｱ", 1), ("Ａ", 2), ("→│✓", 3), ("±Ω", 2), ("\u{200B}", 0), ("\u{1B}", 1),
    ]
    for (text, columns) in table { #expect(Width.of(text) == columns, "\(text)") }
  }

  @Test func fitting() {
    #expect(Width.fit("abcdef", 6) == "abcdef")
    #expect(Width.fit("abcdef", 4) == "abc…")
    #expect(Width.fit("选择选", 4) == "选…")
    #expect(Width.fit("abc", 0) == "")
    #expect(Width.pad("选", 4) == "选  ")
    #expect(Width.pad("abcdef", 3) == "ab…")
  }

  /// ncurses goes by the C library; where that has a width for a letter or a sign, ours is the same.
  @Test func agreesWithTheCLibraryOnCommonBlocks() {
    #expect(cn_locale_open() || true)
    let blocks: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x370...0x482, 0x2190...0x2319, 0x2500...0x25FC,
      0x3041...0x3096, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0x1F600...0x1F64F,
    ]
    for block in blocks {
      for value in block {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let theirs = Int(cn_width(wchar_t(bitPattern: value)))
        #expect(theirs < 0 || theirs == Width.of(scalar), "U+\(String(value, radix: 16))")
      }
    }
  }
}
