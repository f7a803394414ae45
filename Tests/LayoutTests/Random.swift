import Layout

/// A small generator (SplitMix64): the same seed gives the same graphs everywhere.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A random graph: mostly a chain with branches, exceptions, loops, self loops, strays, parallel
/// edges, nested and folded composites, and edges that lead nowhere.
func randomGraph(seed: UInt64, nodes limit: Int, density: Double) -> Graph {
  var random = Seeded(state: seed)
  var graph = Graph()
  var scopes = [0]
  let count = Int.random(in: 0...limit, using: &random)
  for index in 0..<count {
    let scope = scopes.randomElement(using: &random) ?? 0
    let length = Int.random(in: 1...34, using: &random)
    let node = graph.add(
      Graph.Node(
        String(repeating: "n", count: length) + "\(index)",
        icon: Bool.random(using: &random) ? "◇" : "", scope: scope,
        frame: [.plain, .stacked, .double].randomElement(using: &random) ?? .plain,
        badgeWidth: Int.random(in: 0...2, using: &random),
        isFolded: Int.random(in: 0..<20, using: &random) == 0,
        isFinal: Bool.random(using: &random), isAdverse: Bool.random(using: &random)))
    while Int.random(in: 0..<8, using: &random) == 0 {
      let title = Bool.random(using: &random) ? "body" : ""
      scopes.append(graph.addScope(owner: node, title: title))
    }
  }
  for scope in graph.scopes.indices {
    let members = graph.nodes.indices.filter { graph.nodes[$0].scope == scope }
    guard members.count > 0 else { continue }
    if Int.random(in: 0..<6, using: &random) == 0 {
      graph.scopes[scope].entry = members.randomElement(using: &random)
    }
    for (from, to) in zip(members, members.dropFirst())
    where Int.random(in: 0..<5, using: &random) > 0 {
      graph.connect(from, to)
    }
    for _ in 0..<Int(Double(members.count) * density) {
      let from = members.randomElement(using: &random) ?? 0
      let to = members.randomElement(using: &random) ?? 0
      let kind: Graph.Kind =
        [.flow, .branch, .otherwise, .exception].randomElement(using: &random) ?? .flow
      let isLabelled = Int.random(in: 0..<3, using: &random) > 0
      let label =
        isLabelled ? String(repeating: "x", count: Int.random(in: 1...30, using: &random)) : ""
      graph.connect(from, to, kind, label: label)
    }
  }
  if count > 0, Bool.random(using: &random) { graph.connect(0, count + 3) }
  return graph
}
