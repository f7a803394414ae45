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

extension Expression {
  /// The members of `$states` it reads; nothing when `$states` does not occur.
  public var statesFields: StatesFields { .all }

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
