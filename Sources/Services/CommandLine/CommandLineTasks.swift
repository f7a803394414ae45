import ASL
import Engine
import JSON

/// Calls that go to AWS, or to what answers like it, through the user's AWS CLI.
struct CommandLineTasks {
  /// Seconds that one call of the AWS CLI may take.
  static let timeLimit = 300

  let workspace: Workspace
  let configuration: ServiceConfiguration
  /// Where to add a mock, for what the AWS CLI cannot do.
  let hint: String

  func perform(
    _ service: String, _ action: String, _ pattern: Resource.Pattern, _ request: TaskRequest,
    _ progress: @escaping @Sendable (TaskProgress) -> Void
  ) async -> TaskAnswer {
    let isSDK = ServiceNames.sdkName(service) != nil
    let job = Job.known["\(service):\(action)"]
    if pattern == .sync || pattern == .sync2, job == nil {
      return .unavailable(
        TaskFailure(
          stage: .submit, error: "\(ServiceNames.prefix(service)).SdkClientException",
          cause: "\(request.resource.arn) waits for a job that the AWS CLI cannot be asked for"),
        hint: hint)
    }
    let limit = min(request.timeoutSeconds ?? Self.timeLimit, Self.timeLimit)
    do throws(CommandLineInterface.Fault) {
      let given = request.arguments.value
      let result = try await call(service, action, given, timeout: limit)
      let payload = Payload(isSDK ? result : withMetadata(result))
      switch pattern {
      case .response: return TaskResults.answer(payload, name: service)
      case .waitForTaskToken: return .submitted(payload)
      case .sync, .sync2:
        progress(.submitted(payload))
        guard let job else { return .succeeded(payload) }
        return await end(job, service, given, result)
      }
    } catch {
      let stage: TaskFailure.Stage = pattern == .response ? .run : .submit
      return .failed(failure(error, service, action, stage))
    }
  }

  /// One call, with names as tasks have them.
  func call(
    _ service: String, _ action: String, _ given: Value, timeout: Int = timeLimit
  ) async throws(CommandLineInterface.Fault) -> Value {
    let program = CommandLineInterface(configuration, region: workspace.region)
    let cli = ServiceNames.cli(service, action)
    let input =
      await program.skeleton(cli, action).map { ServiceMembers.parameters(given, $0) } ?? given
    let stream = ServiceNames.stream(cli, action)
    let output = try await program.call(cli, action, input, stream: stream, timeout: timeout)
    return ServiceMembers.answer(
      output, maps: ServiceNames.maps(ofCommand: cli), isSDK: ServiceNames.sdkName(service) != nil)
  }

  private func withMetadata(_ result: Value) -> Value {
    guard let members = result.object else { return result }
    return .object(
      SdkMetadata(
        style: .plain(contentType: "application/x-amz-json-1.1"),
        contentLength: result.text.utf8.count
      ).added(to: members))
  }

  /// Polls a job until it has ended. A cancelled task stops it, as AWS does where it can.
  private func end(
    _ job: Job, _ service: String, _ given: Value, _ started: Value
  ) async -> TaskAnswer {
    guard let reference = job.reference(given: given, started: started) else {
      return .failed(
        TaskFailure(
          error: "States.TaskFailed", cause: "the job did not start: \(started.text)"))
    }
    var pause = 1.0
    while true {
      try? await Task.sleep(for: .seconds(pause))
      if Task.isCancelled {
        if let stop = job.stop {
          // A task of its own: this one's programs are ended with it.
          _ = await Task { try? await call(service, stop, reference) }.value
        }
        return .failed(TaskFailure(error: "States.TaskFailed", cause: "cancelled"))
      }
      pause = min(pause * 1.5, 10)
      do throws(CommandLineInterface.Fault) {
        let told = try await call(service, job.describe, reference)
        guard let isSuccess = job.isSuccess(told) else { continue }
        let result = Payload(job.result(told))
        if isSuccess { return TaskResults.answer(result, name: service) }
        return .failed(TaskFailure(error: "States.TaskFailed", cause: result.text))
      } catch {
        return .failed(failure(error, service, job.describe, .run))
      }
    }
  }

  private func failure(
    _ fault: CommandLineInterface.Fault, _ service: String, _ action: String,
    _ stage: TaskFailure.Stage
  ) -> TaskFailure {
    let prefix = ServiceNames.prefix(service)
    guard let code = fault.code else {
      let isValidation = fault.message.contains("Parameter validation failed")
      return TaskFailure(
        stage: stage, error: isValidation ? "States.Runtime" : "\(prefix).SdkClientException",
        cause: fault.message)
    }
    let name = ServiceNames.sdkName(service)
    let family = ServiceFamily.all[name == "eventbridge" ? "events" : name ?? service]
    let isModeled = family.map { $0.modeled.contains(code) } ?? !Self.isGeneral(code, name)
    let base =
      name == nil ? family?.optimized.base ?? "Amazon\(prefix)Exception" : "\(prefix)Exception"
    let className =
      Self.headCodes[
        "\(name ?? service):\(action)", default: isModeled ? Self.className(code) : base]
    return TaskFailure(stage: stage, error: "\(prefix).\(className)", cause: fault.message)
  }

  /// The class that Java's SDK has for an error: `DBInstanceNotFoundFault` →
  /// `DbInstanceNotFoundException`.
  static func className(_ code: String) -> String {
    var name = code.split(separator: ".").last.map(String.init) ?? code
    for ending in ["Exception", "Fault"] where name.hasSuffix(ending) && name != ending {
      name.removeLast(ending.count)
    }
    return ServiceNames.sdkClass(name) + "Exception"
  }

  /// Codes that services answer without modelling them: Java's SDK throws its base class then. EC2
  /// models none at all.
  private static func isGeneral(_ code: String, _ service: String?) -> Bool {
    service == "ec2" || code.first?.isNumber == true || general.contains(code)
  }

  private static let general: Set<String> = [
    "AccessDenied", "AuthFailure", "ExpiredToken", "ExpiredTokenException", "IncompleteSignature",
    "InternalError", "InternalFailure", "InvalidAction", "InvalidClientTokenId",
    "InvalidParameterCombination", "InvalidParameterValue", "InvalidQueryParameter",
    "InvalidSignatureException", "MalformedQueryString", "MissingAction",
    "MissingAuthenticationToken", "MissingAuthenticationTokenException", "MissingParameter",
    "NotAuthorized", "OptInRequired", "RequestExpired", "ServiceUnavailable",
    "SignatureDoesNotMatch", "Throttling", "UnauthorizedOperation",
    "UnrecognizedClientException", "ValidationError",
  ]

  /// Answers to HEAD have no body and so no code but the status.
  private static let headCodes = [
    "s3:headObject": "NoSuchKeyException", "s3:headBucket": "NoSuchBucketException",
  ]
}
