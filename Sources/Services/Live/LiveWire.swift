import ASL
public import Engine
public import JSON

/// What is said between a program that runs executions (`treadle serve`) and those that look on
/// (the studio, `treadle task`): a JSON object a line, both ways, over a socket in
/// `.treadle/live`. This file is the one home of their form.
///
///     → {"id":1,"do":"break","states":[{"machine":"order","state":"Pay"}]}
///     ← {"id":1,"result":{}}
///     ← {"news":"held","execution":"arn:…","scope":"","state":"Pay"}
///     → {"id":2,"do":"next","execution":"arn:…"}
public enum LiveCommand: Sendable, Equatable {
  /// The states at which this looker-on wants executions held, in place of those before.
  case setBreakpoints(Set<Breakpoint>)
  /// On to the next state; one that is not held is held before the next state it enters.
  case next(execution: String)
  /// One step of the interpreter.
  case step(execution: String)
  case proceed(execution: String)
  /// Ends it as `ABORTED`.
  case stop(execution: String)
  /// The tasks that wait: those of one execution, or every one that has a token.
  case tasks(execution: String?)
  /// The answer of a task that waits (`task` is `LiveTask.number`), or that the held state is about
  /// to call (`nil`).
  case answer(execution: String, task: Int?, LiveAnswer)
  /// An action of the Step Functions API.
  case call(action: String, parameters: Object)
}

/// What a person gives as the answer of a task.
public enum LiveAnswer: Sendable, Equatable {
  /// JSON text
  case succeeded(output: String)
  case failed(error: String?, cause: String?)
}

/// A task that waits for its answer.
public struct LiveTask: Sendable, Equatable {
  public var execution: String
  /// Names it within its execution.
  public var number: Int
  public var state: String
  public var scope: String
  /// The ARN of what was called.
  public var resource: String
  /// JSON text
  public var input: String
  public var token: String?
  public var since: Timestamp
  public var timeoutSeconds: Int?
  public var heartbeatSeconds: Int?

  public init(
    execution: String, number: Int, state: String, scope: String, resource: String, input: String,
    token: String?, since: Timestamp
  ) {
    self.execution = execution
    self.number = number
    self.state = state
    self.scope = scope
    self.resource = resource
    self.input = input
    self.token = token
    self.since = since
  }

  public init(_ request: TaskRequest) {
    execution = request.execution.arn
    number = request.id.number
    state = request.state
    scope = request.scope
    resource = request.resource.arn
    input = request.arguments.text
    token = request.taskToken
    since = request.time
    timeoutSeconds = request.timeoutSeconds
    heartbeatSeconds = request.heartbeatSeconds
  }
}

/// Who runs the executions.
public struct LiveServer: Sendable, Equatable {
  public var process: Int
  /// `http://127.0.0.1:8083`
  public var endpoint: String

  public init(process: Int, endpoint: String) {
    self.process = process
    self.endpoint = endpoint
  }
}

/// What lookers-on are told without asking.
public enum LiveNews: Sendable, Equatable {
  /// The first line of every connection.
  case hello(LiveServer)
  /// The execution stands in the state, and waits.
  case held(execution: String, scope: String, state: String)
  case released(execution: String)
}

/// A line from the program that runs executions.
public enum LiveLine: Sendable, Equatable {
  case news(LiveNews)
  case result(id: Int, Object)
  case refusal(id: Int, code: String, message: String)
}

// MARK: Commands as lines

extension LiveCommand {
  /// The line, with its end.
  public func line(id: Int) -> [UInt8] {
    var members = Object([("id", .int(id)), ("do", .string(word))])
    switch self {
    case .setBreakpoints(let breakpoints):
      members["states"] = .array(
        breakpoints.map { breakpoint in
          var place = Object([("state", .string(breakpoint.state))])
          if let machine = breakpoint.stateMachineName { place["machine"] = .string(machine) }
          return .object(place)
        }.sorted { $0.text < $1.text })
    case .next(let arn), .step(let arn), .proceed(let arn), .stop(let arn):
      members["execution"] = .string(arn)
    case .tasks(let arn): if let arn { members["execution"] = .string(arn) }
    case .answer(let arn, let task, let answer):
      members["execution"] = .string(arn)
      if let task { members["task"] = .int(task) }
      switch answer {
      case .succeeded(let output): members["output"] = .string(output)
      case .failed(let error, let cause):
        members["error"] = error.map { .string($0) } ?? .null
        if let cause { members["cause"] = .string(cause) }
      }
    case .call(let action, let parameters):
      members["action"] = .string(action)
      members["parameters"] = .object(parameters)
    }
    return LiveLine.bytes(members)
  }

  private var word: String {
    switch self {
    case .setBreakpoints: "break"
    case .next: "next"
    case .step: "step"
    case .proceed: "continue"
    case .stop: "stop"
    case .tasks: "tasks"
    case .answer: "answer"
    case .call: "call"
    }
  }

