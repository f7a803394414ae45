import JSON
import JSONata

/// Something in a state that is evaluated.
enum Part {
  case path(DataPath)
  case intrinsic(Intrinsic)
  case expression(Expression)

  /// The variables that it reads, without `$`.
  var variables: [String] {
    switch self {
    case .path(let path): path.variable.map { [$0] } ?? []
    case .intrinsic(let intrinsic): intrinsic.variables
    case .expression(let expression): expression.variables.filter { $0 != "states" }
    }
  }
}

extension DataPath {
  /// The variable that the path starts at.
  var variable: String? {
    if case .variable(let name) = root { name } else { nil }
  }
}

extension Intrinsic {
  /// The paths among the arguments, those of inner calls included.
  var paths: [DataPath] {
    arguments.flatMap { argument -> [DataPath] in
      switch argument {
      case .constant: []
      case .path(let path): [path]
      case .call(let call): call.paths
      }
    }
  }

  var variables: [String] { paths.compactMap(\.variable) }
}

extension State {
  /// Calls `visit` for everything that the state itself evaluates, with its place relative to the
  /// state: `Parameters/x.$`, `Choices[0]/Variable`. What is inside a branch or processor is not
  /// the state's.
  func visitParts(_ visit: (Part, String) -> Void) {
    inputPath.visit("InputPath", visit)
    arguments?.visit(queryLanguage == .jsonPath ? "Parameters" : "Arguments", visit)
    type.visit(visit)
    resultSelector?.visit("ResultSelector", visit)
    output?.visit("Output", visit)
    assign?.visit("Assign", visit)
    for (index, catcher) in catchers.enumerated() {
      catcher.output?.visit("Catch[\(index)]/Output", visit)
      catcher.assign?.visit("Catch[\(index)]/Assign", visit)
    }
    outputPath.visit("OutputPath", visit)
  }
}

extension PathField {
  fileprivate func visit(_ field: String, _ visit: (Part, String) -> Void) {
    if case .path(let path) = self { visit(.path(path), field) }
  }
}

extension NumberField {
  /// `field` is the name without `Path`, with its place: `ItemBatcher/MaxItemsPerBatch`.
  fileprivate func visit(_ field: String, _ visit: (Part, String) -> Void) {
    switch self {
    case .literal: break
    case .path(let path, _): visit(.path(path), "\(field)Path")
    case .expression(let expression, _): visit(.expression(expression), field)
    }
  }
}

extension TextField {
  fileprivate func visit(_ field: String, _ visit: (Part, String) -> Void) {
    switch self {
    case .literal: break
    case .path(let path, _): visit(.path(path), "\(field)Path")
    case .intrinsic(let intrinsic, _): visit(.intrinsic(intrinsic), "\(field)Path")
    case .expression(let expression, _): visit(.expression(expression), field)
    }
  }
}

extension Template {
  func visit(_ field: String, _ visit: (Part, String) -> Void) {
    switch self {
    case .constant: break
    case .path(let path, _): visit(.path(path), field)
    case .intrinsic(let intrinsic, _): visit(.intrinsic(intrinsic), field)
    case .expression(let expression, _): visit(.expression(expression), field)
    case .array(let parts):
      for (index, part) in parts.enumerated() { part.visit("\(field)[\(index)]", visit) }
    case .object(let object):
      for (name, part) in zip(object.form.names, object.members) {
        switch part {
        case .path, .intrinsic: part.visit("\(field)/\(name).$", visit)
        case .constant, .object, .array, .expression: part.visit("\(field)/\(name)", visit)
        }
      }
    }
  }
}

