import Foundation
import Testing

/// The rules of the house, read off the sources.
@Suite struct HouseTests {
  /// A target's floor; a target imports only from floors below its own.
  static let floors: [String: Int] = [
    "JSON": 0, "CNcurses": 0, "CCrypto": 0, "CStack": 0, "CZlib": 0,
    "JSONata": 1, "History": 1, "Screen": 1, "Layout": 1,
    "ASL": 2, "Engine": 3, "Services": 4, "Studio": 5, "API": 5, "Command": 6,
  ]

  static let lineLimit = 600
  /// Files that may be longer, each with its reason.
  static let longFiles: [String: String] = [:]

  struct Source {
    let target: String
    let path: String
    let lines: [Substring]
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func sources() throws -> [Source] {
    let folder = root.appending(path: "Sources").resolvingSymlinksInPath()
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      return Source(
        target: String(path.prefix { $0 != "/" }), path: path,
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  /// The module an import names: `public import struct JSON.Value` names `JSON`.
  static func module(_ line: Substring) -> String? {
    let words = line.split(separator: " ")
    guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
      words[..<place].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains($0) })
    else { return nil }
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
    ]
    let next = words[place + 1]
    let name = kinds.contains(next) && place + 2 < words.count ? words[place + 2] : next
    return String(name.prefix { $0 != "." && $0 != ";" })
  }

  static let accessLevels: Set<Substring> = [
    "public", "package", "internal", "fileprivate", "private",
  ]

  @Test func readsImports() {
    #expect(HouseTests.module("import JSON") == "JSON")
    #expect(HouseTests.module("public import struct JSON.Value") == "JSON")
    #expect(HouseTests.module("@preconcurrency import CNcurses") == "CNcurses")
    #expect(HouseTests.module("  // import JSON") == nil)
  }

  @Test func importsPointDown() throws {
    let sources = try HouseTests.sources()
    #expect(!sources.isEmpty)
    for source in sources {
      guard let floor = HouseTests.floors[source.target] else {
        Issue.record("\(source.path): \(source.target) has no floor; add it to the table")
        continue
      }
      for module in source.lines.compactMap(HouseTests.module) {
        guard let other = HouseTests.floors[module] else { continue }
        #expect(other < floor, "\(source.path) on floor \(floor) imports \(module) on \(other)")
      }
    }
  }

  @Test func filesAreShort() throws {
    for source in try HouseTests.sources() where HouseTests.longFiles[source.path] == nil {
      #expect(
        source.lines.count <= HouseTests.lineLimit + 1,
        "\(source.path) has \(source.lines.count) lines; cut it, or list it with a reason")
    }
  }

  @Test func nothingTraps() throws {
    for source in try HouseTests.sources() {
      for (number, line) in source.lines.enumerated() where !HouseTests.isComment(line) {
        for word in ["try!", "as!", "fatalError("] {
          #expect(!line.contains(word), "\(source.path):\(number + 1) has \(word)")
        }
      }
    }
  }

  /// `@unchecked Sendable` needs a comment just above, or among the declaration's documentation,
  /// that says why it holds and has the word Sendable.
  @Test func uncheckedSendableIsProved() throws {
    for source in try HouseTests.sources() {
      for (number, line) in source.lines.enumerated()
      where line.contains("@unchecked Sendable") && !HouseTests.isComment(line) {
        let comment = source.lines[..<number].reversed()
          .drop { !HouseTests.isComment($0) && $0.contains("@") }.prefix {
            HouseTests.isComment($0)
          }
        #expect(
          comment.contains { $0.contains("Sendable") },
          "\(source.path):\(number + 1): say above it why it is Sendable")
      }
    }
  }

  @Test func foundationReadsNoJSON() throws {
    for source in try HouseTests.sources() {
      for (number, line) in source.lines.enumerated() where !HouseTests.isComment(line) {
        for word in ["JSONSerialization", "JSONDecoder", "JSONEncoder"] {
          #expect(!line.contains(word), "\(source.path):\(number + 1) uses \(word)")
        }
      }
    }
  }

  @Test func oneFileKnowsCurses() throws {
    let knowing = try HouseTests.sources().filter { source in
      source.lines.contains { HouseTests.module($0) == "CNcurses" }
    }
    #expect(knowing.allSatisfy { $0.target == "Screen" }, "only Screen imports CNcurses")
    #expect(knowing.count <= 1, "more than one: \(knowing.map(\.path))")
  }

  static func isComment(_ line: Substring) -> Bool {
    line.drop { $0 == " " }.hasPrefix("//")
  }
}
