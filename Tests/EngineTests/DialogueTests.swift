import Foundation
import Testing

/// Dialogues with executions; `RECORD=1` writes the answers anew.
struct DialogueTests {
  @Test func dialogues() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Dialogues")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(files.count >= 10)
    for file in files where file.hasSuffix(".txt") {
      let url = folder.appendingPathComponent(file)
      let text = try String(contentsOf: url, encoding: .utf8)
      let played = Dialogue.play(text)
      if ProcessInfo.processInfo.environment["RECORD"] != nil {
        try played.write(to: url, atomically: true, encoding: .utf8)
      } else {
        #expect(played == text, "\(file)")
      }
    }
  }
}
