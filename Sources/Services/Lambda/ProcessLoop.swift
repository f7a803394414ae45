#if canImport(Glibc)
  import Glibc
#endif

/// What the thread of a ``ProcessWorker`` does: waits on the streams, cuts frames and lines.
struct ProcessLoop {
  typealias Done = CheckedContinuation<InvocationResult, Never>

  let process: ChildProcess
  let bell: Int32
  private var current: (invocation: Invocation, done: Done)?
  private var isSent = false
  private var isReady = false
  private var isTimedOut = false
  private var deadline: Double
  private var incoming: [UInt8] = []
  private var outgoing: [UInt8] = []
  private var lines = LineCutter()
  private var errorLines = LineCutter()
  /// Lines written while loading: told to the first invocation.
  private var early: [(line: String, isError: Bool)] = []

  /// Whether the process has no hold of the channel, so that the end of its output is its end.
  private let endsWithOutput: Bool

  init(process: ChildProcess, bell: Int32, endsWithOutput: Bool) {
    self.process = process
    self.bell = bell
    self.endsWithOutput = endsWithOutput
    deadline = now() + ProcessWorker.initLimit
  }

  /// Runs until the process closes its end of the channel or is stopped for running over its time.
  mutating func run(next: () -> (Invocation, Done)?) {
    var events = [
      pollfd(fd: process.channel, events: Int16(POLLIN), revents: 0),
      pollfd(fd: process.output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: process.errors, events: Int16(POLLIN), revents: 0),
      pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      events[0].events = Int16(outgoing.isEmpty ? POLLIN : POLLIN | POLLOUT)
      let count = poll(&events, nfds_t(events.count), waitTime)
      if count < 0 && errno != EINTR { return }
      if isOver { return stopForTime() }
      if events[3].revents != 0 { accept(next()) }
      if !drain(process.output, isError: false) { events[1].fd = -1 }
      if !drain(process.errors, isError: true) { events[2].fd = -1 }
      if endsWithOutput, events[1].fd < 0, events[2].fd < 0 {
        // The last it said may be why it ended: an error of its start.
        _ = receive()
        return drainAll()
      }
      if events[0].revents & Int16(POLLOUT) != 0 { send() }
      if events[0].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0, !receive() { return }
    }
  }

  /// Tells the invocation that runs, if one does, how the process ended.
  func end(_ exit: ChildProcess.Exit) {
    guard let (invocation, done) = current else { return }
    done.resume(
      returning: isTimedOut ? .timedOut(invocation) : .exited(invocation, exit.reason))
  }

  // MARK: Time

  private var waitTime: Int32 {
    guard current != nil || !isReady else { return -1 }
    return Int32(min(max(0, (deadline - now()) * 1000 + 1), 3_600_000))
  }

  private var isOver: Bool { (current != nil || !isReady) && now() >= deadline }

  private mutating func stopForTime() {
    isTimedOut = true
    process.kill()
    drainAll()
  }

  // MARK: Requests

  private mutating func accept(_ next: (Invocation, Done)?) {
    var byte: UInt8 = 0
    _ = read(bell, &byte, 1)
    guard let next else { return }
    current = next
    isSent = false
    for (line, isError) in early { next.0.output(line, isError) }
    early.removeAll()
    sendWhenReady()
  }

  private mutating func sendWhenReady() {
    guard isReady, !isSent, let invocation = current?.invocation else { return }
    isSent = true
    deadline = now() + Double(invocation.timeout)
    let event = Array(invocation.event.utf8)
    outgoing +=
      Array(
        "\(invocation.requestID) \(invocation.timeout) \(invocation.arn) \(event.count)\n".utf8)
      + event
    send()
  }

  private mutating func send() {
    while !outgoing.isEmpty {
      let count = Glibc.send(process.channel, outgoing, outgoing.count, Int32(MSG_NOSIGNAL))
      guard count > 0 else { return }
      outgoing.removeFirst(count)
    }
  }

  // MARK: Answers

  /// Reads what the channel has; `false` at its end.
  private mutating func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(process.channel, &buffer, buffer.count)
      if count == 0 { return ended() }
      if count < 0 { return errno == EAGAIN || errno == EINTR ? true : ended() }
      incoming += buffer[..<count]
      guard incoming.count <= ProcessWorker.answerLimit, takeFrames() else {
        process.kill()
        return ended()
      }
    }
  }

  private mutating func ended() -> Bool {
    drainAll()
    return false
  }

  /// Takes complete frames out of `incoming`; `false` where it holds none of ours.
  private mutating func takeFrames() -> Bool {
    while let end = incoming.prefix(32).firstIndex(of: UInt8(ascii: "\n")) {
      let head = String(decoding: incoming[..<end], as: UTF8.self).split(separator: " ")
      guard head.count == 2, let length = Int(head[1]), length >= 0 else { return false }
      guard incoming.count - end - 1 >= length else { return true }
      let text = String(decoding: incoming[(end + 1)..<(end + 1 + length)], as: UTF8.self)
      incoming.removeFirst(end + 1 + length)
      switch head[0] {
      case "R":
        isReady = true
        sendWhenReady()
      case "O": answer(.answered(text))
      case "E": answer(.failed(text))
      default: return false
      }
    }
    return incoming.count < 32
  }

  private mutating func answer(_ result: InvocationResult) {
    drainAll()
    guard let done = current?.done else { return }
    current = nil
    done.resume(returning: result)
  }

  // MARK: Lines

  private mutating func drainAll() {
    _ = drain(process.output, isError: false)
    _ = drain(process.errors, isError: true)
    var found: [(String, Bool)] = []
    lines.end { found.append(($0, false)) }
    errorLines.end { found.append(($0, true)) }
    for (line, isError) in found { tell(line, isError) }
  }

  /// Reads what a stream has and tells its lines; `false` at its end.
  private mutating func drain(_ descriptor: Int32, isError: Bool) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return false }
      if count < 0 { return errno == EAGAIN || errno == EINTR }
      var found: [String] = []
      if isError {
        errorLines.take(buffer[..<count]) { found.append($0) }
      } else {
        lines.take(buffer[..<count]) { found.append($0) }
      }
      for line in found { tell(line, isError) }
      // A flood must not keep the answer waiting.
      if count < buffer.count { return true }
    }
  }

  private mutating func tell(_ line: String, _ isError: Bool) {
    if let invocation = current?.invocation {
      invocation.output(line, isError)
    } else if early.count < 1000 {
      early.append((line, isError))
    }
  }
}

/// Seconds on a clock that only goes forward.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
