import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

public import JSON

/// Those who want to know what happens.
final class Watchers: Sendable {
  private struct Watcher {
    var arn: String?
    var stream: AsyncStream<Notice>.Continuation
  }

  private struct State {
    var watchers: [Int: Watcher] = [:]
    var next = 0
  }

  private let state = Mutex(State())
  private let count = Atomic<Int>(0)

  /// Whether anybody watches; cheap enough to ask at every turn.
  var isWatching: Bool { count.load(ordering: .relaxed) > 0 }

  func stream(_ arn: String?) -> AsyncStream<Notice> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Notice.self, bufferingPolicy: .bufferingNewest(65_536))
    let id = state.withLock { state in
      state.next += 1
      state.watchers[state.next] = Watcher(arn: arn, stream: continuation)
      count.store(state.watchers.count, ordering: .relaxed)
      return state.next
    }
    continuation.onTermination = { [weak self] _ in
      guard let self else { return }
      self.state.withLock { state in
        state.watchers.removeValue(forKey: id)
        self.count.store(state.watchers.count, ordering: .relaxed)
      }
    }
    return stream
  }

  func tell(_ notice: @autoclosure () -> Notice, about arn: String) {
    guard isWatching else { return }
    let notice = notice()
    state.withLock { state in
      for watcher in state.watchers.values where watcher.arn == nil || watcher.arn == arn {
        watcher.stream.yield(notice)
      }
    }
  }
}

extension Timestamp {
  /// The time by the system's clock.
  public static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
