import ASL

/// Writes an outline for Graphviz. A composite is a cluster; an edge to or from it ends at the
/// cluster's border (`lhead`, `ltail`) and is tied to a state inside.
struct Dot {
  private let outline: ASL.Outline
  private var lines: [String] = []

  init(_ outline: ASL.Outline) {
    self.outline = outline
    lines = [
      "digraph machine {", "  compound=true;",
      "  node [shape=box, style=rounded, fontname=\"sans-serif\"];",
      "  edge [fontname=\"sans-serif\", fontsize=10];",
    ]
    if !outline.scopes.isEmpty { add(scope: 0, indent: "  ") }
    lines.append("}")
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  private mutating func add(scope: Int, indent: String) {
    for node in outline.scopes[scope].nodes { add(node: node, indent) }
    if let entry = outline.scopes[scope].entry {
      lines.append(
        "\(indent)start\(scope) [shape=circle, style=filled, fillcolor=black, label=\"\", width=0.15];"
      )
      lines.append(
        "\(indent)start\(scope) -> \(end(entry))\(attributes(head: entry, tail: nil, []));")
    }
    for edge in outline.edges where outline.nodes[edge.from].scope == scope {
      var words: [String] = []
      if !edge.label.isEmpty { words.append("label=\(quoted(edge.label))") }
      if case .catcher = edge.way { words.append("style=dashed") }
      let attributes = attributes(head: edge.to, tail: edge.from, words)
      lines.append("\(indent)\(end(edge.from)) -> \(end(edge.to))\(attributes);")
    }
  }

  private mutating func add(node: Int, _ indent: String) {
    let (state, bodies) = (outline.nodes[node].state, outline.bodies(of: node))
    let name = quoted(outline.nodes[node].name)
    guard isCluster(node) else {
      var words = ["label=\(name)"]
      if state == nil { words.append("style=dashed") }
      if case .choice = state?.type { words.append("shape=diamond") }
      if outline.nodes[node].isFinal { words.append("peripheries=2") }
      lines.append("\(indent)s\(node) [\(words.joined(separator: ", "))];")
      return
    }
    lines.append("\(indent)subgraph cluster_\(node) {")
    lines.append("\(indent)  label=\(name); style=rounded;")
    if outline.nodes[node].isFinal { lines.append("\(indent)  peripheries=2;") }
    for (place, body) in bodies.enumerated() {
      if bodies.count == 1 {
        add(scope: body, indent: indent + "  ")
      } else {
        lines.append("\(indent)  subgraph cluster_\(node)_\(place) {")
        lines.append("\(indent)    label=\"\"; style=dotted;")
        add(scope: body, indent: indent + "    ")
        lines.append("\(indent)  }")
      }
    }
    lines.append("\(indent)}")
  }

  private func isCluster(_ node: Int) -> Bool { anchor(node) != nil }

  /// The state inside a composite that edges of the composite are tied to.
  private func anchor(_ node: Int) -> Int? {
    outline.bodies(of: node).lazy.compactMap { outline.scopes[$0].entry }.first
  }

  /// The identifier of the plain node that stands for a node in edges.
  private func end(_ node: Int) -> String {
    var node = node
    while let inner = anchor(node) { node = inner }
    return "s\(node)"
  }

  private func attributes(head: Int, tail: Int?, _ words: [String]) -> String {
    var words = words
    if let tail, isCluster(tail) { words.append("ltail=cluster_\(tail)") }
    if isCluster(head) { words.append("lhead=cluster_\(head)") }
    return words.isEmpty ? "" : " [\(words.joined(separator: ", "))]"
  }

  /// A DOT string: quotes and backslashes escaped.
  private func quoted(_ text: String) -> String {
    let inner = harmless(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(inner)\""
  }
}