extension StateType {
  fileprivate func visit(_ visit: (Part, String) -> Void) {
    switch self {
    case .pass, .succeed, .parallel: break
    case .task(let task):
      task.timeoutSeconds?.visit("TimeoutSeconds", visit)
      task.heartbeatSeconds?.visit("HeartbeatSeconds", visit)
      task.credentials?.visit("Credentials", visit)
    case .choice(let choice):
      for (index, rule) in choice.rules.enumerated() {
        let field = "Choices[\(index)]"
        rule.condition.visit(field, visit)
        rule.output?.visit("\(field)/Output", visit)
        rule.assign?.visit("\(field)/Assign", visit)
      }
    case .wait(.seconds(let seconds)): seconds.visit("Seconds", visit)
    case .wait(.timestamp(let timestamp)): timestamp.visit("Timestamp", visit)
    case .fail(let fail):
      fail.error?.visit("Error", visit)
      fail.cause?.visit("Cause", visit)
    case .map(let map): map.visit(visit)
    }
  }
}

extension Condition {
  /// Calls `visit` for what the condition reads; `field` is the rule's place.
  func visit(_ field: String, _ visit: (Part, String) -> Void) {
    switch self {
    case .and(let parts):
      for (index, part) in parts.enumerated() { part.visit("\(field)/And[\(index)]", visit) }
    case .or(let parts):
      for (index, part) in parts.enumerated() { part.visit("\(field)/Or[\(index)]", visit) }
    case .not(let part): part.visit("\(field)/Not", visit)
    case .comparison(let comparison):
      visit(.path(comparison.variable), "\(field)/Variable")
      if case .path(let path) = comparison.operand {
        visit(.path(path), "\(field)/\(comparison.operator.name)Path")
      }
    case .expression(let expression, let place): visit(.expression(expression), place)
    case .constant: break
    }
  }
}

extension Comparison.Operator {
  /// The name in the definition: `NumericEquals`.
  var name: String {
    switch self {
    case .string(let relation): "String\(relation.rawValue)"
    case .numeric(let relation): "Numeric\(relation.rawValue)"
    case .timestamp(let relation): "Timestamp\(relation.rawValue)"
    case .booleanEquals: "BooleanEquals"
    case .stringMatches: "StringMatches"
    case .isNull: "IsNull"
    case .isPresent: "IsPresent"
    case .isNumeric: "IsNumeric"
    case .isString: "IsString"
    case .isBoolean: "IsBoolean"
    case .isTimestamp: "IsTimestamp"
    }
  }
}

extension MapState {
  fileprivate func visit(_ visit: (Part, String) -> Void) {
    switch items {
    case .path(let path): visit(.path(path), "ItemsPath")
    case .template(let template): template.visit("Items", visit)
    case .input: break
    }
    itemSelector?.visit("ItemSelector", visit)
    maxConcurrency?.visit("MaxConcurrency", visit)
    toleratedFailureCount?.visit("ToleratedFailureCount", visit)
    toleratedFailurePercentage?.visit("ToleratedFailurePercentage", visit)
    reader?.arguments?.visit("ItemReader/Arguments", visit)
    reader?.config.maxItems?.visit("ItemReader/ReaderConfig/MaxItems", visit)
    batcher?.batchInput?.visit("ItemBatcher/BatchInput", visit)
    batcher?.maxItemsPerBatch?.visit("ItemBatcher/MaxItemsPerBatch", visit)
    batcher?.maxInputBytesPerBatch?.visit("ItemBatcher/MaxInputBytesPerBatch", visit)
    writer?.arguments?.visit("ResultWriter/Arguments", visit)
  }
}

extension Scope {
  /// Calls `visit` for every state, those of inner scopes after the state that holds them.
  public func visitStates(_ visit: (State, Scope) -> Void) {
    for state in states {
      visit(state, self)
      for inner in state.innerScopes { inner.visitStates(visit) }
    }
  }
}

extension StateMachine {
  /// The variables that each state reads, as `DescribeStateMachine` gives them in
  /// `variableReferences`: states without any are left out, names are sorted.
  ///
  /// Recorded: `{"MapState": ["toleratedFailureCount", "toleratedFailurePercentage"]}`; the member
  /// is missing where no state reads a variable.
  public var variableReferences: [(state: String, variables: [String])] {
    var references: [(state: String, variables: [String])] = []
    scope.visitStates { state, _ in
      var names: Set<String> = []
      state.visitParts { part, _ in names.formUnion(part.variables) }
      if !names.isEmpty { references.append((state.name, names.sorted())) }
    }
    return references
  }
}
