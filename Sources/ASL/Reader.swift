import JSON
import JSONata

/// Makes the model out of a definition's value and notes what AWS would say against it.
///
/// The extensions hold one part of the language each: `Reader+State`, `Reader+Choice`,
/// `Reader+Map`, `Reader+Recovery`, `Reader+Template`, `Reader+Fields`.
struct Reader {
  let options: ReadingOptions
  var diagnostics: [Diagnostic] = []
  /// Places of expressions that only a newer JSONata than AWS's reads.
  var newerExpressions: [String] = []
  /// `QueryLanguage` of the machine.
  var machineLanguage = QueryLanguage.jsonPath
  /// Whether the states being read run in an Express execution.
  var express: Bool
  /// Whether transitions are followed.
  var checksGraph = true
  /// Places of the states in the scope being read.
  var places: [String: Int] = [:]

  init(options: ReadingOptions) {
    self.options = options
    express = options.express
  }

  /// Where a field stands that is being read.
  struct Site {
    /// The state's place, `/States/X`.
    var location: String
    var language: QueryLanguage
    /// What `$states` has there.
    var available: StatesFields = [.input, .context]

    func offering(_ fields: StatesFields) -> Site {
      var site = self
      site.available.formUnion(fields)
      return site
    }

    /// The place of a field of the state: `/States/X/Retry[0]`.
    func at(_ field: String) -> String { "\(location)/\(field)" }
  }

  /// Notes an error.
  mutating func fault(
    _ message: String, at location: String?, code: String = "SCHEMA_VALIDATION_FAILED"
  ) {
    diagnostics.append(
      Diagnostic(severity: .error, code: code, message: message, location: location))
  }

  // MARK: Machine and scopes

  mutating func machine(_ root: Value, text: String) -> StateMachine? {
    guard case .object(let object) = root else {
      fault("Definition must be a valid JSON object", at: "/")
      return nil
    }
    machineLanguage = queryLanguage(object, at: "") ?? .jsonPath
    let timeout = integer("TimeoutSeconds", in: object, at: "", range: 1...99_999_999)
    let version = string("Version", in: object, at: "") ?? "1.0"
    guard let scope = scope(object, at: "", holder: .machine) else { return nil }
    if checksGraph { checkGraph(of: scope) }
    return StateMachine(
      comment: object["Comment"]?.string, version: version, queryLanguage: machineLanguage,
      timeoutSeconds: timeout, scope: scope, text: text)
  }

  /// What holds `StartAt` and `States`.
  enum Holder {
    case machine
    case branch
    case processor

    var fields: Set<String> {
      switch self {
      case .machine:
        ["Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage"]
      case .branch: ["Comment", "StartAt", "States"]
      case .processor: ["Comment", "StartAt", "States", "ProcessorConfig"]
      }
    }
  }

  mutating func scope(_ object: Object, at location: String, holder: Holder) -> Scope? {
    let place = location.isEmpty ? "/" : location
    let allowed = holder.fields
    for name in object.names where !allowed.contains(name) {
      fault("Field '\(name)' is not supported", at: place)
    }
    checkRequired(["States", "StartAt"], in: object, at: place)
    let start = string("StartAt", in: object, at: location)
    guard let value = object["States"] else { return nil }
    guard case .object(let members) = value else {
      fault("Expected value of type [OBJECT]", at: "\(location)/States")
      return nil
    }
    if members.isEmpty { fault("Value cannot be empty", at: "\(location)/States") }
    let outer = places
    defer { places = outer }
    places = Dictionary(
      members.names.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var states: [State] = []
    states.reserveCapacity(members.count)
    for (name, value) in members {
      states.append(state(name, value, at: "\(location)/States/\(name)"))
    }
    return Scope(
      start: target(start ?? ""), states: states, location: location,
      comment: object["Comment"]?.string)
  }

  /// The state of the scope being read that `name` stands for.
  func target(_ name: String) -> Target { Target(name: name, place: places[name]) }

  /// `QueryLanguage` of a machine or a state.
  mutating func queryLanguage(_ object: Object, at location: String) -> QueryLanguage? {
    guard let value = object["QueryLanguage"] else { return nil }
    guard let text = value.string else {
      fault("Expected value of type [STRING]", at: "\(location)/QueryLanguage")
      return nil
    }
    guard let language = QueryLanguage(rawValue: text) else {
      fault(
        "Value should be one of the following: [JSONPath, JSONata]",
        at: "\(location)/QueryLanguage")
      return nil
    }
    return language
  }
}
