import ASL
import Engine
import History
import JSON

/// StartExecution … RedriveExecution.
extension Service {
  /// What StartExecution and StartSyncExecution have in common: the request made out.
  struct Start: Sendable {
    var run: StartRequest
    var isExpress: Bool
  }

  func startExecution(_ request: Value) throws(Fault) -> Value {
    let start = try prepare(request, sync: false)
    do {
      let startDate = try runner.start(start.run)
      return ["executionArn": .string(start.run.identity.arn), "startDate": startDate.seconds]
    } catch .executionExists {
      return try startedBefore(start.run)
    } catch {
      throw Fault(error)
    }
  }

  /// Starting the same execution again while it runs answers as the first time.
  private func startedBefore(_ run: StartRequest) throws(Fault) -> Value {
    let arn = run.identity.arn
    do {
      let old = try runner.describe(arn)
      if old.summary.status == "RUNNING", old.input == run.input.text {
        return ["executionArn": .string(arn), "startDate": old.summary.startDate.seconds]
      }
    } catch {
      throw Fault(error)
    }
    throw .executionAlreadyExists(arn)
  }

  func startSyncExecution(_ request: Value) -> Handling {
    do throws(Fault) {
      let start = try prepare(request, sync: true)
      do throws(RunnerError) {
        switch try runner.beginSync(start.run) {
        case .ended(let outcome):
          return .now(.success(syncAnswer(outcome, of: start.run, request)))
        case .running(let outcome):
          return .later { .success(self.syncAnswer(await outcome(), of: start.run, request)) }
        }
      } catch {
        throw Fault(error)
      }
    } catch {
      return .now(.failure(error))
    }
  }

  private func syncAnswer(
    _ outcome: ExecutionOutcome, of run: StartRequest, _ request: Value
  ) -> Value {
    let stopDate = outcome.stopDate ?? outcome.startDate
    let withData = request["includedData"]?.string != "METADATA_ONLY"
    var answer = Answer()
    answer.set("executionArn", run.identity.arn)
    answer.set("stateMachineArn", run.identity.stateMachineArn)
    answer.set("name", run.identity.name)
    answer.set("startDate", outcome.startDate)
    answer.set("stopDate", stopDate)
    answer.set("status", outcome.status.rawValue)
    answer.set("error", outcome.error)
    answer.set("cause", outcome.cause)
    answer.set("input", withData ? run.input.text : nil)
    answer.set("inputDetails", ["included": .bool(withData)])
    answer.set("output", withData ? outcome.output?.text : nil)
    answer.set("outputDetails", ["included": .bool(withData)])
    answer.set("traceHeader", run.traceHeader)
    let duration = Int(stopDate.milliseconds - outcome.startDate.milliseconds)
    answer.set(
      "billingDetails",
      [
        "billedMemoryUsedInMB": 64,
        // Billed in steps of 100 ms, at least one.
        "billedDurationInMilliseconds": .int(max(1, (duration + 99) / 100) * 100),
      ])
    return answer.value
  }

  /// Finds the machine, checks name and input. An ARN may end in `#CASE`, a test case of the mock
  /// file, as Step Functions Local has it.
  private func prepare(_ request: Value, sync: Bool) throws(Fault) -> Start {
    let given = request["stateMachineArn"]?.string ?? ""
    let (arn, testCase) = Self.splitTestCase(given)
    let startable = try read { registry throws(Fault) in
      try registry.startable(arn, draw: Double.random(in: 0..<100))
    }
    if sync, !startable.record.isExpress { throw .typeNotSupported }
    let name = request["name"]?.string ?? freshUUID()
    try Name.check(name)
    let input = try payload(request["input"]?.string)
    let machine = try compiled(startable)
    var run = StartRequest(
      machine: machine, identity: identity(of: startable, name: name), input: input)
    run.traceHeader = request["traceHeader"]?.string
    if let testCase { run.performer = try performer(testCase, startable.record.name) }
    return Start(run: run, isExpress: startable.record.isExpress)
  }

  static func splitTestCase(_ arn: String) -> (arn: String, testCase: String?) {
    guard let place = arn.firstIndex(of: "#") else { return (arn, nil) }
    let testCase = String(arn[arn.index(after: place)...])
    return (String(arn[..<place]), testCase.isEmpty ? nil : testCase)
  }

  func payload(_ text: String?) throws(Fault) -> Payload {
    guard let text else { return .empty }
    guard text.utf8.count <= 262_144 else {
      throw .invalidInput("State Machine Execution Input is too large.")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw .invalidInput("Invalid execution input.")
    }
    do {
      return try Payload(parsing: text)
    } catch {
      throw .invalidInput(inputFault(text, error))
    }
  }

  private func identity(of startable: StartableMachine, name: String) -> Identity {
    var identity = identity(
      machine: startable.record.name, type: startable.record.isExpress ? .express : .standard,
      name: name, roleArn: startable.roleArn)
    identity.stateMachineVersionArn = startable.versionArn
    identity.stateMachineAliasArn = startable.aliasArn
    return identity
  }

