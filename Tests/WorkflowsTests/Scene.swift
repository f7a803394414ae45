import API
import ASL
import Engine
import Foundation
import History
import JSON
import Services

/// A workspace in a folder of its own, and executions in it in virtual time.
final class Scene: Sendable {
  struct Run {
    var status: String
    var output: Value?
    var error: String?
    var cause: String?
    /// The states entered at the top level, in order.
    var path: [String]
    /// All states entered, branches and iterations included.
    var entered: [String]
  }

  let workspace: Workspace
  let account: Account
  /// Where its data are.
  let folder: String
  private let store: Store

  /// - Parameter folder: the workspace; its data go to a temporary folder.
  init(_ workspace: Workspace, mocks: Mocks? = nil) throws {
    var workspace = workspace
    let data = NSTemporaryDirectory() + "treadle-scene-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    self.workspace = workspace
    folder = data
    store = try Store(folder: data + "/history")
    let services = try EmbeddedServices(
      workspace: workspace, inMemory: true, folder: data + "/services")
    if mocks == nil { workspace.mocks = nil }
    account = try Account(
      workspace: workspace, store: store,
      dispatcher: Dispatcher(
        workspace: workspace, services: services, functions: Functions(workspace: workspace),
        mocks: mocks),
      options: RunnerOptions(), keepsMachines: false)
    for machine in workspace.stateMachines.values {
      account.register(
        name: machine.name,
        definition: substituting(
          machine.substitutions, in: try String(contentsOfFile: machine.definition, encoding: .utf8)
        ),
        type: machine.type.flatMap(WorkflowType.init) ?? .standard)
    }
  }

  func run(_ name: String, _ input: Value, testCase: String? = nil) async throws -> Run {
    guard let machine = workspace.stateMachines[name] else {
      throw SceneFault("no machine \(name)")
    }
    let type = machine.type.flatMap(WorkflowType.init) ?? .standard
    let text = try String(contentsOfFile: machine.definition, encoding: .utf8)
    let reading = StateMachine.read(
      text,
      options: ReadingOptions(
        express: type == .express, substitutions: machine.substitutions))
    guard let compiled = reading.machine, reading.isValid else {
      throw SceneFault("\(name): \(reading.diagnostics.map(\.message))")
    }
    var request = StartRequest(
      machine: compiled, identity: account.identity(of: name, type: type, name: nil),
      input: Payload(input))
    request.clock = .virtual
    if let testCase {
      request.performer = try account.dispatcher.playing(testCase: testCase, of: name)
    }
    let outcome = try await account.runner.startSync(request)
    let events = try store.events(of: outcome.identity.arn)
    var entered: [(String, String)] = []
    for event in events {
      if case .stateEntered(let name, _) = event.details {
        entered.append((event.note.scope, name))
      }
    }
    return Run(
      status: outcome.status.rawValue, output: outcome.output?.value, error: outcome.error,
      cause: outcome.cause, path: entered.filter { $0.0.isEmpty }.map(\.1),
      entered: entered.map(\.1))
  }

  /// A call of an embedded service.
  func call(_ service: String, _ operation: String, _ parameters: Object) throws -> Object {
    try account.dispatcher.services.call(
      service: service, operation: operation, parameters: parameters)
  }

  /// The bodies of the messages in a queue.
  func messages(_ queue: String) throws -> [Value] {
    let result = try call(
      "sqs", "ReceiveMessage", ["QueueUrl": .string(queue), "MaxNumberOfMessages": 10])
    return (result["Messages"]?.array ?? []).compactMap {
      $0["Body"]?.string.flatMap { try? Value(parsing: $0) }
    }
  }

  func item(_ table: String, _ key: Object) throws -> Object? {
    let attributes = Object(key.map { ($0, ["S": $1] as Value) })
    return try call(
      "dynamodb", "GetItem", ["TableName": .string(table), "Key": .object(attributes)])[
        "Item"]?.object
  }

  func shutDown() async { await account.dispatcher.functions.shutDown() }
}

struct SceneFault: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// Places on disk.
enum Place {
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let workflows = package + "/Workflows"

  /// The seed systems' originals, or `nil` where they are not beside the package.
  static var seeds: String? {
    let path = package + "/../shared/corpus/seeds"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  static func json(_ path: String) throws -> Value {
    try Value(parsing: try String(contentsOfFile: path, encoding: .utf8))
  }

  static func lines(_ path: String) throws -> [Value] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try Value(parsing: String($0))
    }
  }
}
