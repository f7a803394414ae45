import JSON

/// Objects that come in parts. An upload is a folder of the parts until it is completed or aborted.
struct Uploads: Sendable {
  static let numbers = 1...10_000
  /// Bytes of every part but the last.
  static let smallestPart = 5 << 20

  let buckets: Buckets

  struct Upload: Sendable {
    var id: String
    var bucket: String
    var key: String
    /// Milliseconds since 1970.
    var started: Int64
    var members: Object
  }

  struct Part: Sendable {
    var number: Int
    /// Without quotes.
    var etag: String
    var size: Int
    var modified: Int64
  }

  private var folder: String { buckets.folder + "/.uploads" }

  private static let noUpload = ServiceError(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been "
      + "aborted or completed.", status: 404)

  /// Begins an upload; `members` of the request are kept for the object.
  func create(_ bucket: String, _ key: String, _ members: Object) throws(ServiceError) -> Upload {
    try buckets.require(bucket)
    let upload = Upload(
      id: Identifiers.uuid(), bucket: bucket, key: key, started: WallClock.milliseconds(),
      members: members)
    let note: Object = [
      "bucket": .string(bucket), "key": .string(key), "started": .int(Int(upload.started)),
      "members": .object(members),
    ]
    do throws(WorkspaceError) {
      try Files.makeFolder("\(folder)/\(upload.id)")
      try Files.write(
        Array(Value.object(note).text.utf8), to: "\(folder)/\(upload.id)/upload.json")
    } catch { throw Buckets.fault(error) }
    return upload
  }

  func find(_ bucket: String, _ key: String, _ id: String) throws(ServiceError) -> Upload {
    guard let upload = read(id), upload.bucket == bucket, upload.key == key else {
      throw Self.noUpload
    }
    return upload
  }

