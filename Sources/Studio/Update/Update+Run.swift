import ASL
import Engine
import History
import JSON
import Screen

/// How many steps are taken before the screen gets its turn.
private let slice = 4000

extension State {
  mutating func performTime(_ action: Action) {
    switch action {
    case .start: openStart()
    case .again: startAgain()
    case .next: move(.next)
    case .into: move(.into)
    case .out: move(.out)
    case .proceed: move(.proceed)
    case .toHere: if let state = selectedState { move(.to(state.name)) }
    case .backNext: moveBack(.next)
    case .backInto: moveBack(.into)
    case .backOut: moveBack(.out)
    case .backProceed: moveBack(.proceed)
    case .backToHere: if let state = selectedState { moveBack(.to(state.name)) }
    case .breakpoint: toggleBreakpoint()
    case .answer:
      if isElsewhere {
        askForTasks()
      } else if let task = run?.pendingTasks.first {
        openAnswer(task)
      }
    case .recordMock: openRecordMock()
    case .whatIf: openWhatIf()
    case .stop: stopMoving()
    case .console: openConsole()
    case .failure: goToCulprit()
    case .watches: openWatches()
    case .timelines: openTimelines()
    case .redrive: redrive()
    default: break
    }
  }

  // MARK: Starting

  /// Starts an execution of the definition on the screen and stops before its first step.
  mutating func start(_ form: StartForm, input: Payload, moving: Run.Movement?) {
    guard let file, let machine = file.reading.machine else { return }
    lastStart = form
    ask(.rememberInput(machine: file.machineName, text: form.input.text))
    let name = uniqueName(form.name.string)
    let identity = identity(name: name, machine: file.machineName)
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let stepper = Stepper(
      machine: machine, identity: identity, input: input, seed: seed, at: now)
    runCount += 1
    var fresh = Run(
      id: runCount, name: name, arn: identity.arn, kind: .live, machine: machine, stepper: stepper)
    if form.isPaced { fresh.pace = Pace(run: now, real: now) }
    fresh.answering = form.isByHand ? .byHand : .services
    fresh.testCase = form.testCase.flatMap {
      form.testCases.indices.contains($0) ? form.testCases[$0] : nil
    }
    closeRun()
    run = fresh
    executions.isShown = false
    history = HistoryPane()
    detail.visit = nil
    ask(.begin(runID: fresh.id, header: header(identity, file)))
    move(moving ?? .into)
  }

  private func header(_ identity: Identity, _ file: DefinitionFile) -> ExecutionHeader {
    ExecutionHeader(
      arn: identity.arn, name: identity.name, stateMachineArn: identity.stateMachineArn,
      stateMachineName: identity.stateMachineName, roleArn: identity.roleArn,
      type: identity.type.rawValue, region: identity.region, account: identity.account,
      definition: file.text, definitionFile: file.path, seed: seed, virtualClock: true)
  }

  func identity(name: String, machine: String) -> Identity {
    let base = "arn:aws:states:us-east-1:123456789012"
    let kind =
      isExpress ? "express:\(machine):\(name):\(runCount + 1)" : "execution:\(machine):\(name)"
    return Identity(
      arn: "\(base):\(kind)", name: name, stateMachineArn: "\(base):stateMachine:\(machine)",
      stateMachineName: machine, roleArn: "arn:aws:iam::123456789012:role/treadle",
      type: isExpress ? .express : .standard)
  }

  /// The name itself, or with a number where an execution has it already.
  func uniqueName(_ name: String) -> String {
    let name = name.isEmpty ? "run" : name
    var taken = Set(executions.items.map(\.name))
    if let run { taken.insert(run.name) }
    guard taken.contains(name) else { return name }
    var stem = name
    if let dash = name.lastIndex(of: "-"), let number = Int(name[name.index(after: dash)...]),
      number < 100
    {
      stem = String(name[..<dash])
    }
    var number = 2
    while taken.contains("\(stem)-\(number)") { number += 1 }
    return "\(stem)-\(number)"
  }

  private mutating func startAgain() {
    guard let last = lastStart else { return openStart() }
    guard canRun() else { return }
    guard let input = try? Payload(parsing: last.input.text) else { return openStart() }
    start(last, input: input, moving: .proceed)
  }

  /// Whether the definition can be run; else the problems are shown.
  mutating func canRun() -> Bool {
    guard let file else { return false }
    if file.reading.isValid, file.reading.machine != nil { return true }
    dialog = .diagnostics(Scroll())
    tell("the definition has errors; they must be mended before it runs", .failure)
    return false
  }

  /// Puts the run away; what it wrote stays in the history.
  mutating func closeRun() {
    guard let run else { return }
    ask(.cancel(runID: run.id))
    ask(.closeRecord(arn: run.arn))
    if run.kind == .followed { ask(.live(.follow(arn: nil, after: 0))) }
    self.run = nil
    detail.visit = nil
    history = HistoryPane()
    ask(.listExecutions(machine: file?.machineName))
  }

  // MARK: Moving

