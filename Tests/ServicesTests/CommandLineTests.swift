import Engine
import Foundation
import JSON
import Testing

@testable import Services

@Suite struct CommandLineTests {
  /// A program that stands for the AWS CLI: it answers skeletons, writes its arguments and input to
  /// `calls`, and does what the lines for `service command` say.
  private func fake(_ commands: [String: String], version: String = "aws-cli/2.15.0") throws
    -> (folder: Folder, dispatcher: Dispatcher)
  {
    var script = """
      #!/bin/sh
      here=$(dirname "$0")
      [ "$1" = --version ] && { echo "\(version) Python/3"; exit 0; }
      input=$(echo "$*" | sed -n 's|.*file://\\([^ ]*\\).*|\\1|p')
      [ -z "$input" ] && [ "$3" != --generate-cli-skeleton ] && echo "$*" >> "$here/calls"
      for last; do :; done
      key="$1 $2"; [ "$3" = --generate-cli-skeleton ] && key="$key skeleton"
      [ -n "$input" ] && { echo "$* " | sed "s|$(dirname $input)|TMP|g"; cat "$input"; echo; } >> "$here/calls"
      case "$key" in

      """
    for (name, lines) in commands { script += "\"\(name)\") \(lines) ;;\n" }
    script += "*) echo 'aws: error: argument command: Invalid choice' >&2; exit 252 ;;\nesac\n"
    let folder = try Folder(["aws": script])
    #expect(chmod(folder.path + "/aws", 0o755) == 0)
    var workspace = Workspace(folder: folder.path)
    for service in ["ecs", "kms", "s3", "lambda", "rds", "batch", "textract", "glue"] {
      workspace.services[service] = ServiceConfiguration(
        backend: .aws, endpoint: "http://127.0.0.1:5000", program: folder.path + "/aws")
    }
    let dispatcher = Dispatcher(
      workspace: workspace,
      services: try EmbeddedServices(workspace: workspace, inMemory: true),
      functions: Functions(workspace: workspace))
    return (folder, dispatcher)
  }

  private func calls(_ folder: Folder) -> String {
    (try? String(contentsOfFile: folder.path + "/calls", encoding: .utf8)) ?? ""
  }

  private func answer(_ dispatcher: Dispatcher, _ arn: String, _ arguments: Value) async -> String {
    line(await dispatcher.perform(request(arn, arguments)) { _ in })
  }

  @Test func namesMembersAsTheServiceDoes() async throws {
    let (folder, dispatcher) = try fake([
      "ecs list-tags skeleton":
        "echo '{\"resourceArn\":\"\",\"tagFilter\":{\"KeyName\":{\"matchOptions\":[\"\"]}},\"note\":\"\"}'",
      "ecs list-tags":
        "echo '{\"taskARN\":\"a\",\"tags\":[{\"key\":\"k\"}],\"labels\":{\"lower\":{\"innerName\":1}},\"createdAt\":1795245658.5,\"sizeInBytes\":1795245658}'",
    ])
    defer { withExtendedLifetime(folder) {} }
    let result = await answer(
      dispatcher, "aws-sdk:ecs:listTags",
      ["ResourceArn": "x", "TagFilter": ["Keep": ["MatchOptions": ["a"]]], "Note": ["n": 1]])
    #expect(
      result == #"= {"TaskARN":"a","Tags":[{"Key":"k"}],"Labels":{"lower":{"InnerName":1}},"#
        + #""CreatedAt":"2026-11-21T07:20:58.500Z","SizeInBytes":1795245658}"#)
    #expect(
      calls(folder).contains(
        #"{"resourceArn":"x","tagFilter":{"Keep":{"matchOptions":["a"]}},"note":"{\"n\":1}"}"#))
    #expect(
      calls(folder).contains(
        "ecs list-tags --cli-input-json file://TMP/input.json --region us-east-1 --output json "
          + "--endpoint-url http://127.0.0.1:5000 --cli-binary-format raw-in-base64-out"))
  }

  @Test func asksTheFirstVersionInItsWords() async throws {
    let (folder, dispatcher) = try fake(
      ["kms encrypt": "echo '{\"CiphertextBlob\":\"AA==\"}'"], version: "aws-cli/1.46.2")
    defer { withExtendedLifetime(folder) {} }
    // Without a skeleton names go as they are.
    #expect(
      await answer(dispatcher, "aws-sdk:kms:encrypt", ["KeyId": "k", "Plaintext": "p"])
        == #"= {"CiphertextBlob":"AA=="}"#)
    #expect(!calls(folder).contains("binary-format"))
    #expect(calls(folder).contains(#"{"KeyId":"k","Plaintext":"p"}"#))
  }

  @Test func readsBytesFromTheirFile() async throws {
    let (folder, dispatcher) = try fake([
      "s3api get-object":
        "printf '{\"a\":1}' > \"$last\"; echo '{\"ETag\":\"e\",\"Metadata\":{\"lower\":\"x\"}}'"
    ])
    defer { withExtendedLifetime(folder) {} }
    #expect(
      await answer(dispatcher, "aws-sdk:s3:getObject", ["Bucket": "b", "Key": "k/1"])
        == #"= {"ETag":"e","Metadata":{"lower":"x"},"Body":"{\"a\":1}"}"#)
    #expect(calls(folder).contains("s3api get-object --bucket b --key k/1 --region"))
    #expect(calls(folder).contains("/output\n"))
  }

