/// What AWS calls the services that are not embedded: in error names (`Rekognition`), in addresses
/// and in the AWS CLI.
enum ServiceNames {
  /// The prefix of errors: `DynamoDb`, `Rekognition`, `CloudWatchLogs`.
  static func prefix(_ service: String) -> String {
    if service.hasPrefix("aws-sdk:") {
      let name = String(service.dropFirst(8))
      return ServiceFamily.all[name == "eventbridge" ? "events" : name]?.sdk
        ?? sdk[name] ?? capitalised(name)
    }
    return optimized[service] ?? capitalised(service)
  }

  /// `lambda` → `Lambda`
  private static func capitalised(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }

  private static let optimized = [
    "dynamodb": "DynamoDB", "sqs": "SQS", "sns": "SNS", "events": "EventBridge", "ecs": "ECS",
    "eks": "EKS", "batch": "Batch", "glue": "Glue", "sagemaker": "SageMaker", "athena": "Athena",
    "codebuild": "CodeBuild", "elasticmapreduce": "ElasticMapReduce", "bedrock": "Bedrock",
    "states": "StepFunctions", "lambda": "Lambda", "databrew": "DataBrew",
    "mediaconvert": "MediaConvert", "emr-containers": "EMRContainers",
    "emr-serverless": "EMRServerless", "apigateway": "ApiGateway", "http": "States.Http",
  ]

  private static let sdk = [
    "apigateway": "ApiGateway", "applicationautoscaling": "ApplicationAutoScaling",
    "autoscaling": "AutoScaling", "bedrockagent": "BedrockAgent",
    "bedrockagentruntime": "BedrockAgentRuntime", "bedrockruntime": "BedrockRuntime",
    "cloudformation": "CloudFormation", "cloudfront": "CloudFront", "cloudtrail": "CloudTrail",
    "cloudwatch": "CloudWatch", "cloudwatchlogs": "CloudWatchLogs", "codebuild": "CodeBuild",
    "codecommit": "CodeCommit", "codepipeline": "CodePipeline",
    "cognitoidentityprovider": "CognitoIdentityProvider", "costexplorer": "CostExplorer",
    "datasync": "DataSync", "docdb": "DocDb", "ecrpublic": "EcrPublic",
    "elasticache": "ElastiCache", "elasticloadbalancingv2": "ElasticLoadBalancingV2",
    "emrserverless": "EmrServerless", "guardduty": "GuardDuty", "kinesis": "Kinesis",
    "medialive": "MediaLive", "mediaconvert": "MediaConvert", "rdsdata": "RdsData",
    "redshiftdata": "RedshiftData", "resourcegroupstaggingapi": "ResourceGroupsTaggingApi",
    "route53": "Route53", "sagemaker": "SageMaker", "sagemakerruntime": "SageMakerRuntime",
    "secretsmanager": "SecretsManager", "securityhub": "SecurityHub",
    "servicecatalog": "ServiceCatalog", "servicediscovery": "ServiceDiscovery", "sesv2": "SesV2",
    "stepfunctions": "Sfn", "sfn": "Sfn", "iotanalytics": "IotAnalytics",
    "timestreamquery": "TimestreamQuery", "timestreamwrite": "TimestreamWrite",
  ]

  /// The service as the AWS CLI calls it; most have the name of the resource.
  static func cli(_ service: String) -> String {
    let name = service.hasPrefix("aws-sdk:") ? String(service.dropFirst(8)) : service
    return commands[name] ?? name
  }

  private static let commands = [
    "s3": "s3api", "sfn": "stepfunctions", "states": "stepfunctions", "eventbridge": "events",
    "cloudwatchlogs": "logs", "bedrockagent": "bedrock-agent", "bedrockruntime": "bedrock-runtime",
    "bedrockagentruntime": "bedrock-agent-runtime", "rdsdata": "rds-data",
    "redshiftdata": "redshift-data", "cognitoidentityprovider": "cognito-idp",
    "costexplorer": "ce", "elasticloadbalancingv2": "elbv2", "elasticmapreduce": "emr",
    "sagemakerruntime": "sagemaker-runtime", "emrserverless": "emr-serverless",
    "resourcegroupstaggingapi": "resourcegroupstaggingapi", "timestreamquery": "timestream-query",
    "timestreamwrite": "timestream-write", "applicationautoscaling": "application-autoscaling",
  ]
}
