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

  private func element(_ input: Item, _ value: Value) -> Item {
    var item = Item(element: value, nesting: input.nesting)
    if input.flags.contains(.wholeElements), item.isArray { item.flags = .whole }
    return item
  }

  /// The object of one item: nothing is grouped.
  private mutating func object(_ plan: GroupPlan, _ input: Item) throws(Fault) -> Item {
    var members: [(String, Value)] = []
    members.reserveCapacity(Int(plan.count))
    var keys: [(String, Int)] = []
    keys.reserveCapacity(Int(plan.count))
    for pair in 0..<Int(plan.count) {
      guard let key = try key(plan, pair, input) else { continue }
      if keys.contains(where: { sameText($0.0, key) }) { try check(-1, pair, key, plan) }
      keys.append((key, pair))
    }
    var nesting: UInt16 = 0
    for (key, pair) in keys {
      let value = try eval(program.lists[Int(plan.pairs) + 2 * pair + 1], input)
      if value.isUndefined { continue }
      members.append((key, value.element))
      nesting = max(nesting, value.nesting)
    }
    let result = Value.object(shaped(members, plan))
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

  /// An object of `members`, sharing its form with the last that was made here.
  private mutating func shaped(_ members: [(String, Value)], _ plan: GroupPlan) -> Object {
    if let model = models[plan.pairs], model.count == members.count,
      zip(model.names, members).allSatisfy({ sameText($0, $1.0) })
    {
      return Object(like: model, values: members.map(\.1))
    }
    let object = Object(members)
    models[plan.pairs] = object
    return object
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
