import Layout

/// What is wrong with a drawing: overlaps, lines through boxes or labels, broken or ambiguous lines.
/// Empty when the promises of `Drawing` hold.
func faults(of drawing: Drawing, for graph: Graph, pairs: Bool = true) -> [String] {
  var checker = Checker(drawing: drawing, graph: graph)
  checker.checkBoxes()
  checker.checkWires()
  checker.checkLabels()
  checker.checkEdges()
  if pairs { checker.checkSharing() }
  return checker.faults
}

private struct Checker {
  let drawing: Drawing
  let graph: Graph
  var faults: [String] = []
  /// The boxes that cover a cell, innermost last; open boxes only with their border.
  var solid: [Point: Int] = [:]
  var cellsOf: [[Point]] = []

  init(drawing: Drawing, graph: Graph) {
    self.drawing = drawing
    self.graph = graph
    cellsOf = drawing.wires.map { cells(of: $0.points) }
  }

  mutating func say(_ words: String) { if faults.count < 20 { faults.append(words) } }

  func name(_ node: Int) -> String { "\(node) «\(graph.nodes[node].title)»" }

  mutating func checkBoxes() {
    let bounds = Rect(x: 0, y: 0, width: drawing.width, height: drawing.height)
    for (place, box) in drawing.boxes.enumerated() {
      if drawing.boxOf[box.node] != place { say("\(name(box.node)): boxOf is wrong") }
      if !bounds.contains(box.rect) { say("\(name(box.node)) is outside of the drawing") }
      for (point, isBorder) in cells(of: box.rect) where isBorder || !box.isOpen {
        if let other = solid[point] { say("\(name(box.node)) overlaps \(name(other)) at \(point)") }
        solid[point] = box.node
      }
      if let owner = graph.scopes[graph.nodes[box.node].scope].owner {
        guard let parent = drawing.box(of: owner) else {
          say("\(name(box.node)) is drawn, its composite is not")
          continue
        }
        let inner = Rect(
          x: parent.rect.x + 1, y: parent.rect.y + 1, width: parent.rect.width - 2,
          height: parent.rect.height - (parent.rect.height > 1 ? 2 : 0))
        if !inner.contains(box.rect) { say("\(name(box.node)) is outside of \(name(owner))") }
      }
      let room = box.rect.right - box.nameAt.x
      if box.title.count + 1 > room && drawing.detail != .dot {
        say("\(name(box.node)): the title does not fit")
      }
    }
    for node in graph.nodes.indices where drawing.boxOf[node] == nil && !isHidden(node) {
      say("\(name(node)) has no box")
    }
  }

  func isHidden(_ node: Int) -> Bool {
    var scope = graph.nodes[node].scope
    while let owner = graph.scopes[scope].owner {
      if graph.nodes[owner].isFolded { return true }
      scope = graph.nodes[owner].scope
    }
    return false
  }

  mutating func checkWires() {
    for (wire, cells) in zip(drawing.wires, cellsOf) {
      let label = "wire \(name(wire.from)) to \(name(wire.to))"
      guard wire.points.count >= 2, let first = cells.first, let last = cells.last else {
        say("\(label) has no length")
        continue
      }
      for (from, to) in zip(wire.points, wire.points.dropFirst())
      where (from.x == to.x) == (from.y == to.y) {
        say("\(label) is not upright or level from \(from) to \(to)")
      }
      for (from, to) in zip(cells, cells.dropFirst()) where distance(from, to) != 1 {
        say("\(label) is broken between \(from) and \(to)")
      }
      if !isPort(first, wire.from) { say("\(label) does not start at the border: \(first)") }
      if !isPort(last, wire.to) { say("\(label) does not end at the border: \(last)") }
      for cell in cells.dropFirst().dropLast() {
        if let node = solid[cell] { say("\(label) runs through \(name(node)) at \(cell)") }
      }
      let outside = drawing.detail == .full ? cells : Array(cells.dropFirst())
      if Set(outside).count != outside.count { say("\(label) crosses itself") }
    }
    for box in drawing.boxes {
      guard let start = box.start else { continue }
      for (wire, cells) in zip(drawing.wires, cellsOf)
      where (wire.to == box.node && cells.last == start)
        || (wire.from == box.node && cells.first == start)
      {
        say("\(name(box.node)): a wire ends on the start marker")
      }
    }
  }

  func isPort(_ point: Point, _ node: Int) -> Bool {
    guard let rect = drawing.box(of: node)?.rect, rect.contains(point) else { return false }
    if rect.height == 1 { return true }
    let onSide = point.x == rect.x || point.x == rect.right - 1
    let onEdge = point.y == rect.y || point.y == rect.bottom - 1
    return onSide != onEdge
  }

