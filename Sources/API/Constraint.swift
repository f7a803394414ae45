import JSON

/// What AWS's service model demands of a request's members, and the words in which it says so.
///
/// Taken from the model of API version 2016-11-23; the enumerations stand in the order in which AWS
/// lists them in its messages where one was recorded.
enum Constraint: Sendable {
  case length(ClosedRange<Int>)
  case maximumLength(Int)
  case range(ClosedRange<Int>)
  case oneOf([String])
  case pattern(String, @Sendable (String) -> Bool)

  /// The violation by `value` at `place`, or `nil`.
  fileprivate func violation(_ value: Value, at place: String) -> String? {
    guard let demand = demand(value) else { return nil }
    return "Value '\(spelling(value))' at '\(place)' failed to satisfy constraint: Member must \(demand)"
  }

  private func demand(_ value: Value) -> String? {
    switch self {
    case .length(let range):
      guard let count = value.string?.count ?? value.array?.count else { return nil }
      if count < range.lowerBound {
        return "have length greater than or equal to \(range.lowerBound)"
      }
      return count > range.upperBound ? "have length less than or equal to \(range.upperBound)" : nil
    case .maximumLength(let limit):
      guard let count = value.string?.count ?? value.array?.count else { return nil }
      return count > limit ? "have length less than or equal to \(limit)" : nil
    case .range(let range):
      guard let number = value.int else { return nil }
      if number < range.lowerBound {
        return "have value greater than or equal to \(range.lowerBound)"
      }
      return number > range.upperBound ? "have value less than or equal to \(range.upperBound)" : nil
    case .oneOf(let words):
      guard let text = value.string, !words.contains(text) else { return nil }
      return "satisfy enum value set: [\(words.joined(separator: ", "))]"
    case .pattern(let pattern, let accepts):
      guard let text = value.string, !accepts(text) else { return nil }
      return "satisfy regular expression pattern: \(pattern)"
    }
  }

  private func spelling(_ value: Value) -> String {
    if let text = value.string { return text }
    guard let elements = value.array else { return value.text }
    let items = elements.map { element in
      let members = element.object?.map { "\($0)=\($1.string ?? $1.text)" } ?? []
      return "RoutingConfigurationListItem(\(members.joined(separator: ", ")))"
    }
    return "[\(items.joined(separator: ", "))]"
  }
}

/// A member of a request with its constraints; `required` is checked first.
struct Member: Sendable {
  var name: String
  var required = false
  var constraints: [Constraint] = []
  /// Members of each element of a list.
  var elements: [Member] = []
}

extension Member {
  /// Checks a request; every violation is told, in AWS's words.
  static func check(_ request: Value, against members: [Member]) throws(Fault) {
    var violations: [String] = []
    for member in members { member.collect(request, at: "", into: &violations) }
    guard !violations.isEmpty else { return }
    let noun = violations.count == 1 ? "validation error" : "validation errors"
    throw .validation(
      "\(violations.count) \(noun) detected: " + violations.joined(separator: "; "))
  }

  private func collect(_ owner: Value, at prefix: String, into violations: inout [String]) {
    let place = prefix + name
    guard let value = owner[name], !value.isNull else {
      if required {
        violations.append(
          "Value null at '\(place)' failed to satisfy constraint: Member must not be null")
      }
      return
    }
    for constraint in constraints {
      if let violation = constraint.violation(value, at: place) { violations.append(violation) }
    }
    for (index, element) in (elements.isEmpty ? [] : value.array ?? []).enumerated() {
      for member in elements {
        member.collect(element, at: "\(place).\(index + 1).member.", into: &violations)
      }
    }
  }
}
