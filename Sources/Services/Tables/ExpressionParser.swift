import JSON

/// Reads expressions of DynamoDB.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html>
struct ExpressionParser {
  static let depthLimit = 300

  private let text: [UInt8]
  private let tokens: [ExpressionToken]
  private var position = 0
  private var depth = 0
  private var placeholders: Placeholders

  private init(_ text: String, _ placeholders: Placeholders) throws(ExpressionFault) {
    self.text = Array(text.utf8)
    tokens = try ExpressionLexer.tokens(text)
    self.placeholders = placeholders
  }

  // MARK: Whole expressions

  /// Reads a condition; `kind` is `ConditionExpression`, `FilterExpression` …
  static func condition(
    _ text: String, kind: String, _ placeholders: inout Placeholders
  ) throws(ServiceError) -> Condition {
    try read(text, kind, &placeholders) { parser throws(ExpressionFault) in
      let condition = try parser.disjunction()
      try parser.end()
      return condition
    }
  }

  static func projection(
    _ text: String, _ placeholders: inout Placeholders
  ) throws(ServiceError) -> [DocumentPath] {
    try read(text, "ProjectionExpression", &placeholders) { parser throws(ExpressionFault) in
      var paths: [DocumentPath] = []
      repeat { paths.append(try parser.path()) } while parser.take(",")
      try parser.end()
      try checkOverlap(paths)
      return paths
    }
  }

  static func update(
    _ text: String, _ placeholders: inout Placeholders
  ) throws(ServiceError) -> [UpdateAction] {
    try read(text, "UpdateExpression", &placeholders) { parser throws(ExpressionFault) in
      let actions = try parser.sections()
      try checkOverlap(actions.map(\.path))
      return actions
    }
  }

  private static func read<Result>(
    _ text: String, _ kind: String, _ placeholders: inout Placeholders,
    _ body: (inout ExpressionParser) throws(ExpressionFault) -> Result
  ) throws(ServiceError) -> Result {
    guard text.utf8.contains(where: { $0 > 0x20 }) else {
      throw .validation("Invalid \(kind): The expression can not be empty;")
    }
    guard text.utf8.count <= 4096 else {
      throw .validation(
        "Invalid \(kind): Expression size has exceeded the maximum allowed size; expression size: "
          + "\(text.utf8.count)")
    }
    do throws(ExpressionFault) {
      var parser = try ExpressionParser(text, placeholders)
      let result = try body(&parser)
      placeholders = parser.placeholders
      return result
    } catch { throw .validation("Invalid \(kind): \(error.message)") }
  }

  private static func checkOverlap(_ paths: [DocumentPath]) throws(ExpressionFault) {
    for (place, path) in paths.enumerated() {
      for other in paths[..<place] {
        if path.overlaps(other) {
          throw ExpressionFault(
            message: "Two document paths overlap with each other; must remove or rewrite one of "
              + "these paths; path one: \(other.description), path two: \(path.description)")
        }
        if path.conflicts(with: other) {
          throw ExpressionFault(
            message: "Two document paths conflict with each other; must remove or rewrite one of "
              + "these paths; path one: \(other.description), path two: \(path.description)")
        }
      }
    }
  }

  // MARK: Tokens

  private var current: ExpressionToken { tokens[min(position, tokens.count - 1)] }

  private mutating func advance() -> ExpressionToken {
    defer { position += 1 }
    return current
  }

  private mutating func take(_ symbol: String) -> Bool {
    guard current.kind == .symbol, current.text == symbol else { return false }
    position += 1
    return true
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard current.kind == .name, current.text.uppercased() == word else { return false }
    position += 1
    return true
  }

  private func isWord(_ words: String...) -> Bool {
    current.kind == .name && words.contains(current.text.uppercased())
  }

  private mutating func expect(_ symbol: String) throws(ExpressionFault) {
    guard take(symbol) else { throw syntaxFault }
  }

  private mutating func end() throws(ExpressionFault) {
    guard current.kind == .end else { throw syntaxFault }
  }

  /// `Syntax error; token: "b", near: "a b c"`: the token with its neighbours.
  private var syntaxFault: ExpressionFault {
    let place = min(position, tokens.count - 1)
    let first = tokens[max(0, place - 1)].range.lowerBound
    let last = tokens[min(place + 1, tokens.count - 1)].range.upperBound
    var near = text[first..<max(first, last)]
    while let byte = near.last, byte <= 0x20 { near.removeLast() }
    return ExpressionFault(
      message: "Syntax error; token: \"\(current.text)\", near: "
        + "\"\(String(decoding: near, as: UTF8.self))\"")
  }

  // MARK: Conditions

