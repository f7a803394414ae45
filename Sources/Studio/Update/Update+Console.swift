import ASL
import History
import JSON
import JSONata
import Screen

extension State {
  /// Opens the console on the data of the selected state at this moment, with the expression of the
  /// field that is looked at.
  mutating func openConsole() {
    guard let state = selectedState else { return tell("select a state first", .warning) }
    var console = Console(
      expression: TextBuffer(""), language: state.queryLanguage == .jsonata ? .jsonata : .jsonPath,
      data: .emptyObject, context: .emptyObject, variables: [], moment: "nothing has run yet")
    if let run, let visit = shownVisit(state.name) { fill(&console, run, visit) }
    takeField(state, &console)
    evaluate(&console)
    dialog = .console(console)
  }

  /// The data a state's expressions see.
  private func fill(_ console: inout Console, _ run: Run, _ visit: Int) {
    let asked = run.story.visits[visit]
    console.moment = "#\(run.moment)"
    var states = Object()
    if case .stateEntered(_, let input) = run.events[asked.entered - 1].details {
      states["input"] = parsed(input)
    }
    for id in asked.events where id <= run.moment {
      let event = run.events[id - 1]
      switch event.details {
      case .taskOutput(_, _, let output) where event.type == .taskSucceeded:
        states["result"] = parsed(output)
      case .output(let output): states["result"] = parsed(output)
      default:
        if let failure = event.failure {
          states["errorOutput"] = .object([
            "Error": .string(failure.error ?? ""), "Cause": .string(failure.cause ?? ""),
          ])
        }
      }
    }
    let context = contextRoots(visit, run).first?.value ?? .emptyObject
    states["context"] = context
    console.context = context
    console.data = console.language == .jsonata ? .object(states) : states["input"] ?? .emptyObject
    console.variables = variableRoots(visit, run).map { ($0.label, $0.value) }
  }

  /// The expression in the line of the definition that is looked at, or the state's first.
  private func takeField(_ state: ASL.State, _ console: inout Console) {
    guard let file, let base = file.pointer(state.location),
      let node = file.document.node(at: base)
    else { return }
    let first = file.document.place(at: node.keyRange?.lowerBound ?? node.range.lowerBound).line
    let line = detail.tab == .definition ? first + detail.lines.cursor : first
    var pick: (pointer: Pointer, text: String, line: Int)?
    for (pointer, text) in expressions(in: node.value, at: base) {
      let place = file.document.place(of: pointer)?.line ?? 0
      if pick == nil || place == line || (pick?.line ?? 0) < line && place <= line {
        pick = (pointer, text, place)
      }
    }
    guard let pick else {
      console.expression = TextBuffer(console.language == .jsonata ? "$states.input" : "$")
      return
    }
    console.field = pick.pointer
    console.fieldName = pick.pointer.tokens.dropFirst(base.tokens.count).joined(separator: "/")
    console.expression = TextBuffer(pick.text)
    console.expression.go(to: TextBuffer.Place(line: .max, column: .max))
  }

  /// The fields that hold an expression or a path, in definition order.
  private func expressions(in value: Value, at pointer: Pointer) -> [(Pointer, String)] {
    switch value {
    case .string(let text):
      if text.hasPrefix("{%"), text.hasSuffix("%}") {
        return [(pointer, String(text.dropFirst(2).dropLast(2)).trimmed)]
      }
      let isPath =
        text.hasPrefix("$") && pointer.tokens.last?.hasSuffix("Path") == true
        || pointer.tokens.last?.hasSuffix(".$") == true
      return isPath ? [(pointer, text)] : []
    case .array(let elements):
      return elements.enumerated().flatMap { expressions(in: $1, at: pointer.appending($0)) }
    case .object(let object):
      return object.flatMap { name, value in
        ["States", "ItemProcessor", "Iterator", "Branches"].contains(name)
          ? [] : expressions(in: value, at: pointer.appending(name))
      }
    default: return []
    }
  }

  // MARK: Evaluating

  /// Evaluates what is written; within AWS's limits, so that a key never waits long.
  func evaluate(_ console: inout Console) {
    console.fault = nil
    console.isUndefined = false
    let text = console.expression.text
    guard !text.trimmed.isEmpty else { return console.tree.show([]) }
    switch console.language {
    case .jsonata: evaluateJSONata(text, &console)
    case .jsonPath: evaluatePath(text.trimmed, &console)
    }
  }

