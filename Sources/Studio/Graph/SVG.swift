import ASL
import Layout
import Screen

/// Writes the laid-out picture as SVG: the same places as on the screen, a cell being 9 by 19 units.
/// Colours follow the reader's light or dark scheme; nothing outside of the file is used.
struct SVG {
  private let outline: ASL.Outline
  private let drawing: Drawing
  private let trace: GraphTrace
  private var lines: [String] = []

  private static let style = """
    svg { --paper: #ffffff; --ink: #1f2328; --dim: #6e7781; --line: #57606a; --bad: #b35900; \
    --box: #f6f8fa; --label: #7d4e00; --good: #1a7f37; --fail: #cf222e; --run: #0969da; }
    @media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #e6edf3; --dim: #8b949e; \
    --line: #8b949e; --bad: #db8b3c; --box: #161b22; --label: #d4a72c; --good: #3fb950; \
    --fail: #f85149; --run: #58a6ff; } }
    text { font: 14px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; \
    fill: var(--ink); white-space: pre; }
    .paper { fill: var(--paper); }
    .box { fill: var(--box); stroke: var(--line); stroke-width: 1.4; }
    .composite { fill: none; }
    .stray, .ghost { stroke-dasharray: 5 4; }
    .final { stroke-width: 2.8; }
    .inner { fill: none; stroke: var(--line); stroke-width: 1; }
    .icon, .count { fill: var(--dim); }
    .wire { fill: none; stroke: var(--line); stroke-width: 1.4; marker-end: url(#arrow); }
    .catch { stroke: var(--bad); stroke-dasharray: 4 4; marker-end: url(#arrow-catch); }
    .taken { stroke-width: 3; stroke: var(--good); marker-end: url(#arrow-taken); }
    .label { font-size: 12px; fill: var(--label); }
    .divider { stroke: var(--dim); stroke-width: 1; stroke-dasharray: 1 5; }
    .start { fill: var(--ink); }
    .succeeded { stroke: var(--good); } .failed { stroke: var(--fail); }
    .caught { stroke: var(--bad); } .running { stroke: var(--run); } .aborted { stroke: var(--dim); }
    """

  init(_ outline: ASL.Outline, _ trace: GraphTrace) {
    self.outline = outline
    self.trace = trace
    let graph = Layout.Graph(outline)
    drawing = graph.drawing(.studio(.full))
    open()
    for rect in drawing.dividers { divider(rect) }
    for box in drawing.boxes { add(box) }
    for wire in drawing.wires where wire.isException { add(wire) }
    for wire in drawing.wires where !wire.isException { add(wire) }
    lines.append("</svg>")
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  private func x(_ column: Int) -> String { number(column * 18 + 9 + 18) }
  private func y(_ row: Int) -> String { number(row * 38 + 19 + 38) }

  /// Half units as text: `45` or `45.5`.
  private func number(_ halves: Int) -> String {
    halves % 2 == 0 ? "\(halves / 2)" : "\(halves / 2).5"
  }

  private mutating func open() {
    let (width, height) = (drawing.width * 9 + 18, drawing.height * 19 + 38)
    lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
        + "viewBox=\"0 0 \(width) \(height)\" role=\"img\">",
      "<style>", SVG.style, "</style>", "<defs>",
    ]
    for (name, colour) in [("arrow", "line"), ("arrow-catch", "bad"), ("arrow-taken", "good")] {
      lines.append(
        "<marker id=\"\(name)\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"9\" "
          + "markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
          + "<path d=\"M0 0L8 4L0 8z\" fill=\"var(--\(colour))\"/></marker>")
    }
    lines += ["</defs>", "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>"]
  }

  private mutating func divider(_ rect: Layout.Rect) {
    lines.append(
      "<line class=\"divider\" x1=\"\(x(rect.x))\" y1=\"\(y(rect.y))\" x2=\"\(x(rect.x))\" "
        + "y2=\"\(y(rect.bottom - 1))\"/>")
  }

