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
    var generator = ExpressionGenerator(seed: 20_261)
    let calls = generator.calls(1500)
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
      case "Responses" where member.object != nil:
        // The order of a batch is free.
        plain[name] = .object(
          Object(
            (member.object ?? Object()).map { table, items in
              (table, .array((Self.plain(items).array ?? []).sorted { $0.text < $1.text }))
            }))
      // moto knows when a page is the last, AWS does not.
      case "ItemCollectionMetrics", "LastEvaluatedKey": continue
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
