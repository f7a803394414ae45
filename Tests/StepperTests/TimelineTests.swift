import ASL
import Engine
import History
import JSON
import Testing

/// What-if: changes, and the timelines that come of them.
struct TimelineTests {
  @Test func anotherAnswerBeginsATimeline() throws {
    var stepper = try stepper(Machines.chain)
    _ = stepper.proceed()
    let asked = stepper.position
    let task = stepper.pendingTasks[0].id
    stepper.answer(task, with: .succeeded(Payload(["n": 1])))
    #expect(stepper.proceed() == .ended)
    let first = stepper.events
    stepper.move(toPosition: asked)
    stepper.answer(task, with: .succeeded(Payload(["n": 1])))
    #expect(stepper.proceed() == .ended)
    #expect(stepper.timelines.count == 1)
    #expect(stepper.events == first)
    stepper.move(toPosition: asked)
    stepper.answer(task, with: .failed(TaskFailure(error: "Odd", cause: nil)))
    #expect(stepper.undoneSteps == 0)
    #expect(stepper.proceed() == .ended)
    #expect(stepper.execution.error == "Oh")
    let second = stepper.events
    #expect(stepper.timelines.map(\.name) == ["run", "what-if 1"])
    #expect(stepper.timelines.map(\.status) == [.succeeded, .failed])
    #expect(stepper.timelines[1].forkPosition == asked)
    #expect(stepper.timelines[1].parent == 1)
    for (id, events) in [(1, first), (2, second), (1, first)] {
      let moved = stepper.switchTo(timeline: id)
      #expect(moved)
      _ = stepper.proceed()
      #expect(stepper.events == events)
      #expect(stepper.currentTimeline == id)
      _ = stepper.back(3)
      #expect(stepper.events == Array(events[..<stepper.events.count]))
    }
    stepper.remove(timeline: 2)
    #expect(stepper.timelines.count == 1)
    let moved = stepper.switchTo(timeline: 2)
    #expect(!moved)
  }

  private static let flow = """
    {"StartAt":"A","States":{
      "A":{"Type":"Pass","Assign":{"v.$":"$.n"},"Next":"B"},
      "B":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage",
        "Parameters":{"v.$":"$v"},"ResultPath":"$.r","Next":"C"},
      "C":{"Type":"Pass","Parameters":{"v.$":"$v","n.$":"$.n","r.$":"$.r.v",
        "e.$":"$$.Execution.Input.n"},"End":true}}}
    """

  private func output(_ change: (inout Stepper) throws -> Void) throws -> Value? {
    var stepper = try stepper(Self.flow, input: ["n": 1])
    try change(&stepper)
    stepper.finish()
    return stepper.execution.output?.value
  }

  @Test func changesTakeEffect() throws {
    #expect(try output { _ in } == ["v": 1, "n": 1, "r": 1, "e": 1])
    let changed = try output {
      $0.finish()
      _ = $0.back(2)
      try $0.whatIf(.executionInput(Payload(["n": 5])), name: "five")
      #expect($0.position == 0)
      #expect($0.timelines.map(\.name) == ["run", "five"])
    }
    #expect(changed == ["v": 5, "n": 5, "r": 5, "e": 5])
    let atState = try output {
      _ = $0.run(to: "C")
      _ = $0.proceed()
      try $0.whatIf(.stateInput(scope: "", Payload(["n": 7])))
      #expect($0.entering?.state == "B")
    }
    #expect(atState == ["v": 1, "n": 7, "r": 1, "e": 1])
    let variable = try output {
      _ = $0.run(to: "B")
      try $0.whatIf(.variable(scope: "", name: "v", 9))
    }
    #expect(variable == ["v": 9, "n": 1, "r": 9, "e": 1])
    let result = try output {
      $0.finish()
      _ = $0.backState()
      try $0.whatIf(.taskResult(scope: "", .succeeded(Payload(["v": "!"]))))
    }
    #expect(result == ["v": 1, "n": 1, "r": "!", "e": 1])
  }

  @Test func tellsWhatCannotBeChanged() throws {
    var stepper = try stepper(Self.flow, input: ["n": 1])
    #expect(throws: WhatIfError.noSuchScope("M[0]")) {
      try stepper.whatIf(.variable(scope: "M[0]", name: "v", 1))
    }
    _ = stepper.into()
    #expect(throws: WhatIfError.noCall(scope: "")) {
      try stepper.whatIf(.taskResult(scope: "", .succeeded(.empty)))
    }
    #expect(throws: WhatIfError.noResult(scope: "")) {
      try stepper.whatIf(.result(scope: "", .empty))
    }
  }

  /// Any walk, with forks, leaves every timeline as it was.
  @Test func forksAreIndependent() throws {
    for seed in 0..<40 as Range<UInt64> {
      var dice = Dice(seed)
      var stepper = try stepper(
        RandomMachine.definition(seed: seed), input: ["n": 1, "items": [1, 2, 3]])
      var ends: [Int: [Event]] = [:]
      for _ in 0..<6 {
        stepper.wander(&dice, isEager: true)
        ends[stepper.currentTimeline] = stepper.events
        let known = stepper.timelines.randomElement(using: &dice)?.id ?? 1
        _ = stepper.switchTo(timeline: known)
        stepper.move(toPosition: dice.below(stepper.position + stepper.undoneSteps + 1))
      }
      for timeline in stepper.timelines {
        guard let events = ends[timeline.id] else { continue }
        _ = stepper.switchTo(timeline: timeline.id)
        stepper.move(toPosition: .max)
        #expect(stepper.events == events, "seed \(seed)")
        var copy = stepper
        _ = copy.back(.max)
        #expect(copy.position == 0)
        copy.move(toPosition: .max)
        #expect(copy.picture == stepper.picture)
      }
    }
  }
}
