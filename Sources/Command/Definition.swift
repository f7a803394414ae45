import ASL
import Engine
import JSON
import Services
import SystemPackage

/// A definition's file, read in its workspace.
struct Definition {
  var path: String
  /// The machine's name: the file's without its endings.
  var name: String
  var text: String
  var reading: Reading
  var workspace: Workspace
  var type: WorkflowType

  /// Reads a definition. `type` is what the command line says; otherwise `treadle.yaml` decides.
  static func read(_ path: String, type: WorkflowType? = nil) throws(CommandError) -> Definition {
    let workspace = try workspace(around: path)
    let name = machineName(path)
    let configuration = workspace.stateMachines.values.first {
      $0.name == name || $0.definition == absolute(path)
    }
    let type = type ?? configuration?.type.flatMap(WorkflowType.init) ?? .standard
    let text = try Input.text(of: path)
    let reading = StateMachine.read(
      text,
      options: ReadingOptions(
        express: type == .express,
        substitutions: workspace.substitutions.merging(configuration?.substitutions ?? [:]) { $1 },
        format: Source.Format(path: path)))
    return Definition(
      path: path, name: configuration?.name ?? name, text: text, reading: reading,
      workspace: workspace, type: type)
  }

  /// The machine to run, or the first errors of the definition as AWS would tell them.
  func machine() throws(CommandError) -> StateMachine {
    if let machine = reading.machine, reading.isValid { return machine }
    let errors = reading.diagnostics.filter { $0.severity == .error }
    Output.errorLine(
      Report([Report.Entry(file: path, source: reading.source, diagnostics: errors)]).text())
    throw .usage("\(path) is no valid definition", hint: "treadle validate \(path) tells all")
  }

  /// `orders.asl.json` is the machine `orders`.
  static func machineName(_ path: String) -> String {
    var name = FilePath(path).lastComponent?.string ?? "stdin"
    for ending in [".json", ".json5", ".yaml", ".yml", ".asl"] where name.hasSuffix(ending) {
      name.removeLast(ending.count)
    }
    return name.isEmpty || name == "-" ? "stdin" : name
  }

  /// The workspace of a file: the nearest folder upward that has a configuration or a history, else
  /// the file's own.
  static func workspace(around path: String) throws(CommandError) -> Workspace {
    let file = FilePath(absolute(path))
    let own = path == "-" ? FilePath(absolute(".")) : isFolder(file) ? file : file.removingLastComponent()
    var folder = own
    while true {
      let markers = Workspace.fileNames + [".treadle"]
      if markers.contains(where: { exists(folder.appending($0)) }) { break }
      guard folder.removeLastComponent() else {
        folder = own
        break
      }
    }
    return try workspace(at: folder)
  }

  /// The workspace in that folder.
  static func workspace(at folder: FilePath) throws(CommandError) -> Workspace {
    do {
      let workspace = try Workspace.load(folder: folder.string)
      for warning in workspace.warnings { Output.errorLine("treadle: \(warning)") }
      return workspace
    } catch {
      throw .usage(error.description)
    }
  }

  static func absolute(_ path: String) -> String {
    let path = FilePath(path)
    guard path.isRelative, let folder = currentFolder() else {
      return path.lexicallyNormalized().string
    }
    return folder.pushing(path).lexicallyNormalized().string
  }
}
