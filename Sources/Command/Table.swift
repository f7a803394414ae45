import History
import JSON

/// Listings in columns.
enum Table {
  static func executions(_ executions: [ExecutionSummary]) -> String {
    guard !executions.isEmpty else { return "no executions" }
    var rows = [["NAME", "STATE MACHINE", "STATUS", "STARTED", "TOOK", "EVENTS"]]
    for execution in executions {
      let took = execution.stopDate.map { $0.milliseconds - execution.startDate.milliseconds }
      rows.append([
        execution.name, execution.stateMachineName,
        execution.status + (execution.isInterrupted ? " (interrupted)" : ""),
        execution.startDate.text(), took.map(duration) ?? "", String(execution.eventCount),
      ])
    }
    return columns(rows)
  }

  static func events(_ events: [Event]) -> String {
    let start = events.first?.timestamp.milliseconds ?? 0
    return columns(
      [["ID", "PREVIOUS", "TYPE", "STATE", "AFTER", "SCOPE"]]
        + events.map { event in
          [
            String(event.id), String(event.previousEventId), event.type.rawValue,
            event.stateName ?? "", duration(event.timestamp.milliseconds - start),
            event.note.scope,
          ]
        })
  }

  /// A duration as people read it: `12ms`, `3.4s`, `2m05s`, `3h02m`.
  static func duration(_ milliseconds: Int64) -> String {
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let seconds = milliseconds / 1000
    return switch milliseconds {
    case ..<1000: "\(milliseconds)ms"
    case ..<60_000: "\(seconds).\(milliseconds % 1000 / 100)s"
    case ..<3_600_000: "\(seconds / 60)m\(two(seconds % 60))s"
    default: "\(seconds / 3600)h\(two(seconds / 60 % 60))m"
    }
  }

  static func columns(_ rows: [[String]]) -> String {
    let rows = rows.map { $0.map(visible) }
    let widths = (0..<(rows.first?.count ?? 0)).map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}

extension Event {
  /// The state that the event belongs to.
  var stateName: String? {
    switch details {
    case .stateEntered(let name, _), .stateExited(let name, _, _): name
    case .evaluationFailed(_, _, _, let state): state
    default: note.state
    }
  }
}

extension ExecutionSummary {
  /// The summary as JSON, with AWS's names.
  var value: Value {
    var object: Object = [
      "executionArn": .string(arn), "name": .string(name),
      "stateMachineArn": .string(stateMachineArn), "type": .string(type),
      "status": .string(status), "startDate": .string(startDate.text()),
    ]
    object["stopDate"] = stopDate.map { .string($0.text()) }
    object["events"] = .int(eventCount)
    object["redriveCount"] = .int(redriveCount)
    object["mapRunArn"] = mapRunArn.map { .string($0) }
    if isInterrupted { object["interrupted"] = true }
    return .object(object)
  }
}
