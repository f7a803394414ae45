import JSON
import JSONata
import Testing

/// Which sequences stay sequences, and what is asked where there is nothing.
@Suite struct SequenceTests {
  static let table: [(source: String, expected: String)] = [
    // A function that ends in a call hands its sequence on; a builtin that called it takes it as it is.
    ("$map([1, 2], $keys)", "[[],[]]"),
    ("$map([1, 2], function($v) { $filter([$v], function($x) { true }) })", "[[1],[2]]"),
    ("$map([1, 2], function($v) { ($filter([$v], function($x) { false })) })", "[[],[]]"),
    ("$map([7], function($v) { $v = 7 ? $match('x', /x/).index : 0 })", "0"),
    ("$each({'a': 1}, function($v) { $map([$v], function($x) { $x }) })", "[1]"),
    ("$map([1..3], function($v) { $single([$v], function($x) { true }) })", "[1,2,3]"),
    ("( $f := function($v) { $map([$v], function($x) { $x }) }; $map([1, 2], $f) )", "[[1],[2]]"),
    // An expression that called it settles it.
    ("function($v) { $filter([$v], function($x) { true }) }(1)", "1"),
    ("( $f := function($v) { $filter([$v], function($x) { false }) }; $exists($f(1)) )", "false"),
    ("$reduce([1, 2], function($a, $b) { $filter([$a], function($x) { true }) })", "1"),
    // A predicate is asked of nothing where it can fail.
    ("missing[$error('asked')]", "D3137"),
    ("missing[a > 1 and b = 'x']", "undefined"),
    ("missing[a > true]", "T2010"),
    // A list of places names an item as often as it says.
    ("( $z := 0; [1, 2, 3][[$z, $z]] )", "[1,1]"),
    // `in` is JavaScript's `===`.
    ("[1, 2] in [[1, 2], [3]]", "false"),
    ("( $x := {'a': 1}; $x in [$x] )", "true"),
    ("$spread([])", "undefined"),
    ("$lowercase('ΑΣ ΣΑ')", "\"ας σα\""),
    ("$base64encode('😀')", "\"PQA=\""),
    ("$parseInteger('1:234', '#:##0')", "1"),
    ("$formatNumber(12345, '##,##,##0')", "\"12,345\""),
    ("( $clone := function($x) { {'b': 2} }; {'a': 1} ~> | $ | {'c': 3} | )", "{\"b\":2,\"c\":3}"),
    // What would take for ever to try one by one.
    (
      "function($x)<" + String(repeating: "s?", count: 40) + "n>{1}("
        + Array(repeating: "'a'", count: 25).joined(separator: ",") + ")", "T0410"
    ),
    ("function($x)<" + String(repeating: "s?", count: 100_000) + ">{1}()", "1"),
    ("$contains('a', /(?:(?:(?:){50000}){50000}){50000}/)", "true"),
  ]

  @Test func `sequences are settled where the reference settles them`() {
    for (source, expected) in Self.table {
      let answer = HostileTests.run(source)
      #expect(answer.hasPrefix(expected), "\(source.prefix(100)) gave \(answer)")
    }
  }
}
