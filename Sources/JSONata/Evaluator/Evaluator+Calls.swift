import JSON

extension Evaluator {
  // MARK: - Making functions

  mutating func make(_ function: Function) throws(Fault) -> Item {
    guard functions.count < Evaluator.functionLimit else { throw .memory() }
    functions.append(function)
    return Item(function: FunctionNumber.made + functions.count - 1)
  }

  private mutating func taken(_ start: Int32, _ count: Int32) -> [Cell] {
    (start..<start + count).map { at in
      let place = Place(code: program.lists[at])
      if place.kind == .captured, let captures = current?.captures { return captures[place.index] }
      if let cell = cells[cellBase + place.index] { return cell }
      let cell = Cell(Item(tag: .unbound))
      cells[cellBase + place.index] = cell
      return cell
    }
  }

  mutating func lambda(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let plan = program.lambdas[op.a]
    let captures = taken(plan.captures, plan.captureCount)
    return try make(.closure(Closure(lambda: Int(op.a), captures: captures, context: input)))
  }

  mutating func transform(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let plan = program.transforms[op.a]
    let captures = taken(plan.captures, plan.captureCount)
    return try make(.transform(Closure(lambda: Int(op.a), captures: captures, context: input)))
  }

  mutating func partial(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let plan = program.calls[Int(op.a)]
    var arguments: [Item?] = []
    for at in plan.arguments..<plan.arguments + plan.count {
      let ref = program.lists[Int(at)]
      arguments.append(ref < 0 ? nil : try eval(ref, input))
    }
    let procedure = try eval(plan.procedure, input)
    guard procedure.isFunction, let number = procedure.value.int else {
      throw try notCallable(plan, op, input, "T1007", "T1008", procedure)
    }
    return try make(.partial(number, arguments))
  }

  private mutating func notCallable(
    _ plan: CallPlan, _ op: Op, _ input: Item, _ meant: String, _ other: String, _ procedure: Item
  ) throws(Fault) -> Fault {
    let name = plan.name >= 0 ? program.names[Int(plan.name)] : nil
    if procedure.isUndefined, plan.meant >= 0, try !eval(plan.meant, input).isUndefined {
      return Fault(meant, position: Int(op.position), token: name)
    }
    return Fault(other, position: Int(op.position), token: name)
  }

  // MARK: - Calling

  mutating func call(_ op: Op, _ input: Item) throws(Fault) -> Item {
    try call(op, input, first: nil)
  }

  private mutating func call(_ op: Op, _ input: Item, first: Item?) throws(Fault) -> Item {
    let plan = program.calls[Int(op.a)]
    let procedure = try eval(plan.procedure, input)
    guard procedure.isFunction, case .int(let number) = procedure.value else {
      throw try notCallable(plan, op, input, "T1005", "T1006", procedure)
    }
    let before = depth
    let isTail = op.flags.contains(.tail)
    // The arguments of a call in tail position belong to the caller's level.
    if isTail { depth = applyDepth }
    var count = Int(plan.count)
    let start = stack.count
    if let first {
      stack.append(first)
      count += 1
    }
    for at in plan.arguments..<plan.arguments + plan.count {
      let argument = try eval(program.lists[Int(at)], input)
      stack.append(argument)
    }
    depth = before
    if isTail {
      tail = TailCall(function: number, count: count, name: plan.name, position: op.position)
      return Item(tag: .tail)
    }
    assert(stack.count == start + count)
    return try invoke(number, count, context: input, name: plan.name, position: op.position)
  }

  /// Calls function `number` with the topmost `count` items of the stack, which it takes off.
  private mutating func invoke(
    _ number: Int, _ count: Int, context: Item, name: Int32, position: Int32
  ) throws(Fault) -> Item {
    if number >= FunctionNumber.made,
      case .closure(let closure) = functions[number - FunctionNumber.made]
    {
      return try enter(closure, count, context, name: name, position: position)
    }
    do throws(Fault) {
      let arguments = Array(stack[(stack.count - count)...])
      stack.removeLast(count)
      return try apply(number, arguments, context: context)
    } catch {
      throw located(error, name, position)
    }
  }

  /// The fault with the place of the call it came out of, unless it came out of a call in tail position,
  /// which has a place of its own.
  private func located(_ fault: Fault, _ name: Int32, _ position: Int32) -> Fault {
    if fault.code == "U1001" { return fault }
    if fault.isOfTail {
      fault.isOfTail = false
      return fault
    }
    if fault.token == nil, name >= 0 { fault.token = program.names[Int(name)] }
    if position >= 0 { fault.position = Int(position) }
    return fault
  }

