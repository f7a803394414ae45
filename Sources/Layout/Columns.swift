extension Plan {
  /// What takes cells in a row of a lane; more air is kept around boxes.
  private enum Stuff { case line, box }

  /// Widens boxes so that their lower border has room for every link that needs a place of its own,
  /// and gives the plain boxes of one lane the same width.
  mutating func widenBoxes() {
    for node in 0..<count {
      let here = position[laneOf[node]]
      var (left, right) = (0, 0)
      for index in out[node] where links[index].isPrivate {
        if position[nextLane(links[index])] < here { left += 1 } else { right += 1 }
      }
      width[node] = max(width[node], 6 * max(left, right) + 3)
    }
    for lane in lanes {
      let widest = lane.nodes.filter { isPlain[$0] }.map { width[$0] }.max() ?? 0
      for node in lane.nodes where isPlain[node] { width[node] = widest }
    }
  }

  /// Gives each lane the leftmost column where none of its rows touches what stands to its left; then
  /// moves loops back to the right, close to what they serve.
  mutating func placeColumns() {
    var edge = [Int](repeating: -1000, count: 2 * layerCount + 1)
    var kind = [Stuff](repeating: .line, count: 2 * layerCount + 1)
    let extras = labelReach()
    for lane in sequence where lanes[lane].top <= lanes[lane].bottom {
      let rows = profile(lane, extras[lane])
      var column = 0
      for (row, left, _, stuff) in rows {
        column = max(column, edge[row] + 1 + gap(kind[row], stuff) + left)
      }
      lanes[lane].x = column
      for (row, _, right, stuff) in rows {
        edge[row] = column + right
        kind[row] = stuff
      }
    }
    pullLoops(extras)
    x = (0..<count).map { axis($0) - leftReach($0) }
  }

  private mutating func pullLoops(_ extras: [[Int: (left: Int, right: Int)]]) {
    var edge = [Int](repeating: Int.max / 2, count: 2 * layerCount + 1)
    var kind = [Stuff](repeating: .line, count: 2 * layerCount + 1)
    for lane in sequence.reversed() where lanes[lane].top <= lanes[lane].bottom {
      let rows = profile(lane, extras[lane])
      if lanes[lane].isUp && lanes[lane].isLeft {
        var column = Int.max / 2
        for (row, _, right, stuff) in rows {
          column = min(column, edge[row] - 1 - gap(kind[row], stuff) - right)
        }
        lanes[lane].x = max(lanes[lane].x, column)
      }
      for (row, left, _, stuff) in rows {
        edge[row] = lanes[lane].x - left
        kind[row] = stuff
      }
    }
  }

  private func gap(_ first: Stuff, _ second: Stuff) -> Int {
    first == .line && second == .line ? 1 : 2
  }

  /// The cells a lane takes to both sides of its line, row by row.
  private func profile(
    _ index: Int, _ extra: [Int: (left: Int, right: Int)]
  ) -> [(row: Int, left: Int, right: Int, stuff: Stuff)] {
    let lane = lanes[index]
    var rows = (lane.top...lane.bottom).map { row in
      (row: row, left: 0, right: 0, stuff: Stuff.line)
    }
    for node in lane.nodes {
      let place = 2 * layer[node] + 1 - lane.top
      rows[place] = (rows[place].row, leftReach(node), rightReach(node), .box)
    }
    for (row, reach) in extra where row >= lane.top && row <= lane.bottom {
      rows[row - lane.top].left = max(rows[row - lane.top].left, reach.left)
      rows[row - lane.top].right = max(rows[row - lane.top].right, reach.right)
    }
    return rows
  }

  /// Room for labels, by lane and row.
  private func labelReach() -> [[Int: (left: Int, right: Int)]] {
    var extras = [[Int: (left: Int, right: Int)]](repeating: [:], count: lanes.count)
    func reserve(_ lane: Int, _ row: Int, left: Int = 0, right: Int = 0) {
      let old = extras[lane][row] ?? (0, 0)
      extras[lane][row] = (max(old.left, left), max(old.right, right))
    }
    var beside: [Int: Int] = [:]
    for link in links where link.labelWidth > 0 {
      let (lane, node) = (laneOf[link.from], link.from)
      let room = link.labelWidth + 2
      switch link.exit {
      case .left: reserve(lane, exitRow(link), left: leftReach(node) + room)
      case .right: reserve(lane, exitRow(link), right: rightReach(node) + room)
      default:
        if link.isPrivate, position[nextLane(link)] > position[lane] {
          beside[node, default: 0] += room + 1
          reserve(lane, exitRow(link), right: beside[node] ?? 0)
        } else if link.isPrivate || link.route == .straight || link.route == .tail || link.isShared
        {
          reserve(lane, exitRow(link), right: room)
        } else {
          reserve(nextLane(link), exitRow(link), right: room)
        }
      }
    }
    return extras
  }
}
