import JSON

/// Objects in parts, in S3's REST protocol.
extension ObjectWire {
  /// `POST ?uploads`, and what has an `uploadId`.
  func onUpload(
    _ bucket: String, _ key: String, _ request: WireRequest
  ) throws(ServiceError) -> WireResponse {
    let query = request.query
    let operations = UploadOperations(uploads: Uploads(buckets: buckets))
    var members = Self.members(request)
    members["Bucket"] = .string(bucket)
    members["Key"] = .string(key)
    members["UploadId"] = query["uploadId"].map(Value.string)
    members["PartNumber"] = query["partNumber"].flatMap { Int($0) }.map(Value.int)
    switch request.method {
    case "POST" where query["uploads"] != nil:
      return Self.result(
        "InitiateMultipartUploadResult", try operations.handle("CreateMultipartUpload", members))
    case "POST":
      let text = String(decoding: Self.plain(request), as: UTF8.self)
      let parts = Self.contents(of: "Part", in: text).map { part -> Value in
        [
          "PartNumber": Self.contents(of: "PartNumber", in: part).first
            .flatMap { Int($0) }.map(Value.int) ?? .null,
          "ETag": .string(Self.contents(of: "ETag", in: part).first ?? ""),
        ]
      }
      members["MultipartUpload"] = ["Parts": .array(parts)]
      return Self.result(
        "CompleteMultipartUploadResult",
        try operations.handle("CompleteMultipartUpload", members))
    case "PUT" where members["CopySource"] != nil:
      let result = try operations.handle("UploadPartCopy", members)
      return Self.result("CopyPartResult", result["CopyPartResult"]?.object ?? Object())
    case "PUT":
      let upload = try operations.uploads.find(bucket, key, query["uploadId"] ?? "")
      let part = try operations.uploads.put(
        upload, members["PartNumber"]?.int ?? 0, Self.plain(request))
      return empty(200, [("ETag", "\"\(part.etag)\"")])
    case "DELETE":
      _ = try operations.handle("AbortMultipartUpload", members)
      return empty(204)
    case "GET":
      members["MaxParts"] = query["max-parts"].flatMap { Int($0) }.map(Value.int)
      members["PartNumberMarker"] = query["part-number-marker"].flatMap { Int($0) }.map(Value.int)
      return Self.listing(
        "ListPartsResult", "Part", "Parts", try operations.handle("ListParts", members))
    default: throw Self.unknown
    }
  }

  func listUploads(_ bucket: String) throws(ServiceError) -> WireResponse {
    let result = try UploadOperations(uploads: Uploads(buckets: buckets))
      .handle("ListMultipartUploads", ["Bucket": .string(bucket)])
    return Self.listing("ListMultipartUploadsResult", "Upload", "Uploads", result)
  }

  private static func listing(
    _ name: String, _ element: String, _ list: String, _ result: Object
  ) -> WireResponse {
    var xml = XML()
    xml.open(name, namespace)
    for (member, value) in result where member != list {
      xml.element(member, value.string ?? value.text)
    }
    for entry in result[list]?.array ?? [] {
      xml.open(element)
      for (member, value) in entry.object ?? Object() {
        xml.element(member, value.string ?? value.text)
      }
      xml.close(element)
    }
    xml.close(name)
    return xml.response(200)
  }
}
