import JSON

/// Turns what was read into what is meant: chains of dots become paths, predicates go to their steps,
/// and each `%` finds the step whose value it is.
struct Structure {
  private var slots: [ParentSlot] = []

  static func resolve(_ syntax: Syntax) throws(Fault) -> Syntax {
    var structure = Structure()
    let result = try structure.process(syntax)
    if result.form == .parent || !result.seeking.isEmpty {
      throw Fault("S0217", position: result.position, token: "\(result.form)")
    }
    return result
  }

  private mutating func process(_ node: Syntax?) throws(Fault) -> Syntax {
    guard let node else { throw Fault("S0207", position: 0) }
    let keep = node.flags.contains(.keepArray)
    let result = try processForm(node)
    if keep { result.flags.insert(.keepArray) }
    return result
  }

  private mutating func processForm(_ node: Syntax) throws(Fault) -> Syntax {
    switch node.form {
    case .binary: return try processBinary(node)
    case .name:
      let path = Syntax(.path, .dot, at: node.position)
      path.parts = [node]
      if node.flags.contains(.keepArray) { path.flags.insert(.keepSingleton) }
      return path
    case .parent:
      let slot = ParentSlot(label: slots.count)
      slots.append(slot)
      node.more.slot = slot
      return node
    case .string, .number, .literal, .regex, .variable, .wildcard, .descendant, .placeholder, .path,
      .sort:
      return node
    case .array, .object, .block:
      try processParts(node)
      if node.form == .block, node.parts.contains(where: beginsWithArray) {
        node.flags.insert(.wholeArray)
      }
      return node
    case .negate: return try processNegation(node)
    case .condition, .elvis, .coalesce, .apply, .bind:
      try processOperands(node)
      return node
    case .call, .partial:
      try processParts(node)
      node.left = try process(node.left)
      return node
    case .lambda:
      node.left = try process(node.left)
      return node
    case .transform:
      node.left = try process(node.left)
      node.right = try process(node.right)
      if let deletion = node.third { node.third = try process(deletion) }
      return node
    case .end: throw Fault("S0207", position: node.position, token: "(end)")
    }
  }

  private func beginsWithArray(_ part: Syntax) -> Bool {
    part.flags.contains(.wholeArray)
      || (part.form == .path && part.parts.first?.flags.contains(.wholeArray) == true)
  }

  private mutating func processParts(_ node: Syntax) throws(Fault) {
    for place in node.parts.indices {
      let part = try process(node.parts[place])
      pushAncestry(of: part, to: node)
      node.parts[place] = part
    }
  }

  private mutating func processOperands(_ node: Syntax) throws(Fault) {
    if node.form != .bind {
      let left = try process(node.left)
      node.left = left
      if node.form != .apply { pushAncestry(of: left, to: node) }
    }
    let right = try process(node.right)
    node.right = right
    if node.form == .apply {
      if node.left?.flags.contains(.keepArray) == true || right.flags.contains(.keepArray) {
        node.flags.insert(.keepArray)
      }
    } else {
      pushAncestry(of: right, to: node)
    }
    if let other = node.third {
      let third = try process(other)
      pushAncestry(of: third, to: node)
      node.third = third
    }
  }

  private mutating func processNegation(_ node: Syntax) throws(Fault) -> Syntax {
    let operand = try process(node.left)
    if operand.form == .number, operand.extra == nil {
      switch operand.value {
      case .int(let number): operand.value = .int(0 &- number)
      case .double(let number): operand.value = .double(-number)
      default: break
      }
      return operand
    }
    node.left = operand
    pushAncestry(of: operand, to: node)
    return node
  }

  // MARK: - Operators that shape paths

  private mutating func processBinary(_ node: Syntax) throws(Fault) -> Syntax {
    switch node.symbol {
    case .dot: return try processDot(node)
    case .leftBracket: return try processPredicate(node)
    case .leftBrace:
      let result = try process(node.left)
      if result.extra?.groupPosition != nil { throw Fault("S0210", position: node.position) }
      var pairs: [Syntax] = []
      for part in node.parts { pairs.append(try process(part)) }
      result.more.group = pairs
      result.more.groupPosition = node.position
      return result
    case .caret: return try processOrder(node)
    case .at: return try processFocus(node)
    case .hash: return try processIndex(node)
    default:
      try processOperands(node)
      return node
    }
  }

  private mutating func processDot(_ node: Syntax) throws(Fault) -> Syntax {
    let first = try process(node.left)
    let path: Syntax
    if first.form == .path {
      path = first
    } else {
      path = Syntax(.path, .dot, at: first.position)
      path.parts = [first]
    }
    if first.form == .parent, let slot = first.extra?.slot { path.more.seeking = [slot] }
    path.binds = path.binds || node.binds
    let known = first.form == .path ? path.parts.count : 0
    if let name = node.right, name.form == .name {
      // A name is a path of itself; the path around it is not made only to be taken apart.
      path.parts.append(name)
    } else {
      let rest = try process(node.right)
      if rest.form == .path {
        path.parts.append(contentsOf: rest.parts)
      } else {
        rest.extra?.ownPredicates = false
        path.parts.append(rest)
      }
    }
    for step in path.parts[known...] { try check(step, of: path) }
    if path.parts.first?.form == .array { path.parts.first?.flags.insert(.wholeArray) }
    if path.parts.last?.form == .array { path.parts.last?.flags.insert(.wholeArray) }
    try resolveAncestry(path)
    return path
  }

