import Foundation
import Testing

/// What README.md promises on the command line, tried.
struct ReadmeTests {
  private static let root = testFolder.deletingLastPathComponent().deletingLastPathComponent()

  private static func readme() throws -> [Substring] {
    try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// A command of a `console` block and the lines that it is said to print.
  private struct Example {
    var command: String
    var output: [String] = []
  }

  private static func examples() throws -> [Example] {
    var examples: [Example] = []
    var isInside = false
    for line in try readme() {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, line.hasPrefix("$ ") {
        examples.append(Example(command: String(line.dropFirst(2))))
      } else if isInside, !examples.isEmpty {
        examples[examples.count - 1].output.append(String(line))
      }
    }
    return examples
  }

  @Test(.enabled(if: Program.path != nil)) func examplesPrintWhatTheySay() throws {
    let examples = try Self.examples()
    #expect(examples.count >= 4)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("treadle-readme-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let workflows = folder.appendingPathComponent("Workflows")
    try FileManager.default.copyItem(
      at: Self.root.appendingPathComponent("Workflows"), to: workflows)
    try? FileManager.default.removeItem(at: workflows.appendingPathComponent(".treadle"))
    for example in examples {
      let output = try Self.shell(example.command, in: folder)
      #expect(
        output == example.output.map { $0 + "\n" }.joined(), "\(example.command) printed \(output)")
    }
  }

  @Test(.enabled(if: Program.path != nil)) func everySubcommandIsThere() throws {
    let commands = try Self.readme().filter { $0.hasPrefix("treadle ") }.compactMap { line in
      line.dropFirst("treadle ".count).split(separator: " ").first
    }
    #expect(commands.count >= 10)
    for command in commands {
      let answer = try Program.run([String(command), "--help"], in: testFolder.path + "/Files")
      #expect(answer.status == 0, "treadle \(command) --help")
      #expect(answer.output.contains("USAGE: treadle \(command)"))
    }
  }

  /// Runs a line of shell with `treadle` in its path; its standard output.
  private static func shell(_ line: String, in folder: URL) throws -> String {
    let program = URL(fileURLWithPath: Program.path ?? "")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "treadle() { '\(program.path)' \"$@\"; }; " + line]
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging([
      "LANG": "C.UTF-8", "NO_COLOR": "1",
    ]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
