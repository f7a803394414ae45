import JSON
import JSONata

/// States and what their types have of their own, save Choice and Map.
extension Reader {
  mutating func state(_ name: String, _ value: Value, at location: String) -> State {
    guard case .object(let fields) = value else {
      fault("Expected value of type [OBJECT]", at: location)
      return sketch(name, at: location)
    }
    checkStateName(name, at: location)
    let site = Site(location: location, language: stateLanguage(fields, at: location))
    guard let kind = stateKind(fields, at: location) else {
      return sketch(name, at: location, fields: fields)
    }
    checkFields(fields, of: kind, at: site)
    let work = StateKinds.works.contains(kind.mask)
    let result = work ? site.offering(.result) : site
    let resultFields = StateKinds.works.union(.pass).contains(kind.mask)
    let arguments = kind == .map ? nil : argumentsTemplate(fields, of: kind, at: site)
    return State(
      name: name, type: stateType(kind, fields, at: site),
      comment: string("Comment", in: fields, at: location), queryLanguage: site.language,
      location: location, transition: transition(fields, of: kind, at: location),
      inputPath: pathField("InputPath", in: fields, at: site),
      outputPath: pathField("OutputPath", in: fields, at: site),
      arguments: arguments,
      resultSelector: site.language == .jsonPath && work
        ? template("ResultSelector", in: fields, at: site) : nil,
      resultPath: resultFields ? resultPath(in: fields, at: site) : .replace,
      output: site.language == .jsonata && kind != .fail
        ? template("Output", in: fields, at: result) : nil,
      assign: kind == .succeed || kind == .fail ? nil : assign(in: fields, at: result),
      retriers: work ? retriers(fields, at: site) : [],
      catchers: work ? catchers(fields, at: site) : [])
  }

  /// What is shown of a state that cannot be read.
  private mutating func sketch(_ name: String, at location: String, fields: Object = Object())
    -> State
  {
    State(
      name: name, type: .pass(result: nil), comment: fields["Comment"]?.string,
      queryLanguage: machineLanguage, location: location,
      transition: fields["Next"]?.string.map { .next(target($0)) } ?? .none, inputPath: .whole,
      outputPath: .whole, arguments: nil, resultSelector: nil, resultPath: .replace, output: nil,
      assign: nil, retriers: [], catchers: [])
  }

  private mutating func checkStateName(_ name: String, at location: String) {
    if name.unicodeScalars.count > 80 {
      fault(
        "State name '\(name)' exceeds the limit of 80 characters", at: location,
        code: "INVALID_STATE_NAME")
    }
  }

  private mutating func stateLanguage(_ fields: Object, at location: String) -> QueryLanguage {
    let own = queryLanguage(fields, at: location)
    if own == .jsonPath, machineLanguage == .jsonata {
      fault(
        "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
        at: location)
    }
    return own ?? machineLanguage
  }

  private mutating func stateKind(_ fields: Object, at location: String) -> StateKind? {
    guard checkRequired(["Type"], in: fields, at: location) else { return nil }
    guard let text = fields["Type"]?.string, let kind = StateKind(rawValue: text) else {
      let names = StateKind.allCases.map(\.rawValue).joined(separator: ", ")
      fault(
        "The field 'Type' should have one of these values: [\(names)]", at: "\(location)/Type")
      return nil
    }
    return kind
  }

  private mutating func checkFields(_ fields: Object, of kind: StateKind, at site: Site) {
    for name in fields.names {
      guard let rule = stateFields[name], rule.kinds.contains(kind.mask) else {
        fault("Field '\(name)' is not supported", at: site.location)
        continue
      }
      if let language = rule.language, language != site.language {
        languageFault(name, of: language, in: site.language, at: site.location)
      }
    }
  }

  private mutating func transition(_ fields: Object, of kind: StateKind, at location: String)
    -> Transition
  {
    guard StateKinds.steps.contains(kind.mask) else { return .none }
    let next = string("Next", in: fields, at: location)
    var ends = false
    if let value = fields["End"] {
      if let flag = value.bool {
        ends = flag
      } else {
        fault("Expected value of type [BOOLEAN]", at: "\(location)/End")
        ends = true
      }
    }
    if ends, fields["Next"] != nil {
      fault("Only one of these fields can be set: [Next, End]", at: location)
    }
    if let next { return .next(target(next)) }
    if ends { return .end }
    if fields["Next"] == nil { fault("These fields are required: [Next]", at: location) }
    return .none
  }

