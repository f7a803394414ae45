import Synchronization

/// Where the events of one execution are written.
public final class ExecutionLog: Sendable {
  public let arn: String

  private struct State {
    /// Until it is written.
    var header: HeaderMember?
    var redriveCount: Int
    var isClosed = false
  }

  private let store: Store
  private let log: Log
  private let state: Mutex<State>

  init(arn: String, header: HeaderMember?, redriveCount: Int, store: Store, log: Log) {
    self.arn = arn
    self.store = store
    self.log = log
    state = Mutex(State(header: header, redriveCount: redriveCount))
  }

  /// Writes events at the end of the history. When this returns, the death of this process loses
  /// none of them; `Store.sync(_:)` makes them outlast a power cut.
  ///
  /// - Returns: The place behind them; `nil` where there were none.
  @discardableResult
  public func append(_ events: [Event]) throws(StoreError) -> LogPosition? {
    let position = try state.withLock { state throws(StoreError) -> LogPosition? in
      var position: LogPosition?
      var start = 0
      while start < events.count {
        let end = min(start + IndexEntry.eventLimit, events.count)
        position = try append(events[start..<end], &state)
        start = end
      }
      return position
    }
    store.didAppend()
    return position
  }

  private func append(
    _ events: ArraySlice<Event>, _ state: inout State
  ) throws(StoreError) -> LogPosition? {
    guard let first = events.first else { return nil }
    var buffer = ByteBuffer(capacity: 1024)
    while true {
      buffer.removeAll()
      var header = state.header
      if let digest = header?.definitionDigest {
        header?.hasDefinition = log.needsDefinition(digest)
      }
      var entry = IndexEntry(arn: arn, firstId: first.id)
      entry.header = header
      var redriveCount = state.redriveCount
      for event in events {
        if case .executionRedriven(let count) = event.details { redriveCount = count }
        event.write(into: &buffer, arn: arn, redriveCount: redriveCount, header: header)
        buffer.append(UInt8(ascii: "\n"))
        entry.add(event.type, at: event.timestamp, redriveCount: redriveCount)
        header = nil
      }
      guard let position = try log.append(buffer, entry) else { continue }
      state.header = nil
      state.redriveCount = redriveCount
      return position
    }
  }

  /// No more events come from here; another program may go on with the execution.
  public func close() {
    let wasOpen = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    if wasOpen { store.didClose(arn) }
  }

  deinit { close() }
}
