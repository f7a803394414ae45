/// An execution as the history has it.
public struct RecordedRun: Sendable {
  public var header: ExecutionHeader
  /// All events, in order.
  public var events: [Event]
  /// The child executions of its Map Runs, and of theirs, in the order in which they began.
  public var children: [Child]

  /// A child execution of a Map Run.
  public struct Child: Sendable {
    public var arn: String
    public var events: [Event]

    public init(arn: String, events: [Event]) {
      self.arn = arn
      self.events = events
    }
  }

  public init(header: ExecutionHeader, events: [Event], children: [Child] = []) {
    self.header = header
    self.events = events
    self.children = children
  }
}

extension Store {
  /// What is needed to play an execution again: its events and those of its children.
  public func run(of arn: String) throws(StoreError) -> RecordedRun {
    var run = RecordedRun(header: try header(of: arn), events: try events(of: arn))
    guard run.events.contains(where: { $0.type == .mapRunStarted }) else { return run }
    for child in try children(of: arn) {
      run.children.append(RecordedRun.Child(arn: child, events: try events(of: child)))
    }
    return run
  }
}
