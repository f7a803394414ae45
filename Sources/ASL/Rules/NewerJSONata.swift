extension Rule {
  /// `NEWER_JSONATA`
  static let newerJSONata = Rule(
    "NEWER_JSONATA", summary: "An expression needs a JSONata newer than that of Step Functions.",
    manual: #"""
      The expression is JSONata, but newer than the 2.0.6 of Step Functions: `a ?? b` and `a ?: b`
      came with 2.1. AWS's message only tells which token it did not expect. Write

          $exists(a) ? a : b
      """#
  ) { input in
    input.newerExpressions.map { location in
      var finding = Finding(
        "NEWER_JSONATA",
        "this is JSONata 2.1 or newer; Step Functions has 2.0.6 without '??' and '?:' (write "
          + "'$exists(a) ? a : b')", at: location)
      finding.explainsError = true
      return finding
    }
  }
}
