import ASL
import Engine
import Foundation
import History
import JSON
import Testing

/// A stepper at the start of a definition.
func stepper(
  _ definition: String, input: Value = .emptyObject, name: String = "run", seed: UInt64 = 7,
  type: WorkflowType = .standard
) throws -> Stepper {
  let machine = try #require(StateMachine.read(definition).machine)
  return Stepper(
    machine: machine, identity: identity(name, type), input: Payload(input), seed: seed,
    at: Timestamp(milliseconds: 1_700_000_000_000))
}

func identity(_ name: String = "run", _ type: WorkflowType = .standard) -> Identity {
  Identity(
    arn: "arn:aws:states:us-east-1:123456789012:execution:machine:\(name)", name: name,
    stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:machine",
    stateMachineName: "machine", roleArn: "arn:aws:iam::123456789012:role/r", type: type)
}

extension Stepper {
  /// Ids and types: `1 ExecutionStarted`.
  var told: [String] { events.map { "\($0.id) \($0.type.rawValue)" } }

  /// Everything a person can see of where it stands.
  var picture: String {
    let frames = execution.frames.map {
      "\($0.scope)|\($0.state ?? "-")|\($0.phase)|\($0.input.text)|\($0.retryCount)|"
        + $0.variables.map { "\($0.name)=\($0.value.text)" }.joined(separator: ",")
    }
    return "\(position) \(execution.status) \(events.count) \(now.milliseconds) "
      + "tasks \(pendingTasks.map(\.id.number)) timers \(timers.map(\.at.milliseconds)) "
      + frames.joined(separator: "; ")
  }

  /// Goes on to the end; a task is answered with its arguments, or as `answer` says.
  mutating func finish(_ answer: (TaskRequest) -> TaskAnswer = { .succeeded($0.arguments) }) {
    while true {
      switch proceed() {
      case .needsAnswer:
        guard let task = pendingTasks.first else { return }
        self.answer(task.id, with: answer(task))
      case .breakpoint, .limit: continue
      case .ended, .done, .atStart: return
      }
    }
  }
}

/// Numbers that follow from a seed.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % max(1, bound) }
}

enum Machines {
  static let chain = """
    {"StartAt":"A","States":{
      "A":{"Type":"Pass","Result":{"n":1},"Assign":{"v":1},"Next":"W"},
      "W":{"Type":"Wait","Seconds":3600,"Next":"T"},
      "T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f",
        "TimeoutSeconds":5,
        "Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":10,"MaxAttempts":2}],
        "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Bad"}],"Next":"Z"},
      "Bad":{"Type":"Fail","Error":"Oh","Cause":"no"},
      "Z":{"Type":"Pass","End":true}}}
    """
  static let nested = """
    {"StartAt":"M","States":{
      "M":{"Type":"Map","ItemsPath":"$.items","MaxConcurrency":2,"Next":"P","ItemProcessor":{
        "StartAt":"I","States":{
          "I":{"Type":"Pass","Next":"J"},
          "J":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage",
            "Parameters":{"QueueUrl":"q","MessageBody.$":"$"},"End":true}}}},
      "P":{"Type":"Parallel","End":true,"Branches":[
        {"StartAt":"B","States":{"B":{"Type":"Wait","Seconds":10,"Next":"B2"},
          "B2":{"Type":"Pass","End":true}}},
        {"StartAt":"C","States":{"C":{"Type":"Pass","Next":"D"},"D":{"Type":"Pass","End":true}}}]}}}
    """
}