  private func check(_ step: Syntax, of path: Syntax) throws(Fault) {
    switch step.form {
    case .number, .literal: throw Fault("S0213", position: step.position, value: step.value)
    case .string: step.form = .name
    default: break
    }
    if step.flags.contains(.keepArray) { path.flags.insert(.keepSingleton) }
  }

  private mutating func processPredicate(_ node: Syntax) throws(Fault) -> Syntax {
    let result = try process(node.left)
    var step = result
    if result.form == .path, let last = result.parts.last { step = last }
    if step.extra?.groupPosition != nil { throw Fault("S0209", position: node.position) }
    let predicate = try process(node.right)
    for slot in predicate.seeking {
      if slot.level == 1 { _ = try seekParent(step, slot) } else { slot.level -= 1 }
    }
    pushAncestry(of: predicate, to: step)
    if result.form != .path { step.more.ownPredicates = true }
    step.more.stages.append(Stage(expression: predicate, position: node.position))
    return result
  }

  private mutating func processOrder(_ node: Syntax) throws(Fault) -> Syntax {
    var path = try process(node.left)
    if path.form != .path {
      let whole = Syntax(.path, .dot, at: path.position)
      whole.parts = [path]
      path = whole
    }
    let sort = Syntax(.sort, .caret, at: node.position)
    for term in node.parts {
      let descending = term.flags.remove(.descending) != nil
      let expression = try process(term)
      if descending { expression.flags.insert(.descending) }
      pushAncestry(of: expression, to: sort)
      sort.parts.append(expression)
    }
    path.parts.append(sort)
    try resolveAncestry(path)
    return path
  }

  private mutating func processFocus(_ node: Syntax) throws(Fault) -> Syntax {
    let result = try process(node.left)
    var step = result
    if result.form == .path, let last = result.parts.last { step = last }
    if step.extra?.stages.isEmpty == false { throw Fault("S0215", position: node.position) }
    if step.form == .sort { throw Fault("S0216", position: node.position) }
    if node.flags.contains(.keepArray) { step.flags.insert(.keepArray) }
    step.more.focus = node.right?.text
    step.flags.insert(.tuple)
    return result
  }

  private mutating func processIndex(_ node: Syntax) throws(Fault) -> Syntax {
    var result = try process(node.left)
    let step: Syntax
    if result.form == .path, let last = result.parts.last {
      step = last
    } else {
      step = result
      step.extra?.ownPredicates = false
      result = Syntax(.path, .dot, at: step.position)
      result.parts = [step]
    }
    if step.extra?.stages.isEmpty == false {
      step.more.stages.append(Stage(index: node.right?.text, position: node.position))
    } else {
      step.more.index = node.right?.text
    }
    step.flags.insert(.tuple)
    return result
  }

  // MARK: - The steps that `%` stands for

  private func pushAncestry(of value: Syntax, to result: Syntax) {
    var found = value.seeking
    if value.form == .parent, let slot = value.extra?.slot { found.append(slot) }
    if !found.isEmpty { result.more.seeking.append(contentsOf: found) }
  }

  private func resolveAncestry(_ path: Syntax) throws(Fault) {
    guard let last = path.parts.last else { return }
    var found = last.seeking
    if last.form == .parent, let slot = last.extra?.slot { found.append(slot) }
    for sought in found {
      var slot = sought
      var place = path.parts.count - 2
      while slot.level > 0 {
        if place < 0 {
          path.more.seeking.append(slot)
          break
        }
        var step = path.parts[place]
        place -= 1
        // Steps in a row that bind their value leave the context where it was.
        while place >= 0, step.extra?.focus != nil, path.parts[place].extra?.focus != nil {
          step = path.parts[place]
          place -= 1
        }
        slot = try seekParent(step, slot)
      }
    }
  }

  private func seekParent(_ node: Syntax, _ slot: ParentSlot) throws(Fault) -> ParentSlot {
    switch node.form {
    case .name, .wildcard:
      slot.level -= 1
      if slot.level == 0 {
        if let present = node.extra?.ancestor { slot.label = present.label }
        node.more.ancestor = slot
        node.flags.insert(.tuple)
      }
      return slot
    case .parent:
      slot.level += 1
      return slot
    case .block:
      guard let last = node.parts.last else { return slot }
      node.flags.insert(.tuple)
      return try seekParent(last, slot)
    case .path:
      node.flags.insert(.tuple)
      var slot = slot
      var place = node.parts.count - 1
      guard place >= 0 else { return slot }
      slot = try seekParent(node.parts[place], slot)
      place -= 1
      while slot.level > 0, place >= 0 {
        slot = try seekParent(node.parts[place], slot)
        place -= 1
      }
      return slot
    default: throw Fault("S0217", position: node.position, token: "\(node.form)")
    }
  }
}
