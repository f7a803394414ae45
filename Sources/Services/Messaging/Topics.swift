import JSON

/// SNS: topics that publish to queues and functions.
struct Topics: Sendable {
  let store: Store
  let queues: Queues
  let account: String
  let region: String
  let deliver: @Sendable (Delivery) -> Void

  static let space = "sns"
  static let subscriptions = "sns/subscriptions"

  /// Performs an operation of the API, `Publish` …
  func handle(_ operation: String, _ request: Object) throws(ServiceError) -> Object {
    switch operation {
    case "CreateTopic": try create(request)
    case "DeleteTopic": try delete(request)
    case "ListTopics": try list()
    case "GetTopicAttributes": try attributes(request)
    case "SetTopicAttributes": try setAttributes(request)
    case "Subscribe": try subscribe(request)
    case "Unsubscribe": try unsubscribe(request)
    case "ListSubscriptions", "ListSubscriptionsByTopic": try listSubscriptions(request)
    case "GetSubscriptionAttributes": try subscriptionAttributes(request)
    case "SetSubscriptionAttributes": try setSubscriptionAttributes(request)
    case "Publish": try publish(request)
    case "PublishBatch": try publishBatch(request)
    case "ListTagsForResource": ["Tags": []]
    case "TagResource", "UntagResource": Object()
    default: throw ServiceError("InvalidAction", "\(operation) is not embedded in Treadle")
    }
  }

  static let notFound = ServiceError("NotFound", "Topic does not exist", status: 404)

  static func invalid(_ what: String) -> ServiceError {
    ServiceError("InvalidParameter", "Invalid parameter: " + what)
  }

  private func arn(_ name: String) -> String { "arn:aws:sns:\(region):\(account):\(name)" }

  private func topic(
    _ value: Value?, _ transaction: StoreTransaction
  ) throws(ServiceError) -> (arn: String, attributes: Object) {
    guard let arn = value?.string else { throw Self.invalid("TopicArn") }
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "sns" else {
      throw Self.invalid(
        "TopicArn Reason: An ARN must have at least 6 elements, not \(parts.count)")
    }
    guard let attributes = try transaction.object(Self.space, arn) else { throw Self.notFound }
    return (arn, attributes)
  }

  // MARK: Topics

  private func create(_ request: Object) throws(ServiceError) -> Object {
    guard let name = request["Name"]?.string, !name.isEmpty, name.utf8.count <= 256 else {
      throw Self.invalid("Topic Name")
    }
    let arn = arn(name)
    try store.write { transaction throws(ServiceError) in
      guard try transaction.object(Self.space, arn) == nil else { return }
      try transaction.put(
        Queue.texts(request["Attributes"]?.object ?? Object()), Self.space, arn)
    }
    return ["TopicArn": .string(arn)]
  }

  private func delete(_ request: Object) throws(ServiceError) -> Object {
    guard let arn = request["TopicArn"]?.string else { throw Self.invalid("TopicArn") }
    try store.write { transaction throws(ServiceError) in
      try transaction.put(nil, Self.space, arn)
      for (key, subscription) in try transaction.objects(Self.subscriptions)
      where subscription["TopicArn"]?.string == arn {
        try transaction.put(nil, Self.subscriptions, key)
      }
    }
    return Object()
  }

  private func list() throws(ServiceError) -> Object {
    let topics = try store.read { transaction throws(ServiceError) in
      try transaction.objects(Self.space)
    }
    return [
      "Topics": .array(
        topics.map { ["TopicArn": .string(String(decoding: $0.key, as: UTF8.self))] })
    ]
  }

  private func attributes(_ request: Object) throws(ServiceError) -> Object {
    try store.read { transaction throws(ServiceError) in
      let (arn, given) = try topic(request["TopicArn"], transaction)
      let count = try transaction.objects(Self.subscriptions).count {
        $0.value["TopicArn"]?.string == arn
      }
      var attributes: Object = [
        "TopicArn": .string(arn), "Owner": .string(account), "DisplayName": "",
        "SubscriptionsConfirmed": .string("\(count)"), "SubscriptionsPending": "0",
        "SubscriptionsDeleted": "0",
      ]
      for (name, value) in given { attributes[name] = value }
      return ["Attributes": .object(attributes)]
    }
  }

