import JSON

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
