import Engine
import History
import JSON

/// ListMapRuns, DescribeMapRun, UpdateMapRun.
extension Service {
  func listMapRuns(_ request: Value) throws(Fault) -> Value {
    let arn = try Arn(request["executionArn"]?.string ?? "", types: "execution")
    let (page, token) = try Page.cut(try mapRuns(of: arn.text), request, "mapRuns")
    var answer = Answer()
    answer.set(
      "mapRuns",
      .array(
        page.map { run in
          var answer = Answer()
          answer.set("executionArn", arn.text)
          answer.set("mapRunArn", run.arn)
          answer.set("stateMachineArn", run.stateMachineArn)
          answer.set("startDate", run.startDate)
          answer.set("stopDate", run.stopDate)
          return answer.value
        }))
    answer.set("nextToken", token)
    return answer.value
  }

  func describeMapRun(_ request: Value) throws(Fault) -> Value {
    let (executionArn, run) = try mapRun(request)
    var answer = Answer()
    answer.set("mapRunArn", run.arn)
    answer.set("executionArn", executionArn)
    answer.set("status", run.status == .timedOut ? "FAILED" : run.status.rawValue)
    answer.set("startDate", run.startDate)
    answer.set("stopDate", run.stopDate)
    answer.set("maxConcurrency", .int(run.maxConcurrency))
    answer.set("toleratedFailurePercentage", .double(run.toleratedFailurePercentage))
    answer.set("toleratedFailureCount", .int(run.toleratedFailureCount))
    answer.set("itemCounts", run.itemCounts.value)
    answer.set("executionCounts", run.executionCounts.value)
    if run.redriveCount > 0 {
      answer.set("redriveCount", .int(run.redriveCount))
      answer.set("redriveDate", run.redriveDate)
    }
    return answer.value
  }

  func updateMapRun(_ request: Value) throws(Fault) -> Value {
    let (executionArn, run) = try mapRun(request)
    do {
      try runner.updateMapRun(
        run.arn, of: executionArn, maxConcurrency: request["maxConcurrency"]?.int,
        toleratedFailureCount: request["toleratedFailureCount"]?.int,
        toleratedFailurePercentage: request["toleratedFailurePercentage"]?.double)
    } catch {
      throw Fault(error)
    }
    return .emptyObject
  }

  private func mapRuns(of arn: String) throws(Fault) -> [MapRunView] {
    do { return try runner.mapRuns(of: arn) } catch { throw Fault(error) }
  }

  /// The Map Run that a request names, and the execution it belongs to.
  private func mapRun(_ request: Value) throws(Fault) -> (executionArn: String, run: MapRunView) {
    let arn = try Arn(request["mapRunArn"]?.string ?? "", types: "mapRun")
    guard let executionArn = runner.execution(ofMapRun: arn.text),
      let run = try mapRuns(of: executionArn).first(where: { $0.arn == arn.text })
    else { throw .resourceNotFound(arn.text) }
    return (executionArn, run)
  }
}

extension MapRunView.Counts {
  fileprivate var value: Value {
    [
      "pending": .int(pending), "running": .int(running), "succeeded": .int(succeeded),
      "failed": .int(failed), "timedOut": .int(timedOut), "aborted": .int(aborted),
      "total": .int(total), "resultsWritten": .int(resultsWritten),
    ]
  }
}
