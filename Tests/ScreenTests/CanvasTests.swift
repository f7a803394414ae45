import Testing

@testable import Screen

@Suite struct CanvasTests {
  @Test func controlCharactersAreDrawnAsPictures() {
    var canvas = Canvas(Size(24, 1))
    canvas.text("a\u{1B}[31m\u{0}\n\u{7F}\u{9B}\u{202E}b", 0, 0)
    #expect(canvas.text == "a␛[31m␀␊␡��b\n")
  }

  @Test func wideCharactersTakeTwoCells() {
    var canvas = Canvas(Size(8, 1))
    let used = canvas.text("选a择😀", 0, 0)
    #expect(used == 7)
    #expect(canvas[1, 0].isContinuation)
    #expect(canvas.text == "选a择😀\n")
  }

  @Test func aWideCharacterCutInHalfBecomesABlank() {
    var canvas = Canvas(Size(6, 1))
    canvas.text("选择选", 0, 0)
    canvas.text("x", 1, 0)
    #expect(canvas.text == " x择选\n")
    canvas.text("y", 2, 0)
    #expect(canvas.text == " xy 选\n")
    canvas.text("选", 5, 0)
    #expect(canvas.text == " xy\n")
  }

  @Test func marksStandOnTheirCharacter() {
    var canvas = Canvas(Size(4, 1))
    let used = canvas.text("e\u{301}x", 0, 0)
    #expect(used == 2)
    #expect(canvas.text.unicodeScalars.count == 4)
    #expect(canvas[0, 0].scalars == ["e", "\u{301}"])
    canvas.text("\u{301}", 0, 0)  // nothing to stand on
    #expect(canvas[0, 0].scalars.count == 2)
  }

  @Test func invisibleFormattingIsLeftOut() {
    var canvas = Canvas(Size(8, 1))
    canvas.text("a\u{200D}b\u{FE0F}c\u{200B}", 0, 0)
    #expect(canvas.text == "abc\n")
    #expect(canvas[0, 0].scalars == ["a"])
  }

  @Test func nothingIsDrawnOutsideTheClip() {
    var canvas = Canvas(Size(6, 3))
    canvas.fill(canvas.bounds, ".")
    canvas.clipped(to: Rect(x: 1, y: 1, width: 3, height: 1)) { canvas in
      canvas.text("选abcdef", 0, 1)
      canvas.text("zz", 0, 0)
      canvas.fill(Rect(x: -5, y: -5, width: 100, height: 6), "#")
    }
    #expect(canvas.text == "......\n..ab..\n......\n")
  }

  @Test func framesShrinkToNothing() {
    for width in 0...4 {
      for height in 0...4 {
        var canvas = Canvas(Size(4, 4))
        canvas.frame(Rect(x: 0, y: 0, width: width, height: height), .round, .plain)
        #expect((canvas.text.contains("╭")) == (width >= 2 && height >= 2))
      }
    }
    var canvas = Canvas(Size(5, 3))
    canvas.frame(canvas.bounds, .heavy, .plain)
    #expect(canvas.text == "┏━━━┓\n┃   ┃\n┗━━━┛\n")
  }

  @Test func copiesCutWideCharactersAtTheEdges() {
    var source = Canvas(Size(6, 1))
    source.text("选择选", 0, 0)
    var canvas = Canvas(Size(6, 1))
    canvas.draw(source, source: Rect(x: 1, y: 0, width: 4, height: 1), at: Point(0, 0))
    #expect(canvas.text == " 择\n")
  }

  @Test func asciiKeepsThePlaces() {
    var canvas = Canvas(Size(8, 2))
    canvas.text("╭─✓→…选", 0, 0)
    canvas.text("│┆é␛", 0, 1)
    #expect(canvas.ascii.text == "+-+>.??\n||??\n")
  }

  @Test func anySizeAndPlaceIsHarmless() {
    var random = Seeded(state: 7)
    let scalars: [Unicode.Scalar] = ["a", "选", "\u{301}", "\u{1B}", "😀", "─"]
    for _ in 0..<300 {
      let size = Size(random.next(40) - 2, random.next(12) - 2)
      var canvas = Canvas(size)
      for _ in 0..<40 {
        let rect = Rect(
          x: random.next(60) - 10, y: random.next(20) - 5, width: random.next(50) - 5,
          height: random.next(20) - 5)
        canvas.clipped(to: rect) { canvas in
          let scalar = scalars[random.next(scalars.count)]
          canvas.put(scalar, random.next(60) - 10, random.next(20) - 5, .plain)
          canvas.fill(rect, "x")
          canvas.frame(rect, .round, .plain)
          canvas.lay(rect, on: .selected)
          canvas.draw(canvas, source: rect, at: Point(random.next(40) - 10, random.next(9) - 4))
        }
      }
      // Every continuation has a wide character on its left.
      for y in 0..<canvas.size.height {
        for x in 0..<canvas.size.width {
          let isWide = canvas[x, y].scalars.first.map { Width.of($0) == 2 } ?? false
          #expect(canvas[x + 1, y].isContinuation == isWide || x + 1 == canvas.size.width)
        }
      }
    }
  }
}

/// A small generator of numbers that is the same everywhere.
struct Seeded {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, bound)
  }
}
