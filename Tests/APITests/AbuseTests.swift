import Engine
import Foundation
import JSON
import Services
import Testing

@testable import API

#if canImport(Glibc)
  import Glibc
#endif

/// What no well-behaved client sends: the answer is AWS's, or the connection ends, and the server
/// goes on.
@Suite(.serialized) struct AbuseTests {
  /// A request, and what its answer begins with and contains.
  private struct Attempt {
    var name: String
    var bytes: [UInt8]
    var status: Int
    var text = ""
  }

  private static func post(
    _ body: String, operation: String = "ListStateMachines", host: String = "127.0.0.1",
    headers: String = "", version: String = "1.1", method: String = "POST", length: String? = nil
  ) -> [UInt8] {
    let head =
      "\(method) / HTTP/\(version)\r\nHost: \(host)\r\nX-Amz-Target: AWSStepFunctions.\(operation)\r\n"
      + headers + "Content-Length: \(length ?? String(body.utf8.count))\r\n\r\n"
    return Array((head + body).utf8)
  }

  private static func chunked(_ body: String) -> [UInt8] {
    Array(
      ("POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n" + body).utf8)
  }

  private static let deep = String(repeating: "[", count: 10_000)

  private static let attempts: [Attempt] = [
    Attempt(name: "plain", bytes: post("{}"), status: 200, text: "stateMachines"),
    Attempt(name: "no body", bytes: post(""), status: 200, text: "stateMachines"),
    Attempt(
      name: "not UTF-8",
      bytes: post("{\"a\":\"??\"}").map { $0 == UInt8(ascii: "?") ? 0xFF : $0 }, status: 400,
      text: "SerializationException"),
    Attempt(
      name: "truncated", bytes: post("{\"a\":"), status: 400, text: "SerializationException"),
    Attempt(name: "no object", bytes: post("[]"), status: 400, text: "SerializationException"),
    Attempt(name: "deep", bytes: post(deep), status: 400, text: "nested too deeply"),
    Attempt(
      name: "a deep definition",
      bytes: post(
        Value.object(["definition": .string("{\"StartAt\":" + deep)]).text,
        operation: "ValidateStateMachineDefinition"), status: 200, text: "FAIL"),
    Attempt(
      name: "wrong content type", bytes: post("{}", headers: "Content-Type: text/html\r\n"),
      status: 200),
    Attempt(
      name: "unknown operation", bytes: post("{}", operation: "Dance"), status: 400,
      text: "UnknownOperationException"),
    Attempt(
      name: "too large, asked first",
      bytes: post("", headers: "Expect: 100-continue\r\n", length: "67108864"), status: 413,
      text: "RequestEntityTooLargeException"),
    Attempt(
      name: "too large", bytes: post(String(repeating: " ", count: Server.bodyLimit + 1)),
      status: 413, text: "RequestEntityTooLargeException"),
    Attempt(name: "chunks", bytes: chunked("1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"), status: 200),
    Attempt(name: "a bad chunk", bytes: chunked("zz\r\n{}\r\n0\r\n\r\n"), status: 400),
    Attempt(
      name: "a length and chunks",
      bytes: post("2\r\n{}\r\n0\r\n\r\n", headers: "Transfer-Encoding: chunked\r\n"), status: 400),
    Attempt(
      name: "two lengths", bytes: post("{}", headers: "Content-Length: 3\r\n"), status: 400),
    Attempt(name: "a negative length", bytes: post("{}", length: "-1"), status: 400),
    Attempt(name: "an endless length", bytes: post("{}", length: "99999999999999999999"), status: 400),
    Attempt(name: "HTTP/1.0", bytes: post("{}", version: "1.0"), status: 200),
    Attempt(
      name: "a giant header", bytes: post("{}", headers: "X: \(String(repeating: "a", count: 200_000))\r\n"),
      status: 400),
    Attempt(name: "no HTTP", bytes: [0x16, 3, 1, 2, 0, 1, 0, 13, 10, 13, 10], status: 400),
    Attempt(name: "a web page", bytes: post("{}", headers: "Origin: http://evil.example\r\n"), status: 403),
    Attempt(name: "a page without a name", bytes: post("{}", headers: "Origin: null\r\n"), status: 403),
    Attempt(name: "two hosts", bytes: post("{}", headers: "Host: evil.example\r\n"), status: 403),
  ]

