import JSON

/// EventBridge: buses, rules with patterns, targets, and the events that were put.
struct Buses: Sendable {
  /// How many events of a bus are kept to be looked at.
  static let keptLimit = 1000

  let store: Store
  let queues: Queues
  let topics: Topics
  let account: String
  let region: String
  let deliver: @Sendable (Delivery) -> Void

  /// Performs an operation of the API, `PutEvents` …
  func handle(_ operation: String, _ request: Object) throws(ServiceError) -> Object {
    switch operation {
    case "PutEvents": try putEvents(request)
    case "PutRule": try putRule(request)
    case "DeleteRule": try deleteRule(request)
    case "DescribeRule": try describeRule(request)
    case "ListRules": try listRules(request)
    case "EnableRule": try setState(request, "ENABLED")
    case "DisableRule": try setState(request, "DISABLED")
    case "PutTargets": try putTargets(request)
    case "RemoveTargets": try removeTargets(request)
    case "ListTargetsByRule": try listTargets(request)
    case "CreateEventBus": try createBus(request)
    case "DeleteEventBus": try deleteBus(request)
    case "DescribeEventBus": try describeBus(request)
    case "ListEventBuses": try listBuses()
    case "TestEventPattern": try testPattern(request)
    case "ListTagsForResource": ["Tags": []]
    case "TagResource", "UntagResource": Object()
    default:
      throw ServiceError("UnknownOperationException", "\(operation) is not embedded in Treadle")
    }
  }

  static let buses = "events/buses"
  static func rules(_ bus: String) -> String { "events/rules/" + bus }
  static func events(_ bus: String) -> String { "events/events/" + bus }

  private static func notFound(_ what: String) -> ServiceError {
    ServiceError("ResourceNotFoundException", "\(what) does not exist.")
  }

  private func name(_ value: Value?) -> String {
    let text = value?.string ?? "default"
    return text.hasPrefix("arn:") ? text.split(separator: "/").last.map(String.init) ?? text : text
  }

  private func busArn(_ name: String) -> String {
    "arn:aws:events:\(region):\(account):event-bus/\(name)"
  }

  private func ruleArn(_ bus: String, _ rule: String) -> String {
    "arn:aws:events:\(region):\(account):rule/" + (bus == "default" ? rule : "\(bus)/\(rule)")
  }

  private func exists(_ bus: String, _ transaction: StoreTransaction) throws(ServiceError) -> Bool {
    if bus == "default" { return true }
    return try transaction.object(Self.buses, bus) != nil
  }

  private func bus(
    _ request: Object, _ transaction: StoreTransaction
  ) throws(ServiceError) -> String {
    let name = name(request["EventBusName"])
    guard try exists(name, transaction) else { throw Self.notFound("Event bus \(name)") }
    return name
  }

  // MARK: Events

  private func putEvents(_ request: Object) throws(ServiceError) -> Object {
    guard let entries = request["Entries"]?.array else {
      throw .constraint("entries", nil, "Member must not be null")
    }
    guard (1...10).contains(entries.count) else {
      throw .constraint(
        "entries", .string("[…]"),
        "Member must have length "
          + (entries.isEmpty ? "greater than or equal to 1" : "less than or equal to 10"))
    }
    var answers: [Value] = []
    var failures = 0
    var events: [(bus: String, event: Value)] = []
    for entry in entries {
      switch Self.fault(of: entry) {
      case let (code, message)?:
        failures += 1
        answers.append(["ErrorCode": .string(code), "ErrorMessage": .string(message)])
      case nil:
        let id = Identifiers.uuid()
        answers.append(["EventId": .string(id)])
        events.append((name(entry["EventBusName"]), event(entry, id)))
      }
    }
    for (bus, event) in events { try route(event, on: bus) }
    return ["FailedEntryCount": .int(failures), "Entries": .array(answers)]
  }

  /// Why an entry is refused, if it is.
  private static func fault(of entry: Value) -> (String, String)? {
    for (member, name) in [
      ("Source", "Source"), ("DetailType", "DetailType"), ("Detail", "Detail"),
    ] {
      guard let text = entry[member]?.string, !text.isEmpty else {
        return (
          "InvalidArgument",
          "Parameter \(name) is not valid. Reason: \(name) is a required argument."
        )
      }
    }
    let detail = (try? Value(parsing: entry["Detail"]?.string ?? ""))
    guard detail?.object != nil else { return ("MalformedDetail", "Detail is malformed.") }
    return nil
  }

