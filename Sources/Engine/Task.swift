import ASL
import History
import JSON
import JSONata

/// Task states: calls, and what comes of them.
extension Execution {
  /// Calls the state's resource.
  mutating func schedule(_ state: State, _ task: TaskState, _ f: Int, _ sink: inout Sink)
    throws(Failure)
  {
    let token = task.resource.carriesToken ? randomness.token() : nil
    // An activity's token is told to the worker only.
    let visible = task.resource.kind == .activity ? nil : token
    var arguments = try arguments(state, f, token: visible)
    if let added = task.resource.addedArgument, var object = arguments.value.object,
      object[added.name] == nil
    {
      object[added.name] = .string(added.value)
      arguments = Datum(.object(object))
    }
    let sight = Sight(frame: f, input: try taskInput(state, f), token: visible)
    var call = Call(id: TaskID(number: nextNumber), token: token, lastSign: now)
    call.timeoutSeconds = try seconds(task.timeoutSeconds, sight)
    call.heartbeatSeconds = try seconds(task.heartbeatSeconds, sight)
    let role = try roleArn(task.credentials, sight)
    arguments.spell()
    let request = TaskRequest(
      id: call.id, execution: identity, state: state.name, scope: live[f].path,
      resource: task.resource, arguments: arguments.payload, retryCount: live[f].retryCount,
      taskToken: token, timeoutSeconds: call.timeoutSeconds,
      heartbeatSeconds: call.heartbeatSeconds, roleArn: role, time: now)
    if let refusal = admission?(request) { throw refusal.unprepared }
    nextNumber += 1
    live[f].arguments = arguments.value
    tellScheduled(request, f, &sink)
    sink.effects.append(.perform(request))
    tasks[call.id.number] = .frame(f)
    if task.resource.kind != .activity { startTimers(of: &call, f, &sink) }
    live[f].work = keep(call)
    block(f)
  }

  /// What the paths of a Task's other fields see.
  private mutating func taskInput(_ state: State, _ f: Int) throws(Failure) -> Value {
    state.queryLanguage == .jsonata
      ? live[f].input.value : try effectiveInput(state, f).value
  }

  private mutating func seconds(_ field: NumberField?, _ sight: Sight) throws(Failure) -> Int? {
    guard let value = try number(field, sight) else { return nil }
    if let seconds = value.int, seconds > 0 { return seconds }
    switch field {
    case .path(let path, let name):
      throw .runtime(
        "The \(name) parameter cannot be parsed as a positive integer: \(path.text) == "
          + value.javaText)
    case .expression(let expression, let name):
      throw .expression(
        expression.source, field: name,
        "returned a value that is not a positive integer: \(value.text)")
    case .literal, nil: return nil
    }
  }

  private mutating func roleArn(_ credentials: Template?, _ sight: Sight) throws(Failure) -> String?
  {
    guard let credentials else { return nil }
    return try fill(credentials, sight)["RoleArn"]?.string
  }

  private mutating func startTimers(of call: inout Call, _ f: Int, _ sink: inout Sink) {
    call.lastSign = now
    if let seconds = call.timeoutSeconds {
      let deadline = now.adding(seconds: Double(seconds))
      call.deadline = deadline
      call.timeout = wake(at: deadline, .taskTimeout(frame: f), &sink)
    }
    if let seconds = call.heartbeatSeconds {
      call.heartbeat = wake(at: now.adding(seconds: Double(seconds)), .heartbeat(frame: f), &sink)
    }
  }

  private mutating func keep(_ call: Call) -> Int {
    guard let place = vacantCalls.popLast() else {
      calls.append(call)
      return calls.count - 1
    }
    calls[place] = call
    return place
  }

  /// Nobody waits for the call of frame `f` any more.
  mutating func dropCall(_ f: Int, cancels: Bool, _ sink: inout Sink) {
    guard live[f].work >= 0, case .task? = live[f].state?.type else { return }
    let place = live[f].work
    live[f].work = -1
    tasks.removeValue(forKey: calls[place].id.number)
    if let timer = calls[place].timeout { forget(timer, &sink) }
    if let timer = calls[place].heartbeat { forget(timer, &sink) }
    if cancels { sink.effects.append(.cancel(calls[place].id)) }
    calls[place].news = []
    vacantCalls.append(place)
  }

