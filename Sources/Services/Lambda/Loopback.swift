#if canImport(Glibc)
  import Glibc
#endif

/// A request of HTTP/1.1 as the Lambda runtime API needs it.
struct LoopbackRequest {
  var method: String
  var path: String
  var headers: [String: String]
  var body: [UInt8]
}

/// A listening socket on 127.0.0.1, and blocking reads and writes on its connections.
enum Loopback {
  static let bodyLimit = 32 << 20

  /// A socket that listens on a free port, and the port.
  static func listen() -> (descriptor: Int32, port: UInt16)? {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && Glibc.listen(descriptor, 16) == 0
          && getsockname(descriptor, pointer, &length) == 0
      }
    }
    guard isListening else {
      close(descriptor)
      return nil
    }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { buffer in
        send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}

/// Reads requests from one connection, keeping what came early.
struct LoopbackReader {
  let descriptor: Int32
  /// Whether `Expect: 100-continue` is answered before the body is read.
  var answersExpectations = false
  private var buffer: [UInt8] = []

  init(descriptor: Int32, answersExpectations: Bool = false) {
    self.descriptor = descriptor
    self.answersExpectations = answersExpectations
  }

  /// The next request, or `nil` at the end or where it makes no sense.
  mutating func next() -> LoopbackRequest? {
    guard let first = line() else { return nil }
    let words = first.split(separator: " ")
    guard words.count == 3 else { return nil }
    var request = LoopbackRequest(
      method: String(words[0]), path: String(words[1]), headers: [:], body: [])
    while true {
      guard let header = line() else { return nil }
      if header.isEmpty { break }
      guard let colon = header.firstIndex(of: ":"), request.headers.count < 100 else { return nil }
      let value = header[header.index(after: colon)...].drop { $0 == " " }
      request.headers[header[..<colon].lowercased()] = String(value)
    }
    if answersExpectations, request.headers["expect"]?.lowercased() == "100-continue" {
      guard Loopback.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), to: descriptor) else {
        return nil
      }
    }
    if request.headers["transfer-encoding"]?.lowercased() == "chunked" {
      guard readChunks(into: &request.body) else { return nil }
    } else if let length = request.headers["content-length"].flatMap({ Int($0) }) {
      guard let body = bytes(length) else { return nil }
      request.body = body
    }
    return request
  }

  private mutating func readChunks(into body: inout [UInt8]) -> Bool {
    while true {
      guard let size = line()?.split(separator: ";").first.flatMap({ Int($0, radix: 16) }),
        body.count + size <= Loopback.bodyLimit
      else { return false }
      if size == 0 {
        while let trailer = line() { if trailer.isEmpty { return true } }
        return false
      }
      guard let chunk = bytes(size), line() == "" else { return false }
      body += chunk
    }
  }

  private mutating func line() -> String? {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        var text = buffer[..<end]
        if text.last == 13 { text.removeLast() }
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: text, as: UTF8.self)
      }
      guard buffer.count < 64 << 10, fill() else { return nil }
    }
  }

  private mutating func bytes(_ count: Int) -> [UInt8]? {
    guard count >= 0, count <= Loopback.bodyLimit else { return nil }
    while buffer.count < count { guard fill() else { return nil } }
    defer { buffer.removeFirst(count) }
    return Array(buffer[..<count])
  }

  private mutating func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      buffer += chunk[..<count]
      return true
    }
  }
}
