import JSON

/// `If-Match` and the like: on what an object is read or written.
///
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html>
struct Precondition {
  var match: String?
  var noneMatch: String?
  /// Milliseconds since 1970.
  var modifiedSince: Int64?
  var unmodifiedSince: Int64?

  /// From the members of a request, `IfMatch`, for a copy `CopySourceIfMatch`.
  init(_ request: Object, prefix: String = "") {
    func text(_ name: String) -> String? { request[prefix + name]?.string }
    func time(_ name: String) -> Int64? {
      text(name).flatMap { Timestamp($0)?.milliseconds ?? WallClock.milliseconds(httpDate: $0) }
    }
    match = text("IfMatch")
    noneMatch = text("IfNoneMatch")
    modifiedSince = time("IfModifiedSince")
    unmodifiedSince = time("IfUnmodifiedSince")
  }

  private static func failed(_ condition: String) -> ServiceError {
    ServiceError(
      "PreconditionFailed", "At least one of the pre-conditions you specified did not hold",
      status: 412, details: ["Condition": .string(condition)])
  }

  private static func holds(_ condition: String, _ etag: String) -> Bool {
    condition.split(separator: ",").contains { tag in
      let tag = tag.filter { $0 != "\"" && $0 != " " }
      return tag == "*" || tag == etag
    }
  }

  /// Throws `PreconditionFailed` (412) or, where the caller has the object already, `NotModified` (304).
  func checkRead(_ info: Buckets.Info, isCopy: Bool = false) throws(ServiceError) {
    // S3 tells whole seconds.
    let modified = info.modified / 1000 * 1000
    if let match {
      guard Self.holds(match, info.etag) else { throw Self.failed("If-Match") }
    } else if let unmodifiedSince, modified > unmodifiedSince {
      throw Self.failed("If-Unmodified-Since")
    }
    let isKnown =
      noneMatch.map { Self.holds($0, info.etag) } ?? modifiedSince.map { modified <= $0 } ?? false
    guard isKnown else { return }
    throw isCopy
      ? Self.failed("If-None-Match") : ServiceError("NotModified", "Not Modified", status: 304)
  }

  /// - Parameter info: the object that would be written over, if there is one.
  func checkWrite(_ info: Buckets.Info?) throws(ServiceError) {
    if let noneMatch, let info, Self.holds(noneMatch, info.etag) {
      throw Self.failed("If-None-Match")
    }
    guard let match else { return }
    guard let info else {
      throw ServiceError("NoSuchKey", "The specified key does not exist.", status: 404)
    }
    guard Self.holds(match, info.etag) else { throw Self.failed("If-Match") }
  }
}