  private func read(_ id: String) -> Upload? {
    // The id is part of a path.
    guard id.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) || $0 == 45 }),
      let text = try? Files.text("\(folder)/\(id)/upload.json"),
      let note = try? Value(parsing: text), let bucket = note["bucket"]?.string,
      let key = note["key"]?.string
    else { return nil }
    return Upload(
      id: id, bucket: bucket, key: key, started: Int64(note["started"]?.int ?? 0),
      members: note["members"]?.object ?? Object())
  }

  /// The uploads into a bucket that are neither completed nor aborted, by key.
  func all(_ bucket: String) throws(ServiceError) -> [Upload] {
    try buckets.require(bucket)
    return Files.names(in: folder).compactMap(read).filter { $0.bucket == bucket }
      .sorted { ($0.key, $0.started) < ($1.key, $1.started) }
  }

  func put(_ upload: Upload, _ number: Int, _ bytes: [UInt8]) throws(ServiceError) -> Part {
    guard Self.numbers.contains(number) else {
      throw ServiceError(
        "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive")
    }
    let etag = Identifiers.md5(bytes)
    do throws(WorkspaceError) {
      for name in Files.names(in: path(upload)) where name.hasPrefix("\(number)-") {
        Files.remove(path(upload) + "/" + name)
      }
      try Files.write(bytes, to: "\(path(upload))/\(number)-\(etag)")
    } catch { throw Buckets.fault(error) }
    return Part(
      number: number, etag: etag, size: bytes.count, modified: WallClock.milliseconds())
  }

  func parts(_ upload: Upload) -> [Part] {
    Files.names(in: path(upload)).compactMap { name in
      let sides = name.split(separator: "-")
      guard sides.count == 2, let number = Int(sides[0]),
        let mark = Files.mark(path(upload) + "/" + name)
      else { return nil }
      return Part(
        number: number, etag: String(sides[1]), size: mark.size,
        modified: mark.modified / 1_000_000)
    }.sorted { $0.number < $1.number }
  }

  /// Puts the parts together, in the order of their numbers.
  func complete(
    _ upload: Upload, _ wanted: [(number: Int, etag: String)]
  ) throws(ServiceError) -> Buckets.Info {
    let there = parts(upload)
    guard !wanted.isEmpty else {
      throw ServiceError(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our "
          + "published schema")
    }
    guard zip(wanted, wanted.dropFirst()).allSatisfy({ $0.number < $1.number }) else {
      throw ServiceError(
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.")
    }
    var bytes: [UInt8] = []
    var digests: [UInt8] = []
    for (place, wish) in wanted.enumerated() {
      let etag = wish.etag.filter { $0 != "\"" }
      guard let part = there.first(where: { $0.number == wish.number }), part.etag == etag else {
        throw ServiceError(
          "InvalidPart",
          "One or more of the specified parts could not be found. The part may not have been "
            + "uploaded, or the specified entity tag may not match the part's entity tag.")
      }
      guard part.size >= Self.smallestPart || place == wanted.count - 1 else {
        throw ServiceError(
          "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
      }
      do throws(WorkspaceError) {
        let content = try Files.bytes("\(path(upload))/\(part.number)-\(part.etag)")
        bytes += content
        digests += Identifiers.digest("MD5", content)
      } catch { throw Buckets.fault(error) }
    }
    let given = BucketOperations.given(upload.members)
    let info = try buckets.put(
      upload.bucket, upload.key, bytes, contentType: given.type, metadata: given.metadata,
      headers: given.headers, etag: "\(Identifiers.md5(digests))-\(wanted.count)")
    abort(upload)
    return info
  }

  /// Forgets an upload and its parts.
  func abort(_ upload: Upload) { Files.remove(path(upload)) }

  /// Forgets every upload.
  func removeAll() { Files.remove(folder) }

  private func path(_ upload: Upload) -> String { "\(folder)/\(upload.id)" }
}

/// Uploads in parts as tasks call them: members in, members out.
struct UploadOperations {
  let uploads: Uploads

  func handle(_ operation: String, _ request: Object) throws(ServiceError) -> Object {
    let bucket = try BucketOperations.text(request, "Bucket")
    if operation == "ListMultipartUploads" { return try list(bucket) }
    let key = try BucketOperations.text(request, "Key")
    if operation == "CreateMultipartUpload" {
      let upload = try uploads.create(bucket, key, request)
      return ["Bucket": .string(bucket), "Key": .string(key), "UploadId": .string(upload.id)]
    }
    let upload = try uploads.find(bucket, key, try BucketOperations.text(request, "UploadId"))
    switch operation {
    case "UploadPart":
      let body = request["Body"].map { $0.string ?? $0.text } ?? ""
      let part = try uploads.put(upload, request["PartNumber"]?.int ?? 0, Array(body.utf8))
      return ["ETag": .string("\"\(part.etag)\"")]
    case "UploadPartCopy": return try copy(request, upload)
    case "CompleteMultipartUpload":
      let wanted = (request["MultipartUpload"]?["Parts"]?.array ?? []).map {
        (number: $0["PartNumber"]?.int ?? 0, etag: $0["ETag"]?.string ?? "")
      }
      let info = try uploads.complete(upload, wanted)
      return [
        "Bucket": .string(bucket), "ETag": .string("\"\(info.etag)\""), "Key": .string(key),
        "Location": .string("/\(bucket)/\(key)"),
      ]
    case "AbortMultipartUpload":
      uploads.abort(upload)
      return Object()
    default: return listParts(request, upload)
    }
  }

  private func copy(
    _ request: Object, _ upload: Uploads.Upload
  ) throws(ServiceError) -> Object {
    let source = try BucketOperations.source(request, in: uploads.buckets)
    var bytes = source.bytes
    if let text = request["CopySourceRange"]?.string {
      guard let range = ByteRange.parse(text, count: bytes.count) else {
        throw ServiceError("InvalidRange", "The requested range is not satisfiable", status: 416)
      }
      bytes = Array(bytes[range])
    }
    let part = try uploads.put(upload, request["PartNumber"]?.int ?? 0, bytes)
    return [
      "CopyPartResult": [
        "ETag": .string("\"\(part.etag)\""), "LastModified": BucketOperations.time(part.modified),
      ]
    ]
  }

  private func list(_ bucket: String) throws(ServiceError) -> Object {
    [
      "Bucket": .string(bucket), "IsTruncated": false,
      "Uploads": .array(
        try uploads.all(bucket).map {
          [
            "Initiated": BucketOperations.time($0.started), "Key": .string($0.key),
            "StorageClass": "STANDARD", "UploadId": .string($0.id),
          ]
        }),
    ]
  }

  private func listParts(_ request: Object, _ upload: Uploads.Upload) -> Object {
    let limit = min(max(request["MaxParts"]?.int ?? 1000, 1), 1000)
    let after = request["PartNumberMarker"]?.int ?? 0
    let rest = uploads.parts(upload).filter { $0.number > after }
    let shown = rest.prefix(limit)
    return [
      "Bucket": .string(upload.bucket), "IsTruncated": .bool(rest.count > limit),
      "Key": .string(upload.key), "MaxParts": .int(limit),
      "NextPartNumberMarker": .int(shown.last?.number ?? after), "PartNumberMarker": .int(after),
      "Parts": .array(
        shown.map {
          [
            "ETag": .string("\"\($0.etag)\""),
            "LastModified": BucketOperations.time($0.modified), "PartNumber": .int($0.number),
            "Size": .int($0.size),
          ]
        }),
      "StorageClass": "STANDARD", "UploadId": .string(upload.id),
    ]
  }
}
