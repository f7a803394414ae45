import JSON

/// One call of a function.
struct Invocation: Sendable {
  var requestID: String
  /// The function's ARN as it was called.
  var arn: String
  /// The event's JSON text.
  var event: String
  /// Seconds until the function is stopped.
  var timeout: Int
  /// Takes the lines that the function writes meanwhile.
  var output: @Sendable (_ line: String, _ isError: Bool) -> Void
}

/// How a call of a function ended.
enum InvocationResult: Sendable {
  /// The text that the handler's result became.
  case answered(String)
  /// The error payload: `{"errorMessage", "errorType", …}`.
  case failed(String)

  static func failed(type: String, message: String) -> InvocationResult {
    .failed(Value.object(["errorType": .string(type), "errorMessage": .string(message)]).text)
  }

  static func timedOut(_ invocation: Invocation) -> InvocationResult {
    .failed(
      type: "Sandbox.Timedout",
      message: "RequestId: \(invocation.requestID) Error: Task timed out after "
        + "\(invocation.timeout).00 seconds")
  }

  static func exited(_ invocation: Invocation, _ reason: String) -> InvocationResult {
    .failed(
      type: "Runtime.ExitError", message: "RequestId: \(invocation.requestID) Error: \(reason)")
  }
}

/// Something that runs the invocations of one function, one at a time.
protocol FunctionWorker: AnyObject, Sendable {
  /// Whether it can take another invocation.
  var isAlive: Bool { get }
  func invoke(_ invocation: Invocation) async -> InvocationResult
  /// Ends it at once.
  func stop()
}

/// Cuts a stream of bytes into lines; overlong lines and floods are cut off and say so.
struct LineCutter {
  static let lineLimit = 64 << 10
  static let linesLimit = 10_000

  private var rest: [UInt8] = []
  private var count = 0

  mutating func take(_ bytes: ArraySlice<UInt8>, _ emit: (String) -> Void) {
    var bytes = bytes
    while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
      keep(bytes[..<end], emit)
      flush(emit)
      bytes = bytes[(end + 1)...]
    }
    keep(bytes, emit)
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>, _ emit: (String) -> Void) {
    // Beyond the limit of lines nothing is kept.
    guard count < Self.linesLimit else { return }
    var bytes = bytes
    while rest.count + bytes.count > Self.lineLimit {
      let room = Self.lineLimit - rest.count
      rest += bytes.prefix(room)
      bytes = bytes.dropFirst(room)
      flush(emit)
    }
    rest += bytes
  }

  /// Emits what has no line end yet.
  mutating func flush(_ emit: (String) -> Void) {
    count += 1
    if count < Self.linesLimit { emit(String(decoding: rest, as: UTF8.self)) }
    if count == Self.linesLimit {
      emit("… more than \(Self.linesLimit) lines; the rest is not kept")
    }
    rest.removeAll(keepingCapacity: true)
  }

  mutating func end(_ emit: (String) -> Void) {
    if !rest.isEmpty { flush(emit) }
    count = 0
  }
}
