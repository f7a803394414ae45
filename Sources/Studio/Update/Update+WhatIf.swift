import ASL
import Engine
import History
import JSON
import Screen

extension State {
  /// Asks what should be otherwise: the variable that is chosen in the data, the answer of the
  /// selected task, or the input of the selected state.
  mutating func openWhatIf() {
    guard let run, run.stepper != nil else {
      return tell("only a run that was started here can go another way; p replays this one")
    }
    guard let state = selectedState, let place = shownVisit(state.name) else {
      return tell("the selected state was not entered yet")
    }
    let visit = run.story.visits[place]
    if focus == .detail, detail.tab == .variables, let row = detail.tree.chosen, row.depth == 0 {
      return openChange(
        .variable(name: row.label, scope: visit.scope), "What if $\(row.label) were…", row.value)
    }
    let wantsInput = focus == .detail && detail.tab == .input
    if !wantsInput, let scheduled = lastCall(of: visit, in: run) {
      return askAgain(state.name, scheduled, run)
    }
    guard case .stateEntered(_, let input) = run.events[visit.entered - 1].details else { return }
    openChange(.input(visit: place), "What if the input of \(state.name) were…", parsed(input))
  }

  private mutating func openChange(_ subject: ChangeForm.Subject, _ title: String, _ value: Value) {
    dialog = .change(ChangeForm(subject: subject, title: title, value: TextBuffer(value.pretty())))
  }

  private func lastCall(of visit: Story.Visit, in run: Run) -> Int? {
    visit.events.last { id in
      switch run.events[id - 1].details {
      case .taskScheduled, .lambdaFunctionScheduled, .activityScheduled: true
      default: false
      }
    }
  }

  /// Goes back to where a task waited, and asks for another answer.
  private mutating func askAgain(_ state: String, _ scheduled: Int, _ run: Run) {
    let result = lastResult(of: state)
    var target = scheduled
    while target < run.events.count, run.events[target].type.rawValue.hasSuffix("Started") {
      target += 1
    }
    look(at: target)
    guard let request = self.run?.pendingTasks.first(where: { $0.state == state }) else {
      return tell("nothing waits there")
    }
    openAnswer(request, whatIf: true, result: result)
  }

  mutating func takeInChange(_ key: Key, _ form: ChangeForm) {
    var form = form
    switch key.description {
    case "Esc": return dialog = nil
    case "C-s", "F5": return submit(form)
    default: if form.value.take(key, page: 10) { form.fault = nil }
    }
    dialog = .change(form)
  }

  private mutating func submit(_ form: ChangeForm) {
    var form = form
    do throws(ParseError) {
      let payload = try Payload(parsing: form.value.text)
      dialog = nil
      make(form.subject, payload)
    } catch {
      let place = Document(form.value.text).place(at: error.offset)
      form.fault = "line \(place.line), column \(place.column): \(error.reason)"
      form.value.go(to: TextBuffer.Place(line: place.line - 1, column: place.column - 1))
      dialog = .change(form)
    }
  }

  /// Makes a change at its moment and goes on from there.
  private mutating func make(_ subject: ChangeForm.Subject, _ payload: Payload) {
    guard var run, var stepper = run.stepper else { return }
    let change: WhatIf
    switch subject {
    case .input(let place):
      let visit = run.story.visits[place]
      _ = stepper.move(toEvent: visit.entered)
      change = .stateInput(scope: visit.scope, payload)
    case .variable(let name, let scope):
      _ = stepper.move(toEvent: run.moment)
      change = .variable(scope: scope, name: name, payload.value)
    }
    do throws(WhatIfError) {
      try stepper.whatIf(change)
    } catch {
      return tell(error.message, .warning)
    }
    run.stepper = stepper
    run.unanswered = [:]
    run.follow()
    run.movement = .proceed
    self.run = run
    record()
    advance()
  }
}
