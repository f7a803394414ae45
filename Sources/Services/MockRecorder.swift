public import ASL
public import Engine
public import JSON

/// Turns real answers into mocks.
public enum MockRecorder {
  /// The text of a mock file in which `answer` is what the state of `request` answers in `testCase`,
  /// at the first number that its response has not. Secrets are taken out.
  ///
  /// - Parameters:
  ///   - text: the file as it is, empty for a new one.
  ///   - secrets: texts that must not stand in the file, of connections for example.
  public static func adding(
    _ answer: TaskAnswer, of request: TaskRequest, testCase: String, to text: String,
    file: String, secrets: [String] = []
  ) throws(WorkspaceError) -> String {
    guard let entry = entry(answer, secrets) else { return text }
    var root = Object()
    if !text.isEmpty {
      // What cannot be read is not written over.
      _ = try Mocks.read(text: text, file: file)
      root = (try? Value(parsing: text))?.object ?? Object()
    }
    let machine = request.execution.stateMachineName
    var machines = root["StateMachines"]?.object ?? Object()
    var cases = machines[machine]?["TestCases"]?.object ?? Object()
    var states = cases[testCase]?.object ?? Object()
    var responses = root["MockedResponses"]?.object ?? Object()
    let name = states[request.state]?.string ?? "\(machine) \(testCase) \(request.state)"
    var response = responses[name]?.object ?? Object()
    response[String(firstFree(in: response))] = entry
    responses[name] = .object(response)
    states[request.state] = .string(name)
    cases[testCase] = .object(states)
    machines[machine] = ["TestCases": .object(cases)]
    root["StateMachines"] = .object(machines)
    root["MockedResponses"] = .object(responses)
    return Value.object(root).pretty() + "\n"
  }

  private static func entry(_ answer: TaskAnswer, _ secrets: [String]) -> Value? {
    switch answer {
    case .succeeded(let payload), .submitted(let payload):
      return ["Return": redacted(payload.value, secrets)]
    case .failed(let failure), .unavailable(let failure, _):
      return [
        "Throw": [
          "Error": .string(failure.error ?? ""),
          "Cause": redacted(.string(failure.cause ?? ""), secrets),
        ]
      ]
    }
  }

  private static func firstFree(in response: Object) -> Int {
    let ends = response.names.compactMap { $0.split(separator: "-").last.flatMap { Int($0) } }
    return (ends.max() ?? -1) + 1
  }

  private static let secretNames = [
    "password", "secret", "authorization", "apikey", "api-key", "api_key", "accesstoken",
    "access_token", "refresh_token", "sessiontoken", "credential", "set-cookie", "privatekey",
  ]

  /// The value without what its name or `secrets` tell to be secret.
  static func redacted(_ value: Value, _ secrets: [String]) -> Value {
    switch value {
    case .object(let members):
      return .object(
        Object(
          members.map { name, member in
            let small = name.lowercased()
            let isSecret = secretNames.contains { small.contains($0) }
            return (name, isSecret ? "****" : redacted(member, secrets))
          }))
    case .array(let elements): return .array(elements.map { redacted($0, secrets) })
    case .string(let text):
      return .string(
        secrets.filter { !$0.isEmpty }.reduce(text) { $0.replacing($1, with: "****") })
    default: return value
    }
  }
}

/// What answers of services look like, as far as that is known: mocks are checked against it.
public enum MockShapes {
  /// What is wrong with a mocked result of `resource`: a sentence, or `nil`.
  public static func problem(_ result: Value, of resource: Resource) -> String? {
    guard case .service(let service, let action, let pattern) = resource.kind, pattern == .response
    else { return nil }
    let name = service.hasPrefix("aws-sdk:") ? String(service.dropFirst(8)) : service
    guard let known = members["\(name):\(action)"] else { return nil }
    guard let object = result.object else {
      return "\(service):\(action) answers an object, not \(result.typeName)"
    }
    let common: Set = ["SdkHttpMetadata", "SdkResponseMetadata"]
    let unknown = object.names.filter { !known.contains($0) && !common.contains($0) }
    guard !unknown.isEmpty else { return nil }
    return "\(service):\(action) has no \(unknown.joined(separator: ", ")); it answers "
      + known.sorted().joined(separator: ", ")
  }

  private static let members: [String: Set<String>] = [
    "lambda:invoke": ["ExecutedVersion", "FunctionError", "LogResult", "Payload", "StatusCode"],
    "sqs:sendMessage": [
      "MD5OfMessageBody", "MD5OfMessageAttributes", "MD5OfMessageSystemAttributes", "MessageId",
      "SequenceNumber",
    ],
    "sns:publish": ["MessageId", "SequenceNumber"],
    "events:putEvents": ["Entries", "FailedEntryCount"],
    "dynamodb:getItem": ["ConsumedCapacity", "Item"],
    "dynamodb:putItem": ["Attributes", "ConsumedCapacity", "ItemCollectionMetrics"],
    "dynamodb:updateItem": ["Attributes", "ConsumedCapacity", "ItemCollectionMetrics"],
    "dynamodb:deleteItem": ["Attributes", "ConsumedCapacity", "ItemCollectionMetrics"],
    "dynamodb:query": ["ConsumedCapacity", "Count", "Items", "LastEvaluatedKey", "ScannedCount"],
    "dynamodb:scan": ["ConsumedCapacity", "Count", "Items", "LastEvaluatedKey", "ScannedCount"],
    "dynamodb:batchGetItem": ["ConsumedCapacity", "Responses", "UnprocessedKeys"],
    "dynamodb:transactWriteItems": ["ConsumedCapacity", "ItemCollectionMetrics"],
    "states:startExecution": ["ExecutionArn", "StartDate"],
    "apigateway:invoke": ["Headers", "ResponseBody", "StatusCode", "StatusText"],
    "http:invoke": ["Headers", "ResponseBody", "StatusCode", "StatusText"],
    "secretsmanager:getSecretValue": [
      "ARN", "CreatedDate", "Name", "SecretBinary", "SecretString", "VersionId", "VersionStages",
    ],
    "ssm:getParameter": ["Parameter"],
  ]
}