  /// Moves forwards: over events that are known, else by running on.
  mutating func move(_ movement: Run.Movement) {
    guard let run else { return }
    if run.isAtEnd, isElsewhere { return steer(movement) }
    if !run.isAtEnd || run.stepper == nil {
      if run.isAtEnd { return tell(State.lastWords(run)) }
      if movement == .proceed, !watches.isEmpty { return proceedWatching() }
      return look(at: run.nextStop(movement, breakpoints))
    }
    if run.status != .running {
      return tell(State.lastWords(run))
    }
    resumePace()
    self.run?.movement = movement
    advance()
  }

  /// What can be done at the last event.
  private static func lastWords(_ run: Run) -> String {
    switch run.status {
    case .succeeded:
      run.stepper == nil
        ? "this is the last event; p replays the execution"
        : "the execution is over; N steps back, R runs it again"
    case .running: "this is the last event; U resumes the execution, p replays it"
    default: "the execution is over; U redrives it, N steps back, R runs it again"
    }
  }

  mutating func moveBack(_ movement: Run.Movement) {
    guard let run else { return }
    self.run?.movement = nil
    guard run.moment > 1 else { return tell("this is the beginning") }
    if movement == .proceed, !watches.isEmpty { return rewindWatching() }
    look(at: run.previousStop(movement, breakpoints))
  }

  /// Looks at the moment after an event, forwards or backwards.
  mutating func look(at id: Int, following: Bool = true) {
    guard var run else { return }
    let target = max(min(1, run.events.count), min(id, run.events.count))
    guard target != run.moment else { return }
    self.run = nil  // one owner of the stepper's snapshots
    if run.stepper != nil {
      _ = run.stepper?.move(toEvent: target)
      run.stepper?.breakpoints = []
      run.follow()
    }
    run.moment = target
    self.run = run
    history.isFree = false
    if following { selectCurrent() }
  }

  /// Goes on with the movement that was asked for, for one slice of time.
  mutating func advance() {
    guard var run, let movement = run.movement, var stepper = run.stepper else { return }
    self.run = nil
    run.stepper = nil
    stepper.breakpoints = Set(breakpoints.map { Breakpoint(state: $0) })
    stepper.dataBreakpoints = dataBreakpoints
    let stop: Stepper.Stop
    if var pace = run.pace {
      stop = pacedMove(&stepper, &pace, movement, limit: slice)
      run.pace = pace
    } else {
      stop = State.go(&stepper, movement, limit: slice)
    }
    let hit = stepper.hit
    if hit == nil, State.entersAfter(movement, stop, isFirst: run.events.isEmpty),
      stepper.entering != nil
    {
      _ = stepper.into()
    }
    run.stepper = stepper
    run.follow()
    self.run = run
    record()
    history.isFree = false
    take(stop)
    if let hit { tellHit(hit) }
    if self.run?.movement == nil || self.run?.performing.isEmpty == false { selectCurrent() }
  }

  /// The stepper stops before a state; one step more, and its input is there to be seen.
  private static func entersAfter(
    _ movement: Run.Movement, _ stop: Stepper.Stop, isFirst: Bool
  ) -> Bool {
    switch stop {
    case .breakpoint: true
    case .done: movement != .into || isFirst
    case .needsAnswer, .ended, .atStart, .limit: false
    }
  }

  private mutating func take(_ stop: Stepper.Stop) {
    switch stop {
    case .done, .atStart: run?.movement = nil
    case .breakpoint(_, let state):
      run?.movement = nil
      tell("breakpoint at \(state)")
    case .needsAnswer: callTasks()
    case .ended: finish()
    case .limit:
      if run?.pace?.due != nil { return waitForPace() }
      if let id = run?.id { ask(.goOn(runID: id)) }
    }
  }

  private mutating func finish() {
    run?.movement = nil
    guard let run, run.status != .running else { return }
    ask(.closeRecord(arn: run.arn))
    ask(.listExecutions(machine: file?.machineName))
    if case .replay(let name) = run.kind {
      showDivergence(name)
    } else if run.status == .succeeded {
      tell("succeeded after \(run.events.count) events")
    }
  }

  /// Compares a replay that is over with what was recorded, and goes to the first difference.
  private mutating func showDivergence(_ name: String) {
    guard let run else { return }
    guard let divergence = run.recording?.firstDivergence(from: run.events) else {
      return tell("the same as \(name), event by event")
    }
    self.run?.divergence = divergence
    if let id = divergence.newId { look(at: id) }
  }

  mutating func stopMoving() {
    guard let run else { return }
    if isElsewhere { return confirmStop() }
    if run.movement != nil {
      self.run?.movement = nil
      self.run?.pace?.due = nil
      self.run?.performing = []
      ask(.cancel(runID: run.id))
      tell("paused at event \(run.moment)")
    } else if run.stepper != nil, run.status == .running {
      self.run?.stepper?.stop(error: "Stopped", cause: "stopped by hand")
      self.run?.movement = .proceed
      advance()
    } else {
      tell("nothing is running; Q quits")
    }
  }

