import ASL
import Foundation
import JSON
import Synchronization
import Testing

@testable import Engine
@testable import History

@Suite struct RunnerTests {
  private let folder = TemporaryFolder()

  private func makeRunner(
    _ lines: [String: [Script.Line]] = [:], _ change: (inout RunnerOptions) -> Void = { _ in }
  ) throws -> Runner {
    var options = RunnerOptions()
    change(&options)
    return Runner(
      store: try Store(folder: folder.path), performer: Script(lines), options: options)
  }

  @Test func `an execution runs, is recorded and described`() async throws {
    let runner = try makeRunner(["T": [.output(["r": 2])]])
    let outcome = try await runner.startSync(try request(passAndTask))
    #expect(outcome.status == .succeeded)
    #expect(outcome.output?.text == "{\"r\":2}")
    let store = try #require(runner.store)
    let events = try store.events(of: outcome.identity.arn)
    #expect(
      events.map(\.type) == [
        .executionStarted, .passStateEntered, .passStateExited, .taskStateEntered,
        .lambdaFunctionScheduled, .lambdaFunctionStarted, .lambdaFunctionSucceeded,
        .taskStateExited, .succeedStateEntered, .succeedStateExited, .executionSucceeded,
      ])
    let description = try runner.describe(outcome.identity.arn)
    #expect(description.summary.status == "SUCCEEDED")
    #expect(description.output == "{\"r\":2}")
    #expect(description.input == "{}")
    #expect(description.header.seed == 7)
    #expect(try await runner.outcome(of: outcome.identity.arn).status == .succeeded)
    #expect(throws: RunnerError.executionExists(outcome.identity.arn)) {
      try runner.start(try request(passAndTask))
    }
    #expect(runner.running.isEmpty)
  }

  @Test func `virtual time passes at once`() async throws {
    let runner = try makeRunner(["T": [.error("E", nil), .error("E", nil), .output(1)]])
    let outcome = try await runner.startSync(try request(passAndTask, clock: .virtual))
    #expect(outcome.status == .succeeded)
    let stop = try #require(outcome.stopDate)
    #expect(stop.milliseconds - outcome.startDate.milliseconds == 180_000)
    #expect(
      try await runner.startSync(try request(waiting, name: "two", clock: .virtual)).status
        == .succeeded)
  }

  @Test func `timers of the real clock wake`() async throws {
    let text = waiting.replacingOccurrences(of: "3600", with: "1")
    let runner = try makeRunner()
    let outcome = try await runner.startSync(try request(text))
    #expect(outcome.status == .succeeded)
    let stop = try #require(outcome.stopDate)
    #expect(stop.milliseconds - outcome.startDate.milliseconds >= 1000)
  }

  @Test func `a waiting execution is stopped`() async throws {
    let runner = try makeRunner()
    let arn = identity("one").arn
    try runner.start(try request(waiting))
    #expect(runner.running == [arn])
    try runner.stop(arn, error: "E", cause: "C")
    let outcome = try await runner.outcome(of: arn)
    #expect(outcome.status == .aborted)
    #expect(try runner.describe(arn).error == "E")
    #expect(throws: RunnerError.noSuchExecution(arn)) {
      try runner.stop(arn, error: nil, cause: nil)
    }
  }

  @Test func `an endless loop is stopped`() async throws {
    let loop = """
      {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Choice",
        "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "C"}], "Default": "A"},
        "C": {"Type": "Succeed"}}}
      """
    let runner = try makeRunner()
    var start = try request(loop, type: .express)
    start.isRecorded = false
    try runner.start(start)
    try await Task.sleep(for: .milliseconds(50))
    try runner.stop(start.identity.arn, error: nil, cause: nil)
    #expect(try await runner.outcome(of: start.identity.arn, or: .aborted) == .aborted)
  }

  private static let tokenMachine = """
    {"StartAt": "T", "States": {"T": {"Type": "Task", "HeartbeatSeconds": 600,
      "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}, "End": true}}}
    """

  @Test func `a token answers`() async throws {
    let runner = try makeRunner(["T": [.submitted(["MessageId": "m"])]])
    let arn = identity("one").arn
    try runner.start(try request(Self.tokenMachine))
    let token = try #require(runner.pendingTasks(of: arn).first?.taskToken)
    #expect(throws: RunnerError.invalidToken) {
      try runner.taskSucceeded(token: "x", output: "{}")
    }
    #expect(throws: RunnerError.self) { try runner.taskSucceeded(token: token, output: "{") }
    while try runner.store?.events(of: arn).last?.type != .taskSubmitted {
      try await Task.sleep(for: .milliseconds(5))
    }
    try runner.heartbeat(token: token)
    try runner.taskSucceeded(token: token, output: "{\"done\":true}")
    let outcome = try await runner.outcome(of: arn)
    #expect(outcome.output?.text == "{\"done\":true}")
    #expect(throws: RunnerError.taskTimedOut) { try runner.heartbeat(token: token) }
    #expect(
      try runner.store?.events(of: arn).map(\.type) == [
        .executionStarted, .taskStateEntered, .taskScheduled, .taskStarted, .taskSubmitted,
        .taskSucceeded, .taskStateExited, .executionSucceeded,
      ])
  }

  @Test func `a worker takes the task of an activity`() async throws {
    let text = """
      {"StartAt": "T", "States": {"T": {"Type": "Task",
        "Resource": "arn:aws:states:us-east-1:123456789012:activity:a", "End": true}}}
      """
    let runner = try makeRunner()
    let activity = "arn:aws:states:us-east-1:123456789012:activity:a"
    #expect(await runner.activityTask(activity, workerName: nil, waitingFor: 0.01) == nil)
    async let polled = runner.activityTask(activity, workerName: "w", waitingFor: 5)
    try runner.start(try request(text, input: ["n": 1]))
    let task = try #require(await polled)
    #expect(task.input == "{\"n\":1}")
    try runner.taskFailed(token: task.taskToken, error: "E", cause: nil)
    let outcome = try await runner.outcome(of: identity("one").arn)
    #expect(outcome.status == .failed)
    #expect(outcome.error == "E")
    let types = try runner.store?.events(of: identity("one").arn).map(\.type)
    #expect(types?.contains(.activityStarted) == true)
  }

  @Test func `a person answers what nothing else can`() async throws {
    let runner = try makeRunner(["T": [.unavailable]]) { $0.unanswered = .waits }
    let arn = identity("one").arn
    let notices = runner.watch(arn)
    try runner.start(try request(passAndTask))
    for await notice in notices {
      guard case .unanswered(_, let task, let hint) = notice else { continue }
      #expect(hint == "a mock")
      try runner.answer(task.id, of: arn, with: .succeeded(Payload(["by": "hand"])))
      break
    }
    #expect(try await runner.outcome(of: arn).output?.text == "{\"by\":\"hand\"}")
  }

  @Test func `a breakpoint holds an execution that somebody else started`() async throws {
    let runner = try makeRunner()
    let arn = identity("one").arn
    runner.breakpoints = [Breakpoint(stateMachineName: "M", state: "Z")]
    let notices = runner.watch()
    try runner.start(try request(passAndTask))
    for await notice in notices {
      if case .paused(_, let scope, let state) = notice {
        #expect((scope, state) == ("", "Z"))
        break
      }
    }
    #expect(try runner.store?.events(of: arn).last?.type == .taskStateExited)
    #expect(try runner.step(arn))
    #expect(try runner.store?.events(of: arn).last?.type == .succeedStateEntered)
    try runner.resume(arn)
    #expect(try await runner.outcome(of: arn).status == .succeeded)
  }

  @Test func `an execution that is paused at its start is stepped`() throws {
    let runner = try makeRunner()
    var start = try request("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}")
    start.isPausedAtStart = true
    try runner.start(start)
    let arn = start.identity.arn
    #expect(runner.snapshot(of: arn)?.eventCount == 1)
    var steps = 0
    while runner.running == [arn] {
      _ = try runner.step(arn)
      steps += 1
      if steps > 10 { break }
    }
    #expect(try runner.describe(arn).summary.status == "SUCCEEDED")
  }

  @Test func `thousands of executions run at a time`() async throws {
    let runner = try makeRunner(["T": [.delay(0.05, 1)]]) { $0.isDurable = false }
    for number in 0..<2000 {
      try runner.start(try request(passAndTask, name: "run-\(number)"))
    }
    await runner.drain()
    #expect(try runner.store?.counts() == ["SUCCEEDED": 2000])
  }

  @Test func `children of a Map Run have histories of their own`() async throws {
    let text = """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.items", "Label": "L",
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}},
        "End": true}}}
      """
    let runner = try makeRunner()
    let outcome = try await runner.startSync(try request(text, input: ["items": [1, 2, 3]]))
    #expect(outcome.status == .succeeded, "\(outcome)")
    let store = try #require(runner.store)
    let events = try store.events(of: outcome.identity.arn)
    let run: String? = events.compactMap { event -> String? in
      if case .mapRunStarted(let arn) = event.details { return arn }
      return nil
    }.first
    var filter = ExecutionFilter()
    filter.mapRunArn = try #require(run as String?)
    let children = try store.executions(filter).executions
    #expect(children.count == 3)
    #expect(children.allSatisfy { $0.status == "SUCCEEDED" && $0.parentArn == outcome.identity.arn })
    #expect(try store.executions().executions.map(\.arn) == [outcome.identity.arn])
    for child in children { #expect(try store.events(of: child.arn).count == 7) }
  }
}

