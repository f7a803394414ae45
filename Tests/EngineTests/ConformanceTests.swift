import Foundation
import JSON
import Testing

/// The recordings of real AWS, run in process and compared by the recordings' own program.
struct ConformanceTests {
  /// Cases that agree today, by area; more is fine, fewer is not.
  static let agreeing = 466

  @Test func agreesWithRecordings() throws {
    guard let recordings = Recordings() else {
      print("skipped: the recordings are not beside the package")
      return
    }
    var lines = ""
    for test in recordings.cases {
      let answers = recordings.answers(to: test)
      guard !answers.isEmpty else { continue }
      lines += (["id": test["id"] ?? .null, "actual": .object(answers)] as Value).text + "\n"
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("recorded-\(ProcessInfo.processInfo.processIdentifier).jsonl")
    try lines.write(to: file, atomically: true, encoding: .utf8)
    if let keep = ProcessInfo.processInfo.environment["KEEP"] {
      try lines.write(toFile: keep, atomically: true, encoding: .utf8)
    }
    let report = try compare(file, recordings.folder)
    try FileManager.default.removeItem(at: file)
    let passed = report.filter { $0.hasPrefix("same ") }.count
    let failed = report.filter { $0.hasPrefix("DIFF ") }.count
    for (area, counts) in areas(report).sorted(by: { $0.key < $1.key }) {
      print("recordings, \(area): \(counts.same) of \(counts.all) agree")
    }
    print("recordings: \(passed) of \(passed + failed) agree")
    #expect(passed >= Self.agreeing)
  }

  private func areas(_ report: [Substring]) -> [Substring: (same: Int, all: Int)] {
    var areas: [Substring: (same: Int, all: Int)] = [:]
    for line in report where line.hasPrefix("same ") || line.hasPrefix("DIFF ") {
      let parts = line.split(separator: "/")
      guard parts.count > 1 else { continue }
      areas[parts[1], default: (0, 0)].all += 1
      if line.hasPrefix("same ") { areas[parts[1], default: (0, 0)].same += 1 }
    }
    return areas
  }

  private func compare(_ results: URL, _ folder: URL) throws -> [Substring] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", folder.appendingPathComponent("compare_history.py").path, "--cases",
      folder.appendingPathComponent("cases.jsonl").path, "--batch", results.path, "--only-given",
      "--summary",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }
}
