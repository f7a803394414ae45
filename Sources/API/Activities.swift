import JSON

/// CreateActivity … ListActivities. (GetActivityTask waits for executions: see `Tasks.swift`.)
extension Service {
  func createActivity(_ request: Value) throws(Fault) -> Value {
    let time = now()
    let record = try change { registry throws(Fault) in
      try registry.createActivity(request, at: time)
    }
    return ["activityArn": .string(record.arn), "creationDate": record.creationDate.seconds]
  }

  func deleteActivity(_ request: Value) throws(Fault) -> Value {
    let arn = try Arn(request["activityArn"]?.string ?? "", types: "activity")
    try change { registry throws(Fault) in registry.removeActivity(arn.text) }
    return .emptyObject
  }

  func describeActivity(_ request: Value) throws(Fault) -> Value {
    let record = try read { registry throws(Fault) in
      try registry.activity(request["activityArn"]?.string ?? "")
    }
    return [
      "activityArn": .string(record.arn), "name": .string(record.name),
      "creationDate": record.creationDate.seconds,
      "encryptionConfiguration": record.encryptionConfiguration,
    ]
  }

  func listActivities(_ request: Value) throws(Fault) -> Value {
    let (page, token) = try Page.cut(read { $0.activitiesInOrder }, request, "activities")
    var answer = Answer()
    answer.set(
      "activities",
      .array(
        page.map { record in
          [
            "activityArn": .string(record.arn), "name": .string(record.name),
            "creationDate": record.creationDate.seconds,
          ]
        }))
    answer.set("nextToken", token)
    return answer.value
  }
}
