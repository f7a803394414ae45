import Engine
import Foundation
import JSON
import Testing

@testable import Services

/// Calls and answers as text: a line `SERVICE:ACTION ARGUMENTS`, below it what came back. The
/// answers are rewritten with `RECORD=1`.
@Suite struct DialogueTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Dialogues")

  @Test func answersAsWritten() async throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".txt") }.sorted()
    #expect(!files.isEmpty)
    for file in files {
      let url = Self.folder.appendingPathComponent(file)
      let expected = try String(contentsOf: url, encoding: .utf8)
      let actual = try await play(expected)
      if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        try actual.write(to: url, atomically: true, encoding: .utf8)
        continue
      }
      for (wanted, got) in zip(expected.split(separator: "\n"), actual.split(separator: "\n"))
      where wanted != got {
        Issue.record("\(file):\n  wanted \(wanted)\n  got    \(got)")
      }
      #expect(expected.split(separator: "\n").count == actual.split(separator: "\n").count)
    }
  }

  /// The dialogue with our answers.
  func play(_ dialogue: String) async throws -> String {
    let folder = try Folder()
    let workspace = Workspace(folder: folder.path)
    let services = try EmbeddedServices(
      workspace: workspace, inMemory: true, folder: folder.path + "/.treadle")
    let dispatcher = Dispatcher(
      workspace: workspace, services: services, functions: Functions(workspace: workspace))
    var lines: [String] = []
    for line in dialogue.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("#") || line.isEmpty {
        lines.append(line)
        continue
      }
      guard let blank = line.firstIndex(of: " "), line.first?.isLetter == true else { continue }
      lines.append(line)
      let arguments = try Value(parsing: String(line[line.index(after: blank)...]))
      let answer = await dispatcher.perform(request(String(line[..<blank]), arguments)) { _ in }
      lines.append(Self.plain(told(answer)))
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Without what differs from run to run, and without the metadata that every answer has.
  static func plain(_ text: String) -> String {
    var text = text
    for (pattern, word) in [
      (
        /,?"SdkHttpMetadata":\{.*?"HttpStatusCode":200\},"SdkResponseMetadata":\{"RequestId":"[^"]*"\}/,
        ""
      ),
      (/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, "UUID"),
    ] as [(any RegexComponent, String)] {
      text = replace(text, pattern, word)
    }
    text = text.replacing(/Request ID: [0-9A-Z]{16,}/, with: "Request ID: ID")
    text = text.replacing(/Extended Request ID: [^)]*/, with: "Extended Request ID: ID")
    text = text.replacing(/20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/, with: "TIME")
    text = text.replacing(/"ReceiptHandle":"[^"]*"/, with: "\"ReceiptHandle\":\"HANDLE\"")
    text = text.replacing(/"CreationDateTime":[0-9]+/, with: "\"CreationDateTime\":0")
    return text
  }

  private static func replace(_ text: String, _ pattern: any RegexComponent, _ word: String)
    -> String
  {
    func open<Pattern: RegexComponent>(_ pattern: Pattern) -> String {
      text.replacing(pattern, with: word)
    }
    return open(pattern)
  }
}

private func told(_ answer: TaskAnswer) -> String { line(answer) }
