import ASL
import Engine
import JSON

/// `http:invoke`: a request through a connection of `treadle.yaml`.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html>
struct HTTPTasks {
  static let timeLimit = 60

  let workspace: Workspace
  var functions: LambdaTasks?

  func invoke(_ request: TaskRequest, _ pattern: Resource.Pattern) async -> TaskAnswer {
    let arguments = request.arguments.value
    guard let address = arguments["ApiEndpoint"]?.string, let method = arguments["Method"]?.string
    else {
      return .failed(
        TaskFailure(
          stage: .beforeScheduled, error: "States.Runtime",
          cause: "The Parameters '\(request.arguments.text)' could not be used to start the Task: "
            + "[The fields 'ApiEndpoint' and 'Method' are required]"))
    }
    let arn =
      arguments["Authentication"]?["ConnectionArn"]?.string
      ?? arguments["InvocationConfig"]?["ConnectionArn"]?.string
    let name = arn.map(Self.connectionName)
    var connection = ConnectionConfiguration(name: "", authorization: .none)
    if let name {
      guard let found = workspace.connections[name] else { return noConnection(name) }
      connection = found
    }
    do throws(HTTPFault) {
      let http = make(arguments, address, method, connection, request)
      var response = try await send(http, connection)
      if response.status == 401 || response.status == 407,
        await AccessTokens.shared.forget(connection)
      {
        response = try await send(http, connection)
      }
      return answer(response, connection, pattern)
    } catch {
      return .failed(
        TaskFailure(
          error: "States.Http.Socket", cause: Self.redacted(error.message, connection)))
    }
  }

  private func send(
    _ request: HTTPRequest, _ connection: ConnectionConfiguration
  ) async throws(HTTPFault) -> HTTPResponse {
    var request = request
    request.headers += try await authorization(connection)
    return try await WebRoutes(workspace: workspace, service: "http", functions: functions)
      .send(request)
  }

  private func answer(
    _ response: HTTPResponse, _ connection: ConnectionConfiguration, _ pattern: Resource.Pattern
  ) -> TaskAnswer {
    guard (200..<300).contains(response.status) else {
      return .failed(
        TaskFailure(
          error: "States.Http.StatusCode.\(response.status)",
          cause: Self.redacted(response.body, connection)))
    }
    let result: Value = [
      "Headers": response.headerLists, "ResponseBody": response.bodyValue,
      "StatusCode": .int(response.status), "StatusText": .string(response.reason),
    ]
    return TaskResults.answer(Payload(result), name: "http")
  }

  private func make(
    _ arguments: Value, _ address: String, _ method: String,
    _ connection: ConnectionConfiguration, _ request: TaskRequest
  ) -> HTTPRequest {
    var query = Object(connection.query.sorted { $0.key < $1.key }.map { ($0, .string($1)) })
    for (name, value) in arguments["QueryParameters"]?.object ?? Object() { query[name] = value }
    let encoded = FormCoding.encoded(query)
    let separator = address.contains("?") ? "&" : "?"
    var headers: [(String, String)] = [
      ("User-Agent", "Amazon|StepFunctions|HttpInvoke|\(workspace.region)"),
      ("Range", "bytes=0-262144"), ("Accept", "*/*"),
    ]
    for (name, value) in connection.headers.sorted(by: { $0.key < $1.key }) {
      headers.append((name, value))
    }
    let given = arguments["Headers"]?.object ?? Object()
    for (name, value) in given {
      headers.removeAll { $0.0.lowercased() == name.lowercased() }
      headers.append((name, value.string ?? value.text))
    }
    let body = body(arguments, connection)
    if body != nil, !headers.contains(where: { $0.0.lowercased() == "content-type" }) {
      let isForm = arguments["Transform"]?["RequestBodyEncoding"]?.string == "URL_ENCODED"
      headers.append(
        ("Content-Type", isForm ? "application/x-www-form-urlencoded" : "application/json"))
    }
    return HTTPRequest(
      method: method, address: encoded.isEmpty ? address : address + separator + encoded,
      headers: headers, body: body,
      timeout: min(request.timeoutSeconds ?? Self.timeLimit, Self.timeLimit))
  }

  private func body(_ arguments: Value, _ connection: ConnectionConfiguration) -> String? {
    var value = arguments["RequestBody"]
    if !connection.body.isEmpty {
      var members = value?.object ?? Object()
      for (name, added) in connection.body { members[name] = added }
      value = .object(members)
    }
    guard let value, !value.isNull else { return nil }
    if arguments["Transform"]?["RequestBodyEncoding"]?.string == "URL_ENCODED",
      let members = value.object
    {
      let arrays =
        arguments["Transform"]?["RequestEncodingOptions"]?["ArrayFormat"]?.string ?? "INDICES"
      return FormCoding.encoded(members, arrays: arrays)
    }
    return value.string ?? value.text
  }

  // MARK: Connections

  /// `crm` of `arn:aws:events:us-east-1:123456789012:connection/crm/0a1b…`.
  static func connectionName(_ arn: String) -> String {
    let parts = arn.split(separator: "/")
    return parts.count > 1 ? String(parts[1]) : arn
  }

  private func noConnection(_ name: String) -> TaskAnswer {
    .unavailable(
      TaskFailure(
        error: "Events.ResourceNotFoundException",
        cause: "Failed to describe connection(s). Connection '\(name)' does not exist."),
      hint: "add `\(name): {type: API_KEY, name: …, value: …}` under `connections:` in "
        + "\(workspace.folder)/treadle.yaml")
  }

  private func authorization(
    _ connection: ConnectionConfiguration
  ) async throws(HTTPFault) -> [(name: String, value: String)] {
    switch connection.authorization {
    case .none: return []
    case .basic(let user, let password):
      let code = Identifiers.base64(Array("\(user):\(password)".utf8))
      return [("Authorization", "Basic \(code)")]
    case .apiKey(let name, let value): return [(name, value)]
    case .oauth:
      let token = try await AccessTokens.shared.token(of: connection)
      return [("Authorization", "Bearer \(token)")]
    }
  }

  /// A text without the connection's secrets.
  static func redacted(_ text: String, _ connection: ConnectionConfiguration) -> String {
    let secrets: [String] =
      switch connection.authorization {
      case .none: []
      case .basic(_, let password): [password]
      case .apiKey(_, let value): [value]
      case .oauth(_, _, _, let secret, _): [secret]
      }
    return secrets.filter { !$0.isEmpty }.reduce(text) { $0.replacing($1, with: "****") }
  }
}
