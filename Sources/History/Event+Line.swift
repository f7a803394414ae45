import JSON

/// How the members of an event's details are spelled.
struct DetailStyle {
  /// Numbers in quotes, as in AWS's log entries.
  var quotesNumbers: Bool
  /// Whether `input`, `output` and what belongs to them are told.
  var includesData: Bool

  static let line = DetailStyle(quotesNumbers: true, includesData: true)
}

extension Event {
  /// The event as one line of a history file, in the shape of an entry of AWS's Express logs, with
  /// what AWS does not tell under `treadle`.
  ///
  /// <https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html>
  public func line(executionArn: String, redriveCount: Int = 0) -> String {
    var buffer = ByteBuffer(capacity: 512)
    write(into: &buffer, arn: executionArn, redriveCount: redriveCount, header: nil)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// Appends the line, without the line feed.
  ///
  /// - Parameter header: What to write about the execution, beside its first event.
  func write(
    into buffer: inout ByteBuffer, arn: String, redriveCount: Int, header: HeaderMember?
  ) {
    buffer.append("{\"id\":\"")
    buffer.append(id)
    buffer.append("\",\"type\":\"")
    buffer.append(type.rawValue)
    buffer.append("\"")
    if !isWithoutDetails {
      buffer.append(",\"details\":{")
      details.write(into: &buffer, style: .line)
      buffer.append("}")
    }
    buffer.append(",\"previous_event_id\":\"")
    buffer.append(previousEventId)
    buffer.append("\",\"event_timestamp\":\"")
    buffer.append(Int(timestamp.milliseconds))
    buffer.append("\",\"execution_arn\":")
    buffer.appendQuoted(arn)
    buffer.append(",\"redrive_count\":\"")
    buffer.append(redriveCount)
    buffer.append("\"")
    writeNote(into: &buffer, header: header)
    buffer.append("}")
  }

  /// AWS writes an empty `details` for the types that never have any; an event of another type whose
  /// details are unknown has no such member.
  private var isWithoutDetails: Bool { details == .none && type.shape != .none }

  private func writeNote(into buffer: inout ByteBuffer, header: HeaderMember?) {
    guard note != EventNote() || header != nil else { return }
    buffer.append(",\"treadle\":{")
    var members = Members()
    if !note.scope.isEmpty { members.text("scope", note.scope, into: &buffer) }
    if let state = note.state { members.text("state", state, into: &buffer) }
    if note.retryCount != 0 {
      members.name("retryCount", into: &buffer)
      buffer.append(note.retryCount)
    }
    if let recovery = note.recovery { members.text("recovery", recovery, into: &buffer) }
    if !note.reads.isEmpty {
      members.name("reads", into: &buffer)
      buffer.append("[")
      for (place, read) in note.reads.enumerated() {
        if place > 0 { buffer.append(",") }
        buffer.appendQuoted(read)
      }
      buffer.append("]")
    }
    if let header {
      members.name("execution", into: &buffer)
      header.write(into: &buffer)
    }
    buffer.append("}")
  }
}

/// Writes the members of an object, with the commas between them.
struct Members {
  private var isFirst = true

  mutating func name(_ name: StaticString, into buffer: inout ByteBuffer) {
    if isFirst { isFirst = false } else { buffer.append(",") }
    buffer.append("\"")
    buffer.append(name)
    buffer.append("\":")
  }

  mutating func text(_ name: StaticString, _ text: String?, into buffer: inout ByteBuffer) {
    guard let text else { return }
    self.name(name, into: &buffer)
    buffer.appendQuoted(text)
  }

  mutating func number(
    _ name: StaticString, _ number: Int?, into buffer: inout ByteBuffer, style: DetailStyle
  ) {
    guard let number else { return }
    self.name(name, into: &buffer)
    if style.quotesNumbers { buffer.append("\"") }
    buffer.append(number)
    if style.quotesNumbers { buffer.append("\"") }
  }

  /// `"input":"…","inputDetails":{"truncated":false}`
  mutating func input(_ text: String, into buffer: inout ByteBuffer, style: DetailStyle) {
    guard style.includesData else { return }
    self.text("input", text, into: &buffer)
    buffer.append(",\"inputDetails\":{\"truncated\":false}")
  }

