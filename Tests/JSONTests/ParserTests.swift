import JSON
import Testing

@Suite struct ParserTests {
  @Test func readsWhatIsJSON() throws {
    let table: [(String, String)] = [
      ("0", "0"), ("-0", "0"), ("-0.0", "-0.0"), ("1.0", "1.0"), ("1e3", "1000.0"),
      ("1E-2", "0.01"),
      ("9223372036854775807", "9223372036854775807"),
      ("-9223372036854775808", "-9223372036854775808"),
      ("9223372036854775808", "9.223372036854776e+18"), ("0.1", "0.1"), ("3.3", "3.3"),
      ("123456789012345678901234567890", "1.2345678901234568e+29"), ("5e-324", "5e-324"),
      ("1.7976931348623157e308", "1.7976931348623157e+308"), ("0.1e-6", "1e-07"),
      ("[]", "[]"), (" [ 1 , 2 ] ", "[1,2]"), ("{}", "{}"), ("[[],{}]", "[[],{}]"),
      (#""\u0041\n\/\\\"\u00e9""#, #""A\n/\\\"é""#), (#""\ud83d\ude00""#, "\"😀\""),
      (#""\ud83dx""#, "\"\u{FFFD}x\""), (#""\u0001\u001f""#, #""\u0001\u001f""#),
      ("\"\u{7f}\"", "\"\u{7f}\""),
      (#"{"a":1,"b":{"a":2},"a":3}"#, #"{"a":3,"b":{"a":2}}"#), ("\t\r\n null", "null"),
      (
        #"[{"a":1,"b":2},{"a":3},{"a":4,"b":5,"c":6},{"b":7},{"b":8,"a":9},{"b":1,"b":2}]"#,
        #"[{"a":1,"b":2},{"a":3},{"a":4,"b":5,"c":6},{"b":7},{"b":8,"a":9},{"b":2}]"#
      ),
    ]
    for (text, expected) in table {
      let value = try Value(parsing: text)
      #expect(value.text == expected, "\(text)")
      #expect(Document(text, mode: .strict).isWellFormed, "\(text)")
    }
  }

  @Test func refusesWhatIsNot() {
    let table: [(String, Int)] = [
      ("", 0), (" ", 1), ("[", 1), ("[1,]", 3), ("[1 2]", 3), ("{\"a\"}", 4), ("{\"a\":}", 5),
      ("{a:1}", 1), ("{\"a\":1,}", 7), ("01", 1), ("+1", 0), (".5", 0), ("5.", 2), ("1e", 2),
      ("1e+", 3), ("-", 1), ("--1", 1), ("nul", 0), ("True", 0), ("'a'", 0), ("\"a", 2),
      ("\"\\x\"", 2), ("\"\\u12g4\"", 5), ("\"\t\"", 1), ("1 2", 2), ("[1]]", 3), ("1e400", 0),
      ("\"\u{1}\"", 1), ("/**/1", 0), ("NaN", 0), ("\u{FEFF}1", 0), ("\u{A0}1", 0),
    ]
    for (text, offset) in table {
      do throws(ParseError) {
        let value = try Value(parsing: text)
        Issue.record("\(text) was read as \(value.text)")
      } catch {
        #expect(error.offset == offset, "\(text): \(error)")
      }
      #expect(!Document(text, mode: .strict).isWellFormed, "\(text)")
    }
    for bytes: [UInt8] in [
      [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    ] {
      #expect(throws: ParseError.self) { try Value(parsing: bytes) }
    }
    #expect(throws: ParseError.self) { try Value(parsing: String(repeating: "[", count: 100_000)) }
  }

  @Test func writesDoublesShortest() throws {
    var random = Seeded(state: 5)
    for round in 0..<50_000 {
      let number: Double =
        switch round % 4 {
        case 0: Double(bitPattern: random.next())
        case 1: Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 1000
        case 2: Double(Int.random(in: 0...99_999_999_999, using: &random)) / 10
        default: Double.random(in: -10...10, using: &random)
        }
      guard number.isFinite else { continue }
      let text = Value.double(number).text
      let standard = number.description
      #expect(text == standard, "\(number)")
      let read = try Value(parsing: text)
      guard case .double(let back) = read else {
        Issue.record("\(text) was read as \(read)")
        continue
      }
      #expect(back.bitPattern == number.bitPattern)
    }
  }

  @Test func writesIntegers() {
    var random = Seeded(state: 7)
    for number in [0, 9, 10, 99, 100, Int.max, Int.min, Int.max - 1] {
      #expect(Value.int(number).text == String(number))
    }
    for _ in 0..<20_000 {
      let number = Int(truncatingIfNeeded: random.next()) >> Int.random(in: 0..<64, using: &random)
      #expect(Value.int(number).text == String(number))
    }
  }

  @Test func writesTextInText() throws {
    var random = Seeded(state: 6)
    let letters = Array("ab\"\\\n\t\u{1}\u{1f}é😀 /\u{7f}\u{2028}")
    for length in 0..<300 {
      let text = String(
        (0..<(length * 9)).map { _ in
          Int.random(in: 0..<4, using: &random) == 0
            ? letters[Int.random(in: 0..<letters.count, using: &random)] : "x"
        })
      let value: Value = ["name": .string(text), text: [1, 2.5, nil, true, .int(length)]]
      #expect(try Value(parsing: value.text) == value)
      var nested: [UInt8] = []
      value.writeEscaped(into: &nested)
      var plain: [UInt8] = []
      writeString(value.text, into: &plain)
      #expect(nested == plain)
    }
  }

  @Test func manyMembersAreFound() throws {
    let names = (0..<5000).map { "name-\($0)" }
    let object = Object(names.enumerated().map { ($1, .int($0)) })
    let value = try Value(parsing: Value.object(object).text)
    for (place, name) in names.enumerated() { #expect(value[name] == .int(place)) }
    #expect(value["name"] == nil)
  }
}
