public import JSON
import JSONata

/// Single fields: their type, their range, their twin.
extension Reader {
  /// Notes the required fields that `object` lacks, in one sentence, as AWS does.
  @discardableResult
  mutating func checkRequired(_ names: [String], in object: Object, at location: String) -> Bool {
    guard names.contains(where: { object[$0] == nil }) else { return true }
    let missing = names.filter { object[$0] == nil }
    fault("These fields are required: [\(missing.joined(separator: ", "))]", at: location)
    return false
  }

  /// Notes the fields that `object` must not have. `language` is the state's, for objects with
  /// fields that only the other query language has.
  mutating func checkAllowed(
    _ names: Set<String>, in object: Object, at location: String, language: QueryLanguage? = nil
  ) {
    for name in object.names where !names.contains(name) {
      if let language, let other = innerFieldLanguages[name], other != language {
        languageFault(name, of: other, in: language, at: location)
      } else {
        fault("Field '\(name)' is not supported", at: location)
      }
    }
  }

  /// Notes a field that only the other query language has.
  mutating func languageFault(
    _ name: String, of other: QueryLanguage, in language: QueryLanguage, at location: String
  ) {
    fault(
      "The QueryLanguage is set to '\(language.rawValue)', but field '\(name)' is only supported "
        + "for the '\(other.rawValue)' QueryLanguage", at: location)
  }

  /// Notes fields that exclude each other. Returns the ones that are there.
  @discardableResult
  mutating func checkExclusive(_ names: [String], in object: Object, at location: String)
    -> [String]
  {
    let present = names.filter { object[$0] != nil }
    if present.count > 1 {
      fault(
        "Only one of these fields can be set: [\(present.joined(separator: ", "))]", at: location)
    }
    return present
  }

  mutating func string(_ name: String, in object: Object, at location: String) -> String? {
    guard let value = object[name] else { return nil }
    guard let text = value.string else {
      if let placeholder = templateFunction(value) { return placeholder }
      fault("Expected value of type [STRING]", at: "\(location)/\(name)")
      return nil
    }
    return text
  }

  /// A function of CloudFormation (`{"Ref": "Function"}`) in the place of a text, as a placeholder:
  /// a deployment fills it, so it is none of the definition's faults where that is read leniently.
  private func templateFunction(_ value: Value) -> String? {
    guard !options.strict, case .object(let object) = value, object.count == 1,
      let name = object.names.first, name == "Ref" || name.hasPrefix("Fn::")
    else { return nil }
    return "${\(name)}"
  }

  /// A string that must be one of `values`.
  mutating func word(
    _ name: String, in object: Object, at location: String, of values: [String]
  ) -> String? {
    guard let text = string(name, in: object, at: location) else { return nil }
    if isPlaceholder(text) { return text }
    guard values.contains(text) else {
      fault(
        "Value should be one of the following: [\(values.joined(separator: ", "))]",
        at: "\(location)/\(name)")
      return nil
    }
    return text
  }

  mutating func integer(
    _ name: String, in object: Object, at location: String, range: ClosedRange<Int>
  ) -> Int? {
    guard let value = object[name] else { return nil }
    guard let number = integral(value, in: range, at: "\(location)/\(name)") else { return nil }
    return number
  }

  /// `value` as an integer within `range`, or a note at `location`.
  private mutating func integral(
    _ value: Value, in range: ClosedRange<Int>, at location: String
  ) -> Int? {
    guard value.double != nil else {
      if let text = value.string, isPlaceholder(text) { return nil }
      fault("Expected value of type [NUMBER]", at: location)
      return nil
    }
    guard let number = value.int else {
      fault("Value must be an integer", at: location)
      return nil
    }
    guard range.contains(number) else {
      fault(
        range.upperBound == Int.max
          ? "Value must be at least \(range.lowerBound)"
          : "Value must be between \(range.lowerBound) and \(range.upperBound)", at: location)
      return nil
    }
    return number
  }

  /// A number that may come from an expression, or from its `…Path` twin in a JSONPath state.
  ///
  /// `field` is the object's place relative to the state with a slash, `ItemBatcher/`, or empty.
  mutating func number(
    _ name: String, in object: Object, at site: Site, field: String = "",
    range: ClosedRange<Int>, integer: Bool = true, twin: Bool = true
  ) -> NumberField? {
    let place = site.at("\(field)\(name)")
    let twinName = "\(name)Path"
    if twin, let path = object[twinName] {
      if object[name] != nil {
        let holder = field.isEmpty ? site.location : site.at(String(field.dropLast()))
        fault("Only one of these fields can be set: [\(name), \(twinName)]", at: holder)
      }
      if site.language == .jsonPath {
        return dataPath(path, at: site.at("\(field)\(twinName)"), reference: true).map {
          .path($0, field: twinName)
        }
      }
    }
    guard let value = object[name] else { return nil }
    if site.language == .jsonata, let text = value.string {
      return expression(text, field: "\(field)\(name)", at: site, required: true).map {
        .expression($0, field: "\(field)\(name)")
      }
    }
    if let text = value.string, isPlaceholder(text) { return nil }
    if integer {
      guard integral(value, in: range, at: place) != nil else { return nil }
    } else {
      guard let number = value.double else {
        fault("Expected value of type [NUMBER]", at: place)
        return nil
      }
      guard number >= Double(range.lowerBound), number <= Double(range.upperBound) else {
        fault(
          "Value must be between \(range.lowerBound) and \(range.upperBound)", at: place)
        return nil
      }
    }
    return .literal(value)
  }

