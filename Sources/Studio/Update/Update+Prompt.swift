import ASL
import History
import Screen

extension State {
  /// Takes a key while a line is written at the bottom.
  mutating func takeInPrompt(_ key: Key) {
    guard var prompt else { return }
    switch key.description {
    case "Esc", "C-c", "C-g":
      self.prompt = nil
      if prompt.kind == .filter { setFilter("") }
      return
    case "Backspace" where prompt.field.text.isEmpty: return self.prompt = nil
    case "Enter": return submitPrompt(prompt)
    case "Tab" where prompt.kind == .command: complete(&prompt, 1)
    case "S-Tab" where prompt.kind == .command: complete(&prompt, -1)
    case "Up" where prompt.kind == .command: recall(&prompt, 1)
    case "Down" where prompt.kind == .command: recall(&prompt, -1)
    case "Down" where prompt.kind == .search, "C-n" where prompt.kind == .search:
      _ = find(prompt.field.string, backwards: false, including: false)
    case "Up" where prompt.kind == .search, "C-p" where prompt.kind == .search:
      _ = find(prompt.field.string, backwards: true, including: false)
    default:
      guard prompt.field.take(key) else { return }
      self.prompt = prompt
      return promptChanged()
    }
    self.prompt = prompt
  }

  /// Shows at once what is written in a search or a filter.
  mutating func promptChanged() {
    guard var prompt else { return }
    prompt.choice = nil
    prompt.choices = prompt.kind == .command ? completions(prompt.field.string) : []
    self.prompt = prompt
    switch prompt.kind {
    case .search:
      searched = prompt.field.string
      _ = find(searched, backwards: false, including: true)
    case .filter: setFilter(prompt.field.string)
    case .command: break
    }
  }

  private mutating func submitPrompt(_ prompt: Prompt) {
    self.prompt = nil
    let text = prompt.field.string
    switch prompt.kind {
    case .search:
      searched = text
      if !text.isEmpty, !find(text, backwards: false, including: true) {
        tell("“\(text)” is not here", .warning)
      }
    case .filter: setFilter(text)
    case .command: run(command: text)
    }
  }

  // MARK: Finding

  mutating func findAgain(backwards: Bool) {
    guard !searched.isEmpty else { return prompt = Prompt(.search) }
    if !find(searched, backwards: backwards, including: false) {
      tell("“\(searched)” is not here", .warning)
    }
  }

  /// Looks for a text in the pane that has the focus.
  private mutating func find(_ text: String, backwards: Bool, including: Bool) -> Bool {
    if editor != nil {
      return editor?.buffer.find(text, backwards: backwards, including: including) ?? false
    }
    if view == .browser {
      browser.filter = text
      return !browser.shown.isEmpty
    }
    switch focus {
    case .graph: return findState(text, backwards: backwards, including: including)
    case .detail:
      if detail.tab == .definition { return findLine(text, backwards, including) }
      return detail.tree.find(text, backwards: backwards, including: including)
    case .history:
      if isShowingExecutions {
        executions.filter = text
        return !executions.shown.isEmpty
      }
      return findEvent(text, backwards: backwards, including: including)
    }
  }

  private mutating func findState(_ text: String, backwards: Bool, including: Bool) -> Bool {
    let wanted = text.lowercased()
    let states = file?.states ?? []
    // Names that begin so come first, then those that have it somewhere, then types.
    let names = states.filter { $0.name.lowercased().contains(wanted) }
    let matches = names.isEmpty ? states.filter { $0.type.name.lowercased() == wanted } : names
    guard !matches.isEmpty else { return false }
    let here = matches.firstIndex { $0.location == graph.selected }
    let target: Int
    if let here {
      target = including ? here : (here + (backwards ? -1 : 1) + matches.count) % matches.count
    } else {
      target = matches.firstIndex { $0.name.lowercased().hasPrefix(wanted) } ?? 0
    }
    unfold(around: matches[target].location)
    select(matches[target].location)
    return true
  }

  private mutating func findLine(_ text: String, _ backwards: Bool, _ including: Bool) -> Bool {
    let lines = definitionLines
    let wanted = text.lowercased()
    let matches = lines.indices.filter { index in
      String(String.UnicodeScalarView(lines[index])).lowercased().contains(wanted)
    }
    guard !matches.isEmpty else { return false }
    let here = detail.lines.cursor
    let found: Int?
    if backwards {
      found = matches.last { $0 < here } ?? matches.last
    } else {
      found = matches.first { including ? $0 >= here : $0 > here } ?? matches.first
    }
    detail.lines.cursor = found ?? here
    detail.lines.settle(count: lines.count, height: Areas(self).detailBody.height)
    return true
  }

