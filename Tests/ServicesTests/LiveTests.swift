import ASL
import Engine
import Foundation
import History
import JSON
import Testing

@testable import Services

/// The lines between who runs executions and who looks on; and a door with a runner behind it.
@Suite(.serialized) struct LiveTests {
  @Test func linesAreReadAsTheyWereWritten() {
    let arn = "arn:aws:states:us-east-1:123456789012:execution:order:one"
    let commands: [LiveCommand] = [
      .setBreakpoints([]),
      .setBreakpoints([
        Breakpoint(stateMachineName: "order", state: "Pay \u{1F4B6}\n\""), Breakpoint(state: "x"),
      ]),
      .next(execution: arn), .step(execution: arn), .proceed(execution: arn),
      .stop(execution: arn), .tasks(execution: nil), .tasks(execution: arn),
      .answer(execution: arn, task: 7, .succeeded(output: #"{"a":"\n"}"#)),
      .answer(execution: arn, task: nil, .failed(error: nil, cause: nil)),
      .answer(execution: arn, task: nil, .failed(error: "E", cause: "why")),
      .call(action: "ListActivities", parameters: Object([("maxResults", .int(1))])),
    ]
    for (id, command) in commands.enumerated() {
      let line = command.line(id: id)
      #expect(line.last == UInt8(ascii: "\n"))
      #expect(!line.dropLast().contains(UInt8(ascii: "\n")), "\(command)")
      let read = LiveCommand.read(line.dropLast())
      #expect(read?.id == id)
      #expect(read?.command == command)
    }
    let task = LiveTask(
      execution: arn, number: 3, state: "Ask", scope: "Each[1]", resource: "arn:x", input: "{}",
      token: "t", since: Timestamp(milliseconds: 12))
    #expect(LiveTask(.object(task.object)) == task)
    let lines: [LiveLine] = [
      .news(.hello(LiveServer(process: 12, endpoint: "http://127.0.0.1:1"))),
      .news(.held(execution: arn, scope: "Each[1]", state: "Pay")),
      .news(.released(execution: arn)),
      .result(id: 4, Object([("tasks", .array([.object(task.object)]))])),
      .refusal(id: 5, code: "Refused", message: "no"),
    ]
    for line in lines { #expect(LiveLine(reading: line.bytes.dropLast()) == line) }
  }

  /// Nothing that comes over the socket ends the program.
  @Test func nonsenseIsNoCommand() {
    let seeds = [
      LiveCommand.answer(execution: "arn", task: 1, .succeeded(output: "{}")).line(id: 1),
      LiveCommand.setBreakpoints([Breakpoint(state: "a")]).line(id: 2),
      LiveLine.news(.held(execution: "a", scope: "", state: "b")).bytes,
      Array(#"{"id":1,"do":"break","states":[1,{"state":2}]}"#.utf8),
    ]
    var random = SystemRandomNumberGenerator()
    for round in 0..<4000 {
      var line = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 0...4, using: &random) where !line.isEmpty {
        let place = Int.random(in: 0..<line.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: line[place] = UInt8.random(in: 0...255, using: &random)
        case 1: line.remove(at: place)
        default: line.insert(UInt8.random(in: 0...255, using: &random), at: place)
        }
      }
      _ = LiveCommand.read(line)
      _ = LiveLine(reading: line)
    }
    #expect(LiveCommand.read(Array(#"{"id":1,"do":"dance"}"#.utf8)) == nil)
    #expect(LiveCommand.read(Array("[]".utf8)) == nil)
  }

  // MARK: A door

  private final class NoExecutions: ExecutionService {
    func call(action: String, parameters: Object, caller: Identity?) async throws(ServiceError)
      -> Object
    { throw ServiceError("Unknown", action) }
    func end(ofExecution arn: String) async throws(ServiceError) -> Object { Object() }
  }

  private struct NoTasks: TaskPerformer {
    func perform(
      _ request: TaskRequest, progress: @escaping @Sendable (TaskProgress) -> Void
    ) async -> TaskAnswer { .failed(TaskFailure(error: "Unasked", cause: nil)) }
  }

  private static let definition = """
    {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Task",
     "Resource":"arn:aws:states:::sqs:sendMessage","Parameters":{},"Next":"C"},
     "C":{"Type":"Pass","End":true}}}
    """

  /// A looker-on that reads lines until one is wanted.
  private struct Looker {
    let link: LiveLink
    var lines: [LiveLine] = []

    mutating func wait(_ isWanted: (LiveLine) -> Bool) throws {
      for _ in 0..<100 {
        while !lines.isEmpty { if isWanted(lines.removeFirst()) { return } }
        lines = try #require(link.read())
      }
      Issue.record("the line did not come")
    }

    mutating func waitForHold(_ state: String) throws {
      try wait { if case .news(.held(_, _, state)) = $0 { true } else { false } }
    }
  }

  private struct Scene {
    let folder = NSTemporaryDirectory() + "treadle-live-\(UUID().uuidString)"
    let runner = Runner(store: nil, performer: NoTasks())
    let door: LiveDoor

    init() throws {
      // A path longer than a socket's address has room for.
      let deep = folder + "/" + String(repeating: "long-folder-name/", count: 12)
      try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
      data = deep
      door = try LiveDoor(
        dataFolder: deep, runner: runner, executions: NoExecutions(), endpoint: "http://x")
    }

    let data: String

    func look() throws -> Looker {
      let name = try #require(LiveLink.names(dataFolder: data).first)
      return Looker(link: try LiveLink.open(name, dataFolder: data))
    }

    func request(_ name: String) throws -> StartRequest {
      let machine = try #require(StateMachine.read(LiveTests.definition).machine)
      let base = "arn:aws:states:us-east-1:123456789012"
      return StartRequest(
        machine: machine,
        identity: Identity(
          arn: "\(base):execution:m:\(name)", name: name,
          stateMachineArn: "\(base):stateMachine:m", stateMachineName: "m", roleArn: "",
          type: .standard), input: .empty)
    }

    func end() {
      door.close()
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  @Test func holdsStepsAnswersAndLetsGo() async throws {
    let scene = try Scene()
    defer { scene.end() }
    var looker = try scene.look()
    _ = try looker.link.ask(
      .setBreakpoints([Breakpoint(stateMachineName: "m", state: "B")]))
    let request = try scene.request("one")
    let arn = request.identity.arn
    try scene.runner.start(request)
    try looker.waitForHold("B")
    // It stands in the state, and its task was not called.
    #expect(scene.runner.pendingTasks(of: arn).isEmpty)

    // Another machine's breakpoint of that name holds nothing.
    _ = try looker.link.ask(
      .setBreakpoints([Breakpoint(stateMachineName: "other", state: "B")]))
    let free = try scene.request("two")
    let outcome = try await scene.runner.startSync(free)
    #expect(outcome.error == "Unasked")

    // The answer by hand stands in for the call; the execution is held at the next state.
    looker.link.send(
      .answer(execution: arn, task: nil, .succeeded(output: #"{"by":"hand"}"#)))
    try looker.waitForHold("C")
    looker.link.send(.proceed(execution: arn))
    try looker.wait { if case .news(.released(arn)) = $0 { true } else { false } }
    let end = try? await scene.runner.outcome(of: arn)
    // Without a history an execution that is over is not known any more.
    #expect(end == nil || end?.output?.text == #"{"by":"hand"}"#)
    #expect(throws: ServiceError.self) { try looker.link.ask(.proceed(execution: arn)) }
  }

  @Test func whoLeavesHoldsNothing() async throws {
    let scene = try Scene()
    defer { scene.end() }
    var looker: Looker? = try scene.look()
    _ = try looker?.link.ask(.setBreakpoints([Breakpoint(state: "C"), Breakpoint(state: "A")]))
    let request = try scene.request("one")
    let runner = scene.runner
    async let outcome = runner.startSync(request)
    try looker?.waitForHold("A")
    looker = nil
    #expect(try await outcome.status == .failed)
    for _ in 0..<100 where !runner.breakpoints.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    #expect(runner.breakpoints.isEmpty)
  }
}
