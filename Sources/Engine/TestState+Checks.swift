import ASL
import JSON

extension TestState.Request {
  /// AWS's reasons against a test (recorded).
  func check(_ state: State) throws(TestState.Refusal) {
    try checkMock(state)
    if let context { try checkContext(context) }
  }

  private func checkMock(_ state: State) throws(TestState.Refusal) {
    guard let mock else {
      switch state.type {
      case .map, .parallel:
        throw TestState.Refusal(
          code: "InvalidDefinition",
          message: "TestState API does not support Map or Parallel states. Supported state types "
            + "include: [Task, Wait, Pass, Succeed, Fail, Choice]")
      default: return
      }
    }
    if revealsSecrets {
      throw TestState.Refusal(
        message: "TestState does not support RevealSecrets when a mock is specified.")
    }
    switch state.type {
    case .task: _ = try mock.answer(for: state)
    case .map, .parallel: try checkArray(mock, state)
    case .pass, .choice, .wait, .succeed, .fail:
      throw TestState.Refusal(
        message: "State type '\(state.type.name)' is not supported when a mock is specified")
    }
    if mock.result != nil, mock.hasErrorOutput {
      throw TestState.Refusal(
        message: "A test mock should have only one of the following fields: [result, errorOutput].")
    }
  }

  private func checkArray(_ mock: TestState.Mock, _ state: State) throws(TestState.Refusal) {
    guard mock.result != nil, !mock.hasErrorOutput else { return }
    guard case .success(let payload) = try mock.answer(for: state) else { return }
    guard let elements = payload.value.array else {
      throw TestState.Refusal(message: "Mocked result must be an array.")
    }
    switch state.type {
    case .parallel(let parallel) where parallel.branches.count != elements.count:
      throw TestState.Refusal(
        message: "Mocked result must contain the same number of items as number of Parallel "
          + "branches.")
    case .map:
      guard let failures = configuration.mapIterationFailureCount, failures > elements.count
      else { return }
      throw TestState.Refusal(
        message: "Map iteration failure count must be less than or equal to the number of Map "
          + "iterations")
    default: return
    }
  }

  // MARK: Context

  private static let contextFields: [String: [String: String]] = [
    "Execution": [
      "Id": "string", "Input": "", "Name": "string", "RoleArn": "string", "StartTime": "string",
      "RedriveCount": "number", "RedriveTime": "string",
    ],
    "State": ["EnteredTime": "string", "Name": "string", "RetryCount": "number"],
    "StateMachine": ["Id": "string", "Name": "string"],
    "Task": ["Token": "string"],
  ]

  private func checkContext(_ context: Value) throws(TestState.Refusal) {
    func refuse(_ why: String) -> TestState.Refusal {
      TestState.Refusal(message: "Invalid Context object provided: \(why)")
    }
    guard let object = context.object else { throw refuse("it must be a JSON object") }
    for (name, value) in object {
      if name == "Map" {
        throw refuse("'Map' field is not supported when mocking a Context object")
      }
      guard let fields = Self.contextFields[name] else {
        throw refuse("Field '\(name)' is not allowed")
      }
      guard let members = value.object else { throw refuse("\(name) must be an object") }
      for (field, value) in members {
        guard let type = fields[field] else { throw refuse("Field '\(field)' is not allowed") }
        guard type.isEmpty || value.typeName == type else {
          throw refuse("\(name).\(field) must be a \(type)")
        }
      }
    }
  }
}

extension TestState.Mock {
  /// What a mock answers for a state.
  func answer(for state: State) throws(TestState.Refusal) -> Result<Payload, TaskFailure> {
    guard let result else { return .failure(TaskFailure(error: error, cause: cause)) }
    guard let payload = try? Payload(parsing: result) else {
      throw TestState.Refusal(message: "Mocked result must be valid JSON")
    }
    guard case .task(let task) = state.type, case .service = task.resource.kind else {
      return .success(payload)
    }
    guard payload.value.object != nil else {
      throw TestState.Refusal(message: "Mocked result must be a JSON object.")
    }
    return .success(payload)
  }
}