  private mutating func add(_ box: Drawing.Box) {
    let node = outline.nodes[box.node]
    var classes = ["box"]
    if box.isOpen { classes.append("composite") }
    if box.isFinal { classes.append("final") }
    if box.isStray { classes.append("stray") }
    if box.frame == .ghost { classes.append("ghost") }
    if let outcome = trace.outcomes[node.location] { classes.append(outcome.rawValue) }
    lines.append("<g><title>\(escaped(node.name))</title>")
    lines.append(
      "<rect class=\"\(classes.joined(separator: " "))\" \(frame(box.rect, 0)) rx=\"7\"/>")
    if box.frame == .stacked || box.frame == .double {
      lines.append("<rect class=\"inner\" \(frame(box.rect, 6)) rx=\"5\"/>")
    }
    if let start = box.start {
      lines.append("<circle class=\"start\" cx=\"\(x(start.x))\" cy=\"\(y(start.y))\" r=\"5\"/>")
    }
    if box.isOpen, box.titleAt.y == box.rect.y {
      // The title interrupts the border, as it does on the screen.
      let columns = box.nameAt.x - box.titleAt.x + Width.of(box.title) + 1
      lines.append(
        "<rect class=\"paper\" x=\"\(number(box.titleAt.x * 18 + 9))\" "
          + "y=\"\(number(box.titleAt.y * 38 + 57 - 10))\" width=\"\(columns * 9)\" height=\"14\"/>"
      )
    }
    let row = number(box.titleAt.y * 38 + 57 + 9)
    let icon = trace.outcomes[node.location]?.symbol ?? box.icon
    let count = trace.counts[node.location] ?? 0
    let words = escaped(box.title) + (count > 1 ? "<tspan class=\"count\"> ×\(count)</tspan>" : "")
    lines.append(
      "<text x=\"\(number(box.titleAt.x * 18 + 18))\" y=\"\(row)\">"
        + "<tspan class=\"icon\">\(escaped(icon))</tspan> \(words)</text></g>")
  }

  /// The place of a box, drawn through the middle of its border cells.
  private func frame(_ rect: Layout.Rect, _ inset: Int) -> String {
    "x=\"\(number(rect.x * 18 + 27 + inset))\" y=\"\(number(rect.y * 38 + 57 + inset))\" "
      + "width=\"\((rect.width - 1) * 9 - inset)\" height=\"\((rect.height - 1) * 19 - inset)\""
  }

  private mutating func add(_ wire: Drawing.Wire) {
    let isTaken = trace.taken.contains([
      outline.nodes[wire.from].location, outline.nodes[wire.to].location,
    ])
    let classes = "wire" + (wire.isException ? " catch" : "") + (isTaken ? " taken" : "")
    let full = wire.edges.map { outline.edges[$0].label }.filter { !$0.isEmpty }
      .joined(separator: "\n")
    lines.append("<g>" + (full.isEmpty ? "" : "<title>\(escaped(full))</title>"))
    lines.append("<path class=\"\(classes)\" d=\"\(path(wire.points))\"/>")
    if let rect = wire.labelRect {
      lines.append(
        "<text class=\"label\" x=\"\(number(rect.x * 18 + 14))\" "
          + "y=\"\(number(rect.y * 38 + 57 + 8))\">\(escaped(wire.label))</text>")
    }
    lines.append("</g>")
  }

  /// The corners as a path with small rounded turns.
  private func path(_ points: [Layout.Point]) -> String {
    guard let first = points.first, let last = points.last else { return "" }
    var words = "M\(x(first.x)) \(y(first.y))"
    for place in points.indices.dropFirst().dropLast() {
      let (before, corner, after) = (points[place - 1], points[place], points[place + 1])
      let (into, out) = (toward(corner, before), toward(corner, after))
      words += "L\(into)Q\(x(corner.x)) \(y(corner.y)) \(out)"
    }
    return words + "L\(x(last.x)) \(y(last.y))"
  }

  /// A place near a corner, on the way to another point.
  private func toward(_ corner: Layout.Point, _ other: Layout.Point) -> String {
    let across = (other.x - corner.x).signum() * 9
    let down = (other.y - corner.y).signum() * 12
    return "\(number(corner.x * 18 + 27 + across)) \(number(corner.y * 38 + 57 + down))"
  }

  private func escaped(_ text: String) -> String {
    harmless(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
