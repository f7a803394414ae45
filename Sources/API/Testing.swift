import ASL
import Engine
import JSON
import Services

/// TestState.
///
/// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html>
extension Service {
  func testState(_ request: Value) async -> Result<Value, Fault> {
    do throws(Fault) {
      let test = try testRequest(request)
      var run: TestState
      do throws(TestState.Refusal) {
        run = try TestState(test)
      } catch {
        throw Fault(code: error.code, message: error.message)
      }
      while let call = run.call { run.answer(await answer(call)) }
      guard let response = run.response else {
        throw Fault(code: "InternalFailure", message: "The test gave no answer", status: 500)
      }
      return .success(wire(response, level: request["inspectionLevel"]?.string ?? "INFO"))
    } catch {
      return .failure(error)
    }
  }

  private func answer(_ call: TaskRequest) async -> Result<Payload, TaskFailure> {
    switch await runner.performer.perform(call, progress: { _ in }) {
    case .succeeded(let output), .submitted(let output): .success(output)
    case .failed(let failure), .unavailable(let failure, _): .failure(failure)
    }
  }

  private func wire(_ response: TestState.Response, level: String) -> Value {
    var answer = Answer()
    answer.set("output", response.output?.text)
    answer.set("error", response.error)
    answer.set("cause", response.cause)
    if level != "INFO" { answer.set("inspectionData", .object(response.inspectionData)) }
    answer.set("nextState", response.nextState)
    answer.set("status", response.status.rawValue)
    return answer.value
  }

  private func testRequest(_ request: Value) throws(Fault) -> TestState.Request {
    let definition = request["definition"]?.string ?? ""
    let stateName = request["stateName"]?.string
    let options = ReadingOptions(strict: true)
    let reading =
      stateName == nil
      ? StateMachine.read(state: definition, options: options)
      : StateMachine.read(definition, options: options)
    guard let machine = reading.machine, reading.isValid else {
      throw Fault(
        code: "InvalidDefinition",
        message: reading.invalidDefinitionMessage
          ?? "Invalid State Machine Definition: 'the definition has no states'")
    }
    var test = TestState.Request(
      machine: machine, stateName: stateName ?? "StateName",
      input: try payload(request["input"]?.string), identity: testIdentity(request), time: now(),
      seed: .random(in: .min ... .max))
    test.mock = try mock(request["mock"])
    try checkMock(of: test, mode: request["mock"]?["fieldValidationMode"]?.string)
    test.context = try json(request["context"], named: "context")
    test.variables = try json(request["variables"], named: "variables")?.object ?? Object()
    test.revealsSecrets = request["revealSecrets"]?.bool ?? false
    if let configuration = request["stateConfiguration"] {
      test.configuration.retrierRetryCount = configuration["retrierRetryCount"]?.int
      test.configuration.errorCausedByState = configuration["errorCausedByState"]?.string
      test.configuration.mapIterationFailureCount = configuration["mapIterationFailureCount"]?.int
      test.configuration.mapItemReaderData = configuration["mapItemReaderData"]?.string
    }
    guard request["roleArn"] != nil || test.mock != nil || !needsRole(test) else {
      throw .validation("RoleArn must be specified when testing a Task state")
    }
    return test
  }

  /// A mocked result must look like an answer of the service, as far as its answers are known.
  private func checkMock(of test: TestState.Request, mode: String?) throws(Fault) {
    guard let result = test.mock?.result, let value = try? Value(parsing: result),
      let state = test.machine.scope.state(named: test.stateName), case .task(let task) = state.type
    else { return }
    let mode = mode.flatMap(ResponseShapes.Mode.init) ?? .strict
    if let fault = ResponseShapes.known.fault(in: value, of: task.resource, mode: mode) {
      throw .validation("Mock result schema validation error: \(fault)")
    }
  }

  private func needsRole(_ test: TestState.Request) -> Bool {
    guard case .task = test.machine.scope.state(named: test.stateName)?.type else { return false }
    return true
  }

  /// A test runs as an Express execution of a machine that does not exist.
  private func testIdentity(_ request: Value) -> Identity {
    var identity = identity(
      machine: freshUUID(), type: .express, name: freshUUID(),
      roleArn: request["roleArn"]?.string ?? "arn:aws:iam::123456789012:role/test")
    // Recorded: unlike that of an Express execution, the id ends in the name.
    identity.arn = identity.arn.split(separator: ":").dropLast().joined(separator: ":")
    return identity
  }

  private func mock(_ value: Value?) throws(Fault) -> TestState.Mock? {
    guard let value, !value.isNull else { return nil }
    let failure = value["errorOutput"]
    guard failure == nil || value["result"] == nil else {
      throw .validation(
        "A test mock should have only one of the following fields: [result, errorOutput].")
    }
    if let failure {
      return TestState.Mock(error: failure["error"]?.string, cause: failure["cause"]?.string)
    }
    return TestState.Mock(result: value["result"]?.string)
  }

  private func json(_ value: Value?, named name: String) throws(Fault) -> Value? {
    guard let text = value?.string else { return nil }
    do { return try Value(parsing: text) } catch {
      throw .validation("Invalid \(name) provided: '\(inputFault(text, error))'")
    }
  }
}

extension Scope {
  /// The state of that name, in an inner scope where it is one.
  fileprivate func state(named name: String) -> State? {
    var found: State?
    visitStates { state, _ in if found == nil, state.name == name { found = state } }
    return found
  }
}
