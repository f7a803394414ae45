import Foundation
import Layout
import Testing

/// Golden drawings: `Drawings/*.txt` hold a graph, a line `---`, and its picture; `RECORD=1` rewrites
/// the pictures.
///
/// A line of a graph is `node > node` (flow), `node ? node : label` (branch), `node * node` (otherwise),
/// `node ! node` (exception), or a node with words after a colon: `final`, `adverse`, `folded`,
/// `stacked`, `double`, `ghost`. Lines indented under a node are its body; a line `|` starts another
/// body. The first line may be `detail: line` or `ascii`.
@Suite struct DrawingTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Drawings")

  @Test func goldens() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: DrawingTests.folder.path)
      .filter { $0.hasSuffix(".txt") }.sorted()
    #expect(files.count >= 10)
    for file in files {
      let url = DrawingTests.folder.appending(path: file)
      let text = try String(contentsOf: url, encoding: .utf8)
      let halves = text.split(separator: "---\n", maxSplits: 1, omittingEmptySubsequences: false)
      let sketch = Sketch(halves[0])
      let drawing = sketch.graph.drawing(Drawing.Options(detail: sketch.detail))
      let picture = drawing.text(unicode: !sketch.ascii)
      let found = faults(of: drawing, for: sketch.graph)
      #expect(found.isEmpty, "\(file): \(found)")
      if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        try "\(halves[0])---\n\(picture)".write(to: url, atomically: true, encoding: .utf8)
      } else {
        #expect(halves.count > 1 && picture == halves[1], "\(file) is now:\n\(picture)")
      }
    }
  }
}

/// A graph written down in lines.
struct Sketch {
  var graph = Graph()
  var detail = Detail.full
  var ascii = false
  private var places: [String: Int] = [:]

  init(_ text: Substring) {
    var open: [(indent: Int, scope: Int)] = [(0, 0)]
    var last: [Int: Int] = [:]
    for line in text.split(separator: "\n") where !line.allSatisfy({ $0 == " " }) {
      let words = line.drop { $0 == " " }
      let indent = line.count - words.count
      if words == "ascii" {
        ascii = true
        continue
      }
      if words.hasPrefix("detail: ") {
        detail = words.hasSuffix("dot") ? .dot : .line
        continue
      }
      while indent < open[open.count - 1].indent { open.removeLast() }
      if indent > open[open.count - 1].indent, let owner = last[open[open.count - 1].indent] {
        open.append((indent, graph.addScope(owner: owner)))
      }
      if words == "|" {
        let owner = graph.scopes[open[open.count - 1].scope].owner ?? 0
        open[open.count - 1].scope = graph.addScope(owner: owner)
        continue
      }
      last[indent] = read(words, open[open.count - 1].scope)
    }
  }

  /// Reads one line; gives back the node it begins with.
  private mutating func read(_ words: Substring, _ scope: Int) -> Int {
    let signs: [(String, Graph.Kind)] = [
      (" > ", .flow), (" ? ", .branch), (" * ", .otherwise), (" ! ", .exception),
    ]
    for (sign, kind) in signs {
      guard let range = words.firstRange(of: sign) else { continue }
      let rest = words[range.upperBound...].split(separator: " : ", maxSplits: 1)
      let from = node(words[..<range.lowerBound], scope)
      let to = node(rest.first ?? "", scope)
      graph.connect(from, to, kind, label: rest.count > 1 ? String(rest[1]) : "")
      return from
    }
    let parts = words.split(separator: " : ", maxSplits: 1)
    let place = node(parts.first ?? "", scope)
    for mark in parts.count > 1 ? parts[1].split(separator: " ") : [] {
      switch mark {
      case "final": graph.nodes[place].isFinal = true
      case "adverse": graph.nodes[place].isAdverse = true
      case "folded": graph.nodes[place].isFolded = true
      case "stacked": graph.nodes[place].frame = .stacked
      case "double": graph.nodes[place].frame = .double
      case "ghost": graph.nodes[place].frame = .ghost
      default: Issue.record("no such mark: \(mark)")
      }
    }
    return place
  }

  private mutating func node(_ name: Substring, _ scope: Int) -> Int {
    let key = "\(scope)/\(name)"
    if let place = places[key] { return place }
    let place = graph.add(Graph.Node(String(name), scope: scope))
    places[key] = place
    return place
  }
}
