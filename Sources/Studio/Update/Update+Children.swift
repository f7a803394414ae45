import ASL
import History
import JSON
import Screen

/// From a state to the executions that it started, and back.
extension State {
  /// What the selected state started, in the visit that is shown.
  private enum Started {
    case execution(String)
    case mapRun(String)
  }

  private var started: Started? {
    guard let run, let name = selectedState?.name, let place = shownVisit(name) else { return nil }
    var found: Started?
    for id in run.story.visits[place].events where id <= run.events.count {
      switch run.events[id - 1].details {
      case .mapRunStarted(let arn): found = .mapRun(arn)
      case .taskOutput(_, _, let output):
        if let arn = State.executionArn(in: output) { found = .execution(arn) }
      case .taskFailure(_, _, _, let cause?):
        // A `.sync` child that failed is described in the cause.
        if let arn = State.executionArn(in: cause) { found = .execution(arn) }
      default: break
      }
    }
    return found
  }

  static func executionArn(in text: String) -> String? {
    guard let value = try? Value(parsing: text) else { return nil }
    let arn = value["ExecutionArn"]?.string ?? value["executionArn"]?.string
    return arn?.hasPrefix("arn:") == true ? arn : nil
  }

  /// Opens the execution, or lists the Map Run's, that the selected state started.
  mutating func goIntoChild() {
    guard let run else { return }
    guard let started else {
      return tell("the selected state has started no execution by this moment")
    }
    let parent = Live.Parent(
      arn: run.arn, state: selectedState?.name ?? "", moment: run.moment)
    switch started {
    case .execution(let arn):
      live.parents.append(parent)
      ask(.live(.openChild(arn: arn)))
    case .mapRun(let arn):
      if live.parents.last?.arn != run.arn { live.parents.append(parent) }
      ask(.live(.listChildren(mapRun: arn)))
    }
  }

  /// Back to the execution that started the one that is open.
  mutating func goToParent() {
    if let parent = live.parents.last, parent.arn != run?.arn {
      return ask(.live(.openChild(arn: parent.arn)))
    }
    if let arn = parentByInput { return ask(.live(.openChild(arn: arn))) }
    tell("no execution is known that started this one")
  }

  /// Many pass on who starts an execution by this member of its input, as AWS's console wants it.
  private var parentByInput: String? {
    guard case .executionStarted(let input, _, _, _)? = run?.events.first?.details else {
      return nil
    }
    return (try? Value(parsing: input))?["AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID"]?.string
  }

  /// Shows an execution on its own definition: a child, or the parent again.
  mutating func showChild(
    _ header: ExecutionHeader, _ events: [Event], _ place: DefinitionPlace
  ) {
    let isChildOfMapRun = header.mapRunArn != nil
    if !isChildOfMapRun, file?.machineName != header.stateMachineName || file == nil {
      if file?.isModified == true {
        live.parents.removeLast(live.parents.isEmpty ? 0 : 1)
        return tell("save or undo the changes of this definition first", .warning)
      }
      let parents = live.parents
      opened(place.path, place.text ?? header.definition)
      live.parents = parents
    }
    showRecorded(header, events)
    guard let parent = live.parents.last, parent.arn == header.arn else { return }
    live.parents.removeLast()
    look(at: parent.moment, following: false)
    if let state = file?.state(named: parent.state) {
      unfold(around: state.location)
      select(state.location)
    }
  }

  mutating func showChildren(_ mapRun: String, _ items: [ExecutionSummary]) {
    executions.items = items
    executions.mapRun = mapRun
    executions.isLoaded = true
    executions.isShown = true
    executions.scroll = Scroll()
    show(.history)
    tell("\(items.count) children of the Map Run; ⏎ opens one, Y goes back")
  }
}
