import Foundation
import JSON
import Testing

/// The command line as a table: `Cases/*.json` has name, arguments, standard input, output, error and
/// status.
@Suite(.enabled(if: Program.path != nil)) struct CaseTests {
  @Test(arguments: ["run", "check", "eval"]) func cases(_ file: String) throws {
    let text = try String(
      contentsOf: testFolder.appendingPathComponent("Cases/\(file).json"), encoding: .utf8)
    let cases = try #require(try Value(parsing: text).array)
    #expect(!cases.isEmpty)
    for entry in cases {
      let name = entry["name"]?.string ?? "?"
      let workspace = try TemporaryWorkspace()
      let answer = try Program.run(
        (entry["args"]?.array ?? []).compactMap(\.string), in: workspace.path,
        input: entry["stdin"]?.string ?? "")
      #expect(
        Int(answer.status) == entry["status"]?.int, "\(name): \(answer.output)\(answer.errors)")
      if let expected = entry["stdout"]?.string { #expect(answer.output == expected, "\(name)") }
      if let expected = entry["stderr"]?.string { #expect(answer.errors == expected, "\(name)") }
      for part in (entry["stdoutContains"]?.array ?? []).compactMap(\.string) {
        #expect(answer.output.contains(part), "\(name)")
      }
      for part in (entry["stderrContains"]?.array ?? []).compactMap(\.string) {
        #expect(answer.errors.contains(part), "\(name)")
      }
    }
  }
}
