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
      var http = make(arguments, address, method, connection, request)
      http.headers += try await authorization(connection)
      let response = try await WebRoutes(
        workspace: workspace, service: "http", functions: functions
      )
      .send(http)
      return answer(response, connection, pattern)
    } catch {
      return .failed(
        TaskFailure(
          error: "States.Http.Socket", cause: Self.redacted(error.message, connection)))
    }
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
    case .oauth(let endpoint, let method, let id, let secret, let body):
      var form: Object = [
        "grant_type": "client_credentials", "client_id": .string(id),
        "client_secret": .string(secret),
      ]
      for (name, value) in body { form[name] = .string(value) }
      let response = try await HTTP.send(
        HTTPRequest(
          method: method, address: endpoint,
          headers: [("Content-Type", "application/x-www-form-urlencoded")],
          body: FormCoding.encoded(form), timeout: 30))
      guard let token = response.bodyValue["access_token"]?.string else {
        throw HTTPFault(
          message: "the connection \(connection.name) was not authorized: \(endpoint) answered "
            + "\(response.status) without an access_token")
      }
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

/// Where requests go: out, or where `routes` of `treadle.yaml` lead them.
///
///     services:
///       apigateway: {routes: {abcdef1234: "http://127.0.0.1:9000"}}
///       http: {routes: {"https://addresses.example": "function:addresses"}}
struct WebRoutes {
  let workspace: Workspace
  /// `http` or `apigateway`
  let service: String
  let functions: LambdaTasks?

  func send(_ request: HTTPRequest) async throws(HTTPFault) -> HTTPResponse {
    let routes = workspace.services[service]?.routes ?? [:]
    let match = routes.keys.filter { request.address.hasPrefix($0) }.max { $0.count < $1.count }
    guard let match, let target = routes[match] else { return try await HTTP.send(request) }
    let rest = String(request.address.dropFirst(match.count))
    guard target.hasPrefix("function:") else {
      var request = request
      request.address = target + rest
      return try await HTTP.send(request)
    }
    return try await call(String(target.dropFirst(9)), request, path: rest)
  }

  /// Calls a function of the workspace as API Gateway's proxy integration does.
  func call(
    _ name: String, _ request: HTTPRequest, path: String
  ) async throws(HTTPFault) -> HTTPResponse {
    guard let functions, let function = workspace.functions[name] else {
      throw HTTPFault(
        message: "\(service).routes leads to the function \(name), which is not there")
    }
    let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var query = Object()
    for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query[PercentCoding.decoded(String(sides[0]), plusIsBlank: true)] = .string(
        sides.count > 1 ? PercentCoding.decoded(String(sides[1]), plusIsBlank: true) : "")
    }
    var headers = Object()
    for (name, value) in request.headers { headers[name] = .string(value) }
    let event: Value = [
      "httpMethod": .string(request.method),
      "path": .string(parts[0].isEmpty ? "/" : String(parts[0])),
      "headers": .object(headers), "queryStringParameters": .object(query),
      "body": request.body.map(Value.string) ?? .null, "isBase64Encoded": false,
    ]
    switch await functions.invoke(function: function, event: event.text, { _ in }) {
    case .failed:
      return HTTPResponse(
        status: 502, reason: "Bad Gateway", headers: [("Content-Type", "application/json")],
        body: #"{"message":"Internal server error"}"#)
    case .answered(let text):
      let result = (try? Value(parsing: text)) ?? .null
      let status = result["statusCode"]?.int ?? 200
      var answered = (result["headers"]?.object ?? Object()).map { ($0, $1.string ?? $1.text) }
      if !answered.contains(where: { $0.0.lowercased() == "content-type" }) {
        answered.append(("Content-Type", "application/json"))
      }
      let body = result["body"].map { $0.string ?? $0.text } ?? ""
      return HTTPResponse(
        status: status, reason: HTTP.reason(status), headers: answered, body: body)
    }
  }
}
