import FoundationEssentials
import JSON
import Synchronization

/// The Lambda functions of a workspace, as warm processes.
///
/// A function's process starts with its first invocation and stays; several run at the same time, up
/// to the function's `concurrency`; a change of its file replaces them.
public final class Functions: Sendable {
  let workspace: Workspace
  private struct State {
    var pools: [String: FunctionPool] = [:]
    var endpoint: String?
    /// Starts a front of the services where `endpoint` is not given.
    var makeFront: (@Sendable () -> LoopbackFront?)?
    var front: LoopbackFront?
  }
  private let state: Mutex<State>

  /// - Parameter endpoint: where the embedded services answer over HTTP, told to functions as
  ///   `AWS_ENDPOINT_URL`.
  public init(workspace: Workspace, endpoint: String? = nil) {
    self.workspace = workspace
    state = Mutex(State(endpoint: endpoint))
  }

  /// Tells functions started from now on where the embedded services answer over HTTP.
  public func setEndpoint(_ endpoint: String?) { state.withLock { $0.endpoint = endpoint } }

  /// How to serve the services to functions while no endpoint is set.
  func serve(_ make: @escaping @Sendable () -> LoopbackFront?) {
    let old = state.withLock { state in
      state.makeFront = make
      defer { state.front = nil }
      return state.front
    }
    old?.stop()
  }

  /// Where the embedded services answer, for a function that starts now.
  private var endpoint: String? {
    state.withLock { state in
      if let endpoint = state.endpoint { return endpoint }
      if state.front == nil { state.front = state.makeFront?() }
      return state.front?.endpoint
    }
  }

  /// Ends the processes, and what was served to them.
  public func shutDown() async {
    let (pools, front) = state.withLock { state in
      defer { (state.pools, state.front, state.makeFront) = ([:], nil, nil) }
      return (Array(state.pools.values), state.front)
    }
    front?.stop()
    for pool in pools { await pool.stop() }
  }

  /// The function that a name, a partial or a full ARN means. Where Lambda is configured to be AWS's,
  /// every function that the workspace does not have is there.
  func configuration(_ reference: FunctionReference) -> FunctionConfiguration? {
    if let function = workspace.functions[reference.name] { return function }
    guard let lambda = workspace.services["lambda"], lambda.backend == .aws else { return nil }
    return FunctionConfiguration(
      name: reference.name, handler: reference.text, runtime: .remote, endpoint: lambda.endpoint,
      profile: lambda.profile, program: lambda.program)
  }

  func invoke(
    _ configuration: FunctionConfiguration, _ invocation: Invocation
  ) async -> InvocationResult {
    if configuration.runtime == .remote {
      return await RemoteFunction(configuration: configuration, workspace: workspace)
        .invoke(invocation)
    }
    return await pool(configuration).invoke(invocation)
  }

  private func pool(_ configuration: FunctionConfiguration) -> FunctionPool {
    state.withLock { state in
      if let pool = state.pools[configuration.name] { return pool }
      let handler = Handler(configuration.handler, in: workspace)
      let pool = FunctionPool(
        configuration: configuration, watch: SourceWatch(file: handler.file),
        start: { [self] in start(configuration, handler) })
      state.pools[configuration.name] = pool
      return pool
    }
  }

  private func start(
    _ configuration: FunctionConfiguration, _ handler: Handler
  ) -> Result<any FunctionWorker, StartFault> {
    let environment = environment(configuration, handler)
    let folder = Files.isFolder(handler.folder) ? handler.folder : workspace.folder
    switch configuration.runtime {
    case .python:
      return spawn(
        ["python3", "-u", "-c", Bootstraps.python, handler.file, handler.symbol], environment,
        folder
      )
    case .node:
      return spawn(
        ["node", "-e", Bootstraps.node, "--", handler.file, handler.symbol], environment, folder)
    case .provided:
      return RuntimeAPIWorker.start(
        executable: handler.file, environment: environment, folder: folder)
    case .remote:
      return .failure(
        StartFault(type: "Runtime.InvalidEntrypoint", message: "not a local function"))
    }
  }

  private func spawn(
    _ arguments: [String], _ environment: [String: String], _ folder: String
  ) -> Result<any FunctionWorker, StartFault> {
    switch ChildProcess.start(arguments, environment: environment, folder: folder) {
    case .success(let process): return .success(ProcessWorker(process: process))
    case .failure(let fault):
      return .failure(
        StartFault(
          type: "Runtime.InvalidEntrypoint",
          message: "\(arguments[0]) cannot be started: \(fault.reason)"))
    }
  }

  /// The process's own environment with what Lambda sets. Credentials are made-up ones, so that a
  /// function never reaches AWS by accident; its configuration may set others.
  private func environment(
    _ configuration: FunctionConfiguration, _ handler: Handler
  ) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    for name in ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"] {
      environment[name] = nil
    }
    environment["AWS_ACCESS_KEY_ID"] = "test"
    environment["AWS_SECRET_ACCESS_KEY"] = "test"
    environment["AWS_REGION"] = workspace.region
    environment["AWS_DEFAULT_REGION"] = workspace.region
    environment["AWS_ENDPOINT_URL"] = endpoint
    environment["AWS_LAMBDA_FUNCTION_NAME"] = configuration.name
    environment["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST"
    environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = String(configuration.memory)
    environment["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/" + configuration.name
    environment["AWS_LAMBDA_LOG_STREAM_NAME"] = "local"
    environment["LAMBDA_TASK_ROOT"] = handler.folder
    environment["_HANDLER"] = configuration.handler
    for (name, value) in configuration.environment { environment[name] = value }
    return environment
  }
}

/// `path[:symbol]`, or AWS's `path/module.symbol`, as a file and a symbol.
struct Handler: Sendable, Hashable {
  var file: String
  /// Empty where none is named.
  var symbol: String

  init(_ text: String, in workspace: Workspace) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    file = workspace.absolute(String(parts[0]))
    symbol = parts.count > 1 ? String(parts[1]) : ""
    guard symbol.isEmpty, !Files.exists(file), let dot = file.lastIndex(of: ".") else { return }
    let stem = String(file[..<dot])
    for ending in [".py", ".js", ".mjs", ".cjs"] where Files.exists(stem + ending) {
      symbol = String(file[file.index(after: dot)...])
      file = stem + ending
      return
    }
  }

  var folder: String { file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "." }
}

/// What a `FunctionName` says: `f`, `f:1`, `123456789012:function:f`,
/// `arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST`.
struct FunctionReference: Sendable, Hashable {
  /// As it was given.
  var text: String
  var name: String
  var qualifier: String?
  var account: String?
  var region: String?

  init(_ text: String) {
    self.text = text
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count >= 7, parts[0] == "arn" {
      region = parts[3].isEmpty ? nil : parts[3]
      account = parts[4].isEmpty ? nil : parts[4]
      parts.removeFirst(6)
    } else if parts.count >= 3, parts[1] == "function" {
      account = parts[0]
      parts.removeFirst(2)
    }
    name = parts.first ?? text
    qualifier = parts.count > 1 ? parts[1] : nil
  }

  /// The ARN without a qualifier.
  func arn(_ workspace: Workspace) -> String {
    "arn:aws:lambda:\(region ?? workspace.region):\(account ?? workspace.account):function:\(name)"
  }
}
