import Foundation
import JSON
import Testing

@testable import ASL

/// Definitions with markers (`1️⃣`) where something is to be found, `---`, and what is found there.
///
/// The markers are taken out before the text is read. `RECORD=1` writes the files anew; read the
/// difference before it is committed.
@Suite struct RuleTests {
  /// `Rules` has a file a rule, `Diagnostics` one for each part of AWS's validation.
  private static func folder(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: name)
  }

  private static func marker(_ number: Int) -> String { "\(number)\u{FE0F}\u{20E3}" }

  private func unmarked(_ text: String) -> String {
    (0...9).reduce(text) { $0.replacing(Self.marker($1), with: "") }
  }

  /// The text with markers at the places of `diagnostics`, and the diagnostics as lines.
  private func marked(_ text: String, _ diagnostics: [Diagnostic]) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      Array($0.unicodeScalars)
    }
    var expected: [String] = []
    for (index, diagnostic) in diagnostics.enumerated() {
      let words = "\(diagnostic.severity.rawValue) \(diagnostic.code): \(diagnostic.message)"
      expected.append(
        "\(diagnostic.line == nil ? "-" : Self.marker(index + 1)) \(words)"
          + (diagnostic.location.map { "\n    at \($0)" } ?? ""))
    }
    for (index, diagnostic) in diagnostics.enumerated().reversed() {
      guard let line = diagnostic.line, let column = diagnostic.column,
        lines.indices.contains(line - 1), column - 1 <= lines[line - 1].count
      else { continue }
      lines[line - 1].insert(contentsOf: Self.marker(index + 1).unicodeScalars, at: column - 1)
    }
    let result = lines.map { line in
      var text = ""
      text.unicodeScalars.append(contentsOf: line)
      return text
    }
    return result.joined(separator: "\n") + "\n---\n" + expected.joined(separator: "\n") + "\n"
  }

  /// Compares all files of a folder, or writes them. Returns the codes that they show.
  private func compare(_ folder: String) throws -> Set<String> {
    let folder = Self.folder(folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    var codes: Set<String> = []
    for name in names.sorted() where name.contains(".asl.") {
      let url = folder.appending(path: name)
      let file = String(decoding: try Data(contentsOf: url), as: UTF8.self)
      let text = unmarked(String(file.split(separator: "\n---\n")[0]))
      let options = ReadingOptions(
        express: name.hasPrefix("Express"), format: Source.Format(path: name))
      let reading = StateMachine.read(text, options: options)
      let found = (reading.diagnostics + reading.findings()).enumerated().sorted {
        ($0.element.line ?? 0, $0.element.column ?? 0, $0.offset)
          < ($1.element.line ?? 0, $1.element.column ?? 0, $1.offset)
      }.map(\.element)
      codes.formUnion(found.map(\.code))
      let golden = marked(text, found)
      if ProcessInfo.processInfo.environment["RECORD"] != nil {
        try Data(golden.utf8).write(to: url)
      } else {
        #expect(golden == file, "\(name)")
      }
      #expect(found.count < 10, "\(name) has more faults than there are markers")
    }
    return codes
  }

  @Test func findsWhatIsMarked() throws {
    let codes = try compare("Rules")
    let missing = Set(Rule.all.flatMap(\.codes)).subtracting(codes)
    #expect(missing.isEmpty, "no definition shows \(missing.sorted())")
  }

  @Test func validatesAsAWSDoes() throws {
    let codes = try compare("Diagnostics")
    #expect(codes.contains("SCHEMA_VALIDATION_FAILED"))
  }
}
