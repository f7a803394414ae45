extension Plan {
  /// The row where a link leaves its source sideways.
  func exitRow(_ link: Link) -> Int {
    2 * layer[link.from] + (link.exit == .bottom ? 2 : 1)
  }

  /// The row where a link reaches its target sideways.
  func entryRow(_ link: Link) -> Int {
    2 * layer[link.to] + (link.entry == .top ? 0 : 1)
  }

  /// The lane that a link joins first after leaving its source.
  func nextLane(_ link: Link) -> Int {
    switch link.route {
    case .straight, .tail: laneOf[link.from]
    case .direct, .beside: laneOf[link.to]
    case .head(let lane), .rail(let lane), .up(let lane): lane
    }
  }

  /// Finds the rows each lane takes, from the routes and sides chosen so far.
  mutating func measureLanes() {
    for index in lanes.indices {
      let nodes = lanes[index].nodes
      lanes[index].top = nodes.first.map { 2 * layer[$0] + 1 } ?? Int.max
      lanes[index].bottom = nodes.last.map { 2 * layer[$0] + 1 } ?? Int.min
    }
    for link in links {
      if link.exit == .bottom { cover(laneOf[link.from], exitRow(link)) }
      if link.entry == .top { cover(laneOf[link.to], entryRow(link)) }
      switch link.route {
      case .straight, .direct, .beside: break
      case .head(let lane): cover(lane, exitRow(link))
      case .tail: cover(laneOf[link.from], entryRow(link))
      case .rail(let lane), .up(let lane):
        cover(lane, exitRow(link))
        cover(lane, entryRow(link))
      }
    }
  }

  private mutating func cover(_ lane: Int, _ row: Int) {
    lanes[lane].top = min(lanes[lane].top, row)
    lanes[lane].bottom = max(lanes[lane].bottom, row)
  }

  /// Arranges the lanes from left to right: a lane stands to the right of the one it branches from;
  /// of several, the one that spans fewer rows stands nearer, so that lines nest and do not cross.
  mutating func orderLanes() {
    for index in links.indices where links[index].isException {
      if links[index].route == .beside { placeBeside(index) }
      if case .head = links[index].route { links[index].exit = .right }
      if case .rail = links[index].route { links[index].exit = .right }
    }
    measureLanes()
    for link in links where !link.isException && link.route != .straight && !link.isBack {
      lanes[nextLane(link)].isException = false
    }
    let roots = hangLanes()
    tapSubtrees()
    spread()
    for index in lanes.indices { sortChildren(of: index) }
    var stack = Array(roots.reversed())
    while let lane = stack.popLast() {
      sequence.append(lane)
      stack.append(contentsOf: lanes[lane].children.reversed())
    }
    renumber()
  }

  private mutating func placeBeside(_ index: Int) {
    links[index].exit = .right
    links[index].entry = .left
  }

  mutating func renumber() {
    position = [Int](repeating: 0, count: lanes.count)
    for (place, lane) in sequence.enumerated() { position[lane] = place }
  }

  /// Makes the lanes a forest: the parent is the nearest lane from which all its sources descend.
  private mutating func hangLanes() -> [Int] {
    var sources = [[Int]](repeating: [], count: lanes.count)
    for link in links where !link.isBack {
      switch link.route {
      case .head(let lane): sources[lane].append(laneOf[link.from])
      case .beside: sources[laneOf[link.to]].append(laneOf[link.from])
      case .rail(let lane): sources[lane] += [laneOf[link.from], laneOf[link.to]]
      default: break
      }
    }
    var roots: [Int] = []
    var depth = [Int](repeating: -1, count: lanes.count)
    for lane in lanes.indices {
      var parent: Int?
      for source in sources[lane] where depth[source] >= 0 && source != lane {
        guard let found = parent else {
          parent = source
          continue
        }
        parent = meeting(found, source, depth) ?? found
      }
      depth[lane] = (parent.map { depth[$0] } ?? -1) + 1
      lanes[lane].parent = parent
      if let parent { lanes[parent].children.append(lane) } else { roots.append(lane) }
    }
    return roots
  }

  /// The nearest common ancestor of two lanes.
  private func meeting(_ first: Int, _ second: Int, _ depth: [Int]) -> Int? {
    var (first, second) = (first, second)
    while first != second {
      let climbs = depth[first] >= depth[second]
      guard let parent = lanes[climbs ? first : second].parent else { return nil }
      if climbs { first = parent } else { second = parent }
    }
    return first
  }

  /// Records at each lane the rows where lines connect it, or a lane under it, to lanes outside.
  private mutating func tapSubtrees() {
    var depth = [Int](repeating: 0, count: lanes.count)
    for lane in lanes.indices { depth[lane] = (lanes[lane].parent.map { depth[$0] } ?? -1) + 1 }
    for link in links where !link.isBack {
      let through = nextLane(link)
      tap(laneOf[link.from], through, exitRow(link), depth)
      tap(through, laneOf[link.to], entryRow(link), depth)
    }
  }

  private mutating func tap(_ first: Int, _ second: Int, _ row: Int, _ depth: [Int]) {
    var (first, second) = (first, second)
    while first != second {
      let climbs = depth[first] >= depth[second]
      let lane = climbs ? first : second
      let areSiblings = lanes[first].parent == lanes[second].parent
      lanes[lane].taps.append((row, areSiblings ? (climbs ? second : first) : nil))
      guard let parent = lanes[lane].parent else { return }
      if climbs { first = parent } else { second = parent }
    }
  }

  /// Widens each lane's rows by those of the lanes under it, for sorting.
  private mutating func spread() {
    for lane in lanes.indices.reversed() {
      guard let parent = lanes[lane].parent else { continue }
      lanes[lane].span = lanes[lane].span.merged(lanes[lane].top, lanes[lane].bottom)
      lanes[parent].span = lanes[parent].span.merged(lanes[lane].span.top, lanes[lane].span.bottom)
    }
  }

  /// Sorts the lanes that branch off one lane by insertion, comparing crossings pair by pair.
  private mutating func sortChildren(of parent: Int) {
    var sorted: [Int] = []
    for lane in lanes[parent].children.sorted(by: { rank($0) < rank($1) }) {
      var place = sorted.count
      while place > 0, cost(lane, inside: sorted[place - 1]) < cost(sorted[place - 1], inside: lane)
      {
        place -= 1
      }
      sorted.insert(lane, at: place)
    }
    lanes[parent].children = sorted
  }

  /// The order of lanes that do not disturb each other: exceptions last, then definition order.
  private func rank(_ lane: Int) -> (Int, Int, Int) {
    let first = lanes[lane].nodes.first ?? lanes[lane].goal ?? 0
    return (lanes[lane].isException ? 1 : 0, lanes[lane].nodes.isEmpty ? 0 : 1, visit[first])
  }

  /// How bad it is when a lane stands nearer to the common parent than another: its rows are crossed by
  /// the lines of the other. A line beside boxes would be stopped by one; a line in a channel only
  /// crosses. A little worse when an exception would stand inside.
  private func cost(_ lane: Int, inside other: Int) -> Int {
    let span = lanes[lane].span
    var cost = lanes[lane].isException && !lanes[other].isException ? 1 : 0
    for tap in lanes[other].taps where tap.partner != lane {
      if tap.row > span.top && tap.row < span.bottom { cost += 2 }
      if tap.row % 2 == 1, tap.row >= span.top, tap.row <= span.bottom { cost += 2 }
    }
    return cost
  }

  /// Adds the rails that lead back up, each beside the lane of its target (loops of one lane: left) or
  /// to the right of its sources.
  mutating func placeUpRails() {
    var rails: [Int: [(lane: Int, span: Int)]] = [:]
    var found: [[Int]: Int] = [:]
    for index in links.indices where links[index].isBack {
      let link = links[index]
      let (source, target) = (position[laneOf[link.from]], position[laneOf[link.to]])
      let isLeft = source <= target
      let key = [link.to, isLeft ? 0 : 1]
      let lane = found[key] ?? lanes.count
      if lane == lanes.count {
        found[key] = lane
        lanes.append(Lane(goal: link.to, isUp: true, isLeft: isLeft))
      }
      links[index].route = .up(lane)
      lanes[lane].reach = max(
        lanes[lane].reach, isLeft ? layer[link.from] - layer[link.to] : source)
    }
    for (key, lane) in found.sorted(by: { $0.value < $1.value }) {
      let place = lanes[lane].isLeft ? 2 * position[laneOf[key[0]]] : 2 * lanes[lane].reach + 1
      let span = lanes[lane].isLeft ? -lanes[lane].reach : -layer[key[0]]
      rails[place, default: []].append((lane, span))
    }
    var widened: [Int] = []
    for (place, lane) in sequence.enumerated() {
      for half in [2 * place, 2 * place + 1] {
        if half % 2 == 1 { widened.append(lane) }
        let here = (rails[half] ?? []).sorted { ($0.span, $0.lane) < ($1.span, $1.lane) }
        widened += here.map(\.lane)
      }
    }
    sequence = widened
    renumber()
  }
}
