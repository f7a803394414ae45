import JSON

extension Compiler {
  // MARK: - Variables

  /// A new variable of the path, block or function that is being written.
  mutating func declare(_ name: NameID) -> Place {
    let place = newPlace(name)
    let target = function.tupleScope ?? (function.scopes.count - 1)
    function.scopes[target].variables.append(Variable(name: name, place: place, assigned: true))
    return place
  }

  private func newPlace(_ name: NameID) -> Place {
    if function.captured.contains(name) {
      function.cells += 1
      return Place(.cell, function.cells - 1)
    }
    function.locals += 1
    return Place(.local, function.locals - 1)
  }

  /// Declares what the expressions of a block bind, so that functions defined before see it.
  mutating func declareBindings(_ node: Syntax, direct: Bool = true) {
    guard node.binds else { return }
    switch node.form {
    case .variable, .name, .number, .string, .literal: return
    case .lambda, .block, .transform: return
    case .bind:
      if let name = node.left?.name { declareLater(name, certain: direct) }
      if let right = node.right { declareBindings(right, direct: direct) }
    default:
      for part in [node.left, node.right, node.third] {
        if let part { declareBindings(part, direct: false) }
      }
      for part in node.parts { declareBindings(part, direct: false) }
    }
  }

  private func declareLater(_ name: NameID, certain: Bool) {
    let target = function.bindingScope
    if let place = function.scopes[target].variables.lastIndex(where: { $0.name == name }) {
      if certain { function.scopes[target].variables[place].certain = true }
      return
    }
    function.scopes[target].variables.append(
      Variable(name: name, place: newPlace(name), assigned: false, certain: certain))
  }

  mutating func emitBind(_ node: Syntax) throws(Fault) -> Ref {
    let value = try emit(unwrap(node.right))
    let place = bindingPlace(node.left?.name ?? -1)
    return add(
      Op(code: .bind, a: place.code, b: value, position: Int32(clamping: node.position)))
  }

  /// The variable that `:=` assigns here: of the innermost block or function.
  private func bindingPlace(_ name: NameID) -> Place {
    declareLater(name, certain: false)
    let target = function.bindingScope
    guard let place = function.scopes[target].variables.lastIndex(where: { $0.name == name })
    else { return newPlace(name) }
    function.scopes[target].variables[place].assigned = true
    return function.scopes[target].variables[place].place
  }

  mutating func emitVariable(_ name: NameID, at place: Int) -> Ref {
    let position = Int32(clamping: place)
    let text = tree.names[name].text
    if text.count == 0 { return add(Op(code: .context)) }
    if text == "$" { return add(Op(code: .root)) }
    let mark = pending.count
    let certain = function.candidates(name, &pending)
    if !certain {
      if let builtin = Builtin.named(text, dialect) {
        if pending.count == mark {
          return constant(Item(function: FunctionNumber.builtin(builtin)))
        }
      } else {
        pending.append(global(text.string).code)
      }
    }
    let count = pending.count - mark
    if count == 1 {
      defer { pending.removeAll(from: mark) }
      return add(Op(code: .variable, a: pending[mark], position: position))
    }
    return add(Op(code: .variables, a: list(from: mark), b: Ref(count), position: position))
  }

  private mutating func global(_ name: String) -> Place {
    if let place = variables.firstIndex(where: { sameText($0, name) }) {
      return Place(.global, place)
    }
    variables.append(name)
    return Place(.global, variables.count - 1)
  }

  mutating func emitParent(_ node: Syntax) -> Ref {
    let mark = pending.count
    _ = function.candidates(Names.parent(node.extra?.slot?.label ?? -1), &pending)
    guard pending.count > mark else { return constant(.undefined) }
    defer { pending.removeAll(from: mark) }
    return add(
      Op(code: .variable, a: pending[mark], position: Int32(clamping: node.position)))
  }

  // MARK: - Calls

  mutating func emitApply(_ node: Syntax) throws(Fault) -> Ref {
    let right = try unwrap(node.right)
    let left = try emit(unwrap(node.left))
    let position = Int32(clamping: node.position)
    var op: Op
    if right.form == .call {
      op = Op(code: .applyCall, a: left, b: try emitPlainCall(right), position: position)
    } else {
      op = Op(code: .apply, a: left, b: try emit(right), position: position)
    }
    if node.flags.contains(.keepArray) { op.flags.insert(.keepArray) }
    return add(op)
  }

