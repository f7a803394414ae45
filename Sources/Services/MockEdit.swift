import Engine
import JSON

/// Where a mock file has the answers of a state.
struct MockPlace {
  var machine: String
  var testCase: String
  var state: String
  /// The iteration of the innermost Map around the state.
  var item: Int?

  init(request: TaskRequest, testCase: String) {
    machine = request.execution.stateMachineName
    self.testCase = testCase
    state = request.state
    item = request.mapItem
  }

  /// A name for the responses of the place.
  var name: String {
    "\(machine)-\(testCase)-\(state)" + (item.map { "-\($0)" } ?? "")
  }

  var states: [String] { ["StateMachines", machine, "TestCases", testCase] }
}

extension TaskRequest {
  /// The index of the innermost iteration: 3 for `Work[3]`.
  var mapItem: Int? {
    guard let open = scope.lastIndex(of: "["), scope.hasSuffix("]") else { return nil }
    return Int(scope[scope.index(after: open)...].dropLast())
  }
}

/// A mock file being changed; every step keeps the bytes around it.
struct MockEdit {
  private(set) var document: Document
  let file: String
  private let responses: String

  /// What cannot be read is not changed.
  init(text: String, file: String) throws(WorkspaceError) {
    _ = try Mocks.read(text: text, file: file)
    document = Document(text)
    self.file = file
    responses = Mocks.responsesName(in: document.value)
  }

  /// Makes `entry` the answer to a call, and tells where it stands and which call that is.
  mutating func put(
    _ entry: Value, at place: MockPlace, call: Int?
  ) throws(WorkspaceError) -> (Pointer, Int) {
    let name = try ownResponse(place)
    let pointer = Pointer(tokens: [responses, name])
    let keys = document.value[responses]?[name]?.object?.names ?? []
    let ranges = keys.compactMap { key in Mocks.calls(key).map { (key, $0) } }
    let number = call ?? ranges.map { $0.1.upperBound + 1 }.max() ?? 0
    if let (key, range) = ranges.first(where: { $0.1.contains(number) }) {
      try split(key, range, at: number, in: pointer)
    }
    let answer = pointer.appending(String(number))
    if document.node(at: answer) != nil {
      try change { $0.replacing(answer, with: entry) }
    } else {
      try change { $0.inserting(entry, named: String(number), into: pointer) }
    }
    return (answer, number)
  }

  /// Takes call `number` out of a range: `0-9` becomes `0-2` and `4-9`.
  private mutating func split(
    _ key: String, _ range: ClosedRange<Int>, at number: Int, in pointer: Pointer
  ) throws(WorkspaceError) {
    guard range.count > 1 else {
      if key != String(number) {
        try change { $0.renaming(pointer.appending(key), to: String(number)) }
      }
      return
    }
    func text(_ range: ClosedRange<Int>) -> String {
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
    guard let answer = document.value[responses]?[pointer.tokens.last ?? ""]?[key] else { return }
    let before = number > range.lowerBound ? text(range.lowerBound...(number - 1)) : nil
    let after = number < range.upperBound ? text((number + 1)...range.upperBound) : nil
    let first = before ?? after ?? key
    try change { $0.renaming(pointer.appending(key), to: first) }
    if before != nil, let after {
      try change { $0.inserting(answer, named: after, into: pointer) }
    }
  }

  /// The name of the response that the place alone has: a response that others name too is copied.
  private mutating func ownResponse(_ place: MockPlace) throws(WorkspaceError) -> String {
    let states = Pointer(tokens: place.states)
    try makeObjects(states)
    try makeObjects(Pointer(tokens: [responses]))
    let plan = states.find(document.value)?[place.state]
    let current = place.item == nil ? plan?.string ?? plan?["Response"]?.string : item(place, plan)
    if let current, uses(of: current) == 1 { return current }
    let name = freeName(place.name)
    let answers = current.flatMap { document.value[responses]?[$0] } ?? .emptyObject
    let all = Pointer(tokens: [responses])
    try change { $0.inserting(answers, named: name, into: all) }
    try link(name, place, plan, states.appending(place.state))
    return name
  }

  /// The response of a Map's item, where it has one that is no other item's.
  private func item(_ place: MockPlace, _ plan: Value?) -> String? {
    guard let index = place.item else { return nil }
    return plan?["Items"]?[String(index)]?.string
  }

  private mutating func link(
    _ name: String, _ place: MockPlace, _ plan: Value?, _ pointer: Pointer
  ) throws(WorkspaceError) {
    guard let index = place.item else {
      if plan?.object != nil { return try set("Response", .string(name), in: pointer) }
      return try set(place.state, .string(name), in: Pointer(tokens: place.states))
    }
    if plan?.object == nil {
      var object: Object = [:]
      if let response = plan?.string { object["Response"] = .string(response) }
      try set(place.state, .object(object), in: Pointer(tokens: place.states))
    }
    try makeObjects(pointer.appending("Items"))
    let items = pointer.appending("Items")
    for key in items.find(document.value)?.object?.names ?? [] {
      if let range = Mocks.calls(key), range.contains(index), range.count > 1 {
        try splitItems(key, range, at: index, in: items)
      }
    }
    try set(String(index), .string(name), in: items)
  }

  private mutating func splitItems(
    _ key: String, _ range: ClosedRange<Int>, at index: Int, in items: Pointer
  ) throws(WorkspaceError) {
    guard let response = items.find(document.value)?[key] else { return }
    try change { $0.removing(items.appending(key)) }
    if index > range.lowerBound {
      try set("\(range.lowerBound)-\(index - 1)", response, in: items)
    }
    if index < range.upperBound {
      try set("\(index + 1)-\(range.upperBound)", response, in: items)
    }
  }

  // MARK: Steps

  /// How many places name a response.
  private func uses(of name: String) -> Int {
    var count = 0
    for (_, machine) in document.value["StateMachines"]?.object ?? Object() {
      for (_, states) in machine["TestCases"]?.object ?? Object() {
        for (_, plan) in states.object ?? Object() {
          if plan.string == name || plan["Response"]?.string == name { count += 1 }
          count += (plan["Items"]?.object ?? Object()).count { $1.string == name }
          count += (plan["When"]?.array ?? []).count { $0["Response"]?.string == name }
        }
      }
    }
    return count
  }

  private func freeName(_ wish: String) -> String {
    let taken = document.value[responses]?.object ?? Object()
    var name = wish
    var number = 2
    while taken[name] != nil {
      name = "\(wish)-\(number)"
      number += 1
    }
    return name
  }

  private mutating func makeObjects(_ pointer: Pointer) throws(WorkspaceError) {
    var parent = Pointer()
    for token in pointer.tokens {
      if document.node(at: parent.appending(token)) == nil {
        let place = parent
        try change { $0.inserting(.emptyObject, named: token, into: place) }
      }
      parent = parent.appending(token)
    }
  }

  private mutating func set(_ name: String, _ value: Value, in pointer: Pointer)
    throws(WorkspaceError)
  {
    let member = pointer.appending(name)
    if document.node(at: member) != nil {
      try change { $0.replacing(member, with: value) }
    } else {
      try change { $0.inserting(value, named: name, into: pointer) }
    }
  }

  private mutating func change(_ edit: (Document) -> Document?) throws(WorkspaceError) {
    guard let changed = edit(document) else {
      throw WorkspaceError(
        file: file, message: "the answer cannot be put into this file; is it a MockConfigFile?")
    }
    document = changed
  }
}
