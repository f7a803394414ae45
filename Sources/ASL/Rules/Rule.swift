import JSON

/// A check beyond AWS's: something that a definition may say and that one hardly means.
public struct Rule: Sendable {
  /// The codes of its findings.
  public let codes: [String]
  /// What it finds, in one sentence.
  public let summary: String
  /// Why that matters and how it is mended, in Markdown, with an example.
  public let manual: String
  let check: @Sendable (RuleInput) -> [Finding]

  init(
    _ codes: String..., summary: String, manual: String,
    check: @escaping @Sendable (RuleInput) -> [Finding]
  ) {
    self.codes = codes
    self.summary = summary
    self.manual = manual
    self.check = check
  }

  /// The rule that finds `code`; `nil` for AWS's codes.
  public static func named(_ code: String) -> Rule? { all.first { $0.codes.contains(code) } }
}

/// What a rule looks at.
struct RuleInput {
  var machine: StateMachine
  var express: Bool
  var source: Source
  /// The text with places; `nil` for YAML.
  var document: Document?
  /// Places of expressions that only a newer JSONata than AWS's reads.
  var newerExpressions: [String]

  /// The findings of `find` for each state of the machine, inner scopes included.
  func states(_ find: (State, Scope) -> [Finding]) -> [Finding] {
    var findings: [Finding] = []
    machine.scope.visitStates { state, scope in findings += find(state, scope) }
    return findings
  }

  /// The findings of `find` for each scope.
  func scopes(_ find: (Scope) -> [Finding]) -> [Finding] {
    var findings = find(machine.scope)
    machine.scope.visitStates { state, _ in
      for inner in state.innerScopes { findings += find(inner) }
    }
    return findings
  }
}

/// Something that a rule found.
struct Finding {
  var code: String
  /// One sentence that names the value and says what follows from it.
  var message: String
  var location: String?
  var severity = Diagnostic.Severity.warning
  /// Whether it explains an error that AWS reports at the same place.
  var explainsError = false
  var line: Int?
  var column: Int?

  init(
    _ code: String, _ message: String, at location: String?,
    severity: Diagnostic.Severity = .warning
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.severity = severity
  }
}

extension Rule {
  /// All rules, in the order of their findings.
  public static let all: [Rule] = [
    suppressedGraph, duplicateNames, looseJSON, staticPath, distributedField, unknownIntegration,
    shadowedRecovery, wildcardPlacement, errorName, errorOrigin, retryDelay, unassignedVariable,
    unusedVariable,
    impossibleRule, missingDefault, noWayOut, unboundedPolling, taskToken, newerJSONata,
    intrinsicArgument, similarNames, expressLimit,
  ]
}

extension Reading {
  /// AWS's own warnings, which `ValidateStateMachineDefinition` gives when it is asked for the
  /// severity `WARNING`.
  public var awsWarnings: [Diagnostic] { findings(of: [.staticPath]) }

  /// What the rules find: warnings beyond AWS's, in the order of the text. AWS's own warnings
  /// (`NO_DOLLAR`, `NO_PATH`, `PASS_RESULT_IS_STATIC`) are among them.
  public func findings(of rules: [Rule] = Rule.all) -> [Diagnostic] {
    guard let machine else { return [] }
    let document = source.document()
    let input = RuleInput(
      machine: machine, express: options.express, source: source, document: document,
      newerExpressions: newerExpressions)
    let known = Set(self.diagnostics.map(\.key))
    let faulty = self.diagnostics.filter { $0.severity == .error }.compactMap(\.location)
    // What is said about a field that cannot be read, or what it is in, would be said about its
    // sketch.
    func isOfSketch(_ finding: Finding) -> Bool {
      guard finding.severity == .warning, !finding.explainsError, let place = finding.location
      else { return false }
      return faulty.contains { $0 != "/" && (place.hasPrefix($0) || $0.hasPrefix("\(place)/")) }
    }
    let news = rules.flatMap { $0.check(input) }.filter { !isOfSketch($0) }.map { finding in
      Diagnostic(
        severity: finding.severity, code: finding.code, message: finding.message,
        location: finding.location, line: finding.line, column: finding.column)
    }.filter { !known.contains($0.key) }
    let placed = source.placing(news, in: document)
    return placed.enumerated().sorted { left, right in
      (left.element.line ?? 0, left.element.column ?? 0, left.offset)
        < (right.element.line ?? 0, right.element.column ?? 0, right.offset)
    }.map(\.element)
  }
}

extension Diagnostic {
  /// What makes two diagnostics the same.
  fileprivate var key: String { "\(code)\u{0}\(message)\u{0}\(location ?? "")" }
}
