import JSON

/// A request over HTTP.
struct HTTPRequest: Sendable {
  var method: String
  var address: String
  var headers: [(name: String, value: String)]
  var body: String?
  /// Seconds, at most 60: AWS's limit.
  var timeout: Int
}

/// What came back.
struct HTTPResponse: Sendable {
  var status: Int
  var reason: String
  var headers: [(name: String, value: String)]
  var body: String

  /// The body as JSON where it is JSON, else as text.
  var bodyValue: Value {
    body.isEmpty ? .string("") : (try? Value(parsing: body)) ?? .string(body)
  }

  /// `{"Content-Type": ["application/json"]}`
  var headerLists: Value {
    var lists = Object()
    for (name, value) in headers {
      lists[name] = .array((lists[name]?.array ?? []) + [.string(value)])
    }
    return .object(lists)
  }
}

/// Why nothing came back.
struct HTTPFault: Error {
  var message: String
}

/// The one place from which requests go out: `curl`, whose start costs 10 ms a request, but nothing
/// when the program starts. Everything, secrets too, goes in through its standard input, so that the
/// list of processes does not show it.
enum HTTP {
  static func send(_ request: HTTPRequest) async throws(HTTPFault) -> HTTPResponse {
    let answer = await runProgram(
      "curl", ["--silent", "--show-error", "--include", "--config", "-"],
      input: configuration(request), timeout: request.timeout + 2)
    switch answer {
    case .failed(let message): throw HTTPFault(message: message)
    case .ended(let output, _, 0):
      guard let response = parse(output) else {
        throw HTTPFault(message: "\(request.address) answered no HTTP")
      }
      return response
    case .ended(_, let errors, 28):
      throw HTTPFault(message: errors.isEmpty ? "timed out" : line(errors))
    case .ended(_, let errors, let status):
      throw HTTPFault(message: errors.isEmpty ? "curl ended with \(status)" : line(errors))
    }
  }

  private static func line(_ errors: String) -> String {
    var text = errors.split(separator: "\n").first.map(String.init) ?? errors
    if text.hasPrefix("curl: "), let blank = text.firstRange(of: ") ") {
      text = String(text[blank.upperBound...])
    }
    return text
  }

  private static func configuration(_ request: HTTPRequest) -> String {
    var lines = [
      "url = \(quoted(request.address))", "request = \(quoted(request.method))",
      "max-time = \(request.timeout)", "proto = \"=http,https\"", "globoff", "path-as-is",
    ]
    if request.method == "HEAD" { lines.append("head") }
    for (name, value) in request.headers { lines.append("header = \(quoted("\(name): \(value)"))") }
    if let body = request.body { lines.append("data-raw = \(quoted(body))") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A text as curl's configuration has it.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Takes head and body apart; heads of `100 Continue` and of proxies come before the last.
  static func parse(_ text: String) -> HTTPResponse? {
    var bytes = Array(text.utf8)[...]
    while true {
      guard let end = bytes.firstRange(of: [13, 10, 13, 10]) else { return nil }
      let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      bytes = bytes[end.upperBound...]
      var lines = head.replacing("\r\n", with: "\n").split(separator: "\n")[...]
      guard let first = lines.popFirst(), first.hasPrefix("HTTP/") else { return nil }
      let words = first.split(separator: " ", maxSplits: 2)
      guard words.count >= 2, let status = Int(words[1]) else { return nil }
      let isIntermediate =
        status < 200 || (status == 200 && bytes.starts(with: Array("HTTP/".utf8)))
      if isIntermediate { continue }
      var response = HTTPResponse(
        status: status, reason: words.count > 2 ? String(words[2]) : reason(status), headers: [],
        body: String(decoding: bytes, as: UTF8.self))
      for line in lines {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        response.headers.append((String(line[..<colon]), String(value)))
      }
      return response
    }
  }

  /// `OK` for 200: HTTP/2 has no reasons.
  static func reason(_ status: Int) -> String {
    [
      200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 301: "Moved Permanently",
      302: "Found", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized",
      403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict",
      422: "Unprocessable Entity", 429: "Too Many Requests", 500: "Internal Server Error",
      502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    ][status] ?? ""
  }
}

/// Query strings and form bodies.
enum FormCoding {
  /// `a=1&b=2`; an array repeats its name, or as `arrays` says.
  static func encoded(_ members: Object, arrays: String = "REPEAT") -> String {
    var pairs: [String] = []
    for (name, value) in members { add(name, value, arrays, &pairs) }
    return pairs.joined(separator: "&")
  }

  private static func add(
    _ name: String, _ value: Value, _ arrays: String, _ pairs: inout [String]
  ) {
    switch value {
    case .array(let elements):
      if arrays == "COMMAS" {
        let text = elements.map(text).map { PercentCoding.encoded($0) }.joined(separator: ",")
        pairs.append(PercentCoding.encoded(name) + "=" + text)
        return
      }
      for (place, element) in elements.enumerated() {
        let suffix = arrays == "INDICES" ? "[\(place)]" : arrays == "BRACKETS" ? "[]" : ""
        add(name + suffix, element, arrays, &pairs)
      }
    case .object(let members):
      for (key, member) in members { add("\(name)[\(key)]", member, arrays, &pairs) }
    default:
      pairs.append(
        PercentCoding.encoded(name, keeping: "[]") + "=" + PercentCoding.encoded(text(value)))
    }
  }

  private static func text(_ value: Value) -> String { value.string ?? value.text }
}
