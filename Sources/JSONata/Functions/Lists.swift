import JSON

extension Evaluator {
  // MARK: - Functions of higher order

  mutating func higher(_ builtin: Builtin, _ first: Item, _ second: Item, _ third: Item)
    throws(Fault) -> Item
  {
    switch builtin {
    case .sort: return try sort(first, second)
    case .sift, .each: return try members(builtin, first, second)
    case .reduce: return try reduce(first, second, third)
    default: break
    }
    guard let elements = first.elements else { return .undefined }
    let function = second.isFunction ? second.value.int : nil
    if function == nil, builtin != .single { return .undefined }
    let arity = function.map { self.arity($0) } ?? 0
    var result: [Value] = []
    var nesting: UInt16 = 0
    for place in elements.indices {
      let item = Item(element: elements[place], nesting: first.nesting)
      var value = Item(.bool(true))
      if let function {
        var arguments = [item]
        if arity >= 2 { arguments.append(Item(.int(place))) }
        if arity >= 3 { arguments.append(first) }
        value = try callback(function, arguments)
      }
      if builtin == .map {
        if value.isUndefined { continue }
        result.append(value.element)
        nesting = max(nesting, value.nesting)
      } else if truth(value) == true {
        result.append(elements[place])
        nesting = first.nesting
        if builtin == .single, result.count > 1 { throw Fault("D3138", index: place) }
      }
      try tick()
    }
    if builtin == .single {
      guard let only = result.first else { throw Fault("D3139") }
      return Item(element: only, nesting: nesting)
    }
    return Item(.array(result), nesting: try nested(nesting, .array(result)), flags: .sequence)
  }

  private mutating func reduce(_ list: Item, _ function: Item, _ initial: Item) throws(Fault)
    -> Item
  {
    guard let elements = list.elements, let number = function.value.int, function.isFunction else {
      return .undefined
    }
    let arity = self.arity(number)
    if arity < 2 { throw Fault("D3050", index: 1) }
    var result = initial
    var start = 0
    if initial.isUndefined, let first = elements.first {
      result = Item(element: first, nesting: list.nesting)
      start = 1
    }
    for place in start..<max(start, elements.count) {
      var arguments = [result, Item(element: elements[place], nesting: list.nesting)]
      if arity >= 3 { arguments.append(Item(.int(place))) }
      if arity >= 4 { arguments.append(list) }
      result = try callback(number, arguments)
      try tick()
    }
    return result
  }

  private mutating func members(_ builtin: Builtin, _ item: Item, _ function: Item) throws(Fault)
    -> Item
  {
    guard case .object(let object) = item.value, item.tag == .value, !object.isEmpty else {
      return .undefined
    }
    guard function.isFunction, let number = function.value.int else { throw Fault("T1006") }
    let arity = self.arity(number)
    var kept: [(String, Value)] = []
    var values: [Value] = []
    var nesting: UInt16 = 0
    for (name, value) in object {
      var arguments = [Item(element: value, nesting: item.nesting)]
      if arity >= 2 { arguments.append(Item(.string(name))) }
      if arity >= 3 { arguments.append(item) }
      let result = try callback(number, arguments)
      if builtin == .sift {
        if truth(result) == true { kept.append((name, value)) }
      } else if !result.isUndefined {
        values.append(result.element)
        nesting = max(nesting, result.nesting)
      }
    }
    if builtin == .sift {
      return kept.isEmpty ? .undefined : Item(.object(Object(kept)), nesting: item.nesting)
    }
    return Item(
      .array(values), nesting: try nested(nesting, .array(values)), flags: .sequence)
  }

  private mutating func sort(_ list: Item, _ function: Item) throws(Fault) -> Item {
    guard let elements = list.elements, elements.count > 1 else { return list }
    if function.isFunction, let number = function.value.int {
      let nesting = list.nesting
      let order = try mergedOrder(elements.count) { (left, right) throws(Fault) in
        let result = try self.callback(
          number,
          [
            Item(element: elements[left], nesting: nesting),
            Item(element: elements[right], nesting: nesting),
          ])
        return self.truth(result) == true
      }
      return Item(.array(order.map { elements[$0] }), nesting: list.nesting)
    }
    if elements.allSatisfy({ $0.double != nil }) {
      let keys = elements.map { $0.double ?? 0 }
      let order = sortedPlaces(keys, descending: false)
      return Item(.array(order.map { elements[$0] }))
    }
    let keys = elements.compactMap(\.string)
    guard keys.count == elements.count else { throw Fault("D3070") }
    let order = mergedOrder(elements.count) { precedes(keys[$1], keys[$0]) }
    return Item(.array(order.map { elements[$0] }))
  }

  // MARK: - Lists

  mutating func list(_ builtin: Builtin, _ arguments: [Item]) throws(Fault) -> Item {
    let first = arguments.first ?? .undefined
    let second = arguments.count > 1 ? arguments[1] : .undefined
    switch builtin {
    case .zip: return try zip(arguments)
    case .append: return try append(first, second)
    case .reverse:
      guard let elements = first.elements, elements.count > 1 else { return first }
      return Item(.array(elements.reversed()), nesting: first.nesting)
    case .shuffle:
      guard var elements = first.elements, elements.count > 1 else { return first }
      for place in (1..<elements.count).reversed() {
        elements.swapAt(place, Int(random.next() % UInt64(place + 1)))
      }
      return Item(.array(elements), nesting: first.nesting)
    case .distinct: return try distinct(first)
    case .partition: return try partition(first, second)
    default: return try arithmeticSequence(arguments)
    }
  }

