import ASL
public import JSON

extension Stepper {
  /// Something that is not the same at two positions.
  public struct Change: Sendable, Equatable {
    public enum Subject: Sendable, Hashable {
      /// The state that a branch or iteration stands in.
      case state
      /// The data that the state got, or hands on.
      case input
      /// The raw result of a task, Map or Parallel.
      case result
      case variable(String)
    }

    public var scope: String
    public var subject: Subject
    /// A JSON pointer into the value; empty for the whole.
    public var pointer: String
    /// `nil` where there was nothing, or is nothing any more.
    public var old: Value?
    public var new: Value?

    public init(scope: String, subject: Subject, pointer: String, old: Value?, new: Value?) {
      self.scope = scope
      self.subject = subject
      self.pointer = pointer
      self.old = old
      self.new = new
    }
  }

  /// What differs between two positions of this timeline, branch by branch in the order in which they
  /// stand at the later one.
  public func changes(from old: Int, to new: Int) -> [Change] {
    let before = frames(at: old)
    let after = frames(at: new)
    var changes: [Change] = []
    for frame in after {
      compare(before.first { $0.path == frame.path }, frame, &changes)
    }
    for frame in before where !after.contains(where: { $0.path == frame.path }) {
      compare(frame, nil, &changes)
    }
    return changes
  }

  /// What the last step changed.
  public var lastChanges: [Change] { changes(from: position - 1, to: position) }

  private func frames(at position: Int) -> [Frame] {
    var copy = self
    copy.move(toPosition: position)
    return copy.moment.execution.live.filter {
      if case .vacant = $0.phase { false } else { true }
    }
  }

  private func compare(_ old: Frame?, _ new: Frame?, _ changes: inout [Change]) {
    let scope = new?.path ?? old?.path ?? ""
    if old?.state?.name != new?.state?.name {
      changes.append(
        Change(
          scope: scope, subject: .state, pointer: "", old: old?.state.map { .string($0.name) },
          new: new?.state.map { .string($0.name) }))
    }
    add(scope, .input, old?.input.value, new?.input.value, &changes)
    add(scope, .result, old?.result?.value, new?.result?.value, &changes)
    let variables = new?.variables ?? Object()
    for (name, value) in variables {
      add(scope, .variable(name), old?.variables[name], value, &changes)
    }
    for (name, value) in old?.variables ?? Object() where variables[name] == nil {
      add(scope, .variable(name), value, nil, &changes)
    }
  }

  private func add(
    _ scope: String, _ subject: Change.Subject, _ old: Value?, _ new: Value?,
    _ changes: inout [Change]
  ) {
    switch (old, new) {
    case (let old?, let new?):
      changes += differences(old, new).map {
        Change(scope: scope, subject: subject, pointer: $0.pointer, old: $0.old, new: $0.new)
      }
    case (nil, nil): return
    default:
      changes.append(Change(scope: scope, subject: subject, pointer: "", old: old, new: new))
    }
  }
}
