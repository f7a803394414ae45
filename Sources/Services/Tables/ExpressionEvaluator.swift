import JSON

extension Operand {
  /// The value for an item, or `nil` where the item has none.
  func value(in item: Object) -> Value? {
    switch self {
    case .path(let path): path.value(in: item)
    case .value(let value): value
    case .size(let operand): operand.value(in: item).flatMap(Self.size)
    }
  }

  private static func size(_ value: Value) -> Value? {
    guard let (type, content) = Attribute.parts(value) else { return nil }
    let size: Int
    switch type {
    case "S": size = content.string?.utf8.count ?? 0
    case "B": size = Attribute.bytes(value).count
    case "SS", "NS", "BS", "L": size = content.array?.count ?? 0
    case "M": size = content.object?.count ?? 0
    default: return nil
    }
    return .object(["N": .string(String(size))])
  }
}

extension Condition {
  /// Whether the condition holds for an item.
  func holds(for item: Object) -> Bool {
    switch self {
    case .and(let a, let b): a.holds(for: item) && b.holds(for: item)
    case .or(let a, let b): a.holds(for: item) || b.holds(for: item)
    case .not(let condition): !condition.holds(for: item)
    case .compare(let left, let symbol, let right):
      Self.compare(left.value(in: item), symbol, right.value(in: item))
    case .between(let operand, let low, let high):
      Self.compare(operand.value(in: item), ">=", low.value(in: item))
        && Self.compare(operand.value(in: item), "<=", high.value(in: item))
    case .among(let operand, let choices):
      choices.contains { Self.compare(operand.value(in: item), "=", $0.value(in: item)) }
    case .call(let name, let operands): Self.call(name, operands, item)
    }
  }

  private static func compare(_ left: Value?, _ symbol: String, _ right: Value?) -> Bool {
    guard let left, let right else {
      // What is absent differs from everything that is there.
      return symbol == "<>" && !(left == nil && right == nil)
    }
    switch symbol {
    case "=": return Attribute.areEqual(left, right)
    case "<>": return !Attribute.areEqual(left, right)
    default: break
    }
    guard let order = Attribute.order(left, right) else { return false }
    switch symbol {
    case "<": return order < 0
    case "<=": return order <= 0
    case ">": return order > 0
    default: return order >= 0
    }
  }

  private static func call(_ name: String, _ operands: [Operand], _ item: Object) -> Bool {
    let first = operands[0].value(in: item)
    let second = operands.count > 1 ? operands[1].value(in: item) : nil
    switch name {
    case "attribute_exists": return first != nil
    case "attribute_not_exists": return first == nil
    case "attribute_type":
      return first.map(Attribute.type) == second?["S"]?.string
    case "begins_with":
      guard let first, let second, Attribute.type(first) == Attribute.type(second) else {
        return false
      }
      return Attribute.bytes(first).starts(with: Attribute.bytes(second))
    default: return contains(first, second)
    }
  }

  private static func contains(_ container: Value?, _ element: Value?) -> Bool {
    guard let container, let element, let (type, content) = Attribute.parts(container) else {
      return false
    }
    switch (type, Attribute.type(element)) {
    case ("S", "S"):
      guard let text = content.string, let part = element["S"]?.string else { return false }
      return part.isEmpty || text.utf8.firstRange(of: part.utf8) != nil
    case ("B", "B"):
      let part = Attribute.bytes(element)
      return part.isEmpty || Attribute.bytes(container).firstRange(of: part) != nil
    case ("SS", "S"), ("NS", "N"), ("BS", "B"):
      return content.array?.contains { Attribute.parts(element)?.content == $0 } ?? false
    case ("L", _): return content.array?.contains { Attribute.areEqual($0, element) } ?? false
    default: return false
    }
  }
}

/// Applies the actions of an update to an item.
struct ItemUpdate {
  let actions: [UpdateAction]

  /// The item afterwards. Right sides see the item as it was.
  func applied(to old: Object) throws(ServiceError) -> Object {
    var item = old
    var removals: [DocumentPath] = []
    for action in actions {
      switch action {
      case .set(let path, let value): try set(path, try evaluate(value, old), in: &item)
      case .remove(let path): removals.append(path)
      case .add(let path, let value):
        try set(path, try sum(path.value(in: old), value), in: &item)
      case .delete(let path, let value):
        guard let existing = path.value(in: old) else { continue }
        if let rest = try difference(existing, value) {
          try set(path, rest, in: &item)
        } else {
          removals.append(path)
        }
      }
    }
    // Later elements of a list go first, so that the places of the others stay true.
    for path in removals.sorted(by: Self.isLater) { try remove(path, from: &item) }
    return item
  }

  private static func isLater(_ left: DocumentPath, _ right: DocumentPath) -> Bool {
    for (a, b) in zip(left.steps, right.steps) {
      if case .index(let x) = a, case .index(let y) = b, x != y { return x > y }
    }
    return left.steps.count > right.steps.count
  }

  static let wrongType = ServiceError.validation(
    "An operand in the update expression has an incorrect data type")
  static let wrongPath = ServiceError.validation(
    "The document path provided in the update expression is invalid for update")
  static let missing = ServiceError.validation(
    "The provided expression refers to an attribute that does not exist in the item")

