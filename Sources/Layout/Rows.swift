extension Plan {
  private enum Hub {
    case source(Int), target(Int), lane(Int)
    var key: Int {
      switch self {
      case .source(let node): 3 * node
      case .target(let node): 3 * node + 1
      case .lane(let lane): 3 * lane + 2
      }
    }
  }

  /// Collects the sideways runs of every channel, orders them and places their labels.
  mutating func buildChannels() {
    channels = Array(repeating: Channel(), count: layerCount + 1)
    var taken = [Set<Int>](repeating: [], count: layerCount + 1)
    for lane in lanes where lane.top <= lane.bottom {
      for row in lane.top...lane.bottom where row % 2 == 0 {
        taken[row / 2].insert(lane.x)
        if row > lane.top && row < lane.bottom { channels[row / 2].passing.append(lane.x) }
      }
    }
    for node in 0..<count { assignPorts(node, taken[layer[node] + 1]) }
    for index in links.indices { addRuns(index) }
    for index in channels.indices { channels[index].arrange() }
    if detail != .dot {
      for index in links.indices where links[index].labelWidth > 0 { addLabel(index) }
    }
    for index in channels.indices {
      channels[index].placeLabels()
      if detail != .full {
        let isInner = index > 0 && index < layerCount
        channels[index].foot = isInner || channels[index].height > 0 ? 1 : 0
      }
    }
  }

  /// Gives the links on a node's lower border their columns: the lane's own line in the middle,
  /// private ones on the side they go to, the nearer target nearer to the middle.
  private mutating func assignPorts(_ node: Int, _ taken: Set<Int>) {
    let middle = axis(node)
    var isFree = true
    var privates: [Int] = []
    for index in out[node] where links[index].exit == .bottom {
      links[index].port = middle
      if links[index].isPrivate { privates.append(index) } else { isFree = false }
    }
    guard !privates.isEmpty else { return }
    let wishes = privates.map { (link: $0, column: lanes[nextLane(links[$0])].x) }
    let right = wishes.filter { $0.column > middle }.sorted { $0.column < $1.column }.map(\.link)
    let left = wishes.filter { $0.column <= middle }.sorted { $0.column > $1.column }.map(\.link)
    if isFree, let first = (right.count >= left.count ? right : left).first {
      setPorts(right.filter { $0 != first }, node, 1, taken)
      setPorts(left.filter { $0 != first }, node, -1, taken)
    } else {
      setPorts(right, node, 1, taken)
      setPorts(left, node, -1, taken)
    }
  }

  /// Spreads links over the free columns of one half of a lower border, with room for labels as far as
  /// there is any.
  private mutating func setPorts(_ indices: [Int], _ node: Int, _ step: Int, _ taken: Set<Int>) {
    let edge = step > 0 ? x[node] + width[node] - 2 : x[node] + 1
    let free = stride(from: axis(node) + step, through: edge, by: step).filter {
      !taken.contains($0)
    }
    var next = 0
    var column = axis(node)
    for (place, index) in indices.enumerated() where !free.isEmpty {
      let wish = column + step * (place == 0 && step > 0 ? 3 : links[index].labelWidth + 3)
      let last = max(next, free.count - 1 - 2 * (indices.count - place - 1))
      var choice = next
      while choice < min(last, free.count - 1), (wish - free[choice]) * step > 0 { choice += 1 }
      column = free[min(choice, free.count - 1)]
      links[index].port = column
      next = choice + (choice + 2 < free.count ? 2 : 1)
    }
  }

  /// Enters a link in the channels where it runs sideways.
  private mutating func addRuns(_ index: Int) {
    let link = links[index]
    let through = lanes[nextLane(link)].x
    if link.exit == .bottom, link.route != .straight, link.route != .tail {
      let channel = layer[link.from] + 1
      let hub: Hub
      if !link.isShared {
        hub = .source(link.from)
      } else if link.route == .direct {
        hub = .target(link.to)
      } else {
        hub = .lane(nextLane(link))
      }
      let net = channels[channel].net(hub.key)
      links[index].first = (channel, net)
      channels[channel].nets[net].tops.append(link.port)
      if link.isBack {
        channels[channel].nets[net].tops.append(through)
        if lanes[nextLane(link)].bottom > 2 * channel {
          channels[channel].nets[net].bottoms.append(through)
        }
      } else {
        channels[channel].nets[net].bottoms.append(through)
      }
    }
    guard link.entry == .top else { return }
    switch link.route {
    case .straight, .head, .direct, .beside: return
    case .tail, .rail, .up: break
    }
    let channel = layer[link.to]
    let net = channels[channel].net(Hub.target(link.to).key)
    links[index].second = (channel, net)
    channels[channel].nets[net].bottoms.append(axis(link.to))
    if link.isBack {
      channels[channel].nets[net].bottoms.append(through)
    } else {
      channels[channel].nets[net].tops.append(through)
    }
  }

  /// Enters a link's label in the channel under its source.
  private mutating func addLabel(_ index: Int) {
    let link = links[index]
    guard link.exit == .bottom else { return }
    let place = layer[link.from] + 1
    let channel = channels[place]
    let rows = channel.nets.map(\.row)
    var column = link.port
    var low = 0
    var high = channel.rowCount
    var own: Int?
    if let first = link.first {
      own = first.net
      if link.isShared {
        high = rows[first.net]
      } else {
        column = lanes[nextLane(link)].x
        if link.isBack { high = rows[first.net] } else { low = rows[first.net] + 1 }
      }
    } else if let second = link.second, second.channel == place {
      own = second.net
      high = rows[second.net]
    }
    for (net, other) in channel.nets.enumerated() where net != own {
      if other.tops.contains(column) { low = max(low, other.row + 1) }
      if other.bottoms.contains(column) { high = min(high, other.row) }
    }
    guard low <= high else { return }
    channels[place].labels.append(
      Channel.Label(link: index, column: column, width: link.labelWidth, gaps: low...high))
  }

  /// Gives every channel and layer its rows.
  mutating func placeRows() {
    var tallest = [Int](repeating: 0, count: layerCount)
    for node in 0..<count { tallest[layer[node]] = max(tallest[layer[node]], height[node]) }
    var row = 0
    layerY = []
    for index in channels.indices {
      channels[index].y = row
      row += channels[index].height
      if index < layerCount {
        layerY.append(row)
        row += tallest[index]
      }
    }
    // A box of one row beside a taller one stands where lines reach that from the side.
    y = (0..<count).map { node in
      let top = layerY[layer[node]]
      return height[node] == 1 && tallest[layer[node]] > 1 ? top + 1 : top
    }
    size.height = row
  }
}
