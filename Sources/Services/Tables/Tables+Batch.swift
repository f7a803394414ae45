import JSON

/// Batches and transactions.
extension Tables {
  func batchGet(_ request: Object) throws(ServiceError) -> Object {
    let requests = try requestItems(request)
    let count = requests.reduce(0) { $0 + ($1.1["Keys"]?.array?.count ?? 0) }
    guard count <= 100 else {
      throw .validation("Too many items requested for the BatchGetItem call")
    }
    return try store.read { transaction throws(ServiceError) in
      var responses = Object()
      var capacities: [Value] = []
      for (name, part) in requests {
        let (table, items, units) = try batchGet(name, part, transaction)
        responses[name] = .array(items.map(Value.object))
        if let capacity = capacity(request, table, units) { capacities.append(capacity) }
      }
      var result: Object = ["Responses": .object(responses), "UnprocessedKeys": .emptyObject]
      if !capacities.isEmpty { result["ConsumedCapacity"] = .array(capacities) }
      return result
    }
  }

  private func batchGet(
    _ name: String, _ part: Value, _ transaction: StoreTransaction
  ) throws(ServiceError) -> (TableDefinition, [Object], Double) {
    guard let members = part.object, let keys = members["Keys"]?.array, !keys.isEmpty else {
      throw .constraint(
        "requestItems.\(name).member.keys", [],
        "Member must have length greater than or equal to 1")
    }
    var placeholders = try Placeholders(members)
    let projection = try projection(members, &placeholders)
    try placeholders.requireUse([("ProjectionExpression", projection != nil)])
    let table = try table(.string(name), transaction)
    var seen: Set<[UInt8]> = []
    var items: [Object] = []
    var units = 0.0
    for key in keys {
      let stored = table.storedKey(try table.checkedKey(key), table.key) ?? []
      guard seen.insert(stored).inserted else {
        throw .validation("Provided list of item keys contains duplicates")
      }
      let item = try item(table, stored, transaction)
      units += readUnits(
        item.map(Attribute.size) ?? 0, isConsistent: Self.flag(members["ConsistentRead"]) ?? false)
      if let item { items.append(projection?.applied(to: item) ?? item) }
    }
    return (table, items, units)
  }

  private func requestItems(_ request: Object) throws(ServiceError) -> Object {
    guard let requests = request["RequestItems"]?.object else {
      throw .constraint("requestItems", nil, "Member must not be null")
    }
    guard !requests.isEmpty else {
      throw .constraint(
        "requestItems", .emptyObject, "Member must have length greater than or equal to 1")
    }
    return requests
  }

  func batchWrite(_ request: Object) throws(ServiceError) -> Object {
    let requests = try requestItems(request)
    guard requests.reduce(0, { $0 + ($1.1.array?.count ?? 0) }) <= 25 else {
      throw .validation("Too many items requested for the BatchWriteItem call")
    }
    return try store.write { transaction throws(ServiceError) in
      var capacities: [Value] = []
      for (name, writes) in requests {
        guard let writes = writes.array, !writes.isEmpty else {
          throw .constraint(
            "requestItems.\(name).member", [],
            "Member must have length greater than or equal to 1")
        }
        let table = try table(.string(name), transaction)
        let units = try batchWrite(table, writes, transaction)
        if let capacity = capacity(request, table, units) { capacities.append(capacity) }
      }
      var result: Object = ["UnprocessedItems": .emptyObject]
      if !capacities.isEmpty { result["ConsumedCapacity"] = .array(capacities) }
      return result
    }
  }

  private func batchWrite(
    _ table: TableDefinition, _ writes: [Value], _ transaction: StoreTransaction
  ) throws(ServiceError) -> Double {
    var seen: Set<[UInt8]> = []
    var units = 0.0
    for request in writes {
      let write: Write
      if let put = request["PutRequest"]?.object {
        write = try Write(put: put)
      } else if let delete = request["DeleteRequest"]?.object {
        write = try Write(delete: delete)
      } else {
        throw .invalidParameters(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of "
            + "the supported datatypes")
      }
      let change = try write.change(self, table, transaction)
      guard seen.insert(change.key).inserted else {
        throw .validation("Provided list of item keys contains duplicates")
      }
      if change.isWritten {
        try store(table, change.key, old: change.old, new: change.new, transaction)
      }
      units += Double(max(1, ((change.new.map(Attribute.size) ?? 0) + 1023) / 1024))
    }
    return units
  }

  // MARK: Transactions

