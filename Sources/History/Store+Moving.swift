import GRDB
import JSON
import Synchronization

extension Store {
  /// The execution, with its children, as lines that `importLines` reads. The first line brings the
  /// definition along.
  public func export(_ arn: String) throws(StoreError) -> [UInt8] {
    let index = try freshIndex()
    guard try index.eventCount(of: arn) != nil else { throw .noSuchExecution(arn) }
    var buffer = ByteBuffer(capacity: 1 << 16)
    var definitions: Set<String> = []
    for member in [arn] + (try index.children(of: arn)) {
      for extent in try index.extents(of: member, from: 1, to: .max - 1) {
        let bytes = try read(extent)
        try copy(bytes.span, of: extent, into: &buffer, &definitions) { digest throws(StoreError) in
          try index.definition(digest)
        }
      }
    }
    return Array(buffer.bytes)
  }

  /// Copies lines; the first of an execution gets the text of its definition where `definitions` has
  /// not got it yet.
  private func copy(
    _ bytes: Span<UInt8>, of extent: Extent, into buffer: inout ByteBuffer,
    _ definitions: inout Set<String>, text: (String) throws(StoreError) -> String?
  ) throws(StoreError) {
    guard extent.first == 1 else { return buffer.append(bytes) }
    let end = IndexEntry.lineEnd(bytes, 0)
    let line: EventLine
    do { line = try EventLine(parsing: bytes) } catch {
      throw .badLine(path: extent.path(folder), line: 1, reason: error.reason)
    }
    guard var header = line.header, !definitions.contains(header.definitionDigest),
      !header.hasDefinition, let definition = try text(header.definitionDigest)
    else {
      if let header = line.header { definitions.insert(header.definitionDigest) }
      return buffer.append(bytes)
    }
    header.header.definition = definition
    header.hasDefinition = true
    definitions.insert(header.definitionDigest)
    line.event.write(
      into: &buffer, arn: line.arn, redriveCount: line.redriveCount, header: header)
    buffer.append(UInt8(ascii: "\n"))
    buffer.append(bytes.extracting(end..<bytes.count))
  }
}

extension Store {
  /// ARNs of the children of an execution's Map Runs, and of theirs.
  public func children(of arn: String) throws(StoreError) -> [String] {
    try freshIndex().children(of: arn)
  }
}

// MARK: Importing

extension Store {
  /// Adds the executions of a `.jsonl` that `export` made, or of a file of Express log entries.
  /// Returns their ARNs.
  ///
  /// - Parameter path: What to call the text in an error.
  /// - Throws: `executionExists` where one is here already, `badLine`; nothing is added then.
  public func importLines(_ text: [UInt8], named path: String) throws(StoreError) -> [String] {
    var executions: [ImportedExecution] = []
    var places: [String: Int] = [:]
    var definitions: [String: String] = [:]
    let bytes = text.span
    var start = 0
    var number = 0
    while start < bytes.count {
      number += 1
      let end = IndexEntry.lineEnd(bytes, start)
      defer { start = end }
      var scanner = LineScanner(at: start)
      // An empty line.
      if scanner.peek(bytes) == 0 || scanner.position >= end { continue }
      let line: EventLine
      do { line = try EventLine(parsing: bytes, at: start) } catch {
        throw .badLine(path: path, line: number, reason: error.reason)
      }
      if let header = line.header, header.hasDefinition {
        definitions[header.definitionDigest] = header.header.definition
      }
      let place = places[line.arn] ?? executions.count
      if place == executions.count {
        executions.append(ImportedExecution(arn: line.arn))
        places[line.arn] = place
      }
      executions[place].add(line, number: number)
    }
    for place in executions.indices { try executions[place].finish(path, definitions) }
    for execution in executions where try summary(of: execution.header.arn) != nil {
      throw .executionExists(execution.header.arn)
    }
    for execution in executions { try importEvents(execution.events, header: execution.header) }
    return executions.map(\.header.arn)
  }

