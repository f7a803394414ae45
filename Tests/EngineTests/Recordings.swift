import ASL
import Engine
import Foundation
import History
import JSON

/// The recordings of real AWS, and what the interpreter does with their definitions and inputs.
///
/// A task is answered as AWS's history says it was answered, so that every case whose calls the
/// recording tells can be run, whatever service it needs.
struct Recordings {
  let folder: URL
  let cases: [Value]

  /// `nil` where the recordings are not beside the package.
  init?() {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    folder = root.deletingLastPathComponent().appendingPathComponent("shared/conformance/aws")
    guard
      let text = try? String(
        contentsOf: folder.appendingPathComponent("cases.jsonl"), encoding: .utf8)
    else { return nil }
    cases = text.split(separator: "\n").compactMap { try? Value(parsing: String($0)) }
  }

  /// Whether the case is about the services' shapes, which the interpreter does not know.
  private func isFieldValidation(_ test: Value) -> Bool {
    test["expected"]?.text.contains("Mock result schema validation error") ?? false
  }

  /// A case's answers by key, as far as the interpreter alone can give them.
  func answers(to test: Value) -> Object {
    var answers = Object()
    var runs: [Int: RecordedRun] = [:]
    func run(_ index: Int) -> RecordedRun? {
      if runs[index] == nil { runs[index] = RecordedRun(test, execution: index) }
      return runs[index]
    }
    for (key, link) in test["links"]?.object ?? Object() {
      switch link["operation"]?.string {
      case "get_execution_history":
        guard let index = link["execution"]?.int, link["part"] == nil, link["at"] == nil,
          let done = run(index)
        else { continue }
        answers[key] = ["events": .array(done.events.map(\.historyEvent))]
      case "case_outputs":
        let outputs = (link["executions"]?.array ?? []).compactMap { index in
          index.int.flatMap { run($0) }
        }
        answers[key] = .array(
          outputs.map { ["input": $0.input, "output": $0.output ?? .null] })
      case "test_state":
        guard link["part"] == nil, link["at"] == nil, let call = link["call"]?.int,
          let parameters = test["calls"]?.array?.first(where: { $0["i"]?.int == call })?["params"],
          !isFieldValidation(test), let answer = RecordedTest.answer(parameters),
          let recorded = test["expected"]?[key]
        else { continue }
        answers[key] = answer.keeping(like: recorded)
      default: continue
      }
    }
    return answers
  }
}

/// One execution of a case.
struct RecordedRun {
  let input: Value
  let output: Value?
  let events: [Event]

  init?(_ test: Value, execution index: Int) {
    guard let start = test["executions"]?[index], let machineIndex = start["machine"]?.int,
      let recorded = test["machines"]?[machineIndex],
      let definition = recorded["definition"]?.string,
      let machine = StateMachine.read(definition).machine,
      let input = try? Payload(parsing: start["input"]?.string ?? "{}")
    else { return nil }
    let isExpress = recorded["type"]?.string == "EXPRESS"
    let name = start["name"]?.string ?? "7d1f8d44-5ab7-4a9a-9c3c-2e9e0d6c1a2b"
    let machineName = recorded["name"]?.string ?? "machine"
    let identity = Identity(
      arn: "arn:aws:states:us-east-1:111111111111:execution:\(machineName):\(name)", name: name,
      stateMachineArn: "arn:aws:states:us-east-1:111111111111:stateMachine:\(machineName)",
      stateMachineName: machineName,
      roleArn: recorded["role_arn"]?.string ?? "arn:aws:iam::111111111111:role/r",
      type: isExpress ? .express : .standard, account: "111111111111")
    var replies = RecordedReplies(test, execution: index)
    var execution = Execution(machine: machine, identity: identity, input: input, seed: 7)
    execution.admission = { [refusals = replies.refusals] in refusals[$0.state] }
    var driver = VirtualDriver(execution)
    if let captured = test["time_dependent"]?["captured_at"]?.string.flatMap({ Timestamp($0) }) {
      driver.time = captured
    }
    let stop = test["calls"]?.array?.first { $0["operation"]?.string == "stop_execution" }?[
      "params"]
    driver.run(timeStands: replies.isUnfinished || stop != nil) { replies.answer($0) }
    if let stop, driver.execution.status == .running {
      driver.execution.receive(
        .stop(error: stop["error"]?.string, cause: stop["cause"]?.string), at: driver.time)
      driver.run { replies.answer($0) }
    }
    self.input = input.value
    output = driver.execution.output?.value
    events = driver.events
  }
}

