import API
import ArgumentParser
import Engine
import Glibc
import History
import Services
import SystemPackage

/// `treadle serve`: AWS's Step Functions API.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve AWS's Step Functions API.",
    discussion: """
      boto3, the AWS CLI and Terraform work with --endpoint-url http://127.0.0.1:8083. State \
      machines, executions and tables are kept in the workspace's .treadle folder. A studio that \
      is open on the workspace shows executions as they run; its breakpoints hold them.
      """)

  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Option(help: "The port; 0 takes a free one.") var port = 8083
  @Option(help: "The workspace.", completion: .directory) var workspace = "."
  @Option(help: "Verify signatures with this access key …") var accessKey: String?
  @Option(help: "… and this secret key.") var secretKey: String?
  @Option(help: "Mocks: a MockConfigFile.json; SFN_MOCK_CONFIG's where not given.", completion: .file())
  var mocks: String?
  @Option(help: "A further name that requests may use for this host.") var allowHost: [String] = []

  mutating func validate() throws {
    guard (accessKey == nil) == (secretKey == nil) else {
      throw ValidationError("--access-key and --secret-key go together")
    }
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port is a number from 0 to 65535")
    }
  }

  func run() async throws {
    let folder = FilePath(Definition.absolute(workspace))
    guard isFolder(folder) else { throw CommandError.usage("\(workspace) is no folder") }
    let mockFile = mocks ?? getenv("SFN_MOCK_CONFIG").map { String(cString: $0) }
    let account = try Launch.account(
      try Definition.workspace(at: folder), Launch.Options(mocks: mockFile, keepsMachines: true))
    allowManyConnections()
    var options = ServerOptions()
    options.host = host
    options.port = port
    options.accessKey = accessKey
    options.secretKey = secretKey
    options.allowedHosts = Set(allowHost.map { $0.lowercased() })
    let server: RunningServer
    do { server = try await account.serve(options) } catch {
      guard let error = error as? ServingError else { throw error }
      throw CommandError.failed(error.message, hint: error.hint)
    }
    let door = openDoor(account, server)
    Output.line("treadle serves the Step Functions API on \(server.endpoint)")
    goOn(account)
    try await server.wait()
    door?.close()
  }

  /// Goes on with the Standard executions of a server that was killed. Those of the studio and of
  /// `treadle run` are their owners' to go on with: `treadle resume`.
  private func goOn(_ account: Account) {
    guard let store = account.runner.store else { return }
    var count = 0
    do {
      for execution in try store.interrupted() where execution.type == "STANDARD" {
        let header = try store.header(of: execution.arn)
        guard !header.virtualClock, header.definitionFile == nil else { continue }
        do throws(RunnerError) {
          try account.runner.resumeInterrupted(execution.arn)
          count += 1
        } catch {
          Output.errorLine(
            "treadle: \(visible(execution.name)) was interrupted and cannot go on: "
              + RunReport.words(error))
        }
      }
    } catch {
      Output.errorLine("treadle: \(error)")
    }
    if count > 0 { Output.line("\(count) interrupted execution\(count == 1 ? " goes" : "s go") on") }
  }

  /// Slow clients keep connections open; a shell usually allows no more than a thousand.
  private func allowManyConnections() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = min(max(limit.rlim_cur, 16_384), limit.rlim_max)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  /// Lets studios and `treadle task` in; the API is served without it, too.
  private func openDoor(_ account: Account, _ server: RunningServer) -> LiveDoor? {
    do throws(LiveFault) {
      return try LiveDoor(
        dataFolder: account.workspace.dataFolder, runner: account.runner,
        executions: account.executions, endpoint: server.endpoint)
    } catch {
      Output.errorLine("treadle: \(error); studios will not see executions held")
      return nil
    }
  }
}
