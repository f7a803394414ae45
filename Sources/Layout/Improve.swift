extension Plan {
  /// A sideways line between two lanes.
  private struct Reach {
    var from: Int
    var to: Int
    var row: Int
  }

  /// What is worth how much, in cells of line length: being stopped by a box, crossing a line, and
  /// making the whole picture a cell wider.
  private enum Price {
    static let box = 60
    static let crossing = 14
    static let width = 3
  }

  /// Scopes with more lanes keep the order that they have: trying costs the square of the lanes.
  private static let laneLimit = 18

  /// Moves single lanes while that makes lines shorter, crossings fewer or the picture narrower. The
  /// main lane stays where it is.
  mutating func improveOrder() {
    guard lanes.count > 2, lanes.count <= Plan.laneLimit else { return }
    var reaches: [Reach] = []
    for link in links where !link.isBack {
      let through = nextLane(link)
      if through != laneOf[link.from] {
        reaches.append(Reach(from: laneOf[link.from], to: through, row: exitRow(link)))
      }
      if through != laneOf[link.to] {
        reaches.append(Reach(from: through, to: laneOf[link.to], row: entryRow(link)))
      }
    }
    var best = price(of: sequence, reaches)
    for _ in 0..<3 {
      var isBetter = false
      for lane in sequence.dropFirst() {
        for place in 1..<sequence.count {
          guard let old = sequence.firstIndex(of: lane), old != place else { continue }
          var trial = sequence
          trial.remove(at: old)
          trial.insert(lane, at: place)
          let price = price(of: trial, reaches)
          guard price < best else { continue }
          (best, sequence, isBetter) = (price, trial, true)
        }
      }
      if !isBetter { break }
    }
    renumber()
  }

  private func price(of trial: [Int], _ reaches: [Reach]) -> Int {
    var edge = [Int](repeating: -3, count: 2 * layerCount + 1)
    var column = [Int](repeating: 0, count: lanes.count)
    var place = column
    for (index, lane) in trial.enumerated() where lanes[lane].top <= lanes[lane].bottom {
      place[lane] = index
      let (top, bottom) = (lanes[lane].top, lanes[lane].bottom)
      var x = 0
      for row in top...bottom { x = max(x, edge[row] + 2) }
      for node in lanes[lane].nodes { x = max(x, edge[2 * layer[node] + 1] + 3 + leftReach(node)) }
      for row in top...bottom { edge[row] = x }
      for node in lanes[lane].nodes { edge[2 * layer[node] + 1] = x + rightReach(node) }
      column[lane] = x
    }
    var price = (edge.max() ?? 0) * Price.width
    for reach in reaches {
      price += abs(column[reach.from] - column[reach.to])
      let low = min(place[reach.from], place[reach.to])
      let high = max(place[reach.from], place[reach.to])
      for index in low + 1..<max(high, low + 1) { price += toll(trial[index], reach.row) }
    }
    return price
  }

  /// The price of a line along a row that passes a lane.
  private func toll(_ lane: Int, _ row: Int) -> Int {
    let lane = lanes[lane]
    guard row >= lane.top, row <= lane.bottom else { return 0 }
    if row % 2 == 1, lane.nodes.contains(where: { 2 * layer[$0] + 1 == row }) { return Price.box }
    return row > lane.top && row < lane.bottom ? Price.crossing : 0
  }
}
