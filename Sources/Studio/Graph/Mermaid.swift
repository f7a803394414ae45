import ASL

/// Writes an outline as a Mermaid state diagram.
struct Mermaid {
  private let outline: ASL.Outline
  private var lines = ["stateDiagram-v2"]

  init(_ outline: ASL.Outline) {
    self.outline = outline
    if !outline.scopes.isEmpty { add(scope: 0, indent: "  ") }
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  private mutating func add(scope: Int, indent: String) {
    let nodes = outline.scopes[scope].nodes
    for node in nodes {
      lines.append("\(indent)state \"\(escaped(outline.nodes[node].name))\" as s\(node)")
      let bodies = outline.bodies(of: node)
      guard !bodies.isEmpty else { continue }
      lines.append("\(indent)state s\(node) {")
      for (place, body) in bodies.enumerated() {
        if place > 0 { lines.append("\(indent)  --") }
        add(scope: body, indent: indent + "  ")
      }
      lines.append("\(indent)}")
    }
    if let entry = outline.scopes[scope].entry { lines.append("\(indent)[*] --> s\(entry)") }
    for edge in outline.edges where outline.nodes[edge.from].scope == scope {
      let mark = if case .catcher = edge.way { "✗ " } else { "" }
      let label = edge.label.isEmpty ? "" : " : \(mark)\(escaped(edge.label))"
      lines.append("\(indent)s\(edge.from) --> s\(edge.to)\(label)")
    }
    for node in nodes where outline.nodes[node].isFinal {
      lines.append("\(indent)s\(node) --> [*]")
    }
  }

  /// Mermaid's own characters become its entity codes (`#35;`).
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in harmless(text).unicodeScalars {
      let isPlain =
        scalar.properties.isAlphabetic || scalar.value > 0x7F
        || "0123456789 _-.,/()=+*?!$&|@'".unicodeScalars.contains(scalar)
      if isPlain { result.unicodeScalars.append(scalar) } else { result += "#\(scalar.value);" }
    }
    return result
  }
}
