import JSON

extension Registry.Change {
  /// The change as a line of the registry's file.
  var value: Value {
    switch self {
    case .putMachine(let record): ["putMachine": record.json]
    case .deleteMachine(let arn): ["deleteMachine": .string(arn)]
    case .putActivity(let record): ["putActivity": record.json]
    case .deleteActivity(let arn): ["deleteActivity": .string(arn)]
    }
  }

  /// Reads such a line; `nil` where it is none.
  init?(_ value: Value) {
    if let record = value["putMachine"].flatMap(MachineRecord.init) {
      self = .putMachine(record)
    } else if let arn = value["deleteMachine"]?.string {
      self = .deleteMachine(arn: arn)
    } else if let record = value["putActivity"].flatMap(ActivityRecord.init) {
      self = .putActivity(record)
    } else if let arn = value["deleteActivity"]?.string {
      self = .deleteActivity(arn: arn)
    } else {
      return nil
    }
  }
}

extension Timestamp {
  fileprivate var json: Value { .int(Int(milliseconds)) }

  fileprivate init?(_ value: Value?) {
    guard let number = value?.int else { return nil }
    self.init(milliseconds: Int64(number))
  }
}

extension MachineRecord {
  fileprivate var json: Value {
    var object: Object = [
      "arn": .string(arn), "name": .string(name), "definition": .string(definition),
      "roleArn": .string(roleArn), "type": .string(type), "logging": loggingConfiguration,
      "tracing": tracingConfiguration, "encryption": encryptionConfiguration,
      "creationDate": creationDate.json, "updateDate": updateDate.json,
      "tags": .array(tags.map(\.json)), "versions": .array(versions.map(\.json)),
      "nextVersion": .int(nextVersion), "aliases": .array(aliases.map(\.json)),
    ]
    object["revisionId"] = revisionId.map { .string($0) }
    return .object(object)
  }

  fileprivate init?(_ value: Value) {
    guard let arn = value["arn"]?.string, let name = value["name"]?.string,
      let definition = value["definition"]?.string, let roleArn = value["roleArn"]?.string,
      let type = value["type"]?.string, let creationDate = Timestamp(value["creationDate"]),
      let updateDate = Timestamp(value["updateDate"])
    else { return nil }
    self.init(
      arn: arn, name: name, definition: definition, roleArn: roleArn, type: type,
      loggingConfiguration: value["logging"] ?? MachineSettings.noLogging,
      tracingConfiguration: value["tracing"] ?? MachineSettings.noTracing,
      encryptionConfiguration: value["encryption"] ?? MachineSettings.ownedKey,
      creationDate: creationDate, updateDate: updateDate,
      revisionId: value["revisionId"]?.string, tags: Tag.list(value["tags"]),
      versions: (value["versions"]?.array ?? []).compactMap(VersionRecord.init),
      nextVersion: value["nextVersion"]?.int ?? 1,
      aliases: (value["aliases"]?.array ?? []).compactMap(AliasRecord.init))
  }
}

extension VersionRecord {
  fileprivate var json: Value {
    var object: Object = [
      "number": .int(number), "creationDate": creationDate.json,
      "definition": .string(definition), "roleArn": .string(roleArn),
      "logging": loggingConfiguration, "tracing": tracingConfiguration,
      "encryption": encryptionConfiguration,
    ]
    object["description"] = description.map { .string($0) }
    object["revisionId"] = revisionId.map { .string($0) }
    return .object(object)
  }

  fileprivate init?(_ value: Value) {
    guard let number = value["number"]?.int, let creationDate = Timestamp(value["creationDate"]),
      let definition = value["definition"]?.string, let roleArn = value["roleArn"]?.string
    else { return nil }
    self.init(
      number: number, description: value["description"]?.string, creationDate: creationDate,
      definition: definition, roleArn: roleArn, revisionId: value["revisionId"]?.string,
      loggingConfiguration: value["logging"] ?? MachineSettings.noLogging,
      tracingConfiguration: value["tracing"] ?? MachineSettings.noTracing,
      encryptionConfiguration: value["encryption"] ?? MachineSettings.ownedKey)
  }
}

extension AliasRecord {
  fileprivate var json: Value {
    var object: Object = [
      "name": .string(name), "creationDate": creationDate.json, "updateDate": updateDate.json,
      "routes": .array(
        routes.map { ["versionArn": .string($0.versionArn), "weight": .int($0.weight)] }),
    ]
    object["description"] = description.map { .string($0) }
    return .object(object)
  }

  fileprivate init?(_ value: Value) {
    guard let name = value["name"]?.string, let creationDate = Timestamp(value["creationDate"]),
      let updateDate = Timestamp(value["updateDate"])
    else { return nil }
    let routes = (value["routes"]?.array ?? []).map { route in
      Route(versionArn: route["versionArn"]?.string ?? "", weight: route["weight"]?.int ?? 0)
    }
    self.init(
      name: name, description: value["description"]?.string, routes: routes,
      creationDate: creationDate, updateDate: updateDate)
  }
}

extension ActivityRecord {
  fileprivate var json: Value {
    [
      "arn": .string(arn), "name": .string(name), "creationDate": creationDate.json,
      "encryption": encryptionConfiguration, "tags": .array(tags.map(\.json)),
    ]
  }

  fileprivate init?(_ value: Value) {
    guard let arn = value["arn"]?.string, let name = value["name"]?.string,
      let creationDate = Timestamp(value["creationDate"])
    else { return nil }
    self.init(
      arn: arn, name: name, creationDate: creationDate,
      encryptionConfiguration: value["encryption"] ?? MachineSettings.ownedKey,
      tags: Tag.list(value["tags"]))
  }
}
