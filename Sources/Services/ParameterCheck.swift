import ASL
import Engine
import JSON

/// What AWS finds wrong with a task's parameters before it schedules the task.
enum ParameterCheck {
  static func failure(of request: TaskRequest) -> TaskFailure? {
    guard case .service(let service, let action, _) = request.resource.kind else { return nil }
    let problems = problems(service, action, request.arguments.value)
    guard !problems.isEmpty else { return nil }
    return TaskFailure(
      stage: .beforeScheduled, error: "States.Runtime",
      cause: "The Parameters '\(request.arguments.text)' could not be used to start the Task: "
        + "[\(problems.joined(separator: ", "))]")
  }

  private static func problems(_ service: String, _ action: String, _ arguments: Value) -> [String]
  {
    switch (service, action) {
    case ("apigateway", "invoke"):
      return ["Headers", "QueryParameters"].filter { name in
        guard let members = arguments[name], !members.isNull else { return false }
        // Each value is a list of texts.
        guard let members = members.object else { return true }
        return !members.allSatisfy { _, values in
          values.array?.allSatisfy { $0.string != nil } ?? false
        }
      }.map { "The value of the field '\($0)' has an invalid format" }
    case ("dynamodb", _), ("aws-sdk:dynamodb", _):
      var names: [String] = []
      for member in ["Item", "Key", "ExpressionAttributeValues"] {
        for (_, value) in arguments[member]?.object ?? Object() { collect(value, 0, &names) }
      }
      return names.map { "The value for the field '\($0)' must be a STRING" }
    default: return []
    }
  }

  /// The attribute values whose text is none.
  private static func collect(_ value: Value, _ depth: Int, _ names: inout [String]) {
    guard depth < 40, let members = value.object else { return }
    for (name, content) in members {
      switch name {
      case "S", "N", "B":
        if content.string == nil, !content.isNull, !names.contains(name) { names.append(name) }
      case "M": for (_, member) in content.object ?? Object() { collect(member, depth + 1, &names) }
      case "L": for element in content.array ?? [] { collect(element, depth + 1, &names) }
      default: break
      }
    }
  }
}