  private func evaluate(_ value: UpdateValue, _ item: Object) throws(ServiceError) -> Value {
    switch value {
    case .operand(let operand):
      guard let value = operand.value(in: item) else { throw Self.missing }
      return value
    case .plus(let a, let b): return try arithmetic(try evaluate(a, item), try evaluate(b, item), +)
    case .minus(let a, let b):
      return try arithmetic(try evaluate(a, item), try evaluate(b, item), -)
    case .ifNotExists(let path, let value):
      if let existing = path.value(in: item) { return existing }
      return try evaluate(value, item)
    case .listAppend(let a, let b):
      guard let left = try evaluate(a, item)["L"]?.array,
        let right = try evaluate(b, item)["L"]?.array
      else { throw Self.wrongType }
      return .object(["L": .array(left + right)])
    }
  }

  private func arithmetic(
    _ left: Value, _ right: Value, _ operation: (DecimalNumber, DecimalNumber) -> DecimalNumber
  ) throws(ServiceError) -> Value {
    guard let x = Attribute.number(left), let y = Attribute.number(right) else {
      throw Self.wrongType
    }
    return try Attribute.checked(.object(["N": .string(operation(x, y).text)]))
  }

  private func sum(_ existing: Value?, _ value: Value) throws(ServiceError) -> Value {
    guard let existing else { return value }
    guard Attribute.type(existing) == Attribute.type(value),
      let (type, content) = Attribute.parts(value)
    else { throw Self.wrongType }
    if type == "N" { return try arithmetic(existing, value, +) }
    var elements = Attribute.parts(existing)?.content.array ?? []
    for element in content.array ?? [] where !elements.contains(element) {
      elements.append(element)
    }
    return .object([type: .array(elements)])
  }

  private func difference(_ existing: Value, _ value: Value) throws(ServiceError) -> Value? {
    guard let (type, content) = Attribute.parts(existing), type == Attribute.type(value) else {
      throw Self.wrongType
    }
    let removed = Attribute.parts(value)?.content.array ?? []
    let rest = (content.array ?? []).filter { !removed.contains($0) }
    return rest.isEmpty ? nil : .object([type: .array(rest)])
  }

  // MARK: Places

  private func set(
    _ path: DocumentPath, _ value: Value, in item: inout Object
  ) throws(ServiceError) {
    guard path.steps.count > 1 else {
      item[path.root] = value
      return
    }
    guard let root = item[path.root] else { throw Self.wrongPath }
    item[path.root] = try replaced(root, path.steps.dropFirst(), value)
  }

  private func remove(_ path: DocumentPath, from item: inout Object) throws(ServiceError) {
    guard path.steps.count > 1 else {
      item[path.root] = nil
      return
    }
    guard let root = item[path.root] else { throw Self.wrongPath }
    item[path.root] = try replaced(root, path.steps.dropFirst(), nil)
  }

  /// `container` with the value at `steps` replaced, or removed where `value` is `nil`.
  private func replaced(
    _ container: Value, _ steps: ArraySlice<DocumentPath.Step>, _ value: Value?
  ) throws(ServiceError) -> Value {
    guard let step = steps.first else { return container }
    let isLast = steps.count == 1
    switch step {
    case .name(let name):
      guard var members = container["M"]?.object else { throw Self.wrongPath }
      if isLast {
        members[name] = value
      } else {
        guard let inner = members[name] else { throw Self.wrongPath }
        members[name] = try replaced(inner, steps.dropFirst(), value)
      }
      return .object(["M": .object(members)])
    case .index(let index):
      guard var elements = container["L"]?.array else { throw Self.wrongPath }
      guard elements.indices.contains(index) else {
        guard isLast else { throw Self.wrongPath }
        if let value { elements.append(value) }
        return .object(["L": .array(elements)])
      }
      if !isLast {
        elements[index] = try replaced(elements[index], steps.dropFirst(), value)
      } else if let value {
        elements[index] = value
      } else {
        elements.remove(at: index)
      }
      return .object(["L": .array(elements)])
    }
  }
}

/// Keeps of an item what a projection names.
struct Projection {
  let paths: [DocumentPath]

  func applied(to item: Object) -> Object {
    var result = Object()
    for path in paths {
      guard let value = path.value(in: item) else { continue }
      result[path.root] = merged(result[path.root], path.steps.dropFirst(), value)
    }
    return result
  }

  /// Elements taken out of one list stand in the order of the paths.
  private func merged(
    _ existing: Value?, _ steps: ArraySlice<DocumentPath.Step>, _ value: Value
  ) -> Value {
    guard let step = steps.first else { return value }
    switch step {
    case .name(let name):
      var members = existing?["M"]?.object ?? Object()
      members[name] = merged(members[name], steps.dropFirst(), value)
      return .object(["M": .object(members)])
    case .index:
      let elements = existing?["L"]?.array ?? []
      return .object(["L": .array(elements + [merged(nil, steps.dropFirst(), value)])])
    }
  }
}
