import History
import Testing

@Test func `there are 62 types of event`() {
  #expect(EventType.allCases.count == 62)
}
