import ASL
import Engine
import History
import JSON
import Testing

/// Recorded runs, played again.
struct ReplayTests {
  private func session(
    _ recorded: Stepper, _ definition: String, input: Value, seed: UInt64 = 7
  ) throws -> ReplaySession {
    ReplaySession(
      recording: Recording(events: recorded.events),
      machine: try #require(StateMachine.read(definition).machine), identity: identity("again"),
      input: Payload(input), seed: seed)
  }

  @Test func sameDefinitionIsIdentical() throws {
    for seed in 0..<200 as Range<UInt64> {
      let definition = RandomMachine.definition(seed: seed)
      var dice = Dice(seed)
      let input: Value = ["n": 1, "items": [1, 2, 3]]
      var recorded = try stepper(definition, input: input)
      recorded.wander(&dice, isEager: seed % 3 == 0)
      guard recorded.execution.status != .running else { continue }
      var again = try session(recorded, definition, input: input)
      again.run()
      let outcome = again.outcome
      #expect(outcome.isIdentical, "seed \(seed): \(String(describing: outcome.divergence))")
    }
  }

  @Test func editedRetrySavesARun() throws {
    let broken = """
      {"StartAt":"Pay","States":{"Pay":{"Type":"Task","End":true,
        "Resource":"arn:aws:states:::lambda:invoke","Parameters":{"x":1}}}}
      """
    let mended = """
      {"StartAt":"Pay","States":{"Pay":{"Type":"Task","End":true,
        "Resource":"arn:aws:states:::lambda:invoke","Parameters":{"x":1},
        "Retry":[{"ErrorEquals":["Busy"]}]}}}
      """
    var recorded = try stepper(broken)
    recorded.finish { _ in .failed(TaskFailure(error: "Busy", cause: nil)) }
    #expect(recorded.execution.status == .failed)
    var again = try session(recorded, mended, input: [:])
    #expect(again.run() == .needsAnswer)
    #expect(again.outcome.unrecordedTasks == 1)
    let task = try #require(again.stepper.pendingTasks.first)
    #expect(task.retryCount == 1)
    again.stepper.answer(task.id, with: .succeeded(Payload(["paid": true])))
    #expect(again.run() == .ended)
    #expect(again.outcome.isSaved)
    #expect(again.outcome.divergence?.recordedId == 6)
    #expect(
      again.outcome.divergence?.reason
        == "recorded: ExecutionFailed (Busy); now: TaskScheduled of Pay")
  }

  @Test func tellsTheFirstDifferenceOfData() throws {
    let old = """
      {"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a":{"b":[1,2]}},"Next":"B"},
        "B":{"Type":"Pass","End":true}}}
      """
    let recorded = try run(old)
    let session = try finished(recorded, old.replacing("[1,2]", with: "[1,3]"))
    let divergence = try #require(session.outcome.divergence)
    #expect(divergence.pointer == "output/a/b/1")
    #expect(divergence.recorded == "2")
    #expect(divergence.new == "3")
    #expect(divergence.state == "A")
    #expect(session.outcome.summary == "recorded SUCCEEDED, now SUCCEEDED")
    let longer = try finished(
      recorded,
      old.replacing(
        #""B":{"Type":"Pass","End":true}"#,
        with: #""B":{"Type":"Pass","Next":"C"},"C":{"Type":"Fail","Error":"E"}"#))
    #expect(longer.outcome.onlyNew == ["C"])
    #expect(longer.outcome.isBroken)
    #expect(longer.outcome.divergence?.recordedId == 6)
  }

  private func run(_ definition: String) throws -> Stepper {
    var recorded = try stepper(definition)
    recorded.finish()
    return recorded
  }

  private func finished(_ recorded: Stepper, _ definition: String) throws -> ReplaySession {
    var again = try session(recorded, definition, input: [:])
    again.run()
    return again
  }

  @Test func changedArgumentsDoNotRepeatAFailure() throws {
    let old = """
      {"StartAt":"T","States":{"T":{"Type":"Task","End":true,
        "Resource":"arn:aws:states:::sqs:sendMessage","Parameters":{"q":"wrong"}}}}
      """
    var recorded = try stepper(old)
    recorded.finish { _ in .failed(TaskFailure(error: "Sqs.Invalid", cause: nil)) }
    var again = try session(recorded, old.replacing("wrong", with: "right"), input: [:])
    #expect(again.run() == .needsAnswer)
    #expect(again.outcome.divergence?.pointer == "parameters/q")
    var recording = Recording(events: recorded.events)
    recording.policy = .ignore
    var blind = ReplaySession(
      recording: recording, machine: again.stepper.execution.machine, identity: identity(),
      input: .empty, seed: 1)
    #expect(blind.run() == .ended)
  }

  /// A loop asks the same question and is answered differently each time.
  @Test func loopsAreAnsweredVisitByVisit() throws {
    let polling = """
      {"StartAt":"Ask","States":{
        "Ask":{"Type":"Task","Resource":"arn:aws:states:::ecs:describeTasks","Next":"Done?"},
        "Done?":{"Type":"Choice","Default":"Rest",
          "Choices":[{"Variable":"$.done","BooleanEquals":true,"Next":"End"}]},
        "Rest":{"Type":"Wait","Seconds":30,"Next":"Ask"},
        "End":{"Type":"Succeed"}}}
      """
    var recorded = try stepper(polling)
    var asked = 0
    recorded.finish { _ in
      asked += 1
      return .succeeded(Payload(["done": .bool(asked == 4), "asked": .int(asked)]))
    }
    var again = try session(recorded, polling, input: [:])
    #expect(again.run() == .ended)
    #expect(again.outcome.isIdentical)
    #expect(again.stepper.events == recorded.events.map { $0 })
  }

  /// Histories of AWS say nothing of scopes: they follow from the links.
  @Test func scopesFollowFromLinks() throws {
    var compared = 0
    for seed in 0..<80 as Range<UInt64> {
      let definition = RandomMachine.definition(seed: seed)
      var dice = Dice(seed)
      var recorded = try stepper(definition, input: ["n": 1, "items": [1, 2, 3]])
      recorded.wander(&dice)
      let bare = recorded.events.map { event in
        var event = event
        event.note = EventNote()
        return event
      }
      let placed = Recording(events: bare, machine: recorded.execution.machine).events
      for (left, right) in zip(recorded.events, placed) {
        let ofNobody = left.type.rawValue.hasSuffix("Aborted") || left.type == .evaluationFailed
        guard !ofNobody else { continue }
        compared += 1
        #expect(left.note.scope == right.note.scope, "seed \(seed) event \(left.id) \(left.type)")
        if left.note.state != nil {
          #expect(left.note.state == right.note.state, "seed \(seed) event \(left.id) \(left.type)")
        }
      }
    }
    #expect(compared > 1000)
  }
}