  private mutating func findEvent(_ text: String, backwards: Bool, including: Bool) -> Bool {
    guard let run else { return false }
    let wanted = text.lowercased()
    let matches = run.events.lazy.filter { EventText.matches($0, wanted) }.map(\.id)
    let here = run.moment
    let found: Int? =
      if backwards {
        run.events[..<max(0, here - 1)].last { EventText.matches($0, wanted) }?.id ?? matches.last
      } else {
        matches.first { including ? $0 >= here : $0 > here } ?? matches.first
      }
    guard let found else { return false }
    look(at: found)
    return true
  }

  // MARK: Filters

  /// The filter of the list that has the focus.
  var filterText: String {
    if view == .browser { return browser.filter }
    return isShowingExecutions ? executions.filter : history.filter
  }

  mutating func setFilter(_ text: String) {
    if view == .browser {
      browser.filter = text
    } else if isShowingExecutions {
      executions.filter = text
    } else {
      history.filter = text
    }
  }

  // MARK: Commands

  /// Commands with a word after them, and what that is.
  private static let withArgument = ["open", "find", "theme", "break", "filter", "event", "run"]

  private func completions(_ text: String) -> [String] {
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let command = parts.first else {
      return commandNames.filter { $0.hasPrefix(text) }
    }
    let begun = parts[1].lowercased()
    let words: [String] =
      switch command {
      case "open": browser.files.map(\.name)
      case "find", "break", "to": (file?.states ?? []).map(\.name)
      case "mock": testCases
      case "show", "replay", "diff": executions.items.map(\.name)
      default: []
      }
    return words.filter { $0.lowercased().hasPrefix(begun) }.map { "\(command) \($0)" }
  }

  private var commandNames: [String] {
    let own = ["event", "show", "write-quit"]
    return (Binding.table.map(\.command).filter { !$0.isEmpty } + own).sorted()
  }

  private mutating func complete(_ prompt: inout Prompt, _ step: Int) {
    if prompt.choices.isEmpty { prompt.choices = completions(prompt.field.string) }
    guard !prompt.choices.isEmpty else { return }
    let count = prompt.choices.count
    let place = prompt.choice.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
    prompt.choice = place
    prompt.field = TextField(prompt.choices[place] + (count == 1 ? " " : ""))
  }

  private func recall(_ prompt: inout Prompt, _ step: Int) {
    let place = max(0, min(commandHistory.count, prompt.recall + step))
    prompt.recall = place
    prompt.field = TextField(place == 0 ? "" : commandHistory[commandHistory.count - place])
  }

  /// Runs a command as it was written.
  mutating func run(command text: String) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { return }
    commandHistory.removeAll { $0 == text }
    commandHistory.append(text)
    let argument = words.count > 1 ? words[1].trimmed : ""
    if !argument.isEmpty, run(command: name, argument) { return }
    if let id = Int(name) { return look(at: id) }
    switch name {
    case "q", "q!": return name == "q!" ? isFinished = true : quit()
    case "w": return perform(.save)
    case "wq", "x", "write-quit":
      perform(.save)
      return isFinished = true
    default: break
    }
    let matches = Binding.table.filter { !$0.command.isEmpty && $0.command.hasPrefix(name) }
    if let exact = matches.first(where: { $0.command == name })
      ?? (matches.count == 1 ? matches[0] : nil)
    {
      return perform(exact.action)
    }
    tell(
      matches.isEmpty
        ? "there is no command “\(name)”; Tab after : lists them"
        : "“\(name)” could be \(matches.map(\.command).joined(separator: ", "))", .warning)
  }

  private mutating func run(command: String, _ argument: String) -> Bool {
    switch command {
    case "open":
      let known = browser.files.first { $0.name == argument }?.path
      openFile(known ?? (argument.hasPrefix("/") ? argument : folder + "/" + argument))
    case "find":
      show(.graph)
      searched = argument
      if !find(argument, backwards: false, including: false) {
        tell("“\(argument)” is not here", .warning)
      }
    case "break", "to":
      guard let state = file?.state(named: argument) else {
        tell("there is no state “\(argument)”", .warning)
        return true
      }
      select(state.location)
      perform(command == "break" ? .breakpoint : .toHere)
    case "event": if let id = Int(argument) { look(at: id) }
    case "filter": setFilter(argument)
    case "watch": add(watch: argument)
    case "diff":
      guard let item = executions.items.first(where: { $0.name == argument }) else {
        tell("there is no execution “\(argument)”", .warning)
        return true
      }
      if let arn = chosenArn { ask(.compare(old: item.arn, new: arn)) }
    case "mock":
      if let form = mockForm(testCase: argument) { record(form) }
    case "show", "replay":
      guard let item = executions.items.first(where: { $0.name == argument }) else {
        tell("there is no execution “\(argument)”", .warning)
        return true
      }
      ask(
        .open(
          arn: item.arn, purpose: command == "show" ? .show : .replay(onScreenDefinition: false)))
    default: return false
    }
    return true
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    let head = drop { $0 == " " }
    return String(head.reversed().drop { $0 == " " }.reversed())
  }
}
