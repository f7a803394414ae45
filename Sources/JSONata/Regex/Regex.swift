import JSON

/// A regular expression with JavaScript's meaning, over UTF-16 code units.
///
/// Matching backtracks on a stack of its own, so that neither pattern nor text can exhaust the thread's,
/// and counts its steps, so that a pattern that explodes ends in a failure.
struct Regex: Sendable {
  enum Instruction: Sendable {
    case unit(UInt16)
    case folded(UInt16)
    case set(Int)
    case any
    /// Tries the first, then the second.
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    /// Forgets the groups from the first up to the second.
    case reset(Int, Int)
    /// Remembers where a round of a loop began; a round that took nothing fails.
    case mark(Int)
    case check(Int)
    case lineStart, lineEnd, textStart, textEnd, wordEdge, noWordEdge
    /// What follows up to `end` must match here, or must not; `behind`: it must end here.
    case look(negative: Bool, behind: Bool, end: Int)
    case back(Int)
    /// A set as often as it goes, at least `least` and at most `most` times; greedily.
    case repeated(set: Int, least: Int, most: Int)
    case match
  }

  let source: String
  let position: Int
  var instructions: [Instruction] = []
  var sets: [UnitSet] = []
  var groupCount = 0
  var markCount = 0
  var names: [String: Int] = [:]
  let ignoresCase: Bool
  let multiline: Bool
  let dotAll: Bool
  /// What a match can begin with; `nil` where that is not known.
  var first: UnitSet?

  static let stepLimit = 20_000_000
  static let stackLimit = 4_000_000
  static let instructionLimit = 50_000

  struct Match {
    /// Start and end of the whole and of each group; -1 where a group took no part.
    var slots: [Int]

    func group(_ number: Int) -> Range<Int>? {
      guard 2 * number + 1 < slots.count, slots[2 * number] >= 0, slots[2 * number + 1] >= 0 else {
        return nil
      }
      return slots[2 * number]..<slots[2 * number + 1]
    }

    var start: Int { slots[0] }
    var end: Int { slots[1] }
  }

  init(_ pattern: String, flags: String, at position: Int) throws(Fault) {
    source = pattern
    self.position = position
    ignoresCase = flags.contains("i")
    multiline = flags.contains("m")
    dotAll = flags.contains("s")
    var reader = RegexReader(pattern, position: position)
    let tree = try reader.read()
    groupCount = reader.groupCount
    names = reader.names
    var writer = RegexWriter(
      ignoresCase: ignoresCase, multiline: multiline, dotAll: dotAll, position: position)
    try writer.write(tree)
    instructions = writer.instructions + [.match]
    sets = writer.sets
    markCount = writer.markCount
    first = firstUnits()
  }

  private func firstUnits() -> UnitSet? {
    for instruction in instructions {
      switch instruction {
      case .save: continue
      case .unit(let unit):
        var set = UnitSet()
        set.insert(unit...unit)
        return set
      case .set(let number): return sets[number]
      case .repeated(let number, let least, _): return least > 0 ? sets[number] : nil
      default: return nil
      }
    }
    return nil
  }

  /// The first match that begins at `start` or behind.
  func firstMatch(
    in units: [UInt16], from start: Int, deadline: ContinuousClock.Instant? = nil
  ) throws(Fault) -> Match? {
    var machine = RegexMachine(self, deadline: deadline)
    return try firstMatch(in: units, from: start, with: &machine)
  }

  /// The first match that begins at `start` or behind, found by a machine of this expression.
  func firstMatch(in units: [UInt16], from start: Int, with machine: inout RegexMachine)
    throws(Fault) -> Match?
  {
    var place = start
    while place <= units.count {
      if let first {
        while place < units.count, !first.contains(units[place]) { place += 1 }
        if place == units.count { return nil }
      }
      if try machine.run(units, from: place) { return Match(slots: machine.slots) }
      place += 1
    }
    return nil
  }

  /// Letters that are the same when case is ignored have the same folded unit.
  static func fold(_ unit: UInt16) -> UInt16 {
    if unit < 128 { return unit >= 97 && unit <= 122 ? unit - 32 : unit }
    guard let scalar = Unicode.Scalar(unit) else { return unit }
    let upper = scalar.properties.uppercaseMapping.utf16
    guard upper.count == 1, let only = upper.first, only >= 128 else { return unit }
    return only
  }

  static func isWord(_ unit: UInt16) -> Bool {
    switch unit {
    case 48...57, 65...90, 95, 97...122: true
    default: false
    }
  }

  static func isLineEnd(_ unit: UInt16) -> Bool {
    unit == 10 || unit == 13 || unit == 0x2028 || unit == 0x2029
  }
}

/// Runs a regular expression from one place.
struct RegexMachine {
  private let regex: Regex
  private let deadline: ContinuousClock.Instant?
  var slots: [Int]
  private var marks: [Int]
  private var stack: [Entry] = []
  private var steps = 0

  private enum Entry {
    /// Go on at an instruction and a place.
    case branch(Int, Int)
    /// Put a slot, or a mark, back.
    case slot(Int, Int)
    case mark(Int, Int)
    /// A greedy run that can give back: next instruction, least end, end.
    case shrink(Int, Int, Int)
  }

  init(_ regex: Regex, deadline: ContinuousClock.Instant?) {
    self.regex = regex
    self.deadline = deadline
    slots = Array(repeating: -1, count: 2 * (regex.groupCount + 1))
    marks = Array(repeating: -1, count: regex.markCount)
  }

  mutating func run(_ units: [UInt16], from start: Int) throws(Fault) -> Bool {
    for place in slots.indices { slots[place] = -1 }
    stack.removeAll(keepingCapacity: true)
    guard let end = try run(units, at: 0, from: start, until: nil) else { return false }
    slots[0] = start
    slots[1] = end
    return true
  }