  // MARK: What the world says

  mutating func receive(_ news: Call.News, of id: TaskID, _ stimulus: Stimulus) {
    switch tasks[id.number] {
    case nil: return
    case .child(let run, let slot):
      receive(stimulus, run: run, slot: slot)
      if slot >= 0, news.endsCall { tasks.removeValue(forKey: id.number) }
    case .frame(let f): add(news, f)
    }
  }

  private mutating func add(_ news: Call.News, _ f: Int) {
    let place = live[f].work
    guard place >= 0 else { return }
    calls[place].news.append(news)
    guard case .blocked = live[f].phase else { return }
    live[f].phase = .answered
    wakeUp(f)
  }

  mutating func receiveHeartbeat(of id: TaskID) {
    switch tasks[id.number] {
    case nil: return
    case .child(let run, let slot): receive(.heartbeat(id), run: run, slot: slot)
    case .frame(let f): if live[f].work >= 0 { calls[live[f].work].lastSign = now }
    }
  }

  mutating func receiveHeartbeatTimer(_ f: Int) {
    let place = live[f].work
    guard place >= 0 else { return }
    calls[place].heartbeat = nil
    add(.heartbeatDue, f)
  }

  /// Calls whose time is over at the same moment are all over, whichever timer comes first.
  mutating func receiveTimeout() {
    for f in live.indices {
      guard case .task? = live[f].state?.type, live[f].work >= 0,
        let deadline = calls[live[f].work].deadline, deadline <= now
      else { continue }
      calls[live[f].work].deadline = nil
      add(.timedOut, f)
    }
  }

  // MARK: Events

  private mutating func tellScheduled(_ request: TaskRequest, _ f: Int, _ sink: inout Sink) {
    let (scheduled, started) = sink.recordsEvents ? request.events : (.none, .none)
    switch request.resource.kind {
    case .lambdaFunction:
      chain(.lambdaFunctionScheduled, scheduled, of: f, &sink)
      chain(.lambdaFunctionStarted, started, of: f, &sink)
    case .activity: chain(.activityScheduled, scheduled, of: f, &sink)
    case .service, .unknown:
      chain(.taskScheduled, scheduled, of: f, &sink)
      chain(.taskStarted, started, of: f, &sink)
    }
  }

  /// Writes an event that follows the last one of frame `f`'s chain.
  mutating func chain(
    _ type: EventType, _ details: EventDetails = .none, of f: Int, recovery: String? = nil,
    _ sink: inout Sink
  ) {
    live[f].chain = record(type, after: live[f].chain, details, of: f, recovery: recovery, &sink)
  }

  /// Tells the first of the news about the call of frame `f`.
  mutating func tellNews(_ f: Int, _ sink: inout Sink) {
    let place = live[f].work
    guard place >= 0, !calls[place].news.isEmpty, let state = live[f].state,
      case .task(let task) = state.type
    else { return block(f) }
    switch calls[place].news.removeFirst() {
    case .started(let workerName):
      if task.resource.kind == .activity {
        chain(.activityStarted, .activityStarted(workerName: workerName), of: f, &sink)
        var call = calls[place]
        startTimers(of: &call, f, &sink)
        calls[place] = call
      }
    case .submitted(let output):
      calls[place].lastSign = now
      if case .service = task.resource.kind {
        chain(.taskSubmitted, task.resource.output(output.text), of: f, &sink)
      }
    case .succeeded(let output): return tellSuccess(task.resource, output, f, &sink)
    case .failed(let failure): return tellFailure(task.resource, failure, f, &sink)
    case .timedOut: return tellTimeout(task.resource, isHeartbeat: false, f, &sink)
    case .heartbeatDue:
      guard calls[place].nextSign.map({ $0 > now }) ?? false else {
        return tellTimeout(task.resource, isHeartbeat: true, f, &sink)
      }
      calls[place].heartbeat = wake(
        at: calls[place].nextSign ?? now, .heartbeat(frame: f), &sink)
    }
    if calls[place].news.isEmpty { block(f) }
  }

