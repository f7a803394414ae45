public import JSON

/// Which JSONata an expression is written in.
public enum Dialect: Sendable, Hashable {
  /// What AWS Step Functions evaluates: JSONata 2.0.6 without `$eval`, and with `$partition`,
  /// `$range`, `$hash`, `$random(seed)`, `$uuid` and `$parse`.
  case stepFunctions
  /// The reference's version 2.2.
  case jsonata
}

/// What an evaluation gave.
public enum Outcome: Sendable, Equatable {
  /// Nothing; JSONata's `undefined`.
  case undefined
  /// A JSON value.
  case value(JSON.Value)
  /// A function, which no JSON value can hold.
  case function
}

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
}

/// A JSONata expression, compiled once and evaluated many times, from any thread.
public struct Expression: Sendable {
  /// The text it was compiled from.
  public let source: String
  /// The language it was read as.
  public let dialect: Dialect
  /// The free variables in slot order, without `$`, e.g. `["states", "order"]`.
  public let variables: [String]
  /// The members of `$states` it reads; nothing when `$states` does not occur.
  public let statesFields: StatesFields

  /// Compiles `source`. The failure's code is one of the reference's `S…` codes.
  public init(_ source: String, dialect: Dialect) throws(Failure) {
    self.source = source
    self.dialect = dialect
    variables = []
    statesFields = []
  }

  /// Evaluates the expression on `input` (`nil`: no input).
  ///
  /// - Parameter bindings: the values of `variables`, in that order; `nil` is unbound.
  public func evaluate(
    _ input: JSON.Value?, bindings: [JSON.Value?] = [], in environment: Environment
  ) throws(Failure) -> Outcome {
    .undefined
  }

  /// Evaluates the expression on `input` with variables by name.
  public func evaluate(
    _ input: JSON.Value?, bindings: [String: JSON.Value], in environment: Environment
  ) throws(Failure) -> Outcome {
    try evaluate(input, bindings: variables.map { bindings[$0] }, in: environment)
  }

  /// Why AWS would refuse a state machine with this expression in a place where the members
  /// `available` of `$states` exist, or `nil` where it would not.
  public func refusal(available: StatesFields = .all) -> Refusal? { nil }

  /// Why AWS would refuse a state machine with the expression `source`, syntax errors included.
  public static func refusal(of source: String, available: StatesFields = .all) -> Refusal? {
    do throws(Failure) {
      return try Expression(source, dialect: .stepFunctions).refusal(available: available)
    } catch {
      return Refusal(code: "INVALID_JSONATA_EXPRESSION", message: error.message)
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
