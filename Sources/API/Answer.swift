import JSON

/// Answers are built member by member; absent ones are left out.
struct Answer {
  private(set) var object = Object()

  var value: Value { .object(object) }

  mutating func set(_ name: String, _ value: Value?) {
    if let value { object[name] = value }
  }

  mutating func set(_ name: String, _ text: String?) {
    if let text { object[name] = .string(text) }
  }

  /// Times go over the wire as seconds since 1970 with a fraction.
  mutating func set(_ name: String, _ time: Timestamp?) {
    if let time { object[name] = time.seconds }
  }
}

extension Timestamp {
  /// Seconds since 1970, as AWS's JSON protocol has times.
  var seconds: Value { .double(Double(milliseconds) / 1000) }
}
