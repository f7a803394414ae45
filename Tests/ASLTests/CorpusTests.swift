import Foundation
import JSON
import Testing

@testable import ASL

/// Definitions that public repositories run, show and test with.
@Suite struct CorpusTests {
  /// The repositories whose files are tests of other tools: many are wrong on purpose, or name
  /// resources that only that tool has.
  private static let fixtures = [
    "asl-validator", "serverless-step-functions", "local-step-functions", "statelint",
    "serverless-application-model",
    "aws-local-stepfunctions", "aws-toolkit-vscode", "coinbase", "amazon-states-language-service",
    "stepfunctions-toolkit", "stepfunctions-local", "cadence", "states-language",
    "step-functions-tester",
  ]

  /// The definitions of real systems that AWS would refuse, each with what it would say first.
  ///
  /// The list is by cause; a cause is a rule of the language that the file breaks.
  private static let refused: [(file: String, says: String)] = [
    ("run_nata_preflight_checks", "exceeds the limit of 80 characters"),
    ("push_icav2_data", "[MaxItemsPerBatch, MaxInputBytesPerBatch]"),
    ("add_missing_fingerprints", "exceeds the limit of 40 characters"),
    ("agent-with-tools-flow-template", "Missing 'Next' target: Get DB Schema"),
    ("dynamic-agent-template", "must be a JSONata expression"),
    ("dynamic-sql-agent-template", "must be a JSONata expression"),
    ("supervisor-agent-flow-template", "[Next]"),
    ("web-search-agent", "'url.$' must be a valid JSONPath"),
  ]

  private struct Read {
    var name: String
    var reading: Reading
    var isFixture: Bool
  }

  private static let all: [Read] = Shared.names(in: "corpus/definitions").compactMap { name in
    guard let text = Shared.text("corpus/definitions/\(name)") else { return nil }
    let options = ReadingOptions(format: Source.Format(path: name))
    return Read(
      name: name, reading: StateMachine.read(text, options: options),
      isFixture: fixtures.contains { name.contains($0) })
  }

  /// Every text is read, and of what real systems use nothing is refused that AWS takes.
  @Test func readsEveryDefinition() throws {
    let all = Self.all
    guard !all.isEmpty else { return }
    #expect(all.filter { $0.reading.machine != nil }.count == all.count)
    let real = all.filter { !$0.isFixture }
    var unexplained: [String] = []
    for read in real where !read.reading.isValid {
      let message = read.reading.invalidDefinitionMessage ?? ""
      let cause = Self.refused.first { read.name.contains($0.file) }
      if cause.map({ message.contains($0.says) }) != true {
        unexplained.append("\(read.name): \(message)")
      }
    }
    #expect(unexplained.isEmpty, "\(unexplained.joined(separator: "\n"))")
    print(
      "corpus: \(all.count) read, \(real.count) of them real, "
        + "\(real.filter { !$0.reading.isValid }.count) real ones refused for a cause")
  }

  /// Nothing that a rule finds is an error unless AWS says so too, and findings have places.
  @Test func findsOnlyWarnings() {
    var counts: [String: Int] = [:]
    for read in Self.all {
      for finding in read.reading.findings() {
        counts[finding.code, default: 0] += 1
        if read.reading.isValid {
          let isNamesake = finding.code == "DUPLICATE_STATE_NAME"
          #expect(finding.severity == .warning || isNamesake, "\(read.name): \(finding)")
        }
        #expect(finding.line != nil || finding.location == nil, "\(read.name): \(finding)")
        if ProcessInfo.processInfo.environment["SHOW"] == finding.code {
          print(read.name.prefix(70), finding.line ?? 0, finding.message, finding.location ?? "")
        }
      }
    }
    print(
      "corpus findings: \(counts.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" })")
  }
}
