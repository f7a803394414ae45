import ASL
import Engine
import History
import JSON
import Screen

extension State {
  /// The visit of a state whose data are shown: the one that was chosen, else the last by the
  /// moment.
  func shownVisit(_ name: String) -> Int? {
    guard let run else { return nil }
    if let chosen = detail.visit, run.story.visits.indices.contains(chosen),
      run.story.visits[chosen].state == name, run.story.visits[chosen].entered <= run.moment
    {
      return chosen
    }
    let current = run.story.visit(ofEvent: run.moment)
    if let current, run.story.visits[current].state == name { return current }
    return run.story.lastVisit(name, at: run.moment)
  }

  /// The tabs that have something to show.
  var detailTabs: [DetailPane.Tab] {
    DetailPane.Tab.allCases.filter { tab in
      switch tab {
      case .task: if case .task? = selectedState?.type { true } else { false }
      case .retries: !(selectedState?.retriers.isEmpty ?? true) || detail.tab == .retries
      case .failure: isFailureShown
      case .resources: detail.tab == .resources || resources.version > 0
      case .input, .output, .variables, .context, .definition, .events: true
      }
    }
  }

  private var isFailureShown: Bool {
    guard let run, let state = selectedState, let visit = shownVisit(state.name) else {
      return false
    }
    return failures(of: visit, in: run).count > 0
  }

  func failures(of visit: Int, in run: Run) -> [Event] {
    var found = run.story.visits[visit].events.filter { $0 <= run.moment }
      .map { run.events[$0 - 1] }.filter { $0.failure != nil }
    // A Fail state, or one that failed without an event of its own: the execution's failure.
    if found.isEmpty, let culprit = run.culprit, run.isAtEnd,
      run.story.visit(ofEvent: culprit.id) == visit, let last = run.events.last, last.failure != nil
    {
      found = [last]
    }
    return found
  }

  mutating func cycleTab(_ step: Int) {
    let tabs = detailTabs
    let place = tabs.firstIndex(of: detail.tab) ?? 0
    detail.tab = tabs[(place + step + tabs.count) % tabs.count]
    detail.tree.scroll = Scroll()
  }

  mutating func cycleVisit(_ step: Int) {
    guard let run, let state = selectedState, let places = run.story.visitsOf[state.name],
      let shown = shownVisit(state.name), let here = places.firstIndex(of: shown)
    else { return tell("the selected state was not entered yet") }
    let count = run.story.count(state.name, at: run.moment)
    guard places.indices.contains(here + step), here + step < count else {
      return tell(step > 0 ? "this is the last time" : "this is the first time")
    }
    detail.visit = places[here + step]
  }

  mutating func moveInDetail(_ action: Action) {
    let height = Areas(self).detailBody.height
    if detail.tab == .definition {
      guard let motion = motion(action) else {
        if action == .choose { perform(.edit) }
        return
      }
      detail.lines.move(motion.rows(page: height), count: definitionLines.count)
      detail.lines.settle(count: definitionLines.count, height: height)
      return
    }
    if let motion = motion(action) {
      return detail.tree.scroll.move(motion.rows(page: height), count: detail.tree.rows.count)
    }
    switch action {
    case .right: detail.tree.open()
    case .left: detail.tree.close()
    case .fold: detail.tree.toggle()
    case .choose: chooseInDetail()
    default: break
    }
  }

  private mutating func chooseInDetail() {
    guard detail.tab == .events, let row = detail.tree.chosen, row.path.hasPrefix("/#"),
      let id = Int(row.path.dropFirst(2).prefix { $0 != "/" })
    else { return detail.tree.toggle() }
    look(at: id, following: false)
  }

  // MARK: What is shown

