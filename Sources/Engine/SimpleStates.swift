import ASL
import JSON
import JSONata

/// Pass, Choice, Succeed, Fail and Wait.
extension Execution {
  // MARK: Pass

  mutating func pass(_ state: State, _ result: Value?, _ f: Int, _ sink: inout Sink)
    throws(Failure)
  {
    if state.queryLanguage == .jsonata {
      let sight = Sight(frame: f, input: live[f].input.value)
      return try leave(state, sight, live[f].input, f, &sink)
    }
    var outcome = try effectiveInput(state, f)
    if let result {
      outcome = Datum(result)
      note { $0.result = outcome }
    } else if let template = state.arguments {
      outcome = Datum(try fill(template, Sight(frame: f, input: outcome.value)))
    }
    note { $0.afterArguments = outcome }
    note { $0.afterResultSelector = outcome }
    try leavePath(state, outcome, assignsFrom: outcome.value, f, &sink)
  }

  // MARK: Succeed

  mutating func succeed(_ state: State, _ f: Int, _ sink: inout Sink) throws(Failure) {
    let output: Datum
    if state.queryLanguage == .jsonata {
      output = try evaluateOutput(
        state.output, Sight(frame: f, input: live[f].input.value), otherwise: live[f].input)
    } else {
      output = try selectOutput(state, try effectiveInput(state, f), f)
    }
    try leave(state, output: output, assigned: nil, to: .end, f, &sink)
  }

  // MARK: Choice

  mutating func choose(_ state: State, _ choice: ChoiceState, _ f: Int, _ sink: inout Sink)
    throws(Failure)
  {
    let isJSONata = state.queryLanguage == .jsonata
    let input = isJSONata ? live[f].input : try effectiveInput(state, f)
    let sight = Sight(frame: f, input: input.value)
    for rule in choice.rules where try holds(rule.condition, sight) {
      return try leaveChoice(
        state, to: rule.next, assign: rule.assign, output: rule.output, input, sight, f, &sink)
    }
    guard let target = choice.otherwise else {
      throw .runtime(
        "Failed to transition out of the state. The state does not point to a next state.")
    }
    try leaveChoice(
      state, to: target, assign: state.assign, output: state.output, input, sight, f, &sink)
  }

  private mutating func leaveChoice(
    _ state: State, to target: Target, assign: Template?, output: Template?, _ input: Datum,
    _ sight: Sight, _ f: Int, _ sink: inout Sink
  ) throws(Failure) {
    let assigned = try evaluateAssign(assign, sight)
    let result =
      state.queryLanguage == .jsonata
      ? try evaluateOutput(output, sight, otherwise: input) : try selectOutput(state, input, f)
    try leave(state, output: result, assigned: assigned, to: .next(target), f, &sink)
  }

  // MARK: Fail

  /// What a Fail state fails with; what its fields cannot be evaluated to, otherwise.
  mutating func failure(_ fields: FailState, _ f: Int) throws(Failure) -> Failure {
    let sight = Sight(frame: f, input: live[f].input.value)
    let input = live[f].input
    note { $0.afterInputPath = input }
    return Failure(
      origin: .told, error: try text(fields.error, sight), cause: try text(fields.cause, sight))
  }

  private mutating func text(_ field: TextField?, _ sight: Sight) throws(Failure) -> String? {
    switch field {
    case nil: return nil
    case .literal(let text): return text
    case .path(let path, let field):
      guard let value = try find(path, sight) else {
        throw .notFound(path.text, field: field, in: sight.input)
      }
      guard let text = value.string else {
        throw .runtime("The \(field) parameter does not reference a string: \(path.text)")
      }
      return text
    case .intrinsic(let call, let field):
      guard let text = try self.call(call, sight).string else {
        throw .runtime("The \(field) parameter does not give a string: \(call.text)")
      }
      return text
    case .expression(let expression, let field):
      return try text(expression, field: field, sight)
    }
  }

