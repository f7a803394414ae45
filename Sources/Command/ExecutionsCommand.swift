import ASL
import ArgumentParser
import Engine
import History
import JSON

/// `treadle executions`: the history.
struct Executions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List, show, compare, export, import and remove recorded executions.",
    subcommands: [
      List.self, Show.self, Events.self, Diff.self, Export.self, Import.self, Remove.self,
    ],
    defaultSubcommand: List.self)
}

/// Which workspace a command works in.
struct WorkspaceOption: ParsableArguments {
  @Option(help: "The workspace.", completion: .directory) var workspace = "."

  /// Its history.
  func store(readOnly: Bool = true) throws(CommandError) -> Store {
    try Launch.store(try Definition.workspace(around: workspace), readOnly: readOnly)
  }
}

extension Store {
  /// The execution that a name, a part of an ARN's end, or an ARN means: the latest of that name.
  func named(_ name: String) throws(CommandError) -> ExecutionSummary {
    do {
      if let found = try find(name).first { return found }
    } catch {
      throw .failed(error.description)
    }
    throw .usage(
      "there is no execution '\(visible(name))'", hint: "treadle executions list shows what there is")
  }
}

extension Store {
  /// The machine that an execution ran on; `nil` where its definition cannot be read any more.
  func machine(of arn: String) throws(StoreError) -> StateMachine? {
    let header = try header(of: arn)
    return StateMachine.read(
      header.definition, options: ReadingOptions(express: header.type == "EXPRESS")
    ).machine
  }
}

extension Executions {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List executions, the latest first.")

    @OptionGroup var place: WorkspaceOption
    @Option(help: "Only those of this state machine.") var machine: String?
    @Option(help: "RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED.") var status: String?
    @Option(help: "Only those with this in their name.") var name: String?
    @Option(help: "How many.") var limit = 50
    @Flag(help: "Children of Map Runs too.") var children = false
    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
      var filter = ExecutionFilter()
      filter.stateMachineName = machine
      filter.status = status?.uppercased()
      filter.nameContains = name
      filter.includesChildren = children
      let store = try place.store()
      let page: ExecutionPage
      do {
        page = try store.executions(filter, limit: max(1, limit))
      } catch {
        throw CommandError.failed(error.description)
      }
      if json {
        for execution in page.executions { Output.line(execution.value.text) }
      } else {
        Output.line(Table.executions(page.executions))
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one execution.")

    @OptionGroup var place: WorkspaceOption
    @Argument(help: "Name or ARN.") var name: String
    @Flag(help: "As a JSON object.") var json = false

    func run() async throws {
      let store = try place.store()
      let execution = try store.named(name)
      let ends = try Ends(of: execution, in: store)
      var object = execution.value.object ?? Object()
      object["input"] = ends.input
      object["output"] = ends.output
      object["error"] = ends.error.map { .string($0) }
      object["cause"] = ends.cause.map { .string($0) }
      if json {
        Output.line(Value.object(object).text)
        return
      }
      for (name, value) in object {
        let text =
          name == "cause" ? Causes.unwrapped(value.string ?? "") : value.string ?? value.pretty()
        Output.line(visible("\(name): \(text)"))
      }
    }
  }

  struct Events: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the events of one execution.")

    @OptionGroup var place: WorkspaceOption
    @Argument(help: "Name or ARN.") var name: String
    @Flag(help: "The events as AWS's GetExecutionHistory gives them.") var aws = false
    @Flag(help: "JSON Lines, as they are stored.") var json = false

    func run() async throws {
      let store = try place.store()
      let execution = try store.named(name)
      do {
        let events = try store.events(of: execution.arn)
        if aws {
          Output.line(
            Value.object(["events": .array(events.map { $0.historyEvent() })]).pretty())
        } else if json {
          for event in events { Output.line(event.line(executionArn: execution.arn)) }
        } else {
          Output.line(Table.events(events))
        }
      } catch {
        throw CommandError.failed(error.description)
      }
    }
  }

  struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare two executions, state by state.")

    @OptionGroup var place: WorkspaceOption
    @Argument(help: "Name or ARN of the old one.") var old: String
    @Argument(help: "Name or ARN of the new one.") var new: String
    @Flag(help: "List states that are the same too.") var full = false

    func run() async throws {
      let store = try place.store()
      let (left, right) = (try store.named(old), try store.named(new))
      let diff: ExecutionDiff
      do throws(StoreError) {
        diff = ExecutionDiff(
          try store.events(of: left.arn), try store.events(of: right.arn),
          oldMachine: try store.machine(of: left.arn), newMachine: try store.machine(of: right.arn))
      } catch {
        throw CommandError.failed(error.description)
      }
      Output.line(visible(diff.text(isFull: full)))
      try finish(diff.isSame ? .succeeded : .failed)
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write one execution, with its definition, as JSON Lines.")

    @OptionGroup var place: WorkspaceOption
    @Argument(help: "Name or ARN.") var name: String

    func run() async throws {
      let store = try place.store()
      let execution = try store.named(name)
      do { Output.bytes(try store.export(execution.arn)) } catch {
        throw CommandError.failed(error.description)
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove executions.")

    @OptionGroup var place: WorkspaceOption
    @Argument(help: "Names or ARNs.") var names: [String]

    func run() async throws {
      let store = try place.store(readOnly: false)
      let executions = try names.map { try store.named($0) }
      do { try store.remove(executions.map(\.arn)) } catch {
        throw CommandError.failed(error.description)
      }
      for execution in executions { Output.line("removed \(visible(execution.name))") }
    }
  }
}

/// What an execution began and ended with, taken from its first and last events.
struct Ends {
  var input: Value?
  var output: Value?
  var error: String?
  var cause: String?

  init(of execution: ExecutionSummary, in store: Store) throws(CommandError) {
    do throws(StoreError) {
      let first = try store.events(of: execution.arn, from: 1, limit: 1)
      let last = try store.events(of: execution.arn, limit: 1, reverse: true)
      if case .executionStarted(let text, _, _, _) = first.first?.details {
        input = (try? Value(parsing: text)) ?? .string(text)
      }
      switch last.first?.details {
      case .output(let text): output = (try? Value(parsing: text)) ?? .string(text)
      case .failure(let error, let cause): (self.error, self.cause) = (error, cause)
      default: break
      }
    } catch {
      throw .failed(error.description)
    }
  }
}
