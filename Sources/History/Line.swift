import JSON

/// A line of a history file, read.
struct EventLine {
  var event: Event
  var arn: String
  var redriveCount: Int
  /// On an execution's first line: what is told about it.
  var header: HeaderMember?
}

/// What the index wants of a line; the details are passed over.
struct LineHead {
  var id = 0
  var type: EventType?
  var timestamp = Timestamp(milliseconds: 0)
  /// Where the ARN's text is.
  var arn: Range<Int> = 0..<0
  var redriveCount = 0
  var header: HeaderMember?
}

private enum LineName: Sendable {
  case id, type, details, previousEventId, timestamp, arn, redriveCount, treadle
  case scope, state, retryCount, recovery, reads, execution
}

private enum DetailName: Sendable {
  case input, output, name, error, cause, roleArn, alias, version, resourceType, resource, region
  case parameters, timeout, heartbeat, credentials, workerName, length, index, mapRunArn
  case redriveCount, location, state, variables
}

private let lineNames = NameTable<LineName>([
  ("id", .id), ("type", .type), ("details", .details), ("previous_event_id", .previousEventId),
  ("event_timestamp", .timestamp), ("execution_arn", .arn), ("redrive_count", .redriveCount),
  ("treadle", .treadle),
])

private let noteNames = NameTable<LineName>([
  ("scope", .scope), ("state", .state), ("retryCount", .retryCount), ("recovery", .recovery),
  ("reads", .reads), ("execution", .execution),
])

private let detailNames = NameTable<DetailName>([
  ("input", .input), ("output", .output), ("name", .name), ("error", .error), ("cause", .cause),
  ("roleArn", .roleArn), ("stateMachineAliasArn", .alias), ("stateMachineVersionArn", .version),
  ("resourceType", .resourceType), ("resource", .resource), ("region", .region),
  ("parameters", .parameters), ("timeoutInSeconds", .timeout), ("heartbeatInSeconds", .heartbeat),
  ("taskCredentials", .credentials), ("workerName", .workerName), ("length", .length),
  ("index", .index), ("mapRunArn", .mapRunArn), ("redriveCount", .redriveCount),
  ("location", .location), ("state", .state), ("assignedVariables", .variables),
])

private let eventTypes = NameTable<EventType>(EventType.allCases.map { ($0.rawValue, $0) })

extension EventLine {
  /// Reads the line that begins at `start`.
  init(parsing bytes: Span<UInt8>, at start: Int = 0) throws(LineError) {
    var scanner = LineScanner(at: start)
    var head = LineHead()
    var note = EventNote()
    var previous = 0
    var details: Int?
    var isFirst = true
    while let name = try scanner.member(bytes, isFirst: &isFirst) {
      switch lineNames[name] {
      case .details:
        details = scanner.position
        try scanner.skipValue(bytes)
      case .previousEventId: previous = try scanner.integer(bytes)
      case .treadle: try scanner.note(bytes, &note, &head)
      case let known: try head.read(known, bytes, &scanner)
      }
    }
    guard let type = head.type else { throw scanner.failure("the line names no type of event") }
    event = Event(
      id: head.id, previousEventId: previous, timestamp: head.timestamp, type: type, note: note)
    arn = LineScanner.text(bytes, head.arn)
    redriveCount = head.redriveCount
    header = head.header
    if let details { event.details = try EventLine.details(bytes, at: details, type.shape) }
  }

  private static func details(
    _ bytes: Span<UInt8>, at place: Int, _ shape: EventShape
  ) throws(LineError) -> EventDetails {
    if shape == .none { return .none }
    var scanner = LineScanner(at: place)
    var members = DetailMembers()
    var isFirst = true
    while let name = try scanner.member(bytes, isFirst: &isFirst) {
      try members.read(detailNames[name], bytes, &scanner)
    }
    return members.details(shape)
  }
}

extension LineHead {
  /// Reads the line that begins at `start`, but not its details.
  init(parsing bytes: Span<UInt8>, at start: Int) throws(LineError) {
    var scanner = LineScanner(at: start)
    var note = EventNote()
    var isFirst = true
    while let name = try scanner.member(bytes, isFirst: &isFirst) {
      switch lineNames[name] {
      // Only the first event tells of the execution; what else is noted is nothing for the index.
      case .treadle where type == .executionStarted || type == nil:
        try scanner.note(bytes, &note, &self)
      case .treadle, .details, .previousEventId: try scanner.skipValue(bytes)
      case let known: try read(known, bytes, &scanner)
      }
    }
    guard type != nil else { throw scanner.failure("the line names no type of event") }
  }

