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
    /// As Java's SDK has it, and with it an `aws-sdk` integration: `Arn` for `ARN`.
    var sdkName: String
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
    let name = String(isRequired ? parts[0].dropLast() : parts[0])
    return Member(
      name: name, sdkName: ServiceNames.sdkMember(name), isRequired: isRequired,
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
  /// Something in an answer that the service would not answer.
  public struct Mismatch: Sendable, Hashable {
    /// One sentence, in AWS's words where AWS has them.
    public var message: String
    /// Where in the answer.
    public var pointer: Pointer
  }

  /// What is wrong with a mocked answer of a resource in AWS's words; `nil` where nothing is, or
  /// where the resource's answers are not known here.
  public func fault(in value: Value, of resource: Resource, mode: Mode) -> String? {
    mismatch(in: value, of: resource, mode: mode)?.message
  }

  /// The same, with its place.
  public func mismatch(in value: Value, of resource: Resource, mode: Mode) -> Mismatch? {
    guard mode != .none, case .service(let service, let action, let pattern) = resource.kind,
      let number = operation(service, action, pattern)
    else { return nil }
    return Walk(shapes: self, isStrict: mode == .strict)
      .fault(value, .structure(number), Pointer(), name: "")
  }

  /// Everything in an answer of a resource that the service does not answer: what is wrong, and
  /// members that it has not, which are misspelt perhaps. Members that are missing are no matter: a
  /// mock answers what the workflow reads.
  public func mismatches(in value: Value, of resource: Resource) -> [Mismatch] {
    // A `.sync:2` answer has values where the service's has texts.
    guard case .service(let service, let action, let pattern) = resource.kind, pattern != .sync2,
      let number = operation(service, action, pattern)
    else { return [] }
    var mismatches: [Mismatch] = []
    // Optimized integrations give times as numbers.
    if let fault = mismatch(in: value, of: resource, mode: .present),
      fault.pointer.find(value)?.double == nil
        || fault.pointer.tokens.last?.hasSuffix("Date") != true
    {
      mismatches.append(fault)
    }
    collectStrangers(value, .structure(number), Pointer()) { name, pointer, known in
      let likely = known.first { $0.lowercased() == name.lowercased() }
      mismatches.append(
        Mismatch(
          message: "\(service):\(action) answers no '\(name)'"
            + (likely.map { "; is '\($0)' meant?" }
              ?? (known.isEmpty ? "" : " there, but \(Self.list(known))")),
          pointer: pointer))
    }
    return mismatches
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.sorted().prefix(8).joined(separator: ", ")
    return names.count > 8 ? shown + " …" : shown
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

  func members(_ number: Int) -> [Member] {
    structures.indices.contains(number) ? structures[number] : []
  }

  /// Calls `tell` for members that their structure has not, with the names that it has.
  private func collectStrangers(
    _ value: Value, _ shape: Shape, _ place: Pointer,
    _ tell: (_ name: String, _ place: Pointer, _ known: [String]) -> Void
  ) {
    switch (shape, value) {
    case (.list(let shape), .array(let elements)):
      for (index, element) in elements.enumerated() {
        collectStrangers(element, shape, place.appending(index), tell)
      }
    case (.map(let shape), .object(let object)):
      for (name, member) in object {
        collectStrangers(member, shape, place.appending(name), tell)
      }
    case (.structure(let number), .object(let object)):
      let members = members(number)
      for (name, value) in object {
        if let member = members.first(where: { $0.name == name || $0.sdkName == name }) {
          collectStrangers(value, member.shape, place.appending(name), tell)
        } else if !(place.tokens.isEmpty && Self.common.contains(name)) {
          tell(name, place.appending(name), members.map(\.name))
        }
      }
    default: break
    }
  }

  /// What every optimized integration adds to the answer.
  private static let common: Set = ["SdkHttpMetadata", "SdkResponseMetadata"]
}

/// Looks for the first thing in a value that its shape does not allow.
private struct Walk {
  typealias Shape = ResponseShapes.Shape
  typealias Mismatch = ResponseShapes.Mismatch

  let shapes: ResponseShapes
  let isStrict: Bool

  func fault(_ value: Value, _ shape: Shape, _ place: Pointer, name: String) -> Mismatch? {
    func wrong(_ message: String) -> Mismatch { Mismatch(message: message, pointer: place) }
    switch (shape, value) {
    case (.any, _), (_, .null), (.text, .string), (.bool, .bool): return nil
    case (.oneOf(let words), .string(let text)):
      return words.contains { $0 == text } ? nil : wrong("Field '\(name)' is not an expected value")
    case (.number(let minimum, let maximum), .int), (.number(let minimum, let maximum), .double):
      let number = value.double ?? 0
      if let minimum, number < minimum {
        return wrong("Field '\(name)' is less than the minimum value")
      }
      if let maximum, number > maximum { return wrong("Field '\(name)' exceeds the maximum value") }
      return nil
    case (.list(let shape), .array(let elements)):
      return elements.enumerated().lazy
        .compactMap { fault($0.element, shape, place.appending($0.offset), name: name) }.first
    case (.map(let shape), .object(let object)):
      return object.lazy.compactMap { fault($1, shape, place.appending($0), name: $0) }.first
    case (.structure(let number), .object(let object)):
      return faultOfMembers(object, shapes.members(number), place)
    default:
      return wrong(
        name.isEmpty
          ? "The answer must be \(Self.noun(shape))" : "Field '\(name)' must be \(Self.noun(shape))"
      )
    }
  }

  private func faultOfMembers(
    _ object: Object, _ members: [ResponseShapes.Member], _ place: Pointer
  ) -> Mismatch? {
    for member in members {
      let name = object[member.name] == nil ? member.sdkName : member.name
      if let value = object[name] {
        if let fault = fault(value, member.shape, place.appending(name), name: name) {
          return fault
        }
      } else if isStrict, member.isRequired {
        return Mismatch(message: "Required field '\(member.name)' is missing", pointer: place)
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
