import Layout
import Testing

/// The checker of drawings must see each kind of fault.
@Suite struct CheckerTests {
  private let graph: Graph = {
    var graph = Graph()
    for name in ["First", "Second", "Third"] { graph.add(Graph.Node(name)) }
    graph.connect(0, 1, .branch, label: "yes")
    graph.connect(1, 2)
    graph.connect(0, 2, .otherwise, label: "no")
    return graph
  }()

  @Test func seesDamage() {
    let good = graph.drawing()
    #expect(faults(of: good, for: graph).isEmpty)
    let damages: [(String, (inout Drawing) -> Void)] = [
      ("a box on another", { $0.boxes[1].rect.y -= 2 }),
      ("a box outside", { $0.boxes[2].rect.y += 9 }),
      ("a wire cut short", { $0.wires[1].points.removeLast() }),
      ("a slanted wire", { $0.wires[0].points[0].x += 1 }),
      ("a wire through a box", { $0.wires[0].points.insert(Point(0, 1), at: 0) }),
      ("a label on a box", { $0.wires[0].labelRect?.y += 1 }),
      ("a label on a wire", { $0.wires[0].labelRect?.x -= 3 }),
      ("a lost edge", { $0.wires.removeLast() }),
      ("a lost box", { $0.boxOf[2] = nil }),
      ("a long title", { $0.boxes[0].title += String(repeating: "x", count: 20) }),
      ("two wires in one", { $0.wires[1].points = $0.wires[0].points }),
    ]
    for (name, damage) in damages {
      var drawing = good
      damage(&drawing)
      #expect(!faults(of: drawing, for: graph).isEmpty, "\(name)")
    }
  }
}
