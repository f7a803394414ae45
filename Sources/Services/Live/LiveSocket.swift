#if canImport(Glibc)
  import Glibc
#endif

/// Why the live channel of a workspace cannot be used, in the system's words.
public struct LiveFault: Error, Sendable, CustomStringConvertible {
  public var description: String

  init(_ doing: String, _ path: String) {
    description = "cannot \(doing) \(path): \(String(cString: strerror(errno)))"
  }
}

/// Sockets in the folder `.treadle/live`, one a program that runs executions, named after its
/// process. Only their owner may connect: the folder is closed to others.
enum LiveSocket {
  static let ending = ".sock"
  /// The longest line that is read: a task's input or result, escaped, and then some.
  static let lineLimit = 4 << 20

  /// Listens under the name of this process.
  static func listen(in folder: String) throws(LiveFault) -> (descriptor: Int32, path: String) {
    // The data folder itself may be new.
    if let slash = folder.lastIndex(of: "/") { mkdir(String(folder[..<slash]), 0o755) }
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw LiveFault("make", folder)
    }
    // Doors of programs that are gone are removed by knocking.
    for name in names(in: folder) { if let open = try? connect(folder, name) { close(open) } }
    let name = "\(getpid())" + ending
    let path = folder + "/" + name
    unlink(path)
    let descriptor = try open(path)
    let isBound = withAddress(folder, name) { address, length in
      bind(descriptor, address, length) == 0
    }
    guard isBound, Glibc.listen(descriptor, 16) == 0 else {
      let fault = LiveFault("listen on", path)
      close(descriptor)
      throw fault
    }
    return (descriptor, path)
  }

  /// Connects to a socket of the folder; one that nobody listens on any more is removed.
  static func connect(_ folder: String, _ name: String) throws(LiveFault) -> Int32 {
    let path = folder + "/" + name
    let descriptor = try open(path)
    let isConnected = withAddress(folder, name) { address, length in
      Glibc.connect(descriptor, address, length) == 0
    }
    if isConnected { return descriptor }
    let isDeserted = errno == ECONNREFUSED
    let fault = LiveFault("connect to", path)
    if isDeserted { unlink(path) }
    close(descriptor)
    throw fault
  }

  /// Takes a connection; one that does not read does not hold up the others for long.
  static func accept(_ listening: Int32) -> Int32? {
    let descriptor = Glibc.accept(listening, nil, nil)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    limitWriting(descriptor)
    return descriptor
  }

  private static func limitWriting(_ descriptor: Int32) {
    var patience = timeval(tv_sec: 2, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  /// The sockets in a folder, by name.
  static func names(in folder: String) -> [String] {
    guard let entries = opendir(folder) else { return [] }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(ending) { names.append(name) }
    }
    return names.sorted()
  }

  private static func open(_ path: String) throws(LiveFault) -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { throw LiveFault("make a socket for", path) }
    limitWriting(descriptor)
    return descriptor
  }

  /// An address by way of the folder's descriptor: paths may be longer than an address has room.
  private static func withAddress(
    _ folder: String, _ name: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool
  ) -> Bool {
    let place = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard place >= 0 else { return false }
    defer {
      let code = errno
      close(place)
      errno = code
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array("/proc/self/fd/\(place)/\(name)".utf8)
    guard path.count < MemoryLayout.size(ofValue: address.sun_path) else {
      errno = ENAMETOOLONG
      return false
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        body(pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}

/// Cuts what comes from a socket into lines.
struct LiveLines {
  private var rest: [UInt8] = []

  /// Reads what is there; the lines that became whole, `nil` at the end of the connection or where
  /// a line is too long.
  mutating func read(_ descriptor: Int32) -> [[UInt8]]? {
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    var count = Glibc.read(descriptor, &chunk, chunk.count)
    while count < 0, errno == EINTR { count = Glibc.read(descriptor, &chunk, chunk.count) }
    if count < 0, errno == EAGAIN { return [] }
    guard count > 0 else { return nil }
    rest += chunk[..<count]
    var lines: [[UInt8]] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(Array(rest[..<end]))
      rest.removeFirst(end + 1)
    }
    return rest.count > LiveSocket.lineLimit ? nil : lines
  }
}
