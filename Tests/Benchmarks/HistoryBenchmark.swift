import Foundation
import History
import JSON

/// Events written and read a second, and what lists and long histories cost.
///
/// `HISTORY_EXECUTIONS` says how many executions the list has; 100,000 where it is not set.
func benchmarkHistory() throws {
  let folder = FileManager.default.temporaryDirectory.path + "/treadle-bench-\(UUID().uuidString)"
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try measureLines()
  try measureLong(folder + "/long")
  let count = ProcessInfo.processInfo.environment["HISTORY_EXECUTIONS"].flatMap { Int($0) }
  try measureLists(folder + "/lists", count: count ?? 100_000)
}

/// An execution whose states pass a usual order on.
private func run(states: Int, at time: Int64) -> [Event] {
  let data = #"{"order":{"id":"ORD-20391","items":[{"sku":"A1","qty":2}],"total":129.5},"n":1}"#
  func event(_ id: Int, _ type: EventType, _ details: EventDetails) -> Event {
    Event(
      id: id, previousEventId: id - 1, timestamp: Timestamp(milliseconds: time + Int64(id)),
      type: type, details: details)
  }
  var events = [
    event(
      1, .executionStarted,
      .executionStarted(
        input: data, roleArn: "arn:aws:iam::123456789012:role/r", stateMachineAliasArn: nil,
        stateMachineVersionArn: nil))
  ]
  events.reserveCapacity(states * 2 + 2)
  for state in 0..<states {
    let name = "State\(state % 20)"
    events.append(event(2 * state + 2, .passStateEntered, .stateEntered(name: name, input: data)))
    events.append(
      event(
        2 * state + 3, .passStateExited,
        .stateExited(name: name, output: data, assignedVariables: [])))
  }
  events.append(event(2 * states + 2, .executionSucceeded, .output(data)))
  return events
}

private func header(_ name: String, machine: Int = 0) -> ExecutionHeader {
  let base = "arn:aws:states:us-east-1:123456789012"
  return ExecutionHeader(
    arn: "\(base):execution:machine-\(machine):\(name)", name: name,
    stateMachineArn: "\(base):stateMachine:machine-\(machine)",
    stateMachineName: "machine-\(machine)", roleArn: "arn:aws:iam::123456789012:role/r",
    type: "STANDARD", definition: #"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#)
}

private func time(_ work: () throws -> Void) rethrows -> Double {
  let duration = try ContinuousClock().measure(work)
  return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}

private func best(of rounds: Int, _ work: () throws -> Void) rethrows -> Double {
  var best = Double.infinity
  for _ in 0..<rounds { best = min(best, try time(work)) }
  return best
}

private func tell(_ what: String, _ number: Double, _ unit: String) {
  let text = number >= 100 ? String(Int(number.rounded())) : String(format: "%.2f", number)
  print("history  " + what.padding(toLength: 52, withPad: " ", startingAt: 0) + "\(text) \(unit)")
}

private func measureLines() throws {
  let events = run(states: 10_000, at: 0)
  var bytes = 0
  let writing = best(of: 5) {
    bytes = 0
    for event in events { bytes += event.line(executionArn: "arn:aws:x").utf8.count }
  }
  tell("events made lines of text a second", Double(events.count) / writing, "")
  tell("  bytes a line", Double(bytes) / Double(events.count), "")
}

private func measureLong(_ folder: String) throws {
  let events = run(states: 12_499, at: 0)
  var number = 0
  let appending = try best(of: 5) {
    let store = try Store(folder: folder)
    number += 1
    try store.create(header("long-\(number)")).append(events)
  }
  tell("events appended to a segment a second", Double(events.count) / appending, "")
  let store = try Store(folder: folder)
  let arn = header("long-1").arn
  _ = try store.summary(of: arn)
  let reading = try best(of: 5) { _ = try store.events(of: arn) }
  tell("open an execution of 25,000 events", reading * 1000, "ms")
  tell("  events read a second", Double(events.count) / reading, "")
  let page = try best(of: 20) { _ = try store.events(of: arn, from: 20_000, limit: 100) }
  tell("a page of 100 out of its middle", page * 1000, "ms")
}

private func measureLists(_ folder: String, count: Int) throws {
  let writing = try time {
    let store = try Store(folder: folder)
    for number in 0..<count {
      var events = run(states: 1, at: Int64(number))
      if number % 10 == 0 { events.removeLast() }
      let log = try store.create(header("run-\(number)", machine: number % 7))
      try log.append(events)
    }
    try store.flush()
  }
  tell("executions recorded and indexed a second", Double(count) / writing, "")
  let store = try Store(folder: folder)
  let opening = try time { _ = try store.executions(limit: 1) }
  tell("first list after opening, \(count) stored", opening * 1000, "ms")
  var filter = ExecutionFilter()
  try list(store, filter, "list of 100")
  filter.status = "SUCCEEDED"
  filter.stateMachineName = "machine-3"
  try list(store, filter, "list of 100 of a machine and status")
  let second = try store.executions(filter).next
  let page = try best(of: 20) { _ = try store.executions(filter, after: second) }
  tell("  the page after", page * 1000, "ms")
  filter = ExecutionFilter()
  filter.nameContains = "run-4242"
  try list(store, filter, "list of those with a part of a name")
  let finding = try best(of: 20) { _ = try store.find("run-\(count / 2)") }
  tell("find an execution by its name", finding * 1000, "ms")
  for suffix in ["", "-wal", "-shm"] {
    try? FileManager.default.removeItem(atPath: folder + "/index.sqlite" + suffix)
  }
  let rebuilding = try time { _ = try Store(folder: folder).executions(limit: 1) }
  tell("the index made again", rebuilding * 1000, "ms")
}

private func list(_ store: Store, _ filter: ExecutionFilter, _ what: String) throws {
  let seconds = try best(of: 20) { _ = try store.executions(filter, limit: 100) }
  tell(what, seconds * 1000, "ms")
}
