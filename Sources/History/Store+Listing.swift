import GRDB
import JSON
import Synchronization

extension Store {
  /// A page of the list, the most recently started first.
  ///
  /// - Parameter token: `next` of the page before, with the same filter.
  public func executions(
    _ filter: ExecutionFilter = ExecutionFilter(), limit: Int = 100, after token: String? = nil
  ) throws(StoreError) -> ExecutionPage {
    let index = try freshIndex()
    var query = ListQuery(filter)
    if let token { try query.after(token, filter) }
    let count = min(max(limit, 1), 1_000_000)
    let rows = try index.list(query, limit: count + 1)
    var locks = SegmentLocks(self)
    let page = rows.prefix(count).map { summary($0, &locks) }
    let next = rows.count > count ? rows[count - 1].token(filter) : nil
    return ExecutionPage(executions: page, next: next)
  }

  /// How many executions there are of each status.
  public func counts(
    _ filter: ExecutionFilter = ExecutionFilter()
  ) throws(StoreError) -> [String: Int] {
    try freshIndex().counts(ListQuery(filter))
  }

  /// The execution with that ARN; `nil` where there is none.
  public func summary(of arn: String) throws(StoreError) -> ExecutionSummary? {
    var query = ListQuery()
    query.require("execution.hash = ?", Index.hash(arn))
    query.require("execution.arn = ?", arn)
    return try summaries(query, limit: 1).first
  }

  /// Whether there is an execution with that ARN; cheaper than `summary(of:)` while much is written.
  public func contains(_ arn: String) throws(StoreError) -> Bool {
    if state.withLock({ $0.open.contains(arn) }) { return true }
    if pending.withLock({ $0.contains { $0.arn == arn } }) { return true }
    let index = try index()
    if try index.eventCount(of: arn) != nil { return true }
    let changes = try index.catchUp(except: log.segmentName)
    notify(changes.map { .events(arn: $0.arn, lastId: $0.lastId) })
    return changes.contains { $0.arn == arn }
  }

  /// The executions whose name, or ARN, is `name`, the most recently started first.
  public func find(_ name: String) throws(StoreError) -> [ExecutionSummary] {
    if let exact = try summary(of: name) { return [exact] }
    var query = ListQuery()
    query.require("execution.name_hash = ?", Index.hash(name))
    query.require("execution.name = ?", name)
    return try summaries(query, limit: 1000)
  }

  /// Executions that were running in a program that is gone, the latest first.
  public func interrupted() throws(StoreError) -> [ExecutionSummary] {
    var query = ListQuery()
    query.require("execution.status = ?", "RUNNING")
    query.require("execution.map_run IS NULL")
    return try summaries(query, limit: 1_000_000).filter(\.isInterrupted)
  }

  private func summaries(_ query: ListQuery, limit: Int) throws(StoreError) -> [ExecutionSummary] {
    let rows = try freshIndex().list(query, limit: limit)
    var locks = SegmentLocks(self)
    return rows.map { summary($0, &locks) }
  }

  private func summary(_ row: ListRow, _ locks: inout SegmentLocks) -> ExecutionSummary {
    var summary = row.summary
    if summary.status == "RUNNING" {
      summary.isInterrupted = !locks.isWritten(row.segment, arn: summary.arn)
    }
    return summary
  }
}

/// Remembers, for one call, which segments have a living writer.
private struct SegmentLocks {
  private let store: Store
  private var known: [String: Bool] = [:]

  init(_ store: Store) { self.store = store }

  /// Whether somebody runs the execution whose last lines are in the segment.
  mutating func isWritten(_ segment: String, arn: String) -> Bool {
    if store.state.withLock({ $0.open.contains(arn) }) { return true }
    if store.log.isOwn(segment) { return false }
    if let isLocked = known[segment] { return isLocked }
    let isLocked = (try? File("\(store.folder)/\(segment)", .read))?.isLockedByWriter() ?? false
    known[segment] = isLocked
    return isLocked
  }
}

/// A row of the list, and what asks for the rows after it.
struct ListRow {
  var id: Int64
  var segment: String
  var summary: ExecutionSummary

  func token(_ filter: ExecutionFilter) -> String {
    "\(summary.startDate.milliseconds)-\(id)-\(ListQuery.fingerprint(filter))"
  }
}

/// The conditions of a list.
struct ListQuery {
  private(set) var conditions: [String] = []
  private(set) var arguments: [any DatabaseValueConvertible] = []

  init() {}

