import Foundation
import JSON
import Testing

@testable import ASL

@Suite struct CorpusTests {
  /// Definitions that public repositories run or show.
  @Test func readsEveryDefinition() throws {
    var read = 0
    var failing: [String: [Diagnostic]] = [:]
    let names = Shared.names(in: "corpus/definitions")
    for name in names {
      guard let text = Shared.text("corpus/definitions/\(name)") else { continue }
      let reading = StateMachine.read(
        text, options: ReadingOptions(format: Source.Format(path: name)))
      if reading.machine != nil { read += 1 }
      if !reading.isValid { failing[name] = reading.diagnostics }
    }
    print("read", read, "of", names.count, "failing", failing.count)
    if ProcessInfo.processInfo.environment["SHOW"] != nil {
      for (name, diagnostics) in failing.sorted(by: { $0.key < $1.key }) {
        print(name)
        for diagnostic in diagnostics.prefix(4) {
          print("   ", diagnostic.code, diagnostic.message, diagnostic.location ?? "")
        }
      }
    }
  }
}

@Suite struct CorpusFindingsTests {
  @Test func show() throws {
    var counts: [String: Int] = [:]
    for name in Shared.names(in: "corpus/definitions") {
      guard let text = Shared.text("corpus/definitions/\(name)") else { continue }
      let reading = StateMachine.read(
        text, options: ReadingOptions(format: Source.Format(path: name)))
      for finding in reading.findings() {
        counts[finding.code, default: 0] += 1
        if ProcessInfo.processInfo.environment["SHOW"] != nil {
          print(
            "FIND", finding.code, name.prefix(60), finding.line ?? 0, finding.message,
            finding.location ?? "")
        }
      }
    }
    for (code, count) in counts.sorted(by: { $0.value > $1.value }) { print(code, count) }
  }
}
