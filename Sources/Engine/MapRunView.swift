public import JSON

/// `DescribeMapRun`: how a Map Run stands.
public struct MapRunView: Sendable {
  /// `itemCounts`, `executionCounts`
  public struct Counts: Sendable, Hashable {
    public var pending = 0
    public var running = 0
    public var succeeded = 0
    public var failed = 0
    public var timedOut = 0
    public var aborted = 0
    public var total = 0
    public var resultsWritten = 0
  }

  public var arn: String
  /// The scope and name of the Map state.
  public var scope: String
  public var state: String
  /// `…:stateMachine:MACHINE/LABEL`
  public var stateMachineArn: String
  public var status: ExecutionStatus
  public var startDate: Timestamp
  public var stopDate: Timestamp?
  public var maxConcurrency: Int
  public var toleratedFailureCount: Int
  public var toleratedFailurePercentage: Double
  public var redriveCount: Int
  public var redriveDate: Timestamp?
  public var itemCounts: Counts
  public var executionCounts: Counts
}

extension Execution {
  /// The Map Runs that this execution has started, oldest first.
  public var mapRuns: [MapRunView] { runs.map { view($0) } }

  /// The child executions of a Map Run that live: those that run, those that failed, and the others
  /// only while a result writer waits for them. In the order of their items.
  public func children(ofMapRun arn: String) -> [Execution] {
    guard var run = runs.first(where: { $0.arn == arn }) else { return [] }
    run.putDown()
    return run.children.sorted { $0.key < $1.key }.map(\.value)
  }

  private func view(_ run: MapRun) -> MapRunView {
    var items = MapRunView.Counts()
    var executions = MapRunView.Counts()
    for (outcome, count) in zip(run.outcomes, run.itemCounts) {
      items.add(outcome, count)
      executions.add(outcome, 1)
    }
    return MapRunView(
      arn: run.arn, scope: run.scope, state: run.state,
      stateMachineArn: "arn:aws:states:\(identity.region):\(identity.account):stateMachine:"
        + "\(identity.stateMachineName)/\(run.label)", status: run.status,
      startDate: run.startTime, stopDate: run.stopTime, maxConcurrency: run.maxConcurrency,
      toleratedFailureCount: run.toleratedCount ?? 0,
      toleratedFailurePercentage: run.toleratedPercentage ?? 0, redriveCount: run.redriveCount,
      redriveDate: run.redriveTime, itemCounts: items, executionCounts: executions)
  }
}

extension MapRunView.Counts {
  fileprivate mutating func add(_ outcome: MapRun.Outcome, _ count: Int) {
    total += count
    switch outcome {
    case .pending: pending += count
    case .running: running += count
    case .succeeded:
      succeeded += count
      resultsWritten += count
    case .failed: failed += count
    case .timedOut: timedOut += count
    case .aborted: aborted += count
    }
  }
}
