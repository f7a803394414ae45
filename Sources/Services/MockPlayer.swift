import ASL
import Engine
import JSON
import Synchronization

/// Plays one test case to one execution: counts the calls of each state and picks the answers.
final class MockPlayer: Sendable {
  let mocks: Mocks
  let machine: String
  let testCase: String
  private let plans: [String: Mocks.Plan]
  /// Calls so far: by state, and by state and scope where a Map item has a response of its own.
  private let calls = Mutex<[String: Int]>([:])
  /// What was checked against the service's shape: once is enough.
  private let checked = Mutex<Set<Check>>([])

  private struct Check: Hashable {
    var response: String
    var key: String
    var resource: String
  }

  init?(mocks: Mocks, machine: String, testCase: String) {
    guard let plans = mocks.machines[machine]?[testCase] else { return nil }
    self.mocks = mocks
    self.machine = machine
    self.testCase = testCase
    self.plans = plans
  }

  /// The counts, to be put back when an execution steps back.
  var checkpoint: [String: Int] {
    get { calls.withLock { $0 } }
    set { calls.withLock { $0 = newValue } }
  }

  /// The answer to a call, or `nil` where the test case does not mock the state. `warn` is told what
  /// the service would not answer so, a sentence with the place in the mock file.
  func answer(_ request: TaskRequest, warn: (String) -> Void = { _ in }) -> TaskAnswer? {
    guard let plan = plans[request.state] else { return nil }
    guard let (name, counter) = response(plan, request), let response = mocks.responses[name] else {
      return nil
    }
    let number = calls.withLock { calls in
      let number = calls[counter, default: 0]
      calls[counter] = number + 1
      return number
    }
    let entry = response.entry(call: number)
    switch entry?.answer {
    case .returns(let value):
      if let key = entry?.key { check(value, response, key, request, warn) }
      return .succeeded(Payload(value))
    case .throwsError(let error, let cause):
      return .failed(TaskFailure(error: error, cause: cause))
    case nil:
      return .failed(
        TaskFailure(
          error: "States.Runtime",
          cause: "There is no mocked response for call \(number) of the state '\(request.state)': "
            + "add \"\(number)\" to MockedResponses.\(name) in \(mocks.file)"))
    }
  }

  private func check(
    _ value: Value, _ response: Mocks.Response, _ key: String, _ request: TaskRequest,
    _ warn: (String) -> Void
  ) {
    let check = Check(response: response.name, key: key, resource: request.resource.arn)
    guard checked.withLock({ $0.insert(check).inserted }) else { return }
    for mismatch in ResponseShapes.known.mismatches(in: value, of: request.resource) {
      let place = Pointer(
        tokens: response.pointer.tokens + [key, "Return"] + mismatch.pointer.tokens)
      warn("\(mocks.file): \(place): \(mismatch.message)")
    }
  }

  private func response(_ plan: Mocks.Plan, _ request: TaskRequest) -> (String, String)? {
    for rule in plan.conditions where MockCondition.holds(rule.condition, request.arguments.value) {
      return (rule.response, request.state + "\u{0}" + rule.response)
    }
    if let index = request.mapItem,
      let item = plan.items.first(where: { $0.indices.contains(index) })
    {
      return (item.response, request.state + "\u{0}" + request.scope)
    }
    return plan.response.map { ($0, request.state) }
  }
}
