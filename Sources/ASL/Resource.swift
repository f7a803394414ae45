/// The `Resource` of a Task, taken apart.
///
/// Substitutions (`${…}`) and empty region or account parts are accepted.
public struct Resource: Sendable, Hashable {
  /// How the state waits for what it started.
  public enum Pattern: String, Sendable, CaseIterable {
    /// Request and response.
    case response = ""
    case sync = ".sync"
    case sync2 = ".sync:2"
    case waitForTaskToken = ".waitForTaskToken"
  }

  public enum Kind: Sendable, Hashable {
    /// `arn:aws:lambda:…:function:NAME[:QUALIFIER]`, or a bare substitution
    case lambdaFunction
    /// `arn:aws:states:…:activity:NAME`
    case activity
    /// `arn:aws:states:::SERVICE:ACTION[PATTERN]`; `service` is `sqs`, `aws-sdk:s3` …
    case service(service: String, action: String, pattern: Pattern)
    /// Something else, which no execution can call.
    case unknown
  }

  /// As written.
  public var arn: String
  public var kind: Kind

  public init(arn: String, kind: Kind) {
    self.arn = arn
    self.kind = kind
  }

  /// Takes an ARN apart: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
  public init(_ arn: String) {
    self.init(arn: arn, kind: Resource.kind(of: Resource.parts(of: arn)))
  }

  /// The parts between the colons outside of `${…}` and `<…>`.
  private static func parts(of arn: String) -> [String] {
    var parts: [String] = []
    var part: [UInt8] = []
    var depth = 0
    for byte in arn.utf8 {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: ">"): depth = max(0, depth - 1)
      case UInt8(ascii: ":") where depth == 0:
        parts.append(String(decoding: part, as: UTF8.self))
        part = []
        continue
      default: break
      }
      part.append(byte)
    }
    return parts + [String(decoding: part, as: UTF8.self)]
  }

  private static func kind(of parts: [String]) -> Kind {
    guard parts.count > 1 else {
      let text = parts.first ?? ""
      let isTemplate = text.hasPrefix("${") && isPlaceholder(text) || text.hasPrefix("<")
      return isTemplate ? .lambdaFunction : .unknown
    }
    guard parts[0] == "arn", parts.count >= 6 else { return .unknown }
    switch parts[2] {
    case "lambda": return isFunction(parts[5...]) ? .lambdaFunction : .unknown
    case "states":
      if parts[5] == "activity" { return parts.count == 7 ? .activity : .unknown }
      return service(parts[5...])
    default: return .unknown
    }
  }

  /// Whether the parts are `function:NAME[:QUALIFIER]`.
  private static func isFunction(_ parts: ArraySlice<String>) -> Bool {
    guard parts.first == "function", parts.count == 2 || parts.count == 3 else { return false }
    return parts.dropFirst().allSatisfy { part in
      // Templates have `${name}`, `{name}` and `<name>`.
      part == "$LATEST" || part.contains("{") || part.contains("<")
        || !part.isEmpty
          && part.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
              UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
              UInt8(ascii: "."):
              true
            default: false
            }
          }
    }
  }

  private static func service(_ parts: ArraySlice<String>) -> Kind {
    var rest = parts
    var service = rest.removeFirst()
    if service == "aws-sdk", let name = rest.popFirst() { service += ":\(name)" }
    guard !rest.isEmpty else { return .unknown }
    let action = rest.joined(separator: ":")
    // Longest first: `.sync:2` ends in none of the others.
    for pattern in [Pattern.waitForTaskToken, .sync2, .sync]
    where action.hasSuffix(pattern.rawValue) {
      return .service(
        service: service, action: String(action.dropLast(pattern.rawValue.count)),
        pattern: pattern)
    }
    return .service(service: service, action: action, pattern: .response)
  }
}

extension Resource {
  /// Whether Step Functions has the integration, so far as one can tell without asking it: of the
  /// SDK's thousands of actions any is taken for real, and so are those of a service that is newer
  /// than this list.
  ///
  /// <https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html>
  public var isRecognised: Bool {
    switch kind {
    case .lambdaFunction, .activity: return true
    case .unknown: return isPlaceholder(arn)
    case .service(let service, let action, let pattern):
      if isPlaceholder(service) || isPlaceholder(action) { return true }
      if service.hasPrefix("aws-sdk:") {
        return pattern == .response || pattern == .waitForTaskToken
      }
      guard let actions = optimisedIntegrations[service] else { return true }
      return actions[action]?.contains(pattern) ?? false
    }
  }
}

