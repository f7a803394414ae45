import ASL
import Engine
import Foundation
import History
import JSON
import Screen
import Services
import Testing

@testable import Studio

/// What other programs do, as messages to the state; what it asks of them, as errands.
@Suite struct LiveTests {
  static let arn = "arn:aws:states:us-east-1:123456789012:execution:shop:from-boto3"

  private static func header(_ machine: String = "shop", arn: String = arn) -> ExecutionHeader {
    ExecutionHeader(
      arn: arn, name: State.name(ofExecution: arn), stateMachineArn: "machine",
      stateMachineName: machine, roleArn: "", type: "STANDARD", definition: "{}")
  }

  private static func event(_ id: Int, _ type: EventType, _ details: EventDetails = .none) -> Event {
    Event(
      id: id, previousEventId: id - 1, timestamp: Timestamp(milliseconds: 1_767_323_045_000),
      type: type, details: details)
  }

  private static let start = event(
    1, .executionStarted,
    .executionStarted(
      input: "{}", roleArn: "", stateMachineAliasArn: nil, stateMachineVersionArn: nil))

  private static func entered(_ id: Int, _ state: String) -> Event {
    event(id, .passStateEntered, .stateEntered(name: state, input: "{}"))
  }

  private static func news(_ events: [Event], withHeader: Bool = false) -> HistoryNews {
    var news = HistoryNews(
      arn: arn, firstId: events.first?.id ?? 1, lastId: events.last?.id ?? 1)
    news.events = events
    if withHeader {
      news.header = header()
      news.startDate = events.first?.timestamp
    }
    news.status = events.last?.type == .executionSucceeded ? "SUCCEEDED" : nil
    return news
  }

  /// A studio on `shop`, beside a server that let it in.
  private func studio() throws -> Session {
    var session = Session()
    try session.open("shop.asl.json")
    tell(
      .said(server: "1.sock", .hello(LiveServer(process: 1, endpoint: "http://127.0.0.1:1"))),
      &session)
    session.lookers = []
    return session
  }

  private func tell(_ message: LiveMessage, _ session: inout Session) {
    session.state.update(Message.live(message))
    session.work()
  }

  /// The same, with the execution open that the server runs.
  private func following(_ events: [Event]) throws -> Session {
    var session = try studio()
    tell(.news([LiveTests.news([], withHeader: true)]), &session)
    session.state.update(Message.opened(RecordedRun(header: LiveTests.header(), events: events), .show))
    session.work()
    return session
  }

  @Test func startsElsewhereAreListedAndOffered() throws {
    var session = try studio()
    var other = LiveTests.news([LiveTests.start], withHeader: true)
    other.arn = "arn:aws:states:us-east-1:123456789012:execution:other:x"
    other.header = LiveTests.header("other", arn: other.arn)
    tell(.news([other, LiveTests.news([LiveTests.start], withHeader: true)]), &session)
    #expect(session.state.executions.items.map(\.name) == ["from-boto3"])
    #expect(session.state.executions.items.first?.status == "RUNNING")
    #expect(session.screen.contains("from-boto3 was started by another program; X opens it"))

    // Told again, by a segment that was rewritten, it is the same execution.
    tell(.news([LiveTests.news([LiveTests.start], withHeader: true)]), &session)
    #expect(session.state.executions.items.count == 1)
    tell(.news([LiveTests.news([LiveTests.event(2, .executionSucceeded, .output("{}"))])]), &session)
    #expect(session.state.executions.items.first?.status == "SUCCEEDED")
    #expect(session.state.executions.items.first?.eventCount == 2)

    // What the studio runs itself is no news to it.
    var own = LiveTests.news([LiveTests.start], withHeader: true)
    own.arn = LiveTests.arn + "-own"
    own.header?.virtualClock = true
    session.state.live.offered = nil
    tell(.news([own]), &session)
    #expect(session.state.live.offered == nil)
  }

