extension Rule {
  /// `SIMILAR_NAMES`
  static let similarNames = Rule(
    "SIMILAR_NAMES", summary: "Two names of states differ only in case or blanks.",
    manual: #"""
      Two states have names that differ only in case or blanks, within the machine and its branches.
      AWS keeps them apart; people, and `Next`, easily take one for the other.
      """#
  ) { input in
    var first: [String: State] = [:]
    return input.states { state, _ in
      let key = state.name.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" }
      guard let other = first[key] else {
        first[key] = state
        return []
      }
      guard other.name != state.name else { return [] }
      return [
        Finding(
          "SIMILAR_NAMES", "'\(state.name)' is easily taken for '\(other.name)'",
          at: state.location)
      ]
    }
  }
}
