import Engine
import Foundation
import JSON
import Synchronization
import Testing

@testable import Services

/// Functions and what is around them: modules, their environment, and the services that they reach.
@Suite struct FunctionTests {
  static let files = [
    "app/main.py": """
    import json, os, urllib.error, urllib.request
    from helper import word
    from shared.text import more
    def call(target, body, **headers):
        request = urllib.request.Request(os.environ["AWS_ENDPOINT_URL"] + "/", json.dumps(body).encode(),
            {"X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.0", **headers})
        try:
            return json.load(urllib.request.urlopen(request))
        except urllib.error.HTTPError as error:
            return [error.code, json.load(error)["message"]]
    def handler(event, context):
        do = event["do"]
        if do == "put":
            return call("DynamoDB_20120810.PutItem", {"TableName": "tab", "Item": {"id": {"S": "a"}, "n": {"N": "1"}}})
        if do == "token":
            return call("AWSStepFunctions.SendTaskSuccess", {"taskToken": "tok", "output": "1"})
        if do == "refused":
            return [call("AWSStepFunctions.Nope", {})[0], call("DynamoDB_20120810.PutItem", {}, Host="evil.example")[0],
                    call("DynamoDB_20120810.PutItem", {}, Origin="https://evil.example")[0], call("Other.Thing", {})[0]]
        if do == "environment":
            return [os.environ[n] for n in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_LAMBDA_FUNCTION_NAME", "STAGE", "AWS_ACCESS_KEY_ID", "_HANDLER")] \\
                + [os.path.basename(os.environ["LAMBDA_TASK_ROOT"]), context.log_group_name, context.log_stream_name == os.environ["AWS_LAMBDA_LOG_STREAM_NAME"], context.memory_limit_in_mb]
        return word + more
    """,
    "app/helper.py": "word = 'imp'\n", "app/shared/__init__.py": "",
    "app/shared/text.py": "more = 'orted'\n",
    "esm.mjs": """
    import { readFileSync } from 'node:fs';
    import { word } from './word.mjs';
    const loaded = await Promise.resolve(word);
    export const handler = async (event, context) => {
      if (event.do === 'fail') throw new TypeError('no');
      if (event.do === 'reject') return Promise.reject('text');
      return [loaded, context.getRemainingTimeInMillis() > 0, context.awsRequestId.length, typeof readFileSync];
    };
    """,
    "word.mjs": "export const word = 'esm';\n",
    "noload.mjs": "throw new RangeError('not today');\nexport const handler = () => 1;\n",
    "bad.py": "raise KeyError('at load')\n",
    "initfails": """
    #!/usr/bin/env python3
    import http.client, json, os
    c = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    c.request("POST", "/2018-06-01/runtime/init/error", json.dumps({"errorType": "Runtime.NoConfig", "errorMessage": "no config"}))
    c.getresponse().read()
    os._exit(1)
    """,
    "silent": "#!/bin/sh\nexit 0\n",
  ]

  /// Notes what is called.
  private final class Executions: ExecutionService {
    let calls = Mutex<[String]>([])

    func call(
      action: String, parameters: Object, caller: Identity?
    ) async throws(ServiceError) -> Object {
      calls.withLock { $0.append("\(action) \(Value.object(parameters).text)") }
      guard action.hasPrefix("S") else { throw ServiceError("UnknownOperation", "no \(action)") }
      return Object()
    }

    func end(ofExecution arn: String) async throws(ServiceError) -> Object { Object() }
  }

