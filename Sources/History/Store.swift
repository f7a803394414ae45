import Dispatch
import JSON
import Synchronization

/// The history of a workspace: a folder of append-only segments and an index made from them.
///
/// Several programs may use one folder at a time; each writes a segment of its own and sees what
/// the others write. Everything is safe to call from any thread.
public final class Store: Sendable {
  /// The folder that holds `*.jsonl`.
  public let folder: String
  /// The segments whose torn last line was cut off when the store was opened.
  public let mended: [MendedSegment]

  struct State {
    var index: Index?
    /// Executions that are written here now.
    var open: Set<String> = []
    /// Definitions whose digests were asked for lately.
    var digests: [(definition: String, digest: String)] = []
    var isFlushPlanned = false
    var watchers: [Int: AsyncStream<StoreChange>.Continuation] = [:]
    var nextWatcher = 0
  }

  let options: StoreOptions
  let state = Mutex(State())
  /// What was written and is not in the index yet.
  let pending = Mutex<[IndexEntry]>([])
  /// Held while entries go from `pending` to the index, so that they go in order.
  let flushing = Mutex(())
  let queue = DispatchQueue(label: "treadle.history.index")
  private let logBox = LogBox()

  /// Opens, or makes, `folder` (usually `.treadle/history` of a workspace).
  ///
  /// Segments of programs that ended in the middle of a line are mended; `mended` tells.
  public init(folder: String, options: StoreOptions = StoreOptions()) throws(StoreError) {
    self.folder = folder
    self.options = options
    mended = options.isReadOnly ? [] : try Store.mend(folder)
  }

  /// Mends the segments that nobody writes.
  private static func mend(_ folder: String) throws(StoreError) -> [MendedSegment] {
    var mended: [MendedSegment] = []
    for name in try Folder.names(folder, ending: ".jsonl") {
      let path = "\(folder)/\(name)"
      let file = try File(path, .read)
      let size = try file.size()
      guard size > 0, try file.read(1, at: size - 1) != [UInt8(ascii: "\n")] else { continue }
      let writable = try File(path, .write)
      guard writable.lock() else { continue }
      let bytes = try Log.mend(writable)
      if bytes > 0 { mended.append(MendedSegment(path: path, bytes: bytes)) }
    }
    return mended
  }

  /// The segment that is written to; made with the store because it calls back to it.
  var log: Log { logBox.log(self) }

  /// The index, opened when it is first wanted.
  func index() throws(StoreError) -> Index {
    try state.withLock { state throws(StoreError) in
      if let index = state.index { return index }
      let index = try Index(folder: folder)
      state.index = index
      return index
    }
  }
}

/// Makes the log of a store when it is first wanted.
private final class LogBox: Sendable {
  private let made = Mutex<Log?>(nil)

  func log(_ store: Store) -> Log {
    made.withLock { made in
      if let log = made { return log }
      let log = Log(
        folder: store.folder, segmentBytes: store.options.segmentBytes,
        isAdoptable: { [weak store] name in store?.isAdoptable(name) ?? false },
        onAppend: { [weak store] entry in store?.add(entry) })
      made = log
      return log
    }
  }
}

/// How a store writes.
public struct StoreOptions: Sendable {
  /// Refuses every change; nothing is mended and no segment is made.
  public var isReadOnly = false
  /// Bytes after which a writer begins another segment.
  public var segmentBytes = 256 << 20

  public init() {}
}

/// A segment whose last line was incomplete.
public struct MendedSegment: Sendable, Equatable {
  public var path: String
  /// How many bytes were cut off.
  public var bytes: Int

  public init(path: String, bytes: Int) {
    self.path = path
    self.bytes = bytes
  }
}

/// A place in the log of this process; `Store.sync` waits until everything before it is on disk.
public struct LogPosition: Sendable, Hashable, Comparable {
  var segment: Int
  var offset: Int

  public static func < (left: LogPosition, right: LogPosition) -> Bool {
    (left.segment, left.offset) < (right.segment, right.offset)
  }
}

// MARK: Writing

