import Engine
import Foundation
import JSON
import Testing

@testable import Services

@Suite struct LambdaTests {
  static let python = """
    import os, sys, time
    count = 0
    class OutOfLuck(Exception):
        pass
    def handler(event, context):
        global count
        count += 1
        do = event.get("do") if isinstance(event, dict) else None
        if do == "raise":
            raise OutOfLuck("no luck, ☂")
        if do == "exit":
            sys.exit(3)
        if do == "die":
            os.kill(os.getpid(), 9)
        if do == "hang":
            while True: time.sleep(1)
        if do == "print":
            print("to stdout"); print("to stderr", file=sys.stderr); sys.stdout.write("no end")
        if do == "flood":
            for i in range(20000): print("x" * 100)
        if do == "big":
            return "a" * 300000
        if do == "bytes":
            return b'{"raw":  true}'
        if do == "garbage":
            return {1, 2}
        if do == "count":
            return count
        if do == "context":
            return [context.function_name, context.invoked_function_arn, 0 < context.get_remaining_time_in_millis() <= 2000, len(context.aws_request_id)]
        return event
    """

  static let node = """
    exports.handler = async (event, context) => {
      if (event.do === 'raise') { class OutOfLuck extends Error { constructor(m) { super(m); this.name = 'OutOfLuck'; } } throw new OutOfLuck('no luck'); }
      if (event.do === 'exit') process.exit(4);
      if (event.do === 'print') console.log('to stdout');
      return { event, name: context.functionName };
    };
    exports.callback = (event, context, done) => setTimeout(() => done(null, 'later'), 5);
    """

  let folder: Folder
  let functions: Functions
  let dispatcher: Dispatcher

  init() throws {
    folder = try Folder([
      "f.py": Self.python, "g.js": Self.node, "broken.py": "def handler(:\n",
      "lost.py": "import nowhere_at_all\n", "none.py": "x = 1\n",
    ])
    var workspace = Workspace(folder: folder.path)
    func add(_ name: String, _ handler: String, _ runtime: FunctionConfiguration.Runtime) {
      workspace.functions[name] = FunctionConfiguration(
        name: name, handler: handler, runtime: runtime, timeout: name == "f" ? 2 : 60)
    }
    add("f", "f.py:handler", .python)
    add("fast", "f.handler", .python)
    add("g", "g.js", .node)
    add("later", "g.js:callback", .node)
    add("broken", "broken.py", .python)
    add("lost", "lost.py", .python)
    add("none", "none.py:handle", .python)
    add("absent", "absent", .provided)
    functions = Functions(workspace: workspace)
    dispatcher = Dispatcher(
      workspace: workspace, services: try EmbeddedServices(workspace: workspace, inMemory: true),
      functions: functions)
  }

  func call(_ function: String, _ event: Value, _ reports: Reports = Reports()) async -> String {
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:\(function)"
    let answer = await dispatcher.perform(request(arn, event)) { reports.take($0) }
    let uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/
    return line(answer).replacing(uuid, with: "ID").replacing(folder.path, with: "/w")
  }

