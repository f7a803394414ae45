import API
import ASL
import ArgumentParser
import Engine
import History
import JSON
import Services

/// `treadle run`: one execution without a screen.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run one execution without a screen.")

  enum ClockOption: String, ExpressibleByArgument, CaseIterable {
    case real
    case virtual
  }

  enum OutputOption: String, ExpressibleByArgument, CaseIterable {
    /// The execution's output, or error and cause.
    case value
    /// A line for each event, as in the history.
    case events
    /// Status, times and transitions.
    case summary
  }

  @Argument(help: "The definition (.asl.json, .asl.yaml).", completion: .file()) var file: String
  @Option(help: "The input: JSON, @FILE, or - for standard input.") var input: String?
  @Option(help: "The execution's name; a UUID where not given.") var name: String?
  @OptionGroup var typeOption: TypeOption
  @Option(help: "Mocks: a MockConfigFile.json.", completion: .file()) var mocks: String?
  @Option(name: .customLong("case"), help: "The test case of the mock file.") var testCase: String?
  @Option(help: "real, or virtual: waits and backoff cost no time.") var clock = ClockOption.real
  @Option(help: "value, events or summary.") var output = OutputOption.value
  @Flag(help: "The summary as JSON.") var json = false
  @Flag(help: "Keep no history.") var noRecord = false

  func run() async throws {
    let definition = try Definition.read(file, type: typeOption.type?.workflow)
    let machine = try definition.machine()
    let payload = try Input.payload(input, named: "--input") ?? .empty
    let account = try Launch.account(
      definition.workspace, Launch.Options(isRecorded: !noRecord, mocks: mocks))
    var request = StartRequest(
      machine: machine, identity: account.identity(of: definition.name, type: definition.type, name: name),
      input: payload)
    request.definitionFile = Definition.absolute(file)
    request.clock = clock == .virtual ? .virtual : .real
    if let testCase {
      do {
        request.performer = try account.dispatcher.playing(testCase: testCase, of: definition.name)
      } catch {
        throw CommandError.usage(error.description)
      }
    }
    let run = RunReport(account: account, request: request, output: output, asJSON: json)
    try finish(try await run.perform())
  }
}
