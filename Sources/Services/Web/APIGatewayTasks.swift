import ASL
import Engine
import JSON

/// `apigateway:invoke`: a request to an API's stage.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html>
struct APIGatewayTasks {
  let workspace: Workspace
  let configuration: ServiceConfiguration?
  var functions: LambdaTasks?

  func invoke(_ request: TaskRequest, _ pattern: Resource.Pattern) async -> TaskAnswer {
    let arguments = request.arguments.value
    let http = make(arguments, request)
    do throws(HTTPFault) {
      let response = try await send(http, arguments)
      guard (200..<300).contains(response.status) else {
        let cause = (try? Value(parsing: response.body))?.text ?? response.body
        return .failed(TaskFailure(error: "ApiGateway.\(response.status)", cause: cause))
      }
      let result = Payload([
        "Headers": response.headerLists, "ResponseBody": response.bodyValue,
        "StatusCode": .int(response.status), "StatusText": .string(response.reason),
      ])
      guard result.text.utf8.count <= TaskResults.sizeLimit else {
        return .failed(TaskResults.tooLarge("apigateway"))
      }
      return pattern == .waitForTaskToken ? .submitted(result) : .succeeded(result)
    } catch {
      let endpoint = arguments["ApiEndpoint"]?.string ?? ""
      return .unavailable(
        TaskFailure(error: "ApiGateway.SdkClientException", cause: error.message),
        hint: "say where \(endpoint) is: `apigateway: {routes: {\"\(endpoint)\": "
          + "\"http://127.0.0.1:PORT\"}}` under `services:` in \(workspace.folder)/treadle.yaml, "
          + "or mock \"\(request.state)\"")
    }
  }

  private func make(_ arguments: Value, _ request: TaskRequest) -> HTTPRequest {
    var path = ""
    for part in [arguments["Stage"]?.string, arguments["Path"]?.string] {
      guard let part, !part.isEmpty else { continue }
      path += "/" + part.drop { $0 == "/" }
    }
    let query = FormCoding.encoded(arguments["QueryParameters"]?.object ?? Object())
    if !query.isEmpty { path += "?" + query }
    var headers: [(String, String)] = [
      ("User-Agent", "Amazon|StepFunctions|\(workspace.account)|\(workspace.region)")
    ]
    for (name, values) in arguments["Headers"]?.object ?? Object() {
      for value in values.array ?? [values] { headers.append((name, value.string ?? value.text)) }
    }
    var body: String?
    if let value = arguments["RequestBody"], !value.isNull {
      // A text goes out as JSON text, which is what the API gets on AWS.
      body = value.text
      if !headers.contains(where: { $0.0.lowercased() == "content-type" }) {
        headers.append(("Content-Type", "application/json"))
      }
    }
    return HTTPRequest(
      method: arguments["Method"]?.string ?? "GET", address: path, headers: headers, body: body,
      timeout: min(request.timeoutSeconds ?? 29, 29))
  }

  /// Sends to where the API's id or host is routed, else to the host itself.
  private func send(_ request: HTTPRequest, _ arguments: Value) async throws(HTTPFault)
    -> HTTPResponse
  {
    let endpoint = arguments["ApiEndpoint"]?.string ?? ""
    let host = endpoint.firstRange(of: "://").map { String(endpoint[$0.upperBound...]) } ?? endpoint
    let id = host.split(separator: ".").first.map(String.init) ?? host
    let target =
      configuration?.routes[endpoint] ?? configuration?.routes[host] ?? configuration?.routes[id]
      ?? configuration?.endpoint
    var request = request
    if let target, target.hasPrefix("function:") {
      return try await WebRoutes(workspace: workspace, service: "apigateway", functions: functions)
        .call(String(target.dropFirst(9)), request, path: request.address)
    }
    let base = target ?? (endpoint.contains("://") ? endpoint : "https://" + host)
    request.address = base + request.address
    return try await HTTP.send(request)
  }
}
