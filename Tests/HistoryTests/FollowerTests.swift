import Foundation
import JSON
import Testing

@testable import History

/// What another program writes is told as it is written, whole and once.
@Suite struct FollowerTests {
  @Test func tellsWhatComes() throws {
    let folder = NSTemporaryDirectory() + "treadle-follower-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // It may begin before there is anything to follow.
    var early = Follower(folder: folder)
    #expect(early.next().isEmpty)

    let store = try Store(folder: folder)
    let old = try store.create(header("old"))
    try old.append([event(1, .executionStarted, .none)])
    var follower = Follower(folder: folder)
    #expect(follower.next().isEmpty)
    #expect(early.next().map(\.arn) == ["old"])

    let followed = try store.create(header("new"))
    follower.followed = "new"
    try followed.append([
      event(
        1, .executionStarted,
        .executionStarted(
          input: #"{"a":"é"}"#, roleArn: "", stateMachineAliasArn: nil,
          stateMachineVersionArn: nil)),
      event(2, .passStateEntered, .stateEntered(name: "One", input: "{}")),
    ])
    try old.append([event(2, .executionSucceeded, .output("{}"))])
    let news = follower.next()
    #expect(news.map(\.arn) == ["new", "old"])
    #expect(news.first?.header?.name == "name of new")
    #expect(news.first?.events.map(\.id) == [1, 2])
    #expect(news.first?.events.last?.details == .stateEntered(name: "One", input: "{}"))
    #expect(news.last?.status == "SUCCEEDED")
    #expect(news.last?.events.isEmpty == true)
    #expect(follower.next().isEmpty)

    // A line that is being written waits for its end.
    let segment = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".jsonl") })
    let path = folder + "/" + segment
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let line = try #require(lines.last { $0.contains("PassStateEntered") }) + "\n"
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(line.utf8.prefix(40)))
    #expect(follower.next().isEmpty)
    try file.write(contentsOf: Data(line.utf8.dropFirst(40)))
    #expect(follower.next().map(\.lastId) == [2])
  }

  private func header(_ arn: String) -> ExecutionHeader {
    ExecutionHeader(
      arn: arn, name: "name of \(arn)", stateMachineArn: "machine", stateMachineName: "machine",
      roleArn: "", type: "STANDARD", definition: "{}")
  }

  private func event(_ id: Int, _ type: EventType, _ details: EventDetails) -> Event {
    Event(
      id: id, previousEventId: id - 1, timestamp: Timestamp(milliseconds: 1_000_000), type: type,
      details: details)
  }
}
