public import JSON

/// Something that the embedded services keep, for who looks at them.
public struct ServiceResource: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case table
    case queue
    case topic
    case bus
    case bucket
    case parameter
    case secret
  }

  public var kind: Kind
  public var name: String
  /// Items, messages, events, objects or subscriptions in it.
  public var count: Int
}

/// One thing in a resource: an item, a message, an event, an object.
public struct ServiceRow: Sendable, Hashable {
  /// What tells it from the others: the key attributes, the message's id, the object's key.
  public var name: String
  public var value: Value
}

/// A change of an embedded service.
public struct ServiceChange: Sendable, Hashable {
  /// Changes are numbered in order; ``EmbeddedServices/checkpoint()`` is the last one's number.
  public var number: Int
  public var kind: ServiceResource.Kind
  /// The table, queue …
  public var resource: String
  /// As in ``ServiceRow/name``.
  public var row: String
  /// `nil` where it is new.
  public var before: Value?
  /// `nil` where it was removed.
  public var after: Value?
  /// Milliseconds since 1970.
  public var time: Int64
}

extension EmbeddedServices {
  /// A number that changes when another program (a server of the same workspace) has changed
  /// something. It costs no more than a look at the file.
  public var outsideVersion: Int { store.outsideVersion() }

  /// Everything that is there, by kind and name.
  public func resources() throws(ServiceError) -> [ServiceResource] {
    var found = try store.read { transaction throws(ServiceError) in
      var found: [ServiceResource] = []
      func add(_ kind: ServiceResource.Kind, _ space: String, _ content: (String) -> String)
        throws(ServiceError)
      {
        for (key, _) in try transaction.objects(space) {
          let name = String(decoding: key, as: UTF8.self)
          let count = try transaction.count(space: content(name))
          found.append(ServiceResource(kind: kind, name: name, count: count))
        }
      }
      try add(.table, "dynamodb") { "dynamodb/" + $0 }
      try add(.queue, Queues.space) { Queues.space($0) }
      try add(.topic, Topics.space) { _ in "" }
      try add(.bus, Buses.buses) { Buses.events($0) }
      try add(.parameter, Secrets.parameters) { _ in "" }
      try add(.secret, Secrets.secrets) { _ in "" }
      let events = try transaction.count(space: Buses.events("default"))
      if events > 0 { found.append(ServiceResource(kind: .bus, name: "default", count: events)) }
      return found
    }
    for bucket in buckets.names() {
      found.append(
        ServiceResource(kind: .bucket, name: bucket, count: try buckets.list(bucket).count))
    }
    let order = ServiceResource.Kind.allCases
    return found.sorted { left, right in
      let places = (order.firstIndex(of: left.kind) ?? 0, order.firstIndex(of: right.kind) ?? 0)
      return places.0 == places.1 ? left.name < right.name : places.0 < places.1
    }
  }

  /// What is in a resource, in its order, at most `limit`. Values of secrets are not told.
  public func rows(
    of resource: ServiceResource, limit: Int = 1000
  ) throws(ServiceError) -> [ServiceRow] {
    if resource.kind == .bucket {
      var rows: [ServiceRow] = []
      for key in try buckets.list(resource.name).prefix(limit) {
        let info = try buckets.info(resource.name, key)
        rows.append(
          ServiceRow(
            name: key,
            value: [
              "Size": .int(info.size), "ContentType": .string(info.contentType),
              "ETag": .string(info.etag),
            ]))
      }
      return rows
    }
    let space: String =
      switch resource.kind {
      case .table: "dynamodb/" + resource.name
      case .queue: Queues.space(resource.name)
      case .topic: Topics.subscriptions
      case .bus: Buses.events(resource.name)
      case .parameter: Secrets.parameters
      case .secret, .bucket: ""
      }
    let keys = try keyNames(resource)
    return try store.read { transaction throws(ServiceError) in
      var rows: [ServiceRow] = []
      try transaction.scan(space: space) { key, body in
        let value = (try? Value(parsing: body)) ?? .null
        if resource.kind == .topic,
          !(value["TopicArn"]?.string?.hasSuffix(":" + resource.name) ?? false),
          value["TopicArn"]?.string != resource.name
        {
          return true
        }
        if resource.kind == .parameter, String(decoding: key, as: UTF8.self) != resource.name {
          return true
        }
        rows.append(ServiceRow(name: Self.rowName(resource.kind, key, value, keys), value: value))
        return rows.count < limit
      }
      return rows
    }
  }

  /// What was changed after `checkpoint`, oldest first: after a step, what the step did.
  public func changes(after checkpoint: Int, limit: Int = 1000) -> [ServiceChange] {
    store.changes(after: checkpoint, limit: limit).compactMap { change in
      guard let (kind, name) = Self.place(change.space, change.key) else { return nil }
      let keys = (try? keyNames(ServiceResource(kind: kind, name: name, count: 0))) ?? []
      let before = change.before.flatMap { try? Value(parsing: $0) }
      let after = change.after.flatMap { try? Value(parsing: $0) }
      return ServiceChange(
        number: change.number, kind: kind, resource: name,
        row: Self.rowName(kind, change.key, after ?? before ?? .null, keys),
        before: kind == .secret ? nil : before, after: kind == .secret ? nil : after,
        time: change.time)
    }
  }

  /// Which resource a space belongs to; `nil` for what is not shown (indexes, series).
  private static func place(
    _ space: String, _ key: [UInt8]
  ) -> (ServiceResource.Kind, String)? {
    let parts = space.split(separator: "/", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count > 1 ? parts[1] : nil) {
    case ("dynamodb", let table?): return table.contains("/") ? nil : (.table, table)
    case ("sqs", let queue?): return (.queue, queue)
    case ("s3", let bucket?): return (.bucket, bucket)
    case ("events", let rest?) where rest.hasPrefix("events/"):
      return (.bus, String(rest.dropFirst(7)))
    case ("ssm", nil): return (.parameter, String(decoding: key, as: UTF8.self))
    case ("secretsmanager", nil): return (.secret, String(decoding: key, as: UTF8.self))
    default: return nil
    }
  }

  private func keyNames(_ resource: ServiceResource) throws(ServiceError) -> [String] {
    guard resource.kind == .table else { return [] }
    let table = try store.read { transaction throws(ServiceError) in
      try transaction.object("dynamodb", resource.name)
    }
    return (table?["KeySchema"]?.array ?? []).compactMap { $0["AttributeName"]?.string }
  }

  private static func rowName(
    _ kind: ServiceResource.Kind, _ key: [UInt8], _ value: Value, _ keys: [String]
  ) -> String {
    switch kind {
    case .table:
      return keys.map { name in
        guard let (_, content) = value[name].flatMap(Attribute.parts) else { return "" }
        return content.string ?? content.text
      }.joined(separator: " / ")
    case .queue, .bus: return value["id"]?.string ?? ""
    case .topic: return value["Endpoint"]?.string ?? ""
    default: return String(decoding: key, as: UTF8.self)
    }
  }
}
