import ASL
import History
public import JSON

/// A change that a person makes to see what would come of it.
public enum WhatIf: Sendable {
  /// The execution's input: from the beginning.
  case executionInput(Payload)
  /// The input of the state that a scope stands in or is about to enter: from before it is entered.
  case stateInput(scope: String, Payload)
  /// A variable as a scope sees it, or `nil` to take it away: from here on. No event tells it.
  case variable(scope: String, name: String, Value?)
  /// The answer of a call of the state that a scope stands in, the last one made: from before it was
  /// answered.
  case taskResult(scope: String, TaskAnswer)
  /// The raw result of a Map or Parallel whose branches have all ended, before it is left.
  case result(scope: String, Payload)
}

/// Why a change cannot be made here.
public enum WhatIfError: Error, Sendable, Equatable {
  /// No live scope has this name.
  case noSuchScope(String)
  /// The scope is in no state whose input could be changed.
  case noState(scope: String)
  /// The state made no call in this visit.
  case noCall(scope: String)
  /// The state has no result yet, or has been left.
  case noResult(scope: String)

  /// For a person.
  public var message: String {
    switch self {
    case .noSuchScope(let scope): "No branch or iteration \(scope) is under way here."
    case .noState(let scope): "\(told(scope)) is in no state whose input could be changed."
    case .noCall(let scope): "The state of \(told(scope)) has made no call here."
    case .noResult(let scope): "The state of \(told(scope)) has no result that could be changed."
    }
  }

  private func told(_ scope: String) -> String { scope.isEmpty ? "the machine" : scope }
}

extension Stepper {
  /// Makes a change and stands where it was made, on a timeline of its own where something had
  /// happened after. Going on from there shows what comes of it.
  ///
  /// - Parameter name: what the timeline is called from now on; `nil` leaves it.
  public mutating func whatIf(_ change: WhatIf, name: String? = nil) throws(WhatIfError) {
    switch change {
    case .executionInput:
      move(to: 0)
      edit(change)
    case .stateInput(let scope, _):
      try goBeforeState(of: scope)
      edit(change)
    case .variable(let scope, _, _):
      guard moment.execution.frame(scope) != nil else { throw .noSuchScope(scope) }
      edit(change)
    case .taskResult(let scope, let answer): try answerAgain(scope, answer)
    case .result(let scope, _):
      guard let f = moment.execution.frame(scope) else { throw .noSuchScope(scope) }
      guard moment.execution.hasResult(f) else { throw .noResult(scope: scope) }
      edit(change)
    }
    if let name { rename(timeline: timeline.id, to: name) }
  }

  private mutating func edit(_ change: WhatIf) {
    goal = nil
    give(.edit(change))
  }

  /// Goes back to where the current state of a scope was about to be entered.
  private mutating func goBeforeState(of scope: String) throws(WhatIfError) {
    guard let f = moment.execution.frame(scope) else { throw .noSuchScope(scope) }
    guard !moment.execution.isBeforeState(f) else { return }
    guard
      let entered = events.last(where: { $0.note.scope == scope && $0.enteredState != nil })
    else { throw .noState(scope: scope) }
    move(to: max(0, track.position(ofEvent: entered.id) - 1))
  }

  /// Goes back to where the last call of a scope's state was answered, and answers it anew.
  private mutating func answerAgain(_ scope: String, _ answer: TaskAnswer) throws(WhatIfError) {
    if let task = moment.pendingTasks.first(where: { $0.scope == scope }) {
      return give(.answer(task.id, answer))
    }
    guard let news = events.last(where: { $0.note.scope == scope && $0.type.isScheduled }),
      let state = news.stateName
    else { throw .noCall(scope: scope) }
    // The call is made in this step, and its answer is told at a later position.
    var place = track.position(ofEvent: news.id)
    while place <= position {
      move(to: place)
      if let task = moment.pendingTasks.first(where: { $0.scope == scope && $0.state == state }),
        track.given[place]?.contains(where: { $0.answers(task.id) }) ?? false
      {
        return give(.answer(task.id, answer))
      }
      guard undoneSteps > 0 else { break }
      place += 1
    }
    throw .noCall(scope: scope)
  }
}

extension Given {
  /// Whether this puts an end to a call.
  fileprivate func answers(_ id: TaskID) -> Bool {
    switch self {
    case .answer(_, .submitted): return false
    case .answer(let task, _), .played(let task, _): return task == id
    case .batch(let all): return all.contains { $0.answers(id) }
    default: return false
    }
  }
}

extension Execution {
  /// The live frame of a scope.
  fileprivate func frame(_ scope: String) -> Int? {
    live.firstIndex { $0.path == scope && $0.phase.isOpen }
      ?? live.firstIndex { if case .failed = $0.phase { $0.path == scope } else { false } }
  }

  fileprivate func isBeforeState(_ f: Int) -> Bool { live[f].phase.isReady }

  fileprivate func hasResult(_ f: Int) -> Bool {
    if case .leaving = live[f].phase { live[f].result != nil } else { false }
  }

  /// Makes a change.
  mutating func edit(_ change: WhatIf) {
    switch change {
    case .executionInput(let input):
      self.input = input
      contextParts = nil
    case .stateInput(let scope, let input):
      if let f = frame(scope) { live[f].input = Datum(input) }
    case .variable(let scope, let name, let value):
      guard let f = frame(scope) else { return }
      // The innermost scope that has it, as expressions see it.
      var place = f
      while place >= 0, live[place].variables[name] == nil { place = live[place].parent }
      live[place >= 0 ? place : f].variables[name] = value
    case .result(let scope, let result):
      if let f = frame(scope) { live[f].result = Datum(result) }
    case .taskResult: return
    }
  }
}
