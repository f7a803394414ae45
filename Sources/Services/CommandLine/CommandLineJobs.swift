import JSON

/// How a job that `.sync` waits for is started, found again and read: what Step Functions does for it,
/// as calls of the service. Names are those of tasks. EMR is missing: the AWS CLI has not its operations.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html>
struct Job: Sendable {
  var describe: String
  /// Parameters of `describe`, taken from the answer of the start (`=JobId`, `=Tasks.0.TaskArn`) or from
  /// the task's arguments (`JobName`); in an array where the name ends in `[]`.
  var reference: [(name: String, source: String)]
  /// Where its answer has the status.
  var status: String
  var success: Set<String>
  var failure: Set<String>
  /// What becomes the task's result, the whole answer where empty.
  var result = ""
  /// The action that stops it with the same parameters.
  var stop: String?

  /// The parameters of `describe`; `nil` where the start did not answer with the job.
  func reference(given: Value, started: Value) -> Value? {
    var parameters = Object()
    for (name, source) in reference {
      let isStarted = source.hasPrefix("=")
      let value = Self.find(
        isStarted ? String(source.dropFirst()) : source, isStarted ? started : given)
      guard let value, !value.isNull else {
        if isStarted { return nil }
        continue
      }
      if name.hasSuffix("[]") {
        parameters[String(name.dropLast(2))] = [value]
      } else {
        parameters[name] = value
      }
    }
    return .object(parameters)
  }

  /// Whether it succeeded, `nil` while it runs.
  func isSuccess(_ told: Value) -> Bool? {
    guard let status = Self.find(status, told)?.string else { return nil }
    if failure.contains(status) { return false }
    guard success.contains(status) else { return nil }
    // ECS tells stopped tasks; they failed where a container did.
    let containers = Self.find(result, told)?["Containers"]?.array ?? []
    return containers.allSatisfy { ($0["ExitCode"]?.int ?? 0) == 0 }
      && (containers.isEmpty || containers.contains { $0["ExitCode"] != nil })
  }

  func result(_ told: Value) -> Value { Self.find(result, told) ?? told }

  /// `Tasks.0.TaskArn`
  private static func find(_ path: String, _ value: Value) -> Value? {
    path.split(separator: ".").reduce(value) { value, name in
      guard let index = Int(name) else { return value?[String(name)] }
      guard let elements = value?.array, elements.indices.contains(index) else { return nil }
      return elements[index]
    }
  }

  static let known: [String: Job] = [
    "batch:submitJob": Job(
      describe: "describeJobs", reference: [("Jobs[]", "=JobId")], status: "Jobs.0.Status",
      success: ["SUCCEEDED"], failure: ["FAILED"], result: "Jobs.0"),
    "ecs:runTask": Job(
      describe: "describeTasks",
      reference: [("Cluster", "Cluster"), ("Tasks[]", "=Tasks.0.TaskArn")],
      status: "Tasks.0.LastStatus", success: ["STOPPED"], failure: [], result: "Tasks.0"),
    "glue:startJobRun": Job(
      describe: "getJobRun", reference: [("JobName", "JobName"), ("RunId", "=JobRunId")],
      status: "JobRun.JobRunState", success: ["SUCCEEDED"],
      failure: ["FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED"], result: "JobRun"),
    "databrew:startJobRun": Job(
      describe: "describeJobRun", reference: [("Name", "Name"), ("RunId", "=RunId")],
      status: "State", success: ["SUCCEEDED"], failure: ["FAILED", "STOPPED", "TIMEOUT"],
      stop: "stopJobRun"),
    "codebuild:startBuild": Job(
      describe: "batchGetBuilds", reference: [("Ids[]", "=Build.Id")],
      status: "Builds.0.BuildStatus", success: ["SUCCEEDED"],
      failure: ["FAILED", "FAULT", "STOPPED", "TIMED_OUT"], result: "Builds.0"),
    "codebuild:startBuildBatch": Job(
      describe: "batchGetBuildBatches", reference: [("Ids[]", "=BuildBatch.Id")],
      status: "BuildBatches.0.BuildBatchStatus", success: ["SUCCEEDED"],
      failure: ["FAILED", "FAULT", "STOPPED", "TIMED_OUT"], result: "BuildBatches.0"),
    "athena:startQueryExecution": Job(
      describe: "getQueryExecution", reference: [("QueryExecutionId", "=QueryExecutionId")],
      status: "QueryExecution.Status.State", success: ["SUCCEEDED"],
      failure: ["FAILED", "CANCELLED"], stop: "stopQueryExecution"),
    "emr-serverless:startJobRun": Job(
      describe: "getJobRun",
      reference: [("ApplicationId", "=ApplicationId"), ("JobRunId", "=JobRunId")],
      status: "JobRun.State", success: ["SUCCESS"], failure: ["FAILED", "CANCELLED"],
      result: "JobRun", stop: "cancelJobRun"),
    "emr-containers:startJobRun": Job(
      describe: "describeJobRun",
      reference: [("Id", "=Id"), ("VirtualClusterId", "=VirtualClusterId")],
      status: "JobRun.State", success: ["COMPLETED"], failure: ["FAILED", "CANCELLED"],
      result: "JobRun", stop: "cancelJobRun"),
    "mediaconvert:createJob": Job(
      describe: "getJob", reference: [("Id", "=Job.Id")], status: "Job.Status",
      success: ["COMPLETE"], failure: ["ERROR", "CANCELED"], stop: "cancelJob"),
    "bedrock:createModelCustomizationJob": Job(
      describe: "getModelCustomizationJob", reference: [("JobIdentifier", "=JobArn")],
      status: "Status", success: ["Completed"], failure: ["Failed", "Stopped"],
      stop: "stopModelCustomizationJob"),
    "sagemaker:createTrainingJob": sageMaker("TrainingJob"),
    "sagemaker:createTransformJob": sageMaker("TransformJob"),
    "sagemaker:createProcessingJob": sageMaker("ProcessingJob"),
    "sagemaker:createLabelingJob": sageMaker("LabelingJob"),
    "sagemaker:createHyperParameterTuningJob": sageMaker("HyperParameterTuningJob"),
    "eks:createCluster": eks("Cluster", ["Name"], success: "ACTIVE"),
    "eks:createNodegroup": eks("Nodegroup", ["ClusterName", "NodegroupName"], success: "ACTIVE"),
    "eks:createFargateProfile": eks(
      "FargateProfile", ["ClusterName", "FargateProfileName"], success: "ACTIVE"),
  ]

  private static func sageMaker(_ kind: String) -> Job {
    Job(
      describe: "describe\(kind)", reference: [("\(kind)Name", "\(kind)Name")],
      status: "\(kind)Status", success: ["Completed"], failure: ["Failed", "Stopped"],
      stop: "stop\(kind)")
  }

  private static func eks(_ kind: String, _ names: [String], success: String) -> Job {
    Job(
      describe: "describe\(kind)", reference: names.map { ($0, $0) }, status: "\(kind).Status",
      success: [success], failure: ["FAILED", "CREATE_FAILED"])
  }
}