  /// Adds an execution whose events come from elsewhere, in the order of their ids.
  ///
  /// - Throws: `executionExists`; `badLine` where the ids do not run from 1 without a gap.
  public func importEvents(_ events: [Event], header: ExecutionHeader) throws(StoreError) {
    for (place, event) in events.enumerated() where event.id != place + 1 {
      throw .badLine(
        path: header.arn, line: place + 1, reason: "event \(place + 1) is missing")
    }
    if try summary(of: header.arn) != nil { throw .executionExists(header.arn) }
    let log = try create(header)
    defer { log.close() }
    try log.append(events)
  }
}

/// An execution whose lines are being collected.
private struct ImportedExecution {
  var header: ExecutionHeader
  private var digest: String?
  private(set) var events: [Event] = []
  private var firstLine = 0

  init(arn: String) { header = ExecutionHeader(ofArn: arn) }

  mutating func add(_ line: EventLine, number: Int) {
    if let member = line.header {
      header = member.header
      header.arn = line.arn
      digest = member.definitionDigest
    }
    if events.isEmpty { firstLine = number }
    events.append(line.event)
  }

  mutating func finish(_ path: String, _ definitions: [String: String]) throws(StoreError) {
    if header.definition.isEmpty, let digest { header.definition = definitions[digest] ?? "" }
    events.sort { $0.id < $1.id }
    for (place, event) in events.enumerated() where event.id != place + 1 {
      throw .badLine(
        path: path, line: firstLine,
        reason: "the events of \(header.arn) are not whole: \(place + 1) is missing")
    }
  }
}

// MARK: Taking over and removing

extension Store {
  /// Makes `segment` the one that the execution is written to, so that nobody else resumes it.
  func claim(_ arn: String, segment: String) throws(StoreError) {
    try flush()
    let index = try index()
    try index.write { database in
      guard let row = try index.row(of: arn, database) else { throw StoreError.noSuchExecution(arn) }
      let owner = try Row.fetchOne(
        database,
        sql: """
          SELECT segment.name, status FROM execution JOIN segment ON segment.id = segment
            WHERE execution.id = ?
          """, arguments: [row])
      if let owner, owner[1] == "RUNNING", !log.isOwn(owner[0]),
        let file = try? File("\(folder)/\(owner[0] as String)", .read), file.isLockedByWriter()
      {
        throw StoreError.inUse(arn: arn)
      }
      let own = try index.segmentRow(database, segment).id
      try database.execute(
        sql: "UPDATE execution SET segment = ? WHERE id = ?", arguments: [own, row])
    }
  }

  /// Removes executions and their children from the segments and from the index.
  ///
  /// - Throws: `inUse` where one of them runs, or stands in a segment that another program writes.
  public func remove(_ arns: [String]) throws(StoreError) {
    try refuseIfReadOnly()
    let index = try freshIndex()
    var doomed: Set<String> = []
    for arn in arns {
      guard let summary = try summary(of: arn) else { throw .noSuchExecution(arn) }
      if summary.status == "RUNNING", !summary.isInterrupted { throw .inUse(arn: arn) }
      doomed.insert(arn)
      doomed.formUnion(try index.children(of: arn))
    }
    var segments: Set<String> = []
    for arn in doomed {
      segments.formUnion(try index.extents(of: arn, from: 1, to: .max - 1).map(\.segment))
    }
    try flushing.withLock { _ throws(StoreError) in
      for segment in segments.sorted() { try remove(doomed, from: segment, index) }
    }
    notify([.removed(doomed.sorted())])
  }

  private func remove(
    _ doomed: Set<String>, from segment: String, _ index: Index
  ) throws(StoreError) {
    try log.replace(segment, inUse: doomed.first ?? "") { name, old, new throws(StoreError) in
      // Nothing is written meanwhile; what was written before comes in first.
      let entries = pending.withLock { pending in
        defer { pending = [] }
        return pending
      }
      try index.add(entries)
      return try index.write { database in
        try rewrite(segment, as: name, from: old, to: new, without: doomed, index, database)
      }
    }
  }

