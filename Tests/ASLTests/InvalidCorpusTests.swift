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

  /// AWS's word on a definition in an oracle's eyes: what only AWS checks is left out.
  private func agrees(_ row: Row, _ reading: Reading) -> Bool {
    guard row.isValid else { return !reading.isValid }
    let errors = reading.diagnostics.filter { error in
      error.severity == .error && !Self.onlyAWS.contains { error.message.contains($0) }
    }
    return errors.isEmpty
  }

  /// AWS's checks that the oracles do not make: their definitions have made-up resources, and names
  /// that stand in several branches.
  private static let onlyAWS: [String] = [
    "is not recognized. The value is not a valid resource ARN", "Duplicate State name:",
  ]

  /// Where the oracle and AWS part, and why AWS's word stands.
  private static let parted: [(id: String, why: String)] = [
    ("invalid-json-surround-syntax-extra-spaces", "AWS trims an expression"),
    ("invalid-jsonata-surround-syntax-no-spaces", "AWS trims an expression"),
    ("invalid-math-add", "AWS looks at arguments when they are evaluated; a finding here"),
    ("valid-assign", "a variable's name is an identifier; 'top-level' is none"),
    ("valid-map-with-item-batcher-jsonata", "recorded: no JSONPath state in a JSONata machine"),
    ("valid-path-array-context", "Jayway has no script expressions"),
    ("valid-task-credentials", "AWS's Credentials have nothing but RoleArn"),
    ("task-with-credentials", "AWS's Credentials have nothing but RoleArn"),
    ("asl-language-service/validation#67", "$states.function, and $states.result in a catcher"),
    ("yamlValidation#32", "commas between arguments are missing"),
    ("yamlValidation#42", "commas between arguments are missing"),
  ]

  @Test(arguments: ["asl-language-service", "asl-validator", "statelint"])
  func judgesAsOthersDo(_ file: String) {
    let rows = rows(file)
    guard !rows.isEmpty else { return }
    var agreed = 0
    for row in rows {
      let reading = StateMachine.read(row.text, options: ReadingOptions(format: row.format))
      if agrees(row, reading) {
        agreed += 1
      } else if !Self.parted.contains(where: { row.id.contains($0.id) }) {
        let there = row.isValid ? "valid" : "invalid: \(row.problems)"
        let here = reading.invalidDefinitionMessage ?? "valid"
        Issue.record("\(row.id) is \(there) there, here \(here)\n\(row.text.prefix(600))")
      }
    }
    print("\(file): \(agreed) of \(rows.count) judged alike")
  }

  /// A fragment with the types that its states' fields speak of.
  private func typed(_ value: Value) -> Value {
    guard case .object(var object) = value else { return value }
    if case .object(let states) = object["States"] {
      object["States"] = .object(
        Object(
          states.map { name, state in
            guard case .object(var fields) = typed(state) else { return (name, state) }
            let type =
              fields["Branches"] != nil
              ? "Parallel"
              : fields["Choices"] != nil || fields["Default"] != nil
                ? "Choice" : fields["States"] != nil ? "Map" : "Pass"
            if fields["Type"] == nil { fields["Type"] = .string(type) }
            if type == "Map" {
              fields["Iterator"] = [
                "StartAt": fields["StartAt"] ?? "", "States": fields["States"] ?? [:],
              ]
            }
            return (name, .object(fields))
          }))
    }
    if let branches = object["Branches"]?.array { object["Branches"] = .array(branches.map(typed)) }
    return .object(object)
  }

  /// Graph checks on fragments, which have no types: only transitions are compared.
  @Test func findsFaultsOfTheGraph() throws {
    guard let lines = Shared.text("corpus/invalid/statelint-graph-checks.jsonl") else { return }
    var found = 0
    for line in lines.split(separator: "\n") {
      let value = try Value(parsing: String(line))
      guard let definition = value["definition"], definition["States"] != nil else { continue }
      let isValid = value["expected"]?["valid"]?.bool ?? true
      let reading = StateMachine.read(typed(definition).text)
      let scope = try #require(reading.machine?.scope)
      let faults = graphDiagnostics(of: scope)
      #expect(faults.isEmpty == isValid, "\(value["id"]?.string ?? "") \(faults)")
      found += 1
    }
    #expect(found > 0)
  }

  /// Paths and resources alone.
  @Test func tellsPathsFromOtherTexts() throws {
    guard let lines = Shared.text("corpus/invalid/path-and-arn-syntax.jsonl") else { return }
    var agreed = 0
    var parted: [String] = []
    for line in lines.split(separator: "\n") {
      let value = try Value(parsing: String(line))
      guard let text = value["text"]?.string, let check = value["check"]?.string,
        let isValid = value["expected"]?["valid"]?.bool
      else { continue }
      let path = try? Path(text)
      let answer: Bool? =
        switch check {
        case "is_path": path != nil
        case "is_reference_path": path?.isReference ?? false
        default: nil
        }
      guard let answer else { continue }
      if answer == isValid { agreed += 1 } else { parted.append("\(check) \(text) \(isValid)") }
    }
    print("paths: \(agreed) judged alike, otherwise: \(parted)")
    #expect(agreed > parted.count * 5)
  }
}