  mutating func checkLabels() {
    var taken: [Point: Int] = [:]
    for (index, wire) in drawing.wires.enumerated() {
      guard let rect = wire.labelRect else { continue }
      for (point, _) in cells(of: rect) {
        if let node = solid[point] { say("label «\(wire.label)» covers \(name(node)) at \(point)") }
        if taken[point] != nil { say("label «\(wire.label)» covers another at \(point)") }
        taken[point] = index
      }
    }
    for (wire, cells) in zip(drawing.wires, cellsOf) {
      for cell in cells where taken[cell] != nil {
        say("wire \(name(wire.from)) to \(name(wire.to)) runs through a label at \(cell)")
      }
    }
  }

  mutating func checkEdges() {
    var seen = [Int](repeating: 0, count: graph.edges.count)
    for wire in drawing.wires {
      for edge in wire.edges {
        seen[edge] += 1
        if graph.edges[edge].from != wire.from || graph.edges[edge].to != wire.to {
          say("edge \(edge) is drawn between other nodes")
        }
      }
    }
    for edge in drawing.dropped { seen[edge] += 1 }
    for (edge, count) in seen.enumerated() where count != 1 {
      let (from, to) = (graph.edges[edge].from, graph.edges[edge].to)
      guard graph.nodes.indices.contains(from), graph.nodes.indices.contains(to) else { continue }
      if count == 0, isHidden(from) { continue }
      say("edge \(edge) is drawn \(count) times")
    }
  }

  /// Two wires may share a cell where they leave one source together, enter one target together, or
  /// cross at a right angle.
  mutating func checkSharing() {
    var through: [Point: [(wire: Int, place: Int)]] = [:]
    for (wire, cells) in cellsOf.enumerated() {
      // A box of one row has no border: the ends of wires lie under its text.
      for (place, cell) in cells.enumerated()
      where drawing.detail == .full || solid[cell] == nil || isOpenBorder(cell) {
        through[cell, default: []].append((wire, place))
      }
    }
    for (cell, visits) in through.sorted(by: { ($0.key.y, $0.key.x) < ($1.key.y, $1.key.x) })
    where visits.count > 1 {
      for first in visits.indices {
        for second in visits[(first + 1)...] where !mayShare(visits[first], second) {
          let (one, two) = (drawing.wires[visits[first].wire], drawing.wires[second.wire])
          say(
            "wires \(name(one.from)) to \(name(one.to)) and \(name(two.from)) to \(name(two.to)) "
              + "run into each other at \(cell)")
        }
      }
    }
  }

  func isOpenBorder(_ cell: Point) -> Bool {
    solid[cell].flatMap { drawing.box(of: $0) }?.isOpen ?? false
  }

  func mayShare(_ one: (wire: Int, place: Int), _ two: (wire: Int, place: Int)) -> Bool {
    let (first, second) = (cellsOf[one.wire], cellsOf[two.wire])
    let (a, b) = (drawing.wires[one.wire], drawing.wires[two.wire])
    if a.from == b.from, one.place == two.place,
      first.prefix(one.place + 1) == second.prefix(two.place + 1)
    {
      return true
    }
    if a.to == b.to, first.suffix(from: one.place) == second.suffix(from: two.place) { return true }
    guard let mine = axis(first, one.place), let other = axis(second, two.place) else {
      return false
    }
    return mine != other
  }

  /// Whether a wire passes a cell upright (true) or level (false); nil when it turns or ends there.
  func axis(_ cells: [Point], _ place: Int) -> Bool? {
    guard place > 0, place + 1 < cells.count else { return nil }
    let (before, after) = (cells[place - 1], cells[place + 1])
    if before.x == after.x { return true }
    return before.y == after.y ? false : nil
  }
}

private func distance(_ one: Point, _ two: Point) -> Int { abs(one.x - two.x) + abs(one.y - two.y) }

private func cells(of rect: Rect) -> [(Point, isBorder: Bool)] {
  (rect.y..<rect.bottom).flatMap { y in
    (rect.x..<rect.right).map { x in
      let isBorder = x == rect.x || x == rect.right - 1 || y == rect.y || y == rect.bottom - 1
      return (Point(x, y), isBorder)
    }
  }
}

private func cells(of points: [Point]) -> [Point] {
  guard var point = points.first else { return [] }
  var result = [point]
  for next in points.dropFirst() {
    let step = Point((next.x - point.x).signum(), (next.y - point.y).signum())
    while point != next, result.count < 20_000 {
      point = Point(point.x + step.x, point.y + (step.x == 0 ? step.y : 0))
      result.append(point)
    }
  }
  return result
}
