/// The `Resource` of a Task, taken apart.
///
/// Substitutions (`${…}`) and empty region or account parts are accepted.
public struct Resource: Sendable, Hashable {
  /// How the state waits for what it started.
  public enum Pattern: String, Sendable {
    /// Request and response.
    case response = ""
    case sync = ".sync"
    case sync2 = ".sync:2"
    case waitForTaskToken = ".waitForTaskToken"
  }

  public enum Kind: Sendable, Hashable {
    /// `arn:aws:lambda:…:function:NAME[:QUALIFIER]`, or a bare substitution
    case lambdaFunction
    /// `arn:aws:states:…:activity:NAME`
    case activity
    /// `arn:aws:states:::SERVICE:ACTION[PATTERN]`; `service` is `sqs`, `aws-sdk:s3` …
    case service(service: String, action: String, pattern: Pattern)
    /// Something else, which no execution can call.
    case unknown
  }

  /// As written.
  public var arn: String
  public var kind: Kind

  public init(arn: String, kind: Kind) {
    self.arn = arn
    self.kind = kind
  }
}
