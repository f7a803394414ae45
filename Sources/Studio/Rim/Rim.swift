import Engine
import FoundationEssentials
import Glibc
import History
import JSON
import Screen
import Services
import Synchronization

/// Does errands, one after the other and away from the screen's thread; answers by messages.
final class Rim: Sendable {
  private let jobs: AsyncStream<Errand>.Continuation
  private let mailbox: Mailbox<Message>
  private let hasEnded = Mutex(false)
  private let checker: Checker

  init(
    folder: String, mailbox: Mailbox<Message>,
    executions: @escaping @Sendable () -> (any ExecutionService)?
  ) {
    self.mailbox = mailbox
    checker = Checker(mailbox: mailbox)
    let (stream, jobs) = AsyncStream.makeStream(of: Errand.self)
    self.jobs = jobs
    let worker = Worker(folder: folder, mailbox: mailbox, executions: executions)
    Task.detached { [weak self] in
      for await errand in stream { await worker.take(errand) }
      await worker.close()
      self?.hasEnded.withLock { $0 = true }
    }
  }

  func take(_ errand: Errand) {
    switch errand {
    case .wait(let id, let milliseconds):
      Task.detached { [mailbox] in
        try? await Task.sleep(for: .milliseconds(milliseconds + 2))
        mailbox.send(.goOn(runID: id))
      }
    case .goOn(let id):
      mailbox.send(.goOn(runID: id))  // after the keys that wait, before the next picture
    case .check(let number, let pane, let options):
      checker.take(number, pane, options)
    default: jobs.yield(errand)
    }
  }

  /// Waits, for a few seconds at most, until everything asked for is done.
  func finish() {
    jobs.finish()
    for _ in 0..<300 {
      if hasEnded.withLock({ $0 }) { return }
      usleep(10_000)
    }
  }
}

