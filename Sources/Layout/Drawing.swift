/// A place in cells; `y` grows downwards.
public struct Point: Sendable, Hashable {
  public var x: Int
  public var y: Int

  public init(_ x: Int, _ y: Int) {
    self.x = x
    self.y = y
  }
}

/// A rectangle in cells.
public struct Rect: Sendable, Hashable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The first column to the right of the rectangle.
  public var right: Int { x + width }
  /// The first row under the rectangle.
  public var bottom: Int { y + height }
  /// The cell nearest the middle.
  public var centre: Point { Point(x + width / 2, y + height / 2) }

  public func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < right && point.y >= y && point.y < bottom
  }

  public func contains(_ other: Rect) -> Bool {
    other.x >= x && other.right <= right && other.y >= y && other.bottom <= bottom
  }

  public func intersects(_ other: Rect) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }
}

/// How much of a node is shown.
public enum Detail: Sendable, Hashable, CaseIterable {
  /// A box of three rows.
  case full
  /// One row: `[ name ]`.
  case line
  /// One row: `[●]`.
  case dot
}

/// A graph with a place for everything: the result of `Layout.drawing(of:)`.
///
/// Promises, which the tests check over a corpus and over random graphs: boxes of one scope do not
/// overlap and lie inside their composite; a wire runs unbroken from the border of its source to the
/// border of its target, and touches no other box and no label; two wires share cells only where they
/// leave the same source together or enter the same target together, or cross at a right angle.
public struct Drawing: Sendable, Equatable {
  /// One node's place.
  public struct Box: Sendable, Equatable {
    /// The index in `Graph.nodes`.
    public var node: Int
    public var rect: Rect
    /// The icon and title as they fit.
    public var icon: String
    public var title: String
    /// Where the icon (or, without one, the title) starts.
    public var titleAt: Point
    /// Where the title itself starts.
    public var nameAt: Point
    /// Where the reserved cells for a badge start, `Graph.Node.badgeWidth` of them.
    public var badgeAt: Point
    public var frame: Graph.Frame
    public var isFinal: Bool
    /// Where the flow of the scope starts: the cell of the start marker, on the upper border.
    public var start: Point?
    /// Nothing leads here from the start.
    public var isStray: Bool
    /// The box holds bodies that are drawn.
    public var isOpen: Bool
    /// 0 for the boxes of the whole picture.
    public var depth: Int
  }

  /// One arrow's way, and the words beside it.
  public struct Wire: Sendable, Equatable {
    /// The edges it stands for, indices in `Graph.edges`: several when they had the same ends.
    public var edges: [Int]
    public var from: Int
    public var to: Int
    public var isException: Bool
    /// The arrow leads back to an earlier node.
    public var isBack: Bool
    /// Corners in order, from a cell of the source's border to a cell of the target's border.
    public var points: [Point]
    public var label: String
    /// The cells of the label; nil when there is none.
    public var labelRect: Rect?
  }

  /// One body of a composite.
  public struct Body: Sendable, Equatable {
    public var scope: Int
    public var rect: Rect
    public var title: String
    public var titleAt: Point
  }

  public var width: Int
  public var height: Int
  public var detail: Detail
  /// The place of each node in `boxes`, or nil when it is inside a folded composite.
  public var boxOf: [Int?]
  /// Composites come before what they hold.
  public var boxes: [Box]
  public var wires: [Wire]
  public var bodies: [Body]
  /// Dotted lines between the bodies of one composite.
  public var dividers: [Rect]
  /// Edges that could not be drawn: their ends are not nodes of one scope.
  public var dropped: [Int]

  /// The box of a node, when it is drawn.
  public func box(of node: Int) -> Box? {
    guard boxOf.indices.contains(node), let place = boxOf[node] else { return nil }
    return boxes[place]
  }
}

extension Drawing {
  /// What lies under a cell.
  public enum Hit: Sendable, Equatable {
    case node(Int)
    /// An index in `wires`.
    case wire(Int)
  }

  /// The innermost box under a cell that is not merely the inside of an open composite; else the wire
  /// or label there; else the composite.
  public func hit(_ point: Point) -> Hit? {
    let box = boxes.last { $0.rect.contains(point) }
    if let box, !box.isOpen { return .node(box.node) }
    if let wire = wires.firstIndex(where: { $0.touches(point) }) { return .wire(wire) }
    return box.map { .node($0.node) }
  }
}

extension Drawing.Wire {
  /// Whether the wire or its label covers the cell.
  public func touches(_ point: Point) -> Bool {
    if let labelRect, labelRect.contains(point) { return true }
    return zip(points, points.dropFirst()).contains { from, to in
      (min(from.x, to.x)...max(from.x, to.x)).contains(point.x)
        && (min(from.y, to.y)...max(from.y, to.y)).contains(point.y)
    }
  }
}
