import ASL
import Engine
import History
import JSON
import Testing

/// Two executions side by side.
struct DiffTests {
  private static let order = """
    {"StartAt":"Check","States":{
      "Check":{"Type":"Pass","Assign":{"total.$":"$.total"},"Next":"Big?"},
      "Big?":{"Type":"Choice","Default":"Pay",
        "Choices":[{"Variable":"$.total","NumericGreaterThan":100,"Next":"Approve"}]},
      "Approve":{"Type":"Pass","Next":"Pay"},
      "Pay":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","ResultPath":"$.paid",
        "Parameters":{"sum.$":"$.total"},
        "Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":2}],"End":true}}}
    """

  private func run(total: Int, busy: Int = 0) throws -> [Event] {
    var stepper = try stepper(Self.order, input: ["total": .int(total)], name: "run-\(total)")
    var left = busy
    stepper.finish { task in
      left -= 1
      return left >= 0
        ? .failed(TaskFailure(error: "Busy", cause: nil)) : .succeeded(task.arguments)
    }
    return stepper.events
  }

  @Test func aligns() throws {
    let diff = ExecutionDiff(try run(total: 50), try run(total: 500, busy: 1))
    #expect(diff.rows.map(\.state) == ["Check", "Big?", "Approve", "Pay"])
    #expect(diff.rows[2].old == nil)
    #expect(diff.rows[3].new?.attempts == 2)
    #expect(
      diff.rows[3].differences.map(\.pointer) == [
        "input/total", "arguments/sum", "output/total", "output/paid/sum",
      ])
    #expect(!diff.isSame)
    #expect(
      diff.text() == """
        SUCCEEDED in 0 ms → SUCCEEDED in 2.0 s
        ~ Check #2 → #2
            input/total: 50 → 500
            variables/total: 50 → 500
            output/total: 50 → 500
        ~ Big? #4 → #4
            input/total: 50 → 500
            output/total: 50 → 500
        + Approve #6
        ~ Pay #6 → #8  0 ms → 2.0 s
            attempts: 1 → 2
            error: none → Busy
            input/total: 50 → 500
            arguments/sum: 50 → 500
            output/total: 50 → 500
            output/paid/sum: 50 → 500
        0 states the same, 4 not
        """)
  }

  @Test func sameRunsAreTheSame() throws {
    for seed in 0..<20 as Range<UInt64> {
      let definition = RandomMachine.definition(seed: seed)
      var dice = Dice(seed)
      var stepper = try stepper(definition, input: ["n": 1, "items": [1, 2]])
      stepper.wander(&dice)
      let diff = ExecutionDiff(stepper.events, stepper.events)
      #expect(diff.isSame)
      #expect(diff.rows.count == stepper.events.count { $0.type.rawValue.hasSuffix("Entered") })
      #expect(diff.text().hasSuffix("the same: \(diff.rows.count) states"))
    }
  }

  @Test func ignoresWhatIsOfTheRun() {
    let cases: [(String, String, Bool)] = [
      (#"{"a":1}"#, #"{"a":2}"#, false),
      (#"{"at":"2026-01-01T00:00:00Z"}"#, #"{"at":"2026-01-02T00:00:00Z"}"#, true),
      (#"{"requestId":"a"}"#, #"{"requestId":"b"}"#, true),
      (
        #""7d1f8d44-5ab7-4a9a-9c3c-2e9e0d6c1a2b""#, #""7d1f8d44-5ab7-4a9a-9c3c-2e9e0d6c1a2c""#, true
      ),
      (
        #""arn:aws:states:us-east-1:1:execution:m:a""#,
        #""arn:aws:states:us-east-1:1:execution:m:b""#, true
      ),
      (
        #""arn:aws:states:us-east-1:1:execution:m:a""#,
        #""arn:aws:states:us-east-1:1:execution:n:a""#, false
      ),
      ("[1,2]", "[1,2,3]", false), ("1700000000000", "1700000000001", true),
      (#"{"a":null}"#, "{}", false),
    ]
    for (old, new, isSame) in cases {
      func events(_ output: String) -> [Event] {
        [
          Event(
            id: 1, previousEventId: 0, timestamp: Timestamp(milliseconds: 0),
            type: .executionSucceeded, details: .output(output))
        ]
      }
      let divergence = Recording(events: events(old)).firstDivergence(from: events(new))
      #expect((divergence == nil) == isSame, "\(old) \(new)")
    }
  }

  @Test func differencesPointIntoTheData() {
    let found = differences(
      ["a/b": [1, ["x": 1]], "gone": 1, "same": true],
      ["a/b": [1, ["x": 2], 3], "new": 2, "same": true])
    #expect(
      found == [
        Difference(pointer: "/a~1b/1/x", old: 1, new: 2),
        Difference(pointer: "/a~1b/2", old: nil, new: 3),
        Difference(pointer: "/gone", old: 1, new: nil),
        Difference(pointer: "/new", old: nil, new: 2),
      ])
    #expect(differences([1, 2, 3], [4, 5, 6], limit: 2).count == 2)
  }
}
