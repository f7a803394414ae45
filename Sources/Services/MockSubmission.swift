import ASL
import Engine
import JSON

/// Mocks answer with results; AWS also tells what the service said when it took the call. This makes
/// that up for a mocked `.sync` or `.waitForTaskToken` task.
enum MockSubmission {
  static func payload(for request: TaskRequest, service: String, result: Value?) -> Payload {
    let arguments = request.arguments.value
    switch service {
    case "sqs":
      let body = arguments["MessageBody"].map { $0.string ?? $0.text } ?? ""
      return metadata([
        "MD5OfMessageBody": .string(Identifiers.md5(Array(body.utf8))),
        "MessageId": .string(Identifiers.uuid()),
      ])
    case "sns": return metadata(["MessageId": .string(Identifiers.uuid())])
    case "states":
      return metadata([
        "ExecutionArn": result?["ExecutionArn"] ?? .string(request.execution.arn),
        "StartDate": result?["StartDate"] ?? .int(Int(request.time.milliseconds)),
      ])
    case "lambda":
      return metadata(["ExecutedVersion": "$LATEST", "Payload": .null, "StatusCode": 200])
    default: return metadata(Object())
    }
  }

  private static func metadata(_ members: Object) -> Payload {
    Payload(
      .object(
        SdkMetadata(
          style: .keepAlive(contentType: "application/x-amz-json-1.0"),
          contentLength: Value.object(members).text.utf8.count
        ).added(to: members)))
  }

  /// A mocked result as the task has it: a function called by its ARN gives the payload alone, and
  /// `lambda:invoke` always tells the version.
  static func result(_ value: Value, of request: TaskRequest) -> Value {
    guard let members = value.object, members["StatusCode"] != nil, let payload = members["Payload"]
    else { return value }
    switch request.resource.kind {
    case .lambdaFunction: return payload
    case .service("lambda", "invoke", let pattern)
    where pattern == .response && members["ExecutedVersion"] == nil:
      var members = members
      members["ExecutedVersion"] = "$LATEST"
      return .object(members.sorted)
    default: return value
    }
  }
}
