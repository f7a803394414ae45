import Foundation
import JSON
import Testing

@testable import ASL

/// Definitions with the problems that other validators find.
@Suite struct InvalidCorpusTests {
  struct Row {
    var id: String
    var text: String
    var format: Source.Format
    var isValid: Bool
    var problems: String
  }

  private func rows(_ file: String) -> [Row] {
    guard let lines = Shared.text("corpus/invalid/\(file).jsonl") else { return [] }
    return lines.split(separator: "\n").compactMap { line in
      guard let value = try? Value(parsing: String(line)), let expected = value["expected"],
        let definition = value["definition"]
      else { return nil }
      return Row(
        id: value["id"]?.string ?? "", text: value["definition_text"]?.string ?? definition.text,
        format: value["format"]?.string == "yaml" ? .yaml : .json,
        isValid: expected["valid"]?.bool ?? true,
        problems: expected["problems"]?.text ?? "")
    }
  }

  private func sort(_ file: String) -> (agreed: Int, missed: [Row], refused: [(Row, String)]) {
    var agreed = 0
    var missed: [Row] = []
    var refused: [(Row, String)] = []
    for row in rows(file) {
      let reading = StateMachine.read(row.text, options: ReadingOptions(format: row.format))
      if reading.isValid == row.isValid {
        agreed += 1
      } else if row.isValid {
        refused.append((row, reading.invalidDefinitionMessage ?? ""))
      } else {
        missed.append(row)
      }
    }
    return (agreed, missed, refused)
  }

  @Test func show() {
    for file in ["asl-language-service", "asl-validator", "statelint"] {
      let result = sort(file)
      print(file, "agreed", result.agreed)
      for row in result.missed { print("  MISSED", row.id, row.problems, row.text.prefix(1500)) }
      for (row, message) in result.refused { print("  REFUSED", row.id, message) }
    }
  }
}
