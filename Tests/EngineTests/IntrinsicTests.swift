import ASL
import Engine
import JSON
import Testing

/// Intrinsic functions by table: a call, the input it sees, and its value or why it has none.
struct IntrinsicTests {
  static let values: [(call: String, input: Value, result: Value)] = [
    ("States.Format('a {} b {}', $.x, null)", ["x": 1.5], "a 1.5 b null"),
    (#"States.Format('\{\} \\ \' {}', $)"#, ["Arg1": 1, "Arg2": []], #"{} \ ' {Arg1=1, Arg2=[]}"#),
    ("States.StringToJson($.x)", ["x": " "], nil),
    ("States.StringToJson($.x)", ["x": "{\"a\": [1, 2]}"], ["a": [1, 2]]),
    ("States.StringToJson('-0')", [:], 0),
    ("States.JsonToString($)", ["a": [1, "b"]], #"{"a":[1,"b"]}"#),
    ("States.Array()", [:], []),
    ("States.Array(1, $.x, 'y', true, States.Array())", ["x": nil], [1, nil, "y", true, []]),
    ("States.ArrayPartition($, 2)", [1, 2, 3], [[1, 2], [3]]),
    ("States.ArrayPartition($, 4)", [], []),
    ("States.ArrayContains($, States.Array(1, 2))", [[1, 2], 3], true),
    ("States.ArrayContains($, 3.0)", [[1, 2], 3], true),
    ("States.ArrayContains($, '3')", [[1, 2], 3], false),
    ("States.ArrayRange(1, 9, 9)", [:], [1]),
    ("States.ArrayRange(5, 1, -2)", [:], [5, 3, 1]),
    ("States.ArrayRange(5, 1, 2)", [:], []),
    ("States.ArrayGetItem($, 1)", ["a", "b"], "b"),
    ("States.ArrayLength($)", ["a", "b"], 2),
    ("States.ArrayUnique($)", [1, "a", 1.0, "a", [1], [1]], [1, "a", [1]]),
    ("States.Base64Encode('Data to encode')", [:], "RGF0YSB0byBlbmNvZGU="),
    ("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", [:], "Data to encode"),
    ("States.Base64Decode('')", [:], ""),
    ("States.Hash('input data', 'MD5')", [:], "812f45842bc6d66ee14572ce20db8e86"),
    ("States.Hash($, 'SHA-1')", "input data", "aaff4a450a104cd177d28d18d74485e8cae074b7"),
    (
      "States.JsonMerge($.a, $.b, false)", ["a": ["x": ["y": 1], "z": 1], "b": ["x": 2]],
      ["x": 2, "z": 1]
    ),
    ("States.MathAdd(1.5, -1.5)", [:], 1),
    ("States.MathAdd(-2.5, 0.5)", [:], -1),
    ("States.MathRandom(5, 6)", [:], 5),
    (
      "States.StringSplit('This.is+a,test=string', '.+,=')", [:],
      ["This", "is", "a", "test", "string"]
    ),
    ("States.StringSplit(',,,,', ',')", [:], []),
    ("States.ArrayLength($.a[*])", ["b": 1], 0),
  ]

  static let faults: [(call: String, input: Value)] = [
    ("States.Format('{}')", [:]), ("States.Format('{}', 1, 2)", [:]),
    ("States.StringToJson('{')", [:]), ("States.ArrayPartition($, 0)", [1]),
    ("States.ArrayRange(1, 2, 0)", [:]), ("States.ArrayRange(1, 5000, 1)", [:]),
    ("States.ArrayRange(-9223372036854775807, 9223372036854775807, 1)", [:]),
    ("States.ArrayGetItem($, 1)", [1]), ("States.ArrayGetItem($, -1)", [1]),
    ("States.ArrayLength($)", "text"), ("States.Base64Decode('%%%')", [:]),
    ("States.Hash('a', 'SHA-3')", [:]), ("States.JsonMerge($, $, true)", [:]),
    ("States.JsonMerge(1, $, false)", [:]), ("States.MathAdd('1', 2)", [:]),
    ("States.MathAdd(9223372036854775807, 1)", [:]), ("States.MathAdd(1e300, 1)", [:]),
    ("States.MathRandom(6, 5)", [:]), ("States.StringSplit(1, ',')", [:]),
    ("States.MathRandom(-9223372036854775807, 9223372036854775807)", [:]),
  ]

  @Test func givesValues() throws {
    for (call, input, result) in Self.values {
      let outcome = try run(call, input)
      #expect(outcome.output?.value["x"] == result, "\(call): \(outcome.cause ?? "")")
    }
  }

  @Test func tellsFaults() throws {
    for (call, input) in Self.faults {
      let outcome = try run(call, input)
      #expect(outcome.error == "States.IntrinsicFailure", "\(call)")
      #expect(outcome.cause?.contains("The function '\(call)' had the following error: ") ?? false)
    }
    let outcome = try run("States.Format('{}', $.none)", ["a": 1])
    #expect(outcome.error == "States.Runtime")
    #expect(
      outcome.cause
        == "An error occurred while executing the state 'P' (entered at the event id #2). The "
        + "function 'States.Format('{}', $.none)' had the following error: The JsonPath argument "
        + "for the field '$.none' could not be found in the input '{\"a\":1}'")
  }

  @Test func randomNumbersFollowTheSeed() throws {
    let first = try run("States.UUID()", [:], seed: 1)
    #expect(first.output?.text == (try run("States.UUID()", [:], seed: 1)).output?.text)
    #expect(first.output?.text != (try run("States.UUID()", [:], seed: 2)).output?.text)
    let seeded = try run("States.MathRandom(0, 1000, 7)", [:], seed: 1)
    #expect(
      seeded.output?.text == (try run("States.MathRandom(0, 1000, 7)", [:], seed: 2)).output?.text)
  }

  private func run(_ call: String, _ input: Value, seed: UInt64 = 1) throws -> Execution {
    let definition: Value = [
      "StartAt": "P",
      "States": ["P": ["Type": "Pass", "Parameters": ["x.$": .string(call)], "End": true]],
    ]
    return try execute(definition, input, seed: seed)
  }
}

/// Runs a definition without tasks to its end.
func execute(_ definition: Value, _ input: Value, seed: UInt64 = 1) throws -> Execution {
  let reading = StateMachine.read(definition.text)
  let machine = try #require(reading.machine)
  #expect(reading.isValid, "\(reading.diagnostics)")
  let states = "arn:aws:states:us-east-1:123456789012"
  var driver = VirtualDriver(
    Execution(
      machine: machine,
      identity: Identity(
        arn: "\(states):execution:m:e", name: "e", stateMachineArn: "\(states):stateMachine:m",
        stateMachineName: "m", roleArn: "arn:aws:iam::123456789012:role/r", type: .standard),
      input: Payload(input), seed: seed))
  driver.run { _ in .silence }
  return driver.execution
}