  private func event(_ entry: Value, _ id: String) -> Value {
    let time: String
    if let seconds = entry["Time"]?.double {
      time = Timestamp(milliseconds: Int64(seconds * 1000)).text(dropZeroFraction: true)
    } else {
      time =
        entry["Time"]?.string
        ?? Timestamp(milliseconds: WallClock.milliseconds() / 1000 * 1000).text(
          dropZeroFraction: true)
    }
    return [
      "version": "0", "id": .string(id), "detail-type": entry["DetailType"] ?? "",
      "source": entry["Source"] ?? "", "account": .string(account), "time": .string(time),
      "region": .string(region), "resources": entry["Resources"] ?? [],
      "detail": (try? Value(parsing: entry["Detail"]?.string ?? "{}")) ?? .emptyObject,
    ]
  }

  /// - Parameter hops: how many buses handed the event on; one that comes round is dropped.
  private func route(_ event: Value, on bus: String, hops: Int = 0) throws(ServiceError) {
    let rules = try store.write { transaction throws(ServiceError) in
      // An event for a bus that does not exist is accepted, and lost.
      guard try exists(bus, transaction) else { return [Object]() }
      let number = try transaction.next("events")
      try transaction.put(event.object, Self.events(bus), numberKey(number))
      if number > Self.keptLimit {
        try transaction.put(nil, Self.events(bus), numberKey(number - Self.keptLimit))
      }
      return try transaction.objects(Self.rules(bus)).map(\.value)
    }
    for rule in rules where rule["State"]?.string != "DISABLED" {
      guard let pattern = rule["EventPattern"]?.string.flatMap({ EventPattern($0) }),
        pattern.matches(event)
      else { continue }
      for target in rule["Targets"]?.array ?? [] { send(event, to: target, hops: hops) }
    }
  }

  private static let hopsLimit = 5

  private func send(_ event: Value, to target: Value, hops: Int) {
    let arn = target["Arn"]?.string ?? ""
    let text = TargetInput(target).text(event)
    switch arn.split(separator: ":", omittingEmptySubsequences: false).dropFirst(2).first {
    case "sqs":
      queues.deliver(
        text, to: Queues.name(arn), group: target["SqsParameters"]?["MessageGroupId"]?.string)
    case "sns":
      _ = try? topics.handle("Publish", ["TopicArn": .string(arn), "Message": .string(text)])
    case "lambda": deliver(.function(arn: arn, event: text))
    case "states": deliver(.stateMachine(arn: arn, input: text))
    case "events" where hops < Self.hopsLimit:
      try? route(event, on: name(.string(arn)), hops: hops + 1)
    default: break
    }
  }

  private func testPattern(_ request: Object) throws(ServiceError) -> Object {
    guard let pattern = request["EventPattern"]?.string.flatMap({ EventPattern($0) }) else {
      throw Self.invalidPattern
    }
    let event = (try? Value(parsing: request["Event"]?.string ?? "")) ?? .null
    return ["Result": .bool(pattern.matches(event))]
  }

  private static let invalidPattern = ServiceError(
    "InvalidEventPatternException", "Event pattern is not valid. Reason: it is no JSON object")

  // MARK: Rules

  private func rule(
    _ request: Object, _ member: String, _ transaction: StoreTransaction
  ) throws(ServiceError) -> (bus: String, name: String, rule: Object) {
    let bus = try bus(request, transaction)
    let name = request[member]?.string ?? ""
    guard let rule = try transaction.object(Self.rules(bus), name) else {
      throw Self.notFound("Rule \(name)")
    }
    return (bus, name, rule)
  }

  private func putRule(_ request: Object) throws(ServiceError) -> Object {
    guard let name = request["Name"]?.string, !name.isEmpty else {
      throw .constraint("name", nil, "Member must not be null")
    }
    let pattern = request["EventPattern"]?.string ?? ""
    let schedule = request["ScheduleExpression"]?.string ?? ""
    guard !pattern.isEmpty || !schedule.isEmpty else {
      throw .validation("Parameter(s) EventPattern or ScheduleExpression must be specified.")
    }
    if !pattern.isEmpty, EventPattern(pattern) == nil { throw Self.invalidPattern }
    return try store.write { transaction throws(ServiceError) in
      let bus = try bus(request, transaction)
      var rule = try transaction.object(Self.rules(bus), name) ?? ["Targets": []]
      for member in ["Name", "EventPattern", "ScheduleExpression", "State", "Description"] {
        if let value = request[member] { rule[member] = value }
      }
      try transaction.put(rule, Self.rules(bus), name)
      return ["RuleArn": .string(ruleArn(bus, name))]
    }
  }

