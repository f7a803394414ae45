import ASL
import JSON

/// The form of what AWS's operations answer, which mocked results are held against.
///
/// The table has, a service each, the operations (`name:shape`, apart by `;`) and the structures
/// (apart by `;`, named by their number): `{Name!shape,Name shape}`, `!` for what must be there. A
/// shape is a structure's number, `[shape` for a list, `<shape` for a map, `s` for a text, `b` for a
/// boolean, `n` or `n(least,most)` for a number, `e(A|B)` for an enumeration.
enum ResultShapes {
  indirect enum Shape: Sendable {
    case text
    case boolean
    case number(least: Double?, most: Double?)
    case enumeration([Substring])
    case list(Shape)
    case map(Shape)
    case structure(Int)
  }

  struct Member: Sendable {
    var name: String
    var isRequired: Bool
    var shape: Shape
  }

  struct Service: Sendable {
    var operations: [String: Shape] = [:]
    var structures: [[Member]] = []
  }

  private static let services: [String: Service] = table.mapValues { text in
    var service = Service()
    for entry in text.operations.split(separator: ";") {
      let parts = entry.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      var reader = ShapeReader(text: parts[1])
      service.operations[String(parts[0])] = reader.shape()
    }
    for entry in text.structures.split(separator: ";") {
      var reader = ShapeReader(text: entry)
      service.structures.append(reader.members())
    }
    return service
  }

  /// What is wrong with a mocked result, in AWS's words (recorded); `nil` where nothing is, or where
  /// the operation is not known.
  static func fault(in value: Value, of resource: Resource, requiring: Bool) -> String? {
    guard case .service(let name, let action, let pattern) = resource.kind,
      let (service, operation) = operation(name, action, pattern),
      let known = services[service], let shape = known.operations[operation]
    else { return nil }
    var check = Check(service: known, isRequiring: requiring)
    // What these two hand on is parsed for the state, whatever it is.
    if service == "lambda" { check.free = ["Payload"] }
    if service == "sfn" { check.free = ["Output", "Input"] }
    return check.fault(in: value, shape, name: "").map {
      "Mock result schema validation error: \($0)"
    }
  }

  /// The service and operation whose answer the state's result is. Of a job it is the operation
  /// that is asked until the job has ended.
  private static func operation(
    _ name: String, _ action: String, _ pattern: Resource.Pattern
  ) -> (String, String)? {
    let sdkName = name.hasPrefix("aws-sdk:") ? String(name.dropFirst(8)) : name
    let service = ["states": "sfn", "events": "eventbridge"][sdkName] ?? sdkName
    switch pattern {
    case .waitForTaskToken: return nil
    case .response: return (service, action)
    case .sync, .sync2: return action == "startExecution" ? (service, "describeExecution") : nil
    }
  }

  private struct Check {
    let service: Service
    let isRequiring: Bool
    var free: Set<String> = []

    func fault(in value: Value, _ shape: Shape, name: String) -> String? {
      switch (shape, value) {
      case (_, .null): return nil
      case (.text, .string), (.boolean, .bool): return nil
      case (.text, _): return "Field '\(name)' must be a string"
      case (.boolean, _): return "Field '\(name)' must be a boolean"
      case (.enumeration(let names), .string(let text)):
        return names.contains { $0 == text } ? nil : "Field '\(name)' is not an expected value"
      case (.enumeration, _): return "Field '\(name)' must be a string"
      case (.number(let least, let most), _):
        guard let number = value.double else { return "Field '\(name)' must be a number" }
        if let least, number < least { return "Field '\(name)' is less than the minimum value" }
        if let most, number > most { return "Field '\(name)' exceeds the maximum value" }
        return nil
      case (.list(let inner), .array(let elements)):
        return elements.lazy.compactMap { fault(in: $0, inner, name: name) }.first
      case (.list, _): return "Field '\(name)' must be an array"
      case (.map(let inner), .object(let object)):
        return object.lazy.compactMap { fault(in: $0.1, inner, name: $0.0) }.first
      case (.structure(let place), .object(let object)): return fault(in: object, place)
      case (.map, _), (.structure, _): return "Field '\(name)' must be an object"
      }
    }

    private func fault(in object: Object, _ place: Int) -> String? {
      guard service.structures.indices.contains(place) else { return nil }
      let members = service.structures[place]
      if isRequiring,
        let missing = members.first(where: { $0.isRequired && object[$0.name] == nil })
      {
        return "Required field '\(missing.name)' is missing"
      }
      for member in members where !free.contains(member.name) {
        guard let value = object[member.name] else { continue }
        if let fault = fault(in: value, member.shape, name: member.name) { return fault }
      }
      return nil
    }
  }
}

/// Reads the table's shapes.
private struct ShapeReader {
  var text: Substring

  mutating func shape() -> ResultShapes.Shape {
    switch text.popFirst() {
    case "b": return .boolean
    case "[": return .list(shape())
    case "<": return .map(shape())
    case "n":
      guard let limits = inParentheses() else { return .number(least: nil, most: nil) }
      let parts = limits.split(separator: ",", omittingEmptySubsequences: false)
      return .number(
        least: parts.first.flatMap { Double($0) }, most: parts.last.flatMap { Double($0) })
    case "e": return .enumeration(inParentheses()?.split(separator: "|") ?? [])
    case let digit? where digit.isNumber:
      var number = digit.wholeNumberValue ?? 0
      while let next = text.first?.wholeNumberValue {
        number = number * 10 + next
        text.removeFirst()
      }
      return .structure(number)
    default: return .text
    }
  }

  mutating func members() -> [ResultShapes.Member] {
    var members: [ResultShapes.Member] = []
    guard text.popFirst() == "{" else { return [] }
    while let end = text.firstIndex(where: { $0 == "!" || $0 == " " }) {
      let name = String(text[..<end])
      let isRequired = text[end] == "!"
      text = text[text.index(after: end)...]
      members.append(ResultShapes.Member(name: name, isRequired: isRequired, shape: shape()))
      guard text.popFirst() == "," else { break }
    }
    return members
  }

  private mutating func inParentheses() -> Substring? {
    guard text.first == "(", let end = text.firstIndex(of: ")") else { return nil }
    let inner = text[..<end].dropFirst()
    text = text[text.index(after: end)...]
    return inner
  }
}
