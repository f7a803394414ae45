import CStack
import JSON

/// The objects of a value that is being changed.
///
/// Values have no identity, so each object of the copy is given a form (`Object.Shape`) of its own, by
/// which it is known again among the matches of the pattern.
private struct Workpiece {
  private var numbers: [ObjectIdentifier: Int] = [:]
  /// Keeps the forms alive, so that none is taken for another.
  private var shapes: [Object.Shape] = []
  private var changed: [Int: Object] = [:]

  /// A copy of `value` whose objects can be told apart.
  mutating func copy(_ value: Value) -> Value {
    switch value {
    case .array(let elements): return .array(elements.map { copy($0) })
    case .object(let object):
      if object.shape === FunctionBox.shape { return value }
      return .object(copy(object))
    default: return value
    }
  }

  private mutating func copy(_ object: Object) -> Object {
    // A member that goes again makes a form of its own even for no members.
    var result = Object([("", .null)])
    result[""] = nil
    for (name, value) in object { result[name] = copy(value) }
    numbers[ObjectIdentifier(result.shape)] = shapes.count
    shapes.append(result.shape)
    return result
  }

  func number(of object: Object) -> Int? { numbers[ObjectIdentifier(object.shape)] }

  mutating func change(_ number: Int, to object: Object) { changed[number] = object }

  var isChanged: Bool { !changed.isEmpty }

  /// The value with all changes so far.
  func current(_ value: Value) -> Value {
    if changed.isEmpty { return value }
    switch value {
    case .array(let elements): return .array(elements.map { current($0) })
    case .object(let object):
      let latest = number(of: object).flatMap { changed[$0] } ?? object
      if latest.isEmpty { return .object(latest) }
      return .object(Object(like: latest, values: latest.values.map { current($0) }))
    default: return value
    }
  }

  /// The object itself as it is now, its members as they were.
  func latest(_ number: Int, _ object: Object) -> Object { changed[number] ?? object }
}

extension Evaluator {
  /// Applies `| pattern | update, deletion |` to a value.
  mutating func transformed(_ closure: Closure, _ item: Item) throws(Fault) -> Item {
    if item.isUndefined { return item }
    let plan = program.transforms[closure.lambda]
    guard item.tag == .value, item.isArray || item.value.object != nil else {
      throw Fault("T0410", value: item.json, index: 1)
    }
    let savedBase = base
    let savedCellBase = cellBase
    let savedCurrent = current
    base = stack.count
    cellBase = cells.count
    current = closure
    for _ in 0..<plan.locals { stack.append(Item(tag: .unbound)) }
    for _ in 0..<plan.cells { cells.append(nil) }
    let result = try change(item, plan)
    stack.removeLast(stack.count - base)
    cells.removeLast(cells.count - cellBase)
    base = savedBase
    cellBase = savedCellBase
    current = savedCurrent
    return result
  }

  private mutating func change(_ item: Item, _ plan: TransformPlan) throws(Fault) -> Item {
    var work = Workpiece()
    let copy = work.copy(try cloned(item, plan).value)
    let matches = try eval(plan.pattern, Item(copy, nesting: item.nesting))
    var nesting = item.nesting
    guard matches.tag == .value else { return item }
    let found = matches.elements ?? [matches.value]
    for match in found {
      let context = Item(work.current(match), nesting: nesting)
      let update = try eval(plan.update, context)
      if !update.isUndefined {
        guard update.tag == .value, case .object(let members) = update.value else {
          throw Fault("T2011", position: Int(plan.updatePosition), value: update.json)
        }
        nesting = max(nesting, update.nesting &+ 1)
        merge(members, into: match, &work)
      }
      if plan.deletion >= 0 { try delete(plan, match, nesting, &work) }
    }
    let value = work.current(copy)
    return Item(value, nesting: try nested(nesting, value))
  }

  /// The value that is changed: what a `$clone` of the expression's own makes of it, if there is one.
  private mutating func cloned(_ item: Item, _ plan: TransformPlan) throws(Fault) -> Item {
    let function = try eval(plan.clone, item)
    guard function.isFunction, let number = function.value.int else {
      throw Fault("T2013", position: Int(plan.position))
    }
    if FunctionNumber.builtin(number) == .clone { return item }
    let made = try callback(number, [item])
    return made.tag == .value ? made : item
  }

  private func merge(_ members: Object, into match: Value, _ work: inout Workpiece) {
    guard case .object(let object) = match, let number = work.number(of: object) else { return }
    var latest = work.latest(number, object)
    for (name, value) in members { latest[name] = value }
    work.change(number, to: latest)
  }

  private mutating func delete(
    _ plan: TransformPlan, _ match: Value, _ nesting: UInt16, _ work: inout Workpiece
  ) throws(Fault) {
    let deletions = try eval(plan.deletion, Item(work.current(match), nesting: nesting))
    if deletions.isUndefined { return }
    let names = (deletions.elements ?? [deletions.element]).map(\.string)
    guard names.allSatisfy({ $0 != nil }) else {
      throw Fault("T2012", position: Int(plan.deletionPosition), value: deletions.json)
    }
    guard case .object(let object) = match, let number = work.number(of: object) else { return }
    var latest = work.latest(number, object)
    for case let name? in names { latest[name] = nil }
    work.change(number, to: latest)
  }
}
