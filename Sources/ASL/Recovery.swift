/// One entry of `Retry`.
public struct Retrier: Sendable {
  public var errorEquals: [String]
  public var intervalSeconds: Int
  public var maxAttempts: Int
  public var backoffRate: Double
  public var maxDelaySeconds: Int?
  /// `JitterStrategy` is `FULL`.
  public var fullJitter: Bool

  public init(
    errorEquals: [String], intervalSeconds: Int = 1, maxAttempts: Int = 3,
    backoffRate: Double = 2, maxDelaySeconds: Int? = nil, fullJitter: Bool = false
  ) {
    self.errorEquals = errorEquals
    self.intervalSeconds = intervalSeconds
    self.maxAttempts = maxAttempts
    self.backoffRate = backoffRate
    self.maxDelaySeconds = maxDelaySeconds
    self.fullJitter = fullJitter
  }
}

/// One entry of `Catch`.
public struct Catcher: Sendable {
  public var errorEquals: [String]
  public var next: Target
  /// JSONPath
  public var resultPath: ResultPath
  /// JSONata
  public var output: Template?
  public var assign: Template?
  public var comment: String?

  public init(
    errorEquals: [String], next: Target, resultPath: ResultPath, output: Template?,
    assign: Template?, comment: String?
  ) {
    self.errorEquals = errorEquals
    self.next = next
    self.resultPath = resultPath
    self.output = output
    self.assign = assign
    self.comment = comment
  }
}
