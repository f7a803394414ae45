import JSON

/// Put, get, update and delete of one item.
extension Tables {
  func get(_ request: Object) throws(ServiceError) -> Object {
    try Self.refuseLegacy(request, ["AttributesToGet"])
    var placeholders = try Placeholders(request)
    let projection = try projection(request, &placeholders)
    try placeholders.requireUse([("ProjectionExpression", projection != nil)])
    return try store.read { transaction throws(ServiceError) in
      let table = try table(request["TableName"], transaction)
      let key = try table.checkedKey(request["Key"])
      var result = Object()
      var size = 0
      if let item = try item(table, table.storedKey(key, table.key) ?? [], transaction) {
        size = Attribute.size(item)
        result["Item"] = .object(projection?.applied(to: item) ?? item)
      }
      addCapacity(
        request, &result, table,
        readUnits(size, isConsistent: request["ConsistentRead"]?.bool ?? false))
      return result
    }
  }

  func put(_ request: Object) throws(ServiceError) -> Object {
    try Self.refuseLegacy(request, ["Expected", "ConditionalOperator"])
    guard let given = request["Item"], !given.isNull else {
      throw .constraint("item", nil, "Member must not be null")
    }
    try Self.checkReturnValues(request, ["ALL_OLD", "NONE"])
    let write = try Write(put: request)
    return try store.write { transaction throws(ServiceError) in
      try perform(write, request, transaction)
    }
  }

  func delete(_ request: Object) throws(ServiceError) -> Object {
    try Self.refuseLegacy(request, ["Expected", "ConditionalOperator"])
    try Self.checkReturnValues(request, ["ALL_OLD", "NONE"])
    let write = try Write(delete: request)
    return try store.write { transaction throws(ServiceError) in
      try perform(write, request, transaction)
    }
  }

  func update(_ request: Object) throws(ServiceError) -> Object {
    try Self.refuseLegacy(request, ["AttributeUpdates", "Expected", "ConditionalOperator"])
    let write = try Write(update: request)
    return try store.write { transaction throws(ServiceError) in
      try perform(write, request, transaction)
    }
  }

  /// Performs one write and makes the answer that `ReturnValues` asks for.
  private func perform(
    _ write: Write, _ request: Object, _ transaction: StoreTransaction
  ) throws(ServiceError) -> Object {
    let table = try table(request["TableName"], transaction)
    let change = try write.change(self, table, transaction)
    if let failure = change.failure { throw failure }
    if change.isWritten {
      try store(table, change.key, old: change.old, new: change.new, transaction)
    }
    var result = Object()
    if let attributes = write.returned(change) { result["Attributes"] = .object(attributes) }
    let size = max(change.old.map(Attribute.size) ?? 0, change.new.map(Attribute.size) ?? 0)
    addCapacity(request, &result, table, Double(max(1, (size + 1023) / 1024)))
    return result
  }

  // MARK: Parts of requests

  /// Operations take expressions only; what came before them is refused by name.
  static func refuseLegacy(_ request: Object, _ members: [String]) throws(ServiceError) {
    for member in members where !(request[member] ?? .null).isNull {
      throw .validation(
        "\(member) is a parameter of the time before expressions, which Treadle does not take: "
          + "use ConditionExpression, FilterExpression, KeyConditionExpression, UpdateExpression or "
          + "ProjectionExpression")
    }
  }

  static func checkReturnValues(_ request: Object, _ allowed: [String]) throws(ServiceError) {
    guard let given = request["ReturnValues"]?.string else { return }
    let all = ["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"]
    guard all.contains(given) else {
      throw .constraint(
        "returnValues", .string(given),
        "Member must satisfy enum value set: [\(all.joined(separator: ", "))]")
    }
    guard allowed.contains(given) else {
      throw .validation("Return values set to invalid value")
    }
  }

  func projection(
    _ request: Object, _ placeholders: inout Placeholders
  ) throws(ServiceError) -> Projection? {
    guard let text = request["ProjectionExpression"]?.string else { return nil }
    return Projection(paths: try ExpressionParser.projection(text, &placeholders))
  }

  func readUnits(_ size: Int, isConsistent: Bool) -> Double {
    let units = Double(max(1, (size + 4095) / 4096))
    return isConsistent ? units : units / 2
  }

  /// Adds `ConsumedCapacity` where the request asks for it.
  func addCapacity(
    _ request: Object, _ result: inout Object, _ table: TableDefinition, _ units: Double,
    index: TableDefinition.Index? = nil
  ) {
    guard let capacity = capacity(request, table, units, index: index) else { return }
    result["ConsumedCapacity"] = capacity
  }

