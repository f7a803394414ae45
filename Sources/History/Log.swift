import Dispatch
import Glibc
import JSON
import Synchronization

/// The segment that this process appends to.
///
/// Lines are written by one `pwrite` a batch; a batch that does not fit on the disk is cut off again,
/// so a segment ends with a whole line at all times but during the call. A segment is locked while
/// its writer lives, which is how others tell a running execution from an interrupted one.
final class Log: Sendable {
  /// What a batch of lines means for the index.
  typealias OnAppend = @Sendable (IndexEntry) -> Void

  private struct Segment {
    var file: File
    var name: String
    var ordinal: Int
    var size: Int
    /// Digests of the definitions whose text this session wrote into the segment.
    var definitions: Set<String>
  }

  private struct State {
    var segment: Segment?
    /// Full segments stay locked: the executions in them still run here.
    var full: [Segment] = []
    var ordinal = 0
  }

  private struct Waiter {
    var position: LogPosition
    var done: CheckedContinuation<StoreError?, Never>
  }

  private struct Syncing {
    var synced = LogPosition(segment: 0, offset: 0)
    var waiters: [Waiter] = []
    var isRunning = false
  }

  private let folder: String
  private let segmentBytes: Int
  private let onAppend: OnAppend
  /// Segments that may be gone on with: not locked, and without a running execution.
  private let isAdoptable: @Sendable (String) -> Bool
  private let state = Mutex(State())
  private let syncing = Mutex(Syncing())
  private let queue = DispatchQueue(label: "treadle.history.sync")

  init(
    folder: String, segmentBytes: Int, isAdoptable: @escaping @Sendable (String) -> Bool,
    onAppend: @escaping OnAppend
  ) {
    self.folder = folder
    self.segmentBytes = segmentBytes
    self.isAdoptable = isAdoptable
    self.onAppend = onAppend
  }

  /// The segment written to, once there is one.
  var segmentName: String? { state.withLock { $0.segment?.name } }

  /// Whether this process writes, or wrote, the segment.
  func isOwn(_ name: String) -> Bool {
    state.withLock { state in
      state.segment?.name == name || state.full.contains { $0.name == name }
    }
  }

  /// The segment that an execution is taken over into; begun where there is none.
  func segmentForClaim() throws(StoreError) -> String {
    try state.withLock { state throws(StoreError) in
      if state.segment == nil { try open(&state) }
      return state.segment?.name ?? ""
    }
  }

  /// Whether a line that refers to the definition must bring its text along.
  func needsDefinition(_ digest: String) -> Bool {
    state.withLock { !($0.segment?.definitions.contains(digest) ?? false) }
  }

  /// Appends whole lines. `nil` where another segment was begun meanwhile and the lines lack the
  /// text of a definition: write them again.
  func append(_ lines: borrowing ByteBuffer, _ entry: IndexEntry) throws(StoreError) -> LogPosition?
  {
    let bytes = lines.bytes
    return try state.withLock { state throws(StoreError) -> LogPosition? in
      if let segment = state.segment, segment.size >= segmentBytes {
        try segment.file.sync()
        state.full.append(segment)
        state.segment = nil
      }
      if state.segment == nil { try open(&state) }
      guard var segment = state.segment else { return nil }
      if let header = entry.header, !header.hasDefinition,
        !segment.definitions.contains(header.definitionDigest)
      {
        return nil
      }
      // Out of the state and back, so that the set of definitions is not copied.
      state.segment = nil
      defer { state.segment = segment }
      try segment.file.write(bytes, at: segment.size)
      if let header = entry.header { segment.definitions.insert(header.definitionDigest) }
      var placed = entry
      placed.segment = segment.name
      placed.offset = segment.size
      placed.length = bytes.count
      segment.size += bytes.count
      onAppend(placed)
      return LogPosition(segment: segment.ordinal, offset: segment.size)
    }
  }

  /// Begins a segment, or goes on with the last one where nobody else writes it and it is small.
  private func open(_ state: inout State) throws(StoreError) {
    try Folder.make(folder)
    state.ordinal += 1
    if let adopted = try adopt(ordinal: state.ordinal) {
      state.segment = adopted
      return
    }
    let name = Log.newName()
    let file = try File("\(folder)/\(name)", .create)
    guard file.lock(waits: true) else { throw .file(path: file.path, doing: "lock", reason: "it is in use") }
    Folder.sync(folder)
    state.segment = Segment(
      file: file, name: name, ordinal: state.ordinal, size: 0, definitions: [])
  }

