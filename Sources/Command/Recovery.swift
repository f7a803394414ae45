import API
import ArgumentParser
import Engine
import History

/// `treadle redrive`: goes on with an unsuccessful execution from where it failed.
struct Redrive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go on with a failed, aborted or timed out execution from where it ended.")

  @OptionGroup var place: WorkspaceOption
  @Argument(help: "Name or ARN.") var name: String

  func run() async throws {
    let workspace = try Definition.workspace(around: place.workspace)
    let account = try Launch.account(workspace)
    guard let store = account.runner.store else { return }
    let execution = try store.named(name)
    try finish(
      try await Continuation(account: account).follow(execution.arn) { runner throws(RunnerError) in
        try runner.redrive(execution.arn)
      })
  }
}

/// `treadle resume`: goes on with executions whose program is gone.
struct Resume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go on with executions that a crash or a kill interrupted.")

  @OptionGroup var place: WorkspaceOption
  @Argument(help: "Names or ARNs; all interrupted ones where none is given.") var names: [String] = []

  func run() async throws {
    let workspace = try Definition.workspace(around: place.workspace)
    let account = try Launch.account(workspace)
    guard let store = account.runner.store else { return }
    let interrupted: [ExecutionSummary]
    do { interrupted = try store.interrupted() } catch {
      throw CommandError.failed(error.description)
    }
    let chosen = interrupted.filter { execution in
      names.isEmpty || names.contains(execution.name) || names.contains(execution.arn)
    }
    if chosen.isEmpty { Output.line("nothing was interrupted") }
    var worst = Status.succeeded
    for execution in chosen {
      Output.line("resuming \(visible(execution.name)) after event \(execution.eventCount)")
      let status = try await Continuation(account: account).follow(execution.arn) {
        runner throws(RunnerError) in try runner.resumeInterrupted(execution.arn)
      }
      if status != .succeeded { worst = status }
    }
    try finish(worst)
  }
}

/// Waits for an execution that goes on, and tells how it ended.
private struct Continuation {
  var account: Account

  func follow(_ arn: String, after start: (Runner) throws(RunnerError) -> Void) async throws
    -> Status
  {
    do throws(RunnerError) {
      try start(account.runner)
      let outcome = try await account.runner.outcome(of: arn)
      RunReport.tellValue(outcome)
      return Status(outcome.status)
    } catch {
      throw CommandError.failed(RunReport.words(error))
    }
  }
}
