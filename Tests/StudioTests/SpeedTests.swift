import Engine
import History
import JSON
import Screen
import Testing

@testable import Studio

/// A definition of 1,000 states and a history of 25,000 events: prints how long a key takes to its
/// frame. The bounds are wide enough for a debug build on a busy machine; the figures are read in a
/// release build (`-Xswiftc -enable-testing`).
@Suite struct SpeedTests {
  @Test func aKeyToItsFrame() throws {
    var session = Session()
    session.state.size = Size(200, 60)
    session.world.files[Session.workflows + "/big.asl.json"] = SpeedTests.definition(states: 1000)
    try measure("open 1,000 states", &session) { session in
      do { try session.open("big.asl.json") } catch { Issue.record(error) }
    }
    try measure("first picture", &session) { _ in }
    for key in ["j", "j", "G", "-", "z", "="] {
      try measure("key \(key)", &session) { $0.key(key) }
    }
    session.state.run = SpeedTests.run(events: 25_000)
    session.state.focus = .history
    try measure("25,000 events", &session) { $0.state.settle() }
    for key in ["j", "PgUp", "g", "G", "N", "S", "C", ">", "v", "v", "1", "k", "2", "]", "]", "]"] {
      try measure("key \(key)", &session) { $0.key(key) }
    }
    session.key("3")
    session.key("&")
    for key in ["t", "a", "s", "k"] { try measure("filter \(key)", &session) { $0.key(key) } }
    session.key("Enter")
    session.key("e")
    session.checksAtOnce = false
    for key in ["x", "Backspace"] { try measure("edit \(key)", &session) { $0.key(key) } }
    try measure("edit, checked", &session) { session in
      guard let pane = session.state.editor, let file = session.state.file else { return }
      let analysis = Analysis(pane.fileText, file.options)
      session.state.update(Message.checked(number: session.state.checkCount, analysis))
    }
    session.key("Esc")
    session.key("M-e")
    for key in ["x", "Enter", "PgDn", "y"] {
      try measure("edit all \(key)", &session) { $0.key(key) }
    }
    session.key("Esc")
  }

  private func measure(
    _ name: String, _ session: inout Session, _ body: (inout Session) -> Void
  ) throws {
    let clock = ContinuousClock()
    let time = clock.measure {
      body(&session)
      _ = session.state.draw()
    }
    print("speed: \(name): \(time)")
    #expect(time < .seconds(20), "\(name)")
  }

  static func definition(states: Int) -> String {
    let bodies = (0..<states).map { number in
      let next = number + 1 < states ? "\"Next\": \"State\(number + 1)\"" : "\"End\": true"
      if number % 10 == 3, number + 7 < states {
        return """
              "State\(number)": {"Type": "Choice", "Choices": [
                {"Variable": "$.n", "NumericGreaterThan": \(number), "Next": "State\(number + 7)"}],
                "Default": "State\(number + 1)"}
          """
      }
      return "    \"State\(number)\": {\"Type\": \"Pass\", \(next)}"
    }
    return """
      {
        "StartAt": "State0",
        "States": {
      \(bodies.joined(separator: ",\n"))
        }
      }
      """
  }

  static func run(events: Int) -> Run {
    var list: [Event] = []
    for number in 0..<(events / 2) {
      let state = "State\(number % 1000)"
      let entered = number * 2 + 1
      list.append(
        Event(
          id: entered, previousEventId: entered - 1,
          timestamp: Timestamp(milliseconds: Int64(entered)), type: .taskStateEntered,
          details: .stateEntered(name: state, input: "{\"number\":\(number)}")))
      list.append(
        Event(
          id: entered + 1, previousEventId: entered,
          timestamp: Timestamp(milliseconds: Int64(entered + 1)), type: .taskStateExited,
          details: .stateExited(
            name: state, output: "{\"number\":\(number),\"text\":\"value\"}",
            assignedVariables: [AssignedVariable(name: "n", value: "\(number)")])))
    }
    var run = Run(id: 99, name: "long", arn: "arn", kind: .recorded, machine: nil, stepper: nil)
    run.load(list)
    run.status = .succeeded
    return run
  }
}
