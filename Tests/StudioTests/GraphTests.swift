import ASL
import Foundation
import Layout
import Screen
import Testing

@testable import Studio

/// Pictures of whole machines. `Pictures/*.asl.json` have a golden beside them for every format;
/// `RECORD=1` rewrites them.
@Suite struct GraphTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Pictures")
  private static let endings: [GraphFormat: String] = [
    .text: "txt", .svg: "svg", .mermaid: "mmd", .dot: "dot",
  ]

  private static func machine(_ name: String) throws -> StateMachine {
    let text = try String(
      contentsOf: folder.appending(path: "\(name).asl.json"), encoding: .utf8)
    return try #require(StateMachine.read(text).machine)
  }

  @Test func goldens() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: GraphTests.folder.path)
      .filter { $0.hasSuffix(".asl.json") }.map { String($0.dropLast(".asl.json".count)) }
    #expect(!names.isEmpty)
    for name in names.sorted() {
      let machine = try GraphTests.machine(name)
      for format in GraphFormat.allCases {
        let picture = machine.graph(format)
        #expect(picture == machine.graph(format))
        let url = GraphTests.folder.appending(path: "\(name).\(GraphTests.endings[format] ?? "")")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
          try picture.write(to: url, atomically: true, encoding: .utf8)
        }
        let golden = try? String(contentsOf: url, encoding: .utf8)
        #expect(picture == golden, "\(url.lastPathComponent) is now:\n\(picture)")
      }
    }
  }

  /// Nothing that a terminal, a browser or another program would obey comes through.
  @Test func textsAreHarmless() throws {
    let machine = try GraphTests.machine("awkward")
    for format in GraphFormat.allCases {
      let picture = machine.graph(format)
      #expect(!picture.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "\(format)")
    }
    let ascii = machine.graph(.text, unicode: false)
    #expect(ascii.unicodeScalars.allSatisfy { $0.isASCII })
    let svg = machine.graph(.svg)
    #expect(svg.contains("&quot;hi&quot; &amp; &lt;go&gt;") && !svg.contains("<go>"))
    #expect(machine.graph(.dot).contains(#""Say \"hi\" & <go>""#))
    #expect(machine.graph(.mermaid).contains("Say #34;hi#34; & #60;go#62;"))
  }

  @Test func showsWhatAnExecutionDid() throws {
    let machine = try GraphTests.machine("awkward")
    let outline = machine.outline
    var trace = GraphTrace()
    let (start, choice) = (outline.nodes[0].location, outline.nodes[1].location)
    trace.outcomes = [start: .succeeded, choice: .failed]
    trace.counts = [start: 3]
    trace.taken = [[start, choice]]
    let text = machine.graph(.text, trace: trace)
    #expect(text.contains("✓ Say") && text.contains("✗ Back") && text.contains("×3"))
    #expect(text.contains("┰"), "the way that was taken is heavy")
    let svg = machine.graph(.svg, trace: trace)
    #expect(svg.contains("wire taken") && svg.contains("succeeded"))
  }

  @Test func movesByStructure() throws {
    let machine = try GraphTests.machine("awkward")
    let graph = StateGraph(machine)
    func go(_ name: String, _ way: Layout.Direction) -> String? {
      let outline = machine.outline
      guard let node = outline.nodes.first(where: { $0.name == name }) else { return nil }
      return graph.neighbour(of: node.location, way).flatMap(outline.node(at:)).map {
        outline.nodes[$0].name
      }
    }
    #expect(graph.first == machine.outline.nodes[0].location)
    #expect(go("Both", .down) == "One")
    #expect(go("One", .right) == "Two")
    #expect(go("One", .up) == "Both")
    #expect(go("Each", .down) == "Inner")
    #expect(go("Inner", .down) == "Done")
    #expect(go("Done", .up) == "Both")
  }

  @Test func labelsKeepWhatTellsThemApart() {
    let table: [([String], [[String]])] = [
      (
        ["order.kind = \"a.b\"", "order.kind = \"c\""],
        [["kind = \"a.b\"", "= \"a.b\"", "\"a.b\""], ["kind = \"c\"", "= \"c\"", "\"c\""]]
      ),
      (["$body.matches[0].score > 0.8"], [["score > 0.8"]]),
      (["$count($r[status = 'x'])"], [[]]),
      (["a", "b"], [[], []]), (["", ""], [[], []]), (["x[", "]].y"], [[], ["]]y"]]),
    ]
    for (labels, expected) in table { #expect(ShortLabels.of(labels) == expected, "\(labels)") }
  }
}