  private func setAttributes(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      var (arn, attributes) = try topic(request["TopicArn"], transaction)
      if let name = request["AttributeName"]?.string {
        attributes[name] = request["AttributeValue"]
      }
      try transaction.put(attributes, Self.space, arn)
      return Object()
    }
  }

  // MARK: Subscriptions

  private func subscribe(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      let (arn, _) = try topic(request["TopicArn"], transaction)
      guard let `protocol` = request["Protocol"]?.string, let endpoint = request["Endpoint"] else {
        throw Self.invalid("Endpoint")
      }
      guard
        ["sqs", "lambda", "http", "https", "email", "email-json", "sms", "application"]
          .contains(`protocol`)
      else { throw Self.invalid("Amazon SNS does not support this protocol string: \(`protocol`)") }
      let id = "\(arn):\(Identifiers.uuid())"
      let subscription: Object = [
        "SubscriptionArn": .string(id), "TopicArn": .string(arn), "Owner": .string(account),
        "Protocol": .string(`protocol`), "Endpoint": endpoint,
        "Attributes": .object(Queue.texts(request["Attributes"]?.object ?? Object())),
      ]
      try transaction.put(subscription, Self.subscriptions, id)
      return ["SubscriptionArn": .string(id)]
    }
  }

  private func unsubscribe(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      try transaction.put(nil, Self.subscriptions, request["SubscriptionArn"]?.string ?? "")
      return Object()
    }
  }

  private func listSubscriptions(_ request: Object) throws(ServiceError) -> Object {
    let all = try store.read { transaction throws(ServiceError) in
      try transaction.objects(Self.subscriptions).map(\.value)
    }
    let wanted = request["TopicArn"]?.string
    return [
      "Subscriptions": .array(
        all.filter { wanted == nil || $0["TopicArn"]?.string == wanted }.map {
          var subscription = $0
          subscription["Attributes"] = nil
          return .object(subscription)
        })
    ]
  }

  private func subscription(
    _ request: Object, _ transaction: StoreTransaction
  ) throws(ServiceError) -> (String, Object) {
    guard let arn = request["SubscriptionArn"]?.string,
      let subscription = try transaction.object(Self.subscriptions, arn)
    else { throw ServiceError("NotFound", "Subscription does not exist", status: 404) }
    return (arn, subscription)
  }

  private func subscriptionAttributes(_ request: Object) throws(ServiceError) -> Object {
    try store.read { transaction throws(ServiceError) in
      let (_, subscription) = try subscription(request, transaction)
      var attributes = subscription["Attributes"]?.object ?? Object()
      for name in ["SubscriptionArn", "TopicArn", "Owner", "Protocol", "Endpoint"] {
        attributes[name] = subscription[name]
      }
      return ["Attributes": .object(attributes)]
    }
  }

  private func setSubscriptionAttributes(_ request: Object) throws(ServiceError) -> Object {
    try store.write { transaction throws(ServiceError) in
      var (arn, subscription) = try subscription(request, transaction)
      var attributes = subscription["Attributes"]?.object ?? Object()
      if let name = request["AttributeName"]?.string {
        attributes[name] = request["AttributeValue"]
      }
      subscription["Attributes"] = .object(attributes)
      try transaction.put(subscription, Self.subscriptions, arn)
      return Object()
    }
  }

  // MARK: Messages

  private func publish(_ request: Object) throws(ServiceError) -> Object {
    guard let message = request["Message"]?.string, !message.isEmpty else {
      throw Self.invalid("Empty message")
    }
    if request["PhoneNumber"]?.string != nil { return ["MessageId": .string(Identifiers.uuid())] }
    let target = request["TopicArn"] ?? request["TargetArn"]
    let (arn, attributes, subscriptions) = try store.read { transaction throws(ServiceError) in
      let (arn, attributes) = try topic(target, transaction)
      return (arn, attributes, try transaction.objects(Self.subscriptions).map(\.value))
    }
    if attributes["FifoTopic"]?.string == "true" {
      guard request["MessageGroupId"]?.string != nil else {
        throw Self.invalid("The MessageGroupId parameter is required for FIFO topics")
      }
      guard
        request["MessageDeduplicationId"]?.string != nil
          || attributes["ContentBasedDeduplication"]?.string == "true"
      else {
        throw Self.invalid(
          "The topic should either have ContentBasedDeduplication enabled or "
            + "MessageDeduplicationId provided explicitly")
      }
    }
    guard message.utf8.count <= 262_144 else { throw Self.invalid("Message too long") }
    let id = Identifiers.uuid()
    var request = request
    if attributes["ContentBasedDeduplication"]?.string == "true",
      request["MessageDeduplicationId"]?.string == nil
    {
      request["MessageDeduplicationId"] = .string(Identifiers.sha256(Array(message.utf8)))
    }
    for subscription in subscriptions where subscription["TopicArn"]?.string == arn {
      deliver(message, id, request, to: subscription)
    }
    var result: Object = ["MessageId": .string(id)]
    if attributes["FifoTopic"]?.string == "true" {
      result["SequenceNumber"] = .string("10000000000000000000")
    }
    return result
  }

  private func publishBatch(_ request: Object) throws(ServiceError) -> Object {
    var successful: [Value] = []
    var failed: [Value] = []
    for entry in request["PublishBatchRequestEntries"]?.array ?? [] {
      var members = entry.object ?? Object()
      let id = members["Id"] ?? ""
      members["TopicArn"] = request["TopicArn"]
      do throws(ServiceError) {
        var result = try publish(members)
        result["Id"] = id
        successful.append(.object(result))
      } catch {
        failed.append(["Id": id, "Code": .string(error.code), "Message": .string(error.message)])
      }
    }
    return ["Successful": .array(successful), "Failed": .array(failed)]
  }

  private func deliver(
    _ message: String, _ id: String, _ request: Object, to subscription: Object
  ) {
    let attributes = subscription["Attributes"]?.object ?? Object()
    let given = request["MessageAttributes"]?.object ?? Object()
    if let policy = attributes["FilterPolicy"]?.string.flatMap({ EventPattern($0) }) {
      let isByBody = attributes["FilterPolicyScope"]?.string == "MessageBody"
      let subject = isByBody ? (try? Value(parsing: message)) ?? .null : Self.filtered(given)
      guard policy.matches(subject) else { return }
    }
    var text = message
    if request["MessageStructure"]?.string == "json", let parts = try? Value(parsing: message) {
      text = parts[subscription["Protocol"]?.string ?? ""]?.string ?? parts["default"]?.string ?? ""
    }
    let endpoint = subscription["Endpoint"]?.string ?? ""
    let envelope = envelope(text, id, request, given, subscription)
    switch subscription["Protocol"]?.string {
    case "sqs":
      let isRaw = attributes["RawMessageDelivery"]?.string == "true"
      queues.deliver(
        isRaw ? text : Value.object(envelope).text, to: Queues.name(endpoint),
        attributes: isRaw && !given.isEmpty ? .object(given) : nil,
        group: request["MessageGroupId"]?.string,
        deduplication: request["MessageDeduplicationId"]?.string)
    case "lambda":
      let record: Value = [
        "EventSource": "aws:sns", "EventVersion": "1.0",
        "EventSubscriptionArn": subscription["SubscriptionArn"] ?? "", "Sns": .object(envelope),
      ]
      deliver(.function(arn: endpoint, event: Value.object(["Records": .array([record])]).text))
    default: break
    }
  }

  /// Attributes as filter policies see them: names with values.
  private static func filtered(_ attributes: Object) -> Value {
    .object(
      Object(
        attributes.map { name, attribute in
          let text = attribute["StringValue"]?.string ?? ""
          switch attribute["DataType"]?.string {
          case "Number": return (name, (try? Value(parsing: text)) ?? .string(text))
          case "String.Array": return (name, (try? Value(parsing: text)) ?? .string(text))
          default: return (name, .string(text))
          }
        }))
  }

  private func envelope(
    _ text: String, _ id: String, _ request: Object, _ attributes: Object, _ subscription: Object
  ) -> Object {
    var envelope: Object = [
      "Type": "Notification", "MessageId": .string(id), "TopicArn": subscription["TopicArn"] ?? "",
    ]
    envelope["Subject"] = request["Subject"]
    envelope["Message"] = .string(text)
    envelope["Timestamp"] = .string(Timestamp(milliseconds: WallClock.milliseconds()).text())
    envelope["SignatureVersion"] = "1"
    envelope["Signature"] = "EXAMPLE"
    if !attributes.isEmpty {
      envelope["MessageAttributes"] = .object(
        Object(
          attributes.map {
            (
              $0,
              [
                "Type": $1["DataType"] ?? "String",
                "Value": $1["StringValue"] ?? $1["BinaryValue"] ?? "",
              ]
            )
          }))
    }
    return envelope
  }
}