  private func deleteRule(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      let bus = try bus(request, transaction)
      let name = request["Name"]?.string ?? ""
      let rule = try transaction.object(Self.rules(bus), name)
      guard rule?["Targets"]?.array?.isEmpty ?? true else {
        throw .validation("Rule can't be deleted since it has targets.")
      }
      try transaction.put(nil, Self.rules(bus), name)
      return Object()
    }
  }

  private func told(_ rule: Object, _ bus: String) -> Object {
    var told = rule
    told["Targets"] = nil
    told["Arn"] = .string(ruleArn(bus, rule["Name"]?.string ?? ""))
    told["State"] = rule["State"] ?? "ENABLED"
    told["EventBusName"] = .string(bus)
    return told
  }

  private func describeRule(_ request: Object) throws(ServiceError) -> Object {
    try store.read { transaction throws(ServiceError) in
      let (bus, _, rule) = try rule(request, "Name", transaction)
      return told(rule, bus)
    }
  }

  private func listRules(_ request: Object) throws(ServiceError) -> Object {
    try store.read { transaction throws(ServiceError) in
      let bus = try bus(request, transaction)
      let prefix = request["NamePrefix"]?.string ?? ""
      let rules = try transaction.objects(Self.rules(bus)).map(\.value)
        .filter { ($0["Name"]?.string ?? "").hasPrefix(prefix) }
      return ["Rules": .array(rules.map { .object(told($0, bus)) })]
    }
  }

  private func setState(_ request: Object, _ state: Value) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      var (bus, name, rule) = try rule(request, "Name", transaction)
      rule["State"] = state
      try transaction.put(rule, Self.rules(bus), name)
      return Object()
    }
  }

  private func putTargets(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      var (bus, name, rule) = try rule(request, "Rule", transaction)
      let added = request["Targets"]?.array ?? []
      let ids = added.map { $0["Id"]?.string }
      let kept = (rule["Targets"]?.array ?? []).filter { !ids.contains($0["Id"]?.string) }
      rule["Targets"] = .array(kept + added)
      try transaction.put(rule, Self.rules(bus), name)
      return ["FailedEntryCount": 0, "FailedEntries": []]
    }
  }

  private func removeTargets(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      var (bus, name, rule) = try rule(request, "Rule", transaction)
      let ids = (request["Ids"]?.array ?? []).map(\.string)
      rule["Targets"] = .array(
        (rule["Targets"]?.array ?? []).filter { !ids.contains($0["Id"]?.string) })
      try transaction.put(rule, Self.rules(bus), name)
      return ["FailedEntryCount": 0, "FailedEntries": []]
    }
  }

  private func listTargets(_ request: Object) throws(ServiceError) -> Object {
    try store.read { transaction throws(ServiceError) in
      ["Targets": try rule(request, "Rule", transaction).rule["Targets"] ?? []]
    }
  }

  // MARK: Buses

  private func createBus(_ request: Object) throws(ServiceError) -> Object {
    guard let name = request["Name"]?.string, !name.isEmpty else {
      throw .constraint("name", nil, "Member must not be null")
    }
    try store.write { transaction throws(ServiceError) in
      guard try !exists(name, transaction) else {
        throw ServiceError("ResourceAlreadyExistsException", "Event bus \(name) already exists.")
      }
      try transaction.put(["Name": .string(name)], Self.buses, name)
    }
    return ["EventBusArn": .string(busArn(name))]
  }

  private func deleteBus(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      try transaction.put(nil, Self.buses, request["Name"]?.string ?? "")
      return Object()
    }
  }

  private func describeBus(_ request: Object) throws(ServiceError) -> Object {
    try store.read { transaction throws(ServiceError) in
      let name = name(request["Name"])
      guard try exists(name, transaction) else { throw Self.notFound("Event bus \(name)") }
      return ["Name": .string(name), "Arn": .string(busArn(name))]
    }
  }

  private func listBuses() throws(ServiceError) -> Object {
    let names = try store.read { transaction throws(ServiceError) in
      try transaction.objects(Self.buses).map { String(decoding: $0.key, as: UTF8.self) }
    }
    return [
      "EventBuses": .array(
        (["default"] + names).map { ["Name": .string($0), "Arn": .string(busArn($0))] })
    ]
  }
}

/// What of an event a target receives: all of it, a part, a constant or a filled template.
struct TargetInput {
  let target: Value

  init(_ target: Value) { self.target = target }

  func text(_ event: Value) -> String {
    if let constant = target["Input"]?.string { return constant }
    if let path = target["InputPath"]?.string { return (Self.value(path, event) ?? .null).text }
    guard let transformer = target["InputTransformer"] else { return event.text }
    var text = transformer["InputTemplate"]?.string ?? ""
    for (name, path) in transformer["InputPathsMap"]?.object ?? Object() {
      let value = Self.value(path.string ?? "", event) ?? .null
      text = text.replacing("\"<\(name)>\"", with: value.text)
      text = text.replacing("<\(name)>", with: value.string ?? value.text)
    }
    return text
  }

  private static func value(_ path: String, _ event: Value) -> Value? {
    path.split(separator: ".").dropFirst().reduce(Optional(event)) { $0?[String($1)] }
  }
}
