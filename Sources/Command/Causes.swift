import JSON

/// Causes are often JSON in a text in JSON: unpacked, they can be read.
enum Causes {
  /// The cause with every JSON text in it unpacked and indented; as it is where it is no JSON.
  static func unwrapped(_ cause: String) -> String {
    guard let value = try? Value(parsing: cause) else { return cause }
    return unpack(value, depth: 8).pretty()
  }

  /// The value with every JSON text in it unpacked.
  static func opened(_ value: Value) -> Value { unpack(value, depth: 8) }

  private static func unpack(_ value: Value, depth: Int) -> Value {
    guard depth > 0 else { return value }
    switch value {
    case .string(let text):
      guard let first = text.first, first == "{" || first == "[",
        let inner = try? Value(parsing: text)
      else { return value }
      return unpack(inner, depth: depth - 1)
    case .array(let elements): return .array(elements.map { unpack($0, depth: depth) })
    case .object(let object):
      return .object(Object(like: object, values: object.values.map { unpack($0, depth: depth) }))
    default: return value
    }
  }
}
