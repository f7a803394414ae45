extension Rule {
  /// `DISTRIBUTED_ONLY`
  static let distributedField = Rule(
    "DISTRIBUTED_ONLY", summary: "A field of distributed Maps in an inline Map has no effect.",
    manual: #"""
      `ItemReader`, `ItemBatcher`, `ResultWriter`, `Label` and the tolerated failures mean something
      only where `ProcessorConfig` says `"Mode": "DISTRIBUTED"`. An inline Map ignores them: items
      come from its input, and the first failed item fails it.
      """#
  ) { input in
    input.states { state, _ in
      guard case .map(let map) = state.type, map.mode == .inline else { return [] }
      let fields: [(String, Bool)] = [
        ("ItemReader", map.reader != nil), ("ItemBatcher", map.batcher != nil),
        ("ResultWriter", map.writer != nil), ("Label", map.label != nil),
        ("ToleratedFailureCount", map.toleratedFailureCount != nil),
        ("ToleratedFailurePercentage", map.toleratedFailurePercentage != nil),
      ]
      return fields.filter(\.1).map { name, _ in
        Finding(
          "DISTRIBUTED_ONLY",
          "'\(name)' has no effect: the Map is inline. Set \"Mode\": \"DISTRIBUTED\" in "
            + "ProcessorConfig, or remove it", at: "\(state.location)/\(name)")
      }
    }
  }
}
