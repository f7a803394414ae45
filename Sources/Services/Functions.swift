import JSON

/// The Lambda functions of a workspace, as warm processes.
public final class Functions: Sendable {
  let workspace: Workspace

  public init(workspace: Workspace) { self.workspace = workspace }

  /// Ends the processes.
  public func shutDown() async {}
}
