import Foundation
import JSON
import Testing

@testable import History

@Suite struct StoreTests {
  private let folder = TemporaryFolder()

  private func record(
    _ store: Store, _ header: ExecutionHeader, _ events: [Event]
  ) throws -> ExecutionLog {
    let log = try store.create(header)
    try log.append(events)
    return log
  }

  @Test func `what was appended is listed and read, here and elsewhere`() throws {
    let store = try Store(folder: folder.path)
    let header = sampleHeader("one")
    let events = sampleRun(states: 3)
    let log = try record(store, header, Array(events.prefix(3)))
    #expect(try store.summary(of: header.arn)?.status == "RUNNING")
    try log.append(Array(events.dropFirst(3)))
    for store in [store, try Store(folder: folder.path)] {
      let summary = try #require(try store.summary(of: header.arn))
      #expect(summary.status == "SUCCEEDED")
      #expect(summary.eventCount == events.count)
      #expect(summary.startDate.milliseconds == 1000)
      #expect(summary.stopDate?.milliseconds == 1003)
      #expect(try store.events(of: header.arn) == events)
      #expect(try store.header(of: header.arn) == header)
      #expect(try store.find("one").map(\.arn) == [header.arn])
    }
  }

  @Test func `a page of a long history is read, both ways`() throws {
    let store = try Store(folder: folder.path)
    let header = sampleHeader("long")
    let events = sampleRun(states: 1000)
    let log = try record(store, header, [])
    for start in stride(from: 0, to: events.count, by: 7) {
      try log.append(Array(events[start..<min(start + 7, events.count)]))
    }
    for (first, limit) in [(1, 10), (250, 20), (255, 3), (1990, 100), (2002, 5), (1, 0), (3000, 2)] {
      let expected = events.filter { $0.id >= first }.prefix(limit)
      #expect(try store.events(of: header.arn, from: first, limit: limit) == Array(expected))
      let backwards = events.filter { $0.id <= first }.reversed().prefix(limit)
      #expect(
        try store.events(of: header.arn, from: first, limit: limit, reverse: true)
          == Array(backwards))
    }
    #expect(try store.events(of: header.arn, limit: 2, reverse: true).map(\.id) == [2002, 2001])
    #expect(throws: StoreError.noSuchExecution("x")) { try store.events(of: "x") }
  }

  @Test func `lists are filtered and paged`() throws {
    let store = try Store(folder: folder.path)
    for number in 0..<30 {
      _ = try record(
        store, sampleHeader("run-\(number)", machine: number % 3 == 0 ? "A" : "B"),
        sampleRun(states: 1, finished: number % 2 == 0, at: Int64(1000 + number / 2)))
    }
    var filter = ExecutionFilter()
    filter.stateMachineName = "A"
    var seen: [String] = []
    var token: String?
    repeat {
      let page = try store.executions(filter, limit: 3, after: token)
      seen += page.executions.map(\.name)
      token = page.next
    } while token != nil
    #expect(seen == [27, 24, 21, 18, 15, 12, 9, 6, 3, 0].map { "run-\($0)" })
    filter.status = "RUNNING"
    #expect(try store.executions(filter).executions.map(\.name) == ["run-27", "run-21", "run-15", "run-9", "run-3"])
    filter = ExecutionFilter()
    filter.nameContains = "N-2"
    #expect(try store.executions(filter).executions.count == 11)
    #expect(try store.counts() == ["RUNNING": 15, "SUCCEEDED": 15])
    let other = try #require(try store.executions(limit: 2).next)
    #expect(throws: StoreError.badPageToken) { try store.executions(filter, after: other) }
    #expect(throws: StoreError.badPageToken) { try store.executions(filter, after: "x") }
  }

  @Test func `the index is made again from the segments`() throws {
    let header = sampleHeader("one")
    do {
      let store = try Store(folder: folder.path)
      _ = try record(store, header, sampleRun(states: 2))
      try store.flush()
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasPrefix("index.") {
      try FileManager.default.removeItem(atPath: folder.path + "/" + name)
    }
    #expect(try Store(folder: folder.path).events(of: header.arn) == sampleRun(states: 2))
    try Data("not a database, but long enough to be taken for one".utf8).write(
      to: URL(fileURLWithPath: folder.path + "/index.sqlite"))
    #expect(try Store(folder: folder.path).summary(of: header.arn)?.status == "SUCCEEDED")
  }

  @Test func `a torn last line is cut off and told`() throws {
    let header = sampleHeader("one")
    do {
      _ = try record(try Store(folder: folder.path), header, sampleRun(states: 2, finished: false))
    }
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).first {
        $0.hasSuffix(".jsonl")
      })
    let path = folder.path + "/" + name
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data("{\"id\":\"6\",\"type\":\"PassSta".utf8))
    try file.close()
    let store = try Store(folder: folder.path)
    #expect(store.mended == [MendedSegment(path: path, bytes: 25)])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
    #expect(try store.events(of: header.arn).count == 5)
    #expect(try store.interrupted().map(\.arn) == [header.arn])
    #expect(try Store(folder: folder.path).mended == [])
  }

  @Test func `an execution belongs to one program at a time`() throws {
    let header = sampleHeader("one")
    let first = try Store(folder: folder.path)
    let log = try record(first, header, sampleRun(states: 1, finished: false))
    let second = try Store(folder: folder.path)
    #expect(try second.summary(of: header.arn)?.isInterrupted == false)
    #expect(throws: StoreError.inUse(arn: header.arn)) { try second.open(header.arn) }
    #expect(throws: StoreError.inUse(arn: header.arn)) { try first.open(header.arn) }
    log.close()
    #expect(try first.interrupted().map(\.arn) == [header.arn])
    let resumed = try first.open(header.arn)
    #expect(try first.interrupted().isEmpty)
    let rest = Array(sampleRun(states: 1).dropFirst(3))
    try resumed.append(rest)
    #expect(try second.events(of: header.arn) == sampleRun(states: 1))
  }

  @Test func `another program goes on with a small segment, but not over an interrupted run`() throws {
    func segments() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".jsonl") }.count
    }
    for number in 0..<3 {
      _ = try record(
        try Store(folder: folder.path), sampleHeader("done-\(number)"), sampleRun(states: 1))
    }
    #expect(try segments() == 1)
    _ = try record(
      try Store(folder: folder.path), sampleHeader("cut"), sampleRun(states: 1, finished: false))
    _ = try record(try Store(folder: folder.path), sampleHeader("next"), sampleRun(states: 1))
    #expect(try segments() == 2)
    #expect(try Store(folder: folder.path).interrupted().map(\.name) == ["cut"])
  }

  @Test func `an execution is exported, removed and imported with its children`() throws {
    let store = try Store(folder: folder.path)
    let parent = sampleHeader("parent")
    let child = sampleHeader("child", definition: "", mapRunArn: "arn:run", parentArn: parent.arn)
    for header in [sampleHeader("before"), parent, child, sampleHeader("after")] {
      _ = try record(store, header, sampleRun(states: 2))
    }
    let text = try store.export(parent.arn)
    try store.remove([parent.arn])
    #expect(try store.summary(of: parent.arn) == nil)
    #expect(try store.summary(of: child.arn) == nil)
    for store in [store, try Store(folder: folder.path)] {
      for name in ["before", "after"] {
        let header = sampleHeader(name)
        #expect(try store.events(of: header.arn) == sampleRun(states: 2))
        #expect(try store.header(of: header.arn) == header)
      }
    }
    // The text of the definition stood in the first line; what is removed must not take it along.
    try store.remove([sampleHeader("before").arn])
    #expect(try Store(folder: folder.path).header(of: sampleHeader("after").arn).definition != "")
    let elsewhere = TemporaryFolder()
    let other = try Store(folder: elsewhere.path)
    #expect(try other.importLines(text, named: "x.jsonl") == [parent.arn, child.arn])
    #expect(try other.header(of: parent.arn) == parent)
    #expect(try other.header(of: child.arn) == child)
    #expect(try other.events(of: child.arn) == sampleRun(states: 2))
    #expect(throws: StoreError.executionExists(parent.arn)) {
      try other.importLines(text, named: "x.jsonl")
    }
    #expect(throws: StoreError.self) { try other.importLines(Array("{}\n".utf8), named: "x") }
    // What is written after a removal goes on in the new segment.
    _ = try record(store, sampleHeader("later"), sampleRun(states: 2))
    #expect(try Store(folder: folder.path).events(of: sampleHeader("later").arn).count == 6)
  }

  @Test func `a small segment limit makes more segments and loses nothing`() throws {
    var options = StoreOptions()
    options.segmentBytes = 2000
    let store = try Store(folder: folder.path, options: options)
    let header = sampleHeader("one")
    let events = sampleRun(states: 40)
    let log = try store.create(header)
    for event in events { try log.append([event]) }
    #expect(try store.events(of: header.arn) == events)
    #expect(try Store(folder: folder.path).events(of: header.arn) == events)
  }

  @Test func `changes of this and of another program are told`() async throws {
    let store = try Store(folder: folder.path)
    let other = try Store(folder: folder.path)
    let stream = store.changes()
    let log = try record(store, sampleHeader("mine"), sampleRun(states: 1))
    let theirs = try record(other, sampleHeader("theirs"), sampleRun(states: 1))
    var seen: [StoreChange] = []
    for await change in stream {
      seen.append(change)
      if seen.count == 2 { break }
    }
    #expect(
      seen == [.events(arn: log.arn, lastId: 4), .events(arn: theirs.arn, lastId: 4)])
  }

  @Test func `many writers at a time lose nothing`() async throws {
    let store = try Store(folder: folder.path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<50 {
        group.addTask {
          let log = try store.create(sampleHeader("run-\(number)"))
          for event in sampleRun(states: 10, at: Int64(number)) {
            if let position = try log.append([event]), event.id % 10 == 0 {
              try await store.sync(position)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let again = try Store(folder: folder.path)
    for number in 0..<50 {
      #expect(
        try again.events(of: sampleHeader("run-\(number)").arn)
          == sampleRun(states: 10, at: Int64(number)))
    }
  }
}
