import Engine
import Foundation
import JSON
import Testing

@testable import Services

/// Calls through the real AWS CLI to a moto server: the answers as tasks have them. It takes minutes and
/// runs where `TREADLE_AWS` and `TREADLE_MOTO` name `aws` and `moto_server`.
@Suite struct MotoTests {
  private static func program(_ variable: String) -> String? {
    ProcessInfo.processInfo.environment[variable]
  }

  /// A moto server on a free port; `nil` where there is none to start.
  private func moto() async throws -> (server: Process, endpoint: String)? {
    guard let program = Self.program("TREADLE_MOTO") else { return nil }
    let port = Int.random(in: 20_000...40_000)
    let server = Process()
    server.executableURL = URL(fileURLWithPath: program)
    server.arguments = ["-p", String(port)]
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
    for _ in 0..<150 {
      try await Task.sleep(for: .milliseconds(200))
      let request = HTTPRequest(
        method: "GET", address: "http://127.0.0.1:\(port)/moto-api/", headers: [], body: nil,
        timeout: 2)
      if (try? await HTTP.send(request)) != nil { return (server, "http://127.0.0.1:\(port)") }
    }
    server.terminate()
    return nil
  }

  @Test func callsServicesThroughTheRealCommandLine() async throws {
    guard let aws = Self.program("TREADLE_AWS"), let moto = try await moto() else {
      print("MotoTests: TREADLE_AWS and TREADLE_MOTO are not set, skipped")
      return
    }
    defer { moto.server.terminate() }
    let folder = try Folder()
    var workspace = Workspace(folder: folder.path)
    for service in [
      "s3", "dynamodb", "ssm", "secretsmanager", "kms", "sts", "ecs", "batch", "glue", "cloudwatch",
      "cognitoidentityprovider", "rds", "ec2", "cloudwatchlogs",
    ] {
      workspace.services[service] = ServiceConfiguration(
        backend: .aws, endpoint: moto.endpoint, program: aws)
    }
    let dispatcher = Dispatcher(
      workspace: workspace, services: try EmbeddedServices(workspace: workspace, inMemory: true),
      functions: Functions(workspace: workspace))
    for (arn, arguments, expected) in Self.calls {
      let answer = await dispatcher.perform(request(arn, try Value(parsing: arguments))) { _ in }
      let text = DialogueTests.plain(line(answer))
      #expect(
        text.contains(expected), "\(arn) \(arguments)\n  wanted \(expected)\n  got    \(text)")
    }
  }

  /// Resource, arguments, and what the answer has in it.
  static let calls: [(String, String, String)] = [
    ("aws-sdk:s3:createBucket", #"{"Bucket":"a-bucket"}"#, #""Location":"/a-bucket""#),
    ("aws-sdk:s3:putObject", #"{"Bucket":"a-bucket","Key":"k","Body":{"n":1}}"#, #""ETag":""#),
    ("aws-sdk:s3:getObject", #"{"Bucket":"a-bucket","Key":"k"}"#, #""Body":"{\"n\":1}""#),
    ("aws-sdk:s3:getObject", #"{"Bucket":"a-bucket","Key":"no"}"#, "! S3.NoSuchKeyException: "),
    ("aws-sdk:s3:headObject", #"{"Bucket":"a-bucket","Key":"no"}"#, "! S3.NoSuchKeyException: "),
    (
      "aws-sdk:s3:listObjectsV2", #"{"Bucket":"a-bucket"}"#,
      #""Contents":[{"Key":"k","LastModified":"TIME","#
    ),
    (
      "aws-sdk:dynamodb:createTable",
      #"{"TableName":"t","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"BillingMode":"PAY_PER_REQUEST"}"#,
      #""CreationDateTime":"TIME""#
    ),
    (
      "aws-sdk:dynamodb:putItem",
      #"{"TableName":"t","Item":{"id":{"S":"a"},"isOpen":{"Bool":true},"tags":{"Ss":["x"]},"inner":{"M":{"deepID":{"N":"1"}}}}}"#,
      "= {}"
    ),
    (
      "aws-sdk:dynamodb:getItem", #"{"TableName":"t","Key":{"id":{"S":"a"}}}"#,
      #""isOpen":{"Bool":true}"#
    ),
    (
      "aws-sdk:dynamodb:getItem", #"{"TableName":"t","Key":{"id":{"S":"a"}}}"#,
      #""inner":{"M":{"deepID":{"N":"1"}}}"#
    ),
    (
      "aws-sdk:dynamodb:getItem", #"{"TableName":"none","Key":{"id":{"S":"a"}}}"#,
      "! DynamoDb.ResourceNotFoundException: "
    ),
    (
      "dynamodb:getItem", #"{"TableName":"t","Key":{"id":{"S":"a"}}}"#,
      #""isOpen":{"BOOL":true}"#
    ),
    ("aws-sdk:ssm:putParameter", #"{"Name":"p","Value":7,"Type":"String"}"#, #""Version":1"#),
    ("aws-sdk:ssm:getParameter", #"{"Name":"p"}"#, #""LastModifiedDate":"TIME""#),
    ("aws-sdk:ssm:getParameter", #"{"Name":"q"}"#, "! Ssm.ParameterNotFoundException: "),
    (
      "aws-sdk:secretsmanager:createSecret", #"{"Name":"s","SecretString":{"user":"u"}}"#,
      #"= {"Arn":"arn:aws:secretsmanager:"#
    ),
    (
      "aws-sdk:secretsmanager:getSecretValue", #"{"SecretId":"s"}"#,
      #""SecretString":"{\"user\":\"u\"}""#
    ),
    (
      "aws-sdk:secretsmanager:getSecretValue", #"{"SecretId":"none"}"#,
      "! SecretsManager.ResourceNotFoundException: "
    ),
    ("aws-sdk:kms:createKey", "{}", #""CreationDate":"TIME""#),
    ("aws-sdk:kms:encrypt", #"{"KeyId":"nope","Plaintext":"text"}"#, "! Kms.NotFoundException: "),
    ("aws-sdk:sts:getCallerIdentity", "{}", #""Account":"123456789012""#),
    (
      "aws-sdk:ecs:createCluster", #"{"ClusterName":"c","Tags":[{"Key":"lower","Value":"v"}]}"#,
      #""ClusterName":"c""#
    ),
    ("aws-sdk:ecs:describeClusters", #"{"Clusters":["c"]}"#, #""Clusters":[{"ClusterArn":"#),
    (
      "aws-sdk:ecs:listTasks", #"{"Cluster":"none"}"#, "! Ecs.ClusterNotFoundException: "
    ),
    ("aws-sdk:batch:describeJobs", #"{"Jobs":["none"]}"#, #"= {"Jobs":[]}"#),
    ("aws-sdk:glue:createDatabase", #"{"DatabaseInput":{"Name":"d"}}"#, "= {}"),
    ("aws-sdk:glue:getDatabase", #"{"Name":"d"}"#, #""CreateTime":"TIME""#),
    ("aws-sdk:glue:getDatabase", #"{"Name":"e"}"#, "! Glue.EntityNotFoundException: "),
    (
      "aws-sdk:cloudwatch:putMetricData",
      #"{"Namespace":"n","MetricData":[{"MetricName":"m","Value":1.5,"Timestamp":"2026-11-21T04:46:00Z"}]}"#,
      "= {}"
    ),
    ("aws-sdk:cloudwatch:listMetrics", "{}", #""MetricName":"m""#),
    (
      "aws-sdk:cognitoidentityprovider:createUserPool", #"{"PoolName":"pool"}"#,
      #""CreationDate":"TIME""#
    ),
    (
      "aws-sdk:rds:describeDBInstances", #"{"DbInstanceIdentifier":"none"}"#,
      "! Rds.DbInstanceNotFoundException: "
    ),
    ("aws-sdk:rds:describeDBInstances", "{}", #"= {"DbInstances":[]}"#),
    (
      "aws-sdk:ec2:describeInstances", #"{"InstanceIds":["i-12345678"]}"#, "! Ec2.Ec2Exception: "
    ),
    (
      "aws-sdk:ec2:describeVpcs", #"{"Filters":[{"Name":"is-default","Values":["true"]}]}"#,
      #""VpcId":"vpc-"#
    ),
    (
      "aws-sdk:cloudwatchlogs:createLogGroup",
      #"{"LogGroupName":"/g","Tags":{"lowerTag":"v"}}"#, "= {}"
    ),
    (
      "aws-sdk:cloudwatchlogs:listTagsLogGroup", #"{"LogGroupName":"/g"}"#,
      #"= {"Tags":{"lowerTag":"v"}}"#
    ),
    ("aws-sdk:sts:nope", "{}", "! Sts.SdkClientException: "),
    ("aws-sdk:kms:encrypt", #"{"Unknown":1}"#, "! States.Runtime: Parameter validation failed:"),
  ]
}
