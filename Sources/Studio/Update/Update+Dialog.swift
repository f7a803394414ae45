import ASL
import Engine
import History
import JSON
import Screen
import Services

extension State {
  /// Takes a key while something stands in front of the panes.
  mutating func takeInDialog(_ key: Key) {
    switch dialog {
    case .start(let form): takeInStart(key, form)
    case .answer(let form): takeInAnswer(key, form)
    case .confirm(let question): takeInQuestion(key, question)
    case .help(let list): takeInHelp(key, list)
    case .diagnostics(let scroll): takeInDiagnostics(key, scroll)
    case .copy(let items, let chosen): takeInCopy(key, items, chosen)
    case .console(let console): takeInConsole(key, console)
    case .change(let form): takeInChange(key, form)
    case .recordMock(let form): takeInMock(key, form)
    case .watches(let form): takeInWatches(key, form)
    case .timelines(let chosen): takeInTimelines(key, chosen)
    case .compare(let comparison): takeInComparison(key, comparison)
    case nil: break
    }
  }

  mutating func paste(intoDialog text: String) {
    switch dialog {
    case .start(var form):
      if form.field == .name {
        form.name.insert(text.unicodeScalars)
      } else {
        form.input.insert(text)
      }
      form.fault = nil
      dialog = .start(form)
    case .answer(var form):
      switch form.field {
      case .error: form.error.insert(text.unicodeScalars)
      case .cause: form.cause.insert(text.unicodeScalars)
      case .kind, .result: form.result.insert(text)
      }
      dialog = .answer(form)
    case .help(var list):
      list.filter.insert(text.unicodeScalars)
      dialog = .help(list)
    case .console(var console):
      console.expression.insert(text)
      evaluate(&console)
      offer(&console, isTyping: false)
      dialog = .console(console)
    case .change(var form):
      form.value.insert(text)
      dialog = .change(form)
    case .recordMock(var form):
      form.testCase.insert(text.unicodeScalars)
      dialog = .recordMock(form)
    case .watches(var form):
      form.text.insert(text.unicodeScalars)
      dialog = .watches(form)
    case .confirm, .diagnostics, .copy, .timelines, .compare, nil: break
    }
  }

  // MARK: Start

  mutating func openStart() {
    guard canRun(), let file else { return }
    var form =
      lastStart
      ?? StartForm(name: TextField(), input: TextBuffer(samples.first?.text ?? "{}"))
    form.samples = samples
    form.testCases = testCases
    if let testCase = form.testCase, !testCases.indices.contains(testCase) { form.testCase = nil }
    form.name = TextField(uniqueName(lastStart?.name.string ?? defaultName(file)))
    form.field = .input
    form.fault = nil
    if lastStart == nil, !samples.isEmpty { form.sample = 0 }
    dialog = .start(form)
  }

  private func defaultName(_ file: DefinitionFile) -> String { "\(file.machineName)-1" }

  private mutating func takeInStart(_ key: Key, _ form: StartForm) {
    var form = form
    let name = key.description
    switch name {
    case "Esc":
      lastStart = form
      return dialog = nil
    case "F5", "C-s": return submit(form, moving: .into)
    case "F6", "C-g": return submit(form, moving: .proceed)
    case "Tab": form.field = next(form.field, in: form.fields, 1)
    case "S-Tab": form.field = next(form.field, in: form.fields, -1)
    case "C-n": take(sample: (form.sample ?? -1) + 1, &form)
    case "C-p": take(sample: (form.sample ?? 1) - 1, &form)
    default: takeInField(key, name, &form)
    }
    dialog = .start(form)
  }

  private mutating func takeInField(_ key: Key, _ name: String, _ form: inout StartForm) {
    let step = name == "Left" || name == "Up" || name == "h" || name == "k" ? -1 : 1
    let isStep = ["Left", "Right", "Up", "Down", "h", "l", "j", "k", "Space"].contains(name)
    switch form.field {
    case .input:
      if form.input.take(key, page: 10) { form.fault = nil }
    case .name:
      if name == "Enter" { return submit(form, moving: .into) }
      _ = form.name.take(key)
    case .sample:
      if isStep { take(sample: (form.sample ?? (step > 0 ? -1 : 1)) + step, &form) }
      if name == "Enter" { form.field = .input }
    case .testCase:
      if isStep {
        let count = form.testCases.count + 1
        let place = ((form.testCase.map { $0 + 1 } ?? 0) + step + count) % count
        form.testCase = place == 0 ? nil : place - 1
      }
    case .answering: if isStep { form.isByHand.toggle() }
    case .clock: if isStep { form.isPaced.toggle() }
    }
  }

  private func take(sample place: Int, _ form: inout StartForm) {
    guard !form.samples.isEmpty else { return }
    let place = (place + form.samples.count) % form.samples.count
    form.sample = place
    form.input.replaceAll(form.samples[place].text)
    form.fault = nil
  }

  private func next<Field: Equatable>(_ field: Field, in fields: [Field], _ step: Int) -> Field {
    let place = fields.firstIndex(of: field) ?? 0
    return fields[(place + step + fields.count) % fields.count]
  }