  // MARK: Paths

  /// A path into data, context or a variable.
  mutating func dataPath(_ value: Value, at location: String, reference: Bool = false) -> DataPath?
  {
    guard let text = value.string else {
      fault("Expected value of type [STRING]", at: location)
      return nil
    }
    do throws(PathError) {
      let path = try DataPath(text)
      if reference, !path.path.isReference {
        fault(
          "Value is not a Reference Path: The path selects more than a single node",
          at: location)
        return nil
      }
      return path
    } catch {
      if isPlaceholder(text) { return nil }
      if reference {
        fault(
          text.hasPrefix("$")
            ? "Value is not a Reference Path: \(error.reason)"
            : "Value is not a Reference Path: Reference path didn't start with '$'",
          at: location)
      } else {
        fault("Value must be a valid JSONPath.", at: location)
      }
      return nil
    }
  }

  /// `InputPath` or `OutputPath`.
  mutating func pathField(_ name: String, in object: Object, at site: Site) -> PathField {
    guard site.language == .jsonPath, let value = object[name] else { return .whole }
    if value.isNull { return .none }
    if let text = value.string, text == "$" { return .whole }
    return dataPath(value, at: site.at(name)).map { .path($0) } ?? .whole
  }

  /// `ResultPath` of a state or, with `field` `Catch[0]/`, of a catcher.
  mutating func resultPath(in object: Object, at site: Site, field: String = "") -> ResultPath {
    guard site.language == .jsonPath, let value = object["ResultPath"] else { return .replace }
    if value.isNull { return .discard }
    if let text = value.string, text == "$" { return .replace }
    let place = site.at("\(field)ResultPath")
    guard let path = dataPath(value, at: place, reference: true) else { return .replace }
    guard path.root == .data else {
      fault(
        "Value is not a Reference Path: The path must not start with "
          + (path.root == .context ? "'$$'" : "a variable"), at: place)
      return .replace
    }
    return .at(path.path)
  }

  // MARK: Expressions

  /// The expression between `{%` and `%}`, compiled. `nil` where `text` is plain (a fault if
  /// `required`) or the expression is wrong, which is noted.
  mutating func expression(
    _ text: String, field: String, at site: Site, required: Bool = false
  ) -> Expression? {
    switch Delimited(text) {
    case .plain:
      if required, !isPlaceholder(text) {
        fault("Value must be a JSONata expression between '{%' and '%}'", at: site.at(field))
      }
      return nil
    case .broken:
      fault(
        "A JSONata expression must start with '{%' and end with '%}'", at: site.at(field),
        code: "INVALID_JSONATA_EXPRESSION")
      return nil
    case .expression(let source):
      do throws(Failure) {
        let expression = try Expression(source, dialect: .stepFunctions)
        if let refusal = expression.refusal(available: site.available), !isPlaceholder(source) {
          fault(refusal.message, at: site.at(field), code: refusal.code)
        }
        return expression
      } catch {
        if !isPlaceholder(source) {
          fault(error.message, at: site.at(field), code: "INVALID_JSONATA_EXPRESSION")
          if (try? Expression(source, dialect: .jsonata)) != nil {
            newerExpressions.append(site.at(field))
          }
        }
        return nil
      }
    }
  }
}

/// Fields of rules, catchers, readers and writers that only one query language has.
private let innerFieldLanguages: [String: QueryLanguage] = {
  var languages: [String: QueryLanguage] = [
    "Variable": .jsonPath, "And": .jsonPath, "Or": .jsonPath, "Not": .jsonPath,
    "ResultPath": .jsonPath, "Parameters": .jsonPath, "MaxItemsPath": .jsonPath,
    "MaxItemsPerBatchPath": .jsonPath, "MaxInputBytesPerBatchPath": .jsonPath,
    "Condition": .jsonata, "Output": .jsonata, "Arguments": .jsonata,
  ]
  for name in comparisonOperators.keys { languages[name] = .jsonPath }
  return languages
}()

/// A string of a JSONata state: plain text, an expression, or one half of its delimiters.
enum Delimited {
  case plain
  case expression(String)
  case broken

  init(_ text: String) {
    let opens = text.utf8.starts(with: "{%".utf8)
    let closes = text.utf8.count >= 4 && text.utf8.suffix(2).elementsEqual("%}".utf8)
    guard opens || text.hasSuffix("%}") else {
      self = .plain
      return
    }
    guard opens && closes else {
      self = .broken
      return
    }
    var source = text.utf8.dropFirst(2).dropLast(2)
    while let byte = source.first, byte <= 0x20 { source.removeFirst() }
    while let byte = source.last, byte <= 0x20 { source.removeLast() }
    self = .expression(String(Substring(source)))
  }
}

/// Whether a text has a `${…}` that a deployment would fill.
func isPlaceholder(_ text: String) -> Bool {
  let bytes = text.utf8
  var rest = bytes[...]
  while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
    rest = bytes[bytes.index(after: dollar)...]
    if rest.first == UInt8(ascii: "{") { return rest.contains(UInt8(ascii: "}")) }
  }
  return false
}

extension DataPath {
  /// Reads `$.a`, `$$.State.Name` or `$name.a`.
  public init(_ text: String) throws(PathError) {
    let path = try Path(text)
    let root: Root =
      switch path.root {
      case .input: .data
      case .context: .context
      case .variable(let name): .variable(name)
      }
    self.init(root: root, path: path, text: text)
  }
}
