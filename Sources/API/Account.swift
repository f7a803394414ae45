import ASL
public import Engine
public import History
public import JSON
public import Services
import Synchronization
import SystemPackage

/// A workspace as an AWS account: its state machines, executions, activities and services behind the
/// Step Functions API, whether called over HTTP or by a task.
///
/// This is where the parts are put together: `runner` performs tasks through the workspace's
/// services, and those that start executions come back here.
public final class Account: Sendable {
  public let workspace: Workspace
  public let runner: Runner
  /// What answers tasks; shares tables, queues and functions with the HTTP front.
  public let dispatcher: Dispatcher
  let service: Service
  /// The account's state machines and executions, as a task reaches them.
  public let executions: any ExecutionService

  /// - Parameters:
  ///   - store: where executions are recorded; `nil` records nothing.
  ///   - keepsMachines: whether state machines outlive the process (`.treadle/state-machines.jsonl`).
  public init(
    workspace: Workspace, store: Store?, dispatcher: Dispatcher, options: RunnerOptions,
    keepsMachines: Bool
  ) throws {
    let door = Door()
    executions = door
    self.workspace = workspace
    self.dispatcher = dispatcher.with(executions: door)
    var options = options
    options.admission = { door.refusal(of: $0) ?? Dispatcher.admission($0) }
    runner = Runner(store: store, performer: self.dispatcher, options: options)
    var registry = Registry(region: workspace.region, account: workspace.account)
    var file: RegistryFile?
    if keepsMachines {
      file = RegistryFile(path: FilePath(workspace.dataFolder).appending("state-machines.jsonl"))
      try file?.load(into: &registry)
    }
    service = Service(
      registry: registry, file: file, runner: runner, dispatcher: self.dispatcher,
      now: options.now)
    door.open(to: service)
  }

  /// Registers a definition under a name, or replaces the one of that name, as if it had been
  /// created through the API. Definitions are not validated here.
  public func register(
    name: String, definition: String, type: WorkflowType, roleArn: String? = nil
  ) {
    service.register(
      name: name, definition: definition, type: type.rawValue,
      roleArn: roleArn ?? "arn:aws:iam::\(workspace.account):role/treadle")
  }
}

/// Why a call was refused: AWS's exception and its message.
public struct CallFailure: Error, Sendable, Hashable {
  public var code: String
  public var message: String
}

extension Account {
  /// Makes an API call without HTTP: `operation` is AWS's name, `request` has AWS's members.
  public func call(_ operation: String, _ request: Value) async -> Result<Value, CallFailure> {
    let result: Result<Value, Fault>
    switch service.handle(operation, request) {
    case .now(let answer): result = answer
    case .later(let work): result = await work()
    }
    return result.mapError { CallFailure(code: $0.code, message: $0.message) }
  }

  /// Who a new execution of a machine of this account is.
  ///
  /// - Parameter name: the execution's name; `nil` draws a UUID.
  public func identity(of machine: String, type: WorkflowType, name: String?) -> Identity {
    service.identity(
      machine: machine, type: type, name: name ?? service.freshUUID(),
      roleArn: "arn:aws:iam::\(workspace.account):role/treadle")
  }
}

/// Lets tasks call the service that is made after their performer.
private final class Door: ExecutionService {
  private let service = Mutex<Service?>(nil)

  func open(to service: Service) { self.service.withLock { $0 = service } }

  /// AWS schedules no task of an activity that does not exist.
  func refusal(of request: TaskRequest) -> TaskFailure? {
    guard request.resource.kind == .activity, let service = service.withLock({ $0 }) else {
      return nil
    }
    let arn = request.resource.arn
    guard service.read({ $0.activities[arn] }) == nil else { return nil }
    return TaskFailure(
      stage: .beforeScheduled, error: "States.Runtime",
      cause: "The activity \(arn) does not exist.")
  }

  private func get() throws(ServiceError) -> Service {
    guard let service = service.withLock({ $0 }) else {
      throw ServiceError("ServiceUnavailable", "The service is not ready", status: 503)
    }
    return service
  }

  func call(action: String, parameters: Object, caller: Identity?) async throws(ServiceError)
    -> Object
  {
    let result: Result<Value, Fault>
    switch try get().handle(action, .object(parameters)) {
    case .now(let answer): result = answer
    case .later(let work): result = await work()
    }
    switch result {
    case .success(let value): return value.object ?? Object()
    case .failure(let fault):
      throw ServiceError(fault.code, fault.message, status: fault.status)
    }
  }

  func end(ofExecution arn: String) async throws(ServiceError) -> Object {
    let service = try get()
    do {
      _ = try await withTaskCancellationHandler {
        try await service.runner.outcome(of: arn)
      } onCancel: {
        _ = try? service.runner.stop(arn, error: nil, cause: nil)
      }
      return service.describe(try service.runner.describe(arn), withData: true).object ?? Object()
    } catch {
      throw ServiceError("ExecutionDoesNotExist", "Execution Does Not Exist: '\(arn)'")
    }
  }
}
