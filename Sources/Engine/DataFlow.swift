import ASL
import JSON
import JSONata

/// What a state's input becomes, and what becomes of its result.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html>
extension Execution {
  /// The input after `InputPath`.
  mutating func effectiveInput(_ state: State, _ f: Int) throws(Failure) -> Datum {
    let input = live[f].input
    switch state.inputPath {
    case .whole:
      note { $0.afterInputPath = input }
      return input
    case .none:
      note { $0.afterInputPath = .empty }
      return .empty
    case .path(let path):
      let value = try follow(path, Sight(frame: f, input: input.value))
      note { $0.afterInputPath = Datum(value) }
      return Datum(value)
    }
  }

  /// The input of a task, of branches: after `InputPath` and `Parameters`, or `Arguments`.
  mutating func arguments(_ state: State, _ f: Int, token: String?) throws(Failure) -> Datum {
    let isJSONata = state.queryLanguage == .jsonata
    let input = isJSONata ? live[f].input : try effectiveInput(state, f)
    guard let template = state.arguments else {
      note { $0.afterArguments = input }
      return input
    }
    var arguments = Datum(try fill(template, Sight(frame: f, input: input.value, token: token)))
    note { [arguments] in $0.afterArguments = arguments }
    guard arguments.isWithinBound() else { throw .tooLarge(state.name) }
    return arguments
  }

  /// Leaves a Task, Parallel or Map with its raw result, and a Wait state after its time.
  mutating func leaveWithResult(_ f: Int, _ sink: inout Sink) {
    guard let state = live[f].state, let raw = live[f].result else { return block(f) }
    note { $0.result = raw }
    do throws(Failure) {
      if case .wait = state.type { return try leaveWait(state, raw, f, &sink) }
      if state.queryLanguage == .jsonata {
        let sight = Sight(frame: f, input: live[f].input.value, result: raw.value)
        return try leave(state, sight, raw, f, &sink)
      }
      var result = raw
      if let selector = state.resultSelector {
        result = Datum(try fill(selector, Sight(frame: f, input: raw.value)))
      }
      note { $0.afterResultSelector = result }
      try leavePath(state, result, assignsFrom: result.value, f, &sink)
    } catch {
      live[f].enteredPrevious = live[f].chain
      fail(error, f, &sink)
    }
  }

  private mutating func leaveWait(
    _ state: State, _ input: Datum, _ f: Int, _ sink: inout Sink
  ) throws(Failure) {
    let sight = Sight(frame: f, input: input.value)
    guard state.queryLanguage == .jsonata else {
      let assigned = try evaluateAssign(state.assign, sight)
      let output = try selectOutput(state, input, f)
      return try leave(
        state, output: output, assigned: assigned, to: state.transition, f, &sink)
    }
    try leave(state, sight, input, f, &sink)
  }

  /// Leaves a JSONata state: `Assign` and `Output` are evaluated on the same variables.
  mutating func leave(
    _ state: State, _ sight: Sight, _ otherwise: Datum, _ f: Int, _ sink: inout Sink
  ) throws(Failure) {
    let assigned = try evaluateAssign(state.assign, sight)
    let output = try evaluateOutput(state.output, sight, otherwise: otherwise)
    try leave(state, output: output, assigned: assigned, to: state.transition, f, &sink)
  }

  /// Leaves a JSONPath state that has a result: `ResultPath`, `OutputPath`, `Assign`.
  mutating func leavePath(
    _ state: State, _ result: Datum, assignsFrom source: Value, _ f: Int, _ sink: inout Sink
  ) throws(Failure) {
    let assigned = try evaluateAssign(state.assign, Sight(frame: f, input: source))
    let merged = try state.resultPath.put(result, into: live[f].input)
    note { $0.afterResultPath = merged }
    let output = try selectOutput(state, merged, f)
    try leave(state, output: output, assigned: assigned, to: state.transition, f, &sink)
  }

