import JSON

/// S3's REST protocol, with the bucket in the path.
struct ObjectWire {
  let buckets: Buckets

  func answer(_ request: WireRequest) -> WireResponse {
    let path = request.path.drop { $0 == "/" }
    let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let bucket = PercentCoding.decoded(String(parts.first ?? ""))
    let key = parts.count > 1 ? PercentCoding.decoded(String(parts[1])) : ""
    do throws(ServiceError) {
      if bucket.isEmpty { return try listBuckets() }
      return key.isEmpty
        ? try onBucket(bucket, request) : try onObject(bucket, key, request)
    } catch {
      return failure(error, request)
    }
  }

  private func failure(_ error: ServiceError, _ request: WireRequest) -> WireResponse {
    guard request.method != "HEAD", error.status != 304 else {
      return WireResponse(
        status: error.status, headers: [("Content-Type", "application/xml")], body: [])
    }
    var xml = XML()
    xml.open("Error")
    xml.element("Code", error.code)
    xml.element("Message", error.message)
    for (name, value) in error.details { xml.element(name, value.string ?? value.text) }
    xml.element("RequestId", Identifiers.uuid())
    xml.close("Error")
    return xml.response(error.status)
  }

  static let namespace = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\""

  func empty(_ status: Int, _ headers: [(String, String)] = []) -> WireResponse {
    WireResponse(
      status: status, headers: [("x-amz-request-id", Identifiers.uuid())] + headers, body: [])
  }

  // MARK: Buckets

  private func listBuckets() throws(ServiceError) -> WireResponse {
    var xml = XML()
    xml.open("ListAllMyBucketsResult", Self.namespace)
    xml.open("Buckets")
    for name in buckets.names() {
      xml.open("Bucket")
      xml.element("Name", name)
      xml.element("CreationDate", "1970-01-01T00:00:00.000Z")
      xml.close("Bucket")
    }
    xml.close("Buckets")
    xml.close("ListAllMyBucketsResult")
    return xml.response(200)
  }

  private func onBucket(_ bucket: String, _ request: WireRequest) throws(ServiceError)
    -> WireResponse
  {
    let query = request.query
    switch request.method {
    case "PUT":
      if query.isEmpty { try buckets.create(bucket) } else { try buckets.require(bucket) }
      return empty(200, [("Location", "/" + bucket)])
    case "HEAD":
      try buckets.require(bucket)
      return empty(200, [("x-amz-bucket-region", "us-east-1")])
    case "DELETE":
      try buckets.delete(bucket)
      return empty(204)
    case "POST" where query["delete"] != nil: return try deleteMany(bucket, request)
    case "GET": return try list(bucket, query)
    default: throw Self.unknown
    }
  }

  static let unknown = ServiceError(
    "NotImplemented",
    "A header or query you provided implies functionality that is not implemented.",
    status: 501)

