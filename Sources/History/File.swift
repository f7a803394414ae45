#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// An open file. Closed when nobody holds it any more, which also gives up its lock.
final class File: Sendable {
  let path: String
  private let descriptor: Int32

  enum Mode {
    case read
    /// Made where it is missing.
    case write
    /// Made; an error where it exists.
    case create
  }

  init(_ path: String, _ mode: Mode) throws(StoreError) {
    let flags: Int32 =
      switch mode {
      case .read: O_RDONLY
      case .write: O_RDWR | O_CREAT
      case .create: O_RDWR | O_CREAT | O_EXCL
      }
    descriptor = retrying { Glibc.open(path, flags | O_CLOEXEC, 0o644) }
    self.path = path
    if descriptor < 0 { throw StoreError(path, mode == .create ? "make" : "open", errno) }
  }

  deinit { _ = Glibc.close(descriptor) }

  /// Bytes in the file now.
  func size() throws(StoreError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw StoreError(path, "look at", errno) }
    return Int(status.st_size)
  }

  /// Writes all of `bytes` at `offset`. Where that fails the file is cut back to `offset`.
  func write(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) throws(StoreError) {
    var done = 0
    while done < bytes.count, let start = bytes.baseAddress {
      let count = retrying {
        pwrite(descriptor, start + done, bytes.count - done, off_t(offset + done))
      }
      if count <= 0 {
        let reason = count == 0 ? ENOSPC : errno
        _ = ftruncate(descriptor, off_t(offset))
        throw StoreError(path, "write to", reason)
      }
      done += count
    }
  }

  func write(_ bytes: Span<UInt8>, at offset: Int) throws(StoreError) {
    try bytes.withUnsafeBufferPointer { bytes throws(StoreError) in try write(bytes, at: offset) }
  }

  /// Up to `count` bytes from `offset`; fewer at the end of the file.
  func read(_ count: Int, at offset: Int) throws(StoreError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { room, done in
      while done < count, let start = room.baseAddress {
        let got = retrying { pread(descriptor, start + done, count - done, off_t(offset + done)) }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        done += got
      }
    }
    if failure != 0 { throw StoreError(path, "read", failure) }
    return bytes
  }

  func truncate(to size: Int) throws(StoreError) {
    guard retrying({ ftruncate(descriptor, off_t(size)) }) == 0 else {
      throw StoreError(path, "shorten", errno)
    }
  }

  /// Returns when what was written is on the disk.
  func sync() throws(StoreError) {
    guard retrying({ fdatasync(descriptor) }) == 0 else {
      throw StoreError(path, "write to", errno)
    }
  }

  /// Takes the one writer's lock; `false` where somebody else has it.
  ///
  /// - Parameter waits: For a file that is new: whoever has it only looks whether it is locked.
  func lock(waits: Bool = false) -> Bool {
    retrying { flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) } == 0
  }

  /// Whether a living writer has the lock.
  func isLockedByWriter() -> Bool {
    guard retrying({ flock(descriptor, LOCK_SH | LOCK_NB) }) == 0 else { return true }
    _ = flock(descriptor, LOCK_UN)
    return false
  }
}

/// Calls the system until no signal comes between.
private func retrying<Number: FixedWidthInteger>(_ call: () -> Number) -> Number {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}

extension StoreError {
  init(_ path: String, _ doing: String, _ code: Int32) {
    switch code {
    case ENOSPC, EDQUOT: self = .diskFull(path: path)
    default: self = .file(path: path, doing: doing, reason: String(cString: strerror(code)))
    }
  }
}

/// Folders and names; what `File` does not do.
enum Folder {
  /// Makes the folder and those above it.
  static func make(_ path: String) throws(StoreError) {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    let code = errno
    guard code == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw StoreError(path, "make", code)
    }
    try make(String(path[..<slash]))
    if mkdir(path, 0o755) != 0, errno != EEXIST { throw StoreError(path, "make", errno) }
  }

  /// The names in a folder that end so, sorted. None where the folder is missing.
  static func names(_ path: String, ending: String) throws(StoreError) -> [String] {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return [] }
      throw StoreError(path, "read", errno)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(ending) { names.append(name) }
    }
    return names.sorted()
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Bytes in a file; 0 where there is none.
  static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  static func remove(_ path: String) throws(StoreError) {
    if unlink(path) != 0, errno != ENOENT { throw StoreError(path, "remove", errno) }
  }

  static func rename(_ path: String, to other: String) throws(StoreError) {
    if Glibc.rename(path, other) != 0 { throw StoreError(path, "rename", errno) }
  }

  /// Makes the names in a folder outlast a power cut.
  static func sync(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    _ = close(descriptor)
  }
}
