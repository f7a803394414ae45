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
  // MARK: - Names

  /// The member `name` of an item; of an array, of all its items.
  func field(_ name: String, of item: Item) -> Item {
    guard item.tag == .value else { return .undefined }
    switch item.value {
    case .object(let object):
      guard let value = object[name] else { return .undefined }
      return Item(element: value, nesting: item.nesting)
    case .array(let elements):
      var found: [Value] = []
      Evaluator.gather(name, elements, &found)
      return Item(sequence: found, nesting: item.nesting)
    default: return .undefined
    }
  }

  /// Collects the members `name` of `elements`, arrays spread out.
  private static func gather(_ name: String, _ elements: [Value], _ found: inout [Value]) {
    var shape: ObjectIdentifier?
    var place: Int?
    for element in elements {
      switch element {
      case .object(let object):
        if ObjectIdentifier(object.shape) != shape {
          shape = ObjectIdentifier(object.shape)
          place = object.shape.place(of: name)
        }
        guard let place else { continue }
        if case .array(let inner) = object.values[place] {
          found.append(contentsOf: inner)
        } else {
          found.append(object.values[place])
        }
      case .array(let inner): gather(name, inner, &found)
      default: break
      }
    }
  }

  /// A path that is only names.
  mutating func fields(_ op: Op, _ input: Item) throws(Fault) -> Item {
    if depth >= depthLimit { throw .depth(depth + 1, limit: depthLimit) }
    let end = Int(op.b + op.c)
    if op.a >= 0 {
      let base = try eval(op.a, input)
      guard base.tag == .value else { return .undefined }
      return follow(op, Int(op.b), end, base.value, base.nesting)
    }
    guard input.tag == .value else { return .undefined }
    if input.flags.contains(.outer), case .array(let elements) = input.value,
      let first = elements.first
    {
      return follow(op, Int(op.b), end, first, 0)
    }
    return follow(op, Int(op.b), end, input.value, input.nesting)
  }

  /// Follows the names from `at` on.
  private mutating func follow(
    _ op: Op, _ at: Int, _ end: Int, _ value: Value, _ nesting: UInt16
  ) -> Item {
    switch value {
    case .object(let object):
      let place = op.d < 0 ? place(of: at, in: object) : remembered(op, at, object)
      guard place >= 0 else { return .undefined }
      if at + 1 == end { return Item(element: object.values[place], nesting: nesting) }
      return follow(op, at + 1, end, object.values[place], nesting)
    case .array(let elements): return fieldsOfList(at, end, elements, nesting)
    default: return .undefined
    }
  }

  @inline(__always) private func place(of name: Int, in object: Object) -> Int {
    let number = program.lists[name]
    return object.shape.place(of: program.names[number], fingerprint: program.prints[number]) ?? -1
  }

  /// Where the name is in an object; it is searched once for objects of the same form.
  @inline(__always)
  private mutating func remembered(_ op: Op, _ name: Int, _ object: Object) -> Int {
    let number = Int(op.d) + name - Int(op.b)
    if number < memos.count, memos[number].id == ObjectIdentifier(object.shape) {
      return memos[number].place
    }
    return remember(number, name, object)
  }

  @inline(never) private mutating func remember(_ number: Int, _ name: Int, _ object: Object) -> Int {
    if memos.isEmpty { memos = Array(repeating: Memo(), count: program.memos) }
    let place = place(of: name, in: object)
    memos[number] = Memo(shape: object.shape, id: ObjectIdentifier(object.shape), place: place)
    return place
  }

  /// The one name of a path of one name, in an object; `op.d` is a memo.
  @inline(__always) mutating func member(_ op: Op, _ value: Value) -> Value? {
    guard case .object(let object) = value else { return nil }
    let place = remembered(op, Int(op.b), object)
    return place < 0 ? nil : object.values[place]
  }

  private func fieldsOfList(
    _ start: Int, _ end: Int, _ elements: [Value], _ nesting: UInt16
  ) -> Item {
    var list = elements
    for at in start..<end {
      let name = program.names[Int(program.lists[at])]
      let result = step(field: name, list, nesting: nesting, last: at == end - 1)
      if at == end - 1 { return result }
      switch result.tag {
      case .value:
        if case .array(let inner) = result.value { list = inner } else { list = [result.value] }
      default: return .undefined
      }
    }
    return .undefined
  }

  /// A step that is a name, over a list.
  private func step(field name: String, _ elements: [Value], nesting: UInt16, last: Bool) -> Item {
    var shape: ObjectIdentifier?
    var place: Int?
    var found: [Value] = []
    var count = 0
    var lone: [Value]?
    found.reserveCapacity(elements.count)
    elements.withUnsafeBufferPointer { buffer in
      for number in buffer.indices {
        if let place, let shape, let value = Evaluator.member(buffer[number], shape, place) {
          count += 1
          found.append(value)
          continue
        }
        switch buffer[number] {
        case .object(let object):
          if ObjectIdentifier(object.shape) != shape {
            shape = ObjectIdentifier(object.shape)
            place = object.shape.place(of: name)
          }
          guard let place else { continue }
          count += 1
          if case .array(let inner) = object.values[place] {
            if count == 1 { lone = inner }
            found.append(contentsOf: inner)
          } else {
            found.append(object.values[place])
          }
        case .array(let inner):
          let before = found.count
          Evaluator.gather(name, inner, &found)
          if found.count > before { count += 1 }
        default: break
        }
      }
    }
    if count == 0 { return .undefined }
    if count == 1, last, let lone { return Item(.array(lone), nesting: nesting) }
    return Item(sequence: found, nesting: nesting)
  }

  /// The member at a place of an object of that form, unless it is an array.
  @inline(__always)
  private static func member(_ value: Value, _ shape: ObjectIdentifier, _ place: Int) -> Value? {
    guard case .object(let object) = value, ObjectIdentifier(object.shape) == shape else {
      return nil
    }
    let member = object.values[place]
    if case .array = member { return nil }
    return member
  }

  // MARK: - Wildcards

  func wildcard(_ input: Item) -> Item {
    let item = input.flags.contains(.outer) ? Item(input.elements?.first) : input
    guard item.tag == .value else { return .undefined }
    let members: [Value]
    switch item.value {
    case .object(let object): members = object.values
    case .array(let elements): members = elements
    default: return Item(sequence: [])
    }
    var result: [Value] = []
    var sequence = true
    for member in members {
      if case .array(let inner) = member {
        sequence = false
        Evaluator.flatten(inner, into: &result)
      } else {
        result.append(member)
      }
    }
    return Item(.array(result), nesting: item.nesting, flags: sequence ? .sequence : [])
  }

  private static func flatten(_ elements: [Value], into result: inout [Value]) {
    for element in elements {
      if case .array(let inner) = element {
        flatten(inner, into: &result)
      } else {
        result.append(element)
      }
    }
  }

  mutating func descendants(_ input: Item) throws(Fault) -> Item {
    guard input.tag == .value else { return .undefined }
    var result: [Value] = []
    try collect(input.value, into: &result)
    if result.count == 1 { return Item(element: result[0], nesting: input.nesting) }
    return Item(sequence: result, nesting: input.nesting)
  }

  private mutating func collect(_ value: Value, into result: inout [Value]) throws(Fault) {
    try tick()
    switch value {
    case .array(let elements):
      for element in elements { try collect(element, into: &result) }
    case .object(let object):
      result.append(value)
      for member in object.values { try collect(member, into: &result) }
    default: result.append(value)
    }
    try weigh(result.count)
  }

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

  private mutating func stages(_ step: Step, _ item: Item) throws(Fault) -> Item {
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
    if input.isUndefined || stage.op < 0 { return input.isUndefined ? .undefined : input }
    if let number = stage.number { return Evaluator.pick(number, input) }
    guard case .array(let elements) = input.value, input.tag == .value else {
      return try accepts(stage.op, input, 0, 1) ? input : .undefined
    }
    var found: [Value] = []
    let whole = input.flags.contains(.wholeElements)
    if !whole, let result = try quickFilter(stage, elements, input) { return result }
    for place in elements.indices {
      var context = Item(element: elements[place], nesting: input.nesting)
      if whole, context.isArray { context.flags = .whole }
      if try accepts(stage.op, context, place, elements.count) { found.append(elements[place]) }
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

  /// Whether a predicate takes the item at `place` of `count`.
  private mutating func accepts(_ predicate: Ref, _ context: Item, _ place: Int, _ count: Int)
    throws(Fault) -> Bool
  {
    let result = try eval(predicate, context)
    guard result.tag == .value else { return false }
    switch result.value {
    case .bool(let flag): return flag
    case .int, .double: return Evaluator.index(result.value, count) == place
    case .array(let elements):
      guard !elements.isEmpty else { return false }
      let numbers = elements.allSatisfy { if case .int = $0 { true } else { $0.double != nil } }
      guard numbers else { return Evaluator.truth(result.value) }
      try tick(elements.count / 16)
      return elements.contains { Evaluator.index($0, count) == place }
    default: return Evaluator.truth(result.value)
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

  // MARK: - Tuples

  private mutating func bind(_ tuple: Tuple) {
    for (place, item) in tuple.variables { bind(Place(code: place), item) }
  }

  private mutating func tupleStep(
    _ step: Step, _ input: Item, _ isList: Bool, _ given: [Tuple]?
  ) throws(Fault) -> [Tuple] {
    if step.isSort { return try tupleSort(step, input, given) }
    let tuples = given ?? Evaluator.tuples(input, isList)
    var result: [Tuple] = []
    for tuple in tuples {
      bind(tuple)
      let found = try eval(step.op, tuple.item)
      switch found.tag {
      case .undefined: continue
      case .stream:
        for inner in stream {
          var next = tuple
          next.item = inner.item
          for (place, item) in inner.variables { next.set(place, item) }
          result.append(next)
        }
      default:
        if case .array(let elements) = found.value, found.tag == .value {
          for place in elements.indices {
            let item = Item(element: elements[place], nesting: found.nesting)
            result.append(self.tuple(step, tuple, item, place))
          }
        } else {
          result.append(self.tuple(step, tuple, found, 0))
        }
      }
      try weigh(result.count, size: 64)
    }
    for at in step.stages..<step.stages + step.stageCount {
      result = try filter(program.stages[Int(at)], result)
    }
    return result
  }

  private static func tuples(_ input: Item, _ isList: Bool) -> [Tuple] {
    guard isList, case .array(let elements) = input.value else {
      return [Tuple(item: input)]
    }
    return elements.map { Tuple(item: Item(element: $0, nesting: input.nesting)) }
  }

  private func tuple(_ step: Step, _ tuple: Tuple, _ item: Item, _ place: Int) -> Tuple {
    var next = tuple
    if step.focus >= 0 { next.set(step.focus, item) } else { next.item = item }
    if step.index >= 0 { next.set(step.index, Item(.int(place))) }
    if step.ancestor >= 0 { next.set(step.ancestor, tuple.item) }
    return next
  }

  private mutating func tupleSort(_ step: Step, _ input: Item, _ given: [Tuple]?) throws(Fault)
    -> [Tuple]
  {
    var result: [Tuple]
    if let given {
      result = try sorted(step, given)
    } else {
      let sorted = try sorted(step, input)
      result = Evaluator.tuples(sorted, sorted.isArray)
      if step.index >= 0 {
        for place in result.indices { result[place].set(step.index, Item(.int(place))) }
      }
    }
    for at in step.stages..<step.stages + step.stageCount {
      result = try filter(program.stages[Int(at)], result)
    }
    return result
  }

  private mutating func filter(_ stage: StagePlan, _ tuples: [Tuple]) throws(Fault) -> [Tuple] {
    var result: [Tuple] = []
    if stage.op < 0 {
      result = tuples
      for place in result.indices { result[place].set(stage.index, Item(.int(place))) }
      return result
    }
    if let number = stage.number {
      let place = number < 0 ? tuples.count + number : number
      return tuples.indices.contains(place) ? [tuples[place]] : []
    }
    for place in tuples.indices {
      bind(tuples[place])
      if try accepts(stage.op, tuples[place].item, place, tuples.count) {
        result.append(tuples[place])
      }
    }
    return result
  }

  // MARK: - Sorting

  /// The value of a sort term for one item, as it is compared.
  private enum Key {
    case pending, missing
    case number(Double)
    case text(String)
    case other(Value?)
  }

  private mutating func sorted(_ step: Step, _ input: Item) throws(Fault) -> Item {
    guard case .array(let elements) = input.value, input.tag == .value, elements.count > 1 else {
      return input
    }
    let known = try keys(program.lists[step.terms], of: -1, elements)
    let order = try order(step, elements.count, known) { (_, place) in
      Item(element: elements[place], nesting: input.nesting)
    }
    return Item(.array(order.map { elements[$0] }), nesting: input.nesting)
  }

  private mutating func sorted(_ step: Step, _ tuples: [Tuple]) throws(Fault) -> [Tuple] {
    guard tuples.count > 1 else { return tuples }
    let order = try order(step, tuples.count, nil) { (evaluator, place) in
      evaluator.bind(tuples[place])
      return tuples[place].item
    }
    return order.map { tuples[$0] }
  }

  /// The places of `count` items in the order of a step's terms. `item` makes an item the context;
  /// `known`: the values of the first term where all are numbers.
  private mutating func order(
    _ step: Step, _ count: Int, _ known: [Double]?, _ item: (inout Evaluator, Int) -> Item
  ) throws(Fault) -> [Int] {
    let descending = program.lists[step.terms + 1] != 0
    var keys: [[Key]] = []
    for _ in 0..<step.termCount { keys.append(Array(repeating: .pending, count: count)) }
    if let known, keys.count == 1 { return sortedPlaces(known, descending: descending) }
    if let known {
      var order = sortedPlaces(known, descending: descending)
      try settleTies(&order, known) { (left, right) throws(Fault) in
        try self.goesBehind(step, left, right, &keys, item)
      }
      return order
    }
    for place in 0..<count { keys[0][place] = try key(step, 0, item(&self, place)) }
    return try mergedOrder(count) { (left, right) throws(Fault) in
      try self.goesBehind(step, left, right, &keys, item)
    }
  }

  private mutating func goesBehind(
    _ step: Step, _ left: Int, _ right: Int, _ keys: inout [[Key]],
    _ item: (inout Evaluator, Int) -> Item
  ) throws(Fault) -> Bool {
    for term in keys.indices {
      for place in [left, right] {
        if case .pending = keys[term][place] {
          keys[term][place] = try key(step, term, item(&self, place))
        }
      }
      let comparison = try Evaluator.compare(keys[term][left], keys[term][right], step)
      if comparison == 0 { continue }
      if abs(comparison) == 2 { return comparison > 0 }
      return (comparison > 0) != (program.lists[Int(step.terms) + 2 * term + 1] != 0)
    }
    return false
  }

  private mutating func key(_ step: Step, _ term: Int, _ context: Item) throws(Fault) -> Key {
    let item = try eval(program.lists[Int(step.terms) + 2 * term], context)
    guard item.tag == .value else { return item.isUndefined ? .missing : .other(nil) }
    switch item.value {
    case .int(let number): return .number(Double(number))
    case .double(let number): return .number(number)
    case .string(let text): return .text(text)
    default: return .other(item.value)
    }
  }

  /// 1 where `left` goes behind `right`, -1 where before; 2 and -2 where the direction does not matter.
  private static func compare(_ left: Key, _ right: Key, _ step: Step) throws(Fault) -> Int {
    switch (left, right) {
    case (.missing, .missing): return 0
    case (.missing, _): return 2
    case (_, .missing): return -2
    case (.number(let a), .number(let b)): return a == b ? 0 : a < b ? -1 : 1
    case (.text(let a), .text(let b)): return sameText(a, b) ? 0 : precedes(a, b) ? -1 : 1
    case (.other(let value), _), (_, .other(let value)):
      throw Fault("T2008", position: Int(step.position), value: value)
    default:
      throw Fault(
        "T2007", position: Int(step.position), value: value(left), other: value(right))
    }
  }

  private static func value(_ key: Key) -> Value? {
    switch key {
    case .number(let number): numeric(number)
    case .text(let text): .string(text)
    default: nil
    }
  }
}

/// The places of `keys` in order; equal keys stay in the order of their places.
func sortedPlaces(_ keys: [Double], descending: Bool) -> [Int] {
  var pairs: [(key: Double, place: Int)] = []
  pairs.reserveCapacity(keys.count)
  for place in keys.indices { pairs.append((descending ? -keys[place] : keys[place], place)) }
  pairs.sort { $0.key == $1.key ? $0.place < $1.place : $0.key < $1.key }
  return pairs.map(\.place)
}

/// Puts the places in order that have the same key.
private func settleTies(
  _ order: inout [Int], _ keys: [Double], _ goesBehind: (Int, Int) throws(Fault) -> Bool
) throws(Fault) {
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count, keys[order[end]] == keys[order[start]] { end += 1 }
    if end - start > 1 {
      let tied = Array(order[start..<end])
      let places = try mergedOrder(tied.count) { (left, right) throws(Fault) in
        try goesBehind(tied[left], tied[right])
      }
      for (offset, place) in places.enumerated() { order[start + offset] = tied[place] }
    }
    start = end
  }
}

/// The places 0..<count in order (merge sort), `goesBehind` saying whether the first of two must go
/// behind the second; equal items keep their order.
@inline(__always)
func mergedOrder<Failure: Error>(
  _ count: Int, _ goesBehind: (Int, Int) throws(Failure) -> Bool
) throws(Failure) -> [Int] {
  var from = Array(0..<count)
  var into = from
  var width = 1
  while width < count {
    var start = 0
    while start < count {
      let middle = min(start + width, count)
      let end = min(start + 2 * width, count)
      var left = start
      var right = middle
      for place in start..<end {
        if right >= end {
          into[place] = from[left]
          left += 1
        } else if left < middle, try !goesBehind(from[left], from[right]) {
          into[place] = from[left]
          left += 1
        } else {
          into[place] = from[right]
          right += 1
        }
      }
      start += 2 * width
    }
    swap(&from, &into)
    width *= 2
  }
  return from
}
