import JSON

extension MachineRecord {
  /// Publishes the present revision; publishing it again gives the version that already has it.
  mutating func publish(description: String?, at time: Timestamp) -> VersionRecord {
    if let last = versions.last, last.revisionId == revisionId { return last }
    let version = VersionRecord(
      number: nextVersion, description: description, creationDate: time, definition: definition,
      roleArn: roleArn, revisionId: revisionId, loggingConfiguration: loggingConfiguration,
      tracingConfiguration: tracingConfiguration,
      encryptionConfiguration: encryptionConfiguration)
    versions.append(version)
    nextVersion += 1
    return version
  }

  /// The version that an alias sends an execution to, `draw` being a number from 0 up to 100.
  func version(of alias: AliasRecord, draw: Double) -> VersionRecord? {
    var rest = draw
    for route in alias.routes {
      rest -= Double(route.weight)
      if rest < 0 || route == alias.routes.last {
        return versions.first { route.versionArn == "\(arn):\($0.number)" }
      }
    }
    return nil
  }
}

extension Registry {
  /// PublishStateMachineVersion.
  mutating func publishVersion(_ request: Value, at time: Timestamp) throws(Fault)
    -> (arn: String, version: VersionRecord)
  {
    let arn = try Arn(request["stateMachineArn"]?.string ?? "", types: "stateMachine")
    var record = try machine(arn)
    if let wanted = request["revisionId"]?.string, wanted != record.revisionId ?? "INITIAL" {
      throw .conflict(
        "Failed to publish the State Machine version for revision \(wanted). "
          + "The current State Machine revision is \(record.revisionId ?? "INITIAL").")
    }
    let version = record.publish(description: request["description"]?.string, at: time)
    put(record)
    return ("\(record.arn):\(version.number)", version)
  }

  /// DeleteStateMachineVersion; deleting what is not there succeeds.
  mutating func deleteVersion(_ request: Value) throws(Fault) {
    let arn = try Arn(request["stateMachineVersionArn"]?.string ?? "", types: "stateMachine")
    guard let number = arn.qualifier.flatMap({ Int($0) }) else {
      throw .validation(
        "The specified ARN is not a valid state machine version ARN: '\(arn.text)'")
    }
    guard var record = machines[arn.unqualified] else { return }
    let users = record.aliases.filter { alias in
      alias.routes.contains { $0.versionArn == arn.text }
    }
    guard users.isEmpty else {
      let names = users.map(\.name).joined(separator: ", ")
      throw .conflict(
        "Version to be deleted must not be referenced by an alias. "
          + "Current list of aliases referencing this version: [\(names)]")
    }
    guard record.versions.contains(where: { $0.number == number }) else { return }
    record.versions.removeAll { $0.number == number }
    put(record)
  }
}
