import Foundation
import Testing

@testable import Studio

/// Scripts with the screens they should show: `Sessions/*.txt`. `RECORD=1 swift test` rewrites the
/// screens; read the difference before it is committed.
@Suite struct SessionTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Sessions")

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test(arguments: names) func screens(_ name: String) throws {
    let file = SessionTests.folder.appending(path: name)
    let text = try String(contentsOf: file, encoding: .utf8)
    var session = Session()
    var produced = ""
    var expected: String?
    var shown: (command: String, screen: String)?
    func compare() {
      guard let (command, screen) = shown, let expected else { return }
      #expect(trimmed(expected) == trimmed(screen), "\(name): \(command)")
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("> ") {
        compare()
        (shown, expected) = (nil, nil)
        produced += line + "\n"
        if let screen = try session.run(String(line.dropFirst(2))) {
          shown = (String(line), screen)
          expected = ""
          produced += screen
        }
      } else if expected != nil {
        expected? += line + "\n"
      } else {
        produced += line + "\n"
      }
    }
    compare()
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try trimmed(produced).write(to: file, atomically: true, encoding: .utf8)
    }
  }

  private func trimmed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }
}
