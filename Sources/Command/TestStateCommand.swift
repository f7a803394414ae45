import API
import ASL
import ArgumentParser
import JSON

/// `treadle test`: one state alone.
struct TestStateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Test one state of a definition, as AWS's TestState does, without its limits.")

  enum Level: String, ExpressibleByArgument, CaseIterable {
    case info = "INFO"
    case debug = "DEBUG"
    case trace = "TRACE"

    init?(argument: String) { self.init(rawValue: argument.uppercased()) }
  }

  @Argument(help: "The definition.", completion: .file()) var file: String
  @Option(help: "The state; it may lie in a Map or Parallel.") var state: String
  @Option(help: "The input: JSON, @FILE or -.") var input: String?
  @Option(help: "INFO, DEBUG (every step of the data) or TRACE.") var level = Level.debug
  @Option(help: "The task's result: JSON, @FILE or -.") var result: String?
  @Option(help: "Let the task fail with this error …") var error: String?
  @Option(help: "… and this cause.") var cause: String?
  @Option(help: "Variables: a JSON object, @FILE or -.") var variables: String?
  @Option(help: "The context object: JSON, @FILE or -.") var context: String?
  @Option(help: "How often the failing retrier has retried before.") var retries: Int?

  func run() async throws {
    let definition = try Definition.read(file)
    _ = try definition.machine()
    let account = try Launch.account(definition.workspace, Launch.Options(isRecorded: false))
    var request: Object = [
      "definition": .string(definition.reading.source.value.text), "stateName": .string(state),
      "roleArn": "arn:aws:iam::123456789012:role/treadle", "inspectionLevel": .string(level.rawValue),
    ]
    request["input"] = try text(input, "--input")
    request["variables"] = try text(variables, "--variables")
    request["context"] = try text(context, "--context")
    request["mock"] = try mock()
    request["stateConfiguration"] = retries.map { ["retrierRetryCount": .int($0)] }
    let answer = await account.call("TestState", .object(request))
    switch answer {
    case .success(let value):
      Output.line(Causes.opened(value).pretty())
      try finish(value["status"]?.string == "SUCCEEDED" ? .succeeded : .failed)
    case .failure(let failure): throw CommandError.usage("\(failure.code): \(failure.message)")
    }
  }

  private func text(_ argument: String?, _ name: String) throws -> Value? {
    try Input.payload(argument, named: name).map { .string($0.text) }
  }

  private func mock() throws -> Value? {
    if let result = try text(result, "--result") { return ["result": result] }
    guard error != nil || cause != nil else { return nil }
    var output = Object()
    output["error"] = error.map { .string($0) }
    output["cause"] = cause.map { .string($0) }
    return ["errorOutput": .object(output)]
  }
}
