import ASL
import JSON

/// A machine of 1,000 states as people write them: tasks with parameters, retriers and catchers,
/// choices, passes, in scopes of twenty.
private func definition(_ language: String) -> String {
  var states = Object()
  for number in 0..<1000 {
    let next: Value = number == 999 ? ["End": true] : ["Next": .string("State \(number + 1)")]
    var state: Object = [:]
    switch (number % 4, language) {
    case (0, "JSONPath"):
      state = [
        "Type": "Pass",
        "Parameters": [
          "id.$": "$.order.id", "total.$": "States.MathAdd($.total, 1)",
          "fixed": ["a": 1, "b": [2]],
        ], "ResultPath": "$.step",
      ]
    case (0, _):
      state = [
        "Type": "Pass",
        "Output": ["id": "{% $states.input.order.id %}", "total": "{% $states.input.total + 1 %}"],
      ]
    case (1, "JSONPath"):
      state = [
        "Type": "Choice",
        "Choices": [
          [
            "And": [
              ["Variable": "$.total", "NumericGreaterThan": 100],
              ["Variable": "$.order.kind", "StringEquals": "express"],
            ], "Next": "State 999",
          ]
        ], "Default": .string("State \(number + 1)"),
      ]
    case (1, _):
      state = [
        "Type": "Choice",
        "Choices": [["Condition": "{% $states.input.total > 100 %}", "Next": "State 999"]],
        "Default": .string("State \(number + 1)"),
      ]
    default:
      state = [
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Retry": [
          ["ErrorEquals": ["Lambda.TooManyRequestsException"], "MaxAttempts": 5, "BackoffRate": 2]
        ], "Catch": [["ErrorEquals": ["States.ALL"], "Next": "State 999"]],
      ]
      state[language == "JSONPath" ? "Parameters" : "Arguments"] =
        language == "JSONPath"
        ? ["FunctionName": "work", "Payload.$": "$"]
        : ["FunctionName": "work", "Payload": "{% $states.input %}"]
    }
    if state["Type"] != "Choice" { for (name, value) in next.object ?? [:] { state[name] = value } }
    states["State \(number)"] = .object(state)
  }
  let machine: Value = [
    "QueryLanguage": .string(language), "StartAt": "State 0", "States": .object(states),
  ]
  return machine.pretty()
}

/// Milliseconds to read a definition of 1,000 states, and to look for what it hardly means.
func benchmarkDefinitions() {
  func milliseconds(_ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    var best = Duration.seconds(1000)
    let end = clock.now + .seconds(1)
    repeat { best = min(best, clock.measure(body)) } while clock.now < end
    return best / .milliseconds(1)
  }
  func cell(_ number: Double) -> String { "\((number * 100).rounded() / 100) ms" }
  for language in ["JSONPath", "JSONata"] {
    let text = definition(language)
    let reading = StateMachine.read(text)
    precondition(reading.isValid, reading.invalidDefinitionMessage ?? "")
    let parse = milliseconds { _ = try? Value(parsing: text) }
    let read = milliseconds { _ = StateMachine.read(text) }
    let place = milliseconds { _ = Document(text) }
    let find = milliseconds { _ = reading.findings() }
    print(
      "1,000 states, \(language), \(text.utf8.count / 1000) kB: JSON \(cell(parse)), read "
        + "\(cell(read)), document \(cell(place)), findings \(cell(find))")
  }
}