  private func adopt(ordinal: Int) throws(StoreError) -> Segment? {
    guard let name = try Folder.names(folder, ending: ".jsonl").last else { return nil }
    let file = try File("\(folder)/\(name)", .write)
    guard file.lock(), isAdoptable(name) else { return nil }
    _ = try Log.mend(file)
    let size = try file.size()
    guard size < segmentBytes / 4, Folder.exists(file.path) else { return nil }
    return Segment(file: file, name: name, ordinal: ordinal, size: size, definitions: [])
  }

  /// A name that sorts by time: `20261121T043312.123Z-5f3a.jsonl`.
  static func newName() -> String {
    let time = clockNow().text().filter { $0 != "-" && $0 != ":" }
    let random = String(UInt32.random(in: 0...0xFFFF_FFFF), radix: 16)
    return "\(time)-\(random).jsonl"
  }

  /// Cuts off a last line without its end; returns how many bytes went. Only for the writer.
  static func mend(_ file: File) throws(StoreError) -> Int {
    let size = try file.size()
    var end = size
    while end > 0 {
      let chunk = min(end, 1 << 16)
      let bytes = try file.read(chunk, at: end - chunk)
      if let place = bytes.lastIndex(of: UInt8(ascii: "\n")) {
        end = end - chunk + place + 1
        break
      }
      end -= chunk
    }
    if end < size { try file.truncate(to: end) }
    return size - end
  }

  /// Ends the segment: the next line begins another one.
  func finishSegment() throws(StoreError) {
    try state.withLock { state throws(StoreError) in
      try state.segment?.file.sync()
      state.segment = nil
    }
  }
}

// MARK: Rewriting

extension Log {
  /// Puts another segment in the place of one: `body` gets its name, the old file and the new one,
  /// and returns the new one's size and the definitions in it. Nothing is appended meanwhile.
  ///
  /// - Throws: `inUse` where another program writes the segment.
  func replace(
    _ name: String, inUse arn: String,
    _ body: (String, File, File) throws(StoreError) -> (size: Int, definitions: Set<String>)
  ) throws(StoreError) {
    try state.withLock { state throws(StoreError) in
      let newName = Log.newName()
      let path = "\(folder)/\(name)"
      let isCurrent = state.segment?.name == name
      let full = state.full.firstIndex { $0.name == name }
      let old: File
      if isCurrent || full != nil {
        old = try File(path, .read)
      } else {
        old = try File(path, .write)
        guard old.lock() else { throw .inUse(arn: arn) }
      }
      let new = try File("\(folder)/\(newName)", .create)
      guard new.lock(waits: true) else { throw .inUse(arn: arn) }
      let made: (size: Int, definitions: Set<String>)
      do throws(StoreError) { made = try body(newName, old, new) } catch {
        try Folder.remove(new.path)
        throw error
      }
      if isCurrent || full != nil {
        state.ordinal += 1
        let segment = Segment(
          file: new, name: newName, ordinal: state.ordinal, size: made.size,
          definitions: made.definitions)
        if isCurrent { state.segment = segment }
        if let full { state.full[full] = segment }
      }
      try Folder.remove(path)
      if made.size == 0, !isCurrent { try Folder.remove(new.path) }
    }
  }
}

// MARK: To the disk

extension Log {
  /// Returns when everything before `position` is on disk. Those who wait while a sync is under way
  /// share the next one.
  func sync(_ position: LogPosition) async throws(StoreError) {
    let failure = await withCheckedContinuation { done in
      let start = syncing.withLock { syncing -> Bool? in
        if syncing.synced >= position { return nil }
        syncing.waiters.append(Waiter(position: position, done: done))
        defer { syncing.isRunning = true }
        return !syncing.isRunning
      }
      guard let start else { return done.resume(returning: nil) }
      if start { queue.async { self.syncWaiters() } }
    }
    if let failure { throw failure }
  }

  private func syncWaiters() {
    while true {
      let waiters = syncing.withLock { syncing in
        defer { syncing.waiters = [] }
        if syncing.waiters.isEmpty { syncing.isRunning = false }
        return syncing.waiters
      }
      if waiters.isEmpty { return }
      let failure = syncOnce()
      for waiter in waiters { waiter.done.resume(returning: failure) }
    }
  }

  private func syncOnce() -> StoreError? {
    // A segment that was finished meanwhile was synced then.
    let target = state.withLock { state in
      state.segment.map { (file: $0.file, LogPosition(segment: $0.ordinal, offset: $0.size)) }
        ?? (file: nil, LogPosition(segment: state.ordinal + 1, offset: 0))
    }
    do {
      try target.file?.sync()
    } catch {
      return error
    }
    syncing.withLock { $0.synced = max($0.synced, target.1) }
    return nil
  }
}

/// The time by the system's clock.
func clockNow() -> Timestamp {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
}
