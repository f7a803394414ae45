import ASL
import Engine
import History
import JSON
import Screen

extension State {
  /// Asks for the test case in which the answer of the selected task is to be kept.
  mutating func openRecordMock() {
    let name = run?.testCase ?? lastMockCase ?? "Recorded"
    if let form = mockForm(testCase: name) { dialog = .recordMock(form) }
  }

  /// The last answer that the selected state's task has had by the moment; tells why there is none.
  mutating func mockForm(testCase: String) -> MockForm? {
    guard let run, let state = selectedState, let place = shownVisit(state.name) else {
      tell("select a state whose task was answered", .warning)
      return nil
    }
    let visit = run.story.visits[place]
    let isAnswered = { (id: Int) in run.events[id - 1].answer != nil }
    let answered =
      visit.events.last { $0 <= run.moment && isAnswered($0) }
      ?? visit.events.first(where: isAnswered)
    guard let answered, let answer = run.events[answered - 1].answer,
      let scheduled = visit.events.last(where: { $0 < answered && run.events[$0 - 1].isCall }),
      let request = request(of: run.events[scheduled - 1], state, visit, run)
    else {
      tell("\(state.name) has no answer of a task to keep", .warning)
      return nil
    }
    let call = run.events[..<(scheduled - 1)].count { event in
      event.isCall && event.stateName == state.name
        && (visit.scope.hasSuffix("]") ? event.note.scope == visit.scope : true)
    }
    return MockForm(
      request: request, answer: answer, call: call, testCase: TextField(testCase))
  }

  /// The call that an event tells of.
  private func request(
    of event: Event, _ state: ASL.State, _ visit: Story.Visit, _ run: Run
  ) -> TaskRequest? {
    guard let file, let (resource, text) = event.call, let arguments = try? Payload(parsing: text)
    else { return nil }
    var identity = identity(name: run.name, machine: file.machineName)
    identity.arn = run.arn
    return TaskRequest(
      id: TaskID(number: event.id), execution: identity, state: state.name, scope: visit.scope,
      resource: resource, arguments: arguments, retryCount: event.note.retryCount,
      taskToken: nil, timeoutSeconds: nil, heartbeatSeconds: nil, roleArn: nil,
      time: event.timestamp)
  }

  mutating func takeInMock(_ key: Key, _ form: MockForm) {
    var form = form
    switch key.description {
    case "Esc": return dialog = nil
    case "Enter", "C-s": return record(form)
    default: _ = form.testCase.take(key)
    }
    dialog = .recordMock(form)
  }

  mutating func record(_ form: MockForm) {
    guard !form.testCase.string.trimmed.isEmpty else {
      return tell("the test case needs a name", .warning)
    }
    dialog = nil
    ask(.recordMock(form))
  }

  mutating func mockRecorded(_ text: String, _ testCase: String) {
    lastMockCase = testCase
    tell(text)
    if let file { ask(.readSamples(path: file.path, machine: file.machineName)) }
  }
}

extension Event {
  /// Whether the event calls a task's resource.
  var isCall: Bool { call != nil }

  /// The resource that the event calls, and the arguments as JSON text.
  var call: (resource: Resource, arguments: String)? {
    switch details {
    case .taskScheduled(let task):
      (Resource("arn:aws:states:::\(task.resourceType):\(task.resource)"), task.parameters)
    case .lambdaFunctionScheduled(let resource, let input, _, _): (Resource(resource), input)
    case .activityScheduled(let resource, let input, _, _): (Resource(resource), input)
    default: nil
    }
  }

  /// The answer of a task that the event tells.
  var answer: TaskAnswer? {
    switch details {
    case .taskOutput(_, _, let output) where type == .taskSucceeded:
      return (try? Payload(parsing: output)).map { .succeeded($0) }
    case .output(let output) where !type.isAboutExecution:
      return (try? Payload(parsing: output)).map { .succeeded($0) }
    case .taskFailure, .failure:
      guard !type.isAboutExecution, let failure else { return nil }
      return .failed(TaskFailure(error: failure.error, cause: failure.cause))
    default: return nil
    }
  }
}
