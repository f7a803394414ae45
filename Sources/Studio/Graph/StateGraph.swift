public import ASL
import Layout
public import Screen

/// How much of each state a picture shows.
public enum GraphDetail: Sendable, Hashable {
  /// A box of three rows.
  case full
  /// One row with the name.
  case line
  /// One row with the icon.
  case dot
}

/// The picture of a definition: its states as boxes, its transitions as lines. Made once for a text,
/// its folds and a level of detail; drawn many times, each time with what is known of an execution.
public struct StateGraph: Sendable {
  let outline: ASL.Outline
  let graph: Layout.Graph
  let drawing: Drawing

  /// Lays a machine out. `folded` holds the locations of the composites that are shown closed.
  ///
  /// - Parameter width: the columns that it should take at most; `nil` for as many as it wants.
  public init(
    _ machine: StateMachine, folded: Set<String> = [], detail: GraphDetail = .full,
    width: Int? = nil
  ) {
    self.init(machine.outline, folded: folded, detail: detail, width: width)
  }

  init(
    _ outline: ASL.Outline, folded: Set<String> = [], detail: GraphDetail = .full,
    width: Int? = nil
  ) {
    self.outline = outline
    let graph = Layout.Graph(outline, folded: folded)
    let options = Drawing.Options.studio(detail)
    self.graph = graph
    drawing = width.map { graph.drawing(options, fitting: $0) } ?? graph.drawing(options)
  }

  /// Columns and rows of the whole picture.
  public var size: Size { Size(drawing.width, drawing.height) }

  /// Where the state at a location stands; nil when it is inside a folded one.
  public func rect(of location: String) -> Screen.Rect? {
    outline.node(at: location).flatMap { drawing.box(of: $0)?.rect }.map(Screen.Rect.init)
  }

  /// The location of the state at a place of the picture; a line or label counts as its source.
  public func hit(_ place: Screen.Point) -> String? {
    switch drawing.hit(Layout.Point(place.x, place.y)) {
    case .node(let node): outline.nodes[node].location
    case .wire(let wire): outline.nodes[drawing.wires[wire].from].location
    case nil: nil
    }
  }

  /// The state that one reaches from another by structure.
  func neighbour(of location: String, _ direction: Layout.Direction) -> String? {
    guard let node = outline.node(at: location) else { return first }
    return drawing.neighbour(of: node, direction, in: graph).map { outline.nodes[$0].location }
  }

  /// The boxes, those of composites before what is in them.
  var boxes: [(rect: Screen.Rect, location: String, isOpen: Bool)] {
    drawing.boxes.map { (Screen.Rect($0.rect), outline.nodes[$0.node].location, $0.isOpen) }
  }

  /// The location of the start state.
  public var first: String? { outline.scopes.first?.entry.map { outline.nodes[$0].location } }

  /// The location of the lowest state of the top level.
  public var last: String? {
    drawing.boxes.filter { $0.depth == 0 }
      .max { ($0.rect.y, -$0.rect.x) < ($1.rect.y, -$1.rect.x) }
      .map { outline.nodes[$0.node].location }
  }

  /// The states whose name contains a text, in definition order.
  public func find(_ text: String) -> [String] {
    let wanted = text.lowercased()
    return outline.nodes.filter { $0.name.lowercased().contains(wanted) }.map(\.location)
  }
}

extension Drawing.Options {
  static func studio(_ detail: GraphDetail) -> Drawing.Options {
    let detail: Detail =
      switch detail {
      case .full: .full
      case .line: .line
      case .dot: .dot
      }
    return Drawing.Options(detail: detail) { character in Width.of(String(character)) }
  }
}

extension Layout.Graph {
  /// The outline as boxes and arrows, with every text made harmless for a terminal.
  init(_ outline: ASL.Outline, folded: Set<String> = []) {
    self.init()
    scopes = outline.scopes.map { scope in
      Scope(owner: scope.owner, title: "", entry: scope.entry)
    }
    for node in outline.nodes {
      let isFolded = folded.contains(node.location) && node.state?.bodies.isEmpty == false
      nodes.append(
        Node(
          harmless(node.name) + (isFolded ? " ▸" : ""), icon: StateIcon.of(node.state),
          scope: node.scope, frame: Frame(node.state), isFolded: isFolded, isFinal: node.isFinal,
          isAdverse: node.state?.isFail ?? true))
    }
    for edge in outline.edges {
      let isCatch = edge.kind == .exception
      connect(edge.from, edge.to, edge.kind, label: isCatch ? "" : shortened(edge.label))
    }
    let ways = Dictionary(grouping: edges.indices.filter { edges[$0].kind == .branch }) {
      edges[$0].from
    }
    for places in ways.values {
      let shorter = ShortLabels.of(places.map { edges[$0].label })
      for (place, words) in zip(places, shorter) { edges[place].shorter = words }
    }
  }
}

extension Layout.Graph.Frame {
  fileprivate init(_ state: ASL.State?) {
    guard let state else {
      self = .ghost
      return
    }
    guard case .map(let map) = state.type else {
      self = .plain
      return
    }
    self = map.mode == .inline ? .stacked : .double
  }
}

extension ASL.State {
  fileprivate var isFail: Bool {
    if case .fail = type { return true }
    return false
  }
}

extension ASL.Outline.Edge {
  var kind: Layout.Graph.Kind {
    switch way {
    case .next: .flow
    case .rule: .branch
    case .otherwise: .otherwise
    case .catcher: .exception
    }
  }
}

extension Screen.Rect {
  init(_ rect: Layout.Rect) {
    self.init(x: rect.x, y: rect.y, width: rect.width, height: rect.height)
  }
}

/// One column that says what a state does.
enum StateIcon {
  static func of(_ state: ASL.State?) -> String {
    switch state?.type {
    case .pass: "→"
    case .task: "ƒ"
    case .choice: "◇"
    case .wait: "◷"
    case .succeed: "◉"
    case .fail: "⊗"
    case .parallel: "∥"
    case .map: "∀"
    case nil: "?"
    }
  }
}

/// The text with pictures in place of characters that a terminal would obey.
func harmless(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { result.append(Canvas.harmless(scalar)) }
  return String(result)
}

/// A condition for a label: what every condition begins with is left out.
private func shortened(_ label: String) -> String {
  harmless(
    label.replacing("$states.input.", with: "").replacing("$.", with: ""))
}
