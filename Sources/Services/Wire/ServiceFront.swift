import JSON

/// A request of HTTP, as far as services look at it.
public struct WireRequest: Sendable {
  /// `GET`
  public var method: String
  /// Path and query as sent, `/bucket/key?list-type=2`.
  public var target: String
  /// Names in small letters.
  public var headers: [String: String]
  public var body: [UInt8]

  public init(method: String, target: String, headers: [String: String], body: [UInt8]) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// The path without its query, still percent-coded.
  var path: Substring { target.prefix { $0 != "?" } }

  /// The query's members, decoded; one without a value has `""`.
  var query: [String: String] {
    guard let mark = target.firstIndex(of: "?") else { return [:] }
    var query: [String: String] = [:]
    for pair in target[target.index(after: mark)...].split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query[PercentCoding.decoded(String(sides[0]))] =
        sides.count > 1 ? PercentCoding.decoded(String(sides[1])) : ""
    }
    return query
  }
}

/// What goes back.
public struct WireResponse: Sendable {
  public var status: Int
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]

  public init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// The services of a workspace in the protocols of AWS: JSON (DynamoDB, SQS, EventBridge, SSM,
/// Secrets Manager), Query (SNS), REST (S3, Lambda invoke), so that boto3 and local functions share
/// tables, queues and buckets with the workflows.
public struct ServiceFront: Sendable {
  let services: EmbeddedServices
  let lambda: LambdaTasks
  /// `http://127.0.0.1:8083`, for the addresses of queues.
  let endpoint: String?

  public init(_ dispatcher: Dispatcher, endpoint: String? = nil) {
    services = dispatcher.services
    lambda = LambdaTasks(workspace: dispatcher.workspace, functions: dispatcher.functions)
    self.endpoint = endpoint
  }

  /// Services of the JSON protocols by what stands before the dot in `X-Amz-Target`, and the version
  /// of the protocol.
  private static let targets = [
    "DynamoDB_20120810": ("dynamodb", "1.0"), "AmazonSQS": ("sqs", "1.0"),
    "AWSEvents": ("events", "1.1"), "secretsmanager": ("secretsmanager", "1.1"),
    "AmazonSSM": ("ssm", "1.1"),
  ]

  /// The work that answers a request, or `nil` where it is for none of the services.
  public func answer(_ request: WireRequest) -> (@Sendable () async -> WireResponse)? {
    if let target = request.headers["x-amz-target"] {
      let parts = target.split(separator: ".", maxSplits: 1).map(String.init)
      guard parts.count == 2, let (service, version) = Self.targets[parts[0]] else { return nil }
      return { await json(service, parts[1], version, request) }
    }
    if request.path.hasPrefix("/2015-03-31/functions/") {
      return { await LambdaWire(lambda: lambda).answer(request) }
    }
    let type = request.headers["content-type"] ?? ""
    if request.method == "POST", type.hasPrefix("application/x-www-form-urlencoded") {
      let form = QueryForm(String(decoding: request.body, as: UTF8.self))
      guard let operation = form.action else { return nil }
      return { query(operation, form) }
    }
    guard Self.isForS3(request) else { return nil }
    return { ObjectWire(buckets: services.buckets).answer(request) }
  }

  /// S3 signs with its name, and has no other mark.
  private static func isForS3(_ request: WireRequest) -> Bool {
    let authorization = request.headers["authorization"] ?? ""
    if !authorization.isEmpty {
      return authorization.contains("/s3/") || authorization.contains("/s3express/")
    }
    return ["GET", "HEAD", "PUT", "DELETE"].contains(request.method)
      || request.query.keys.contains("delete")
  }

  // MARK: JSON

  private func json(
    _ service: String, _ operation: String, _ version: String, _ request: WireRequest
  ) async -> WireResponse {
    do throws(ServiceError) {
      let value = request.body.isEmpty ? Value.emptyObject : try? Value(parsing: request.body)
      guard let parameters = value?.object else {
        throw ServiceError("SerializationException", "The request body is not a JSON object")
      }
      var result = try await services.callWaiting(
        service: service, operation: operation, parameters: parameters, endpoint: endpoint)
      // Instants are numbers on the wire.
      if service == "ssm" || service == "secretsmanager" { result = Self.withSeconds(result) }
      return Self.json(200, .object(result), version, [])
    } catch {
      return Self.failure(error, service, version)
    }
  }

  private static func failure(
    _ error: ServiceError, _ service: String, _ version: String
  ) -> WireResponse {
    let prefixes = [
      "dynamodb": "com.amazonaws.dynamodb.v20120810#", "sqs": "com.amazonaws.sqs#",
    ]
    var body: Object = [
      "__type": .string((prefixes[service] ?? "") + error.code), "message": .string(error.message),
    ]
    if error.code == "TransactionCanceledException" { body["Message"] = .string(error.message) }
    for (name, value) in error.details { body[name] = value }
    var headers = [("x-amzn-ErrorType", error.code)]
    if error.code == "QueueDoesNotExist" {
      headers.append(("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender"))
    }
    return json(error.status, .object(body), version, headers)
  }

