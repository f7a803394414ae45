import JSON

/// The parts of a Create or Update request that make a revision.
struct MachineSettings: Sendable {
  var definition: String?
  var roleArn: String?
  var loggingConfiguration: Value?
  var tracingConfiguration: Value?
  var encryptionConfiguration: Value?

  init(_ request: Value) throws(Fault) {
    definition = request["definition"]?.string
    roleArn = request["roleArn"]?.string
    loggingConfiguration = try Self.logging(request["loggingConfiguration"])
    tracingConfiguration = request["tracingConfiguration"].map { configuration in
      ["enabled": configuration["enabled"] ?? false]
    }
    encryptionConfiguration = request["encryptionConfiguration"]
  }

  static let noLogging: Value = ["includeExecutionData": false, "level": "OFF"]
  static let noTracing: Value = ["enabled": false]
  static let ownedKey: Value = ["type": "AWS_OWNED_KEY"]

  private static func logging(_ configuration: Value?) throws(Fault) -> Value? {
    guard let configuration, !configuration.isNull else { return nil }
    let destinations = configuration["destinations"]?.array
    let level = configuration["level"]?.string ?? "OFF"
    let count = destinations?.count ?? 0
    guard count == 1 || count == 0 && level == "OFF" else {
      throw .invalidLogging("Must specify exactly one Log Destination.")
    }
    var result = Object()
    if let destinations { result["destinations"] = .array(destinations) }
    result["includeExecutionData"] = configuration["includeExecutionData"] ?? false
    result["level"] = .string(level)
    return .object(result)
  }
}

extension Registry {
  /// CreateStateMachine; `definition` was validated by the caller. Creating the same machine again
  /// answers as the first time.
  mutating func createMachine(
    _ request: Value, at time: Timestamp
  ) throws(Fault) -> (record: MachineRecord, version: VersionRecord?) {
    let name = request["name"]?.string ?? ""
    try Name.check(name)
    let settings = try MachineSettings(request)
    let publish = request["publish"]?.bool ?? false
    if !publish, request["versionDescription"] != nil {
      throw .validation("Version description can only be set when publish is true")
    }
    var record = MachineRecord(
      arn: arn("stateMachine", name), name: name, definition: settings.definition ?? "",
      roleArn: settings.roleArn ?? "", type: request["type"]?.string ?? "STANDARD",
      loggingConfiguration: settings.loggingConfiguration ?? MachineSettings.noLogging,
      tracingConfiguration: settings.tracingConfiguration ?? MachineSettings.noTracing,
      encryptionConfiguration: settings.encryptionConfiguration ?? MachineSettings.ownedKey,
      creationDate: time, updateDate: time)
    if let existing = machines[record.arn] {
      guard sameForCreation(existing, record) else { throw .machineAlreadyExists(record.arn) }
      record = existing
    } else {
      record.tags = Tag.list(request["tags"])
    }
    guard publish else {
      if machines[record.arn] == nil { put(record) }
      return (record, nil)
    }
    let version = record.publish(
      description: request["versionDescription"]?.string, at: time)
    put(record)
    return (record, version)
  }

  /// AWS: name, definition, type, logging, tracing and encryption count; role and tags do not.
  private func sameForCreation(_ a: MachineRecord, _ b: MachineRecord) -> Bool {
    a.definition == b.definition && a.type == b.type
      && a.loggingConfiguration == b.loggingConfiguration
      && a.tracingConfiguration == b.tracingConfiguration
      && a.encryptionConfiguration == b.encryptionConfiguration
  }

  /// UpdateStateMachine. `revisionId` is used when something changes.
  mutating func updateMachine(
    _ request: Value, revisionId: String, at time: Timestamp
  ) throws(Fault) -> (record: MachineRecord, changed: Bool, version: VersionRecord?) {
    let arn = try Arn(request["stateMachineArn"]?.string ?? "", types: "stateMachine")
    var record = try machine(arn)
    let settings = try MachineSettings(request)
    let publish = request["publish"]?.bool ?? false
    if !publish, request["versionDescription"] != nil {
      throw .validation("Version description can only be set when publish is true")
    }
    if settings.definition == nil, settings.roleArn == nil, settings.loggingConfiguration == nil,
      settings.tracingConfiguration == nil, settings.encryptionConfiguration == nil
    {
      throw Fault(
        code: "MissingRequiredParameter",
        message: "Either the definition, the role ARN, the LoggingConfiguration, "
          + "the TracingConfiguration, or the EncryptionConfiguration must be specified")
    }
    let before = record
    record.definition = settings.definition ?? record.definition
    record.roleArn = settings.roleArn ?? record.roleArn
    record.loggingConfiguration = settings.loggingConfiguration ?? record.loggingConfiguration
    record.tracingConfiguration = settings.tracingConfiguration ?? record.tracingConfiguration
    record.encryptionConfiguration =
      settings.encryptionConfiguration ?? record.encryptionConfiguration
    let changed = record != before
    record.updateDate = time
    if changed { record.revisionId = revisionId }
    let version =
      publish
      ? record.publish(description: request["versionDescription"]?.string, at: time) : nil
    put(record)
    return (record, changed, version)
  }

  /// What StartExecution runs for an ARN: the machine, a version, or the version that an alias
  /// chooses by `draw`, a number from 0 up to 100.
  func startable(_ text: String, draw: Double) throws(Fault) -> StartableMachine {
    let arn = try Arn(text, types: "stateMachine")
    guard let record = machines[arn.unqualified] else { throw .machineDoesNotExist(text) }
    guard let qualifier = arn.qualifier else {
      return StartableMachine(
        record: record, definition: record.definition, roleArn: record.roleArn,
        revisionId: record.revisionId)
    }
    if let number = Int(qualifier) {
      guard let version = record.versions.first(where: { $0.number == number }) else {
        throw .machineDoesNotExist(text)
      }
      return startable(record, version, aliasArn: nil)
    }
    guard let alias = record.aliases.first(where: { $0.name == qualifier }),
      let version = record.version(of: alias, draw: draw)
    else { throw .machineDoesNotExist(text) }
    return startable(record, version, aliasArn: text)
  }

  private func startable(
    _ record: MachineRecord, _ version: VersionRecord, aliasArn: String?
  ) -> StartableMachine {
    StartableMachine(
      record: record, definition: version.definition, roleArn: version.roleArn,
      revisionId: version.revisionId, versionArn: "\(record.arn):\(version.number)",
      aliasArn: aliasArn)
  }
}
