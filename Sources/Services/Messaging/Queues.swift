import JSON

/// SQS: standard and FIFO queues.
struct Queues: Sendable {
  let store: Store
  let account: String
  let region: String
  /// The base of queue addresses, `https://sqs.us-east-1.amazonaws.com` where `nil`.
  var endpoint: String?

  /// Performs an operation of the API, `SendMessage` …
  func handle(_ operation: String, _ request: Object) throws(ServiceError) -> Object {
    switch operation {
    case "CreateQueue": try create(request)
    case "GetQueueUrl": try url(request)
    case "ListQueues": try list(request)
    case "DeleteQueue": try delete(request)
    case "GetQueueAttributes": try attributes(request)
    case "SetQueueAttributes": try setAttributes(request)
    case "SendMessage": try send(request)
    case "SendMessageBatch":
      try batch(request) { entry throws(ServiceError) in
        var entry = entry
        entry["QueueUrl"] = request["QueueUrl"]
        return try send(entry)
      }
    case "ReceiveMessage": try receive(request)
    case "DeleteMessage": try deleteMessage(request)
    case "DeleteMessageBatch":
      try batch(request) { entry throws(ServiceError) in
        var entry = entry
        entry["QueueUrl"] = request["QueueUrl"]
        return try deleteMessage(entry)
      }
    case "ChangeMessageVisibility": try changeVisibility(request)
    case "ChangeMessageVisibilityBatch":
      try batch(request) { entry throws(ServiceError) in
        var entry = entry
        entry["QueueUrl"] = request["QueueUrl"]
        return try changeVisibility(entry)
      }
    case "PurgeQueue": try purge(request)
    case "ListQueueTags": ["Tags": .emptyObject]
    case "TagQueue", "UntagQueue": Object()
    case "ListDeadLetterSourceQueues": ["queueUrls": []]
    default: throw ServiceError("InvalidAction", "\(operation) is not embedded in Treadle")
    }
  }

  static let space = "sqs"
  static func space(_ queue: String) -> String { "sqs/" + queue }

  static let notFound = ServiceError("QueueDoesNotExist", "The specified queue does not exist.")

  static func missing(_ member: String) -> ServiceError {
    ServiceError("MissingParameter", "The request must contain the parameter \(member).")
  }

  func address(_ queue: String) -> String {
    "\(endpoint ?? "https://sqs.\(region).amazonaws.com")/\(account)/\(queue)"
  }

  func arn(_ queue: String) -> String { "arn:aws:sqs:\(region):\(account):\(queue)" }

  /// The name that a queue's address or ARN ends with.
  static func name(_ address: String) -> String {
    let separator: Character = address.hasPrefix("arn:") ? ":" : "/"
    return address.split(separator: separator).last.map(String.init) ?? address
  }

  private func queue(
    _ request: Object, _ transaction: StoreTransaction
  ) throws(ServiceError) -> Queue {
    guard let address = request["QueueUrl"]?.string, !address.isEmpty else {
      throw Self.missing("QueueUrl")
    }
    return try queue(named: Self.name(address), transaction)
  }

  private func queue(
    named name: String, _ transaction: StoreTransaction
  ) throws(ServiceError) -> Queue {
    guard let record = try transaction.object(Self.space, name) else { throw Self.notFound }
    return Queue(name: name, attributes: record)
  }

  // MARK: Queues

