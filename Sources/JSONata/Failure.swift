public import JSON

/// What was wrong with an expression, when it was read or when it was evaluated.
public struct Failure: Error, Sendable, Equatable {
  /// The reference's code, e.g. `S0201`, `T2001`, `D3030`; `U1001` where a limit was passed.
  public var code: String
  /// The reference's sentence, with the token and the values put in.
  public var message: String
  /// The place in the expression as the reference gives it: UTF-16 code units to the *end* of the
  /// token; -1 where it gives none.
  public var position: Int
  /// The token or the name of the function it is about.
  public var token: String?
  /// The value it is about.
  public var value: JSON.Value?

  public init(
    code: String, message: String, position: Int = -1, token: String? = nil,
    value: JSON.Value? = nil
  ) {
    self.code = code
    self.message = message
    self.position = position
    self.token = token
    self.value = value
  }
}
