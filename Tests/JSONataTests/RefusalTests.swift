import JSONata
import Testing

/// What AWS refuses when a state machine is created.
@Suite struct RefusalTests {
  @Test func `references that no state machine can have`() {
    let table: [(String, StatesFields, String?)] = [
      ("phone", .all, "Reference to 'phone' at the top level is not supported."),
      ("phone.number", .all, "Reference to 'phone' at the top level is not supported."),
      ("$uppercase(name)", .all, "Reference to 'name' at the top level is not supported."),
      (
        "$map([1], function($x) { total })", .all,
        "Reference to 'total' at the top level is not supported."
      ),
      ("$$", .all, "Reference to '$$' is not supported."),
      ("$states.input.a[b = $$.c]", .all, "Reference to '$$' is not supported."),
      ("$", .all, "Reference to '$' at the top level is not supported."),
      ("$states.input.orders[total > 5].id", .all, nil),
      ("$states.input.orders^(>total).{'id': id}", .all, nil),
      ("$states.input.orders{id: $sum(total)}", .all, nil),
      ("($x := $states.input; $x ~> |a|{'b': c}|)", .all, nil),
      (
        "$states.errorOutput.Cause", [.input, .context],
        "Field '$states.errorOutput' does not exist."
      ),
      ("$states.nothing", .all, "Field '$states.nothing' does not exist."),
    ]
    for (source, available, message) in table {
      let refusal = Expression.refusal(of: source, available: available)
      #expect(refusal?.message == message, "\(source)")
    }
  }

  @Test func `syntax that AWS's version does not have`() {
    let table = [
      ("1 +", "Unexpected end of expression"),
      ("[1, 2", "Expected \"]\" before end of expression"),
      ("[1, 2)", "Expected \"]\", got \")\""),
      ("$a ?? 1", "The symbol \"?\" cannot be used as a unary operator"),
      ("$a ?: 1", "The symbol \":\" cannot be used as a unary operator"),
    ]
    for (source, message) in table {
      let refusal = Expression.refusal(of: source)
      #expect(refusal?.code == "INVALID_JSONATA_EXPRESSION", "\(source)")
      #expect(refusal?.message == message, "\(source)")
    }
  }

  @Test func `the members of $states that are read`() throws {
    let table: [(String, StatesFields)] = [
      ("1", []), ("$x.input", []), ("$states.input.a", .input),
      ("$states.result.a & $states.context.b", [.result, .context]), ("$states", .all),
      ("$lookup($states, 'input')", .all), ("$map($x, function($i) { $states.input[$i] })", .input),
    ]
    for (source, fields) in table {
      #expect(try Expression(source, dialect: .stepFunctions).statesFields == fields, "\(source)")
    }
  }
}
