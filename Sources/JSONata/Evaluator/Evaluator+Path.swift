import JSON

/// Collects the results of a step into the sequence they make.
struct Collector {
  private(set) var elements: [Value] = []
  private var only = Item.undefined
  private var count = 0
  private var nesting: UInt16 = 0
  private var whole = false

  mutating func add(_ item: Item) {
    if item.isUndefined { return }
    count += 1
    if count == 1 {
      only = item
      return
    }
    if count == 2 { push(only) }
    push(item)
  }

  private mutating func push(_ item: Item) {
    nesting = max(nesting, item.nesting)
    if item.tag == .value, case .array(let inner) = item.value {
      if item.flags.contains(.whole) {
        whole = true
        nesting = max(nesting, item.nesting &+ 1)
        elements.append(item.value)
      } else {
        if item.flags.contains(.wholeElements) { whole = true }
        if elements.isEmpty { elements = inner } else { elements.append(contentsOf: inner) }
      }
    } else {
      elements.append(item.element)
    }
  }

  /// The sequence; `last`: of the last step, where one array stays what it is.
  consuming func sequence(last: Bool) -> Item {
    switch count {
    case 0: return .undefined
    case 1: return Collector.single(only, last: last)
    default:
      return Item(
        .array(elements), nesting: nesting, flags: whole ? [.sequence, .wholeElements] : .sequence)
    }
  }

  /// The sequence of one result. A value that is no array stands for the sequence of itself.
  static func single(_ item: Item, last: Bool) -> Item {
    guard item.tag == .value, case .array = item.value else { return item }
    if last, !item.flags.contains(.sequence) { return item }
    var result = item
    if item.flags.contains(.whole) {
      result.value = .array([item.value])
      result.nesting = item.nesting &+ 1
      result.flags = [.sequence, .wholeElements]
    } else {
      result.flags = item.flags.contains(.wholeElements) ? [.sequence, .wholeElements] : .sequence
    }
    return result
  }
}

extension Evaluator {
  // MARK: - Paths

  mutating func path(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let plan = program.paths[Int(op.a)]
    var item = input
    var isList = !plan.absolute && input.isArray
    var tuples: [Tuple]?
    for number in 0..<plan.count {
      let step = program.steps[Int(plan.steps + number)]
      if plan.tuplesFrom >= 0, number >= plan.tuplesFrom {
        tuples = try tupleStep(step, item, isList, tuples)
        continue
      }
      if number == 0, plan.wholeFirst {
        item = try eval(step.op, input)
      } else {
        item = try self.step(step, item, isList: isList, last: number == plan.count - 1)
      }
      guard item.tag == .value || item.tag == .function else { break }
      isList = item.isArray
      if isList, item.elements?.isEmpty == true, !step.isSort { break }
    }
    if let tuples { return try finish(tuples, plan, input) }
    if plan.keepSingleton { item = Evaluator.kept(item) }
    if plan.group >= 0 { return try group(plan.group, item) }
    if item.isArray, !item.flags.contains(.sequence), plan.count > 0 { return item }
    return item
  }

  /// The result of a path with a step that keeps single results in an array.
  private static func kept(_ item: Item) -> Item {
    guard item.tag == .value || item.tag == .function else { return item }
    var result = item
    if item.isArray {
      if item.flags.contains(.whole), !item.flags.contains(.sequence) {
        result.value = .array([item.value])
        result.nesting = item.nesting &+ 1
        result.flags = [.sequence, .keep, .wholeElements]
      } else if item.flags.contains(.sequence) {
        result.flags.insert(.keep)
      }
      return result
    }
    return Item(.array([item.element]), nesting: item.nesting &+ 1, flags: [.sequence, .keep])
  }

  private mutating func finish(_ tuples: [Tuple], _ plan: PathPlan, _ input: Item) throws(Fault)
    -> Item
  {
    if plan.group >= 0 { return try group(plan.group, tuples: tuples, input) }
    if plan.handsOn {
      stream = tuples
      return Item(tag: .stream)
    }
    var elements: [Value] = []
    var nesting: UInt16 = 0
    elements.reserveCapacity(tuples.count)
    for tuple in tuples where !tuple.item.isUndefined {
      elements.append(tuple.item.element)
      nesting = max(nesting, tuple.item.nesting)
    }
    let flags: Item.Flags = plan.keepSingleton ? [.sequence, .keep] : .sequence
    return Item(.array(elements), nesting: nesting, flags: flags)
  }