  init(_ filter: ExecutionFilter) {
    if let run = filter.mapRunArn {
      require("execution.map_run = ?", run)
    } else if !filter.includesChildren {
      require("execution.map_run IS NULL")
    }
    if let arn = filter.stateMachineArn {
      require("execution.machine = (SELECT id FROM machine WHERE arn = ?)", arn)
    }
    if let name = filter.stateMachineName {
      require("execution.machine IN (SELECT id FROM machine WHERE name = ?)", name)
    }
    if let arn = filter.qualifiedArn {
      require("? IN (execution.version, execution.alias)", arn)
    }
    if let status = filter.status { require("execution.status = ?", status) }
    if let type = filter.type {
      require("execution.machine IN (SELECT id FROM machine WHERE type = ?)", type)
    }
    if let text = filter.nameContains, !text.isEmpty {
      require("instr(lower(execution.name), lower(?)) > 0", text)
    }
    if let isRedriven = filter.isRedriven {
      require(isRedriven ? "execution.redrives > 0" : "execution.redrives = 0")
    }
    if let time = filter.startedFrom { require("execution.start >= ?", time.milliseconds) }
    if let time = filter.startedBefore { require("execution.start < ?", time.milliseconds) }
  }

  mutating func require(_ condition: String, _ argument: (any DatabaseValueConvertible)? = nil) {
    conditions.append(condition)
    if let argument { arguments.append(argument) }
  }

  /// Goes on behind the row that the token names.
  mutating func after(_ token: String, _ filter: ExecutionFilter) throws(StoreError) {
    let parts = token.split(separator: "-").map { String($0) }
    guard parts.count == 3, let start = Int64(parts[0]), let id = Int64(parts[1]),
      parts[2] == ListQuery.fingerprint(filter)
    else { throw .badPageToken }
    conditions.append("(execution.start, execution.id) < (?, ?)")
    arguments += [start, id]
  }

  var condition: String { conditions.isEmpty ? "1" : conditions.joined(separator: " AND ") }

  /// Tells lists with different filters apart; the same in every process.
  static func fingerprint(_ filter: ExecutionFilter) -> String {
    let parts: [String?] = [
      filter.stateMachineArn, filter.stateMachineName, filter.qualifiedArn, filter.status,
      filter.nameContains, filter.type, filter.mapRunArn, String(filter.includesChildren),
      filter.isRedriven.map { String($0) }, filter.startedFrom.map { String($0.milliseconds) },
      filter.startedBefore.map { String($0.milliseconds) },
    ]
    return String(fnv1a(parts.map { $0 ?? "\u{1}" }.joined(separator: "\u{0}")), radix: 36)
  }
}

extension Index {
  func list(_ query: ListQuery, limit: Int) throws(StoreError) -> [ListRow] {
    try read { database in
      let sql = """
        SELECT execution.id, segment.name, execution.arn, execution.name, machine.arn,
            machine.name, version, alias, machine.type, status, start, stop, events, redrives,
            redrive, map_run, parent
          FROM execution JOIN machine ON machine.id = machine
          JOIN segment ON segment.id = segment
          WHERE \(query.condition) ORDER BY execution.start DESC, execution.id DESC LIMIT \(limit)
        """
      return try Row.fetchAll(
        database.cachedStatement(sql: sql), arguments: StatementArguments(query.arguments)
      ).map { ListRow($0) }
    }
  }

  func counts(_ query: ListQuery) throws(StoreError) -> [String: Int] {
    try read { database in
      let sql = "SELECT status, count(*) FROM execution WHERE \(query.condition) GROUP BY status"
      return try Row.fetchAll(
        database.cachedStatement(sql: sql), arguments: StatementArguments(query.arguments)
      ).reduce(into: [:]) { counts, row in counts[row[0]] = row[1] }
    }
  }
}

extension ListRow {
  fileprivate init(_ row: Row) {
    id = row[0]
    segment = row[1]
    let stop: Int64? = row[11]
    let redrive: Int64? = row[14]
    summary = ExecutionSummary(
      arn: row[2], name: row[3], stateMachineArn: row[4], stateMachineName: row[5],
      stateMachineVersionArn: row[6], stateMachineAliasArn: row[7], type: row[8], status: row[9],
      startDate: Timestamp(milliseconds: row[10]), stopDate: stop.map(Timestamp.init),
      eventCount: row[12], redriveCount: row[13], redriveDate: redrive.map(Timestamp.init),
      mapRunArn: row[15], parentArn: row[16])
  }
}
