import JSON
import JSONata

/// Conditions of mocks.
enum MockCondition {
  /// Whether a JSONata condition, in `{% %}` or bare, is true for a call's arguments. A condition
  /// that cannot be read or evaluated is false.
  static func holds(_ condition: String, _ input: Value) -> Bool {
    guard let expression = try? Expression(bare(condition), dialect: .stepFunctions) else {
      return false
    }
    let states = Value.object(["input": input])
    let environment = Environment(
      now: Timestamp(milliseconds: 0), seed: 0, limits: .stepFunctions)
    guard
      case .value(let value)? = try? expression.evaluate(
        .null, bindings: ["states": states], in: environment)
    else { return false }
    return value.bool ?? false
  }

  private static func bare(_ text: String) -> String {
    guard text.hasPrefix("{%"), text.hasSuffix("%}") else { return text }
    return String(text.dropFirst(2).dropLast(2))
  }
}