  private mutating func step(_ step: Step, _ input: Item, isList: Bool, last: Bool) throws(Fault)
    -> Item
  {
    if step.isSort { return try stages(step, sorted(step, input)) }
    guard isList, case .array(let elements) = input.value else {
      return Collector.single(try stages(step, eval(step.op, input)), last: last)
    }
    if step.field >= 0, step.stageCount == 0, depth < depthLimit,
      !program.ops[Int(step.op)].flags.contains(.keepArray)
    {
      let name = program.names[Int(step.field)]
      try tick(elements.count / 8)
      return self.step(field: name, elements, nesting: input.nesting, last: last)
    }
    if step.stageCount == 0, let result = try numbers(step.op, of: -1, elements) { return result }
    var collector = Collector()
    let whole = input.flags.contains(.wholeElements)
    for element in elements {
      var context = Item(element: element, nesting: input.nesting)
      if whole, context.isArray { context.flags = .whole }
      collector.add(try stages(step, eval(step.op, context)))
    }
    return collector.sequence(last: last)
  }

  mutating func stages(_ step: Step, _ item: Item) throws(Fault) -> Item {
    var result = item
    for at in step.stages..<step.stages + step.stageCount {
      result = try filter(program.stages[Int(at)], result)
    }
    return result
  }

  // MARK: - Predicates

  mutating func staged(_ op: Op, _ input: Item) throws(Fault) -> Item {
    var result = try raw(op.a, input)
    if result.tag == .stream {
      var tuples = stream
      for at in op.b..<op.b + op.c { tuples = try filter(program.stages[Int(at)], tuples) }
      if op.d >= 0 { return try group(op.d, tuples: tuples, input) }
      stream = tuples
      return result
    }
    if program.ops[Int(op.a)].flags.contains(.keepArray), result.flags.contains(.sequence) {
      result.flags.insert(.keep)
    }
    for at in op.b..<op.b + op.c { result = try filter(program.stages[Int(at)], result) }
    if op.d >= 0 { return try group(op.d, result) }
    return result
  }

  /// The items of `input` for which a predicate holds, or which it counts out.
  mutating func filter(_ stage: StagePlan, _ input: Item) throws(Fault) -> Item {
    if stage.op < 0 { return input }
    if input.isUndefined {
      if stage.isAskedOfNothing { _ = try eval(stage.op, input) }
      return input
    }
    if let number = stage.number { return Evaluator.pick(number, input) }
    guard case .array(let elements) = input.value, input.tag == .value else {
      return try only(input, accepts(stage.op, input, 0, 1))
    }
    var found: [Value] = []
    let whole = input.flags.contains(.wholeElements)
    if !whole, let result = try quickFilter(stage, elements, input) { return result }
    for place in elements.indices {
      var context = Item(element: elements[place], nesting: input.nesting)
      if whole, context.isArray { context.flags = .whole }
      for _ in 0..<(try accepts(stage.op, context, place, elements.count)) {
        found.append(elements[place])
      }
    }
    return Item(
      .array(found), nesting: input.nesting, flags: whole ? [.sequence, .wholeElements] : .sequence)
  }

  private static func pick(_ number: Int, _ input: Item) -> Item {
    guard case .array(let elements) = input.value, input.tag == .value else {
      return number == 0 || number == -1 ? input : .undefined
    }
    let place = number < 0 ? elements.count + number : number
    guard elements.indices.contains(place) else { return .undefined }
    return Item(element: elements[place], nesting: input.nesting)
  }

  /// What is left of one item that a predicate takes so many times.
  private func only(_ item: Item, _ times: Int) -> Item {
    switch times {
    case 0: .undefined
    case 1: item
    default:
      Item(
        sequence: Array(repeating: item.element, count: times), nesting: item.nesting &+ 1)
    }
  }

  /// How many times a predicate takes the item at `place` of `count`: a list can name it twice.
  mutating func accepts(_ predicate: Ref, _ context: Item, _ place: Int, _ count: Int)
    throws(Fault) -> Int
  {
    let result = try eval(predicate, context)
    guard result.tag == .value else { return 0 }
    switch result.value {
    case .bool(let flag): return flag ? 1 : 0
    case .int, .double: return Evaluator.index(result.value, count) == place ? 1 : 0
    case .array(let elements):
      guard !elements.isEmpty else { return 0 }
      let numbers = elements.allSatisfy { if case .int = $0 { true } else { $0.double != nil } }
      guard numbers else { return Evaluator.truth(result.value) ? 1 : 0 }
      try tick(elements.count / 16)
      return elements.count { Evaluator.index($0, count) == place }
    default: return Evaluator.truth(result.value) ? 1 : 0
    }
  }

  private static func index(_ value: Value, _ count: Int) -> Int? {
    let number: Int
    if case .int(let exact) = value {
      number = exact
    } else {
      guard let double = value.double, let down = Int(exactly: double.rounded(.down)) else {
        return nil
      }
      number = down
    }
    return number < 0 ? count &+ number : number
  }
}