  private mutating func argumentsTemplate(
    _ fields: Object, of kind: StateKind, at site: Site
  ) -> Template? {
    switch (site.language, kind) {
    case (.jsonPath, .pass), (.jsonPath, .task), (.jsonPath, .parallel):
      return template("Parameters", in: fields, at: site)
    case (.jsonata, .task), (.jsonata, .parallel):
      guard let value = fields["Arguments"] else { return nil }
      if kind == .task, !isObjectOrExpression(value) {
        fault("Expected value of type [OBJECT]", at: site.at("Arguments"))
      }
      return template(value, field: "Arguments", at: site)
    default: return nil
    }
  }

  private func isObjectOrExpression(_ value: Value) -> Bool {
    switch value {
    case .object: true
    case .string(let text):
      if case .plain = Delimited(text) { isPlaceholder(text) } else { true }
    default: false
    }
  }

  /// `Assign` of a state, a rule or, with `field` `Catch[0]/`, a catcher.
  mutating func assign(in object: Object, at site: Site, field: String = "") -> Template? {
    guard let value = object["Assign"] else { return nil }
    let place = "\(field)Assign"
    guard case .object(let variables) = value else {
      fault("Expected value of type [OBJECT]", at: site.at(place))
      return nil
    }
    for name in variables.names {
      let isPath = site.language == .jsonPath && name.hasSuffix(".$")
      checkVariable(isPath ? String(name.dropLast(2)) : name, at: site.at(place))
    }
    return template(value, field: place, at: site)
  }

  private mutating func checkVariable(_ name: String, at location: String) {
    if name == "states" {
      fault("The variable name 'states' is reserved", at: location)
    } else if name.unicodeScalars.count > 80 {
      fault("The variable name '\(name)' exceeds the limit of 80 characters", at: location)
    } else if !isIdentifier(name) {
      fault("'\(name)' is not a valid variable name", at: location)
    }
  }

