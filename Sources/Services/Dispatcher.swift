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

  /// - Parameter mocks: the mock file to take test cases from.
  public init(
    workspace: Workspace, services: EmbeddedServices, functions: Functions, mocks: Mocks? = nil
  ) {
    self.workspace = workspace
    self.services = services
    self.functions = functions
    self.mocks = mocks
    forward(to: nil)
  }

  /// The same, with an answer to `states:` and `aws-sdk:sfn:` calls.
  public func with(executions: any ExecutionService) -> Dispatcher {
    var copy = self
    copy.executions = executions
    copy.forward(to: executions)
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

  /// Puts everything to where it stood at a checkpoint, backwards or forwards: what is undone waits
  /// in `undone`, to be made again. Empty it when something new is done after stepping back.
  ///
  /// - Returns: how many changes were undone, and how many made again.
  public func move(
    to checkpoint: Checkpoint, undone: inout UndoneChanges
  ) -> (undone: Int, redone: Int) {
    let taken = services.store.restore(to: checkpoint.store)
    undone.changes.append(contentsOf: taken)
    undone.changes.sort { $0.number > $1.number }
    let again = undone.changes.filter { $0.number <= checkpoint.store }
    if services.store.redo(again.reversed()) {
      undone.changes.removeAll { $0.number <= checkpoint.store }
    }
    player?.checkpoint = checkpoint.mocks
    return (taken.count, again.count)
  }

  /// Why a task with these arguments is not even scheduled, if it is not: `States.Runtime`, as AWS
  /// fails parameters that cannot be used.
  public static func admission(_ request: TaskRequest) -> TaskFailure? {
    ParameterCheck.failure(of: request)
  }

  public func perform(
    _ request: TaskRequest, progress: @escaping @Sendable (TaskProgress) -> Void
  ) async -> TaskAnswer {
    let mocked = player?.answer(request) { progress(.output(line: $0, isError: true)) }
    if let mocked { return told(mocked, request, progress) }
    switch request.resource.kind {
    case .lambdaFunction:
      return await LambdaTasks(workspace: workspace, functions: functions).direct(request, progress)
    case .service(let service, let action, let pattern):
      return await perform(service, action, pattern, request, progress)
    case .activity, .unknown:
      return .unavailable(
        TaskFailure(
          error: "States.Runtime",
          cause: "The resource \(request.resource.arn) cannot be called here."),
        hint: hint(for: request))
    }
  }

  /// A mocked answer, after the news of the call that was accepted before it.
  private func told(
    _ answer: TaskAnswer, _ request: TaskRequest,
    _ progress: @escaping @Sendable (TaskProgress) -> Void
  ) -> TaskAnswer {
    var answer = answer
    var result: Value?
    if case .succeeded(let payload) = answer {
      let value = MockSubmission.result(payload.value, of: request)
      answer = .succeeded(Payload(value))
      result = value
    }
    if case .service(let service, _, let pattern) = request.resource.kind, pattern != .response {
      progress(.submitted(MockSubmission.payload(for: request, service: service, result: result)))
    }
    return answer
  }

  private func perform(
    _ service: String, _ action: String, _ pattern: Resource.Pattern, _ request: TaskRequest,
    _ progress: @escaping @Sendable (TaskProgress) -> Void
  ) async -> TaskAnswer {
    let configuration = configuration(service)
    let isFunction = service.hasSuffix("lambda") && action == "invoke"
    if let configuration, configuration.backend == .aws, !isFunction {
      return await CommandLineTasks(
        workspace: workspace, configuration: configuration, hint: hint(for: request)
      ).perform(service, action, pattern, request, progress)
    }
    guard configuration?.backend != ServiceConfiguration.Backend.none else {
      return unavailable(service, request)
    }
    let lambda = LambdaTasks(workspace: workspace, functions: functions)
    switch (service, action) {
    case ("lambda", "invoke"): return await lambda.invoke(request, pattern: pattern, progress)
    case ("aws-sdk:lambda", "invoke"):
      return await lambda.sdkInvoke(request, pattern: pattern, progress)
    case ("http", "invoke"):
      return await HTTPTasks(workspace: workspace, functions: lambda).invoke(request, pattern)
    case ("apigateway", "invoke"):
      return await APIGatewayTasks(
        workspace: workspace, configuration: configuration, functions: lambda
      ).invoke(request, pattern)
    default: break
    }
    if let executions {
      if service == "states", action == "startExecution" {
        return await ExecutionTasks(executions: executions).start(request, pattern, progress)
      }
      if service == "aws-sdk:sfn" {
        return await ExecutionTasks(executions: executions).call(action, request, pattern)
      }
    }
    guard let embedded = ServiceTasks.embeddedName(service) else {
      return unavailable(service, request)
    }
    return await ServiceTasks(services: services)
      .perform(service, embedded, action, pattern, request)
  }

  private func configuration(_ service: String) -> ServiceConfiguration? {
    let name = service.hasPrefix("aws-sdk:") ? String(service.dropFirst(8)) : service
    return workspace.services[name] ?? workspace.services[service]
  }

  /// The failure that an unreachable service would be on AWS.
  private func unavailable(_ service: String, _ request: TaskRequest) -> TaskAnswer {
    let host = service.hasPrefix("aws-sdk:") ? String(service.dropFirst(8)) : service
    return .unavailable(
      TaskFailure(
        error: "\(ServiceNames.prefix(service)).SdkClientException",
        cause: "Unable to execute HTTP request: \(host).\(workspace.region).amazonaws.com: "
          + "Name or service not known"),
      hint: hint(for: request) + "; or let the AWS CLI call it: `\(host): {backend: aws}` under "
        + "`services:` in \(workspace.folder)/treadle.yaml")
  }

  /// What to add where so that the call has an answer.
  func hint(for request: TaskRequest) -> String {
    let machine = request.execution.stateMachineName
    let file = mocks?.file ?? workspace.mocks ?? workspace.folder + "/MockConfigFile.json"
    let testCase = player?.testCase ?? "HappyPath"
    return "add \"\(request.state)\" to StateMachines.\(machine).TestCases.\(testCase) in \(file)"
  }

  /// Lets topics and buses reach functions and state machines.
  private func forward(to executions: (any ExecutionService)?) {
    let lambda = LambdaTasks(workspace: workspace, functions: functions)
    functions.serve { [self] in LoopbackFront(self) }
    services.connect { event in
      Task {
        switch event {
        case .function(let arn, let event):
          guard let function = lambda.functions.configuration(FunctionReference(arn)) else {
            return
          }
          _ = await lambda.invoke(function: function, event: event) { _ in }
        case .stateMachine(let arn, let input):
          _ = try? await executions?.call(
            action: "StartExecution",
            parameters: ["stateMachineArn": .string(arn), "input": .string(input)], caller: nil)
        }
      }
    }
  }
}

/// A moment of the services' state; see ``Dispatcher/checkpoint()``.
public struct Checkpoint: Sendable, Hashable {
  /// The number of the last change before it; see ``EmbeddedServices/changes(after:limit:)``.
  public let store: Int
  var mocks: [String: Int]
}

/// What stepping back undid in the services, to be made again; see ``Dispatcher/move(to:undone:)``.
public struct UndoneChanges: Sendable {
  var changes: [Change] = []

  public init() {}
}
