import JSON
import JSONata

/// Payload templates.
extension Reader {
  /// The template of a field of a state; `field` is its place relative to the state, `Arguments`,
  /// `Catch[1]/Output`.
  mutating func template(_ value: Value, field: String, at site: Site) -> Template {
    switch site.language {
    case .jsonPath: payload(value, field: field, at: site)
    case .jsonata: expressions(value, field: field, at: site)
    }
  }

  /// The template called `name` in `object`, where there is one.
  mutating func template(
    _ name: String, in object: Object, at site: Site, field: String = ""
  ) -> Template? {
    guard let value = object[name] else { return nil }
    return template(value, field: "\(field)\(name)", at: site)
  }

  // MARK: JSONata

  private mutating func expressions(_ value: Value, field: String, at site: Site) -> Template {
    switch value {
    case .string(let text):
      guard let expression = expression(text, field: field, at: site) else {
        return .constant(value)
      }
      return .expression(expression, field: field)
    case .array(let elements):
      var parts: [Template] = []
      for (index, element) in elements.enumerated() {
        parts.append(expressions(element, field: "\(field)[\(index)]", at: site))
      }
      return parts.allSatisfy(\.isConstant) ? .constant(value) : .array(parts)
    case .object(let object):
      var parts: [Template] = []
      for (name, member) in object {
        parts.append(expressions(member, field: "\(field)/\(name)", at: site))
      }
      if parts.allSatisfy(\.isConstant) { return .constant(value) }
      return .object(ObjectTemplate(form: object, members: parts))
    default: return .constant(value)
    }
  }

  // MARK: JSONPath

  private mutating func payload(_ value: Value, field: String, at site: Site) -> Template {
    switch value {
    case .array(let elements):
      var parts: [Template] = []
      for (index, element) in elements.enumerated() {
        parts.append(payload(element, field: "\(field)[\(index)]", at: site))
      }
      return parts.allSatisfy(\.isConstant) ? .constant(value) : .array(parts)
    case .object(let object): return payload(object, field: field, at: site)
    default: return .constant(value)
    }
  }

  private mutating func payload(_ object: Object, field: String, at site: Site) -> Template {
    var members: [(String, Template)] = []
    var dynamic: [(String, Template)] = []
    for (name, value) in object {
      guard name.utf8.suffix(2).elementsEqual(".$".utf8) else {
        members.append((name, payload(value, field: "\(field)/\(name)", at: site)))
        continue
      }
      let short = String(name.dropLast(2))
      if object[short] != nil {
        fault("The fields '\(short)' and '\(name)' exclude each other", at: site.at(field))
      }
      if let part = dynamicPart(value, name: name, field: field, at: site) {
        dynamic.append((short, part))
      }
    }
    if dynamic.isEmpty, members.allSatisfy(\.1.isConstant), members.count == object.count {
      return .constant(.object(object))
    }
    members += JavaOrder.sorted(dynamic) { $0.0 }
    let form = Object(members.map { ($0.0, Value.null) })
    guard form.count == members.count else { return .constant(.object(object)) }
    return .object(ObjectTemplate(form: form, members: members.map(\.1)))
  }

  /// The value of a `.$` member: a path or the call of an intrinsic function.
  private mutating func dynamicPart(
    _ value: Value, name: String, field: String, at site: Site
  ) -> Template? {
    if let text = value.string {
      if text.hasPrefix("$") {
        do throws(PathError) {
          return .path(try DataPath(text), field: name)
        } catch {}
      } else if let intrinsic = try? Intrinsic(parsing: text) {
        return .intrinsic(intrinsic, field: name)
      }
      if isPlaceholder(text) { return .constant(value) }
    }
    fault(
      "The value for the field '\(name)' must be a valid JSONPath or a valid intrinsic function "
        + "call", at: site.at(field))
    return nil
  }
}

extension Template {
  var isConstant: Bool {
    if case .constant = self { true } else { false }
  }
}
