import JSON

/// A queue as it is stored.
struct Queue {
  var name: String
  var attributes: Object

  var isFIFO: Bool { name.hasSuffix(".fifo") }

  func number(_ attribute: String, _ standard: Int) -> Int {
    attributes[attribute]?.string.flatMap { Int($0) } ?? standard
  }

  var redrivePolicy: (queue: String, limit: Int)? {
    guard let text = attributes["RedrivePolicy"]?.string, let policy = try? Value(parsing: text),
      let target = policy["deadLetterTargetArn"]?.string,
      let limit = policy["maxReceiveCount"]?.int
        ?? policy["maxReceiveCount"]?.string.flatMap({ Int($0) })
    else { return nil }
    return (Queues.name(target), limit)
  }

  /// Attributes as the text they are on the wire.
  static func texts(_ attributes: Object) -> Object {
    Object(attributes.map { ($0, .string($1.string ?? $1.text)) })
  }

  /// A message as `ReceiveMessage` tells it.
  func told(_ message: Object, _ receipt: String, _ request: Object) -> Object {
    let body = message["body"]?.string ?? ""
    var told: Object = [
      "MessageId": message["id"] ?? "", "ReceiptHandle": .string(receipt),
      "MD5OfBody": .string(Identifiers.md5(Array(body.utf8))), "Body": .string(body),
    ]
    let wanted = ["AttributeNames", "MessageSystemAttributeNames"].flatMap {
      (request[$0]?.array ?? []).compactMap(\.string)
    }
    let system: [(String, Value?)] = [
      ("SenderId", "AIDATREADLE"), ("SentTimestamp", Self.text(message["sent"])),
      ("ApproximateReceiveCount", Self.text(message["receives"])),
      ("ApproximateFirstReceiveTimestamp", Self.text(message["firstReceived"])),
      ("MessageGroupId", message["group"]), ("MessageDeduplicationId", message["deduplication"]),
      ("SequenceNumber", message["sequence"]),
    ]
    var attributes = Object()
    for case (let name, let value?) in system where wanted.contains("All") || wanted.contains(name)
    {
      attributes[name] = value
    }
    if !attributes.isEmpty { told["Attributes"] = .object(attributes) }
    let names = (request["MessageAttributeNames"]?.array ?? []).compactMap(\.string)
    let kept = (message["attributes"]?.object ?? Object()).filter { name, _ in
      names.contains {
        $0 == "All" || $0 == ".*" || $0 == name
          || ($0.hasSuffix(".*") && name.hasPrefix($0.dropLast(2)))
      }
    }
    if !kept.isEmpty {
      told["MessageAttributes"] = .object(Object(kept))
      told["MD5OfMessageAttributes"] = .string(Self.md5(Object(kept)))
    }
    return told
  }

  private static func text(_ value: Value?) -> Value? { value.map { .string($0.text) } }

  // MARK: Receipts

  static func receipt(_ key: [UInt8]) -> String {
    Identifiers.hex(key) + "-" + Identifiers.uuid()
  }

  static func key(_ receipt: String) -> [UInt8]? {
    guard receipt.utf8.count > 17 else { return nil }
    let digits = Array(receipt.prefix(16))
    let bytes = stride(from: 0, to: 16, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return bytes.count == 8 ? bytes : nil
  }

  // MARK: Digests

  /// AWS's digest of message attributes: names in order, each with type and value, lengths before.
  static func md5(_ attributes: Object) -> String {
    var bytes: [UInt8] = []
    func add(_ part: [UInt8]) {
      bytes += (0..<4).reversed().map { UInt8(truncatingIfNeeded: part.count >> ($0 * 8)) }
      bytes += part
    }
    for (name, value) in attributes.sorted {
      add(Array(name.utf8))
      add(Array((value["DataType"]?.string ?? "").utf8))
      if let text = value["StringValue"]?.string {
        bytes.append(1)
        add(Array(text.utf8))
      } else {
        bytes.append(2)
        add(value["BinaryValue"]?.string.flatMap { Identifiers.bytes(base64: $0) } ?? [])
      }
    }
    return Identifiers.md5(bytes)
  }
}
