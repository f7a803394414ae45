/// The history of a workspace: a folder of append-only segments and an index made from them.
///
/// Several programs may use one folder at a time; each writes a segment of its own and sees what
/// the others write. Everything is safe to call from any thread.
public final class Store: Sendable {
  /// The folder that holds `*.jsonl`.
  public let folder: String

  /// Opens, or makes, `folder` (usually `.treadle/history` of a workspace).
  ///
  /// Segments of programs that ended in the middle of a line are mended; `mended` tells.
  public init(folder: String, options: StoreOptions = StoreOptions()) throws(StoreError) {
    self.folder = folder
    mended = []
  }

  /// The segments whose torn last line was cut off when the store was opened.
  public let mended: [MendedSegment]
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

/// Where the events of one execution are written.
public final class ExecutionLog: Sendable {
  public let arn: String

  init(arn: String) { self.arn = arn }

  /// Writes events at the end of the history, in one piece. When this returns, the death of this
  /// process loses none of them; `Store.sync(_:)` makes them outlast a power cut.
  @discardableResult
  public func append(_ events: [Event]) throws(StoreError) -> LogPosition {
    throw .noSuchExecution(arn)
  }

  /// No more events come from here; another program may go on with the execution.
  public func close() {}
}

// MARK: Writing

extension Store {
  /// Begins the history of a new execution. The header is written with the first event.
  public func create(_ header: ExecutionHeader) throws(StoreError) -> ExecutionLog {
    throw .noSuchExecution(header.arn)
  }

  /// Goes on with the history of an execution that was interrupted or is redriven.
  ///
  /// - Throws: `inUse` while another program writes it.
  public func open(_ arn: String) throws(StoreError) -> ExecutionLog {
    throw .noSuchExecution(arn)
  }

  /// Waits until everything before `position` is on disk. Calls at one time share one sync.
  public func sync(_ position: LogPosition) async throws(StoreError) {}

  /// Removes executions and their children from the segments and from the index.
  public func remove(_ arns: [String]) throws(StoreError) {}

  /// Adds the executions of a `.jsonl` that `export` made, or of a file of Express log entries.
  /// Returns their ARNs.
  ///
  /// - Throws: `executionExists` where one is here already; nothing is added then.
  public func importLines(_ text: [UInt8], named path: String) throws(StoreError) -> [String] { [] }
}

// MARK: Reading

extension Store {
  /// A page of the list, the most recently started first.
  public func executions(
    _ filter: ExecutionFilter = ExecutionFilter(), limit: Int = 100, after token: String? = nil
  ) throws(StoreError) -> ExecutionPage { ExecutionPage(executions: [], next: nil) }

  /// How many executions there are of each status.
  public func counts(_ filter: ExecutionFilter = ExecutionFilter()) throws(StoreError)
    -> [String: Int]
  { [:] }

  /// The execution with that ARN; `nil` where there is none.
  public func summary(of arn: String) throws(StoreError) -> ExecutionSummary? { nil }

  /// The executions whose name, or ARN, is `name`, the most recently started first.
  public func find(_ name: String) throws(StoreError) -> [ExecutionSummary] { [] }

  /// What was recorded with the start of the execution, definition included.
  public func header(of arn: String) throws(StoreError) -> ExecutionHeader {
    throw .noSuchExecution(arn)
  }

  /// Events in the order of their ids, or the other way round.
  ///
  /// - Parameters:
  ///   - first: The id to begin with; `nil` for the first, or the last when `reverse`.
  public func events(
    of arn: String, from first: Int? = nil, limit: Int = .max, reverse: Bool = false
  ) throws(StoreError) -> [Event] {
    throw .noSuchExecution(arn)
  }

  /// The execution, with its children, as lines that `importLines` reads.
  public func export(_ arn: String) throws(StoreError) -> [UInt8] {
    throw .noSuchExecution(arn)
  }

  /// Executions that were running in a program that is gone.
  public func interrupted() throws(StoreError) -> [ExecutionSummary] { [] }

  /// What is written from now on, by this program and by others.
  public func changes() -> AsyncStream<StoreChange> { AsyncStream { $0.finish() } }
}

/// Something new in the history.
public enum StoreChange: Sendable {
  /// An execution got events; the last of them has this id.
  case events(arn: String, lastId: Int)
  /// Executions were removed.
  case removed([String])
}
