import JSON

/// Why a state fails.
struct Failure: Error, Sendable {
  enum Origin: Sendable {
    /// A task, a Fail state, a Map Run: error and cause are told as they are.
    case told
    /// The interpreter: the cause gets the state's name and the event that entered it.
    case interpreter
    /// A JSONata expression, or what stands in its place: an `EvaluationFailed` event comes first.
    case evaluation(location: String?)
  }

  var origin: Origin
  var error: String?
  var cause: String?
  /// No heartbeat came in time: `States.HeartbeatTimeout` matches too.
  var isHeartbeat = false
}

/// The errors with a meaning for the interpreter.
enum ErrorName {
  static let all = "States.ALL"
  static let taskFailed = "States.TaskFailed"
  static let timeout = "States.Timeout"
  static let heartbeatTimeout = "States.HeartbeatTimeout"
  static let runtime = "States.Runtime"
  static let queryEvaluation = "States.QueryEvaluationError"
  static let intrinsic = "States.IntrinsicFailure"
  static let resultPath = "States.ResultPathMatchFailure"
  static let dataLimit = "States.DataLimitExceeded"
  static let itemReader = "States.ItemReaderFailed"
  static let resultWriter = "States.ResultWriterFailed"
  static let tolerated = "States.ExceedToleratedFailureThreshold"
}

/// The bounds of an execution.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html>
enum Bound {
  /// Bytes of a payload's JSON text, and of one variable's.
  static let payload = 262_144
  /// Bytes of the JSON texts of all variables of an execution.
  static let variables = 10_485_760
  /// Bytes of what an `ItemReader` read that are kept in the history.
  static let reads = 67_108_864
  /// Events of a Standard execution; the last of them tells that it failed.
  static let events = 25_000
  /// Iterations of an inline Map that run at a time where `MaxConcurrency` is 0.
  static let inlineConcurrency = 40
  /// Child executions of a Map Run that run at a time where `MaxConcurrency` is 0.
  static let childConcurrency = 10_000
  /// Seconds that a Wait state may wait.
  static let delay = Int(Int32.max)
  /// Seconds that an Express execution may take.
  static let expressSeconds = 300
}

extension Failure {
  static func runtime(_ text: String) -> Failure {
    Failure(origin: .interpreter, error: ErrorName.runtime, cause: text)
  }

  /// `States.Runtime` whose text stands alone.
  static func bareRuntime(_ text: String) -> Failure {
    Failure(origin: .told, error: ErrorName.runtime, cause: text)
  }

  static func evaluation(_ text: String, location: String?) -> Failure {
    Failure(
      origin: .evaluation(location: location), error: ErrorName.queryEvaluation, cause: text)
  }

  static func expression(_ source: String, field: String, _ what: String) -> Failure {
    .evaluation(
      "The JSONata expression '\(source)' specified for the field '\(field)' \(what)",
      location: field)
  }

  static func notFound(_ path: String, field: String, in input: Value) -> Failure {
    .runtime(
      "The JSONPath '\(path)' specified for the field '\(field)' could not be found in the input "
        + "'\(input.text)'")
  }

  static func invalidPath(_ path: String, _ why: String) -> Failure {
    .runtime("Invalid path '\(path)' : \(why)")
  }

  /// `what`: the resource, or the state.
  static func tooLarge(_ what: String) -> Failure {
    Failure(
      origin: .told, error: ErrorName.dataLimit,
      cause: "The state/task '\(what)' returned a result with a size exceeding the maximum number "
        + "of bytes service limit.")
  }

  static let timeout = Failure(origin: .told, error: ErrorName.timeout, cause: nil)

  /// Whether an entry of `Retry` or `Catch` with these `ErrorEquals` takes the failure.
  func isTaken(by names: [String]) -> Bool {
    names.contains { name in
      switch name {
      case ErrorName.all: error != ErrorName.runtime && error != ErrorName.dataLimit
      case ErrorName.taskFailed:
        error != ErrorName.runtime && error != ErrorName.dataLimit && error != ErrorName.timeout
      case ErrorName.heartbeatTimeout: isHeartbeat || error == name
      case ErrorName.runtime: false
      default: error == name
      }
    }
  }

  /// What a catcher hands on: error and cause, in that order.
  ///
  /// A time-out without a cause has the empty text (recorded); a worker that sent neither is told
  /// by `null` (recorded).
  var output: Value {
    [
      "Error": error.map(Value.string) ?? .null,
      "Cause": cause.map(Value.string) ?? (error == ErrorName.timeout ? "" : .null),
    ]
  }
}
