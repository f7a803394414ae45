/// The rows between two layers, where lines run sideways.
struct Channel {
  /// Lines that share one sideways run, because they leave one source or enter one target.
  struct Net {
    /// Columns where lines come from above, and where they leave below.
    var tops: [Int] = []
    var bottoms: [Int] = []
    /// Leaves one source: it must run above what enters the node under that source.
    var row = 0

    var low: Int { min(tops.min() ?? Int.max, bottoms.min() ?? Int.max) }
    var high: Int { max(tops.max() ?? Int.min, bottoms.max() ?? Int.min) }
  }

  /// Words beside the upright part of a link.
  struct Label {
    var link: Int
    var column: Int
    var width: Int
    /// The gaps between sideways runs where the upright part belongs to the link alone; gap `g` lies
    /// above run `g`.
    var gaps: ClosedRange<Int>
    var gap = 0
    /// The row inside the gap, the first column, and the width as it fits.
    var line = 0
    var start = 0
    var fit = 0
  }

  var nets: [Net] = []
  var netOf: [Int: Int] = [:]
  /// Columns of lines that pass from top to bottom.
  var passing: [Int] = []
  var labels: [Label] = []
  /// Label rows in each gap.
  var lines: [Int] = []
  var rowCount = 0
  /// Rows kept free under everything, for arrowheads.
  var foot = 0
  var y = 0

  /// The net of a key, made when it is new.
  mutating func net(_ key: Int) -> Int {
    if let found = netOf[key] { return found }
    nets.append(Net())
    netOf[key] = nets.count - 1
    return nets.count - 1
  }

  var height: Int { rowCount + lines.reduce(0, +) + foot }

  /// The row of a net, counted from the channel's first.
  func offset(row: Int) -> Int { row + lines.prefix(row + 1).reduce(0, +) }

  /// The row of a label, counted from the channel's first.
  func offset(_ label: Label) -> Int {
    label.gap + lines.prefix(label.gap).reduce(0, +) + label.line
  }
}

extension Channel {
  /// Orders the nets from top to bottom so that none runs through another's ends, then with few
  /// crossings, and packs them into rows.
  mutating func arrange() {
    guard !nets.isEmpty else {
      lines = [0]
      return
    }
    var order = nets.indices.sorted {
      (nets[$0].high - nets[$0].low, $0) < (nets[$1].high - nets[$1].low, $1)
    }
    let above = constraints()
    if nets.count <= 200 { improve(&order, above) }
    order = sortedByConstraints(order, above)
    rowCount = 0
    for (place, net) in order.enumerated() {
      var row = 0
      for earlier in order[..<place] {
        let overlaps = nets[earlier].low <= nets[net].high && nets[net].low <= nets[earlier].high
        if overlaps || above[net].contains(earlier) { row = max(row, nets[earlier].row + 1) }
      }
      nets[net].row = row
      rowCount = max(rowCount, row + 1)
    }
    lines = Array(repeating: 0, count: rowCount + 1)
  }

  /// For each net, those that must run above it: they end, from above, in a column where it begins.
  private func constraints() -> [Set<Int>] {
    var ending: [Int: [Int]] = [:]
    for (index, net) in nets.enumerated() {
      for column in net.tops { ending[column, default: []].append(index) }
    }
    var above = [Set<Int>](repeating: [], count: nets.count)
    for (index, net) in nets.enumerated() {
      for column in net.bottoms {
        for other in ending[column] ?? [] where other != index { above[index].insert(other) }
      }
    }
    return above
  }

  /// Crossings when one net runs above another.
  private func crossings(_ upper: Net, _ lower: Net) -> Int {
    upper.bottoms.count { $0 > lower.low && $0 < lower.high }
      + lower.tops.count { $0 > upper.low && $0 < upper.high }
  }

  private func improve(_ order: inout [Int], _ above: [Set<Int>]) {
    for _ in 0..<4 {
      var changed = false
      for place in order.indices.dropLast() {
        let (first, second) = (order[place], order[place + 1])
        if above[second].contains(first) { continue }
        let isForced = above[first].contains(second)
        let (kept, swapped) =
          (crossings(nets[first], nets[second]), crossings(nets[second], nets[first]))
        if isForced || swapped < kept {
          order.swapAt(place, place + 1)
          changed = true
        }
      }
      if !changed { return }
    }
  }

  /// The given order, except that a net waits for those that must run above it.
  private func sortedByConstraints(_ order: [Int], _ above: [Set<Int>]) -> [Int] {
    var result: [Int] = []
    var done = Set<Int>()
    var waiting = order
    while !waiting.isEmpty {
      let ready = waiting.firstIndex { above[$0].isSubset(of: done) } ?? 0
      let net = waiting.remove(at: ready)
      result.append(net)
      done.insert(net)
    }
    return result
  }

  /// Chooses a gap for each label, few gaps for all, and a free place beside its column.
  mutating func placeLabels() {
    var chosen: [Int] = []
    let byEnd = labels.indices.sorted {
      (labels[$0].gaps.upperBound, labels[$0].column) < (
        labels[$1].gaps.upperBound, labels[$1].column
      )
    }
    for index in byEnd {
      if let gap = chosen.last(where: { labels[index].gaps.contains($0) }) {
        labels[index].gap = gap
      } else {
        labels[index].gap = labels[index].gaps.upperBound
        chosen.append(labels[index].gap)
      }
    }
    for gap in chosen { placeLabels(gap) }
  }

  private mutating func placeLabels(_ gap: Int) {
    let columns = Set(
      passing
        + nets.flatMap { $0.row >= gap ? $0.tops : [] }
        + nets.flatMap { $0.row < gap ? $0.bottoms : [] }
    ).sorted()
    var taken: [[ClosedRange<Int>]] = [[]]
    let here = labels.indices.filter { labels[$0].gap == gap }
    for index in here.sorted(by: { labels[$0].column < labels[$1].column }) {
      let (column, width) = (labels[index].column, labels[index].width)
      let right = (columns.first { $0 > column } ?? Int.max) - column - 3
      let left = column - (columns.last { $0 < column } ?? Int.min / 2) - 3
      let isRight = right >= width || right >= left
      let fit = min(width, max(isRight ? right : left, 0))
      guard fit >= min(width, 3) else { continue }
      let start = isRight ? column + 2 : column - 1 - fit
      let cells = (start - 1)...(start + fit)
      var line = taken.firstIndex { !$0.contains { $0.overlaps(cells) } } ?? taken.count
      if line == taken.count {
        if taken.count >= 8 { continue }
        taken.append([])
      }
      line = min(line, taken.count - 1)
      taken[line].append(cells)
      labels[index].line = line
      labels[index].start = start
      labels[index].fit = fit
    }
    lines[gap] = here.contains { labels[$0].fit > 0 } ? taken.count : 0
  }
}
