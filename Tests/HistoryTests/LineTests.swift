import Foundation
import JSON
import Testing

@testable import History

@Suite struct LineTests {
  @Test func `every type of event comes back from its line`() throws {
    for event in sampleEvents() {
      let line = event.line(executionArn: "arn:x", redriveCount: 2)
      let read = try EventLine(parsing: Array(line.utf8).span)
      #expect(read.event == event, "\(line)")
      #expect(read.arn == "arn:x")
      #expect(read.redriveCount == 2)
    }
  }

  @Test func `a line is JSON in the shape of AWS's log entries`() throws {
    for event in sampleEvents() {
      let line = event.line(executionArn: "arn:x")
      let value = try Value(parsing: line)
      #expect(!line.contains("\n"))
      let names = try #require(value.object).names.filter { $0 != "treadle" && $0 != "details" }
      #expect(
        names == [
          "id", "type", "previous_event_id", "event_timestamp", "execution_arn", "redrive_count",
        ])
      for name in names { #expect(value[name]?.string != nil) }
    }
    let entered = Event(
      id: 2, previousEventId: 0, timestamp: Timestamp(milliseconds: 1_738_936_161_234),
      type: .passStateEntered, details: .stateEntered(name: "State0", input: "{}"))
    #expect(
      entered.line(executionArn: "arn:x") == """
        {"id":"2","type":"PassStateEntered","details":{"input":"{}","inputDetails":{"truncated":\
        false},"name":"State0"},"previous_event_id":"0","event_timestamp":"1738936161234",\
        "execution_arn":"arn:x","redrive_count":"0"}
        """)
  }

  @Test func `every type of event comes back from a HistoryEvent`() throws {
    for var event in sampleEvents() {
      event.note = EventNote()
      let value = event.historyEvent()
      #expect(try Event(historyEvent: value) == event, "\(value.text)")
    }
  }

  @Test func `a HistoryEvent without execution data keeps parameters`() {
    for event in sampleEvents() {
      let value = event.historyEvent(includeExecutionData: false)
      for (name, member) in value.object ?? Object() where name.hasSuffix("EventDetails") {
        for gone in ["input", "inputDetails", "output", "outputDetails"] {
          #expect(member[gone] == nil)
        }
        if event.type == .taskScheduled { #expect(member["parameters"] != nil) }
      }
    }
  }

  @Test func `what the AWS CLI prints is read`() throws {
    let text = """
      {"events": [
        {"timestamp": "2025-02-07T13:49:21.234000+00:00", "type": "PassStateEntered", "id": 2,
         "previousEventId": 0, "stateEnteredEventDetails": {"name": "A", "input": "{}",
         "inputDetails": {"truncated": false}}},
        {"timestamp": 1738936161.234, "type": "ExecutionStarted", "id": 1, "previousEventId": 0,
         "executionStartedEventDetails": {"input": "{}", "roleArn": "arn:r"}}]}
      """
    let events = try Event.events(ofHistory: Value(parsing: text))
    #expect(events.map(\.id) == [1, 2])
    #expect(events.map(\.timestamp.milliseconds) == [1_738_936_161_234, 1_738_936_161_234])
  }

  @Test func `members in another order, blanks and unknown members are read`() throws {
    let line = """
      { "treadle" : {"scope":"A[1]", "new": [1, {"x": "}"}]}, "details": {"name":"S","other":null,
      "input":"\\u007b\\u0022\\ud83d\\ude00\\"}" }, "type":"TaskStateEntered","id": 7,
      "event_timestamp":"5", "execution_arn":"arn:y", "future":{"a":["]"]}}
      """
    let read = try EventLine(parsing: Array(line.utf8).span)
    #expect(read.event.details == .stateEntered(name: "S", input: "{\"\u{1F600}\"}"))
    #expect(read.event.note.scope == "A[1]")
    #expect(read.event.id == 7)
  }

  @Test func `broken lines are told, never trapped on`() {
    var generator = SystemRandomNumberGenerator()
    let lines = sampleEvents().map { Array($0.line(executionArn: "arn:x").utf8) }
    for round in 0..<4000 {
      var line = lines[round % lines.count]
      switch round % 3 {
      case 0: line.removeLast(Int.random(in: 1...line.count, using: &generator))
      case 1: line[Int.random(in: 0..<line.count)] = UInt8.random(in: 0...255)
      default: line.insert(contentsOf: Array("\\u".utf8), at: Int.random(in: 0..<line.count))
      }
      _ = try? EventLine(parsing: line.span)
      _ = try? LineHead(parsing: line.span, at: 0)
    }
    for text in ["", "{", "{}", "[]", "{\"id\":", "{\"id\":\"99999999999999999999\"}", "\"\\"] {
      #expect(throws: LineError.self) { try EventLine(parsing: Array(text.utf8).span) }
    }
  }
}
