import ASL
import JSON
import Testing

@testable import Engine

/// States by table: a state's fields, its input, and what comes out.
struct StateTests {
  /// Input, a rule's comparison, whether it holds.
  static let comparisons: [(Value, Value, Bool)] = [
    (["v": "abc"], ["StringMatches": "a*c"], true), (["v": "abc"], ["StringMatches": "a*"], true),
    (["v": "abc"], ["StringMatches": "*b"], false),
    (["v": "a*c"], ["StringMatches": #"a\*c"#], true),
    (["v": "abc"], ["StringMatches": #"a\*c"#], false),
    (["v": #"a\c"#], ["StringMatches": #"a\\c"#], true),
    (["v": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab"], ["StringMatches": "*a*a*a*a*a*c"], false),
    (["v": "A"], ["StringLessThan": "AB"], true),
    (["v": "\u{1F600}"], ["StringLessThan": "\u{FF5E}"], true),
    (["v": 0.0], ["NumericEquals": 0], true), (["v": "0"], ["NumericEquals": 0], false),
    (["v": nil], ["NumericLessThan": 1], false),
    (["v": 9_007_199_254_740_993], ["NumericEquals": 9_007_199_254_740_992], false),
    (["v": 1], ["BooleanEquals": true], false), (["v": false], ["BooleanEquals": false], true),
    (["v": "2016-03-14T01:59:00Z"], ["TimestampEquals": "2016-03-14T02:59:00+01:00"], true),
    (["v": "2016-03-14 01:59:00Z"], ["TimestampEquals": "2016-03-14T01:59:00Z"], false),
    (["v": "2016-03-14T01:59:00Z"], ["IsTimestamp": true], true),
    (["v": "2016-03-14"], ["IsTimestamp": false], true),
    (["v": nil], ["IsNull": true], true), (["v": 1], ["IsNull": false], true),
    ([:], ["IsPresent": false], true), (["v": nil], ["IsPresent": true], true),
    (["v": 1, "w": 2], ["NumericLessThanPath": "$.w"], true),
    (["v": "x"], ["IsString": true], true),
  ]

  @Test func comparisons() throws {
    for (input, comparison, holds) in Self.comparisons {
      var rule = comparison.object ?? Object()
      rule["Variable"] = "$.v"
      rule["Next"] = "Yes"
      let outcome = try execute(
        [
          "StartAt": "C",
          "States": [
            "C": ["Type": "Choice", "Choices": [.object(rule)], "Default": "No"],
            "Yes": ["Type": "Pass", "Result": true, "End": true],
            "No": ["Type": "Pass", "Result": false, "End": true],
          ],
        ], input)
      #expect(outcome.output?.value == .bool(holds), "\(input.text) \(comparison.text)")
    }
  }

  /// A state's fields, input, output.
  static let flows: [(Value, Value, Value)] = [
    (["Type": "Pass", "InputPath": nil], ["a": 1], [:]),
    (["Type": "Pass", "OutputPath": nil], ["a": 1], [:]),
    (
      ["Type": "Pass", "InputPath": "$.a", "ResultPath": "$.b.c"], ["a": [1]],
      ["a": [1], "b": ["c": [1]]]
    ),
    (["Type": "Pass", "Result": ["k.$": "$.a"]], ["a": 1], ["k.$": "$.a"]),
    (
      ["Type": "Pass", "Parameters": ["all.$": "$..x", "one.$": "$.a[0].x"]],
      ["a": [["x": 1], ["x": 2]]], ["all": [1, 2], "one": 1]
    ),
    (
      [
        "Type": "Pass", "Parameters": ["s.$": "$$.State.Name", "r.$": "$$.Execution.RedriveCount"],
      ], [:], ["s": "S", "r": 0]
    ),
    (["Type": "Pass", "ResultPath": nil, "Result": 1], ["a": 1], ["a": 1]),
    (["Type": "Wait", "Seconds": 3, "OutputPath": "$.a"], ["a": 1], 1),
    (
      ["Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.a + 1 %}"], ["a": 1],
      2
    ),
    (
      [
        "Type": "Pass", "QueryLanguage": "JSONata",
        "Output": ["x": "{% $states.context.State.Name %}", "y": [1, "{% 'z' %}"]],
      ], [:], ["x": "S", "y": [1, "z"]]
    ),
  ]

  @Test func dataFlow() throws {
    for (fields, input, output) in Self.flows {
      var state = fields.object ?? Object()
      state["End"] = true
      let outcome = try execute(["StartAt": "S", "States": ["S": .object(state)]], input)
      #expect(outcome.output?.value == output, "\(fields.text): \(outcome.cause ?? "")")
    }
  }

  @Test func variablesOfScopes() throws {
    let outcome = try execute(
      [
        "QueryLanguage": "JSONata", "StartAt": "A",
        "States": [
          "A": ["Type": "Pass", "Assign": ["x": 1, "y": 2], "Next": "Swap"],
          "Swap": [
            "Type": "Pass", "Assign": ["x": "{% $y %}", "y": "{% $x %}"], "Output": "{% $x %}",
            "Next": "M",
          ],
          "M": [
            "Type": "Map", "Items": [10, 20],
            "ItemProcessor": [
              "StartAt": "I",
              "States": [
                "I": ["Type": "Pass", "Assign": ["z": "{% $states.input + $x %}"], "Next": "J"],
                "J": ["Type": "Pass", "Output": "{% $z * $y %}", "End": true],
              ],
            ], "Output": "{% {'r': $states.result, 'in': $states.input, 'z': $exists($z)} %}",
            "End": true,
          ],
        ],
      ], [:])
    #expect(outcome.output?.text == #"{"r":[12,22],"in":1,"z":false}"#)
  }

  @Test func limits() throws {
    let long = String(repeating: "é", count: 131_066)
    let within = try execute(
      [
        "StartAt": "S",
        "States": ["S": ["Type": "Pass", "Result": ["v": .string(long)], "End": true]],
      ], [:])
    #expect(within.output?.text.utf8.count == 262_140)
    let outcome = try execute(
      [
        "StartAt": "S",
        "States": ["S": ["Type": "Pass", "Result": ["v": .string(long + "abcde")], "End": true]],
      ], [:])
    #expect(outcome.error == "States.DataLimitExceeded")
    #expect(
      outcome.cause
        == "The state/task 'S' returned a result with a size exceeding the maximum number of bytes "
        + "service limit.")
  }

  @Test func textPassesThrough() throws {
    let machine = try #require(
      StateMachine.read(
        #"{"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}],"End":true}}}"#
      ).machine)
    let states = "arn:aws:states:us-east-1:123456789012"
    for records in [true, false] {
      var execution = Execution(
        machine: machine,
        identity: Identity(
          arn: "\(states):execution:m:e", name: "e", stateMachineArn: "\(states):stateMachine:m",
          stateMachineName: "m", roleArn: "r", type: .express),
        input: try Payload(parsing: "[[1, 2.50],  1E2]"), seed: 1)
      var sink = Sink()
      sink.recordsEvents = records
      execution.run(at: Timestamp(milliseconds: 0), into: &sink)
      #expect(execution.output?.text == "[[[1, 2.50],  1E2]]")
      #expect(sink.events.isEmpty != records)
    }
  }

  @Test func backoff() {
    let retrier = Retrier(
      errorEquals: ["E"], intervalSeconds: 2, maxAttempts: 9, backoffRate: 2, maxDelaySeconds: 9)
    #expect((0..<5).map { retrier.delay(afterAttempts: $0) } == [2, 4, 8, 9, 9])
    #expect(Retrier(errorEquals: ["E"], backoffRate: 10).delay(afterAttempts: 99_999_999) == 3e9)
    #expect(Retrier(errorEquals: ["E"], backoffRate: 1).delay(afterAttempts: 99_999_999) == 1)
  }

  /// Variables of 200 KB each, one a state: 52 of them are within 10 MiB, 53 are not; and what is
  /// assigned again counts once.
  @Test func boundOfAllVariables() throws {
    func run(_ names: [String]) throws -> ExecutionStatus {
      var states = Object()
      for (place, name) in names.enumerated() {
        states["S\(place)"] = [
          "Type": "Pass", "Assign": [name: "{% $states.input.big %}"], "Next": .string("S\(place + 1)"),
        ]
      }
      states["S\(names.count)"] = ["Type": "Succeed"]
      let big = Value.string(String(repeating: "x", count: 200_000))
      return try execute(
        ["QueryLanguage": "JSONata", "StartAt": "S0", "States": .object(states)], ["big": big]
      ).status
    }
    #expect(try run((0..<52).map { "v\($0)" }) == .succeeded)
    #expect(try run((0..<53).map { "v\($0)" }) == .failed)
    #expect(try run((0..<80).map { "v\($0 % 3)" }) == .succeeded)
  }
}
