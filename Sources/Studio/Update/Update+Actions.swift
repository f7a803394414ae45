import History
import Screen

extension State {
  /// Does what an action says; what cannot be done now says why.
  mutating func perform(_ action: Action) {
    if let reason = reasonAgainst(action) { return tell(reason, .warning) }
    switch action {
    case .next, .into, .out, .proceed, .toHere, .backNext, .backInto, .backOut, .backProceed,
      .backToHere, .breakpoint, .start, .again, .answer, .recordMock, .whatIf, .stop, .failure,
      .console, .watches, .timelines, .redrive:
      performTime(action)
    case .attach: attach()
    case .follow: toggleFollowing()
    case .child: goIntoChild()
    case .parent: goToParent()
    case .edit, .editAll, .editExternally, .save, .undo, .redo, .diagnostics, .reload:
      performDefinition(action)
    case .pane1: show(.graph)
    case .pane2: show(.detail)
    case .pane3: show(.history)
    case .nextPane: cyclePane(1)
    case .previousPane: cyclePane(-1)
    case .enlarge: isEnlarged = true
    case .reduce: isEnlarged = false
    case .search: prompt = Prompt(.search)
    case .nextMatch: findAgain(backwards: false)
    case .previousMatch: findAgain(backwards: true)
    case .command: prompt = Prompt(.command)
    case .filter: prompt = Prompt(.filter, filterText)
    case .help: dialog = .help(HelpList(place: place))
    case .back: back()
    case .quit: quit()
    case .suspend: ask(.suspend)
    case .redraw: ask(.redraw)
    case .copy: openCopy()
    case .executions: toggleExecutions()
    case .workspace: openBrowser()
    case .resources: showResources()
    case .resetServices: confirmReset()
    case .replay, .replayEdited, .compare, .mark, .remove: performExecutions(action)
    case .timeline: showTimeline()
    case .nextTab: cycleTab(1)
    case .previousTab: cycleTab(-1)
    case .nextVisit: cycleVisit(1)
    case .previousVisit: cycleVisit(-1)
    case .openAll: detail.tree.turnAll(true)
    case .closeAll: detail.tree.turnAll(false)
    case .nextFailure: goToFailure(forwards: true)
    case .previousFailure: goToFailure(forwards: false)
    case .current: selectCurrent()
    case .up, .down, .left, .right, .pageUp, .pageDown, .first, .last, .fold, .choose:
      performMotion(action)
    case .panUp, .panDown, .panLeft, .panRight, .zoomIn, .zoomOut, .fit, .center:
      performGraph(action)
    }
  }

  /// Why an action cannot be done now; `nil` where it can.
  func reasonAgainst(_ action: Action) -> String? {
    switch action {
    case .start, .again, .edit, .editAll, .editExternally, .save, .undo, .redo, .diagnostics:
      file == nil ? "no definition is open; o opens one" : nil
    case .next, .into, .out, .proceed, .backNext, .backInto, .backOut, .backProceed:
      run == nil ? "nothing runs yet; r starts an execution" : nil
    case .toHere, .backToHere, .whatIf:
      run == nil
        ? "nothing runs yet; r starts an execution"
        : graph.selected == nil ? "select a state first" : nil
    case .failure, .nextFailure, .previousFailure:
      run?.story.failures.isEmpty ?? true ? "nothing has failed" : nil
    case .recordMock:
      run == nil ? "nothing runs yet; r starts an execution" : nil
    case .breakpoint: selectedState == nil ? "select a state first" : nil
    case .answer:
      run?.pendingTasks.isEmpty ?? true && !isElsewhere ? "no task waits for an answer" : nil
    case .child, .parent, .timeline: run == nil ? "no execution is open; x lists them" : nil
    case .timelines:
      run?.stepper == nil ? "only a run that was started here can go other ways; w makes one" : nil
    case .replay, .replayEdited, .compare, .redrive:
      isShowingExecutions && executions.chosen == nil
        ? "there is no execution here"
        : !isShowingExecutions && run == nil ? "there is no execution here" : nil
    case .remove, .mark: executions.chosen == nil ? "there is no execution here" : nil
    default: nil
    }
  }

  // MARK: Panes

  mutating func show(_ pane: Pane) {
    focus = pane
    if pane == .graph { graph.wantsReveal = true }
  }

