import ASL
import JSON
import JSONata

/// What paths and expressions see.
struct Sight {
  /// Whose context object and variables.
  var frame: Int
  /// `$` of a path, `$states.input` of an expression.
  var input: Value
  /// `$states.result`
  var result: Value?
  /// `$states.errorOutput`
  var errorOutput: Value?
  /// `Task.Token`
  var token: String?

  init(
    frame: Int, input: Value, result: Value? = nil, errorOutput: Value? = nil, token: String? = nil
  ) {
    self.frame = frame
    self.input = input
    self.result = result
    self.errorOutput = errorOutput
    self.token = token
  }
}

extension Execution {
  /// The value of a template, its members in order.
  mutating func fill(_ template: Template, _ sight: Sight) throws(Failure) -> Value {
    switch template {
    case .constant(let value): return value
    case .path(let path, let field):
      guard let value = try find(path, sight) else {
        throw .notFound(path.text, field: field, in: searched(path, sight))
      }
      return value
    case .intrinsic(let call, _): return try self.call(call, sight)
    case .expression(let expression, let field):
      return try evaluate(expression, field: field, sight)
    case .array(let templates):
      var values: [Value] = []
      values.reserveCapacity(templates.count)
      for element in templates { values.append(try fill(element, sight)) }
      return .array(values)
    case .object(let object):
      var values: [Value] = []
      values.reserveCapacity(object.members.count)
      for member in object.members { values.append(try fill(member, sight)) }
      return .object(Object(like: object.form, values: values))
    }
  }

  /// The value that a path leads to; `nil` where a definite path leads nowhere. One that is not
  /// definite gives no matches then (recorded).
  mutating func find(_ path: DataPath, _ sight: Sight) throws(Failure) -> Value? {
    let found: Value?
    switch path.root {
    case .data: found = path.path.find(sight.input)
    case .context: found = path.path.find(context(sight.frame, token: sight.token))
    case .variable(let name): found = variable(name, sight.frame).flatMap { path.path.find($0) }
    }
    if found == nil, !path.path.isDefinite { return [] }
    return found
  }

  /// The value that `InputPath`, `OutputPath` or another field outside of templates leads to.
  mutating func follow(_ path: DataPath, _ sight: Sight) throws(Failure) -> Value {
    do {
      return try path.path.evaluate(searched(path, sight))
    } catch {
      throw .invalidPath(path.text, error.message)
    }
  }

  /// What the path is applied to.
  private mutating func searched(_ path: DataPath, _ sight: Sight) -> Value {
    switch path.root {
    case .data: sight.input
    case .context: context(sight.frame, token: sight.token)
    case .variable(let name): variable(name, sight.frame) ?? .null
    }
  }

  /// The value of a variable in the innermost scope that has it.
  func variable(_ name: String, _ f: Int) -> Value? {
    var place = f
    while place >= 0 {
      if !live[place].variables.isEmpty, let value = live[place].variables[name] { return value }
      place = live[place].parent
    }
    return nil
  }

  /// The value of an expression, which must have one.
  mutating func evaluate(_ expression: Expression, field: String, _ sight: Sight)
    throws(Failure) -> Value
  {
    let bindings = bindings(expression, sight)
    let environment = Environment(
      now: now, seed: randomness.next(), limits: .stepFunctions)
    let outcome: Outcome
    do {
      outcome = try expression.evaluate(nil, bindings: bindings, in: environment)
    } catch {
      throw .expression(
        expression.source, field: field,
        "threw an error during evaluation. \(error.code): \(error.message)")
    }
    switch outcome {
    case .value(let value): return value
    case .undefined:
      throw .expression(expression.source, field: field, "returned nothing (undefined).")
    case .function:
      throw .expression(expression.source, field: field, "returned an unsupported result type.")
    }
  }

  /// The values of an expression's variables.
  private mutating func bindings(_ expression: Expression, _ sight: Sight) -> [Value?] {
    let names = expression.variables
    if names.count == 1, names[0] == "states" { return [states(expression.statesFields, sight)] }
    var bindings: [Value?] = []
    bindings.reserveCapacity(names.count)
    for name in names {
      bindings.append(
        name == "states" ? states(expression.statesFields, sight) : variable(name, sight.frame))
    }
    return bindings
  }

  /// `$states`, with no more than the members that are read.
  private mutating func states(_ fields: StatesFields, _ sight: Sight) -> Value {
    if fields == .input { return .object(Object(like: statesForms[1], values: [sight.input])) }
    var values: [Value] = []
    values.reserveCapacity(4)
    var present: StatesFields = []
    if fields.contains(.input) {
      values.append(sight.input)
      present.insert(.input)
    }
    if fields.contains(.context) {
      values.append(context(sight.frame, token: sight.token))
      present.insert(.context)
    }
    if fields.contains(.result), let result = sight.result {
      values.append(result)
      present.insert(.result)
    }
    if fields.contains(.errorOutput), let output = sight.errorOutput {
      values.append(output)
      present.insert(.errorOutput)
    }
    return .object(Object(like: statesForms[Int(present.rawValue & 15)], values: values))
  }
}

/// An object for each set of the members of `$states`.
private let statesForms: [Object] = (0..<16).map { bits in
  Object(
    [("input", 1), ("context", 8), ("result", 2), ("errorOutput", 4)]
      .filter { bits & $0.1 != 0 }.map { ($0.0, Value.null) })
}

/// The words of a wrong type in a message: `Expected 'array', but was 'number' for value: 1`.
func unexpected(_ value: Value, expected: String) -> String {
  "returned an unexpected result type. Expected '\(expected)', but was '\(value.typeName)' "
    + "for value: \(value.text)"
}
