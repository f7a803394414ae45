import ASL
import JSON

/// The definition on the screen: its text, what was made out of it, and what can be undone.
struct DefinitionFile: Sendable {
  let path: String
  /// The text as it is now.
  private(set) var text: String
  /// The text on the disk, as far as known.
  var savedText: String
  private(set) var reading: Reading
  /// What is wrong or doubtful: AWS's diagnostics, then what our own rules find.
  private(set) var problems: [Diagnostic]
  private(set) var document: Document
  private var undone: [String] = []
  private var done: [String] = []
  /// Counts the texts, so that what is made from one can be kept until the next.
  private(set) var version = 0
  /// The last machine that could be made out: the graph of it stays while the text is broken.
  private(set) var machine: StateMachine?
  /// All states, outer ones before those inside them, in definition order.
  private(set) var states: [ASL.State] = []
  private var byLocation: [String: ASL.State] = [:]
  private var byName: [String: ASL.State] = [:]
  let options: ReadingOptions

  private static let undoLimit = 200

  init(path: String, text: String, options: ReadingOptions = ReadingOptions()) {
    self.path = path
    self.text = text
    savedText = text
    var options = options
    options.format = Source.Format(path: path)
    self.options = options
    reading = StateMachine.read(text, options: options)
    problems = reading.diagnostics + reading.findings()
    document = Document(text)
    machine = reading.machine
    index()
  }

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
    if !merging {
      done.append(self.text)
      if done.count > DefinitionFile.undoLimit { done.removeFirst() }
    }
    undone = []
    set(text)
  }

  /// Goes back to the text before; false where there is none.
  mutating func undo() -> Bool {
    guard let before = done.popLast() else { return false }
    undone.append(text)
    set(before)
    return true
  }

  mutating func redo() -> Bool {
    guard let after = undone.popLast() else { return false }
    done.append(text)
    set(after)
    return true
  }

  private mutating func set(_ text: String) {
    self.text = text
    version += 1
    reading = StateMachine.read(text, options: options)
    problems = reading.diagnostics + reading.findings()
    document = Document(text)
    guard let fresh = reading.machine else { return }
    machine = fresh
    index()
  }

  // MARK: Looking up

  /// The state at a location, `/States/M/ItemProcessor/States/X`.
  func state(at location: String) -> ASL.State? { byLocation[location] }

  /// The state of that name. Names are unique in a definition that is valid.
  func state(named name: String) -> ASL.State? { byName[name] }

  private mutating func index() {
    states = []
    func visit(_ scope: Scope) {
      for state in scope.states {
        states.append(state)
        state.scopesInside.forEach(visit)
      }
    }
    if let machine { visit(machine.scope) }
    byLocation = Dictionary(states.map { ($0.location, $0) }, uniquingKeysWith: { a, _ in a })
    byName = Dictionary(states.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
  }

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