extension Resource {
  /// Whether the resource names a service of which nothing is known.
  var isOfUnknownService: Bool {
    guard case .service(let service, _, _) = kind, !isPlaceholder(service) else { return false }
    return !service.hasPrefix("aws-sdk:") && optimisedIntegrations[service] == nil
  }
}

/// The optimised integrations: service, action, how one can wait for it.
private let optimisedIntegrations: [String: [String: Set<Resource.Pattern>]] = {
  let plain: Set<Resource.Pattern> = [.response]
  let job: Set<Resource.Pattern> = [.response, .sync]
  let callback: Set<Resource.Pattern> = [.response, .waitForTaskToken]
  let all: Set<Resource.Pattern> = [.response, .sync, .waitForTaskToken]
  func actions(_ names: [String], _ patterns: Set<Resource.Pattern>) -> [String: Set<
    Resource.Pattern
  >] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, patterns) })
  }
  func both(_ a: [String: Set<Resource.Pattern>], _ b: [String: Set<Resource.Pattern>])
    -> [String: Set<Resource.Pattern>]
  {
    a.merging(b) { first, _ in first }
  }
  return [
    "apigateway": ["invoke": callback],
    "athena": both(
      actions(["startQueryExecution"], job),
      actions(["stopQueryExecution", "getQueryExecution", "getQueryResults"], plain)),
    "batch": ["submitJob": all],
    "bedrock": ["invokeModel": callback, "createModelCustomizationJob": job],
    "codebuild": both(
      actions(["startBuild", "startBuildBatch", "retryBuildBatch"], job),
      actions(
        [
          "stopBuild", "batchDeleteBuilds", "batchGetReports", "stopBuildBatch", "deleteBuildBatch",
        ],
        plain)),
    "databrew": ["startJobRun": job],
    "dynamodb": actions(["getItem", "putItem", "deleteItem", "updateItem"], plain),
    "ecs": ["runTask": all],
    "eks": both(
      actions(
        [
          "createCluster", "deleteCluster", "createNodegroup", "deleteNodegroup",
          "createFargateProfile", "deleteFargateProfile", "runJob",
        ], job), ["call": plain]),
    "elasticmapreduce": both(
      actions(["createCluster", "terminateCluster", "addStep"], job),
      actions(
        [
          "cancelStep", "setClusterTerminationProtection", "modifyInstanceFleetByName",
          "modifyInstanceGroupByName",
        ], plain)),
    "emr-containers": both(
      actions(["deleteVirtualCluster", "startJobRun"], job), ["createVirtualCluster": plain]),
    "emr-serverless": actions(
      [
        "createApplication", "startApplication", "stopApplication", "deleteApplication",
        "startJobRun", "cancelJobRun",
      ], job),
    "events": ["putEvents": callback],
    "fargate": ["runTask": all],
    "glue": ["startJobRun": job],
    "http": ["invoke": plain],
    "lambda": ["invoke": callback],
    "mediaconvert": ["createJob": job],
    "sagemaker": both(
      actions(
        [
          "createHyperParameterTuningJob", "createLabelingJob", "createProcessingJob",
          "createTrainingJob", "createTransformJob",
        ], job),
      actions(["createEndpoint", "createEndpointConfig", "createModel", "updateEndpoint"], plain)),
    "sns": ["publish": callback],
    "sqs": ["sendMessage": callback],
    "states": ["startExecution": [.response, .sync, .sync2, .waitForTaskToken]],
  ]
}()

extension Reader {
  /// Whether a Task may have this resource.
  mutating func checkResource(_ resource: Resource, at location: String) {
    guard resource.isRecognised else {
      fault(
        "The resource provided \(resource.arn) is not recognized. The value is not a valid "
          + "resource ARN, or the resource is not available in this region.", at: location)
      return
    }
    guard express else { return }
    switch resource.kind {
    case .activity: fault("Express state machine does not support Activity ARN", at: location)
    case .service(_, _, .waitForTaskToken):
      fault(
        "Express state machine does not support '.waitForTaskToken' service integration ",
        at: location)
    case .service(_, _, .sync), .service(_, _, .sync2):
      fault("Express state machine does not support '.sync' service integration ", at: location)
    case .service, .lambdaFunction, .unknown: break
    }
  }
}