  private mutating func tellTimeout(
    _ resource: Resource, isHeartbeat: Bool, _ f: Int, _ sink: inout Sink
  ) {
    dropCall(f, cancels: true, &sink)
    var failure = Failure.timeout
    failure.isHeartbeat = isHeartbeat
    tell(failure, resource.timedOutEvent, resource, f, &sink)
  }

  private mutating func tellSuccess(
    _ resource: Resource, _ output: Payload, _ f: Int, _ sink: inout Sink
  ) {
    dropCall(f, cancels: false, &sink)
    guard output.text.utf8.count <= Bound.payload else {
      let failure = Failure.tooLarge(resource.limitName)
      return tell(failure, resource.failedEvent, resource, f, &sink)
    }
    chain(
      resource.succeededEvent, sink.recordsEvents ? resource.output(output.text) : .none, of: f,
      &sink)
    live[f].result = Datum(output)
    live[f].phase = .leaving
  }

  private mutating func tellFailure(
    _ resource: Resource, _ failure: TaskFailure, _ f: Int, _ sink: inout Sink
  ) {
    dropCall(f, cancels: false, &sink)
    let told = Failure(origin: .told, error: failure.error, cause: failure.cause)
    switch failure.stage {
    case .beforeScheduled:
      live[f].chain = live[f].enteredEvent
      return postpone(failure.unprepared, f)
    case .schedule: tell(told, resource.scheduleFailedEvent, resource, f, &sink)
    case .start: tell(told, resource.startFailedEvent, resource, f, &sink)
    case .submit: tell(told, resource.submitFailedEvent, resource, f, &sink)
    case .run: tell(told, resource.failedEvent, resource, f, &sink)
    case .timeout: tell(told, resource.timedOutEvent, resource, f, &sink)
    }
  }

  private mutating func tell(
    _ failure: Failure, _ type: EventType, _ resource: Resource, _ f: Int, _ sink: inout Sink
  ) {
    let recovery = recoveryName(failure, f)
    chain(type, resource.failure(failure), of: f, recovery: recovery, &sink)
    postpone(failure, f)
  }

  /// Lets the others have their turn before the failure takes effect: calls that failed at the same
  /// time tell so before one of them cuts off the others (recorded).
  private mutating func postpone(_ failure: Failure, _ f: Int) {
    live[f].failure = failure
    live[f].phase = .failing
    guard readyHead < ready.count else { return }
    current = -1
    ready.append(f)
  }

  mutating func recover(_ f: Int, _ sink: inout Sink) {
    guard let failure = live[f].failure else { return block(f) }
    live[f].failure = nil
    fail(failure, f, &sink)
  }
}

extension Call {
  /// When the next sign of life must have come.
  fileprivate var nextSign: Timestamp? {
    heartbeatSeconds.map { lastSign.adding(seconds: Double($0)) }
  }
}

extension TaskFailure {
  /// The failure of a state whose task was never scheduled.
  fileprivate var unprepared: Failure {
    Failure(
      origin: error == ErrorName.runtime ? .interpreter : .told, error: error, cause: cause)
  }
}

extension TaskRequest {
  /// The details of the events that tell the call.
  fileprivate var events: (scheduled: EventDetails, started: EventDetails) {
    switch resource.kind {
    case .lambdaFunction:
      return (
        .lambdaFunctionScheduled(
          resource: resource.arn, input: arguments.text, timeoutInSeconds: timeoutSeconds,
          taskCredentials: roleArn), .none
      )
    case .activity:
      return (
        .activityScheduled(
          resource: resource.arn, input: arguments.text, timeoutInSeconds: timeoutSeconds,
          heartbeatInSeconds: heartbeatSeconds), .none
      )
    case .service, .unknown:
      let (type, name) = resource.typeAndName
      return (
        .taskScheduled(
          TaskScheduled(
            resourceType: type, resource: name, region: execution.region,
            parameters: arguments.text, timeoutInSeconds: timeoutSeconds,
            heartbeatInSeconds: heartbeatSeconds, roleArn: roleArn)),
        .taskStarted(resourceType: type, resource: name)
      )
    }
  }
}
