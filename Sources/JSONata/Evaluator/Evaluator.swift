import CStack
import JSON

/// One evaluation of a program.
///
/// Values of variables lie on `stack`, a window for each function that is running; those that functions
/// defined inside use lie in cells. `eval` counts depth and watches limits, `raw` tells operations apart.
struct Evaluator: ~Copyable {
  let program: Program
  /// The values of the free variables.
  var globals: [Item] = []
  var root = Item.undefined
  var now = Timestamp(milliseconds: 0)
  var random = Randomness(seed: 0)

  // Variables
  var stack: [Item] = []
  var base = 0
  var cells: [Cell?] = []
  var cellBase = 0
  var current: Closure?

  // Functions that were made, by number less `FunctionNumber.made`.
  var functions: [Function] = []
  /// The call in tail position that an `Item` tagged `tail` stands for; its arguments are on the stack.
  var tail = TailCall()
  /// The tuples that an `Item` tagged `stream` stands for.
  var stream: [Tuple] = []
  /// Where names were found in the form of object that was met last.
  var memos: [Memo] = []
  /// The machines of the regular expressions that searched, with their numbers.
  var machines: [(number: Int, machine: RegexMachine)] = []

  // Limits
  var depth = 0
  var depthLimit = Int.max
  var applyDepth = 0
  var floor: UInt = 0
  var ticks = 0
  var deadline: ContinuousClock.Instant?
  var memoryLimit = Evaluator.defaultMemory
  /// The deepest nesting of values that are made here.
  static let nestingLimit: UInt16 = 256
  /// The most one value may weigh where no limit is given, in bytes.
  static let defaultMemory = 1 << 30
  /// The most functions one evaluation may make.
  static let functionLimit = 4_000_000

  struct Memo {
    /// Kept, so that no other form can be where this one is.
    var shape: Object.Shape?
    var id: ObjectIdentifier?
    var place = -1
  }

  struct TailCall {
    var function = 0
    var count = 0
    var name: Int32 = -1
    var position: Int32 = -1
  }

  init(_ program: Program) { self.program = program }

  /// Evaluates the whole program.
  mutating func run(_ input: Value?, _ bindings: [Value?], _ environment: Environment)
    throws(Fault) -> Item
  {
    now = environment.now
    random = Randomness(seed: environment.seed)
    apply(environment.limits)
    if !program.variables.isEmpty {
      globals.reserveCapacity(program.variables.count)
      for place in program.variables.indices {
        globals.append(Item(place < bindings.count ? bindings[place] : nil))
      }
    }
    root = Item(input)
    var context = root
    if case .array? = input, let input {
      context = Item(.array([input]), nesting: 0, flags: [.sequence, .outer])
    }
    return try run(context)
  }

  mutating func apply(_ limits: Limits) {
    if let depth = limits.depth { depthLimit = depth }
    if let memory = limits.memory { memoryLimit = memory }
    if let time = limits.time { deadline = ContinuousClock.now + time }
  }

  mutating func run(_ context: Item) throws(Fault) -> Item {
    floor = StackRoom().floor
    for _ in 0..<program.locals { stack.append(Item(tag: .unbound)) }
    for _ in 0..<program.cells { cells.append(nil) }
    let result = try eval(program.root, context)
    if result.nesting > 1 { try measure(result.value) }
    return result
  }

  // MARK: - Limits

  /// The depth, the stack or the clock asks for attention.
  @inline(never) private mutating func deep() throws(Fault) {
    if depth > depthLimit { throw .depth(depth, limit: depthLimit) }
    if UInt(cs_frame()) < floor { throw .depth(depth, limit: depth - 1) }
  }

  /// Goes one level deeper, for what nests without an operation of its own.
  mutating func descend() throws(Fault) {
    depth += 1
    if depth > depthLimit || UInt(cs_frame()) < floor { try deep() }
    try tick()
  }

  /// Counts work; looks at the clock now and then.
  @inline(__always) mutating func tick(_ work: Int = 1) throws(Fault) {
    ticks &+= work
    if ticks > 2048 { try lookAtClock() }
  }