  mutating func emitCall(_ node: Syntax, tail: Tail) throws(Fault) -> Ref {
    var ref = try emitLoop(node) ?? -1
    if ref < 0 { ref = try emitPlainCall(node) }
    if tail == .none { return ref }
    ops[ref].flags.insert(.raw)
    if tail == .function {
      ops[ref].flags.insert(.tail)
      // The reference tells where the function's name ends, not where the arguments begin.
      if let target = node.left { ops[ref].position = Int32(clamping: target.position) }
    }
    return ref
  }

  private mutating func emitPlainCall(_ node: Syntax) throws(Fault) -> Ref {
    let plan = try emitCallPlan(node)
    calls.append(plan)
    let number = Ref(calls.count - 1)
    let position = Int32(clamping: node.position)
    if let item = constantItem(plan.procedure), item.isFunction, case .int(let number) = item.value,
      let builtin = FunctionNumber.builtin(number)
    {
      calls[calls.count - 1].procedure = Ref(builtin.rawValue)
      return add(Op(code: .builtin, a: Ref(calls.count - 1), position: position))
    }
    return add(Op(code: .call, a: number, position: position))
  }

  private mutating func emitCallPlan(_ node: Syntax) throws(Fault) -> CallPlan {
    let target = try unwrap(node.left)
    let procedure = try emit(target)
    let mark = pending.count
    for part in node.parts {
      pending.append(part.form == .placeholder ? -1 : try emit(part))
    }
    var plan = CallPlan(
      procedure: procedure, arguments: list(from: mark), count: Int32(node.parts.count))
    if target.form == .path, let first = target.parts.first, first.form == .name {
      plan.name = field(first.name)
      plan.meant = emitVariable(first.name, at: first.position)
    } else if target.form == .variable {
      plan.name = field(target.name)
    }
    return plan
  }

  mutating func emitPartial(_ node: Syntax) throws(Fault) -> Ref {
    calls.append(try emitCallPlan(node))
    return add(
      Op(code: .partial, a: Ref(calls.count - 1), position: Int32(clamping: node.position)))
  }

  /// `$map(…, function($x){…})` and its like: the body is evaluated in place.
  private mutating func emitLoop(_ node: Syntax) throws(Fault) -> Ref? {
    guard let builtin = node.loop, !usage.isHidden(builtin), let array = node.parts.first,
      let lambda = array.following, builtin.loopArities.contains(lambda.parts.count)
    else { return nil }
    let input = try emit(array)
    var initial: Ref = -1
    if let start = lambda.following { initial = try emit(start) }
    repeats += 1
    defer { repeats -= 1 }
    function.scopes.append(Scope())
    let tupleScope = function.tupleScope
    function.tupleScope = nil
    let mark = pending.count
    for parameter in lambda.parts { pending.append(declare(parameter.name).code) }
    let body = try emitBody(lambda, tail: .inPlace)
    let scope = function.scopes.removeLast()
    function.tupleScope = tupleScope
    let bound = scope.variables.dropFirst(lambda.parts.count)
    var plan = LoopPlan(
      builtin: builtin, input: input, initial: initial, body: body, first: pending[mark],
      bound: list(bound.lazy.map(\.place)), boundCount: Int32(bound.count))
    if lambda.parts.count > 1 { plan.second = pending[mark + 1] }
    if lambda.parts.count > 2 { plan.third = pending[mark + 2] }
    if lambda.parts.count > 3 { plan.fourth = pending[mark + 3] }
    pending.removeAll(from: mark)
    if builtin == .sort { findKey(&plan) }
    loops.append(plan)
    return add(
      Op(code: .loop, a: Ref(loops.count - 1), position: Int32(clamping: node.position)))
  }

  /// `function($a, $b) { $a.x.y < $b.x.y }` compares by a key, which each item has once.
  private func findKey(_ plan: inout LoopPlan) {
    let body = ops[plan.body]
    guard body.code == .less || body.code == .greater, body.skipped == 0 else { return }
    let left = ops[body.a]
    let right = ops[body.b]
    guard isParameter(left, plan.first), isParameter(right, plan.second) else { return }
    if left.code == .fields {
      guard right.code == .fields, left.c == right.c else { return }
      for place in 0..<Int(left.c)
      where lists[Int(left.b) + place] != lists[Int(right.b) + place] {
        return
      }
    } else if right.code == .fields {
      return
    }
    plan.key = body.a
    plan.ascending = body.code == .greater
  }

  /// Whether an operation is a parameter, or names from it on.
  private func isParameter(_ op: Op, _ place: Int32) -> Bool {
    switch op.code {
    case .variable: op.a == place && Place(code: place).kind == .local
    case .fields:
      op.a >= 0 && ops[op.a].code == .variable && isParameter(ops[op.a], place)
    default: false
    }
  }

