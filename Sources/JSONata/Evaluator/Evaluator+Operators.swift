import JSON

/// A number as arithmetic takes it.
enum Number {
  case int(Int)
  case double(Double)

  @inline(__always) init?(_ item: Item) {
    guard item.tag == .value else { return nil }
    self.init(value: item.value)
  }

  @inline(__always) init?(value: Value) {
    switch value {
    case .int(let number): self = .int(number)
    case .double(let number): self = .double(number)
    default: return nil
    }
  }

  @inline(__always) var double: Double {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    }
  }
}

extension Evaluator {
  // MARK: - Numbers

  mutating func arithmetic(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let left = try eval(op.a, input)
    let right = try eval(op.b, input)
    return try Evaluator.calculate(op, left, right, program.dialect)
  }

  @inline(__always)
  static func calculate(_ op: Op, _ left: Item, _ right: Item, _ dialect: Dialect) throws(Fault)
    -> Item
  {
    if let a = Number(left), let b = Number(right),
      let result = calculate(op.code, a, b, dialect)
    {
      return Item(result)
    }
    return try doubles(op, left, right)
  }

  /// The result for finite numbers; `nil` where an operand is none.
  @inline(__always)
  static func calculate(_ code: Op.Code, _ left: Number, _ right: Number, _ dialect: Dialect)
    -> Value?
  {
    if case .int(let a) = left, case .int(let b) = right, let result = integers(code, a, b) {
      return numeric(result, dialect)
    }
    let (a, b) = (left.double, right.double)
    guard a.isFinite, b.isFinite else { return nil }
    switch code {
    case .add: return numeric(a + b)
    case .subtract: return numeric(a - b)
    case .multiply: return numeric(a * b)
    case .divide: return numeric(a / b)
    default: return numeric(a.truncatingRemainder(dividingBy: b))
    }
  }

  @inline(__always)
  private static func integers(_ code: Op.Code, _ a: Int, _ b: Int) -> Int? {
    let (result, overflow): (Int, Bool)
    switch code {
    case .add: (result, overflow) = a.addingReportingOverflow(b)
    case .subtract: (result, overflow) = a.subtractingReportingOverflow(b)
    case .multiply: (result, overflow) = a.multipliedReportingOverflow(by: b)
    case .divide:
      guard b != 0, b != -1, a % b == 0 else { return nil }
      return a / b
    case .remainder:
      guard b != 0, b != -1 else { return nil }
      return a % b
    default: return nil
    }
    return overflow ? nil : result
  }

  /// What is left: an operand is nothing, no number, or not finite.
  @inline(never)
  private static func doubles(_ op: Op, _ left: Item, _ right: Item) throws(Fault) -> Item {
    let position = Int(op.position)
    let token = token(op.code)
    func check(_ item: Item, _ code: String) throws(Fault) {
      if item.isUndefined { return }
      guard let number = Number(item)?.double, !number.isNaN else {
        throw Fault(code, position: position, token: token, value: item.json)
      }
      guard number.isFinite else {
        throw Fault("D1001", position: position, token: token, value: item.json)
      }
    }
    try check(left, "T2001")
    try check(right, "T2002")
    return .undefined
  }

  static func token(_ code: Op.Code) -> String {
    switch code {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .remainder: "%"
    case .equal: "="
    case .notEqual: "!="
    case .less: "<"
    case .lessEqual: "<="
    case .greater: ">"
    case .greaterEqual: ">="
    case .and: "and"
    case .or: "or"
    case .member: "in"
    case .range: ".."
    case .concatenate: "&"
    default: ""
    }
  }

  mutating func negation(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let item = try eval(op.a, input)
    if item.isUndefined { return item }
    switch Number(item) {
    case .int(let number)?:
      let (result, overflow) = (0).subtractingReportingOverflow(number)
      return Item(overflow ? .double(-Double(number)) : .int(result))
    case .double(let number)?: return Item(numeric(-number))
    case nil:
      throw Fault("D1002", position: Int(op.position), token: "-", value: item.json)
    }
  }

  mutating func range(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let left = try eval(op.a, input)
    let right = try eval(op.b, input)
    func integer(_ item: Item, _ code: String) throws(Fault) -> Int? {
      if item.isUndefined { return nil }
      guard item.tag == .value, let number = item.value.double,
        number == number.rounded(.towardZero), number.isFinite
      else {
        throw Fault(code, position: Int(op.position), token: "..", value: item.json)
      }
      return item.value.int ?? (number < 0 ? .min : .max)
    }
    let first = try integer(left, "T2003")
    let last = try integer(right, "T2004")
    guard let first, let last, first <= last else { return .undefined }
    let (distance, overflow) = last.subtractingReportingOverflow(first)
    guard !overflow, distance < 10_000_000 else {
      let size = Double(last) - Double(first) + 1
      throw Fault("D2014", position: Int(op.position), token: "..", value: numeric(size))
    }
    try weigh(distance + 1)
    try tick(distance / 8)
    return Item(sequence: (first...last).map { .int($0) })
  }

  // MARK: - Comparison

  mutating func equality(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let left = try eval(op.a, input)
    let right = try eval(op.b, input)
    if left.isUndefined || right.isUndefined { return Item(.bool(false)) }
    let same = try equal(left, right)
    return Item(.bool(same == (op.code == .equal)))
  }

  mutating func equal(_ left: Item, _ right: Item) throws(Fault) -> Bool {
    guard left.tag == .value, right.tag == .value else {
      return left.tag == right.tag && left.value == right.value
    }
    return try equal(left.value, right.value)
  }

