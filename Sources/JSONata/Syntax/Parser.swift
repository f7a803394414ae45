import JSON

/// Reads an expression by the binding powers of its operators (Pratt's method).
struct Parser {
  private var lexer: Lexer
  private let tree: Tree
  private var symbol = Symbol.end
  private var position = 0
  private let room = StackRoom()
  private var usage = Usage()

  /// The highest tree that is made.
  static let heightLimit = 2000

  /// Reads the expression of `tree`; `usage` is told what it assigns and whether it has functions.
  static func parse(_ tree: Tree, dialect: Dialect, _ usage: inout Usage) throws(Fault) -> Syntax {
    var parser = Parser(lexer: Lexer(tree, dialect: dialect))
    try parser.advance()
    let expression = try parser.expression(0)
    guard parser.symbol == .end else {
      throw parser.unexpected("S0201")
    }
    usage = parser.usage
    return try Structure.resolve(expression, of: tree)
  }

  private init(lexer: Lexer) {
    self.lexer = lexer
    tree = lexer.tree
  }

  private var tokenText: String {
    switch symbol {
    case .name, .variable, .string, .regex: lexer.text.string
    case .number: lexer.number.value.text
    case .true: "true"
    case .false: "false"
    case .null: "null"
    default: symbol.text
    }
  }

  private mutating func advance(infix: Bool = false) throws(Fault) {
    symbol = try lexer.next(infix: infix)
    position = lexer.position
    if symbol == .bang || symbol == .tilde {
      throw Fault("S0204", position: position, token: symbol.text)
    }
  }

  /// The failure about the token that is next.
  private func unexpected(_ code: String, instead expected: Value? = nil) -> Fault {
    let fault = Fault(code, position: position, token: tokenText, value: expected)
    switch symbol {
    case .number, .true, .false, .null: fault.isLiteral = true
    default: break
    }
    return fault
  }

  private mutating func expect(_ expected: Symbol, infix: Bool = false) throws(Fault) {
    guard symbol == expected else {
      throw unexpected(symbol == .end ? "S0203" : "S0202", instead: .string(expected.text))
    }
    try advance(infix: infix)
  }

  /// An expression whose operators bind tighter than `power`.
  private mutating func expression(_ power: Int) throws(Fault) -> Syntax {
    if room.isExhausted { throw tooDeep() }
    var left = try prefix()
    try measure(left)
    while power < symbol.power {
      left = try infix(left)
      try measure(left)
    }
    return left
  }

  private func tooDeep() -> Fault {
    Fault("U1001", position: position, message: "The expression is nested too deeply")
  }

  /// Keeps trees low enough to be walked on this thread's stack.
  private func measure(_ node: Syntax) throws(Fault) {
    var height = max(node.left?.height ?? 0, node.right?.height ?? 0, node.third?.height ?? 0)
    var binds =
      node.form == .bind || node.left?.binds == true || node.right?.binds == true
      || node.third?.binds == true
    for part in node.parts {
      height = max(height, part.height)
      binds = binds || part.binds
    }
    node.binds = binds && node.form != .block && node.form != .lambda
    node.height = height + 1
    if node.height > 24 {
      guard node.height <= Parser.heightLimit, room.holds(height: Int(node.height)) else {
        throw tooDeep()
      }
    }
  }

  // MARK: - What can begin an expression

  private mutating func prefix() throws(Fault) -> Syntax {
    let token = symbol
    let node = tree.node(.end, token, at: position)
    take(token, to: node)
    try advance(infix: true)
    switch token {
    case .end, .name, .and, .or, .in, .variable, .string, .number, .true, .false, .null, .regex:
      break
    case .star: node.form = .wildcard
    case .starStar: node.form = .descendant
    case .percent: node.form = .parent
    case .minus:
      node.form = .negate
      try restart(after: node)
      node.left = try expression(70)
    case .leftParen: try block(node)
    case .leftBracket: try array(node)
    case .leftBrace: try object(node)
    case .bar: try transform(node)
    default: throw Fault("S0211", position: node.position, token: token.text)
    }
    return node
  }

  /// What the lexer knows of an operand.
  private func take(_ token: Symbol, to node: Syntax) {
    node.text = lexer.text
    switch token {
    case .name, .variable:
      node.form = token == .name ? .name : .variable
      node.name = lexer.name
    case .and, .or, .in:
      node.form = .name
      node.name = tree.names.intern(lexer.text)
    case .string: node.form = .string
    case .number:
      node.form = .number
      node.number = lexer.number
    case .true, .false, .null: node.form = .literal
    case .regex:
      node.form = .regex
      tree.more(node).regexFlags = lexer.flags
    default: break
    }
  }

  /// Reads the token behind `node` again, now where an operand may stand.
  ///
  /// The token after a prefix is first read as if an operand had ended, which only tells for `/`.
  private mutating func restart(after node: Syntax) throws(Fault) {
    guard symbol == .slash else { return }
    lexer.position = node.position
    try advance()
  }

  private mutating func block(_ node: Syntax) throws(Fault) {
    node.form = .block
    try restart(after: node)
    while symbol != .rightParen {
      node.parts.append(try expression(0))
      if symbol != .semicolon { break }
      try advance()
    }
    try expect(.rightParen, infix: true)
  }

  private mutating func array(_ node: Syntax) throws(Fault) {
    node.form = .array
    try restart(after: node)
    if symbol != .rightBracket {
      while true {
        var item = try expression(0)
        if symbol == .range {
          let range = tree.node(.binary, .range, at: position)
          try advance()
          range.left = item
          range.right = try expression(0)
          item = range
        }
        node.parts.append(item)
        if symbol != .comma { break }
        try advance()
      }
    }
    try expect(.rightBracket, infix: true)
  }

