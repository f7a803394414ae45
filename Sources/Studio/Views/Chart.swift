import ASL
import Layout
import Screen

/// The picture of a definition, made once for a text, its folds and a zoom.
struct Chart: Sendable {
  private enum Kind: Sendable {
    case graph(StateGraph)
    case outline(StateList)
  }

  private let kind: Kind

  init(_ machine: StateMachine, folded: Set<String>, zoom: GraphPane.Zoom, width: Int?) {
    switch zoom {
    case .full: kind = .graph(StateGraph(machine, folded: folded, detail: .full, width: width))
    case .line: kind = .graph(StateGraph(machine, folded: folded, detail: .line, width: width))
    case .dot: kind = .graph(StateGraph(machine, folded: folded, detail: .dot))
    case .outline: kind = .outline(StateList(machine, folded: folded))
    }
  }

  var size: Size {
    switch kind {
    case .graph(let graph): graph.size
    case .outline(let outline): outline.size
    }
  }

  /// Where the state at a location stands.
  func rect(of location: String) -> Screen.Rect? {
    switch kind {
    case .graph(let graph): graph.rect(of: location)
    case .outline(let outline): outline.rect(of: location)
    }
  }

  /// The location of the state at a place of the picture.
  func hit(_ place: Screen.Point) -> String? {
    switch kind {
    case .graph(let graph): graph.hit(place)
    case .outline(let outline): outline.hit(place)
    }
  }

  func neighbour(of location: String, _ direction: Layout.Direction) -> String? {
    switch kind {
    case .graph(let graph): graph.neighbour(of: location, direction)
    case .outline(let outline): outline.neighbour(of: location, direction)
    }
  }

  /// The boxes of the picture, by location; none for a list.
  var boxes: [(rect: Screen.Rect, location: String, isOpen: Bool)] {
    switch kind {
    case .graph(let graph): graph.boxes
    case .outline: []
    }
  }

  var first: String? {
    switch kind {
    case .graph(let graph): graph.first
    case .outline(let outline): outline.rows.first?.location
    }
  }

  var last: String? {
    switch kind {
    case .graph(let graph): graph.last
    case .outline(let outline): outline.rows.last?.location
    }
  }

  /// Draws the part of the picture that begins at `scroll` into an area.
  func draw(
    _ canvas: inout Canvas, _ area: Screen.Rect, scroll: Screen.Point,
    look: (_ location: String, _ name: String) -> StateLook,
    isTaken: (_ from: String, _ to: String) -> Bool
  ) {
    switch kind {
    case .graph(let graph):
      graph.draw(&canvas, area, scroll: scroll, look: look, isTaken: isTaken)
    case .outline(let outline): outline.draw(&canvas, area, scroll: scroll, look: look)
    }
  }
}

/// A chart and what it was made from.
struct ChartCache: Sendable {
  struct Key: Equatable, Sendable {
    var path: String
    var version: Int
    var folded: Set<String>
    var zoom: GraphPane.Zoom
    /// The columns it is to fit in.
    var width: Int?
  }

  var key: Key
  var chart: Chart
}

/// The states as an indented list with the ways out of each: for narrow screens and broken graphs.
struct StateList: Sendable {
  struct Row: Sendable {
    var location: String
    var name: String
    var type: String
    var depth: Int
    /// The ways out that do not just lead to the row below.
    var ways: String
    var isFolded: Bool
    var isComposite: Bool
  }

  private(set) var rows: [Row] = []
  private(set) var size: Size
  private var places: [String: Int] = [:]

  init(_ machine: StateMachine, folded: Set<String>) {
    size = Size(0, 0)
    add(machine.scope, 0, folded)
    let width = rows.map { 4 + $0.depth * 2 + Width.of($0.name) + 2 + Width.of($0.ways) + 12 }.max()
    size = Size(min(400, width ?? 0), rows.count)
    for (place, row) in rows.enumerated() { places[row.location] = place }
  }

  private mutating func add(_ scope: Scope, _ depth: Int, _ folded: Set<String>) {
    guard depth < 40 else { return }
    let order = StateList.order(scope)
    for (number, place) in order.enumerated() {
      let state = scope.states[place]
      let below = number + 1 < order.count ? scope.states[order[number + 1]].name : nil
      let isFolded = folded.contains(state.location)
      rows.append(
        Row(
          location: state.location, name: state.name, type: state.type.name, depth: depth,
          ways: StateList.ways(state, below: below), isFolded: isFolded,
          isComposite: !state.scopesInside.isEmpty))
      guard !isFolded else { continue }
      for inner in state.scopesInside { add(inner, depth + 1, folded) }
    }
  }