  private mutating func count() throws(Fault) {
    steps += 1
    guard steps & 4095 == 0 else { return }
    if steps > Regex.stepLimit { throw .timeout() }
    if stack.count > Regex.stackLimit { throw .memory() }
    if let deadline, ContinuousClock.now > deadline { throw .timeout() }
  }

  /// Runs from an instruction; the end of the match. `until`: where the match must end.
  private mutating func run(_ units: [UInt16], at first: Int, from start: Int, until: Int?)
    throws(Fault) -> Int?
  {
    let bottom = stack.count
    var next = first
    var place = start
    while true {
      try count()
      var fits = true
      switch regex.instructions[next] {
      case .unit(let unit):
        fits = place < units.count && units[place] == unit
        place += 1
        next += 1
      case .folded(let unit):
        fits = place < units.count && Regex.fold(units[place]) == unit
        place += 1
        next += 1
      case .set(let number):
        fits = place < units.count && contains(number, units[place])
        place += 1
        next += 1
      case .any:
        fits = place < units.count && (regex.dotAll || !Regex.isLineEnd(units[place]))
        place += 1
        next += 1
      case .split(let preferred, let other):
        stack.append(.branch(other, place))
        next = preferred
      case .jump(let target): next = target
      case .save(let slot):
        stack.append(.slot(slot, slots[slot]))
        slots[slot] = place
        next += 1
      case .reset(let from, let to):
        for slot in (2 * from)..<(2 * to) where slots[slot] != -1 {
          stack.append(.slot(slot, slots[slot]))
          slots[slot] = -1
        }
        next += 1
      case .mark(let number):
        stack.append(.mark(number, marks[number]))
        marks[number] = place
        next += 1
      case .check(let number):
        fits = marks[number] != place
        next += 1
      case .repeated(let set, let least, let most):
        fits = take(units, set, least, most, &place, next + 1)
        next += 1
      case .back(let group):
        fits = repeatsGroup(units, group, &place)
        next += 1
      case .look(let negative, let behind, let end):
        fits = try look(units, next + 1, place, behind) != negative
        next = end
      case .match:
        if until == nil || until == place {
          if until != nil || first != 0 { keepSlots(down: bottom) }
          return place
        }
        fits = false
      default:
        fits = edge(units, place, regex.instructions[next])
        next += 1
      }
      if fits { continue }
      guard let (instruction, back) = backtrack(to: bottom) else { return nil }
      next = instruction
      place = back
    }
  }

  /// A look around matched: its groups stay, its choices are over.
  private mutating func keepSlots(down bottom: Int) {
    stack.removeAll(where: { _ in false })
    var kept: [Entry] = []
    for entry in stack[bottom...] {
      switch entry {
      case .slot, .mark: kept.append(entry)
      default: break
      }
    }
    stack.removeLast(stack.count - bottom)
    stack.append(contentsOf: kept)
  }

  private mutating func backtrack(to bottom: Int) -> (Int, Int)? {
    while stack.count > bottom, let entry = stack.popLast() {
      switch entry {
      case .branch(let instruction, let place): return (instruction, place)
      case .slot(let slot, let value): slots[slot] = value
      case .mark(let mark, let value): marks[mark] = value
      case .shrink(let instruction, let least, let end):
        if end - 1 > least { stack.append(.shrink(instruction, least, end - 1)) }
        return (instruction, end - 1)
      }
    }
    return nil
  }

  @inline(__always) private func contains(_ number: Int, _ unit: UInt16) -> Bool {
    regex.sets[number].contains(unit)
  }

  private mutating func take(
    _ units: [UInt16], _ set: Int, _ least: Int, _ most: Int, _ place: inout Int, _ next: Int
  ) -> Bool {
    let start = place
    let bound = most < units.count - start ? start + most : units.count
    while place < bound, contains(set, units[place]) { place += 1 }
    steps += (place - start) / 16
    guard place - start >= least else { return false }
    if place > start + least { stack.append(.shrink(next, start + least, place)) }
    return true
  }

  private func repeatsGroup(_ units: [UInt16], _ group: Int, _ place: inout Int) -> Bool {
    guard 2 * group + 1 < slots.count, slots[2 * group] >= 0, slots[2 * group + 1] >= 0 else {
      return true
    }
    let range = slots[2 * group]..<slots[2 * group + 1]
    guard place + range.count <= units.count else { return false }
    for unit in units[range] {
      let same =
        regex.ignoresCase
        ? Regex.fold(unit) == Regex.fold(units[place]) : unit == units[place]
      if !same { return false }
      place += 1
    }
    return true
  }

  private mutating func look(_ units: [UInt16], _ next: Int, _ place: Int, _ behind: Bool)
    throws(Fault) -> Bool
  {
    if !behind { return try run(units, at: next, from: place, until: nil) != nil }
    var start = place
    while start >= 0 {
      if try run(units, at: next, from: start, until: place) != nil { return true }
      start -= 1
    }
    return false
  }

  private func edge(_ units: [UInt16], _ place: Int, _ instruction: Regex.Instruction) -> Bool {
    switch instruction {
    case .textStart: return place == 0
    case .textEnd: return place == units.count
    case .lineStart: return place == 0 || Regex.isLineEnd(units[place - 1])
    case .lineEnd: return place >= units.count || Regex.isLineEnd(units[place])
    default:
      let before = place > 0 && place <= units.count && Regex.isWord(units[place - 1])
      let after = place < units.count && Regex.isWord(units[place])
      if case .wordEdge = instruction { return before != after }
      return before == after
    }
  }
}
