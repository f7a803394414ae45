public import JSON

/// Changes of a definition's states. Each gives a new document; bytes that need not change stay.
extension Document {
  /// The document with a state renamed, and with it every transition of its scope that leads there.
  ///
  /// `nil` where there is no such state, or the name is empty, longer than 80 characters or taken.
  public func renamingState(_ state: Pointer, to name: String) -> Document? {
    guard let scope = scopePointer(ofState: state), let old = state.tokens.last,
      let key = node(at: state)?.keyRange, isFree(name, besides: old)
    else { return nil }
    var edits: [(Range<Int>, Value)] = [(key, .string(name))]
    for reference in transitions(in: scope) where reference.find(value)?.string == old {
      if let range = node(at: reference)?.range { edits.append((range, .string(name))) }
    }
    return replacing(edits)
  }

  /// The document with a new state behind another: the new one takes over where the other led, and
  /// the other leads to it. Behind a Choice or an end state, whose ways lead elsewhere, it is put
  /// without a transition to it.
  ///
  /// - Parameter skeleton: the state's members; `Next` and `End` are set here
  public func insertingState(_ skeleton: Value, named name: String, after state: Pointer)
    -> Document?
  {
    guard let scope = scopePointer(ofState: state), let node = node(at: state), isFree(name),
      case .object(var fields) = skeleton
    else { return nil }
    let states = scope.appending("States")
    let next = node.value["Next"]
    let passesOn = next != nil || node.value["End"]?.bool == true
    if StateSkeleton.goesOn(skeleton) {
      fields["Next"] = next
      fields["End"] = next == nil ? true : nil
    }
    guard
      var document = inserting(
        .object(fields), named: name, into: states, at: node.index + 1)
    else { return nil }
    guard passesOn else { return document }
    if next != nil {
      document = document.replacing(state.appending("Next"), with: .string(name)) ?? document
    } else {
      document = document.removing(state.appending("End")) ?? document
      document = document.inserting(.string(name), named: "Next", into: state) ?? document
    }
    return document
  }

  /// The document without a state. What led to it leads to where it led; from a state without one
  /// way on (a Choice, an end) transitions to it stay, and are reported as missing their target.
  ///
  /// `nil` where there is no such state or it is the only one.
  public func removingState(_ state: Pointer) -> Document? {
    guard let scope = scopePointer(ofState: state), let name = state.tokens.last,
      let removed = node(at: state)?.value,
      (scope.appending("States").find(value)?.object?.count ?? 0) > 1,
      var document = removing(state)
    else { return nil }
    let next = removed["Next"]?.string.flatMap { sameText($0, name) ? nil : $0 }
    for reference in document.transitions(in: scope).reversed()
    where reference.find(document.value)?.string == name {
      if let next {
        document = document.replacing(reference, with: .string(next)) ?? document
      } else if removed["End"]?.bool == true, document.isOwnNext(reference, in: scope) {
        guard let holder = reference.parent else { continue }
        document = document.removing(reference) ?? document
        document = document.inserting(true, named: "End", into: holder) ?? document
      }
    }
    return document
  }

  // MARK: Parts

  /// The pointer to what holds `States` with this state.
  private func scopePointer(ofState state: Pointer) -> Pointer? {
    guard state.tokens.count >= 2, state.tokens[state.tokens.count - 2] == "States",
      statePointer(around: state) == state
    else { return nil }
    return Pointer(tokens: Array(state.tokens.dropLast(2)))
  }

  /// Whether no state of the machine has the name.
  private func isFree(_ name: String, besides old: String? = nil) -> Bool {
    guard !name.isEmpty, name.unicodeScalars.count <= 80 else { return false }
    if let old, sameText(name, old) { return true }
    return !Document.hasState(name, in: value, 0)
  }

  private static func hasState(_ name: String, in scope: Value, _ depth: Int) -> Bool {
    guard depth < Value.depthLimit, case .object(let states) = scope["States"] else { return false }
    if states[name] != nil { return true }
    return states.contains { _, state in
      ([state["ItemProcessor"], state["Iterator"]].compactMap { $0 }
        + (state["Branches"]?.array ?? [])).contains { hasState(name, in: $0, depth + 1) }
    }
  }

  /// Whether a transition is the `Next` of a state itself, not of a rule or a catcher.
  private func isOwnNext(_ reference: Pointer, in scope: Pointer) -> Bool {
    reference.tokens.count == scope.tokens.count + 3 && reference.tokens.last == "Next"
  }

