import JSON

/// Shorter ways for what is done to many items: comparing and calculating with fields of theirs. They
/// make no items of the values on the way, and give up (`nil`) where a value is not as expected; the
/// long way then does it all, failures included.
extension Evaluator {
  /// Whether there is room for a predicate's levels, so that none needs to be counted.
  var hasRoom: Bool { depth < depthLimit - 64 }

  // MARK: - Predicates

  /// The items that a predicate takes, where it compares fields with constants, or lists numbers.
  mutating func quickFilter(_ stage: StagePlan, _ elements: [Value], _ input: Item) throws(Fault)
    -> Item?
  {
    let op = program.ops[stage.op]
    if op.code == .constant { return try picked(program.constants[op.a], elements, input) }
    guard let found = try quickFilter(stage.op, of: -1, elements) else { return nil }
    return Item(sequence: found, nesting: input.nesting)
  }

  /// The items for which a comparison holds. `base`: the place of the variable that an item is bound to,
  /// or -1 where it is the context.
  mutating func quickFilter(_ predicate: Ref, of base: Int32, _ elements: [Value]) throws(Fault)
    -> [Value]?
  {
    guard hasRoom, canTest(predicate, base) else { return nil }
    try tick(elements.count)
    var found: [Value] = []
    for element in elements {
      guard let holds = test(predicate, element) else { return nil }
      if holds { found.append(element) }
    }
    return found
  }

  /// The items at the places that a constant array lists, in the order of the items.
  private mutating func picked(_ constant: Item, _ elements: [Value], _ input: Item) throws(Fault)
    -> Item?
  {
    guard let numbers = constant.elements, !numbers.isEmpty else { return nil }
    var counts: [Int: Int] = [:]
    for number in numbers {
      guard let double = number.double else { return nil }
      guard let place = Int(exactly: double.rounded(.down)) else { continue }
      counts[place < 0 ? elements.count + place : place, default: 0] += 1
    }
    var found: [Value] = []
    for place in counts.keys.sorted() where elements.indices.contains(place) {
      for _ in 0..<(counts[place] ?? 0) { found.append(elements[place]) }
    }
    return Item(sequence: found, nesting: input.nesting)
  }

  /// Whether an operation is one that `test` can tell.
  private func canTest(_ ref: Ref, _ base: Int32) -> Bool {
    let op = program.ops[ref]
    switch op.code {
    case .and, .or: return canTest(op.a, base) && canTest(op.b, base)
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
      return isField(op.a, base) && program.ops[op.b].code == .constant
    default: return false
    }
  }

  /// Whether an operation is one name in an item that is bound to the place `base`, or is the context.
  func isField(_ ref: Ref, _ base: Int32) -> Bool {
    let op = program.ops[ref]
    guard op.code == .fields, op.c == 1, op.d >= 0 else { return false }
    if base < 0 || op.a < 0 { return base < 0 && op.a < 0 }
    let variable = program.ops[op.a]
    return variable.code == .variable && variable.a == base
  }

  /// The text of a field of each item, or its number; `nil` where one is missing.
  mutating func keys(_ ref: Ref, of base: Int32, _ elements: [Value]) throws(Fault) -> [Double]? {
    guard hasRoom, isField(ref, base) else { return nil }
    try tick(elements.count)
    let op = program.ops[ref]
    var keys: [Double] = []
    keys.reserveCapacity(elements.count)
    for element in elements {
      guard let number = member(op, element)?.double, number.isFinite else { return nil }
      keys.append(number)
    }
    return keys
  }

  private mutating func test(_ ref: Ref, _ value: Value) -> Bool? {
    let op = program.ops[ref]
    switch op.code {
    case .and:
      guard let left = test(op.a, value) else { return nil }
      return left ? test(op.b, value) : false
    case .or:
      guard let left = test(op.a, value) else { return nil }
      return left ? true : test(op.b, value)
    default:
      let field = program.ops[op.a]
      guard let found = member(field, value) else { return nil }
      return Evaluator.compare(op.code, found, program.constants[program.ops[op.b].a].value)
    }
  }

  @inline(__always)
  private static func compare(_ code: Op.Code, _ left: Value, _ right: Value) -> Bool? {
    let less: Bool
    let equal: Bool
    switch (left, right) {
    case (.int(let a), .int(let b)):
      less = a < b
      equal = a == b
    case (.double(let a), .int(let b)):
      less = a < Double(b)
      equal = a == Double(b)
    case (.int(let a), .double(let b)):
      less = Double(a) < b
      equal = Double(a) == b
    case (.double(let a), .double(let b)):
      less = a < b
      equal = a == b
    case (.string(let a), .string(let b)):
      equal = sameText(a, b)
      less = code != .equal && code != .notEqual && !equal && precedes(a, b)
    default: return nil
    }
    switch code {
    case .equal: return equal
    case .notEqual: return !equal
    case .less: return less
    case .lessEqual: return less || equal
    case .greater: return !less && !equal
    default: return !less
    }
  }

  // MARK: - Numbers

  /// The results of a step that calculates with numbers of each item.
  mutating func numbers(_ ref: Ref, of base: Int32, _ elements: [Value]) throws(Fault) -> Item? {
    guard hasRoom, elements.count > 1, isCalculation(ref, base) else { return nil }
    try tick(elements.count)
    var found: [Value] = []
    found.reserveCapacity(elements.count)
    for element in elements {
      guard let number = calculate(ref, element) else { return nil }
      found.append(number)
    }
    return Item(sequence: found)
  }

  private func isCalculation(_ ref: Ref, _ base: Int32) -> Bool {
    let op = program.ops[ref]
    switch op.code {
    case .add, .subtract, .multiply, .divide, .remainder:
      return isOperand(op.a, base) && isOperand(op.b, base)
    default: return false
    }
  }

  private func isOperand(_ ref: Ref, _ base: Int32) -> Bool {
    program.ops[ref].code == .constant || isField(ref, base) || isCalculation(ref, base)
  }

  private mutating func calculate(_ ref: Ref, _ value: Value) -> Value? {
    let op = program.ops[ref]
    switch op.code {
    case .constant: return program.constants[op.a].value
    case .fields: return member(op, value)
    default:
      guard let left = calculate(op.a, value).flatMap({ Number(value: $0) }),
        let right = calculate(op.b, value).flatMap({ Number(value: $0) })
      else { return nil }
      return Evaluator.calculate(op.code, left, right, program.dialect)
    }
  }
}
