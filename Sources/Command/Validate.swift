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
  func run() async throws {
    var reports: [Report] = []
    for file in files {
      let definition = try Definition.read(file, type: typeOption.type?.workflow)
      reports.append(
        Report(path: file, source: definition.text, diagnostics: definition.reading.diagnostics + definition.reading.findings()))
    }
    if json {
      Output.line(Report.json(reports).pretty())
    } else {
      for report in reports { report.print() }
    }
    let failed = reports.contains { $0.diagnostics.contains { $0.severity == .error } }
    try finish(failed ? .usage : .succeeded)
  }
}