  /// Makes the tree again when what it shows has changed.
  mutating func refreshDetail() {
    if !detailTabs.contains(detail.tab) { detail.tab = .input }
    if detail.tab == .context, let file { run?.makeShadow(file.options) }
    let name = selectedState?.name ?? ""
    let subject = DetailPane.Subject(
      run: run?.id ?? 0, moment: run?.moment ?? 0, events: run?.events.count ?? 0, state: name,
      visit: shownVisit(name), tab: detail.tab, version: file?.version ?? 0,
      resources: detail.tab == .resources ? resources.version : 0)
    guard detail.shown != subject else { return }
    let isOther =
      detail.shown?.tab != subject.tab
      || detail.shown?.state != subject.state && subject.tab != .resources
    let isNewList = detail.shown?.resources != subject.resources
    detail.shown = subject
    if isOther { detail.tree = JSONTree() }
    detail.tree.show(roots(subject))
    if isNewList, !resources.isRefresh { detail.tree.scroll = Scroll() }
  }

  private func roots(_ subject: DetailPane.Subject) -> [JSONTree.Root] {
    if subject.tab == .resources { return resourceRoots() }
    guard let run, let state = selectedState, let visit = subject.visit else { return [] }
    switch subject.tab {
    case .input: return inputRoots(visit, run)
    case .output: return outputRoots(visit, run)
    case .task: return taskRoots(visit, run)
    case .variables: return variableRoots(visit, run)
    case .context: return contextRoots(visit, run)
    case .events: return eventRoots(visit, run)
    case .retries: return retryRoots(state, visit, run)
    case .failure: return failureRoots(visit, run)
    case .definition, .resources: return []
    }
  }

  func parsed(_ text: String) -> Value { (try? Value(parsing: text)) ?? .string(text) }

  private func inputRoots(_ visit: Int, _ run: Run) -> [JSONTree.Root] {
    let entered = run.story.visits[visit].entered
    guard case .stateEntered(_, let input) = run.events[entered - 1].details else { return [] }
    return [.value(parsed(input))]
  }

  private func outputRoots(_ visit: Int, _ run: Run) -> [JSONTree.Root] {
    guard let exited = run.story.visits[visit].exited, exited <= run.moment,
      case .stateExited(_, let output, _) = run.events[exited - 1].details
    else { return [] }
    return [.value(parsed(output))]
  }

  /// Arguments and results of the calls, the last first.
  private func taskRoots(_ visit: Int, _ run: Run) -> [JSONTree.Root] {
    var roots: [JSONTree.Root] = []
    var attempt = 0
    for id in run.story.visits[visit].events where id <= run.moment {
      let event = run.events[id - 1]
      let key = "/#\(id)"
      switch event.details {
      case .taskScheduled(let task):
        attempt += 1
        roots.append(.heading("Attempt \(attempt)", note: "\(task.resourceType):\(task.resource)"))
        roots.append(JSONTree.Root(key: key, label: "arguments", value: parsed(task.parameters)))
      case .lambdaFunctionScheduled(let resource, let input, _, _),
        .activityScheduled(let resource, let input, _, _):
        attempt += 1
        roots.append(.heading("Attempt \(attempt)", note: resource))
        roots.append(JSONTree.Root(key: key, label: "arguments", value: parsed(input)))
      case .taskOutput(_, _, let output):
        let label = event.type == .taskSubmitted ? "submitted" : "result"
        roots.append(JSONTree.Root(key: key, label: label, value: parsed(output)))
      case .output(let output):
        roots.append(JSONTree.Root(key: key, label: "result", value: parsed(output)))
      default:
        guard let failure = event.failure else { continue }
        roots.append(
          JSONTree.Root(
            key: key, label: failure.error ?? "error", value: Unwrapping.value(failure.cause ?? ""),
            note: event.note.recovery ?? "", isChanged: true))
      }
    }
    return roots + outputLines(visit, run)
  }

  /// What the functions of a visit wrote.
  private func outputLines(_ visit: Int, _ run: Run) -> [JSONTree.Root] {
    let name = run.story.visits[visit].state
    let lines = run.output.sorted { $0.key.number < $1.key.number }
      .filter { run.taskStates[$0.key] == name }.flatMap(\.value)
    guard !lines.isEmpty else { return [] }
    return [.heading("Written by the function", note: "\(lines.count)")]
      + lines.suffix(200).map { .heading("  " + $0) }
  }

