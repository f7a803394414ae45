import ASL
import JSON

extension Execution {
  /// The context object as the state of frame `f` sees it: `$$`, `$states.context`.
  ///
  /// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html>
  mutating func context(_ f: Int, token: String?) -> Value {
    if let contextOverride { return contextOverride }
    if contextParts == nil { contextParts = makeContextParts() }
    var context = Object()
    context["Execution"] = contextParts?.execution
    context["StateMachine"] = contextParts?.machine
    if let state = live[f].state { context["State"] = stateContext(state, f) }
    if let item = item(f) { context["Map"] = ["Item": itemContext(item)] }
    if let token { context["Task"] = ["Token": .string(token)] }
    return .object(context)
  }

  /// The parts that stay the same during a run.
  struct ContextParts: Sendable {
    var execution: Value
    var machine: Value
  }

  private func makeContextParts() -> ContextParts {
    let startTime = Value.string(startTime.text(dropZeroFraction: true))
    var execution: Object = ["Id": .string(identity.arn), "Input": input.value]
    // Express executions have another order, and nothing about redrives (recorded).
    if identity.type == .standard { execution["StartTime"] = startTime }
    execution["Name"] = .string(identity.name)
    execution["RoleArn"] = .string(identity.roleArn)
    if identity.type == .express {
      execution["StartTime"] = startTime
    } else {
      execution["RedriveCount"] = .int(redriveCount)
    }
    if let redriveTime {
      execution["RedriveTime"] = .string(redriveTime.text(dropZeroFraction: true))
    }
    return ContextParts(
      execution: .object(execution),
      machine: [
        "Id": .string(identity.stateMachineArn), "Name": .string(identity.stateMachineName),
      ])
  }

  private func stateContext(_ state: State, _ f: Int) -> Value {
    let name = Value.string(state.name)
    let time = Value.string(live[f].enteredTime.text(dropZeroFraction: true))
    switch state.type {
    case .task, .parallel, .map:
      return ["Name": name, "EnteredTime": time, "RetryCount": .int(live[f].retryCount)]
    case .pass, .choice, .wait, .succeed, .fail:
      return ["Name": name, "EnteredTime": time]
    }
  }

  /// The item of the innermost iteration that frame `f` is in.
  private func item(_ f: Int) -> Frame.Item? {
    if let selecting { return selecting }
    var place = f
    while place >= 0 {
      if let item = live[place].item { return item }
      place = live[place].parent
    }
    return rootItem
  }

  private func itemContext(_ item: Frame.Item) -> Value {
    var object = Object()
    object["Index"] = .int(item.index)
    object["Value"] = item.value
    if let key = item.key { object["Key"] = .string(key) }
    if let source = item.source { object["Source"] = .string(source) }
    return .object(object)
  }
}
