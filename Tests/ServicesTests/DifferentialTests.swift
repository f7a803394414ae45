import Foundation
import JSON
import Testing

@testable import Services

/// The expressions of DynamoDB against moto: random items, conditions, updates, projections and
/// queries must give the same answers. Skipped where moto is not installed.
@Suite struct DifferentialTests {
  @Test func agreesWithMoto() async throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("moto_tables.py").path
    var generator = Generator(seed: 20_261)
    let calls = generator.calls(400)
    let answers = await withCheckedContinuation { done in
      // Waiting for a process must not hold up the other tests.
      DispatchQueue.global().async { [calls] in done.resume(returning: try? Self.ask(script, calls))
      }
    }
    guard let theirs = answers else {
      print("skipped: moto is not installed")
      return
    }
    let folder = try Folder()
    let services = try EmbeddedServices(workspace: Workspace(folder: folder.path), inMemory: true)
    var differences: [String] = []
    for (call, their) in zip(calls, theirs) where their["broken"] == nil {
      var ours: Value
      do {
        ours = [
          "ok": .object(
            try services.call(
              service: "dynamodb", operation: call["op"]?.string ?? "",
              parameters: call["args"]?.object ?? Object()))
        ]
      } catch {
        ours = ["error": .string(error.code), "message": .string(error.message)]
      }
      if call["op"] == "CreateTable" { continue }
      if Self.plain(ours) != Self.plain(their) {
        differences.append("\(call.text)\n  ours   \(ours.text)\n  theirs \(their.text)")
      }
    }
    #expect(differences.isEmpty, "\(differences.count) of \(calls.count) differ")
    for difference in differences.prefix(8) { print(difference) }
  }

  /// Without messages, in which moto is free, and with sets and pages in one order.
  static func plain(_ value: Value) -> Value {
    guard let members = value.object else {
      guard let elements = value.array else { return value }
      return .array(elements.map { Self.plain($0) })
    }
    var plain = Object()
    for (name, member) in members where name != "message" && name != "ConsumedCapacity" {
      switch name {
      case "SS", "NS":
        plain[name] = .array((member.array ?? []).sorted { ($0.string ?? "") < ($1.string ?? "") })
      case "N": plain[name] = .string((try? DecimalNumber(member.string ?? ""))?.text ?? "")
      default: plain[name] = Self.plain(member)
      }
    }
    return .object(plain)
  }

  private static func ask(_ script: String, _ calls: [Value]) throws -> [Value]? {
    let folder = try Folder(["calls.jsonl": calls.map(\.text).joined(separator: "\n") + "\n"])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script]
    process.standardInput = try FileHandle(
      forReadingFrom: URL(fileURLWithPath: folder.path + "/calls.jsonl"))
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    guard lines.first == "ready" else { return nil }
    return try lines.dropFirst().map { try Value(parsing: $0) }
  }
}

