import JSON
import Testing

@testable import ASL

@Suite struct ReaderTests {
  @Test func readsAPass() throws {
    let reading = StateMachine.read(
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"b.$": "$.x", "a.$": "States.UUID()", "c": 1}, "End": true}}}"#
    )
    #expect(reading.diagnostics.isEmpty)
    let machine = try #require(reading.machine)
    guard case .object(let template) = machine.scope.states[0].arguments else {
      Issue.record("no object")
      return
    }
    #expect(template.form.names == ["c", "a", "b"])
  }
}
