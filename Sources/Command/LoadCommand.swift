import API
import ArgumentParser
import Engine
import JSON
import Services

/// `treadle load`: starts executions at an even rate and prints how long they took.
struct LoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Start executions at a rate and print rates, latencies and errors.",
    discussion: "The table is that of `vegeta report`, bytes are those of outputs and inputs. "
      + "Executions are not recorded.")

  @Argument(help: "The definition (.asl.json, .asl.yaml).", completion: .file()) var file: String
  @Option(help: "Executions to start a second.") var rate = 50.0
  @Option(help: "How long to start them: 60s, 2m, 500ms.") var duration = "10s"
  @Option(help: "The input: JSON, @FILE, or - for standard input.") var input: String?
  @OptionGroup var typeOption: TypeOption
  @Option(help: "Mocks: a MockConfigFile.json.", completion: .file()) var mocks: String?
  @Option(name: .customLong("case"), help: "The test case of the mock file.") var testCase: String?
  @Option(name: .customLong("max-running"), help: "How many run at the same time at most.")
  var limit = 1000
  @Flag(help: "The report as JSON, with vegeta's members; times are nanoseconds.") var json = false

  func run() async throws {
    guard rate > 0, rate <= 100_000, let seconds = Self.seconds(duration), seconds > 0,
      seconds <= Self.longest, limit > 0
    else {
      throw CommandError.usage(
        "--rate, --duration and --max-running must be above 0, the rate at most 100000 and the "
          + "duration at most 24h: 50, 60s, 1000")
    }
    let definition = try Definition.read(file, type: typeOption.type?.workflow)
    let machine = try definition.machine()
    let payload = try Input.payload(input, named: "--input") ?? .empty
    let account = try Launch.account(
      definition.workspace, Launch.Options(isRecorded: false, mocks: mocks))
    let (name, type, testCase) = (definition.name, definition.type, testCase)
    if let testCase {
      // A test case that is not there is told once, not at every start.
      do { _ = try account.dispatcher.playing(testCase: testCase, of: name) } catch {
        throw CommandError.usage(error.description)
      }
    }
    let report = await Load(rate: rate, duration: seconds, limit: limit).run { _ in
      var request = StartRequest(
        machine: machine, identity: account.identity(of: name, type: type, name: nil),
        input: payload)
      request.isRecorded = false
      do {
        if let testCase {
          request.performer = try account.dispatcher.playing(testCase: testCase, of: name)
        }
        let outcome = try await account.runner.startSync(request)
        let isSuccess = outcome.status == .succeeded
        return Load.Sample(
          status: isSuccess ? "SUCCEEDED" : outcome.error ?? outcome.status.rawValue,
          isSuccess: isSuccess,
          bytes: (outcome.output?.text.utf8.count ?? 0, payload.text.utf8.count))
      } catch {
        return Load.Sample(status: "\(error)", isSuccess: false)
      }
    }
    await account.dispatcher.functions.shutDown()
    Output.line(json ? report.json.pretty() : visible(report.text))
    Output.exit(report.successes == report.samples.count ? .succeeded : .failed)
  }

  /// Seconds that starting may go on.
  private static let longest = 86_400.0

  /// `60s`, `2m`, `500ms`; a bare number is seconds.
  static func seconds(_ text: String) -> Double? {
    for (ending, factor) in [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
    where text.hasSuffix(ending) {
      return Double(text.dropLast(ending.count)).map { $0 * factor }
    }
    return Double(text)
  }
}
