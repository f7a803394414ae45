/// A way to move over a drawing from box to box.
public enum Direction: Sendable, CaseIterable {
  /// Against the flow, and out of a composite at its first state.
  case up
  /// Along the flow, into an open composite, and on behind it after its last state.
  case down
  /// To the neighbour on that side.
  case left, right
}

extension Drawing {
  /// The node that one reaches from another by structure; nil at the edge of the picture.
  ///
  /// `entry` gives the node where the flow of a scope starts.
  public func neighbour(of node: Int, _ direction: Direction, in graph: Graph) -> Int? {
    guard let box = box(of: node) else { return nil }
    switch direction {
    case .down: return below(box, in: graph)
    case .up: return above(box, in: graph)
    case .left, .right: return beside(box, direction, in: graph)
    }
  }

  private func below(_ box: Box, in graph: Graph) -> Int? {
    if box.isOpen {
      let inner = bodies.first { graph.scopes[$0.scope].owner == box.node }
      if let entry = inner.flatMap({ graph.scopes[$0.scope].entry }), boxOf[entry] != nil {
        return entry
      }
    }
    var place = box
    for _ in 0..<boxes.count {
      if let next = onward(place) { return next }
      guard let owner = graph.scopes[graph.nodes[place.node].scope].owner,
        let parent = self.box(of: owner)
      else { return nil }
      place = parent
    }
    return nil
  }

  /// The main way on: straight down, else the first flow, else an exception.
  private func onward(_ box: Box) -> Int? {
    let out = wires.filter { $0.from == box.node && !$0.isBack && $0.to != box.node }
    let straight = out.first {
      !$0.isException && $0.points.count == 2 && $0.points[0].x == $0.points[1].x
    }
    return (straight ?? out.first { !$0.isException } ?? out.first)?.to
  }

  private func above(_ box: Box, in graph: Graph) -> Int? {
    let into = wires.filter { $0.to == box.node && !$0.isBack && $0.from != box.node }
    let straight = into.first {
      !$0.isException && $0.points.count == 2 && $0.points[0].x == $0.points[1].x
    }
    return (straight ?? into.first { !$0.isException } ?? into.first)?.from
      ?? graph.scopes[graph.nodes[box.node].scope].owner
  }

  /// The nearest box on a side: of the same scope, else of another body of the same composite, else
  /// from the composite on.
  private func beside(_ box: Box, _ direction: Direction, in graph: Graph) -> Int? {
    var place = box
    for _ in 0..<boxes.count {
      let scope = graph.nodes[place.node].scope
      let owner = graph.scopes[scope].owner
      let others = boxes.filter { graph.nodes[$0.node].scope == scope && $0.node != place.node }
      if let found = nearest(to: place, direction, of: others) { return found }
      guard let owner else { return nil }
      let siblings = boxes.filter {
        let inside = graph.nodes[$0.node].scope
        return inside != scope && graph.scopes[inside].owner == owner
      }
      if let found = nearest(to: place, direction, of: siblings) { return found }
      guard let parent = self.box(of: owner) else { return nil }
      place = parent
    }
    return nil
  }

  private func nearest(to box: Box, _ direction: Direction, of others: [Box]) -> Int? {
    func distance(_ other: Box) -> Int? {
      let across =
        direction == .right ? other.rect.x - box.rect.right : box.rect.x - other.rect.right
      guard across >= 0 else { return nil }
      let gap = max(other.rect.y - box.rect.bottom, box.rect.y - other.rect.bottom, -1)
      return across + 4 * (gap + 1) + abs(other.rect.y - box.rect.y) / 8
    }
    return others.compactMap { other in distance(other).map { ($0, other.node) } }
      .min { $0 < $1 }?.1
  }
}
