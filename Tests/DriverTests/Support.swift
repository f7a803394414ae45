import ASL
import Foundation
import JSON
import Synchronization
import Testing

@testable import Engine
@testable import History

/// A folder that is gone after the test.
final class TemporaryFolder {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.path + "/treadle-test-\(UUID().uuidString)"
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Answers tasks from a script: state name to what its calls answer, in order.
final class Script: TaskPerformer {
  enum Line: Sendable {
    case output(Value)
    case error(String, String?)
    case delay(Double, Value)
    case submitted(Value)
    case unavailable
    /// Never answers.
    case silence
  }

  private let lines: Mutex<[String: [Line]]>
  private let log = Mutex<[TaskRequest]>([])

  init(_ lines: [String: [Line]]) { self.lines = Mutex(lines) }

  /// The calls so far.
  var calls: [TaskRequest] { log.withLock { $0 } }

  func perform(
    _ request: TaskRequest, progress: @escaping @Sendable (TaskProgress) -> Void
  ) async -> TaskAnswer {
    log.withLock { $0.append(request) }
    let line = lines.withLock { lines -> Line in
      guard let own = lines[request.state], let first = own.first else {
        return .output(request.arguments.value)
      }
      if own.count > 1 { lines[request.state]?.removeFirst() }
      return first
    }
    switch line {
    case .output(let value): return .succeeded(Payload(value))
    case .error(let error, let cause): return .failed(TaskFailure(error: error, cause: cause))
    case .delay(let seconds, let value):
      try? await Task.sleep(for: .seconds(seconds))
      return .succeeded(Payload(value))
    case .submitted(let value): return .submitted(Payload(value))
    case .unavailable:
      return .unavailable(TaskFailure(error: "States.TaskFailed", cause: "none"), hint: "a mock")
    case .silence:
      try? await Task.sleep(for: .seconds(3600))
      return .succeeded(.empty)
    }
  }
}

func machine(_ text: String) throws -> StateMachine {
  let reading = StateMachine.read(text)
  if !reading.isValid { Issue.record("\(reading.diagnostics)") }
  return try #require(reading.machine)
}

func identity(_ name: String, type: WorkflowType = .standard) -> Identity {
  let base = "arn:aws:states:us-east-1:123456789012"
  return Identity(
    arn: type == .express ? "\(base):express:M:\(name):1" : "\(base):execution:M:\(name)",
    name: name, stateMachineArn: "\(base):stateMachine:M", stateMachineName: "M",
    roleArn: "arn:aws:iam::123456789012:role/r", type: type)
}

func request(
  _ text: String, name: String = "one", input: Value = [:], type: WorkflowType = .standard,
  clock: ClockMode = .real
) throws -> StartRequest {
  var request = StartRequest(
    machine: try machine(text), identity: identity(name, type: type), input: Payload(input))
  request.clock = clock
  request.seed = 7
  return request
}

let passAndTask = """
  {"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Result": {"a": 1}, "Next": "T"},
    "T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
      "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 60}],
      "Catch": [{"ErrorEquals": ["C"], "Next": "Z"}], "Next": "Z"},
    "Z": {"Type": "Succeed"}}}
  """

let waiting = """
  {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3600, "Next": "Z"},
    "Z": {"Type": "Succeed"}}}
  """
