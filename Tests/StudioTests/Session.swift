import Engine
import Foundation
import History
import JSON
import Screen
import Services
import Testing

@testable import Studio

/// The studio without a terminal: a state, a stand-in for the rim, and a script.
///
/// A script has lines that begin with `> `; what follows `> screen` is the expected screen.
///
///     > size 80x24          > open NAME          > keys r F5 n
///     > type TEXT           > find STATE         > paste TEXT         > mouse press 10 4
///     > task STATE JSON     > fail STATE ERROR CAUSE
///     > services            (from here on each answered task writes an item with an ESC in it)
///     > restart             > screen             > expect TEXT       > refuse TEXT
///     > time passes         (waits that take their time are over when they are asked for)
///     > mocks               (the mock file that was written; expected like a screen)
struct Session {
  var state = State(size: Size(120, 40), folder: Session.workflows)
  /// What tasks are answered, by state; a state that is not here waits for a person.
  var answers: [String: [TaskAnswer]] = [:]
  var world = World()
  var services: Dispatcher?
  var journal = ServiceJournal()
  /// Whether waits of runs that take their time are over at once.
  var passesTime = false
  /// The mock file that was written last.
  var mocks = ""
  /// Whether what is typed is checked after every key.
  var checksAtOnce = true
  /// What was asked of other programs.
  var lookers: [LiveErrand] = []
  /// How many tasks were performed.
  var performed = 0

  /// What outlives a restart.
  struct World {
    var headers: [ExecutionHeader] = []
    var events: [String: [Event]] = [:]
    var files: [String: String] = [:]
    var drafts: [String: String] = [:]
    var copied: [String] = []
    var clock: Int64 = 1_767_323_045_000
  }

  static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let workflows = package.appending(path: "Tests/StudioTests/Definitions").path

  init() {
    state.seed = 42
    state.now = Timestamp(milliseconds: world.clock)
  }

  mutating func open(_ name: String) throws {
    let path = Session.workflows + "/" + name
    let text: String
    if let known = world.files[path] {
      text = known
    } else {
      text = try String(contentsOfFile: path, encoding: .utf8)
      world.files[path] = text
    }
    state.opened(path, text)
    if let draft = world.drafts[path], draft != text {
      state.update(Message.draft(path: path, text: draft))
    }
    state.settle()
    work()
  }

  mutating func key(_ name: String) {
    guard let key = Key(name) else {
      Issue.record("no key \(name)")
      return
    }
    input(.key(key))
  }

  mutating func input(_ input: Input) {
    world.clock += 1000
    state.now = Timestamp(milliseconds: world.clock)
    state.update(input)
    work()
  }

  /// Does errands until there are none.
  mutating func work() {
    for _ in 0..<10_000 {
      let errands = state.errands
      guard !errands.isEmpty else { return }
      state.errands = []
      for errand in errands { take(errand) }
    }
  }

  private mutating func take(_ errand: Errand) {
    switch errand {
    case .list(let folder): state.update(Message.listed(folder: folder, []))
    case .read(let path):
      if let text = world.files[path] {
        state.update(Message.fileRead(path: path, text: text))
      } else {
        state.update(Message.fileUnreadable(path: path, reason: "No such file or directory"))
      }
    case .save(let path, let text, let expected):
      if let expected, let there = world.files[path], there != expected {
        state.update(Message.changedOnDisk(path: path, text: there, mine: text))
      } else {
        world.files[path] = text
        state.update(Message.saved(path: path, text: text))
      }
    case .journal(let path, let text): world.drafts[path] = text
    case .check(let number, let pane, let options):
      if checksAtOnce {
        state.update(Message.checked(number: number, Analysis(pane.fileText, options)))
      }
    case .readSamples(_, let machine):
      state.update(Message.samples(machine: machine, [], testCases: [], isExpress: false))
    case .begin(_, let header): world.headers.append(header)
    case .record(_, let arn, let events): world.events[arn, default: []] += events
    case .perform(let id, let request, _, _): perform(id, request)
    case .wait(let id, let milliseconds):
      guard passesTime else { return }
      world.clock += milliseconds
      state.now = Timestamp(milliseconds: world.clock)
      state.update(Message.goOn(runID: id))
    case .goOn(let id): state.update(Message.goOn(runID: id))
    case .listExecutions: state.update(Message.executions(summaries, interrupted: 0))
    case .open(let arn, let purpose):
      if let header = world.headers.first(where: { $0.arn == arn }) {
        state.update(
          Message.opened(RecordedRun(header: header, events: world.events[arn] ?? []), purpose))
      }
    case .reopen(let arn):
      if let header = world.headers.first(where: { $0.arn == arn }) {
        state.update(Message.reopened(RecordedRun(header: header, events: world.events[arn] ?? [])))
      }
    case .reopenLog: break
    case .compare(let old, let new):
      guard let left = world.headers.first(where: { $0.arn == old }),
        let right = world.headers.first(where: { $0.arn == new })
      else { return }
      let comparison = Comparison(
        left, world.events[old] ?? [], right, world.events[new] ?? [])
      state.update(Message.compared(comparison))
    case .remove(let arn): world.headers.removeAll { $0.arn == arn }
    case .copy(let text): world.copied.append(text)
    case .moveServices(_, let place):
      if let services { _ = journal.move(services, to: place) }
    case .listResources(let before, let after):
      guard let services else { return state.update(Message.resources([], changes: [])) }
      do {
        let (items, changes) = try journal.list(services.services, before: before, after: after)
        state.update(Message.resources(items, changes: changes))
      } catch { Issue.record(error) }
    case .resetServices:
      do {
        try services?.services.reset()
        if let services { journal.reset(services.checkpoint()) }
      } catch { Issue.record(error) }
    case .recordMock(let form): record(form)
    case .live(let errand): lookers.append(errand)
    case .rememberInput, .closeRecord, .cancel, .suspend, .redraw, .edit: break
    }
  }

