import ASL
import Engine
import History
import JSON
import Testing

/// Map Runs: child executions move with their parent.
struct MapRunTests {
  private static let run = """
    {"StartAt":"Runs","States":{"Runs":{"Type":"Map","MaxConcurrency":2,"Next":"Z",
      "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
        "StartAt":"A","States":{"A":{"Type":"Pass","Next":"T"},
          "T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage",
            "Parameters":{"x.$":"$"},"Next":"W"},
          "W":{"Type":"Wait","Seconds":5,"End":true}}}},
      "Z":{"Type":"Pass","End":true}}}
    """

  /// The same, its items read from an object and its results written.
  private static let reading = run.replacing(
    "\"MaxConcurrency\"",
    with: """
      "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSON"},
        "Parameters":{"Bucket":"b","Key":"k"}},
      "ResultWriter":{"Resource":"arn:aws:states:::s3:putObject",
        "Parameters":{"Bucket":"b","Prefix":"p"}},
      "MaxConcurrency"
      """)

  private func finished(_ text: String = run) throws -> Stepper {
    var stepper = try stepper(text, input: [1, 2, 3])
    var count = 0
    stepper.finish { task in
      if task.resource.arn.hasSuffix("getObject") {
        return .succeeded(Payload(["Body": "[1, 2, 3]"]))
      }
      count += 1
      return .succeeded(Payload(["n": .int(count), "x": task.arguments.value["x"] ?? .null]))
    }
    return stepper
  }

  @Test func movesIntoChildren() throws {
    var stepper = try stepper(Self.run, input: [1, 2, 3])
    stepper.breakpoints = [Breakpoint(state: "T")]
    #expect(stepper.proceed() == .breakpoint(scope: "Runs[0]", state: "T"))
    #expect(stepper.childEvents.last?.event.type == .passStateExited)
    let there = stepper.position
    let before = stepper.childEvents
    #expect(stepper.proceed() == .breakpoint(scope: "Runs[1]", state: "T"))
    _ = stepper.back(stepper.position - there)
    #expect(stepper.childEvents == before)
    #expect(stepper.proceed() == .breakpoint(scope: "Runs[1]", state: "T"))
    #expect(stepper.proceed() == .needsAnswer)
    #expect(stepper.pendingTasks.count == 2)
  }

  @Test func nextRunsThemAll() throws {
    var stepper = try stepper(Self.run, input: [1, 2, 3])
    _ = stepper.into()
    var stop = stepper.next()
    while stop == .needsAnswer {
      stepper.answer(stepper.pendingTasks[0].id, with: .succeeded(Payload([:])))
      stop = stepper.next()
    }
    #expect(stop == .done)
    #expect(stepper.entering?.state == "Z")
  }

  @Test func backAndForwardAgree() throws {
    let stepper = try finished()
    #expect(stepper.execution.status == .succeeded)
    for position in 0...stepper.position {
      var copy = stepper
      copy.move(toPosition: position)
      let pictured = copy.picture
      copy.move(toPosition: .max)
      #expect(copy.events == stepper.events)
      #expect(copy.childEvents == stepper.childEvents)
      copy.move(toPosition: position)
      #expect(copy.picture == pictured)
    }
  }

  private func children(_ stepper: Stepper) -> [RecordedRun.Child] {
    var order: [String] = []
    for child in stepper.childEvents where !order.contains(child.execution.arn) {
      order.append(child.execution.arn)
    }
    return order.map { arn in
      RecordedRun.Child(
        arn: arn, events: stepper.childEvents.filter { $0.execution.arn == arn }.map(\.event))
    }
  }

  @Test(arguments: [run, reading]) func replaysWithTheirChildren(_ text: String) throws {
    let recorded = try finished(text)
    var session = ReplaySession(
      recording: Recording(events: recorded.events, children: children(recorded)),
      machine: recorded.execution.machine, identity: identity("again"), input: Payload([1, 2, 3]),
      seed: 7)
    #expect(session.run() == .ended)
    #expect(session.outcome.isIdentical)
    #expect(session.stepper.execution.output == recorded.execution.output)
    var alone = ReplaySession(
      recording: Recording(events: recorded.events), machine: recorded.execution.machine,
      identity: identity("again"), input: Payload([1, 2, 3]), seed: 7)
    #expect(alone.run() == .needsAnswer)
  }

  @Test(arguments: [run, reading]) func restoresWithTheirChildren(_ text: String) throws {
    let recorded = try finished(text)
    let restored = try Execution.restored(
      machine: recorded.execution.machine, identity: recorded.execution.identity,
      input: recorded.execution.input, seed: 7, events: recorded.events,
      children: children(recorded))
    #expect(restored.execution.status == .succeeded)
    #expect(restored.execution.output == recorded.execution.output)
  }

  /// Cut off while children run, the run goes on with the items it had read.
  @Test func restoresWhatWasRead() throws {
    let recorded = try finished(Self.reading)
    let started = try #require(recorded.events.firstIndex { $0.type == .mapRunStarted })
    #expect(recorded.events[started].note.reads == [#"{"Body":"[1, 2, 3]"}"#])
    let restored = try Execution.restored(
      machine: recorded.execution.machine, identity: recorded.execution.identity,
      input: recorded.execution.input, seed: 7, events: Array(recorded.events[...started]),
      children: [])
    var rest = Stepper(restored, events: Array(recorded.events[...started]), seed: 7)
    rest.finish { _ in .succeeded(Payload(["n": 1])) }
    #expect(rest.execution.status == .succeeded)
    #expect(rest.childEvents.contains { $0.event.type == .executionSucceeded })
  }
}