  private mutating func zip(_ arguments: [Item]) throws(Fault) -> Item {
    let lists = arguments.map { $0.elements ?? [] }
    let count = lists.map(\.count).min() ?? 0
    try weigh(count * (lists.count + 3))
    let rows = (0..<count).map { row in Value.array(lists.map { $0[row] }) }
    let nesting = arguments.map(\.nesting).max() ?? 0
    return Item(.array(rows), nesting: try nested(nesting &+ 1, .array(rows)))
  }

  mutating func append(_ first: Item, _ second: Item) throws(Fault) -> Item {
    if first.isUndefined { return second }
    if second.isUndefined { return first }
    var elements = first.elements ?? [first.element]
    if let more = second.elements {
      elements.append(contentsOf: more)
    } else {
      elements.append(second.element)
    }
    try weigh(elements.count)
    try tick(elements.count / 64)
    let inner = max(
      first.isArray ? first.nesting : first.nesting &+ 1,
      second.isArray ? second.nesting : second.nesting &+ 1)
    if inner < Evaluator.nestingLimit { return Item(.array(elements), nesting: inner) }
    return Item(.array(elements), nesting: try nested(inner, .array(elements)))
  }

  private mutating func distinct(_ list: Item) throws(Fault) -> Item {
    guard let elements = list.elements, elements.count > 1 else { return list }
    var result: [Value] = []
    if list.nesting <= 2 {
      var seen: Set<Value> = []
      for element in elements where seen.insert(element).inserted { result.append(element) }
    } else {
      for element in elements {
        var known = false
        for other in result where try equal(other, element) {
          known = true
          break
        }
        if !known { result.append(element) }
      }
    }
    return Item(
      .array(result), nesting: list.nesting,
      flags: list.flags.contains(.sequence) ? .sequence : [])
  }

  // MARK: - AWS's additions

  private mutating func partition(_ list: Item, _ size: Item) throws(Fault) -> Item {
    guard let elements = list.elements, !elements.isEmpty, size.tag == .value,
      let wanted = size.value.double, wanted >= 1
    else { return .undefined }
    let width = Int(min(wanted, Double(elements.count)))
    var chunks: [Value] = []
    for start in stride(from: 0, to: elements.count, by: width) {
      chunks.append(.array(Array(elements[start..<min(start + width, elements.count)])))
    }
    return Item(.array(chunks), nesting: try nested(list.nesting &+ 1, .array(chunks)))
  }

  /// `$range(start, end, step)`: both ends belong to it.
  private mutating func arithmeticSequence(_ arguments: [Item]) throws(Fault) -> Item {
    var numbers: [Int] = []
    for argument in arguments {
      guard argument.tag == .value, let number = argument.value.double,
        let whole = Int(exactly: number.rounded(.towardZero))
      else { return .undefined }
      numbers.append(whole)
    }
    guard numbers.count == 3, numbers[2] != 0 else { return .undefined }
    let (start, end, step) = (numbers[0], numbers[1], numbers[2])
    guard step > 0 ? start <= end : start >= end else { return .undefined }
    let count = (Double(end) - Double(start)) / Double(step) + 1
    guard count < 360_146 else { throw .memory() }
    return Item(sequence: stride(from: start, through: end, by: step).map { .int($0) })
  }

  // MARK: - Objects

  mutating func member(_ builtin: Builtin, _ first: Item, _ second: Item) throws(Fault) -> Item {
    switch builtin {
    case .lookup: return field(second.text ?? "undefined", of: first)
    case .keys:
      var names = GroupTable<Void>()
      Evaluator.names(first.value, into: &names)
      return first.tag == .value ? Item(sequence: names.keys.map { .string($0) }) : .undefined
    case .spread:
      guard first.tag == .value else { return first }
      switch first.value {
      case .object(let object):
        let parts = object.map { Value.object(Object([$0])) }
        return Item(
          .array(parts), nesting: try nested(first.nesting &+ 1, .array(parts)), flags: .sequence)
      case .array(let elements):
        var parts: [Value] = []
        Evaluator.spread(elements, into: &parts)
        if parts.isEmpty { return .undefined }
        return Item(.array(parts), nesting: try nested(first.nesting &+ 1, .array(parts)))
      default: return first
      }
    default:
      var result = Object()
      for case .object(let object) in first.elements ?? [] {
        for (name, value) in object { result[name] = value }
      }
      return Item(.object(result), nesting: first.nesting)
    }
  }

  private static func names(_ value: Value, into names: inout GroupTable<Void>) {
    switch value {
    case .object(let object) where object.shape !== FunctionBox.shape:
      for name in object.names { _ = names.place(of: name) {} }
    case .array(let elements):
      for element in elements { self.names(element, into: &names) }
    default: break
    }
  }

  private static func spread(_ elements: [Value], into parts: inout [Value]) {
    for element in elements {
      switch element {
      case .object(let object) where object.shape !== FunctionBox.shape:
        for member in object { parts.append(.object(Object([member]))) }
      case .array(let inner): spread(inner, into: &parts)
      default: parts.append(element)
      }
    }
  }
}
