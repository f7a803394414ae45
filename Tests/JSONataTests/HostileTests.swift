import Dispatch
import JSON
import JSONata
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Expressions that mean harm, and expressions that mean nothing: none may crash, hang or eat memory.
@Suite struct HostileTests {
  static let limits = Limits(time: .milliseconds(500), memory: 32 << 20)

  static func run(
    _ source: String, _ input: Value? = nil, _ limits: Limits = limits,
    dialect: Dialect = .jsonata
  ) -> String {
    let environment = Environment(now: Timestamp(milliseconds: 0), seed: 1, limits: limits)
    do throws(Failure) {
      let expression = try Expression(source, dialect: dialect)
      switch try expression.evaluate(input, in: environment) {
      case .undefined: return "undefined"
      case .function: return "function"
      case .value(let value): return String(value.text.prefix(40))
      }
    } catch {
      return error.code + " " + error.message
    }
  }

  /// Runs on a thread with a small stack, as a server's are.
  static func onSmallStack(_ kilobytes: Int, _ body: @escaping @Sendable () -> Void) {
    final class Work: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, kilobytes << 10)
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(body))
    pthread_create(
      &thread, &attributes,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    pthread_join(thread, nil)
    pthread_attr_destroy(&attributes)
  }

  static let table: [(source: String, expected: String)] = [
    ("( $f := function($n) { 1 + $f($n + 1) }; $f(0) )", "U1001 Stack overflow error"),
    ("( $f := function() { $f() }; $f() )", "U1001 Expression evaluation timeout"),
    ("( $f := function($x) { [$f([$x])] }; $f(1) )", "U1001"),
    // An array is appended, not nested: [1] in the end, or out of time before.
    ("$reduce([1..100000], function($a, $v) { [$a] }, 1)", ""),
    ("$reduce([1..100000], function($a, $v) { {'a': $a} }, 1)", "U1001"),
    ("( $x := 1; $map([1..100000], function($v) { $x := [$x, [$x]] }); 1 )", ""),
    ("( $f := function($x, $n) { $n = 0 ? 1 : $f([[$x]], $n - 1) }; $f(1, 1000000) )", "U1001"),
    ("$reduce([1..60], function($a, $v) { $a & $a }, 'x')", "U1001 Expression evaluation memory"),
    ("$reduce([1..60], function($a, $v) { [[$a], [$a]] }, 1)", "U1001"),
    ("$reduce([1..60], function($a, $v) { $append($a, $a) }, [1])", "U1001"),
    ("$string($reduce([1..60], function($a, $v) { {'a': $a, 'b': $a} }, 1))", "U1001"),
    ("( $x := $reduce([1..60], function($a, $v) { {'a': $a, 'b': $a} }, 1); $x.** )", "U1001"),
    (
      "( $g := function() { $reduce([1..60], function($a, $v) { {'a': $a, 'b': $a} }, 1) };"
        + " $g() = $g() )", "U1001"
    ),
    ("$count($distinct([$reduce([1..60], function($a, $v) { {'a': $a, 'b': $a} }, 1), 2]))", ""),
    ("[1..10000000].[1..10000000]", "U1001"),
    ("[1..1e9]", "D2014"),
    ("[-9223372036854775807..9223372036854775807]", "D2014"),
    ("$pad('x', 1e18)", "U1001"),
    ("$pad('x', -1e300, 'ab')", "U1001"),
    ("$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)", "U1001"),
    ("$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /(a|aa)+$/)", "U1001"),
    ("$contains('x', /(x{1000}){1000}/)", "false"),
    ("$contains('x', /((?:xy){1000}){1000}/)", "S0303"),
    ("$replace('aaa', /a*?/, 'b')", "D1004"),
    ("$split($pad('', 100000, 'ab'), /(?=b)/)", ""),
    ("$formatInteger(1e300, 'I')", "D1001"),
    ("$formatInteger(1e300, 'w')", ""),
    ("$formatInteger(1e300, 'a')", ""),
    ("$formatInteger(5, '\u{0661}1')", "D3131"),
    ("$formatNumber(1e308, '#,##0.00')", ""),
    ("$formatNumber(1/0, '0')", "D1001"),
    ("$formatBase(-9223372036854775808, 2)", ""),
    ("$abs(-9223372036854775808)", ""),
    ("-9223372036854775808 % -1", ""),
    ("-9223372036854775808 / -1", ""),
    ("$fromMillis(8.64e15, '[Y]')", ""),
    ("$fromMillis(1e300)", "undefined"),
    ("$fromMillis(0, '[Y1,*-999999999]')", ""),
    ("$fromMillis(0, '[M[D]')", ""),
    ("$fromMillis(0, '[Y0001]', '+99999999999')", ""),
    ("$toMillis('999999999999', '[Y]')", ""),
    ("$toMillis('12 99999999999', '[H] [m]')", ""),
    ("$substring('abc', -1e300, 1e300)", "\"abc\""),
    ("$round(1.5, 1e300)", ""),
    ("$round(12345.678, -400)", ""),
    ("$power(10, 1000)", "D3061"),
    ("$sort([1..100000], function($a, $b) { true })[0]", ""),
    ("$eval('$eval(\"1 +\")')", "D3121"),
    ("( $f := function($s) { $eval('$f($s)') }; $f('') )", "D3121"),
    ("**.**.**.**.**.**", ""),
    ("$each($, function($v, $k) { $each($, function($w) { $each($, $v) }) })", ""),
    ("$.*[%]", "S0217"),
    ("( $a := $sum ~> $count; $b := $a ~> $a; $b([1]) )", "1"),
    ("$map([1..10], $map)", "T0410"),
    ("$lookup($lookup, 'function')", "undefined"),
    ("$keys([$sum])", "undefined"),
    ("[$sum][0]([1, 2])", "3"),
    ("{'f': function($x) { $x + 1 }}.f(2)", ""),
    ("$spread([$sum])", ""),
    ("$merge([{'a': $sum}]).a([1, 2])", "3"),
  ]

  static let input: Value = [
    "a": ["b": ["c": [1, 2, ["d": 3]]], "e": [[], [1], [[2]]]], "f": "text", "g": nil,
  ]

  @Test func `hostile expressions fail in time`() {
    for (source, expected) in Self.table {
      let clock = ContinuousClock()
      var answer = ""
      let time = clock.measure { answer = Self.run(source, Self.input) }
      #expect(answer.hasPrefix(expected), "\(source) gave \(answer)")
      #expect(time < .seconds(10), "\(source) took \(time)")
    }
  }

  @Test func `no expression exhausts a small stack`() {
    Self.onSmallStack(512) {
      for (source, _) in Self.table { _ = Self.run(source, Self.input) }
      let open = String(repeating: "(", count: 100_000)
      _ = Self.run(open)
      _ = Self.run(String(repeating: "[", count: 100_000))
      _ = Self.run(String(repeating: "-", count: 100_000) + "1")
      _ = Self.run(String(repeating: "{'a':", count: 10_000))
      _ = Self.run("a" + String(repeating: ".a", count: 100_000))
      _ = Self.run("1" + String(repeating: "+1", count: 100_000))
      _ = Self.run("a" + String(repeating: "[0]", count: 100_000))
      _ = Self.run("$f" + String(repeating: "(1)", count: 100_000))
      _ = Self.run("1" + String(repeating: " ? 1 : 1", count: 10_000))
      _ = Self.run("$a" + String(repeating: " := $a", count: 10_000))
      _ = Self.run("a" + String(repeating: "{'b': c}", count: 1000))
      _ = Self.run("$contains('', /" + String(repeating: "(", count: 100_000) + "/)")
      _ = Self.run("1" + String(repeating: " ~> $f", count: 100_000))
      _ = Self.run("$f" + String(repeating: " & $f", count: 100_000))
    }
  }

  @Test func `AWS's limits speak with AWS's words`() {
    let table = [
      (
        "( $f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100) )",
        "U1001 Stack overflow error: Check for non-terminating recursive function.  Consider "
          + "rewriting as tail-recursive. Depth=101 max=100"
      ), ("[1..873783]", "U1001 Expression evaluation memory limit exceeded"),
      ("$count([1..873782])", "873782"),
      ("( $f := function() { $f() }; $f() )", "U1001 Expression evaluation timeout"),
      ("$eval('1')", "T1006 Attempted to invoke a non-function"),
    ]
    for (source, expected) in table {
      let answer = Self.run(source, nil, .stepFunctions, dialect: .stepFunctions)
      #expect(answer == expected, "\(source)")
    }
  }
}
