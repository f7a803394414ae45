import JSON

/// Turns what was read into what is meant: chains of dots become paths, predicates go to their steps,
/// and each `%` finds the step whose value it is.
struct Structure {
  private let tree: Tree
  private var labels = 0

  static func resolve(_ syntax: Syntax, of tree: Tree) throws(Fault) -> Syntax {
    var structure = Structure(tree: tree)
    let result = try structure.process(syntax)
    if !result.sought.isEmpty {
      throw Fault("S0217", position: result.position, token: result.form.name)
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
      let path = path(of: node)
      if node.flags.contains(.keepArray) { path.flags.insert(.keepSingleton) }
      return path
    case .parent:
      tree.more(node).slot = tree.make(Slot(label: labels))
      labels += 1
      return node
    case .string, .number, .literal, .regex, .variable, .wildcard, .descendant, .placeholder, .path,
      .sort, .stage:
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

  /// A path with `step` as its only step.
  private func path(of step: Syntax) -> Syntax {
    let path = tree.node(.path, .dot, at: step.position)
    path.parts.append(step)
    return path
  }

  private func beginsWithArray(_ part: Syntax) -> Bool {
    part.flags.contains(.wholeArray)
      || (part.form == .path && part.parts.first?.flags.contains(.wholeArray) == true)
  }

  private mutating func processParts(_ node: Syntax) throws(Fault) {
    let parts = node.parts
    node.parts = Parts()
    for read in parts {
      let part = try process(read)
      pushAncestry(of: part, to: node)
      node.parts.append(part)
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
      operand.number = operand.number.negated
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
      var pairs = Parts()
      for part in node.parts { pairs.append(try process(part)) }
      let extra = tree.more(result)
      extra.group = pairs
      extra.groupPosition = node.position
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
      path = self.path(of: first)
    }
    if first.form == .parent, let slot = first.extra?.slot { tree.seek(slot, from: path) }
    path.binds = path.binds || node.binds
    // The steps of a path that was there are checked.
    var unchecked = first.form == .path ? nil : path.parts.first
    let last = path.parts.last
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
    if unchecked == nil { unchecked = last?.following }
    while let step = unchecked {
      try check(step, of: path)
      unchecked = step.following
    }
    if path.parts.first?.form == .array { path.parts.first?.flags.insert(.wholeArray) }
    if path.parts.last?.form == .array { path.parts.last?.flags.insert(.wholeArray) }
    try resolveAncestry(path)
    return path
  }

  private func check(_ step: Syntax, of path: Syntax) throws(Fault) {
    switch step.form {
    case .number, .literal: throw Fault("S0213", position: step.position, value: step.value)
    case .string:
      step.form = .name
      step.name = tree.names.intern(step.text)
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
    if let seeking = predicate.extra?.seeking {
      for slot in seeking {
        if slot.level == 1 { _ = try seekParent(step, slot) } else { slot.level -= 1 }
      }
    }
    pushAncestry(of: predicate, to: step)
    if result.form != .path { tree.more(step).ownPredicates = true }
    let stage = tree.node(.stage, .leftBracket, at: node.position)
    stage.left = predicate
    tree.more(step).stages.append(stage)
    return result
  }

  private mutating func processOrder(_ node: Syntax) throws(Fault) -> Syntax {
    var path = try process(node.left)
    if path.form != .path { path = self.path(of: path) }
    let sort = tree.node(.sort, .caret, at: node.position)
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
    tree.more(step).focus = node.right?.name ?? -1
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
      result = path(of: step)
    }
    if step.extra?.stages.isEmpty == false {
      let stage = tree.node(.stage, .hash, at: node.position)
      stage.name = node.right?.name ?? -1
      tree.more(step).stages.append(stage)
    } else {
      tree.more(step).index = node.right?.name ?? -1
    }
    step.flags.insert(.tuple)
    return result
  }

  // MARK: - The steps that `%` stands for

  private func pushAncestry(of value: Syntax, to result: Syntax) {
    if value.extra == nil { return }
    for slot in value.sought { tree.seek(slot, from: result) }
  }

  private func resolveAncestry(_ path: Syntax) throws(Fault) {
    guard let last = path.parts.last, last.extra != nil else { return }
    let found = last.sought
    if found.isEmpty { return }
    let steps = Array(path.parts)
    func bindsValue(_ step: Syntax) -> Bool { step.extra.map { $0.focus >= 0 } ?? false }
    for sought in found {
      var slot = sought
      var place = steps.count - 2
      while slot.level > 0 {
        if place < 0 {
          tree.seek(slot, from: path)
          break
        }
        var step = steps[place]
        place -= 1
        // Steps in a row that bind their value leave the context where it was.
        while place >= 0, bindsValue(step), bindsValue(steps[place]) {
          step = steps[place]
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
        tree.more(node).ancestor = slot
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
      var steps = Array(node.parts)
      if let last = steps.popLast() { slot = try seekParent(last, slot) }
      while slot.level > 0, let step = steps.popLast() { slot = try seekParent(step, slot) }
      return slot
    default: throw Fault("S0217", position: node.position, token: node.form.name)
    }
  }
}
