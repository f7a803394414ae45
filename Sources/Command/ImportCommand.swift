import ArgumentParser
import History
import JSON

extension Executions {
  /// `treadle executions import`
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add executions from a file.",
      discussion: """
        The file is what `export` wrote, Express log entries one a line, or the answer of AWS's \
        GetExecutionHistory (aws stepfunctions get-execution-history), which needs a --name.
        """)

    @OptionGroup var place: WorkspaceOption
    @Argument(help: "The file, or - for standard input.", completion: .file()) var file: String
    @Option(help: "The name, or the ARN, of an execution whose history names none.")
    var name: String?
    @Option(help: "The definition that it ran.", completion: .file()) var definition: String?

    func run() async throws {
      let bytes = try Input.bytes(of: file)
      let store = try place.store(readOnly: false)
      do {
        if let history = try? Value(parsing: bytes), history["type"] == nil {
          Output.line(try importHistory(history, store))
        } else {
          for arn in try store.importLines(bytes, named: file) { Output.line(arn) }
        }
      } catch let error as StoreError {
        throw CommandError.failed(error.description)
      } catch let error as ImportError {
        throw CommandError.usage("\(file): \(error.reason)")
      }
    }

    private func importHistory(_ history: Value, _ store: Store) throws -> String {
      let events = try Event.events(ofHistory: history)
      guard let name else {
        throw CommandError.usage(
          "\(file): a history of GetExecutionHistory does not name its execution",
          hint: "--name NAME, or --name ARN")
      }
      let read = try definition.map { try Definition.read($0) }
      let machine = read?.name ?? "imported"
      let arn =
        name.hasPrefix("arn:")
        ? name : "arn:aws:states:us-east-1:123456789012:execution:\(machine):\(name)"
      var header = ExecutionHeader(ofArn: arn)
      header.definition = read?.text ?? ""
      header.definitionFile = definition.map { Definition.absolute($0) }
      try store.importEvents(events, header: header)
      return arn
    }
  }
}
