import ASL
import ArgumentParser
import JSON
import Services

/// `treadle validate`: AWS's diagnostics, and our own beyond them; for mock files, what the workspace
/// and the services do not know.
struct Validate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check definitions as AWS does, and beyond; and mock files.",
    discussion:
      "A MockConfigFile is checked against the workspace's state machines and against what "
      + "their services answer.")

  @Argument(
    help: "Definitions (.asl.json, .asl.yaml), mock files, or - for standard input.",
    completion: .file())
  var files: [String]
  @OptionGroup var typeOption: TypeOption
  @Flag(help: "One JSON object with all diagnostics.") var json = false
  @Flag(help: "SARIF 2.1, for code scanning.") var sarif = false

  func run() async throws {
    var entries: [Report.Entry] = []
    for file in files {
      if let mocks = try mockFile(file) {
        entries.append(mocks)
        continue
      }
      let reading = try Definition.read(file, type: typeOption.type?.workflow).reading
      entries.append(
        Report.Entry(
          file: file, source: reading.source,
          diagnostics: reading.diagnostics + reading.findings()))
    }
    let report = Report(entries)
    if sarif {
      Output.line(report.sarif(version: Treadle.configuration.version).pretty())
    } else if json {
      Output.line(report.json.pretty())
    } else {
      Output.line(report.text(style: Output.isColoured ? .terminal : .plain))
    }
    try finish(report.count(.error) > 0 ? .usage : .succeeded)
  }

  /// What is to be said of a mock file; `nil` where the file is none.
  private func mockFile(_ file: String) throws(CommandError) -> Report.Entry? {
    guard file.hasSuffix(".json") else { return nil }
    let text = try Input.text(of: file)
    guard MockCheck.isMockFile(text) else { return nil }
    let workspace = try Definition.workspace(around: file)
    var paths: [String: String] = [:]
    for path in Launch.definitionFiles(in: workspace.folder) {
      paths[Definition.machineName(path)] = path
    }
    for machine in workspace.stateMachines.values { paths[machine.name] = machine.definition }
    let diagnostics = MockCheck.diagnostics(ofMockFile: text, file: file) { name in
      paths[name].flatMap { try? Definition.read($0).reading.machine }
    }
    return Report.Entry(
      file: file, source: StateMachine.read(text).source, diagnostics: diagnostics)
  }
}
