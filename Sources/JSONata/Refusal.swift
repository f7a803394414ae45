/// The members of `$states` that an expression can read.
public struct StatesFields: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `$states.input`
  public static let input = StatesFields(rawValue: 1)
  /// `$states.result`
  public static let result = StatesFields(rawValue: 2)
  /// `$states.errorOutput`
  public static let errorOutput = StatesFields(rawValue: 4)
  /// `$states.context`
  public static let context = StatesFields(rawValue: 8)
  /// All four: also what is said of an expression that reads `$states` as a whole.
  public static let all: StatesFields = [.input, .result, .errorOutput, .context]

  /// The field of that name; nothing for another name.
  init(name: String) {
    switch name {
    case "input": self = .input
    case "result": self = .result
    case "errorOutput": self = .errorOutput
    case "context": self = .context
    default: self = []
    }
  }
}

/// A diagnostic of AWS about an expression in a definition.
public struct Refusal: Error, Sendable, Equatable {
  /// `INVALID_JSONATA_EXPRESSION` or `UNSUPPORTED_JSONATA_EXPRESSION`.
  public var code: String
  /// AWS's sentence, e.g. `Reference to 'phone' at the top level is not supported.`
  public var message: String

  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

extension Expression {
  /// The members of `$states` it reads; nothing when `$states` does not occur.
  public var statesFields: StatesFields { program.reading.fields }

  /// Why AWS would refuse a state machine with this expression in a place where the members
  /// `available` of `$states` exist, or `nil` where it would not. ASL.md sections 10 and 16.
  public func refusal(available: StatesFields = .all) -> Refusal? {
    let code = "UNSUPPORTED_JSONATA_EXPRESSION"
    if let message = program.reading.unsupported {
      return Refusal(code: code, message: message)
    }
    for name in program.reading.names {
      let field = StatesFields(name: name)
      if field.isEmpty || !available.contains(field) {
        return Refusal(code: code, message: "Field '$states.\(name)' does not exist.")
      }
    }
    return nil
  }

  /// Why AWS would refuse a state machine with the expression `source`, syntax errors included.
  public static func refusal(of source: String, available: StatesFields = .all) -> Refusal? {
    do throws(Failure) {
      return try Expression(source, dialect: .stepFunctions).refusal(available: available)
    } catch {
      return Refusal(code: "INVALID_JSONATA_EXPRESSION", message: error.message)
    }
  }
}

/// What an expression reads of its surroundings, found without evaluating it.
struct Reading: Sendable {
  /// The members of `$states` by name, as written.
  private(set) var names: [String] = []
  private(set) var fields: StatesFields = []
  /// AWS's sentence on the first reference that a state machine cannot have.
  private(set) var unsupported: String?

  init() {}

  init(_ syntax: Syntax) {
    read(syntax, hasContext: false)
  }

  /// `hasContext`: a step, predicate or grouping around the node gives it a context item.
  private mutating func read(_ node: Syntax, hasContext: Bool) {
    switch node.form {
    case .path: readPath(node, hasContext: hasContext)
    case .name where !hasContext:
      refuse("Reference to '\(node.text.string)' at the top level is not supported.")
    case .wildcard where !hasContext:
      refuse("Reference to '*' at the top level is not supported.")
    case .descendant where !hasContext:
      refuse("Reference to '**' at the top level is not supported.")
    case .variable: readVariable(node, hasContext: hasContext)
    case .bind:
      if let right = node.right { read(right, hasContext: hasContext) }
    case .transform:
      for part in [node.left, node.right, node.third] {
        if let part { read(part, hasContext: true) }
      }
    default:
      if node.form != .lambda {
        for part in node.parts { read(part, hasContext: hasContext || node.form == .sort) }
      }
      for part in [node.left, node.right, node.third] {
        if let part { read(part, hasContext: hasContext) }
      }
    }
    readWhatFollows(node)
  }

  private mutating func readWhatFollows(_ node: Syntax) {
    guard let extra = node.extra else { return }
    for stage in extra.stages {
      if let expression = stage.left { read(expression, hasContext: true) }
    }
    for part in extra.group { read(part, hasContext: true) }
  }

  private mutating func readPath(_ node: Syntax, hasContext: Bool) {
    for (place, step) in node.parts.enumerated() {
      if place == 0, step.form == .variable, step.text == "states", step.extra == nil,
        let member = step.following, member.form == .name
      {
        let name = member.text.string
        names.append(name)
        fields.formUnion(StatesFields(name: name))
        continue
      }
      read(step, hasContext: hasContext || place > 0)
    }
  }

  private mutating func readVariable(_ node: Syntax, hasContext: Bool) {
    switch node.text.string {
    case "$": refuse("Reference to '$$' is not supported.")
    case "" where !hasContext: refuse("Reference to '$' at the top level is not supported.")
    case "states": fields = .all
    default: break
    }
  }

  private mutating func refuse(_ sentence: String) {
    if unsupported == nil { unsupported = sentence }
  }
}
