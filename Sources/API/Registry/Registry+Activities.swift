import JSON

extension Registry {
  /// CreateActivity; creating the same activity again answers as the first time.
  mutating func createActivity(_ request: Value, at time: Timestamp) throws(Fault)
    -> ActivityRecord
  {
    let name = request["name"]?.string ?? ""
    try Name.check(name)
    let record = ActivityRecord(
      arn: arn("activity", name), name: name, creationDate: time,
      encryptionConfiguration: request["encryptionConfiguration"] ?? MachineSettings.ownedKey,
      tags: Tag.list(request["tags"]))
    if let existing = activities[record.arn] {
      guard existing.encryptionConfiguration == record.encryptionConfiguration else {
        throw Fault(
          code: "ActivityAlreadyExists", message: "Activity Already Exists: '\(record.arn)'")
      }
      return existing
    }
    put(record)
    return record
  }

  /// The activity that an ARN names.
  func activity(_ text: String) throws(Fault) -> ActivityRecord {
    let arn = try Arn(text, types: "activity")
    guard let record = activities[arn.text] else { throw .activityDoesNotExist(text) }
    return record
  }
}