  /// Runs a closure, and the calls in tail position that it ends in. The arguments are the topmost
  /// `count` items of the stack.
  private mutating func enter(
    _ first: Closure, _ firstCount: Int, _ context: Item, name firstName: Int32 = -1,
    position firstPosition: Int32 = -1
  ) throws(Fault) -> Item {
    let savedBase = base
    let savedCellBase = cellBase
    let savedCurrent = current
    let savedApplyDepth = applyDepth
    let start = stack.count - firstCount
    let cellStart = cells.count
    applyDepth = depth
    var closure = first
    var count = firstCount
    var name = firstName
    var position = firstPosition
    while true {
      let result: Item
      do throws(Fault) {
        try frame(closure, start, count, context)
        base = start
        cellBase = cellStart
        current = closure
        try bindParameters(closure, count)
        result = try eval(program.lambdas[closure.lambda].body, closure.context)
      } catch {
        throw located(error, name, position)
      }
      guard result.tag == .tail else {
        leave(start, cellStart)
        base = savedBase
        cellBase = savedCellBase
        current = savedCurrent
        applyDepth = savedApplyDepth
        return result
      }
      let next = tail
      if next.function >= FunctionNumber.made,
        case .closure(let following) = functions[next.function - FunctionNumber.made]
      {
        // The arguments move to where the finished call had its own.
        let top = stack.count - next.count
        for place in 0..<next.count { stack[start + place] = stack[top + place] }
        stack.removeLast(stack.count - start - next.count)
        if cells.count > cellStart { cells.removeLast(cells.count - cellStart) }
        closure = following
        count = next.count
        name = next.name
        position = next.position
        continue
      }
      let arguments = Array(stack[(stack.count - next.count)...])
      leave(start, cellStart)
      base = savedBase
      cellBase = savedCellBase
      current = savedCurrent
      applyDepth = savedApplyDepth
      do throws(Fault) {
        return try apply(next.function, arguments, context: context)
      } catch {
        throw located(error, next.name, next.position)
      }
    }
  }

  private mutating func leave(_ start: Int, _ cellStart: Int) {
    stack.removeLast(stack.count - start)
    if cells.count > cellStart { cells.removeLast(cells.count - cellStart) }
  }

  /// Checks the arguments against the closure's signature and makes room for its variables.
  private mutating func frame(_ closure: Closure, _ start: Int, _ count: Int, _ context: Item)
    throws(Fault)
  {
    let number = program.lambdas[closure.lambda].signature
    if number >= 0 {
      let signature = program.signatures[number]
      let checked = try signature.checked(Array(stack[start...]), context: context)
      stack.removeLast(stack.count - start)
      stack.append(contentsOf: checked)
    }
  }

  private mutating func bindParameters(_ closure: Closure, _ count: Int) throws(Fault) {
    let plan = program.lambdas[closure.lambda]
    let locals = plan.locals
    let cellCount = plan.cells
    let parameters = plan.parameterCount
    if cellCount == 0 {
      // Parameters are the first locals: the arguments lie where they belong.
      let given = stack.count - base
      if given > parameters { stack.removeLast(given - parameters) }
      for _ in min(given, parameters)..<parameters { stack.append(.undefined) }
      for _ in parameters..<max(parameters, locals) { stack.append(Item(tag: .unbound)) }
      return
    }
    let arguments = Array(stack[base...])
    stack.removeLast(stack.count - base)
    for _ in 0..<locals { stack.append(Item(tag: .unbound)) }
    for _ in 0..<cellCount { cells.append(nil) }
    for place in 0..<parameters {
      let code = program.lists[Int(plan.parameters) + place]
      bind(Place(code: code), place < arguments.count ? arguments[place] : .undefined)
    }
  }

