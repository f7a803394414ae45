import ASL
import Engine
import History
import JSON
import Screen
import Services

/// What comes from other programs that run executions on this workspace, and what goes to them.
enum LiveMessage: Sendable {
  /// Lines that were written to the history, by whichever program.
  case news([HistoryNews])
  /// A server said something.
  case said(server: String, LiveNews)
  /// A server is gone.
  case left(server: String)
  /// The tasks that an execution waits for.
  case tasks(execution: String, [LiveTask])
  /// A state's child: an execution, with the file of its definition where there is one.
  case child(ExecutionHeader, [Event], DefinitionPlace)
  /// The children of a Map Run.
  case children(mapRun: String, [ExecutionSummary])
}

/// What the state asks of them.
enum LiveErrand: Sendable, Equatable {
  /// Tells the events of an execution after `after` as they are written; `nil` follows none.
  case follow(arn: String?, after: Int)
  /// A command to the server that runs the execution.
  case command(LiveCommand)
  /// An execution that is shown on its own definition.
  case openChild(arn: String)
  case listChildren(mapRun: String)
}

/// Where a definition is from.
struct DefinitionPlace: Sendable, Equatable {
  var path: String
  /// What is in the file; `nil` where there is none.
  var text: String?
}

extension State {
  mutating func update(_ message: LiveMessage) {
    switch message {
    case .news(let news): heard(news)
    case .said(let server, let news): said(server, news)
    case .left(let server): left(server)
    case .tasks(let arn, let tasks): openLiveAnswer(arn, tasks)
    case .child(let header, let events, let place): showChild(header, events, place)
    case .children(let mapRun, let items): showChildren(mapRun, items)
    }
  }

  // MARK: The history grows

  /// The most executions that the list keeps.
  private static let listLimit = 1000

  private mutating func heard(_ news: [HistoryNews]) {
    var places: [String: Int] = [:]
    for (place, item) in executions.items.enumerated() { places[item.arn] = place }
    var fresh: [ExecutionSummary] = []
    var freshPlaces: [String: Int] = [:]
    for item in news {
      if !item.events.isEmpty { follow(item) }
      // Another program redrives or resumes what is open.
      if item.status == "RUNNING", run?.arn == item.arn, run?.kind == .recorded {
        ask(.open(arn: item.arn, purpose: .show))
      }
      if let place = places[item.arn] {
        executions.items[place].take(item)
      } else if let place = freshPlaces[item.arn] {
        fresh[place].take(item)
      } else if executions.mapRun == nil, let summary = ExecutionSummary(item),
        summary.stateMachineName == file?.machineName, summary.mapRunArn == nil
      {
        freshPlaces[item.arn] = fresh.count
        fresh.append(summary)
        if item.header?.virtualClock == false { offer(summary) }
      }
    }
    guard !fresh.isEmpty else { return }
    executions.items = Array((fresh.reversed() + executions.items).prefix(State.listLimit))
    if executions.scroll.cursor > 0 {
      executions.scroll.cursor = min(
        executions.scroll.cursor + fresh.count, executions.items.count - 1)
    }
  }

  /// Takes in events of the execution that is followed; where some are missing they are asked for.
  private mutating func follow(_ news: HistoryNews) {
    guard var run, run.kind == .followed, run.arn == news.arn else { return }
    let known = run.events.count
    guard let first = news.events.first, first.id <= known + 1 else {
      return ask(.live(.follow(arn: run.arn, after: known)))
    }
    let fresh = news.events.filter { $0.id > known }
    guard !fresh.isEmpty else { return }
    let wasAtEnd = run.isAtEnd
    self.run = nil
    run.append(fresh)
    run.status = State.status(of: run.events)
    if wasAtEnd { run.moment = run.events.count }
    self.run = run
    if wasAtEnd, !history.isFree { selectCurrent() }
    if run.status != .running, wasAtEnd {
      tell(
        "\(run.name) \(RunText.status(run).words) after \(run.events.count) events",
        run.status == .succeeded ? .info : .failure)
    }
  }

