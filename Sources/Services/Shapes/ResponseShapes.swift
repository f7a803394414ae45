public import ASL
public import JSON

/// What answers of AWS's services look like, to check mocks against.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html>
public struct ResponseShapes: Sendable {
  /// How closely a mock is checked: TestState's `fieldValidationMode`.
  public enum Mode: String, Sendable {
    /// Required members must be there, and all that are must be right.
    case strict = "STRICT"
    /// What is there must be right.
    case present = "PRESENT"
    case none = "NONE"
  }

  indirect enum Shape: Sendable {
    case text
    case oneOf([Substring])
    case number(minimum: Double?, maximum: Double?)
    case bool
    case list(Shape)
    case map(Shape)
    case structure(Int)
    case any
  }

  struct Member: Sendable {
    var name: String
    var isRequired: Bool
    var shape: Shape
  }

  /// The shapes that are known.
  public static let known = ResponseShapes(table: responseShapeTable)

  private let operations: [Substring: Int]
  private let structures: [[Member]]

  init(table: String) {
    let lines = table.split(separator: "\n", omittingEmptySubsequences: false)
    let end = lines.firstIndex(of: "") ?? lines.endIndex
    var operations: [Substring: Int] = [:]
    for line in lines[..<end] {
      let parts = line.split(separator: " ")
      if parts.count == 2, let number = Int(parts[1]) { operations[parts[0]] = number }
    }
    self.operations = operations
    structures = lines[end...].dropFirst().map { line in
      line.split(separator: "|").compactMap(Self.member)
    }
  }

  private static func member(_ text: Substring) -> Member? {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let isRequired = parts[0].hasSuffix("!")
    return Member(
      name: String(isRequired ? parts[0].dropLast() : parts[0]), isRequired: isRequired,
      shape: shape(parts[1]))
  }

  private static func shape(_ text: Substring) -> Shape {
    let rest = text.dropFirst()
    let inside = rest.dropFirst().dropLast()
    switch text.first {
    case "s": return .text
    case "b": return .bool
    case "e": return .oneOf(inside.split(separator: ","))
    case "n":
      let bounds = inside.split(separator: ",", omittingEmptySubsequences: false)
      return .number(
        minimum: bounds.first.flatMap { Double($0) },
        maximum: bounds.count > 1 ? Double(bounds[1]) : nil)
    case "L": return .list(shape(rest))
    case "M": return .map(shape(rest))
    case "#": return Int(rest).map { .structure($0) } ?? .any
    default: return .any
    }
  }
}

extension ResponseShapes {
  /// What is wrong with a mocked answer of a resource in AWS's words; `nil` where nothing is, or
  /// where the resource's answers are not known here.
  public func fault(in value: Value, of resource: Resource, mode: Mode) -> String? {
    guard mode != .none, case .service(let service, let action, let pattern) = resource.kind,
      let number = operation(service, action, pattern)
    else { return nil }
    return fault(value, .structure(number), name: "", strict: mode == .strict)
  }

  /// A job's mock is the answer of the call that polls it; what comes by token has no known shape.
  private func operation(_ service: String, _ action: String, _ pattern: Resource.Pattern) -> Int? {
    let service = service.hasPrefix("aws-sdk:") ? String(service.dropFirst(8)) : service
    switch pattern {
    case .response: return operations["\(service):\(action)"]
    case .sync, .sync2:
      return service == "states" && action == "startExecution"
        ? operations["states:describeExecution"] : nil
    case .waitForTaskToken: return nil
    }
  }

  private func fault(_ value: Value, _ shape: Shape, name: String, strict: Bool) -> String? {
    switch (shape, value) {
    case (.any, _), (_, .null), (.text, .string), (.bool, .bool): return nil
    case (.oneOf(let words), .string(let text)):
      return words.contains { $0 == text } ? nil : "Field '\(name)' is not an expected value"
    case (.number(let minimum, let maximum), .int), (.number(let minimum, let maximum), .double):
      let number = value.double ?? 0
      if let minimum, number < minimum { return "Field '\(name)' is less than the minimum value" }
      if let maximum, number > maximum { return "Field '\(name)' exceeds the maximum value" }
      return nil
    case (.list(let shape), .array(let elements)):
      return elements.lazy.compactMap { fault($0, shape, name: name, strict: strict) }.first
    case (.map(let shape), .object(let object)):
      return object.lazy.compactMap { fault($1, shape, name: $0, strict: strict) }.first
    case (.structure(let number), .object(let object)):
      return faultOfMembers(object, number, strict: strict)
    default: return "Field '\(name)' must be \(Self.noun(shape))"
    }
  }

  private func faultOfMembers(_ object: Object, _ number: Int, strict: Bool) -> String? {
    guard structures.indices.contains(number) else { return nil }
    for member in structures[number] {
      if let value = object[member.name] {
        if let fault = fault(value, member.shape, name: member.name, strict: strict) {
          return fault
        }
      } else if strict, member.isRequired {
        return "Required field '\(member.name)' is missing"
      }
    }
    return nil
  }

  private static func noun(_ shape: Shape) -> String {
    switch shape {
    case .text, .oneOf: "a string"
    case .number: "a number"
    case .bool: "a boolean"
    case .list: "an array"
    case .map, .structure: "an object"
    case .any: "a value"
    }
  }
}
