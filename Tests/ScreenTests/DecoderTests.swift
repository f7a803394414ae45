import Testing

@testable import Screen

@Suite struct DecoderTests {
  /// Units in a small notation: text stands for its scalars, `<UP>` for a named key, `<mouse>`,
  /// `<paste>`, `</paste>`, and `.` at the end of a burst is a pause.
  private func decode(_ units: [Decoder.Unit]) -> [Input] {
    var decoder = Decoder()
    return units.compactMap { decoder.feed($0) }
  }

  private func scalars(_ text: String) -> [Decoder.Unit] {
    text.unicodeScalars.map { .scalar($0) }
  }

  @Test func keys() {
    let table: [([Decoder.Unit], String)] = [
      (scalars("n"), "n"), (scalars("N"), "N"), (scalars(" "), "Space"), (scalars("选"), "选"),
      (scalars("\r"), "Enter"), (scalars("\t"), "Tab"), (scalars("\u{7F}"), "Backspace"),
      (scalars("\u{13}"), "C-s"), (scalars("\u{1A}"), "C-z"), (scalars("\u{0}"), "C-Space"),
      (scalars("\u{1B}") + [.pause], "Esc"), (scalars("\u{1B}x") + [.pause], "M-x"),
      ([.named("KEY_UP")], "Up"), ([.named("KEY_BTAB")], "S-Tab"), ([.named("KEY_SF")], "S-Down"),
      ([.named("kRIT5")], "C-Right"), ([.named("kUP3")], "M-Up"), ([.named("KEY_F(5)")], "F5"),
      ([.named("KEY_F(17)")], "S-F5"), (scalars("\u{1B}[1;5A") + [.pause], "C-Up"),
      (scalars("\u{1B}[3;2~"), "S-Del"), (scalars("\u{1B}OP"), "F1"),
      (scalars("\u{1B}[97;5u"), "C-a"),
    ]
    for (units, name) in table {
      #expect(decode(units) == Key(name).map { [.key($0)] }, "\(name)")
      #expect(Key(name)?.description == name)
    }
  }

  @Test func unknownSequencesAreSwallowed() {
    #expect(decode(scalars("\u{1B}[?1;2c") + [.pause]) == [])
    #expect(decode([.named("KEY_WHATEVER")]) == [])
    #expect(decode(scalars("\u{1B}[5n") + scalars("q")) == [.key(Key(.character("q")))])
  }

  @Test func mouse() {
    let table: [(String, Mouse)] = [
      ("0;1;1M", Mouse(.press(.left), Point(0, 0))),
      ("0;241;7m", Mouse(.release, Point(240, 6))),
      ("2;3;4M", Mouse(.press(.right), Point(2, 3))),
      ("32;3;4M", Mouse(.drag(.left), Point(2, 3))),
      ("64;3;4M", Mouse(.wheel(-1), Point(2, 3))),
      ("65;3;4M", Mouse(.wheel(1), Point(2, 3))),
      ("67;3;4M", Mouse(.wheelSideways(1), Point(2, 3))),
      ("4;3;4M", Mouse(.press(.left), Point(2, 3), .shift)),
    ]
    for (report, mouse) in table {
      #expect(decode([.mouseStart] + scalars(report)) == [.mouse(mouse)], "\(report)")
    }
    // In two bursts, and broken ones.
    #expect(decode([.mouseStart] + scalars("0;1") + [.pause] + scalars(";1M")).count == 1)
    for broken in ["M", "1;2M", "0;0;0M", "9999999999999999999;1;1M", ";;M"] {
      #expect(decode([.mouseStart] + scalars(broken)) == [], "\(broken)")
    }
    #expect(decode([.mouseStart] + scalars(String(repeating: "1", count: 200))).count > 0)
  }

  @Test func pastes() {
    let units: [Decoder.Unit] =
      [.pasteStart] + scalars("a\r\u{1B}[A") + [.pause, .named("KEY_UP")] + scalars("b")
      + [.pasteEnd] + scalars("q")
    #expect(decode(units) == [.paste("a\n\u{1B}[Ab"), .key(Key(.character("q")))])
  }

  @Test func anyUnitsAreHarmless() {
    var random = Seeded(state: 11)
    let units: [Decoder.Unit] =
      scalars("\u{1B}[O<;0123456789Mm~uA选\u{0}\r") + [
        .named("KEY_UP"), .named("kUP9"), .named("KEY_F(99999999999999999999)"), .mouseStart,
        .pasteStart, .pasteEnd, .pause,
      ]
    var decoder = Decoder()
    for _ in 0..<50_000 { _ = decoder.feed(units[random.next(units.count)]) }
  }

  @Test func keyNamesThatAreNone() {
    for name in ["", "X-a", "ab", "F0", "F99", "C-", "S-M-"] {
      #expect(Key(name) == nil, "\(name)")
    }
  }
}
