extension Drawing {
  /// What may be chosen about a drawing.
  public struct Options: Sendable {
    /// How much of each node is shown.
    public var detail = Detail.full
    /// Longer titles are cut with an ellipsis, in cells.
    public var titleLimit = 30
    /// Longer labels are cut, in cells.
    public var labelLimit = 24
    /// Bodies of one composite stand side by side up to this width, then in further rows, in cells.
    public var bodyLimit = 120
    /// From how many ways on the nodes that they lead to stand in two rows, by turns; 0: never.
    public var staggerFrom = 0
    /// The cells a character takes.
    public var width: @Sendable (Character) -> Int

    public init(
      detail: Detail = .full, width: @escaping @Sendable (Character) -> Int = { _ in 1 }
    ) {
      self.detail = detail
      self.width = width
    }

    func measure(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

    /// The text when it fits, else its beginning and an ellipsis.
    func cut(_ text: String, _ limit: Int) -> String {
      if measure(text) <= limit { return text }
      var result = ""
      var taken = 0
      for character in text {
        taken += width(character)
        if taken > limit - 1 { break }
        result.append(character)
      }
      return result + "…"
    }
  }
}

extension Graph {
  /// Gives everything its place. Scopes are laid out from the innermost outward; a finished body is
  /// one box of its parent. The same graph and options always give the same drawing.
  public func drawing(_ options: Drawing.Options = Drawing.Options()) -> Drawing {
    var composer = Composer(self, options)
    composer.measureScopes()
    return composer.place()
  }
}

/// Lays out scope by scope and puts the results together.
private struct Composer {
  /// The inside of a composite.
  struct Inside {
    var bodies: [(scope: Int, x: Int, y: Int, width: Int, height: Int)] = []
    var dividers: [Rect] = []
    var width = 0
    var height = 0
    var titleInBorder = true
  }

  let graph: Graph
  let options: Drawing.Options
  var titles: [String]
  /// Cells of icon, title and badge together.
  var widths: [Int]
  var isShown: [Bool]
  var members: [[Int]]
  var bodiesOf: [[Int]]
  var edgesOf: [[Int]]
  var dropped: [Int] = []
  var plans: [Plan?]
  var insides: [Int: Inside] = [:]
  /// A node's place inside its scope.
  var local: [Int]

  init(_ graph: Graph, _ options: Drawing.Options) {
    self.graph = graph
    self.options = options
    let (nodes, scopes) = (graph.nodes, graph.scopes)
    titles = nodes.map { options.cut($0.title, options.titleLimit) }
    widths = zip(nodes, titles).map { node, title in
      let icon = options.measure(node.icon)
      if options.detail == .dot { return max(icon, 1) }
      return options.measure(title) + (icon > 0 ? icon + 1 : 0)
        + (node.badgeWidth > 0 ? node.badgeWidth + 1 : 0)
    }
    isShown = Array(repeating: false, count: scopes.count)
    bodiesOf = Array(repeating: [], count: nodes.count)
    for (index, scope) in scopes.enumerated() {
      guard let owner = scope.owner else {
        isShown[index] = index == 0
        continue
      }
      guard nodes.indices.contains(owner), !nodes[owner].isFolded else { continue }
      let parent = nodes[owner].scope
      guard parent >= 0, parent < index, isShown[parent] else { continue }
      isShown[index] = true
      bodiesOf[owner].append(index)
    }
    members = Array(repeating: [], count: scopes.count)
    local = Array(repeating: -1, count: nodes.count)
    for (index, node) in nodes.enumerated() where scopes.indices.contains(node.scope) {
      guard isShown[node.scope] else { continue }
      local[index] = members[node.scope].count
      members[node.scope].append(index)
    }
    edgesOf = Array(repeating: [], count: scopes.count)
    plans = Array(repeating: nil, count: scopes.count)
    for (index, edge) in graph.edges.enumerated() {
      guard nodes.indices.contains(edge.from), nodes.indices.contains(edge.to),
        nodes[edge.from].scope == nodes[edge.to].scope
      else {
        dropped.append(index)
        continue
      }
      if local[edge.from] >= 0 { edgesOf[nodes[edge.from].scope].append(index) }
    }
  }

