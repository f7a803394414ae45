import JSON

extension Evaluator {
  /// The items that have one key.
  private struct Members {
    var pair: Int
    var item: Item
    /// The items, once there are two.
    var list: [Value]?
    /// The tuples, where the path has them.
    var tuples: [Tuple] = []

    mutating func add(_ next: Item) {
      if next.isUndefined { return }
      if list == nil {
        if item.isUndefined {
          item = next
          return
        }
        list = item.isArray ? item.elements : [item.element]
      }
      if next.isArray, let elements = next.elements {
        list?.append(contentsOf: elements)
      } else {
        list?.append(next.element)
      }
      item.nesting = max(item.nesting, next.nesting)
    }

    var context: Item {
      if let list { Item(.array(list), nesting: item.nesting &+ 1) } else { item }
    }
  }

  /// `{key: value, …}`: an object of the items of `input` by key.
  mutating func group(_ plan: Int32, _ input: Item) throws(Fault) -> Item {
    let plan = program.groups[Int(plan)]
    guard case .array(let elements) = input.value, input.tag == .value, !elements.isEmpty else {
      return try object(plan, input.isArray ? .undefined : input)
    }
    if elements.count == 1 {
      return try object(plan, element(input, elements[0]))
    }
    if plan.count == 1, let result = try groupByField(plan, elements, input) { return result }
    if plan.model >= 0, !elements.contains(where: { $0.isArray }) {
      // Each key is the same for all items, so each value is made of all of them.
      return try modelled(plan, Item(.array(elements), nesting: input.nesting))
    }
    var table = GroupTable<Members>()
    for value in elements {
      let item = element(input, value)
      for pair in 0..<Int(plan.count) {
        guard let key = try key(plan, pair, item) else { continue }
        let found = table.place(of: key) { Members(pair: pair, item: item) }
        guard !found.isNew else { continue }
        try check(table.values[found.place].pair, pair, key, plan)
        table.values[found.place].add(item)
      }
    }
    return try assemble(table, plan) { (_, members) in members.context }
  }

  /// Groups by a text that is a field of each item; `nil` where it is not so.
  private mutating func groupByField(_ plan: GroupPlan, _ elements: [Value], _ input: Item)
    throws(Fault) -> Item?
  {
    let op = program.ops[program.lists[plan.pairs]]
    guard op.code == .fields, op.a < 0, op.c == 1, op.d >= 0, depth + 2 < depthLimit else {
      return nil
    }
    var table = GroupTable<[Value]>()
    for value in elements {
      guard case .object = value, case .string(let key)? = member(op, value) else { return nil }
      let place = table.place(of: key) { [] }.place
      table.values[place].append(value)
    }
    try tick(elements.count)
    var members: [(String, Value)] = []
    var nesting: UInt16 = 0
    for place in table.keys.indices {
      let group = table.values[place]
      let item =
        group.count == 1
        ? Item(element: group[0], nesting: input.nesting)
        : Item(.array(group), nesting: input.nesting &+ 1)
      let value = try eval(program.lists[plan.pairs + 1], item)
      if value.isUndefined { continue }
      members.append((table.keys[place], value.element))
      nesting = max(nesting, value.nesting)
    }
    let result = Value.object(Object(members))
    return Item(result, nesting: try nested(nesting, result))
  }

  private func element(_ input: Item, _ value: Value) -> Item {
    var item = Item(element: value, nesting: input.nesting)
    if input.flags.contains(.wholeElements), item.isArray { item.flags = .whole }
    return item
  }

  /// The object of one item: nothing is grouped.
  private mutating func object(_ plan: GroupPlan, _ input: Item) throws(Fault) -> Item {
    if plan.model >= 0 { return try modelled(plan, input) }
    var members: [(String, Value)] = []
    members.reserveCapacity(Int(plan.count))
    var keys = GroupTable<Int>()
    for pair in 0..<Int(plan.count) {
      guard let key = try key(plan, pair, input) else { continue }
      if !keys.place(of: key, { pair }).isNew { try check(-1, pair, key, plan) }
    }
    var nesting: UInt16 = 0
    for (key, pair) in zip(keys.keys, keys.values) {
      let value = try eval(program.lists[Int(plan.pairs) + 2 * pair + 1], input)
      if value.isUndefined { continue }
      members.append((key, value.element))
      nesting = max(nesting, value.nesting)
    }
    let result = Value.object(Object(members))
    return Item(result, nesting: try nested(nesting, result))
  }

