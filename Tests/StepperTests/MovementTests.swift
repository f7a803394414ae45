import ASL
import Engine
import History
import JSON
import Testing

/// Moving forwards and backwards.
struct MovementTests {
  @Test func stepsThroughAChain() throws {
    var stepper = try stepper(Machines.chain)
    #expect(stepper.into() == .done)
    #expect(stepper.told == ["1 ExecutionStarted"])
    #expect(stepper.entering?.state == "A")
    #expect(stepper.next() == .done)
    #expect(stepper.entering?.state == "W")
    #expect(stepper.told.last == "3 PassStateExited")
    #expect(stepper.next() == .done)
    #expect(stepper.entering?.state == "T")
    #expect(stepper.now.milliseconds == 1_700_003_600_000)
    #expect(stepper.next() == .needsAnswer)
    let task = try #require(stepper.pendingTasks.first)
    #expect(stepper.into() == .needsAnswer)
    stepper.answer(task.id, with: .failed(TaskFailure(error: "Busy", cause: nil)))
    #expect(stepper.next() == .needsAnswer)
    #expect(stepper.pendingTasks.first?.retryCount == 1)
    stepper.answer(
      try #require(stepper.pendingTasks.first).id, with: .succeeded(Payload(["ok": true])))
    #expect(stepper.next() == .done)
    #expect(stepper.entering?.state == "Z")
    #expect(stepper.next() == .ended)
    #expect(stepper.execution.output?.text == #"{"ok":true}"#)
    #expect(stepper.into() == .ended)
  }

  @Test func showsAWaitBeforeItIsOver() throws {
    var stepper = try stepper(Machines.chain)
    #expect(stepper.run(to: "W") == .done)
    _ = stepper.into()
    _ = stepper.into()
    guard case .waiting? = stepper.execution.frames.first?.phase else {
      Issue.record("\(stepper.picture)")
      return
    }
    #expect(stepper.timers.count == 1)
  }

  @Test func runsAMapAsAWhole() throws {
    var stepper = try stepper(Machines.nested, input: ["items": [1, 2, 3]])
    _ = stepper.into()
    #expect(stepper.entering?.state == "M")
    #expect(stepper.next() == .needsAnswer)
    #expect(stepper.pendingTasks.map(\.scope) == ["M[0]", "M[1]"])
    for task in stepper.pendingTasks {
      stepper.answer(task.id, with: .succeeded(Payload(["a": 1])))
    }
    #expect(stepper.next(limit: 1) == .limit)
    #expect(stepper.next() == .needsAnswer)
    #expect(stepper.pendingTasks.map(\.scope) == ["M[2]"])
    stepper.answer(stepper.pendingTasks[0].id, with: .succeeded(Payload(["a": 2])))
    #expect(stepper.next() == .done)
    #expect(stepper.entering?.state == "P")
    #expect(stepper.backState() == .done)
    #expect(stepper.entering?.state == "M")
    #expect(stepper.undoneSteps > 10)
    #expect(stepper.next() == .done)
    #expect(stepper.entering?.state == "P")
    #expect(stepper.undoneSteps == 0)
  }

  @Test func leavesAScope() throws {
    var stepper = try stepper(Machines.nested, input: ["items": [1]])
    stepper.breakpoints = [Breakpoint(state: "C")]
    #expect(stepper.proceed() == .needsAnswer)
    stepper.answer(stepper.pendingTasks[0].id, with: .succeeded(Payload([:])))
    #expect(stepper.proceed() == .breakpoint(scope: "P[1]", state: "C"))
    #expect(stepper.out() == .done)
    #expect(stepper.events.last?.type == .passStateExited)
    #expect(stepper.proceed() == .ended)
    #expect(stepper.backToBreakpoint() == .breakpoint(scope: "P[1]", state: "C"))
    #expect(stepper.backToBreakpoint() == .atStart)
    #expect(stepper.position == 0)
    #expect(stepper.proceed() == .breakpoint(scope: "P[1]", state: "C"))
  }

  @Test func timeStandsStillForATask() throws {
    var stepper = try stepper(Machines.chain)
    #expect(stepper.proceed() == .needsAnswer)
    #expect(stepper.passTime() == .done)
    #expect(stepper.events.last?.type == .lambdaFunctionTimedOut)
    #expect(stepper.proceed() == .ended)
    #expect(stepper.execution.error == "Oh")
  }

  @Test func endsByHandAndGoesOn() throws {
    var stepper = try stepper(Machines.chain)
    _ = stepper.proceed()
    stepper.stop(error: "E", cause: "C")
    #expect(stepper.execution.status == .aborted)
    #expect(stepper.into() == .ended)
    stepper.redrive()
    #expect(stepper.proceed() == .needsAnswer)
  }

  /// For every position: going back by any distance and forward again gives the same.
  @Test func backAndForwardAgreeEverywhere() throws {
    for definition in [Machines.chain, Machines.nested] {
      var stepper = try stepper(definition, input: ["items": [1, 2, 3, 4]])
      var pictures = [stepper.picture]
      while true {
        let stop = stepper.into()
        if stop == .needsAnswer {
          let task = try #require(stepper.pendingTasks.last)
          stepper.answer(task.id, with: .succeeded(Payload(["scope": .string(task.scope)])))
          continue
        }
        pictures.append(stepper.picture)
        if stop == .ended { break }
      }
      let events = stepper.events
      for position in (0..<pictures.count).reversed() {
        var copy = stepper
        #expect(copy.back(stepper.position - position) == .done)
        #expect(copy.picture == pictures[position])
        #expect(copy.undoneSteps == pictures.count - 1 - position)
        while copy.undoneSteps > 0 {
          _ = copy.into()
          #expect(copy.picture == pictures[copy.position])
        }
        #expect(copy.events == events)
      }
      for id in 0...events.count {
        _ = stepper.move(toEvent: id)
        #expect(stepper.events.count >= id)
        #expect(stepper.events == Array(events[..<stepper.events.count]))
        #expect(stepper.picture == pictures[stepper.position])
      }
    }
  }
}
