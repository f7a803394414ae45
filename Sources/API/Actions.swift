import JSON

/// How a call is answered.
enum Handling: Sendable {
  case now(Result<Value, Fault>)
  /// The call waits for executions or workers.
  case later(@Sendable () async -> Result<Value, Fault>)
}

extension Service {
  /// A call that answers at once.
  typealias Action = @Sendable (Service, Value) throws(Fault) -> Value
  /// A call that may wait.
  typealias WaitingAction = @Sendable (Service, Value) async -> Result<Value, Fault>

  /// Answers one call: `operation` is the name behind `AWSStepFunctions.` in `X-Amz-Target`.
  func handle(_ operation: String, _ request: Value) -> Handling {
    guard let members = Model.members[operation] else {
      return .now(.failure(Fault(code: "UnknownOperationException", message: "")))
    }
    do {
      try Member.check(request, against: members)
      if let action = Self.actions[operation] { return .now(.success(try action(self, request))) }
      if let action = Self.waitingActions[operation] {
        return .later { await action(self, request) }
      }
      return .now(.failure(Fault(code: "UnknownOperationException", message: "")))
    } catch {
      return .now(.failure(error))
    }
  }

  private static let actions: [String: Action] = [
    "CreateActivity": { try $0.createActivity($1) },
    "CreateStateMachine": { try $0.createStateMachine($1) },
    "CreateStateMachineAlias": { try $0.createStateMachineAlias($1) },
    "DeleteActivity": { try $0.deleteActivity($1) },
    "DeleteStateMachine": { try $0.deleteStateMachine($1) },
    "DeleteStateMachineAlias": { try $0.deleteStateMachineAlias($1) },
    "DeleteStateMachineVersion": { try $0.deleteStateMachineVersion($1) },
    "DescribeActivity": { try $0.describeActivity($1) },
    "DescribeStateMachine": { try $0.describeStateMachine($1) },
    "DescribeStateMachineAlias": { try $0.describeStateMachineAlias($1) },
    "DescribeExecution": { try $0.describeExecution($1) },
    "DescribeStateMachineForExecution": { try $0.describeStateMachineForExecution($1) },
    "GetExecutionHistory": { try $0.getExecutionHistory($1) },
    "ListActivities": { try $0.listActivities($1) },
    "ListExecutions": { try $0.listExecutions($1) },
    "ListStateMachineAliases": { try $0.listStateMachineAliases($1) },
    "ListStateMachines": { try $0.listStateMachines($1) },
    "ListStateMachineVersions": { try $0.listStateMachineVersions($1) },
    "ListTagsForResource": { try $0.listTagsForResource($1) },
    "PublishStateMachineVersion": { try $0.publishStateMachineVersion($1) },
    "RedriveExecution": { try $0.redriveExecution($1) },
    "SendTaskFailure": { try $0.sendTaskFailure($1) },
    "SendTaskHeartbeat": { try $0.sendTaskHeartbeat($1) },
    "SendTaskSuccess": { try $0.sendTaskSuccess($1) },
    "StartExecution": { try $0.startExecution($1) },
    "StopExecution": { try $0.stopExecution($1) },
    "TagResource": { try $0.tagResource($1) },
    "UntagResource": { try $0.untagResource($1) },
    "UpdateStateMachine": { try $0.updateStateMachine($1) },
    "UpdateStateMachineAlias": { try $0.updateStateMachineAlias($1) },
    "ValidateStateMachineDefinition": { try $0.validateStateMachineDefinition($1) },
  ]

  private static let waitingActions: [String: WaitingAction] = [
    "GetActivityTask": { await $0.getActivityTask($1) },
    "StartSyncExecution": { await $0.startSyncExecution($1) },
  ]
}
