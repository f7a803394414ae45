import GRDB
import JSON
import Synchronization

/// What lists and finds executions without reading their events: a database made from the segments.
///
/// It can be deleted at any time. Several processes use one: each adds the lines it wrote, and those
/// that others wrote and have not added; how far a segment was added stands in the same transaction.
final class Index: Sendable {
  let folder: String
  let database: DatabasePool
  /// Row ids of executions that got lines lately.
  private let rows = Mutex<[String: Int64]>([:])
  private static let rowLimit = 100_000

  /// Opens the index, or makes it again where it is of another version or damaged.
  init(folder: String) throws(StoreError) {
    self.folder = folder
    let path = "\(folder)/index.sqlite"
    try Folder.make(folder)
    do {
      database = try Index.open(path)
    } catch let failure as DatabaseError where Index.isDamage(failure) {
      for suffix in ["", "-wal", "-shm"] { try Folder.remove(path + suffix) }
      do { database = try Index.open(path) } catch { throw .index(reason: "\(error)") }
    } catch {
      throw .index(reason: "\(error)")
    }
  }

  private static func isDamage(_ failure: DatabaseError) -> Bool {
    switch failure.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR: true
    default: false
    }
  }

  private static func open(_ path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 3
    configuration.prepareDatabase { database in
      // Whatever a power cut takes from the index is read from the segments again.
      try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -16000")
    }
    let database = try DatabasePool(path: path, configuration: configuration)
    try database.write { database in
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version")
      if version == schemaVersion { return }
      for table in ["extent", "execution", "machine", "definition", "segment"] {
        try database.execute(sql: "DROP TABLE IF EXISTS \(table)")
      }
      try database.execute(sql: schema)
    }
    return database
  }

  private static let schemaVersion = 1

  /// Executions are found by a hash of their ARN or name: an index over whole ARNs would be larger
  /// than everything else.
  private static let schema = """
    CREATE TABLE segment(
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, added INTEGER NOT NULL);
    CREATE TABLE definition(digest TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE machine(
      id INTEGER PRIMARY KEY, arn TEXT NOT NULL UNIQUE, name TEXT NOT NULL, type TEXT NOT NULL);
    CREATE INDEX machine_name ON machine(name);
    CREATE TABLE execution(
      id INTEGER PRIMARY KEY AUTOINCREMENT, hash INTEGER NOT NULL, name_hash INTEGER NOT NULL,
      arn TEXT NOT NULL, name TEXT NOT NULL, machine INTEGER NOT NULL, status TEXT NOT NULL,
      start INTEGER NOT NULL, stop INTEGER, events INTEGER NOT NULL, redrives INTEGER NOT NULL,
      redrive INTEGER, version TEXT, alias TEXT, parent TEXT, map_run TEXT, definition TEXT,
      segment INTEGER NOT NULL);
    CREATE INDEX execution_hash ON execution(hash);
    CREATE INDEX execution_name ON execution(name_hash);
    CREATE INDEX execution_start ON execution(start) WHERE map_run IS NULL;
    CREATE INDEX execution_machine ON execution(machine, start) WHERE map_run IS NULL;
    CREATE INDEX execution_status ON execution(status, start) WHERE map_run IS NULL;
    CREATE INDEX execution_machine_status ON execution(machine, status, start)
      WHERE map_run IS NULL;
    CREATE INDEX execution_map_run ON execution(map_run, start) WHERE map_run IS NOT NULL;
    CREATE INDEX execution_running ON execution(segment) WHERE status = 'RUNNING';
    CREATE TABLE extent(
      execution INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
      segment INTEGER NOT NULL, place INTEGER NOT NULL, length INTEGER NOT NULL,
      PRIMARY KEY(execution, first)) WITHOUT ROWID;
    CREATE INDEX extent_segment ON extent(segment);
    PRAGMA user_version = \(schemaVersion);
    """

  /// Runs a read, with the index's errors as ours.
  func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    do { return try database.read(body) } catch let error as StoreError { throw error } catch {
      throw .index(reason: "\(error)")
    }
  }

  func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    do { return try database.write(body) } catch {
      // Rows that were remembered in the transaction are gone with it.
      forgetRows()
      if let error = error as? StoreError { throw error }
      throw .index(reason: "\(error)")
    }
  }
}

// MARK: Adding

extension Index {
  /// Something that was added: which execution, and the id of its last event.
  struct Change {
    var arn: String
    var lastId: Int
  }

