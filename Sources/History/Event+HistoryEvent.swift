public import JSON

extension Event {
  /// Appends the event as AWS's `HistoryEvent`: numbers as numbers, the time in epoch seconds.
  ///
  /// Without `includeExecutionData` inputs and outputs are left out; `parameters` stays, as it does
  /// on AWS.
  public func writeHistoryEvent(into bytes: inout [UInt8], includeExecutionData: Bool = true) {
    var buffer = ByteBuffer(capacity: 512)
    let style = DetailStyle(quotesNumbers: false, includesData: includeExecutionData)
    buffer.append("{\"timestamp\":")
    buffer.appendSeconds(timestamp)
    buffer.append(",\"type\":\"")
    buffer.append(type.rawValue)
    buffer.append("\",\"id\":")
    buffer.append(id)
    buffer.append(",\"previousEventId\":")
    buffer.append(previousEventId)
    if details != .none, let member = type.detailsMember {
      buffer.append(",\"")
      buffer.append(member)
      buffer.append("\":{")
      details.write(into: &buffer, style: style)
      buffer.append("}")
    }
    buffer.append("}")
    bytes.append(contentsOf: buffer.bytes)
  }

  /// The event as AWS's `HistoryEvent`.
  public func historyEvent(includeExecutionData: Bool = true) -> Value {
    var bytes: [UInt8] = []
    writeHistoryEvent(into: &bytes, includeExecutionData: includeExecutionData)
    return (try? Value(parsing: bytes)) ?? .null
  }

  /// Reads a `HistoryEvent`, from the wire (epoch seconds) or as the AWS CLI prints it (ISO 8601).
  public init(historyEvent value: Value) throws(ImportError) {
    guard let name = value["type"]?.string, let type = EventType(rawValue: name) else {
      throw ImportError(reason: "an event without a known 'type'")
    }
    guard let id = value["id"]?.int else { throw ImportError(reason: "an event without 'id'") }
    guard let timestamp = value["timestamp"].flatMap(Timestamp.init(awsTime:)) else {
      throw ImportError(reason: "event \(id) has no 'timestamp' that can be read")
    }
    self.init(
      id: id, previousEventId: value["previousEventId"]?.int ?? 0, timestamp: timestamp, type: type)
    if let member = type.detailsMember, let details = value[member]?.object {
      self.details = DetailMembers(details).details(type.shape)
    }
  }

  /// Reads the answer of `GetExecutionHistory` (`{"events": […]}`, or the array alone), in the order
  /// of the ids.
  public static func events(ofHistory value: Value) throws(ImportError) -> [Event] {
    guard let list = value["events"]?.array ?? value.array else {
      throw ImportError(reason: "no 'events' in the history")
    }
    var events: [Event] = []
    events.reserveCapacity(list.count)
    for element in list { events.append(try Event(historyEvent: element)) }
    return events.sorted { $0.id < $1.id }
  }
}

/// Why a history from elsewhere cannot be read.
public struct ImportError: Error, Sendable, Equatable {
  public var reason: String

  public init(reason: String) { self.reason = reason }
}

extension Timestamp {
  /// A time as AWS tells it: epoch seconds with a fraction, or ISO 8601 text.
  init?(awsTime value: Value) {
    if let seconds = value.double {
      guard let milliseconds = Int64(exactly: (seconds * 1000).rounded()) else { return nil }
      self.init(milliseconds: milliseconds)
    } else if let text = value.string {
      // Python's `+00:00` has a colon as RFC 3339 wants it; a blank stands for `T` now and then.
      self.init(text.replacing(" ", with: "T"))
    } else {
      return nil
    }
  }
}

extension ByteBuffer {
  /// `1738936161.234`
  fileprivate mutating func appendSeconds(_ time: Timestamp) {
    let milliseconds = time.milliseconds
    append(Int(milliseconds / 1000))
    let rest = Int(abs(milliseconds % 1000))
    append(".")
    append(UInt8(ascii: "0") + UInt8(rest / 100))
    append(UInt8(ascii: "0") + UInt8(rest / 10 % 10))
    append(UInt8(ascii: "0") + UInt8(rest % 10))
  }
}

extension DetailMembers {
  /// The members of an `…EventDetails` of a `HistoryEvent`.
  init(_ details: Object) {
    for (name, value) in details {
      switch name {
      case "input": input = value.string
      case "output": output = value.string
      case "name": self.name = value.string
      case "error": error = value.string
      case "cause": cause = value.string
      case "roleArn": roleArn = value.string
      case "stateMachineAliasArn": stateMachineAliasArn = value.string
      case "stateMachineVersionArn": stateMachineVersionArn = value.string
      case "resourceType": resourceType = value.string
      case "resource": resource = value.string
      case "region": region = value.string
      case "parameters": parameters = value.string
      case "timeoutInSeconds": timeoutInSeconds = value.int
      case "heartbeatInSeconds": heartbeatInSeconds = value.int
      case "taskCredentials": credentialsRoleArn = value["roleArn"]?.string
      case "workerName": workerName = value.string
      case "length": length = value.int
      case "index": index = value.int
      case "mapRunArn": mapRunArn = value.string
      case "redriveCount": redriveCount = value.int
      case "location": location = value.string
      case "state": state = value.string
      case "assignedVariables":
        assignedVariables = (value.object ?? Object()).map {
          AssignedVariable(name: $0.0, value: $0.1.string ?? $0.1.text)
        }
      default: break
      }
    }
  }
}
