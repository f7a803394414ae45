import JSON
import JSONata
import Screen

extension State {
  /// How many names are offered at most.
  private static let choiceLimit = 100

  /// Finds out in whose call the cursor is, and while a word is typed what it could become.
  func offer(_ console: inout Console, isTyping: Bool) {
    let before = console.expression.textBeforeCursor
    let cursor = CallFinder(before)
    console.call = cursor.call.flatMap { call in
      FunctionGuide.named(call.name, in: console.language).map { ($0, call.argument) }
    }
    console.choice = nil
    console.choices = isTyping && !cursor.isInText ? choices(before, console, isAsked: false) : []
  }

  /// Puts the next of the names in for the word at the cursor.
  func complete(_ console: inout Console, _ step: Int) {
    let before = console.expression.textBeforeCursor
    if console.choices.isEmpty {
      console.choices = choices(before, console, isAsked: true)
      console.choice = nil
    }
    guard !console.choices.isEmpty else { return }
    let count = console.choices.count
    let place = console.choice.map { ($0 + step + count) % count } ?? 0
    let written = console.choice.map { console.choices[$0].text } ?? word(before, console)
    for _ in written.unicodeScalars { _ = console.expression.take(Key(.backspace), page: 4) }
    console.expression.insert(console.choices[place].text)
    console.choice = place
    // One name needs no second look.
    if count == 1 { console.choices = [] }
    evaluate(&console)
  }

  /// The word that a choice replaces, its `$` included.
  private func word(_ before: String, _ console: Console) -> String {
    switch Completion.at(endOf: before) {
    case .variable(let prefix): "$" + prefix
    case .member(let base, let prefix): base == "States" ? "States." + prefix : prefix
    case .none: plainWord(before)
    }
  }

  private func plainWord(_ before: String) -> String {
    String(before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
  }

  /// Names that go on from the word before the cursor: members of what stands before the dot, else
  /// variables and functions, else names that are somewhere in the data.
  private func choices(_ before: String, _ console: Console, isAsked: Bool) -> [Console.Choice] {
    let written = word(before, console)
    var found: [Console.Choice]
    switch Completion.at(endOf: before) {
    case .variable: found = variables(console) + functions(console)
    case .member(let base, _) where base == "States" && console.language == .jsonPath:
      found = functions(console)
    case .member(let base, _): found = members(of: base, console)
    case .none:
      guard isAsked || !written.isEmpty else { return [] }
      found = written.isEmpty ? variables(console) : names(in: console.data)
      if console.language == .jsonPath { found = functions(console) + found }
    }
    let begun = written.lowercased()
    var seen: Set<String> = []
    found = found.filter {
      $0.text.lowercased().hasPrefix(begun) && seen.insert($0.text).inserted
    }
    // What is written whole already needs no list.
    if !isAsked, found.count == 1, found[0].text == written { return [] }
    return Array(found.prefix(State.choiceLimit))
  }

  private func variables(_ console: Console) -> [Console.Choice] {
    var found = console.variables.map {
      Console.Choice(text: "$" + $0.name, detail: JSONTree.summary($0.value, 30))
    }
    if console.language == .jsonata {
      found.insert(
        Console.Choice(text: "$states", detail: JSONTree.summary(console.data, 30)), at: 0)
    }
    return found
  }

  private func functions(_ console: Console) -> [Console.Choice] {
    FunctionGuide.all(in: console.language).map { guide in
      Console.Choice(
        text: guide.name, detail: String(guide.signature.dropFirst(guide.name.count)),
        summary: guide.summary)
    }
  }

  private func members(of base: String, _ console: Console) -> [Console.Choice] {
    var value: Value?
    switch console.language {
    case .jsonata:
      var bindings = Dictionary(
        console.variables.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
      bindings["states"] = console.data
      var limits = Limits.stepFunctions
      limits.time = .milliseconds(100)
      let environment = JSONata.Environment(now: now, seed: seed, limits: limits)
      let outcome = try? Expression(base, dialect: .stepFunctions)
        .evaluate(nil, bindings: bindings, in: environment)
      if case .value(let found)? = outcome { value = found }
    case .jsonPath:
      if base.hasPrefix("$$") {
        value = (try? Path(String(base.dropFirst())))?.find(console.context)
      } else if let variable = console.variables.last(where: { base == "$" + $0.name }) {
        value = variable.value
      } else {
        value = (try? Path(base))?.find(console.data)
      }
    }
    let object = value?.object ?? value?.array?.first?.object
    return object.map { choices(of: $0) } ?? []
  }

  private func choices(of object: Object) -> [Console.Choice] {
    object.map { name, value in
      let isPlain = name.unicodeScalars.allSatisfy {
        $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
      }
      return Console.Choice(
        text: isPlain ? name : "`\(name)`", detail: JSONTree.summary(value, 30))
    }
  }

  /// The names that are somewhere in a value, outer ones first.
  private func names(in value: Value) -> [Console.Choice] {
    var found: [Console.Choice] = []
    var open = [value]
    for _ in 0..<5 {
      var inner: [Value] = []
      for value in open where found.count < 1000 {
        switch value {
        case .object(let object):
          found += choices(of: object)
          inner += object.map { $0.1 }
        case .array(let elements): inner += elements.prefix(20)
        default: continue
        }
      }
      open = inner
    }
    return found
  }
}

/// Finds the call that the end of an unfinished expression is in.
struct CallFinder {
  private(set) var call: (name: String, argument: Int)?
  /// The end is in a text in quotes.
  private(set) var isInText = false

  private struct Level {
    var name: String
    var argument = 0
  }

  init(_ text: String) {
    var levels: [Level] = []
    var word = ""
    var quote: Character?
    var isEscaped = false
    for letter in text {
      if let open = quote {
        if !isEscaped, letter == open { quote = nil }
        isEscaped = !isEscaped && letter == "\\"
        continue
      }
      switch letter {
      case "'", "\"", "`": quote = letter
      case "(": levels.append(Level(name: word))
      case "[", "{": levels.append(Level(name: ""))
      case ")", "]", "}": _ = levels.popLast()
      case ",": if !levels.isEmpty { levels[levels.count - 1].argument += 1 }
      default:
        if letter == "$" || letter == "." || letter.isLetter || letter.isNumber || letter == "_" {
          word.append(letter)
          continue
        }
        if letter == " " { continue }
      }
      word = ""
    }
    isInText = quote != nil && quote != "`"
    call = levels.last { $0.name.hasPrefix("$") || $0.name.hasPrefix("States.") }
      .map { ($0.name, $0.argument) }
  }
}
