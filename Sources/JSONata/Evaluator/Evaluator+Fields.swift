import JSON

extension Evaluator {
  // MARK: - Names

  /// The member `name` of an item; of an array, of all its items.
  func field(_ name: String, of item: Item) -> Item {
    guard item.tag == .value else { return .undefined }
    switch item.value {
    case .object(let object):
      guard let value = object[name] else { return .undefined }
      return Item(element: value, nesting: item.nesting)
    case .array(let elements):
      var found: [Value] = []
      Evaluator.gather(name, elements, &found)
      return Item(sequence: found, nesting: item.nesting)
    default: return .undefined
    }
  }

  /// Collects the members `name` of `elements`, arrays spread out.
  static func gather(_ name: String, _ elements: [Value], _ found: inout [Value]) {
    var shape: ObjectIdentifier?
    var place: Int?
    for element in elements {
      switch element {
      case .object(let object):
        if ObjectIdentifier(object.shape) != shape {
          shape = ObjectIdentifier(object.shape)
          place = object.shape.place(of: name)
        }
        guard let place else { continue }
        if case .array(let inner) = object.values[place] {
          found.append(contentsOf: inner)
        } else {
          found.append(object.values[place])
        }
      case .array(let inner): gather(name, inner, &found)
      default: break
      }
    }
  }

  /// A path that is only names.
  mutating func fields(_ op: Op, _ input: Item) throws(Fault) -> Item {
    if depth >= depthLimit { throw .depth(depth + 1, limit: depthLimit) }
    let end = Int(op.b + op.c)
    if op.a >= 0 {
      let base = try eval(op.a, input)
      guard base.tag == .value else { return .undefined }
      return follow(op, Int(op.b), end, base.value, base.nesting)
    }
    guard input.tag == .value else { return .undefined }
    if input.flags.contains(.outer), case .array(let elements) = input.value,
      let first = elements.first
    {
      return follow(op, Int(op.b), end, first, 0)
    }
    return follow(op, Int(op.b), end, input.value, input.nesting)
  }

  /// Follows the names from `at` on.
  private mutating func follow(
    _ op: Op, _ at: Int, _ end: Int, _ value: Value, _ nesting: UInt16
  ) -> Item {
    switch value {
    case .object(let object):
      let place = op.d < 0 ? place(of: at, in: object) : remembered(op, at, object)
      guard place >= 0 else { return .undefined }
      if at + 1 == end { return Item(element: object.values[place], nesting: nesting) }
      return follow(op, at + 1, end, object.values[place], nesting)
    case .array(let elements): return fieldsOfList(at, end, elements, nesting)
    default: return .undefined
    }
  }

  @inline(__always) private func place(of name: Int, in object: Object) -> Int {
    let number = program.lists[name]
    return object.shape.place(of: program.names[number], fingerprint: program.prints[number]) ?? -1
  }

  /// Where the name is in an object; it is searched once for objects of the same form.
  @inline(__always)
  private mutating func remembered(_ op: Op, _ name: Int, _ object: Object) -> Int {
    let number = Int(op.d) + name - Int(op.b)
    if number < memos.count, memos[number].id == ObjectIdentifier(object.shape) {
      return memos[number].place
    }
    return remember(number, name, object)
  }

  @inline(never) private mutating func remember(_ number: Int, _ name: Int, _ object: Object) -> Int
  {
    if memos.isEmpty { memos = Array(repeating: Memo(), count: program.memos) }
    let place = place(of: name, in: object)
    memos[number] = Memo(shape: object.shape, id: ObjectIdentifier(object.shape), place: place)
    return place
  }

  /// The one name of a path of one name, in an object; `op.d` is a memo.
  @inline(__always) mutating func member(_ op: Op, _ value: Value) -> Value? {
    guard case .object(let object) = value else { return nil }
    let place = remembered(op, Int(op.b), object)
    return place < 0 ? nil : object.values[place]
  }

  private func fieldsOfList(
    _ start: Int, _ end: Int, _ elements: [Value], _ nesting: UInt16
  ) -> Item {
    var list = elements
    for at in start..<end {
      let name = program.names[Int(program.lists[at])]
      let result = step(field: name, list, nesting: nesting, last: at == end - 1)
      if at == end - 1 { return result }
      switch result.tag {
      case .value:
        if case .array(let inner) = result.value { list = inner } else { list = [result.value] }
      default: return .undefined
      }
    }
    return .undefined
  }

  /// A step that is a name, over a list.
  func step(field name: String, _ elements: [Value], nesting: UInt16, last: Bool) -> Item {
    var shape: ObjectIdentifier?
    var place: Int?
    var found: [Value] = []
    var count = 0
    var lone: [Value]?
    found.reserveCapacity(elements.count)
    elements.withUnsafeBufferPointer { buffer in
      for number in buffer.indices {
        if let place, let shape, let value = Evaluator.member(buffer[number], shape, place) {
          count += 1
          found.append(value)
          continue
        }
        switch buffer[number] {
        case .object(let object):
          if ObjectIdentifier(object.shape) != shape {
            shape = ObjectIdentifier(object.shape)
            place = object.shape.place(of: name)
          }
          guard let place else { continue }
          count += 1
          if case .array(let inner) = object.values[place] {
            if count == 1 { lone = inner }
            found.append(contentsOf: inner)
          } else {
            found.append(object.values[place])
          }
        case .array(let inner):
          let before = found.count
          Evaluator.gather(name, inner, &found)
          if found.count > before { count += 1 }
        default: break
        }
      }
    }
    if count == 0 { return .undefined }
    if count == 1, last, let lone { return Item(.array(lone), nesting: nesting) }
    return Item(sequence: found, nesting: nesting)
  }

  /// The member at a place of an object of that form, unless it is an array.
  @inline(__always)
  private static func member(_ value: Value, _ shape: ObjectIdentifier, _ place: Int) -> Value? {
    guard case .object(let object) = value, ObjectIdentifier(object.shape) == shape else {
      return nil
    }
    let member = object.values[place]
    if case .array = member { return nil }
    return member
  }

  // MARK: - Wildcards

  func wildcard(_ input: Item) -> Item {
    let item = input.flags.contains(.outer) ? Item(input.elements?.first) : input
    guard item.tag == .value else { return .undefined }
    let members: [Value]
    switch item.value {
    case .object(let object): members = object.values
    case .array(let elements): members = elements
    default: return Item(sequence: [])
    }
    var result: [Value] = []
    var sequence = true
    for member in members {
      if case .array(let inner) = member {
        sequence = false
        Evaluator.flatten(inner, into: &result)
      } else {
        result.append(member)
      }
    }
    return Item(.array(result), nesting: item.nesting, flags: sequence ? .sequence : [])
  }

  private static func flatten(_ elements: [Value], into result: inout [Value]) {
    for element in elements {
      if case .array(let inner) = element {
        flatten(inner, into: &result)
      } else {
        result.append(element)
      }
    }
  }

  mutating func descendants(_ input: Item) throws(Fault) -> Item {
    guard input.tag == .value else { return .undefined }
    var result: [Value] = []
    try collect(input.value, into: &result)
    if result.count == 1 { return Item(element: result[0], nesting: input.nesting) }
    return Item(sequence: result, nesting: input.nesting)
  }

  private mutating func collect(_ value: Value, into result: inout [Value]) throws(Fault) {
    try tick()
    switch value {
    case .array(let elements):
      for element in elements { try collect(element, into: &result) }
    case .object(let object):
      result.append(value)
      for member in object.values { try collect(member, into: &result) }
    default: result.append(value)
    }
    try weigh(result.count)
  }
}