  /// Adds what this process wrote. Where another process was quicker with a part of it, the rest is
  /// read from the segment.
  func add(_ entries: [IndexEntry]) throws(StoreError) {
    guard !entries.isEmpty else { return }
    try write { database in
      var segment: (id: Int64, name: String, added: Int)?
      for entry in entries {
        if segment?.name != entry.segment {
          if let segment { try self.setAdded(database, segment.id, segment.added) }
          let row = try self.segmentRow(database, entry.segment)
          segment = (row.id, entry.segment, row.added)
        }
        guard let open = segment, entry.offset == open.added else {
          if let open = segment, entry.end > open.added, entry.offset != open.added {
            // Somebody added a part of these lines: the file tells what is missing.
            segment?.added = try self.scan(database, open.id, entry.segment, from: open.added) {
              _ in
            }
          }
          continue
        }
        try self.add(database, entry, segment: open.id)
        segment?.added = entry.end
      }
      if let segment { try self.setAdded(database, segment.id, segment.added) }
    }
  }

  /// Adds what was written to the segments since; returns what that was.
  ///
  /// - Parameter own: The segment of this process, which adds its lines itself.
  func catchUp(except own: String?) throws(StoreError) -> [Change] {
    let names = try Folder.names(folder, ending: ".jsonl")
    let known = try read { database in
      try Row.fetchAll(database, sql: "SELECT name, added FROM segment").reduce(into: [:]) {
        (known: inout [String: Int], row) in known[row[0]] = row[1]
      }
    }
    var changes: [String: Int] = [:]
    for name in names where name != own {
      let size = try File("\(folder)/\(name)", .read).size()
      guard size > known[name] ?? 0 else { continue }
      try write { database in
        let segment = try self.segmentRow(database, name)
        let added = try self.scan(database, segment.id, name, from: segment.added) { entry in
          changes[entry.arn] = entry.firstId + entry.count - 1
        }
        try self.setAdded(database, segment.id, added)
      }
    }
    try forget(known.keys.filter { !Set(names).contains($0) })
    return changes.map { Change(arn: $0.key, lastId: $0.value) }
  }

  /// Reads a segment from `start` and adds its lines; returns how far it came.
  private func scan(
    _ database: Database, _ segment: Int64, _ name: String, from start: Int,
    each: (IndexEntry) -> Void
  ) throws -> Int {
    var tail = Tail(try File("\(folder)/\(name)", .read), from: start)
    while let (bytes, offset) = try tail.next() {
      let entries = IndexEntry.entries(of: bytes.span, segment: name, at: offset) { _, _ in }
      for entry in entries {
        try add(database, entry, segment: segment)
        each(entry)
      }
    }
    return tail.offset
  }

  /// Drops what stood in segments that are gone.
  private func forget(_ names: [String]) throws(StoreError) {
    guard !names.isEmpty else { return }
    try write { database in
      for name in names where !Folder.exists("\(self.folder)/\(name)") {
        let segment = try self.segmentRow(database, name).id
        try self.forgetSegment(database, segment)
      }
    }
  }

  /// Drops a segment's extents, and the executions that had their events there alone.
  func forgetSegment(_ database: Database, _ segment: Int64) throws {
    rows.withLock { $0 = [:] }
    let arguments: StatementArguments = [segment]
    try database.execute(
      sql: """
        DELETE FROM execution WHERE id IN (SELECT execution FROM extent WHERE segment = ?1)
          AND NOT EXISTS (SELECT 1 FROM extent
            WHERE execution = execution.id AND segment <> ?1)
        """, arguments: arguments)
    try database.execute(sql: "DELETE FROM extent WHERE segment = ?", arguments: arguments)
    try database.execute(sql: "DELETE FROM segment WHERE id = ?", arguments: arguments)
  }

  func segmentRow(_ database: Database, _ name: String) throws -> (id: Int64, added: Int) {
    let row = try Row.fetchOne(
      database, sql: "SELECT id, added FROM segment WHERE name = ?", arguments: [name])
    if let row { return (row[0], row[1]) }
    try database.execute(
      sql: "INSERT INTO segment(name, added) VALUES (?, 0)", arguments: [name])
    return (database.lastInsertedRowID, 0)
  }

  func setAdded(_ database: Database, _ segment: Int64, _ added: Int) throws {
    try database.cachedStatement(sql: "UPDATE segment SET added = ? WHERE id = ?")
      .execute(arguments: [added, segment])
  }
}

// MARK: One entry

