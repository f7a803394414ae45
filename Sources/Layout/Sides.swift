extension Plan {
  /// Chooses where links leave and reach their boxes. Exceptions leave at the right side and loops at
  /// the left when nothing is in the way; everything else uses the lower and upper border.
  ///
  /// Gives back the nodes that stand beside a source which they cannot be reached from.
  mutating func chooseSides() -> [Int] {
    var sides = Sides(self)
    var hidden: [Int] = []
    for index in links.indices {
      guard links[index].route == .beside else {
        links[index].exit = .bottom
        continue
      }
      let (from, to) = (links[index].from, links[index].to)
      let (here, there) = (position[laneOf[from]], position[laneOf[to]])
      if there > here, sides.neighbour(of: from, .right) == there,
        sides.claim(from, .right, (here, there), layer[from])
      {
        sides.take(to, .left)
      } else {
        hidden.append(to)
      }
    }
    if !hidden.isEmpty { return hidden }
    for layer in sides.rows.indices {
      for node in sides.rows[layer] {
        leave(node, .right, &sides)
        leave(node, .left, &sides)
      }
    }
    for index in links.indices where links[index].exit == .bottom {
      if case .rail = links[index].route, layer[links[index].to] == layer[links[index].from] + 1 {
        links[index].route = .direct
      }
    }
    enterSides(&sides)
    measureLanes()
    markPrivate()
    return []
  }

  /// Moves a node's links to one of its sides.
  private mutating func leave(_ node: Int, _ side: Side, _ sides: inout Sides) {
    let here = position[laneOf[node]]
    let bound = sides.neighbour(of: node, side)
    var candidates = out[node].filter { index in
      let link = links[index]
      guard detail == .full || link.label.isEmpty || detail == .dot else { return false }
      if case .up = link.route {} else if !link.isException { return false }
      let lane = position[nextLane(link)]
      return side == .right ? lane > here && lane < bound : lane < here && lane > bound
    }
    let prefersExceptions = side == .right
    if candidates.contains(where: { links[$0].isException == prefersExceptions }) {
      candidates.removeAll { links[$0].isException != prefersExceptions }
    }
    // Nearest rail first: only the farthest may be one that others have already joined.
    candidates.sort {
      let (first, second) = (position[nextLane(links[$0])], position[nextLane(links[$1])])
      return side == .right ? first < second : first > second
    }
    var chosen: [Int] = []
    for (place, index) in candidates.enumerated() {
      let isFarthest = place == candidates.count - 1
      let isLabelled = !links[index].label.isEmpty && detail == .full
      if isLabelled && chosen.contains(where: { !links[$0].label.isEmpty }) { continue }
      if isFarthest || isFresh(links[index]) { chosen.append(index) }
    }
    guard let last = chosen.last else { return }
    let reach = (here, position[nextLane(links[last])])
    guard sides.claim(node, side, reach, layer[node]) else { return }
    for index in chosen { links[index].exit = side }
  }

  /// Whether a link is the first to join its rail, so that other lines may pass the place.
  private func isFresh(_ link: Link) -> Bool {
    let lane = nextLane(link)
    let others = (into[link.to]).map { links[$0] }.filter {
      nextLane($0) == lane && $0.from != link.from
    }
    let here = layer[link.from]
    return link.isBack
      ? others.allSatisfy { !$0.isBack || layer[$0.from] < here }
      : others.allSatisfy { $0.isBack || layer[$0.from] > here }
  }

  /// Lets rails end at a side of their target where it is free.
  private mutating func enterSides(_ sides: inout Sides) {
    var users: [Int: [Int]] = [:]
    for index in links.indices {
      switch links[index].route {
      case .rail(let lane), .up(let lane): users[lane, default: []].append(index)
      default: break
      }
    }
    for (lane, indices) in users.sorted(by: { $0.key < $1.key }) {
      guard let node = lanes[lane].goal else { continue }
      let (here, there) = (position[laneOf[node]], position[lane])
      let side = there > here ? Side.right : .left
      let bound = sides.neighbour(of: node, side)
      guard side == .right ? there < bound : there > bound else { continue }
      guard sides.claim(node, side, (here, there), layer[node]) else { continue }
      for index in indices { links[index].entry = side }
    }
  }

  /// Finds the links that need a place of their own on the lower border: those that join a line which
  /// others use, when their source has other links there too.
  private mutating func markPrivate() {
    var joins: [[Int]: Int] = [:]
    var leaving = [Int](repeating: 0, count: count)
    for link in links where link.exit == .bottom {
      leaving[link.from] += 1
      if link.route != .straight, link.route != .tail {
        joins[[exitRow(link), nextLane(link)], default: 0] += 1
      }
    }
    for index in links.indices where links[index].exit == .bottom {
      let link = links[index]
      guard link.route != .straight, link.route != .tail else { continue }
      let lane = lanes[nextLane(link)]
      let row = exitRow(link)
      let starts = link.route != .direct && (link.isBack ? lane.bottom : lane.top) == row
      let isAlone = joins[[row, nextLane(link)]] == 1
      links[index].isShared = !(starts && isAlone)
      links[index].isPrivate = links[index].isShared && leaving[link.from] > 1
    }
  }
}

/// Which sides of boxes are in use, and by lines of what extent.
private struct Sides {
  /// Nodes of each layer from left to right.
  var rows: [[Int]]
  private var place: [Int]
  private var position: [Int]
  private var used: [(right: Bool, left: Bool)]
  private var extents: [[(low: Int, high: Int)]]

  init(_ plan: Plan) {
    position = (0..<plan.count).map { plan.position[plan.laneOf[$0]] }
    rows = Array(repeating: [], count: plan.layerCount)
    for node in 0..<plan.count { rows[plan.layer[node]].append(node) }
    place = [Int](repeating: 0, count: plan.count)
    for layer in rows.indices {
      let position = position
      rows[layer].sort { position[$0] < position[$1] }
      for (index, node) in rows[layer].enumerated() { place[node] = index }
    }
    used = Array(repeating: (false, false), count: plan.count)
    extents = Array(repeating: [], count: plan.layerCount)
    layerOf = plan.layer
  }

  private var layerOf: [Int]

  /// The lane position of the next box on a side of a node; beyond all when there is none.
  func neighbour(of node: Int, _ side: Plan.Side) -> Int {
    let row = rows[layerOf[node]]
    let next = place[node] + (side == .right ? 1 : -1)
    if row.indices.contains(next) { return position[row[next]] }
    return side == .right ? Int.max : -1
  }

  /// Takes a side of a node for a line between two lane positions, unless it is taken or another line
  /// of the row is in the way.
  mutating func claim(_ node: Int, _ side: Plan.Side, _ reach: (Int, Int), _ layer: Int) -> Bool {
    let (low, high) = (min(reach.0, reach.1), max(reach.0, reach.1))
    let isRight = side == .right
    if isRight ? used[node].right : used[node].left {
      return false
    }
    guard extents[layer].allSatisfy({ $0.high <= low || high <= $0.low }) else { return false }
    extents[layer].append((low, high))
    take(node, side)
    return true
  }

  /// Takes a side of a node for a line that is known to be free.
  mutating func take(_ node: Int, _ side: Plan.Side) {
    if side == .right { used[node].right = true } else { used[node].left = true }
  }
}
