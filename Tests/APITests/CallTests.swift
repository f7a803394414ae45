import Engine
import Foundation
import JSON
import Services
import Testing

@testable import API

/// Runs the dialogues in `Calls/`: `> Operation {request}`, then `< {answer}` or `! Code message`.
///
/// In an answer, the string `"*"` stands for anything. `RECORD=1` writes what was answered.
@Suite struct CallTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Calls")

  static var files: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted()
  }

  @Test func thereAreDialogues() { #expect(!Self.files.isEmpty) }

  @Test(arguments: files) func dialogue(_ name: String) async throws {
    let url = Self.folder.appending(path: name)
    let lines = try String(contentsOf: url, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let service = try Self.service()
    var answered: [String] = []
    var index = 0
    while index < lines.count {
      let line = lines[index]
      answered.append(String(line))
      index += 1
      guard line.hasPrefix("> ") else { continue }
      let answer = try await Self.answer(String(line.dropFirst(2)), service)
      guard index < lines.count, lines[index].hasPrefix("<") || lines[index].hasPrefix("!") else {
        answered.append(answer)
        continue
      }
      answered.append(Self.matches(answer, String(lines[index])) ? String(lines[index]) : answer)
      if ProcessInfo.processInfo.environment["RECORD"] == nil {
        let wanted = String(lines[index])
        #expect(
          Self.matches(answer, wanted), "\(name): \(line)\n answered \(answer)\n wanted   \(wanted)")
      }
      index += 1
    }
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try answered.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
    }
  }

  private static func service() throws -> Service {
    let workspace = Workspace(folder: NSTemporaryDirectory())
    let services = try EmbeddedServices(workspace: workspace, inMemory: true)
    let dispatcher = Dispatcher(
      workspace: workspace, services: services, functions: Functions(workspace: workspace))
    var options = RunnerOptions()
    options.now = { Timestamp(milliseconds: 1_700_000_000_123) }
    let account = try Account(
      workspace: workspace, store: nil, dispatcher: dispatcher, options: options,
      keepsMachines: false)
    return account.service
  }

  private static func answer(_ call: String, _ service: Service) async throws -> String {
    let parts = call.split(separator: " ", maxSplits: 1)
    let request = try Value(parsing: parts.count > 1 ? String(parts[1]) : "{}")
    let result: Result<Value, Fault>
    switch service.handle(String(parts[0]), request) {
    case .now(let answer): result = answer
    case .later(let work): result = await work()
    }
    switch result {
    case .success(let value): return "< \(value.text)"
    case .failure(let fault): return "! \(fault.code) \(fault.message)"
    }
  }

  private static func matches(_ answer: String, _ wanted: String) -> Bool {
    if answer == wanted { return true }
    guard answer.hasPrefix("< "), wanted.hasPrefix("< "),
      let a = try? Value(parsing: String(answer.dropFirst(2))),
      let b = try? Value(parsing: String(wanted.dropFirst(2)))
    else { return false }
    return fits(a, b)
  }

  private static func fits(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (_, .string("*")): true
    case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy(fits)
    case (.object(let a), .object(let b)):
      a.count == b.count && b.allSatisfy { name, value in a[name].map { fits($0, value) } ?? false }
    default: a == b
    }
  }
}