extension Index {
  private func add(_ database: Database, _ entry: IndexEntry, segment: Int64) throws {
    guard let row = try row(of: entry.arn, database) else {
      let row = try insert(database, entry, segment: segment)
      try insertExtent(database, entry, execution: row, segment: segment)
      return
    }
    let last = try Int.fetchOne(
      database.cachedStatement(sql: "SELECT events FROM execution WHERE id = ?"), arguments: [row])
    // Lines that are here already: a segment was copied, or a removal was cut short.
    guard entry.firstId > last ?? 0 else { return }
    try database.cachedStatement(
      sql: """
        UPDATE execution SET events = ?, status = coalesce(?, status), segment = ?,
          stop = CASE WHEN ? IS NULL THEN stop ELSE ? END, redrives = ?,
          redrive = coalesce(?, redrive) WHERE id = ?
        """
    ).execute(arguments: [
      entry.firstId + entry.count - 1, entry.status, segment, entry.status,
      entry.stopDate?.milliseconds, entry.redriveCount, entry.redriveDate?.milliseconds, row,
    ])
    try database.cachedStatement(
      sql: """
        UPDATE extent SET count = count + ?, length = length + ?
          WHERE execution = ? AND segment = ? AND place + length = ? AND first + count = ?
            AND count < ?
        """
    ).execute(arguments: [
      entry.count, entry.length, row, segment, entry.offset, entry.firstId,
      IndexEntry.eventLimit / 2,
    ])
    if database.changesCount == 0 {
      try insertExtent(database, entry, execution: row, segment: segment)
    }
  }

  private func insertExtent(
    _ database: Database, _ entry: IndexEntry, execution: Int64, segment: Int64
  ) throws {
    try database.cachedStatement(
      sql: "INSERT INTO extent(execution, first, count, segment, place, length) VALUES (?,?,?,?,?,?)"
    ).execute(arguments: [
      execution, entry.firstId, entry.count, segment, entry.offset, entry.length,
    ])
  }

  private func insert(_ database: Database, _ entry: IndexEntry, segment: Int64) throws -> Int64 {
    let known = entry.header?.header ?? ExecutionHeader(ofArn: entry.arn)
    if let header = entry.header, header.hasDefinition {
      try database.cachedStatement(
        sql: "INSERT OR IGNORE INTO definition(digest, text) VALUES (?, ?)"
      ).execute(arguments: [header.definitionDigest, header.header.definition])
    }
    try database.cachedStatement(
      sql: """
        INSERT INTO execution(hash, name_hash, arn, name, machine, status, start, stop, events,
          redrives, redrive, version, alias, parent, map_run, definition, segment)
          VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """
    ).execute(arguments: [
      Index.hash(entry.arn), Index.hash(known.name), entry.arn, known.name,
      try machine(database, known), entry.status ?? "RUNNING",
      entry.startDate?.milliseconds ?? 0, entry.stopDate?.milliseconds,
      entry.firstId + entry.count - 1, entry.redriveCount, entry.redriveDate?.milliseconds,
      known.stateMachineVersionArn, known.stateMachineAliasArn, known.parentArn, known.mapRunArn,
      entry.header?.definitionDigest, segment,
    ])
    let row = database.lastInsertedRowID
    // One that has ended in its first batch gets no more lines; the others will be looked for.
    if entry.status == nil { remember(entry.arn, row) }
    return row
  }

  private func machine(_ database: Database, _ header: ExecutionHeader) throws -> Int64 {
    if let row = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT id FROM machine WHERE arn = ?"),
      arguments: [header.stateMachineArn])
    {
      return row
    }
    try database.execute(
      sql: "INSERT INTO machine(arn, name, type) VALUES (?, ?, ?)",
      arguments: [header.stateMachineArn, header.stateMachineName, header.type])
    return database.lastInsertedRowID
  }

  /// The row of an execution, `nil` where it has none.
  func row(of arn: String, _ database: Database) throws -> Int64? {
    if let row = rows.withLock({ $0[arn] }) { return row }
    let row = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT id FROM execution WHERE hash = ? AND arn = ?"),
      arguments: [Index.hash(arn), arn])
    if let row { remember(arn, row) }
    return row
  }

  private func remember(_ arn: String, _ row: Int64) {
    rows.withLock { rows in
      if rows.count >= Index.rowLimit { rows = [:] }
      rows[arn] = row
    }
  }

  func forgetRows() { rows.withLock { $0 = [:] } }

  static func hash(_ text: String) -> Int64 { Int64(bitPattern: fnv1a(text)) }
}

extension ExecutionHeader {
  /// What an ARN tells of an execution whose first line says no more: a log that AWS wrote.
  ///
  /// `arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME`, `…:express:MACHINE:NAME:ID`
  public init(ofArn arn: String) {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
    func part(_ place: Int) -> String { parts.indices.contains(place) ? parts[place] : "" }
    let machine = part(6)
    self.init(
      arn: arn, name: parts.count > 7 ? part(7) : arn,
      stateMachineArn: parts.count > 6
        ? (parts.prefix(5) + ["stateMachine", machine]).joined(separator: ":") : "",
      stateMachineName: machine, roleArn: "", type: part(5) == "express" ? "EXPRESS" : "STANDARD",
      region: part(3), account: part(4), definition: "")
  }
}
