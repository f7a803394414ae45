import JSON

extension Rule {
  /// `NOT_JSON`
  static let looseJSON = Rule(
    "NOT_JSON", summary: "The text is not JSON as AWS reads it: comments, trailing commas.",
    manual: #"""
      The text is read here, but AWS reads only JSON: comments, trailing commas, names without
      quotes and `${…}` outside of strings must be gone before the definition is deployed.
      """#
  ) { input in
    guard input.source.format == .json, !input.source.isStrict, input.source.fault == nil else {
      return []
    }
    let strict = Document(input.source.text, mode: .strict)
    return strict.faults.filter { $0.kind == .syntax }.prefix(1).map { fault in
      var finding = Finding("NOT_JSON", "AWS reads only strict JSON: \(fault.reason)", at: nil)
      finding.line = fault.place.line
      finding.column = fault.place.column
      return finding
    }
  }
}
