public import JSON
import Synchronization

/// Treadle's own DynamoDB, SQS, SNS, EventBridge, S3, Secrets Manager and SSM parameters.
///
/// Tasks and the HTTP front call the same operations; the data lie in one SQLite file and a folder
/// of buckets below `.treadle`, shared by every process that works on the workspace.
public final class EmbeddedServices: Sendable {
  public let workspace: Workspace
  let store: Store
  let buckets: Buckets
  private let outlet = Outlet()

  /// The names of the services, as `handle` and `call` take them.
  public static let names = [
    "dynamodb", "sqs", "sns", "events", "s3", "secretsmanager", "ssm",
  ]

  /// Opens the services of a workspace and fills them from its seeds where they are new.
  ///
  /// A damaged file is set aside, see ``notices``. With `inMemory`, tables, queues and topics are
  /// forgotten at the end; buckets lie in `folder`.
  public init(
    workspace: Workspace, inMemory: Bool = false, folder: String? = nil
  ) throws(WorkspaceError) {
    self.workspace = workspace
    let folder = folder ?? workspace.dataFolder
    if !inMemory { try Files.makeFolder(folder) }
    store = try Store(path: inMemory ? nil : folder + "/services.sqlite")
    buckets = Buckets(store: store, folder: folder + "/s3", mounted: [:])
    store.onRestore { [buckets] changes in
      for change in changes { buckets.follow(change) }
    }
    try seed()
  }

  /// What had to be said when the services were opened: a damaged file was set aside.
  public var notices: [String] { store.notice.map { [$0] } ?? [] }

  /// Where functions and executions are that topics and buses hand events on to.
  public func connect(_ deliver: @escaping @Sendable (_ event: ForwardedEvent) -> Void) {
    outlet.set(deliver)
  }

  /// Performs one operation, `("dynamodb", "PutItem", …)`; members in and out are those of the API
  /// reference in PascalCase, blobs in base64 but for bodies of objects.
  public func call(
    service: String, operation: String, parameters: Object, endpoint: String? = nil
  ) throws(ServiceError) -> Object {
    let (account, region) = (workspace.account, workspace.region)
    let queues = Queues(store: store, account: account, region: region, endpoint: endpoint)
    let topics = Topics(
      store: store, queues: queues, account: account, region: region, deliver: deliver)
    switch service {
    case "dynamodb":
      return try Tables(store: store, account: account, region: region)
        .handle(operation, parameters)
    case "sqs": return try queues.handle(operation, parameters)
    case "sns": return try topics.handle(operation, parameters)
    case "events":
      return try Buses(
        store: store, queues: queues, topics: topics, account: account, region: region,
        deliver: deliver
      ).handle(operation, parameters)
    case "s3": return try BucketOperations(buckets: buckets).handle(operation, parameters)
    case "secretsmanager":
      return try Secrets(store: store, account: account, region: region)
        .secrets(operation, parameters)
    case "ssm":
      return try Secrets(store: store, account: account, region: region)
        .parameters(operation, parameters)
    default: throw ServiceError("UnknownService", "there is no embedded service \(service)")
    }
  }

  /// The same, waiting for messages as long as `ReceiveMessage` asks for.
  public func callWaiting(
    service: String, operation: String, parameters: Object, endpoint: String? = nil
  ) async throws(ServiceError) -> Object {
    var result = try call(
      service: service, operation: operation, parameters: parameters, endpoint: endpoint)
    guard operation == "ReceiveMessage", result["Messages"] == nil else { return result }
    let end = now() + Double(min(parameters["WaitTimeSeconds"]?.int ?? 0, 20))
    while result["Messages"] == nil, now() < end, !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(50))
      result = try call(
        service: service, operation: operation, parameters: parameters, endpoint: endpoint)
    }
    return result
  }

  /// `GetObject` as a distributed Map reads: a packed object is unpacked.
  func unpackedObject(_ parameters: Object) throws(ServiceError) -> Object {
    let (bucket, key) = (
      try BucketOperations.text(parameters, "Bucket"), try BucketOperations.text(parameters, "Key")
    )
    let content = try Unpacking.content(try buckets.get(bucket, key).bytes, key: key)
    return ["Body": .string(String(decoding: content, as: UTF8.self))]
  }

  private func deliver(_ delivery: Delivery) {
    switch delivery {
    case .function(let arn, let event): outlet.send(.function(arn: arn, event: event))
    case .stateMachine(let arn, let input): outlet.send(.stateMachine(arn: arn, input: input))
    }
  }

  // MARK: Stepping back

  /// Where the journal stands.
  public func checkpoint() -> Int { store.lastChange }

  /// Undoes every change since `checkpoint`.
  public func restore(to checkpoint: Int) { store.restore(to: checkpoint) }

  /// Forgets all data and fills the services from the seeds anew.
  public func reset() throws(WorkspaceError) {
    store.reset()
    Uploads(buckets: buckets).removeAll()
    for bucket in buckets.names() {
      for key in (try? buckets.list(bucket)) ?? [] { try? buckets.remove(bucket, key) }
      try? buckets.delete(bucket)
    }
    store.reset()
    try seed()
  }
}

/// An event that a topic or a bus hands on to a function or a state machine.
public enum ForwardedEvent: Sendable {
  case function(arn: String, event: String)
  case stateMachine(arn: String, input: String)
}

/// Hands events on to whoever was connected last.
private final class Outlet: Sendable {
  private let body = Mutex<(@Sendable (ForwardedEvent) -> Void)?>(nil)

  func set(_ new: @escaping @Sendable (ForwardedEvent) -> Void) { body.withLock { $0 = new } }

  func send(_ event: ForwardedEvent) { body.withLock { $0 }?(event) }
}
