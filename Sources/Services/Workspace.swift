import FoundationEssentials
public import JSON

/// A folder with definitions and what they call: `treadle.yaml`, functions, mocks, seeds.
///
/// `treadle.yaml` is optional, and so is every key in it:
///
///     account: "123456789012"
///     region: us-east-1
///     functions:
///       charge: {handler: functions/charge.py:handler, runtime: python3, timeout: 3}
///     connections:
///       crm: {type: API_KEY, name: X-Api-Key, value: "${CRM_KEY}"}
///     services:
///       textract: {backend: aws, profile: dev}
///     mocks: MockConfigFile.json
///     seeds: [seeds/tables.yaml]
///     stateMachines:
///       orders: {definition: orders.asl.json, type: EXPRESS, substitutions: {Table: orders}}
public struct Workspace: Sendable {
  /// The folder, an absolute path.
  public var folder: String
  /// 12 digits.
  public var account = "123456789012"
  public var region = "us-east-1"
  public var functions: [String: FunctionConfiguration] = [:]
  public var connections: [String: ConnectionConfiguration] = [:]
  /// By service as in a resource: `textract`, `dynamodb`; an optimized and an `aws-sdk:` resource of
  /// the same service share an entry.
  public var services: [String: ServiceConfiguration] = [:]
  /// The mock file, an absolute path.
  public var mocks: String?
  /// Files that fill tables, queues, buckets …, absolute paths.
  public var seeds: [String] = []
  public var stateMachines: [String: StateMachineConfiguration] = [:]
  /// Values for `${Name}` in every definition.
  public var substitutions: [String: String] = [:]
  /// Keys that `treadle.yaml` has and nobody reads, each a sentence.
  public var warnings: [String] = []

  /// A workspace without configuration.
  public init(folder: String) { self.folder = folder }

  /// Where history, tables and settings are kept.
  public var dataFolder: String { folder + "/.treadle" }

  /// `path` as it is when absolute, else below the workspace's folder.
  public func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }
}

/// A Lambda function of the workspace.
public struct FunctionConfiguration: Sendable, Hashable {
  public enum Runtime: Sendable, Hashable {
    case python
    case node
    /// An executable that speaks AWS's Lambda runtime API.
    case provided
    /// A function at AWS or in a container, called through the AWS CLI.
    case remote
  }

  public var name: String
  /// `path[:symbol]`, below the workspace's folder; for `provided` the executable.
  public var handler: String
  public var runtime: Runtime
  /// Seconds, 1 to 900. A function without one may run for 900, not for AWS's 3: it runs on a machine
  /// of unknown speed, with a debugger perhaps.
  public var timeout: Int
  /// Megabytes, told to the function only.
  public var memory: Int
  /// How many invocations run at the same time; more wait.
  public var concurrency: Int
  public var environment: [String: String]
  /// Where a `remote` function answers: `--endpoint-url` of the AWS CLI.
  public var endpoint: String?
  public var profile: String?
  /// The AWS CLI that calls a `remote` function, `aws` where `nil`.
  public var program: String?

  public init(
    name: String, handler: String, runtime: Runtime, timeout: Int = 900, memory: Int = 128,
    concurrency: Int = 10, environment: [String: String] = [:], endpoint: String? = nil,
    profile: String? = nil, program: String? = nil
  ) {
    self.name = name
    self.handler = handler
    self.runtime = runtime
    self.timeout = timeout
    self.memory = memory
    self.concurrency = concurrency
    self.environment = environment
    self.endpoint = endpoint
    self.profile = profile
    self.program = program
  }
}

/// An EventBridge connection: how `http:invoke` authenticates. Its secrets never reach a history.
public struct ConnectionConfiguration: Sendable, Hashable {
  public enum Authorization: Sendable, Hashable {
    case none
    case basic(user: String, password: String)
    case apiKey(name: String, value: String)
    /// A bearer token fetched with client credentials.
    case oauth(
      endpoint: String, method: String, clientID: String, clientSecret: String,
      body: [String: String])
  }

  public var name: String
  public var authorization: Authorization
  /// `InvocationHttpParameters`: added to every request.
  public var headers: [String: String]
  public var query: [String: String]
  public var body: [String: Value]

  public init(
    name: String, authorization: Authorization, headers: [String: String] = [:],
    query: [String: String] = [:], body: [String: Value] = [:]
  ) {
    self.name = name
    self.authorization = authorization
    self.headers = headers
    self.query = query
    self.body = body
  }
}

/// Who answers the calls of a service.
public struct ServiceConfiguration: Sendable, Hashable {
  public enum Backend: String, Sendable {
    /// Treadle's own, where there is one.
    case embedded
    /// The AWS CLI, at AWS or at `endpoint`.
    case aws
    /// A plain HTTP endpoint (for `apigateway`: the base address of the API).
    case http
    /// Nobody: only mocks and persons.
    case none
  }

  public var backend: Backend
  public var endpoint: String?
  public var profile: String?
  public var region: String?
  /// The AWS CLI, a name on the `PATH` or a path; `aws` where `nil`.
  public var program: String?
  /// For `apigateway`: API id or host to base address.
  public var routes: [String: String]

  public init(
    backend: Backend, endpoint: String? = nil, profile: String? = nil, region: String? = nil,
    program: String? = nil, routes: [String: String] = [:]
  ) {
    self.backend = backend
    self.endpoint = endpoint
    self.profile = profile
    self.region = region
    self.program = program
    self.routes = routes
  }
}

/// A state machine that executions of the workspace start by name.
public struct StateMachineConfiguration: Sendable, Hashable {
  public var name: String
  /// The definition's file, an absolute path.
  public var definition: String
  /// `STANDARD` or `EXPRESS`; `nil` where nothing is said.
  public var type: String?
  public var roleArn: String?
  public var substitutions: [String: String]

  public init(
    name: String, definition: String, type: String? = nil, roleArn: String? = nil,
    substitutions: [String: String] = [:]
  ) {
    self.name = name
    self.definition = definition
    self.type = type
    self.roleArn = roleArn
    self.substitutions = substitutions
  }
}

/// What is wrong in a file of a workspace, told to a person.
public struct WorkspaceError: Error, Sendable, Hashable, CustomStringConvertible {
  public var file: String
  public var line: Int?
  public var message: String

  public init(file: String, line: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(message)" }
}
