import JSON

/// Which keys a query wants: one hash value, and a range of the other.
struct KeyCondition {
  /// The keys' common beginning, and the first key behind the wanted ones.
  var low: [UInt8]
  var high: [UInt8]?

  /// Reads the condition of a query on `key`.
  init(
    _ condition: Condition, _ key: TableDefinition.Key, _ table: TableDefinition
  ) throws(ServiceError) {
    var parts: [String: Part] = [:]
    for part in try Self.conjuncts(condition) {
      guard parts.updateValue(part, forKey: part.name) == nil else {
        throw .validation("KeyConditionExpressions must only contain one condition per key")
      }
    }
    guard parts.count <= 2 else { throw Self.unsupported }
    guard let hash = parts.removeValue(forKey: key.hash) else {
      throw .validation("Query condition missed key schema element: \(key.hash)")
    }
    guard hash.symbol == "=" else { throw Self.unsupported }
    try Self.check(hash, table)
    let base = Attribute.sortKey(hash.values[0])
    low = base
    high = keyBehind(base)
    guard let (name, range) = parts.first else { return }
    guard name == key.range else {
      guard let expected = key.range else { throw Self.unsupported }
      throw .validation("Query condition missed key schema element: \(expected)")
    }
    try Self.check(range, table)
    narrow(range, base)
  }

  private mutating func narrow(_ range: Part, _ base: [UInt8]) {
    let first = base + Attribute.sortKey(range.values[0])
    switch range.symbol {
    case "=":
      low = first
      high = keyBehind(first)
    case "<": high = first
    case "<=": high = keyBehind(first)
    case ">": low = keyBehind(first) ?? first
    case ">=": low = first
    case "BETWEEN":
      low = first
      high = keyBehind(base + Attribute.sortKey(range.values[1]))
    default:
      low = base + Attribute.prefixKey(Attribute.bytes(range.values[0]))
      high = keyBehind(low)
    }
  }

  private struct Part {
    var name: String
    var symbol: String
    var values: [Value]
  }

  static let unsupported = ServiceError.validation("Query key condition not supported")

  private static func conjuncts(_ condition: Condition) throws(ServiceError) -> [Part] {
    func invalid(_ operation: String) -> ServiceError {
      .validation("Invalid operator used in KeyConditionExpression: \(operation)")
    }
    switch condition {
    case .and(let a, let b): return try conjuncts(a) + conjuncts(b)
    case .or: throw invalid("OR")
    case .not: throw invalid("NOT")
    case .among: throw invalid("IN")
    case .call(let name, let operands):
      guard name == "begins_with" else { throw invalid(name) }
      guard case .path(let path) = operands[0], case .value(let value) = operands[1] else {
        throw unsupported
      }
      return [try part(path, name, [value])]
    case .between(.path(let path), .value(let low), .value(let high)):
      return [try part(path, "BETWEEN", [low, high])]
    case .compare(let left, let symbol, let right):
      guard symbol != "<>" else { throw invalid("<>") }
      if case .path(let path) = left, case .value(let value) = right {
        return [try part(path, symbol, [value])]
      }
      let mirrored = ["<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="]
      if case .value(let value) = left, case .path(let path) = right,
        let symbol = mirrored[symbol]
      {
        return [try part(path, symbol, [value])]
      }
      throw unsupported
    case .between: throw unsupported
    }
  }

  private static func part(
    _ path: DocumentPath, _ symbol: String, _ values: [Value]
  ) throws(ServiceError) -> Part {
    guard path.steps.count == 1 else {
      throw .validation("Key condition expression cannot contain nested attributes")
    }
    return Part(name: path.root, symbol: symbol, values: values)
  }

  private static func check(_ part: Part, _ table: TableDefinition) throws(ServiceError) {
    for value in part.values where Attribute.type(value) != table.types[part.name] {
      throw .invalidParameters("Condition parameter type does not match schema type")
    }
    guard part.symbol == "=" else { return }
    for value in part.values where value["S"]?.string == "" {
      throw .validation(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
          + "contain an empty string value. Key: \(part.name)")
    }
  }
}
