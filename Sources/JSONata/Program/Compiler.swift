import JSON

/// Where an expression stands in a function.
enum Tail {
  /// Somewhere inside, or in no function.
  case none
  /// Last in a function that is evaluated in place.
  case inPlace
  /// Last in a function: a call there is left to the caller.
  case function
}

/// Writes the operations of an expression: variables become places, names and constants numbers.
struct Compiler: ~Copyable {
  let source: String
  let dialect: Dialect
  let tree: Tree
  var ops: Column<Op>
  var constants: Column<Item>
  var names: Column<String>
  var prints: Column<UInt64>
  var lists: Column<Ref>
  var steps: Column<Step>
  var stages: Column<StagePlan>
  var paths: Column<PathPlan>
  var groups: Column<GroupPlan>
  var models: Column<Object>
  var calls: Column<CallPlan>
  var loops: Column<LoopPlan>
  var lambdas: Column<LambdaPlan>
  var transforms: Column<TransformPlan>
  var scopes: Column<ScopePlan>
  var regexes: [Regex] = []
  var memos = 0
  /// Whether what is being written is evaluated for many items.
  var repeats = 0
  var variables: [String] = []
  var function = FunctionScope(parent: nil)
  var usage = Usage()
  var reading = Reading()
  /// Numbers that are waiting to become a range of `lists`.
  var pending: Column<Ref>
  private var pendingSteps: Column<Step>
  private var pendingStages: Column<StagePlan>

  init(_ source: String, _ dialect: Dialect) {
    self.source = source
    self.dialect = dialect
    tree = Tree(source)
    let memory = tree.memory
    ops = Column(memory)
    constants = Column(memory)
    names = Column(memory)
    prints = Column(memory)
    lists = Column(memory)
    steps = Column(memory)
    stages = Column(memory)
    paths = Column(memory)
    groups = Column(memory)
    models = Column(memory)
    calls = Column(memory)
    loops = Column(memory)
    lambdas = Column(memory)
    transforms = Column(memory)
    scopes = Column(memory)
    pending = Column(memory)
    pendingSteps = Column(memory)
    pendingStages = Column(memory)
  }

  static func compile(_ source: String, _ dialect: Dialect) throws(Fault) -> Program {
    var compiler = Compiler(source, dialect)
    let syntax = try Parser.parse(compiler.tree, dialect: dialect, &compiler.usage)
    if dialect == .stepFunctions { compiler.reading = Reading(syntax) }
    compiler.function.captured = compiler.usage.captured(in: syntax)
    let root = try compiler.emit(syntax)
    return Program(&compiler, root: root)
  }

  /// The bytes of the program's tables.
  var size: Int {
    let numbers = ops.size + constants.size + names.size + prints.size + lists.size
    let paths = steps.size + stages.size + self.paths.size + groups.size + models.size
    return numbers + paths + calls.size + loops.size + lambdas.size + transforms.size + scopes.size
  }

  // MARK: - Tables

  mutating func add(_ op: Op) -> Ref {
    ops.append(op)
    return Ref(ops.count - 1)
  }

  /// The number in the program of a name of the tree.
  mutating func field(_ name: NameID) -> Int32 {
    let entry = tree.names[name]
    if entry.field >= 0 { return entry.field }
    names.append(entry.text.string)
    prints.append(entry.fingerprint)
    tree.names[name].field = Int32(names.count - 1)
    return Int32(names.count - 1)
  }

  mutating func constant(_ item: Item) -> Ref {
    constants.append(item)
    return add(Op(code: .constant, a: Ref(constants.count - 1)))
  }

  /// Moves what is pending from `mark` on to `lists`.
  mutating func list(from mark: Int) -> Ref {
    lists.take(from: mark, of: &pending)
  }

  mutating func list(_ places: some Sequence<Place>) -> Ref {
    let start = Ref(lists.count)
    for place in places { lists.append(place.code) }
    return start
  }

  private func isConstant(_ ref: Ref) -> Bool { ops[ref].code == .constant }

  func constantItem(_ ref: Ref) -> Item? {
    isConstant(ref) ? constants[ops[ref].a] : nil
  }

  /// The value of an operator whose operands are constants, where it has one.
  private func folded(_ op: Op) -> Item? {
    guard let left = constantItem(op.a), let right = constantItem(op.b) else { return nil }
    switch op.code {
    case .add, .subtract, .multiply, .divide, .remainder:
      return try? Evaluator.calculate(op, left, right, dialect)
    case .range:
      guard let first = left.value.int, let last = right.value.int, first <= last,
        last.subtractingReportingOverflow(first).partialValue.magnitude < 1024
      else { return nil }
      return Item(sequence: (first...last).map { .int($0) })
    default: return nil
    }
  }