/// Makes calls by chance, the same ones for a seed.
private struct Generator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[next(elements.count)] }

  mutating func calls(_ count: Int) -> [Value] {
    var calls: [Value] = [
      [
        "op": "CreateTable",
        "args": [
          "TableName": "things", "BillingMode": "PAY_PER_REQUEST",
          "KeySchema": [
            ["AttributeName": "p", "KeyType": "HASH"], ["AttributeName": "s", "KeyType": "RANGE"],
          ],
          "AttributeDefinitions": [
            ["AttributeName": "p", "AttributeType": "S"],
            ["AttributeName": "s", "AttributeType": "N"],
          ],
        ],
      ]
    ]
    for _ in 0..<count { calls.append(call()) }
    return calls
  }

  mutating func key() -> Object {
    ["p": ["S": .string(pick(["x", "y"]))], "s": ["N": .string("\(next(4) - 1)")]]
  }

  mutating func scalar() -> Value {
    // No truth values, and no zero: moto takes the ones for numbers and the other for nothing.
    next(2) == 0
      ? ["N": .string(pick(["4", "1", "2.5", "-3", "10"]))]
      : ["S": .string(pick(["a", "ab", "b", "abc"]))]
  }

  mutating func value() -> Value {
    switch next(6) {
    case 0: ["L": .array((0...next(3)).map { _ in scalar() })]
    case 1: ["M": .object(["k": scalar(), "l": scalar()])]
    case 2:
      [
        "SS": .array(
          Set((0...next(3)).map { _ in pick(["a", "b", "c"]) }).sorted().map(Value.string))
      ]
    default: scalar()
    }
  }

  mutating func call() -> Value {
    var args: Object = ["TableName": "things"]
    switch next(7) {
    case 0, 1:
      var item = key()
      for name in ["a", "b", "c", "d"] where next(3) > 0 { item[name] = value() }
      args["Item"] = .object(item)
      return ["op": "PutItem", "args": .object(args)]
    case 2:
      args["Key"] = .object(key())
      if next(2) == 0 { args["ProjectionExpression"] = .string(pick(["a, b", "c.k", "d[0], a"])) }
      return ["op": "GetItem", "args": .object(args)]
    case 3:
      args["FilterExpression"] = .string(condition(&args))
      return ["op": "Scan", "args": .object(args)]
    case 4:
      return query(args)
    case 5:
      args["Key"] = .object(key())
      args["ConditionExpression"] = .string(condition(&args))
      args["ReturnValues"] = "ALL_OLD"
      return ["op": "DeleteItem", "args": .object(args)]
    default: return update(args)
    }
  }

  mutating func bind(_ value: Value, _ args: inout Object) -> String {
    var values = args["ExpressionAttributeValues"]?.object ?? Object()
    let name = ":v\(values.count)"
    values[name] = value
    args["ExpressionAttributeValues"] = .object(values)
    return name
  }

  mutating func condition(_ args: inout Object, depth: Int = 0) -> String {
    let path = pick(["a", "b", "c", "d", "c.k", "d[0]"])
    switch next(depth > 1 ? 7 : 10) {
    case 0: return "attribute_exists(\(path)) AND \(path) = \(bind(scalar(), &args))"
    case 1: return "\(path) \(pick(["=", "<>", "<", "<=", ">", ">="])) \(bind(scalar(), &args))"
    case 2:
      return "\(path) BETWEEN \(bind(["N": "0"], &args)) AND \(bind(["N": "3"], &args))"
    case 3: return "\(path) IN (\(bind(scalar(), &args)), \(bind(scalar(), &args)))"
    case 4: return "begins_with(\(path), \(bind(["S": "a"], &args)))"
    case 5: return "contains(\(path), \(bind(["S": .string(pick(["a", "b"]))], &args)))"
    case 6:
      return "attribute_type(\(path), \(bind(["S": .string(pick(["S", "N", "L", "M"]))], &args))) "
        + "OR \(path) = \(bind(scalar(), &args))"
    case 7: return "NOT (\(condition(&args, depth: depth + 1)))"
    case 8:
      return "(\(condition(&args, depth: depth + 1))) AND (\(condition(&args, depth: depth + 1)))"
    default:
      return "\(condition(&args, depth: depth + 1)) OR \(condition(&args, depth: depth + 1))"
    }
  }

  mutating func query(_ given: Object) -> Value {
    var args = given
    var text = "p = \(bind(["S": .string(pick(["x", "y"]))], &args))"
    switch next(4) {
    case 0: text += " AND s > \(bind(["N": "0"], &args))"
    case 1: text += " AND s BETWEEN \(bind(["N": "0"], &args)) AND \(bind(["N": "1"], &args))"
    case 2: text += " AND s <= \(bind(["N": "1"], &args))"
    default: break
    }
    args["KeyConditionExpression"] = .string(text)
    if next(2) == 0 { args["ScanIndexForward"] = false }
    if next(2) == 0 { args["FilterExpression"] = .string(condition(&args, depth: 1)) }
    return ["op": "Query", "args": .object(args)]
  }

  mutating func update(_ given: Object) -> Value {
    var args = given
    args["Key"] = .object(key())
    var parts: [String] = []
    if next(3) > 0 {
      let path = pick(["a", "b"])
      switch next(4) {
      case 0: parts.append("SET \(path) = \(bind(value(), &args))")
      case 1:
        parts.append(
          "SET \(path) = if_not_exists(\(path), \(bind(["N": "1"], &args))) + \(bind(["N": "2.25"], &args))"
        )
      case 2: parts.append("SET \(path) = \(path) - \(bind(["N": "1"], &args))")
      default:
        parts.append(
          "SET \(path) = list_append(if_not_exists(\(path), \(bind(["L": []], &args))), \(bind(["L": [["S": "z"]]], &args)))"
        )
      }
    }
    // No nested paths: where one does not exist, moto leaves the other half of the update behind.
    if parts.isEmpty || next(2) == 0 { parts.append("REMOVE \(pick(["c", "d"]))") }
    args["UpdateExpression"] = .string(parts.joined(separator: " "))
    args["ReturnValues"] = .string(pick(["ALL_NEW", "ALL_OLD", "NONE"]))
    if next(3) == 0 { args["ConditionExpression"] = .string(condition(&args, depth: 1)) }
    return ["op": "UpdateItem", "args": .object(args)]
  }
}
