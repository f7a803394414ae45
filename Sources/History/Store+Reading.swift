import GRDB
import JSON
import Synchronization

extension Store {
  /// What was recorded with the start of the execution, definition included.
  public func header(of arn: String) throws(StoreError) -> ExecutionHeader {
    let index = try freshIndex()
    guard let extent = try index.extents(of: arn, from: 1, to: 1).first else {
      throw .noSuchExecution(arn)
    }
    let line = try firstLine(of: extent)
    guard var header = line.header?.header else { return ExecutionHeader(ofArn: arn) }
    header.arn = arn
    if let digest = line.header?.definitionDigest, line.header?.hasDefinition == false {
      header.definition = try index.definition(digest) ?? ""
    }
    return header
  }

  func firstLine(of extent: Extent) throws(StoreError) -> EventLine {
    let bytes = try read(extent)
    do { return try EventLine(parsing: bytes.span) } catch {
      throw .badLine(path: extent.path(folder), line: 1, reason: error.reason)
    }
  }

  func read(_ extent: Extent) throws(StoreError) -> [UInt8] {
    try File(extent.path(folder), .read).read(extent.length, at: extent.place)
  }

  /// Events in the order of their ids, or the other way round.
  ///
  /// - Parameters:
  ///   - first: The id to begin with; `nil` for the first, or the last when `reverse`.
  public func events(
    of arn: String, from first: Int? = nil, limit: Int = .max, reverse: Bool = false
  ) throws(StoreError) -> [Event] {
    let index = try freshIndex()
    guard let count = try index.eventCount(of: arn) else { throw .noSuchExecution(arn) }
    let (from, to) = page(first, limit, reverse, of: count)
    if from > to { return [] }
    let range = from...to
    var events: [Event] = []
    events.reserveCapacity(range.count)
    for extent in try index.extents(of: arn, from: range.lowerBound, to: range.upperBound) {
      try read(extent, range, into: &events)
    }
    if reverse { events.reverse() }
    return events
  }

  /// The ids of a page: `(1, 0)` for one without events.
  private func page(_ first: Int?, _ limit: Int, _ reverse: Bool, of count: Int) -> (Int, Int) {
    guard limit > 0 else { return (1, 0) }
    if reverse {
      let to = min(first ?? count, count)
      return (limit >= to ? 1 : to - limit + 1, to)
    }
    let from = max(first ?? 1, 1)
    if from > count { return (1, 0) }
    return (from, limit > count - from ? count : from + limit - 1)
  }

  private func read(
    _ extent: Extent, _ range: ClosedRange<Int>, into events: inout [Event]
  ) throws(StoreError) {
    let bytes = try read(extent)
    let span = bytes.span
    var start = 0
    var id = extent.first
    while start < span.count {
      let end = IndexEntry.lineEnd(span, start)
      if range.contains(id) {
        do { events.append(try EventLine(parsing: span, at: start).event) } catch {
          throw .badLine(
            path: extent.path(folder), line: id - extent.first + 1, reason: error.reason)
        }
      }
      start = end
      id += 1
    }
  }
}

/// Lines of one execution that stand together in a segment.
struct Extent {
  /// Id of the first event.
  var first: Int
  var count: Int
  var segment: String
  var place: Int
  var length: Int

  func path(_ folder: String) -> String { "\(folder)/\(segment)" }
}

extension Index {
  /// The extents that hold the events `from` … `to`, in order.
  func extents(of arn: String, from: Int, to: Int) throws(StoreError) -> [Extent] {
    try read { database in
      guard let row = try self.row(of: arn, database) else { return [] }
      let sql = """
        SELECT first, count, name, place, length FROM extent JOIN segment ON segment.id = segment
          WHERE execution = ? AND first <= ? AND first + count > ? ORDER BY first
        """
      return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: [row, to, from]).map {
        Extent(first: $0[0], count: $0[1], segment: $0[2], place: $0[3], length: $0[4])
      }
    }
  }

  /// How many events an execution has; `nil` where it is not known.
  func eventCount(of arn: String) throws(StoreError) -> Int? {
    try read { database in
      try Int.fetchOne(
        database.cachedStatement(sql: "SELECT events FROM execution WHERE hash = ? AND arn = ?"),
        arguments: [Index.hash(arn), arn])
    }
  }

  func definition(_ digest: String) throws(StoreError) -> String? {
    try read { database in
      try String.fetchOne(
        database.cachedStatement(sql: "SELECT text FROM definition WHERE digest = ?"),
        arguments: [digest])
    }
  }

  /// How many executions last written to the segment are still running.
  func runningCount(inSegment name: String) throws(StoreError) -> Int {
    try read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM execution WHERE status = 'RUNNING'
            AND segment = (SELECT id FROM segment WHERE name = ?)
          """, arguments: [name]) ?? 0
    }
  }
}
