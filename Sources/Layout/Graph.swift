/// What is to be drawn: boxes, the arrows between them, and the scopes that boxes hold.
///
/// A graph knows no workflow. Nodes, edges and scopes are flat arrays that refer to each other by
/// place, so a deep nest costs no recursion. Definition order is meaningful: it breaks every tie, and
/// the same graph always gives the same drawing.
public struct Graph: Sendable, Equatable {
  /// The border of a box.
  public enum Frame: Sendable, Equatable {
    /// A rounded box.
    case plain
    /// Doubled sides: a body that runs many times.
    case stacked
    /// Doubled all round: a body that runs many times elsewhere.
    case double
    /// A broken line: a place that is named but not there.
    case ghost
  }

  /// One box.
  public struct Node: Sendable, Equatable {
    /// The full name. It is cut with an ellipsis to `Drawing.Options.titleLimit`.
    public var title: String
    /// One or two cells before the title; may be empty.
    public var icon: String
    /// The scope that holds the node, an index in `Graph.scopes`.
    public var scope: Int
    /// The border.
    public var frame: Frame
    /// Cells kept free after the title, for a status or a count that comes and goes.
    public var badgeWidth: Int
    /// A composite shown as one closed box; its scopes are not drawn.
    public var isFolded: Bool
    /// The flow ends here; the lower border says so.
    public var isFinal: Bool
    /// An unhappy end: the main column avoids ways that lead only here.
    public var isAdverse: Bool

    public init(
      _ title: String, icon: String = "", scope: Int = 0, frame: Frame = .plain,
      badgeWidth: Int = 0, isFolded: Bool = false, isFinal: Bool = false, isAdverse: Bool = false
    ) {
      self.title = title
      self.icon = icon
      self.scope = scope
      self.frame = frame
      self.badgeWidth = badgeWidth
      self.isFolded = isFolded
      self.isFinal = isFinal
      self.isAdverse = isAdverse
    }
  }

  /// What an arrow means.
  public enum Kind: Sendable, Equatable {
    /// The way on.
    case flow
    /// One of several ways on.
    case branch
    /// The way on when no other applies.
    case otherwise
    /// The way out of trouble: broken lines, kept to the right.
    case exception
  }

  /// One arrow between two nodes of the same scope. Others are left out of the drawing and listed in
  /// `Drawing.dropped`.
  public struct Edge: Sendable, Equatable {
    public var from: Int
    public var to: Int
    public var kind: Kind
    /// Words beside the arrow; may be empty.
    public var label: String
    /// Other words for where there is no room for those, ever shorter.
    public var shorter: [String] = []

    public init(_ from: Int, _ to: Int, _ kind: Kind = .flow, label: String = "") {
      self.from = from
      self.to = to
      self.kind = kind
      self.label = label
    }
  }

  /// A set of nodes that flow into each other: the whole picture (scope 0), or one body of a composite.
  public struct Scope: Sendable, Equatable {
    /// The node that holds this scope; nil for the whole picture.
    public var owner: Int?
    /// Words above the body; may be empty.
    public var title: String
    /// The node where the flow starts.
    public var entry: Int?

    public init(owner: Int? = nil, title: String = "", entry: Int? = nil) {
      self.owner = owner
      self.title = title
      self.entry = entry
    }
  }

  public var nodes: [Node]
  public var edges: [Edge]
  /// Scope 0 is the whole picture. A scope's owner lies in an earlier scope.
  public var scopes: [Scope]

  /// An empty picture.
  public init() {
    nodes = []
    edges = []
    scopes = [Scope()]
  }

  /// Adds a node and returns its place. The first node of a scope becomes its entry.
  @discardableResult
  public mutating func add(_ node: Node) -> Int {
    nodes.append(node)
    if scopes.indices.contains(node.scope), scopes[node.scope].entry == nil {
      scopes[node.scope].entry = nodes.count - 1
    }
    return nodes.count - 1
  }

  /// Adds a body to a composite and returns its place.
  public mutating func addScope(owner: Int, title: String = "") -> Int {
    scopes.append(Scope(owner: owner, title: title))
    return scopes.count - 1
  }

  /// Adds an arrow.
  public mutating func connect(_ from: Int, _ to: Int, _ kind: Kind = .flow, label: String = "") {
    edges.append(Edge(from, to, kind, label: label))
  }
}
