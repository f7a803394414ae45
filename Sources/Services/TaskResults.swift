import Engine
import JSON

/// Limits and words that all services share.
enum TaskResults {
  /// Bytes of a task's result, as UTF-8 text.
  static let sizeLimit = 262_144

  /// An answer with `payload`, or the failure of a result that is too large. `name` is what AWS
  /// calls the task there: the service, or the ARN of a function.
  static func answer(_ payload: Payload, name: String) -> TaskAnswer {
    guard payload.text.utf8.count <= sizeLimit else { return .failed(tooLarge(name)) }
    return .succeeded(payload)
  }

  static func tooLarge(_ name: String) -> TaskFailure {
    TaskFailure(
      error: "States.DataLimitExceeded",
      cause: "The state/task '\(name)' returned a result with a size exceeding the maximum number "
        + "of bytes service limit.")
  }
}