  /// The pointers to all transitions of one scope: `StartAt`, `Next`, `Default`, and those of rules
  /// and catchers.
  private func transitions(in scope: Pointer) -> [Pointer] {
    var found = [scope.appending("StartAt")]
    let states = scope.appending("States")
    for (name, state) in states.find(value)?.object ?? Object() {
      let place = states.appending(name)
      found += ["Next", "Default"].map(place.appending)
      for list in ["Choices", "Catch"] {
        for index in (state[list]?.array ?? []).indices {
          found.append(place.appending(list).appending(index).appending("Next"))
        }
      }
    }
    return found.filter { $0.find(value)?.string != nil }
  }

  /// The document with the texts of some nodes replaced at once.
  private func replacing(_ edits: [(Range<Int>, Value)]) -> Document {
    var result: [UInt8] = []
    var position = 0
    for (range, value) in edits.sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) {
      result += bytes[position..<range.lowerBound]
      value.write(into: &result)
      position = range.upperBound
    }
    return Document(bytes: result + bytes[position...], mode: mode)
  }
}

/// The least that a state of each type needs: what an editor puts in for the user to fill.
public enum StateSkeleton: String, Sendable, CaseIterable {
  case pass = "Pass"
  case task = "Task"
  case choice = "Choice"
  case wait = "Wait"
  case succeed = "Succeed"
  case fail = "Fail"
  case parallel = "Parallel"
  case map = "Map"

  /// The members of a state that is to be called `name`. They are valid between other states, save
  /// that a Choice's `next` must exist; the states inside are called after `name`.
  public func state(named name: String, _ language: QueryLanguage, next: String = "") -> Value {
    switch self {
    case .pass: return ["Type": "Pass", "End": true]
    case .task:
      let arguments: Value = ["FunctionName": "function", "Payload": "{% $states.input %}"]
      return language == .jsonata
        ? [
          "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": arguments,
          "Output": "{% $states.result.Payload %}", "End": true,
        ]
        : [
          "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Parameters": ["FunctionName": "function", "Payload.$": "$"],
          "OutputPath": "$.Payload", "End": true,
        ]
    case .choice:
      let rule: Value =
        language == .jsonata
        ? ["Condition": "{% $states.input.value = 1 %}", "Next": .string(next)]
        : ["Variable": "$.value", "NumericEquals": 1, "Next": .string(next)]
      return ["Type": "Choice", "Choices": [rule], "Default": .string(next)]
    case .wait: return ["Type": "Wait", "Seconds": 5, "End": true]
    case .succeed: return ["Type": "Succeed"]
    case .fail: return ["Type": "Fail", "Error": "Failed", "Cause": "why it failed"]
    case .parallel:
      return [
        "Type": "Parallel", "Branches": [inner("\(name) 1"), inner("\(name) 2")], "End": true,
      ]
    case .map:
      guard case .object(var processor) = inner("\(name) item") else { return .null }
      processor["ProcessorConfig"] = ["Mode": "INLINE"]
      return language == .jsonata
        ? [
          "Type": "Map", "Items": "{% $states.input.items %}", "ItemProcessor": .object(processor),
          "End": true,
        ]
        : [
          "Type": "Map", "ItemsPath": "$.items", "ItemProcessor": .object(processor), "End": true,
        ]
    }
  }

  /// The fields that a state of this type may have, the usual ones first: what an editor offers.
  public func fields(_ language: QueryLanguage) -> [String] {
    guard let kind = StateKind(rawValue: rawValue) else { return [] }
    let usual = ["Type", "Comment", "QueryLanguage", "Resource", "Next", "End"]
    let allowed = stateFields.filter { _, rule in
      rule.kinds.contains(kind.mask) && (rule.language == nil || rule.language == language)
    }.keys
    return usual.filter(allowed.contains) + allowed.filter { !usual.contains($0) }.sorted()
  }

  private func inner(_ name: String) -> Value {
    ["StartAt": .string(name), "States": .object([name: ["Type": "Pass", "End": true]])]
  }

  /// Whether a state of this type has a `Next` or `End`.
  static func goesOn(_ state: Value) -> Bool {
    switch StateSkeleton(rawValue: state["Type"]?.string ?? "") {
    case .choice, .succeed, .fail: false
    case .pass, .task, .wait, .parallel, .map, nil: true
    }
  }
}
