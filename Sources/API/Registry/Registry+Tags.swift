import JSON

extension Tag {
  /// The tags of a request, in its order.
  static func list(_ value: Value?) -> [Tag] {
    (value?.array ?? []).map { tag in
      Tag(key: tag["key"]?.string ?? "", value: tag["value"]?.string ?? "")
    }
  }

  var json: Value { ["key": .string(key), "value": .string(value)] }
}

extension Registry {
  /// The most tags of one resource.
  static let tagLimit = 50

  /// ListTagsForResource.
  func tags(_ text: String) throws(Fault) -> [Tag] {
    let arn = try Arn(text, types: "stateMachine", "activity")
    if let record = machines[text] { return record.tags }
    if let record = activities[arn.text] { return record.tags }
    throw .resourceNotFound(text)
  }

  /// Changes the tags of a resource: TagResource, UntagResource.
  mutating func changeTags(_ text: String, _ change: (inout [Tag]) -> Void) throws(Fault) {
    var tags = try tags(text)
    change(&tags)
    guard tags.count <= Self.tagLimit else {
      throw Fault(
        code: "TooManyTags",
        message: "Too many tags: the limit is \(Self.tagLimit) for '\(text)'")
    }
    if var record = machines[text] {
      record.tags = tags
      put(record)
    } else if var record = activities[text] {
      record.tags = tags
      put(record)
    }
  }
}
