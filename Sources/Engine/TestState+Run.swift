import ASL
import JSON

extension Execution {
  /// Stands before the one state.
  mutating func prepareTest(_ request: TestState.Request, _ scope: Scope, _ state: State) {
    hasStarted = true
    now = request.time
    startTime = request.time
    contextOverride = request.context
    traces = [Trace(request: request)]
    var frame = Frame(
      scope: scope, state: state, phase: .ready, input: Datum(request.input), chain: 0, parent: -1,
      slot: 0, path: "")
    frame.variables = request.variables
    if scope !== machine.scope { rootItem = Frame.Item(index: 0, value: request.input.value) }
    live = [frame]
    current = 0
  }

  /// What stands in for the branches or iterations of a mocked Parallel or Map.
  mutating func testContainer(_ state: State, _ f: Int) throws(Failure) {
    guard let request = testing, let mock = request.mock else { return }
    if case .map(let map) = state.type { try testMap(state, map, f, request) }
    if case .parallel = state.type { _ = try arguments(state, f, token: nil) }
    guard let result = mock.result.flatMap({ try? Payload(parsing: $0) }) else {
      throw Failure(origin: .told, error: mock.error, cause: mock.cause)
    }
    if let failures = request.configuration.mapIterationFailureCount, case .map = state.type {
      try checkTolerance(failures, of: result.value.array?.count ?? 0)
    }
    live[f].result = Datum(result)
    live[f].phase = .leaving
  }

  private mutating func testMap(
    _ state: State, _ map: MapState, _ f: Int, _ request: TestState.Request
  ) throws(Failure) {
    let input = state.queryLanguage == .jsonata ? live[f].input : try effectiveInput(state, f)
    let sight = Sight(frame: f, input: input.value)
    if map.reader == nil { _ = try items(map, sight) }
    let concurrency = try concurrency(map, sight)
    note { $0.maxConcurrency = concurrency }
    let (count, percentage) = try tolerance(map, sight)
    note { $0.toleratedCount = count }
    note { $0.toleratedPercentage = percentage }
    try testSelector(map, sight, request)
  }

  /// `ItemSelector` for each item, those of the reader as the test gives them.
  private mutating func testSelector(
    _ map: MapState, _ sight: Sight, _ request: TestState.Request
  ) throws(Failure) {
    guard let selector = map.itemSelector else { return }
    var values = traces.first?.afterItems?.array ?? []
    if let given = request.configuration.mapItemReaderData.flatMap({ try? Value(parsing: $0) }) {
      values = given.array ?? []
    }
    defer { selecting = nil }
    for (index, value) in values.enumerated() {
      selecting = Frame.Item(index: index, value: value)
      let selected = try fill(selector, sight)
      note { $0.afterItemSelector.append(selected) }
    }
  }

  private func checkTolerance(_ failures: Int, of items: Int) throws(Failure) {
    let overCount = traces.first?.toleratedCount.map { failures > $0 } ?? false
    let overPercentage =
      traces.first?.toleratedPercentage.map { Double(failures) * 100 > $0 * Double(items) } ?? false
    guard overCount || overPercentage else { return }
    throw Failure(
      origin: .told, error: ErrorName.tolerated,
      cause: "The specified tolerated failure threshold was exceeded")
  }

  // MARK: Response

  func testResponse(_ request: TestState.Request) -> TestState.Response? {
    guard let trace = traces.first, let state = testedState else { return nil }
    let status: TestState.Status
    if trace.catchIndex != nil, trace.output != nil {
      status = .caughtError
    } else if trace.retryIndex != nil {
      status = .retriable
    } else {
      status = trace.failure == nil ? .succeeded : .failed
    }
    let output = status == .succeeded || status == .caughtError ? trace.output?.payload : nil
    return TestState.Response(
      status: status, output: output, error: trace.failure?.error, cause: trace.failure?.cause,
      nextState: output == nil ? nil : trace.nextState,
      inspectionData: inspection(trace, state, request))
  }

  private var testedState: State? { live.first?.state }

  private func inspection(_ trace: Trace, _ state: State, _ request: TestState.Request) -> Object {
    var data: Object = ["input": .string(request.input.text)]
    func put(_ name: String, _ datum: Datum?) {
      if let datum { data[name] = .string(datum.payload.text) }
    }
    switch (state.queryLanguage, state.type) {
    case (.jsonata, .task):
      put("afterArguments", trace.afterArguments)
      put("result", trace.result)
    case (.jsonata, _): break
    case (.jsonPath, .pass(let result?)):
      put("result", Datum(result))
      put("afterResultSelector", trace.afterResultSelector)
      put("afterResultPath", trace.afterResultPath)
    case (.jsonPath, .parallel):
      put("afterResultSelector", trace.afterResultSelector)
      put("afterResultPath", trace.afterResultPath)
    case (.jsonPath, let type):
      put("afterInputPath", trace.afterInputPath)
      if type.hasArguments { put("afterParameters", trace.afterArguments) }
      put("afterItemsPath", trace.afterItems.map { spelled($0, type, request.input.text) })
      if type.hasWork { put("result", trace.result) }
      if type.hasArguments || type.hasWork {
        put("afterResultSelector", trace.afterResultSelector)
        put("afterResultPath", trace.afterResultPath)
      }
    }
    if !trace.afterItemSelector.isEmpty {
      data["afterItemSelector"] = .string(Value.array(trace.afterItemSelector).text)
    }
    data["maxConcurrency"] = trace.maxConcurrency.map(Value.int)
    data["toleratedFailureCount"] = trace.toleratedCount.map(Value.int)
    data["toleratedFailurePercentage"] = trace.toleratedPercentage.map(Value.double)
    if let variables = live.first?.variables, !variables.isEmpty {
      data["variables"] = .string(Value.object(variables).text)
    }
    if let details = errorDetails(trace, state) { data["errorDetails"] = .object(details) }
    return data
  }

  /// The items as the input spells them, where a plain path leads to them.
  private func spelled(_ items: Value, _ type: StateType, _ input: String) -> Datum {
    guard case .map(let map) = type, case .path(let path) = map.items, path.root == .data,
      let steps = path.path.referenceSteps
    else { return Datum(items) }
    var pointer = Pointer()
    for step in steps {
      switch step {
      case .name(let name): pointer = pointer.appending(name)
      case .index(let index): pointer = pointer.appending(index)
      }
    }
    let document = Document(input)
    guard let node = document.node(at: pointer), node.value == items else { return Datum(items) }
    let text = String(decoding: document.bytes[node.range], as: UTF8.self)
    return Datum(Payload(value: items, text: text))
  }

  private func errorDetails(_ trace: Trace, _ state: State) -> Object? {
    guard let failure = trace.failure else { return nil }
    var details = Object()
    if let place = trace.catchIndex { details["catchIndex"] = .int(place) }
    if let place = trace.retryIndex
      ?? state.retriers.firstIndex(where: { failure.isTaken(by: $0.errorEquals) })
    {
      details["retryIndex"] = .int(place)
    }
    if let seconds = trace.retrySeconds {
      details["retryBackoffIntervalSeconds"] = .int(Int(min(seconds, 1e9)))
    }
    return details.isEmpty ? nil : details
  }
}

extension StateType {
  fileprivate var hasArguments: Bool {
    switch self {
    case .pass, .task: true
    default: false
    }
  }

  /// Whether the state has a raw result that is not its own.
  fileprivate var hasWork: Bool {
    switch self {
    case .task, .map: true
    default: false
    }
  }
}