  /// The object of a constructor whose keys are known.
  private mutating func modelled(_ plan: GroupPlan, _ input: Item) throws(Fault) -> Item {
    let count = Int(plan.count)
    var values: [Value] = []
    values.reserveCapacity(count)
    // The pairs that have a value, from the first on that has none.
    var present: [Int]?
    var nesting: UInt16 = 0
    for pair in 0..<count {
      let value = try eval(program.lists[Int(plan.pairs) + 2 * pair + 1], input)
      if value.isUndefined {
        if present == nil { present = Array(0..<pair) }
      } else {
        present?.append(pair)
        nesting = max(nesting, value.nesting)
        values.append(value.element)
      }
    }
    let model = program.models[plan.model]
    let result: Value
    if let present {
      result = .object(Object(zip(present.map { model.names[$0] }, values)))
    } else {
      result = .object(Object(like: model, values: values))
    }
    return Item(result, nesting: try nested(nesting, result))
  }

  private mutating func key(_ plan: GroupPlan, _ pair: Int, _ item: Item) throws(Fault) -> String? {
    let key = try eval(program.lists[Int(plan.pairs) + 2 * pair], item)
    if key.isUndefined { return nil }
    guard let text = key.text else {
      throw Fault("T1003", position: Int(plan.position), value: key.json)
    }
    return text
  }

  private func check(_ known: Int, _ pair: Int, _ key: String, _ plan: GroupPlan) throws(Fault) {
    if known != pair {
      throw Fault("D1009", position: Int(plan.position), value: .string(key))
    }
  }

  private mutating func assemble(
    _ table: GroupTable<Members>, _ plan: GroupPlan,
    _ context: (inout Evaluator, Members) -> Item
  ) throws(Fault) -> Item {
    var members: [(String, Value)] = []
    members.reserveCapacity(table.keys.count)
    var nesting: UInt16 = 0
    for place in table.keys.indices {
      let group = table.values[place]
      let item = context(&self, group)
      let value = try eval(program.lists[Int(plan.pairs) + 2 * group.pair + 1], item)
      if value.isUndefined { continue }
      members.append((table.keys[place], value.element))
      nesting = max(nesting, value.nesting)
    }
    let result = Value.object(Object(members))
    return Item(result, nesting: try nested(nesting, result))
  }

  /// The items of a stream of tuples by key.
  mutating func group(_ plan: Int32, tuples: [Tuple], _ input: Item) throws(Fault) -> Item {
    let plan = program.groups[Int(plan)]
    var table = GroupTable<Members>()
    for tuple in tuples {
      for (place, item) in tuple.variables { bind(Place(code: place), item) }
      for pair in 0..<Int(plan.count) {
        guard let key = try key(plan, pair, tuple.item) else { continue }
        let found = table.place(of: key) { Members(pair: pair, item: .undefined) }
        if !found.isNew { try check(table.values[found.place].pair, pair, key, plan) }
        table.values[found.place].tuples.append(tuple)
      }
    }
    return try assemble(table, plan) { (evaluator, members) in evaluator.reduce(members.tuples) }
  }

  /// Binds each variable of `tuples` to all its values, and gives their item.
  private mutating func reduce(_ tuples: [Tuple]) -> Item {
    guard tuples.count > 1 else {
      for (place, item) in tuples.first?.variables ?? [] { bind(Place(code: place), item) }
      return tuples.first?.item ?? .undefined
    }
    var items = Members(pair: 0, item: .undefined)
    var places: [Int32] = []
    var values: [Members] = []
    for tuple in tuples {
      items.add(tuple.item)
      for (place, item) in tuple.variables {
        if let known = places.firstIndex(of: place) {
          values[known].add(item)
        } else {
          places.append(place)
          values.append(Members(pair: 0, item: item))
        }
      }
    }
    for (place, value) in zip(places, values) { bind(Place(code: place), value.context) }
    return items.context
  }
}

extension Value {
  /// Whether this is an array.
  fileprivate var isArray: Bool {
    if case .array = self { true } else { false }
  }
}

/// Values by key, in the order in which the keys came.
struct GroupTable<Element> {
  private(set) var keys: [String] = []
  var values: [Element] = []
  private var places: [String: Int] = [:]

  /// Where `key` stands; a new one is given what `make` makes.
  mutating func place(of key: String, _ make: () -> Element) -> (place: Int, isNew: Bool) {
    if keys.count <= 8 {
      for place in keys.indices where sameText(keys[place], key) { return (place, false) }
    } else if let place = places[key], sameText(keys[place], key) {
      return (place, false)
    }
    keys.append(key)
    values.append(make())
    if keys.count == 9 {
      for place in keys.indices { places[keys[place]] = place }
    } else if keys.count > 9 {
      places[key] = keys.count - 1
    }
    return (keys.count - 1, true)
  }
}
