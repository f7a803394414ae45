/// A state machine as the interpreter and the graph use it: paths, expressions and templates are
/// compiled, transitions resolved.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html>
public struct StateMachine: Sendable {
  /// `Comment`
  public var comment: String?
  /// `Version`, `"1.0"` where none is given.
  public var version: String
  /// `QueryLanguage`, which a state without its own inherits.
  public var queryLanguage: QueryLanguage
  /// `TimeoutSeconds` of the whole execution.
  public var timeoutSeconds: Int?
  /// `StartAt` and `States`.
  public var scope: Scope
  /// The definition as it was given.
  public var text: String

  public init(
    comment: String?, version: String, queryLanguage: QueryLanguage, timeoutSeconds: Int?,
    scope: Scope, text: String
  ) {
    self.comment = comment
    self.version = version
    self.queryLanguage = queryLanguage
    self.timeoutSeconds = timeoutSeconds
    self.scope = scope
    self.text = text
  }
}

/// `JSONPath` or `JSONata`.
public enum QueryLanguage: String, Sendable {
  case jsonPath = "JSONPath"
  case jsonata = "JSONata"
}

/// A `StartAt` with its `States`: the top level, a branch of a Parallel, the processor of a Map.
public final class Scope: Sendable {
  /// Where `StartAt` leads.
  public let start: Target
  /// The states in definition order.
  public let states: [State]
  /// JSON pointer to the object that holds `States`: `""`, `/States/M/ItemProcessor`.
  public let location: String
  /// `Comment` of a branch or processor.
  public let comment: String?
  private let places: [String: Int]

  public init(start: Target, states: [State], location: String, comment: String?) {
    self.start = start
    self.states = states
    self.location = location
    self.comment = comment
    places = Dictionary(
      states.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { a, _ in a })
  }

  /// The place in `states` of the state called `name`.
  public func place(of name: String) -> Int? { places[name] }
}

/// The state that a `Next`, `Default` or `StartAt` names.
public struct Target: Sendable, Hashable {
  /// The name as written.
  public var name: String
  /// The state's place in its scope's `states`; `nil` where the scope has no such state.
  public var place: Int?

  public init(name: String, place: Int?) {
    self.name = name
    self.place = place
  }
}

/// How a state is left.
public enum Transition: Sendable {
  /// `"Next": "name"`
  case next(Target)
  /// `"End": true`
  case end
  /// Neither: Choice, Succeed, Fail, or a definition that forgot it.
  case none
}
