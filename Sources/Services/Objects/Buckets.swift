import FoundationEssentials
import JSON

#if canImport(Glibc)
  import Glibc
#endif

/// S3: buckets are folders, objects files in them; what a file cannot tell (content type, metadata)
/// is in the store. A file that a person puts into the folder is an object, too.
struct Buckets: Sendable {
  let store: Store
  /// The folder of the buckets; `.treadle/s3`.
  let folder: String
  /// Folders elsewhere that are buckets, by name.
  let mounted: [String: String]

  static let space = "s3"
  static func space(_ bucket: String) -> String { "s3/" + bucket }

  /// An object as it is read.
  struct Object: Sendable {
    var key: String
    var bytes: [UInt8]
    var info: Info
  }

  /// What is told of an object without reading it.
  struct Info: Sendable {
    var size: Int
    /// Without quotes.
    var etag: String
    var contentType: String
    /// Milliseconds since 1970.
    var modified: Int64
    var metadata: [String: String]
    /// `content-encoding` and the like, in small letters.
    var headers: [String: String] = [:]
    var crc32: String?
  }

  static func noKey(_ key: String) -> ServiceError {
    ServiceError(
      "NoSuchKey", "The specified key does not exist.", status: 404, details: ["Key": .string(key)])
  }

  static func noBucket(_ name: String) -> ServiceError {
    ServiceError(
      "NoSuchBucket", "The specified bucket does not exist", status: 404,
      details: ["BucketName": .string(name)])
  }

  // MARK: Buckets

  private func path(_ bucket: String) -> String { mounted[bucket] ?? folder + "/" + bucket }

  func exists(_ bucket: String) -> Bool { Self.isName(bucket) && Files.isFolder(path(bucket)) }

  func names() -> [String] {
    let own = Files.names(in: folder).filter {
      Self.isName($0) && Files.isFolder(folder + "/" + $0)
    }
    return Set(own + mounted.keys.filter { Files.isFolder(path($0)) }).sorted()
  }

  func create(_ bucket: String) throws(ServiceError) {
    guard Self.isName(bucket) else {
      throw ServiceError("InvalidBucketName", "The specified bucket is not valid.")
    }
    do { try Files.makeFolder(path(bucket)) } catch { throw Self.fault(error) }
  }

  func delete(_ bucket: String) throws(ServiceError) {
    try require(bucket)
    guard try list(bucket).isEmpty else {
      throw ServiceError(
        "BucketNotEmpty", "The bucket you tried to delete is not empty", status: 409)
    }
    try? FileManager.default.removeItem(atPath: path(bucket))
  }

  private static func isName(_ name: String) -> Bool {
    (1...63).contains(name.utf8.count) && !name.hasPrefix(".")
      && name.utf8.allSatisfy {
        (48...57).contains($0) || (97...122).contains($0) || (65...90).contains($0) || $0 == 45
          || $0 == 46 || $0 == 95
      }
  }

  func require(_ bucket: String) throws(ServiceError) {
    guard exists(bucket) else { throw Self.noBucket(bucket) }
  }

  // MARK: Objects

  /// The file of a key. A key cannot lead out of its bucket.
  private func file(_ bucket: String, _ key: String) throws(ServiceError) -> String {
    try require(bucket)
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    guard !key.isEmpty, key.utf8.count <= 1024, !key.utf8.contains(0) else {
      throw ServiceError("KeyTooLongError", "Your key is too long")
    }
    // A part that a file system would take for something else is written with a mark.
    let safe = parts.map { part -> String in
      switch part {
      case "": "%"
      case ".", "..": "%" + String(part)
      default: String(part).replacing("%", with: "%25")
      }
    }
    return path(bucket) + "/" + safe.joined(separator: "/")
  }

