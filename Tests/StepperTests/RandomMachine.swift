import Engine
import JSON

/// Definitions that follow from a seed: nested Parallel and Map states, tasks that may fail, be
/// retried and caught, waits, choices, loops bounded by their input.
struct RandomMachine {
  var dice: Dice
  private var count = 0

  init(seed: UInt64) { dice = Dice(seed) }

  static func definition(seed: UInt64) -> String {
    var maker = RandomMachine(seed: seed)
    return maker.scope(depth: 0).text
  }

  private mutating func name(_ kind: String) -> String {
    count += 1
    return "\(kind)\(count)"
  }

  private mutating func scope(depth: Int) -> Value {
    let kinds = (0..<(1 + dice.below(4))).map { _ in kind(depth) }
    let names = kinds.map { name($0) }
    var states = Object()
    for (place, kind) in kinds.enumerated() {
      var state = self.state(kind, depth)
      let next = place + 1 < names.count ? names[place + 1] : nil
      if kind == "Choice" {
        let other = names[place...].dropFirst().randomElement(using: &dice) ?? names[0]
        state["Choices"] = [
          ["Variable": "$.n", "NumericGreaterThan": .int(dice.below(5)), "Next": .string(other)]
        ]
        state["Default"] = .string(next ?? names[0])
      } else if let next {
        state["Next"] = .string(next)
      } else {
        state["End"] = true
      }
      if dice.below(3) == 0, ["Task", "Map", "Parallel"].contains(kind), let next {
        state["Catch"] = [
          ["ErrorEquals": ["States.ALL"], "Next": .string(next), "ResultPath": "$.error"]
        ]
      }
      states[names[place]] = .object(state)
    }
    return ["StartAt": .string(names[0]), "States": .object(states)]
  }

  private mutating func kind(_ depth: Int) -> String {
    let kinds = ["Pass", "Task", "Task", "Wait", "Task", "Pass", "Parallel", "Map"]
    return kinds[dice.below(depth < 2 ? 8 : 6)]
  }

  private mutating func state(_ kind: String, _ depth: Int) -> Object {
    var state: Object = ["Type": .string(kind)]
    switch kind {
    case "Pass":
      state["Parameters"] = ["n.$": "States.MathAdd($.n, 1)", "u.$": "States.UUID()"]
      state["ResultPath"] = dice.below(2) == 0 ? "$.pass" : "$"
      state["Assign"] = ["v\(dice.below(3))": .int(dice.below(100))]
    case "Task":
      let resources = [
        "arn:aws:lambda:us-east-1:123456789012:function:f", "arn:aws:states:::sqs:sendMessage",
        "arn:aws:states:us-east-1:123456789012:activity:a",
        "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      ]
      state["Resource"] = .string(resources[dice.below(4)])
      state["ResultPath"] = "$.r"
      if dice.below(2) == 0 { state["TimeoutSeconds"] = 100 }
      if dice.below(2) == 0 {
        state["Retry"] = [
          [
            "ErrorEquals": ["Busy"], "IntervalSeconds": .int(1 + dice.below(9)),
            "MaxAttempts": .int(1 + dice.below(3)),
            "JitterStrategy": dice.below(2) == 0 ? "FULL" : "NONE",
          ]
        ]
      }
    case "Wait": state["Seconds"] = .int(dice.below(20))
    case "Parallel":
      state["Branches"] = .array((0..<(1 + dice.below(3))).map { _ in scope(depth: depth + 1) })
      state["ResultPath"] = "$.p"
      if dice.below(2) == 0 {
        state["Retry"] = [["ErrorEquals": ["States.ALL"], "MaxAttempts": 1, "IntervalSeconds": 3]]
      }
    default:
      state["ItemsPath"] = "$$.Execution.Input.items"
      state["ItemSelector"] = ["n.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index"]
      state["MaxConcurrency"] = .int(dice.below(4))
      state["ItemProcessor"] = scope(depth: depth + 1)
      state["ResultPath"] = "$.m"
    }
    return state
  }
}

extension Dice {
  /// What a task is answered.
  mutating func answer(_ task: TaskRequest) -> TaskAnswer {
    switch below(10) {
    case 0: .failed(TaskFailure(error: "Busy", cause: "try later"))
    case 1: .failed(TaskFailure(error: "Broken", cause: nil))
    default: .succeeded(Payload(["n": .int(below(50)), "s": .string(task.state)]))
    }
  }
}

extension Stepper {
  /// Goes on to the end, or for so many steps, answering tasks in any order.
  ///
  /// - Parameter isEager: whether answers come while there is still something to do.
  mutating func wander(_ dice: inout Dice, steps: Int = 3000, isEager: Bool = false) {
    for _ in 0..<steps {
      if isEager, !pendingTasks.isEmpty, dice.below(3) == 0 { answerOne(&dice) }
      switch into() {
      case .needsAnswer:
        if dice.below(12) == 0 { _ = passTime() } else { answerOne(&dice) }
      case .ended: return
      default: continue
      }
    }
  }

  private mutating func answerOne(_ dice: inout Dice) {
    let task = pendingTasks[dice.below(pendingTasks.count)]
    if task.taskToken != nil, dice.below(3) == 0, !submittedTasks.contains(task.id) {
      return answer(task.id, with: .submitted(Payload(["id": 1])))
    }
    answer(task.id, with: dice.answer(task))
  }
}
