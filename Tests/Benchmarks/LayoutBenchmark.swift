import Layout

/// A workflow of `count` states: a chain with branches, skips, handlers and loops.
private func workflow(_ count: Int) -> Graph {
  var graph = Graph()
  for place in 0..<count {
    graph.add(Graph.Node("State number \(place)", isFinal: place >= count - 2))
  }
  for place in 0..<(count - 2) {
    if place % 5 == 3 {
      graph.connect(place, place + 1, .branch, label: "$.value > \(place)")
      graph.connect(place, min(place + 3, count - 2), .otherwise, label: "default")
    } else {
      graph.connect(place, place + 1)
    }
    if place % 4 == 0 { graph.connect(place, count - 1, .exception) }
    if place % 11 == 10 { graph.connect(place, place - 4, .branch, label: "again") }
  }
  return graph
}

/// A choice of `count` ways that meet again.
private func fan(_ count: Int) -> Graph {
  var graph = Graph()
  graph.add(Graph.Node("Choice"))
  for place in 1...count {
    graph.add(Graph.Node("Way \(place)"))
    graph.connect(0, place, .branch, label: "x = \(place)")
  }
  let end = graph.add(Graph.Node("End", isFinal: true))
  for place in 1...count { graph.connect(place, end) }
  return graph
}

/// Milliseconds to lay out graphs of several sizes, the best of several runs.
func benchmarkLayout() {
  let subjects =
    [50, 100, 500, 2000].map { ("\($0) states", workflow($0)) } + [("500 ways", fan(500))]
  for (name, graph) in subjects {
    let clock = ContinuousClock()
    var best = Duration.seconds(1000)
    for _ in 0..<10 { best = min(best, clock.measure { _ = graph.drawing() }) }
    let drawing = graph.drawing()
    let milliseconds = Double(Int(best / .microseconds(1))) / 1000
    print("layout, \(name): \(milliseconds) ms for \(drawing.width)x\(drawing.height) cells")
  }
}
