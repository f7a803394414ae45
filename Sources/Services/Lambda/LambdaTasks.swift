import ASL
import Engine
import JSON

/// Lambda as tasks call it: a function's ARN, `lambda:invoke`, `aws-sdk:lambda:invoke`.
struct LambdaTasks {
  /// Bytes of one response of a function.
  static let responseLimit = 6_291_556

  let workspace: Workspace
  let functions: Functions

  typealias Progress = @Sendable (TaskProgress) -> Void

  /// A function's ARN as the `Resource`: the task's input is the event, the result the output.
  func direct(_ request: TaskRequest, _ progress: @escaping Progress) async -> TaskAnswer {
    let reference = FunctionReference(request.resource.arn)
    guard let function = functions.configuration(reference) else {
      return unknown(reference, isDirect: true)
    }
    let invocation = invocation(
      function, arn: request.resource.arn, event: request.arguments.text, progress)
    switch await result(function, invocation) {
    case .answered(let text):
      if text.utf8.count > TaskResults.sizeLimit {
        return .failed(TaskResults.tooLarge(request.resource.arn))
      }
      return .succeeded(payload(text))
    case .failed(let text): return .failed(failure(text, isCompact: false))
    }
  }

  /// `lambda:invoke`, also with `.waitForTaskToken`.
  func invoke(
    _ request: TaskRequest, pattern: Resource.Pattern, _ progress: @escaping Progress
  ) async -> TaskAnswer {
    let arguments = request.arguments.value
    guard let name = arguments["FunctionName"]?.string else { return .failed(Self.noName) }
    let reference = FunctionReference(name)
    guard let function = functions.configuration(reference) else {
      return unknown(reference, qualifier: arguments["Qualifier"]?.string, isDirect: false)
    }
    let event = arguments["Payload"].map(Self.event) ?? "{}"
    let invocation = invocation(function, arn: reference.arn(workspace), event: event, progress)
    if arguments["InvocationType"]?.string == "Event" {
      // Nobody waits for it, and it goes on when the execution has ended.
      Task { _ = await result(function, invocation) }
      let metadata = SdkMetadata(
        style: .lambda, status: 202, contentLength: 0, requestID: invocation.requestID)
      let accepted = metadata.added(to: ["Payload": "", "StatusCode": 202])
      return submittedOrSucceeded(Payload(.object(accepted)), pattern)
    }
    switch await result(function, invocation) {
    case .failed(let text): return .failed(failure(text, isCompact: true))
    case .answered(let text):
      let metadata = SdkMetadata(
        style: .lambda, contentLength: text.utf8.count, requestID: invocation.requestID)
      let result = metadata.added(to: [
        "ExecutedVersion": .string(arguments["Qualifier"]?.string ?? "$LATEST"),
        "Payload": payload(text).value, "StatusCode": 200,
      ])
      return submittedOrSucceeded(Payload(.object(result)), pattern)
    }
  }

  /// `aws-sdk:lambda:invoke`: the payload goes in and comes out as text, and a function's error is a
  /// member of the answer.
  func sdkInvoke(
    _ request: TaskRequest, pattern: Resource.Pattern, _ progress: @escaping Progress
  ) async -> TaskAnswer {
    let arguments = request.arguments.value
    guard let name = arguments["FunctionName"]?.string else { return .failed(Self.noName) }
    let reference = FunctionReference(name)
    guard let function = functions.configuration(reference) else {
      return .unavailable(
        TaskFailure(
          error: "Lambda.ResourceNotFoundException",
          cause: "Function not found: \(reference.arn(workspace)) (Service: Lambda, "
            + "Status Code: 404, Request ID: \(Identifiers.uuid()))"),
        hint: hint(reference))
    }
    let event = arguments["Payload"].map { $0.string ?? $0.text } ?? "{}"
    let invocation = invocation(function, arn: reference.arn(workspace), event: event, progress)
    var result: Object = ["ExecutedVersion": "$LATEST", "StatusCode": 200]
    switch await self.result(function, invocation) {
    case .answered(let text): result["Payload"] = .string(text)
    case .failed(let text):
      result["FunctionError"] = "Unhandled"
      result["Payload"] = .string(text)
    }
    return submittedOrSucceeded(Payload(.object(result.sorted)), pattern)
  }

