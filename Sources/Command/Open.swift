import API
import ArgumentParser
import Screen
import Studio
import SystemPackage

/// `treadle [PATH]`: the studio.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the studio on a definition or a folder.", shouldDisplay: false)

  @Argument(help: "A definition, or a folder with definitions.", completion: .file())
  var path = "."

  /// Not `async`: the screen wants the main thread, where its signals are blocked before there are others.
  func run() throws {
    guard exists(FilePath(path)) else {
      throw CommandError.usage(
        "\(visible(path)): there is no such file", hint: "treadle --help tells the subcommands")
    }
    guard Output.isInteractive else {
      throw CommandError.usage(
        "the studio needs a terminal",
        hint: "treadle run, validate, graph and executions work without one")
    }
    var options = StudioProgram.Options(path: path)
    let path = path
    options.executions = {
      guard let workspace = try? Definition.workspace(around: path) else { return nil }
      return try? Launch.account(workspace).executions
    }
    do {
      let status = try StudioProgram.run(options)
      if status != 0 { throw ExitCode(status) }
    } catch let failure as Terminal.Failure {
      throw CommandError.failed("\(failure)")
    }
  }
}
