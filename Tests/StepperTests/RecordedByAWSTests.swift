import ASL
import Engine
import Foundation
import History
import JSON
import Testing

/// Histories that AWS recorded, replayed on their definitions.
struct RecordedByAWSTests {
  /// Of the histories with an end, how many take the same way; more is fine, fewer is not.
  private static let identical = 420

  private static let cases: [Value]? = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let file = root.deletingLastPathComponent()
      .appendingPathComponent("shared/conformance/aws/cases.jsonl")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
    return text.split(separator: "\n").compactMap { try? Value(parsing: String($0)) }
  }()

  @Test func replaysComeOutTheSame() throws {
    guard let cases = Self.cases else {
      print("skipped: the recordings are not beside the package")
      return
    }
    var (same, all) = (0, 0)
    for test in cases {
      for (machine, input, events) in Self.histories(test) {
        guard events.last?.type.rawValue.hasPrefix("Execution") ?? false,
          events.last?.type != .executionStarted
        else { continue }
        all += 1
        var recording = Recording(events: events, machine: machine)
        recording.policy = .ignore
        var session = ReplaySession(
          recording: recording, machine: machine, identity: identity(), input: input, seed: 7)
        session.run(limit: 100_000)
        let outcome = session.outcome
        // Words stand for names in the recorded data, so that data differ; kinds and ends must not.
        let isSame = outcome.divergence.map { $0.pointer != nil } ?? true
        if isSame, outcome.newStatus == outcome.recordedStatus {
          same += 1
        } else if ProcessInfo.processInfo.environment["TELL"] != nil {
          print(test["id"]?.text ?? "", outcome.summary, outcome.divergence?.reason ?? "")
        }
      }
    }
    print("recorded by AWS: \(same) of \(all) replays take the same way")
    #expect(same >= Self.identical)
  }

  private static func histories(
    _ test: Value
  ) -> [(machine: StateMachine, input: Payload, events: [Event])] {
    var found: [(machine: StateMachine, input: Payload, events: [Event])] = []
    for (key, link) in test["links"]?.object ?? Object() {
      guard link["operation"]?.string == "get_execution_history", link["part"] == nil,
        link["at"] == nil, let index = link["execution"]?.int,
        let start = test["executions"]?[index], let place = start["machine"]?.int,
        let text = test["machines"]?[place]?["definition"]?.string,
        let machine = StateMachine.read(text).machine,
        let input = try? Payload(parsing: start["input"]?.string ?? "{}"),
        let recorded = test["expected"]?[key]?["events"]?.array,
        let events = try? Event.events(ofHistory: ["events": .array(recorded.map(denormalised))])
      else { continue }
      found.append((machine, input, events))
    }
    return found
  }

  /// The recordings have their data taken out of their texts, and words for times.
  private static func denormalised(_ event: Value) -> Value {
    guard var members = event.object else { return event }
    members["timestamp"] = 1_700_000_000
    for (name, details) in members where name.hasSuffix("EventDetails") {
      guard var object = details.object else { continue }
      for member in ["input", "output", "parameters"] {
        if let value = object[member] { object[member] = .string(value.text) }
      }
      for member in ["error", "cause"] {
        if let value = object[member], value.string == nil { object[member] = .string(value.text) }
      }
      if let assigned = object["assignedVariables"]?.object {
        var texts = Object()
        for (name, value) in assigned { texts[name] = .string(value.text) }
        object["assignedVariables"] = .object(texts)
      }
      members[name] = .object(object)
    }
    return .object(members)
  }
}