  @Test func followingOpensWhatStarts() throws {
    var session = try studio()
    session.world.headers = [LiveTests.header()]
    session.world.events = [LiveTests.arn: [LiveTests.start, LiveTests.entered(2, "Check")]]
    session.key("C-w")
    tell(.news([LiveTests.news([LiveTests.start], withHeader: true)]), &session)
    #expect(session.state.run?.arn == LiveTests.arn)
    #expect(session.state.run?.kind == .followed)
    #expect(session.lookers.last == .follow(arn: LiveTests.arn, after: 2))
  }

  @Test func eventsComeAndNoneIsTakenTwice() throws {
    var session = try following([LiveTests.start, LiveTests.entered(2, "Check")])
    tell(.news([LiveTests.news([LiveTests.entered(2, "Check"), LiveTests.entered(3, "Each")])]), &session)
    #expect(session.state.run?.events.map(\.id) == [1, 2, 3])
    #expect(session.state.run?.moment == 3)
    #expect(session.state.selectedState?.name == "Each")

    // Who looks back stays where one looks.
    session.key("S")
    tell(.news([LiveTests.news([LiveTests.entered(4, "Count")])]), &session)
    #expect(session.state.run?.moment == 2)
    #expect(session.state.run?.events.count == 4)

    // Events that are missing are asked for.
    tell(.news([LiveTests.news([LiveTests.entered(9, "Done")])]), &session)
    #expect(session.state.run?.events.count == 4)
    #expect(session.lookers.last == .follow(arn: LiveTests.arn, after: 4))

    // The end.
    tell(.news([LiveTests.news([LiveTests.event(5, .executionSucceeded, .output("{}"))])]), &session)
    #expect(session.state.run?.status == .succeeded)
    #expect(!session.state.isElsewhere)
    // Redriven by another program, what was opened when it was over is followed, too.
    session.state.run?.kind = .recorded
    session.world.headers = [LiveTests.header()]
    session.world.events = [LiveTests.arn: [LiveTests.start]]
    var redriven = LiveTests.news([LiveTests.event(6, .executionRedriven)])
    redriven.status = "RUNNING"
    tell(.news([redriven]), &session)
    #expect(session.state.run?.kind == .followed)
    session.key("q")
    #expect(session.state.run == nil)
    #expect(session.lookers.contains(.follow(arn: nil, after: 0)))
  }

  @Test func breakpointsAreToldAndHoldsShown() throws {
    var session = try following([LiveTests.start, LiveTests.entered(2, "Check")])
    session.key("b")
    #expect(
      session.lookers.last
        == .command(
          .setBreakpoints([Breakpoint(stateMachineName: "shop", state: "Check")])))
    tell(.said(server: "1.sock", .held(execution: LiveTests.arn, scope: "", state: "Check")), &session)
    #expect(session.screen.contains("● paused at Check, held by the server"))

    let moves: [(String, LiveCommand)] = [
      ("n", .next(execution: LiveTests.arn)), ("s", .step(execution: LiveTests.arn)),
      ("c", .proceed(execution: LiveTests.arn)), ("a", .tasks(execution: LiveTests.arn)),
    ]
    for (key, command) in moves {
      session.key(key)
      #expect(session.lookers.last == .command(command), "\(key)")
    }
    tell(.said(server: "1.sock", .released(execution: LiveTests.arn)), &session)
    #expect(session.screen.contains("runs elsewhere"))
    session.key("C-c")
    #expect(session.screen.contains("Another program runs it"))
    session.key("s")
    #expect(session.lookers.last == .command(.stop(execution: LiveTests.arn)))