  private mutating func object(_ node: Syntax) throws(Fault) {
    node.form = .object
    try restart(after: node)
    node.parts = try pairs()
  }

  private mutating func pairs() throws(Fault) -> Parts {
    var parts = Parts()
    if symbol != .rightBrace {
      while true {
        parts.append(try expression(0))
        try expect(.colon)
        parts.append(try expression(0))
        if symbol != .comma { break }
        try advance()
      }
    }
    try expect(.rightBrace, infix: true)
    return parts
  }

  private mutating func transform(_ node: Syntax) throws(Fault) {
    node.form = .transform
    // The function that makes the copy; a variable of that name takes its place.
    node.name = tree.names.intern(tree.text(Array("clone".utf8)))
    usage.functions += 1
    try restart(after: node)
    node.left = try expression(0)
    try expect(.bar)
    node.right = try expression(0)
    if symbol == .comma {
      try advance()
      node.third = try expression(0)
    }
    try expect(.bar, infix: true)
  }

  // MARK: - What can follow an expression

  private mutating func infix(_ left: Syntax) throws(Fault) -> Syntax {
    let node = tree.node(.binary, symbol, at: position)
    let power = symbol.power
    node.left = left
    switch symbol {
    case .leftParen: return try call(node, left)
    case .leftBracket: return try filter(node, left)
    case .leftBrace:
      try advance()
      node.parts = try pairs()
      return node
    case .caret: return try order(node)
    case .assign:
      guard left.form == .variable else {
        throw Fault("S0212", position: left.position, token: spelling(left))
      }
      node.form = .bind
      usage.assign(left, dialect: lexer.dialect)
      try advance()
      node.right = try expression(power - 1)
      return node
    case .at, .hash:
      try advance()
      let variable = try expression(power)
      guard variable.form == .variable else {
        throw Fault("S0214", position: variable.position, token: node.symbol.text)
      }
      node.right = variable
      return node
    case .question:
      node.form = .condition
      try advance()
      node.right = try expression(0)
      if symbol == .colon {
        try advance()
        node.third = try expression(0)
      }
      return node
    case .elvis, .coalesce:
      node.form = symbol == .elvis ? .elvis : .coalesce
      try advance()
      node.right = try expression(0)
      return node
    default:
      if symbol == .chain { node.form = .apply }
      try advance()
      node.right = try expression(power)
      return node
    }
  }

  private func spelling(_ node: Syntax) -> String {
    switch node.form {
    case .number, .literal: node.value.text
    case .name, .string, .variable: node.text.string
    default: node.symbol.text
    }
  }

  private mutating func filter(_ node: Syntax, _ left: Syntax) throws(Fault) -> Syntax {
    try advance()
    if symbol == .rightBracket {
      var step = left
      while step.form == .binary, step.symbol == .leftBracket, let inner = step.left {
        step = inner
      }
      step.flags.insert(.keepArray)
      try expect(.rightBracket, infix: true)
      return left
    }
    node.right = try expression(0)
    try expect(.rightBracket, infix: true)
    return node
  }

  private mutating func order(_ node: Syntax) throws(Fault) -> Syntax {
    try advance()
    try expect(.leftParen)
    while true {
      var descending = false
      if symbol == .less || symbol == .greater {
        descending = symbol == .greater
        try advance()
      }
      let term = try expression(0)
      if descending { term.flags.insert(.descending) }
      node.parts.append(term)
      if symbol != .comma { break }
      try advance()
    }
    try expect(.rightParen, infix: true)
    return node
  }

  private mutating func call(_ node: Syntax, _ procedure: Syntax) throws(Fault) -> Syntax {
    node.form = .call
    try advance()
    if symbol != .rightParen {
      while true {
        if symbol == .question {
          node.form = .partial
          node.parts.append(tree.node(.placeholder, .question, at: position))
          try advance()
        } else {
          node.parts.append(try expression(0))
        }
        if symbol != .comma { break }
        try advance()
      }
    }
    try expect(.rightParen, infix: true)
    if procedure.form == .name, procedure.symbol == .name,
      procedure.text == "function" || procedure.text == "λ"
    {
      return try lambda(node)
    }
    node.loop = Usage.loop(node, dialect: lexer.dialect)
    if node.loop != nil { usage.functions -= 1 }
    return node
  }

  private mutating func lambda(_ node: Syntax) throws(Fault) -> Syntax {
    for (index, parameter) in node.parts.enumerated() where parameter.form != .variable {
      throw Fault(
        "S0208", position: parameter.position, token: spelling(parameter), value: .int(index + 1))
    }
    node.form = .lambda
    usage.functions += 1
    for parameter in node.parts { usage.assign(parameter, dialect: lexer.dialect) }
    node.left = nil
    if symbol == .less {
      tree.signatures.append(try signature())
      tree.more(node).signature = tree.signatures.count - 1
    }
    try expect(.leftBrace)
    node.left = try expression(0)
    try expect(.rightBrace, infix: true)
    return node
  }

  /// `<s-n:s>`: read token by token, because it is no expression.
  private mutating func signature() throws(Fault) -> Signature {
    let place = position
    var nesting = 1
    var definition = "<"
    while nesting > 0, symbol != .leftBrace, symbol != .end {
      try advance()
      if symbol == .greater { nesting -= 1 }
      if symbol == .less { nesting += 1 }
      if symbol != .end { definition += tokenText }
    }
    try expect(.greater)
    do throws(Fault) {
      return try Signature(definition)
    } catch {
      error.position += place
      throw error
    }
  }
}
