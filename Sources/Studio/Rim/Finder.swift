import ASL
import FoundationEssentials
import JSON

/// Finds what lies in a workspace: definitions, inputs, what was used last.
enum Finder {
  private static let depthLimit = 5
  private static let countLimit = 2000
  private static let skipped: Set<String> = [
    "node_modules", ".build", ".git", ".treadle", "cdk.out",
  ]

  /// The definitions below a folder, in the order of their names.
  static func definitions(in folder: String) -> [WorkspaceFile] {
    var found: [WorkspaceFile] = []
    search(folder, "", 0, &found)
    return found.sorted { $0.name < $1.name }
  }

  private static func search(
    _ folder: String, _ below: String, _ depth: Int, _ found: inout [WorkspaceFile]
  ) {
    for name in Files.names(in: folder) where found.count < countLimit {
      let path = folder + "/" + name
      let shown = below.isEmpty ? name : below + "/" + name
      if isCandidate(name) {
        if let file = definition(path, shown) { found.append(file) }
      } else if depth < depthLimit, !name.hasPrefix("."), !skipped.contains(name),
        Files.isFolder(path)
      {
        search(path, shown, depth + 1, &found)
      }
    }
  }

  private static func isCandidate(_ name: String) -> Bool {
    let lower = name.lowercased()
    return [".json", ".asl.yaml", ".asl.yml", ".asl"].contains { lower.hasSuffix($0) }
  }

  private static func definition(_ path: String, _ name: String) -> WorkspaceFile? {
    let isNamedSo = name.contains(".asl")
    guard case .success(let text) = Files.read(path) else {
      return isNamedSo
        ? WorkspaceFile(path: path, name: name, bytes: 0, states: nil, errors: 1, comment: nil)
        : nil
    }
    guard isNamedSo || text.contains("\"StartAt\"") && text.contains("\"States\"") else {
      return nil
    }
    let file = DefinitionFile(path: path, text: text)
    return WorkspaceFile(
      path: path, name: name, bytes: text.utf8.count,
      states: file.machine == nil ? nil : file.states.count, errors: file.errorCount,
      comment: file.machine?.comment)
  }

  /// The inputs of a workflow: the one used last, then those in `inputs/NAME/`, `inputs/NAME*.json`
  /// and beside the definition (`NAME.input.json`).
  static func samples(path: String, machine: String, folder: String) -> [Sample] {
    var samples: [Sample] = []
    func add(_ file: String, _ name: String) {
      if case .success(let text) = Files.read(file), text.utf8.count < 4 << 20 {
        samples.append(Sample(name: name, text: pretty(text.trimmedEnd)))
      }
    }
    add(remembered(machine, folder: folder), "used last")
    var folders = [folder + "/inputs"]
    if Files.parent(path) != folder { folders.append(Files.parent(path) + "/inputs") }
    for inputs in folders {
      let own = inputs + "/" + machine
      let names = Files.names(in: own).filter { $0.hasSuffix(".json") }
      // A happy path is what one wants first.
      for name in names.filter({ $0.hasPrefix("happy") }) + names.filter({ !$0.hasPrefix("happy") })
      {
        add(own + "/" + name, String(name.dropLast(5)))
      }
      for name in Files.names(in: inputs) where name.hasPrefix(machine) && name.hasSuffix(".json") {
        add(inputs + "/" + name, String(name.dropLast(5)))
      }
    }
    add(Files.parent(path) + "/" + machine + ".input.json", machine + ".input")
    return samples
  }

  /// A text in one long line over several, others as they are.
  private static func pretty(_ text: String) -> String {
    guard text.utf8.count > 60, !text.utf8.contains(0x0A) else { return text }
    return (try? Value(parsing: text))?.pretty() ?? text
  }

  static func remembered(_ machine: String, folder: String) -> String {
    folder + "/.treadle/inputs/" + String(machine.map { $0 == "/" ? "%" : $0 }) + ".json"
  }
}

extension String {
  /// Without line ends and blanks at the end.
  var trimmedEnd: String {
    var text = self
    while let last = text.unicodeScalars.last, last == "\n" || last == "\r" || last == " " {
      text.unicodeScalars.removeLast()
    }
    return text
  }
}
