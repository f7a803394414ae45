import ASL
public import Engine
import JSON

/// Answers the tasks of executions. A call goes, in order, to the mocks of a test case, to the
/// backend that `treadle.yaml` names, to an embedded service or a function of the workspace; what
/// nobody answers is `unavailable` under the name that AWS would give the failure.
///
/// A value: copies share functions and tables, and differ in what they play.
public struct Dispatcher: TaskPerformer {
  public let workspace: Workspace
  public let services: EmbeddedServices
  public let functions: Functions
  var executions: (any ExecutionService)?
  var player: MockPlayer?
  let mocks: Mocks?

  /// - Parameter mocks: the mock file to take test cases from; `workspace.mocks` where `nil`.
  public init(
    workspace: Workspace, services: EmbeddedServices, functions: Functions, mocks: Mocks? = nil
  ) {
    self.workspace = workspace
    self.services = services
    self.functions = functions
    self.mocks = mocks
  }

  /// The same, with an answer to `states:` and `aws-sdk:sfn:` calls.
  public func with(executions: any ExecutionService) -> Dispatcher {
    var copy = self
    copy.executions = executions
    return copy
  }

  /// The same for one execution of `machine` that plays `testCase`, from its first call on.
  public func playing(testCase: String, of machine: String) throws(WorkspaceError) -> Dispatcher {
    guard let mocks else {
      throw WorkspaceError(
        file: workspace.folder + "/treadle.yaml",
        message: "there is no mock file: name one under `mocks:` or with --mocks")
    }
    guard let player = MockPlayer(mocks: mocks, machine: machine, testCase: testCase) else {
      let known = mocks.testCases(of: machine).joined(separator: ", ")
      throw WorkspaceError(
        file: mocks.file,
        message: "StateMachines.\(machine) has no test case \"\(testCase)\""
          + (known.isEmpty ? "" : "; it has \(known)"))
    }
    var copy = self
    copy.player = player
    return copy
  }

  /// Where tables, queues, buckets and the counts of mocks stand; `restore` goes back to it.
  public func checkpoint() -> Checkpoint {
    Checkpoint(store: services.checkpoint(), mocks: player?.checkpoint ?? [:])
  }

  /// Puts tables, queues, buckets and the counts of mocks back to where they stood.
  public func restore(_ checkpoint: Checkpoint) {
    services.restore(to: checkpoint.store)
    player?.checkpoint = checkpoint.mocks
  }

  public func perform(
    _ request: TaskRequest, progress: @escaping @Sendable (TaskProgress) -> Void
  ) async -> TaskAnswer {
    if let answer = player?.answer(request) { return answer }
    switch request.resource.kind {
    case .lambdaFunction:
      return await LambdaTasks(workspace: workspace, functions: functions).direct(request, progress)
    case .service(let service, let action, let pattern):
      return await perform(service, action, pattern, request, progress)
    case .activity, .unknown: return unavailable(request)
    }
  }

  private func perform(
    _ service: String, _ action: String, _ pattern: Resource.Pattern, _ request: TaskRequest,
    _ progress: @escaping @Sendable (TaskProgress) -> Void
  ) async -> TaskAnswer {
    let lambda = LambdaTasks(workspace: workspace, functions: functions)
    switch (service, action) {
    case ("lambda", "invoke"): return await lambda.invoke(request, pattern: pattern, progress)
    case ("aws-sdk:lambda", "invoke"):
      return await lambda.sdkInvoke(request, pattern: pattern, progress)
    default: break
    }
    if let embedded = ServiceTasks.embeddedName(service),
      workspace.services[embedded]?.backend ?? .embedded == .embedded
    {
      return await ServiceTasks(services: services)
        .perform(service, embedded, action, pattern, request)
    }
    return unavailable(request)
  }

  private func unavailable(_ request: TaskRequest) -> TaskAnswer {
    .unavailable(
      TaskFailure(error: "States.TaskFailed", cause: "\(request.resource.arn) is not available"),
      hint: hint(for: request))
  }

  /// What to add where so that the call has an answer.
  func hint(for request: TaskRequest) -> String {
    let machine = request.execution.stateMachineName
    let file = mocks?.file ?? workspace.mocks ?? workspace.folder + "/MockConfigFile.json"
    let testCase = player?.testCase ?? "HappyPath"
    return "add \"\(request.state)\" to StateMachines.\(machine).TestCases.\(testCase) in \(file)"
  }
}

/// A moment of the services' state; see ``Dispatcher/checkpoint()``.
public struct Checkpoint: Sendable, Hashable {
  var store: Int
  var mocks: [String: Int]
}