  @Test func callsFunctionsElsewhere() async throws {
    let (folder, dispatcher) = try fake([
      "lambda invoke":
        "echo \"$*\" | grep -q boom && { echo '{\"errorType\":\"E\",\"errorMessage\":\"m\"}' > \"$last\"; echo '{\"StatusCode\":200,\"FunctionError\":\"Unhandled\"}'; exit 0; }; echo \"$*\" | grep -q gone && { echo 'An error occurred (ResourceNotFoundException) when calling the Invoke operation: Function not found' >&2; exit 254; }; echo '{\"n\":1}' > \"$last\"; echo '{\"StatusCode\":200}'"
    ])
    defer { withExtendedLifetime(folder) {} }
    let arn = "arn:aws:lambda:eu-west-1:210987654321:function:f"
    let direct = await answer(dispatcher, arn, ["x": 1])
    #expect(direct.hasPrefix(#"= {"n":1}"#))
    #expect(
      await answer(dispatcher, arn, ["x": "boom"]).hasPrefix(
        #"! E: {"errorType":"E","errorMessage":"m"}"#))
    let optimized = await answer(
      dispatcher, "lambda:invoke", ["FunctionName": "f", "Payload": ["x": 1]])
    #expect(optimized.contains(#""Payload":{"n":1}"#))
    let gone = await answer(
      dispatcher, "lambda:invoke", ["FunctionName": "f", "Payload": ["x": "gone"]])
    #expect(gone.hasPrefix("! Lambda.ResourceNotFoundException: "))
  }

  @Test func namesErrorsAsJavaDoes() async throws {
    func failing(_ code: String, _ note: String = "") -> String {
      "echo 'An error occurred (\(code)) when calling the X operation\(note): it: failed' >&2; exit 254"
    }
    let (folder, dispatcher) = try fake([
      "rds describe-db-clusters": failing("DBClusterNotFoundFault"),
      "rds stop-db-cluster": failing("AccessDenied", " (reached max retries: 2)"),
      "s3api head-object": failing("404"),
      "s3api put-object": failing("NoSuchBucket"),
      "s3api get-bucket-acl": failing("MethodNotAllowed"),
      "textract detect-document-text": failing("InvalidS3ObjectException"),
      "textract analyze-document": "echo 'Unable to locate credentials.' >&2; exit 253",
      "textract analyze-id": "echo nonsense",
      "textract analyze-expense":
        "printf '\\nParameter validation failed:\\nUnknown parameter\\n' >&2; exit 252",
    ])
    defer { withExtendedLifetime(folder) {} }
    for (arn, expected) in [
      ("aws-sdk:rds:describeDBClusters", "! Rds.DbClusterNotFoundException: it: failed"),
      ("aws-sdk:rds:stopDBCluster", "! Rds.RdsException: it: failed"),
      ("aws-sdk:s3:headObject", "! S3.NoSuchKeyException: it: failed"),
      ("aws-sdk:s3:putObject", "! S3.NoSuchBucketException: it: failed"),
      ("aws-sdk:s3:getBucketAcl", "! S3.S3Exception: it: failed"),
      ("aws-sdk:textract:detectDocumentText", "! Textract.InvalidS3ObjectException: it: failed"),
      (
        "aws-sdk:textract:analyzeDocument",
        "! Textract.SdkClientException: Unable to locate credentials."
      ),
      (
        "aws-sdk:textract:analyzeExpense",
        "! States.Runtime: Parameter validation failed: Unknown parameter"
      ),
      ("aws-sdk:textract:nope", "! Textract.SdkClientException: argument command: Invalid choice"),
    ] {
      #expect(await answer(dispatcher, arn, [:]) == expected)
    }
    #expect(
      await answer(dispatcher, "aws-sdk:textract:analyzeID", [:]).contains(
        "answered what is no JSON"))
  }

