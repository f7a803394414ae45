import ASL
import ArgumentParser
import JSON

/// `treadle validate`: AWS's diagnostics, and our own beyond them.
struct Validate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check definitions as AWS does, and beyond.")

  @Argument(help: "Definitions (.asl.json, .asl.yaml), or - for standard input.", completion: .file())
  var files: [String]
  @OptionGroup var typeOption: TypeOption
  @Flag(help: "One JSON object with all diagnostics.") var json = false
  @Flag(help: "SARIF 2.1, for code scanning.") var sarif = false

  func run() async throws {
    var entries: [Report.Entry] = []
    for file in files {
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
}
