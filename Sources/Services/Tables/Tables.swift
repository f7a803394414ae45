import JSON

/// DynamoDB: tables in the store.
///
/// An item lies in the space of its table under its key; an index is a space of its own whose records
/// hold the keys of the items.
struct Tables: Sendable {
  let store: Store
  let account: String
  let region: String

  /// Performs an operation of the API, `PutItem` …
  func handle(_ operation: String, _ request: Object) throws(ServiceError) -> Object {
    switch operation {
    case "PutItem": return try put(request)
    case "GetItem": return try get(request)
    case "UpdateItem": return try update(request)
    case "DeleteItem": return try delete(request)
    case "Query": return try query(request)
    case "Scan": return try scan(request)
    case "BatchGetItem": return try batchGet(request)
    case "BatchWriteItem": return try batchWrite(request)
    case "TransactGetItems": return try transactGet(request)
    case "TransactWriteItems": return try transactWrite(request)
    case "CreateTable": return try create(request)
    case "DescribeTable": return try describe(request)
    case "ListTables": return try list(request)
    case "DeleteTable": return try drop(request)
    case "UpdateTable": return try updateTable(request)
    case "DescribeTimeToLive":
      return ["TimeToLiveDescription": ["TimeToLiveStatus": "DISABLED"]]
    case "UpdateTimeToLive":
      return ["TimeToLiveSpecification": request["TimeToLiveSpecification"] ?? .emptyObject]
    case "ListTagsOfResource": return ["Tags": []]
    case "TagResource", "UntagResource": return Object()
    case "DescribeContinuousBackups":
      return ["ContinuousBackupsDescription": ["ContinuousBackupsStatus": "DISABLED"]]
    case "DescribeLimits":
      return ["AccountMaxReadCapacityUnits": 80000, "AccountMaxWriteCapacityUnits": 80000]
    case "DescribeEndpoints":
      return ["Endpoints": [["Address": "127.0.0.1", "CachePeriodInMinutes": 1440]]]
    default:
      throw ServiceError("UnknownOperationException", "\(operation) is not embedded in Treadle")
    }
  }

  // MARK: Tables

  private static let definitions = "dynamodb"

  /// The table of a request, by name or ARN.
  func table(
    _ value: Value?, _ transaction: StoreTransaction
  ) throws(ServiceError) -> TableDefinition {
    guard let text = value?.string else {
      throw .constraint("tableName", nil, "Member must not be null")
    }
    let name =
      text.hasPrefix("arn:") ? text.split(separator: "/").last.map(String.init) ?? text : text
    try TableDefinition.checkName(name)
    guard let body = try transaction.get(space: Self.definitions, key: Array(name.utf8)),
      let description = (try? Value(parsing: body))?.object
    else { throw Self.notFound }
    return try TableDefinition(description)
  }

  /// The same for operations on tables, whose error names the table.
  private func namedTable(
    _ request: Object, _ transaction: StoreTransaction
  ) throws(ServiceError) -> TableDefinition {
    do throws(ServiceError) { return try table(request["TableName"], transaction) } catch {
      guard error == Self.notFound else { throw error }
      let name = request["TableName"]?.string ?? ""
      throw ServiceError(
        "ResourceNotFoundException", "Requested resource not found: Table: \(name) not found")
    }
  }

  static let notFound = ServiceError("ResourceNotFoundException", "Requested resource not found")

  private func create(_ request: Object) throws(ServiceError) -> Object {
    let definition = try TableDefinition(request)
    return try store.write { transaction throws(ServiceError) in
      let key = Array(definition.name.utf8)
      guard try transaction.get(space: Self.definitions, key: key) == nil else {
        throw ServiceError("ResourceInUseException", "Table already exists: \(definition.name)")
      }
      var stored = request
      stored["CreationDateTime"] = .int(Int(WallClock.milliseconds() / 1000))
      stored["TableId"] = .string(Identifiers.uuid())
      let body = Array(Value.object(stored).text.utf8)
      try transaction.put(body, space: Self.definitions, key: key)
      let table = try TableDefinition(stored)
      return ["TableDescription": .object(try described(table, transaction))]
    }
  }

  private func describe(_ request: Object) throws(ServiceError) -> Object {
    try store.read { transaction throws(ServiceError) in
      let table = try namedTable(request, transaction)
      return ["Table": .object(try described(table, transaction))]
    }
  }

