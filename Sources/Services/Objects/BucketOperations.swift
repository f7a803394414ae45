import JSON

/// S3 as tasks call it: members in, members out.
struct BucketOperations: Sendable {
  let buckets: Buckets

  func handle(_ operation: String, _ request: Object) throws(ServiceError) -> Object {
    switch operation {
    case "GetObject": try get(request)
    case "PutObject": try put(request)
    case "HeadObject": try head(request)
    case "DeleteObject": try delete(request)
    case "DeleteObjects": try deleteMany(request)
    case "CopyObject": try copy(request)
    case "ListObjectsV2", "ListObjects": try list(request, isSecond: operation == "ListObjectsV2")
    case "ListBuckets":
      [
        "Buckets": .array(
          buckets.names().map { ["Name": .string($0), "CreationDate": "1970-01-01T00:00:00Z"] })
      ]
    case "CreateBucket": try create(request)
    case "DeleteBucket": try deleteBucket(request)
    case "HeadBucket": try headBucket(request)
    case "GetBucketLocation": Object()
    case "CreateMultipartUpload", "UploadPart", "UploadPartCopy", "CompleteMultipartUpload",
      "AbortMultipartUpload", "ListParts", "ListMultipartUploads":
      try UploadOperations(uploads: Uploads(buckets: buckets)).handle(operation, request)
    default:
      throw ServiceError("NotImplemented", "\(operation) is not embedded in Treadle", status: 501)
    }
  }

  private func text(_ request: Object, _ member: String) throws(ServiceError) -> String {
    try Self.text(request, member)
  }

  static func text(_ request: Object, _ member: String) throws(ServiceError) -> String {
    guard let text = request[member]?.string, !text.isEmpty else {
      throw ServiceError("InvalidRequest", "\(member) must not be empty")
    }
    return text
  }

  /// Milliseconds as S3 answers them: whole seconds.
  static func time(_ milliseconds: Int64) -> Value {
    .string(Timestamp(milliseconds: milliseconds / 1000 * 1000).text(dropZeroFraction: true))
  }

  private func get(_ request: Object) throws(ServiceError) -> Object {
    let object = try buckets.get(try text(request, "Bucket"), try text(request, "Key"))
    try Precondition(request).checkRead(object.info)
    var bytes = object.bytes
    if let range = request["Range"]?.string {
      guard let part = ByteRange.parse(range, count: bytes.count) else {
        throw ServiceError("InvalidRange", "The requested range is not satisfiable", status: 416)
      }
      bytes = Array(bytes[part])
    }
    var result = told(object.info)
    result["ContentLength"] = .int(bytes.count)
    result["Body"] = .string(String(decoding: bytes, as: UTF8.self))
    return result
  }

  private func told(_ info: Buckets.Info) -> Object {
    var told: Object = [
      "AcceptRanges": "bytes", "ContentLength": .int(info.size),
      "ContentType": .string(info.contentType), "ETag": .string("\"\(info.etag)\""),
      "LastModified": Self.time(info.modified),
      "Metadata": .object(
        Object(info.metadata.sorted { $0.key < $1.key }.map { ($0, .string($1)) })),
      "ServerSideEncryption": "AES256",
    ]
    for (member, name) in Self.headers {
      if let text = info.headers[name] { told[member] = .string(text) }
    }
    return told
  }

  /// What an object keeps beside its content type, as members and as headers.
  static let headers = [
    ("CacheControl", "cache-control"), ("ContentDisposition", "content-disposition"),
    ("ContentEncoding", "content-encoding"), ("ContentLanguage", "content-language"),
  ]

  /// The content type, headers and metadata that a request gives.
  static func given(_ request: Object) -> (
    type: String?, headers: [String: String], metadata: [String: String]
  ) {
    var headers: [String: String] = [:]
    for (member, name) in Self.headers { headers[name] = request[member]?.string }
    var metadata: [String: String] = [:]
    for (name, value) in request["Metadata"]?.object ?? Object() {
      metadata[name] = value.string ?? value.text
    }
    return (request["ContentType"]?.string, headers, metadata)
  }

  private func put(_ request: Object) throws(ServiceError) -> Object {
    let body = request["Body"].map { $0.string ?? $0.text } ?? ""
    let given = Self.given(request)
    let (bucket, key) = (try text(request, "Bucket"), try text(request, "Key"))
    try Precondition(request).checkWrite(try? buckets.info(bucket, key))
    let info = try buckets.put(
      bucket, key, Array(body.utf8), contentType: given.type, metadata: given.metadata,
      headers: given.headers)
    return [
      "ChecksumCRC32": .string(info.crc32 ?? ""), "ChecksumType": "FULL_OBJECT",
      "ETag": .string("\"\(info.etag)\""), "ServerSideEncryption": "AES256",
    ]
  }

  private func head(_ request: Object) throws(ServiceError) -> Object {
    do throws(ServiceError) {
      return told(try buckets.info(try text(request, "Bucket"), try text(request, "Key")))
    } catch {
      guard error.code == "NoSuchKey" else { throw error }
      throw ServiceError("NotFound", "Not Found", status: 404)
    }
  }