  /// Invokes a function from outside, as the HTTP front and topics do.
  func invoke(
    function: FunctionConfiguration, event: String, _ progress: @escaping Progress
  ) async -> InvocationResult {
    let arn = FunctionReference(function.name).arn(workspace)
    return await result(function, invocation(function, arn: arn, event: event, progress))
  }

  // MARK: Parts

  /// A payload given as text that is JSON is that JSON, recorded for `"0"`, `"{}"`, `"\"text\""`.
  private static func event(_ payload: Value) -> String {
    // A parameter that is null is not sent, and a function without an event gets `{}` (recorded).
    if payload == .null { return "{}" }
    guard let text = payload.string, (try? Value(parsing: text)) != nil else { return payload.text }
    return text
  }

  private static let noName = TaskFailure(
    error: "Lambda.AWSLambdaException",
    cause:
      "1 validation error detected: Value null at 'functionName' failed to satisfy constraint: "
      + "Member must not be null (Service: AWSLambda; Status Code: 400; Error Code: "
      + "ValidationException; Request ID: \(Identifiers.uuid()); Proxy: null)")

  private func invocation(
    _ function: FunctionConfiguration, arn: String, event: String, _ progress: @escaping Progress
  ) -> Invocation {
    Invocation(
      requestID: Identifiers.uuid(), arn: arn, event: event, timeout: function.timeout,
      output: { progress(.output(line: $0, isError: $1)) })
  }

  private func result(
    _ function: FunctionConfiguration, _ invocation: Invocation
  ) async -> InvocationResult {
    let result = await functions.invoke(function, invocation)
    guard case .answered(let text) = result, text.utf8.count > Self.responseLimit else {
      return result
    }
    return .failed(
      type: "Function.ResponseSizeTooLarge",
      message: "Response payload size exceeded maximum allowed payload size "
        + "(\(Self.responseLimit) bytes).")
  }

  /// The result's value and its own text; what is no JSON is a text.
  private func payload(_ text: String) -> Payload {
    if let payload = try? Payload(parsing: text) { return payload }
    return text.isEmpty ? Payload(.null) : Payload(.string(text))
  }

  /// An error payload as AWS turns it into error and cause: the function's own text for a direct
  /// ARN, written anew for `lambda:invoke`.
  private func failure(_ text: String, isCompact: Bool) -> TaskFailure {
    guard let value = try? Value(parsing: text) else {
      return TaskFailure(error: "Lambda.Unknown", cause: text)
    }
    return TaskFailure(
      error: value["errorType"]?.string ?? "Lambda.Unknown", cause: isCompact ? value.text : text)
  }

  private func submittedOrSucceeded(
    _ payload: Payload, _ pattern: Resource.Pattern
  ) -> TaskAnswer {
    guard case .succeeded = TaskResults.answer(payload, name: "lambda") else {
      return .failed(TaskResults.tooLarge("lambda"))
    }
    return pattern == .waitForTaskToken ? .submitted(payload) : .succeeded(payload)
  }

  private func unknown(
    _ reference: FunctionReference, qualifier: String? = nil, isDirect: Bool
  ) -> TaskAnswer {
    let qualifier = qualifier ?? reference.qualifier ?? "$LATEST"
    let cause =
      "Function not found: \(reference.arn(workspace)):\(qualifier) (Service: AWSLambda; "
      + "Status Code: 404; Error Code: ResourceNotFoundException; Request ID: \(Identifiers.uuid()); "
      + "Proxy: null)"
    return .unavailable(
      TaskFailure(error: "Lambda.ResourceNotFoundException", cause: cause), hint: hint(reference))
  }

  private func hint(_ reference: FunctionReference) -> String {
    "add `\(reference.name): {handler: path:symbol}` under `functions:` in "
      + "\(workspace.folder)/treadle.yaml"
  }
}