  private func transactItems(_ request: Object) throws(ServiceError) -> [Value] {
    guard let items = request["TransactItems"]?.array else {
      throw .constraint("transactItems", nil, "Member must not be null")
    }
    guard !items.isEmpty else {
      throw .constraint("transactItems", [], "Member must have length greater than or equal to 1")
    }
    guard items.count <= 100 else {
      throw .constraint(
        "transactItems", .string("[…]"), "Member must have length less than or equal to 100")
    }
    return items
  }

  func transactGet(_ request: Object) throws(ServiceError) -> Object {
    let items = try transactItems(request)
    return try store.read { transaction throws(ServiceError) in
      var responses: [Value] = []
      for item in items {
        guard let get = item["Get"]?.object else {
          throw .constraint(
            "transactItems.\(responses.count + 1).member.get", nil, "Member must not be null")
        }
        var placeholders = try Placeholders(get)
        let projection = try projection(get, &placeholders)
        try placeholders.requireUse([("ProjectionExpression", projection != nil)])
        let table = try table(get["TableName"], transaction)
        let key = try table.checkedKey(get["Key"])
        let found = try self.item(table, table.storedKey(key, table.key) ?? [], transaction)
        let response = found.map { ["Item": .object(projection?.applied(to: $0) ?? $0)] as Value }
        responses.append(response ?? .emptyObject)
      }
      return ["Responses": .array(responses)]
    }
  }

  func transactWrite(_ request: Object) throws(ServiceError) -> Object {
    let items = try transactItems(request)
    var writes: [(Value?, Write)] = []
    for item in items { writes.append(try transactWrite(item)) }
    return try store.write { transaction throws(ServiceError) in
      try perform(writes, transaction)
      return Object()
    }
  }

  private func transactWrite(_ item: Value) throws(ServiceError) -> (Value?, Write) {
    guard let object = item.object, object.count == 1 else {
      throw .validation(
        "TransactItems can only contain one of Check, Put, Update or Delete")
    }
    let (name, value) = object[0]
    guard let request = value.object else { throw .serialization(value) }
    switch name {
    case "Put": return (request["TableName"], try Write(put: request))
    case "Delete": return (request["TableName"], try Write(delete: request))
    case "Update":
      guard request["UpdateExpression"]?.string != nil else {
        throw .constraint(
          "transactItems.1.member.update.updateExpression", nil, "Member must not be null")
      }
      return (request["TableName"], try Write(update: request))
    case "ConditionCheck": return (request["TableName"], try Write(check: request))
    default:
      throw .validation("TransactItems can only contain one of Check, Put, Update or Delete")
    }
  }

  /// All or nothing: every condition is looked at before anything is written.
  private func perform(
    _ writes: [(Value?, Write)], _ transaction: StoreTransaction
  ) throws(ServiceError) {
    var changes: [(TableDefinition, Write.Change)] = []
    var reasons: [Object] = []
    var seen: Set<[UInt8]> = []
    for (name, write) in writes {
      let table = try table(name, transaction)
      var reason: Object = ["Code": "None"]
      do throws(ServiceError) {
        let change = try write.change(self, table, transaction)
        guard seen.insert(Array(table.name.utf8) + [0] + change.key).inserted else {
          throw .validation("Transaction request cannot include multiple operations on one item")
        }
        if let failure = change.failure {
          reason = ["Code": "ConditionalCheckFailed", "Message": .string(failure.message)]
          if let item = failure.details["Item"] { reason["Item"] = item }
        }
        changes.append((table, change))
      } catch {
        guard Self.cancels(error) else { throw error }
        reason = ["Code": "ValidationError", "Message": .string(error.message)]
      }
      reasons.append(reason)
    }
    try cancel(reasons)
    for (table, change) in changes where change.isWritten {
      try store(table, change.key, old: change.old, new: change.new, transaction)
    }
  }

  /// What is found out only with the item in hand cancels a transaction instead of refusing it.
  private static func cancels(_ error: ServiceError) -> Bool {
    [ItemUpdate.wrongType, ItemUpdate.wrongPath, ItemUpdate.missing].contains(error)
      || error.message == "Item size to update has exceeded the maximum allowed size"
  }

  private func cancel(_ reasons: [Object]) throws(ServiceError) {
    let codes = reasons.map { $0["Code"]?.string ?? "None" }
    guard codes.contains(where: { $0 != "None" }) else { return }
    throw ServiceError(
      "TransactionCanceledException",
      "Transaction cancelled, please refer cancellation reasons for specific reasons "
        + "[\(codes.joined(separator: ", "))]",
      details: ["CancellationReasons": .array(reasons.map(Value.object))])
  }
}
