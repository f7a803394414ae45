import ASL
import JSON

/// CreateStateMachine … ListTagsForResource: calls that only touch the registry.
extension Service {
  func createStateMachine(_ request: Value) throws(Fault) -> Value {
    try Name.check(request["name"]?.string ?? "")
    try requireValid(request["definition"]?.string ?? "", type: request["type"]?.string)
    let time = now()
    let (record, version) = try change { registry throws(Fault) in
      try registry.createMachine(request, at: time)
    }
    var answer = Answer()
    answer.set("stateMachineArn", record.arn)
    answer.set("creationDate", record.creationDate)
    answer.set("stateMachineVersionArn", version.map { "\(record.arn):\($0.number)" })
    return answer.value
  }

  func updateStateMachine(_ request: Value) throws(Fault) -> Value {
    if let definition = request["definition"]?.string {
      let arn = try Arn(request["stateMachineArn"]?.string ?? "", types: "stateMachine")
      let record = try read { registry throws(Fault) in try registry.machine(arn) }
      try requireValid(definition, type: record.type)
    }
    let time = now()
    let revision = freshUUID()
    let (record, changed, version) = try change { registry throws(Fault) in
      try registry.updateMachine(request, revisionId: revision, at: time)
    }
    var answer = Answer()
    answer.set("updateDate", record.updateDate)
    answer.set("revisionId", changed ? record.revisionId : nil)
    answer.set("stateMachineVersionArn", version.map { "\(record.arn):\($0.number)" })
    return answer.value
  }

  func deleteStateMachine(_ request: Value) throws(Fault) -> Value {
    let arn = try Arn(request["stateMachineArn"]?.string ?? "", types: "stateMachine")
    try change { registry throws(Fault) in registry.removeMachine(arn.text) }
    return .emptyObject
  }

  func describeStateMachine(_ request: Value) throws(Fault) -> Value {
    let text = request["stateMachineArn"]?.string ?? ""
    let arn = try Arn(text, types: "stateMachine")
    let startable = try read { registry throws(Fault) in
      try registry.startable(text, draw: 0)
    }
    let record = startable.record
    let version = arn.qualifier.flatMap { Int($0) }
      .flatMap { number in record.versions.first { $0.number == number } }
    var answer = Answer()
    answer.set("stateMachineArn", text)
    answer.set("name", record.name)
    answer.set("status", "ACTIVE")
    answer.set("definition", startable.definition)
    answer.set("roleArn", startable.roleArn)
    answer.set("type", record.type)
    answer.set("creationDate", version?.creationDate ?? record.creationDate)
    answer.set("loggingConfiguration", version?.loggingConfiguration ?? record.loggingConfiguration)
    answer.set("tracingConfiguration", version?.tracingConfiguration ?? record.tracingConfiguration)
    answer.set("revisionId", startable.revisionId)
    answer.set("description", version?.description)
    answer.set(
      "encryptionConfiguration",
      told(version?.encryptionConfiguration ?? record.encryptionConfiguration))
    answer.set("variableReferences", variableReferences(of: startable.definition))
    if request["includedData"]?.string == "METADATA_ONLY" { answer.set("definition", "") }
    return answer.value
  }

  /// AWS names the key since 2024; most recordings are older. It is told where it was chosen.
  func told(_ encryption: Value) -> Value? {
    encryption == MachineSettings.ownedKey ? Value?.none : encryption
  }

  func listStateMachines(_ request: Value) throws(Fault) -> Value {
    let records = read { $0.machinesInOrder }
    let (page, token) = try Page.cut(records, request, "machines")
    var answer = Answer()
    answer.set(
      "stateMachines",
      .array(
        page.map { record in
          [
            "stateMachineArn": .string(record.arn), "name": .string(record.name),
            "type": .string(record.type), "creationDate": record.creationDate.seconds,
          ]
        }))
    answer.set("nextToken", token)
    return answer.value
  }

  func validateStateMachineDefinition(_ request: Value) throws(Fault) -> Value {
    let limit = request["maxResults"]?.int ?? 0
    let found = diagnostics(
      request["definition"]?.string ?? "", express: request["type"]?.string == "EXPRESS",
      warnings: request["severity"]?.string == "WARNING")
    let told = found.prefix(limit > 0 ? limit : 100)
    var answer = Answer()
    answer.set(
      "result", found.contains { $0.severity == .error } ? "FAIL" : "OK")
    answer.set("diagnostics", .array(told.map(wire)))
    answer.set("truncated", .bool(told.count < found.count))
    return answer.value
  }

  private func wire(_ diagnostic: Diagnostic) -> Value {
    var answer = Answer()
    answer.set("severity", diagnostic.severity.rawValue)
    answer.set("code", diagnostic.code)
    answer.set("message", diagnostic.message)
    answer.set("location", diagnostic.location)
    return answer.value
  }

  // MARK: Versions

  func publishStateMachineVersion(_ request: Value) throws(Fault) -> Value {
    let time = now()
    let (arn, version) = try change { registry throws(Fault) in
      try registry.publishVersion(request, at: time)
    }
    return [
      "creationDate": version.creationDate.seconds, "stateMachineVersionArn": .string(arn),
    ]
  }

  func deleteStateMachineVersion(_ request: Value) throws(Fault) -> Value {
    try change { registry throws(Fault) in try registry.deleteVersion(request) }
    return .emptyObject
  }

  func listStateMachineVersions(_ request: Value) throws(Fault) -> Value {
    let arn = try Arn(request["stateMachineArn"]?.string ?? "", types: "stateMachine")
    let versions = read { $0.machines[arn.text]?.versions ?? [] }
    let (page, token) = try Page.cut(versions.reversed(), request, "versions")
    var answer = Answer()
    answer.set(
      "stateMachineVersions",
      .array(
        page.map { version in
          [
            "stateMachineVersionArn": .string("\(arn.text):\(version.number)"),
            "creationDate": version.creationDate.seconds,
          ]
        }))
    answer.set("nextToken", token)
    return answer.value
  }

  // MARK: Tags

  func tagResource(_ request: Value) throws(Fault) -> Value {
    let new = Tag.list(request["tags"])
    try change { registry throws(Fault) in
      try registry.changeTags(request["resourceArn"]?.string ?? "") { tags in
        for tag in new {
          if let place = tags.firstIndex(where: { $0.key == tag.key }) {
            tags[place] = tag
          } else {
            tags.append(tag)
          }
        }
      }
    }
    return .emptyObject
  }

  func untagResource(_ request: Value) throws(Fault) -> Value {
    let keys = Set((request["tagKeys"]?.array ?? []).compactMap(\.string))
    try change { registry throws(Fault) in
      try registry.changeTags(request["resourceArn"]?.string ?? "") { tags in
        tags.removeAll { keys.contains($0.key) }
      }
    }
    return .emptyObject
  }

  func listTagsForResource(_ request: Value) throws(Fault) -> Value {
    let tags = try read { registry throws(Fault) in
      try registry.tags(request["resourceArn"]?.string ?? "")
    }
    return ["tags": .array(tags.map(\.json))]
  }
}
