import Foundation
import Testing

extension TerminalTests {
  /// `treadle serve` and the studio on one workspace: an execution that is started over HTTP is on
  /// the screen, held at the studio's breakpoint, moved on, answered by hand, and let go when the
  /// studio is gone.
  @Test(.enabled(if: canRun)) func besideAServer() throws {
    let program = try #require(TerminalTests.program)
    let folder = try TerminalTests.workspace()
    defer { try? FileManager.default.removeItem(at: folder) }
    try TerminalTests.flow.write(
      to: folder.appending(path: "flow.asl.json"), atomically: true, encoding: .utf8)
    let server = try Server(program, folder)
    defer { server.end() }
    let tmux = try Tmux(columns: 120, rows: 40)
    defer { tmux.end() }

    // A breakpoint of the studio holds what the server runs; a state further on, and on.
    tmux.type("cd '\(folder.path)'; PS1='ready> '; clear", "Enter")
    tmux.type("'\(program)' flow.asl.json", "Enter")
    try tmux.wait("3 states")
    tmux.type("/Second", "Enter")
    tmux.keys("b")
    let first = try server.start("first")
    try tmux.wait("● paused at Second, held by the server")
    try tmux.wait("\"first\"")
    #expect(try server.history(first).contains("Ask") == false)
    tmux.keys("n")
    try tmux.wait("● paused at Ask, held by the server")

    // Its task is answered in place of the call.
    tmux.keys("a")
    try tmux.wait("Ask waits for an answer")
    tmux.keys("C-k")
    tmux.type("{\"by\":\"hand\"}", "C-s")
    try tmux.wait("✓ succeeded")
    #expect(try server.history(first).contains("by"))

    // Another one is listed at once, and shown in the list where it stands.
    tmux.keys("q")
    let second = try server.start("second")
    try tmux.wait("● paused at Second, held by the server")
    tmux.keys("q")
    try tmux.wait("at Second")

    // A studio that dies holds nothing any more.
    kill(tmux.program, SIGKILL)
    for _ in 0..<100 {
      if try server.history(second).contains("ExecutionFailed") { return }
      Thread.sleep(forTimeInterval: 0.1)
    }
    Issue.record("the execution is still held: \(try server.history(second))")
  }

  private static let flow = """
    {"StartAt": "First", "States": {
      "First": {"Type": "Pass", "Parameters": {"name.$": "$$.Execution.Name"}, "Next": "Second"},
      "Second": {"Type": "Pass", "Next": "Ask"},
      "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "nobody"}, "End": true}}}
    """
}

/// `treadle serve` on a free port.
private final class Server {
  private let process = Process()
  private let endpoint: String

  init(_ program: String, _ folder: URL) throws {
    process.executableURL = URL(filePath: program)
    process.arguments = ["serve", "--port", "0", "--workspace", folder.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let place = try #require(line.range(of: "http://"), "\(line)")
    endpoint = line[place.lowerBound...].trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(!endpoint.hasSuffix(":0"))
  }

  func end() { process.terminate() }

  /// Starts an execution of `flow`; its ARN.
  func start(_ name: String) throws -> String {
    let base = "arn:aws:states:us-east-1:123456789012"
    let answer = try call(
      "StartExecution", #"{"stateMachineArn":"\#(base):stateMachine:flow","name":"\#(name)"}"#)
    #expect(answer.contains("startDate"), "\(answer)")
    return "\(base):execution:flow:\(name)"
  }

  /// The execution's history as the API tells it.
  func history(_ arn: String) throws -> String {
    try call("GetExecutionHistory", #"{"executionArn":"\#(arn)"}"#)
  }

  private func call(_ operation: String, _ body: String) throws -> String {
    let curl = Process()
    curl.executableURL = URL(filePath: "/usr/bin/env")
    curl.arguments = [
      "curl", "-s", endpoint, "-H", "X-Amz-Target: AWSStepFunctions.\(operation)", "-H",
      "Content-Type: application/x-amz-json-1.0", "-d", body,
    ]
    let output = Pipe()
    curl.standardOutput = output
    try curl.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    curl.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
