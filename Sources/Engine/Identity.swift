/// `STANDARD` or `EXPRESS`.
public enum WorkflowType: String, Sendable {
  case standard = "STANDARD"
  case express = "EXPRESS"
}

/// `status` of an execution.
public enum ExecutionStatus: String, Sendable {
  case running = "RUNNING"
  case succeeded = "SUCCEEDED"
  case failed = "FAILED"
  case timedOut = "TIMED_OUT"
  case aborted = "ABORTED"
  case pendingRedrive = "PENDING_REDRIVE"
}

/// Who an execution is: what the context object and its ARNs say.
public struct Identity: Sendable, Hashable {
  /// `arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME`, or the `express:` form.
  public var arn: String
  public var name: String
  public var stateMachineArn: String
  public var stateMachineName: String
  public var stateMachineVersionArn: String?
  public var stateMachineAliasArn: String?
  public var roleArn: String
  public var type: WorkflowType
  public var region: String
  public var account: String

  public init(
    arn: String, name: String, stateMachineArn: String, stateMachineName: String,
    stateMachineVersionArn: String? = nil, stateMachineAliasArn: String? = nil, roleArn: String,
    type: WorkflowType, region: String = "us-east-1", account: String = "123456789012"
  ) {
    self.arn = arn
    self.name = name
    self.stateMachineArn = stateMachineArn
    self.stateMachineName = stateMachineName
    self.stateMachineVersionArn = stateMachineVersionArn
    self.stateMachineAliasArn = stateMachineAliasArn
    self.roleArn = roleArn
    self.type = type
    self.region = region
    self.account = account
  }
}