  mutating func output(_ text: String, into buffer: inout ByteBuffer, style: DetailStyle) {
    guard style.includesData else { return }
    self.text("output", text, into: &buffer)
    buffer.append(",\"outputDetails\":{\"truncated\":false}")
  }
}

extension EventDetails {
  /// Appends the members of the details, in alphabetical order as AWS has them, without the braces.
  func write(into buffer: inout ByteBuffer, style: DetailStyle) {
    var members = Members()
    switch self {
    case .none: break
    case .stateEntered(let name, let input):
      members.input(input, into: &buffer, style: style)
      members.text("name", name, into: &buffer)
    case .stateExited(let name, let output, let variables):
      members.assigned(variables, into: &buffer)
      members.text("name", name, into: &buffer)
      members.output(output, into: &buffer, style: style)
    case .executionStarted(let input, let roleArn, let alias, let version):
      members.input(input, into: &buffer, style: style)
      members.text("roleArn", roleArn, into: &buffer)
      members.text("stateMachineAliasArn", alias, into: &buffer)
      members.text("stateMachineVersionArn", version, into: &buffer)
    case .output(let output): members.output(output, into: &buffer, style: style)
    case .failure(let error, let cause):
      members.text("cause", cause, into: &buffer)
      members.text("error", error, into: &buffer)
    case .executionRedriven(let count):
      members.number("redriveCount", count, into: &buffer, style: style)
    case .evaluationFailed(let error, let cause, let location, let state):
      members.text("cause", cause, into: &buffer)
      members.text("error", error, into: &buffer)
      members.text("location", location, into: &buffer)
      members.text("state", state, into: &buffer)
    case .mapStateStarted(let length):
      members.number("length", length, into: &buffer, style: style)
    case .mapIteration(let name, let index):
      members.number("index", index, into: &buffer, style: style)
      members.text("name", name, into: &buffer)
    case .mapRunStarted(let arn): members.text("mapRunArn", arn, into: &buffer)
    case .mapRunRedriven(let arn, let count):
      members.text("mapRunArn", arn, into: &buffer)
      members.number("redriveCount", count, into: &buffer, style: style)
    default: writeTask(into: &buffer, style: style)
    }
  }

  /// The details of tasks, functions and activities.
  private func writeTask(into buffer: inout ByteBuffer, style: DetailStyle) {
    var members = Members()
    switch self {
    case .taskScheduled(let task):
      members.number("heartbeatInSeconds", task.heartbeatInSeconds, into: &buffer, style: style)
      members.text("parameters", task.parameters, into: &buffer)
      members.text("region", task.region, into: &buffer)
      members.text("resource", task.resource, into: &buffer)
      members.text("resourceType", task.resourceType, into: &buffer)
      members.credentials(task.roleArn, into: &buffer)
      members.number("timeoutInSeconds", task.timeoutInSeconds, into: &buffer, style: style)
    case .taskStarted(let type, let resource):
      members.text("resource", resource, into: &buffer)
      members.text("resourceType", type, into: &buffer)
    case .taskOutput(let type, let resource, let output):
      members.output(output, into: &buffer, style: style)
      members.text("resource", resource, into: &buffer)
      members.text("resourceType", type, into: &buffer)
    case .taskFailure(let type, let resource, let error, let cause):
      members.text("cause", cause, into: &buffer)
      members.text("error", error, into: &buffer)
      members.text("resource", resource, into: &buffer)
      members.text("resourceType", type, into: &buffer)
    case .lambdaFunctionScheduled(let resource, let input, let timeout, let roleArn):
      members.input(input, into: &buffer, style: style)
      members.text("resource", resource, into: &buffer)
      members.credentials(roleArn, into: &buffer)
      members.number("timeoutInSeconds", timeout, into: &buffer, style: style)
    case .activityScheduled(let resource, let input, let timeout, let heartbeat):
      members.number("heartbeatInSeconds", heartbeat, into: &buffer, style: style)
      members.input(input, into: &buffer, style: style)
      members.text("resource", resource, into: &buffer)
      members.number("timeoutInSeconds", timeout, into: &buffer, style: style)
    case .activityStarted(let workerName): members.text("workerName", workerName, into: &buffer)
    default: break
    }
  }
}

extension Members {
  /// `"assignedVariables":{"a":"1"},"assignedVariablesDetails":{"truncated":false}`
  mutating func assigned(_ variables: [AssignedVariable], into buffer: inout ByteBuffer) {
    guard !variables.isEmpty else { return }
    name("assignedVariables", into: &buffer)
    var separator: StaticString = "{"
    for variable in variables {
      buffer.append(separator)
      buffer.appendQuoted(variable.name)
      buffer.append(":")
      buffer.appendQuoted(variable.value)
      separator = ","
    }
    buffer.append("},\"assignedVariablesDetails\":{\"truncated\":false}")
  }

  /// `"taskCredentials":{"roleArn":"…"}`
  mutating func credentials(_ roleArn: String?, into buffer: inout ByteBuffer) {
    guard let roleArn else { return }
    name("taskCredentials", into: &buffer)
    buffer.append("{\"roleArn\":")
    buffer.appendQuoted(roleArn)
    buffer.append("}")
  }
}
