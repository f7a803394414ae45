import JSON

extension Rule {
  /// `DUPLICATE_NAME`
  static let duplicateNames = Rule(
    "DUPLICATE_NAME", summary: "A name stands twice in one object; the first value is lost.",
    manual: #"""
      A name stands twice in one object. JSON readers keep the last value, so the first is lost
      without a word: a state, or half of a rule, is not there.

          "ResultPath": "$.a",
          "ResultPath": "$.b"     ← the first one is ignored

      Mend it by removing or renaming one of the two. Two states of the same name are an error.
      """#
  ) { input in duplicateNames(in: input.document) }

  fileprivate static func duplicateNames(in document: Document?) -> [Finding] {
    guard let document else { return [] }
    return document.faults.filter { $0.kind == .duplicateName }.map { fault in
      let pointer = document.pointer(at: fault.offset)
      let name = pointer.tokens.last ?? ""
      let isState =
        pointer.tokens.count >= 2 && document.statePointer(around: pointer) == pointer
      var finding = Finding(
        isState ? "DUPLICATE_STATE_NAME" : "DUPLICATE_NAME",
        isState
          ? "Duplicate State name: \(name)"
          : "'\(name)' stands twice in this object; the value before this one is lost",
        at: isState ? location(pointer) : nil, severity: isState ? .error : .warning)
      finding.line = fault.place.line
      finding.column = fault.place.column
      return finding
    }
  }

  /// A state's place in AWS's form.
  private static func location(_ pointer: Pointer) -> String {
    var text = ""
    for (place, token) in pointer.tokens.enumerated() {
      let isBranch = place > 0 && pointer.tokens[place - 1] == "Branches"
      text += isBranch ? "[\(token)]" : "/\(token)"
    }
    return text
  }
}

extension Source {
  /// The errors about states whose name stands twice in one `States`.
  var duplicateStates: [Diagnostic] {
    Rule.duplicateNames(in: document()).filter { $0.severity == .error }.map {
      Diagnostic(
        severity: .error, code: $0.code, message: $0.message, location: $0.location, line: $0.line,
        column: $0.column)
    }
  }
}
