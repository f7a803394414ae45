import JSON
import JSONata

private let conditionFields: Set<String> = ["Condition", "Next", "Comment", "Assign", "Output"]
private let ruleFields: Set<String> = ["Next", "Comment", "Assign"]
private let partFields: Set<String> = ["Comment"]

/// Choice states and their rules.
extension Reader {
  mutating func choice(_ fields: Object, at site: Site) -> ChoiceState {
    let otherwise = string("Default", in: fields, at: site.location).map { target($0) }
    guard checkRequired(["Choices"], in: fields, at: site.location), let value = fields["Choices"]
    else { return ChoiceState(rules: [], otherwise: otherwise) }
    guard case .array(let elements) = value else {
      fault("Expected value of type [ARRAY]", at: site.at("Choices"))
      return ChoiceState(rules: [], otherwise: otherwise)
    }
    if elements.isEmpty { fault("Value cannot be empty", at: site.at("Choices")) }
    var rules: [ChoiceRule] = []
    for (index, element) in elements.enumerated() {
      let field = "Choices[\(index)]"
      guard case .object(let object) = element else {
        fault("Expected value of type [OBJECT]", at: site.at(field))
        continue
      }
      rules.append(rule(object, field: field, at: site))
    }
    return ChoiceState(rules: rules, otherwise: otherwise)
  }

  private mutating func rule(_ object: Object, field: String, at site: Site) -> ChoiceRule {
    checkRequired(["Next"], in: object, at: site.at(field))
    let next = string("Next", in: object, at: site.at(field))
    let condition: Condition
    switch site.language {
    case .jsonPath: condition = test(object, field: field, at: site, isTop: true)
    case .jsonata: condition = self.condition(object, field: field, at: site)
    }
    return ChoiceRule(
      condition: condition, next: target(next ?? ""),
      assign: assign(in: object, at: site, field: "\(field)/"),
      output: site.language == .jsonata
        ? template("Output", in: object, at: site, field: "\(field)/") : nil,
      comment: object["Comment"]?.string, summary: condition.summary)
  }

  private mutating func condition(_ object: Object, field: String, at site: Site) -> Condition {
    checkAllowed(conditionFields, in: object, at: site.at(field), language: .jsonata)
    guard checkRequired(["Condition"], in: object, at: site.at(field)),
      let value = object["Condition"]
    else { return .constant(false) }
    let place = "\(field)/Condition"
    if let flag = value.bool { return .constant(flag) }
    guard let text = value.string else {
      fault("Expected value of type [STRING]", at: site.at(place))
      return .constant(false)
    }
    return expression(text, field: place, at: site, required: true).map {
      .expression($0, field: place)
    } ?? .constant(false)
  }

  /// A JSONPath rule, or a part of one.
  private mutating func test(_ object: Object, field: String, at site: Site, isTop: Bool)
    -> Condition
  {
    let own = isTop ? ruleFields : partFields
    var operators: [(String, Value)] = []
    let faults = diagnostics.count
    for (name, value) in object where name != "Variable" && !own.contains(name) {
      if name == "And" || name == "Or" || name == "Not" || comparisonOperators[name] != nil {
        operators.append((name, value))
      } else {
        checkAllowed([], in: [name: value], at: site.at(field), language: .jsonPath)
      }
    }
    guard let (name, value) = operators.first else {
      if diagnostics.count == faults {
        fault("A Choice rule must have one comparison operator", at: site.at(field))
      }
      return .constant(false)
    }
    if operators.count > 1 {
      let names = operators.map(\.0).joined(separator: ", ")
      fault("Only one of these fields can be set: [\(names)]", at: site.at(field))
    }
    let place = "\(field)/\(name)"
    switch name {
    case "And": return .and(tests(value, field: place, at: site))
    case "Or": return .or(tests(value, field: place, at: site))
    case "Not":
      guard case .object(let inner) = value else {
        fault("Expected value of type [OBJECT]", at: site.at(place))
        return .constant(false)
      }
      return .not(test(inner, field: place, at: site, isTop: false))
    default: return comparison(object, name, value, field: field, at: site)
    }
  }

  private mutating func tests(_ value: Value, field: String, at site: Site) -> [Condition] {
    guard case .array(let elements) = value else {
      fault("Expected value of type [ARRAY]", at: site.at(field))
      return []
    }
    if elements.isEmpty { fault("Value cannot be empty", at: site.at(field)) }
    var parts: [Condition] = []
    for (index, element) in elements.enumerated() {
      let place = "\(field)[\(index)]"
      if case .object(let object) = element {
        parts.append(test(object, field: place, at: site, isTop: false))
      } else {
        fault("Expected value of type [OBJECT]", at: site.at(place))
      }
    }
    return parts
  }

