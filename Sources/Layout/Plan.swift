/// The working state of one scope's layout: each step reads what earlier steps wrote.
///
/// The method is path-based layering (after Ortali and Tollis, "Algorithms and Bounds for Drawing
/// Directed Graphs", 2018, on top of the layers of Sugiyama, Tagawa and Toda, 1981): the nodes are cut
/// into lanes, each a straight column; the main way is the first lane; what does not run inside a lane
/// is a rail, a lane without nodes. Rows alternate: row `2k` is the channel above layer `k`, where
/// lines run sideways; row `2k + 1` is layer `k`, where the boxes are.
struct Plan {
  /// A side of a box.
  enum Side { case top, bottom, left, right }

  /// How an edge travels.
  enum Route: Equatable {
    /// To the next node of its own lane.
    case straight
    /// To the head of another lane, down that lane.
    case head(Int)
    /// To a node of the next layer that has a lane of its own.
    case direct
    /// Down its own lane below the last node, then across.
    case tail
    /// Sideways to the head of another lane, in the same layer.
    case beside
    /// By a rail to a node inside a lane.
    case rail(Int)
    /// Back, up a rail.
    case up(Int)
  }

  /// A range of rows, empty at first.
  struct Span {
    var top = Int.max
    var bottom = Int.min

    func merged(_ top: Int, _ bottom: Int) -> Span {
      Span(top: min(self.top, top), bottom: max(self.bottom, bottom))
    }
  }

  /// All edges with the same ends and the same look.
  struct Link {
    var from: Int
    var to: Int
    var isException: Bool
    var label: String
    var labelWidth: Int
    /// Indices in `Graph.edges`.
    var members: [Int]
    var isBack = false
    var route = Route.straight
    var exit = Side.bottom
    var entry = Side.top
    /// Where it leaves the lower border, and the sideways runs it makes: (channel, net).
    var port = 0
    var isPrivate = false
    /// The line it joins is used by others.
    var isShared = false
    var first: (channel: Int, net: Int)?
    var second: (channel: Int, net: Int)?
    var points: [Point] = []
    var labelRect: Rect?
  }

  /// A straight column: nodes one above the other, or none (a rail).
  struct Lane {
    var nodes: [Int] = []
    /// The node that a rail, or the line below the last node, leads to.
    var goal: Int?
    var isUp = false
    /// An upward rail on the left of its target.
    var isLeft = false
    /// How far an upward rail must reach, to be placed.
    var reach = 0
    /// Rows it takes, and rows where lines reach it from the side.
    var top = Int.max
    var bottom = Int.min
    var taps: [(row: Int, partner: Int?)] = []
    /// The rows it takes together with the lanes that branch from it.
    var span = Span()
    /// Only exceptions lead into it.
    var isException = true
    var parent: Int?
    var children: [Int] = []
    /// The column of its line.
    var x = 0
  }

  /// Box sizes by node.
  var width: [Int]
  var height: [Int]
  /// Whether a node is a plain box, which may be widened to match its lane.
  var isPlain: [Bool]
  /// A node's preference as an end: false keeps the main lane away.
  var isAdverse: [Bool]
  var links: [Link]
  var entry: Int
  var detail: Detail
  /// As in `Drawing.Options`.
  var staggerFrom: Int

  var out: [[Int]] = []
  var into: [[Int]] = []
  /// Nodes so that every forward link points onward, and each node's place in the first search.
  var order: [Int] = []
  var visit: [Int] = []
  var reached: [Bool] = []
  var layer: [Int] = []
  var layerCount = 0
  var lanes: [Lane] = []
  var laneOf: [Int] = []
  /// The next node in a node's lane; -1 at its end.
  var below: [Int] = []
  /// Lanes from left to right, and the reverse.
  var sequence: [Int] = []
  var position: [Int] = []
  /// Upper left corners of boxes.
  var x: [Int] = []
  var y: [Int] = []
  var channels: [Channel] = []
  var layerY: [Int] = []
  var size = (width: 0, height: 0)

  var count: Int { width.count }

  /// The steps, in order.
  mutating func run() {
    connect()
    breakCycles()
    arrangeLanes()
    widenBoxes()
    placeColumns()
    buildChannels()
    placeRows()
    drawLinks()
    trim()
  }

  /// Everything that decides who stands where. A handler beside its source may turn out to be behind
  /// another box; then all is done again with that one a layer lower.
  private mutating func arrangeLanes() {
    let start = self
    var apart: Set<Int> = []
    while true {
      self = start
      assignLayers(apart)
      cutLanes()
      routeLinks()
      orderLanes()
      improveOrder()
      placeUpRails()
      let hidden = chooseSides()
      if hidden.isEmpty { return }
      apart.formUnion(hidden)
    }
  }

  private mutating func connect() {
    out = Array(repeating: [], count: count)
    into = Array(repeating: [], count: count)
    for (index, link) in links.enumerated() where !link.isException {
      out[link.from].append(index)
      into[link.to].append(index)
    }
    for (index, link) in links.enumerated() where link.isException {
      out[link.from].append(index)
      into[link.to].append(index)
    }
  }

  /// The column of a node's line.
  func axis(_ node: Int) -> Int { lanes[laneOf[node]].x }

  /// How far a box reaches to the left of its lane's line.
  func leftReach(_ node: Int) -> Int { width[node] / 2 }

  /// How far a box reaches to the right of its lane's line.
  func rightReach(_ node: Int) -> Int { width[node] - width[node] / 2 - 1 }
}