  /// The value of an expression that must be a string.
  mutating func text(_ expression: Expression, field: String, _ sight: Sight) throws(Failure)
    -> String
  {
    let value = try evaluate(expression, field: field, sight)
    guard let text = value.string else {
      throw .expression(expression.source, field: field, unexpected(value, expected: "string"))
    }
    return text
  }

  // MARK: Wait

  mutating func wait(_ state: State, _ delay: WaitState, _ f: Int, _ sink: inout Sink)
    throws(Failure)
  {
    let input =
      state.queryLanguage == .jsonata ? live[f].input : try effectiveInput(state, f)
    let until: Timestamp
    do {
      until = try end(of: delay, Sight(frame: f, input: input.value))
    } catch {
      // A Wait state's expression is evaluated after it was entered (recorded).
      live[f].enteredPrevious = live[f].enteredEvent
      throw error
    }
    live[f].result = input
    guard until > now else {
      live[f].phase = .leaving
      return
    }
    live[f].until = until
    live[f].timer = wake(at: until, .delay(frame: f), &sink)
    block(f)
  }

  private mutating func end(of delay: WaitState, _ sight: Sight) throws(Failure) -> Timestamp {
    let until: Timestamp
    switch delay {
    case .timestamp(let field): until = try instant(field, sight)
    case .seconds(let field):
      let seconds = try waitSeconds(field, sight)
      guard seconds <= Bound.delay else { throw .runtime("Wait state delay is too long.") }
      return now.adding(seconds: Double(seconds))
    }
    guard until.milliseconds - now.milliseconds <= Int64(Bound.delay) * 1000 else {
      throw .runtime("Wait state delay is too long.")
    }
    return until
  }

  private mutating func waitSeconds(_ field: NumberField, _ sight: Sight) throws(Failure) -> Int {
    switch field {
    case .literal(let value): return max(0, value.int ?? 0)
    case .path(let path, let field):
      guard let value = try find(path, sight), !value.isNull else {
        throw .runtime("The \(field) parameter does not reference an input value: \(path.text)")
      }
      guard case .int(let seconds) = value else {
        throw .runtime(
          "The \(field) parameter cannot be parsed as a long value: \(path.text) == "
            + value.javaText)
      }
      guard seconds >= 0 else {
        throw .runtime(
          "The \(field) parameter references a negative value: \(path.text) == \(seconds)")
      }
      return seconds
    case .expression(let expression, let field):
      let value = try evaluate(expression, field: field, sight)
      guard value.double != nil else {
        throw .expression(expression.source, field: field, unexpected(value, expected: "number"))
      }
      guard let seconds = value.int else {
        throw .expression(
          expression.source, field: field, "returned a value that is not an integer: \(value.text)")
      }
      guard seconds >= 0 else {
        throw .expression(
          expression.source, field: field, "returned a negative value: \(value.text)")
      }
      return seconds
    }
  }

  private mutating func instant(_ field: TextField, _ sight: Sight) throws(Failure) -> Timestamp {
    switch field {
    case .literal(let text): return Timestamp(text) ?? now
    case .path(let path, let field):
      guard let value = try find(path, sight), !value.isNull else {
        throw .runtime("The \(field) parameter does not reference an input value: \(path.text)")
      }
      guard let instant = value.string.flatMap({ Timestamp($0) }) else {
        throw .runtime(
          "The \(field) parameter does not reference a valid ISO-8601 extended offset date-time "
            + "format string: \(path.text) == \(value.javaText)")
      }
      return instant
    case .intrinsic(let call, let field):
      guard let instant = try self.call(call, sight).string.flatMap({ Timestamp($0) }) else {
        throw .runtime("The \(field) parameter does not give a timestamp: \(call.text)")
      }
      return instant
    case .expression(let expression, let field):
      let text = try text(expression, field: field, sight)
      guard let instant = Timestamp(text) else {
        throw .evaluation(
          "The \(field) field cannot be parsed as an ISO-8601 extended offset date-time format "
            + "string: \(text)", location: field)
      }
      return instant
    }
  }
}