  private func create(_ request: Object) throws(ServiceError) -> Object {
    guard let name = request["QueueName"]?.string else { throw Self.missing("QueueName") }
    let attributes = Queue.texts(request["Attributes"]?.object ?? Object())
    let isFIFO = attributes["FifoQueue"]?.string == "true"
    let stem = name.hasSuffix(".fifo") ? name.dropLast(5) : name[...]
    guard (1...80).contains(name.utf8.count),
      stem.utf8.allSatisfy({
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
          || $0 == 95
      })
    else {
      throw ServiceError(
        "InvalidParameterValue",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")
    }
    guard isFIFO == name.hasSuffix(".fifo") else {
      throw ServiceError(
        "InvalidParameterValue",
        isFIFO
          ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or "
            + "underscores, must end with .fifo suffix and be 1 to 80 in length."
          : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")
    }
    return try store.write { transaction throws(ServiceError) in
      if let existing = try transaction.object(Self.space, name) {
        for (key, value) in attributes where existing[key] != value {
          throw ServiceError(
            "QueueNameExists",
            "A queue already exists with the same name and a different value for attribute \(key)")
        }
      } else {
        var record = attributes
        let now = String(WallClock.milliseconds() / 1000)
        record["CreatedTimestamp"] = .string(now)
        record["LastModifiedTimestamp"] = .string(now)
        try transaction.put(record, Self.space, name)
      }
      return ["QueueUrl": .string(address(name))]
    }
  }

  private func url(_ request: Object) throws(ServiceError) -> Object {
    guard let name = request["QueueName"]?.string else { throw Self.missing("QueueName") }
    return try store.read { transaction throws(ServiceError) in
      ["QueueUrl": .string(address(try queue(named: name, transaction).name))]
    }
  }

  private func list(_ request: Object) throws(ServiceError) -> Object {
    let prefix = request["QueueNamePrefix"]?.string ?? ""
    let names = try store.read { transaction throws(ServiceError) in
      try transaction.objects(Self.space).map { String(decoding: $0.key, as: UTF8.self) }
    }.filter { $0.hasPrefix(prefix) }
    return names.isEmpty ? Object() : ["QueueUrls": .array(names.map { .string(address($0)) })]
  }

  private func delete(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      let queue = try queue(request, transaction)
      try transaction.put(nil, Self.space, queue.name)
      for (key, _) in try transaction.objects(Self.space(queue.name)) {
        try transaction.put(nil, Self.space(queue.name), key)
      }
      return Object()
    }
  }

  private func attributes(_ request: Object) throws(ServiceError) -> Object {
    try store.read { transaction throws(ServiceError) in
      let queue = try queue(request, transaction)
      let now = WallClock.milliseconds()
      var (visible, hidden, delayed) = (0, 0, 0)
      for (_, message) in try transaction.objects(Self.space(queue.name)) {
        let isWaiting = Int64(message["visibleAt"]?.int ?? 0) > now
        if !isWaiting {
          visible += 1
        } else if message["receives"]?.int ?? 0 > 0 {
          hidden += 1
        } else {
          delayed += 1
        }
      }
      var all: Object = [
        "QueueArn": .string(arn(queue.name)),
        "ApproximateNumberOfMessages": .string("\(visible)"),
        "ApproximateNumberOfMessagesNotVisible": .string("\(hidden)"),
        "ApproximateNumberOfMessagesDelayed": .string("\(delayed)"),
        "VisibilityTimeout": "30", "MaximumMessageSize": "1048576",
        "MessageRetentionPeriod": "345600", "DelaySeconds": "0",
        "ReceiveMessageWaitTimeSeconds": "0", "SqsManagedSseEnabled": "true",
      ]
      for (name, value) in queue.attributes { all[name] = value }
      let wanted = (request["AttributeNames"]?.array ?? []).compactMap(\.string)
      guard !wanted.isEmpty else { return Object() }
      return [
        "Attributes": .object(
          Object(all.filter { wanted.contains("All") || wanted.contains($0.0) }))
      ]
    }
  }

  private func setAttributes(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      let queue = try queue(request, transaction)
      var record = queue.attributes
      for (name, value) in Queue.texts(request["Attributes"]?.object ?? Object()) {
        record[name] = value
      }
      try transaction.put(record, Self.space, queue.name)
      return Object()
    }
  }

