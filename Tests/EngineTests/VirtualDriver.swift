import Engine
import History
import JSON

/// Runs executions in virtual time: what tasks answer is known at once, waits cost nothing.
struct VirtualDriver {
  /// What becomes of a call.
  enum Answer {
    case stimuli([Stimulus])
    /// Nothing ever comes.
    case silence
  }

  var execution: Execution
  var time = Timestamp(milliseconds: 1_700_000_000_000)
  var events: [Event] = []
  var childEvents: [(execution: Identity, event: Event)] = []
  var calls: [TaskRequest] = []
  private var timers: [(id: TimerID, at: Timestamp)] = []

  init(_ execution: Execution) { self.execution = execution }

  /// Runs until the execution has ended or nothing can happen any more.
  mutating func run(
    limit: Int = 100_000, timeStands: Bool = false, _ answer: (TaskRequest) -> Answer
  ) {
    for _ in 0..<limit {
      var sink = Sink()
      execution.run(at: time, into: &sink)
      events += sink.events
      childEvents += sink.childEvents
      guard execution.status == .running else { return }
      let stimuli = take(sink.effects, answer)
      if !stimuli.isEmpty {
        for stimulus in stimuli { execution.receive(stimulus, at: time) }
      } else if !timeStands, let next = timers.map(\.at).min() {
        time = max(time, next)
        for timer in timers where timer.at <= time {
          execution.receive(.timer(timer.id), at: time)
        }
        timers.removeAll { $0.at <= time }
      } else {
        return
      }
    }
  }

  private mutating func take(_ effects: [Effect], _ answer: (TaskRequest) -> Answer) -> [Stimulus] {
    var stimuli: [Stimulus] = []
    for effect in effects {
      switch effect {
      case .perform(let request):
        calls.append(request)
        if case .stimuli(let news) = answer(request) { stimuli += news }
      case .wake(let id, let at): timers.append((id, at))
      case .forget(let id): timers.removeAll { $0.id == id }
      case .cancel: break
      }
    }
    return stimuli
  }
}
