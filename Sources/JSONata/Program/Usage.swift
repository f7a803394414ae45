/// A set of a few names, searched one by one: that is quicker than hashing them.
struct NameSet {
  private var names: [NameID] = []

  func contains(_ name: NameID) -> Bool { names.contains(name) }

  mutating func insert(_ name: NameID) {
    if !contains(name) { names.append(name) }
  }

  mutating func remove(_ name: NameID) { names.removeAll { $0 == name } }

  mutating func formUnion(_ other: NameSet) {
    for name in other.names { insert(name) }
  }
}

/// What an expression assigns, and which variables its functions take from outside.
struct Usage {
  /// Builtins whose name is taken by a variable or parameter.
  private var hidden: [Builtin] = []
  /// How many functions are written, less those that a builtin is given in place.
  var functions = 0

  func isHidden(_ builtin: Builtin) -> Bool { hidden.contains(builtin) }

  /// A variable or parameter occurs.
  mutating func assign(_ variable: Syntax, dialect: Dialect) {
    guard let builtin = Builtin.named(variable.text, dialect), !builtin.loopArities.isEmpty else {
      return
    }
    hidden.append(builtin)
    // A builtin that is hidden is given functions like any other.
    functions += 1
  }

  private static func forEachChild(_ node: Syntax, _ body: (Syntax) -> Void) {
    if let left = node.left { body(left) }
    if let right = node.right { body(right) }
    if let third = node.third { body(third) }
    for part in node.parts { body(part) }
    guard let extra = node.extra else { return }
    for stage in extra.stages {
      if let expression = stage.left { body(expression) }
    }
    for part in extra.group { body(part) }
  }

  /// The builtin that `node` calls with a function written in place, if it is such a call.
  static func loop(_ node: Syntax, dialect: Dialect) -> Builtin? {
    guard node.form == .call, let target = node.left, target.form == .variable,
      target.extra == nil, (2...3).contains(node.parts.count),
      let lambda = node.parts.first?.following, lambda.form == .lambda, lambda.extra == nil,
      lambda.flags.isEmpty, let builtin = Builtin.named(target.text, dialect),
      builtin.loopArities.contains(lambda.parts.count),
      node.parts.count == 2 || builtin == .reduce
    else { return nil }
    return builtin
  }

  /// Names that functions inside `function` use and do not take as parameters.
  func captured(in function: Syntax) -> NameSet {
    guard functions > 0 else { return NameSet() }
    var result = NameSet()
    collect(function, isRoot: true, &result)
    return result
  }

  private func collect(_ node: Syntax, isRoot: Bool, _ result: inout NameSet) {
    if !isRoot, node.form == .lambda || node.form == .transform {
      result.formUnion(free(node))
      return
    }
    if let builtin = node.loop, !isHidden(builtin) {
      for (place, part) in node.parts.enumerated() {
        collect(part, isRoot: place == 1, &result)
      }
      return
    }
    Usage.forEachChild(node) { collect($0, isRoot: false, &result) }
  }

  /// The names that occur in a function, less its parameters.
  private func free(_ function: Syntax) -> NameSet {
    var names = NameSet()
    mention(function, &names)
    if function.form == .lambda {
      for parameter in function.parts { names.remove(parameter.name) }
    }
    return names
  }

  private func mention(_ node: Syntax, _ names: inout NameSet) {
    switch node.form {
    case .variable, .transform: names.insert(node.name)
    case .parent: if let slot = node.extra?.slot { names.insert(Names.parent(slot.label)) }
    case .lambda:
      var inner = NameSet()
      if let body = node.left { mention(body, &inner) }
      for parameter in node.parts { inner.remove(parameter.name) }
      names.formUnion(inner)
      return
    default: break
    }
    if node.form == .call || node.form == .partial, let target = node.left, target.form == .path,
      let first = target.parts.first
    {
      names.insert(first.name)
    }
    Usage.forEachChild(node) { mention($0, &names) }
  }
}
