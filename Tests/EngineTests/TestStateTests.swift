import ASL
import JSON
import Testing

@testable import Engine

/// `TestState` where the recordings do not reach: calls that are answered, and what stays small.
struct TestStateTests {
  private func request(_ state: String, _ input: Value) throws -> TestState.Request {
    let reading = StateMachine.read(state: state)
    let machine = try #require(reading.machine)
    let states = "arn:aws:states:us-east-1:123456789012"
    return TestState.Request(
      machine: machine, stateName: "StateName", input: Payload(input),
      identity: Identity(
        arn: "\(states):express:m:e:1", name: "e", stateMachineArn: "\(states):stateMachine:m",
        stateMachineName: "m", roleArn: "arn:aws:iam::123456789012:role/r", type: .express),
      time: Timestamp(milliseconds: 0), seed: 1)
  }

  @Test func callsAndAnswers() throws {
    let state = """
      {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
       "Parameters": {"FunctionName": "f", "Payload.$": "$.a"},
       "ResultSelector": {"b.$": "$.Payload"}, "ResultPath": "$.r", "Next": "Far",
       "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 3}],
       "Catch": [{"ErrorEquals": ["Broken"], "Next": "Away"}]}
      """
    var test = try TestState(request(state, ["a": 1]))
    #expect(test.response == nil)
    #expect(test.call?.arguments.text == #"{"FunctionName":"f","Payload":1}"#)
    var failed = test
    test.answer(.success(Payload(["Payload": "done"])))
    var response = try #require(test.response)
    #expect(response.status == .succeeded)
    #expect(response.nextState == "Far")
    #expect(response.output?.text == #"{"a":1,"r":{"b":"done"}}"#)
    #expect(
      response.inspectionData.names == [
        "input", "afterInputPath", "afterParameters", "result", "afterResultSelector",
        "afterResultPath",
      ])
    var caught = failed
    failed.answer(.failure(TaskFailure(error: "Busy", cause: nil)))
    response = try #require(failed.response)
    #expect(response.status == .retriable)
    #expect(
      response.inspectionData["errorDetails"]
        == ["retryIndex": 0, "retryBackoffIntervalSeconds": 3])
    caught.answer(.failure(TaskFailure(error: "Broken", cause: "c")))
    response = try #require(caught.response)
    #expect(response.status == .caughtError)
    #expect(response.nextState == "Away")
    #expect(response.output?.text == #"{"Error":"Broken","Cause":"c"}"#)
  }

  @Test func variablesAndChoice() throws {
    var request = try request(
      """
      {"Type": "Choice", "QueryLanguage": "JSONata", "Default": "No",
       "Choices": [{"Condition": "{% $limit > $states.input %}", "Next": "Yes", "Assign": {"x": 1}}]}
      """, 4)
    request.variables = ["limit": 5]
    let response = try #require(try TestState(request).response)
    #expect(response.nextState == "Yes")
    #expect(response.inspectionData["variables"]?.string == #"{"limit":5,"x":1}"#)
  }

  /// A loop leaves nothing behind.
  @Test func loopsInConstantSpace() throws {
    let definition: Value = [
      "StartAt": "Add",
      "States": [
        "Add": [
          "Type": "Pass", "Parameters": ["n.$": "States.MathAdd($.n, 1)"], "Next": "Turn",
        ],
        "Turn": [
          "Type": "Parallel", "ResultPath": nil, "Next": "Rest",
          "Branches": [["StartAt": "B", "States": ["B": ["Type": "Pass", "End": true]]]],
        ],
        "Rest": ["Type": "Wait", "Seconds": 1, "Next": "More"],
        "More": [
          "Type": "Choice", "Default": "Done",
          "Choices": [["Variable": "$.n", "NumericLessThan": 2000, "Next": "Add"]],
        ],
        "Done": ["Type": "Succeed"],
      ],
    ]
    let execution = try execute(definition, ["n": 0])
    #expect(execution.status == .succeeded)
    #expect(execution.live.count == 2)
    #expect(execution.forks.count == 1)
    #expect(execution.timers.isEmpty && execution.tasks.isEmpty)
    #expect(execution.ready.capacity < 64)
  }
}
