import ASL
import Engine
import Foundation
import History
import JSON

/// A conversation with an execution, in a text: a definition, then commands, each followed by what
/// the execution answered.
///
///     input {"a": 1}            starts it
///     reply STATE {"json"}      its open call succeeds
///     submit STATE {"json"}     its open call is accepted
///     fail STATE ERROR CAUSE    its open call fails
///     worker STATE NAME         a worker takes the activity
///     beat STATE                a heartbeat
///     elapse                    time passes to the next timer
///     pass SECONDS              time passes, no timer comes
///     stop ERROR CAUSE, redrive
struct Dialogue {
  private var execution: Execution
  private var time = Timestamp(milliseconds: 1_767_225_600_000)
  private var calls: [(scope: String, request: TaskRequest)] = []
  private var timers: [(id: TimerID, at: Timestamp)] = []

  /// The file again, with the answers that were given now.
  static func play(_ text: String) -> String {
    let parts = text.components(separatedBy: "====\n")
    guard parts.count == 2, let machine = StateMachine.read(parts[0]).machine else {
      return "no definition, or no line of ===="
    }
    var written = parts[0] + "====\n"
    var dialogue: Dialogue?
    for block in parts[1].components(separatedBy: "\n\n") {
      let command = block.split(separator: "\n").first.map(String.init) ?? ""
      guard !command.isEmpty else { continue }
      written += command + "\n----\n"
      if command.hasPrefix("input ") {
        dialogue = Dialogue(machine, String(command.dropFirst(6)))
        written += dialogue?.run([]) ?? "bad input\n"
      } else {
        written += dialogue?.obey(command) ?? "not started\n"
      }
      written += "\n"
    }
    return written
  }

  private init?(_ machine: StateMachine, _ input: String) {
    guard let input = try? Payload(parsing: input) else { return nil }
    let states = "arn:aws:states:us-east-1:123456789012"
    execution = Execution(
      machine: machine,
      identity: Identity(
        arn: "\(states):execution:test:one", name: "one",
        stateMachineArn: "\(states):stateMachine:test", stateMachineName: "test",
        roleArn: "arn:aws:iam::123456789012:role/test", type: .standard), input: input, seed: 1)
  }

  private mutating func obey(_ command: String) -> String {
    let words = command.split(separator: " ", maxSplits: 2).map(String.init)
    let rest = words.count > 2 ? words[2] : ""
    switch words[0] {
    case "elapse":
      guard let next = timers.map(\.at).min() else { return "no timer\n" }
      time = max(time, next)
      let due = timers.filter { $0.at <= time }
      timers.removeAll { $0.at <= time }
      return run(due.map { .timer($0.id) })
    case "pass":
      time = time.adding(seconds: words.count > 1 ? Double(words[1]) ?? 0 : 0)
      return ""
    case "stop":
      return run([.stop(error: words.count > 1 ? words[1] : nil, cause: rest.isEmpty ? nil : rest)])
    case "redrive": return run([.redrive])
    default: break
    }
    guard words.count > 1,
      let place = calls.firstIndex(where: { $0.request.state == words[1] || $0.scope == words[1] })
    else { return "no such call\n" }
    let id = calls[place].request.id
    let payload = (try? Payload(parsing: rest)) ?? Payload(.string(rest))
    switch words[0] {
    case "submit": return run([.taskSubmitted(id, output: payload)])
    case "worker": return run([.taskStarted(id, workerName: rest)])
    case "beat": return run([.heartbeat(id)])
    case "reply":
      calls.remove(at: place)
      return run([.taskSucceeded(id, output: payload)])
    case "fail":
      calls.remove(at: place)
      let parts = rest.split(separator: " ", maxSplits: 1).map(String.init)
      return run([
        .taskFailed(
          id, TaskFailure(error: parts.first, cause: parts.count > 1 ? parts[1] : nil))
      ])
    default: return "unknown command\n"
    }
  }

  private mutating func run(_ stimuli: [Stimulus]) -> String {
    for stimulus in stimuli { execution.receive(stimulus, at: time) }
    var sink = Sink()
    execution.run(at: time, into: &sink)
    var lines = sink.events.map(\.line)
    for (identity, event) in sink.childEvents {
      lines.append("  \(identity.name.prefix(4)) \(event.line)")
    }
    for effect in sink.effects { lines.append(take(effect)) }
    if execution.status != .running { lines.append("\(execution.status.rawValue)") }
    return lines.map { $0 + "\n" }.joined()
  }

  private mutating func take(_ effect: Effect) -> String {
    switch effect {
    case .perform(let request):
      let scope = request.scope.isEmpty ? request.state : "\(request.scope)/\(request.state)"
      calls.append((scope, request))
      return "-> call \(scope) \(request.resource.arn) \(request.arguments.text)"
    case .cancel(let id):
      let place = calls.firstIndex { $0.request.id == id }
      return "-> cancel \(place.map { calls.remove(at: $0).scope } ?? "?")"
    case .wake(let id, let at):
      timers.append((id, at))
      return "-> wake in \(Double(at.milliseconds - time.milliseconds) / 1000) s"
    case .forget(let id):
      timers.removeAll { $0.id == id }
      return "-> forget a timer"
    }
  }
}

extension Event {
  /// `7<6 TaskFailed {…}`, with what AWS does not tell behind it.
  fileprivate var line: String {
    var line = "\(id)<\(previousEventId) \(type.rawValue)"
    let details = historyEvent.object?.first { $0.0.hasSuffix("EventDetails") }?.1.object
    if var details {
      for name in ["inputDetails", "outputDetails", "assignedVariablesDetails"] {
        details[name] = nil
      }
      line += " " + Value.object(details).text
    }
    if !note.scope.isEmpty { line += " @\(note.scope)" }
    if note.retryCount > 0 { line += " retry \(note.retryCount)" }
    if let recovery = note.recovery { line += " \(recovery)" }
    return line
  }
}