  /// Deep equality, counted as work because values can share parts without end.
  mutating func equal(_ left: Value, _ right: Value) throws(Fault) -> Bool {
    switch (left, right) {
    case (.array(let a), .array(let b)):
      guard a.count == b.count else { return false }
      try tick(a.count)
      for place in a.indices where try !equal(a[place], b[place]) { return false }
      return true
    case (.object(let a), .object(let b)):
      guard a.count == b.count else { return false }
      try tick(a.count)
      if a.shape === b.shape {
        for place in a.values.indices where try !equal(a.values[place], b.values[place]) {
          return false
        }
        return true
      }
      for (name, value) in a {
        guard let other = b[name], try equal(value, other) else { return false }
      }
      return true
    default: return left == right
    }
  }

  mutating func comparison(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let left = try eval(op.a, input)
    let right = try eval(op.b, input)
    if let a = Number(left), let b = Number(right) {
      if case .int(let x) = a, case .int(let y) = b {
        return Item(.bool(Evaluator.holds(op.code, x < y, x == y)))
      }
      return Item(.bool(Evaluator.holds(op.code, a.double < b.double, a.double == b.double)))
    }
    if let a = left.text, let b = right.text {
      return Item(.bool(Evaluator.holds(op.code, precedes(a, b), sameText(a, b))))
    }
    return try uncommonComparison(op, left, right)
  }

  private func uncommonComparison(_ op: Op, _ left: Item, _ right: Item) throws(Fault) -> Item {
    func comparable(_ item: Item) -> Bool {
      item.isUndefined || Number(item) != nil || item.text != nil
    }
    let token = Evaluator.token(op.code)
    guard comparable(left), comparable(right) else {
      let blamed = left.isUndefined || !comparable(left) ? left : right
      throw Fault("T2010", position: Int(op.position), token: token, value: blamed.json)
    }
    if left.isUndefined || right.isUndefined { return .undefined }
    throw Fault(
      "T2009", position: Int(op.position), token: token, value: left.json, other: right.json)
  }

  @inline(__always)
  private static func holds(_ code: Op.Code, _ less: Bool, _ equal: Bool) -> Bool {
    switch code {
    case .less: less
    case .lessEqual: less || equal
    case .greater: !less && !equal
    default: !less
    }
  }

  mutating func membership(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let left = try eval(op.a, input)
    let right = try eval(op.b, input)
    if left.isUndefined || right.isUndefined { return Item(.bool(false)) }
    let sameIsEqual = program.dialect == .stepFunctions
    for element in right.elements ?? [right.element] {
      let item = Item(element: element)
      if try sameIsEqual ? equal(left, item) : Evaluator.isSame(left, item) {
        return Item(.bool(true))
      }
    }
    return Item(.bool(false))
  }

  /// JavaScript's `===`: arrays and objects are the same where they are one in memory.
  private static func isSame(_ left: Item, _ right: Item) -> Bool {
    guard left.tag == right.tag else { return false }
    switch (left.value, right.value) {
    case (.array(let a), .array(let b)): return isSame(a, b)
    case (.object(let a), .object(let b)): return a.shape === b.shape && isSame(a.values, b.values)
    default: return left.value == right.value
    }
  }

  private static func isSame(_ left: [Value], _ right: [Value]) -> Bool {
    !left.isEmpty && left.count == right.count
      && left.withUnsafeBufferPointer { a in
        right.withUnsafeBufferPointer { b in a.baseAddress == b.baseAddress }
      }
  }

  // MARK: - Truth and text

  mutating func logic(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let left = truth(try eval(op.a, input)) ?? false
    if left == (op.code == .or) { return Item(.bool(left)) }
    return Item(.bool(truth(try eval(op.b, input)) ?? false))
  }

  /// Whether an item counts as true; `nil` for nothing.
  func truth(_ item: Item) -> Bool? {
    switch item.tag {
    case .value: Evaluator.truth(item.value)
    case .function, .tail, .stream: false
    case .undefined, .unbound: nil
    }
  }

  static func truth(_ value: Value) -> Bool {
    switch value {
    case .null: false
    case .bool(let flag): flag
    case .int(let number): number != 0
    case .double(let number): number != 0 && !number.isNaN
    case .string(let text): !text.isEmpty
    case .array(let elements):
      elements.count == 1 ? truth(elements[0]) : elements.contains { truth($0) }
    case .object(let object): !object.isEmpty && object.shape !== FunctionBox.shape
    }
  }

  mutating func concatenation(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let left = try eval(op.a, input)
    let right = try eval(op.b, input)
    var text = try string(left)
    if !right.isUndefined { text += try string(right) }
    try weigh(text.utf8.count, size: 1)
    return Item(.string(text))
  }
}

/// Whether `left` comes before `right` in the order of UTF-16 code units, which is JavaScript's.
func precedes(_ left: String, _ right: String) -> Bool {
  var a = left.utf8.makeIterator()
  var b = right.utf8.makeIterator()
  while true {
    guard let y = b.next() else { return false }
    guard let x = a.next() else { return true }
    if x == y { continue }
    // Code points from U+10000 on are surrogates in UTF-16, which come before U+E000.
    if x >= 0xF0, y == 0xEE || y == 0xEF { return true }
    if y >= 0xF0, x == 0xEE || x == 0xEF { return false }
    return x < y
  }
}