  private func purge(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      let space = Self.space(try queue(request, transaction).name)
      for (key, _) in try transaction.objects(space) { try transaction.put(nil, space, key) }
      return Object()
    }
  }

  // MARK: Batches

  private func batch(
    _ request: Object, _ each: (Object) throws(ServiceError) -> Object
  ) throws(ServiceError) -> Object {
    guard let entries = request["Entries"]?.array, !entries.isEmpty else {
      throw ServiceError(
        "EmptyBatchRequest",
        "There should be at least one SendMessageBatchRequestEntry in the request."
      )
    }
    guard entries.count <= 10 else {
      throw ServiceError(
        "TooManyEntriesInBatchRequest",
        "Maximum number of entries per request are 10. You have sent \(entries.count).")
    }
    let ids = entries.map { $0["Id"]?.string ?? "" }
    guard Set(ids).count == ids.count else {
      throw ServiceError("BatchEntryIdsNotDistinct", "Id \(ids.first ?? "") repeated.")
    }
    var successful: [Value] = []
    var failed: [Value] = []
    for entry in entries {
      guard let members = entry.object else { throw .serialization(entry) }
      do throws(ServiceError) {
        var result: Object = ["Id": members["Id"] ?? ""]
        for (name, value) in try each(members) { result[name] = value }
        successful.append(.object(result))
      } catch {
        if error == Self.notFound { throw error }
        failed.append([
          "Id": members["Id"] ?? "", "Code": .string(error.code),
          "Message": .string(error.message), "SenderFault": true,
        ])
      }
    }
    return ["Successful": .array(successful), "Failed": .array(failed)]
  }

  // MARK: Messages

  private func send(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      let queue = try queue(request, transaction)
      guard let body = request["MessageBody"]?.string, !body.isEmpty else {
        throw Self.missing("MessageBody")
      }
      guard body.utf8.count <= 1 << 20 else {
        throw ServiceError(
          "InvalidParameterValue",
          "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.")
      }
      let attributes = request["MessageAttributes"]?.object ?? Object()
      let bytes = Array(body.utf8)
      var result: Object = ["MD5OfMessageBody": .string(Identifiers.md5(bytes))]
      if !attributes.isEmpty {
        result["MD5OfMessageAttributes"] = .string(Queue.md5(attributes))
      }
      let number = try transaction.next("sqs")
      var message: Object = [
        "id": .string(Identifiers.uuid()), "body": .string(body), "receives": 0,
        "sent": .int(Int(WallClock.milliseconds())),
      ]
      if !attributes.isEmpty { message["attributes"] = .object(attributes) }
      if let system = request["MessageSystemAttributes"] { message["system"] = system }
      if queue.isFIFO {
        let original = try order(request, bytes, queue, &message, transaction)
        let sequence = String(18_000_000_000_000_000_000 + UInt64(number))
        result["SequenceNumber"] = .string(sequence)
        message["sequence"] = .string(sequence)
        if let original {
          result["MessageId"] = original
          return result
        }
      } else if request["MessageDeduplicationId"]?.string != nil {
        throw ServiceError(
          "InvalidParameterValue",
          "Value \(request["MessageDeduplicationId"]?.string ?? "") for parameter "
            + "MessageDeduplicationId is invalid. Reason: The request include parameter that is not "
            + "valid for this queue type.")
      }
      let delay = request["DelaySeconds"]?.int ?? queue.number("DelaySeconds", 0)
      message["visibleAt"] = .int(Int(WallClock.milliseconds()) + delay * 1000)
      result["MessageId"] = message["id"]
      try transaction.put(message, Self.space(queue.name), numberKey(number))
      return result
    }
  }

  /// Adds a FIFO message's group and deduplication; the id of the message that it repeats, if any.
  private func order(
    _ request: Object, _ body: [UInt8], _ queue: Queue, _ message: inout Object,
    _ transaction: StoreTransaction
  ) throws(ServiceError) -> Value? {
    guard let group = request["MessageGroupId"]?.string else {
      throw Self.missing("MessageGroupId")
    }
    let isByContent = queue.attributes["ContentBasedDeduplication"]?.string == "true"
    guard
      let deduplication = request["MessageDeduplicationId"]?.string
        ?? (isByContent ? Identifiers.sha256(body) : nil)
    else {
      throw ServiceError(
        "InvalidParameterValue",
        "The queue should either have ContentBasedDeduplication enabled or "
          + "MessageDeduplicationId provided explicitly")
    }
    message["group"] = .string(group)
    message["deduplication"] = .string(deduplication)
    let space = "sqs-seen/" + queue.name
    let now = Int(WallClock.milliseconds())
    if let seen = try transaction.object(space, deduplication),
      now - (seen["at"]?.int ?? 0) < 300_000
    {
      return seen["id"]
    }
    try transaction.put(["id": message["id"] ?? "", "at": .int(now)], space, deduplication)
    return nil
  }

  private func receive(_ request: Object) throws(ServiceError) -> Object {
    let count = request["MaxNumberOfMessages"]?.int ?? 1
    guard (1...10).contains(count) else {
      throw ServiceError(
        "InvalidParameterValue",
        "Value \(count) for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and "
          + "10, if provided.")
    }
    return try store.write { transaction throws(ServiceError) in
      let queue = try queue(request, transaction)
      let now = Int(WallClock.milliseconds())
      let timeout = request["VisibilityTimeout"]?.int ?? queue.number("VisibilityTimeout", 30)
      var blocked: Set<String> = []
      var taken: [Value] = []
      for (key, message) in try transaction.objects(Self.space(queue.name)) {
        guard taken.count < count else { break }
        let group = message["group"]?.string
        if let group, blocked.contains(group) { continue }
        guard message["visibleAt"]?.int ?? 0 <= now else {
          if let group { blocked.insert(group) }
          continue
        }
        if try moveToDeadLetters(queue, key, message, transaction) { continue }
        var message = message
        message["receives"] = .int((message["receives"]?.int ?? 0) + 1)
        message["visibleAt"] = .int(now + timeout * 1000)
        message["firstReceived"] = message["firstReceived"] ?? .int(now)
        let receipt = Queue.receipt(key)
        message["receipt"] = .string(receipt)
        try transaction.put(message, Self.space(queue.name), key)
        taken.append(.object(queue.told(message, receipt, request)))
      }
      return taken.isEmpty ? Object() : ["Messages": .array(taken)]
    }
  }

  /// Moves a message that was received too often.
  private func moveToDeadLetters(
    _ queue: Queue, _ key: [UInt8], _ message: Object, _ transaction: StoreTransaction
  ) throws(ServiceError) -> Bool {
    guard let policy = queue.redrivePolicy, message["receives"]?.int ?? 0 >= policy.limit,
      try transaction.object(Self.space, policy.queue) != nil
    else { return false }
    var message = message
    message["receives"] = 0
    message["receipt"] = nil
    try transaction.put(nil, Self.space(queue.name), key)
    let number = try transaction.next("sqs")
    try transaction.put(message, Self.space(policy.queue), numberKey(number))
    return true
  }

  private func received(
    _ request: Object, _ transaction: StoreTransaction
  ) throws(ServiceError) -> (Queue, [UInt8], Object?) {
    let queue = try queue(request, transaction)
    guard let receipt = request["ReceiptHandle"]?.string else {
      throw Self.missing("ReceiptHandle")
    }
    guard let key = Queue.key(receipt) else {
      throw ServiceError(
        "ReceiptHandleIsInvalid",
        "The input receipt handle \"\(receipt)\" is not a valid receipt handle.")
    }
    return (queue, key, try transaction.object(Self.space(queue.name), key))
  }

  private func deleteMessage(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      let (queue, key, _) = try received(request, transaction)
      try transaction.put(nil, Self.space(queue.name), key)
      return Object()
    }
  }

  private func changeVisibility(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      guard let timeout = request["VisibilityTimeout"]?.int else {
        throw Self.missing("VisibilityTimeout")
      }
      let (queue, key, message) = try received(request, transaction)
      guard var message else {
        throw ServiceError(
          "InvalidParameterValue",
          "Value for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not "
            + "available for visibility timeout change.")
      }
      message["visibleAt"] = .int(Int(WallClock.milliseconds()) + timeout * 1000)
      try transaction.put(message, Self.space(queue.name), key)
      return Object()
    }
  }

  /// Puts a message into a queue as a topic or a bus does; a queue that is gone takes none.
  func deliver(
    _ body: String, to queue: String, attributes: Value? = nil, group: String? = nil,
    deduplication: String? = nil
  ) {
    var request: Object = ["QueueUrl": .string(queue), "MessageBody": .string(body)]
    request["MessageAttributes"] = attributes
    if queue.hasSuffix(".fifo") {
      request["MessageGroupId"] = .string(group ?? "default")
      request["MessageDeduplicationId"] = .string(deduplication ?? Identifiers.uuid())
    }
    _ = try? send(request)
  }
}
