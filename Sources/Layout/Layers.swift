extension Plan {
  /// Marks links that lead back: depth first from the entry, in definition order, exceptions last.
  /// A link to a node that is still open is a back link.
  mutating func breakCycles() {
    var state = [UInt8](repeating: 0, count: count)
    var next = [Int](repeating: 0, count: count)
    var finished: [Int] = []
    visit = [Int](repeating: 0, count: count)
    reached = [Bool](repeating: false, count: count)
    var visited = 0
    // Strays that nothing leads to start their own search before strays in the middle of things.
    let heads = (0..<count).filter { into[$0].allSatisfy { links[$0].from == links[$0].to } }
    for (turn, root) in ([entry] + heads + Array(0..<count)).enumerated() where state[root] == 0 {
      var stack = [root]
      state[root] = 1
      while let node = stack.last {
        if state[node] == 1 && next[node] == 0 {
          visit[node] = visited
          visited += 1
          reached[node] = turn == 0
        }
        guard next[node] < out[node].count else {
          state[node] = 2
          finished.append(node)
          stack.removeLast()
          continue
        }
        let link = out[node][next[node]]
        next[node] += 1
        let target = links[link].to
        if state[target] == 1 {
          links[link].isBack = true
        } else if state[target] == 0 {
          state[target] = 1
          stack.append(target)
        }
      }
    }
    order = finished.reversed()
  }

  /// Longest path from the entry, except that a node which only exceptions reach stands beside the last
  /// of its sources (unless it is `apart`); strays that lead into the flow come down to just above it.
  mutating func assignLayers(_ apart: Set<Int>) {
    layer = [Int](repeating: 0, count: count)
    var besides = [Bool](repeating: false, count: count)
    for node in order {
      let sources = into[node].filter { !links[$0].isBack }
      guard let last = sources.map({ layer[links[$0].from] }).max() else { continue }
      layer[node] = last + (isStaggered(node, sources) ? 2 : 1)
      let nearest = sources.filter { layer[links[$0].from] == last }
      guard nearest.count == 1, sources.allSatisfy({ links[$0].isException }), node != entry,
        !apart.contains(node), !besides[links[nearest[0]].from],
        out[links[nearest[0]].from].count(where: { links[$0].isException }) == 1
      else { continue }
      layer[node] = last
      besides[node] = true
      links[nearest[0]].route = .beside
    }
    for node in order.reversed() where node != entry && into[node].allSatisfy({ links[$0].isBack })
    {
      let bounds = out[node].filter { !links[$0].isBack }.map {
        layer[links[$0].to] - (links[$0].route == .beside ? 0 : 1)
      }
      if let nearest = bounds.min() { layer[node] = nearest }
    }
    layerCount = (layer.max() ?? 0) + 1
  }

  /// Whether a node stands a row lower than the others that its only source leads to: every second one
  /// of many does, so that they stand closer to each other.
  private func isStaggered(_ node: Int, _ sources: [Int]) -> Bool {
    guard staggerFrom > 0, sources.count == 1, !links[sources[0]].isException else { return false }
    let ways = out[links[sources[0]].from].filter { !links[$0].isBack && !links[$0].isException }
    guard ways.count >= staggerFrom, let place = ways.firstIndex(of: sources[0]) else {
      return false
    }
    return place % 2 == 1
  }

  /// Cuts the nodes into lanes. The first follows the main way: the longest one that reaches a good
  /// end, ties in definition order. The others start where they branch off, from the top.
  mutating func cutLanes() {
    let value = prospects()
    laneOf = [Int](repeating: -1, count: count)
    below = laneOf
    let heads =
      [entry]
      + (0..<count).sorted {
        (reached[$0] ? 0 : 1, layer[$0], visit[$0]) < (reached[$1] ? 0 : 1, layer[$1], visit[$1])
      }
    for head in heads where laneOf[head] < 0 {
      var lane = Lane()
      var node: Int? = head
      while let current = node {
        laneOf[current] = lanes.count
        lane.nodes.append(current)
        node = nil
        var best = -1
        for link in out[current] where !links[link].isBack && !links[link].isException {
          let target = links[link].to
          if laneOf[target] < 0, value[target] > best {
            best = value[target]
            node = target
          }
        }
        if let node { below[current] = node }
      }
      lanes.append(lane)
    }
  }

  /// How promising it is to go on from a node: the length of the longest way down, plus a large bonus
  /// when it reaches an end that is not adverse, plus another when no node on that way is one that
  /// exceptions lead to: repairs may be longer than what they repair.
  private func prospects() -> [Int] {
    let bonus = count + 1
    var value = [Int](repeating: 0, count: count)
    for node in order.reversed() {
      let onward = out[node].filter { !links[$0].isException }
      let forward = onward.filter { !links[$0].isBack }.map { value[links[$0].to] + 1 }
      if let best = forward.max() {
        value[node] = best
      } else {
        value[node] = onward.isEmpty && !isAdverse[node] ? 2 * bonus : 0
      }
      if value[node] >= 2 * bonus, into[node].contains(where: { links[$0].isException }) {
        value[node] -= bonus
      }
    }
    return value
  }

  /// Decides how each link travels, making rails where it cannot use a lane.
  mutating func routeLinks() {
    var rails: [Int: Int] = [:]
    for index in links.indices where !links[index].isBack && links[index].route != .beside {
      let link = links[index]
      let (source, target) = (laneOf[link.from], laneOf[link.to])
      let gap = layer[link.to] - layer[link.from]
      if below[link.from] == link.to, !link.isException {
        links[index].route = .straight
      } else if lanes[target].nodes.first == link.to {
        links[index].route = .head(target)
      } else if !link.isException, below[link.from] < 0, lanes[source].goal == nil {
        links[index].route = .tail
        lanes[source].goal = link.to
      } else if !link.isException, gap == 1 {
        links[index].route = .direct
      } else {
        let rail = rails[link.to] ?? lanes.count
        if rail == lanes.count {
          rails[link.to] = rail
          lanes.append(Lane(goal: link.to))
        }
        links[index].route = .rail(rail)
      }
    }
  }
}