  private static func key(_ path: Substring) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { part -> String in
      switch part {
      case "%": ""
      case "%.", "%..": String(part.dropFirst())
      default: String(part).replacing("%25", with: "%")
      }
    }.joined(separator: "/")
  }

  func get(_ bucket: String, _ key: String) throws(ServiceError) -> Object {
    let file = try file(bucket, key)
    guard Files.exists(file), !Files.isFolder(file) else { throw Self.noKey(key) }
    do {
      return Object(
        key: key, bytes: try Files.bytes(file), info: try info(bucket, key, file))
    } catch let error as ServiceError { throw error } catch { throw Self.fault(error) }
  }

  func info(_ bucket: String, _ key: String) throws(ServiceError) -> Info {
    let file = try file(bucket, key)
    guard Files.exists(file), !Files.isFolder(file) else { throw Self.noKey(key) }
    return try info(bucket, key, file)
  }

  private func info(_ bucket: String, _ key: String, _ file: String) throws(ServiceError) -> Info {
    let record = try store.read { transaction throws(ServiceError) in
      try transaction.object(Self.space(bucket), key)
    }
    let mark = Files.mark(file)
    // What was noted of another content than this is out of date. A file with the noted size and time
    // is not read for it.
    var noted = record
    var digest = record.flatMap(Self.digest) ?? ""
    if record == nil || record?["size"]?.int != mark?.size
      || record?["time"]?.int.map(Int64.init) != mark?.modified
    {
      do throws(WorkspaceError) {
        let actual = Identifiers.md5(try Files.bytes(file))
        if actual != digest { noted = nil }
        digest = actual
      } catch { throw Self.fault(error) }
    }
    func texts(_ member: String) -> [String: String] {
      (noted?[member]?.object ?? JSON.Object()).reduce(into: [:]) { $0[$1.0] = $1.1.string }
    }
    return Info(
      size: mark?.size ?? 0, etag: noted?["etag"]?.string ?? digest,
      contentType: noted?["contentType"]?.string ?? "binary/octet-stream",
      modified: (mark?.modified ?? 0) / 1_000_000, metadata: texts("metadata"),
      headers: texts("headers"), crc32: noted?["crc32"]?.string)
  }

  /// The MD5 of a noted object's content: its ETag, unless it came in parts.
  private static func digest(_ record: JSON.Object) -> String? {
    (record["digest"] ?? record["etag"])?.string
  }

  /// - Parameter etag: of an object that came in parts; the MD5 of its content otherwise.
  @discardableResult
  func put(
    _ bucket: String, _ key: String, _ bytes: [UInt8], contentType: String? = nil,
    metadata: [String: String] = [:], headers: [String: String] = [:], etag: String? = nil
  ) throws(ServiceError) -> Info {
    let file = try file(bucket, key)
    let digest = Identifiers.md5(bytes)
    let crc = Identifiers.crc32(bytes)
    let crc32 = Identifiers.base64(
      (0..<4).reversed().map { UInt8(truncatingIfNeeded: crc >> ($0 * 8)) })
    do {
      try keepOld(file)
      try Files.makeFolder(String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]))
      try Files.write(bytes, to: file)
      try keep(bytes, digest)
    } catch { throw Self.fault(error) }
    var record: JSON.Object = [
      "etag": .string(etag ?? digest),
      "contentType": .string(contentType ?? "binary/octet-stream"), "crc32": .string(crc32),
      "size": .int(bytes.count),
    ]
    if etag != nil { record["digest"] = .string(digest) }
    if let time = Files.mark(file)?.modified { record["time"] = .int(Int(time)) }
    for (name, texts) in [("metadata", metadata), ("headers", headers)] where !texts.isEmpty {
      record[name] = .object(
        JSON.Object(texts.sorted { $0.key < $1.key }.map { ($0, .string($1)) }))
    }
    try store.write { transaction throws(ServiceError) in
      try transaction.put(record, Self.space(bucket), key)
    }
    return try info(bucket, key, file)
  }

  func remove(_ bucket: String, _ key: String) throws(ServiceError) {
    let file = try file(bucket, key)
    guard Files.exists(file) else { return }
    let bytes = (try? Files.bytes(file)) ?? []
    let etag = Identifiers.md5(bytes)
    try? keep(bytes, etag)
    try store.write { transaction throws(ServiceError) in
      // An object that nothing was noted of is noted first, so that stepping back finds it; that note
      // is no change of its own.
      if try transaction.object(Self.space(bucket), key) == nil {
        try transaction.note(["etag": .string(etag)], Self.space(bucket), key)
      }
      try transaction.put(nil, Self.space(bucket), key)
    }
    unlink(file)
  }

  /// The keys of a bucket that begin with `prefix`, in the order of their bytes.
  func list(_ bucket: String, prefix: String = "") throws(ServiceError) -> [String] {
    try require(bucket)
    let root = path(bucket) + "/"
    var keys: [String] = []
    var folders = [""]
    while let folder = folders.popLast() {
      for name in Files.names(in: root + folder) {
        if Files.isFolder(root + folder + name) {
          folders.append(folder + name + "/")
          continue
        }
        let key = Self.key((folder + name)[...])
        if key.hasPrefix(prefix) { keys.append(key) }
      }
    }
    return keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  // MARK: Stepping back

  private var keepFolder: String { folder + "/.kept" }

  /// Contents are kept under their digest, so that stepping back finds them.
  private func keep(_ bytes: [UInt8], _ etag: String) throws(WorkspaceError) {
    let path = keepFolder + "/" + etag
    guard !Files.exists(path) else { return }
    try Files.makeFolder(keepFolder)
    try Files.write(bytes, to: path)
  }

  private func keepOld(_ file: String) throws(WorkspaceError) {
    guard Files.exists(file), !Files.isFolder(file) else { return }
    let bytes = try Files.bytes(file)
    try keep(bytes, Identifiers.md5(bytes))
  }

  /// Puts a file back to what the store says of its object after a change was undone.
  func follow(_ change: Change) {
    guard change.space.hasPrefix("s3/") else { return }
    let bucket = String(change.space.dropFirst(3))
    let key = String(decoding: change.key, as: UTF8.self)
    guard let file = try? file(bucket, key) else { return }
    let record = change.before.flatMap { try? Value(parsing: $0) }
    if let digest = record.flatMap({ $0.object }).flatMap(Self.digest),
      let bytes = try? Files.bytes(keepFolder + "/" + digest)
    {
      try? Files.write(bytes, to: file)
    } else {
      unlink(file)
    }
  }

  static func fault(_ error: any Error) -> ServiceError {
    ServiceError("InternalError", "\(error)", status: 500)
  }
}