  private mutating func comparison(
    _ object: Object, _ name: String, _ value: Value, field: String, at site: Site
  ) -> Condition {
    checkRequired(["Variable"], in: object, at: site.at(field))
    guard let entry = comparisonOperators[name] else { return .constant(false) }
    let place = site.at("\(field)/\(name)")
    let variable = object["Variable"].flatMap {
      dataPath($0, at: site.at("\(field)/Variable"), reference: true)
    }
    let operand: Comparison.Operand?
    if entry.isPath {
      operand = dataPath(value, at: place, reference: true).map { .path($0) }
    } else {
      checkOperand(value, of: entry.operator, at: place)
      operand = .literal(value)
    }
    guard let variable, let operand else { return .constant(false) }
    return .comparison(
      Comparison(variable: variable, operator: entry.operator, operand: operand))
  }

  private mutating func checkOperand(
    _ value: Value, of operator: Comparison.Operator, at place: String
  ) {
    switch (`operator`, value) {
    case (.string, .string), (.stringMatches, .string): break
    case (.string, _), (.stringMatches, _): fault("Expected value of type [STRING]", at: place)
    case (.numeric, .int), (.numeric, .double): break
    case (.numeric, _): fault("Expected value of type [NUMBER]", at: place)
    case (.timestamp, .string(let text)):
      if Timestamp(text) == nil, !isPlaceholder(text) {
        fault("String does not match RFC3339 timestamp", at: place)
      }
    case (.timestamp, _): fault("Expected value of type [STRING]", at: place)
    case (_, .bool): break
    default: fault("Expected value of type [BOOLEAN]", at: place)
    }
  }
}

/// The names of the comparison operators; those that end in `Path` take their operand from a path.
let comparisonOperators: [String: (operator: Comparison.Operator, isPath: Bool)] = {
  var table: [String: (operator: Comparison.Operator, isPath: Bool)] = [
    "StringMatches": (.stringMatches, false), "IsNull": (.isNull, false),
    "IsPresent": (.isPresent, false), "IsNumeric": (.isNumeric, false),
    "IsString": (.isString, false), "IsBoolean": (.isBoolean, false),
    "IsTimestamp": (.isTimestamp, false), "BooleanEquals": (.booleanEquals, false),
    "BooleanEqualsPath": (.booleanEquals, true),
  ]
  let relations: [Comparison.Relation] = [
    .equals, .lessThan, .greaterThan, .lessThanEquals, .greaterThanEquals,
  ]
  for relation in relations {
    let name = relation.rawValue
    table["String\(name)"] = (.string(relation), false)
    table["Numeric\(name)"] = (.numeric(relation), false)
    table["Timestamp\(name)"] = (.timestamp(relation), false)
    table["String\(name)Path"] = (.string(relation), true)
    table["Numeric\(name)Path"] = (.numeric(relation), true)
    table["Timestamp\(name)Path"] = (.timestamp(relation), true)
  }
  return table
}()

// MARK: Summaries

extension Condition {
  /// The condition in few words: `$.total > 100`, `$.a is present and not $.b = "x"`.
  var summary: String { words(inside: false) }

  private func words(inside: Bool) -> String {
    switch self {
    case .and(let parts): join(parts, " and ", inside)
    case .or(let parts): join(parts, " or ", inside)
    case .not(let part): "not " + part.words(inside: true)
    case .comparison(let comparison): comparison.summary
    case .expression(let expression, _):
      expression.source.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    case .constant(let flag): flag ? "true" : "false"
    }
  }

  private func join(_ parts: [Condition], _ word: String, _ inside: Bool) -> String {
    let text = parts.map { $0.words(inside: true) }.joined(separator: word)
    return inside && parts.count > 1 ? "(\(text))" : text
  }
}

extension Comparison {
  /// The comparison as one would say it.
  var summary: String {
    switch `operator` {
    case .string(let relation), .numeric(let relation), .timestamp(let relation):
      "\(variable.text) \(relation.sign) \(operandText)"
    case .booleanEquals: "\(variable.text) = \(operandText)"
    case .stringMatches: "\(variable.text) matches \(operandText)"
    case .isNull: test("null")
    case .isPresent: test("present")
    case .isNumeric: test("a number")
    case .isString: test("a string")
    case .isBoolean: test("a boolean")
    case .isTimestamp: test("a timestamp")
    }
  }

  private func test(_ word: String) -> String {
    if case .literal(.bool(false)) = operand { return "\(variable.text) is not \(word)" }
    return "\(variable.text) is \(word)"
  }

  private var operandText: String {
    switch operand {
    case .literal(let value): value.text
    case .path(let path): path.text
    }
  }
}

extension Comparison.Relation {
  /// The sign of mathematics: `=`, `<`, `≥`.
  var sign: String {
    switch self {
    case .equals: "="
    case .lessThan: "<"
    case .greaterThan: ">"
    case .lessThanEquals: "≤"
    case .greaterThanEquals: "≥"
    }
  }
}
