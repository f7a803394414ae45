import ASL
import Engine
import History
import JSON
import Testing

/// Executions rebuilt from their events.
struct RestoreTests {
  private func restored(_ stepper: Stepper, events: some Sequence<Event>) throws -> Restored {
    try Execution.restored(
      machine: stepper.execution.machine, identity: stepper.execution.identity,
      input: stepper.execution.input, seed: 7, events: Array(events))
  }

  /// Run to any event, restored from the events, gone on: the same as run straight through.
  @Test func restoredAnywhereGoesOnTheSame() throws {
    var compared = 0
    for seed in 0..<60 as Range<UInt64> {
      let definition = RandomMachine.definition(seed: seed)
      var dice = Dice(seed)
      var straight = try stepper(definition, input: ["n": 1, "items": [1, 2, 3]])
      straight.wander(&dice, isEager: seed % 2 == 0)
      let events = straight.events
      for count in Set([
        1, events.count, dice.below(events.count) + 1, dice.below(events.count) + 1,
      ]) {
        do {
          let restored = try restored(straight, events: events[..<count])
          var there = straight
          _ = there.move(toEvent: count)
          var again = Stepper(restored, events: Array(events[..<count]), seed: 7)
          #expect(again.events == there.events, "seed \(seed), \(count) of \(events.count)")
          #expect(frames(again) == frames(there), "seed \(seed), \(count) of \(events.count)")
          // What was told and is in no event yet is lost: the call is made again.
          guard seed % 2 == 1, again.pendingTasks.map(\.id) == there.pendingTasks.map(\.id),
            again.timers.map(\.id) == there.timers.map(\.id),
            again.execution.next?.scope == there.execution.next?.scope
          else { continue }
          again.finish(answer)
          there.forgetUndone()
          there.finish(answer)
          #expect(
            again.events.map(\.type) == there.events.map(\.type),
            "seed \(seed), \(count) of \(events.count)")
          #expect(again.execution.output?.text == there.execution.output?.text)
          compared += 1
        } catch {
          Issue.record("seed \(seed), \(count) of \(events.count): \(error)")
        }
      }
    }
    #expect(compared > 60)
  }

  private func answer(_ task: TaskRequest) -> TaskAnswer { .succeeded(Payload(["n": 3])) }

  private func frames(_ stepper: Stepper) -> [String] {
    stepper.execution.frames.map {
      "\($0.scope) \($0.state ?? "-") \($0.input.text) \($0.retryCount) \($0.variables)"
    }
  }

  @Test func tellsWhatCannotBeRestored() throws {
    var stepper = try stepper(Machines.chain)
    stepper.finish()
    var events = stepper.events
    events[5].type = .passStateEntered
    #expect {
      _ = try restored(stepper, events: events)
    } throws: { error in
      (error as? RestoreError)?.eventId == 6
    }
  }

  @Test func keepsTokensAndTimes() throws {
    let definition = """
      {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
        {"StartAt":"T","States":{"T":{"Type":"Task","End":true,"TimeoutSeconds":60,
          "Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "Parameters":{"t.$":"$$.Task.Token"}}}},
        {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":600,"End":true}}}]}}}
      """
    var stepper = try stepper(definition)
    _ = stepper.proceed()
    let restored = try restored(stepper, events: stepper.events)
    #expect(restored.pendingTasks.map(\.taskToken) == stepper.pendingTasks.map(\.taskToken))
    #expect(restored.pendingTasks.map(\.id) == stepper.pendingTasks.map(\.id))
    #expect(restored.unrecorded.isEmpty)
  }

  @Test func tellsTheRestOfATornStep() throws {
    var stepper = try stepper(Machines.nested, input: ["items": [1, 2, 3]])
    _ = stepper.proceed()
    let group = stepper.events.firstIndex { $0.type == .taskScheduled }
    let cut = try #require(group) + 1
    let restored = try restored(stepper, events: stepper.events[..<cut])
    #expect(restored.unrecorded.map(\.type) == [.taskStarted])
    #expect(restored.pendingTasks.count == 1)
  }
}
