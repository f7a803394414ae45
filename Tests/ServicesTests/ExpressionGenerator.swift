import JSON

/// Makes calls by chance, the same ones for a seed.
struct ExpressionGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[next(elements.count)] }

  mutating func calls(_ count: Int) -> [Value] {
    var calls: [Value] = [
      [
        "op": "CreateTable",
        "args": [
          "TableName": "things", "BillingMode": "PAY_PER_REQUEST",
          "KeySchema": [
            ["AttributeName": "p", "KeyType": "HASH"], ["AttributeName": "s", "KeyType": "RANGE"],
          ],
          "AttributeDefinitions": [
            ["AttributeName": "p", "AttributeType": "S"],
            ["AttributeName": "s", "AttributeType": "N"],
            ["AttributeName": "g", "AttributeType": "S"],
          ],
          "GlobalSecondaryIndexes": [
            [
              "IndexName": "byG", "Projection": ["ProjectionType": "ALL"],
              "KeySchema": [
                ["AttributeName": "g", "KeyType": "HASH"],
                ["AttributeName": "s", "KeyType": "RANGE"],
              ],
            ]
          ],
        ],
      ]
    ]
    for _ in 0..<count { calls.append(call()) }
    return calls
  }

  mutating func key() -> Object {
    ["p": ["S": .string(pick(["x", "y"]))], "s": ["N": .string("\(next(4) - 1)")]]
  }

  mutating func scalar() -> Value {
    // No truth values, and no zero: moto takes the ones for numbers and the other for nothing.
    next(2) == 0
      ? ["N": .string(pick(["4", "1", "2.5", "-3", "10"]))]
      : ["S": .string(pick(["a", "ab", "b", "abc"]))]
  }

  mutating func value() -> Value {
    switch next(6) {
    case 0: ["L": .array((0...next(3)).map { _ in scalar() })]
    case 1: ["M": .object(["k": scalar(), "l": scalar()])]
    case 2:
      [
        "SS": .array(
          Set((0...next(3)).map { _ in pick(["a", "b", "c"]) }).sorted().map(Value.string))
      ]
    default: scalar()
    }
  }

  mutating func call() -> Value {
    var args: Object = ["TableName": "things"]
    switch next(11) {
    case 0, 1:
      args["Item"] = .object(item())
      return ["op": "PutItem", "args": .object(args)]
    case 2:
      args["Key"] = .object(key())
      if next(2) == 0 { args["ProjectionExpression"] = .string(pick(["a, b", "c.k", "d[0], a"])) }
      return ["op": "GetItem", "args": .object(args)]
    case 3:
      args["FilterExpression"] = .string(condition(&args))
      return ["op": "Scan", "args": .object(args)]
    case 4:
      return query(args)
    case 5:
      args["Key"] = .object(key())
      args["ConditionExpression"] = .string(condition(&args))
      args["ReturnValues"] = "ALL_OLD"
      return ["op": "DeleteItem", "args": .object(args)]
    case 6: return batch()
    case 7: return transaction()
    case 8: return adding(args)
    default: return update(args)
    }
  }

  mutating func item() -> Object {
    var item = key()
    for name in ["a", "b", "c", "d"] where next(3) > 0 { item[name] = value() }
    if next(2) == 0 { item["g"] = ["S": .string(pick(["h", "i"]))] }
    return item
  }

  /// `ADD` and `DELETE`, on numbers and sets.
  mutating func adding(_ given: Object) -> Value {
    var args = given
    args["Key"] = .object(key())
    let set: Value = ["SS": .array(pick([["a"], ["a", "b"], ["z"]]).map(Value.string))]
    let text =
      switch next(3) {
      case 0: "ADD t \(bind(["N": .string(pick(["1", "-2.5", "100"]))], &args))"
      case 1: "ADD u \(bind(set, &args))"
      default: "DELETE u \(bind(set, &args))"
      }
    args["UpdateExpression"] = .string(text)
    args["ReturnValues"] = .string(pick(["ALL_NEW", "ALL_OLD"]))
    return ["op": "UpdateItem", "args": .object(args)]
  }

  mutating func batch() -> Value {
    let keys = [key(), key(), key()].reduce(into: [Object]()) { keys, key in
      if !keys.contains(where: { Value.object($0) == .object(key) }) { keys.append(key) }
    }
    if next(2) == 0 {
      return [
        "op": "BatchGetItem",
        "args": ["RequestItems": ["things": ["Keys": .array(keys.map(Value.object))]]],
      ]
    }
    let writes = keys.map { key -> Value in
      guard next(2) == 0 else { return ["DeleteRequest": ["Key": .object(key)]] }
      var item = item()
      for (name, value) in key { item[name] = value }
      return ["PutRequest": ["Item": .object(item)]]
    }
    return ["op": "BatchWriteItem", "args": ["RequestItems": ["things": .array(writes)]]]
  }

  /// A condition that moto can tell of every type, as it must in transactions.
  mutating func equality(_ args: inout Object) -> String {
    let path = pick(["a", "b", "c", "d"])
    switch next(3) {
    case 0: return "attribute_exists(\(path))"
    case 1: return "attribute_not_exists(\(path))"
    default: return "\(path) = \(bind(scalar(), &args))"
    }
  }

  mutating func transaction() -> Value {
    // One partition a step, so that no step meets another's item.
    let steps = ["x", "y"].map { partition -> Value in
      var args: Object = ["TableName": "things"]
      var key = key()
      key["p"] = ["S": .string(partition)]
      switch next(4) {
      case 0:
        var item = item()
        for (name, value) in key { item[name] = value }
        args["Item"] = .object(item)
        if next(2) == 0 { args["ConditionExpression"] = .string(equality(&args)) }
        return ["Put": .object(args)]
      case 1:
        args["Key"] = .object(key)
        args["ConditionExpression"] = .string(equality(&args))
        args["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        return ["ConditionCheck": .object(args)]
      case 2:
        args["Key"] = .object(key)
        return ["Delete": .object(args)]
      default:
        args["Key"] = .object(key)
        args["UpdateExpression"] = .string("SET a = \(bind(scalar(), &args))")
        return ["Update": .object(args)]
      }
    }
    if next(3) == 0 {
      let gets = [key(), key()].map { key -> Value in
        ["Get": ["TableName": "things", "Key": .object(key)]]
      }
      return ["op": "TransactGetItems", "args": ["TransactItems": .array(gets)]]
    }
    return ["op": "TransactWriteItems", "args": ["TransactItems": .array(steps)]]
  }

  mutating func bind(_ value: Value, _ args: inout Object) -> String {
    var values = args["ExpressionAttributeValues"]?.object ?? Object()
    let name = ":v\(values.count)"
    values[name] = value
    args["ExpressionAttributeValues"] = .object(values)
    return name
  }

  /// A placeholder for a name.
  mutating func name(_ name: String, _ args: inout Object) -> String {
    var names = args["ExpressionAttributeNames"]?.object ?? Object()
    names["#\(name)"] = .string(name)
    args["ExpressionAttributeNames"] = .object(names)
    return "#\(name)"
  }

  mutating func condition(_ args: inout Object, depth: Int = 0) -> String {
    var path = pick(["a", "b", "c", "d", "c.k", "t", "u", "d[0]"])
    if path.utf8.count == 1, next(4) == 0 { path = name(path, &args) }
    switch next(depth > 1 ? 11 : 14) {
    case 0: return "attribute_exists(\(path)) AND \(path) = \(bind(scalar(), &args))"
    case 1: return "\(path) \(pick(["=", "<>", "<", "<=", ">", ">="])) \(bind(scalar(), &args))"
    case 2:
      return "\(path) BETWEEN \(bind(["N": "0"], &args)) AND \(bind(["N": "3"], &args))"
    case 3: return "\(path) IN (\(bind(scalar(), &args)), \(bind(scalar(), &args)))"
    case 4: return "begins_with(\(path), \(bind(["S": "a"], &args)))"
    case 5: return "contains(\(path), \(bind(["S": .string(pick(["a", "b"]))], &args)))"
    case 6:
      return "attribute_type(\(path), \(bind(["S": .string(pick(["S", "N", "L", "M"]))], &args))) "
        + "OR \(path) = \(bind(scalar(), &args))"
    case 7: return "attribute_not_exists(\(path))"
    case 8:
      let bound = bind(["N": .string(pick(["1", "2", "3"]))], &args)
      let kind = bind(["S": .string(pick(["S", "L", "M", "SS"]))], &args)
      return "attribute_type(\(path), \(kind)) AND size(\(path)) \(pick([">", "=", "<="])) \(bound)"
    case 9:
      // moto takes what is missing for equal to what is missing.
      let other = pick(["a", "b", "d"])
      return "attribute_exists(\(path)) AND attribute_exists(\(other)) AND \(path) "
        + "\(pick(["=", "<>"])) \(other)"
    case 10: return "\(path) BETWEEN \(bind(["S": "a"], &args)) AND \(bind(["S": "b"], &args))"
    case 11: return "NOT (\(condition(&args, depth: depth + 1)))"
    case 12:
      return "(\(condition(&args, depth: depth + 1))) AND (\(condition(&args, depth: depth + 1)))"
    default:
      return "\(condition(&args, depth: depth + 1)) OR \(condition(&args, depth: depth + 1))"
    }
  }

  mutating func query(_ given: Object) -> Value {
    var args = given
    let isIndexed = next(4) == 0
    var text =
      isIndexed
      ? "g = \(bind(["S": .string(pick(["h", "i"]))], &args))"
      : "p = \(bind(["S": .string(pick(["x", "y"]))], &args))"
    if isIndexed { args["IndexName"] = "byG" }
    // A page on which the filter leaves nothing has no end for moto.
    let isPaged = !isIndexed && next(3) == 0
    if isPaged { args["Limit"] = .int(1 + next(3)) }
    switch next(4) {
    case 0: text += " AND s > \(bind(["N": "0"], &args))"
    case 1: text += " AND s BETWEEN \(bind(["N": "0"], &args)) AND \(bind(["N": "1"], &args))"
    case 2: text += " AND s <= \(bind(["N": "1"], &args))"
    default: break
    }
    args["KeyConditionExpression"] = .string(text)
    if next(2) == 0 { args["ScanIndexForward"] = false }
    if !isPaged, next(2) == 0 {
      args["FilterExpression"] = .string(condition(&args, depth: 1))
    }
    return ["op": "Query", "args": .object(args)]
  }

  mutating func update(_ given: Object) -> Value {
    var args = given
    args["Key"] = .object(key())
    var parts: [String] = []
    if next(3) > 0 {
      let path = pick(["a", "b"])
      switch next(4) {
      case 0: parts.append("SET \(path) = \(bind(value(), &args))")
      case 1:
        parts.append(
          "SET \(path) = if_not_exists(\(path), \(bind(["N": "1"], &args))) + \(bind(["N": "2.25"], &args))"
        )
      case 2: parts.append("SET \(path) = \(path) - \(bind(["N": "1"], &args))")
      default:
        parts.append(
          "SET \(path) = list_append(if_not_exists(\(path), \(bind(["L": []], &args))), \(bind(["L": [["S": "z"]]], &args)))"
        )
      }
    }
    // No nested paths: where one does not exist, moto leaves the other half of the update behind.
    if parts.isEmpty || next(2) == 0 { parts.append("REMOVE \(pick(["c", "d"]))") }
    args["UpdateExpression"] = .string(parts.joined(separator: " "))
    args["ReturnValues"] = .string(pick(["ALL_NEW", "ALL_OLD", "NONE"]))
    if next(3) == 0 { args["ConditionExpression"] = .string(condition(&args, depth: 1)) }
    return ["op": "UpdateItem", "args": .object(args)]
  }
}