  /// `OutputPath`
  mutating func selectOutput(_ state: State, _ data: Datum, _ f: Int) throws(Failure) -> Datum {
    switch state.outputPath {
    case .whole: return data
    case .none: return .empty
    case .path(let path):
      return Datum(try follow(path, Sight(frame: f, input: data.value)))
    }
  }

  /// `Output`
  mutating func evaluateOutput(_ template: Template?, _ sight: Sight, otherwise: Datum)
    throws(Failure) -> Datum
  {
    guard let template else { return otherwise }
    return Datum(try fill(template, sight))
  }

  /// `Assign`: all values first, then they are assigned together.
  mutating func evaluateAssign(_ template: Template?, _ sight: Sight) throws(Failure) -> Object? {
    guard let template, case .object(let variables) = try fill(template, sight) else { return nil }
    guard hasRoom(for: variables) else {
      throw .tooLarge(live[sight.frame].state?.name ?? "")
    }
    return variables
  }

  /// Whether the values of one `Assign` are within the bound of payloads together, and with all other
  /// variables within that of an execution's variables.
  ///
  /// What was assigned is added up by an upper estimate; only where that exceeds the bound is what
  /// is still there counted.
  private mutating func hasRoom(for variables: Object) -> Bool {
    var assigned = Datum(.array(variables.values))
    guard assigned.isWithinBound() else { return false }
    variableBytes += assigned.largestSize
    guard variableBytes > Bound.variables else { return true }
    variableBytes = live.reduce(assigned.size) { sum, frame in
      sum + frame.variables.values.reduce(0) { $0 + Datum($1).size }
    }
    return variableBytes <= Bound.variables
  }

  // MARK: Numbers

  /// A number field as a JSON value; `nil` where it is not given.
  mutating func number(_ field: NumberField?, _ sight: Sight) throws(Failure) -> Value? {
    switch field {
    case nil: return nil
    case .literal(let value): return value
    case .path(let path, _): return try follow(path, sight)
    case .expression(let expression, let field):
      let value = try evaluate(expression, field: field, sight)
      guard value.double != nil else {
        throw .expression(expression.source, field: field, unexpected(value, expected: "number"))
      }
      return value
    }
  }

  /// A field that must be an integer: `MaxConcurrency`, `MaxItems` … A path may lead to its text.
  mutating func integer(_ field: NumberField?, _ sight: Sight) throws(Failure) -> Int? {
    guard let value = try number(field, sight) else { return nil }
    switch (field, value) {
    case (_, .int(let number)): return number
    case (.path(let path, let name), _):
      if case .string(let text) = value, let number = Int(text) { return number }
      throw .runtime(
        "The \(name) field refers to value \"\(value.javaText)\" which is not a valid integer: "
          + path.text)
    case (.expression(let expression, let name), _):
      guard let number = value.int else {
        throw .expression(
          expression.source, field: name, "returned a value that is not an integer: \(value.text)")
      }
      return number
    case (.literal, _), (nil, _): return value.int
    }
  }

  /// A field that must be a number: `ToleratedFailurePercentage`.
  mutating func float(_ field: NumberField?, _ sight: Sight) throws(Failure) -> Double? {
    guard let value = try number(field, sight) else { return nil }
    if let number = value.double { return number }
    guard case .path(let path, let name) = field else { return nil }
    if case .string(let text) = value, let number = Double(text) { return number }
    throw .runtime(
      "The \(name) field refers to value \"\(value.javaText)\" which is not a valid float: "
        + path.text)
  }
}

extension ResultPath {
  /// The raw input with the result put into it.
  func put(_ result: Datum, into input: Datum) throws(Failure) -> Datum {
    switch self {
    case .replace: return result
    case .discard: return input
    case .at(let path):
      guard let merged = path.setting(result.value, in: input.value) else {
        throw Failure(
          origin: .interpreter, error: ErrorName.resultPath,
          cause: "Unable to apply ReferencePath \(path.text) to input \(input.value.text)")
      }
      return Datum(merged)
    }
  }
}
