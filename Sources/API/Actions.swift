import JSON

/// How a call is answered.
enum Handling: Sendable {
  case now(Result<Value, Fault>)
  /// The call waits for executions or workers.
  case later(@Sendable () async -> Result<Value, Fault>)
}

extension Service {
  /// A call that answers at once.
  typealias Action = @Sendable (Service) -> @Sendable (Value) throws(Fault) -> Value
  /// A call that may wait.
  typealias WaitingAction = @Sendable (Service) -> @Sendable (Value) -> Handling

  /// Answers one call: `operation` is the name behind `AWSStepFunctions.` in `X-Amz-Target`.
  func handle(_ operation: String, _ request: Value) -> Handling {
    guard let members = Model.members[operation] else {
      return .now(.failure(Fault(code: "UnknownOperationException", message: "")))
    }
    do {
      try Member.check(request, against: members)
      if let action = Self.actions[operation] { return .now(.success(try action(self)(request))) }
      if let action = Self.waitingActions[operation] {
        return action(self)(request)
      }
      return .now(.failure(Fault(code: "UnknownOperationException", message: "")))
    } catch {
      return .now(.failure(error))
    }
  }

  private static let actions: [String: Action] = [
    "CreateActivity": Service.createActivity,
    "CreateStateMachine": Service.createStateMachine,
    "CreateStateMachineAlias": Service.createStateMachineAlias,
    "DeleteActivity": Service.deleteActivity,
    "DeleteStateMachine": Service.deleteStateMachine,
    "DeleteStateMachineAlias": Service.deleteStateMachineAlias,
    "DeleteStateMachineVersion": Service.deleteStateMachineVersion,
    "DescribeActivity": Service.describeActivity,
    "DescribeStateMachine": Service.describeStateMachine,
    "DescribeStateMachineAlias": Service.describeStateMachineAlias,
    "DescribeMapRun": Service.describeMapRun,
    "ListMapRuns": Service.listMapRuns,
    "UpdateMapRun": Service.updateMapRun,
    "DescribeExecution": Service.describeExecution,
    "DescribeStateMachineForExecution": Service.describeStateMachineForExecution,
    "GetExecutionHistory": Service.getExecutionHistory,
    "ListActivities": Service.listActivities,
    "ListExecutions": Service.listExecutions,
    "ListStateMachineAliases": Service.listStateMachineAliases,
    "ListStateMachines": Service.listStateMachines,
    "ListStateMachineVersions": Service.listStateMachineVersions,
    "ListTagsForResource": Service.listTagsForResource,
    "PublishStateMachineVersion": Service.publishStateMachineVersion,
    "RedriveExecution": Service.redriveExecution,
    "SendTaskFailure": Service.sendTaskFailure,
    "SendTaskHeartbeat": Service.sendTaskHeartbeat,
    "SendTaskSuccess": Service.sendTaskSuccess,
    "StartExecution": Service.startExecution,
    "StopExecution": Service.stopExecution,
    "TagResource": Service.tagResource,
    "UntagResource": Service.untagResource,
    "UpdateStateMachine": Service.updateStateMachine,
    "UpdateStateMachineAlias": Service.updateStateMachineAlias,
    "ValidateStateMachineDefinition": Service.validateStateMachineDefinition,
  ]

  private static let waitingActions: [String: WaitingAction] = [
    "GetActivityTask": { service in
      { request in .later { await service.getActivityTask(request) } }
    },
    "StartSyncExecution": Service.startSyncExecution,
    "TestState": { service in { request in .later { await service.testState(request) } } },
  ]
}