  @Test func reachServicesAndModules() async throws {
    let folder = try Folder(Self.files)
    for name in ["initfails", "silent"] { #expect(chmod(folder.path + "/" + name, 0o755) == 0) }
    var workspace = Workspace(folder: folder.path)
    workspace.region = "eu-west-1"
    func add(_ name: String, _ handler: String, _ runtime: FunctionConfiguration.Runtime) {
      workspace.functions[name] = FunctionConfiguration(
        name: name, handler: handler, runtime: runtime, timeout: 20, environment: ["STAGE": "test"])
    }
    add("main", "app/main.py:handler", .python)
    add("esm", "esm.mjs", .node)
    add("noload", "noload.mjs", .node)
    add("bad", "bad.py", .python)
    add("initfails", "initfails", .provided)
    add("silent", "silent", .provided)
    let services = try EmbeddedServices(workspace: workspace, inMemory: true)
    let functions = Functions(workspace: workspace)
    let executions = Executions()
    let dispatcher = Dispatcher(workspace: workspace, services: services, functions: functions)
      .with(executions: executions)
    func call(_ function: String, _ event: Value) async -> String {
      let arn = "arn:aws:lambda:eu-west-1:123456789012:function:\(function)"
      return line(await dispatcher.perform(request(arn, event)) { _ in })
    }
    _ = try services.call(
      service: "dynamodb", operation: "CreateTable",
      parameters: [
        "TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [["AttributeName": "id", "KeyType": "HASH"]],
        "AttributeDefinitions": [["AttributeName": "id", "AttributeType": "S"]],
      ])
    #expect(await call("main", ["do": "imports"]) == #"= "imported""#)
    #expect(await call("main", ["do": "put"]) == "= {}")
    let item = try services.call(
      service: "dynamodb", operation: "GetItem",
      parameters: ["TableName": "tab", "Key": ["id": ["S": "a"]]])
    #expect(item["Item"]?["n"] == ["N": "1"], "the function's table is the workflow's")
    #expect(await call("main", ["do": "token"]) == "= {}")
    #expect(
      executions.calls.withLock { $0 } == [#"SendTaskSuccess {"taskToken":"tok","output":"1"}"#])
    #expect(await call("main", ["do": "refused"]) == "= [400, 403, 403, 404]")
    #expect(
      await call("main", ["do": "environment"])
        == #"= ["eu-west-1", "eu-west-1", "main", "test", "test", "app/main.py:handler", "app", "/aws/lambda/main", true, "128"]"#
    )
    #expect(await call("esm", [:]) == #"= ["esm",true,36,"function"]"#)
    #expect(
      await call("esm", ["do": "fail"]).hasPrefix(
        #"! TypeError: {"errorType":"TypeError","errorMessage":"no","trace":["TypeError: no","#))
    #expect(
      await call("esm", ["do": "reject"])
        == #"! string: {"errorType":"string","errorMessage":"text","trace":[]}"#)
    #expect(
      await call("noload", [:]).hasPrefix(
        #"! RangeError: {"errorType":"RangeError","errorMessage":"not today""#))
    #expect(await call("bad", [:]).hasPrefix(#"! KeyError: {"errorMessage": "'at load'""#))
    #expect(
      await call("initfails", [:])
        == #"! Runtime.NoConfig: {"errorType": "Runtime.NoConfig", "errorMessage": "no config"}"#)
    #expect(await call("silent", [:]).hasPrefix("! Runtime.ExitError: "))
    await functions.shutDown()
  }
}

/// What topics and buses hand on.
@Suite struct DeliveryTests {
  private final class Inbox: Sendable {
    let events = Mutex<[String]>([])
    func take(_ event: ForwardedEvent) {
      events.withLock {
        switch event {
        case .function(let arn, let event): $0.append("function \(arn) \(event)")
        case .stateMachine(let arn, let input): $0.append("machine \(arn) \(input)")
        }
      }
    }
  }

  private let services: EmbeddedServices
  private let inbox = Inbox()
  private let folder: Folder

  init() throws {
    folder = try Folder()
    services = try EmbeddedServices(workspace: Workspace(folder: folder.path), inMemory: true)
    let inbox = inbox
    services.connect { inbox.take($0) }
  }

  @discardableResult
  private func call(_ service: String, _ operation: String, _ parameters: Object) throws -> Object {
    try services.call(service: service, operation: operation, parameters: parameters)
  }

  private func bodies(_ queue: String) throws -> [String] {
    let result = try call(
      "sqs", "ReceiveMessage",
      ["QueueUrl": .string(queue), "MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"]])
    return (result["Messages"]?.array ?? []).compactMap { $0["Body"]?.string }
  }

  @Test func topicsReachQueuesAndFunctions() throws {
    let topic = try #require(try call("sns", "CreateTopic", ["Name": "t"])["TopicArn"])
    for (queue, attributes) in [
      ("raw", ["RawMessageDelivery": "true"]), ("wrapped", [:]),
      ("filtered", ["FilterPolicy": #"{"kind":["a",{"prefix":"b-"}],"n":[{"numeric":[">",5]}]}"#]),
      (
        "body",
        [
          "RawMessageDelivery": "true", "FilterPolicyScope": "MessageBody",
          "FilterPolicy": #"{"order":{"ip":[{"cidr":"10.0.0.0/24"}]}}"#,
        ]
      ),
    ] as [(String, Object)] {
      try call("sqs", "CreateQueue", ["QueueName": .string(queue)])
      try call(
        "sns", "Subscribe",
        [
          "TopicArn": topic, "Protocol": "sqs",
          "Endpoint": .string("arn:aws:sqs:us-east-1:123456789012:\(queue)"),
          "Attributes": .object(attributes),
        ])
    }
    try call(
      "sns", "Subscribe",
      ["TopicArn": topic, "Protocol": "lambda", "Endpoint": "arn:aws:lambda:::function:f"])
    func publish(_ message: String, _ attributes: Object = Object()) throws {
      try call(
        "sns", "Publish",
        [
          "TopicArn": topic, "Message": .string(message), "Subject": "s",
          "MessageAttributes": .object(attributes),
        ])
    }
    try publish(
      "one",
      [
        "kind": ["DataType": "String", "StringValue": "b-1"],
        "n": ["DataType": "Number", "StringValue": "6"],
      ])
    try publish(
      "two",
      [
        "kind": ["DataType": "String", "StringValue": "a"],
        "n": ["DataType": "Number", "StringValue": "5"],
      ])
    try publish(#"{"order":{"ip":"10.0.0.77"}}"#)
    try publish(#"{"order":{"ip":"10.0.1.77"}}"#)
    #expect(try bodies("raw").prefix(2) == ["one", "two"])
    let wrapped = try bodies("wrapped").compactMap { try? Value(parsing: $0) }
    #expect(wrapped.map { $0["Message"]?.string }.prefix(2) == ["one", "two"])
    #expect(wrapped.first?["Type"] == "Notification" && wrapped.first?["Subject"] == "s")
    #expect(wrapped.first?["MessageAttributes"]?["kind"] == ["Type": "String", "Value": "b-1"])
    #expect(
      try bodies("filtered").compactMap { try Value(parsing: $0)["Message"]?.string } == ["one"])
    #expect(try bodies("body") == [#"{"order":{"ip":"10.0.0.77"}}"#])
    let events = inbox.events.withLock { $0 }
    #expect(events.count == 4)
    let event = try Value(parsing: String(events[0].drop { $0 != "{" }))
    #expect(event["Records"]?.array?.first?["Sns"]?["Message"] == "one")
    #expect(event["Records"]?.array?.first?["EventSource"] == "aws:sns")
  }

  @Test func fifoTopicsDeliverOnce() throws {
    let topic = try #require(
      try call(
        "sns", "CreateTopic",
        [
          "Name": "t.fifo",
          "Attributes": ["FifoTopic": "true", "ContentBasedDeduplication": "true"],
        ]
      )["TopicArn"])
    try call("sqs", "CreateQueue", ["QueueName": "q.fifo", "Attributes": ["FifoQueue": "true"]])
    try call(
      "sns", "Subscribe",
      [
        "TopicArn": topic, "Protocol": "sqs",
        "Endpoint": "arn:aws:sqs:us-east-1:123456789012:q.fifo",
        "Attributes": ["RawMessageDelivery": "true"],
      ])
    for message in ["one", "one", "two"] {
      try call(
        "sns", "Publish",
        ["TopicArn": topic, "Message": .string(message), "MessageGroupId": "g"])
    }
    #expect(try bodies("q.fifo") == ["one", "two"])
  }

  @Test func rulesReachTheirTargets() throws {
    try call("sqs", "CreateQueue", ["QueueName": "q"])
    try call("events", "CreateEventBus", ["Name": "mine"])
    func rule(_ name: String, _ pattern: String, _ target: Object, bus: String = "default") throws {
      try call(
        "events", "PutRule",
        ["Name": .string(name), "EventPattern": .string(pattern), "EventBusName": .string(bus)])
      var target = target
      target["Id"] = "1"
      try call(
        "events", "PutTargets",
        ["Rule": .string(name), "EventBusName": .string(bus), "Targets": [.object(target)]])
    }
    let queue: Value = "arn:aws:sqs:us-east-1:123456789012:q"
    try rule(
      "template", #"{"source":["shop"],"detail":{"total":[{"numeric":[">=",10]}]}}"#,
      [
        "Arn": queue,
        "InputTransformer": [
          "InputPathsMap": ["id": "$.detail.id", "kind": "$.detail-type"],
          "InputTemplate": #"{"order": "<id>", "text": "a <kind> order"}"#,
        ],
      ])
    try rule(
      "function", #"{"detail-type":[{"anything-but":["closed"]}]}"#,
      ["Arn": "arn:aws:lambda:us-east-1:123456789012:function:f", "InputPath": "$.detail"])
    try rule(
      "machine", #"{"detail":{"id":[{"exists":true}]}}"#,
      ["Arn": "arn:aws:states:us-east-1:123456789012:stateMachine:m", "Input": #"{"fixed":1}"#])
    try rule(
      "onward", #"{"source":["shop"]}"#,
      ["Arn": "arn:aws:events:us-east-1:123456789012:event-bus/mine"])
    try rule(
      "other", #"{"source":["shop"]}"#,
      ["Arn": "arn:aws:lambda:us-east-1:123456789012:function:g", "InputPath": "$.source"],
      bus: "mine")
    try rule("never", #"{"source":["else"]}"#, ["Arn": queue])
    let put = try call(
      "events", "PutEvents",
      [
        "Entries": [
          ["Source": "shop", "DetailType": "new", "Detail": #"{"id":"o-1","total":12}"#],
          ["Source": "shop", "DetailType": "closed", "Detail": #"{"total":2}"#],
          ["Source": "shop", "Detail": "no JSON", "DetailType": "x"],
        ]
      ])
    #expect(put["FailedEntryCount"] == 1)
    #expect(put["Entries"]?.array?[2]["ErrorCode"] == "MalformedDetail")
    #expect(try bodies("q") == [#"{"order": "o-1", "text": "a new order"}"#])
    #expect(
      inbox.events.withLock { $0.sorted() } == [
        #"function arn:aws:lambda:us-east-1:123456789012:function:f {"id":"o-1","total":12}"#,
        #"function arn:aws:lambda:us-east-1:123456789012:function:g "shop""#,
        #"function arn:aws:lambda:us-east-1:123456789012:function:g "shop""#,
        #"machine arn:aws:states:us-east-1:123456789012:stateMachine:m {"fixed":1}"#,
      ])
  }
}