    // A server that comes later is told, too; one that went holds nothing.
    session.lookers = []
    tell(
      .said(server: "2.sock", .hello(LiveServer(process: 2, endpoint: "http://127.0.0.1:2"))),
      &session)
    #expect(session.lookers.count == 1)
    tell(.said(server: "2.sock", .held(execution: LiveTests.arn, scope: "", state: "Check")), &session)
    tell(.left(server: "2.sock"), &session)
    #expect(session.state.live.holds.isEmpty)
  }

  @Test func tasksAreAnsweredOverTheServer() throws {
    var session = try following([
      LiveTests.start, LiveTests.event(2, .taskStateEntered, .stateEntered(name: "Reserve", input: "{}")),
    ])
    let task = LiveTask(
      execution: LiveTests.arn, number: 4, state: "Reserve", scope: "", resource: "arn:x",
      input: #"{"sku":"A1"}"#, token: "token", since: Timestamp(milliseconds: 0))
    tell(.tasks(execution: LiveTests.arn, [task]), &session)
    #expect(session.screen.contains("Reserve waits for an answer"))
    #expect(session.screen.contains("\"sku\": \"A1\""))
    session.key("C-b")
    #expect(
      session.lookers.last
        == .command(
          .call(action: "SendTaskHeartbeat", parameters: Object([("taskToken", "token")]))))
    session.key("C-s")
    #expect(
      session.lookers.last
        == .command(
          .answer(execution: LiveTests.arn, task: 4, .succeeded(output: "{}"))))
    tell(.tasks(execution: LiveTests.arn, [task]), &session)
    for key in ["C-t", "C-s"] { session.key(key) }
    #expect(
      session.lookers.last
        == .command(
          .answer(
            execution: LiveTests.arn, task: 4, .failed(error: "States.TaskFailed", cause: ""))))

    // Held before its call, it is answered in the call's place.
    tell(.said(server: "1.sock", .held(execution: LiveTests.arn, scope: "", state: "Reserve")), &session)
    tell(.tasks(execution: LiveTests.arn, []), &session)
    session.key("C-s")
    #expect(
      session.lookers.last
        == .command(
          .answer(execution: LiveTests.arn, task: nil, .succeeded(output: "{}"))))
  }

  @Test func intoAChildAndBack() throws {
    let child = "arn:aws:states:us-east-1:123456789012:execution:broken:child"
    var session = try following([
      LiveTests.start,
      LiveTests.event(2, .taskStateEntered, .stateEntered(name: "Settle", input: "{}")),
      LiveTests.event(
        3, .taskSubmitted,
        .taskOutput(
          resourceType: "states", resource: "startExecution.sync",
          output: #"{"ExecutionArn":"\#(child)","StartDate":1}"#)),
      LiveTests.event(4, .executionSucceeded, .output("{}")),
    ])
    session.key("N")
    session.key("I")
    #expect(session.lookers.last == .openChild(arn: child))
    let moment = session.state.run?.moment
    tell(
      .child(
        LiveTests.header("broken", arn: child), [LiveTests.start],
        DefinitionPlace(path: "/none/broken.asl.json", text: nil)), &session)
    #expect(session.state.file?.machineName == "broken")
    #expect(session.state.run?.arn == child)

    session.key("Y")
    #expect(session.lookers.last == .openChild(arn: LiveTests.arn))
    let text = try String(contentsOfFile: Session.workflows + "/shop.asl.json", encoding: .utf8)
    tell(
      .child(
        LiveTests.header(),
        [
          LiveTests.start,
          LiveTests.event(2, .taskStateEntered, .stateEntered(name: "Settle", input: "{}")),
          LiveTests.event(3, .executionSucceeded, .output("{}")),
        ], DefinitionPlace(path: Session.workflows + "/shop.asl.json", text: text)), &session)
    #expect(session.state.file?.machineName == "shop")
    #expect(session.state.selectedState?.name == "Settle")
    #expect(session.state.run?.moment == min(moment ?? 0, 3))
    #expect(session.state.live.parents.isEmpty)

    // There is nothing to go into, or back to.
    session.key("Y")
    #expect(session.screen.contains("no execution is known that started this one"))
  }
}
