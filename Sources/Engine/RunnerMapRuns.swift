import History
import JSON
import Synchronization

/// Map Runs, as `DescribeMapRun` wants to see them.
extension Runner {
  /// The Map Runs of an execution, oldest first. Of one that ended in another process, what its
  /// history and its children tell.
  public func mapRuns(of arn: String) throws(RunnerError) -> [MapRunView] {
    if let execution = snapshot(of: arn) { return execution.mapRuns }
    if let ended = shared.withLock({ $0.endedMapRuns[arn] }) { return ended }
    guard let store else { throw .noSuchExecution(arn) }
    do throws(StoreError) {
      let events = try store.events(of: arn)
      var views: [MapRunView] = []
      for event in events {
        guard case .mapRunStarted(let mapRunArn) = event.details else { continue }
        views.append(try recorded(mapRunArn, started: event, events, store))
      }
      return views
    } catch {
      throw RunnerError(error)
    }
  }

  /// The execution that a Map Run belongs to.
  public func execution(ofMapRun arn: String) -> String? {
    let here = shared.withLock { shared in
      shared.endedMapRuns.first { $0.value.contains { $0.arn == arn } }?.key
    }
    if let here { return here }
    for running in running where snapshot(of: running)?.mapRuns.contains(where: { $0.arn == arn }) == true {
      return running
    }
    var filter = ExecutionFilter()
    filter.mapRunArn = arn
    return (try? store?.executions(filter, limit: 1))?.executions.first?.parentArn
  }

  /// `UpdateMapRun`; what is `nil` stays as it is.
  public func updateMapRun(
    _ mapRunArn: String, of arn: String, maxConcurrency: Int?, toleratedFailureCount: Int?,
    toleratedFailurePercentage: Double?
  ) throws(RunnerError) {
    deliver(
      .updateMapRun(
        arn: mapRunArn, maxConcurrency: maxConcurrency,
        toleratedFailureCount: toleratedFailureCount,
        toleratedFailurePercentage: toleratedFailurePercentage), to: try run(arn))
  }

  /// A Map Run out of the history: its limits are not recorded, its children are.
  private func recorded(
    _ arn: String, started: Event, _ events: [Event], _ store: Store
  ) throws(StoreError) -> MapRunView {
    let end = events.first { event in
      event.id > started.id && event.note.scope == started.note.scope
        && [.mapRunSucceeded, .mapRunFailed, .mapRunAborted].contains(event.type)
    }
    var filter = ExecutionFilter()
    filter.mapRunArn = arn
    var counts = MapRunView.Counts()
    for child in try store.executions(filter, limit: .max).executions {
      counts.total += 1
      switch child.status {
      case "SUCCEEDED":
        counts.succeeded += 1
        counts.resultsWritten += 1
      case "FAILED": counts.failed += 1
      case "TIMED_OUT": counts.timedOut += 1
      case "ABORTED": counts.aborted += 1
      default: counts.running += 1
      }
    }
    let status: ExecutionStatus =
      switch end?.type {
      case .mapRunSucceeded: .succeeded
      case .mapRunFailed: .failed
      case .mapRunAborted: .aborted
      default: .running
      }
    return MapRunView(
      arn: arn, scope: started.note.scope, state: started.note.state ?? "",
      stateMachineArn: Self.machineArn(ofMapRun: arn), status: status,
      startDate: started.timestamp, stopDate: end?.timestamp, maxConcurrency: 0,
      toleratedFailureCount: 0, toleratedFailurePercentage: 0, redriveCount: 0, redriveDate: nil,
      itemCounts: counts, executionCounts: counts)
  }

  /// `…:stateMachine:MACHINE/LABEL` of `…:mapRun:MACHINE/LABEL:UUID`
  private static func machineArn(ofMapRun arn: String) -> String {
    let fields = arn.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count >= 7 else { return arn }
    return fields[..<5].joined(separator: ":") + ":stateMachine:" + fields[6]
  }
}