  /// The body of a function: what it binds outside blocks is its own.
  private mutating func emitBody(_ lambda: Syntax, tail: Tail) throws(Fault) -> Ref {
    let body = try unwrap(lambda.left)
    declareBindings(body)
    return try emit(body, tail: tail)
  }

  mutating func emitLambda(_ node: Syntax) throws(Fault) -> Ref {
    let inner = FunctionScope(parent: function)
    inner.captured = usage.captured(in: node)
    function = inner
    let parameters = node.parts.map { declare($0.name) }
    repeats += 1
    let body = try emitBody(node, tail: .function)
    repeats -= 1
    leave(inner)
    var plan = LambdaPlan(
      body: body, parameters: list(parameters), parameterCount: parameters.count,
      locals: inner.locals, cells: inner.cells, captures: list(inner.captures),
      captureCount: Int32(inner.captures.count))
    if let extra = node.extra { plan.signature = extra.signature }
    lambdas.append(plan)
    return add(Op(code: .lambda, a: Ref(lambdas.count - 1)))
  }

  private mutating func leave(_ inner: FunctionScope) {
    if let parent = inner.parent { function = parent }
  }

  mutating func emitTransform(_ node: Syntax) throws(Fault) -> Ref {
    let inner = FunctionScope(parent: function)
    inner.captured = usage.captured(in: node)
    function = inner
    let clone = emitVariable(node.name, at: node.position)
    repeats += 1
    let pattern = try emit(unwrap(node.left))
    let update = try emit(unwrap(node.right))
    var deletion: Ref = -1
    if let third = node.third { deletion = try emit(third) }
    repeats -= 1
    leave(inner)
    transforms.append(
      TransformPlan(
        clone: clone, pattern: pattern, update: update, deletion: deletion,
        position: Int32(clamping: node.position),
        updatePosition: Int32(clamping: node.right?.position ?? 0),
        deletionPosition: Int32(clamping: node.third?.position ?? 0), locals: inner.locals,
        cells: inner.cells, captures: list(inner.captures),
        captureCount: Int32(inner.captures.count)))
    return add(Op(code: .transform, a: Ref(transforms.count - 1)))
  }
}

/// A variable while it is compiled.
struct Variable {
  var name: NameID
  var place: Place
  /// Whether it was assigned before here, in the order of the text.
  var assigned: Bool
  /// Whether the assignment cannot be passed by.
  var certain = true
}

/// The variables of a function, a block, or the tuples of a path.
struct Scope {
  var variables: [Variable] = []
  var isPath = false
}

/// The variables of a function while it is compiled.
final class FunctionScope {
  let parent: FunctionScope?
  @exclusivity(unchecked) var scopes: [Scope] = [Scope()]
  /// Which scope takes the variables of a path's tuples.
  @exclusivity(unchecked) var tupleScope: Int?
  @exclusivity(unchecked) var locals = 0
  @exclusivity(unchecked) var cells = 0
  /// Names that functions inside use: their variables live in cells.
  @exclusivity(unchecked) var captured = NameSet()
  /// What is used from outside, as places of the surrounding function.
  @exclusivity(unchecked) var captures: [Place] = []

  init(parent: FunctionScope?) { self.parent = parent }

  /// The scope that `:=` binds in.
  var bindingScope: Int { scopes.lastIndex { !$0.isPath } ?? 0 }

  /// Where `name` can be found from here, innermost first. Whether the last is bound for sure.
  func candidates(_ name: NameID, _ result: inout Column<Ref>) -> Bool {
    for scope in scopes.reversed() {
      guard let variable = scope.variables.last(where: { $0.name == name }), variable.assigned
      else {
        continue
      }
      result.append(variable.place.code)
      if variable.certain { return true }
    }
    return outer(name, &result)
  }

  private func outer(_ name: NameID, _ result: inout Column<Ref>) -> Bool {
    guard let parent else { return false }
    let mark = result.count
    let certain = parent.candidatesFromInside(name, &result)
    for at in mark..<result.count {
      let place = Place(code: result[at])
      if place.kind == .global { continue }
      let known = captures.firstIndex(of: place)
      if known == nil { captures.append(place) }
      result[at] = Place(.captured, known ?? captures.count - 1).code
    }
    return certain
  }

  /// As `candidates`, for a function defined here: it may be called when all is assigned.
  private func candidatesFromInside(_ name: NameID, _ result: inout Column<Ref>) -> Bool {
    for scope in scopes.reversed() {
      guard let variable = scope.variables.last(where: { $0.name == name }) else { continue }
      guard variable.place.kind == .cell else { continue }
      result.append(variable.place.code)
      if variable.certain { return true }
    }
    return outer(name, &result)
  }
}
