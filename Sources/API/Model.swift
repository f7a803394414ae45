import JSON

/// The constraints of each operation's request. Members without any are left out.
enum Model {
  static let arn: [Constraint] = [.length(1...256)]
  static let longArn: [Constraint] = [.length(1...2000)]
  static let maxResults = Member(name: "maxResults", constraints: [.range(0...1000)])
  static let nextToken = Member(name: "nextToken", constraints: [.length(1...1024)])
  static let longNextToken = Member(name: "nextToken", constraints: [.length(1...3096)])
  static let payload: [Constraint] = [.maximumLength(262_144)]
  static let taskToken = Member(name: "taskToken", required: true, constraints: [.length(1...2048)])
  static let included = Member(
    name: "includedData", constraints: [.oneOf(["METADATA_ONLY", "ALL_DATA"])])
  static let error = Member(name: "error", constraints: [.maximumLength(256)])
  static let cause = Member(name: "cause", constraints: [.maximumLength(32_768)])
  static let definition: [Constraint] = [.length(1...1_048_576)]
  static let aliasPattern = Constraint.pattern("^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$") { text in
    let letters = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
    return letters && text.utf8.contains { !(0x30...0x39).contains($0) }
  }
  static let routing = Member(
    name: "routingConfiguration", constraints: [.length(1...2)],
    elements: [
      Member(name: "stateMachineVersionArn", required: true, constraints: longArn),
      Member(name: "weight", required: true, constraints: [.range(0...100)]),
    ])

  private static func required(_ name: String, _ constraints: [Constraint] = []) -> Member {
    Member(name: name, required: true, constraints: constraints)
  }

  static let members: [String: [Member]] = [
    "CreateActivity": [required("name", [.length(1...80)])],
    "CreateStateMachine": [
      required("name", [.length(1...80)]), required("definition", definition),
      required("roleArn", arn), Member(name: "type", constraints: [.oneOf(["STANDARD", "EXPRESS"])]),
      Member(name: "versionDescription", constraints: [.maximumLength(256)]),
    ],
    "CreateStateMachineAlias": [
      Member(name: "description", constraints: [.maximumLength(256)]),
      required("name", [.length(1...80), aliasPattern]),
      Member(
        name: routing.name, required: true, constraints: routing.constraints,
        elements: routing.elements),
    ],
    "DeleteActivity": [required("activityArn", arn)],
    "DeleteStateMachine": [required("stateMachineArn", arn)],
    "DeleteStateMachineAlias": [required("stateMachineAliasArn", arn)],
    "DeleteStateMachineVersion": [required("stateMachineVersionArn", longArn)],
    "DescribeActivity": [required("activityArn", arn)],
    "DescribeExecution": [required("executionArn", arn), included],
    "DescribeMapRun": [required("mapRunArn", longArn)],
    "DescribeStateMachine": [required("stateMachineArn", arn), included],
    "DescribeStateMachineAlias": [required("stateMachineAliasArn", arn)],
    "DescribeStateMachineForExecution": [required("executionArn", arn), included],
    "GetActivityTask": [
      required("activityArn", arn), Member(name: "workerName", constraints: [.length(1...80)]),
    ],
    "GetExecutionHistory": [required("executionArn", arn), maxResults, nextToken],
    "ListActivities": [maxResults, nextToken],
    "ListExecutions": [
      Member(name: "stateMachineArn", constraints: arn),
      Member(
        name: "statusFilter",
        constraints: [
          .oneOf(["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"])
        ]),
      maxResults, longNextToken, Member(name: "mapRunArn", constraints: longArn),
      Member(name: "redriveFilter", constraints: [.oneOf(["REDRIVEN", "NOT_REDRIVEN"])]),
    ],
    "ListMapRuns": [required("executionArn", arn), maxResults, nextToken],
    "ListStateMachineAliases": [required("stateMachineArn", arn), nextToken, maxResults],
    "ListStateMachineVersions": [required("stateMachineArn", arn), nextToken, maxResults],
    "ListStateMachines": [maxResults, nextToken],
    "ListTagsForResource": [required("resourceArn", arn)],
    "PublishStateMachineVersion": [
      required("stateMachineArn", arn),
      Member(name: "description", constraints: [.maximumLength(256)]),
    ],
    "RedriveExecution": [
      required("executionArn", arn), Member(name: "clientToken", constraints: [.length(1...64)]),
    ],
    "SendTaskFailure": [taskToken, error, cause],
    "SendTaskHeartbeat": [taskToken],
    "SendTaskSuccess": [taskToken, required("output", payload)],
    "StartExecution": [
      required("stateMachineArn", arn), Member(name: "name", constraints: [.length(1...80)]),
      Member(name: "input", constraints: payload),
    ],
    "StartSyncExecution": [
      required("stateMachineArn", arn), Member(name: "name", constraints: [.length(1...80)]),
      Member(name: "input", constraints: payload), included,
    ],
    "StopExecution": [required("executionArn", arn), error, cause],
    "TagResource": [required("resourceArn", arn), required("tags")],
    "TestState": [
      required("definition", definition), Member(name: "roleArn", constraints: arn),
      Member(name: "input", constraints: payload),
      Member(name: "inspectionLevel", constraints: [.oneOf(["INFO", "DEBUG", "TRACE"])]),
      Member(name: "stateName", constraints: [.length(1...80)]),
    ],
    "UntagResource": [required("resourceArn", arn), required("tagKeys")],
    "UpdateMapRun": [
      required("mapRunArn", longArn),
      Member(name: "maxConcurrency", constraints: [.range(0...Int.max)]),
      Member(name: "toleratedFailureCount", constraints: [.range(0...Int.max)]),
    ],
    "UpdateStateMachine": [
      required("stateMachineArn", arn), Member(name: "definition", constraints: definition),
      Member(name: "roleArn", constraints: arn),
      Member(name: "versionDescription", constraints: [.maximumLength(256)]),
    ],
    "UpdateStateMachineAlias": [
      required("stateMachineAliasArn", arn),
      Member(name: "description", constraints: [.maximumLength(256)]), routing,
    ],
    "ValidateStateMachineDefinition": [
      required("definition", definition),
      Member(name: "type", constraints: [.oneOf(["STANDARD", "EXPRESS"])]),
      Member(name: "severity", constraints: [.oneOf(["ERROR", "WARNING"])]),
      Member(name: "maxResults", constraints: [.range(0...100)]),
    ],
  ]
}