extension Store {
  /// Begins the history of a new execution. The header is written with the first event.
  ///
  /// Whether the name is free is for the caller to ask (`summary(of:)`): looking it up costs more
  /// than recording an Express execution, whose ARN is new by itself.
  public func create(_ header: ExecutionHeader) throws(StoreError) -> ExecutionLog {
    try refuseIfReadOnly()
    let taken = state.withLock { !$0.open.insert(header.arn).inserted }
    if taken { throw .executionExists(header.arn) }
    let member = HeaderMember(
      header: header, definitionDigest: digest(of: header.definition), hasDefinition: false)
    return ExecutionLog(arn: header.arn, header: member, redriveCount: 0, store: self, log: log)
  }

  /// Goes on with the history of an execution that was interrupted or is redriven.
  ///
  /// - Throws: `inUse` while another program, or another log of this one, writes it.
  public func open(_ arn: String) throws(StoreError) -> ExecutionLog {
    try refuseIfReadOnly()
    guard let summary = try summary(of: arn) else { throw .noSuchExecution(arn) }
    let isTaken = state.withLock { !$0.open.insert(arn).inserted }
    if isTaken || (summary.status == "RUNNING" && !summary.isInterrupted) {
      if !isTaken { state.withLock { _ = $0.open.remove(arn) } }
      throw .inUse(arn: arn)
    }
    do {
      try claim(arn, segment: try log.segmentForClaim())
    } catch {
      state.withLock { _ = $0.open.remove(arn) }
      throw error
    }
    return ExecutionLog(
      arn: arn, header: nil, redriveCount: summary.redriveCount, store: self, log: log)
  }

  /// Waits until everything before `position` is on disk. Calls at one time share one sync.
  public func sync(_ position: LogPosition) async throws(StoreError) {
    try await log.sync(position)
  }

  func refuseIfReadOnly() throws(StoreError) {
    guard options.isReadOnly else { return }
    throw .file(path: folder, doing: "write to", reason: "it was opened for reading")
  }

  /// The digest of a definition; the same text, asked for again and again, is hashed once.
  private func digest(of definition: String) -> String {
    state.withLock { state in
      for known in state.digests where known.definition == definition { return known.digest }
      let digest = HeaderMember.digest(of: definition)
      if state.digests.count >= 16 { state.digests.removeFirst() }
      state.digests.append((definition, digest))
      return digest
    }
  }

  func didClose(_ arn: String) { state.withLock { _ = $0.open.remove(arn) } }
}

// MARK: From the log to the index

extension Store {
  private static let pendingLimit = 8192
  private static let flushDelay = 0.2

  fileprivate func add(_ entry: IndexEntry) {
    pending.withLock { $0.append(entry) }
    notify([.events(arn: entry.arn, lastId: entry.firstId + entry.count - 1)])
  }

  /// After lines were written: sees to it that they come into the index.
  func didAppend() {
    if pending.withLock({ $0.count }) >= Store.pendingLimit {
      try? flush()
      return
    }
    let isPlanned = state.withLock { state in
      defer { state.isFlushPlanned = true }
      return state.isFlushPlanned
    }
    if isPlanned { return }
    queue.asyncAfter(deadline: .now() + Store.flushDelay) { [weak self] in
      self?.state.withLock { $0.isFlushPlanned = false }
      try? self?.flush()
    }
  }

  /// Brings what was written into the index. What fails to come in is read from the segment the next
  /// time.
  public func flush() throws(StoreError) {
    try flushing.withLock { _ throws(StoreError) in
      let entries = pending.withLock { pending in
        defer { pending.removeAll(keepingCapacity: true) }
        return pending
      }
      if !entries.isEmpty { try index().add(entries) }
    }
  }

  /// The index with everything that was written up to now, by this process and by others.
  func freshIndex() throws(StoreError) -> Index {
    try flush()
    let index = try index()
    let changes = try index.catchUp(except: log.segmentName)
    notify(changes.map { .events(arn: $0.arn, lastId: $0.lastId) })
    return index
  }

  /// Whether a segment that nobody writes may be gone on with: no execution in it waits to be
  /// resumed, which its lock would hide.
  fileprivate func isAdoptable(_ name: String) -> Bool {
    let count = try? {
      () throws(StoreError) in
      let index = try index()
      _ = try index.catchUp(except: nil)
      return try index.runningCount(inSegment: name)
    }()
    return count == 0
  }
}