  private func list(_ bucket: String, _ query: [String: String]) throws(ServiceError)
    -> WireResponse
  {
    var xml = XML()
    if query["location"] != nil {
      try buckets.require(bucket)
      xml.open("LocationConstraint", Self.namespace)
      xml.close("LocationConstraint")
      return xml.response(200)
    }
    if query["uploads"] != nil { return try listUploads(bucket) }
    if let other = ["versioning", "tagging", "policy", "acl", "encryption", "cors"]
      .first(where: { query[$0] != nil })
    {
      guard other == "versioning" else { throw Self.unknown }
      xml.open("VersioningConfiguration", Self.namespace)
      xml.close("VersioningConfiguration")
      return xml.response(200)
    }
    let isSecond = query["list-type"] == "2"
    var request: Object = ["Bucket": .string(bucket)]
    for (name, member) in [
      ("prefix", "Prefix"), ("delimiter", "Delimiter"), ("continuation-token", "ContinuationToken"),
      ("start-after", "StartAfter"), ("marker", "Marker"),
    ] {
      if let value = query[name] { request[member] = .string(value) }
    }
    if let limit = query["max-keys"].flatMap({ Int($0) }) { request["MaxKeys"] = .int(limit) }
    let result = try BucketOperations(buckets: buckets).handle(
      isSecond ? "ListObjectsV2" : "ListObjects", request)
    let isCoded = query["encoding-type"] == "url"
    func name(_ value: Value?) -> String {
      let text = value?.string ?? ""
      return isCoded ? PercentCoding.encoded(text, keeping: "/") : text
    }
    xml.open("ListBucketResult", Self.namespace)
    for (member, value) in result {
      switch member {
      case "Contents":
        for object in value.array ?? [] {
          xml.open("Contents")
          for (member, value) in object.object ?? Object() {
            xml.element(member, member == "Key" ? name(value) : value.string ?? value.text)
          }
          xml.close("Contents")
        }
      case "CommonPrefixes":
        for group in value.array ?? [] {
          xml.open("CommonPrefixes")
          xml.element("Prefix", name(group["Prefix"]))
          xml.close("CommonPrefixes")
        }
      case "Prefix", "Delimiter", "NextMarker": xml.element(member, name(value))
      default: xml.element(member, value.string ?? value.text)
      }
    }
    if isCoded { xml.element("EncodingType", "url") }
    xml.close("ListBucketResult")
    return xml.response(200)
  }

  private func deleteMany(_ bucket: String, _ request: WireRequest) throws(ServiceError)
    -> WireResponse
  {
    try buckets.require(bucket)
    let text = String(decoding: Self.plain(request), as: UTF8.self)
    var xml = XML()
    xml.open("DeleteResult", Self.namespace)
    for key in Self.contents(of: "Key", in: text) {
      try buckets.remove(bucket, key)
      xml.open("Deleted")
      xml.element("Key", key)
      xml.close("Deleted")
    }
    xml.close("DeleteResult")
    return xml.response(200)
  }

