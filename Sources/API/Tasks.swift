import Engine
import JSON

/// SendTaskSuccess, SendTaskFailure, SendTaskHeartbeat, GetActivityTask.
extension Service {
  func sendTaskSuccess(_ request: Value) throws(Fault) -> Value {
    let output = request["output"]?.string ?? ""
    let fault: Fault?
    do {
      _ = try Value(parsing: output)
      fault = nil
    } catch {
      fault = Fault(
        code: "InvalidOutput", message: "Invalid Output: '\(inputFault(output, error))'")
    }
    if let fault {
      // AWS looks at the token first (recorded); a sign of life finds out whether it is known.
      do { try runner.heartbeat(token: request["taskToken"]?.string ?? "") } catch {
        throw Fault(error)
      }
      throw fault
    }
    do {
      try runner.taskSucceeded(token: request["taskToken"]?.string ?? "", output: output)
    } catch {
      throw Fault(error)
    }
    return .emptyObject
  }

  func sendTaskFailure(_ request: Value) throws(Fault) -> Value {
    do {
      try runner.taskFailed(
        token: request["taskToken"]?.string ?? "", error: request["error"]?.string,
        cause: request["cause"]?.string)
    } catch {
      throw Fault(error)
    }
    return .emptyObject
  }

  func sendTaskHeartbeat(_ request: Value) throws(Fault) -> Value {
    do {
      try runner.heartbeat(token: request["taskToken"]?.string ?? "")
    } catch {
      throw Fault(error)
    }
    return .emptyObject
  }

  /// Waits up to a minute for a task, as AWS does; then the token is null.
  func getActivityTask(_ request: Value) async -> Result<Value, Fault> {
    do {
      let record = try read { registry throws(Fault) in
        try registry.activity(request["activityArn"]?.string ?? "")
      }
      guard
        let task = await runner.activityTask(
          record.arn, workerName: request["workerName"]?.string)
      else { return .success(["taskToken": nil]) }
      return .success(["taskToken": .string(task.taskToken), "input": .string(task.input)])
    } catch {
      return .failure(error)
    }
  }
}