  mutating func measureScopes() {
    for scope in graph.scopes.indices.reversed() where isShown[scope] && !members[scope].isEmpty {
      var plan = plan(of: scope)
      plan.run()
      plans[scope] = plan
    }
  }

  private mutating func plan(of scope: Int) -> Plan {
    var (width, height, isPlain, isAdverse) = ([Int](), [Int](), [Bool](), [Bool]())
    for node in members[scope] {
      let isOpen = !bodiesOf[node].isEmpty
      if isOpen {
        let inside = arrange(node)
        insides[node] = inside
        width.append(inside.width)
        height.append(inside.height)
      } else {
        width.append(options.detail == .dot ? widths[node] + 2 : max(widths[node] + 4, 7))
        height.append(options.detail == .full ? 3 : 1)
      }
      isPlain.append(!isOpen)
      isAdverse.append(graph.nodes[node].isAdverse)
    }
    let entry = graph.scopes[scope].entry.flatMap { local.indices.contains($0) ? local[$0] : nil }
    return Plan(
      width: width, height: height, isPlain: isPlain, isAdverse: isAdverse, links: links(scope),
      entry: max(entry ?? 0, 0), detail: options.detail, staggerFrom: options.staggerFrom)
  }

  /// The edges of a scope; those with the same ends and look become one.
  private func links(_ scope: Int) -> [Plan.Link] {
    var links: [Plan.Link] = []
    var found: [[Int]: Int] = [:]
    for index in edgesOf[scope] {
      let edge = graph.edges[index]
      let isException = edge.kind == .exception
      let key = [edge.from, edge.to, isException ? 1 : 0]
      if let place = found[key] {
        links[place].members.append(index)
        continue
      }
      found[key] = links.count
      links.append(
        Plan.Link(
          from: local[edge.from], to: local[edge.to], isException: isException, label: "",
          labelWidth: 0, members: [index]))
    }
    for place in links.indices where options.detail != .dot {
      var words: [String] = []
      for index in links[place].members where !graph.edges[index].label.isEmpty {
        let label = label(of: graph.edges[index], links[place].members.count)
        if !words.contains(label) { words.append(label) }
      }
      links[place].label = options.cut(words.joined(separator: ", "), options.labelLimit)
      links[place].labelWidth = options.measure(links[place].label)
    }
    return links
  }

  /// The longest words of an edge that fit, when it is one of `count` on a line; else the shortest.
  private func label(of edge: Graph.Edge, _ count: Int) -> String {
    let limit = options.labelLimit / max(1, count)
    let all = [edge.label] + edge.shorter
    return all.first { options.measure($0) <= limit } ?? all.last ?? edge.label
  }

  /// Puts the bodies of a composite side by side, in as many rows as the width limit asks.
  private func arrange(_ node: Int) -> Inside {
    var inside = Inside()
    let bodies = bodiesOf[node]
    let hasTitles = bodies.contains { !graph.scopes[$0].title.isEmpty }
    let gap = 3
    var (x, y, tallest, widest) = (0, 0, 0, 0)
    var rowStart = 0
    for (place, scope) in bodies.enumerated() {
      let title = options.measure(options.cut(graph.scopes[scope].title, options.titleLimit))
      let width = max(plans[scope]?.size.width ?? 1, title)
      let height = (plans[scope]?.size.height ?? 0) + (hasTitles ? 1 : 0)
      if place > rowStart, x + width > options.bodyLimit {
        closeRow(&inside, rowStart, tallest)
        (x, y, tallest, rowStart) = (0, y + tallest + 1, 0, place)
      }
      inside.bodies.append((scope, x, y, width, height))
      x += width + gap
      widest = max(widest, x - gap)
      tallest = max(tallest, height)
    }
    closeRow(&inside, rowStart, tallest)
    inside.width = max(widest + 4, widths[node] + 4)
    inside.titleInBorder = inside.width / 2 >= widths[node] + 4 && options.detail == .full
    let top = inside.titleInBorder ? 1 : 2
    inside.height = y + tallest + top + 1
    let left = (inside.width - widest) / 2
    for place in inside.bodies.indices {
      inside.bodies[place].x += left
      inside.bodies[place].y += top
    }
    for place in inside.dividers.indices {
      inside.dividers[place].x += left
      inside.dividers[place].y += top
    }
    return inside
  }

