import ASL
import Engine
import History
import JSON
import Screen

extension State {
  /// Takes what the world answered.
  mutating func update(_ message: Message) {
    switch message {
    case .listed(_, let files):
      browser.files = files
      browser.isLoaded = true
    case .fileRead(let path, let text): opened(path, text)
    case .fileUnreadable(let path, let reason):
      tell("cannot read \(path): \(reason)", .failure)
      if file == nil, view == .studio { openBrowser() }
    case .saved(let path, let text):
      guard file?.path == path else { break }
      file?.savedText = text
      tell("saved \(file?.name ?? path)")
      if file?.isModified == false { ask(.journal(path: path, text: nil)) }
    case .saveFailed(let path, let reason):
      tell("cannot save \(path): \(reason); the text is kept as a draft", .failure)
    case .changedOnDisk(let path, _, let mine): askAboutChange(path, mine)
    case .checked(let number, let analysis): checked(number, analysis)
    case .draft(let path, let text): askAboutDraft(path, text)
    case .samples(let machine, let samples, let testCases, let isExpress):
      guard file?.machineName == machine else { break }
      self.samples = samples
      self.testCases = testCases
      self.isExpress = isExpress
    case .executions(let items, let interrupted):
      executions.items = items
      executions.mapRun = nil
      executions.interrupted = interrupted
      executions.isLoaded = true
    case .opened(let recorded, let purpose): opened(recorded, purpose)
    case .reopened(let recorded): goOn(recorded)
    case .compared(let comparison): dialog = .compare(comparison)
    case .answered(let id, let task, let answer):
      if run?.id == id { answered(task, answer) }
    case .marked(let id, let task, let before, let after):
      if run?.id == id { marked(task, before: before, after: after) }
    case .mockRecorded(let text, let testCase): mockRecorded(text, testCase)
    case .resources(let items, let changes):
      resources.items = items
      resources.changes = changes
      resources.version += 1
    case .servicesChanged: resources.outside += 1
    case .taskOutput(let id, let task, let line): heard(id, task, line)
    case .goOn(let id): if run?.id == id, run?.movement != nil { advance() }
    case .edited(let text): edited(text)
    case .live(let message): update(message)
    case .failed(let reason): tell(reason, .failure)
    case .told(let text): tell(text)
    }
    settle()
  }

  /// Lines kept of what one function writes.
  private static let outputLimit = 1000

  private mutating func heard(_ id: Int, _ task: TaskID, _ line: String) {
    guard run?.id == id, run?.output[task]?.count ?? 0 < State.outputLimit else { return }
    run?.output[task, default: []].append(line)
  }

  // MARK: Files

  /// Shows a definition that was read.
  mutating func opened(_ path: String, _ text: String) {
    if let before = file, before.isModified, before.path != path {
      ask(.journal(path: before.path, text: before.text))
    }
    if file?.path == path {
      file?.change(to: text)
      file?.savedText = text
    } else {
      closeRun()
      file = DefinitionFile(path: path, text: text)
      graph = GraphPane()
      detail = DetailPane()
      lastStart = nil
      samples = []
      testCases = []
      breakpoints = []
      executions = ExecutionsPane()
    }
    view = .studio
    focus = .graph
    guard let file else { return }
    ask(.readSamples(path: path, machine: file.machineName))
    ask(.listExecutions(machine: file.machineName))
    if file.isBroken {
      tell("the definition cannot be read; d shows where", .failure)
    } else if file.errorCount > 0 {
      let count = file.errorCount
      tell("\(count) error\(count == 1 ? "" : "s") in the definition; d shows them", .warning)
    }
  }

  private mutating func edited(_ text: String) {
    guard let before = file, text != before.text else { return tell("nothing was changed") }
    changeDefinition(to: text)
    let count = file?.errorCount ?? 0
    tell(
      count == 0
        ? "changed; ^S saves, R runs it again" : "changed, with \(count) errors; d shows them",
      count == 0 ? .info : .warning)
  }

