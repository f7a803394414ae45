extension Rule {
  /// # `MISSING_TRANSITION_TARGET`, `MISSING_END_STATE`, `DUPLICATE_STATE_NAME`
  ///
  /// AWS looks at transitions only when every field is right. These are the faults of the graph
  /// that it would report next, so that they can be mended in one go.
  static let suppressedGraph = Rule(
    "MISSING_TRANSITION_TARGET", "MISSING_END_STATE", "DUPLICATE_STATE_NAME",
    summary: "The faults of the graph that AWS reports once the fields are right."
  ) { input in
    graphDiagnostics(of: input.machine.scope).filter { !$0.message.hasSuffix(": ") }.map {
      Finding($0.code, $0.message, at: $0.location, severity: .error)
    }
  }
}
