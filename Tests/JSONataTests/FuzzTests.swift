import JSON
import JSONata
import Testing

/// Expressions that were changed at random: whatever comes of them, it comes, and soon.
@Suite struct FuzzTests {
  /// Random numbers from a seed (xorshift).
  struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return sides > 0 ? Int(state % UInt64(sides)) : 0
    }
  }

  /// Pieces that are put in.
  static let pieces = [
    "(", ")", "[", "]", "{", "}", ".", "..", "*", "**", "%", "%.%", "@$v", "#$i", "^(", ">", "<",
    "~>", "|", "?", ":", ":=", ";", ",", "&", "=", "!=", "in", "and", "or", "$", "$$", "$x", "-",
    "0", "-1", "1e308", "9223372036854775807", "null", "true", "''", "\"a\"", "`a b`", "/a+/i",
    "/(a|b)*?c/", "function($x){$x}", "λ($a,$b)<nn:n>{$a+$b}", "$map(", "$reduce(", "$sort(",
    "$string(", "$eval('", "$each(", "$sift(", "$zip(", "[1..5]", "{'a': 1}", "[]", "{$: $}",
    "~>|$|{'z': 1}, 'a'|", "/* c */", "\u{1F600}", "\u{301}", "\\u0041", "\0",
  ]

  static func mutated(_ source: [Character], _ other: [Character], _ dice: inout Dice) -> String {
    var text = source
    for _ in 0...dice.roll(4) {
      let place = dice.roll(text.count + 1)
      switch dice.roll(5) {
      case 0: text.removeSubrange(place..<min(text.count, place + 1 + dice.roll(8)))
      case 1, 2: text.insert(contentsOf: Array(pieces[dice.roll(pieces.count)]), at: place)
      case 3:
        let start = dice.roll(other.count + 1)
        text.insert(
          contentsOf: other[start..<min(other.count, start + dice.roll(30))], at: place)
      default:
        let end = min(text.count, place + dice.roll(12))
        text.insert(contentsOf: text[place..<end], at: place)
      }
    }
    return String(text)
  }

  static func sources() throws -> [String]? {
    guard let suite = Shared.folder("conformance/jsonata"),
      let corpus = Shared.folder("corpus/expressions")
    else { return nil }
    let cases = try Shared.lines(suite + "/cases.jsonl").compactMap {
      try Value(parsing: $0)["expr"]?.string
    }
    let written = try Shared.lines(corpus + "/jsonata.jsonl").compactMap {
      try Value(parsing: $0)["text"]?.string.map(Corpus.source)
    }
    return cases + written
  }

  @Test func `changed expressions end, whatever they are`() throws {
    guard let sources = try Self.sources()?.map({ Array($0) }) else {
      print("skipped: the expressions are not at hand")
      return
    }
    var dice = Dice(state: 20_260_521)
    let limits = Limits(time: .milliseconds(50), memory: 4 << 20)
    let clock = ContinuousClock()
    for _ in 0..<2500 {
      let source = Self.mutated(
        sources[dice.roll(sources.count)], sources[dice.roll(sources.count)], &dice)
      let dialect: Dialect = dice.roll(2) == 0 ? .jsonata : .stepFunctions
      let time = clock.measure {
        _ = HostileTests.run(source, HostileTests.input, limits, dialect: dialect)
        _ = Expression.refusal(of: source)
      }
      #expect(time < .seconds(5), "\(source)")
    }
  }
}
