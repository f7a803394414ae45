import JSON

/// A table: its keys, its indexes, what `DescribeTable` tells.
struct TableDefinition: Sendable {
  struct Key: Sendable, Hashable {
    var hash: String
    var range: String?

    var names: [String] { [hash] + (range.map { [$0] } ?? []) }
  }

  struct Index: Sendable {
    var name: String
    var key: Key
    var isLocal: Bool
    /// `ALL`, `KEYS_ONLY`, `INCLUDE`
    var projection: String
    var included: [String]
  }

  var name: String
  var key: Key
  /// Attribute to `S`, `N` or `B`.
  var types: [String: String]
  var indexes: [Index]
  /// What `CreateTable` was given, with `CreationDateTime`.
  var description: Object

  /// The attributes that a projection of an index has besides `INCLUDE`d ones.
  func keyNames(_ index: Index) -> [String] { key.names + index.key.names }

  var space: String { "dynamodb/" + name }
  func space(_ index: Index) -> String { "dynamodb/\(name)/\(index.name)" }

  /// Reads the request of `CreateTable`, or a stored description.
  init(_ request: Object) throws(ServiceError) {
    guard let name = request["TableName"]?.string else {
      throw .constraint("tableName", nil, "Member must not be null")
    }
    try Self.checkName(name)
    self.name = name
    description = request
    types = [:]
    for definition in request["AttributeDefinitions"]?.array ?? [] {
      guard let attribute = definition["AttributeName"]?.string,
        let type = definition["AttributeType"]?.string
      else { throw .invalidParameters("AttributeDefinitions need AttributeName and AttributeType") }
      guard ["S", "N", "B"].contains(type) else {
        throw .constraint(
          "attributeDefinitions.1.member.attributeType", .string(type),
          "Member must satisfy enum value set: [B, N, S]")
      }
      types[attribute] = type
    }
    guard let schema = request["KeySchema"]?.array else {
      throw .constraint("keySchema", nil, "Member must not be null")
    }
    key = try Self.key(schema, types)
    indexes = []
    for (member, isLocal) in [("GlobalSecondaryIndexes", false), ("LocalSecondaryIndexes", true)] {
      for definition in request[member]?.array ?? [] {
        guard let name = definition["IndexName"]?.string,
          let schema = definition["KeySchema"]?.array
        else { throw .invalidParameters("\(member) need IndexName and KeySchema") }
        indexes.append(
          Index(
            name: name, key: try Self.key(schema, types), isLocal: isLocal,
            projection: definition["Projection"]?["ProjectionType"]?.string ?? "ALL",
            included: definition["Projection"]?["NonKeyAttributes"]?.array?.compactMap(\.string)
              ?? []))
      }
    }
    try checkDefinitions()
  }

  /// Every defined attribute must be a key of the table or of an index.
  private func checkDefinitions() throws(ServiceError) {
    let used = Set(key.names + indexes.flatMap(\.key.names))
    guard used == Set(types.keys) else {
      throw .invalidParameters(
        "Some AttributeDefinitions are not used. AttributeDefinitions: "
          + "[\(types.keys.sorted().joined(separator: ", "))], keys used: "
          + "[\(used.sorted().joined(separator: ", "))]")
    }
  }

  private static func key(
    _ schema: [Value], _ types: [String: String]
  ) throws(ServiceError) -> Key {
    var key = Key(hash: "", range: nil)
    for element in schema {
      guard let name = element["AttributeName"]?.string else {
        throw .invalidParameters("KeySchema needs AttributeName")
      }
      guard types[name] != nil else {
        throw .invalidParameters(
          "Some index key attributes are not defined in AttributeDefinitions. Keys: [\(name)], "
            + "AttributeDefinitions: [\(types.keys.sorted().joined(separator: ", "))]")
      }
      switch element["KeyType"]?.string {
      case "HASH": key.hash = name
      case "RANGE": key.range = name
      case let other:
        throw .constraint(
          "keySchema.1.member.keyType", other.map(Value.string),
          "Member must satisfy enum value set: [HASH, RANGE]")
      }
    }
    guard !key.hash.isEmpty else {
      throw .validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
    }
    return key
  }