  /// The array of the constants that are pending from `mark` on, put together as `Evaluator.array` does.
  private func folded(from mark: Int, whole: Bool) -> Item? {
    for place in stride(from: mark, to: pending.count, by: 2) where !isConstant(pending[place]) {
      return nil
    }
    var elements: [Value] = []
    var nesting: UInt16 = 0
    for place in stride(from: mark, to: pending.count, by: 2) {
      guard let item = constantItem(pending[place]), item.tag == .value else { return nil }
      if pending[place + 1] == 0, let inner = item.elements {
        elements += inner
        nesting = max(nesting, item.nesting)
      } else {
        elements.append(item.value)
        nesting = max(nesting, item.nesting + 1)
      }
    }
    guard nesting < 64 else { return nil }
    return Item(.array(elements), nesting: nesting + 1, flags: whole ? .whole : [])
  }

  // MARK: - Expressions

  /// Writes `node` with what follows it: predicates, grouping, `[]`.
  mutating func emit(_ node: Syntax, tail: Tail = .none) throws(Fault) -> Ref {
    guard let extra = node.extra, node.form != .path,
      !extra.stages.isEmpty || extra.groupPosition != nil
    else {
      let ref = try emitForm(node, tail: tail)
      if node.flags.contains(.keepArray), node.form != .path {
        ops[ref].flags.insert(.keepArray)
      }
      return ref
    }
    let inner = try emitForm(node, tail: .none)
    let range = try emitStages(extra.stages)
    var op = Op(code: .staged, a: inner, b: range.start, c: range.count)
    op.d = try emitGroup(extra)
    if node.flags.contains(.keepArray) { op.flags.insert(.keepArray) }
    return add(op)
  }

  private mutating func emitForm(_ node: Syntax, tail: Tail) throws(Fault) -> Ref {
    let position = Int32(clamping: node.position)
    switch node.form {
    case .path: return try emitPath(node)
    case .name: return add(Op(code: .field, a: field(node.name), position: position))
    case .string: return constant(Item(.string(node.text.string)))
    case .number, .literal: return constant(Item(node.value))
    case .regex:
      let flags = node.extra?.regexFlags?.string ?? ""
      regexes.append(try Regex(node.text.string, flags: flags, at: node.position))
      return constant(Item(function: FunctionNumber.regex(regexes.count - 1)))
    case .variable: return emitVariable(node.name, at: node.position)
    case .wildcard: return add(Op(code: .wildcard))
    case .descendant: return add(Op(code: .descendant))
    case .parent: return emitParent(node)
    case .binary: return try emitBinary(node)
    case .array: return try emitArray(node)
    case .object: return try emitObject(node)
    case .negate:
      let operand = try emit(unwrap(node.left))
      return add(Op(code: .negate, a: operand, position: position))
    case .block: return try emitBlock(node, tail: tail)
    case .condition: return try emitCondition(node, tail: tail)
    case .elvis, .coalesce:
      let left = try emit(unwrap(node.left))
      let right = try emit(unwrap(node.right))
      return add(Op(code: node.form == .elvis ? .elvis : .coalesce, a: left, b: right))
    case .bind: return try emitBind(node)
    case .apply: return try emitApply(node)
    case .call: return try emitCall(node, tail: tail)
    case .partial: return try emitPartial(node)
    case .lambda: return try emitLambda(node)
    case .transform: return try emitTransform(node)
    case .sort, .placeholder, .stage, .end: throw Fault("S0207", position: node.position)
    }
  }

  func unwrap(_ node: Syntax?) throws(Fault) -> Syntax {
    guard let node else { throw Fault("S0207") }
    return node
  }

  private static func code(of symbol: Symbol) -> Op.Code {
    switch symbol {
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .percent: .remainder
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessEqual: .lessEqual
    case .greater: .greater
    case .greaterEqual: .greaterEqual
    case .and: .and
    case .or: .or
    case .in: .member
    default: .range
    }
  }

  private mutating func emitBinary(_ node: Syntax) throws(Fault) -> Ref {
    let position = Int32(clamping: node.position)
    let left = try emit(unwrap(node.left))
    let right = try emit(unwrap(node.right))
    if node.symbol == .ampersand {
      return add(Op(code: .concatenate, a: left, b: right, position: position))
    }
    let op = Op(code: Compiler.code(of: node.symbol), a: left, b: right, position: position)
    return folded(op).map { constant($0) } ?? add(op)
  }

