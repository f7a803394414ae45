import ASL
import Engine
import History
import JSON

/// Two executions side by side.
struct Comparison: Sendable {
  struct Side: Sendable {
    var arn: String
    var name: String
    var status: ExecutionStatus?
    var milliseconds: Int64
  }

  var old: Side
  var new: Side
  /// Both had the same definition.
  var isSameDefinition: Bool
  var allRows: [ExecutionDiff.Row]
  /// Rows that are the same on both sides are left out.
  var isShort = false
  var scroll = Scroll()

  init(
    _ oldHeader: ExecutionHeader, _ oldEvents: [Event], _ newHeader: ExecutionHeader,
    _ newEvents: [Event]
  ) {
    let diff = ExecutionDiff(
      oldEvents, newEvents, oldMachine: StateMachine.read(oldHeader.definition).machine,
      newMachine: StateMachine.read(newHeader.definition).machine)
    old = Side(
      arn: oldHeader.arn, name: oldHeader.name, status: diff.oldStatus,
      milliseconds: diff.oldMilliseconds)
    new = Side(
      arn: newHeader.arn, name: newHeader.name, status: diff.newStatus,
      milliseconds: diff.newMilliseconds)
    isSameDefinition = oldHeader.definition == newHeader.definition
    allRows = Comparison.inOrder(diff.rows)
    scroll.cursor = allRows.firstIndex { !$0.isSame } ?? 0
  }

  /// What happened inside a state stands below it, and what only the new run did where it did it.
  private static func inOrder(_ rows: [ExecutionDiff.Row]) -> [ExecutionDiff.Row] {
    let shared = rows.compactMap { row in
      row.old.flatMap { old in row.new.map { (old: old.enteredId, new: $0.enteredId) } }
    }.sorted { $0.new < $1.new }
    func place(_ row: ExecutionDiff.Row) -> (Int, Int) {
      if let old = row.old { return (old.enteredId, 0) }
      let new = row.new?.enteredId ?? 0
      let before = shared.prefix { $0.new < new }.map(\.old).max() ?? 0
      return (before, new)
    }
    return rows.map { ($0, place($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  var rows: [ExecutionDiff.Row] { isShort ? allRows.filter { !$0.isSame } : allRows }
  var differenceCount: Int { allRows.count { !$0.isSame } }

  var chosen: ExecutionDiff.Row? {
    let rows = rows
    return rows.indices.contains(scroll.cursor) ? rows[scroll.cursor] : nil
  }

  /// Goes to the next row that differs, or the one before; false where there is none.
  mutating func goToDifference(_ step: Int) -> Bool {
    let rows = rows
    let places = rows.indices.filter { !rows[$0].isSame }
    let target =
      step > 0 ? places.first { $0 > scroll.cursor } : places.last { $0 < scroll.cursor }
    guard let target else { return false }
    scroll.cursor = target
    return true
  }

  /// Shows or hides the rows that are the same; the choice stays where it can.
  mutating func turnShort() {
    let here = chosen
    isShort.toggle()
    scroll = Scroll()
    scroll.cursor = here.flatMap { row in rows.firstIndex(of: row) } ?? 0
  }
}