  private mutating func submit(_ form: StartForm, moving: Run.Movement) {
    var form = form
    do throws(ParseError) {
      let input = try Payload(parsing: form.input.text)
      dialog = nil
      start(form, input: input, moving: moving)
    } catch {
      let place = Document(form.input.text).place(at: error.offset)
      form.fault = "line \(place.line), column \(place.column): \(error.reason)"
      form.field = .input
      form.input.go(to: TextBuffer.Place(line: place.line - 1, column: place.column - 1))
      dialog = .start(form)
    }
  }

  // MARK: Answer

  mutating func openAnswer(_ request: TaskRequest, whatIf: Bool = false, result: String? = nil) {
    guard let run else { return }
    let remembered = result ?? lastResult(of: request.state)
    let pretty = remembered.flatMap { try? Value(parsing: $0).pretty() } ?? remembered ?? "{}"
    var form = AnswerForm(
      request: request, hint: run.unanswered[request.id] ?? "", result: TextBuffer(pretty))
    form.isWhatIf = whatIf
    dialog = .answer(form)
  }

  /// What a state's task gave the last time.
  func lastResult(of state: String) -> String? {
    guard let run, let places = run.story.visitsOf[state] else { return nil }
    for place in places.reversed() {
      for id in run.story.visits[place].events.reversed() {
        switch run.events[id - 1].details {
        case .taskOutput(_, _, let output): return output
        case .output(let output): return output
        default: continue
        }
      }
    }
    return nil
  }

  private mutating func takeInAnswer(_ key: Key, _ form: AnswerForm) {
    var form = form
    let name = key.description
    switch name {
    case "Esc":
      dialog = nil
      run?.movement = nil
      return tell(
        form.isWhatIf ? "as it was; n goes forward again" : "the task still waits; a answers it")
    case "C-s", "F5": return submit(form)
    case "C-b" where form.live != nil: if let live = form.live { sendHeartbeat(live) }
    case "Tab": form.field = next(form.field, in: form.fields, 1)
    case "S-Tab": form.field = next(form.field, in: form.fields, -1)
    case "C-t":
      form.isFailure.toggle()
      form.field = form.isFailure ? .error : .result
    default:
      switch form.field {
      case .kind:
        if ["Left", "Right", "h", "l", "Space"].contains(name) { form.isFailure.toggle() }
        if name == "Enter" { return submit(form) }
      case .result: if form.result.take(key, page: 10) { form.fault = nil }
      case .error:
        if name == "Enter" { return submit(form) }
        _ = form.error.take(key)
      case .cause:
        if name == "Enter" { return submit(form) }
        _ = form.cause.take(key)
      }
    }
    dialog = .answer(form)
  }

  private mutating func submit(_ form: AnswerForm) {
    var form = form
    if form.isWhatIf { run?.movement = .proceed }
    if form.isFailure {
      dialog = nil
      if let live = form.live {
        return submitLive(live, .failed(error: form.error.string, cause: form.cause.string))
      }
      let failure = TaskFailure(error: form.error.string, cause: form.cause.string)
      return give(.failed(failure), to: form.request.id)
    }
    do throws(ParseError) {
      let payload = try Payload(parsing: form.result.text)
      dialog = nil
      if let live = form.live { return submitLive(live, .succeeded(output: form.result.text)) }
      give(.succeeded(payload), to: form.request.id)
    } catch {
      let place = Document(form.result.text).place(at: error.offset)
      form.fault = "line \(place.line), column \(place.column): \(error.reason)"
      form.field = .result
      form.result.go(to: TextBuffer.Place(line: place.line - 1, column: place.column - 1))
      dialog = .answer(form)
    }
  }

  // MARK: Questions

  private mutating func takeInQuestion(_ key: Key, _ question: Question) {
    var question = question
    let count = question.choices.count
    switch key.description {
    case "Esc", "q": return settle(question.choices.last?.answer ?? .cancel)
    case "Left", "Up", "S-Tab", "h", "k": question.chosen = (question.chosen + count - 1) % count
    case "Right", "Down", "Tab", "l", "j": question.chosen = (question.chosen + 1) % count
    case "Enter": return settle(question.choices[question.chosen].answer)
    default:
      if let choice = question.choices.first(where: { $0.key == key.writes }) {
        return settle(choice.answer)
      }
    }
    dialog = .confirm(question)
  }

  mutating func settle(_ answer: Question.Answer) {
    dialog = nil
    switch answer {
    case .cancel: break
    case .quit:
      if let file { ask(.journal(path: file.path, text: nil)) }
      isFinished = true
    case .saveAndQuit:
      save()
      isFinished = true
    case .restoreDraft(let text):
      changeDefinition(to: text)
      tell("restored; ^S saves")
    case .discardDraft: if let file { ask(.journal(path: file.path, text: nil)) }
    case .overwrite: if let file { ask(.save(path: file.path, text: file.text, expected: nil)) }
    case .reload: if let file { ask(.read(path: file.path)) }
    case .resetServices: resetServices()
    case .remove(let arn):
      ask(.remove(arn: arn))
      executions.items.removeAll { $0.arn == arn }
    case .openFile(let path): ask(.read(path: path))
    case .stopElsewhere(let arn): ask(.live(.command(.stop(execution: arn))))
    }
  }

