import JSON

extension Evaluator {
  // MARK: - Sorting

  /// The value of a sort term for one item, as it is compared.
  private enum Key {
    case pending, missing
    case number(Double)
    case text(String)
    case other(Value?)
  }

  mutating func sorted(_ step: Step, _ input: Item) throws(Fault) -> Item {
    guard case .array(let elements) = input.value, input.tag == .value, elements.count > 1 else {
      return input
    }
    let known = try keys(program.lists[step.terms], of: -1, elements)
    let order = try order(step, elements.count, known) { (_, place) in
      Item(element: elements[place], nesting: input.nesting)
    }
    return Item(.array(order.map { elements[$0] }), nesting: input.nesting)
  }

  mutating func sorted(_ step: Step, _ tuples: [Tuple]) throws(Fault) -> [Tuple] {
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
