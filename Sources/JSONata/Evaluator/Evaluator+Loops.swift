import JSON

extension Evaluator {
  // MARK: - Loops

  /// A builtin over a function that is written in place.
  mutating func loop(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let plan = program.loops[Int(op.a)]
    let list = try eval(plan.input, input)
    let initial = plan.initial >= 0 ? try eval(plan.initial, input) : .undefined
    do throws(Fault) {
      return try loop(plan, list, initial, input)
    } catch {
      if error.code != "U1001", error.token == nil { error.token = plan.builtin.name }
      throw told(error, by: op, -1)
    }
  }

  private mutating func loop(_ plan: LoopPlan, _ list: Item, _ initial: Item, _ input: Item)
    throws(Fault) -> Item
  {
    if plan.builtin == .sift || plan.builtin == .each {
      return try loopOverMembers(plan, list, input)
    }
    if initial.isFunction { throw Fault("T0410", index: 3) }
    if list.isUndefined { return .undefined }
    let elements = list.isArray ? list.elements ?? [] : [list.element]
    let whole = list.isArray ? list : FunctionBox.list(list)
    switch plan.builtin {
    case .map: return try mapLoop(plan, elements, whole, input)
    case .filter, .single: return try filterLoop(plan, elements, whole, input)
    case .reduce: return try reduceLoop(plan, elements, whole, initial, input)
    default: return try sortLoop(plan, elements, list, input)
    }
  }

  @inline(__always)
  private mutating func round(
    _ plan: LoopPlan, _ first: Item, _ second: @autoclosure () -> Item,
    _ third: @autoclosure () -> Item, _ input: Item
  ) throws(Fault) -> Item {
    if plan.boundCount > 0 { unbind(plan.bound, plan.boundCount) }
    bind(Place(code: plan.first), first)
    if plan.second >= 0 { bind(Place(code: plan.second), second()) }
    if plan.third >= 0 { bind(Place(code: plan.third), third()) }
    return try eval(plan.body, input)
  }

  private mutating func mapLoop(
    _ plan: LoopPlan, _ elements: [Value], _ whole: Item, _ input: Item
  ) throws(Fault) -> Item {
    if let result = try numbers(plan.body, of: plan.first, elements) { return result }
    var result: [Value] = []
    result.reserveCapacity(elements.count)
    var nesting: UInt16 = 0
    for place in elements.indices {
      let item = Item(element: elements[place], nesting: whole.nesting)
      let value = try round(plan, item, Item(.int(place)), whole, input)
      if value.isUndefined { continue }
      result.append(value.element)
      nesting = max(nesting, value.nesting)
    }
    return Item(
      .array(result), nesting: try nested(nesting, .array(result)), flags: .sequence)
  }

  private mutating func filterLoop(
    _ plan: LoopPlan, _ elements: [Value], _ whole: Item, _ input: Item
  ) throws(Fault) -> Item {
    if plan.builtin == .filter,
      let result = try quickFilter(plan.body, of: plan.first, elements)
    {
      return Item(sequence: result, nesting: whole.nesting)
    }
    var result: [Value] = []
    for place in elements.indices {
      let item = Item(element: elements[place], nesting: whole.nesting)
      let value = try round(plan, item, Item(.int(place)), whole, input)
      if truth(value) == true { result.append(elements[place]) }
      if plan.builtin == .single, result.count > 1 { throw Fault("D3138", index: place) }
    }
    if plan.builtin == .single {
      guard let only = result.first else { throw Fault("D3139") }
      return Item(element: only, nesting: whole.nesting)
    }
    return Item(sequence: result, nesting: whole.nesting)
  }

  private mutating func reduceLoop(
    _ plan: LoopPlan, _ elements: [Value], _ whole: Item, _ initial: Item, _ input: Item
  ) throws(Fault) -> Item {
    var result = initial
    var start = 0
    if initial.isUndefined, let first = elements.first {
      result = Item(element: first, nesting: whole.nesting)
      start = 1
    }
    let last = plan.fourth >= 0 ? Place(code: plan.fourth) : nil
    for place in start..<max(start, elements.count) {
      let item = Item(element: elements[place], nesting: whole.nesting)
      if let last { bind(last, whole) }
      result = try round(plan, result, item, Item(.int(place)), input)
    }
    return result
  }

  private mutating func sortLoop(
    _ plan: LoopPlan, _ elements: [Value], _ list: Item, _ input: Item
  ) throws(Fault) -> Item {
    guard elements.count > 1 else { return list.isArray ? list : FunctionBox.list(list) }
    let nesting = list.nesting
    if let order = try orderByKey(plan, elements, nesting, input) {
      return Item(.array(order.map { elements[$0] }), nesting: nesting)
    }
    let order = try mergedOrder(elements.count) { (left, right) throws(Fault) in
      let result = try self.round(
        plan, Item(element: elements[left], nesting: nesting),
        Item(element: elements[right], nesting: nesting), .undefined, input)
      return self.truth(result) == true
    }
    return Item(.array(order.map { elements[$0] }), nesting: nesting)
  }

  /// The order by the key that the function compares, where all keys are numbers or all are texts.
  private mutating func orderByKey(
    _ plan: LoopPlan, _ elements: [Value], _ nesting: UInt16, _ input: Item
  ) throws(Fault) -> [Int]? {
    guard plan.key >= 0 else { return nil }
    if let keys = try keys(plan.key, of: plan.first, elements) {
      return sortedPlaces(keys, descending: !plan.ascending)
    }
    var numbers: [Double] = []
    var texts: [String] = []
    for element in elements {
      bind(Place(code: plan.first), Item(element: element, nesting: nesting))
      let key = try eval(plan.key, input)
      if let number = Number(key)?.double, !number.isNaN, texts.isEmpty {
        numbers.append(number)
      } else if let text = key.text, numbers.isEmpty {
        texts.append(text)
      } else {
        return nil
      }
    }
    try tick(elements.count * 4)
    if !numbers.isEmpty { return sortedPlaces(numbers, descending: !plan.ascending) }
    return plan.ascending
      ? mergedOrder(texts.count) { precedes(texts[$1], texts[$0]) }
      : mergedOrder(texts.count) { precedes(texts[$0], texts[$1]) }
  }

  private mutating func loopOverMembers(_ plan: LoopPlan, _ list: Item, _ input: Item)
    throws(Fault) -> Item
  {
    if list.isUndefined { return .undefined }
    guard case .object(let object) = list.value, list.tag == .value else {
      throw Fault("T0410", value: list.json, index: 1)
    }
    var names: [(String, Value)] = []
    var values: [Value] = []
    var nesting: UInt16 = 0
    for (name, value) in object {
      let item = Item(element: value, nesting: list.nesting)
      let result = try round(plan, item, Item(.string(name)), list, input)
      if plan.builtin == .sift {
        if truth(result) == true { names.append((name, value)) }
      } else if !result.isUndefined {
        values.append(result.element)
        nesting = max(nesting, result.nesting)
      }
    }
    if plan.builtin == .sift {
      return names.isEmpty
        ? .undefined : Item(.object(Object(names)), nesting: list.nesting)
    }
    return Item(
      .array(values), nesting: try nested(nesting, .array(values)), flags: .sequence)
  }
}
