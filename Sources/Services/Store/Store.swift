import FoundationEssentials
import GRDB
import Synchronization

/// All that the embedded services keep, in one SQLite file: records in spaces (`dynamodb/orders`),
/// in the order of their keys, and a journal of every change.
///
/// The journal is what stepping back undoes and what the Resources pane shows. Several processes may
/// work on one file.
final class Store: Sendable {
  /// How many changes the journal keeps.
  static let journalLimit = 50_000

  private let queue: DatabaseQueue
  /// What had to be said when it was opened.
  let notice: String?
  /// Told about restored records, so that what lies outside of SQLite follows.
  private let restored = Mutex<(@Sendable ([Change]) -> Void)?>(nil)

  /// Opens the file at `path`; `nil` keeps everything in memory. A file that is no database, or a
  /// broken one, is set aside.
  init(path: String?) throws(WorkspaceError) {
    guard let path else {
      do {
        queue = try DatabaseQueue(configuration: Self.configuration)
        try Self.prepare(queue)
      } catch { throw WorkspaceError(file: ":memory:", message: "\(error)") }
      notice = nil
      return
    }
    do {
      queue = try Self.open(path)
      notice = nil
    } catch {
      guard let broken = error as? DatabaseError,
        [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(broken.resultCode)
      else {
        throw WorkspaceError(file: path, message: "the services' data cannot be opened: \(error)")
      }
      let aside = path + ".broken-\(WallClock.milliseconds())"
      for suffix in ["", "-wal", "-shm"] where Files.exists(path + suffix) {
        try? FileManager.default.moveItem(atPath: path + suffix, toPath: aside + suffix)
      }
      do { queue = try Self.open(path) } catch {
        throw WorkspaceError(file: path, message: "the services' data cannot be made: \(error)")
      }
      notice =
        "\(path) was damaged; it is kept as \(aside) and tables, queues and topics begin anew"
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.label = "treadle.services"
    return configuration
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.inDatabase { database in
      _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    try prepare(queue)
    return queue
  }

  private static func prepare(_ queue: DatabaseQueue) throws {
    try queue.write { database in
      try database.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS records(
            space TEXT NOT NULL, key BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY(space, key)
          ) WITHOUT ROWID;
          CREATE TABLE IF NOT EXISTS changes(
            number INTEGER PRIMARY KEY AUTOINCREMENT, space TEXT NOT NULL, key BLOB NOT NULL,
            before BLOB, after BLOB, time INTEGER NOT NULL);
          """)
      // A damaged file is noticed when it is opened, not by the first task.
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master")
      _ = try Row.fetchOne(database, sql: "SELECT * FROM records LIMIT 1")
    }
  }

  /// A number that changes when another program has changed the file.
  func outsideVersion() -> Int {
    (try? queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA data_version") }) ?? 0
  }

  func onRestore(_ body: @escaping @Sendable ([Change]) -> Void) { restored.withLock { $0 = body } }

  /// Runs `body` in a transaction that is taken back when it throws.
  func write<Result>(
    _ body: (StoreTransaction) throws(ServiceError) -> Result
  ) throws(ServiceError) -> Result {
    do {
      return try queue.write { database in
        return try body(StoreTransaction(database: database))
      }
    } catch let error as ServiceError { throw error } catch {
      throw ServiceError("InternalServerError", "The services' data: \(error)", status: 500)
    }
  }

  func read<Result>(
    _ body: (StoreTransaction) throws(ServiceError) -> Result
  ) throws(ServiceError) -> Result {
    do {
      return try queue.read { database in
        return try body(StoreTransaction(database: database))
      }
    } catch let error as ServiceError { throw error } catch {
      throw ServiceError("InternalServerError", "The services' data: \(error)", status: 500)
    }
  }

  // MARK: Journal

  /// The number of the last change.
  var lastChange: Int {
    (try? queue.read { database in
      try Int.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'changes'")
    }) ?? 0
  }

  /// The changes after number `first`, oldest first.
  func changes(after first: Int, limit: Int = 1000) -> [Change] {
    (try? queue.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT number, space, key, before, after, time FROM changes WHERE number > ?
          ORDER BY number LIMIT ?
          """, arguments: [first, limit]
      ).map(Change.init)
    }) ?? []
  }

  /// Undoes every change after number `number`; gives back what was undone, the last first.
  @discardableResult
  func restore(to number: Int) -> [Change] {
    let undone = try? queue.write { database in
      let changes = try Row.fetchAll(
        database,
        sql: """
          SELECT number, space, key, before, after, time FROM changes WHERE number > ?
          ORDER BY number DESC
          """, arguments: [number]
      ).map(Change.init)
      for change in changes {
        try StoreTransaction(database: database).set(
          change.before, space: change.space, key: change.key)
      }
      try database.execute(sql: "DELETE FROM changes WHERE number > ?", arguments: [number])
      return changes
    }
    if let undone, !undone.isEmpty { restored.withLock { $0 }?(undone) }
    return undone ?? []
  }

  /// Makes changes again that were undone, oldest first, under the numbers they had: checkpoints
  /// between them stay true. The numbers are free, as none is given twice.
  @discardableResult
  func redo(_ changes: [Change]) -> Bool {
    guard !changes.isEmpty else { return true }
    let result: Void? = try? queue.write { database in
      for change in changes {
        try StoreTransaction(database: database).set(
          change.after, space: change.space, key: change.key)
        try database.execute(
          sql: """
            INSERT INTO changes(number, space, key, before, after, time) VALUES (?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            change.number, change.space, Data(change.key), change.before.map { Data($0) },
            change.after.map { Data($0) }, change.time,
          ])
      }
    }
    guard result != nil else { return false }
    let flipped = changes.map { change in
      var flipped = change
      (flipped.before, flipped.after) = (change.after, change.before)
      return flipped
    }
    restored.withLock { $0 }?(flipped)
    return true
  }

  /// Forgets everything.
  func reset() {
    try? queue.write { database in
      try database.execute(sql: "DELETE FROM records; DELETE FROM changes")
    }
  }
}

/// A change of a record, as the journal has it.
struct Change: Sendable, Hashable {
  var number: Int
  var space: String
  var key: [UInt8]
  /// `nil` where the record was new.
  var before: [UInt8]?
  /// `nil` where the record was removed.
  var after: [UInt8]?
  /// Milliseconds since 1970.
  var time: Int64

  init(_ row: Row) {
    number = row[0]
    space = row[1]
    key = [UInt8](row[2] as Data? ?? Data())
    before = (row[3] as Data?).map { [UInt8]($0) }
    after = (row[4] as Data?).map { [UInt8]($0) }
    time = row[5]
  }
}

/// Reads and writes records within one transaction.
struct StoreTransaction {
  let database: Database

  /// Turns what SQLite throws into a service's error.
  private func run<Result>(_ body: () throws -> Result) throws(ServiceError) -> Result {
    do { return try body() } catch let error as ServiceError { throw error } catch {
      throw ServiceError("InternalServerError", "The services' data: \(error)", status: 500)
    }
  }

  func get(space: String, key: [UInt8]) throws(ServiceError) -> [UInt8]? {
    try run {
      let statement = try database.cachedStatement(
        sql: "SELECT body FROM records WHERE space = ? AND key = ?")
      return try Data.fetchOne(statement, arguments: [space, Data(key)]).map { [UInt8]($0) }
    }
  }

  /// Writes a record, or removes it where `body` is `nil`, and tells the journal.
  func put(_ body: [UInt8]?, space: String, key: [UInt8]) throws(ServiceError) {
    let before = try get(space: space, key: key)
    guard before != body else { return }
    try run {
      try set(body, space: space, key: key)
      let statement = try database.cachedStatement(
        sql: "INSERT INTO changes(space, key, before, after, time) VALUES (?, ?, ?, ?, ?)")
      try statement.execute(arguments: [
        space, Data(key), before.map { Data($0) }, body.map { Data($0) }, WallClock.milliseconds(),
      ])
      let last = database.lastInsertedRowID
      if last % 1000 == 0 {
        try database.execute(
          sql: "DELETE FROM changes WHERE number <= ?",
          arguments: [last - Int64(Store.journalLimit)])
      }
    }
  }

  /// Writes a record without telling the journal.
  func set(_ body: [UInt8]?, space: String, key: [UInt8]) throws {
    if let body {
      let statement = try database.cachedStatement(
        sql: "INSERT OR REPLACE INTO records(space, key, body) VALUES (?, ?, ?)")
      try statement.execute(arguments: [space, Data(key), Data(body)])
    } else {
      let statement = try database.cachedStatement(
        sql: "DELETE FROM records WHERE space = ? AND key = ?")
      try statement.execute(arguments: [space, Data(key)])
    }
  }

  /// Walks the records of a space with keys in `range`, in order or backwards, until `body` returns
  /// false.
  func scan(
    space: String, from low: [UInt8]? = nil, below high: [UInt8]? = nil, isForward: Bool = true,
    _ body: (_ key: [UInt8], _ body: [UInt8]) throws(ServiceError) -> Bool
  ) throws(ServiceError) {
    try run {
      var sql = "SELECT key, body FROM records WHERE space = ?"
      var arguments: StatementArguments = [space]
      if let low {
        sql += " AND key >= ?"
        arguments += [Data(low)]
      }
      if let high {
        sql += " AND key < ?"
        arguments += [Data(high)]
      }
      sql += isForward ? " ORDER BY key" : " ORDER BY key DESC"
      let statement = try database.makeStatement(sql: sql)
      let rows = try Row.fetchCursor(statement, arguments: arguments)
      while let row = try rows.next() {
        let key: Data = row[0]
        let record: Data = row[1]
        guard try body([UInt8](key), [UInt8](record)) else { return }
      }
    }
  }

  /// The spaces that begin with `prefix`.
  func removeSpaces(beginningWith prefix: String) throws(ServiceError) {
    let found = try run {
      try Row.fetchAll(
        database,
        sql: "SELECT space, key FROM records WHERE substr(space, 1, ?) = ?",
        arguments: [prefix.count, prefix]
      ).map { ($0[0] as String, [UInt8]($0[1] as Data)) }
    }
    for (space, key) in found { try put(nil, space: space, key: key) }
  }

  func count(space: String) throws(ServiceError) -> Int {
    try run {
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM records WHERE space = ?", arguments: [space]) ?? 0
    }
  }
}

/// The end of the range of keys that begin with `prefix`: the first key behind them.
func keyBehind(_ prefix: [UInt8]) -> [UInt8]? {
  var end = prefix
  while let last = end.popLast() {
    if last < 0xff { return end + [last + 1] }
  }
  return nil
}
