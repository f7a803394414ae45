import FoundationEssentials
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The user's AWS CLI, for services that are not embedded.
enum CommandLineInterface {
  enum Answer: Sendable {
    case ended(output: String, errors: String, status: Int)
    /// It could not be started, or did not end in time.
    case failed(String)
  }

  /// `--endpoint-url`, `--profile`, `--region` and the output's form.
  static func options(endpoint: String?, profile: String?, region: String) -> [String] {
    var options = ["--region", region, "--output", "json", "--no-cli-pager"]
    if let endpoint { options += ["--endpoint-url", endpoint] }
    if let profile { options += ["--profile", profile] }
    return options
  }

  static func run(_ arguments: [String], timeout: Int) async -> Answer {
    await run(program: "aws", arguments, input: "", timeout: timeout)
  }

  /// Runs a program to its end, or kills it after `timeout` seconds.
  static func run(
    program: String, _ arguments: [String], input: String, timeout: Int
  ) async -> Answer {
    await withTaskGroup(of: Answer?.self) { group in
      group.addTask {
        do {
          let result = try await Subprocess.run(
            .name(program), arguments: Arguments(arguments), input: .string(input),
            output: .string(limit: 32 << 20), error: .string(limit: 16 << 20))
          var status = 1
          if case .exited(let code) = result.terminationStatus { status = Int(code) }
          return .ended(
            output: result.standardOutput, errors: result.standardError, status: status)
        } catch { return .failed("\(program) cannot be run: \(error)") }
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(timeout))
        return Task.isCancelled ? nil : .failed("\(program) did not answer within \(timeout) s")
      }
      var answer: Answer?
      while answer == nil, let next = await group.next() { answer = next }
      group.cancelAll()
      return answer ?? .failed("cancelled")
    }
  }
}
