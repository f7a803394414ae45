public import JSON
public import JSONata

/// The fields of a Choice state.
public struct ChoiceState: Sendable {
  /// `Choices`, tried in order.
  public var rules: [ChoiceRule]
  /// `Default`
  public var otherwise: Target?

  public init(rules: [ChoiceRule], otherwise: Target?) {
    self.rules = rules
    self.otherwise = otherwise
  }
}

/// One rule of a Choice state.
public struct ChoiceRule: Sendable {
  public var condition: Condition
  public var next: Target
  /// The rule's own `Assign`, which replaces the state's.
  public var assign: Template?
  /// The rule's own `Output`, which replaces the state's.
  public var output: Template?
  public var comment: String?
  /// The condition in few words, for the graph: `$.total > 100`.
  public var summary: String

  public init(
    condition: Condition, next: Target, assign: Template?, output: Template?, comment: String?,
    summary: String
  ) {
    self.condition = condition
    self.next = next
    self.assign = assign
    self.output = output
    self.comment = comment
    self.summary = summary
  }
}

/// What a rule asks.
public indirect enum Condition: Sendable {
  case and([Condition])
  case or([Condition])
  case not(Condition)
  case comparison(Comparison)
  /// `"Condition": "{% … %}"`
  case expression(Expression, field: String)
  /// `"Condition": true`
  case constant(Bool)
}

/// `Variable` with an operator and its operand.
public struct Comparison: Sendable {
  public enum Relation: String, Sendable {
    case equals = "Equals"
    case lessThan = "LessThan"
    case greaterThan = "GreaterThan"
    case lessThanEquals = "LessThanEquals"
    case greaterThanEquals = "GreaterThanEquals"
  }

  public enum Operator: Sendable, Hashable {
    case string(Relation)
    case numeric(Relation)
    case timestamp(Relation)
    case booleanEquals
    case stringMatches
    case isNull
    case isPresent
    case isNumeric
    case isString
    case isBoolean
    case isTimestamp
  }

  public enum Operand: Sendable {
    case literal(Value)
    /// The `…Path` twin of the operator.
    case path(DataPath)
  }

  public var variable: DataPath
  public var `operator`: Operator
  public var operand: Operand

  public init(variable: DataPath, operator: Operator, operand: Operand) {
    self.variable = variable
    self.operator = `operator`
    self.operand = operand
  }
}