  /// Who a new execution is; an Express one has an id of its own behind its name.
  func identity(machine: String, type: WorkflowType, name: String, roleArn: String) -> Identity {
    let (region, account) = read { ($0.region, $0.account) }
    let prefix = "arn:aws:states:\(region):\(account)"
    let arn =
      type == .express
      ? "\(prefix):express:\(machine):\(name):\(freshUUID())"
      : "\(prefix):execution:\(machine):\(name)"
    return Identity(
      arn: arn, name: name, stateMachineArn: "\(prefix):stateMachine:\(machine)",
      stateMachineName: machine, roleArn: roleArn, type: type, region: region, account: account)
  }

  func stopExecution(_ request: Value) throws(Fault) -> Value {
    let arn = try Arn(request["executionArn"]?.string ?? "", types: "execution")
    do {
      let stopDate = try runner.stop(
        arn.text, error: request["error"]?.string, cause: request["cause"]?.string)
      return ["stopDate": stopDate.seconds]
    } catch {
      // One that has ended already stays as it is.
      if case .noSuchExecution = error, let ended = try? runner.describe(arn.text),
        let stopDate = ended.summary.stopDate
      {
        return ["stopDate": stopDate.seconds]
      }
      throw Fault(error)
    }
  }

  func redriveExecution(_ request: Value) throws(Fault) -> Value {
    let arn = try Arn(request["executionArn"]?.string ?? "", types: "execution")
    do {
      return ["redriveDate": try runner.redrive(arn.text).seconds]
    } catch {
      throw Fault(error)
    }
  }

  func describeExecution(_ request: Value) throws(Fault) -> Value {
    let arn = try Arn(request["executionArn"]?.string ?? "", types: "execution")
    return describe(
      try description(arn), withData: request["includedData"]?.string != "METADATA_ONLY")
  }

  /// What DescribeExecution says of any execution, an Express one included.
  func describe(_ execution: ExecutionDescription, withData: Bool) -> Value {
    let summary = execution.summary
    var answer = Answer()
    answer.set("executionArn", summary.arn)
    answer.set("stateMachineArn", summary.stateMachineArn)
    answer.set("name", summary.name)
    answer.set("status", summary.status)
    answer.set("startDate", summary.startDate)
    answer.set("stopDate", summary.stopDate)
    answer.set("input", withData ? execution.input : nil)
    answer.set("inputDetails", ["included": .bool(withData)])
    if summary.status == "SUCCEEDED" {
      answer.set("output", withData ? execution.output : nil)
      answer.set("outputDetails", ["included": .bool(withData)])
    }
    answer.set("traceHeader", execution.header.traceHeader)
    answer.set("mapRunArn", summary.mapRunArn)
    answer.set("error", execution.error)
    answer.set("cause", execution.cause)
    answer.set("stateMachineVersionArn", summary.stateMachineVersionArn)
    answer.set("stateMachineAliasArn", summary.stateMachineAliasArn)
    answer.set("redriveCount", .int(summary.redriveCount))
    answer.set("redriveDate", summary.redriveDate)
    let redrivable = ["FAILED", "TIMED_OUT", "ABORTED"].contains(summary.status)
    answer.set("redriveStatus", redrivable ? "REDRIVABLE" : "NOT_REDRIVABLE")
    if !redrivable {
      answer.set(
        "redriveStatusReason", "Execution is \(summary.status) and cannot be redriven")
    }
    return answer.value
  }

  func description(_ arn: Arn) throws(Fault) -> ExecutionDescription {
    do { return try runner.describe(arn.text) } catch { throw Fault(error) }
  }

  func describeStateMachineForExecution(_ request: Value) throws(Fault) -> Value {
    let arn = try Arn(request["executionArn"]?.string ?? "", types: "execution")
    let execution = try description(arn)
    let record = read { $0.machines[execution.summary.stateMachineArn] }
    let version = record.flatMap { record in
      record.versions.first {
        "\(record.arn):\($0.number)" == execution.summary.stateMachineVersionArn
      }
    }
    var answer = Answer()
    answer.set("stateMachineArn", execution.summary.stateMachineArn)
    answer.set("name", execution.summary.stateMachineName)
    answer.set("definition", execution.header.definition)
    answer.set("roleArn", execution.header.roleArn)
    answer.set("updateDate", record?.updateDate ?? execution.summary.startDate)
    answer.set("loggingConfiguration", record?.loggingConfiguration ?? MachineSettings.noLogging)
    answer.set("tracingConfiguration", record?.tracingConfiguration ?? MachineSettings.noTracing)
    answer.set("mapRunArn", execution.summary.mapRunArn)
    answer.set("revisionId", version?.revisionId ?? record?.revisionId)
    answer.set("encryptionConfiguration", record.flatMap { told($0.encryptionConfiguration) })
    answer.set("variableReferences", variableReferences(of: execution.header.definition))
    return answer.value
  }

