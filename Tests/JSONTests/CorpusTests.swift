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
