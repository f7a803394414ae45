import JSON
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Data shared between packages, beside the package's folder; `nil` where there is none.
func sharedText(_ path: String) -> String? {
  var folder = URL(filePath: #filePath)
  for _ in 0..<3 { folder.deleteLastPathComponent() }
  let file = folder.resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "shared/" + path)
  return try? String(contentsOf: file, encoding: .utf8)
}

@Suite struct CorpusTests {
  /// Not paths: a substitution that is yet to be made, and a path that ends with a dot.
  static let refused: Set<String> = ["${DefaultPath}", "$."]

  @Test(.enabled(if: sharedText("corpus/expressions/jsonpath.jsonl") != nil, "no shared corpus"))
  func readsEveryPathInUse() throws {
    let text = try #require(sharedText("corpus/expressions/jsonpath.jsonl"))
    var refused: Set<String> = []
    for line in text.split(separator: "\n") {
      let path = try #require(try Value(parsing: String(line))["text"]?.string)
      do throws(PathError) {
        let read = try Path(path)
        #expect(read.find(.emptyObject)?.isNull != true)
      } catch {
        #expect((0...path.utf8.count).contains(error.position))
        refused.insert(path)
      }
    }
    #expect(refused == CorpusTests.refused)
  }
}

@Suite struct CorpusDocumentTests {
  /// Every definition in use that is JSON or JSON5 is read without a fault, and to the same value
  /// as the parser reads where that reads it; removing and replacing keeps it readable.
  @Test(.enabled(if: sharedText("corpus/index.jsonl") != nil, "no shared corpus"))
  func readsEveryDefinitionInUse() throws {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    folder = folder.resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "shared/corpus/definitions").resolvingSymlinksInPath()
    var faulty: [String] = []
    var random = Seeded(state: 4)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    where name.hasSuffix(".json") || name.hasSuffix(".json5") {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let document = Document(text)
      if !document.isWellFormed {
        // Templates of Terraform have substitutions where values belong.
        if document.faults.allSatisfy({ $0.reason.hasPrefix("a substitution") }) { continue }
        faulty.append("\(name) \(document.faults[0].place) \(document.faults[0].reason)")
        continue
      }
      if let value = try? Value(parsing: text) { #expect(document.value == value, "\(name)") }
      guard document.faults.isEmpty, document.nodes.count > 1 else { continue }
      let node = document.nodes[Int.random(in: 1..<document.nodes.count, using: &random)]
      let pointer = document.pointer(at: node.range.lowerBound)
      let removed = try #require(document.removing(pointer))
      #expect(removed.faults.isEmpty, "\(name) \(pointer)")
      #expect(
        removed.value
          == FuzzTests.change(document.value, pointer.tokens[...]) { _ in nil },
        "\(name) \(pointer)")
    }
    #expect(faulty == [])
  }
}