  /// Whether a name is an identifier of UAX #31, as variables must be.
  private func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first else { return false }
    guard first.properties.isIDStart || first == "_" else { return false }
    return name.unicodeScalars.dropFirst().allSatisfy { $0.properties.isIDContinue }
  }

  // MARK: Types

  private mutating func stateType(_ kind: StateKind, _ fields: Object, at site: Site) -> StateType {
    switch kind {
    case .pass: .pass(result: fields["Result"])
    case .task: .task(task(fields, at: site))
    case .choice: .choice(choice(fields, at: site))
    case .wait: .wait(wait(fields, at: site))
    case .succeed: .succeed
    case .fail: .fail(fail(fields, at: site))
    case .parallel: .parallel(parallel(fields, at: site))
    case .map: .map(map(fields, at: site))
    }
  }

  private mutating func task(_ fields: Object, at site: Site) -> TaskState {
    checkRequired(["Resource"], in: fields, at: site.location)
    let text = string("Resource", in: fields, at: site.location)
    let resource = Resource(text ?? "")
    if text != nil { checkResource(resource, at: site.at("Resource")) }
    let timeout = number("TimeoutSeconds", in: fields, at: site, range: 1...99_999_999)
    let heartbeat = number("HeartbeatSeconds", in: fields, at: site, range: 1...99_999_999)
    if case .literal(let limit) = timeout, case .literal(let beat) = heartbeat,
      let limit = limit.double, let beat = beat.double, beat >= limit
    {
      fault(
        "HeartbeatSeconds must be smaller than TimeoutSeconds", at: site.at("HeartbeatSeconds"))
    }
    return TaskState(
      resource: resource, timeoutSeconds: timeout, heartbeatSeconds: heartbeat,
      credentials: credentials(fields, at: site))
  }

  private mutating func credentials(_ fields: Object, at site: Site) -> Template? {
    guard let value = fields["Credentials"] else { return nil }
    let place = site.at("Credentials")
    guard case .object(let object) = value else {
      if site.language == .jsonata, let text = value.string, case .expression = Delimited(text) {
        return template(value, field: "Credentials", at: site)
      }
      fault("Expected value of type [OBJECT]", at: place)
      return nil
    }
    let isPath = site.language == .jsonPath && object["RoleArn.$"] != nil
    checkAllowed(
      site.language == .jsonPath ? ["RoleArn", "RoleArn.$"] : ["RoleArn"], in: object, at: place)
    if object["RoleArn"] == nil, !isPath {
      fault("The field 'RoleArn' is required but was missing", at: place)
    }
    return template(value, field: "Credentials", at: site)
  }

  private mutating func wait(_ fields: Object, at site: Site) -> WaitState {
    let names = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"]
    let present = checkExclusive(names, in: fields, at: site.location)
    if present.isEmpty {
      fault(
        "One of these fields is required: [\(names.joined(separator: ", "))]", at: site.location)
    }
    if let timestamp = timestamp(fields, at: site) { return .timestamp(timestamp) }
    let seconds = number("Seconds", in: fields, at: site, range: 0...99_999_999)
    return .seconds(seconds ?? .literal(.int(0)))
  }

  private mutating func timestamp(_ fields: Object, at site: Site) -> TextField? {
    if site.language == .jsonPath, let path = fields["TimestampPath"] {
      return dataPath(path, at: site.at("TimestampPath"), reference: true).map {
        .path($0, field: "TimestampPath")
      }
    }
    guard let text = string("Timestamp", in: fields, at: site.location) else { return nil }
    if site.language == .jsonata, case .expression = Delimited(text) {
      return expression(text, field: "Timestamp", at: site).map {
        .expression($0, field: "Timestamp")
      }
    }
    if Timestamp(text) == nil, !isPlaceholder(text) {
      fault("String does not match RFC3339 timestamp", at: site.at("Timestamp"))
    }
    return .literal(text)
  }

  private mutating func fail(_ fields: Object, at site: Site) -> FailState {
    FailState(
      error: text("Error", in: fields, at: site), cause: text("Cause", in: fields, at: site))
  }

  /// `Error` or `Cause` of a Fail state, or its `…Path` twin.
  private mutating func text(_ name: String, in fields: Object, at site: Site) -> TextField? {
    let twin = "\(name)Path"
    checkExclusive([name, twin], in: fields, at: site.location)
    if site.language == .jsonPath, let path = fields[twin] {
      return textPath(path, field: twin, at: site)
    }
    guard let text = string(name, in: fields, at: site.location) else { return nil }
    guard site.language == .jsonata else { return .literal(text) }
    if case .plain = Delimited(text) { return .literal(text) }
    return expression(text, field: name, at: site).map { .expression($0, field: name) }
  }

  private mutating func textPath(_ value: Value, field: String, at site: Site) -> TextField? {
    if let text = value.string, !text.hasPrefix("$") {
      if let intrinsic = try? Intrinsic(parsing: text), intrinsic.function.canGiveText {
        return .intrinsic(intrinsic, field: field)
      }
    } else if let text = value.string, let path = try? DataPath(text), path.path.isDefinite {
      return .path(path, field: field)
    }
    fault(
      "The value for the field '\(field)' must be a valid JSONPath or a valid intrinsic function "
        + "call", at: site.at(field))
    return nil
  }

  private mutating func parallel(_ fields: Object, at site: Site) -> ParallelState {
    guard checkRequired(["Branches"], in: fields, at: site.location), let value = fields["Branches"]
    else { return ParallelState(branches: []) }
    guard case .array(let elements) = value else {
      fault("Expected value of type [ARRAY]", at: site.at("Branches"))
      return ParallelState(branches: [])
    }
    if elements.isEmpty { fault("Value cannot be empty", at: site.at("Branches")) }
    var branches: [Scope] = []
    for (index, element) in elements.enumerated() {
      let place = site.at("Branches[\(index)]")
      guard case .object(let object) = element else {
        fault("Expected value of type [OBJECT]", at: place)
        continue
      }
      if let scope = scope(object, at: place, holder: .branch) { branches.append(scope) }
    }
    return ParallelState(branches: branches)
  }
}
