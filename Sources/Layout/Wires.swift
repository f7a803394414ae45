extension Plan {
  /// Writes down the corners of every link, and the cells of the labels.
  mutating func drawLinks() {
    for index in links.indices {
      links[index].points = simplified(corners(links[index]))
      sideLabel(index)
    }
    for channel in channels {
      for label in channel.labels where label.fit > 0 {
        links[label.link].labelRect = Rect(
          x: label.start, y: channel.y + channel.offset(label), width: label.fit, height: 1)
      }
    }
  }

  /// The row of a box where lines reach its sides.
  func sideRow(_ node: Int) -> Int { y[node] + (height[node] > 1 ? 1 : 0) }

  private func runRow(_ run: (channel: Int, net: Int)) -> Int {
    let channel = channels[run.channel]
    return channel.y + channel.offset(row: channel.nets[run.net].row)
  }

  private func corners(_ link: Link) -> [Point] {
    let through = lanes[nextLane(link)].x
    var points: [Point]
    if link.route == .beside {
      let row = sideRow(link.from)
      return [Point(x[link.from] + width[link.from] - 1, row), Point(x[link.to], row)]
    }
    switch link.exit {
    case .left: points = [Point(x[link.from], sideRow(link.from))]
    case .right: points = [Point(x[link.from] + width[link.from] - 1, sideRow(link.from))]
    default: points = [Point(link.port, y[link.from] + height[link.from] - 1)]
    }
    if let first = link.first {
      points.append(Point(link.port, runRow(first)))
      points.append(Point(through, runRow(first)))
    } else if link.exit != .bottom {
      points.append(Point(through, sideRow(link.from)))
    }
    if let second = link.second {
      points.append(Point(through, runRow(second)))
      points.append(Point(axis(link.to), runRow(second)))
    }
    switch link.entry {
    case .right:
      points.append(Point(through, sideRow(link.to)))
      points.append(Point(x[link.to] + width[link.to] - 1, sideRow(link.to)))
    case .left:
      points.append(Point(through, sideRow(link.to)))
      points.append(Point(x[link.to], sideRow(link.to)))
    default:
      points.append(Point(axis(link.to), y[link.to]))
    }
    return points
  }

  /// The same way with no point repeated and none in the middle of a straight part.
  private func simplified(_ points: [Point]) -> [Point] {
    var result: [Point] = []
    for point in points {
      if result.last == point { continue }
      if result.count >= 2 {
        let (before, last) = (result[result.count - 2], result[result.count - 1])
        if (before.x == last.x && last.x == point.x) || (before.y == last.y && last.y == point.y) {
          result[result.count - 1] = point
          continue
        }
      }
      result.append(point)
    }
    return result
  }

  /// A label above a line that leaves sideways.
  private mutating func sideLabel(_ index: Int) {
    let link = links[index]
    guard link.labelWidth > 0, link.exit != .bottom, detail == .full else { return }
    let row = sideRow(link.from) - 1
    let column =
      link.exit == .left
      ? x[link.from] - 1 - link.labelWidth : x[link.from] + width[link.from] + 1
    links[index].labelRect = Rect(x: column, y: row, width: link.labelWidth, height: 1)
  }

  /// Moves everything so that the leftmost cell is column 0, and measures the width.
  mutating func trim() {
    var (low, high) = (Int.max, Int.min)
    for node in 0..<count {
      low = min(low, x[node])
      high = max(high, x[node] + width[node])
    }
    for link in links {
      for point in link.points {
        low = min(low, point.x)
        high = max(high, point.x + 1)
      }
      if let rect = link.labelRect {
        low = min(low, rect.x)
        high = max(high, rect.right)
      }
    }
    guard low <= high else { return }
    for node in 0..<count { x[node] -= low }
    for lane in lanes.indices { lanes[lane].x -= low }
    for index in links.indices {
      for place in links[index].points.indices { links[index].points[place].x -= low }
      links[index].labelRect?.x -= low
    }
    size.width = high - low
  }
}
