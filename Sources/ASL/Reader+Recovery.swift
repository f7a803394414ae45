import JSON
import JSONata

private let retrierFields: Set<String> = [
  "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds",
  "JitterStrategy", "Comment",
]
private let pathCatcherFields: Set<String> = [
  "ErrorEquals", "Next", "ResultPath", "Assign", "Comment",
]
private let jsonataCatcherFields: Set<String> = [
  "ErrorEquals", "Next", "Output", "Assign", "Comment",
]

/// `Retry` and `Catch`.
extension Reader {
  mutating func retriers(_ fields: Object, at site: Site) -> [Retrier] {
    var retriers: [Retrier] = []
    for (index, object) in entries("Retry", in: fields, at: site) {
      let place = site.at("Retry[\(index)]")
      checkAllowed(retrierFields, in: object, at: place)
      var retrier = Retrier(errorEquals: errorEquals(object, at: place))
      if let seconds = integer("IntervalSeconds", in: object, at: place, range: 1...99_999_999) {
        retrier.intervalSeconds = seconds
      }
      if let attempts = integer("MaxAttempts", in: object, at: place, range: 0...99_999_999) {
        retrier.maxAttempts = attempts
      }
      if let rate = backoffRate(object, at: place) { retrier.backoffRate = rate }
      retrier.maxDelaySeconds = integer(
        "MaxDelaySeconds", in: object, at: place, range: 1...31_622_400)
      retrier.fullJitter =
        word("JitterStrategy", in: object, at: place, of: ["FULL", "NONE"]) == "FULL"
      retriers.append(retrier)
    }
    return retriers
  }

  private mutating func backoffRate(_ object: Object, at place: String) -> Double? {
    guard let value = object["BackoffRate"] else { return nil }
    guard let rate = value.double else {
      if let text = value.string, isPlaceholder(text) { return nil }
      fault("Expected value of type [NUMBER]", at: "\(place)/BackoffRate")
      return nil
    }
    guard rate >= 1 else {
      fault("Value must be at least 1.0", at: "\(place)/BackoffRate")
      return nil
    }
    return rate
  }

  mutating func catchers(_ fields: Object, at site: Site) -> [Catcher] {
    var catchers: [Catcher] = []
    let site = site.offering(.errorOutput)
    for (index, object) in entries("Catch", in: fields, at: site) {
      let field = "Catch[\(index)]/"
      let place = site.at("Catch[\(index)]")
      checkAllowed(
        site.language == .jsonPath ? pathCatcherFields : jsonataCatcherFields, in: object, at: place
      )
      checkRequired(["Next"], in: object, at: place)
      let next = string("Next", in: object, at: place)
      catchers.append(
        Catcher(
          errorEquals: errorEquals(object, at: place), next: target(next ?? ""),
          resultPath: resultPath(in: object, at: site, field: field),
          output: site.language == .jsonata
            ? template("Output", in: object, at: site, field: field) : nil,
          assign: assign(in: object, at: site, field: field), comment: object["Comment"]?.string))
    }
    return catchers
  }

  /// The objects in the array called `name`.
  private mutating func entries(_ name: String, in fields: Object, at site: Site)
    -> [(Int, Object)]
  {
    guard let value = fields[name] else { return [] }
    guard case .array(let elements) = value else {
      fault("Expected value of type [ARRAY]", at: site.at(name))
      return []
    }
    var entries: [(Int, Object)] = []
    for (index, element) in elements.enumerated() {
      if case .object(let object) = element {
        entries.append((index, object))
      } else {
        fault("Expected value of type [OBJECT]", at: site.at("\(name)[\(index)]"))
      }
    }
    return entries
  }

  private mutating func errorEquals(_ object: Object, at place: String) -> [String] {
    guard checkRequired(["ErrorEquals"], in: object, at: place), let value = object["ErrorEquals"]
    else { return [] }
    guard case .array(let elements) = value else {
      fault("Expected value of type [ARRAY]", at: "\(place)/ErrorEquals")
      return []
    }
    if elements.isEmpty { fault("Value cannot be empty", at: "\(place)/ErrorEquals") }
    var names: [String] = []
    for (index, element) in elements.enumerated() {
      if let name = element.string {
        names.append(name)
      } else {
        fault("Expected value of type [STRING]", at: "\(place)/ErrorEquals[\(index)]")
      }
    }
    return names
  }
}