  /// An execution was started elsewhere: it is opened, or said to be there.
  private mutating func offer(_ summary: ExecutionSummary) {
    live.offered = Live.Offer(arn: summary.arn, name: summary.name)
    guard isFreeToFollow else { return }
    if live.follows {
      attach()
    } else {
      tell("\(summary.name) was started by another program; X opens it, ^W all that follow")
    }
  }

  /// Nothing is open that a person may be looking at: no run, or one that was followed to its end.
  private var isFreeToFollow: Bool {
    guard dialog == nil, prompt == nil, editor == nil else { return false }
    guard let run else { return true }
    return live.follows && run.kind == .followed && run.status != .running
  }

  /// Opens the execution that another program started last.
  mutating func attach() {
    guard let offered = live.offered else {
      return tell("no other program has started an execution of this definition")
    }
    live.offered = nil
    ask(.open(arn: offered.arn, purpose: .show))
  }

  mutating func toggleFollowing() {
    live.follows.toggle()
    tell(
      live.follows
        ? "executions that other programs start are opened as they come"
        : "executions that other programs start are only listed")
    if live.follows, isFreeToFollow, live.offered != nil { attach() }
  }

  // MARK: Servers

  private mutating func said(_ server: String, _ news: LiveNews) {
    switch news {
    case .hello(let known):
      live.servers[server] = known
      live.told = nil
    case .held(let arn, let scope, let name):
      live.holds[arn] = Live.Hold(server: server, scope: scope, state: name)
      held(arn, name)
    case .released(let arn): live.holds[arn] = nil
    }
  }

  /// An execution that runs elsewhere was opened: what it does from now on is shown.
  mutating func beginFollowing() {
    guard let run else { return }
    if live.offered?.arn == run.arn { live.offered = nil }
    guard run.kind == .followed else { return }
    ask(.live(.follow(arn: run.arn, after: run.events.count)))
    if let hold { tellHeld(hold.state) }
  }

  private mutating func tellHeld(_ name: String) {
    tell("paused at \(name), held by the server; n next, c continue, a answer")
  }

  private mutating func held(_ arn: String, _ name: String) {
    if run?.arn == arn {
      if run?.isAtEnd == true { selectCurrent() }
      return tellHeld(name)
    }
    guard machineName(ofExecution: arn) == file?.machineName else { return }
    live.offered = Live.Offer(arn: arn, name: State.name(ofExecution: arn))
    if isFreeToFollow || run == nil && dialog == nil && editor == nil {
      attach()
    } else {
      tell("\(State.name(ofExecution: arn)) is held at \(name); X opens it", .warning)
    }
  }

  private mutating func left(_ server: String) {
    live.servers[server] = nil
    for (arn, hold) in live.holds where hold.server == server { live.holds[arn] = nil }
    if run?.kind == .followed, run?.status == .running {
      tell("the server is gone; treadle resume goes on with what it ran", .warning)
    }
    ask(.listExecutions(machine: file?.machineName))
  }

  /// Tells the servers where to hold executions of the definition on the screen, when that changed.
  mutating func tellBreakpoints() {
    guard !live.servers.isEmpty else { return }
    let machine = file?.machineName
    let wanted = Set(breakpoints.map { Breakpoint(stateMachineName: machine, state: $0) })
    guard wanted != live.told else { return }
    live.told = wanted
    ask(.live(.command(.setBreakpoints(wanted))))
  }

  /// `…:execution:MACHINE:NAME` and `…:express:MACHINE:NAME:ID`
  private func machineName(ofExecution arn: String) -> String? {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count > 6 ? String(parts[6]) : nil
  }

  static func name(ofExecution arn: String) -> String {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count > 7 ? String(parts[7]) : arn
  }

  // MARK: Moving what a server runs

  /// Whether the execution that is open runs in another program.
  var isElsewhere: Bool { run?.kind == .followed && run?.status == .running }

  /// The hold of the execution that is open.
  var hold: Live.Hold? { run.flatMap { live.holds[$0.arn] } }

