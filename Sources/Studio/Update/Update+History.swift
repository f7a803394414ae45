import History
import JSON
import Screen

extension State {
  /// How many events the list shows.
  var historyCount: Int {
    history.filter.isEmpty ? run?.events.count ?? 0 : history.passing.count
  }

  /// The id of the event in a row of the list.
  func eventId(row: Int) -> Int? {
    guard let run else { return nil }
    if history.filter.isEmpty { return run.events.indices.contains(row) ? row + 1 : nil }
    return history.passing.indices.contains(row) ? history.passing[row] : nil
  }

  /// Applies the filter to events that are new and has the choice follow the moment.
  mutating func refreshHistory() {
    guard let run else { return }
    if history.askedFilter != history.filter || history.askedRun != run.id
      || history.asked > run.events.count
    {
      history.askedFilter = history.filter
      history.askedRun = run.id
      history.asked = 0
      history.passing = []
    }
    if !history.filter.isEmpty, history.asked < run.events.count {
      let words = history.filter.lowercased().split(separator: " ").map(String.init)
      for event in run.events[history.asked...]
      where words.allSatisfy({ EventText.matches(event, $0) }) {
        history.passing.append(event.id)
      }
    }
    history.asked = run.events.count
    guard !history.isFree else { return }
    if history.filter.isEmpty {
      history.scroll.cursor = max(0, run.moment - 1)
    } else if let row = history.passing.lastIndex(where: { $0 <= run.moment }) {
      history.scroll.cursor = row
    }
  }

  mutating func moveInHistory(_ action: Action) {
    let height = Areas(self).historyBody.height
    if let motion = motion(action) {
      history.scroll.move(motion.rows(page: height), count: historyCount)
      if let id = eventId(row: history.scroll.cursor) { look(at: id) }
      return
    }
    if action == .choose {
      detail.tab = .events
      show(.detail)
    }
  }
}

/// Events as text.
enum EventText {
  /// Whether the type, the state, the error or the data of an event have a text (in small letters).
  static func matches(_ event: Event, _ wanted: String) -> Bool {
    if event.type.rawValue.lowercased().contains(wanted) { return true }
    if event.stateName?.lowercased().contains(wanted) ?? false { return true }
    if event.note.scope.lowercased().contains(wanted) { return true }
    if let failure = event.failure {
      if failure.error?.lowercased().contains(wanted) ?? false { return true }
      if failure.cause?.lowercased().contains(wanted) ?? false { return true }
    }
    return event.data?.text.lowercased().contains(wanted) ?? false
  }

  /// The details of an event as a value, for a tree.
  static func value(_ event: Event) -> Value {
    var object = Object()
    if let failure = event.failure {
      object["error"] = .string(failure.error ?? "")
      object["cause"] = Unwrapping.value(failure.cause ?? "")
    }
    if let data = event.data {
      object[data.label] = (try? Value(parsing: data.text)) ?? .string(data.text)
    }
    switch event.details {
    case .stateExited(_, _, let variables) where !variables.isEmpty:
      var assigned = Object()
      for variable in variables {
        assigned[variable.name] = (try? Value(parsing: variable.value)) ?? .string(variable.value)
      }
      object["assigned"] = .object(assigned)
    case .taskScheduled(let task):
      object["resource"] = .string("\(task.resourceType):\(task.resource)")
      if let seconds = task.timeoutInSeconds { object["timeoutInSeconds"] = .int(seconds) }
    case .lambdaFunctionScheduled(let resource, _, _, _), .activityScheduled(let resource, _, _, _):
      object["resource"] = .string(resource)
    case .mapStateStarted(let length): object["length"] = .int(length)
    case .mapIteration(_, let index): object["index"] = .int(index)
    case .evaluationFailed(_, _, let location?, _): object["location"] = .string(location)
    case .executionRedriven(let count): object["redriveCount"] = .int(count)
    default: break
    }
    object["timestamp"] = .string(event.timestamp.text())
    object["previousEventId"] = .int(event.previousEventId)
    if !event.note.scope.isEmpty { object["scope"] = .string(event.note.scope) }
    return .object(object)
  }

  /// A few words about an event, for the list.
  static func summary(_ event: Event) -> String {
    if let failure = event.failure {
      let error = failure.error ?? "failed"
      guard let recovery = event.note.recovery else { return error }
      return "\(error)  \(recovery)"
    }
    switch event.details {
    case .stateEntered(let name, _), .stateExited(let name, _, _): return place(name, event)
    case .mapStateStarted(let length): return "\(length) items"
    case .mapIteration(let name, let index): return "\(name)[\(index)]"
    case .taskScheduled(let task): return place("\(task.resourceType):\(task.resource)", event)
    case .lambdaFunctionScheduled(let resource, _, _, _), .activityScheduled(let resource, _, _, _):
      return resource.split(separator: ":").last.map(String.init) ?? resource
    default: return event.stateName.map { place($0, event) } ?? ""
    }
  }

  private static func place(_ name: String, _ event: Event) -> String {
    event.note.scope.isEmpty ? name : "\(name)  \(event.note.scope)"
  }

  static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  /// A span of time in few characters: `0 ms`, `2.1 s`, `3 min 5 s`, `2 h 10 min`.
  static func duration(_ milliseconds: Int64) -> String {
    switch milliseconds {
    case ..<1000: return "\(max(0, milliseconds)) ms"
    case ..<60_000:
      return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    case ..<3_600_000: return "\(milliseconds / 60_000) min \(milliseconds % 60_000 / 1000) s"
    case ..<86_400_000:
      return "\(milliseconds / 3_600_000) h \(milliseconds % 3_600_000 / 60_000) min"
    default: return "\(milliseconds / 86_400_000) d \(milliseconds % 86_400_000 / 3_600_000) h"
    }
  }

  /// Time on the execution's clock since its start: `00:00:07.2`.
  static func clock(_ milliseconds: Int64) -> String {
    let total = max(0, milliseconds)
    let parts = [total / 3_600_000, total % 3_600_000 / 60_000, total % 60_000 / 1000]
    let text = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(text).\(total % 1000 / 100)"
  }
}
