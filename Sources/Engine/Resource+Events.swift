import ASL
import History

extension Resource {
  /// Whether calls come with a task token.
  var carriesToken: Bool {
    switch kind {
    case .activity, .service(_, _, .waitForTaskToken): true
    case .lambdaFunction, .service, .unknown: false
    }
  }

  /// An argument that Step Functions adds to a call where it is not given (recorded).
  var addedArgument: (name: String, value: String)? {
    guard case .service("ecs", "runTask", _) = kind else { return nil }
    return ("StartedBy", "AWS Step Functions")
  }

  /// `resourceType` and `resource` of events: `sqs`, `sendMessage.waitForTaskToken`.
  var typeAndName: (type: String, name: String) {
    switch kind {
    case .service(let service, let action, let pattern): (service, action + pattern.rawValue)
    case .lambdaFunction, .activity, .unknown: ("", arn)
    }
  }

  /// How a message about too large a result names the resource.
  var limitName: String {
    if case .service(let service, _, _) = kind { service } else { arn }
  }

  func output(_ text: String) -> EventDetails {
    guard case .service = kind else { return .output(text) }
    let (type, name) = typeAndName
    return .taskOutput(resourceType: type, resource: name, output: text)
  }

  func failure(_ failure: Failure) -> EventDetails {
    switch kind {
    case .lambdaFunction, .activity: return .failure(error: failure.error, cause: failure.cause)
    case .service, .unknown:
      let (type, name) = typeAndName
      return .taskFailure(
        resourceType: type, resource: name, error: failure.error, cause: failure.cause)
    }
  }

  var succeededEvent: EventType {
    choose(.lambdaFunctionSucceeded, .activitySucceeded, .taskSucceeded)
  }
  var failedEvent: EventType { choose(.lambdaFunctionFailed, .activityFailed, .taskFailed) }
  var timedOutEvent: EventType { choose(.lambdaFunctionTimedOut, .activityTimedOut, .taskTimedOut) }
  var scheduleFailedEvent: EventType {
    choose(.lambdaFunctionScheduleFailed, .activityScheduleFailed, .taskStartFailed)
  }
  var startFailedEvent: EventType {
    choose(.lambdaFunctionStartFailed, .activityFailed, .taskStartFailed)
  }
  var submitFailedEvent: EventType {
    choose(.lambdaFunctionFailed, .activityFailed, .taskSubmitFailed)
  }

  private func choose(_ lambda: EventType, _ activity: EventType, _ task: EventType) -> EventType {
    switch kind {
    case .lambdaFunction: lambda
    case .activity: activity
    case .service, .unknown: task
    }
  }
}
