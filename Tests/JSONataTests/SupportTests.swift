import JSON
import JSONata
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The table of README that tells what is supported, made of the reference's suite.
///
/// `RECORD=1 swift test --filter SupportTests` writes it anew.
@Suite struct SupportTests {
  /// The suite's groups by what they are about; a group that no area claims has a row of its own.
  static let areas: [(name: String, groups: Set<String>)] = [
    (
      "paths, predicates, wildcards",
      [
        "fields", "quoted-selectors", "simple-array-selectors", "multiple-array-selectors",
        "predicates", "missing-paths", "wildcards", "descendent-operator", "flattening", "context",
        "null", "parentheses", "blocks", "comments", "token-conversion", "variables", "literals",
      ]
    ),
    ("array and object constructors", ["array-constructor", "object-constructor"]),
    ("parent `%`, focus `@`, index `#`", ["parent-operator", "joins"]),
    ("sorting, transforms", ["sorting", "transform", "transforms"]),
    (
      "operators, ranges, conditions",
      [
        "boolean-expresssions", "comparison-operators", "numeric-operators", "string-concat",
        "inclusion-operator", "range-operator", "conditionals", "default-operator",
        "coalescing-operator",
      ]
    ),
    (
      "functions, closures, tail calls, partial application, signatures",
      [
        "lambdas", "closures", "higher-order-functions", "function-applications",
        "partial-application", "tail-recursion", "function-signatures", "performance",
      ]
    ),
    (
      "regular expressions",
      [
        "regex", "matchers", "function-contains", "function-replace", "function-split",
      ]
    ),
    (
      "strings",
      [
        "function-string", "function-substring", "function-substringBefore",
        "function-substringAfter", "function-length", "function-lowercase", "function-uppercase",
        "function-pad", "function-trim", "function-join", "encoding", "function-encodeUrl",
        "function-encodeUrlComponent", "function-decodeUrl", "function-decodeUrlComponent",
      ]
    ),
    (
      "numbers",
      [
        "function-number", "function-abs", "function-floor", "function-ceil", "function-round",
        "function-power", "function-sqrt", "function-formatBase", "function-sum", "function-max",
        "function-min", "function-average", "function-count",
      ]
    ),
    (
      "number and integer pictures",
      ["function-formatNumber", "function-formatInteger", "function-parseInteger"]
    ),
    ("dates and times", ["function-fromMillis", "function-tomillis"]),
    (
      "arrays and objects",
      [
        "function-append", "function-distinct", "function-reverse", "function-shuffle",
        "function-sort", "function-zip", "function-keys", "function-lookup", "function-merge",
        "function-spread", "function-each", "function-sift",
      ]
    ),
    (
      "`$map $filter $reduce $single`",
      ["hof-map", "hof-filter", "hof-reduce", "hof-single", "hof-zip-map"]
    ),
    ("`$boolean $exists $type`", ["function-boolean", "function-exists", "function-typeOf"]),
    (
      "errors, `$assert`, `$eval`",
      ["errors", "function-error", "function-assert", "function-eval"]
    ),
  ]

  struct Row {
    var cases = 0
    var reference = 0
    var stepFunctions = 0
  }

  static func table(_ cases: [ConformanceTests.Case]) -> String {
    var rows: [String: Row] = [:]
    for test in cases {
      let area = areas.first { $0.groups.contains(test.group) }?.name ?? test.group
      var row = rows[area] ?? Row()
      row.cases += 1
      if ConformanceTests.fault(test) == nil { row.reference += 1 }
      if ConformanceTests.fault(test, in: .stepFunctions) == nil { row.stepFunctions += 1 }
      rows[area] = row
    }
    let known = areas.map(\.name).filter { rows[$0] != nil }
    let others = rows.keys.filter { !known.contains($0) }.sorted()
    var lines = ["| area | cases | `2.2` | `aws` |", "|---|---:|---:|---:|"]
    var sum = Row()
    for name in known + others {
      guard let row = rows[name] else { continue }
      lines.append("| \(name) | \(row.cases) | \(row.reference) | \(row.stepFunctions) |")
      sum.cases += row.cases
      sum.reference += row.reference
      sum.stepFunctions += row.stepFunctions
    }
    lines.append("| **all** | \(sum.cases) | \(sum.reference) | \(sum.stepFunctions) |")
    return lines.joined(separator: "\n")
  }

  @Test func `README tells what is supported`() throws {
    guard let cases = try ConformanceTests.cases() else {
      print("skipped: the suite is not at hand")
      return
    }
    let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    let path = package.joined(separator: "/") + "/README.md"
    let readme = try Shared.text(path)
    let begin = "<!-- support: made by SupportTests -->\n"
    let end = "\n<!-- end of support -->"
    let start = try #require(readme.firstRange(of: begin)?.upperBound, "README has no table")
    let stop = try #require(readme.firstRange(of: end)?.lowerBound, "README's table has no end")
    let table = Self.table(cases)
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      let text = String(readme[..<start]) + table + String(readme[stop...])
      try Data(text.utf8).write(to: URL(filePath: path))
    } else {
      #expect(String(readme[start..<stop]) == table, "RECORD=1 writes it anew")
    }
  }
}