  private func closeRow(_ inside: inout Inside, _ start: Int, _ height: Int) {
    guard inside.bodies.count - start > 1, height > 0 else { return }
    for body in inside.bodies[(start + 1)...] {
      inside.dividers.append(Rect(x: body.x - 2, y: body.y, width: 1, height: height))
    }
  }

  /// Gives the scopes their corners, from the outside in, and writes the drawing.
  func place() -> Drawing {
    var drawing = Drawing(
      width: plans.first??.size.width ?? 0, height: plans.first??.size.height ?? 0,
      detail: options.detail, boxOf: Array(repeating: nil, count: graph.nodes.count), boxes: [],
      wires: [], bodies: [], dividers: [], dropped: dropped)
    var corners = [Point](repeating: Point(0, 0), count: graph.scopes.count)
    var depths = [Int](repeating: 0, count: graph.scopes.count)
    for scope in graph.scopes.indices where isShown[scope] {
      guard let plan = plans[scope] else { continue }
      let corner = corners[scope]
      for (place, node) in members[scope].enumerated() {
        let box = box(node, place, plan, corner, depths[scope])
        drawing.boxOf[node] = drawing.boxes.count
        drawing.boxes.append(box)
        guard let inside = insides[node] else { continue }
        for body in inside.bodies {
          let title = options.cut(graph.scopes[body.scope].title, options.titleLimit)
          let at = Point(box.rect.x + body.x, box.rect.y + body.y)
          drawing.bodies.append(
            Drawing.Body(
              scope: body.scope,
              rect: Rect(x: at.x, y: at.y, width: body.width, height: body.height),
              title: title, titleAt: at))
          let lead = body.height - (plans[body.scope]?.size.height ?? body.height)
          corners[body.scope] = Point(at.x, at.y + lead)
          depths[body.scope] = depths[scope] + 1
        }
        for rect in inside.dividers {
          drawing.dividers.append(
            Rect(
              x: rect.x + box.rect.x, y: rect.y + box.rect.y, width: rect.width,
              height: rect.height))
        }
      }
      drawing.wires += plan.links.map { wire($0, members[scope], corner) }
    }
    return drawing
  }

  private func box(
    _ node: Int, _ place: Int, _ plan: Plan, _ corner: Point, _ depth: Int
  ) -> Drawing.Box {
    let rect = Rect(
      x: corner.x + plan.x[place], y: corner.y + plan.y[place], width: plan.width[place],
      height: plan.height[place])
    let inside = insides[node]
    let icon = options.measure(graph.nodes[node].icon)
    let badge = graph.nodes[node].badgeWidth
    var start = Point(
      rect.x + 2, rect.y + (rect.height == 1 || inside?.titleInBorder == true ? 0 : 1))
    if options.detail == .dot { start.x -= 1 }
    var marker: Point?
    if place == plan.entry, options.detail == .full {
      let isTaken = plan.into[place].contains { plan.links[$0].entry == .top }
      marker = Point(corner.x + plan.axis(place), rect.y)
      if isTaken { marker?.x = inside?.titleInBorder == true ? rect.right - 3 : rect.x + 2 }
    }
    return Drawing.Box(
      node: node, rect: rect, icon: graph.nodes[node].icon,
      title: options.detail == .dot ? (icon > 0 ? "" : "•") : titles[node], titleAt: start,
      nameAt: Point(start.x + (icon > 0 && options.detail != .dot ? icon + 1 : 0), start.y),
      badgeAt: Point(
        inside?.titleInBorder == true ? start.x + widths[node] - badge : rect.right - 2 - badge,
        start.y),
      frame: graph.nodes[node].frame, isFinal: graph.nodes[node].isFinal, start: marker,
      isStray: !plan.reached[place], isOpen: inside != nil, depth: depth)
  }

  private func wire(_ link: Plan.Link, _ nodes: [Int], _ corner: Point) -> Drawing.Wire {
    var label = link.labelRect
    label?.x += corner.x
    label?.y += corner.y
    return Drawing.Wire(
      edges: link.members, from: nodes[link.from], to: nodes[link.to],
      isException: link.isException, isBack: link.isBack,
      points: link.points.map { Point($0.x + corner.x, $0.y + corner.y) },
      label: label.map { options.cut(link.label, $0.width) } ?? "", labelRect: label)
  }
}
