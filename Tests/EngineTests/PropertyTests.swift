import ASL
import Engine
import History
import JSON
import Testing

/// Random machines under random stimuli: nothing traps, histories hold together, the same stimuli
/// give the same history, and a snapshot goes on as the execution itself does.
struct PropertyTests {
  @Test func histories() {
    for seed in 1...200 {
      var random = Dice(state: UInt64(seed))
      let definition = RandomMachine.definition(&random)
      guard let machine = StateMachine.read(definition.text).machine else { continue }
      let plan = Plan(seed: UInt64(seed))
      var straight = plan.play(machine)
      #expect(holdsTogether(straight.events), "seed \(seed): \(definition.text)")
      let again = plan.play(machine)
      #expect(straight.events == again.events, "seed \(seed): another history the second time")
      let forked = plan.play(machine, snapshots: true)
      #expect(straight.events == forked.events, "seed \(seed): a snapshot went another way")
      straight = plan.play(machine, recordsEvents: false)
      #expect(straight.execution.status == again.execution.status, "seed \(seed)")
      #expect(straight.execution.output?.text == again.execution.output?.text, "seed \(seed)")
      #expect(straight.execution.eventCount == again.execution.eventCount, "seed \(seed)")
    }
  }

  /// Ids run from 1, an event names an earlier one, and what is entered is left at most once.
  private func holdsTogether(_ events: [Event]) -> Bool {
    for (place, event) in events.enumerated() {
      guard event.id == place + 1, event.previousEventId < event.id else { return false }
    }
    let entered = events.filter { $0.type.rawValue.hasSuffix("StateEntered") }.count
    let exited = events.filter { $0.type.rawValue.hasSuffix("StateExited") }.count
    let ends = events.filter { $0.type.rawValue.hasPrefix("Execution") }.count
    return exited <= entered && ends >= 1
  }

  @Test func fullHistory() throws {
    let machine = try #require(
      StateMachine.read(
        """
        {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Choice",
        "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "A"}], "Default": "A"}}}
        """
      ).machine)
    let driver = Plan(seed: 1).play(machine, budget: 60_000)
    #expect(driver.events.count == 25_000)
    #expect(driver.events.last?.type == .executionFailed)
    #expect(driver.events.last?.previousEventId == 24_999)
    #expect(
      driver.execution.cause
        == "The execution reached the maximum number of history events (25000).")
  }
}

/// Numbers that follow from a seed.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }

  mutating func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
}

/// How tasks answer and when the world interferes, all from a seed.
private struct Plan {
  let seed: UInt64

  struct Outcome {
    var execution: Execution
    var events: [Event]
  }

  func play(
    _ machine: StateMachine, snapshots: Bool = false, recordsEvents: Bool = true,
    budget limit: Int = 1500
  ) -> Outcome {
    var dice = Dice(state: seed &* 77 &+ 5)
    let states = "arn:aws:states:us-east-1:123456789012"
    var execution = Execution(
      machine: machine,
      identity: Identity(
        arn: "\(states):execution:m:e", name: "e", stateMachineArn: "\(states):stateMachine:m",
        stateMachineName: "m", roleArn: "arn:aws:iam::123456789012:role/r", type: .standard),
      input: Payload(["items": [1, "two", nil], "n": 3, "text": "t"]), seed: seed)
    var time = Timestamp(milliseconds: 0)
    var events: [Event] = []
    var open: [TaskID] = []
    var timers: [(TimerID, Timestamp)] = []
    var budget = limit
    for _ in 0..<300 where budget > 0 {
      var sink = Sink()
      sink.recordsEvents = recordsEvents
      while budget > 0, execution.step(at: time, into: &sink) {
        budget -= 1
        if snapshots {
          let kept = execution
          _ = kept.frames.count
          if budget % 7 == 0 { execution = kept }
        }
      }
      events += sink.events
      for effect in sink.effects {
        switch effect {
        case .perform(let request): open.append(request.id)
        case .cancel(let id): open.removeAll { $0 == id }
        case .wake(let id, let at): timers.append((id, at))
        case .forget(let id): timers.removeAll { $0.0 == id }
        }
      }
      let isOver = execution.status != .running
      if isOver, dice.roll(3) > 0 { break }
      interfere(&execution, &time, &open, &timers, &dice, isOver: isOver)
    }
    return Outcome(execution: execution, events: events)
  }

  private func interfere(
    _ execution: inout Execution, _ time: inout Timestamp, _ open: inout [TaskID],
    _ timers: inout [(TimerID, Timestamp)], _ dice: inout Dice, isOver: Bool
  ) {
    if isOver { return execution.receive(.redrive, at: time) }
    let choice = dice.roll(20)
    if choice == 0 { return execution.receive(.stop(error: "E", cause: nil), at: time) }
    if choice == 1 {
      return execution.receive(.taskSucceeded(TaskID(number: 1), output: .empty), at: time)
    }
    if choice < 5 || open.isEmpty {
      guard let place = timers.indices.min(by: { timers[$0].1 < timers[$1].1 }) else {
        if !open.isEmpty { execution.receive(.heartbeat(open[0]), at: time) }
        return
      }
      let timer = timers.remove(at: place)
      time = max(time, timer.1)
      return execution.receive(.timer(timer.0), at: time)
    }
    let id = open.remove(at: dice.roll(open.count))
    switch dice.roll(5) {
    case 0:
      execution.receive(.taskFailed(id, TaskFailure(error: "Broken", cause: "c")), at: time)
    case 1:
      execution.receive(
        .taskFailed(id, TaskFailure(stage: .timeout, error: "States.Timeout", cause: nil)), at: time
      )
    case 2:
      execution.receive(.taskSubmitted(id, output: .empty), at: time)
      execution.receive(.taskSucceeded(id, output: Payload(["ok": true])), at: time)
    default: execution.receive(.taskSucceeded(id, output: Payload([1, 2])), at: time)
    }
  }
}

