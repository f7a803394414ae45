import JSON
import JSONata
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The cases of the reference's suite, where they are at hand.
@Suite struct ConformanceTests {
  /// How many of them this engine passes; may only grow.
  static let floor = 1264

  struct Case {
    var id: String
    var group: String
    var expression: String
    var input: Value?
    var bindings: [String: Value]
    var limits: Limits
    var expected: Value
  }

  static func cases() throws -> [Case]? {
    guard let folder = Shared.folder("conformance/jsonata") else { return nil }
    var datasets: [String: Value] = [:]
    return try Shared.lines(folder + "/cases.jsonl").map { line in
      let members = try Value(parsing: line)
      var input = members["data"]
      if input == nil, let name = members["dataset"]?.string {
        if datasets[name] == nil {
          datasets[name] = try Value(parsing: Shared.text("\(folder)/datasets/\(name).json"))
        }
        input = datasets[name]
      }
      var bindings: [String: Value] = [:]
      for (name, value) in members["bindings"]?.object ?? Object() { bindings[name] = value }
      // A case that is to end in time may take as long as a busy machine needs.
      let time = members["code"]?.string == "U1001" ? members["timelimit"]?.int ?? 10_000 : 120_000
      return Case(
        id: members["id"]?.string ?? "", group: members["group"]?.string ?? "",
        expression: members["expr"]?.string ?? "", input: input, bindings: bindings,
        limits: Limits(time: .milliseconds(time), depth: members["depth"]?.int),
        expected: members)
    }
  }

  /// What is wrong with the answer to a case, or `nil`.
  static func fault(_ test: Case, in dialect: Dialect = .jsonata) -> String? {
    let code = test.expected["code"]?.string ?? test.expected["error"]?["code"]?.string
    let environment = Environment(
      now: Timestamp(milliseconds: 1_763_697_600_000), seed: 1, limits: test.limits)
    let outcome: Outcome
    do throws(Failure) {
      let expression = try Expression(test.expression, dialect: dialect)
      outcome = try expression.evaluate(test.input, bindings: test.bindings, in: environment)
    } catch {
      if code == error.code { return nil }
      return "\(error.code) \(error.message)"
    }
    if let code { return "no failure \(code) but \(outcome)" }
    if test.expected["undefinedResult"] != nil {
      return outcome == .undefined ? nil : "\(outcome)"
    }
    guard case .value(let value) = outcome, let result = test.expected["result"] else {
      return "\(outcome)"
    }
    let ordered = test.expected["unordered"]?.bool != true
    return matches(value, result, ordered) ? nil : value.text
  }

  static func matches(_ left: Value, _ right: Value, _ ordered: Bool = true) -> Bool {
    switch (left, right) {
    case (.array(let a), .array(let b)):
      guard a.count == b.count else { return false }
      if ordered { return zip(a, b).allSatisfy { matches($0, $1) } }
      return zip(a.map(\.text).sorted(), b.map(\.text).sorted()).allSatisfy { $0 == $1 }
    case (.object(let a), .object(let b)):
      return a.count == b.count
        && a.allSatisfy { name, value in b[name].map { matches(value, $0) } ?? false }
    default:
      if let a = left.double, let b = right.double {
        return a == b || (a - b).magnitude <= 1e-13 * max(1, b.magnitude)
      }
      return left == right
    }
  }

  @Test func `the reference suite passes`() throws {
    guard let cases = try Self.cases() else {
      print("skipped: the suite is not at hand")
      return
    }
    var groups: [String: (passed: Int, total: Int)] = [:]
    var passed = 0
    for test in cases {
      let fault = Self.fault(test)
      if let fault {
        print("- \(test.id): \(test.expression.prefix(200))\n    got \(fault.prefix(200))")
      } else {
        passed += 1
      }
      let group = groups[test.group] ?? (0, 0)
      groups[test.group] = (group.passed + (fault == nil ? 1 : 0), group.total + 1)
    }
    for (name, group) in groups.sorted(by: { $0.key < $1.key }) where group.passed < group.total {
      print("\(name): \(group.passed) of \(group.total)")
    }
    print("passed \(passed) of \(cases.count)")
    #expect(passed >= Self.floor)
  }
}