  @inline(never) private mutating func lookAtClock() throws(Fault) {
    ticks = 0
    if let deadline, ContinuousClock.now > deadline { throw .timeout() }
  }

  /// Fails where a value of `count` elements of `size` bytes would be too heavy.
  @inline(__always) func weigh(_ count: Int, size: Int = 8) throws(Fault) {
    if count > memoryLimit / size { throw .memory() }
  }

  /// The nesting of something made around a value of `inner` nesting; measured where it seems too deep.
  mutating func nested(_ inner: UInt16, _ value: Value) throws(Fault) -> UInt16 {
    let bound = inner &+ 1
    guard bound >= Evaluator.nestingLimit else { return bound }
    let deepest = try depth(of: value, limit: Int(Evaluator.nestingLimit))
    return UInt16(clamping: deepest)
  }

  private mutating func depth(of value: Value, limit: Int) throws(Fault) -> Int {
    guard limit > 0 else { throw .memory() }
    var deepest = 0
    switch value {
    case .array(let elements):
      try tick(elements.count)
      for element in elements { deepest = max(deepest, try depth(of: element, limit: limit - 1)) }
      return deepest + 1
    case .object(let object):
      try tick(object.count)
      for element in object.values {
        deepest = max(deepest, try depth(of: element, limit: limit - 1))
      }
      return deepest + 1
    default: return 0
    }
  }

  /// Fails where a value that was made here, parts shared, would be too big when written out.
  mutating func measure(_ value: Value) throws(Fault) {
    var left = memoryLimit
    try measure(value, &left)
  }

  private mutating func measure(_ value: Value, _ left: inout Int) throws(Fault) {
    try tick()
    switch value {
    case .string(let text): left -= text.utf8.count
    case .array(let elements):
      for element in elements { try measure(element, &left) }
    case .object(let object):
      for element in object.values { try measure(element, &left) }
    default: left -= 8
    }
    if left < 0 { throw .memory() }
  }

  // MARK: - Dispatch

  /// The value of an operation in a context.
  mutating func eval(_ ref: Ref, _ input: Item) throws(Fault) -> Item {
    let op = program.ops[Int(ref)]
    let before = depth
    depth = before &+ 1 &+ Int(op.skipped)
    if depth > depthLimit || UInt(cs_frame()) < floor { try deep() }
    try tick()
    let result = try raw(op, input)
    depth = before
    if result.flags.contains(.sequence), !op.flags.contains(.raw) {
      return result.settled(keep: op.flags.contains(.keepArray))
    }
    return result
  }

  mutating func raw(_ ref: Ref, _ input: Item) throws(Fault) -> Item {
    try raw(program.ops[Int(ref)], input)
  }

  /// The result before sequences of one become their item.
  mutating func raw(_ op: Op, _ input: Item) throws(Fault) -> Item {
    switch op.code {
    case .constant: return program.constants[Int(op.a)]
    case .variable: return variable(Place(code: op.a))
    case .variables: return firstBound(op)
    case .context:
      return input.flags.contains(.outer) ? Item(input.elements?.first) : input
    case .root: return root
    case .field: return field(program.names[Int(op.a)], of: input)
    case .fields: return try fields(op, input)
    case .wildcard: return wildcard(input)
    case .descendant: return try descendants(input)
    case .path: return try path(op, input)
    case .add, .subtract, .multiply, .divide, .remainder: return try arithmetic(op, input)
    case .equal, .notEqual: return try equality(op, input)
    case .less, .lessEqual, .greater, .greaterEqual: return try comparison(op, input)
    case .and, .or: return try logic(op, input)
    case .member: return try membership(op, input)
    case .range: return try range(op, input)
    case .concatenate: return try concatenation(op, input)
    case .negate: return try negation(op, input)
    case .array: return try array(op, input)
    case .object: return try group(op.a, input)
    case .block: return try block(op, input)
    case .condition: return try condition(op, input)
    case .elvis:
      let left = try eval(op.a, input)
      return truth(left) == true ? left : try eval(op.b, input)
    case .coalesce:
      let left = try eval(op.a, input)
      return left.isUndefined ? try eval(op.b, input) : left
    case .bind:
      let value = try eval(op.b, input)
      rebind(Place(code: op.a), value)
      return value
    case .call: return try call(op, input)
    case .builtin: return try builtinCall(op, input, first: nil)
    case .partial: return try partial(op, input)
    case .apply: return try application(op, input)
    case .applyCall: return try applicationCall(op, input)
    case .lambda: return try lambda(op, input)
    case .transform: return try transform(op, input)
    case .loop: return try loop(op, input)
    case .staged: return try staged(op, input)
    }
  }