  /// Calls a function with arguments at hand.
  mutating func apply(_ number: Int, _ arguments: [Item], context: Item) throws(Fault) -> Item {
    if let builtin = FunctionNumber.builtin(number) {
      var checked = arguments
      if let signature = builtin.entry.signature {
        do throws(Fault) {
          checked = try signature.checked(arguments, context: context)
        } catch {
          if error.token == nil { error.token = builtin.name }
          throw error
        }
      }
      return try library(builtin, checked, context)
    }
    if number < 0 { return try match(regex: -1 - number, arguments) }
    switch functions[number - FunctionNumber.made] {
    case .closure(let closure):
      stack.append(contentsOf: arguments)
      return try enter(closure, arguments.count, context)
    case .partial(let target, let given):
      var rest = arguments.makeIterator()
      var all: [Item] = []
      for argument in given { all.append(argument ?? rest.next() ?? .undefined) }
      return try nestedApply(target, all, context)
    case .chain(let first, let second):
      let result = try nestedApply(first, arguments, context).settled(keep: false)
      return try nestedApply(second, [result], context)
    case .transform(let closure):
      return try transformed(closure, arguments.first ?? .undefined)
    case .nextMatch(let regex, let text, let from):
      return try nextMatch(regex, text, from)
    }
  }

  /// As `apply`, a level deeper: functions made of functions nest without an expression between.
  private mutating func nestedApply(_ number: Int, _ arguments: [Item], _ context: Item)
    throws(Fault) -> Item
  {
    let before = depth
    try descend()
    let result = try apply(number, arguments, context: context)
    depth = before
    return result
  }

  /// Calls a function as the library does: a sequence it ends in stays one, even of one item or none.
  mutating func callback(_ number: Int, _ arguments: [Item]) throws(Fault) -> Item {
    try apply(number, arguments, context: Item(.null))
  }

  /// How many arguments a function takes.
  func arity(_ number: Int) -> Int {
    if let builtin = FunctionNumber.builtin(number) { return builtin.entry.arity }
    if number < 0 { return 2 }
    switch functions[number - FunctionNumber.made] {
    case .closure(let closure): return program.lambdas[closure.lambda].parameterCount
    case .partial(_, let given): return given.count { $0 == nil }
    case .chain, .transform: return 1
    case .nextMatch: return 0
    }
  }

  // MARK: - Builtins

  mutating func builtinCall(_ op: Op, _ input: Item, first: Item?) throws(Fault) -> Item {
    let plan = program.calls[Int(op.a)]
    guard let builtin = Builtin(rawValue: plan.procedure) else { return .undefined }
    if plan.count == 1, first == nil {
      let argument = try eval(program.lists[Int(plan.arguments)], input)
      do throws(Fault) {
        if let result = try quick(builtin, argument) { return result }
        return try apply(FunctionNumber.builtin(builtin), [argument], context: input)
      } catch {
        throw told(error, by: op, plan.name)
      }
    }
    if plan.count == 2, first == nil {
      let one = try eval(program.lists[plan.arguments], input)
      let two = try eval(program.lists[plan.arguments + 1], input)
      do throws(Fault) {
        if let result = try quick(builtin, one, two) { return result }
        return try apply(FunctionNumber.builtin(builtin), [one, two], context: input)
      } catch {
        throw told(error, by: op, plan.name)
      }
    }
    var arguments: [Item] = []
    arguments.reserveCapacity(Int(plan.count) + 1)
    if let first { arguments.append(first) }
    for at in plan.arguments..<plan.arguments + plan.count {
      arguments.append(try eval(program.lists[Int(at)], input))
    }
    do throws(Fault) {
      if let first, plan.count == 0, let result = try quick(builtin, first) { return result }
      return try apply(FunctionNumber.builtin(builtin), arguments, context: input)
    } catch {
      throw told(error, by: op, plan.name)
    }
  }

  /// The fault of a builtin with the place of its call.
  func told(_ fault: Fault, by op: Op, _ name: Int32) -> Fault {
    let fault = located(fault, name, op.position)
    fault.isOfTail = op.flags.contains(.tail)
    return fault
  }

  // MARK: - ~>

  mutating func applicationCall(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let left = try eval(op.a, input)
    let target = program.ops[Int(op.b)]
    if target.code == .builtin { return try builtinCall(target, input, first: left) }
    return try call(target, input, first: left)
  }

  mutating func application(_ op: Op, _ input: Item) throws(Fault) -> Item {
    let left = try eval(op.a, input)
    let right = try eval(op.b, input)
    guard right.isFunction, let second = right.value.int else {
      throw Fault("T2006", position: Int(op.position), value: right.json)
    }
    if left.isFunction, let first = left.value.int { return try make(.chain(first, second)) }
    return try apply(second, [left], context: Item(.null))
  }
}
