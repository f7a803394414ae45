import JSON

/// The state machines, versions, aliases, activities and tags of the account: what an API call
/// changes, without its executions.
///
/// A value; the time of a call and fresh ids come along with it. Every change is noted in `changes`
/// so that who keeps the registry can write down only what is new.
struct Registry: Sendable {
  /// One entity that was put or deleted.
  enum Change: Sendable {
    case putMachine(MachineRecord)
    case deleteMachine(arn: String)
    case putActivity(ActivityRecord)
    case deleteActivity(arn: String)
  }

  let region: String
  let account: String
  private(set) var machines: [String: MachineRecord] = [:]
  private(set) var activities: [String: ActivityRecord] = [:]
  private(set) var changes: [Change] = []

  init(region: String, account: String) {
    self.region = region
    self.account = account
  }

  /// Hands over what has changed since the last call.
  mutating func takeChanges() -> [Change] {
    defer { changes = [] }
    return changes
  }

  /// Repeats a change that was written down earlier.
  mutating func replay(_ change: Change) {
    switch change {
    case .putMachine(let record): machines[record.arn] = record
    case .deleteMachine(let arn): machines[arn] = nil
    case .putActivity(let record): activities[record.arn] = record
    case .deleteActivity(let arn): activities[arn] = nil
    }
  }

  mutating func put(_ record: MachineRecord) {
    machines[record.arn] = record
    changes.append(.putMachine(record))
  }

  mutating func put(_ record: ActivityRecord) {
    activities[record.arn] = record
    changes.append(.putActivity(record))
  }

  mutating func removeMachine(_ arn: String) {
    if machines.removeValue(forKey: arn) != nil { changes.append(.deleteMachine(arn: arn)) }
  }

  mutating func removeActivity(_ arn: String) {
    if activities.removeValue(forKey: arn) != nil { changes.append(.deleteActivity(arn: arn)) }
  }

  func arn(_ type: String, _ name: String) -> String {
    "arn:aws:states:\(region):\(account):\(type):\(name)"
  }

  /// Machines in the order of their creation.
  var machinesInOrder: [MachineRecord] {
    machines.values.sorted {
      ($0.creationDate, $0.name) < ($1.creationDate, $1.name)
    }
  }

  /// Activities in the order of their creation.
  var activitiesInOrder: [ActivityRecord] {
    activities.values.sorted {
      ($0.creationDate, $0.name) < ($1.creationDate, $1.name)
    }
  }

  /// The machine of an unqualified ARN.
  func machine(_ arn: Arn) throws(Fault) -> MachineRecord {
    guard let record = machines[arn.text] else { throw .machineDoesNotExist(arn.text) }
    return record
  }
}