  // MARK: - Variables

  @inline(__always) func variable(_ place: Place) -> Item {
    let item: Item
    switch place.kind {
    case .local: item = stack[base + place.index]
    case .global: item = globals[place.index]
    case .cell: item = cells[cellBase + place.index]?.item ?? .undefined
    case .captured: item = current?.captures[place.index].item ?? .undefined
    }
    return item.tag == .unbound ? .undefined : item
  }

  private func firstBound(_ op: Op) -> Item {
    for at in op.a..<op.a + op.b {
      let place = Place(code: program.lists[Int(at)])
      switch place.kind {
      case .local where stack[base + place.index].tag == .unbound: continue
      case .cell:
        guard let cell = cells[cellBase + place.index], cell.item.tag != .unbound else { continue }
      case .captured where current?.captures[place.index].item.tag == .unbound: continue
      default: break
      }
      return variable(place)
    }
    return .undefined
  }

  /// Gives a variable its value for this round: a parameter, a tuple's variable.
  @inline(__always) mutating func bind(_ place: Place, _ item: Item) {
    switch place.kind {
    case .local: stack[base + place.index] = item
    case .cell: cells[cellBase + place.index] = Cell(item)
    case .captured, .global: break
    }
  }

  /// `$v := …`: functions that have the variable see it.
  mutating func rebind(_ place: Place, _ item: Item) {
    switch place.kind {
    case .local: stack[base + place.index] = item
    case .cell:
      if let cell = cells[cellBase + place.index] {
        cell.item = item
      } else {
        cells[cellBase + place.index] = Cell(item)
      }
    case .captured: current?.captures[place.index].item = item
    case .global: globals[place.index] = item
    }
  }

  /// Makes the variables of a range of places new.
  mutating func unbind(_ start: Int32, _ count: Int32) {
    for at in start..<start + count {
      bind(Place(code: program.lists[at]), Item(tag: .unbound))
    }
  }

  // MARK: - Blocks and conditions

  private mutating func block(_ op: Op, _ input: Item) throws(Fault) -> Item {
    if op.c >= 0 {
      let scope = program.scopes[op.c]
      unbind(scope.places, scope.count)
    }
    var result = Item.undefined
    for at in op.a..<op.a + op.b { result = try eval(program.lists[Int(at)], input) }
    return result
  }

  private mutating func condition(_ op: Op, _ input: Item) throws(Fault) -> Item {
    if truth(try eval(op.a, input)) == true { return try eval(op.b, input) }
    return op.c >= 0 ? try eval(op.c, input) : .undefined
  }

  // MARK: - Constructors

  private mutating func array(_ op: Op, _ input: Item) throws(Fault) -> Item {
    var elements: [Value] = []
    var nesting: UInt16 = 0
    var at = Int(op.a)
    for _ in 0..<op.b {
      let item = try eval(program.lists[at], input)
      let literal = program.lists[at + 1] != 0
      at += 2
      if item.isUndefined { continue }
      if !literal, case .array(let inner) = item.value, item.tag == .value {
        if elements.isEmpty { elements = inner } else { elements.append(contentsOf: inner) }
        nesting = max(nesting, item.nesting)
      } else {
        elements.append(item.element)
        nesting = max(nesting, item.nesting &+ 1)
      }
    }
    try weigh(elements.count)
    let value = Value.array(elements)
    nesting = try nested(nesting, value)
    return Item(value, nesting: nesting, flags: op.flags.contains(.whole) ? .whole : [])
  }
}
