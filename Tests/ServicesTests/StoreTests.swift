import Engine
import Foundation
import JSON
import Testing

@testable import Services

@Suite struct StoreTests {
  func services(_ folder: Folder) throws -> EmbeddedServices {
    try EmbeddedServices(workspace: Workspace(folder: folder.path))
  }

  func call(
    _ services: EmbeddedServices, _ service: String, _ operation: String, _ parameters: Object
  ) throws -> Object {
    try services.call(service: service, operation: operation, parameters: parameters)
  }

  @Test func keepsAndStepsBack() throws {
    let folder = try Folder()
    let services = try services(folder)
    _ = try call(services, "sqs", "CreateQueue", ["QueueName": "q"])
    _ = try call(services, "s3", "CreateBucket", ["Bucket": "b"])
    _ = try call(services, "s3", "PutObject", ["Bucket": "b", "Key": "k", "Body": "one"])
    let checkpoint = services.checkpoint()
    _ = try call(services, "sqs", "SendMessage", ["QueueUrl": "q", "MessageBody": "m"])
    _ = try call(services, "s3", "PutObject", ["Bucket": "b", "Key": "k", "Body": "two"])
    _ = try call(services, "s3", "PutObject", ["Bucket": "b", "Key": "new", "Body": "x"])
    let changes = services.changes(after: checkpoint)
    #expect(changes.map { "\($0.kind) \($0.resource)" } == ["queue q", "bucket b", "bucket b"])
    services.restore(to: checkpoint)
    #expect(try call(services, "sqs", "ReceiveMessage", ["QueueUrl": "q"]).isEmpty)
    #expect(try call(services, "s3", "GetObject", ["Bucket": "b", "Key": "k"])["Body"] == "one")
    #expect(
      try services.resources().map { "\($0.kind) \($0.name) \($0.count)" } == [
        "queue q 0", "bucket b 1",
      ])
    let again = try self.services(folder)
    #expect(try call(again, "sqs", "GetQueueUrl", ["QueueName": "q"])["QueueUrl"] != nil)
  }

  @Test func goesBackAndForwardBetweenCheckpoints() throws {
    let folder = try Folder()
    let services = try services(folder)
    let workspace = Workspace(folder: folder.path)
    let dispatcher = Dispatcher(
      workspace: workspace, services: services, functions: Functions(workspace: workspace))
    func put(_ body: String) throws -> Checkpoint {
      _ = try call(services, "s3", "PutObject", ["Bucket": "b", "Key": "k", "Body": .string(body)])
      _ = try call(services, "sqs", "SendMessage", ["QueueUrl": "q", "MessageBody": "m"])
      return dispatcher.checkpoint()
    }
    func look() throws -> String {
      let body = try call(services, "s3", "GetObject", ["Bucket": "b", "Key": "k"])["Body"]
      let counts = try services.resources().map { "\($0.name) \($0.count)" }
      return "\(body?.string ?? "") " + counts.joined(separator: " ")
    }
    _ = try call(services, "sqs", "CreateQueue", ["QueueName": "q"])
    _ = try call(services, "s3", "CreateBucket", ["Bucket": "b"])
    let points = [try put("one"), try put("two"), try put("three")]
    let seen = ["one q 1 b 1", "two q 2 b 1", "three q 3 b 1"]
    var undone = UndoneChanges()
    for place in [2, 0, 1, 2, 1, 0, 2, 0, 0, 1] {
      _ = dispatcher.move(to: points[place], undone: &undone)
      #expect(try look() == seen[place])
    }
    undone = UndoneChanges()
    let other = try put("other")
    #expect(try look() == "other q 3 b 1")
    _ = dispatcher.move(to: points[0], undone: &undone)
    _ = dispatcher.move(to: other, undone: &undone)
    #expect(try look() == "other q 3 b 1")
  }

  @Test func deletedObjectsComeBack() throws {
    let folder = try Folder([".treadle/s3/b/hand.txt": "by hand"])
    let services = try services(folder)
    let checkpoint = services.checkpoint()
    _ = try call(services, "s3", "DeleteObject", ["Bucket": "b", "Key": "hand.txt"])
    #expect(throws: ServiceError.self) {
      try call(services, "s3", "GetObject", ["Bucket": "b", "Key": "hand.txt"])
    }
    services.restore(to: checkpoint)
    #expect(
      try call(services, "s3", "GetObject", ["Bucket": "b", "Key": "hand.txt"])["Body"] == "by hand"
    )
  }

  @Test func setsADamagedFileAside() throws {
    let folder = try Folder([
      ".treadle/services.sqlite": String(repeating: "no database ", count: 200)
    ])
    let services = try services(folder)
    #expect(services.notices.count == 1)
    #expect(services.notices.first?.contains("damaged") ?? false)
    _ = try call(services, "sqs", "CreateQueue", ["QueueName": "q"])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.treadle")
    #expect(names.contains { $0.hasPrefix("services.sqlite.broken-") })
  }

  @Test func pagesOfAMegabyte() throws {
    let folder = try Folder()
    let services = try EmbeddedServices(workspace: Workspace(folder: folder.path), inMemory: true)
    _ = try call(
      services, "dynamodb", "CreateTable",
      [
        "TableName": "big", "KeySchema": [["AttributeName": "id", "KeyType": "HASH"]],
        "AttributeDefinitions": [["AttributeName": "id", "AttributeType": "N"]],
      ])
    let text = String(repeating: "x", count: 300 << 10)
    for number in 0..<8 {
      _ = try call(
        services, "dynamodb", "PutItem",
        [
          "TableName": "big",
          "Item": ["id": ["N": .string("\(number)")], "t": ["S": .string(text)]],
        ])
    }
    var seen = 0
    var pages = 0
    var start: Value?
    repeat {
      var request: Object = ["TableName": "big"]
      request["ExclusiveStartKey"] = start
      let page = try call(services, "dynamodb", "Scan", request)
      seen += page["Count"]?.int ?? 0
      start = page["LastEvaluatedKey"]
      pages += 1
    } while start != nil && pages < 20
    #expect(seen == 8)
    #expect(pages == 3)
    #expect(throws: ServiceError.self) {
      try call(
        services, "dynamodb", "PutItem",
        [
          "TableName": "big",
          "Item": [
            "id": ["N": "9"], "t": ["S": .string(String(repeating: "x", count: 410 << 10))],
          ],
        ])
    }
  }

  @Test func numbersAreDecimal() throws {
    let cases = [
      ("1.0", "1"), ("-0", "0"), ("1e3", "1000"), ("0.1", "0.1"),
      ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
      ("1E-7", "0.0000001"),
    ]
    for (text, expected) in cases { #expect(try DecimalNumber(text).text == expected) }
    #expect((try DecimalNumber("0.1") + DecimalNumber("0.2")).text == "0.3")
    #expect((try DecimalNumber("1") - DecimalNumber("1.05")).text == "-0.05")
    #expect(
      (try DecimalNumber("99999999999999999999999999999999999999") + DecimalNumber("1")).text
        == "100000000000000000000000000000000000000")
    let ordered = [
      "-10", "-9.5", "-1", "-0.01", "0", "0.001", "0.01", "1", "1.5", "9", "10", "100",
    ]
    for (left, right) in zip(ordered, ordered.dropFirst()) {
      let a = try DecimalNumber(left)
      let b = try DecimalNumber(right)
      #expect(a < b)
      #expect(a.sortKey.lexicographicallyPrecedes(b.sortKey), "\(left) \(right)")
    }
    for text in [
      "", "a", "1.2.3", "--1", "1e", "12345678901234567890123456789012345678901", "1e200",
    ] {
      #expect(throws: DecimalNumber.Fault.self) { try DecimalNumber(text) }
    }
  }

  /// Random bytes as expressions are refused, never worse.
  @Test func expressionsOfRubbish() {
    var state: UInt64 = 7
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    let words = [
      "a", "#n", ":v", "(", ")", "=", "<", "<>", "AND", "OR", "NOT", "IN", "BETWEEN", "SET",
      "REMOVE", "ADD", ",", ".", "[", "]", "0", "size", "begins_with", "if_not_exists", "é",
      "\u{0}", "+", "-",
    ]
    for _ in 0..<3000 {
      let text = (0...next(12)).map { _ in words[next(words.count)] }.joined(
        separator: next(2) == 0 ? " " : "")
      guard
        var placeholders = try? Placeholders([
          "ExpressionAttributeValues": [":v": ["N": "1"]], "ExpressionAttributeNames": ["#n": "b"],
        ])
      else { continue }
      _ = try? ExpressionParser.condition(text, kind: "FilterExpression", &placeholders)
      _ = try? ExpressionParser.update(text, &placeholders)
      _ = try? ExpressionParser.projection(text, &placeholders)
    }
  }
}