  static func checkName(_ name: String) throws(ServiceError) {
    let bytes = name.utf8
    guard
      bytes.allSatisfy({ byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || byte == 95 || byte == 46 || byte == 45
      }), !name.isEmpty
    else {
      throw .constraint(
        "tableName", .string(name),
        "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")
    }
    guard (3...255).contains(bytes.count) else {
      throw .constraint(
        "tableName", .string(name),
        bytes.count < 3
          ? "Member must have length greater than or equal to 3"
          : "Member must have length less than or equal to 255")
    }
  }

  // MARK: Keys

  /// The stored key of an item's or request's key attributes; `key` decides which.
  func storedKey(_ attributes: Object, _ key: Key) -> [UInt8]? {
    guard let hash = attributes[key.hash], types[key.hash] == Attribute.type(hash) else {
      return nil
    }
    var bytes = Attribute.sortKey(hash)
    if let name = key.range {
      guard let range = attributes[name], types[name] == Attribute.type(range) else { return nil }
      bytes += Attribute.sortKey(range)
    }
    return bytes
  }

  /// Checks the `Key` of a request: exactly the table's key attributes, of their types.
  func checkedKey(_ value: Value?) throws(ServiceError) -> Object {
    guard let given = value, !given.isNull else {
      throw .constraint("key", nil, "Member must not be null")
    }
    guard let members = given.object else { throw .serialization(given) }
    var checked = Object()
    for (name, value) in members { checked[name] = try Attribute.checked(value) }
    guard checked.count == key.names.count,
      key.names.allSatisfy({ types[$0] == checked[$0].map(Attribute.type) })
    else { throw .validation("The provided key element does not match the schema") }
    try checkNotEmpty(checked)
    return checked
  }

  /// Checks an item that is to be stored.
  func check(_ item: Object, isUpdate: Bool = false) throws(ServiceError) {
    for name in key.names {
      guard let value = item[name] else {
        throw .invalidParameters("Missing the key \(name) in the item")
      }
      guard types[name] == Attribute.type(value) else {
        throw .invalidParameters(
          "Type mismatch for key \(name) expected: \(types[name] ?? "") actual: "
            + Attribute.type(value))
      }
    }
    try checkNotEmpty(item)
    for index in indexes {
      for name in index.key.names where !key.names.contains(name) {
        guard let value = item[name] else { continue }
        guard types[name] == Attribute.type(value) else {
          throw .invalidParameters(
            "Type mismatch for Index Key \(name) Expected: \(types[name] ?? "") Actual: "
              + "\(Attribute.type(value)) IndexName: \(index.name)")
        }
        guard types[name] == "N" || !Attribute.bytes(value).isEmpty else {
          throw .validation(
            "One or more parameter values are not valid. A value specified for a secondary index "
              + "key is not supported. The AttributeValue for a key attribute cannot contain an "
              + "empty string value. IndexName: \(index.name), IndexKey: \(name)")
        }
      }
    }
    guard Attribute.size(item) <= 400 << 10 else {
      throw .validation(
        isUpdate
          ? "Item size to update has exceeded the maximum allowed size"
          : "Item size has exceeded the maximum allowed size")
    }
  }

  private func checkNotEmpty(_ attributes: Object) throws(ServiceError) {
    for name in key.names where types[name] != "N" {
      guard let value = attributes[name] else { continue }
      let size = Attribute.bytes(value).count
      // AWS's sentences, without their blank where it has none.
      if name == key.names.first, size > 2048 {
        throw .invalidParameters("Size of hashkey has exceeded the maximum size limit of2048 bytes")
      }
      if name != key.names.first, size > 1024 {
        throw .invalidParameters(
          "Aggregated size of all range keys has exceeded the size limit of 1024 bytes")
      }
      guard size == 0 else { continue }
      let kind = types[name] == "S" ? "string" : "binary"
      throw .validation(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
          + "contain an empty \(kind) value. Key: \(name)")
    }
  }

  /// The key attributes of an item.
  func keyAttributes(_ item: Object, _ names: [String]) -> Object {
    var attributes = Object()
    for name in names { attributes[name] = item[name] }
    return attributes
  }
}
