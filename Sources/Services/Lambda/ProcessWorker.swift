import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A warm process with one of the ``Bootstraps``. One thread of its own owns the streams; callers
/// hand it an invocation and wait.
final class ProcessWorker: FunctionWorker {
  /// Seconds a handler may take to load.
  static let initLimit = 60.0
  /// Bytes of one answer beyond which a worker is stopped.
  static let answerLimit = 64 << 20

  private struct Shared {
    var next: (invocation: Invocation, done: CheckedContinuation<InvocationResult, Never>)?
    var isAlive = true
    var isStopped = false
  }

  private let process: ChildProcess
  /// Wakes the thread: a pair of sockets.
  private let bell: (ours: Int32, threads: Int32)
  private let shared = Mutex(Shared())

  init(process: ChildProcess, endsWithOutput: Bool = false) {
    self.process = process
    var pair: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    if socketpair(AF_UNIX, kind, 0, &pair) != 0 { shared.withLock { $0.isAlive = false } }
    bell = (pair[0], pair[1])
    startThread { [self] in
      var loop = ProcessLoop(process: process, bell: bell.threads, endsWithOutput: endsWithOutput)
      loop.run { self.take() }
      self.finish(loop)
    }
  }

  var isAlive: Bool { shared.withLock { $0.isAlive && !$0.isStopped } }

  func invoke(_ invocation: Invocation) async -> InvocationResult {
    await withTaskCancellationHandler {
      await withCheckedContinuation { done in
        let accepted = shared.withLock { shared in
          guard shared.isAlive else { return false }
          shared.next = (invocation, done)
          // Within the lock: the thread closes the bell only after it has taken the lock.
          ring()
          return true
        }
        if !accepted {
          done.resume(returning: .exited(invocation, "the process has ended"))
        }
      }
    } onCancel: {
      stop()
    }
  }

  func stop() {
    let kill = shared.withLock { shared in
      defer { shared.isStopped = true }
      return shared.isAlive
    }
    if kill { process.kill() }
  }

  private func ring() {
    var one: UInt8 = 1
    _ = send(bell.ours, &one, 1, Int32(MSG_NOSIGNAL))
  }

  private func take() -> (Invocation, CheckedContinuation<InvocationResult, Never>)? {
    shared.withLock { shared in
      defer { shared.next = nil }
      return shared.next.map { ($0.invocation, $0.done) }
    }
  }

  private func finish(_ loop: ProcessLoop) {
    let late = shared.withLock { shared in
      shared.isAlive = false
      defer { shared.next = nil }
      return shared.next
    }
    let exit = process.reap()
    close(bell.ours)
    close(bell.threads)
    loop.end(exit)
    if let late {
      late.done.resume(returning: .exited(late.invocation, exit.reason))
    }
  }
}

/// Starts a detached thread.
func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let box = Unmanaged.passRetained(Box(body))
  let code = pthread_create(
    &thread, nil,
    { argument in
      if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
      return nil
    }, box.toOpaque())
  if code == 0 { pthread_detach(thread) } else { box.release() }
}
