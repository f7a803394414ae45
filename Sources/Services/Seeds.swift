import JSON

/// Fills tables, queues, topics, buses, buckets, parameters and secrets from files.
///
///     tables:
///       products:
///         KeySchema: [{AttributeName: id, KeyType: HASH}]
///         AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
///         rows: [{id: a, price: 3}]          # plain JSON
///         items: [{"id": {"S": "b"}}]        # as DynamoDB writes them
///         files: [items.json]                # arrays of such items
///     queues: {jobs: {VisibilityTimeout: 20}}
///     topics: {news: {subscriptions: [{Protocol: sqs, Endpoint: ARN}]}}
///     buses: {users: {rules: {all: {EventPattern: {source: [user]}, Targets: [{Id: a, Arn: ARN}]}}}}
///     buckets: {data: {"file.json": [1, 2]}}
///     parameters: {/app/size: 3}
///     secrets: {key: {user: a}}
extension EmbeddedServices {
  /// Applies the seeds of the workspace that were not applied before.
  func seed() throws(WorkspaceError) {
    for file in workspace.seeds {
      let isNew =
        (try? store.read { transaction throws(ServiceError) in
          try transaction.object("seeds", file) == nil
        }) ?? true
      guard isNew else { continue }
      try Seeder(services: self, file: file).apply(
        try value(ofYAML: try Files.text(file), file: file))
      _ = try? store.write { transaction throws(ServiceError) in
        try transaction.put(["applied": true], "seeds", file)
      }
    }
  }
}

private struct Seeder {
  let services: EmbeddedServices
  let file: String

  func apply(_ seeds: Value) throws(WorkspaceError) {
    for (kind, entries) in seeds.object ?? Object() {
      for (name, value) in entries.object ?? Object() {
        do throws(ServiceError) { try apply(kind, name, value) } catch {
          throw WorkspaceError(file: file, message: "\(kind).\(name): \(error.message)")
        }
      }
    }
  }

  private func apply(_ kind: String, _ name: String, _ value: Value) throws(ServiceError) {
    switch kind {
    case "tables": try table(name, value.object ?? Object())
    case "queues":
      try call("sqs", "CreateQueue", ["QueueName": .string(name), "Attributes": attributes(value)])
    case "topics": try topic(name, value)
    case "buses": try bus(name, value)
    case "buckets":
      try call("s3", "CreateBucket", ["Bucket": .string(name)])
      for (key, body) in value.object ?? Object() {
        try call("s3", "PutObject", ["Bucket": .string(name), "Key": .string(key), "Body": body])
      }
    case "parameters":
      try call(
        "ssm", "PutParameter",
        ["Name": .string(name), "Value": text(value), "Overwrite": true])
    case "secrets":
      try call(
        "secretsmanager", "CreateSecret", ["Name": .string(name), "SecretString": text(value)])
    default: throw ServiceError("Seed", "`\(kind)` is not a kind of seed")
    }
  }

  private func call(
    _ service: String, _ operation: String, _ parameters: Object
  ) throws(ServiceError) {
    _ = try services.call(service: service, operation: operation, parameters: parameters)
  }

  private func text(_ value: Value) -> Value { .string(value.string ?? value.text) }

  /// Attributes; objects among them (`RedrivePolicy`) become text.
  private func attributes(_ value: Value) -> Value {
    .object(
      Object(
        (value.object ?? Object()).filter { $0.0 != "subscriptions" && $0.0 != "messages" }.map {
          ($0, text($1))
        }))
  }

  private func table(_ name: String, _ members: Object) throws(ServiceError) {
    var definition = members
    for own in ["rows", "items", "files"] { definition[own] = nil }
    definition["TableName"] = .string(name)
    do throws(ServiceError) { try call("dynamodb", "CreateTable", definition) } catch {
      guard error.code == "ResourceInUseException" else { throw error }
    }
    var items = members["items"]?.array ?? []
    for row in members["rows"]?.array ?? [] {
      items.append(.object(Object((row.object ?? Object()).map { ($0, Attribute.make($1)) })))
    }
    for path in members["files"]?.array ?? [] { items += try read(path.string ?? "", name) }
    for item in items {
      try call("dynamodb", "PutItem", ["TableName": .string(name), "Item": item])
    }
  }

  private func read(_ path: String, _ table: String) throws(ServiceError) -> [Value] {
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    do {
      let text = try Files.text(path.hasPrefix("/") ? path : folder + "/" + path)
      let value = try Value(parsing: text)
      return value.array ?? value[table]?.array ?? []
    } catch { throw ServiceError("Seed", "\(path): \(error)") }
  }

  private func topic(_ name: String, _ value: Value) throws(ServiceError) {
    try call("sns", "CreateTopic", ["Name": .string(name), "Attributes": attributes(value)])
    let workspace = services.workspace
    let arn = "arn:aws:sns:\(workspace.region):\(workspace.account):\(name)"
    for subscription in value["subscriptions"]?.array ?? [] {
      var request = subscription.object ?? Object()
      request["TopicArn"] = .string(arn)
      try call("sns", "Subscribe", request)
    }
  }

  private func bus(_ name: String, _ value: Value) throws(ServiceError) {
    if name != "default" {
      do throws(ServiceError) {
        try call("events", "CreateEventBus", ["Name": .string(name)])
      } catch {
        guard error.code == "ResourceAlreadyExistsException" else { throw error }
      }
    }
    for (rule, value) in value["rules"]?.object ?? Object() {
      var request = value.object ?? Object()
      request["Name"] = .string(rule)
      request["EventBusName"] = .string(name)
      request["EventPattern"] = request["EventPattern"].map(text)
      request["Targets"] = nil
      try call("events", "PutRule", request)
      guard let targets = value["Targets"] else { continue }
      try call(
        "events", "PutTargets",
        ["Rule": .string(rule), "EventBusName": .string(name), "Targets": targets])
    }
  }
}
