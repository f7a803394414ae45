import JSON

/// A state machine as CreateStateMachine made it.
struct MachineRecord: Sendable, Hashable {
  var arn: String
  var name: String
  var definition: String
  var roleArn: String
  /// `STANDARD` or `EXPRESS`
  var type: String
  var loggingConfiguration: Value
  var tracingConfiguration: Value
  var encryptionConfiguration: Value
  var creationDate: Timestamp
  var updateDate: Timestamp
  /// `nil` (AWS: the initial revision) until the first update.
  var revisionId: String?
  var tags: [Tag] = []
  /// Newest last; deleted ones are gone, their numbers are not used again.
  var versions: [VersionRecord] = []
  var nextVersion = 1
  var aliases: [AliasRecord] = []

  var isExpress: Bool { type == "EXPRESS" }
}

/// What a published version froze.
struct VersionRecord: Sendable, Hashable {
  var number: Int
  var description: String?
  var creationDate: Timestamp
  var definition: String
  var roleArn: String
  var revisionId: String?
  var loggingConfiguration: Value
  var tracingConfiguration: Value
  var encryptionConfiguration: Value
}

/// An alias: versions with weights that sum up to 100.
struct AliasRecord: Sendable, Hashable {
  struct Route: Sendable, Hashable {
    var versionArn: String
    var weight: Int
  }

  var name: String
  var description: String?
  var routes: [Route]
  var creationDate: Timestamp
  var updateDate: Timestamp
}

struct Tag: Sendable, Hashable {
  var key: String
  var value: String
}

/// An activity.
struct ActivityRecord: Sendable, Hashable {
  var arn: String
  var name: String
  var creationDate: Timestamp
  var encryptionConfiguration: Value
  var tags: [Tag] = []
}

/// What an execution is started from: a machine, one of its versions, or an alias's choice.
struct StartableMachine: Sendable, Hashable {
  var record: MachineRecord
  var definition: String
  var roleArn: String
  var revisionId: String?
  var versionArn: String?
  var aliasArn: String?
}
