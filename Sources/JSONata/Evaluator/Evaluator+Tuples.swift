import JSON

extension Evaluator {
  // MARK: - Tuples

  mutating func bind(_ tuple: Tuple) {
    for (place, item) in tuple.variables { bind(Place(code: place), item) }
  }

  mutating func tupleStep(
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

  mutating func filter(_ stage: StagePlan, _ tuples: [Tuple]) throws(Fault) -> [Tuple] {
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
      for _ in 0..<(try accepts(stage.op, tuples[place].item, place, tuples.count)) {
        result.append(tuples[place])
      }
    }
    return result
  }
}
