public import ASL
public import JSON

/// One state on its own, as `TestState` runs it.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html>
public struct TestState: Sendable {
  /// What a test is asked for.
  public struct Request: Sendable {
    /// The machine that the state is of; of a state alone, `StateMachine.read(state:)` makes one.
    public var machine: StateMachine
    /// The state's name; one of any scope of the machine.
    public var stateName: String
    public var input: Payload
    public var mock: Mock?
    /// The context object, instead of one that is made up.
    public var context: Value?
    /// Variables as they are before the state.
    public var variables = Object()
    public var configuration = Configuration()
    public var revealsSecrets = false
    /// The role, the region and the account; name and ARN of the made-up execution.
    public var identity: Identity
    public var time: Timestamp
    public var seed: UInt64

    public init(
      machine: StateMachine, stateName: String, input: Payload, identity: Identity,
      time: Timestamp, seed: UInt64
    ) {
      self.machine = machine
      self.stateName = stateName
      self.input = input
      self.identity = identity
      self.time = time
      self.seed = seed
    }
  }

  /// `mock`: what the state's work gives.
  public struct Mock: Sendable {
    /// JSON text
    public var result: String?
    /// `errorOutput`
    public var error: String?
    public var cause: String?
    public var hasErrorOutput: Bool

    public init(result: String?) {
      self.result = result
      hasErrorOutput = false
    }

    public init(result: String? = nil, error: String?, cause: String?) {
      self.result = result
      self.error = error
      self.cause = cause
      hasErrorOutput = true
    }
  }

  /// `stateConfiguration`
  public struct Configuration: Sendable {
    public var retrierRetryCount: Int?
    public var errorCausedByState: String?
    public var mapIterationFailureCount: Int?
    /// JSON text
    public var mapItemReaderData: String?

    public init() {}
  }

  /// `TestExecutionStatus`
  public enum Status: String, Sendable {
    case succeeded = "SUCCEEDED"
    case failed = "FAILED"
    case retriable = "RETRIABLE"
    case caughtError = "CAUGHT_ERROR"
  }

  /// What a test gave.
  public struct Response: Sendable {
    public var status: Status
    public var output: Payload?
    public var error: String?
    public var cause: String?
    public var nextState: String?
    /// `inspectionData` as the API gives it (data are JSON text), without `request` and `response`.
    public var inspectionData: Object
  }

  /// Why a test cannot be made.
  public struct Refusal: Error, Sendable, Equatable {
    /// `ValidationException`, `InvalidDefinition`
    public var code: String
    public var message: String

    public init(code: String = "ValidationException", message: String) {
      self.code = code
      self.message = message
    }
  }

  var execution: Execution
  let request: Request
  /// The call that waits for an answer, where there is no mock.
  public private(set) var call: TaskRequest?

  /// Runs the state until its task is called, or to its end.
  public init(_ request: Request) throws(Refusal) {
    guard let (scope, place) = request.machine.scope.find(request.stateName) else {
      throw Refusal(message: "State not found in definition")
    }
    let state = scope.states[place]
    try request.check(state)
    self.request = request
    execution = Execution(
      machine: request.machine, identity: request.identity, input: request.input,
      seed: request.seed)
    execution.prepareTest(request, scope, state)
    try run(state)
  }

  /// The call's answer.
  public mutating func answer(_ answer: Result<Payload, TaskFailure>) {
    guard let call else { return }
    self.call = nil
    switch answer {
    case .success(let output):
      execution.receive(.taskSucceeded(call.id, output: output), at: request.time)
    case .failure(let failure):
      execution.receive(.taskFailed(call.id, failure), at: request.time)
    }
    _ = step()
  }

  /// What the test gave; `nil` as long as a call waits for its answer.
  public var response: Response? { call == nil ? execution.testResponse(request) : nil }

  private mutating func run(_ state: State) throws(Refusal) {
    let effects = step()
    for effect in effects {
      guard case .perform(let request) = effect else { continue }
      call = request
    }
    guard call != nil, let mock = request.mock else { return }
    answer(try mock.answer(for: state))
  }

  private mutating func step() -> [Effect] {
    var sink = Sink()
    while execution.traces.first?.nextState == nil, execution.traces.first?.retryIndex == nil,
      execution.step(at: request.time, into: &sink)
    {}
    return sink.effects
  }
}

extension Scope {
  /// The scope and place of a state, here or in a scope within.
  fileprivate func find(_ name: String) -> (Scope, Int)? {
    if let place = place(of: name) { return (self, place) }
    for state in states {
      switch state.type {
      case .parallel(let parallel):
        for branch in parallel.branches { if let found = branch.find(name) { return found } }
      case .map(let map): if let found = map.processor.find(name) { return found }
      default: continue
      }
    }
    return nil
  }
}
