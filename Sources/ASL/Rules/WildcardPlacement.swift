extension Rule {
  /// `WILDCARD_PLACEMENT`
  static let wildcardPlacement = Rule(
    "WILDCARD_PLACEMENT", summary: "States.ALL does not stand alone in the last entry.",
    manual: #"""
      `States.ALL` names every error, so it must stand alone in its `ErrorEquals`, in the last entry
      of `Retry` or `Catch`: beside other names these say nothing, and before other entries those
      are never used.
      """#
  ) { input in
    input.states { state, _ in
      misplaced(state.retriers.map(\.errorEquals), "Retry", state)
        + misplaced(state.catchers.map(\.errorEquals), "Catch", state)
    }
  }

  private static func misplaced(_ entries: [[String]], _ field: String, _ state: State)
    -> [Finding]
  {
    entries.enumerated().flatMap { place, names -> [Finding] in
      guard let index = names.firstIndex(of: "States.ALL") else { return [] }
      let location = "\(state.location)/\(field)[\(place)]/ErrorEquals[\(index)]"
      if names.count > 1 {
        return [
          Finding(
            "WILDCARD_PLACEMENT", "'States.ALL' takes every error; the names beside it say nothing",
            at: location)
        ]
      }
      guard place < entries.count - 1 else { return [] }
      return [
        Finding(
          "WILDCARD_PLACEMENT", "'States.ALL' must stand in the last entry of \(field)",
          at: location)
      ]
    }
  }
}
