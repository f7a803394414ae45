import JSON

/// CreateStateMachineAlias … ListStateMachineAliases.
extension Service {
  func createStateMachineAlias(_ request: Value) throws(Fault) -> Value {
    let time = now()
    let (arn, alias) = try change { registry throws(Fault) in
      try registry.createAlias(request, at: time)
    }
    return ["stateMachineAliasArn": .string(arn), "creationDate": alias.creationDate.seconds]
  }

  func updateStateMachineAlias(_ request: Value) throws(Fault) -> Value {
    let time = now()
    try change { registry throws(Fault) in try registry.updateAlias(request, at: time) }
    return ["updateDate": time.seconds]
  }

  func deleteStateMachineAlias(_ request: Value) throws(Fault) -> Value {
    try change { registry throws(Fault) in try registry.deleteAlias(request) }
    return .emptyObject
  }

  func describeStateMachineAlias(_ request: Value) throws(Fault) -> Value {
    let text = request["stateMachineAliasArn"]?.string ?? ""
    let (record, place) = try read { registry throws(Fault) in try registry.alias(text) }
    let alias = record.aliases[place]
    var answer = Answer()
    answer.set("stateMachineAliasArn", text)
    answer.set("name", alias.name)
    answer.set("description", alias.description)
    answer.set(
      "routingConfiguration",
      .array(
        alias.routes.map { route in
          [
            "stateMachineVersionArn": .string(route.versionArn), "weight": .int(route.weight),
          ]
        }))
    answer.set("creationDate", alias.creationDate)
    answer.set("updateDate", alias.updateDate)
    return answer.value
  }

  func listStateMachineAliases(_ request: Value) throws(Fault) -> Value {
    let arn = try Arn(request["stateMachineArn"]?.string ?? "", types: "stateMachine")
    let record = try read { registry throws(Fault) in
      guard let record = registry.machines[arn.unqualified] else {
        throw .machineDoesNotExist(arn.text)
      }
      return record
    }
    let aliases = record.aliases.filter { alias in
      arn.qualifier == nil || alias.routes.contains { $0.versionArn == arn.text }
    }
    let (page, token) = try Page.cut(aliases, request, "aliases")
    var answer = Answer()
    answer.set(
      "stateMachineAliases",
      .array(
        page.map { alias in
          [
            "stateMachineAliasArn": .string("\(record.arn):\(alias.name)"),
            "creationDate": alias.creationDate.seconds,
          ]
        }))
    answer.set("nextToken", token)
    return answer.value
  }
}
