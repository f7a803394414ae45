import Engine
import Foundation
import History
import JSON
import Testing

/// Figures of long histories; printed with `MEASURE=1`, a release build tells true ones.
struct FiguresTests {
  private static let loop = """
    {"StartAt":"Init","States":{
      "Init":{"Type":"Pass","Assign":{"n":0},"Next":"Add"},
      "Add":{"Type":"Pass","Assign":{"n.$":"States.MathAdd($n, 1)"},"Next":"More?"},
      "More?":{"Type":"Choice","Default":"End",
        "Choices":[{"Variable":"$n","NumericLessThan":6200,"Next":"Add"}]},
      "End":{"Type":"Pass","End":true}}}
    """
  private static let map = """
    {"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"A","States":{
      "A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"C"},"C":{"Type":"Pass","End":true}}}}}}
    """

  @Test(.enabled(if: ProcessInfo.processInfo.environment["MEASURE"] != nil))
  func figures() throws {
    try measure("loop", Self.loop, .emptyObject)
    try measure("map of 3,100 items", Self.map, .array((0..<3100).map { ["item": .int($0)] }))
  }

  private func measure(_ name: String, _ definition: String, _ input: Value) throws {
    var stepper = try stepper(definition, input: input)
    let memory = resident()
    let run = time { _ = stepper.proceed() }
    print("\(name): \(stepper.events.count) events in \(run); + \(resident() - memory) KiB")
    print("  back 1: \(time { _ = stepper.back() }), again: \(time { _ = stepper.back() })")
    let middle = stepper.position / 2
    print("  to the middle: \(time { stepper.move(toPosition: middle) })")
    print("  to the end: \(time { stepper.move(toPosition: .max) })")
    print("  back over states: \(time { for _ in 0..<10 { _ = stepper.backState() } })")
    stepper.dataBreakpoints = [DataBreakpoint(id: 1, condition: .variableChanges("none"))]
    stepper.move(toPosition: .max)
    print("  search backwards through all: \(time { _ = stepper.backToBreakpoint() })")
    stepper.dataBreakpoints = []
    stepper.move(toPosition: .max)
    let events = stepper.events
    let recorded = Recording(events: events)
    print("  first divergence: \(time { _ = recorded.firstDivergence(from: events) })")
    print("  diff: \(time { _ = ExecutionDiff(events, events) })")
    let machine = stepper.execution.machine
    print(
      "  restore: "
        + "\(try time { _ = try Execution.restored(machine: machine, identity: identity(), input: Payload(input), seed: 7, events: events) })"
    )
  }

  private func time(_ work: () throws -> Void) rethrows -> Duration {
    try ContinuousClock().measure(work)
  }

  /// Resident memory in KiB.
  private func resident() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}
