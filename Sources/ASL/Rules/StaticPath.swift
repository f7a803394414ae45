import JSON

extension Rule {
  /// `NO_DOLLAR`, `NO_PATH`, `PASS_RESULT_IS_STATIC`
  static let staticPath = Rule(
    "NO_DOLLAR", "NO_PATH", "PASS_RESULT_IS_STATIC",
    summary: "A text looks like a path, but its member's name does not end in '.$'.",
    manual: #"""
      AWS's own warnings. A text in a payload template looks like a path or an intrinsic call, but
      the member's name does not end in `.$`, so the text itself is passed on:

          "Parameters": { "id": "$.order.id" }      ← passes the nine characters
          "Parameters": { "id.$": "$.order.id" }    ← passes the id

      The like holds for a field that has a twin for paths: `"Error": "$.error"` is the nine
      characters, `"ErrorPath": "$.error"` what they lead to.

      In the `Result` of a Pass state nothing is evaluated at all; use `Parameters`.
      """#
  ) { input in
    input.states { state, _ in
      guard state.queryLanguage == .jsonPath else { return [] }
      var findings: [Finding] = []
      let templates: [(Template?, String)] = [
        (state.arguments, "Parameters"), (state.resultSelector, "ResultSelector"),
        (state.itemSelector, "ItemSelector"), (state.assign, "Assign"),
      ]
      for (template, field) in templates {
        template?.visitConstants(field) { text, name, place in
          findings.append(
            Finding(
              "NO_DOLLAR",
              "'\(text)' is passed on as it is: the name of '\(name)' does not end in '.$'",
              at: "\(state.location)/\(place)"))
        }
      }
      if case .pass(let result?) = state.type {
        visitPaths(result, "Result", nil) { text, _, place in
          findings.append(
            Finding(
              "PASS_RESULT_IS_STATIC",
              "'\(text)' is passed on as it is: nothing in the Result of a Pass state is evaluated",
              at: "\(state.location)/\(place)"))
        }
      }
      return findings + literals(of: state)
    }
  }

  private static func literals(of state: State) -> [Finding] {
    func warn(_ text: String, _ field: String) -> [Finding] {
      guard looksDynamic(text), !text.hasPrefix("States.") else { return [] }
      let name = field.split(separator: "/").last ?? ""
      return [
        Finding(
          "NO_PATH", "'\(text)' is taken as it is; to follow the path use '\(name)Path'",
          at: "\(state.location)/\(field)")
      ]
    }
    func operands(_ condition: Condition, _ field: String) -> [Finding] {
      switch condition {
      case .and(let parts):
        parts.enumerated().flatMap { operands($0.element, "\(field)/And[\($0.offset)]") }
      case .or(let parts):
        parts.enumerated().flatMap { operands($0.element, "\(field)/Or[\($0.offset)]") }
      case .not(let part): operands(part, "\(field)/Not")
      case .comparison(let comparison):
        if case .literal(.string(let text)) = comparison.operand {
          warn(text, "\(field)/\(comparison.operator.name)")
        } else {
          []
        }
      case .expression, .constant: []
      }
    }
    switch state.type {
    case .fail(let fail):
      var findings: [Finding] = []
      if case .literal(let text) = fail.error { findings += warn(text, "Error") }
      if case .literal(let text) = fail.cause { findings += warn(text, "Cause") }
      return findings
    case .choice(let choice):
      return choice.rules.enumerated().flatMap {
        operands($0.element.condition, "Choices[\($0.offset)]")
      }
    case .pass, .task, .wait, .succeed, .parallel, .map: return []
    }
  }
}

extension State {
  /// `ItemSelector` of a Map.
  fileprivate var itemSelector: Template? {
    if case .map(let map) = type { map.itemSelector } else { nil }
  }
}

extension Template {
  fileprivate func visitConstants(_ field: String, _ visit: (String, String, String) -> Void) {
    switch self {
    case .constant(let value): visitPaths(value, field, nil, visit)
    case .path, .intrinsic, .expression: break
    case .array(let parts):
      for (index, part) in parts.enumerated() { part.visitConstants("\(field)[\(index)]", visit) }
    case .object(let object):
      for (name, part) in zip(object.form.names, object.members) {
        if case .constant(let value) = part {
          visitPaths(value, "\(field)/\(name)", name, visit)
        } else {
          part.visitConstants("\(field)/\(name)", visit)
        }
      }
    }
  }
}

/// Calls `visit` for every text in a value that looks like a path or an intrinsic call and is the
/// value of a member: the text, the member's name, its place.
private func visitPaths(
  _ value: Value, _ place: String, _ name: String?, _ visit: (String, String, String) -> Void
) {
  switch value {
  case .string(let text):
    guard let name, looksDynamic(text) else { return }
    visit(text, name, place)
  case .array(let elements):
    for (index, element) in elements.enumerated() {
      visitPaths(element, "\(place)[\(index)]", nil, visit)
    }
  case .object(let object):
    for (name, member) in object { visitPaths(member, "\(place)/\(name)", name, visit) }
  default: break
  }
}

/// `$.a`, `$$.a`, `$[0]` or `States.Format(…)`; not `$5`, `$` or `${…}`.
private func looksDynamic(_ text: String) -> Bool {
  if ["$.", "$$.", "$["].contains(where: text.hasPrefix) { return (try? DataPath(text)) != nil }
  return text.hasPrefix("States.") && (try? Intrinsic(parsing: text)) != nil
}
