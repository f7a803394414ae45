public import ASL
public import History
import JSON

/// Two executions side by side, aligned by the states that they visited.
///
/// Branches and iterations are compared each with its namesake; in each, the sequences of states are
/// aligned so that as many as possible stand beside each other.
public struct ExecutionDiff: Sendable {
  /// One of the executions, at one visit of a state.
  public struct Side: Sendable, Equatable {
    /// The event that entered the state.
    public var enteredId: Int
    public var exitedId: Int?
    /// Calls of the state's task, or attempts of its branches or iterations.
    public var attempts: Int
    /// From entering to leaving; `nil` where it was not left.
    public var milliseconds: Int64?
    public var error: String?
  }

  /// A visit of a state in one execution or in both.
  public struct Row: Sendable, Equatable {
    public var scope: String
    public var state: String
    public var old: Side?
    public var new: Side?
    /// What differs in data: pointers begin with `input`, `output`, `variables/NAME`, `arguments`.
    public var differences: [Difference]

    /// Whether data, attempts and errors are the same; durations do not count.
    public var isSame: Bool {
      guard let old, let new else { return false }
      return differences.isEmpty && old.attempts == new.attempts && old.error == new.error
        && (old.exitedId == nil) == (new.exitedId == nil)
    }
  }

  /// Rows, scope by scope in the order in which they began.
  public var rows: [Row] = []
  public var oldStatus: ExecutionStatus?
  public var newStatus: ExecutionStatus?
  public var oldMilliseconds: Int64
  public var newMilliseconds: Int64

  /// Whether both went the same way with the same data to the same end.
  public var isSame: Bool { oldStatus == newStatus && rows.allSatisfy(\.isSame) }

  /// - Parameters:
  ///   - ignoresRun: whether times, request ids, tokens and names of runs are no difference.
  ///   - limit: the most differences of data that a row tells.
  public init(
    _ old: [Event], _ new: [Event], oldMachine: StateMachine? = nil,
    newMachine: StateMachine? = nil, ignoresRun: Bool = true, limit: Int = 20
  ) {
    let left = Recording(events: old, machine: oldMachine)
    let right = Recording(events: new, machine: newMachine)
    oldStatus = left.status
    newStatus = right.status
    oldMilliseconds = Self.duration(old)
    newMilliseconds = Self.duration(new)
    let leftScopes = Dictionary(grouping: left.visits.all, by: \.scope)
    let rightScopes = Dictionary(grouping: right.visits.all, by: \.scope)
    var seen: Set<String> = []
    for visit in left.visits.all + right.visits.all where seen.insert(visit.scope).inserted {
      align(leftScopes[visit.scope] ?? [], rightScopes[visit.scope] ?? [], ignoresRun, limit)
    }
  }

  private static func duration(_ events: [Event]) -> Int64 {
    guard let first = events.first, let last = events.last else { return 0 }
    return last.timestamp.milliseconds - first.timestamp.milliseconds
  }

  private mutating func align(
    _ old: [Visit], _ new: [Visit], _ ignoresRun: Bool, _ limit: Int
  ) {
    let (removed, inserted) = Self.edits(old.map(\.state), new.map(\.state))
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, removed.contains(left) {
        rows.append(row(old[left], nil, ignoresRun, limit))
        left += 1
      } else if right < new.count, inserted.contains(right) || left >= old.count {
        rows.append(row(nil, new[right], ignoresRun, limit))
        right += 1
      } else {
        rows.append(row(old[left], right < new.count ? new[right] : nil, ignoresRun, limit))
        left += 1
        right += 1
      }
    }
  }

  /// Which of the old names have no partner, and which of the new ones.
  private static func edits(_ old: [String], _ new: [String]) -> (old: Set<Int>, new: Set<Int>) {
    let shorter = min(old.count, new.count)
    var head = 0
    while head < shorter, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
      tail += 1
    }
    let left = old[head..<(old.count - tail)]
    let right = new[head..<(new.count - tail)]
    // The shortest way from one to the other takes memory by the square of its length.
    guard left.count + right.count <= 4000 else { return (Set(left.indices), Set(right.indices)) }
    var edits: (old: Set<Int>, new: Set<Int>) = ([], [])
    for step in Array(right).difference(from: Array(left)) {
      switch step {
      case .remove(let place, _, _): edits.old.insert(head + place)
      case .insert(let place, _, _): edits.new.insert(head + place)
      }
    }
    return edits
  }

  private func row(_ old: Visit?, _ new: Visit?, _ ignoresRun: Bool, _ limit: Int) -> Row {
    var row = Row(
      scope: old?.scope ?? new?.scope ?? "", state: old?.state ?? new?.state ?? "",
      old: old.map { Side($0) }, new: new.map { Side($0) }, differences: [])
    guard let old, let new else { return row }
    for (name, left) in old.data {
      let right = new.data.first { $0.name == name }?.text
      guard left != right else { continue }
      row.add(name, left, right, ignoresRun, limit)
    }
    for (name, right) in new.data where !old.data.contains(where: { $0.name == name }) {
      row.add(name, nil, right, ignoresRun, limit)
    }
    return row
  }
}