  private func described(
    _ table: TableDefinition, _ transaction: StoreTransaction
  ) throws(ServiceError) -> Object {
    var result = Object()
    let arn = "arn:aws:dynamodb:\(region):\(account):table/\(table.name)"
    result["AttributeDefinitions"] = table.description["AttributeDefinitions"]
    result["TableName"] = .string(table.name)
    result["KeySchema"] = table.description["KeySchema"]
    result["TableStatus"] = "ACTIVE"
    result["CreationDateTime"] = table.description["CreationDateTime"] ?? 0
    result["ProvisionedThroughput"] = [
      "NumberOfDecreasesToday": 0,
      "ReadCapacityUnits": table.description["ProvisionedThroughput"]?["ReadCapacityUnits"] ?? 0,
      "WriteCapacityUnits": table.description["ProvisionedThroughput"]?["WriteCapacityUnits"] ?? 0,
    ]
    result["TableSizeBytes"] = 0
    result["ItemCount"] = .int(try transaction.count(space: table.space))
    result["TableArn"] = .string(arn)
    result["TableId"] = table.description["TableId"]
    if table.description["BillingMode"]?.string == "PAY_PER_REQUEST" {
      result["BillingModeSummary"] = ["BillingMode": "PAY_PER_REQUEST"]
    }
    for member in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
      guard let indexes = table.description[member]?.array, !indexes.isEmpty else { continue }
      result[member] = .array(
        indexes.map { index in
          var index = index.object ?? Object()
          index["IndexArn"] = .string("\(arn)/index/\(index["IndexName"]?.string ?? "")")
          index["IndexStatus"] = member.hasPrefix("G") ? "ACTIVE" : nil
          index["IndexSizeBytes"] = 0
          index["ItemCount"] = 0
          return .object(index)
        })
    }
    if let stream = table.description["StreamSpecification"] {
      result["StreamSpecification"] = stream
    }
    result["DeletionProtectionEnabled"] = false
    return result
  }

  private func list(_ request: Object) throws(ServiceError) -> Object {
    let limit = request["Limit"]?.int ?? 100
    let start = request["ExclusiveStartTableName"]?.string
    var names: [String] = []
    var hasMore = false
    try store.read { transaction throws(ServiceError) in
      try transaction.scan(space: Self.definitions) { key, _ in
        let name = String(decoding: key, as: UTF8.self)
        if let start, name <= start { return true }
        hasMore = names.count == limit
        if !hasMore { names.append(name) }
        return !hasMore
      }
    }
    var result: Object = ["TableNames": .array(names.map(Value.string))]
    if hasMore, let last = names.last { result["LastEvaluatedTableName"] = .string(last) }
    return result
  }

  private func drop(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      let table = try namedTable(request, transaction)
      var description = try described(table, transaction)
      description["TableStatus"] = "DELETING"
      try transaction.put(nil, space: Self.definitions, key: Array(table.name.utf8))
      for space in [table.space] + table.indexes.map(table.space) {
        try clear(space, transaction)
      }
      return ["TableDescription": .object(description)]
    }
  }

  private func clear(_ space: String, _ transaction: StoreTransaction) throws(ServiceError) {
    var keys: [[UInt8]] = []
    try transaction.scan(space: space) { key, _ in
      keys.append(key)
      return true
    }
    for key in keys { try transaction.put(nil, space: space, key: key) }
  }

  /// Creates and deletes global indexes; everything else of `UpdateTable` is taken note of.
  private func updateTable(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      let old = try table(request["TableName"], transaction)
      var description = old.description
      if let attributes = request["AttributeDefinitions"] {
        description["AttributeDefinitions"] = attributes
      }
      for member in ["BillingMode", "StreamSpecification", "ProvisionedThroughput"] {
        if let value = request[member] { description[member] = value }
      }
      var indexes = description["GlobalSecondaryIndexes"]?.array ?? []
      for update in request["GlobalSecondaryIndexUpdates"]?.array ?? [] {
        if let added = update["Create"] { indexes.append(added) }
        if let name = update["Delete"]?["IndexName"]?.string {
          indexes.removeAll { $0["IndexName"]?.string == name }
        }
      }
      description["GlobalSecondaryIndexes"] = indexes.isEmpty ? nil : .array(indexes)
      let table = try TableDefinition(description)
      for index in old.indexes { try clear(old.space(index), transaction) }
      try transaction.put(
        Array(Value.object(description).text.utf8), space: Self.definitions,
        key: Array(table.name.utf8))
      var items: [([UInt8], Object)] = []
      try transaction.scan(space: table.space) { key, body throws(ServiceError) in
        items.append((key, try Self.item(body)))
        return true
      }
      for (key, item) in items { try index(table, key, old: nil, new: item, transaction) }
      return ["TableDescription": .object(try described(table, transaction))]
    }
  }

  // MARK: Items

  static func item(_ body: [UInt8]) throws(ServiceError) -> Object {
    guard let item = (try? Value(parsing: body))?.object else {
      throw ServiceError("InternalServerError", "an item of the table is damaged", status: 500)
    }
    return item
  }

  func item(
    _ table: TableDefinition, _ key: [UInt8], _ transaction: StoreTransaction
  ) throws(ServiceError) -> Object? {
    guard let body = try transaction.get(space: table.space, key: key) else { return nil }
    return try Self.item(body)
  }

  /// Stores an item, or removes it where `new` is `nil`, and keeps the indexes.
  func store(
    _ table: TableDefinition, _ key: [UInt8], old: Object?, new: Object?,
    _ transaction: StoreTransaction
  ) throws(ServiceError) {
    let body = new.map { Array(Value.object($0).text.utf8) }
    try transaction.put(body, space: table.space, key: key)
    try index(table, key, old: old, new: new, transaction)
  }

  private func index(
    _ table: TableDefinition, _ key: [UInt8], old: Object?, new: Object?,
    _ transaction: StoreTransaction
  ) throws(ServiceError) {
    for index in table.indexes {
      let before = old.flatMap { table.storedKey($0, index.key) }.map { $0 + key }
      let after = new.flatMap { table.storedKey($0, index.key) }.map { $0 + key }
      guard before != after else { continue }
      if let before { try transaction.put(nil, space: table.space(index), key: before) }
      if let after { try transaction.put(key, space: table.space(index), key: after) }
    }
  }
}
