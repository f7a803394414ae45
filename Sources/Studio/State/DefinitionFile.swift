import ASL
import JSON

/// What was made out of a text. For a large one that takes longer than a key may, so it is a value of
/// its own, which can be made away from the screen.
struct Analysis: Sendable {
  let text: String
  let reading: Reading
  /// What is wrong or doubtful: AWS's diagnostics, then what our own rules find.
  let problems: [Diagnostic]
  let document: Document
  /// All states, outer ones before those inside them, in definition order.
  let states: [ASL.State]
  /// For YAML: the lines of members, by pointer.
  private let yamlLines: [String: Int]
  fileprivate let byLocation: [String: ASL.State]
  fileprivate let byName: [String: ASL.State]

  init(_ text: String, _ options: ReadingOptions) {
    self.text = text
    reading = StateMachine.read(text, options: options)
    problems = reading.diagnostics + reading.findings()
    document = Document(text)
    yamlLines = reading.machine == nil ? [:] : reading.source.yamlLines()
    var states: [ASL.State] = []
    func visit(_ scope: Scope) {
      for state in scope.states {
        states.append(state)
        state.scopesInside.forEach(visit)
      }
    }
    if let machine = reading.machine { visit(machine.scope) }
    self.states = states
    byLocation = Dictionary(states.map { ($0.location, $0) }, uniquingKeysWith: { a, _ in a })
    byName = Dictionary(states.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
  }
}

extension Analysis {
  /// The line of a state's name, from 1.
  func line(of location: String) -> Int? {
    let pointer = Pointer(location: location, in: reading.source.value)
    if reading.source.format == .yaml { return yamlLines[pointer.description] }
    return document.place(of: pointer, key: true)?.line
  }

  /// The bytes of a state in a YAML text: its name and the lines below it that are further in.
  func yamlRange(of location: String) -> Range<Int>? {
    guard let line = line(of: location) else { return nil }
    let bytes = document.bytes
    var start = 0
    for _ in 1..<line {
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
      start = end + 1
    }
    let indent = bytes[start...].prefix { $0 == 0x20 }.count
    var end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    var next = end + 1
    while next < bytes.count {
      let stop = bytes[next...].firstIndex(of: 0x0A) ?? bytes.count
      let blanks = bytes[next..<stop].prefix { $0 == 0x20 }.count
      let isBlank = blanks == stop - next
      guard isBlank || blanks > indent else { break }
      if !isBlank { end = stop }
      next = stop + 1
    }
    return (start + indent)..<end
  }
}

/// The definition on the screen: its text, what was made out of it, and what can be undone.
struct DefinitionFile: Sendable {
  let path: String
  /// The text on the disk, as far as known.
  var savedText: String
  private var analysis: Analysis
  /// The last analysis in which a machine could be made out: its graph stays while the text is
  /// broken.
  private var drawn: Analysis
  private var undone: [String] = []
  private var done: [String] = []
  /// Counts the texts, so that what is made from one can be kept until the next.
  private(set) var version = 0
  let options: ReadingOptions

  private static let undoLimit = 200

  init(path: String, text: String, options: ReadingOptions = ReadingOptions()) {
    self.path = path
    savedText = text
    var options = options
    options.format = Source.Format(path: path)
    self.options = options
    analysis = Analysis(text, options)
    drawn = analysis
  }

  /// The text as it is now.
  var text: String { analysis.text }
  var reading: Reading { analysis.reading }
  var problems: [Diagnostic] { analysis.problems }
  var document: Document { analysis.document }
  /// The last machine that could be made out, and its states.
  var machine: StateMachine? { drawn.reading.machine }
  var states: [ASL.State] { drawn.states }

  /// The last part of the path.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The name a state machine made from the file has: the file's without its endings.
  var machineName: String {
    var name = name
    for ending in [".asl.json", ".asl.yaml", ".asl.yml", ".json", ".yaml", ".yml"]
    where name.hasSuffix(ending) {
      name.removeLast(ending.count)
      break
    }
    return name.isEmpty ? "workflow" : name
  }

  var isYAML: Bool { options.format == .yaml }
  var isModified: Bool { text != savedText }
  var isBroken: Bool { reading.machine == nil }
  var errorCount: Int { reading.diagnostics.count { $0.severity == .error } }

  // MARK: Changing

  /// Gives the file another text: one step of undo, or a part of the step before (`merging`).
  mutating func change(to text: String, merging: Bool = false) {
    guard text != self.text else { return }
    change(to: Analysis(text, options), merging: merging)
  }

  /// The same with what was made out of the text already.
  mutating func change(to fresh: Analysis, merging: Bool = false) {
    if !merging {
      done.append(text)
      if done.count > DefinitionFile.undoLimit { done.removeFirst() }
    }
    undone = []
    set(fresh)
  }

  /// Goes back to the text before; false where there is none.
  mutating func undo() -> Bool {
    guard let before = done.popLast() else { return false }
    undone.append(text)
    set(Analysis(before, options))
    return true
  }

  mutating func redo() -> Bool {
    guard let after = undone.popLast() else { return false }
    done.append(text)
    set(Analysis(after, options))
    return true
  }

  private mutating func set(_ fresh: Analysis) {
    analysis = fresh
    version += 1
    if fresh.reading.machine != nil { drawn = fresh }
  }

  // MARK: Looking up

  /// The line of a state's name, from 1.
  func line(of location: String) -> Int? { analysis.line(of: location) }

  /// The bytes of a state: its value in JSON, its name and what is below it in YAML.
  func range(of location: String) -> Range<Int>? {
    if isYAML { return analysis.yamlRange(of: location) }
    return pointer(location).flatMap { document.node(at: $0)?.range }
  }

  /// The state at a location, `/States/M/ItemProcessor/States/X`.
  func state(at location: String) -> ASL.State? { drawn.byLocation[location] }

  /// The state of that name. Names are unique in a definition that is valid.
  func state(named name: String) -> ASL.State? { drawn.byName[name] }

  /// The pointer for a location in AWS's form, `/States/A/b/Choices[0]/Next`: names are as written,
  /// slashes in them included, so the document decides where one ends.
  func pointer(_ location: String) -> Pointer? {
    var pointer = Pointer()
    var rest = location[...]
    while !rest.isEmpty {
      if rest.first == "[" {
        guard let end = rest.firstIndex(of: "]"),
          let index = Int(rest.dropFirst().prefix(upTo: end))
        else { return nil }
        pointer = pointer.appending(index)
        rest = rest[rest.index(after: end)...]
        continue
      }
      guard let step = name(in: pointer, rest) else { return nil }
      pointer = pointer.appending(step)
      rest = rest.dropFirst(step.count + 1)
    }
    return document.node(at: pointer) == nil ? nil : pointer
  }

  /// The longest member's name that `rest` (`/name…`) begins with.
  private func name(in pointer: Pointer, _ rest: Substring) -> String? {
    guard rest.first == "/", let node = document.node(at: pointer) else { return nil }
    let names = node.children.compactMap { document.nodes[$0].name }
    return names.filter { name in
      guard rest.dropFirst().hasPrefix(name) else { return false }
      let next = rest.dropFirst(name.count + 1).first
      return next == nil || next == "/" || next == "["
    }.max { $0.count < $1.count }
  }
}

extension ASL.State {
  /// The scopes inside a Parallel or Map.
  var scopesInside: [Scope] {
    switch type {
    case .parallel(let parallel): parallel.branches
    case .map(let map): [map.processor]
    case .pass, .task, .choice, .wait, .succeed, .fail: []
    }
  }
}
