import Foundation
import JSON

@testable import History

/// An event of every type, with all and with no optional members, and texts that want escapes.
func sampleEvents() -> [Event] {
  var events: [Event] = []
  let awkward = "{\"a\":\"q\\\"uote \\\\ \\n \u{1}\u{1F600} é\u{2028} end\"}"
  for (place, type) in EventType.allCases.enumerated() {
    for rich in [true, false] {
      events.append(
        Event(
          id: events.count + 1, previousEventId: place,
          timestamp: Timestamp(milliseconds: 1_738_936_161_234 + Int64(place)), type: type,
          details: sampleDetails(type.shape, rich, awkward),
          note: rich
            ? EventNote(
              scope: "Work[3]/Fork[0]", state: "A \"state\"", retryCount: 2, recovery: "Retry[0]")
            : EventNote()))
      if rich { events[events.count - 1].note.reads = ["{\"Body\":\"[1]\"}", awkward] }
    }
  }
  return events
}

private func sampleDetails(_ shape: EventShape, _ rich: Bool, _ text: String) -> EventDetails {
  let some: String? = rich ? text : nil
  switch shape {
  case .none: return .none
  case .stateEntered: return .stateEntered(name: "S", input: text)
  case .stateExited:
    return .stateExited(
      name: "S", output: text,
      assignedVariables: rich
        ? [AssignedVariable(name: "x y", value: "\"a\""), AssignedVariable(name: "n", value: "42")]
        : [])
  case .executionStarted:
    return .executionStarted(
      input: text, roleArn: "arn:r", stateMachineAliasArn: some, stateMachineVersionArn: some)
  case .output: return .output(text)
  case .failure: return .failure(error: some, cause: some)
  case .executionRedriven: return .executionRedriven(redriveCount: 3)
  case .taskScheduled:
    return .taskScheduled(
      TaskScheduled(
        resourceType: "lambda", resource: "invoke", region: "us-east-1", parameters: text,
        timeoutInSeconds: rich ? 60 : nil, heartbeatInSeconds: rich ? 5 : nil, roleArn: some))
  case .taskStarted: return .taskStarted(resourceType: "sqs", resource: "sendMessage")
  case .taskOutput: return .taskOutput(resourceType: "sqs", resource: "r", output: text)
  case .taskFailure:
    return .taskFailure(resourceType: "sqs", resource: "r", error: some, cause: some)
  case .lambdaFunctionScheduled:
    return .lambdaFunctionScheduled(
      resource: "arn:f", input: text, timeoutInSeconds: rich ? 1 : nil, taskCredentials: some)
  case .activityScheduled:
    return .activityScheduled(
      resource: "arn:a", input: text, timeoutInSeconds: rich ? 1 : nil,
      heartbeatInSeconds: rich ? 2 : nil)
  case .activityStarted: return .activityStarted(workerName: some)
  case .mapStateStarted: return .mapStateStarted(length: 7)
  case .mapIteration: return .mapIteration(name: "M", index: 4)
  case .mapRunStarted: return .mapRunStarted(mapRunArn: "arn:m")
  case .mapRunRedriven: return .mapRunRedriven(mapRunArn: "arn:m", redriveCount: 1)
  case .evaluationFailed:
    return .evaluationFailed(error: "E", cause: text, location: some, state: "S")
  }
}

/// A folder that is gone after the test.
final class TemporaryFolder {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.path + "/treadle-test-\(UUID().uuidString)"
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

func sampleHeader(
  _ name: String, machine: String = "M", definition: String = "{\"StartAt\":\"A\"}",
  mapRunArn: String? = nil, parentArn: String? = nil
) -> ExecutionHeader {
  ExecutionHeader(
    arn: "arn:aws:states:us-east-1:123456789012:execution:\(machine):\(name)", name: name,
    stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:\(machine)",
    stateMachineName: machine, roleArn: "arn:aws:iam::123456789012:role/r", type: "STANDARD",
    definition: definition, seed: 42, mapRunArn: mapRunArn, parentArn: parentArn)
}

/// `ExecutionStarted`, states that pass, and, where wanted, `ExecutionSucceeded`.
func sampleRun(states: Int, finished: Bool = true, at time: Int64 = 1_000) -> [Event] {
  var events = [
    Event(
      id: 1, previousEventId: 0, timestamp: Timestamp(milliseconds: time), type: .executionStarted,
      details: .executionStarted(
        input: "{\"n\":1}", roleArn: "arn:r", stateMachineAliasArn: nil,
        stateMachineVersionArn: nil))
  ]
  for number in 0..<states {
    events.append(
      Event(
        id: events.count + 1, previousEventId: max(events.count - 1, 0),
        timestamp: Timestamp(milliseconds: time + Int64(number)), type: .passStateEntered,
        details: .stateEntered(name: "S\(number)", input: "{\"n\":\(number)}")))
    events.append(
      Event(
        id: events.count + 1, previousEventId: events.count,
        timestamp: Timestamp(milliseconds: time + Int64(number)), type: .passStateExited,
        details: .stateExited(name: "S\(number)", output: "{\"n\":\(number)}", assignedVariables: [])
      ))
  }
  if finished {
    events.append(
      Event(
        id: events.count + 1, previousEventId: events.count,
        timestamp: Timestamp(milliseconds: time + Int64(states)), type: .executionSucceeded,
        details: .output("{}")))
  }
  return events
}
