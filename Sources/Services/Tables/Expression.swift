import JSON

/// A document path: `a.b[1]`.
struct DocumentPath: Hashable {
  enum Step: Hashable {
    case name(String)
    case index(Int)
  }

  var steps: [Step]

  /// The attribute the path begins with.
  var root: String {
    if case .name(let name)? = steps.first { name } else { "" }
  }

  /// `[a, b, [1]]`, as DynamoDB's messages write it.
  var description: String {
    let parts = steps.map { step in
      switch step {
      case .name(let name): name
      case .index(let index): "[\(index)]"
      }
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  func overlaps(_ other: DocumentPath) -> Bool {
    let count = min(steps.count, other.steps.count)
    return steps[..<count] == other.steps[..<count]
  }

  /// Whether one path takes a list where the other takes a map.
  func conflicts(with other: DocumentPath) -> Bool {
    for (mine, theirs) in zip(steps, other.steps) where mine != theirs {
      switch (mine, theirs) {
      case (.name, .index), (.index, .name): return true
      default: return false
      }
    }
    return false
  }

  /// The value at the path, or `nil`.
  func value(in item: Object) -> Value? {
    guard case .name(let first)? = steps.first, var value = item[first] else { return nil }
    for step in steps.dropFirst() {
      switch step {
      case .name(let name):
        guard let next = value["M"]?[name] else { return nil }
        value = next
      case .index(let index):
        guard let next = value["L"]?[index] else { return nil }
        value = next
      }
    }
    return value
  }
}

/// What stands beside a comparison, or in a function.
indirect enum Operand {
  /// `a.b`
  case path(DocumentPath)
  /// `:v`
  case value(Value)
  /// `size(a)`
  case size(Operand)
}

/// A condition: of a write, of a filter, of a key.
indirect enum Condition {
  /// `a = :v`, `a < b` …
  case compare(Operand, String, Operand)
  /// `a BETWEEN :x AND :y`
  case between(Operand, Operand, Operand)
  /// `a IN (:x, :y)`
  case among(Operand, [Operand])
  /// `attribute_exists(a)`, `begins_with(a, :v)` …
  case call(String, [Operand])
  case and(Condition, Condition)
  case or(Condition, Condition)
  case not(Condition)
}

/// One thing that an update does.
enum UpdateAction {
  /// `SET a = …`
  case set(DocumentPath, UpdateValue)
  /// `REMOVE a`
  case remove(DocumentPath)
  /// `ADD a :v`
  case add(DocumentPath, Value)
  /// `DELETE a :v`
  case delete(DocumentPath, Value)

  var path: DocumentPath {
    switch self {
    case .set(let path, _), .remove(let path), .add(let path, _), .delete(let path, _): path
    }
  }
}

/// The right side of `SET`.
indirect enum UpdateValue {
  case operand(Operand)
  case plus(UpdateValue, UpdateValue)
  case minus(UpdateValue, UpdateValue)
  /// `if_not_exists(a, :v)`
  case ifNotExists(DocumentPath, UpdateValue)
  /// `list_append(a, :v)`
  case listAppend(UpdateValue, UpdateValue)
}

/// Names and values that the expressions of a request refer to; knows which were used.
struct Placeholders {
  var names: [String: String]
  var values: [String: Value]
  private(set) var usedNames: Set<String> = []
  private(set) var usedValues: Set<String> = []

  init(_ request: Object) throws(ServiceError) {
    names = [:]
    values = [:]
    if let given = request["ExpressionAttributeNames"], !given.isNull {
      guard let members = given.object, !members.isEmpty else {
        throw .validation("ExpressionAttributeNames must not be empty")
      }
      for (key, name) in members {
        guard let name = name.string else { throw .serialization(name) }
        guard key.hasPrefix("#"), key.utf8.count > 1 else {
          throw .validation(
            "ExpressionAttributeNames contains invalid key: Syntax error; key: \"\(key)\"")
        }
        names[key] = name
      }
    }
    if let given = request["ExpressionAttributeValues"], !given.isNull {
      guard let members = given.object, !members.isEmpty else {
        throw .validation("ExpressionAttributeValues must not be empty")
      }
      for (key, value) in members {
        guard key.hasPrefix(":"), key.utf8.count > 1 else {
          throw .validation(
            "ExpressionAttributeValues contains invalid key: Syntax error; key: \"\(key)\"")
        }
        do { values[key] = try Attribute.checked(value) } catch {
          throw ServiceError(
            error.code,
            "ExpressionAttributeValues contains invalid value: \(error.message) for key \(key)")
        }
      }
    }
  }

  mutating func name(_ reference: String) throws(ExpressionFault) -> String {
    guard let name = names[reference] else {
      throw ExpressionFault(
        message: "An expression attribute name used in the document path is not defined; "
          + "attribute name: \(reference)")
    }
    usedNames.insert(reference)
    return name
  }

  mutating func value(_ reference: String) throws(ExpressionFault) -> Value {
    guard let value = values[reference] else {
      throw ExpressionFault(
        message: "An expression attribute value used in expression is not defined; "
          + "attribute value: \(reference)")
    }
    usedValues.insert(reference)
    return value
  }

  /// Refuses placeholders that no expression uses. `expressions` names those the operation takes.
  func requireUse(_ expressions: [(name: String, isGiven: Bool)]) throws(ServiceError) {
    func absent(_ what: String, _ all: [(name: String, isGiven: Bool)]) throws(ServiceError) {
      guard !all.contains(where: \.isGiven) else { return }
      let names = all.map(\.name)
      throw .validation(
        "\(what) can only be specified when using expressions: "
          + (names.count == 1
            ? "\(names[0]) is null" : names.joined(separator: " and ") + " are null"))
    }
    if !names.isEmpty, !expressions.contains(where: \.isGiven) {
      throw .validation("ExpressionAttributeNames can only be specified when using expressions")
    }
    if !values.isEmpty {
      try absent(
        "ExpressionAttributeValues", expressions.filter { $0.name != "ProjectionExpression" })
    }
    let names = self.names.keys.filter { !usedNames.contains($0) }.sorted()
    if !names.isEmpty {
      throw .validation(
        "Value provided in ExpressionAttributeNames unused in expressions: keys: "
          + "{\(names.joined(separator: ", "))}")
    }
    let values = self.values.keys.filter { !usedValues.contains($0) }.sorted()
    if !values.isEmpty {
      throw .validation(
        "Value provided in ExpressionAttributeValues unused in expressions: keys: "
          + "{\(values.joined(separator: ", "))}")
    }
  }
}