extension ExecutionDiff.Side {
  fileprivate init(_ visit: Visit) {
    self.init(
      enteredId: visit.enteredId, exitedId: visit.exitedId,
      attempts: max(visit.calls.count, visit.starts.count),
      milliseconds: visit.exited.map { $0.milliseconds - visit.entered.milliseconds },
      error: visit.failure?.error)
  }
}

extension Visit {
  /// The data of a visit by name, as JSON texts.
  fileprivate var data: [(name: String, text: String)] {
    var data = [("input", input)]
    if let call = calls.first { data.append(("arguments", call.arguments)) }
    for variable in assigned { data.append(("variables/\(variable.name)", variable.value)) }
    if let output { data.append(("output", output)) }
    return data
  }
}

extension ExecutionDiff.Row {
  fileprivate mutating func add(
    _ name: String, _ old: String?, _ new: String?, _ ignoresRun: Bool, _ limit: Int
  ) {
    guard differences.count < limit else { return }
    guard let old, let new else {
      differences.append(
        Difference(
          pointer: name, old: old.map { Payload($0).value }, new: new.map { Payload($0).value }))
      return
    }
    let found = Engine.differences(
      Payload(old).value, Payload(new).value, limit: limit - differences.count,
      ignoresRun: ignoresRun)
    differences += found.map {
      Difference(pointer: name + $0.pointer, old: $0.old, new: $0.new)
    }
  }
}

// MARK: Text

extension ExecutionDiff {
  /// The differences for a person: a line a state, `-` only in the old one, `+` only in the new one,
  /// `~` in both and not the same, and below it what differs.
  ///
  /// Data are as they were recorded: whoever shows this on a terminal makes control characters
  /// visible.
  ///
  /// - Parameters:
  ///   - isFull: whether states that are the same are listed too.
  ///   - width: the most characters of a value.
  public func text(isFull: Bool = false, width: Int = 60) -> String {
    var lines = [
      "\(word(oldStatus)) in \(time(oldMilliseconds)) → \(word(newStatus)) in \(time(newMilliseconds))"
    ]
    var scope = ""
    for row in rows where isFull || !row.isSame {
      if row.scope != scope {
        scope = row.scope
        lines.append(scope.isEmpty ? "(machine)" : scope)
      }
      lines += told(row, scope.isEmpty ? "" : "  ", width)
    }
    let same = rows.count { $0.isSame }
    lines.append(
      isSame ? "the same: \(same) states" : "\(same) states the same, \(rows.count - same) not")
    return lines.joined(separator: "\n")
  }

  private func told(_ row: Row, _ indent: String, _ width: Int) -> [String] {
    guard let old = row.old, let new = row.new else {
      let side = row.old ?? row.new
      let mark = row.old == nil ? "+" : "-"
      let error = side?.error.map { " (\($0))" } ?? ""
      return ["\(indent)\(mark) \(row.state) #\(side?.enteredId ?? 0)\(error)"]
    }
    var lines = [
      "\(indent)\(row.isSame ? " " : "~") \(row.state) #\(old.enteredId) → #\(new.enteredId)"
        + duration(old, new)
    ]
    if old.attempts != new.attempts {
      lines.append("\(indent)    attempts: \(old.attempts) → \(new.attempts)")
    }
    if old.error != new.error {
      lines.append("\(indent)    error: \(old.error ?? "none") → \(new.error ?? "none")")
    }
    if (old.exitedId == nil) != (new.exitedId == nil) {
      lines.append("\(indent)    left: \(old.exitedId != nil) → \(new.exitedId != nil)")
    }
    lines += row.differences.map {
      "\(indent)    \($0.pointer): \(short($0.old, width)) → \(short($0.new, width))"
    }
    return lines
  }

  private func duration(_ old: Side, _ new: Side) -> String {
    guard let left = old.milliseconds, let right = new.milliseconds, left != right else {
      return ""
    }
    return "  \(time(left)) → \(time(right))"
  }

  private func short(_ value: Value?, _ width: Int) -> String {
    guard let value else { return "nothing" }
    let text = value.text
    return text.count <= width ? text : "\(text.prefix(max(0, width - 1)))…"
  }

  private func word(_ status: ExecutionStatus?) -> String { status?.rawValue ?? "unfinished" }

  private func time(_ milliseconds: Int64) -> String {
    guard milliseconds >= 1000 else { return "\(milliseconds) ms" }
    let tenths = milliseconds / 100
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