  /// The texts of all elements of a name, unescaped.
  static func contents(of name: String, in text: String) -> [String] {
    var found: [String] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "<\(name)>"),
      let close = rest[open.upperBound...].firstRange(of: "</\(name)>")
    {
      var content = String(rest[open.upperBound..<close.lowerBound])
      for (entity, character) in [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
      ] {
        content = content.replacing(entity, with: character)
      }
      found.append(content)
      rest = rest[close.upperBound...]
    }
    return found
  }

  // MARK: Objects

  private func onObject(
    _ bucket: String, _ key: String, _ request: WireRequest
  ) throws(ServiceError) -> WireResponse {
    let query = request.query
    guard query["tagging"] == nil, query["acl"] == nil else { throw Self.unknown }
    if query["uploads"] != nil || query["uploadId"] != nil {
      return try onUpload(bucket, key, request)
    }
    switch request.method {
    case "GET": return try get(bucket, key, request)
    case "HEAD":
      var response = try get(bucket, key, request)
      response.headers.append(("Content-Length", String(response.body.count)))
      response.body = []
      return response
    case "PUT":
      return request.headers["x-amz-copy-source"] == nil
        ? try put(bucket, key, request) : try copy(bucket, key, request)
    case "DELETE":
      try buckets.require(bucket)
      try buckets.remove(bucket, key)
      return empty(204)
    default: throw Self.unknown
    }
  }

  private func get(_ bucket: String, _ key: String, _ request: WireRequest) throws(ServiceError)
    -> WireResponse
  {
    let object = try buckets.get(bucket, key)
    try Precondition(Self.members(request)).checkRead(object.info)
    var headers: [(String, String)] = [
      ("Content-Type", object.info.contentType), ("ETag", "\"\(object.info.etag)\""),
      ("Last-Modified", WallClock.httpDate(object.info.modified)), ("Accept-Ranges", "bytes"),
      ("x-amz-server-side-encryption", "AES256"),
    ]
    for (name, value) in object.info.headers.sorted(by: { $0.key < $1.key }) {
      headers.append((name, value))
    }
    for (name, value) in object.info.metadata.sorted(by: { $0.key < $1.key }) {
      headers.append(("x-amz-meta-" + name, value))
    }
    guard let wanted = request.headers["range"] else {
      return WireResponse(status: 200, headers: headers, body: object.bytes)
    }
    guard let range = ByteRange.parse(wanted, count: object.bytes.count) else {
      throw ServiceError("InvalidRange", "The requested range is not satisfiable", status: 416)
    }
    headers.append(
      ("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(object.bytes.count)"))
    return WireResponse(status: 206, headers: headers, body: Array(object.bytes[range]))
  }

  private func put(_ bucket: String, _ key: String, _ request: WireRequest) throws(ServiceError)
    -> WireResponse
  {
    let members = Self.members(request)
    let given = BucketOperations.given(members)
    try Precondition(members).checkWrite(try? buckets.info(bucket, key))
    let info = try buckets.put(
      bucket, key, Self.plain(request), contentType: given.type, metadata: given.metadata,
      headers: given.headers)
    return empty(
      200,
      [
        ("ETag", "\"\(info.etag)\""), ("x-amz-checksum-crc32", info.crc32 ?? ""),
        ("x-amz-checksum-type", "FULL_OBJECT"), ("x-amz-server-side-encryption", "AES256"),
      ])
  }

  private func copy(_ bucket: String, _ key: String, _ request: WireRequest) throws(ServiceError)
    -> WireResponse
  {
    var members = Self.members(request)
    members["Bucket"] = .string(bucket)
    members["Key"] = .string(key)
    let result = try BucketOperations(buckets: buckets).handle("CopyObject", members)
    return Self.result("CopyObjectResult", result["CopyObjectResult"]?.object ?? Object())
  }

  /// A result of plain members.
  static func result(_ name: String, _ members: Object) -> WireResponse {
    var xml = XML()
    xml.open(name, namespace)
    for (name, value) in members { xml.element(name, value.string ?? value.text) }
    xml.close(name)
    return xml.response(200)
  }

  /// The headers of a request as members: `if-match` is `IfMatch`, `x-amz-meta-a` is in `Metadata`.
  static func members(_ request: WireRequest) -> Object {
    var members = Object()
    var metadata = Object()
    for (name, value) in request.headers.sorted(by: { $0.key < $1.key }) {
      if name.hasPrefix("x-amz-meta-") {
        metadata[String(name.dropFirst(11))] = .string(value)
        continue
      }
      let plain = name.hasPrefix("x-amz-") ? String(name.dropFirst(6)) : name
      let member = plain.split(separator: "-").map { ServiceNames.capitalised(String($0)) }.joined()
      members[member] = .string(value)
    }
    // How the body is sent is no property of the object.
    let codings = (request.headers["content-encoding"] ?? "").split(separator: ",")
      .map { $0.filter { $0 != " " } }.filter { $0 != "aws-chunked" }
    members["ContentEncoding"] =
      codings.isEmpty ? nil : .string(codings.joined(separator: ","))
    if !metadata.isEmpty { members["Metadata"] = .object(metadata) }
    return members
  }

  /// A body without the chunks and trailers of `aws-chunked`.
  static func plain(_ request: WireRequest) -> [UInt8] {
    let isChunked =
      request.headers["content-encoding"]?.contains("aws-chunked") ?? false
      || request.headers["x-amz-content-sha256"]?.hasPrefix("STREAMING-") ?? false
    guard isChunked else { return request.body }
    var rest = request.body[...]
    var plain: [UInt8] = []
    while let end = rest.firstRange(of: [13, 10]) {
      let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
      guard let size = head.split(separator: ";").first.flatMap({ Int($0, radix: 16) }), size > 0,
        rest.distance(from: end.upperBound, to: rest.endIndex) >= size
      else { break }
      plain += rest[end.upperBound..<(end.upperBound + size)]
      rest = rest[(end.upperBound + size)...].dropFirst(2)
    }
    return plain
  }
}
