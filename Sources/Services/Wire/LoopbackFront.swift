import Dispatch
import JSON
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// The services of a workspace on a free port of loopback, for its functions: what a function does with
/// `AWS_ENDPOINT_URL` meets the tables, queues and executions of the workflow that called it, also
/// where nobody serves the API.
final class LoopbackFront: Sendable {
  /// `http://127.0.0.1:40321`
  let endpoint: String
  private let front: ServiceFront
  private let executions: (any ExecutionService)?
  private let port: UInt16
  private let listener: Mutex<Int32>

  /// `nil` where no port can be listened on.
  init?(_ dispatcher: Dispatcher) {
    guard let (descriptor, port) = Loopback.listen() else { return nil }
    self.port = port
    endpoint = "http://127.0.0.1:\(port)"
    front = ServiceFront(dispatcher, endpoint: endpoint)
    executions = dispatcher.executions
    listener = Mutex(descriptor)
    startThread { [self] in accept(descriptor) }
  }

  /// Takes no more connections.
  func stop() {
    listener.withLock { descriptor in
      guard descriptor >= 0 else { return }
      // Wakes the thread, which closes it.
      shutdown(descriptor, Int32(SHUT_RDWR))
      descriptor = -1
    }
  }

  private func accept(_ descriptor: Int32) {
    while true {
      let connection = Glibc.accept(descriptor, nil, nil)
      if connection < 0 {
        if errno == EINTR || errno == ECONNABORTED { continue }
        break
      }
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      var one: Int32 = 1
      setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
      startThread { [self] in serve(connection) }
    }
    stop()
    close(descriptor)
  }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    var reader = LoopbackReader(descriptor: connection, answersExpectations: true)
    while let request = reader.next() {
      guard Loopback.write(Self.bytes(answer(request), request), to: connection) else { return }
    }
  }

  private func answer(_ request: LoopbackRequest) -> WireResponse {
    // A page in a browser may send here, too: it names itself, or another host.
    let host = request.headers["host"] ?? ""
    guard request.headers["origin"] == nil,
      host == "127.0.0.1:\(port)" || host == "localhost:\(port)"
    else { return Self.refusal(403, "only functions of the workspace are answered here") }
    let wire = WireRequest(
      method: request.method, target: request.path, headers: request.headers, body: request.body)
    guard let work = work(wire) else {
      return Self.refusal(404, "no service of the workspace answers this")
    }
    let done = DispatchSemaphore(value: 0)
    let result = Answer()
    Task {
      result.set(await work())
      done.signal()
    }
    // This thread is the connection's own: it may wait.
    done.wait()
    return result.value ?? Self.refusal(500, "no answer")
  }

  private func work(_ request: WireRequest) -> (@Sendable () async -> WireResponse)? {
    let target = request.headers["x-amz-target"] ?? ""
    guard target.hasPrefix("AWSStepFunctions."), let executions else {
      return front.answer(request)
    }
    let action = String(target.dropFirst("AWSStepFunctions.".count))
    return {
      let parameters = (try? Value(parsing: request.body))?.object ?? Object()
      do throws(ServiceError) {
        let result = try await executions.call(
          action: action, parameters: parameters, caller: nil)
        return ServiceFront.json(200, .object(result), "1.0", [])
      } catch {
        let body: Value = [
          "__type": .string(error.code), "message": .string(error.message),
        ]
        return ServiceFront.json(error.status, body, "1.0", [("x-amzn-ErrorType", error.code)])
      }
    }
  }

  private static func refusal(_ status: Int, _ message: String) -> WireResponse {
    ServiceFront.json(
      status, ["__type": "UnknownOperationException", "message": .string(message)], "1.0", [])
  }

  private static func bytes(_ response: WireResponse, _ request: LoopbackRequest) -> [UInt8] {
    var head = "HTTP/1.1 \(response.status) \(HTTP.reason(response.status))\r\n"
    for (name, value) in response.headers {
      head += "\(name): \(value.filter { $0 != "\r" && $0 != "\n" })\r\n"
    }
    if !response.headers.contains(where: { $0.name.lowercased() == "content-length" }) {
      head += "Content-Length: \(response.body.count)\r\n"
    }
    return Array((head + "\r\n").utf8) + (request.method == "HEAD" ? [] : response.body)
  }
}

/// Hands an answer from a task to the thread that waits for it.
private final class Answer: Sendable {
  private let response = Mutex<WireResponse?>(nil)
  var value: WireResponse? { response.withLock { $0 } }
  func set(_ new: WireResponse) { response.withLock { $0 = new } }
}
