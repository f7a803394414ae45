public import JSON

/// An error as a service of AWS answers it, before an integration puts it into its own words.
public struct ServiceError: Error, Sendable, Hashable {
  /// The code of the API: `ResourceNotFoundException`, `NoSuchKey`, `QueueDoesNotExist`.
  public var code: String
  public var message: String
  /// The HTTP status.
  public var status: Int
  /// Members of the answer beyond code and message: `Item`, `CancellationReasons`.
  public var details: Object

  public init(_ code: String, _ message: String, status: Int = 400, details: Object = Object()) {
    self.code = code
    self.message = message
    self.status = status
    self.details = details
  }
}
