import ASL
import Engine
import JSON

/// `TestState` as recorded: a request's parameters, and what the API would answer.
enum RecordedTest {
  /// `nil` where the call's task would need a real service.
  static func answer(_ parameters: Value) -> Value? {
    let name = parameters["stateName"]?.string
    let text = parameters["definition"]?.string ?? ""
    let reading = name == nil ? StateMachine.read(state: text) : StateMachine.read(text)
    if let message = reading.invalidDefinitionMessage { return fault("InvalidDefinition", message) }
    guard let machine = reading.machine else { return nil }
    let uuid = "5c0a9c5e-6d9c-4b0e-9a0a-0c7a1f8a7b11"
    let identity = Identity(
      arn: "arn:aws:states:us-east-1:111111111111:express:machine-1:\(uuid)", name: uuid,
      stateMachineArn: "arn:aws:states:us-east-1:111111111111:stateMachine:machine-1",
      stateMachineName: "machine-1",
      roleArn: parameters["roleArn"]?.string ?? "arn:aws:iam::111111111111:role/r", type: .express,
      account: "111111111111")
    var request = TestState.Request(
      machine: machine, stateName: name ?? "StateName",
      input: (try? Payload(parsing: parameters["input"]?.string ?? "{}")) ?? .empty,
      identity: identity, time: Timestamp(milliseconds: 1_700_000_000_000), seed: 1)
    request.context = parameters["context"]?.string.flatMap { try? Value(parsing: $0) }
    request.revealsSecrets = parameters["revealSecrets"]?.bool ?? false
    request.mock = mock(parameters["mock"])
    let configuration = parameters["stateConfiguration"]
    request.configuration.retrierRetryCount = configuration?["retrierRetryCount"]?.int
    request.configuration.errorCausedByState = configuration?["errorCausedByState"]?.string
    request.configuration.mapIterationFailureCount =
      configuration?["mapIterationFailureCount"]?.int
    request.configuration.mapItemReaderData = configuration?["mapItemReaderData"]?.string
    do throws(TestState.Refusal) {
      let test = try TestState(request)
      guard let response = test.response else { return nil }
      return answer(response, level: parameters["inspectionLevel"]?.string ?? "INFO")
    } catch {
      return fault(error.code, error.message)
    }
  }

  private static func mock(_ value: Value?) -> TestState.Mock? {
    guard let value else { return nil }
    guard let error = value["errorOutput"] else {
      return TestState.Mock(result: value["result"]?.string)
    }
    return TestState.Mock(
      result: value["result"]?.string, error: error["error"]?.string,
      cause: error["cause"]?.string)
  }

  private static func answer(_ response: TestState.Response, level: String) -> Value {
    var object: Object = ["status": .string(response.status.rawValue)]
    object["output"] = response.output.map { .string($0.text) }
    object["error"] = response.error.map(Value.string)
    object["cause"] = response.cause.map(Value.string)
    object["nextState"] = response.nextState.map(Value.string)
    if level != "INFO" { object["inspectionData"] = .object(response.inspectionData) }
    return .object(object)
  }

  private static func fault(_ code: String, _ message: String) -> Value {
    [
      "Error": ["Code": .string(code), "Message": .string(message)], "message": .string(message),
      "exception_typename": .string(code),
      "exception_value": .string(
        "An error occurred (\(code)) when calling the TestState operation: \(message)"),
    ]
  }
}