  private mutating func emitArray(_ node: Syntax) throws(Fault) -> Ref {
    let mark = pending.count
    for part in node.parts {
      pending.append(try emit(part))
      // An array written inside an array is one item of it.
      pending.append(part.form == .array ? 1 : 0)
    }
    let whole = node.flags.contains(.wholeArray)
    if node.extra == nil, let item = folded(from: mark, whole: whole) {
      pending.removeAll(from: mark)
      return constant(item)
    }
    var op = Op(code: .array, a: list(from: mark), b: Ref(node.parts.count))
    if whole { op.flags.insert(.whole) }
    return add(op)
  }

  private mutating func emitObject(_ node: Syntax) throws(Fault) -> Ref {
    var plan = try emitPairs(node.parts, at: node.position)
    if let model = model(plan) {
      plan.model = Int32(models.count)
      models.append(model)
    }
    groups.append(plan)
    return add(Op(code: .object, a: Ref(groups.count - 1)))
  }

  private mutating func emitPairs(_ parts: Parts, at position: Int) throws(Fault) -> GroupPlan {
    let mark = pending.count
    for part in parts { pending.append(try emit(part)) }
    return GroupPlan(
      pairs: list(from: mark), count: Int32(parts.count / 2), position: Int32(clamping: position))
  }

  /// An object with the keys of a constructor, where they are different texts.
  private func model(_ plan: GroupPlan) -> Object? {
    var keys: [String] = []
    keys.reserveCapacity(Int(plan.count))
    for pair in 0..<plan.count {
      guard let text = constantItem(lists[plan.pairs + 2 * pair])?.text else { return nil }
      keys.append(text)
    }
    return keys.isEmpty ? nil : Object(names: keys, value: .null)
  }

  private mutating func emitBlock(_ node: Syntax, tail: Tail) throws(Fault) -> Ref {
    function.scopes.append(Scope())
    for part in node.parts { declareBindings(part) }
    let mark = pending.count
    for part in node.parts {
      pending.append(try emit(part, tail: part.following == nil ? tail : .none))
    }
    let scope = function.scopes.removeLast()
    if node.parts.count == 1, scope.variables.isEmpty, node.extra == nil {
      let only = pending[mark]
      if ops[only].skipped < 200, !node.flags.contains(.keepArray), !isConstant(only) {
        ops[only].skipped += 1
        pending.removeAll(from: mark)
        return only
      }
    }
    var op = Op(code: .block, a: list(from: mark), b: Ref(node.parts.count), c: -1)
    if tail != .none { op.flags.insert(.raw) }
    if !scope.variables.isEmpty {
      scopes.append(
        ScopePlan(
          places: list(scope.variables.lazy.map(\.place)), count: Int32(scope.variables.count)))
      op.c = Ref(scopes.count - 1)
    }
    return add(op)
  }

  private mutating func emitCondition(_ node: Syntax, tail: Tail) throws(Fault) -> Ref {
    let condition = try emit(unwrap(node.left))
    let then = try emit(unwrap(node.right), tail: tail)
    var other: Ref = -1
    if let third = node.third { other = try emit(third, tail: tail) }
    var op = Op(code: .condition, a: condition, b: then, c: other)
    if tail != .none { op.flags.insert(.raw) }
    return add(op)
  }

  // MARK: - Paths

  mutating func emitStages(_ list: Parts) throws(Fault) -> (start: Int32, count: Int32) {
    if list.isEmpty { return (0, 0) }
    let mark = pendingStages.count
    repeats += 1
    defer { repeats -= 1 }
    for stage in list {
      if let expression = stage.left {
        var plan = StagePlan(op: try emit(expression))
        plan.isAskedOfNothing = mindsNothing(plan.op)
        if expression.form == .number, expression.extra == nil {
          plan.number = expression.value.double.flatMap { Int(exactly: $0.rounded(.down)) }
        }
        pendingStages.append(plan)
      } else {
        pendingStages.append(StagePlan(op: -1, index: declare(stage.name).code))
      }
    }
    return (stages.take(from: mark, of: &pendingStages), Int32(list.count))
  }

  mutating func emitGroup(_ extra: Extra) throws(Fault) -> Int32 {
    guard let position = extra.groupPosition else { return -1 }
    repeats += 1
    defer { repeats -= 1 }
    groups.append(try emitPairs(extra.group, at: position))
    return Int32(groups.count - 1)
  }