  func getExecutionHistory(_ request: Value) throws(Fault) -> Value {
    let arn = try Arn(request["executionArn"]?.string ?? "", types: "execution")
    let reverse = request["reverseOrder"]?.bool ?? false
    let kind = "history/\(arn.parts.last ?? "")/\(reverse)".replacing("/", with: ".")
    let start = try Page.start(request, kind)
    let size = Page.size(request)
    let total = try description(arn).summary.eventCount
    let first = reverse ? total - start : start + 1
    var events: [Event] = []
    if first >= 1, first <= total {
      let store = try store(of: arn)
      do throws(StoreError) {
        events = try store.events(of: arn.text, from: first, limit: size, reverse: reverse)
      } catch {
        throw Fault(error)
      }
    }
    let withData = request["includeExecutionData"]?.bool ?? true
    var answer = Answer()
    answer.set("events", .array(events.map { $0.historyEvent(includeExecutionData: withData) }))
    let end = start + events.count
    answer.set("nextToken", end < total ? Page.encode(end, kind) : nil)
    return answer.value
  }

  private func store(of arn: Arn) throws(Fault) -> Store {
    guard let store = runner.store else { throw .executionDoesNotExist(arn.text) }
    return store
  }

  func listExecutions(_ request: Value) throws(Fault) -> Value {
    guard let store = runner.store else { return ["executions": []] }
    var filter = ExecutionFilter()
    filter.status = request["statusFilter"]?.string
    filter.isRedriven = request["redriveFilter"]?.string.map { $0 == "REDRIVEN" }
    if let mapRun = request["mapRunArn"]?.string {
      filter.mapRunArn = try Arn(mapRun, types: "mapRun").text
    } else if let machine = request["stateMachineArn"]?.string {
      try restrict(&filter, toMachine: machine)
    } else {
      throw .validation("Must provide a value for either stateMachineArn or mapRunArn")
    }
    do {
      let page = try store.executions(
        filter, limit: Page.size(request), after: request["nextToken"]?.string)
      var answer = Answer()
      answer.set("executions", .array(page.executions.map(listed)))
      answer.set("nextToken", page.next)
      return answer.value
    } catch {
      throw Fault(error)
    }
  }

  private func restrict(_ filter: inout ExecutionFilter, toMachine text: String) throws(Fault) {
    let arn = try Arn(text, types: "stateMachine")
    let startable = try read { registry throws(Fault) in
      try registry.startable(text, draw: 0)
    }
    if startable.record.isExpress { throw .typeNotSupported }
    filter.stateMachineArn = startable.record.arn
    if arn.qualifier != nil { filter.qualifiedArn = text }
  }

  private func listed(_ summary: ExecutionSummary) -> Value {
    var answer = Answer()
    answer.set("executionArn", summary.arn)
    answer.set("stateMachineArn", summary.stateMachineArn)
    answer.set("name", summary.name)
    answer.set("status", summary.status)
    answer.set("startDate", summary.startDate)
    answer.set("stopDate", summary.stopDate)
    answer.set("mapRunArn", summary.mapRunArn)
    answer.set("stateMachineVersionArn", summary.stateMachineVersionArn)
    answer.set("stateMachineAliasArn", summary.stateMachineAliasArn)
    answer.set("redriveCount", .int(summary.redriveCount))
    answer.set("redriveDate", summary.redriveDate)
    return answer.value
  }
}

extension Fault {
  /// The runner's refusal in AWS's words.
  init(_ error: RunnerError) {
    switch error {
    case .noSuchExecution(let arn): self = .executionDoesNotExist(arn)
    case .executionExists(let arn): self = .executionAlreadyExists(arn)
    case .noSuchTask:
      self.init(code: "TaskDoesNotExist", message: "Task does not exist")
    case .taskTimedOut:
      self.init(
        code: "TaskTimedOut", message: "Task Timed Out: 'Provided task does not exist anymore'")
    case .invalidToken: self.init(code: "InvalidToken", message: "Invalid Token: 'Invalid token'")
    case .invalidOutput(let why):
      self.init(code: "InvalidOutput", message: "Invalid Output: '\(why)'")
    case .notRedrivable(let why):
      self.init(code: "ExecutionNotRedrivable", message: "Execution is not redrivable: \(why)")
    case .invalidDefinition(let why): self = .invalidDefinition(why)
    case .refused(let why): self = .validation(why)
    case .store(let error): self.init(error)
    }
  }

  /// The store's refusal.
  init(_ error: StoreError) {
    switch error {
    case .noSuchExecution(let arn): self = .executionDoesNotExist(arn)
    case .badPageToken: self = .invalidToken
    default: self.init(code: "InternalFailure", message: "\(error)", status: 500)
    }
  }
}
