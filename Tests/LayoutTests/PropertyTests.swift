import Layout
import Testing

@Suite struct PropertyTests {
  /// Small and large, thin and dense: nothing overlaps, nothing breaks, and twice is the same.
  @Test func randomGraphsAreDrawnWell() {
    for seed in 0..<240 {
      let nodes = [3, 8, 16, 40][seed % 4]
      let density = [0.2, 0.6, 1.2, 2.5][(seed / 4) % 4]
      let graph = randomGraph(seed: UInt64(seed), nodes: nodes, density: density)
      for detail in Detail.allCases {
        let options = Drawing.Options(detail: detail)
        let drawing = graph.drawing(options)
        let found = faults(of: drawing, for: graph)
        #expect(found.isEmpty, "seed \(seed), \(detail): \(found.prefix(3))")
        if !found.isEmpty { return }
        #expect(drawing == graph.drawing(options), "seed \(seed)")
      }
    }
  }
}