  @Test func answersAndFailsAsLambdaDoes() async throws {
    let cases: [(String, Value, String)] = [
      ("f", ["a": 1], #"= {"a": 1}"#),
      (
        "f", ["do": "raise"],
        #"! OutOfLuck: {"errorMessage": "no luck, ☂", "errorType": "OutOfLuck", "requestId": "ID", "#
          + #""stackTrace": ["  File \"/w/f.py\", line 10, in handler\n    raise OutOfLuck(\"no luck, ☂\")\n"]}"#
      ),
      (
        "f", ["do": "exit"],
        #"! Runtime.ExitError: {"errorType":"Runtime.ExitError","errorMessage":"RequestId: ID Error: Runtime exited with error: exit status 3"}"#
      ),
      (
        "f", ["do": "die"],
        #"! Runtime.ExitError: {"errorType":"Runtime.ExitError","errorMessage":"RequestId: ID Error: Runtime exited with error: signal: killed"}"#
      ),
      (
        "f", ["do": "hang"],
        #"! Sandbox.Timedout: {"errorType":"Sandbox.Timedout","errorMessage":"RequestId: ID Error: Task timed out after 2.00 seconds"}"#
      ),
      ("f", ["do": "bytes"], #"= {"raw":  true}"#),
      (
        "f", ["do": "garbage"],
        #"! Runtime.MarshalError: {"errorMessage": "Unable to marshal response: Object of type set is not JSON serializable", "errorType": "Runtime.MarshalError", "requestId": "ID", "stackTrace": []}"#
      ),
      (
        "f", ["do": "big"],
        "! States.DataLimitExceeded: The state/task 'arn:aws:lambda:us-east-1:123456789012:function:f' returned a result with a size exceeding the maximum number of bytes service limit."
      ),
      (
        "f", ["do": "context"],
        #"= ["f", "arn:aws:lambda:us-east-1:123456789012:function:f", true, 36]"#
      ),
      ("fast", [1], "= [1]"),
      ("g", ["a": 1], #"= {"event":{"a":1},"name":"g"}"#),
      (
        "g", ["do": "exit"],
        #"! Runtime.ExitError: {"errorType":"Runtime.ExitError","errorMessage":"RequestId: ID Error: Runtime exited with error: exit status 4"}"#
      ),
      ("later", [:], #"= "later""#),
      (
        "lost", [:],
        #"! Runtime.ImportModuleError: {"errorMessage": "Unable to import module 'lost': No module named 'nowhere_at_all'", "errorType": "Runtime.ImportModuleError", "requestId": "ID", "stackTrace": []}"#
      ),
      (
        "none", [:],
        #"! Runtime.HandlerNotFound: {"errorMessage": "Handler 'handle' missing on module 'none'", "errorType": "Runtime.HandlerNotFound", "requestId": "ID", "stackTrace": []}"#
      ),
      (
        "nosuch", [:],
        "? Lambda.ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:123456789012:function:nosuch:$LATEST (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: ID; Proxy: null)"
      ),
    ]
    for (function, event, expected) in cases {
      #expect(await call(function, event) == expected, "\(function) \(event.text)")
    }
    #expect(await call("broken", [:]).hasPrefix("! Runtime.UserCodeSyntaxError: "))
    #expect(
      await call("g", ["do": "raise"]).hasPrefix(
        #"! OutOfLuck: {"errorType":"OutOfLuck","errorMessage":"no luck","trace":["OutOfLuck: no luck""#
      ))
    #expect(await call("absent", [:]).contains("Runtime.ExitError"))
    await functions.shutDown()
  }

  @Test func keepsOutputApart() async throws {
    let reports = Reports()
    #expect(await call("f", ["do": "print"], reports) == #"= {"do": "print"}"#)
    #expect(reports.all.sorted() == ["err to stderr", "out no end", "out to stdout"])
    let flood = Reports()
    #expect(await call("fast", ["do": "flood"], flood) == #"= {"do": "flood"}"#)
    #expect(flood.all.count == LineCutter.linesLimit)
    await functions.shutDown()
  }

  @Test func staysWarmAndReloads() async throws {
    #expect(await call("f", ["do": "count"]) == "= 1")
    #expect(await call("f", ["do": "count"]) == "= 2")
    try folder.write("f.py", "def handler(event, context):\n    return 'new'\n")
    #expect(await call("f", ["do": "count"]) == #"= "new""#)
    await functions.shutDown()
  }

  @Test func runsSideBySide() async throws {
    try folder.write(
      "slow.py", "import time\ndef handler(e, c):\n    time.sleep(0.5)\n    return e\n")
    var workspace = Workspace(folder: folder.path)
    workspace.functions["slow"] = FunctionConfiguration(
      name: "slow", handler: "slow.py", runtime: .python, concurrency: 2)
    let functions = Functions(workspace: workspace)
    let tasks = LambdaTasks(workspace: workspace, functions: functions)
    let function = try #require(workspace.functions["slow"])
    let answers = await withTaskGroup(of: String.self) { group in
      for number in 0..<4 {
        group.addTask {
          switch await tasks.invoke(function: function, event: "\(number)", { _ in }) {
          case .answered(let text): text
          case .failed(let text): "failed " + text
          }
        }
      }
      var answers: [String] = []
      for await answer in group { answers.append(answer) }
      return answers.sorted()
    }
    #expect(answers == ["0", "1", "2", "3"])
    await functions.shutDown()
  }

  @Test func cancelledCallsEnd() async throws {
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:fast"
    let call = Task { await dispatcher.perform(request(arn, ["do": "hang"])) { _ in } }
    try await Task.sleep(for: .milliseconds(300))
    let start = ContinuousClock.now
    call.cancel()
    _ = await call.value
    #expect(ContinuousClock.now - start < .seconds(20), "its own limit is 60 s")
    await functions.shutDown()
  }

  @Test func invokeHasAWSsShape() async throws {
    let answer = await dispatcher.perform(
      request("lambda:invoke", ["FunctionName": "f", "Payload": ["x": [1, 2]]])
    ) { _ in }
    guard case .succeeded(let payload) = answer else { throw TestFault("\(line(answer))") }
    #expect(
      payload.value.object?.names == [
        "ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode",
      ])
    #expect(payload.value["Payload"] == ["x": [1, 2]])
    #expect(
      payload.value["SdkHttpMetadata"]?["HttpHeaders"]?.object?.names == [
        "Connection", "Content-Length", "Content-Type", "Date", "X-Amz-Executed-Version",
        "x-amzn-Remapped-Content-Length", "x-amzn-RequestId", "X-Amzn-Trace-Id",
      ])
    let failed = await dispatcher.perform(
      request("lambda:invoke", ["FunctionName": "f", "Payload": ["do": "raise"]])
    ) { _ in }
    #expect(line(failed).hasPrefix(#"! OutOfLuck: {"errorMessage":"no luck, ☂","errorType":"#))
    let token = await dispatcher.perform(
      request("lambda:invoke.waitForTaskToken", ["FunctionName": "f", "Payload": [:]])
    ) { _ in }
    #expect(line(token).hasPrefix(#"> {"ExecutedVersion":"$LATEST","Payload":{},"#))
    await functions.shutDown()
  }

  @Test func providedRuntimesSpeakTheRuntimeAPI() async throws {
    try folder.write(
      "bootstrap",
      """
      #!/usr/bin/env python3
      import http.client, json, os
      api = os.environ["AWS_LAMBDA_RUNTIME_API"]
      print("starting")
      while True:
          c = http.client.HTTPConnection(api)
          c.request("GET", "/2018-06-01/runtime/invocation/next")
          r = c.getresponse(); event = json.loads(r.read()); id = r.headers["Lambda-Runtime-Aws-Request-Id"]
          if event == "exit": os._exit(9)
          path = "error" if event == "fail" else "response"
          body = {"errorType": "Oops", "errorMessage": "oh"} if event == "fail" else [event, r.headers["Lambda-Runtime-Invoked-Function-Arn"]]
          c.request("POST", f"/2018-06-01/runtime/invocation/{id}/{path}", json.dumps(body)); c.getresponse().read()
      """)
    #expect(chmod(folder.path + "/bootstrap", 0o755) == 0)
    var workspace = Workspace(folder: folder.path)
    workspace.functions["p"] = FunctionConfiguration(
      name: "p", handler: "bootstrap", runtime: .provided, timeout: 5)
    let functions = Functions(workspace: workspace)
    let dispatcher = Dispatcher(
      workspace: workspace, services: try EmbeddedServices(workspace: workspace, inMemory: true),
      functions: functions)
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:p"
    for (event, expected) in [
      ("hello", #"= ["hello", "arn:aws:lambda:us-east-1:123456789012:function:p"]"#),
      ("fail", #"! Oops: {"errorType": "Oops", "errorMessage": "oh"}"#),
      ("again", #"= ["again", "arn:aws:lambda:us-east-1:123456789012:function:p"]"#),
    ] {
      #expect(line(await dispatcher.perform(request(arn, .string(event))) { _ in }) == expected)
    }
    let gone = line(await dispatcher.perform(request(arn, "exit")) { _ in })
    #expect(gone.contains("Runtime exited with error: exit status 9"))
    await functions.shutDown()
  }
}

struct TestFault: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
