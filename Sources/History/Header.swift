public import JSON

/// What the history keeps of an execution beside its events; written with the first of them, so
/// that a run can be shown, replayed and handed on without the file it came from.
public struct ExecutionHeader: Sendable, Equatable {
  public var arn: String
  public var name: String
  public var stateMachineArn: String
  public var stateMachineName: String
  public var stateMachineVersionArn: String?
  public var stateMachineAliasArn: String?
  public var roleArn: String
  /// `STANDARD` or `EXPRESS`
  public var type: String
  public var region: String
  public var account: String
  /// The definition as it was given. Stored once a segment, however many executions share it.
  public var definition: String
  /// The file the definition came from, where it came from one.
  public var definitionFile: String?
  /// What the interpreter drew its random numbers from.
  public var seed: UInt64
  /// Set for a child execution of a distributed Map.
  public var mapRunArn: String?
  /// Set for a child execution: who started it.
  public var parentArn: String?
  /// Set for a run that went on from a moment of another one: that one, and its last shared event.
  public var forkOf: String?
  public var forkEventId: Int?
  /// `traceHeader` of `StartExecution`
  public var traceHeader: String?
  /// Whether waits cost no time.
  public var virtualClock: Bool

  public init(
    arn: String, name: String, stateMachineArn: String, stateMachineName: String,
    stateMachineVersionArn: String? = nil, stateMachineAliasArn: String? = nil, roleArn: String,
    type: String, region: String = "us-east-1", account: String = "123456789012",
    definition: String, definitionFile: String? = nil, seed: UInt64 = 0, mapRunArn: String? = nil,
    parentArn: String? = nil, forkOf: String? = nil, forkEventId: Int? = nil,
    traceHeader: String? = nil, virtualClock: Bool = false
  ) {
    self.arn = arn
    self.name = name
    self.stateMachineArn = stateMachineArn
    self.stateMachineName = stateMachineName
    self.stateMachineVersionArn = stateMachineVersionArn
    self.stateMachineAliasArn = stateMachineAliasArn
    self.roleArn = roleArn
    self.type = type
    self.region = region
    self.account = account
    self.definition = definition
    self.definitionFile = definitionFile
    self.seed = seed
    self.mapRunArn = mapRunArn
    self.parentArn = parentArn
    self.forkOf = forkOf
    self.forkEventId = forkEventId
    self.traceHeader = traceHeader
    self.virtualClock = virtualClock
  }
}

/// An execution as a list shows it.
public struct ExecutionSummary: Sendable, Equatable {
  public var arn: String
  public var name: String
  public var stateMachineArn: String
  public var stateMachineName: String
  public var stateMachineVersionArn: String?
  public var stateMachineAliasArn: String?
  /// `STANDARD` or `EXPRESS`
  public var type: String
  /// AWS's word: `RUNNING`, `SUCCEEDED` …
  public var status: String
  public var startDate: Timestamp
  public var stopDate: Timestamp?
  public var eventCount: Int
  public var redriveCount: Int
  public var redriveDate: Timestamp?
  public var mapRunArn: String?
  public var parentArn: String?
  /// Still `RUNNING`, but the program that ran it is gone: `treadle resume` goes on with it.
  public var isInterrupted: Bool

  public init(
    arn: String, name: String, stateMachineArn: String, stateMachineName: String,
    stateMachineVersionArn: String? = nil, stateMachineAliasArn: String? = nil, type: String,
    status: String, startDate: Timestamp, stopDate: Timestamp? = nil, eventCount: Int,
    redriveCount: Int = 0, redriveDate: Timestamp? = nil, mapRunArn: String? = nil,
    parentArn: String? = nil, isInterrupted: Bool = false
  ) {
    self.arn = arn
    self.name = name
    self.stateMachineArn = stateMachineArn
    self.stateMachineName = stateMachineName
    self.stateMachineVersionArn = stateMachineVersionArn
    self.stateMachineAliasArn = stateMachineAliasArn
    self.type = type
    self.status = status
    self.startDate = startDate
    self.stopDate = stopDate
    self.eventCount = eventCount
    self.redriveCount = redriveCount
    self.redriveDate = redriveDate
    self.mapRunArn = mapRunArn
    self.parentArn = parentArn
    self.isInterrupted = isInterrupted
  }
}

/// Which executions a list shows. What is `nil` does not matter.
public struct ExecutionFilter: Sendable, Hashable {
  public var stateMachineArn: String?
  public var stateMachineName: String?
  /// A version or alias of the state machine.
  public var qualifiedArn: String?
  /// AWS's word: `RUNNING`, `FAILED` …
  public var status: String?
  /// Part of the execution's name, in any case of letters.
  public var nameContains: String?
  /// `STANDARD` or `EXPRESS`
  public var type: String?
  /// The children of this Map Run.
  public var mapRunArn: String?
  /// Whether children of Map Runs are listed when `mapRunArn` is `nil`.
  public var includesChildren = false
  public var isRedriven: Bool?
  public var startedFrom: Timestamp?
  public var startedBefore: Timestamp?

  public init() {}
}

/// A part of a list of executions, the most recently started first.
public struct ExecutionPage: Sendable {
  public var executions: [ExecutionSummary]
  /// Asks for the rest; `nil` at the end. Text that can be given to a client.
  public var next: String?

  public init(executions: [ExecutionSummary], next: String?) {
    self.executions = executions
    self.next = next
  }
}
