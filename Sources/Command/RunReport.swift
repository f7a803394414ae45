import API
import ASL
import Engine
import History
import JSON
import Synchronization

/// Runs one execution and tells how it went.
struct RunReport {
  var account: Account
  var request: StartRequest
  var output: Run.OutputOption
  var asJSON: Bool

  func perform() async throws -> Status {
    let runner = account.runner
    let notices = runner.watch(request.identity.arn)
    let watcher = Task { await tell(notices) }
    defer { watcher.cancel() }
    let outcome: ExecutionOutcome
    do throws(RunnerError) {
      outcome = try await runner.startSync(request)
    } catch {
      throw CommandError.failed(Self.words(error))
    }
    await watcher.value
    switch output {
    case .value: Self.tellValue(outcome)
    case .events: break
    case .summary: tellSummary(outcome)
    }
    return Status(outcome.status)
  }

  /// What happens on the way: events where wanted, what functions write, tasks without an answer.
  private func tell(_ notices: AsyncStream<Notice>) async {
    for await notice in notices {
      switch notice {
      case .events(let arn, let events) where output == .events:
        for event in events { Output.line(event.line(executionArn: arn)) }
      case .output(_, _, let line, _): Output.errorLine(visible(line))
      case .unanswered(_, let task, let hint):
        Output.fail("nothing answers the task \(task.state) (\(task.resource.arn))", hint: hint)
      case .ended: return
      case .halted(_, let error):
        // What was recorded is whole; there is nobody to make room and go on.
        Output.fail(error.description, hint: "treadle resume goes on with the execution")
        Output.exit(.failed)
      default: break
      }
    }
  }

  static func tellValue(_ outcome: ExecutionOutcome) {
    if outcome.status == .succeeded {
      Output.line(outcome.output?.value.pretty() ?? "null")
    } else {
      Output.errorLine(
        visible("\(outcome.status.rawValue): \(outcome.error ?? "(no error name)")"))
      if let cause = outcome.cause { Output.errorLine(visible(Causes.unwrapped(cause))) }
    }
  }

  private func tellSummary(_ outcome: ExecutionOutcome) {
    let milliseconds = (outcome.stopDate ?? outcome.startDate).milliseconds
      - outcome.startDate.milliseconds
    var object: Object = [
      "executionArn": .string(outcome.identity.arn), "name": .string(outcome.identity.name),
      "status": .string(outcome.status.rawValue), "milliseconds": .int(Int(milliseconds)),
    ]
    object["events"] = (try? account.runner.describe(outcome.identity.arn)).map {
      .int($0.summary.eventCount)
    }
    object["output"] = outcome.output?.value
    object["error"] = outcome.error.map { .string($0) }
    object["cause"] = outcome.cause.map { .string($0) }
    if asJSON {
      Output.line(Value.object(object).text)
    } else {
      for (name, value) in object {
        Output.line(visible("\(name): \(value.string ?? value.text)"))
      }
    }
  }

  static func words(_ error: RunnerError) -> String {
    switch error {
    case .noSuchExecution(let arn): "there is no execution \(arn)"
    case .executionExists(let arn): "there is an execution \(arn) already; give another --name"
    case .notRedrivable(let why), .refused(let why), .invalidDefinition(let why),
      .invalidOutput(let why):
      why
    case .store(let error): error.description
    case .noSuchTask, .invalidToken, .taskTimedOut: "\(error)"
    }
  }
}
