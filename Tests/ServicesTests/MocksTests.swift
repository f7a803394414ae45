import Engine
import JSON
import Testing

@testable import Services

@Suite struct MocksTests {
  static let text = """
    {"StateMachines": {"m": {"TestCases": {"T": {
        "A": "answers", "B": {"Response": "answers", "Items": {"1": "other"},
        "When": [{"Condition": "{% $states.input.amount > 100 %}", "Response": "big"}]}}}}},
     "MockedResponses": {"answers": {"0": {"Return": {"n": 0}}, "1-2": {"Throw": {"Error": "E", "Cause": "c"}}},
       "other": {"0-9": {"Return": "other"}}, "big": {"0-9": {"Return": "big"}}}}
    """

  @Test func playsByNumberItemAndCondition() throws {
    let mocks = try Mocks.read(text: Self.text, file: "Mocks.json")
    let player = try #require(MockPlayer(mocks: mocks, machine: "m", testCase: "T"))
    func play(_ state: String, _ arguments: Value = [:], scope: String = "") -> String {
      player.answer(request("lambda:invoke", arguments, state: state, scope: scope)).map(line)
        ?? "none"
    }
    #expect(play("C") == "none")
    #expect([play("A"), play("A"), play("A")] == [#"= {"n":0}"#, "! E: c", "! E: c"])
    #expect(play("A").hasPrefix("! States.Runtime: There is no mocked response for call 3"))
    let checkpoint = player.checkpoint
    #expect(play("B", ["amount": 500]) == #"= "big""#)
    #expect(play("B", ["amount": 5], scope: "Work[1]") == #"= "other""#)
    #expect(play("B", ["amount": 5], scope: "Work[0]") == #"= {"n":0}"#)
    player.checkpoint = checkpoint
    #expect(play("B", ["amount": 5]) == #"= {"n":0}"#)
  }

  @Test func tellsWhatIsWrong() {
    let faults = [
      ("{", "Mocks.json:1: "),
      (#"{"StateMachines": {"m": {}}}"#, "StateMachines.m has no TestCases"),
      (
        #"{"StateMachines": {"m": {"TestCases": {"T": {"A": "x"}}}}}"#,
        "names \"x\", which MockedResponses has not"
      ),
      (#"{"MockedResponses": {"r": {"0": {}}}}"#, "must have exactly one of Return and Throw"),
      (#"{"MockedResponses": {"r": {"3-1": {"Return": 1}}}}"#, "neither a number nor a range"),
    ]
    for (text, expected) in faults {
      do {
        _ = try Mocks.read(text: text, file: "Mocks.json")
        Issue.record("\(text) was read")
      } catch { #expect("\(error)".contains(expected), "\(error)") }
    }
  }
}
