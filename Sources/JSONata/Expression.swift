public import JSON

/// Which JSONata an expression is written in.
public enum Dialect: Sendable, Hashable {
  /// What AWS Step Functions evaluates: JSONata 2.0.6 without `$eval`, and with `$partition`,
  /// `$range`, `$hash`, `$random(seed)`, `$uuid` and `$parse`.
  case stepFunctions
  /// The reference's version 2.2.
  case jsonata
}

/// What an evaluation gave.
public enum Outcome: Sendable, Equatable {
  /// Nothing; JSONata's `undefined`.
  case undefined
  /// A JSON value.
  case value(JSON.Value)
  /// A function, which no JSON value can hold.
  case function
}

/// A JSONata expression, compiled once and evaluated many times, from any thread.
public struct Expression: Sendable {
  let program: Program

  /// The text it was compiled from.
  public var source: String { program.source }
  /// The language it was read as.
  public var dialect: Dialect { program.dialect }
  /// The free variables in slot order, without `$`, e.g. `["states", "order"]`.
  public var variables: [String] { program.variables }

  /// Compiles `source`.
  ///
  /// - Throws: a failure with one of the reference's `S…` codes, the place and the token; `U1001` where
  ///   the text is nested more deeply than a thread's stack is safe for.
  public init(_ source: String, dialect: Dialect) throws(Failure) {
    do throws(Fault) {
      program = try Compiler.compile(source, dialect)
    } catch {
      throw error.failure(in: source)
    }
  }

  /// Evaluates the expression on `input` (`nil`: no input).
  ///
  /// - Parameter bindings: the values of `variables`, in that order; `nil` is unbound.
  /// - Throws: a failure with one of the reference's `T…` and `D…` codes; `U1001` where a limit of
  ///   `environment`, or one of the engine's own on depth and size, is passed.
  public func evaluate(
    _ input: JSON.Value?, bindings: [JSON.Value?] = [], in environment: Environment
  ) throws(Failure) -> Outcome {
    var evaluator = Evaluator(program)
    do throws(Fault) {
      let item = try evaluator.run(input, bindings, environment)
      switch item.tag {
      case .value:
        if evaluator.functions.isEmpty, item.nesting == 0 || !program.namesFunctions {
          return .value(item.value)
        }
        return .value(Expression.withoutFunctions(item.value))
      case .function: return .function
      default: return .undefined
      }
    } catch {
      throw error.failure(in: program.source)
    }
  }

  /// Evaluates the expression on `input` with variables by name; a variable that `bindings` lacks is
  /// unbound. Throws what the evaluation by place throws.
  public func evaluate(
    _ input: JSON.Value?, bindings: [String: JSON.Value], in environment: Environment
  ) throws(Failure) -> Outcome {
    try evaluate(input, bindings: variables.map { bindings[$0] }, in: environment)
  }

  /// The value with the functions in it taken out: members left out, elements the empty text.
  private static func withoutFunctions(_ value: JSON.Value) -> JSON.Value {
    switch value {
    case .array(let elements): return .array(elements.map { withoutFunctions($0) })
    case .object(let object):
      if object.shape === FunctionBox.shape { return .string("") }
      if object.isEmpty { return value }
      if object.values.contains(where: { FunctionBox.number($0) != nil }) {
        let kept = object.filter { FunctionBox.number($0.1) == nil }
        return .object(Object(kept.map { ($0.0, withoutFunctions($0.1)) }))
      }
      return .object(Object(like: object, values: object.values.map { withoutFunctions($0) }))
    default: return value
    }
  }
}