  private func evaluateJSONata(_ text: String, _ console: inout Console) {
    var bindings = Dictionary(
      console.variables.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
    bindings["states"] = console.data
    var limits = Limits.stepFunctions
    limits.time = .milliseconds(200)
    do throws(JSONata.Failure) {
      let expression = try Expression(text, dialect: .stepFunctions)
      let environment = JSONata.Environment(now: now, seed: seed, limits: limits)
      switch try expression.evaluate(nil, bindings: bindings, in: environment) {
      case .value(let value): console.tree.show([.value(value)])
      case .function: console.tree.show([.heading("a function")])
      case .undefined:
        console.isUndefined = true
        console.tree.show([])
      }
    } catch {
      console.fault = Console.Fault(
        message: "\(error.code)  \(error.message)", offset: error.position)
      console.tree.show([])
    }
  }

  private func evaluatePath(_ text: String, _ console: inout Console) {
    var path = text
    var root = console.data
    if text.hasPrefix("States.") {
      console.fault = Console.Fault(
        message: "an intrinsic function: its value is seen when the state runs", offset: nil)
      return console.tree.show([])
    }
    if text.hasPrefix("$$") {
      path = String(text.dropFirst())
      root = console.context
    } else if text.hasPrefix("$"), let variable = variable(text, console) {
      path = "$" + text.dropFirst(1 + variable.name.count)
      root = variable.value
    }
    do {
      console.tree.show([.value(try Path(path).evaluate(root))])
    } catch let fault as PathError {
      console.fault = Console.Fault(message: fault.reason, offset: fault.position)
      console.tree.show([])
    } catch {
      console.fault = Console.Fault(
        message: (error as? PathFailure)?.message ?? "\(error)", offset: nil)
      console.tree.show([])
    }
  }

  private func variable(_ text: String, _ console: Console) -> (name: String, value: Value)? {
    let name = String(text.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    return name.isEmpty ? nil : console.variables.last { $0.name == name }
  }

  // MARK: Keys

  mutating func takeInConsole(_ key: Key, _ console: Console) {
    var console = console
    switch key.description {
    case "Esc": return dialog = nil
    case "C-s": return writeBack(console)
    case "Tab": complete(&console, 1)
    case "S-Tab": complete(&console, -1)
    case "PgDn": console.tree.scroll.move(8, count: console.tree.rows.count)
    case "PgUp": console.tree.scroll.move(-8, count: console.tree.rows.count)
    case "C-y":
      ask(.copy(console.expression.text))
      tell("copied the expression")
    default:
      guard console.expression.take(key, page: 4) else { return }
      console.completions = []
      console.completion = nil
      evaluate(&console)
    }
    dialog = .console(console)
  }

  /// Puts the expression into the field it came from; the file is changed, not saved.
  private mutating func writeBack(_ console: Console) {
    guard let field = console.field, let file else {
      return tell("there is no field to write to; ^Y copies the expression", .warning)
    }
    let text = console.expression.text
    let old = file.document.node(at: field)?.value.string ?? ""
    let value = old.hasPrefix("{%") ? "{% \(text.trimmed) %}" : text.trimmed
    guard let changed = file.document.replacing(field, with: .string(value)) else {
      return tell("the field is not there any more", .warning)
    }
    dialog = nil
    changeDefinition(to: changed.text)
    tell("written to \(console.fieldName ?? "the field"); ^S saves, R runs it again")
  }

  // MARK: Completion

  private func complete(_ console: inout Console, _ step: Int) {
    let line = console.expression.lines[console.expression.cursor.line]
    let before = Array(line[..<console.expression.cursor.column])
    let word = before.suffix(while: isWordPart)
    if console.completions.isEmpty {
      console.completions = completions(before.dropLast(word.count), word, console)
      console.completion = nil
      guard !console.completions.isEmpty else { return }
    }
    let count = console.completions.count
    let place = console.completion.map { ($0 + step + count) % count } ?? 0
    console.completion = place
    for _ in word { _ = console.expression.take(Key(.backspace), page: 4) }
    console.expression.insert(console.completions[place])
    evaluate(&console)
  }

  private func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "$" || scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }

  /// Names that go on from `word`: members of what stands before the dot, else variables and
  /// functions.
  private func completions(
    _ head: ArraySlice<Unicode.Scalar>, _ word: ArraySlice<Unicode.Scalar>, _ console: Console
  ) -> [String] {
    let begun = String(String.UnicodeScalarView(word)).lowercased()
    var names: [String]
    if head.last == "." {
      let path = head.dropLast().suffix(while: {
        isWordPart($0) || $0 == "." || $0 == "[" || $0 == "]"
      })
      names = members(of: String(String.UnicodeScalarView(path)), console)
    } else {
      names = console.variables.map { "$\($0.name)" }
      if console.language == .jsonata { names += ["$states"] + FunctionList.all.map(\.name) }
    }
    var seen: Set<String> = []
    names = names.filter { seen.insert($0).inserted }
    return names.filter { $0.lowercased().hasPrefix(begun) }
  }

  private func members(of path: String, _ console: Console) -> [String] {
    var probe = console
    probe.expression = TextBuffer(path)
    let value: Value?
    switch console.language {
    case .jsonata:
      var bindings = Dictionary(
        console.variables.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
      bindings["states"] = console.data
      let environment = JSONata.Environment(now: now, seed: seed, limits: .stepFunctions)
      let outcome = try? Expression(path, dialect: .stepFunctions)
        .evaluate(nil, bindings: bindings, in: environment)
      if case .value(let found)? = outcome { value = found } else { value = nil }
    case .jsonPath: value = (try? Path(path))?.find(console.data)
    }
    let object = value?.object ?? value?.array?.first?.object
    return object?.names ?? []
  }
}

extension BidirectionalCollection {
  /// The longest end of the collection whose elements all pass.
  fileprivate func suffix(while passes: (Element) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, passes(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
