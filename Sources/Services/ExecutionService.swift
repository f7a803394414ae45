public import Engine
public import JSON

/// The Step Functions API as a task sees it: nested executions, tokens, descriptions.
///
/// Whoever runs executions implements it, so that `states:startExecution` and
/// `aws-sdk:sfn:startSyncExecution` find the machines of the workspace.
public protocol ExecutionService: Sendable {
  /// Performs an action of the API (`StartExecution`, `StartSyncExecution`, `SendTaskSuccess` …).
  ///
  /// `parameters` and the answer have the members of the API reference (`stateMachineArn`, `input`
  /// as text); instants are numbers of seconds since 1970. `caller` is the execution whose task
  /// calls, `nil` for a call from outside.
  /// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html>
  func call(
    action: String, parameters: Object, caller: Identity?
  ) async throws(ServiceError) -> Object

  /// Waits until that execution has ended and returns what `DescribeExecution` answers then.
  /// A cancelled task stops the execution it waits for.
  func end(ofExecution arn: String) async throws(ServiceError) -> Object
}
