import ASL
import JSON

/// The diagnostics of one file, for a person or a program.
struct Report {
  var path: String
  var source: String
  var diagnostics: [Diagnostic]

  /// Prints the diagnostics, each with its line.
  func print() {
    if diagnostics.isEmpty { return Output.line("\(visible(path)): no problems") }
    for diagnostic in diagnostics {
      Output.line(Self.text(diagnostic, path: path, source: source))
    }
  }

  /// `path:line:column: error: message (CODE at location)`, the line and a caret.
  static func text(_ diagnostic: Diagnostic, path: String, source: String) -> String {
    let severity = diagnostic.severity == .error ? "error" : "warning"
    var text = visible(path)
    if let line = diagnostic.line { text += ":\(line):\(diagnostic.column ?? 1)" }
    text += ": \(severity): \(visible(diagnostic.message)) (\(diagnostic.code)"
    if let location = diagnostic.location { text += " at \(visible(location))" }
    text += ")"
    guard let number = diagnostic.line, let column = diagnostic.column else { return text }
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(number - 1) else { return text }
    let line = visible(String(lines[number - 1]).replacing("\t", with: " "))
    return text + "\n  \(line)\n  " + String(repeating: " ", count: max(0, column - 1)) + "^"
  }

  static func json(_ reports: [Report]) -> Value {
    .object([
      "files": .array(
        reports.map { report in
          [
            "path": .string(report.path),
            "diagnostics": .array(report.diagnostics.map(\.value)),
          ]
        })
    ])
  }
}

extension Diagnostic {
  /// The diagnostic as AWS's API has it, with its place in the text.
  var value: Value {
    var object: Object = [
      "severity": .string(severity.rawValue), "code": .string(code), "message": .string(message),
    ]
    object["location"] = location.map { .string($0) }
    object["line"] = line.map { .int($0) }
    object["column"] = column.map { .int($0) }
    return .object(object)
  }
}