  static func json(
    _ status: Int, _ value: Value, _ version: String, _ headers: [(String, String)]
  ) -> WireResponse {
    var bytes: [UInt8] = []
    value.write(into: &bytes)
    return WireResponse(
      status: status,
      headers: [
        ("Content-Type", "application/x-amz-json-\(version)"),
        ("x-amzn-RequestId", Identifiers.uuid()),
      ] + headers, body: bytes)
  }

  private static func withSeconds(_ object: Object) -> Object {
    Object(
      object.map { name, value in
        if name.hasSuffix("Date"), let text = value.string, let time = Timestamp(text) {
          return (name, .double(Double(time.milliseconds) / 1000))
        }
        switch value {
        case .object(let members): return (name, .object(withSeconds(members)))
        case .array(let elements):
          return (
            name, .array(elements.map { $0.object.map { .object(withSeconds($0)) } ?? $0 })
          )
        default: return (name, value)
        }
      })
  }

  // MARK: Query

  private func query(_ operation: String, _ form: QueryForm) -> WireResponse {
    let version = form.version
    let service = version == "2012-11-05" ? "sqs" : "sns"
    var xml = XML()
    do throws(ServiceError) {
      let result = try services.call(
        service: service, operation: operation, parameters: form.members, endpoint: endpoint)
      xml.open("\(operation)Response", "xmlns=\"http://\(service).amazonaws.com/doc/\(version)/\"")
      xml.open("\(operation)Result")
      xml.members(result)
      xml.close("\(operation)Result")
      xml.open("ResponseMetadata")
      xml.element("RequestId", Identifiers.uuid())
      xml.close("ResponseMetadata")
      xml.close("\(operation)Response")
      return xml.response(200)
    } catch {
      xml.open("ErrorResponse")
      xml.open("Error")
      xml.element("Type", "Sender")
      xml.element("Code", error.code)
      xml.element("Message", error.message)
      xml.close("Error")
      xml.element("RequestId", Identifiers.uuid())
      xml.close("ErrorResponse")
      return xml.response(error.status)
    }
  }
}

/// Writes XML.
struct XML {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  mutating func open(_ name: String, _ attributes: String = "") {
    text += attributes.isEmpty ? "<\(name)>" : "<\(name) \(attributes)>"
  }

  mutating func close(_ name: String) { text += "</\(name)>" }

  mutating func element(_ name: String, _ content: String) {
    text += "<\(name)>\(Self.escaped(content))</\(name)>"
  }

  /// Members of a result of the Query protocol: lists have `member`s, maps `entry`s.
  mutating func members(_ object: Object) {
    for (name, value) in object {
      switch value {
      case .array(let elements):
        open(name)
        for element in elements {
          if let members = element.object {
            open("member")
            self.members(members)
            close("member")
          } else {
            self.element("member", element.string ?? element.text)
          }
        }
        close(name)
      case .object(let members):
        open(name)
        for (key, value) in members {
          open("entry")
          element("key", key)
          element("value", value.string ?? value.text)
          close("entry")
        }
        close(name)
      default: element(name, value.string ?? value.text)
      }
    }
  }

  func response(_ status: Int, _ headers: [(String, String)] = []) -> WireResponse {
    WireResponse(
      status: status,
      headers: [("Content-Type", "text/xml"), ("x-amzn-RequestId", Identifiers.uuid())] + headers,
      body: Array(text.utf8))
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r": result += "&#xD;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// A form of the Query protocol: `Attributes.entry.1.key=a&Attributes.entry.1.value=b`.
struct QueryForm: Sendable {
  let fields: [(name: String, value: String)]

  init(_ text: String) {
    fields = text.split(separator: "&").map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        PercentCoding.decoded(String(sides[0]), plusIsBlank: true),
        sides.count > 1 ? PercentCoding.decoded(String(sides[1]), plusIsBlank: true) : ""
      )
    }
  }

  var action: String? { fields.first { $0.name == "Action" }?.value }
  var version: String { fields.first { $0.name == "Version" }?.value ?? "2010-03-31" }

  /// The request's members, lists and maps put together.
  var members: Object {
    var root = Node()
    for (name, value) in fields where name != "Action" && name != "Version" {
      root.set(name.split(separator: ".").map(String.init)[...], value)
    }
    return root.value.object ?? Object()
  }

  private struct Node {
    var text: String?
    var children: [(name: String, node: Node)] = []

    mutating func set(_ path: ArraySlice<String>, _ value: String) {
      guard let first = path.first else {
        text = value
        return
      }
      let rest = path.dropFirst()
      if let place = children.firstIndex(where: { $0.name == first }) {
        children[place].node.set(rest, value)
      } else {
        var node = Node()
        node.set(rest, value)
        children.append((first, node))
      }
    }

    var value: Value {
      if children.isEmpty { return .string(text ?? "") }
      if children.count == 1, children[0].name == "member" || children[0].name == "entry" {
        let elements = children[0].node.children.sorted {
          (Int($0.name) ?? 0) < (Int($1.name) ?? 0)
        }
        .map(\.node.value)
        return children[0].name == "member" ? .array(elements) : Self.map(elements)
      }
      return .object(Object(children.map { ($0.name, $0.node.value) }))
    }

    private static func map(_ entries: [Value]) -> Value {
      var map = Object()
      for entry in entries {
        guard let key = (entry["key"] ?? entry["Name"])?.string else { continue }
        map[key] = entry["value"] ?? entry["Value"] ?? ""
      }
      return .object(map)
    }
  }
}
