import Engine
import JSON

/// How the two generations of integrations name a service and its errors: optimized ones write
/// `DynamoDB.ResourceNotFoundException` and `(Service: AmazonDynamoDBv2; Status Code: …)`, `aws-sdk`
/// ones `DynamoDb.ResourceNotFoundException` and `(Service: DynamoDb, Status Code: …)`.
struct ServiceFamily: Sendable {
  /// The embedded service, and the service in a resource.
  var service: String
  /// `DynamoDB`, `AmazonDynamoDBv2`, `AmazonDynamoDBException`
  var optimized: (prefix: String, service: String, base: String)
  /// `DynamoDb`; `DynamoDbException` follows.
  var sdk: String
  /// Codes that have a class of their own; every other is the base class.
  var modeled: Set<String>

  static let all: [String: ServiceFamily] = Dictionary(
    uniqueKeysWithValues: [
      ServiceFamily(
        service: "dynamodb",
        optimized: ("DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException"), sdk: "DynamoDb",
        modeled: [
          "ResourceNotFoundException", "ConditionalCheckFailedException", "ResourceInUseException",
          "TransactionCanceledException", "ProvisionedThroughputExceededException",
          "ItemCollectionSizeLimitExceededException", "RequestLimitExceeded",
          "LimitExceededException",
          "TransactionConflictException", "IdempotentParameterMismatchException",
          "InternalServerErrorException", "InternalServerError", "DuplicateItemException",
        ]),
      ServiceFamily(
        service: "sqs", optimized: ("SQS", "AmazonSQS", "AmazonSQSException"), sdk: "Sqs",
        modeled: [
          "QueueDoesNotExist", "QueueNameExists", "InvalidMessageContents",
          "ReceiptHandleIsInvalid",
          "EmptyBatchRequest", "TooManyEntriesInBatchRequest", "BatchEntryIdsNotDistinct",
        ]),
      ServiceFamily(
        service: "sns", optimized: ("SNS", "AmazonSNS", "AmazonSNSException"), sdk: "Sns",
        modeled: ["NotFound", "InvalidParameter", "InvalidParameterValue", "AuthorizationError"]),
      ServiceFamily(
        service: "events",
        optimized: ("EventBridge", "AmazonEventBridge", "AmazonEventBridgeException"),
        sdk: "EventBridge",
        modeled: [
          "ResourceNotFoundException", "ResourceAlreadyExistsException",
          "InvalidEventPatternException", "ManagedRuleException", "LimitExceededException",
        ]),
      ServiceFamily(
        service: "s3", optimized: ("S3", "Amazon S3", "AmazonS3Exception"), sdk: "S3",
        modeled: ["NoSuchKey", "NoSuchBucket", "NoSuchUpload", "BucketAlreadyExists"]),
      ServiceFamily(
        service: "secretsmanager",
        optimized: ("SecretsManager", "AWSSecretsManager", "AWSSecretsManagerException"),
        sdk: "SecretsManager",
        modeled: [
          "ResourceNotFoundException", "ResourceExistsException", "InvalidParameterException",
          "InvalidRequestException",
        ]),
      ServiceFamily(
        service: "ssm",
        optimized: ("Ssm", "AWSSimpleSystemsManagement", "AWSSimpleSystemsManagementException"),
        sdk: "Ssm",
        modeled: ["ParameterNotFound", "ParameterAlreadyExists", "ParameterLimitExceeded"]
      ),
      ServiceFamily(
        service: "sfn",
        optimized: ("StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException"), sdk: "Sfn",
        modeled: [
          "StateMachineDoesNotExist", "ExecutionAlreadyExists", "ExecutionDoesNotExist",
          "ExecutionLimitExceeded", "InvalidArn", "InvalidExecutionInput", "InvalidName",
          "InvalidOutput", "InvalidToken", "TaskDoesNotExist", "TaskTimedOut", "InvalidDefinition",
          "StateMachineDeleting", "StateMachineAlreadyExists", "StateMachineTypeNotSupported",
          "ActivityDoesNotExist", "ExecutionNotRedrivable", "ResourceNotFound",
          "ValidationException", "ConflictException", "ServiceQuotaExceededException",
        ]),
    ].map { ($0.service, $0) })

  private func className(_ code: String, base: String) -> String {
    guard modeled.contains(code) else { return base }
    return code.hasSuffix("Exception") ? code : code + "Exception"
  }

  /// The error as an optimized integration tells it.
  func optimizedFailure(_ error: ServiceError, stage: TaskFailure.Stage) -> TaskFailure {
    TaskFailure(
      stage: stage, error: "\(optimized.prefix).\(className(error.code, base: optimized.base))",
      cause: "\(error.message) (Service: \(optimized.service); Status Code: \(error.status); "
        + "Error Code: \(wireCode(error.code)); Request ID: \(requestID); Proxy: null)")
  }

  /// The error as an `aws-sdk` integration tells it.
  func sdkFailure(_ error: ServiceError, stage: TaskFailure.Stage) -> TaskFailure {
    var cause = "\(error.message) (Service: \(sdk), Status Code: \(error.status), "
    cause += "Request ID: \(requestID)"
    if service == "s3" {
      cause += ", Extended Request ID: \(Identifiers.base64(Array(requestID.utf8)))"
    }
    cause += ")"
    if service == "sfn" { cause += " (SDK Attempt Count: 1)" }
    return TaskFailure(
      stage: stage, error: "\(sdk).\(className(error.code, base: sdk + "Exception"))", cause: cause)
  }

  private func wireCode(_ code: String) -> String {
    code == "QueueDoesNotExist" ? "AWS.SimpleQueueService.NonExistentQueue" : code
  }

  private var requestID: String {
    switch service {
    case "dynamodb": Identifiers.requestID()
    case "s3": String(Identifiers.requestID().prefix(16))
    default: Identifiers.uuid()
    }
  }
}