  private mutating func askAboutChange(_ path: String, _ mine: String) {
    guard file?.path == path else { return }
    dialog = .confirm(
      Question(
        title: "The file was changed",
        text: "Another program changed \(file?.name ?? path) since it was read.",
        choices: [
          ("o", "Overwrite it with this", .overwrite), ("r", "Read it again", .reload),
          ("c", "Cancel", .cancel),
        ]))
  }

  private mutating func askAboutDraft(_ path: String, _ text: String) {
    guard let file, file.path == path, file.text != text else { return }
    dialog = .confirm(
      Question(
        title: "Unsaved work",
        text: "There are changes to \(file.name) that were never saved.",
        choices: [
          ("r", "Restore them", .restoreDraft(text)), ("d", "Discard them", .discardDraft),
          ("l", "Decide later", .cancel),
        ]))
  }

  // MARK: Executions

  private mutating func opened(_ recorded: RecordedRun, _ purpose: OpenPurpose) {
    switch purpose {
    case .show: showRecorded(recorded.header, recorded.events)
    case .replay(let onScreen): replay(recorded, onScreen: onScreen)
    }
  }

  mutating func showRecorded(_ header: ExecutionHeader, _ events: [Event]) {
    closeRun()
    runCount += 1
    var recorded = Run(
      id: runCount, name: header.name, arn: header.arn, kind: .recorded, machine: nil, stepper: nil)
    recorded.header = header
    recorded.load(events)
    recorded.status = State.status(of: events)
    let listed = executions.items.first { $0.arn == header.arn }
    if recorded.status == .running, listed?.isInterrupted != true { recorded.kind = .followed }
    run = recorded
    beginFollowing()
    executions.isShown = false
    history = HistoryPane()
    if file?.text != header.definition, header.mapRunArn == nil, let file {
      tell("\(header.name) ran another version of \(file.name)", .warning)
    }
    rememberInput(events, header.name)
    if let id = wantedEvent { look(at: id) }
    wantedEvent = nil
    selectCurrent()
  }

  /// Takes the input of an execution for the next start.
  private mutating func rememberInput(_ events: [Event], _ name: String) {
    guard case .executionStarted(let input, _, _, _)? = events.first?.details else { return }
    let pretty = (try? Value(parsing: input))?.pretty() ?? input
    samples.removeAll { $0.name == "input of the open run" }
    samples.insert(Sample(name: "input of the open run", text: pretty), at: 0)
  }

  static func status(of events: [Event]) -> ExecutionStatus {
    switch events.last?.type {
    case .executionSucceeded: .succeeded
    case .executionFailed: .failed
    case .executionTimedOut: .timedOut
    case .executionAborted: .aborted
    default: .running
    }
  }

  private mutating func replay(_ recorded: RecordedRun, onScreen: Bool) {
    let (header, events) = (recorded.header, recorded.events)
    let text = onScreen ? file?.text ?? header.definition : header.definition
    let reading = StateMachine.read(text, options: file?.options ?? ReadingOptions())
    guard let machine = reading.machine, reading.isValid else {
      return tell(
        "the definition cannot be run: \(reading.diagnostics.first?.message ?? "")", .failure)
    }
    guard case .executionStarted(let input, _, _, _)? = events.first?.details,
      let payload = try? Payload(parsing: input)
    else { return tell("\(header.name) has no recorded start", .failure) }
    let name = uniqueName(header.name + "-replay")
    let identity = identity(name: name, machine: header.stateMachineName)
    closeRun()
    runCount += 1
    let stepper = Stepper(
      machine: machine, identity: identity, input: payload, seed: header.seed,
      at: events.first?.timestamp ?? now)
    var fresh = Run(
      id: runCount, name: name, arn: identity.arn, kind: .replay(of: header.name),
      machine: machine, stepper: stepper)
    fresh.recording = Recording(events: events, children: recorded.children)
    run = fresh
    executions.isShown = false
    history = HistoryPane()
    ask(
      .begin(
        runID: fresh.id,
        header: ExecutionHeader(
          arn: identity.arn, name: name, stateMachineArn: identity.stateMachineArn,
          stateMachineName: identity.stateMachineName, roleArn: identity.roleArn,
          type: header.type, definition: text, definitionFile: header.definitionFile,
          seed: header.seed, forkOf: header.arn, virtualClock: true)))
    move(.proceed)
  }
}