  private func rewrite(
    _ segment: String, as name: String, from old: File, to new: File, without doomed: Set<String>,
    _ index: Index, _ database: Database
  ) throws -> (size: Int, definitions: Set<String>) {
    let row = try index.segmentRow(database, segment)
    let own = try index.segmentRow(database, name).id
    var definitions: Set<String> = []
    var size = 0
    var end = 0
    for (execution, arn, extent) in try index.extents(inSegment: row.id, segment, database) {
      var buffer = ByteBuffer(capacity: extent.length + 64)
      // Lines that belong to no execution stay.
      let between = try old.read(extent.place - end, at: end)
      buffer.append(between.span)
      let place = size + buffer.count
      end = extent.place + extent.length
      if !doomed.contains(arn) {
        let bytes = try old.read(extent.length, at: extent.place)
        try copy(bytes.span, of: extent, into: &buffer, &definitions) {
          digest throws(StoreError) in try index.definition(digest, database)
        }
        let length = size + buffer.count - place
        try index.move(
          execution, first: extent.first, to: own, place: place, length: length, database)
      }
      try new.write(buffer.bytes, at: size)
      size += buffer.count
    }
    let rest = try old.read(try old.size() - end, at: end)
    try new.write(rest.span, at: size)
    size += rest.count
    try new.sync()
    try index.dropSegment(row.id, replacedBy: own, added: size, doomed, database)
    return (size, definitions)
  }
}

extension Index {
  /// The children of an execution's Map Runs, and theirs.
  func children(of arn: String) throws(StoreError) -> [String] {
    try read { database in
      try String.fetchAll(
        database,
        sql: """
          WITH RECURSIVE family(arn) AS (
            SELECT arn FROM execution WHERE map_run IS NOT NULL AND parent = ?
            UNION SELECT execution.arn FROM execution JOIN family
              ON execution.parent = family.arn WHERE map_run IS NOT NULL)
          SELECT arn FROM execution WHERE arn IN (SELECT arn FROM family) ORDER BY start, id
          """, arguments: [arn])
    }
  }

  func definition(_ digest: String, _ database: Database) throws(StoreError) -> String? {
    do {
      return try String.fetchOne(
        database, sql: "SELECT text FROM definition WHERE digest = ?", arguments: [digest])
    } catch {
      throw .index(reason: "\(error)")
    }
  }

  fileprivate func extents(
    inSegment id: Int64, _ name: String, _ database: Database
  ) throws -> [(execution: Int64, arn: String, extent: Extent)] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT execution, arn, first, count, place, length FROM extent
          JOIN execution ON execution.id = execution WHERE extent.segment = ? ORDER BY place
        """, arguments: [id]
    ).map {
      (
        $0[0], $0[1],
        Extent(first: $0[2], count: $0[3], segment: name, place: $0[4], length: $0[5])
      )
    }
  }

  fileprivate func move(
    _ execution: Int64, first: Int, to segment: Int64, place: Int, length: Int,
    _ database: Database
  ) throws {
    try database.cachedStatement(
      sql: """
        UPDATE extent SET segment = ?, place = ?, length = ? WHERE execution = ? AND first = ?
        """
    ).execute(arguments: [segment, place, length, execution, first])
  }

  fileprivate func dropSegment(
    _ old: Int64, replacedBy new: Int64, added: Int, _ doomed: Set<String>, _ database: Database
  ) throws {
    forgetRows()
    try database.execute(
      sql: "UPDATE execution SET segment = ? WHERE segment = ?", arguments: [new, old])
    try database.execute(sql: "DELETE FROM extent WHERE segment = ?", arguments: [old])
    for arn in doomed {
      try database.execute(
        sql: """
          DELETE FROM execution WHERE hash = ? AND arn = ?
            AND NOT EXISTS (SELECT 1 FROM extent WHERE execution = execution.id)
          """, arguments: [Index.hash(arn), arn])
    }
    try database.execute(sql: "DELETE FROM segment WHERE id = ?", arguments: [old])
    try setAdded(database, new, added)
  }
}