  private func delete(_ request: Object) throws(ServiceError) -> Object {
    try buckets.remove(try text(request, "Bucket"), try text(request, "Key"))
    return Object()
  }

  private func deleteMany(_ request: Object) throws(ServiceError) -> Object {
    let bucket = try text(request, "Bucket")
    var deleted: [Value] = []
    for object in request["Delete"]?["Objects"]?.array ?? [] {
      guard let key = object["Key"]?.string else { continue }
      try buckets.remove(bucket, key)
      deleted.append(["Key": .string(key)])
    }
    return ["Deleted": .array(deleted)]
  }

  /// The object that a request's `CopySource` names.
  static func source(
    _ request: Object, in buckets: Buckets
  ) throws(ServiceError) -> Buckets.Object {
    let source = (try text(request, "CopySource")).drop { $0 == "/" }.prefix { $0 != "?" }
    let parts = source.split(separator: "/", maxSplits: 1)
    guard parts.count == 2 else {
      throw ServiceError("InvalidArgument", "Copy Source must mention the source bucket and key")
    }
    return try buckets.get(String(parts[0]), PercentCoding.decoded(String(parts[1])))
  }

  private func copy(_ request: Object) throws(ServiceError) -> Object {
    let object = try Self.source(request, in: buckets)
    try Precondition(request, prefix: "CopySource").checkRead(object.info, isCopy: true)
    let (bucket, key) = (try text(request, "Bucket"), try text(request, "Key"))
    let replaces = request["MetadataDirective"]?.string == "REPLACE"
    let given = Self.given(request)
    let info = try buckets.put(
      bucket, key, object.bytes, contentType: replaces ? given.type : object.info.contentType,
      metadata: replaces ? given.metadata : object.info.metadata,
      headers: replaces ? given.headers : object.info.headers)
    return [
      "CopyObjectResult": [
        "ETag": .string("\"\(info.etag)\""), "LastModified": Self.time(info.modified),
      ],
      "ServerSideEncryption": "AES256",
    ]
  }

  private func list(_ request: Object, isSecond: Bool) throws(ServiceError) -> Object {
    let bucket = try text(request, "Bucket")
    let prefix = request["Prefix"]?.string ?? ""
    let delimiter = request["Delimiter"]?.string ?? ""
    let limit = min(max(request["MaxKeys"]?.int ?? 1000, 0), 1000)
    var after = (isSecond ? request["StartAfter"] : request["Marker"])?.string
    if isSecond, let token = request["ContinuationToken"]?.string {
      guard let bytes = Identifiers.bytes(base64: token) else {
        throw ServiceError("InvalidArgument", "The continuation token provided is incorrect")
      }
      after = String(decoding: bytes, as: UTF8.self)
    }
    var contents: [Value] = []
    var groups: [String] = []
    var last = ""
    var isTruncated = false
    for key in try buckets.list(bucket, prefix: prefix) {
      if let after, key.utf8.lexicographicallyPrecedes(after.utf8) || key == after { continue }
      let rest = key.dropFirst(prefix.count)
      if !delimiter.isEmpty, let end = rest.firstRange(of: delimiter) {
        let group = prefix + rest[..<end.upperBound]
        if groups.last == group || after.map({ $0.hasPrefix(group) }) == true { continue }
        if contents.count + groups.count == limit { isTruncated = true; break }
        groups.append(group)
        last = key
        continue
      }
      if contents.count + groups.count == limit { isTruncated = true; break }
      let info = try buckets.info(bucket, key)
      contents.append([
        "ETag": .string("\"\(info.etag)\""), "Key": .string(key),
        "LastModified": Self.time(info.modified),
        "Size": .int(info.size), "StorageClass": "STANDARD",
      ])
      last = key
    }
    var result: Object = ["Contents": .array(contents)]
    if !groups.isEmpty {
      result["CommonPrefixes"] = .array(groups.map { ["Prefix": .string($0)] })
    }
    result["IsTruncated"] = .bool(isTruncated)
    if isSecond { result["KeyCount"] = .int(contents.count + groups.count) }
    result["MaxKeys"] = .int(limit)
    result["Name"] = .string(bucket)
    result["Prefix"] = .string(prefix)
    if !delimiter.isEmpty { result["Delimiter"] = .string(delimiter) }
    if isTruncated, isSecond {
      result["NextContinuationToken"] = .string(Identifiers.base64(Array(last.utf8)))
    } else if isTruncated {
      result["NextMarker"] = .string(last)
    }
    return result
  }

  private func create(_ request: Object) throws(ServiceError) -> Object {
    let bucket = try text(request, "Bucket")
    try buckets.create(bucket)
    return ["Location": .string("/" + bucket)]
  }

  private func deleteBucket(_ request: Object) throws(ServiceError) -> Object {
    try buckets.delete(try text(request, "Bucket"))
    return Object()
  }

  private func headBucket(_ request: Object) throws(ServiceError) -> Object {
    try buckets.require(try text(request, "Bucket"))
    return Object()
  }
}
