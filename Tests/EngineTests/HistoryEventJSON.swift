import History
import JSON

extension Event {
  /// The event as `GetExecutionHistory` gives it.
  var historyEvent: Value {
    var object: Object = [
      "id": .int(id), "previousEventId": .int(previousEventId), "timestamp": "2024-01-01T00:00:00Z",
      "type": .string(type.rawValue),
    ]
    if let (name, members) = member {
      object["\(name)EventDetails"] = .object(members)
    }
    return .object(object)
  }

  private var member: (String, Object)? {
    let first = type.rawValue.prefix(1).lowercased()
    let own = first + type.rawValue.dropFirst()
    switch details {
    case .none: return nil
    case .stateEntered(let name, let input):
      return (
        "stateEntered", ["name": .string(name), "input": .string(input), "inputDetails": whole]
      )
    case .stateExited(let name, let output, let assigned):
      var members: Object = [
        "name": .string(name), "output": .string(output), "outputDetails": whole,
      ]
      if !assigned.isEmpty {
        members["assignedVariables"] = .object(
          Object(assigned.map { ($0.name, Value.string($0.value)) }))
        members["assignedVariablesDetails"] = whole
      }
      return ("stateExited", members)
    default: return (own, taskMembers)
    }
  }

  private var taskMembers: Object {
    var members = Object()
    switch details {
    case .none, .stateEntered, .stateExited: break
    case .executionStarted(let input, let roleArn, let alias, let version):
      members = ["input": .string(input), "inputDetails": whole, "roleArn": .string(roleArn)]
      members["stateMachineAliasArn"] = alias.map(Value.string)
      members["stateMachineVersionArn"] = version.map(Value.string)
    case .output(let output): members = ["output": .string(output), "outputDetails": whole]
    case .failure(let error, let cause):
      members["error"] = error.map(Value.string)
      members["cause"] = cause.map(Value.string)
    case .executionRedriven(let count): members = ["redriveCount": .int(count)]
    case .taskScheduled(let task):
      members = [
        "resourceType": .string(task.resourceType), "resource": .string(task.resource),
        "region": .string(task.region), "parameters": .string(task.parameters),
      ]
      members["timeoutInSeconds"] = task.timeoutInSeconds.map(Value.int)
      members["heartbeatInSeconds"] = task.heartbeatInSeconds.map(Value.int)
      members["taskCredentials"] = task.roleArn.map { ["roleArn": .string($0)] }
    case .taskStarted(let type, let resource):
      members = ["resourceType": .string(type), "resource": .string(resource)]
    case .taskOutput(let type, let resource, let output):
      members = [
        "resourceType": .string(type), "resource": .string(resource), "output": .string(output),
        "outputDetails": whole,
      ]
    case .taskFailure(let type, let resource, let error, let cause):
      members = ["resourceType": .string(type), "resource": .string(resource)]
      members["error"] = error.map(Value.string)
      members["cause"] = cause.map(Value.string)
    case .lambdaFunctionScheduled(let resource, let input, let timeout, let role):
      members = ["resource": .string(resource), "input": .string(input), "inputDetails": whole]
      members["timeoutInSeconds"] = timeout.map(Value.int)
      members["taskCredentials"] = role.map { ["roleArn": .string($0)] }
    case .activityScheduled(let resource, let input, let timeout, let heartbeat):
      members = ["resource": .string(resource), "input": .string(input), "inputDetails": whole]
      members["timeoutInSeconds"] = timeout.map(Value.int)
      members["heartbeatInSeconds"] = heartbeat.map(Value.int)
    case .activityStarted(let workerName): members["workerName"] = workerName.map(Value.string)
    case .mapStateStarted(let length): members = ["length": .int(length)]
    case .mapIteration(let name, let index):
      members = ["name": .string(name), "index": .int(index)]
    case .mapRunStarted(let arn): members = ["mapRunArn": .string(arn)]
    case .mapRunRedriven(let arn, let count):
      members = ["mapRunArn": .string(arn), "redriveCount": .int(count)]
    case .evaluationFailed(let error, let cause, let location, let state):
      members = ["error": .string(error), "cause": .string(cause), "state": .string(state)]
      members["location"] = location.map(Value.string)
    }
    return members
  }
}

private let whole: Value = ["truncated": false]