  /// `Host` names that lead here, and names that a web page could have made lead here.
  private static let hosts: [(String, Int)] = [
    ("127.0.0.1:8083", 200), ("localhost", 200), ("LocalHost:1", 200), ("[::1]", 200),
    ("[::1]:8083", 200), ("sync-localhost:8083", 200), ("sync-127.0.0.1", 200),
    ("bucket.localhost", 200), ("127.0.0.2", 200),
    ("evil.example", 403), ("127.0.0.1.evil.example", 403), ("127.evil.example", 403),
    ("localhost.evil.example", 403), ("evil.localhost.example", 403), ("[::1].evil.example", 403),
    ("[::1", 403), ("localhost:80.evil.example", 403), ("0x7f000001", 403), ("2130706433", 403),
    ("127.0.0.1.nip.io", 403), ("", 403), ("localhost@evil.example", 403),
    ("evil.example#localhost", 403),
  ]

  @Test func theServerLives() async throws {
    let server = try await Self.server()
    let port = server.port
    for attempt in Self.attempts {
      let answer = try Self.send(attempt.bytes, port)
      #expect(answer.hasPrefix("HTTP/1.1 \(attempt.status) "), "\(attempt.name): \(answer.prefix(200))")
      #expect(attempt.text.isEmpty || answer.contains(attempt.text), "\(attempt.name): \(answer)")
    }
    for (host, status) in Self.hosts {
      let answer = try Self.send(Self.post("{}", host: host), port)
      #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(host): \(answer.prefix(200))")
    }
    let head = try Self.send(Self.post("", method: "HEAD"), port)
    #expect(head.hasSuffix("\r\n\r\n"), "the answer to HEAD has a body: \(head)")
    try await server.close()
  }

  @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
    let server = try await Self.server()
    let operations = ["ListStateMachines", "ListActivities", "Dance", "ListActivities"]
    let bytes = operations.flatMap { Self.post("{}", operation: $0) }
    let answer = try Self.send(bytes, server.port, answers: 4)
    let places = ["stateMachines", "activities", "UnknownOperation"].map {
      answer.range(of: $0)?.lowerBound
    }
    #expect(!places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 5)
    try await server.close()
  }

  /// Two hundred clients that do not go on do not hold up the others.
  @Test func slowClientsAreNotWaitedFor() async throws {
    let server = try await Self.server()
    var slow: [Int32] = []
    defer { for descriptor in slow { Glibc.close(descriptor) } }
    for place in 0..<200 {
      let descriptor = try Self.connect(server.port)
      slow.append(descriptor)
      let whole = Self.post("{}", length: "1000")
      let part = place % 2 == 0 ? whole : Array(whole.prefix(40))
      _ = part.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, 0) }
    }
    let clock = ContinuousClock()
    let start = clock.now
    #expect(try Self.send(Self.post("{}"), server.port).hasPrefix("HTTP/1.1 200"))
    #expect(clock.now - start < .seconds(5))
    try await server.close()
  }

  @Test func aPortThatIsTakenIsSaidToBe() async throws {
    let server = try await Self.server()
    var options = ServerOptions()
    options.port = server.port
    let other = try Self.account()
    let error = await #expect(throws: ServingError.self) { _ = try await other.serve(options) }
    #expect(error?.message == "port \(server.port) on 127.0.0.1 is taken by another program")
    #expect(server.endpoint == "http://127.0.0.1:\(server.port)")
    try await server.close()
  }

  // MARK: Parts

  private static func account() throws -> Account {
    let workspace = Workspace(folder: NSTemporaryDirectory())
    let services = try EmbeddedServices(workspace: workspace, inMemory: true)
    return try Account(
      workspace: workspace, store: nil,
      dispatcher: Dispatcher(
        workspace: workspace, services: services, functions: Functions(workspace: workspace)),
      options: RunnerOptions(), keepsMachines: false)
  }

  private static func server() async throws -> RunningServer {
    var options = ServerOptions()
    options.port = 0
    return try await account().serve(options)
  }

  private struct NoConnection: Error {}

  private static func connect(_ port: Int) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw NoConnection() }
    return descriptor
  }

  /// Sends bytes and reads until that many answers have come or the connection has ended.
  private static func send(_ bytes: [UInt8], _ port: Int, answers: Int = 1) throws -> String {
    let descriptor = try connect(port)
    defer { Glibc.close(descriptor) }
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { break }
      sent += count
    }
    if answers > 1 { shutdown(descriptor, Int32(SHUT_WR)) }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      answer += buffer[..<count]
      if answers == 1, isWhole(answer) { break }
    }
    return String(decoding: answer, as: UTF8.self)
  }

  private static func isWhole(_ answer: [UInt8]) -> Bool {
    let text = String(decoding: answer, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return false }
    guard let place = text.range(of: "content-length: ", options: .caseInsensitive) else {
      return false
    }
    let length = Int(text[place.upperBound...].prefix { $0.isNumber }) ?? 0
    return text[end.upperBound...].utf8.count >= length || text.hasPrefix("HTTP/1.1 404")
  }
}
