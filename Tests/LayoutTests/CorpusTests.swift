import ASL
import Foundation
import Layout
import Testing

/// Every definition of the shared corpus that can be read is drawn well.
@Suite struct CorpusTests {
  @Test func everyDefinitionIsDrawnWell() throws {
    let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "../../../shared/corpus/definitions").standardizedFileURL
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      print("skipped: no corpus beside the package")
      return
    }
    var (drawn, wide, narrowed) = (0, 0, 0)
    for file in files.sorted() {
      guard let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8),
        let machine = StateMachine.read(text).machine
      else { continue }
      let graph = Graph(machine.outline)
      // The reduced details share all but the boxes' sizes: a part of the corpus is enough for them.
      for detail in drawn % 4 == 0 ? Detail.allCases : [.full] {
        let options = Drawing.Options(detail: detail)
        let drawing = graph.drawing(options)
        let found = faults(of: drawing, for: graph)
        #expect(found.isEmpty, "\(file), \(detail): \(found.prefix(3))")
        #expect(drawing == graph.drawing(options), "\(file) is drawn in two ways")
      }
      let natural = graph.drawing().width
      if natural > 50 { wide += 1 }
      let fitted = graph.drawing(Drawing.Options(), fitting: 50)
      if natural > 50, fitted.width <= 50 { narrowed += 1 }
      #expect(fitted.width <= natural, "\(file) is fitted to \(fitted.width) from \(natural)")
      let found = faults(of: fitted, for: graph)
      #expect(found.isEmpty, "\(file), fitted: \(found.prefix(3))")
      drawn += 1
    }
    print("fitted to 50 columns: \(narrowed) of \(wide) that are wider")
    #expect(narrowed * 3 > wide, "only \(narrowed) of \(wide) wide ones fit into 50 columns")
    #expect(drawn > 500, "only \(drawn) of \(files.count) definitions could be drawn")
  }

  /// Depth costs no stack.
  @Test func deepNestsAreNoTrouble() {
    var graph = Graph()
    var scope = 0
    for level in 0..<400 {
      scope = graph.addScope(owner: graph.add(Graph.Node("Level \(level)", scope: scope)))
    }
    graph.add(Graph.Node("Bottom", scope: scope))
    let drawing = graph.drawing()
    #expect(drawing.boxes.count == 401)
    #expect(drawing.boxes.last?.depth == 400)
  }
}

extension Graph {
  fileprivate init(_ outline: Outline) {
    self.init()
    scopes = outline.scopes.map { Scope(owner: $0.owner, title: "", entry: $0.entry) }
    for node in outline.nodes {
      nodes.append(
        Node(
          node.name, icon: "*", scope: node.scope, frame: node.state == nil ? .ghost : .plain,
          isFinal: node.isFinal))
    }
    for edge in outline.edges {
      let kind: Kind =
        switch edge.way {
        case .next: .flow
        case .rule: .branch
        case .otherwise: .otherwise
        case .catcher: .exception
        }
      connect(edge.from, edge.to, kind, label: edge.label)
    }
  }
}
