import Dispatch
import Synchronization

/// Something new in the history.
public enum StoreChange: Sendable, Equatable {
  /// An execution got events; the last of them has this id.
  case events(arn: String, lastId: Int)
  /// Executions were removed.
  case removed([String])
}

extension Store {
  private static let pollDelay = 0.1

  /// What is written from now on, by this program and by others (within a tenth of a second).
  ///
  /// Who does not keep up loses the oldest changes; a list is always whole.
  public func changes() -> AsyncStream<StoreChange> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: StoreChange.self, bufferingPolicy: .bufferingNewest(65_536))
    let (id, isFirst) = state.withLock { state in
      let id = state.nextWatcher
      state.nextWatcher += 1
      state.watchers[id] = continuation
      return (id, state.watchers.count == 1)
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.watchers.removeValue(forKey: id) }
    }
    if isFirst { poll() }
    return stream
  }

  /// Looks what other programs wrote, as long as somebody wants to know.
  private func poll() {
    queue.asyncAfter(deadline: .now() + Store.pollDelay) { [weak self] in
      guard let self, self.state.withLock({ !$0.watchers.isEmpty }) else { return }
      _ = try? self.freshIndex()
      self.poll()
    }
  }

  func notify(_ changes: [StoreChange]) {
    if changes.isEmpty { return }
    let watchers = state.withLock { $0.watchers.values.map { $0 } }
    for watcher in watchers { for change in changes { watcher.yield(change) } }
  }
}