  /// Has the server move the execution that is open.
  mutating func steer(_ movement: Run.Movement) {
    guard let run else { return }
    guard run.status == .running else { return tell("the execution is over; R runs it again here") }
    guard !live.servers.isEmpty else {
      return tell("the program that runs it lets nobody in; treadle serve does", .warning)
    }
    switch movement {
    case .next: ask(.live(.command(.next(execution: run.arn))))
    case .into where hold == nil: ask(.live(.command(.next(execution: run.arn))))
    case .into: ask(.live(.command(.step(execution: run.arn))))
    case .proceed where hold == nil: tell("it runs; n holds it at the next state")
    case .proceed: ask(.live(.command(.proceed(execution: run.arn))))
    case .out, .to:
      tell("on a server b sets a breakpoint and c goes on to it; n goes to the next state")
    }
  }

  /// Asks before an execution of another program is stopped.
  mutating func confirmStop() {
    guard let run, run.status == .running else {
      return tell("nothing is running; Q quits")
    }
    dialog = .confirm(
      Question(
        title: "Stop \(run.name)", text: "Another program runs it. It ends as ABORTED.",
        choices: [("s", "Stop it", .stopElsewhere(arn: run.arn)), ("c", "Let it run", .cancel)]))
  }

  // MARK: Answering

  /// Asks the server which tasks wait; the form opens with what it says.
  mutating func askForTasks() {
    guard let run else { return }
    ask(.live(.command(.tasks(execution: run.arn))))
  }

  private mutating func openLiveAnswer(_ arn: String, _ tasks: [LiveTask]) {
    guard let run, run.arn == arn, run.status == .running else { return }
    let chosen = tasks.first { $0.state == selectedState?.name } ?? tasks.first
    if let chosen {
      openAnswer(TaskRequest(chosen, of: run), whatIf: false)
    } else if let hold, case .task(let task)? = file?.state(named: hold.state)?.type {
      openAnswer(
        TaskRequest(
          LiveTask(heldAt: hold.state, scope: hold.scope, of: arn, resource: task.resource.arn),
          of: run))
    } else {
      return tell("no task of it waits for an answer")
    }
    guard case .answer(var form) = dialog else { return }
    form.live = AnswerForm.Live(
      execution: arn, task: chosen?.number, token: chosen?.token)
    form.hint = ""
    dialog = .answer(form)
  }

  /// Sends what a person gave.
  mutating func submitLive(_ live: AnswerForm.Live, _ answer: LiveAnswer) {
    ask(
      .live(
        .command(.answer(execution: live.execution, task: live.task, answer))))
  }

  /// Tells the server that whoever works on a task is alive.
  mutating func sendHeartbeat(_ live: AnswerForm.Live) {
    guard let token = live.token else { return tell("the task has no token to give a sign of life") }
    ask(
      .live(
        .command(
          .call(
            action: "SendTaskHeartbeat", parameters: Object([("taskToken", .string(token))])))))
    tell("a sign of life was sent")
  }
}

extension LiveTask {
  /// The task that a held state is about to call.
  fileprivate init(heldAt state: String, scope: String, of arn: String, resource: String) {
    self.init(
      execution: arn, number: -1, state: state, scope: scope, resource: resource, input: "{}",
      token: nil, since: Timestamp(milliseconds: 0))
  }
}

extension TaskRequest {
  /// A server's task as the form shows it.
  fileprivate init(_ task: LiveTask, of run: Run) {
    self.init(
      id: TaskID(number: task.number),
      execution: Identity(
        arn: task.execution, name: run.name, stateMachineArn: "", stateMachineName: "",
        roleArn: "", type: .standard),
      state: task.state, scope: task.scope, resource: Resource(task.resource),
      arguments: (try? Payload(parsing: task.input)) ?? .empty, retryCount: 0,
      taskToken: task.token, timeoutSeconds: task.timeoutSeconds,
      heartbeatSeconds: task.heartbeatSeconds, roleArn: nil, time: task.since)
  }
}