  fileprivate mutating func read(
    _ name: LineName?, _ bytes: Span<UInt8>, _ scanner: inout LineScanner
  ) throws(LineError) {
    switch name {
    case .id: id = try scanner.integer(bytes)
    case .type:
      let range = try scanner.stringRange(bytes)
      type = eventTypes[fnv1a(bytes, range)]
      guard type != nil else {
        throw scanner.failure("'\(LineScanner.text(bytes, range))' is no type of event")
      }
    case .timestamp:
      timestamp = Timestamp(milliseconds: Int64(try scanner.integer(bytes)))
    case .arn: arn = try scanner.stringRange(bytes)
    case .redriveCount: redriveCount = try scanner.integer(bytes)
    default: try scanner.skipValue(bytes)
    }
  }
}

extension LineScanner {
  fileprivate mutating func note(
    _ bytes: Span<UInt8>, _ note: inout EventNote, _ head: inout LineHead
  ) throws(LineError) {
    var isFirst = true
    while let name = try member(bytes, isFirst: &isFirst) {
      switch noteNames[name] {
      case .scope: note.scope = try string(bytes)
      case .state: note.state = try optionalString(bytes)
      case .retryCount: note.retryCount = try integer(bytes)
      case .recovery: note.recovery = try optionalString(bytes)
      case .reads: note.reads = try strings(bytes)
      case .execution: head.header = try HeaderMember(parsing: bytes, &self)
      default: try skipValue(bytes)
      }
    }
  }
}

extension DetailMembers {
  fileprivate mutating func read(
    _ name: DetailName?, _ bytes: Span<UInt8>, _ scanner: inout LineScanner
  ) throws(LineError) {
    switch name {
    case .input: input = try scanner.optionalString(bytes)
    case .output: output = try scanner.optionalString(bytes)
    case .name: self.name = try scanner.optionalString(bytes)
    case .error: error = try scanner.optionalString(bytes)
    case .cause: cause = try scanner.optionalString(bytes)
    case .roleArn: roleArn = try scanner.optionalString(bytes)
    case .alias: stateMachineAliasArn = try scanner.optionalString(bytes)
    case .version: stateMachineVersionArn = try scanner.optionalString(bytes)
    case .resourceType: resourceType = try scanner.optionalString(bytes)
    case .resource: resource = try scanner.optionalString(bytes)
    case .region: region = try scanner.optionalString(bytes)
    case .parameters: parameters = try scanner.optionalString(bytes)
    case .timeout: timeoutInSeconds = try scanner.integer(bytes)
    case .heartbeat: heartbeatInSeconds = try scanner.integer(bytes)
    case .credentials: credentialsRoleArn = try scanner.credentials(bytes)
    case .workerName: workerName = try scanner.optionalString(bytes)
    case .length: length = try scanner.integer(bytes)
    case .index: index = try scanner.integer(bytes)
    case .mapRunArn: mapRunArn = try scanner.optionalString(bytes)
    case .redriveCount: redriveCount = try scanner.integer(bytes)
    case .location: location = try scanner.optionalString(bytes)
    case .state: state = try scanner.optionalString(bytes)
    case .variables: assignedVariables = try scanner.variables(bytes)
    case nil: try scanner.skipValue(bytes)
    }
  }
}

extension LineScanner {
  /// `{"roleArn": "…"}`
  fileprivate mutating func credentials(_ bytes: Span<UInt8>) throws(LineError) -> String? {
    var roleArn: String?
    var isFirst = true
    while let name = try member(bytes, isFirst: &isFirst) {
      if detailNames[name] == .roleArn {
        roleArn = try optionalString(bytes)
      } else {
        try skipValue(bytes)
      }
    }
    return roleArn
  }

  /// `{"name": "JSON text", …}`
  fileprivate mutating func variables(
    _ bytes: Span<UInt8>
  ) throws(LineError) -> [AssignedVariable] {
    var variables: [AssignedVariable] = []
    try expect(UInt8(ascii: "{"), bytes)
    if peek(bytes) == UInt8(ascii: "}") {
      try expect(UInt8(ascii: "}"), bytes)
      return []
    }
    repeat {
      let name = try string(bytes)
      try expect(UInt8(ascii: ":"), bytes)
      variables.append(AssignedVariable(name: name, value: try string(bytes)))
    } while try comma(bytes)
    return variables
  }

  /// Moves over a comma, or over the brace that ends the object.
  private mutating func comma(_ bytes: Span<UInt8>) throws(LineError) -> Bool {
    if peek(bytes) == UInt8(ascii: ",") {
      try expect(UInt8(ascii: ","), bytes)
      return true
    }
    try expect(UInt8(ascii: "}"), bytes)
    return false
  }
}
