import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Runs an executable that speaks AWS's Lambda runtime API, which is served to it on loopback.
///
/// A bridge translates between the API and the channel of a ``ProcessWorker``: it has the other end
/// of the channel in the place of a bootstrap.
/// <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>
enum RuntimeAPIWorker {
  static func start(
    executable: String, environment: [String: String], folder: String
  ) -> Result<any FunctionWorker, StartFault> {
    func fault(_ reason: String) -> Result<any FunctionWorker, StartFault> {
      .failure(StartFault(type: "Runtime.InvalidEntrypoint", message: reason))
    }
    guard let (listener, port) = Loopback.listen() else {
      return fault("no port of 127.0.0.1 can be listened on: \(String(cString: strerror(errno)))")
    }
    var pair: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else {
      close(listener)
      return fault("no channel: \(String(cString: strerror(errno)))")
    }
    _ = fcntl(pair[0], F_SETFL, fcntl(pair[0], F_GETFL) | O_NONBLOCK)
    var environment = environment
    environment["AWS_LAMBDA_RUNTIME_API"] = "127.0.0.1:\(port)"
    switch ChildProcess.start([executable], environment: environment, folder: folder) {
    case .failure(let spawn):
      for descriptor in [listener, pair[0], pair[1]] { close(descriptor) }
      return fault("\(executable) cannot be started: \(spawn.reason)")
    case .success(let process):
      close(process.channel)
      let bridged = ChildProcess(
        pid: process.pid, output: process.output, errors: process.errors, channel: pair[0])
      let bridge = RuntimeAPIBridge(listener: listener, channel: pair[1])
      startThread { bridge.run() }
      return .success(ProcessWorker(process: bridged, endsWithOutput: true))
    }
  }
}

/// Serves the Lambda runtime API to one process.
private final class RuntimeAPIBridge: Sendable {
  private let listener: Int32
  private let channel: Int32
  /// Reading the channel and what was read of it is one connection's at a time.
  private let isAnnounced = Mutex(false)
  private let reading: Mutex<LoopbackFrames>
  private let writing = Mutex(())

  init(listener: Int32, channel: Int32) {
    self.listener = listener
    self.channel = channel
    reading = Mutex(LoopbackFrames(descriptor: channel))
  }

  /// Accepts connections until the worker has closed its end of the channel.
  func run() {
    var events = [
      pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
      pollfd(fd: channel, events: 0, revents: 0),
    ]
    while true {
      let count = poll(&events, 2, -1)
      if count < 0 && errno == EINTR { continue }
      if count < 0 || events[1].revents != 0 { break }
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { continue }
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      var one: Int32 = 1
      setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
      startThread { [self] in serve(connection) }
    }
    close(listener)
    shutdown(channel, Int32(SHUT_RDWR))
    close(channel)
  }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    var reader = LoopbackReader(descriptor: connection)
    while let request = reader.next() {
      guard let response = answer(request), Loopback.write(response, to: connection) else { return }
    }
  }

  /// The response to a request; `nil` when the worker has ended meanwhile.
  private func answer(_ request: LoopbackRequest) -> [UInt8]? {
    let prefix = "/2018-06-01/runtime/"
    guard request.path.hasPrefix(prefix) else { return response(404, "{}") }
    let parts = request.path.dropFirst(prefix.count).split(separator: "/")
    switch (request.method, parts.first, parts.last) {
    case ("GET", "invocation", "next"):
      return nextInvocation()
    case ("POST", "invocation", "response"):
      write(Array("O \(request.body.count)\n".utf8) + request.body)
    case ("POST", "invocation", "error"), ("POST", "init", "error"):
      announce()
      write(Array("E \(request.body.count)\n".utf8) + request.body)
    default: return response(404, "{\"errorMessage\":\"unknown path\",\"errorType\":\"NotFound\"}")
    }
    return response(202, "{\"status\":\"OK\"}")
  }

  private func nextInvocation() -> [UInt8]? {
    announce()
    guard let frame = reading.withLock({ $0.next() }) else { return nil }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let deadline = (time.tv_sec + frame.seconds) * 1000 + time.tv_nsec / 1_000_000
    return response(
      200, body: frame.event,
      headers: [
        "Lambda-Runtime-Aws-Request-Id: \(frame.requestID)",
        "Lambda-Runtime-Deadline-Ms: \(deadline)",
        "Lambda-Runtime-Invoked-Function-Arn: \(frame.arn)",
        "Lambda-Runtime-Trace-Id: Root=1-\(frame.requestID.prefix(8))-000000000000000000000000",
      ])
  }

  /// Tells the worker, once, that the process is ready.
  private func announce() {
    let isFirst = isAnnounced.withLock { isAnnounced in
      defer { isAnnounced = true }
      return !isAnnounced
    }
    if isFirst { write(Array("R 0\n".utf8)) }
  }

  private func write(_ bytes: [UInt8]) {
    writing.withLock { _ in _ = Loopback.write(bytes, to: channel) }
  }

  private func response(_ status: Int, _ body: String) -> [UInt8] {
    response(status, body: Array(body.utf8), headers: [])
  }

  private func response(_ status: Int, body: [UInt8], headers: [String]) -> [UInt8] {
    let reason = [200: "OK", 202: "Accepted", 404: "Not Found"][status] ?? "OK"
    let head =
      ["HTTP/1.1 \(status) \(reason)", "Content-Type: application/json"] + headers
      + ["Content-Length: \(body.count)", "", ""]
    return Array(head.joined(separator: "\r\n").utf8) + body
  }
}

/// Reads the requests that a ``ProcessWorker`` writes: `ID SECONDS ARN LENGTH`, then the event.
private struct LoopbackFrames {
  struct Frame {
    var requestID: String
    var seconds: Int
    var arn: String
    var event: [UInt8]
  }

  let descriptor: Int32

  init(descriptor: Int32) { self.descriptor = descriptor }

  mutating func next() -> Frame? {
    var head: [UInt8] = []
    while head.last != 10 {
      guard let byte = bytes(1) else { return nil }
      head += byte
    }
    let words = String(decoding: head.dropLast(), as: UTF8.self).split(separator: " ")
    guard words.count == 4, let seconds = Int(words[1]), let count = Int(words[3]),
      let event = bytes(count)
    else { return nil }
    return Frame(
      requestID: String(words[0]), seconds: seconds, arn: String(words[2]), event: event)
  }

  private func bytes(_ count: Int) -> [UInt8]? {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: min(max(count, 1), 64 << 10))
    while result.count < count {
      let got = read(descriptor, &chunk, min(chunk.count, count - result.count))
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { return nil }
      result += chunk[..<got]
    }
    return result
  }
}