  private mutating func emitPath(_ node: Syntax) throws(Fault) -> Ref {
    if let chain = try emitFieldChain(node) { return chain }
    let carriesOn = node.flags.contains(.tuple) && function.tupleScope != nil
    let outer = function.tupleScope
    let hasTuples = node.parts.contains { $0.flags.contains(.tuple) }
    if !carriesOn, hasTuples {
      function.scopes.append(Scope(isPath: true))
      function.tupleScope = function.scopes.count - 1
    }
    let mark = pendingSteps.count
    var plan = PathPlan(steps: 0, count: Int32(node.parts.count))
    for part in node.parts {
      let place = pendingSteps.count - mark
      if part.flags.contains(.tuple), plan.tuplesFrom < 0 { plan.tuplesFrom = Int32(place) }
      if place == 1 { repeats += 1 }
      pendingSteps.append(try emitStep(part))
    }
    if node.parts.count > 1 { repeats -= 1 }
    plan.keepSingleton = node.flags.contains(.keepSingleton)
    plan.handsOn = node.flags.contains(.tuple)
    plan.absolute = node.parts.first?.form == .variable
    plan.wholeFirst = node.parts.first?.flags.contains(.wholeArray) == true
    if let extra = node.extra { plan.group = try emitGroup(extra) }
    if !carriesOn, hasTuples {
      function.scopes.removeLast()
      function.tupleScope = outer
    }
    plan.steps = steps.take(from: mark, of: &pendingSteps)
    paths.append(plan)
    var op = Op(code: .path, a: Ref(paths.count - 1), position: Int32(clamping: node.position))
    if node.flags.contains(.keepArray) { op.flags.insert(.keepArray) }
    return add(op)
  }

  /// A path that is only names, perhaps from a variable on.
  private mutating func emitFieldChain(_ node: Syntax) throws(Fault) -> Ref? {
    guard node.flags.subtracting(.descending).isEmpty, node.extra == nil,
      let first = node.parts.first
    else { return nil }
    var base: Ref = -1
    var names = node.parts.first
    var count = node.parts.count
    let isVariable = first.form == .variable && first.text.count > 0
    if isVariable {
      guard first.flags.isEmpty, first.extra == nil, count > 1 else { return nil }
      names = first.following
      count -= 1
    }
    var part = names
    while let name = part {
      guard name.form == .name, name.flags.isEmpty, name.extra == nil else { return nil }
      part = name.following
    }
    if isVariable { base = emitVariable(first.name, at: first.position) }
    let start = Ref(lists.count)
    while let name = names {
      lists.append(field(name.name))
      names = name.following
    }
    var op = Op(
      code: .fields, a: base, b: start, c: Ref(count), position: Int32(clamping: node.position))
    if repeats > 0 {
      op.d = Ref(memos)
      memos += count
    }
    return add(op)
  }

  private mutating func emitStep(_ node: Syntax) throws(Fault) -> Step {
    var step = Step(op: -1, position: Int32(clamping: node.position))
    if node.form == .sort {
      step.isSort = true
      repeats += 1
      defer { repeats -= 1 }
      let mark = pending.count
      for term in node.parts {
        pending.append(try emit(term))
        pending.append(term.flags.contains(.descending) ? 1 : 0)
      }
      step.terms = list(from: mark)
      step.termCount = Int32(node.parts.count)
    } else {
      step.op = try emitForm(node, tail: .none)
      if node.form == .name { step.field = ops[step.op].a }
      if node.flags.contains(.keepArray) { ops[step.op].flags.insert(.keepArray) }
    }
    guard let extra = node.extra else { return step }
    if extra.focus >= 0 { step.focus = declare(extra.focus).code }
    if extra.index >= 0 { step.index = declare(extra.index).code }
    if let ancestor = extra.ancestor {
      step.ancestor = declare(Names.parent(ancestor.label)).code
    }
    if extra.groupPosition != nil || extra.ownPredicates {
      let range = try emitStages(extra.stages)
      var op = Op(code: .staged, a: step.op, b: range.start, c: range.count)
      op.d = try emitGroup(extra)
      if node.flags.contains(.keepArray) { op.flags.insert(.keepArray) }
      step.op = add(op)
      step.field = -1
    } else {
      let range = try emitStages(extra.stages)
      step.stages = range.start
      step.stageCount = range.count
    }
    return step
  }
}