/// What AWS's history says that tasks answered.
struct RecordedReplies {
  private var replies: [String: [[Value]]] = [:]
  /// States whose task was never scheduled, and why.
  private(set) var refusals: [String: TaskFailure] = [:]
  /// Whether the history was taken while the execution ran.
  private(set) var isUnfinished = false
  /// Answers that the recording tells without their places (in a Parallel).
  private var loose: [Value] = []
  /// Lambda functions by name: what stands in for them.
  private var functions: [String: String] = [:]
  /// Objects that are to be read.
  private var objects: [String: String] = [:]

  init(_ test: Value, execution index: Int) {
    for function in test["resources"]?["lambda"]?.array ?? [] {
      functions[function["name"]?.string ?? ""] = function["function"]?.string
    }
    for object in test["resources"]?["s3"]?.array ?? [] {
      if let key = object["key"]?.string, let bucket = object["bucket"]?.string {
        objects["\(bucket)/\(key)"] = object["body"]?.string ?? ""
      }
    }
    for (key, link) in test["links"]?.object ?? Object()
    where link["operation"]?.string == "get_execution_history" && link["execution"]?.int == index {
      collect(test["expected"]?[key]?["events"]?.array ?? [])
    }
  }

  private mutating func collect(_ events: [Value]) {
    var byID: [Int: Value] = [:]
    for event in events { if let id = event["id"]?.int { byID[id] = event } }
    loose = events.filter {
      $0["id"]?.int == nil && $0.isTaskEvent && $0["type"]?.string != "TaskStarted"
    }
    isUnfinished = events.last?["type"]?.string.map { !$0.hasPrefix("Execution") } ?? false
    for event in events where event["type"]?.string == "ExecutionFailed" {
      guard let entered = event["previousEventId"]?.int.flatMap({ byID[$0] }),
        entered["type"]?.string == "TaskStateEntered",
        let state = entered["stateEnteredEventDetails"]?["name"]?.string,
        let cause = event["executionFailedEventDetails"]?["cause"]?.string,
        cause.contains("). The activity "), let end = cause.firstIndex(of: ")")
      else { continue }
      refusals[state] = TaskFailure(
        stage: .beforeScheduled, error: "States.Runtime",
        cause: String(cause[end...].dropFirst(3)))
    }
    for event in events {
      guard let type = event["type"]?.string, type.hasSuffix("Scheduled") else { continue }
      var chain: [Value] = []
      var id = event["id"]?.int ?? 0
      while let next = events.first(where: { $0["previousEventId"]?.int == id && $0.isTaskEvent }),
        let nextID = next["id"]?.int, nextID > id
      {
        chain.append(next)
        id = nextID
      }
      replies[place(of: event, byID), default: []].append(chain)
    }
  }

  /// State and iteration: `State` or `State 3`.
  private func place(of event: Value, _ byID: [Int: Value]) -> String {
    var node: Value? = event
    var state = ""
    while let current = node {
      if state.isEmpty, current["type"]?.string == "TaskStateEntered" {
        state = current["stateEnteredEventDetails"]?["name"]?.string ?? ""
      }
      if let index = current["mapIterationStartedEventDetails"]?["index"]?.int {
        return "\(state) \(index)"
      }
      node = current["previousEventId"]?.int.flatMap { $0 == 0 ? nil : byID[$0] }
    }
    return state
  }

  mutating func answer(_ request: TaskRequest) -> VirtualDriver.Answer {
    if case .service("s3", let action, _) = request.resource.kind { return s3(action, request) }
    var place = request.state
    if let last = request.scope.split(separator: "/").last, let open = last.lastIndex(of: "[") {
      place += " \(last[last.index(after: open)...].dropLast())"
    }
    guard var queue = replies[place] ?? replies[request.state], !queue.isEmpty else {
      return standIn(request)
    }
    let chain = queue.removeFirst()
    replies[replies[place] == nil ? request.state : place] = queue
    return .stimuli(chain.compactMap { $0.stimulus(for: request.id) })
  }