  private mutating func perform(_ id: Int, _ request: TaskRequest) {
    var list = answers[request.state] ?? []
    let failure = TaskFailure(error: "States.TaskFailed", cause: "nobody answers")
    let answer = list.first ?? .unavailable(failure, hint: "a mock for \(request.state)")
    if list.count > 1 { list.removeFirst() }
    answers[request.state] = list.isEmpty ? nil : list
    if let services {
      journal.startTask()
      let before = journal.keep(services.checkpoint())
      performed += 1
      write("call-\(performed)", request.state)
      state.update(
        Message.marked(
          runID: id, request.id, before: before, after: journal.keep(services.checkpoint())))
    }
    state.update(Message.answered(runID: id, request.id, answer))
  }

  private mutating func openServices() throws {
    let workspace = Workspace(folder: NSTemporaryDirectory() + "/treadle-session")
    let embedded = try EmbeddedServices(workspace: workspace, inMemory: true)
    _ = try embedded.call(
      service: "dynamodb", operation: "CreateTable",
      parameters: [
        "TableName": "calls", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [["AttributeName": "id", "AttributeType": "S"]],
        "KeySchema": [["AttributeName": "id", "KeyType": "HASH"]],
      ])
    services = Dispatcher(
      workspace: workspace, services: embedded, functions: Functions(workspace: workspace))
  }

  /// Keeps an answer in a workspace of its own.
  private mutating func record(_ form: MockForm) {
    let folder = NSTemporaryDirectory() + "/treadle-mocks-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let record = try MockRecorder.record(
        form.answer, of: form.request, testCase: form.testCase.string, call: form.call,
        in: Workspace(folder: folder))
      mocks = try String(contentsOfFile: record.file, encoding: .utf8)
      state.update(Message.mockRecorded(record.text, testCase: record.testCase))
    } catch { Issue.record(error) }
  }

  private func write(_ id: String, _ name: String) {
    do {
      _ = try services?.services.call(
        service: "dynamodb", operation: "PutItem",
        parameters: [
          "TableName": "calls",
          "Item": ["id": ["S": .string(id)], "by": ["S": .string("\u{1B}[31m" + name)]],
        ])
    } catch { Issue.record(error) }
  }

  private var summaries: [ExecutionSummary] {
    world.headers.reversed().map { header in
      let events = world.events[header.arn] ?? []
      let status =
        switch events.last?.type {
        case .executionSucceeded: "SUCCEEDED"
        case .executionFailed: "FAILED"
        case .executionAborted: "ABORTED"
        default: "RUNNING"
        }
      let start = events.first?.timestamp ?? Timestamp(milliseconds: 0)
      return ExecutionSummary(
        arn: header.arn, name: header.name, stateMachineArn: header.stateMachineArn,
        stateMachineName: header.stateMachineName, type: header.type, status: status,
        startDate: start, stopDate: status == "RUNNING" ? nil : events.last?.timestamp,
        eventCount: events.count)
    }
  }

  var screen: String { state.draw().canvas.text }

  // MARK: Scripts

  /// Runs a line of a script; gives back the screen where it asks for it.
  mutating func run(_ line: String) throws -> String? {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1] : ""
    switch words.first {
    case "size":
      let numbers = rest.split(separator: "x").compactMap { Int($0) }
      input(.resize(Size(numbers[0], numbers[1])))
    case "open": try open(rest)
    case "keys": for name in rest.split(separator: " ") { key(String(name)) }
    case "type":
      for scalar in rest.unicodeScalars { input(.key(Key(.character(scalar)))) }
    case "find":
      key(":")
      for scalar in "find \(rest)".unicodeScalars { input(.key(Key(.character(scalar)))) }
      key("Enter")
    case "paste": input(.paste(rest))
    case "mouse": try mouse(rest)
    case "task", "fail": try answer(words[0], rest)
    case "services": try openServices()
    case "restart":
      let old = self
      self = Session()
      world = old.world
      answers = old.answers
      state.size = old.state.size
    case "expect": #expect(screen.contains(rest), "\(rest) is not on the screen\n\(screen)")
    case "refuse": #expect(!screen.contains(rest), "\(rest) is on the screen\n\(screen)")
    case "screen": return screen
    case "mocks": return mocks
    case "time": passesTime = rest == "passes"
    default: Issue.record("no such line: \(line)")
    }
    return nil
  }

  private mutating func answer(_ kind: String, _ text: String) throws {
    let parts = text.split(separator: " ", maxSplits: kind == "task" ? 1 : 2).map(String.init)
    let answer: TaskAnswer =
      kind == "task"
      ? .succeeded(try Payload(parsing: parts[1]))
      : .failed(TaskFailure(error: parts[1], cause: parts.count > 2 ? parts[2] : nil))
    answers[parts[0], default: []].append(answer)
  }

  private mutating func mouse(_ text: String) throws {
    let words = text.split(separator: " ").map(String.init)
    let place = Point(Int(words[1]) ?? 0, Int(words[2]) ?? 0)
    let action: Mouse.Action =
      switch words[0] {
      case "press": .press(.left)
      case "drag": .drag(.left)
      case "up": .wheel(-1)
      case "down": .wheel(1)
      default: .release
      }
    input(.mouse(Mouse(action, place)))
  }
}
