import ASL
import Engine
import History
import JSON
import JSONata
import Screen

extension State {
  /// Opens the console on the data of the selected state at this moment, with the expression of the
  /// field that is looked at.
  mutating func openConsole() {
    guard let state = selectedState else { return tell("select a state first", .warning) }
    if let file { run?.makeShadow(file.options) }
    var console = Console(
      expression: TextBuffer(""), language: state.queryLanguage == .jsonata ? .jsonata : .jsonPath,
      data: .emptyObject, context: .emptyObject, variables: [], moment: "nothing has run yet")
    if let run, let visit = shownVisit(state.name) { fill(&console, run, visit) }
    takeField(state, &console)
    evaluate(&console)
    offer(&console, isTyping: false)
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
        message: "\(error.code)  \(error.message)", range: State.place(of: error, in: text))
      console.tree.show([])
    }
  }

  /// The scalars of a token that an error is about: it tells where the token ends, in UTF-16.
  private static func place(of error: JSONata.Failure, in text: String) -> Range<Int>? {
    guard error.position >= 0 else { return nil }
    let units = text.utf16
    let end = units.index(units.startIndex, offsetBy: error.position, limitedBy: units.endIndex)
    let head = text.unicodeScalars[..<(end ?? units.endIndex)]
    let token = (error.token ?? "").unicodeScalars
    let length = head.suffix(token.count).elementsEqual(token) ? max(1, token.count) : 1
    return max(0, head.count - length)..<max(1, head.count)
  }

  private func evaluatePath(_ text: String, _ console: inout Console) {
    var path = text
    var root = console.data
    if text.hasPrefix("States.") { return evaluateIntrinsic(text, &console) }
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
      console.fault = Console.Fault(
        message: fault.reason, range: fault.position..<(fault.position + 1))
      console.tree.show([])
    } catch {
      console.fault = Console.Fault(
        message: (error as? PathFailure)?.message ?? "\(error)", range: nil)
      console.tree.show([])
    }
  }

  /// An intrinsic function by a state that has it as its only parameter.
  private func evaluateIntrinsic(_ text: String, _ console: inout Console) {
    console.tree.show([])
    do throws(IntrinsicError) {
      _ = try Intrinsic(parsing: text)
    } catch {
      console.fault = Console.Fault(
        message: error.reason, range: error.offset..<(error.offset + 1))
      return
    }
    let definition = Value.object([
      "StartAt": "x",
      "States": ["x": ["Type": "Pass", "Parameters": ["v.$": .string(text)], "End": true]],
    ])
    guard let machine = StateMachine.read(definition.text).machine else { return }
    var request = TestState.Request(
      machine: machine, stateName: "x", input: Payload(console.data),
      identity: identity(name: "console", machine: "console"), time: now, seed: seed)
    request.context = console.context
    request.variables = Object(console.variables.map { ($0.name, $0.value) })
    do throws(TestState.Refusal) {
      let response = try TestState(request).response
      if let value = response?.output?.value["v"] {
        console.tree.show([.value(value)])
      } else {
        let words = [response?.error, response?.cause].compactMap { $0 }.joined(separator: "  ")
        console.fault = Console.Fault(message: words, range: nil)
      }
    } catch {
      console.fault = Console.Fault(message: error.message, range: nil)
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
    case "Esc":
      // What is offered is put away first.
      guard !console.choices.isEmpty else { return dialog = nil }
      console.choices = []
    case "C-s": return writeBack(console)
    case "Tab": complete(&console, 1)
    case "S-Tab": complete(&console, -1)
    case "PgDn": console.tree.scroll.move(8, count: console.tree.rows.count)
    case "PgUp": console.tree.scroll.move(-8, count: console.tree.rows.count)
    case "C-y":
      ask(.copy(console.expression.text))
      tell("copied the expression")
    default:
      let before = console.expression.mark
      guard console.expression.take(key, page: 4) else { return }
      if console.expression.mark.change != before.change { evaluate(&console) }
      offer(&console, isTyping: key.writes != nil || key.description == "Backspace")
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
}