  /// Functions that answer without doing anything, and what the recording tells somewhere.
  private mutating func standIn(_ request: TaskRequest) -> VirtualDriver.Answer {
    let arguments = request.arguments.value
    var name = request.resource.arn.split(separator: ":").last.map(String.init) ?? ""
    var event = arguments
    if case .service("lambda", "invoke", _) = request.resource.kind {
      name = arguments["FunctionName"]?.string ?? ""
      event = arguments["Payload"] ?? .emptyObject
    }
    let result: Value
    switch functions[name] {
    case "identity": result = event
    case "constant": result = ["Return": "HelloWorld"]
    case "return_bytes": result = "HelloWorld!"
    default:
      guard !loose.isEmpty else { return .silence }
      return .stimuli([loose.removeFirst().stimulus(for: request.id)].compactMap { $0 })
    }
    guard request.resource.kind == .lambdaFunction else {
      return .stimuli([
        .taskSucceeded(
          request.id,
          output: Payload(["ExecutedVersion": "$LATEST", "Payload": result, "StatusCode": 200]))
      ])
    }
    return .stimuli([.taskSucceeded(request.id, output: Payload(result))])
  }

  private func s3(_ action: String, _ request: TaskRequest) -> VirtualDriver.Answer {
    let arguments = request.arguments.value
    let bucket = arguments["Bucket"]?.string ?? ""
    switch action {
    case "getObject":
      guard let body = objects["\(bucket)/\(arguments["Key"]?.string ?? "")"] else {
        return .stimuli([
          .taskFailed(
            request.id,
            TaskFailure(error: "S3.NoSuchKeyException", cause: "The specified key does not exist."))
        ])
      }
      return .stimuli([.taskSucceeded(request.id, output: Payload(["Body": .string(body)]))])
    case "listObjectsV2":
      let prefix = arguments["Prefix"]?.string ?? ""
      let found = objects.keys.filter { $0.hasPrefix("\(bucket)/\(prefix)") }.sorted()
      let contents = found.map { key -> Value in
        [
          "Etag": "\"etag\"", "Key": .string(String(key.dropFirst(bucket.count + 1))),
          "LastModified": 1_700_000_000, "Size": .int(objects[key]?.utf8.count ?? 0),
          "StorageClass": "STANDARD",
        ]
      }
      return .stimuli([.taskSucceeded(request.id, output: Payload(["Contents": .array(contents)]))])
    default: return .stimuli([.taskSucceeded(request.id, output: Payload(["ETag": "\"etag\""]))])
    }
  }
}

extension Value {
  fileprivate var isTaskEvent: Bool {
    guard let type = self["type"]?.string else { return false }
    return ["Task", "LambdaFunction", "Activity"].contains { type.hasPrefix($0) }
      && !type.hasPrefix("TaskState") && !type.hasSuffix("Scheduled")
  }

  /// The stimulus that a recorded event tells of.
  fileprivate func stimulus(for id: TaskID) -> Stimulus? {
    guard let type = self["type"]?.string else { return nil }
    let details = object?.first { $0.0.hasSuffix("EventDetails") }?.1
    func text(_ value: Value?) -> String? { value.map { $0.string ?? $0.text } }
    let output = { () -> Payload in
      let written = text(details?["output"]) ?? "null"
      return (try? Payload(parsing: written)) ?? Payload(.string(written))
    }
    switch type {
    case "ActivityStarted":
      return .taskStarted(id, workerName: details?["workerName"]?.string)
    case "TaskSubmitted": return .taskSubmitted(id, output: output())
    case "TaskSucceeded", "LambdaFunctionSucceeded", "ActivitySucceeded":
      return .taskSucceeded(id, output: output())
    case "TaskFailed", "LambdaFunctionFailed", "ActivityFailed":
      if details?["error"]?.string == "States.DataLimitExceeded" {
        return .taskSucceeded(id, output: Payload(.string(String(repeating: "a", count: 300_000))))
      }
      return .taskFailed(
        id,
        TaskFailure(
          error: details?["error"]?.string,
          cause: type.hasPrefix("Lambda")
            ? details?["cause"].map { $0.string ?? $0.spaced } : text(details?["cause"])))
    default: return nil
    }
  }
}

extension Value {
  /// The text as Python writes it, with a blank after commas and colons.
  fileprivate var spaced: String {
    switch self {
    case .array(let elements): "[" + elements.map(\.spaced).joined(separator: ", ") + "]"
    case .object(let object):
      "{" + object.map { "\(Value.string($0).text): \($1.spaced)" }.joined(separator: ", ") + "}"
    default: text
    }
  }
}

extension Value {
  /// Of an error's three forms the one that was recorded.
  fileprivate func keeping(like recorded: Value) -> Value {
    guard let object, object["Error"] != nil else { return self }
    return .object(Object(object.filter { recorded[$0.0] != nil }))
  }
}
