import ArgumentParser

/// The program: the studio, or one of its subcommands.
@main
struct Treadle: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "treadle",
    abstract: "A terminal workflow studio for the Amazon States Language (AWS Step Functions).",
    discussion: """
      Without a subcommand, the studio opens on PATH: a definition, or a folder with definitions.

      Exit status: 0 succeeded, 1 the execution or check failed, 2 bad usage or an invalid \
      definition, 3 timed out or aborted.
      """,
    version: "0.1.0",
    subcommands: [
      Open.self, Run.self, Validate.self, GraphCommand.self, Executions.self, ReplayCommand.self,
      Redrive.self, Resume.self, Eval.self, TestStateCommand.self, Serve.self, Tasks.self,
      Activities.self, LoadCommand.self,
    ],
    defaultSubcommand: Open.self)

  /// ArgumentParser leaves with its own status for bad usage; ours is 2.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var waiting = command as? any AsyncParsableCommand {
        try await waiting.run()
      } else {
        try command.run()
      }
    } catch let error as CommandError {
      Output.fail(error.message, hint: error.hint)
      Output.exit(error.status)
    } catch let status as ExitCode {
      Output.exit(Status(rawValue: status.rawValue) ?? .usage)
    } catch {
      let text = fullMessage(for: error)
      let isHelp = exitCode(for: error).isSuccess
      if isHelp { Output.line(text) } else { Output.errorLine(text) }
      Output.exit(isHelp ? .succeeded : .usage)
    }
  }
}
