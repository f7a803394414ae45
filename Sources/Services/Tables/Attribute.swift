import JSON

/// Attribute values stay what they are on the wire, `{"S": "text"}`; this reads, checks and compares
/// them.
enum Attribute {
  static let types = ["S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL"]
  static let depthLimit = 32

  /// The type and the content of an attribute value that was checked before.
  static func parts(_ value: Value) -> (type: String, content: Value)? {
    guard let object = value.object, object.count == 1 else { return nil }
    let member = object[0]
    return (member.name, member.value)
  }

  static func type(_ value: Value) -> String { parts(value)?.type ?? "" }

  static func number(_ value: Value) -> DecimalNumber? {
    guard let text = value["N"]?.string else { return nil }
    return try? DecimalNumber(text)
  }

  /// Checks a value as it comes in and writes its numbers as DynamoDB keeps them.
  static func checked(_ value: Value, depth: Int = 0) throws(ServiceError) -> Value {
    guard depth <= depthLimit else {
      throw .validation("Nesting Levels have exceeded supported limits")
    }
    guard let object = value.object else { throw .serialization(value) }
    let given = object.filter { !$0.1.isNull && types.contains($0.0) }
    guard let (type, content) = given.first else {
      throw .validation(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")
    }
    guard given.count == 1 else {
      throw .validation(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
          + "supported datatypes")
    }
    return .object([type: try Attribute.content(type, content, depth)])
  }

  private static func content(
    _ type: String, _ content: Value, _ depth: Int
  ) throws(ServiceError) -> Value {
    switch type {
    case "S":
      guard content.string != nil else { throw .serialization(content) }
      return content
    case "N": return .string(try numberText(content))
    case "B": return .string(try base64(content))
    case "BOOL":
      if let text = content.string { return .bool(text.lowercased() == "true") }
      guard content.bool != nil else { throw .serialization(content) }
      return content
    case "NULL":
      guard content.bool == true || content.string?.lowercased() == "true" else {
        throw .invalidParameters("Null attribute value types must have the value of true")
      }
      return true
    case "SS", "NS", "BS": return try set(type, content)
    case "L":
      guard let elements = content.array else { throw .serialization(content) }
      var checked: [Value] = []
      for element in elements { checked.append(try Attribute.checked(element, depth: depth + 1)) }
      return .array(checked)
    default:
      guard let members = content.object else { throw .serialization(content) }
      var checked = Object()
      for (name, member) in members {
        checked[name] = try Attribute.checked(member, depth: depth + 1)
      }
      return .object(checked)
    }
  }

  private static func numberText(_ content: Value) throws(ServiceError) -> String {
    let text: String
    switch content {
    case .string(let given): text = given
    case .int, .double: text = content.text
    default: throw .serialization(content)
    }
    do throws(DecimalNumber.Fault) { return try DecimalNumber(text).text } catch {
      switch error {
      case .notANumber where text.isEmpty:
        throw .validation("The parameter cannot be converted to a numeric value")
      case .notANumber:
        throw .validation("The parameter cannot be converted to a numeric value: \(text)")
      case .tooManyDigits:
        throw .validation("Attempting to store more than 38 significant digits in a Number")
      case .tooLarge:
        throw .validation(
          "Number overflow. Attempting to store a number with magnitude larger than supported range"
        )
      case .tooSmall:
        throw .validation(
          "Number underflow. Attempting to store a number with magnitude smaller than supported "
            + "range")
      }
    }
  }

  private static func base64(_ content: Value) throws(ServiceError) -> String {
    guard let text = content.string, let bytes = Identifiers.bytes(base64: text) else {
      throw .serialization(content)
    }
    return Identifiers.base64(bytes)
  }

  private static func set(_ type: String, _ content: Value) throws(ServiceError) -> Value {
    guard let elements = content.array else { throw .serialization(content) }
    let words = ["SS": "string", "NS": "number", "BS": "binary"]
    guard !elements.isEmpty else {
      throw .invalidParameters("An \(words[type] ?? "") set  may not be empty")
    }
    var seen: Set<String> = []
    var checked: [Value] = []
    for element in elements {
      let text: String
      switch type {
      case "NS": text = try numberText(element)
      case "BS": text = try base64(element)
      default:
        guard let string = element.string else { throw .serialization(element) }
        text = string
      }
      guard seen.insert(text).inserted else {
        let all = elements.map { $0.string ?? $0.text }.joined(separator: ", ")
        throw .invalidParameters("Input collection [\(all)] contains duplicates.")
      }
      checked.append(.string(text))
    }
    return .array(checked)
  }

  // MARK: Comparing

  /// Equality of two values: sets without regard to order, numbers by value.
  static func areEqual(_ left: Value, _ right: Value) -> Bool {
    guard let a = parts(left), let b = parts(right), a.type == b.type else { return false }
    switch a.type {
    case "N": return number(left) == number(right)
    case "SS", "NS", "BS":
      return Set((a.content.array ?? []).compactMap(\.string))
        == Set((b.content.array ?? []).compactMap(\.string))
    case "L":
      let x = a.content.array ?? []
      let y = b.content.array ?? []
      return x.count == y.count && zip(x, y).allSatisfy { areEqual($0, $1) }
    case "M":
      let x = a.content.object ?? Object()
      let y = b.content.object ?? Object()
      return x.count == y.count
        && x.allSatisfy { name, value in y[name].map { areEqual(value, $0) } ?? false }
    default: return a.content == b.content
    }
  }

  /// The order of two strings, numbers or binaries of the same type, else `nil`: negative, 0,
  /// positive.
  static func order(_ left: Value, _ right: Value) -> Int? {
    guard let a = parts(left), let b = parts(right), a.type == b.type,
      ["S", "N", "B"].contains(a.type)
    else { return nil }
    if a.type == "N" {
      guard let x = number(left), let y = number(right) else { return nil }
      return x < y ? -1 : x == y ? 0 : 1
    }
    let x = bytes(left)
    let y = bytes(right)
    return x.lexicographicallyPrecedes(y) ? -1 : x == y ? 0 : 1
  }

  /// The bytes of a string or a binary.
  static func bytes(_ value: Value) -> [UInt8] {
    if let text = value["S"]?.string { return Array(text.utf8) }
    return value["B"]?.string.flatMap { Identifiers.bytes(base64: $0) } ?? []
  }

  // MARK: Keys and sizes

  /// Bytes whose order is that of the values, with an end of their own.
  static func sortKey(_ value: Value) -> [UInt8] {
    if let number = number(value) { return number.sortKey }
    return prefixKey(bytes(value)) + [0, 1]
  }

  /// The beginning of the keys of all values that begin with `bytes`.
  static func prefixKey(_ bytes: [UInt8]) -> [UInt8] {
    var key: [UInt8] = []
    for byte in bytes {
      key.append(byte)
      if byte == 0 { key.append(0xff) }
    }
    return key
  }

  /// The size that DynamoDB charges for an item.
  static func size(_ item: Object) -> Int {
    item.reduce(0) { $0 + $1.0.utf8.count + size($1.1) }
  }

  static func size(_ value: Value) -> Int {
    guard let (type, content) = parts(value) else { return 0 }
    switch type {
    case "S": return content.string?.utf8.count ?? 0
    case "B": return bytes(value).count
    case "N": return numberSize(content.string ?? "")
    case "SS": return (content.array ?? []).reduce(0) { $0 + ($1.string?.utf8.count ?? 0) }
    case "NS": return (content.array ?? []).reduce(0) { $0 + numberSize($1.string ?? "") }
    case "BS":
      return (content.array ?? []).reduce(0) { $0 + size(.object(["B": $1])) }
    case "L": return (content.array ?? []).reduce(3) { $0 + 1 + size($1) }
    case "M":
      return (content.object ?? Object()).reduce(3) { $0 + 1 + $1.0.utf8.count + size($1.1) }
    default: return 1
    }
  }

  private static func numberSize(_ text: String) -> Int {
    let count = (try? DecimalNumber(text))?.digits.count ?? 0
    return (count + 1) / 2 + 1 + (text.hasPrefix("-") ? 1 : 0)
  }

  /// A plain JSON value as an attribute value: text is `S`, a number `N` …
  static func make(_ value: Value) -> Value {
    switch value {
    case .null: .object(["NULL": true])
    case .bool: .object(["BOOL": value])
    case .int, .double: .object(["N": .string(value.text)])
    case .string: .object(["S": value])
    case .array(let elements): .object(["L": .array(elements.map(make))])
    case .object(let members): .object(["M": .object(Object(members.map { ($0, make($1)) }))])
    }
  }
}

extension ServiceError {
  static func validation(_ message: String) -> ServiceError {
    ServiceError("ValidationException", message)
  }

  static func invalidParameters(_ message: String) -> ServiceError {
    .validation("One or more parameter values were invalid: " + message)
  }

  static func serialization(_ value: Value) -> ServiceError {
    ServiceError("SerializationException", "Unexpected value type in payload: \(value.typeName)")
  }

  /// AWS's sentence about one member of a request.
  static func constraint(_ member: String, _ value: Value?, _ rule: String) -> ServiceError {
    let given = value.map { "'\($0.string ?? $0.text)'" } ?? "null"
    return .validation(
      "1 validation error detected: Value \(given) at '\(member)' failed to satisfy constraint: "
        + rule)
  }
}