  private mutating func disjunction() throws(ExpressionFault) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else {
      throw ExpressionFault(message: "The expression has too many levels")
    }
    var left = try conjunction()
    while takeWord("OR") { left = .or(left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(ExpressionFault) -> Condition {
    var left = try negation()
    while takeWord("AND") { left = .and(left, try negation()) }
    return left
  }

  private mutating func negation() throws(ExpressionFault) -> Condition {
    var isNegated = false
    while takeWord("NOT") { isNegated.toggle() }
    let condition = try primary()
    return isNegated ? .not(condition) : condition
  }

  private mutating func primary() throws(ExpressionFault) -> Condition {
    if take("(") {
      let condition = try disjunction()
      try expect(")")
      return condition
    }
    if current.kind == .name, tokens[min(position + 1, tokens.count - 1)].text == "(",
      current.text != "size"
    {
      return try functionCall()
    }
    return try comparison(try operand())
  }

  private static let functions: [String: Int] = [
    "attribute_exists": 1, "attribute_not_exists": 1, "attribute_type": 2, "begins_with": 2,
    "contains": 2,
  ]

  private mutating func functionCall() throws(ExpressionFault) -> Condition {
    let name = advance().text
    guard let count = Self.functions[name] else {
      let isUpdateFunction = name == "if_not_exists" || name == "list_append"
      throw ExpressionFault(
        message: isUpdateFunction
          ? "The function is not allowed in a condition expression; function: \(name)"
          : "Invalid function name; function: \(name)")
    }
    try expect("(")
    var operands: [Operand] = []
    repeat { operands.append(try operand()) } while take(",")
    try expect(")")
    guard operands.count == count else {
      throw ExpressionFault(
        message: "Incorrect number of operands for operator or function; operator or function: "
          + "\(name), number of operands: \(operands.count)")
    }
    try checkTypes(name, operands)
    return .call(name, operands)
  }

  private func checkTypes(_ name: String, _ operands: [Operand]) throws(ExpressionFault) {
    func fault(_ type: String) -> ExpressionFault {
      ExpressionFault(
        message: "Incorrect operand type for operator or function; operator or function: \(name), "
          + "operand type: \(type)")
    }
    if name.hasPrefix("attribute_") {
      guard case .path? = operands.first else {
        throw ExpressionFault(
          message: "Operator or function requires a document path; operator or function: \(name)")
      }
    }
    guard case .value(let value)? = operands.last else { return }
    switch name {
    case "begins_with":
      guard ["S", "B"].contains(Attribute.type(value)) else {
        throw fault(Attribute.type(value))
      }
    case "attribute_type":
      guard let type = value["S"]?.string else { throw fault(Attribute.type(value)) }
      guard Attribute.types.contains(type) else {
        throw ExpressionFault(
          message: "Invalid attribute type name found; type: \(type), valid types: "
            + "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}")
      }
    default: break
    }
  }

  private mutating func comparison(_ left: Operand) throws(ExpressionFault) -> Condition {
    if takeWord("BETWEEN") {
      let low = try operand()
      guard takeWord("AND") else { throw syntaxFault }
      let high = try operand()
      try checkBounds(low, high)
      return .between(left, low, high)
    }
    if takeWord("IN") {
      try expect("(")
      var choices: [Operand] = []
      repeat { choices.append(try operand()) } while take(",")
      try expect(")")
      guard choices.count <= 100 else {
        throw ExpressionFault(
          message: "The IN operator has too many operands; number of operands: \(choices.count)")
      }
      return .among(left, choices)
    }
    for symbol in ["=", "<>", "<", "<=", ">", ">="] where take(symbol) {
      return .compare(left, symbol, try operand())
    }
    throw syntaxFault
  }

  private func checkBounds(_ low: Operand, _ high: Operand) throws(ExpressionFault) {
    guard case .value(let x) = low, case .value(let y) = high else { return }
    guard Attribute.type(x) == Attribute.type(y) else {
      throw ExpressionFault(
        message: "The BETWEEN operator requires same data type for lower and upper bounds; lower "
          + "bound operand: AttributeValue: \(Self.shown(x)), upper bound operand: AttributeValue: "
          + "\(Self.shown(y))")
    }
    if let order = Attribute.order(x, y), order > 0 {
      throw ExpressionFault(
        message: "The BETWEEN operator requires upper bound to be greater than or equal to lower "
          + "bound; lower bound operand: AttributeValue: \(Self.shown(x)), upper bound operand: "
          + "AttributeValue: \(Self.shown(y))")
    }
  }

  private static func shown(_ value: Value) -> String {
    guard let (type, content) = Attribute.parts(value) else { return "{}" }
    return "{\(type):\(content.string ?? content.text)}"
  }

  private mutating func operand() throws(ExpressionFault) -> Operand {
    if current.kind == .valueReference { return .value(try placeholders.value(advance().text)) }
    if current.kind == .name, current.text == "size",
      tokens[min(position + 1, tokens.count - 1)].text == "("
    {
      position += 2
      var operands: [Operand] = []
      repeat { operands.append(try operand()) } while take(",")
      try expect(")")
      guard operands.count == 1 else {
        throw ExpressionFault(
          message: "Incorrect number of operands for operator or function; operator or function: "
            + "size, number of operands: \(operands.count)")
      }
      return .size(operands[0])
    }
    return .path(try path())
  }

  private mutating func path() throws(ExpressionFault) -> DocumentPath {
    var steps = [DocumentPath.Step.name(try pathName())]
    while true {
      if take(".") {
        steps.append(.name(try pathName()))
      } else if take("[") {
        guard current.kind == .number, let index = Int(current.text) else { throw syntaxFault }
        position += 1
        try expect("]")
        steps.append(.index(index))
      } else {
        return DocumentPath(steps: steps)
      }
    }
  }

  private mutating func pathName() throws(ExpressionFault) -> String {
    switch current.kind {
    case .nameReference: return try placeholders.name(advance().text)
    case .name:
      let name = current.text
      guard !ReservedWords.contains(name) else {
        // Words of the grammar in a wrong place are syntax errors.
        if ["AND", "OR", "NOT", "IN", "BETWEEN"].contains(name.uppercased()) { throw syntaxFault }
        throw ExpressionFault(
          message: "Attribute name is a reserved keyword; reserved keyword: \(name)")
      }
      position += 1
      return name
    default: throw syntaxFault
    }
  }

  // MARK: Updates

  private mutating func sections() throws(ExpressionFault) -> [UpdateAction] {
    var actions: [UpdateAction] = []
    var seen: Set<String> = []
    while current.kind != .end {
      guard isWord("SET", "REMOVE", "ADD", "DELETE") else { throw syntaxFault }
      let section = advance().text.uppercased()
      guard seen.insert(section).inserted else {
        throw ExpressionFault(
          message: "The \"\(section)\" section can only be used once in an update expression;")
      }
      repeat { actions.append(try action(section)) } while take(",")
    }
    return actions
  }

  private mutating func action(_ section: String) throws(ExpressionFault) -> UpdateAction {
    let path = try path()
    switch section {
    case "SET":
      try expect("=")
      return .set(path, try updateValue())
    case "REMOVE": return .remove(path)
    default:
      guard current.kind == .valueReference else { throw syntaxFault }
      let value = try placeholders.value(advance().text)
      try checkOperand(section, value)
      return section == "ADD" ? .add(path, value) : .delete(path, value)
    }
  }

  private func checkOperand(_ section: String, _ value: Value) throws(ExpressionFault) {
    let type = Attribute.type(value)
    let allowed = section == "ADD" ? ["N", "SS", "NS", "BS"] : ["SS", "NS", "BS"]
    guard !allowed.contains(type) else { return }
    let names = [
      "S": "STRING", "N": "NUMBER", "B": "BINARY", "L": "LIST", "M": "MAP", "BOOL": "BOOLEAN",
      "NULL": "NULL",
    ]
    throw ExpressionFault(
      message:
        "Incorrect operand type for operator or function; operator: \(section), operand type: "
        + "\(names[type] ?? type), typeSet: ALLOWED_FOR_\(section)_OPERAND")
  }

  private mutating func updateValue() throws(ExpressionFault) -> UpdateValue {
    let left = try updateOperand()
    if take("+") { return .plus(left, try updateOperand()) }
    if take("-") { return .minus(left, try updateOperand()) }
    return left
  }

  private mutating func updateOperand() throws(ExpressionFault) -> UpdateValue {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else {
      throw ExpressionFault(message: "The expression has too many levels")
    }
    if take("(") {
      let value = try updateValue()
      try expect(")")
      return value
    }
    guard current.kind == .name, tokens[min(position + 1, tokens.count - 1)].text == "(" else {
      return .operand(try operand())
    }
    let name = advance().text
    try expect("(")
    switch name {
    case "if_not_exists":
      guard current.kind == .name || current.kind == .nameReference else {
        throw ExpressionFault(
          message: "Operator or function requires a document path; operator or function: "
            + "if_not_exists")
      }
      let path = try path()
      try expect(",")
      let value = try updateValue()
      try expect(")")
      return .ifNotExists(path, value)
    case "list_append":
      let left = try updateValue()
      try expect(",")
      let right = try updateValue()
      try expect(")")
      for case .operand(.value(let value)) in [left, right] where Attribute.type(value) != "L" {
        throw ExpressionFault(
          message: "Incorrect operand type for operator or function; operator or function: "
            + "list_append, operand type: \(Attribute.type(value))")
      }
      return .listAppend(left, right)
    default: throw ExpressionFault(message: "Invalid function name; function: \(name)")
    }
  }
}
