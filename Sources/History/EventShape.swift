/// Which members the details of a type of event have; one for each case of `EventDetails`.
enum EventShape {
  case none, stateEntered, stateExited, executionStarted, output, failure, executionRedriven
  case taskScheduled, taskStarted, taskOutput, taskFailure
  case lambdaFunctionScheduled, activityScheduled, activityStarted
  case mapStateStarted, mapIteration, mapRunStarted, mapRunRedriven, evaluationFailed
}

extension EventType {
  /// The form of the type's details.
  ///
  /// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html>
  var shape: EventShape {
    switch self {
    case .choiceStateEntered, .failStateEntered, .mapStateEntered, .parallelStateEntered,
      .passStateEntered, .succeedStateEntered, .taskStateEntered, .waitStateEntered:
      .stateEntered
    case .choiceStateExited, .mapStateExited, .parallelStateExited, .passStateExited,
      .succeedStateExited, .taskStateExited, .waitStateExited:
      .stateExited
    case .activitySucceeded, .executionSucceeded, .lambdaFunctionSucceeded: .output
    case .activityFailed, .activityScheduleFailed, .activityTimedOut, .executionAborted,
      .executionFailed, .executionTimedOut, .lambdaFunctionFailed, .lambdaFunctionScheduleFailed,
      .lambdaFunctionStartFailed, .lambdaFunctionTimedOut, .mapRunFailed:
      .failure
    case .taskFailed, .taskStartFailed, .taskSubmitFailed, .taskTimedOut: .taskFailure
    case .taskSubmitted, .taskSucceeded: .taskOutput
    case .mapIterationAborted, .mapIterationFailed, .mapIterationStarted, .mapIterationSucceeded:
      .mapIteration
    case .activityScheduled: .activityScheduled
    case .activityStarted: .activityStarted
    case .evaluationFailed: .evaluationFailed
    case .executionRedriven: .executionRedriven
    case .executionStarted: .executionStarted
    case .lambdaFunctionScheduled: .lambdaFunctionScheduled
    case .mapRunRedriven: .mapRunRedriven
    case .mapRunStarted: .mapRunStarted
    case .mapStateStarted: .mapStateStarted
    case .taskScheduled: .taskScheduled
    case .taskStarted: .taskStarted
    case .lambdaFunctionStarted, .mapRunAborted, .mapRunSucceeded, .mapStateAborted,
      .mapStateFailed, .mapStateSucceeded, .parallelStateAborted, .parallelStateFailed,
      .parallelStateStarted, .parallelStateSucceeded, .taskStateAborted, .waitStateAborted:
      .none
    }
  }

  /// The member of `HistoryEvent` that holds the details, `nil` where there are none.
  public var detailsMember: String? {
    switch shape {
    case .none: nil
    case .stateEntered: "stateEnteredEventDetails"
    case .stateExited: "stateExitedEventDetails"
    default: lowerCamelCase + "EventDetails"
    }
  }

  /// `TaskFailed` as `taskFailed`.
  private var lowerCamelCase: String {
    rawValue.prefix(1).lowercased() + rawValue.dropFirst()
  }

  /// The status that an execution has after such an event at its end; `nil` for all other types.
  public var finalStatus: String? {
    switch self {
    case .executionSucceeded: "SUCCEEDED"
    case .executionFailed: "FAILED"
    case .executionTimedOut: "TIMED_OUT"
    case .executionAborted: "ABORTED"
    default: nil
    }
  }
}

/// Everything that details can hold, before the type has said which of it counts.
struct DetailMembers {
  var input: String?
  var output: String?
  var name: String?
  var error: String?
  var cause: String?
  var roleArn: String?
  var stateMachineAliasArn: String?
  var stateMachineVersionArn: String?
  var resourceType: String?
  var resource: String?
  var region: String?
  var parameters: String?
  var timeoutInSeconds: Int?
  var heartbeatInSeconds: Int?
  var credentialsRoleArn: String?
  var workerName: String?
  var length: Int?
  var index: Int?
  var mapRunArn: String?
  var redriveCount: Int?
  var location: String?
  var state: String?
  var assignedVariables: [AssignedVariable] = []

  /// The details of an event of that shape. A required member that is missing is empty: a log with
  /// `includeExecutionData` off is still a history.
  func details(_ shape: EventShape) -> EventDetails {
    switch shape {
    case .none: .none
    case .stateEntered: .stateEntered(name: name ?? "", input: input ?? "")
    case .stateExited:
      .stateExited(name: name ?? "", output: output ?? "", assignedVariables: assignedVariables)
    case .executionStarted:
      .executionStarted(
        input: input ?? "", roleArn: roleArn ?? "", stateMachineAliasArn: stateMachineAliasArn,
        stateMachineVersionArn: stateMachineVersionArn)
    case .output: .output(output ?? "")
    case .failure: .failure(error: error, cause: cause)
    case .executionRedriven: .executionRedriven(redriveCount: redriveCount ?? 0)
    case .evaluationFailed:
      .evaluationFailed(
        error: error ?? "", cause: cause ?? "", location: location, state: state ?? "")
    case .mapStateStarted: .mapStateStarted(length: length ?? 0)
    case .mapIteration: .mapIteration(name: name ?? "", index: index ?? 0)
    case .mapRunStarted: .mapRunStarted(mapRunArn: mapRunArn ?? "")
    case .mapRunRedriven:
      .mapRunRedriven(mapRunArn: mapRunArn ?? "", redriveCount: redriveCount ?? 0)
    case .taskScheduled, .taskStarted, .taskOutput, .taskFailure, .lambdaFunctionScheduled,
      .activityScheduled, .activityStarted:
      taskDetails(shape)
    }
  }

  private func taskDetails(_ shape: EventShape) -> EventDetails {
    let resource = resource ?? ""
    let type = resourceType ?? ""
    switch shape {
    case .taskScheduled:
      return .taskScheduled(
        TaskScheduled(
          resourceType: type, resource: resource, region: region ?? "",
          parameters: parameters ?? "", timeoutInSeconds: timeoutInSeconds,
          heartbeatInSeconds: heartbeatInSeconds, roleArn: credentialsRoleArn))
    case .taskStarted: return .taskStarted(resourceType: type, resource: resource)
    case .taskOutput:
      return .taskOutput(resourceType: type, resource: resource, output: output ?? "")
    case .taskFailure:
      return .taskFailure(resourceType: type, resource: resource, error: error, cause: cause)
    case .lambdaFunctionScheduled:
      return .lambdaFunctionScheduled(
        resource: resource, input: input ?? "", timeoutInSeconds: timeoutInSeconds,
        taskCredentials: credentialsRoleArn)
    case .activityScheduled:
      return .activityScheduled(
        resource: resource, input: input ?? "", timeoutInSeconds: timeoutInSeconds,
        heartbeatInSeconds: heartbeatInSeconds)
    default: return .activityStarted(workerName: workerName)
    }
  }
}