  /// Reads a line; `nil` where it is no command.
  public static func read(_ line: [UInt8]) -> (id: Int, command: LiveCommand)? {
    guard let value = try? Value(parsing: line), let id = value["id"]?.int,
      let word = value["do"]?.string, let command = LiveCommand(word, value)
    else { return nil }
    return (id, command)
  }

  private init?(_ word: String, _ value: Value) {
    switch word {
    case "break":
      guard let places = value["states"]?.array else { return nil }
      self = .setBreakpoints(
        Set(
          places.compactMap { place in
            place["state"]?.string.map {
              Breakpoint(stateMachineName: place["machine"]?.string, state: $0)
            }
          }))
    case "tasks": self = .tasks(execution: value["execution"]?.string)
    case "call":
      guard let action = value["action"]?.string else { return nil }
      self = .call(action: action, parameters: value["parameters"]?.object ?? Object())
    default:
      guard let arn = value["execution"]?.string else { return nil }
      switch word {
      case "next": self = .next(execution: arn)
      case "step": self = .step(execution: arn)
      case "continue": self = .proceed(execution: arn)
      case "stop": self = .stop(execution: arn)
      case "answer":
        let answer =
          value["output"]?.string.map { LiveAnswer.succeeded(output: $0) }
          ?? .failed(error: value["error"]?.string, cause: value["cause"]?.string)
        self = .answer(execution: arn, task: value["task"]?.int, answer)
      default: return nil
      }
    }
  }
}

// MARK: Tasks as objects

extension LiveTask {
  public var object: Object {
    var members = Object([
      ("execution", .string(execution)), ("task", .int(number)), ("state", .string(state)),
      ("scope", .string(scope)), ("resource", .string(resource)), ("input", .string(input)),
      ("since", .int(Int(since.milliseconds))),
    ])
    if let token { members["token"] = .string(token) }
    if let timeoutSeconds { members["timeoutSeconds"] = .int(timeoutSeconds) }
    if let heartbeatSeconds { members["heartbeatSeconds"] = .int(heartbeatSeconds) }
    return members
  }

  public init?(_ value: Value) {
    guard let execution = value["execution"]?.string, let number = value["task"]?.int,
      let state = value["state"]?.string
    else { return nil }
    self.execution = execution
    self.number = number
    self.state = state
    scope = value["scope"]?.string ?? ""
    resource = value["resource"]?.string ?? ""
    input = value["input"]?.string ?? "{}"
    token = value["token"]?.string
    since = Timestamp(milliseconds: Int64(value["since"]?.int ?? 0))
    timeoutSeconds = value["timeoutSeconds"]?.int
    heartbeatSeconds = value["heartbeatSeconds"]?.int
  }

  /// The tasks in the answer to `LiveCommand.tasks`.
  public static func list(_ result: Object) -> [LiveTask] {
    (result["tasks"]?.array ?? []).compactMap { LiveTask($0) }
  }
}

// MARK: Answers and news as lines

extension LiveLine {
  public var bytes: [UInt8] {
    switch self {
    case .result(let id, let result):
      return LiveLine.bytes(Object([("id", .int(id)), ("result", .object(result))]))
    case .refusal(let id, let code, let message):
      let error: Value = ["code": .string(code), "message": .string(message)]
      return LiveLine.bytes(Object([("id", .int(id)), ("error", error)]))
    case .news(.hello(let server)):
      return LiveLine.bytes(
        Object([
          ("news", "hello"), ("process", .int(server.process)),
          ("endpoint", .string(server.endpoint)),
        ]))
    case .news(.held(let arn, let scope, let state)):
      return LiveLine.bytes(
        Object([
          ("news", "held"), ("execution", .string(arn)), ("scope", .string(scope)),
          ("state", .string(state)),
        ]))
    case .news(.released(let arn)):
      return LiveLine.bytes(Object([("news", "released"), ("execution", .string(arn))]))
    }
  }

  static func bytes(_ members: Object) -> [UInt8] {
    var bytes: [UInt8] = []
    Value.object(members).write(into: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// Reads a line; `nil` where it says nothing that is known.
  public init?(reading line: [UInt8]) {
    guard let value = try? Value(parsing: line) else { return nil }
    if let id = value["id"]?.int {
      if let error = value["error"] {
        self = .refusal(
          id: id, code: error["code"]?.string ?? "", message: error["message"]?.string ?? "")
      } else {
        self = .result(id: id, value["result"]?.object ?? Object())
      }
      return
    }
    let arn = value["execution"]?.string ?? ""
    switch value["news"]?.string {
    case "hello":
      self = .news(
        .hello(
          LiveServer(
            process: value["process"]?.int ?? 0, endpoint: value["endpoint"]?.string ?? "")))
    case "held":
      self = .news(
        .held(
          execution: arn, scope: value["scope"]?.string ?? "", state: value["state"]?.string ?? ""))
    case "released": self = .news(.released(execution: arn))
    default: return nil
    }
  }
}