  @Test func waitsForJobs() async throws {
    let (folder, dispatcher) = try fake([
      "batch submit-job skeleton": "echo '{\"jobName\":\"\",\"jobQueue\":\"\"}'",
      "batch submit-job": "echo '{\"jobId\":\"j1\",\"jobName\":\"n\"}'",
      "batch describe-jobs skeleton": "echo '{\"jobs\":[\"\"]}'",
      "batch describe-jobs":
        "n=$(cat $here/count 2>/dev/null); echo $((n+1)) > $here/count; [ \"$n\" = 1 ] && s=SUCCEEDED || s=RUNNING; echo \"{\\\"jobs\\\":[{\\\"jobId\\\":\\\"j1\\\",\\\"status\\\":\\\"$s\\\",\\\"tags\\\":{\\\"a\\\":1}}]}\"",
      "ecs run-task": "echo '{\"tasks\":[{\"taskArn\":\"t\"}]}'",
      "ecs describe-tasks":
        "echo '{\"tasks\":[{\"lastStatus\":\"STOPPED\",\"containers\":[{\"exitCode\":3}]}]}'",
      "glue start-job-run": "echo '{\"JobRunId\":\"r\"}'",
      "glue get-job-run":
        "echo '{\"JobRun\":{\"Id\":\"r\",\"JobRunState\":\"SUCCEEDED\",\"StartedOn\":1795245658.5}}'",
    ])
    defer { withExtendedLifetime(folder) {} }
    let submitted = Reports()
    let answered = await dispatcher.perform(
      request("batch:submitJob.sync", ["JobName": "n", "JobQueue": "q"]), progress: submitted.take)
    #expect(line(answered) == #"= {"JobId":"j1","Status":"SUCCEEDED","Tags":{"a":1}}"#)
    #expect(
      submitted.submitted.first?.contains(#""JobId":"j1","JobName":"n","SdkHttpMetadata""#) ?? false
    )
    #expect(calls(folder).contains(#"{"jobs":["j1"]}"#))
    #expect(
      await answer(dispatcher, "ecs:runTask.sync", ["Cluster": "c", "TaskDefinition": "d"])
        == #"! States.TaskFailed: {"LastStatus":"STOPPED","Containers":[{"ExitCode":3}]}"#)
    #expect(
      await answer(dispatcher, "glue:startJobRun.sync", ["JobName": "j"])
        == #"= {"Id":"r","JobRunState":"SUCCEEDED","StartedOn":1795245658500}"#)
    let unknown = await dispatcher.perform(request("batch:other.sync", [:], state: "S")) { _ in }
    guard case .unavailable(_, let hint) = unknown else {
      Issue.record("\(line(unknown))")
      return
    }
    #expect(
      hint == "add \"S\" to StateMachines.machine.TestCases.HappyPath in "
        + "\(folder.path)/MockConfigFile.json")
  }

  @Test func tellsAMissingProgram() async throws {
    let folder = try Folder()
    var workspace = Workspace(folder: folder.path)
    workspace.services["kms"] = ServiceConfiguration(
      backend: .aws, program: "no-such-aws-command-line")
    let dispatcher = Dispatcher(
      workspace: workspace, services: try EmbeddedServices(workspace: workspace, inMemory: true),
      functions: Functions(workspace: workspace))
    let told = await answer(dispatcher, "aws-sdk:kms:encrypt", [:])
    #expect(
      told.hasPrefix(
        "! Kms.SdkClientException: the AWS CLI is wanted, but there is no program "
          + "`no-such-aws-command-line`: install it"))
  }

  @Test func endsASlowProgram() async throws {
    let (folder, dispatcher) = try fake(["kms encrypt": "exec sleep 20"])
    defer { withExtendedLifetime(folder) {} }
    var slow = request("aws-sdk:kms:encrypt", [:])
    slow.timeoutSeconds = 1
    #expect(
      line(await dispatcher.perform(slow) { _ in }).contains("did not answer within 1 s"))
  }

  @Test func namesCommandsAndMembers() {
    for (name, expected) in [
      ("describeDBClusters", "describe-db-clusters"), ("listObjectsV2", "list-objects-v2"),
      ("getEC2Recommendations", "get-ec2-recommendations"),
      ("listHostedZonesByVPC", "list-hosted-zones-by-vpc"), ("associateVPCs", "associate-vpcs"),
      ("createStorediSCSIVolume", "create-stored-iscsi-volume"), ("KeyId", "key-id"),
    ] { #expect(ServiceNames.command(name) == expected) }
    for (name, expected) in [
      ("dbInstanceARN", "DbInstanceARN"), ("ChecksumCRC32", "ChecksumCRC32"), ("ARN", "Arn"),
      ("DBInstanceIdentifier", "DbInstanceIdentifier"),
      ("ETag", "ETag"), ("BOOL", "Bool"), ("SS", "Ss"), ("s3Key", "S3Key"),
      ("SSEKMSKeyId", "SsekmsKeyId"), ("VpcId", "VpcId"), ("taskArn", "TaskArn"),
      ("MD5OfBody", "Md5OfBody"),
    ] { #expect(ServiceNames.sdkMember(name) == expected) }
    #expect(ServiceNames.sdkClass("DBInstanceNotFound") == "DbInstanceNotFound")
    for (service, prefix, command) in [
      ("aws-sdk:cognitoidentityprovider", "CognitoIdentityProvider", "cognito-idp"),
      ("aws-sdk:config", "Config", "configservice"), ("aws-sdk:sfn", "Sfn", "stepfunctions"),
      ("aws-sdk:s3", "S3", "s3api"), ("aws-sdk:sts", "Sts", "sts"),
      ("aws-sdk:elasticloadbalancingv2", "ElasticLoadBalancingV2", "elbv2"),
      ("aws-sdk:acmpca", "AcmPca", "acm-pca"), ("ecs", "ECS", "ecs"),
    ] {
      #expect(ServiceNames.prefix(service) == prefix)
      #expect(ServiceNames.cli(service, "x") == command)
    }
  }
}
