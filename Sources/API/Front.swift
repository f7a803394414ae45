import JSON
import NIOCore
import NIOHTTP1

/// What stands between HTTP and the calls: who may call, what is called, and AWS's JSON protocol.
///
/// <https://docs.aws.amazon.com/step-functions/latest/apireference/>
struct Front: Sendable {
  let service: Service
  /// Hosts besides the loopback ones that may stand in `Host`.
  let allowedHosts: Set<String>
  /// Verifies signatures where keys were given; `nil` accepts any.
  let signer: SignatureVerifier?
  /// Answers calls of other services; `nil` where the service is none of them.
  let neighbours: @Sendable (WebRequest) -> WebReply?

  private static let targetPrefix = "AWSStepFunctions."

  func respond(_ request: WebRequest) -> WebReply {
    if let refusal = refusal(of: request) { return .now(refusal) }
    let target = request.headers.first(name: "x-amz-target") ?? ""
    guard target.hasPrefix(Self.targetPrefix) else {
      return neighbours(request) ?? .now(Self.unknown(target: target, request))
    }
    let operation = String(target.dropFirst(Self.targetPrefix.count))
    guard request.method == .POST else {
      return .now(Self.json(.failure(Fault(code: "UnknownOperationException", message: "", status: 404))))
    }
    let body: Value
    switch Self.body(request) {
    case .success(let value): body = value
    case .failure(let fault): return .now(Self.json(.failure(fault)))
    }
    switch service.handle(operation, body) {
    case .now(let result): return .now(Self.json(result))
    case .later(let work): return .later { Self.json(await work()) }
    }
  }

  /// A page in a browser must not drive the server: it has an `Origin`, and a name that was made to
  /// lead here is no loopback name.
  private func refusal(of request: WebRequest) -> WebResponse? {
    if request.problem == .tooLarge {
      return Self.json(
        .failure(
          Fault(
            code: "RequestEntityTooLargeException",
            message: "Request body is larger than \(Server.bodyLimit) bytes", status: 413)))
    }
    if let origin = request.headers.first(name: "origin") {
      return Self.forbidden("Requests from web pages are refused (Origin: \(origin))")
    }
    let hosts = request.headers["host"]
    let host = hosts.joined(separator: ", ")
    guard hosts.count == 1, isAllowed(host: host) else {
      return Self.forbidden("Unknown host '\(host)': use 127.0.0.1 or localhost")
    }
    if let signer, !signer.accepts(request) {
      return Self.json(
        .failure(
          Fault(
            code: "UnrecognizedClientException",
            message: "The security token included in the request is invalid.", status: 403)))
    }
    return nil
  }

  private func isAllowed(host: String) -> Bool {
    guard var lower = Self.name(inHost: host)?.lowercased() else { return false }
    // SDKs put `sync-` before the host for StartSyncExecution and TestState.
    if lower.hasPrefix("sync-") { lower.removeFirst("sync-".count) }
    return lower == "localhost" || lower.hasSuffix(".localhost") || lower == "::1"
      || lower.hasPrefix("127.") && lower.allSatisfy { $0.isNumber || $0 == "." }
      || allowedHosts.contains(lower)
  }

  /// The name, or the address without brackets, of `NAME[:PORT]`; `nil` where it is something else.
  private static func name(inHost host: String) -> Substring? {
    let isBracketed = host.hasPrefix("[")
    let end: Character = isBracketed ? "]" : ":"
    let name = (isBracketed ? host.dropFirst() : host[...]).prefix { $0 != end }
    var rest = host[name.endIndex...]
    if isBracketed {
      guard rest.first == "]" else { return nil }
      rest = rest.dropFirst()
    }
    let isPort = rest.first == ":" && rest.dropFirst().utf8.allSatisfy { 0x30...0x39 ~= $0 }
    return rest.isEmpty || isPort ? name : nil
  }

  private static func forbidden(_ message: String) -> WebResponse {
    json(.failure(Fault(code: "AccessDeniedException", message: message, status: 403)))
  }

  private static func body(_ request: WebRequest) -> Result<Value, Fault> {
    let bytes = Array(request.body.readableBytesView)
    if bytes.isEmpty { return .success(.emptyObject) }
    do throws(ParseError) {
      let value = try Value(parsing: bytes)
      guard case .object = value else { throw ParseError(offset: 0, reason: "no object") }
      return .success(value)
    } catch {
      return .failure(
        Fault(
          code: "SerializationException",
          message: "The request body is not a JSON object: \(error.reason) at byte \(error.offset)"))
    }
  }

  private static func unknown(target: String, _ request: WebRequest) -> WebResponse {
    if target.isEmpty, request.method != .POST {
      return json(.failure(Fault(code: "UnknownOperationException", message: "", status: 404)))
    }
    return json(.failure(Fault(code: "UnknownOperationException", message: "")))
  }

  /// An answer in AWS's JSON protocol 1.0.
  static func json(_ result: Result<Value, Fault>) -> WebResponse {
    var bytes: [UInt8] = []
    var headers = [
      ("content-type", "application/x-amz-json-1.0"), ("x-amzn-requestid", UUID.random()),
    ]
    switch result {
    case .success(let value):
      value.write(into: &bytes)
      return WebResponse(status: .ok, headers: headers, body: bytes)
    case .failure(let fault):
      fault.body.write(into: &bytes)
      headers.append(("x-amzn-errortype", fault.code))
      return WebResponse(
        status: HTTPResponseStatus(statusCode: fault.status), headers: headers, body: bytes)
    }
  }
}
