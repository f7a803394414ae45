import ArgumentParser
import ASL
import Engine
import History
import JSON

/// `treadle replay`: a recorded run again, on the same or on an edited definition.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Run a recorded execution again with its recorded task results.",
    discussion: """
      Without --definition, on the definition it ran on; with it, on an edited one: the first \
      difference is told, and whether the change saves the run. Exit status 1 where the new run does \
      not succeed though it should, or differs without --definition.
      """)

  @OptionGroup var place: WorkspaceOption
  @Argument(help: "Name or ARN.") var name: String
  @Option(help: "An edited definition.", completion: .file()) var definition: String?
  @Flag(help: "As a JSON object.") var json = false

  func run() async throws {
    let around = definition ?? place.workspace
    let store = try Launch.store(try Definition.workspace(around: around), readOnly: true)
    let execution = try store.named(name)
    let run: RecordedRun
    do throws(StoreError) {
      run = try store.run(of: execution.arn)
    } catch {
      throw CommandError.failed(error.description)
    }
    let machine = try machine(run.header)
    let recording = Recording(events: run.events, machine: machine, children: run.children)
    var session = ReplaySession(
      recording: recording, machine: machine, identity: run.header.identity,
      input: try input(of: run.events), seed: run.header.seed)
    session.run()
    try report(session)
  }

  private func machine(_ header: ExecutionHeader) throws -> StateMachine {
    if let definition { return try Definition.read(definition).machine() }
    let reading = StateMachine.read(
      header.definition, options: ReadingOptions(express: header.type == "EXPRESS"))
    guard let machine = reading.machine else {
      throw CommandError.failed("the recorded definition of \(visible(name)) cannot be read")
    }
    return machine
  }

  private func input(of events: [Event]) throws -> Payload {
    guard case .executionStarted(let text, _, _, _)? = events.first?.details,
      let input = try? Payload(parsing: text)
    else { throw CommandError.failed("the history of \(visible(name)) has no beginning") }
    return input
  }

  private func report(_ session: ReplaySession) throws {
    let outcome = session.outcome
    if json {
      Output.line(outcome.value.text)
    } else {
      Output.line(visible(outcome.summary))
      if let divergence = outcome.divergence { Output.line(visible(divergence.text)) }
      for state in outcome.onlyRecorded { Output.line(visible("- \(state): only in the recorded run")) }
      for state in outcome.onlyNew { Output.line(visible("+ \(state): only in the new run")) }
      for task in session.stepper.pendingTasks {
        Output.line(
          visible("? \(task.state) (\(task.resource.arn)): the recording has no answer to this call"))
      }
    }
    let isGood = definition == nil ? outcome.isIdentical : outcome.newStatus == .succeeded
    try finish(isGood ? .succeeded : .failed)
  }
}

extension Divergence {
  /// For a person: where, and what differs.
  var text: String {
    var lines = ["first difference at \(recordedId.map { "event \($0)" } ?? "the end"): \(reason)"]
    if let recorded { lines.append("  recorded \(recorded)") }
    if let new { lines.append("  now      \(new)") }
    return lines.joined(separator: "\n")
  }
}

extension ReplaySession.Outcome {
  /// As JSON, for programs.
  var value: Value {
    var object: Object = [
      "newStatus": .string(newStatus.rawValue), "identical": .bool(isIdentical),
      "saved": .bool(isSaved), "onlyRecorded": .array(onlyRecorded.map { .string($0) }),
      "onlyNew": .array(onlyNew.map { .string($0) }), "unrecordedTasks": .int(unrecordedTasks),
    ]
    object["recordedStatus"] = recordedStatus.map { .string($0.rawValue) }
    if let divergence {
      var difference: Object = ["reason": .string(divergence.reason), "scope": .string(divergence.scope)]
      difference["state"] = divergence.state.map { .string($0) }
      difference["recordedId"] = divergence.recordedId.map { .int($0) }
      difference["newId"] = divergence.newId.map { .int($0) }
      difference["recorded"] = divergence.recorded.map { .string($0) }
      difference["new"] = divergence.new.map { .string($0) }
      object["divergence"] = .object(difference)
    }
    return .object(object)
  }
}