extension Runner {
  /// The status, also of an execution that was not recorded and is gone.
  fileprivate func outcome(
    of arn: String, or status: ExecutionStatus
  ) async throws -> ExecutionStatus {
    do { return try await outcome(of: arn).status } catch RunnerError.noSuchExecution {
      return status
    }
  }
}

@Suite struct ResumeTests {
  private let folder = TemporaryFolder()

  private func makeRunner(_ store: Store, _ lines: [String: [Script.Line]] = [:]) -> Runner {
    Runner(store: store, performer: Script(lines))
  }

  /// Ends a runner as its process's death would: its executions are no more written.
  private func abandon(_ runner: Runner) {
    for arn in runner.running {
      let run = runner.shared.withLock { $0.runs.removeValue(forKey: arn) }
      run?.state.withLock { $0.timers = [:] }
      run?.log?.close()
    }
  }

  @Test func `a failed execution is redriven by another process`() async throws {
    let arn = identity("one").arn
    do {
      let runner = makeRunner(
        try Store(folder: folder.path), ["T": [.error("Bad", "cause")]])
      #expect(try await runner.startSync(try request(passAndTask)).status == .failed)
    }
    let store = try Store(folder: folder.path)
    let runner = makeRunner(store, ["T": [.output(["fixed": true])]])
    try runner.redrive(arn)
    #expect(try await runner.outcome(of: arn).output?.text == "{\"fixed\":true}")
    #expect(try store.summary(of: arn)?.redriveCount == 1)
    let events = try store.events(of: arn)
    #expect(events.map(\.id) == Array(1...events.count))
    #expect(
      events.map(\.type).suffix(8) == [
        .executionRedriven, .lambdaFunctionScheduled, .lambdaFunctionStarted,
        .lambdaFunctionSucceeded, .taskStateExited, .succeedStateEntered, .succeedStateExited,
        .executionSucceeded,
      ])
    #expect(throws: RunnerError.notRedrivable("Execution is SUCCEEDED and cannot be redriven")) {
      try runner.redrive(arn)
    }
  }

  @Test func `an interrupted execution goes on: its call is made again`() async throws {
    let arn = identity("one").arn
    let first = makeRunner(try Store(folder: folder.path), ["T": [.silence]])
    try first.start(try request(passAndTask, input: ["n": 1]))
    abandon(first)
    let store = try #require(first.store)
    #expect(try store.interrupted().map(\.arn) == [arn])
    let second = makeRunner(store, ["T": [.output(["again": 1])]])
    try second.resumeInterrupted(arn)
    #expect(try await second.outcome(of: arn).output?.text == "{\"again\":1}")
    #expect(try store.events(of: arn).map(\.id) == Array(1...11))
    #expect(throws: RunnerError.self) { try second.resumeInterrupted(arn) }
  }

  @Test func `a wait that was over meanwhile ends at once`() async throws {
    let arn = identity("one").arn
    let text = waiting.replacingOccurrences(of: "3600", with: "1")
    let first = makeRunner(try Store(folder: folder.path))
    try first.start(try request(text))
    abandon(first)
    try await Task.sleep(for: .milliseconds(1100))
    let second = makeRunner(try #require(first.store))
    try second.resumeInterrupted(arn)
    #expect(try await second.outcome(of: arn).status == .succeeded)
  }

  @Test func `a step whose recording was cut off is recorded whole`() async throws {
    let arn = identity("one").arn
    let store = try Store(folder: folder.path)
    let runner = makeRunner(store, ["T": [.output(5)]])
    _ = try await runner.startSync(try request(passAndTask))
    let events = try store.events(of: arn)
    let header = try store.header(of: arn)
    for cut in 1..<events.count {
      let elsewhere = TemporaryFolder()
      let part = try Store(folder: elsewhere.path)
      try part.importEvents(Array(events.prefix(cut)), header: header)
      let again = makeRunner(part, ["T": [.output(5)]])
      try again.resumeInterrupted(arn)
      #expect(try await again.outcome(of: arn).status == .succeeded, "cut after \(cut)")
      #expect(try part.events(of: arn).map(\.type) == events.map(\.type), "cut after \(cut)")
    }
  }
}
