import Foundation
import JSON
import Testing

@Suite(.enabled(if: Program.path != nil), .serialized) struct HistoryCommandTests {
  private let workspace: TemporaryWorkspace

  init() throws { workspace = try TemporaryWorkspace() }

  @discardableResult
  private func treadle(_ arguments: String..., input: String = "", status: Int32 = 0) throws -> String
  {
    let answer = try Program.run(arguments, in: workspace.path, input: input)
    #expect(answer.status == status, "\(arguments): \(answer.output)\(answer.errors)")
    return answer.output
  }

  @Test func `an execution is listed, shown, compared, replayed, moved and removed`() throws {
    for name in ["Ada", "Bo"] {
      try treadle(
        "run", "greet.asl.json", "--name", name, "--clock", "virtual", "--input",
        "{\"name\":\"\(name)\"}")
    }
    try treadle("run", "fails.asl.json", "--name", "bad", status: 1)
    let lines = try treadle("executions", "list", "--json").split(separator: "\n")
    let listed = try lines.map { try Value(parsing: String($0)) }
    #expect(Set(listed.compactMap { $0["name"]?.string }) == ["Ada", "Bo", "bad"])
    let failed = try treadle("executions", "list", "--status", "FAILED")
    #expect(failed.contains("bad") && !failed.contains("Ada"))
    let shown = try Value(parsing: try treadle("executions", "show", "Ada", "--json"))
    #expect(shown["output"]?["greeting"]?.string == "Hello, Ada")
    #expect(try treadle("executions", "events", "Ada").contains("WaitStateEntered"))
    #expect(try treadle("executions", "diff", "Ada", "Bo", status: 1).contains("Hello, Bo"))
    #expect(try treadle("replay", "Ada").contains("identical"))
    #expect(try treadle("graph", "greet.asl.json", "--execution", "Ada").contains("Greet"))
    try edit("greet.asl.json", "Hello, ", "Bye, ")
    let changed = try treadle("replay", "Ada", "--definition", "greet.asl.json")
    #expect(changed.contains("first difference") && changed.contains("Bye, Ada"))
    let exported = try treadle("executions", "export", "Ada")
    try treadle("executions", "remove", "Ada")
    try treadle("executions", "show", "Ada", status: 2)
    try treadle("executions", "import", "-", input: exported)
    #expect(try treadle("executions", "export", "Ada") == exported)
    #expect(try treadle("replay", "Ada").contains("identical"))
  }

  @Test func `a failed execution is redriven`() throws {
    try treadle("run", "fails.asl.json", "--name", "bad", status: 1)
    try treadle("redrive", "bad", status: 1)
    #expect(try treadle("executions", "events", "bad").contains("ExecutionRedriven"))
    try treadle("run", "greet.asl.json", "--name", "good", "--clock", "virtual")
    try treadle("redrive", "good", status: 1)
  }

  private func edit(_ file: String, _ old: String, _ new: String) throws {
    let path = workspace.path + "/" + file
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacingOccurrences(of: old, with: new)
      .write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// What a run told before it was killed is in the history, at whatever moment that was, and the run
  /// goes on from there.
  @Test func `a kill at any moment loses no event that was told`() throws {
    var interrupted = 0
    for round in 0..<8 {
      let name = "killed-\(round)"
      let told = workspace.path + "/../told"
      try Data().write(to: URL(fileURLWithPath: told))
      let output = try #require(FileHandle(forWritingAtPath: told))
      let process = try Program.start(
        ["run", "count.asl.json", "--name", name, "--input", "{\"n\":0}", "--output", "events"],
        in: workspace.path, output: output, errors: .nullDevice)
      // Not before it has told something; then at a moment of its own.
      while process.isRunning, try size(told) < 500 * (1 + round * round * 20) {
        usleep(UInt32.random(in: 200...2000))
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let lines = try String(contentsOfFile: told, encoding: .utf8).split(separator: "\n")
        .compactMap { try? Value(parsing: String($0)) }
      let last = lines.compactMap { $0["id"]?.string.flatMap { Int($0) } }.max() ?? 0
      let events = try treadle("executions", "events", name, "--json").split(separator: "\n")
      #expect(events.count >= last, "told \(last), recorded \(events.count)")
      #expect(last > 0)
      let list = try treadle("executions", "list", "--name", name)
      if list.contains("interrupted") {
        interrupted += 1
        #expect(try treadle("resume", name).contains("resuming"))
      }
      let shown = try Value(parsing: try treadle("executions", "show", name, "--json"))
      #expect(shown["status"]?.string == "SUCCEEDED")
      #expect(shown["output"]?["n"]?.int == 1500)
      #expect(shown["events"]?.int == 6004)
    }
    #expect(interrupted > 0)
  }

  private func size(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  }
}