/// Definitions with everything in them, some of it wrong.
private enum RandomMachine {
  static func definition(_ dice: inout Dice) -> Value { scope(&dice, depth: 0, prefix: "S") }

  private static func scope(_ dice: inout Dice, depth: Int, prefix: String) -> Value {
    let count = 1 + dice.roll(4)
    var states = Object()
    for place in 0..<count {
      let name = "\(prefix)\(place)"
      var state = self.state(&dice, depth: depth, name: name)
      if place + 1 == count, state["Type"] == "Choice" { state = ["Type": "Succeed"] }
      let isChoice = state["Type"] == "Choice"
      if !isChoice, state["Type"] != "Succeed", state["Type"] != "Fail" {
        if place + 1 < count {
          state["Next"] = .string("\(prefix)\(place + 1)")
        } else {
          state["End"] = true
        }
      }
      if isChoice {
        let next = Value.string("\(prefix)\(min(place + 1, count - 1))")
        state["Choices"] = [
          ["Variable": "$.n", "NumericGreaterThan": .int(dice.roll(6)), "Next": next]
        ]
        if dice.roll(2) == 0 { state["Default"] = next }
      }
      if state["Type"] == "Task" || state["Type"] == "Map" || state["Type"] == "Parallel" {
        recovery(&state, &dice, last: "\(prefix)\(count - 1)")
      }
      states[name] = .object(state)
    }
    return ["StartAt": .string("\(prefix)0"), "States": .object(states)]
  }

  private static func recovery(_ state: inout Object, _ dice: inout Dice, last: String) {
    let errors: [Value] = [["States.ALL"], ["Broken"], ["States.Timeout", "Other"]]
    if dice.roll(2) == 0 {
      state["Retry"] = [
        [
          "ErrorEquals": errors[dice.roll(3)], "MaxAttempts": .int(dice.roll(3)),
          "IntervalSeconds": .int(1 + dice.roll(3)),
          "JitterStrategy": dice.roll(2) == 0 ? "FULL" : "NONE",
        ]
      ]
    }
    if dice.roll(2) == 0 {
      state["Catch"] = [
        [
          "ErrorEquals": errors[dice.roll(3)], "Next": .string(last),
          "ResultPath": dice.roll(2) == 0 ? "$.error" : "$",
        ]
      ]
    }
  }

  private static func state(_ dice: inout Dice, depth: Int, name: String) -> Object {
    switch dice.roll(depth < 2 ? 14 : 10) {
    case 0:
      return [
        "Type": "Pass", "Parameters": ["n.$": "States.MathAdd($.n, 1)", "items.$": "$.items"],
      ]
    case 1: return ["Type": "Pass", "Result": ["n": 5, "items": [1, 2]], "ResultPath": "$.x"]
    case 2, 3:
      return [
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": ["FunctionName": "f", "Payload.$": "$"], "ResultPath": "$.r",
        "TimeoutSeconds": .int(1 + dice.roll(9)),
      ]
    case 4:
      return [
        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": ["Body.$": "$$.Task.Token"], "HeartbeatSeconds": .int(1 + dice.roll(9)),
        "ResultPath": nil,
      ]
    case 5: return ["Type": "Wait", "Seconds": .int(dice.roll(10))]
    case 6: return dice.roll(2) == 0 ? ["Type": "Succeed"] : ["Type": "Fail", "Error": "Broken"]
    case 7: return ["Type": "Choice"]
    case 8:
      return [
        "Type": "Pass", "QueryLanguage": "JSONata", "Assign": ["v": "{% $states.input.n %}"],
        "Output": dice.roll(4) == 0
          ? "{% $v + $states.input.items[5] %}"
          : "{% $merge([$states.input, {'n': $random() > 0.5 ? 1 : 4}]) %}",
      ]
    case 9:
      return [
        "Type": "Task", "QueryLanguage": "JSONata",
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
        "Arguments": [
          "n": dice.roll(4) == 0 ? "{% $states.input.none %}" : "{% $states.input.n %}"
        ],
        "Output": "{% $merge([$states.input, {'r': $states.result}]) %}",
      ]
    case 10:
      let branches = (0..<(1 + dice.roll(3))).map {
        scope(&dice, depth: depth + 1, prefix: "\(name)_\($0)_")
      }
      return ["Type": "Parallel", "Branches": .array(branches)]
    case 11, 12:
      return [
        "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": .int(dice.roll(3)),
        "ItemSelector": [
          "n.$": "$.n", "items.$": "$.items",
          "i.$": dice.roll(3) == 0
            ? "States.ArrayGetItem($.items, States.MathAdd($$.Map.Item.Index, 1))"
            : "$$.Map.Item.Index",
        ],
        "ItemProcessor": scope(&dice, depth: depth + 1, prefix: "\(name)_"),
      ]
    default:
      var processor = scope(&dice, depth: 2, prefix: "\(name)_").object ?? Object()
      processor["ProcessorConfig"] = ["Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"]
      return [
        "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": .int(dice.roll(3)),
        "ToleratedFailureCount": .int(dice.roll(3)),
        "ItemSelector": ["n.$": "$.n", "items.$": "$.items"], "ItemProcessor": .object(processor),
      ]
    }
  }
}
