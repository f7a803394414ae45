import JSONata
import Testing

/// Where values come from, and what a console shows.
@Suite struct ProvenanceTests {
  @Test func `simple paths lead to the data they came from`() throws {
    let table: [(String, String)] = [
      ("$states.input.order.id", "copied $states.input.order.id"),
      ("order.id", "copied $.order.id"),
      ("$order", "copied $order"),
      ("$states.input.lines[qty > 1].price", "copied $states.input.lines.price"),
      ("$states.input.a & $b.c", "computed $states.input.a $b.c"),
      ("$sum($states.input.lines.price)", "computed $states.input.lines.price"),
      ("1 + 2", "computed"),
      (
        "$states.input.lines.(price * qty)",
        "computed $states.input.lines.price $states.input.lines.qty"
      ),
    ]
    for (source, expected) in table {
      let provenance = try Expression(source, dialect: .stepFunctions).provenance
      let kind = if case .copied = provenance { "copied" } else { "computed" }
      let told = ([kind] + provenance.origins.map(\.description)).joined(separator: " ")
      #expect(told == expected, "\(source)")
    }
  }

  @Test func `objects tell member by member`() throws {
    let expression = try Expression("{'id': $x.id, 'two': 1 + $y}", dialect: .stepFunctions)
    #expect(
      expression.provenance
        == .object([
          "id": .copied(Origin(variable: "x", path: ["id"])),
          "two": .computed([Origin(variable: "y", path: [])]),
        ]))
  }

  @Test func `help knows the functions of a dialect`() {
    let ours = FunctionHelp.all(in: .stepFunctions)
    #expect(ours.contains { $0.name == "partition" && $0.signature == "<an:a>" })
    #expect(!ours.contains { $0.name == "eval" })
    #expect(FunctionHelp.all(in: .jsonata).contains { $0.name == "eval" })
    #expect(ours.allSatisfy { !$0.summary.isEmpty })
  }

  @Test func `completion knows what is being written`() {
    let table: [(String, Completion)] = [
      ("$states.input.items[0].sk", .member(base: "$states.input.items[0]", prefix: "sk")),
      ("a[b[1] > 2].", .member(base: "a[b[1] > 2]", prefix: "")), ("1].x", .none),
      ("$su", .variable(prefix: "su")), ("1 + $", .variable(prefix: "")),
      ("$states.input.cu", .member(base: "$states.input", prefix: "cu")),
      ("$a.b.", .member(base: "$a.b", prefix: "")), ("1 + ", .none), ("'.", .none),
    ]
    for (text, expected) in table { #expect(Completion.at(endOf: text) == expected, "\(text)") }
  }
}
