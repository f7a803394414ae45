import ASL
import Engine
import History
import JSON
import Services

extension State {
  /// Goes on with the execution that is open or chosen: a failed one from where it failed, an
  /// interrupted one from where it stands.
  mutating func redrive() {
    guard let arn = chosenArn else { return }
    if run?.arn == arn, run?.movement != nil { return tell("it is running") }
    if let item = executions.items.first(where: { $0.arn == arn }), item.status != "RUNNING",
      let reason = Runner.redriveRefusal(item)
    {
      return tell(reason, .warning)
    }
    if let run, run.arn == arn, run.stepper != nil {
      let status = State.status(of: run.events)
      guard status != .running else { return tell("the execution is under way; n steps on") }
      guard status != .succeeded else { return tell("the execution succeeded; R runs it again") }
      ask(.reopenLog(arn: arn))
      return redriveHere()
    }
    ask(.reopen(arn: arn))
  }

  /// Redrives the run that is on the screen, whose past is known to its last step.
  private mutating func redriveHere() {
    if run?.isAtEnd == false, let last = run?.events.last?.id { look(at: last, following: false) }
    run?.stepper?.redrive()
    run?.follow()
    record()
    run?.isBannerClosed = false
    run?.movement = .into
    advance()
    tell("redriven; n steps on, c goes on to the end")
  }

  /// Goes on with an execution of the history: its events are played into a new execution, which then
  /// stands where they ended.
  mutating func goOn(_ recorded: RecordedRun) {
    let (header, events) = (recorded.header, recorded.events)
    let before = run?.arn == header.arn ? run : nil
    let status = State.status(of: events)
    guard status != .succeeded, !(status != .running && header.type == "EXPRESS") else {
      ask(.closeRecord(arn: header.arn))
      return tell("\(header.name) cannot be redriven; R runs it again", .warning)
    }
    guard let stepper = restored(recorded) else {
      return ask(.closeRecord(arn: header.arn))
    }
    if let run, run.arn != header.arn { closeRun() }
    runCount += 1
    var fresh = Run(
      id: runCount, name: header.name, arn: header.arn, kind: .live,
      machine: stepper.execution.machine, stepper: stepper)
    fresh.load(events)
    fresh.testCase =
      before?.testCase
      ?? lastStart.flatMap { form in
        form.testCase.flatMap { form.testCases.indices.contains($0) ? form.testCases[$0] : nil }
      }
    fresh.follow()
    run = fresh
    executions.isShown = false
    history = HistoryPane()
    detail.visit = nil
    guard status != .running else {
      selectCurrent()
      record()
      return tell("resumed at event \(fresh.moment); n steps on, c goes on to the end")
    }
    redriveHere()
  }

  private mutating func restored(_ recorded: RecordedRun) -> Stepper? {
    let (header, events) = (recorded.header, recorded.events)
    var options = file?.options ?? ReadingOptions()
    options.format = header.definitionFile.map { Source.Format(path: $0) } ?? options.format
    guard let machine = StateMachine.read(header.definition, options: options).machine,
      case .executionStarted(let input, _, _, _)? = events.first?.details,
      let payload = try? Payload(parsing: input)
    else {
      tell("\(header.name) has no definition or no start in the history", .failure)
      return nil
    }
    do throws(RestoreError) {
      let restored = try Execution.restored(
        machine: machine, identity: header.identity, input: payload, seed: header.seed,
        events: events, children: recorded.children, admission: { Dispatcher.admission($0) })
      return Stepper(restored, events: events, seed: header.seed)
    } catch {
      tell("\(header.name) cannot go on. \(error.message)", .failure)
      return nil
    }
  }
}
