import ASL
import Engine
import Foundation
import JSON

/// Transitions per second of the interpreter, on the workloads beside the package.
///
/// `events`: events are made and dropped, as when they are written elsewhere; `silent`: none are
/// made, as for an Express execution without logging. Best of several runs, in virtual time.
func benchmarkTransitions() throws {
  var root = URL(fileURLWithPath: #filePath)
  for _ in 0..<3 { root.deleteLastPathComponent() }
  let folder = root.deletingLastPathComponent().appendingPathComponent("shared/bench/workloads")
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
  guard !names.isEmpty else { return print("transitions: no workloads beside the package") }
  let only = ProcessInfo.processInfo.environment["WORKLOAD"]
  print("transitions per second      events      silent")
  if only == nil || only == "map-run" { measureMapRun() }
  for name in names where name.hasSuffix(".json") && (only == nil || name == "\(only ?? "").json") {
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    guard let workload = try? Value(parsing: text), let definition = workload["definition"],
      let machine = StateMachine.read(definition.text).machine,
      let transitions = workload["transitions"]?.int
    else { continue }
    let input = Payload(workload["input"] ?? .emptyObject)
    let express = workload["type"]?.string == "EXPRESS"
    tell(name.dropLast(5), machine, input, express: express, transitions: transitions)
  }
}

/// A Map Run over 10,000 items, an Express child each.
private func measureMapRun() {
  let definition: Value = [
    "StartAt": "M",
    "States": [
      "M": [
        "Type": "Map", "End": true,
        "ItemProcessor": [
          "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"], "StartAt": "A",
          "States": ["A": ["Type": "Pass", "Next": "B"], "B": ["Type": "Pass", "End": true]],
        ],
      ]
    ],
  ]
  guard let machine = StateMachine.read(definition.text).machine else { return }
  let input = Payload(.array((0..<10_000).map { .int($0) }))
  tell("map-run", machine, input, express: false, transitions: 20_001)
}

private func tell(
  _ label: Substring, _ machine: StateMachine, _ input: Payload, express: Bool, transitions: Int
) {
  let rates = [true, false].map { events in
    measure(machine, input, express: express, events: events, transitions: transitions)
  }
  print("\(label)\(String(repeating: " ", count: max(1, 26 - label.count)))", terminator: "")
  print(
    rates.map { String(repeating: " ", count: 8 - min(8, $0.count)) + $0 }
      .joined(separator: "    "))
}

private func measure(
  _ machine: StateMachine, _ input: Payload, express: Bool, events: Bool, transitions: Int
) -> String {
  let identity = Identity(
    arn: "arn:aws:states:us-east-1:123456789012:execution:bench:run", name: "run",
    stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:bench",
    stateMachineName: "bench", roleArn: "arn:aws:iam::123456789012:role/bench",
    type: express ? .express : .standard)
  let clock = ContinuousClock()
  var best = Duration.seconds(1000)
  let begin = clock.now
  repeat {
    let execution = Execution(machine: machine, identity: identity, input: input, seed: 1)
    var status = ExecutionStatus.running
    let time = clock.measure { status = run(execution, events: events) }
    guard status == .succeeded else { return "\(status)" }
    best = min(best, time)
  } while clock.now - begin < .milliseconds(400)
  let seconds = Double(best.components.attoseconds) * 1e-18 + Double(best.components.seconds)
  return String(Int(Double(transitions) / seconds))
}

/// Runs to the end; timers come at once.
private func run(_ start: Execution, events: Bool) -> ExecutionStatus {
  var execution = start
  var time = Timestamp(milliseconds: 1_700_000_000_000)
  var timers: [(id: TimerID, at: Timestamp)] = []
  var sink = Sink()
  sink.recordsEvents = events
  while execution.status == .running {
    while execution.step(at: time, into: &sink) {
      if sink.events.count >= 512 { sink.events.removeAll(keepingCapacity: true) }
      if sink.childEvents.count >= 512 { sink.childEvents.removeAll(keepingCapacity: true) }
    }
    for effect in sink.effects {
      if case .wake(let id, let at) = effect { timers.append((id, at)) }
    }
    sink.effects.removeAll(keepingCapacity: true)
    guard execution.status == .running else { break }
    guard let next = timers.map(\.at).min() else { break }
    time = max(time, next)
    for timer in timers where timer.at <= time { execution.receive(.timer(timer.id), at: time) }
    timers.removeAll { $0.at <= time }
  }
  return execution.status
}