  func capacity(
    _ request: Object, _ table: TableDefinition, _ units: Double,
    index: TableDefinition.Index? = nil
  ) -> Value? {
    let wanted = request["ReturnConsumedCapacity"]?.string
    guard wanted == "TOTAL" || wanted == "INDEXES" else { return nil }
    var capacity: Object = [
      "CapacityUnits": .double(units), "TableName": .string(table.name),
    ]
    if wanted == "INDEXES" {
      capacity["Table"] = ["CapacityUnits": .double(index == nil ? units : 0)]
      if let index {
        let member = index.isLocal ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes"
        capacity[member] = .object([index.name: ["CapacityUnits": .double(units)]])
      }
    }
    return .object(capacity)
  }
}

/// A write of one item, alone or in a transaction, read and checked but not yet performed.
struct Write {
  enum Action {
    case put(Object)
    case delete(Value?)
    case update(Value?, ItemUpdate?)
    /// `ConditionCheck` of a transaction
    case check(Value?)
  }

  /// What a write does to an item.
  struct Change {
    var key: [UInt8]
    var old: Object?
    var new: Object?
    var isWritten = true
    /// The condition does not hold.
    var failure: ServiceError?
  }

  var action: Action
  var condition: Condition?
  var returnValues: String
  var returnsOldOnFailure: Bool

  init(put request: Object) throws(ServiceError) {
    guard let given = request["Item"], !given.isNull else {
      throw .constraint("item", nil, "Member must not be null")
    }
    guard let members = given.object else { throw .serialization(given) }
    var item = Object()
    for (name, value) in members { item[name] = try Attribute.checked(value) }
    try self.init(.put(item), request, update: nil)
  }

  init(delete request: Object) throws(ServiceError) {
    try self.init(.delete(request["Key"]), request, update: nil)
  }

  init(check request: Object) throws(ServiceError) {
    try self.init(.check(request["Key"]), request, update: nil)
  }

  init(update request: Object) throws(ServiceError) {
    try Tables.checkReturnValues(
      request, ["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"])
    try self.init(
      .update(request["Key"], nil), request, update: request["UpdateExpression"]?.string)
  }

  private init(_ action: Action, _ request: Object, update: String?) throws(ServiceError) {
    var placeholders = try Placeholders(request)
    self.action = action
    if let update, case .update(let key, _) = action {
      let actions = try ExpressionParser.update(update, &placeholders)
      self.action = .update(key, ItemUpdate(actions: actions))
    }
    if let text = request["ConditionExpression"]?.string {
      condition = try ExpressionParser.condition(
        text, kind: "ConditionExpression", &placeholders)
    }
    var expressions = [("ConditionExpression", condition != nil)]
    if case .update = action { expressions.insert(("UpdateExpression", update != nil), at: 0) }
    try placeholders.requireUse(expressions)
    returnValues = request["ReturnValues"]?.string ?? "NONE"
    returnsOldOnFailure = request["ReturnValuesOnConditionCheckFailure"]?.string == "ALL_OLD"
  }

  /// What the write does, or why its condition fails.
  func change(
    _ tables: Tables, _ table: TableDefinition, _ transaction: StoreTransaction
  ) throws(ServiceError) -> Change {
    let attributes = try keyAttributes(table)
    let key = table.storedKey(attributes, table.key) ?? []
    var change = Change(key: key, old: try tables.item(table, key, transaction))
    if let condition, !condition.holds(for: change.old ?? Object()) {
      var failure = ServiceError(
        "ConditionalCheckFailedException", "The conditional request failed")
      if returnsOldOnFailure, let old = change.old { failure.details["Item"] = .object(old) }
      change.failure = failure
      return change
    }
    switch action {
    case .put(let item): change.new = item
    case .delete: change.isWritten = change.old != nil
    case .check:
      change.new = change.old
      change.isWritten = false
    case .update(_, let update):
      let base = change.old ?? attributes
      let new = try update?.applied(to: base) ?? base
      try table.check(new, isUpdate: true)
      change.new = new
    }
    return change
  }

  private func keyAttributes(_ table: TableDefinition) throws(ServiceError) -> Object {
    switch action {
    case .put(let item):
      try table.check(item)
      return table.keyAttributes(item, table.key.names)
    case .delete(let key), .check(let key): return try table.checkedKey(key)
    case .update(let key, let update):
      for action in update?.actions ?? [] where table.key.names.contains(action.path.root) {
        throw .invalidParameters(
          "Cannot update attribute \(action.path.root). This attribute is part of the key")
      }
      return try table.checkedKey(key)
    }
  }

  /// The attributes that `ReturnValues` asks for.
  func returned(_ change: Change) -> Object? {
    switch returnValues {
    case "ALL_OLD": return change.old
    case "ALL_NEW": return change.new
    case "UPDATED_OLD": return change.old.flatMap(touched)
    case "UPDATED_NEW": return change.new.flatMap(touched)
    default: return nil
    }
  }

  private func touched(_ item: Object) -> Object? {
    guard case .update(_, let update?) = action else { return nil }
    let attributes = Projection(paths: update.actions.map(\.path)).applied(to: item)
    return attributes.isEmpty ? nil : attributes
  }
}
