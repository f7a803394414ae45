import JSON

/// `POST /2015-03-31/functions/NAME/invocations`
struct LambdaWire {
  let lambda: LambdaTasks

  func answer(_ request: WireRequest) async -> WireResponse {
    let parts = request.path.split(separator: "/")
    guard parts.count == 4, parts[3] == "invocations", request.method == "POST" else {
      return failure(404, "ResourceNotFoundException", "only invocations are served here")
    }
    let reference = FunctionReference(PercentCoding.decoded(String(parts[2])))
    guard let function = lambda.functions.configuration(reference) else {
      return failure(
        404, "ResourceNotFoundException",
        "Function not found: \(reference.arn(lambda.workspace)):$LATEST")
    }
    let event = request.body.isEmpty ? "{}" : String(decoding: request.body, as: UTF8.self)
    guard (try? Value(parsing: event)) != nil else {
      return failure(
        400, "InvalidRequestContentException", "Could not parse request body into json")
    }
    var headers: [(name: String, value: String)] = [
      ("Content-Type", "application/json"), ("x-amzn-RequestId", Identifiers.uuid()),
      ("X-Amz-Executed-Version", "$LATEST"),
    ]
    switch request.headers["x-amz-invocation-type"] {
    case "DryRun": return WireResponse(status: 204, headers: headers, body: [])
    case "Event":
      Task { _ = await lambda.invoke(function: function, event: event) { _ in } }
      return WireResponse(status: 202, headers: headers, body: [])
    default: break
    }
    switch await lambda.invoke(function: function, event: event, { _ in }) {
    case .answered(let text):
      return WireResponse(status: 200, headers: headers, body: Array(text.utf8))
    case .failed(let text):
      headers.append(("X-Amz-Function-Error", "Unhandled"))
      return WireResponse(status: 200, headers: headers, body: Array(text.utf8))
    }
  }

  private func failure(_ status: Int, _ code: String, _ message: String) -> WireResponse {
    WireResponse(
      status: status,
      headers: [("Content-Type", "application/json"), ("x-amzn-ErrorType", code)],
      body: Array(Value.object(["Type": "User", "Message": .string(message)]).text.utf8))
  }
}
