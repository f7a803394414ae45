import JSON
import Testing

@Suite struct PointerTests {
  @Test func followsTheExamplesOfTheStandard() throws {
    let root = try Value(
      parsing:
        #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#
    )
    let table: [(String, String?)] = [
      ("", root.text), ("/foo", #"["bar","baz"]"#), ("/foo/0", "\"bar\""), ("/", "0"),
      ("/a~1b", "1"), ("/c%d", "2"), ("/e^f", "3"), ("/g|h", "4"), ("/i\\j", "5"), ("/k\"l", "6"),
      ("/ ", "7"), ("/m~0n", "8"), ("/foo/00", nil), ("/foo/2", nil), ("/foo/-", nil),
      ("/foo/0/x", nil), ("/foo/99999999999999999999", nil),
    ]
    for (text, expected) in table {
      let pointer = try #require(Pointer(text))
      #expect(pointer.find(root)?.text == expected, "\(text)")
      #expect(pointer.description == text)
    }
    for text in ["a", "/~", "/~2", "/a~"] { #expect(Pointer(text) == nil) }
  }
}

@Suite struct TimestampTests {
  @Test func reads() {
    let table: [(String, Int64?)] = [
      ("1970-01-01T00:00:00Z", 0), ("2026-08-28T20:34:59.712Z", 1_787_949_299_712),
      ("2026-08-28T22:34:59.7129999+02:00", 1_787_949_299_712), ("1969-12-31T23:59:59.999Z", -1),
      ("2000-02-29T00:00:00Z", 951_782_400_000), ("1900-02-29T00:00:00Z", nil),
      ("2023-02-29T00:00:00Z", nil), ("2023-04-31T00:00:00Z", nil), ("2023-13-01T00:00:00Z", nil),
      ("2023-01-01t00:00:00Z", nil), ("2023-01-01T00:00:00z", nil), ("2023-01-01T00:00:00", nil),
      ("2023-01-01T24:00:00Z", nil), ("2023-01-01T00:00:00.Z", nil), ("2023-01-01", nil),
      ("2023-01-01T00:00:00+0100", nil), ("2023-01-01T00:00:00Z ", nil), ("", nil),
      ("0000-01-01T00:00:00Z", -62_167_219_200_000),
    ]
    for (text, expected) in table {
      #expect(Timestamp(text)?.milliseconds == expected, "\(text)")
    }
  }

  @Test func addsWithoutOverflow() {
    let start = Timestamp(milliseconds: 1000)
    #expect(start.adding(seconds: 1.2345).milliseconds == 2235)
    #expect(start.adding(seconds: -2).milliseconds == -1000)
    #expect(start.adding(seconds: .infinity).milliseconds == .max)
    #expect(start.adding(seconds: 9.3e15).milliseconds == .max)
    #expect(Timestamp(milliseconds: -1).adding(seconds: -1e300).milliseconds == .min)
    #expect(start.adding(seconds: .nan) == start)
  }

  @Test func writesWhatItReads() {
    #expect(Timestamp(milliseconds: 1_787_949_299_712).text() == "2026-08-28T20:34:59.712Z")
    #expect(Timestamp(milliseconds: 5000).text() == "1970-01-01T00:00:05.000Z")
    #expect(Timestamp(milliseconds: 5000).text(dropZeroFraction: true) == "1970-01-01T00:00:05Z")
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let instant = Timestamp(
        milliseconds: Int64.random(in: -62_167_219_200_000...253_402_300_799_999, using: &random))
      #expect(Timestamp(instant.text()) == instant)
    }
    for extreme in [Int64.min, Int64.max] { _ = Timestamp(milliseconds: extreme).text() }
  }
}
