public import JSON

/// A mock file: which state of which machine answers what in which test case.
///
/// The file is Step Functions Local's `MockConfigFile.json`, unchanged. A state of a test case may
/// also be an object, which is ours: `{"Response": ID, "Items": {"0": ID, "1-3": ID},
/// "When": [{"Condition": "{% $states.input.amount > 100 %}", "Response": ID}]}`.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-test-sm-exec.html>
public struct Mocks: Sendable {
  /// What one call answers.
  public enum Answer: Sendable {
    case returns(Value)
    case throwsError(error: String, cause: String)
  }

  /// A response: answers by number of the call.
  public struct Response: Sendable {
    public var name: String
    /// Where the file has it.
    var pointer: Pointer
    var answers: [(calls: ClosedRange<Int>, answer: Answer, key: String)]

    /// The answer to call `number` (from 0), or `nil` where the file has none.
    public func answer(call number: Int) -> Answer? { entry(call: number)?.answer }

    /// The same, with the member that has it: `0`, `1-3`.
    func entry(call number: Int) -> (answer: Answer, key: String)? {
      answers.first { $0.calls.contains(number) }.map { ($0.answer, $0.key) }
    }
  }

  /// What a state answers in a test case.
  public struct Plan: Sendable {
    /// A response for every call.
    public var response: String?
    /// Responses for iterations of the Map around the state, by index.
    public var items: [(indices: ClosedRange<Int>, response: String)] = []
    /// Responses by condition, a JSONata expression with the call's arguments as `$states.input`.
    public var conditions: [(condition: String, response: String)] = []
  }

  /// Machine, test case, state.
  public internal(set) var machines: [String: [String: [String: Plan]]] = [:]
  public internal(set) var responses: [String: Response] = [:]
  /// Where it was read from.
  public var file: String

  init(file: String) { self.file = file }

  /// Reads a mock file.
  public static func load(file: String) throws(WorkspaceError) -> Mocks {
    try read(text: try Files.text(file), file: file)
  }

  /// Reads a mock file's text; `file` is named in errors.
  public static func read(text: String, file: String) throws(WorkspaceError) -> Mocks {
    let root: Value
    do { root = try Value(parsing: text) } catch {
      throw WorkspaceError(
        file: file, line: line(of: error.offset, in: text), message: error.reason)
    }
    var mocks = Mocks(file: file)
    try mocks.readResponses(root[responsesName(in: root)], of: responsesName(in: root))
    try mocks.readMachines(root["StateMachines"])
    return mocks
  }

  /// The member that holds the responses; AWS's documents have it in both numbers.
  static func responsesName(in root: Value) -> String {
    root["MockedResponses"] == nil && root["MockedResponse"] != nil
      ? "MockedResponse" : "MockedResponses"
  }

  /// The test cases of a machine, sorted.
  public func testCases(of machine: String) -> [String] { machines[machine]?.keys.sorted() ?? [] }

  private static func line(of offset: Int, in text: String) -> Int {
    text.utf8.prefix(offset).count { $0 == 10 } + 1
  }
}

extension Mocks {
  private func fault(_ message: String) -> WorkspaceError {
    WorkspaceError(file: file, message: message)
  }

  private mutating func readMachines(_ value: Value?) throws(WorkspaceError) {
    guard let machines = (value ?? .emptyObject).object else {
      throw fault("StateMachines is no object")
    }
    for (machine, value) in machines {
      guard let cases = value["TestCases"]?.object else {
        throw fault("StateMachines.\(machine) has no TestCases")
      }
      var read: [String: [String: Plan]] = [:]
      for (name, states) in cases {
        guard let states = states.object else {
          throw fault("StateMachines.\(machine).TestCases.\(name) is no object")
        }
        var plans: [String: Plan] = [:]
        for (state, value) in states {
          plans[state] = try plan(value, at: "StateMachines.\(machine).TestCases.\(name).\(state)")
        }
        read[name] = plans
      }
      self.machines[machine] = read
    }
  }

  private func plan(_ value: Value, at place: String) throws(WorkspaceError) -> Plan {
    func known(_ name: String?) throws(WorkspaceError) -> String {
      guard let name else { throw fault("\(place) names no response") }
      guard responses[name] != nil else {
        throw fault("\(place) names \"\(name)\", which MockedResponses has not")
      }
      return name
    }
    if let name = value.string { return Plan(response: try known(name)) }
    guard let members = value.object else {
      throw fault("\(place) is \(value.typeName), expected the name of a response")
    }
    var plan = Plan(response: nil)
    if let response = members["Response"] { plan.response = try known(response.string) }
    for (indices, response) in members["Items"]?.object ?? Object() {
      plan.items.append((try range(indices, at: place + ".Items"), try known(response.string)))
    }
    for rule in members["When"]?.array ?? [] {
      guard let condition = rule["Condition"]?.string else {
        throw fault("\(place).When has an entry without a Condition")
      }
      plan.conditions.append((condition, try known(rule["Response"]?.string)))
    }
    return plan
  }

  private mutating func readResponses(_ value: Value?, of member: String) throws(WorkspaceError) {
    guard let all = (value ?? .emptyObject).object else { throw fault("\(member) is no object") }
    for (name, value) in all {
      guard let calls = value.object else { throw fault("\(member).\(name) is no object") }
      var response = Response(
        name: name, pointer: Pointer(tokens: [member, name]), answers: [])
      for (numbers, value) in calls {
        let place = "\(member).\(name).\(numbers)"
        guard let range = Self.calls(numbers) else {
          throw fault("\(place): \(Self.noRange(numbers))")
        }
        response.answers.append((range, try answer(value, at: place), numbers))
      }
      responses[name] = response
    }
  }

  private func range(_ text: String, at place: String) throws(WorkspaceError) -> ClosedRange<Int> {
    guard let range = Self.calls(text) else { throw fault("\(place): \(Self.noRange(text))") }
    return range
  }

  private static func noRange(_ text: String) -> String {
    "\"\(text)\" is neither a number nor a range such as 1-3"
  }

  /// `3` or `1-4`.
  static func calls(_ text: String) -> ClosedRange<Int>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2, let first = Int(ends[0]), let last = Int(ends[ends.count - 1]),
      first >= 0, last >= first
    else { return nil }
    return first...last
  }

  private func answer(_ value: Value, at place: String) throws(WorkspaceError) -> Answer {
    switch (value["Return"], value["Throw"]) {
    case (let result?, nil): return .returns(result)
    case (nil, let failure?):
      guard let error = failure["Error"]?.string else { throw fault("\(place).Throw has no Error") }
      return .throwsError(error: error, cause: failure["Cause"]?.string ?? "")
    default: throw fault("\(place) must have exactly one of Return and Throw")
    }
  }
}