  func contextRoots(_ visit: Int, _ run: Run) -> [JSONTree.Root] {
    let asked = run.story.visits[visit]
    guard var stepper = run.stepper ?? run.shadow else { return [] }
    let last = asked.exited.map { $0 - 1 } ?? run.moment
    _ = stepper.move(toEvent: max(asked.entered, min(run.moment, last)))
    let frames = stepper.execution.frames
    let frame =
      frames.last { $0.scope == asked.scope && $0.state == asked.state }
      ?? frames.last { $0.state == asked.state }
    return frame.map { [.value($0.context)] } ?? []
  }

  private func eventRoots(_ visit: Int, _ run: Run) -> [JSONTree.Root] {
    run.story.visits[visit].events.filter { $0 <= run.moment }.map { id in
      let event = run.events[id - 1]
      return JSONTree.Root(
        key: "/#\(id)", label: "#\(id) \(event.type.rawValue)", value: EventText.value(event),
        note: event.note.recovery ?? "", isChanged: event.type.isFailure)
    }
  }

  private func retryRoots(_ state: ASL.State, _ visit: Int, _ run: Run) -> [JSONTree.Root] {
    var roots: [JSONTree.Root] = [.heading("Retriers", note: "\(state.retriers.count)")]
    for (place, retrier) in state.retriers.enumerated() {
      let used = run.story.visits[visit].events.count { id in
        id <= run.moment && run.events[id - 1].note.recovery == "Retry[\(place)]"
      }
      var text = "every \(retrier.intervalSeconds) s × \(EventText.number(retrier.backoffRate))"
      if let limit = retrier.maxDelaySeconds { text += ", at most \(limit) s" }
      if retrier.fullJitter { text += ", jitter" }
      roots.append(
        JSONTree.Root(
          key: "/r\(place)", label: retrier.errorEquals.joined(separator: ", "),
          value: .string(text), note: "used \(used) of \(retrier.maxAttempts)", isChanged: used > 0)
      )
    }
    let failed = run.story.visits[visit].events.filter { $0 <= run.moment }
      .map { run.events[$0 - 1] }.filter { $0.failure != nil }
    if !failed.isEmpty { roots.append(.heading("Attempts that failed", note: "\(failed.count)")) }
    for event in failed {
      roots.append(
        JSONTree.Root(
          key: "/f\(event.id)", label: "#\(event.id) \(event.failure?.error ?? "")",
          value: Unwrapping.value(event.failure?.cause ?? ""),
          note: event.note.recovery ?? "no retry"))
    }
    return roots
  }

  private func failureRoots(_ visit: Int, _ run: Run) -> [JSONTree.Root] {
    failures(of: visit, in: run).reversed().flatMap { event -> [JSONTree.Root] in
      var roots: [JSONTree.Root] = [
        .heading(
          event.failure?.error ?? "failed", note: "#\(event.id) \(event.note.recovery ?? "")")
      ]
      if case .evaluationFailed(_, _, let location?, _) = event.details {
        roots.append(JSONTree.Root(key: "/l\(event.id)", label: "at", value: .string(location)))
      }
      let cause = event.failure?.cause ?? ""
      if !cause.isEmpty {
        roots.append(
          JSONTree.Root(key: "/c\(event.id)", label: "cause", value: Unwrapping.value(cause)))
      }
      return roots
    }
  }
}

/// Causes are often JSON in a string in JSON: takes them apart.
enum Unwrapping {
  private static let depthLimit = 6

  /// The value of a text that is JSON, with the strings in it that are objects or arrays taken
  /// apart as well; a text that is none stays a string.
  static func value(_ text: String) -> Value {
    guard let value = parse(text) else { return .string(text) }
    return unwrap(value, 0)
  }

  private static func parse(_ text: String) -> Value? {
    guard let first = text.utf8.first(where: { $0 != 0x20 && $0 != 0x0A }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"")
    else { return nil }
    return try? Value(parsing: text)
  }

  private static func unwrap(_ value: Value, _ depth: Int) -> Value {
    guard depth < depthLimit else { return value }
    switch value {
    case .string(let text): return parse(text).map { unwrap($0, depth + 1) } ?? value
    case .array(let elements): return .array(elements.map { unwrap($0, depth + 1) })
    case .object(let object):
      return .object(Object(object.map { ($0, unwrap($1, depth + 1)) }))
    default: return value
    }
  }
}
