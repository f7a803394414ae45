import JSON

/// Writes the instructions of a regular expression.
struct RegexWriter {
  let ignoresCase: Bool
  let multiline: Bool
  let dotAll: Bool
  let position: Int
  private(set) var instructions: [Regex.Instruction] = []
  private(set) var sets: [Regex.UnitSet] = []
  private(set) var markCount = 0

  init(ignoresCase: Bool, multiline: Bool, dotAll: Bool, position: Int) {
    self.ignoresCase = ignoresCase
    self.multiline = multiline
    self.dotAll = dotAll
    self.position = position
  }

  mutating func write(_ tree: RegexTree) throws(Fault) {
    guard instructions.count < Regex.instructionLimit else {
      throw Fault("S0303", position: position, token: "too large")
    }
    switch tree {
    case .unit(let unit):
      instructions.append(ignoresCase ? .folded(Regex.fold(unit)) : .unit(unit))
    case .set(let set): instructions.append(.set(add(set)))
    case .any: instructions.append(.any)
    case .sequence(let items):
      for item in items { try write(item) }
    case .choice(let branches): try write(branches[...])
    case .group(let number, let inner):
      instructions.append(.save(2 * number))
      try write(inner)
      instructions.append(.save(2 * number + 1))
    case .loop(let inner, let least, let most, let greedy, let groups):
      try writeLoop(inner, least, most, greedy, groups)
    case .lineStart: instructions.append(multiline ? .lineStart : .textStart)
    case .lineEnd: instructions.append(multiline ? .lineEnd : .textEnd)
    case .wordEdge: instructions.append(.wordEdge)
    case .noWordEdge: instructions.append(.noWordEdge)
    case .look(let inner, let negative, let behind):
      let place = instructions.count
      instructions.append(.match)
      try write(inner)
      instructions.append(.match)
      instructions[place] = .look(
        negative: negative, behind: behind, end: instructions.count)
    case .back(let group): instructions.append(.back(group))
    }
  }

  private mutating func add(_ set: Regex.UnitSet) -> Int {
    sets.append(ignoresCase ? set.ignoringCase : set)
    return sets.count - 1
  }

  private mutating func write(_ branches: ArraySlice<RegexTree>) throws(Fault) {
    guard let first = branches.first else { return }
    if branches.count == 1 {
      try write(first)
      return
    }
    let split = instructions.count
    instructions.append(.match)
    try write(first)
    let jump = instructions.count
    instructions.append(.match)
    instructions[split] = .split(split + 1, instructions.count)
    try write(branches.dropFirst())
    instructions[jump] = .jump(instructions.count)
  }

  /// The set of a tree that takes exactly one unit of a set.
  private func single(_ tree: RegexTree) -> Regex.UnitSet? {
    switch tree {
    case .set(let set): return set
    case .unit(let unit):
      var set = Regex.UnitSet()
      set.insert(unit...unit)
      return set
    case .any:
      var set = Regex.UnitSet()
      if !dotAll {
        for unit: UInt16 in [10, 13, 0x2028, 0x2029] { set.insert(unit...unit) }
      }
      set.inverted = true
      return set
    case .sequence(let items): return items.count == 1 ? single(items[0]) : nil
    default: return nil
    }
  }

  private mutating func writeLoop(
    _ inner: RegexTree, _ least: Int, _ most: Int, _ greedy: Bool, _ groups: Range<Int>
  ) throws(Fault) {
    if greedy, let set = single(inner) {
      instructions.append(.repeated(set: add(set), least: least, most: most))
      return
    }
    let reset: Regex.Instruction? =
      groups.isEmpty ? nil : .reset(groups.lowerBound, groups.upperBound)
    for _ in 0..<min(least, Regex.instructionLimit) {
      let before = instructions.count
      if let reset { instructions.append(reset) }
      try write(inner)
      // What has no instructions can be repeated at will.
      if instructions.count == before { return }
    }
    if most == .max {
      try writeEndless(inner, greedy, reset)
    } else {
      try writeOptional(inner, most - least, greedy, reset)
    }
  }

  private mutating func writeEndless(
    _ inner: RegexTree, _ greedy: Bool, _ reset: Regex.Instruction?
  ) throws(Fault) {
    let mark = markCount
    markCount += 1
    let split = instructions.count
    instructions.append(.match)
    instructions.append(.mark(mark))
    if let reset { instructions.append(reset) }
    try write(inner)
    instructions.append(.check(mark))
    instructions.append(.jump(split))
    let end = instructions.count
    instructions[split] = greedy ? .split(split + 1, end) : .split(end, split + 1)
  }

  private mutating func writeOptional(
    _ inner: RegexTree, _ count: Int, _ greedy: Bool, _ reset: Regex.Instruction?
  ) throws(Fault) {
    var splits: [Int] = []
    for _ in 0..<min(count, Regex.instructionLimit) {
      splits.append(instructions.count)
      instructions.append(.match)
      if let reset { instructions.append(reset) }
      try write(inner)
    }
    let end = instructions.count
    for split in splits {
      instructions[split] = greedy ? .split(split + 1, end) : .split(end, split + 1)
    }
  }
}
