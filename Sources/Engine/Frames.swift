import ASL
public import JSON

/// A live scope, for who looks at an execution.
public struct FrameView: Sendable {
  public enum Phase: Sendable, Hashable {
    /// The state was entered and does its work at the next step.
    case entered
    /// Waiting for a task.
    case task(TaskID)
    /// Waiting until a time (Wait state).
    case waiting(until: Timestamp)
    /// Waiting for the next attempt.
    case backoff(until: Timestamp)
    /// Waiting for branches or iterations.
    case children
    /// About to enter the state.
    case ready
    /// The state has its result and is left at the next step.
    case leaving
    /// The state failed and ended the execution, or was cut off when it ended.
    case failed
  }

  /// As in `EventNote.scope`.
  public var scope: String
  /// `nil` before the first state.
  public var state: String?
  public var phase: Phase
  public var input: Value
  /// Variables visible here, outer ones first.
  public var variables: [(name: String, value: Value)]
  public var retryCount: Int
  /// Evaluated arguments, once they are.
  public var arguments: Value?
  /// The raw result, once there is one.
  public var result: Value?
  /// The context object as the state sees it.
  public var context: Value

  public init(
    scope: String, state: String?, phase: Phase, input: Value,
    variables: [(name: String, value: Value)], retryCount: Int, arguments: Value?, result: Value?,
    context: Value
  ) {
    self.scope = scope
    self.state = state
    self.phase = phase
    self.input = input
    self.variables = variables
    self.retryCount = retryCount
    self.arguments = arguments
    self.result = result
    self.context = context
  }
}

extension Execution {
  /// The live scopes, outermost first, in definition order. After a failure they are those in which
  /// the execution ended.
  public var frames: [FrameView] {
    var views: [FrameView] = []
    if !live.isEmpty { look(0, into: &views) }
    return views
  }

  /// The scope and state that the next step works on, `nil` where nothing can be done before the
  /// next stimulus.
  public var next: (scope: String, state: String?)? {
    guard status == .running, hasStarted else { return nil }
    let f = current >= 0 ? current : readyHead < ready.count ? ready[readyHead] : -1
    guard f >= 0 else { return nil }
    return (scope(of: f), live[f].state?.name)
  }

  private func look(_ f: Int, into views: inout [FrameView]) {
    guard let phase = phase(of: f) else { return }
    var copy = self
    views.append(
      FrameView(
        scope: scope(of: f), state: live[f].state?.name, phase: phase, input: live[f].input.value,
        variables: visibleVariables(f), retryCount: live[f].retryCount,
        arguments: live[f].arguments, result: live[f].result?.value,
        context: copy.context(f, token: nil)))
    guard live[f].work >= 0 else { return }
    switch live[f].state?.type {
    case .parallel, .map:
      if case .map(let map)? = live[f].state?.type, map.mode != .inline { return }
      for child in forks[live[f].work].frames where child >= 0 { look(child, into: &views) }
    default: return
    }
  }

  private func phase(of f: Int) -> FrameView.Phase? {
    switch live[f].phase {
    case .ready: return .ready
    case .entered: return .entered
    case .answered, .failing: return calls(of: f).map { .task($0) } ?? .leaving
    case .leaving, .joined: return .leaving
    case .running: return .children
    case .failed: return .failed
    case .finished, .vacant: return nil
    case .blocked:
      if live[f].timer != nil {
        return live[f].result == nil
          ? .backoff(until: live[f].until) : .waiting(until: live[f].until)
      }
      return calls(of: f).map { .task($0) } ?? .children
    }
  }

  private func calls(of f: Int) -> TaskID? {
    guard live[f].work >= 0, case .task? = live[f].state?.type else { return nil }
    return calls[live[f].work].id
  }

  /// `Work[3]/Fork[0]`
  private func scope(of f: Int) -> String {
    let parent = live[f].parent
    guard parent >= 0, live[f].path.isEmpty else { return live[f].path }
    let outer = scope(of: parent)
    let own = "\(live[parent].state?.name ?? "")[\(live[f].slot)]"
    return outer.isEmpty ? own : "\(outer)/\(own)"
  }

  private func visibleVariables(_ f: Int) -> [(name: String, value: Value)] {
    var scopes: [Object] = []
    var place = f
    while place >= 0 {
      scopes.append(live[place].variables)
      place = live[place].parent
    }
    return scopes.reversed().flatMap { $0.map { (name: $0, value: $1) } }
  }
}