/// What the rim works with: the history, functions and services. They are opened when first needed.
private actor Worker {
  private let folder: String
  private let mailbox: Mailbox<Message>
  private var store: Result<Store, StoreError>?
  private var workspace: Workspace?
  private var dispatcher: Dispatcher?
  private var mocks: Mocks?
  private var playing: [Int: Dispatcher] = [:]
  private var logs: [String: ExecutionLog] = [:]
  private var journal = ServiceJournal()
  private var calls: [Int: [Task<Void, Never>]] = [:]
  private var watching: Task<Void, Never>?

  private let executions: @Sendable () -> (any ExecutionService)?
  private let watch: LiveWatch

  init(
    folder: String, mailbox: Mailbox<Message>,
    executions: @escaping @Sendable () -> (any ExecutionService)?
  ) {
    watch = LiveWatch(folder: folder, mailbox: mailbox)
    self.folder = folder
    self.mailbox = mailbox
    self.executions = executions
  }

  func take(_ errand: Errand) {
    switch errand {
    case .list(let folder):
      mailbox.send(.listed(folder: folder, Finder.definitions(in: folder)))
    case .read(let path): read(path)
    case .save(let path, let text, let expected): save(path, text, expected)
    case .journal(let path, let text):
      if let fault = Drafts.keep(path, text, folder: folder) {
        mailbox.send(.failed("the draft cannot be kept: \(fault.reason)"))
      }
    case .readSamples(let path, let machine): readSamples(path, machine)
    case .rememberInput(let machine, let text):
      let place = Finder.remembered(machine, folder: folder)
      Files.makeFolder(Files.parent(place))
      _ = Files.write(place, text)
    case .begin(_, let header): begin(header)
    case .record(let id, let arn, let events): record(id, arn, events)
    case .closeRecord(let arn): logs.removeValue(forKey: arn)?.close()
    case .perform(let id, let request, let testCase, _): perform(id, request, testCase)
    case .cancel(let id):
      calls.removeValue(forKey: id)?.forEach { $0.cancel() }
      playing[id] = nil
    case .listExecutions(let machine): listExecutions(machine)
    case .open(let arn, let purpose): open(arn, purpose)
    case .reopen(let arn): reopen(arn)
    case .reopenLog(let arn):
      withStore { store throws(StoreError) in logs[arn] = try store.open(arn) }
    case .compare(let old, let new): compare(old, new)
    case .remove(let arn): withStore { store throws(StoreError) in try store.remove([arn]) }
    case .recordMock(let form): record(form)
    case .moveServices(let id, let place): moveServices(id, place)
    case .listResources(let before, let after): listResources(before, after)
    case .resetServices: resetServices()
    case .live(let errand): perform(errand)
    case .goOn, .wait, .check, .suspend, .redraw, .edit, .copy: break
    }
  }

  func close() async {
    watching?.cancel()
    watch.close()
    for log in logs.values { log.close() }
    for task in calls.values.flatMap(\.self) { task.cancel() }
    await dispatcher?.functions.shutDown()
  }

  // MARK: Files

  private func read(_ path: String) {
    switch Files.read(path) {
    case .success(let text):
      mailbox.send(.fileRead(path: path, text: text))
      if let draft = Drafts.find(path, folder: folder), draft != text {
        mailbox.send(.draft(path: path, text: draft))
      }
    case .failure(let fault): mailbox.send(.fileUnreadable(path: path, reason: fault.reason))
    }
  }

  private func save(_ path: String, _ text: String, _ expected: String?) {
    if let expected, case .success(let there) = Files.read(path), there != expected {
      return mailbox.send(.changedOnDisk(path: path, text: there, mine: text))
    }
    if let fault = Files.write(path, text) {
      mailbox.send(.saveFailed(path: path, reason: fault.reason))
    } else {
      mailbox.send(.saved(path: path, text: text))
    }
  }

  private func readSamples(_ path: String, _ machine: String) {
    let samples = Finder.samples(path: path, machine: machine, folder: folder)
    let workspace = openWorkspace()
    let cases = openMocks(workspace)?.testCases(of: machine) ?? []
    let isExpress = workspace.stateMachines[machine]?.type == "EXPRESS"
    mailbox.send(.samples(machine: machine, samples, testCases: cases, isExpress: isExpress))
  }

  // MARK: Services

  private func openWorkspace() -> Workspace {
    if let workspace { return workspace }
    do throws(WorkspaceError) {
      let opened = try Workspace.load(folder: folder)
      workspace = opened
      for warning in opened.warnings { mailbox.send(.told(warning)) }
      return opened
    } catch {
      mailbox.send(.failed("\(error)"))
      let plain = Workspace(folder: folder)
      workspace = plain
      return plain
    }
  }

  private func openMocks(_ workspace: Workspace) -> Mocks? {
    if let mocks { return mocks }
    let file = workspace.mocks ?? folder + "/MockConfigFile.json"
    guard Files.exists(file) else { return nil }
    do throws(WorkspaceError) {
      mocks = try Mocks.load(file: file)
    } catch {
      mailbox.send(.failed("\(error)"))
    }
    return mocks
  }

  private func openDispatcher() throws(WorkspaceError) -> Dispatcher {
    if let dispatcher { return dispatcher }
    let workspace = openWorkspace()
    let services = try EmbeddedServices(workspace: workspace)
    for notice in services.notices { mailbox.send(.told(notice)) }
    let opened = Dispatcher(
      workspace: workspace, services: services, functions: Functions(workspace: workspace),
      mocks: openMocks(workspace))
    let connected = executions().map { opened.with(executions: $0) } ?? opened
    dispatcher = connected
    return connected
  }

  private func perform(_ id: Int, _ request: TaskRequest, _ testCase: String?) {
    let performer: Dispatcher
    do throws(WorkspaceError) {
      performer = try self.performer(id, request, testCase)
    } catch {
      let failure = TaskFailure(error: "States.TaskFailed", cause: "\(error)")
      return mailbox.send(.answered(runID: id, request.id, .unavailable(failure, hint: "\(error)")))
    }
    let mailbox = mailbox
    journal.startTask()
    let before = performer.checkpoint()
    let call = Task.detached { [weak self] in
      let answer = await performer.perform(request) { progress in
        if case .output(let line, _) = progress {
          mailbox.send(.taskOutput(runID: id, request.id, line: line))
        }
      }
      guard !Task.isCancelled else { return }
      if case .unavailable = answer {
      } else {
        await self?.mark(id, request.id, before, performer.checkpoint())
      }
      mailbox.send(.answered(runID: id, request.id, answer))
    }
    calls[id, default: []].append(call)
  }

  /// What answers the tasks of a run: mocks count calls, so each run has its own.
  private func performer(
    _ id: Int, _ request: TaskRequest, _ testCase: String?
  ) throws(WorkspaceError) -> Dispatcher {
    let base = try openDispatcher()
    guard let testCase else { return base }
    if let known = playing[id] { return known }
    let fresh = try base.playing(testCase: testCase, of: request.execution.stateMachineName)
    playing[id] = fresh
    return fresh
  }

  /// Writes a mock; runs that start from now on know it.
  private func record(_ form: MockForm) {
    let testCase = form.testCase.string.trimmed
    do throws(WorkspaceError) {
      let record = try MockRecorder.record(
        form.answer, of: form.request, testCase: testCase, call: form.call, in: openWorkspace())
      workspace = nil
      mocks = nil
      if let known = dispatcher {
        let workspace = openWorkspace()
        let fresh = Dispatcher(
          workspace: workspace, services: known.services, functions: known.functions,
          mocks: openMocks(workspace))
        dispatcher = executions().map { fresh.with(executions: $0) } ?? fresh
      }
      mailbox.send(.mockRecorded(record.text, testCase: testCase))
    } catch {
      mailbox.send(.failed("\(error)"))
    }
  }

  // MARK: What the services hold

  private func mark(_ id: Int, _ task: TaskID, _ before: Checkpoint, _ after: Checkpoint) {
    let places = (journal.keep(before), journal.keep(after))
    mailbox.send(.marked(runID: id, task, before: places.0, after: places.1))
  }

  private func moveServices(_ id: Int, _ place: Int) {
    guard let performer = playing[id] ?? dispatcher else { return }
    if let news = journal.move(performer, to: place) { mailbox.send(.told(news)) }
  }

  /// How often it is looked whether another program changed what the services hold.
  private static let lookDelay = Duration.milliseconds(400)

  /// From the first list on, says so when another program changes something.
  private func watchServices(_ services: EmbeddedServices) {
    guard watching == nil else { return }
    watching = Task.detached { [mailbox] in
      var known = services.outsideVersion
      while !Task.isCancelled {
        try? await Task.sleep(for: Worker.lookDelay)
        let version = services.outsideVersion
        if version != known { mailbox.send(.servicesChanged) }
        known = version
      }
    }
  }

  private func listResources(_ before: Int?, _ after: Int?) {
    do {
      let services = try openDispatcher().services
      watchServices(services)
      let (items, changes) = try journal.list(services, before: before, after: after)
      mailbox.send(.resources(items, changes: changes))
    } catch {
      mailbox.send(.failed("\(error)"))
    }
  }

  private func resetServices() {
    do throws(WorkspaceError) {
      let opened = try openDispatcher()
      try opened.services.reset()
      journal.reset(opened.checkpoint())
      mailbox.send(.told("the services are as their seeds say"))
    } catch {
      mailbox.send(.failed("\(error)"))
    }
  }

  // MARK: History

  private func openStore() throws(StoreError) -> Store {
    if let store { return try store.get() }
    do throws(StoreError) {
      let opened = try Store(folder: folder + "/.treadle/history")
      store = .success(opened)
      for segment in opened.mended {
        mailbox.send(
          .told("\(segment.path) ended in the middle of a line: \(segment.bytes) bytes cut off"))
      }
      return opened
    } catch {
      store = .failure(error)
      throw error
    }
  }

  private func withStore(_ body: (Store) throws(StoreError) -> Void) {
    do throws(StoreError) {
      try body(try openStore())
    } catch {
      mailbox.send(.failed("\(error)"))
    }
  }

  private func begin(_ header: ExecutionHeader) {
    withStore { store throws(StoreError) in
      do throws(StoreError) {
        logs[header.arn] = try store.create(header)
      } catch .executionExists {
        mailbox.send(
          .failed(
            "there is an execution \(header.name) in the history already; this one is not recorded")
        )
      }
    }
  }

  private func record(_ id: Int, _ arn: String, _ events: [Event]) {
    guard let log = logs[arn] else { return }
    do throws(StoreError) {
      try log.append(events)
    } catch {
      logs[arn] = nil
      mailbox.send(.failed("\(error)"))
    }
  }

  private func listExecutions(_ machine: String?) {
    withStore { store throws(StoreError) in
      var filter = ExecutionFilter()
      filter.stateMachineName = machine
      let page = try store.executions(filter, limit: 1000)
      let interrupted = page.executions.count(where: \.isInterrupted)
      mailbox.send(.executions(page.executions, interrupted: interrupted))
    }
  }

  private func reopen(_ arn: String) {
    withStore { store throws(StoreError) in
      if logs[arn] == nil { logs[arn] = try store.open(arn) }
      mailbox.send(.reopened(try store.run(of: arn)))
    }
  }

  private func compare(_ old: String, _ new: String) {
    withStore { store throws(StoreError) in
      let (left, right) = (try store.header(of: old), try store.header(of: new))
      let comparison = Comparison(
        left, try store.events(of: old), right, try store.events(of: new))
      mailbox.send(.compared(comparison))
    }
  }

  // MARK: Other programs

  private func perform(_ errand: LiveErrand) {
    switch errand {
    case .follow(let arn, let after): follow(arn, after)
    case .command(let command): watch.send(command)
    case .openChild(let arn): openChild(arn)
    case .listChildren(let mapRun):
      withStore { store throws(StoreError) in
        var filter = ExecutionFilter()
        filter.mapRunArn = mapRun
        let page = try store.executions(filter, limit: 1000)
        mailbox.send(.live(.children(mapRun: mapRun, page.executions)))
      }
    }
  }

  /// What was written before the watch knew whom to follow comes from the history.
  private func follow(_ arn: String?, _ after: Int) {
    watch.follow(arn)
    guard let arn else { return }
    withStore { store throws(StoreError) in
      let events = try store.events(of: arn, from: after + 1)
      guard let last = events.last else { return }
      var news = HistoryNews(arn: arn, firstId: after + 1, lastId: last.id)
      news.events = events
      mailbox.send(.live(.news([news])))
    }
  }

  /// An execution, with the file that holds its definition, where one does.
  private func openChild(_ arn: String) {
    do throws(StoreError) {
      let store = try openStore()
      let header = try store.header(of: arn)
      let events = try store.events(of: arn)
      mailbox.send(.live(.child(header, events, place(of: header))))
    } catch .noSuchExecution {
      mailbox.send(
        .failed("\(State.name(ofExecution: arn)) is not in the history of this workspace"))
    } catch {
      mailbox.send(.failed("\(error)"))
    }
  }

  private func place(of header: ExecutionHeader) -> DefinitionPlace {
    let name = header.stateMachineName
    let known = openWorkspace().stateMachines[name]?.definition
    let own = [".asl.json", ".asl.yaml", ".asl.yml", ".json"].map { folder + "/" + name + $0 }
    for path in [header.definitionFile, known].compactMap(\.self) + own {
      if case .success(let text) = Files.read(path) {
        return DefinitionPlace(path: Files.absolute(path), text: text)
      }
    }
    return DefinitionPlace(path: folder + "/" + name + ".asl.json", text: nil)
  }

  private func open(_ arn: String, _ purpose: OpenPurpose) {
    withStore { store throws(StoreError) in
      let run =
        purpose == .show
        ? RecordedRun(header: try store.header(of: arn), events: try store.events(of: arn))
        : try store.run(of: arn)
      mailbox.send(.opened(run, purpose))
    }
  }
}
