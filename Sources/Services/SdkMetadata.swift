import JSON

/// `SdkHttpMetadata` and `SdkResponseMetadata`, which optimized integrations add to a result.
///
/// The order of the headers is that of the recordings of AWS.
struct SdkMetadata {
  /// Which headers a service answers with.
  enum Style {
    case lambda
    /// SQS, SNS, Step Functions.
    case keepAlive(contentType: String)
    case dynamoDB
    case plain(contentType: String)
  }

  var style: Style
  var status = 200
  var contentLength: Int
  var requestID = Identifiers.uuid()

  /// Adds the two members to an object; all members are then in alphabetical order.
  func added(to result: Object) -> Object {
    var result = result
    result["SdkHttpMetadata"] = httpMetadata
    result["SdkResponseMetadata"] = .object(["RequestId": .string(requestID)])
    return result.sorted
  }

  private var httpMetadata: Value {
    let all = headers
    var sorted = Object()
    for (name, value) in all.sorted(by: { $0.0.lowercased() < $1.0.lowercased() }) {
      sorted[name] = .string(value)
    }
    return .object([
      "AllHttpHeaders": .object(Object(all.map { ($0.0, .array([.string($0.1)])) })),
      "HttpHeaders": .object(sorted),
      "HttpStatusCode": .int(status),
    ])
  }

  private var headers: [(String, String)] {
    let date = ("Date", WallClock.httpDate(WallClock.milliseconds()))
    let length = ("Content-Length", String(contentLength))
    switch style {
    case .lambda:
      let trace = Identifiers.hex(Identifiers.digest("MD5", Array(requestID.utf8)))
      return [
        ("X-Amz-Executed-Version", "$LATEST"), ("x-amzn-Remapped-Content-Length", "0"),
        ("Connection", "keep-alive"), ("x-amzn-RequestId", requestID), length, date,
        ("X-Amzn-Trace-Id", "root=1-\(trace.prefix(8))-\(trace.suffix(24));parent=0;sampled=0"),
        ("Content-Type", "application/json"),
      ]
    case .keepAlive(let type):
      return [
        ("x-amzn-RequestId", requestID), ("connection", "keep-alive"), length, date,
        ("Content-Type", type),
      ]
    case .dynamoDB:
      return [
        ("Server", "Server"), ("Connection", "keep-alive"), ("x-amzn-RequestId", requestID),
        ("x-amz-crc32", "0"), length, date, ("Content-Type", "application/x-amz-json-1.0"),
      ]
    case .plain(let type):
      return [("x-amzn-RequestId", requestID), length, date, ("Content-Type", type)]
    }
  }
}

extension Object {
  /// The same members in alphabetical order of their names.
  var sorted: Object { Object(self.map { ($0, $1) }.sorted { $0.0 < $1.0 }) }
}
