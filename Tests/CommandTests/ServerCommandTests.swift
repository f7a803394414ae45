import Foundation
import JSON
import Testing

/// `treadle serve` and the commands that talk to it.
@Suite(.enabled(if: Program.path != nil), .serialized) struct ServerCommandTests {
  private let workspace: TemporaryWorkspace

  init() throws { workspace = try TemporaryWorkspace() }

  /// A server on a free port; gone with the test.
  private final class Server {
    let process: Process
    let endpoint: String

    init(in folder: String) throws {
      let output = Pipe()
      process = try Program.start(
        ["serve", "--port", "0"], in: folder, output: output.fileHandleForWriting,
        errors: .standardError)
      let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      let place = try #require(line.range(of: "http://"), "\(line)")
      endpoint = line[place.lowerBound...].trimmingCharacters(in: .whitespacesAndNewlines)
    }

    deinit {
      process.terminate()
      process.waitUntilExit()
    }

    var port: String { String(endpoint.split(separator: ":").last ?? "") }

    func call(_ target: String, _ body: Value) throws -> Value {
      let curl = Process()
      curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      curl.arguments = [
        "curl", "-s", endpoint, "-H", "X-Amz-Target: \(target)", "-d", body.text,
      ]
      let output = Pipe()
      curl.standardOutput = output
      try curl.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      curl.waitUntilExit()
      return try Value(parsing: String(decoding: data, as: UTF8.self))
    }
  }

  private func treadle(_ arguments: String..., input: String = "") throws -> Program.Answer {
    try Program.run(arguments, in: workspace.path, input: input)
  }

  private static let base = "arn:aws:states:us-east-1:123456789012"

  private func waitForTask(_ execution: String) throws {
    for _ in 0..<100 {
      if try treadle("task", "list").output.contains(execution) { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    Issue.record("\(execution) waits for nothing")
  }

  @Test func `tasks that wait are listed and answered`() throws {
    let definition = """
      {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
        "Resource": "\(Self.base):activity:approve"}}}
      """
    try definition.write(
      toFile: workspace.path + "/ask.asl.json", atomically: true, encoding: .utf8)
    #expect(try treadle("task").errors.contains("no server runs on this workspace"))
    let server = try Server(in: workspace.path)
    #expect(try treadle("task").output == "no tasks wait\n")
    let arn = Self.base + ":activity:approve"
    #expect(try treadle("activity", "create", "approve").output == arn + "\n")
    #expect(try treadle("activity", "list").output == arn + "\n")
    for name in ["yes", "no", "worked"] {
      let answer = try server.call(
        "AWSStepFunctions.StartExecution",
        ["stateMachineArn": .string(Self.base + ":stateMachine:ask"), "name": .string(name)])
      #expect(answer["startDate"] != nil, "\(answer)")
      try waitForTask(name)
    }
    #expect(try treadle("task", "heartbeat", "yes").status == 0)
    #expect(try treadle("task", "success", "yes", "--output", "{\"a\":").status == 2)
    #expect(
      try treadle("task", "success", "yes", "--output", "-", input: #"{"ok":true}"#).status == 0)
    #expect(try treadle("task", "success", "yes").status == 1)
    #expect(
      try treadle("task", "failure", "no", "--error", "Refused", "--cause", "late").status == 0)
    let polled = try Value(parsing: try treadle("activity", "poll", "approve").output)
    let token = try #require(polled["taskToken"]?.string)
    #expect(polled["input"]?.string == "{}")
    #expect(
      try treadle("task", "success", String(token.prefix(20)), "--output", "1").status == 0)
    #expect(try treadle("task", "--json").output == "")

    #expect(try treadle("executions", "show", "yes").output.contains("\"ok\": true"))
    #expect(try treadle("executions", "events", "no").output.contains("ActivityFailed"))
    #expect(try treadle("executions", "list", "--status", "SUCCEEDED").output.contains("worked"))
  }

  @Test func `the port that was taken is the one that is told`() throws {
    let server = try Server(in: workspace.path)
    #expect(server.port != "0")
    let queue = try server.call("AmazonSQS.CreateQueue", ["QueueName": "q"])
    #expect(queue["QueueUrl"]?.string == server.endpoint + "/123456789012/q")

    let second = try treadle("serve", "--port", server.port)
    #expect(second.status == 1)
    #expect(second.errors.contains("port \(server.port) on 127.0.0.1 is taken"))
    #expect(second.errors.contains("--port 0 takes a free one"))
    #expect(try treadle("serve", "--port", "70000").status == 2)
  }

  /// A server that is killed loses nothing: its executions are there, and go on.
  @Test func `killed and started again`() throws {
    let definition = """
      {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 1, "Next": "Done"},
        "Done": {"Type": "Pass", "Result": {"done": true}, "End": true}}}
      """
    let first = try Server(in: workspace.path)
    let made = try first.call(
      "AWSStepFunctions.CreateStateMachine",
      [
        "name": "made", "definition": .string(definition),
        "roleArn": "arn:aws:iam::123456789012:role/r",
      ])
    let machine = try #require(made["stateMachineArn"])
    _ = try first.call(
      "AWSStepFunctions.StartExecution", ["stateMachineArn": machine, "name": "long"])
    kill(first.process.processIdentifier, SIGKILL)
    first.process.waitUntilExit()

    let second = try Server(in: workspace.path)
    let known = try second.call("AWSStepFunctions.ListStateMachines", [:])
    #expect(known["stateMachines"]?.array?.contains { $0["name"]?.string == "made" } == true)
    let arn = Self.base + ":execution:made:long"
    for _ in 0..<100 {
      let now = try second.call("AWSStepFunctions.DescribeExecution", ["executionArn": .string(arn)])
      if now["status"]?.string == "SUCCEEDED" { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    Issue.record("it did not go on")
  }
}
