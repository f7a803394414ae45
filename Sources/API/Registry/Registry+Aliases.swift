import JSON

extension Registry {
  /// CreateStateMachineAlias; the machine is the one whose versions are routed to.
  mutating func createAlias(_ request: Value, at time: Timestamp) throws(Fault)
    -> (arn: String, alias: AliasRecord)
  {
    let name = request["name"]?.string ?? ""
    let (routes, machineArn) = try routes(request["routingConfiguration"])
    guard var record = machines[machineArn] else { throw .aliasNotFound }
    try requireVersions(routes, of: record)
    let alias = AliasRecord(
      name: name, description: request["description"]?.string, routes: routes,
      creationDate: time, updateDate: time)
    let aliasArn = "\(machineArn):\(name)"
    if let existing = record.aliases.first(where: { $0.name == name }) {
      guard existing.routes == routes, existing.description == alias.description else {
        throw .conflict(
          "Failed to create alias because an alias with the same name and a different routing "
            + "configuration already exists.")
      }
      return (aliasArn, existing)
    }
    record.aliases.append(alias)
    put(record)
    return (aliasArn, alias)
  }

  /// UpdateStateMachineAlias.
  mutating func updateAlias(_ request: Value, at time: Timestamp) throws(Fault) {
    var (record, place) = try alias(request["stateMachineAliasArn"]?.string ?? "")
    let routing = request["routingConfiguration"]
    guard routing != nil || request["description"] != nil else {
      throw .validation(
        "At least one of routingConfiguration or description must be specified")
    }
    if let routing {
      let (routes, _) = try routes(routing)
      try requireVersions(routes, of: record)
      record.aliases[place].routes = routes
    }
    if let description = request["description"]?.string {
      record.aliases[place].description = description
    }
    record.aliases[place].updateDate = time
    put(record)
  }

  /// DeleteStateMachineAlias; deleting what is not there succeeds.
  mutating func deleteAlias(_ request: Value) throws(Fault) {
    let arn = try Arn(request["stateMachineAliasArn"]?.string ?? "", types: "stateMachine")
    guard var record = machines[arn.unqualified] else { return }
    record.aliases.removeAll { $0.name == arn.qualifier }
    if record != machines[arn.unqualified] { put(record) }
  }

  /// The machine and the place of the alias that an ARN names.
  func alias(_ text: String) throws(Fault) -> (record: MachineRecord, place: Int) {
    let arn = try Arn(text, types: "stateMachine")
    guard let record = machines[arn.unqualified],
      let place = record.aliases.firstIndex(where: { $0.name == arn.qualifier })
    else { throw .aliasNotFound }
    return (record, place)
  }

  private func routes(_ configuration: Value?) throws(Fault) -> (
    routes: [AliasRecord.Route], machineArn: String
  ) {
    let routes = (configuration?.array ?? []).map { item in
      AliasRecord.Route(
        versionArn: item["stateMachineVersionArn"]?.string ?? "", weight: item["weight"]?.int ?? 0)
    }
    let received = routes.map(\.versionArn).joined(separator: ", ")
    var machines: Set<String> = []
    for route in routes {
      let arn = try Arn(route.versionArn, types: "stateMachine")
      guard let qualifier = arn.qualifier, Int(qualifier) != nil else {
        throw .validation(
          "Routing configuration must contain state machine version ARNs. Received: [\(received)]")
      }
      machines.insert(arn.unqualified)
    }
    guard Set(routes.map(\.versionArn)).count == routes.count else {
      throw .validation(
        "Routing configuration must contain distinct state machine version ARNs. "
          + "Received: [\(received)]")
    }
    guard routes.reduce(0, { $0 + $1.weight }) == 100 else {
      let weights = routes.map { String($0.weight) }.joined(separator: ", ")
      throw .validation(
        "Sum of routing configuration weights must equal 100. Received: [\(weights)]")
    }
    guard let machine = machines.first, machines.count == 1 else {
      throw .validation(
        "Routing configuration must contain versions of the same state machine. "
          + "Received: [\(received)]")
    }
    return (routes, machine)
  }

  private func requireVersions(_ routes: [AliasRecord.Route], of record: MachineRecord)
    throws(Fault)
  {
    let known = Set(record.versions.map { "\(record.arn):\($0.number)" })
    guard routes.allSatisfy({ known.contains($0.versionArn) }) else { throw .aliasNotFound }
  }
}
