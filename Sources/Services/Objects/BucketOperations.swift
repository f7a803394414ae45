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
    default:
      throw ServiceError("NotImplemented", "\(operation) is not embedded in Treadle", status: 501)
    }
  }

  private func text(_ request: Object, _ member: String) throws(ServiceError) -> String {
    guard let text = request[member]?.string, !text.isEmpty else {
      throw ServiceError("InvalidRequest", "\(member) must not be empty")
    }
    return text
  }

  private func get(_ request: Object) throws(ServiceError) -> Object {
    let object = try buckets.get(try text(request, "Bucket"), try text(request, "Key"))
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
    [
      "AcceptRanges": "bytes", "ContentLength": .int(info.size),
      "ContentType": .string(info.contentType), "ETag": .string("\"\(info.etag)\""),
      "LastModified": .string(
        Timestamp(milliseconds: info.modified / 1000 * 1000).text(dropZeroFraction: true)),
      "Metadata": .object(
        Object(info.metadata.sorted { $0.key < $1.key }.map { ($0, .string($1)) })),
      "ServerSideEncryption": "AES256",
    ]
  }

  private func put(_ request: Object) throws(ServiceError) -> Object {
    let body = request["Body"].map { $0.string ?? $0.text } ?? ""
    var metadata: [String: String] = [:]
    for (name, value) in request["Metadata"]?.object ?? Object() {
      metadata[name] = value.string ?? value.text
    }
    let info = try buckets.put(
      try text(request, "Bucket"), try text(request, "Key"), Array(body.utf8),
      contentType: request["ContentType"]?.string, metadata: metadata)
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

  private func copy(_ request: Object) throws(ServiceError) -> Object {
    let source = (try text(request, "CopySource")).drop { $0 == "/" }
    let parts = source.split(separator: "/", maxSplits: 1)
    guard parts.count == 2 else {
      throw ServiceError("InvalidArgument", "Copy Source must mention the source bucket and key")
    }
    let key = PercentCoding.decoded(String(parts[1]))
    let object = try buckets.get(String(parts[0]), key)
    let info = try buckets.put(
      try text(request, "Bucket"), try text(request, "Key"), object.bytes,
      contentType: object.info.contentType, metadata: object.info.metadata)
    return [
      "CopyObjectResult": [
        "ETag": .string("\"\(info.etag)\""),
        "LastModified": .string(
          Timestamp(milliseconds: info.modified / 1000 * 1000).text(dropZeroFraction: true)),
      ],
      "ServerSideEncryption": "AES256",
    ]
  }

  private func list(_ request: Object, isSecond: Bool) throws(ServiceError) -> Object {
    let bucket = try text(request, "Bucket")
    let prefix = request["Prefix"]?.string ?? ""
    let delimiter = request["Delimiter"]?.string ?? ""
    let limit = min(max(request["MaxKeys"]?.int ?? 1000, 0), 1000)
    let after =
      (isSecond ? request["ContinuationToken"] ?? request["StartAfter"] : request["Marker"])?.string
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
        "LastModified": .string(
          Timestamp(milliseconds: info.modified / 1000 * 1000).text(dropZeroFraction: true)),
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
    if isTruncated { result[isSecond ? "NextContinuationToken" : "NextMarker"] = .string(last) }
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

/// `bytes=0-99`, `bytes=-100`, `bytes=100-`.
enum ByteRange {
  static func parse(_ text: String, count: Int) -> Range<Int>? {
    guard text.hasPrefix("bytes=") else { return nil }
    let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    switch (Int(ends[0]), Int(ends[1])) {
    case (let first?, let last?) where first <= last && first < count:
      return first..<min(last + 1, count)
    case (let first?, nil) where ends[1].isEmpty && first < count: return first..<count
    case (nil, let last?) where ends[0].isEmpty && last > 0: return max(0, count - last)..<count
    default: return nil
    }
  }
}

/// Percent coding of addresses.
enum PercentCoding {
  static func decoded(_ text: String, plusIsBlank: Bool = false) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest.removeFirst(2)
      } else {
        bytes.append(plusIsBlank && byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Everything but letters, digits, `-`, `.`, `_`, `~` and the bytes of `kept`.
  static func encoded(_ text: String, keeping kept: String = "") -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "-._~".utf8.contains(byte) || kept.utf8.contains(byte)
      if isPlain {
        result.append(byte)
      } else {
        result.append(UInt8(ascii: "%"))
        result += Array(Identifiers.hex([byte]).uppercased().utf8)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
