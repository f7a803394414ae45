extension Rule {
  /// `MISSING_TRANSITION_TARGET`, `DUPLICATE_STATE_NAME`
  static let suppressedGraph = Rule(
    "MISSING_TRANSITION_TARGET", "DUPLICATE_STATE_NAME",
    summary: "The faults of the graph that AWS reports once the fields are right.",
    manual: #"""
      AWS looks at transitions only when every field is right. These are the faults of the graph
      that it would report next, so that they can be mended in one go. What cannot be reached is not
      told yet: a field that is wrong may be the one that leads there.
      """#
  ) { input in
    graphDiagnostics(of: input.machine.scope).filter { fault in
      // A target without a name is a field that is missing or no text.
      (fault.message.hasPrefix("Missing") && !fault.message.hasSuffix(": "))
        || fault.code.hasPrefix("DUPLICATE")
    }.map { Finding($0.code, $0.message, at: $0.location, severity: .error) }
  }
}