  // MARK: Help, problems, copies

  private mutating func takeInHelp(_ key: Key, _ list: HelpList) {
    var list = list
    switch key.description {
    case "Esc", "F1": return dialog = nil
    case "?" where list.filter.text.isEmpty: return dialog = nil
    case "q" where list.filter.text.isEmpty: return dialog = nil
    case "Up": list.scroll.move(-1, count: list.shown.count)
    case "Down": list.scroll.move(1, count: list.shown.count)
    case "PgUp": list.scroll.move(-10, count: list.shown.count)
    case "PgDn": list.scroll.move(10, count: list.shown.count)
    case "Enter":
      dialog = nil
      if list.shown.indices.contains(list.scroll.cursor) {
        perform(list.shown[list.scroll.cursor].action)
      }
      return
    default:
      if list.filter.take(key) { list.scroll = Scroll() }
    }
    dialog = .help(list)
  }

  private mutating func takeInDiagnostics(_ key: Key, _ scroll: Scroll) {
    var scroll = scroll
    let found = file?.problems ?? []
    switch key.description {
    case "Esc", "q", "d": return dialog = nil
    case "Up", "k": scroll.move(-1, count: found.count)
    case "Down", "j": scroll.move(1, count: found.count)
    case "PgUp": scroll.move(-10, count: found.count)
    case "PgDn": scroll.move(10, count: found.count)
    case "Enter", "e":
      dialog = nil
      if found.indices.contains(scroll.cursor) { go(to: found[scroll.cursor]) }
      return
    default: break
    }
    dialog = .diagnostics(scroll)
  }

  /// Opens the editor at a problem.
  private mutating func go(to diagnostic: Diagnostic) {
    if let location = diagnostic.location, let state = stateAround(location) {
      select(state.location)
    }
    openEditor(whole: true, line: diagnostic.line ?? 1, column: diagnostic.column ?? 1)
    tell(diagnostic.message, diagnostic.severity == .error ? .failure : .warning)
  }

  /// The innermost state that a location is in.
  func stateAround(_ location: String) -> ASL.State? {
    var rest = location[...]
    while !rest.isEmpty {
      if let state = file?.state(at: String(rest)) { return state }
      guard let slash = rest.lastIndex(of: "/") else { return nil }
      rest = rest[..<slash]
    }
    return nil
  }

  mutating func openCopy() {
    let items = copyItems
    if items.isEmpty { return tell("nothing to copy here") }
    dialog = .copy(items, chosen: 0)
  }

  private var copyItems: [CopyItem] {
    var items: [CopyItem] = []
    if focus == .detail, let row = detail.tree.chosen, row.heading == nil {
      let text = row.value.string ?? row.value.pretty()
      items.append(CopyItem(key: "v", label: "the value", text: text))
      items.append(CopyItem(key: "j", label: "the value as JSON", text: row.value.text))
      items.append(CopyItem(key: "p", label: "its path", text: State.path(row.path)))
    }
    if let state = selectedState {
      items.append(CopyItem(key: "n", label: "the state's name", text: state.name))
      if let file, let node = file.pointer(state.location).flatMap({ file.document.node(at: $0) }) {
        let text = String(decoding: file.document.bytes[node.range], as: UTF8.self)
        items.append(CopyItem(key: "d", label: "its definition", text: text))
      }
    }
    if let run {
      items.append(CopyItem(key: "a", label: "the execution's ARN", text: run.arn))
      if let data = run.current?.data {
        items.append(CopyItem(key: "e", label: "the event's \(data.label)", text: data.text))
      }
    } else if let chosen = executions.chosen {
      items.append(CopyItem(key: "a", label: "the execution's ARN", text: chosen.arn))
    }
    return items
  }

  /// A pointer as a JSONPath: `/order/items/0` is `$.order.items[0]`.
  static func path(_ pointer: String) -> String {
    let tokens = Pointer(pointer)?.tokens ?? []
    return tokens.reduce("$") { path, token in
      if !token.isEmpty, token.allSatisfy({ $0.isNumber }) { return "\(path)[\(token)]" }
      let isPlain = token.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic }
      return isPlain && !token.isEmpty ? "\(path).\(token)" : "\(path)['\(token)']"
    }
  }

  private mutating func takeInCopy(_ key: Key, _ items: [CopyItem], _ chosen: Int) {
    var chosen = chosen
    switch key.description {
    case "Esc", "q": return dialog = nil
    case "Up", "k": chosen = max(0, chosen - 1)
    case "Down", "Tab": chosen = min(items.count - 1, chosen + 1)
    case "Enter": return copy(items[chosen])
    default:
      if let item = items.first(where: { $0.key == key.writes }) { return copy(item) }
    }
    dialog = .copy(items, chosen: chosen)
  }

  private mutating func copy(_ item: CopyItem) {
    dialog = nil
    ask(.copy(item.text))
    tell("copied \(item.label)")
  }
}
