import JSON
import Testing

@testable import ASL

@Suite struct ReportTests {
  private func report(_ text: String, file: String = "a b.asl.json") -> Report {
    let reading = StateMachine.read(text)
    return Report([
      Report.Entry(
        file: file, source: reading.source,
        diagnostics: reading.diagnostics + reading.findings())
    ])
  }

  private static let text = """
    {
    \t"StartAt": "A",
      "States": { "A": { "Type": "Pass", "Parameters": { "x": "$.x" }, "Next": "B\\u001b[2J" },
        "C": { "Type": "Succeed" } }
    }
    """

  @Test func showsTheLine() {
    #expect(
      report(Self.text).text() == """
        a b.asl.json:3:68: error: Missing 'Next' target: B\u{FFFD}[2J  [MISSING_TRANSITION_TARGET]
          3 |   "States": { "A": { "Type": "Pass", "Parameters": { "x": "$.x" }, "Next": "B\\u001b[2J" },
            |                                                                    ^
          at /States/A/Next
        a b.asl.json:4:5: error: State "C" is not reachable.  [MISSING_TRANSITION_TARGET]
          4 |     "C": { "Type": "Succeed" } }
            |     ^
          at /States/C
        a b.asl.json:3:54: warning: '$.x' is passed on as it is: the name of 'x' does not end in '.$'  [NO_DOLLAR]
          3 |   "States": { "A": { "Type": "Pass", "Parameters": { "x": "$.x" }, "Next": "B\\u001b[2J" },
            |                                                      ^
          at /States/A/Parameters/x

        """)
  }

  @Test func cutsLongLines() {
    let text =
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": ""#
      + String(repeating: "x", count: 5000) + #"", "Next": "B"}, "S": {"Type": "Succeed"}}}"#
    let lines = report(text).text().split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 130 })
    let caret = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    let name = lines[1].firstRange(of: "\"Next\"").map {
      lines[1].distance(from: lines[1].startIndex, to: $0.lowerBound)
    }
    #expect(caret == name && caret != nil)
  }

  @Test func writesJSON() {
    let value = report(Self.text).json
    #expect(value.array?.count == 3)
    #expect(
      value[0] == [
        "file": "a b.asl.json", "severity": "ERROR", "code": "MISSING_TRANSITION_TARGET",
        "message": "Missing 'Next' target: B\u{1B}[2J", "location": "/States/A/Next", "line": 3,
        "column": 68,
      ])
  }

  @Test func writesSARIF() throws {
    let log = report(Self.text).sarif(version: "1.0.0")
    #expect(log["version"] == "2.1.0")
    let run = try #require(log["runs"]?[0])
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.array)
    #expect(rules.map { $0["id"] } == ["MISSING_TRANSITION_TARGET", "NO_DOLLAR"])
    let result = try #require(run["results"]?[2])
    #expect(result["ruleId"] == "NO_DOLLAR" && result["ruleIndex"] == 1)
    #expect(result["level"] == "warning")
    let place = result["locations"]?[0]?["physicalLocation"]
    #expect(place?["artifactLocation"]?["uri"] == "a%20b.asl.json")
    #expect(place?["region"] == ["startLine": 3, "startColumn": 54])
  }

  @Test func everyRuleHasItsSummaryAndItsCodes() {
    for rule in Rule.all {
      #expect(rule.summary.hasSuffix("."))
      #expect(rule.manual.count > 80, "\(rule.codes)")
      #expect(!rule.codes.isEmpty)
    }
  }
}