  /// From anywhere to the states over time; there, to the events again.
  private mutating func showTimeline() {
    history.isTimeline = isShowingExecutions || focus != .history || !history.isTimeline
    executions.isShown = false
    show(.history)
  }

  private mutating func cyclePane(_ step: Int) {
    let count = Pane.allCases.count
    show(Pane.allCases[(focus.rawValue - 1 + step + count) % count])
  }

  mutating func toggleExecutions() {
    guard run != nil else { return show(.history) }
    if isShowingExecutions && focus == .history {
      executions.isShown = false
    } else {
      executions.isShown = true
      ask(.listExecutions(machine: file?.machineName))
      show(.history)
    }
  }

  /// One level out: what is in front, then filters, then enlargement, then the run, then the file.
  private mutating func back() {
    if view == .browser {
      if !browser.filter.isEmpty { return browser.filter = "" }
      if file != nil { return view = .studio }
      return quit()
    }
    if run?.movement != nil { return stopMoving() }
    if !filterText.isEmpty, focus == .history { return setFilter("") }
    if isEnlarged { return isEnlarged = false }
    if executions.isShown, run != nil { return executions.isShown = false }
    if !searched.isEmpty, focus != .graph { return searched = "" }
    if focus != .graph { return show(.graph) }
    if run != nil { return closeRun() }
    quit()
  }

  /// Ends the program, after a question where something would be lost.
  mutating func quit() {
    guard let file, file.isModified else { return isFinished = true }
    dialog = .confirm(
      Question(
        title: "Quit", text: "\(file.name) has changes that are not saved.",
        choices: [
          ("s", "Save and quit", .saveAndQuit), ("q", "Quit without saving", .quit),
          ("c", "Stay", .cancel),
        ]))
  }

  mutating func openBrowser() {
    view = .browser
    ask(.list(folder: folder))
  }

  // MARK: Motions

  private mutating func performMotion(_ action: Action) {
    if view == .browser { return moveInBrowser(action) }
    switch focus {
    case .graph: performGraph(action)
    case .detail: moveInDetail(action)
    case .history: isShowingExecutions ? moveInExecutions(action) : moveInHistory(action)
    }
  }

  /// The motion an action stands for in a list.
  func motion(_ action: Action) -> Motion? {
    switch action {
    case .up: .up
    case .down: .down
    case .pageUp: .pageUp
    case .pageDown: .pageDown
    case .first: .first
    case .last: .last
    default: nil
    }
  }

  private mutating func moveInBrowser(_ action: Action) {
    if let motion = motion(action) {
      browser.scroll.move(motion.rows(page: browserRows), count: browser.shown.count)
    } else if action == .choose, let chosen = browser.chosen {
      openFile(chosen.path)
    }
  }

  /// Opens a file, after a question where the one that is open would be lost.
  mutating func openFile(_ path: String) {
    guard let file, file.isModified, file.path != path else { return ask(.read(path: path)) }
    dialog = .confirm(
      Question(
        title: "Open another definition", text: "\(file.name) has changes that are not saved.",
        choices: [("o", "Open, keep them as a draft", .openFile(path)), ("c", "Stay", .cancel)]))
  }

  private mutating func moveInExecutions(_ action: Action) {
    let count = executions.shown.count
    if let motion = motion(action) {
      let page = Areas(self).inside(.history).height
      executions.scroll.move(motion.rows(page: page), count: count)
    } else if action == .choose, let chosen = executions.chosen {
      ask(.open(arn: chosen.arn, purpose: .show))
    }
  }

  /// The execution that an action is about: the chosen one of the list, or the open one.
  var chosenArn: String? { isShowingExecutions ? executions.chosen?.arn : run?.arn }

  private mutating func performExecutions(_ action: Action) {
    guard let arn = chosenArn else { return }
    switch action {
    case .replay: ask(.open(arn: arn, purpose: .replay(onScreenDefinition: false)))
    case .replayEdited: ask(.open(arn: arn, purpose: .replay(onScreenDefinition: true)))
    case .compare: compare(arn)
    case .mark: executions.marked = executions.marked == arn ? nil : arn
    default:
      dialog = .confirm(
        Question(
          title: "Remove an execution",
          text: "Remove \(executions.chosen?.name ?? "it") and its events from the history?",
          choices: [("r", "Remove", .remove(arn: arn)), ("c", "Keep", .cancel)]))
    }
  }
}