  // MARK: Tasks

  /// Has the tasks that wait answered: by the recording, by services, or by the person.
  mutating func callTasks() {
    guard let run else { return }
    for request in run.pendingTasks {
      if let answer = run.recording?.answer(to: request) {
        self.run?.stepper?.answer(request.id, with: answer)
        self.run?.follow()
        record()
        if let id = self.run?.id { ask(.goOn(runID: id)) }
        return
      }
    }
    for request in run.pendingTasks where !isTaken(request.id) {
      self.run?.taskStates[request.id] = request.state
      if run.stepper?.submittedTasks.contains(request.id) == true {
        self.run?.unanswered[request.id] = "the call was accepted; its result comes by task token"
      } else if run.answering == .byHand {
        self.run?.unanswered[request.id] = ""
      } else {
        placeServices()
        self.run?.performing.insert(request.id)
        ask(
          .perform(runID: run.id, request, testCase: run.testCase, attempt: request.retryCount))
      }
    }
    guard self.run?.performing.isEmpty ?? true else { return }
    if let request = run.pendingTasks.first(where: { self.run?.unanswered[$0.id] != nil }) {
      openAnswer(request)
    } else {
      self.run?.movement = nil
    }
  }

  private func isTaken(_ task: TaskID) -> Bool {
    run?.performing.contains(task) == true || run?.unanswered[task] != nil
  }

  /// Takes what a service said.
  mutating func answered(_ task: TaskID, _ answer: TaskAnswer) {
    guard let request = run?.pendingTasks.first(where: { $0.id == task }) else { return }
    self.run?.performing.remove(task)
    if case .unavailable(_, let hint) = answer {
      self.run?.unanswered[task] = hint
      if dialog == nil { openAnswer(request) }
      return
    }
    give(answer, to: task)
  }

  /// Gives a task its answer and goes on.
  mutating func give(_ answer: TaskAnswer, to task: TaskID) {
    run?.stepper?.answer(task, with: answer)
    run?.unanswered[task] = nil
    run?.follow()
    record()
    if run?.movement == nil { run?.movement = .into }
    advance()
  }

  // MARK: Recording

  /// Has events that are new written to the history, under another name where the run went another
  /// way than before.
  mutating func record() {
    guard let run, run.stepper != nil else { return }
    if run.isForked { fork() }
    guard let run = self.run, run.events.count > run.recordedCount else { return }
    ask(.record(runID: run.id, arn: run.arn, events: Array(run.events[run.recordedCount...])))
    self.run?.recordedCount = run.events.count
    self.run?.rememberWay()
  }

  private mutating func fork() {
    guard var run, let stepper = run.stepper, let file else { return }
    ask(.closeRecord(arn: run.arn))
    let origin = run.arn
    run.name = uniqueName(run.name)
    let identity = identity(name: run.name, machine: stepper.execution.identity.stateMachineName)
    run.arn = identity.arn
    run.isForked = false
    run.recordedCount = 0
    var header = header(identity, file)
    header.definition = stepper.execution.machine.text
    header.forkOf = origin
    run.rememberWay()
    self.run = run
    ask(.begin(runID: run.id, header: header))
    tell("another way: it is recorded as \(run.name)")
  }

  private mutating func toggleBreakpoint() {
    guard let state = selectedState else { return }
    if breakpoints.remove(state.name) == nil { breakpoints.insert(state.name) }
  }

  // MARK: Failures

  /// To the state that failed; when it is selected already, to the field at fault.
  private mutating func goToCulprit() {
    guard let run, let culprit = run.culprit else { return goToFailure(forwards: false) }
    let name = run.story.visit(ofEvent: culprit.id).map { run.story.visits[$0].state }
    guard let name, let state = file?.state(named: name) else { return }
    if graph.selected == state.location, detail.tab == .failure {
      detail.tab = .definition
      detail.markedPointer = file?.pointer(state.location + faultField(culprit, state))
      revealMarked()
      show(.detail)
      return
    }
    unfold(around: state.location)
    select(state.location)
    detail.visit = run.story.visit(ofEvent: culprit.id)
    detail.tab = .failure
    show(.detail)
  }

  /// The field of a state that a failure is about: `/Output/a`, `/Resource`.
  private func faultField(_ event: Event, _ state: ASL.State) -> String {
    if case .evaluationFailed(_, _, let location?, _) = event.details { return "/" + location }
    switch state.type {
    case .task: return "/Resource"
    case .fail(let fail): return fail.error == nil ? "" : "/Error"
    case .choice: return "/Choices"
    case .pass, .wait, .succeed, .parallel, .map: return ""
    }
  }

  mutating func goToFailure(forwards: Bool) {
    guard let run else { return }
    let failures = run.story.failures
    let next = forwards ? failures.first { $0 > run.moment } : failures.last { $0 < run.moment }
    guard let next else {
      return tell(forwards ? "no failure after this" : "no failure before this")
    }
    look(at: next)
  }
}