  /// From the start along the ways out, then what is left in definition order.
  private static func order(_ scope: Scope) -> [Int] {
    var seen = Array(repeating: false, count: scope.states.count)
    var order: [Int] = []
    var open = [scope.start.place].compactMap { $0 }
    while let place = open.popLast() {
      guard seen.indices.contains(place), !seen[place] else { continue }
      seen[place] = true
      order.append(place)
      open += targets(scope.states[place]).compactMap(\.place).reversed()
    }
    return order + seen.indices.filter { !seen[$0] }
  }

  private static func targets(_ state: ASL.State) -> [Target] {
    var targets: [Target] = []
    if case .next(let target) = state.transition { targets.append(target) }
    if case .choice(let choice) = state.type {
      targets += choice.rules.map(\.next)
      if let otherwise = choice.otherwise { targets.append(otherwise) }
    }
    return targets + state.catchers.map(\.next)
  }

  private static func ways(_ state: ASL.State, below: String?) -> String {
    var ways: [String] = []
    if case .next(let target) = state.transition, target.name != below {
      ways.append("→ \(target.name)")
    }
    if case .choice(let choice) = state.type {
      ways += choice.rules.map { "? \($0.next.name)" }
      if let otherwise = choice.otherwise { ways.append("* \(otherwise.name)") }
    }
    ways += state.catchers.map { "✗ \($0.next.name)" }
    return ways.joined(separator: "  ")
  }

  func rect(of location: String) -> Screen.Rect? {
    places[location].map { Screen.Rect(x: 0, y: $0, width: min(30, size.width), height: 1) }
  }

  func hit(_ place: Screen.Point) -> String? {
    rows.indices.contains(place.y) ? rows[place.y].location : nil
  }

  func neighbour(of location: String, _ direction: Layout.Direction) -> String? {
    guard let place = places[location] else { return rows.first?.location }
    let row = rows[place]
    switch direction {
    case .up: return place > 0 ? rows[place - 1].location : nil
    case .down: return place + 1 < rows.count ? rows[place + 1].location : nil
    case .left: return rows[..<place].last { $0.depth < row.depth }?.location
    case .right:
      let next = place + 1
      return next < rows.count && rows[next].depth > row.depth ? rows[next].location : nil
    }
  }

  func draw(
    _ canvas: inout Canvas, _ area: Screen.Rect, scroll: Screen.Point,
    look: (String, String) -> StateLook
  ) {
    let top = max(0, scroll.y)
    canvas.clipped(to: area) { canvas in
      for (number, row) in rows.enumerated().dropFirst(top).prefix(area.height) {
        draw(
          row, &canvas, area, area.y + number - scroll.y, shift: scroll.x,
          look(row.location, row.name))
      }
    }
  }

  private func draw(
    _ row: Row, _ canvas: inout Canvas, _ area: Screen.Rect, _ y: Int, shift: Int, _ look: StateLook
  ) {
    var x = area.x - max(0, shift)
    canvas.text(look.hasBreakpoint ? "●" : " ", x, y, Style(.failure))
    x += 1
    if let status = look.status {
      canvas.text(status.symbol, x, y, Style(status.role).bold)
    }
    x += 2 + row.depth * 2
    let fold = row.isComposite ? (row.isFolded ? "▸ " : "▾ ") : ""
    x += canvas.text(fold, x, y, Style(.muted))
    x += canvas.text(row.name, x, y, look.isCurrent ? Style(.accent).bold : Style(.text)) + 1
    if look.count > 1 { x += canvas.text("×\(look.count)", x, y, Style(.number)) + 1 }
    x += canvas.text(row.type, x, y, Style(.faint)) + 2
    canvas.text(row.ways, x, y, Style(.muted))
    if look.isSelected {
      canvas.lay(
        Screen.Rect(x: area.x, y: y, width: area.width, height: 1),
        on: look.isFocused ? .selected : .selectedUnfocused)
    }
  }
}

/// Colours of statuses.
enum StatusStyle {
  static func role(_ status: Story.Status) -> Style.Role {
    switch status {
    case .running: .running
    case .waiting: .waiting
    case .retrying: .warning
    case .succeeded: .success
    case .caught: .warning
    case .failed: .failure
    case .aborted: .stopped
    }
  }
}
