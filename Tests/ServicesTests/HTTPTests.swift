import Engine
import Foundation
import Glibc
import JSON
import Testing

@testable import Services

@Suite struct HTTPTests {
  static let server = """
    import http.server, json, sys, time
    class H(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            if "slow" in self.path: time.sleep(5)
            status = 404 if "missing" in self.path else 200
            if self.path.startswith("/token"):
                global tokens
                tokens += 1
                out = json.dumps({"access_token": "t%d" % tokens, "expires_in": 3600, "asked": body} if "refused" not in self.path else {"error": "no", "hint": "cl1ent"}).encode()
                seen.append(body)
            elif self.path.startswith("/seen"): out = json.dumps(seen).encode()
            else: out = json.dumps({"path": self.path, "body": body, "key": self.headers.get("X-Key"), "authorization": self.headers.get("Authorization"), "extra": self.headers.get("X-Extra"), "type": self.headers.get("Content-Type")}).encode()
            self.send_response(status); self.send_header("Content-Type", "application/json"); self.send_header("X-Two", "a"); self.send_header("X-Two", "b")
            self.send_header("Content-Length", str(len(out))); self.end_headers(); self.wfile.write(out)
        do_GET = do_POST
        def log_message(self, *a): pass
    tokens = 0; seen = []
    s = http.server.ThreadingHTTPServer(("127.0.0.1", 0), H)
    print(s.server_port, flush=True)
    s.serve_forever()
    """

  @Test func callsOutAndTellsFailures() async throws {
    let folder = try Folder(["server.py": Self.server])
    let process = try ChildProcess.start(
      ["python3", "-u", "server.py"], environment: ["PATH": "/usr/bin:/bin:/usr/local/bin"],
      folder: folder.path
    ).get()
    defer {
      process.kill()
      _ = process.reap()
    }
    var port = ""
    for _ in 0..<500 where !port.hasSuffix("\n") {
      try await Task.sleep(for: .milliseconds(20))
      port += Self.read(process.output)
    }
    let base = "http://127.0.0.1:" + port.split(separator: "\n")[0]
    var workspace = Workspace(folder: folder.path)
    workspace.connections["c"] = ConnectionConfiguration(
      name: "c", authorization: .apiKey(name: "X-Key", value: "s3cret"))
    workspace.connections["b"] = ConnectionConfiguration(
      name: "b", authorization: .basic(user: "u", password: "pä"), headers: ["X-Extra": "e"],
      query: ["q": "1"], body: ["added": true])
    for (name, path) in [("o", "/token"), ("refused", "/token/refused")] {
      workspace.connections[name] = ConnectionConfiguration(
        name: name,
        authorization: .oauth(
          endpoint: base + path, method: "POST", clientID: "id", clientSecret: "cl1ent",
          body: ["scope": "a b"]))
    }
    workspace.services["apigateway"] = ServiceConfiguration(
      backend: .http, routes: ["abc123": base])
    let dispatcher = Dispatcher(
      workspace: workspace, services: try EmbeddedServices(workspace: workspace, inMemory: true),
      functions: Functions(workspace: workspace))
    func call(_ resource: String, _ arguments: Value, timeout: Int? = nil) async -> TaskAnswer {
      var asked = request(resource, arguments)
      asked.timeoutSeconds = timeout
      return await dispatcher.perform(asked) { _ in }
    }
    let connection: Value = [
      "ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/c/1"
    ]
    let posted = await call(
      "http:invoke",
      [
        "ApiEndpoint": .string(base + "/p"), "Method": "POST", "Authentication": connection,
        "QueryParameters": ["a": "x y", "b": ["1", "2"]], "RequestBody": ["é": "\"\n"],
      ])
    guard case .succeeded(let payload) = posted else { throw TestFault(line(posted)) }
    #expect(payload.value["StatusCode"] == 200)
    #expect(payload.value["StatusText"] == "OK")
    #expect(payload.value["Headers"]?["X-Two"] == ["a", "b"])
    #expect(payload.value["ResponseBody"]?["path"] == "/p?a=x%20y&b=1&b=2")
    #expect(payload.value["ResponseBody"]?["body"] == .string(#"{"é":"\"\n"}"#))
    #expect(payload.value["ResponseBody"]?["key"] == "s3cret", "the echo of a server is its own")
    func connected(_ name: String, _ path: String = "/p") async -> TaskAnswer {
      await call(
        "http:invoke",
        [
          "ApiEndpoint": .string(base + path), "Method": "POST", "RequestBody": ["own": 1],
          "Authentication": ["ConnectionArn": .string("arn:aws:events:::connection/\(name)/1")],
        ])
    }
    guard case .succeeded(let basic) = await connected("b") else { throw TestFault("basic") }
    #expect(
      basic.value["ResponseBody"]?["authorization"]
        == .string("Basic " + Data("u:pä".utf8).base64EncodedString()))
    #expect(basic.value["ResponseBody"]?["extra"] == "e")
    #expect(basic.value["ResponseBody"]?["path"] == "/p?q=1")
    #expect(basic.value["ResponseBody"]?["body"] == #"{"own":1,"added":true}"#)
    for _ in 0..<2 {
      guard case .succeeded(let oauth) = await connected("o") else { throw TestFault("oauth") }
      #expect(oauth.value["ResponseBody"]?["authorization"] == "Bearer t1", "a token is kept")
    }
    guard case .succeeded(let seen) = await connected("o", "/seen") else { throw TestFault("seen") }
    #expect(
      seen.value["ResponseBody"] == [
        "grant_type=client_credentials&client_id=id&client_secret=cl1ent&scope=a%20b"
      ])
    let refusedToken = line(await connected("refused"))
    #expect(
      refusedToken.hasPrefix("! States.Http.Socket: the connection refused was not authorized"))
    #expect(!refusedToken.contains("cl1ent"))
    let missing = line(
      await call(
        "http:invoke",
        ["ApiEndpoint": .string(base + "/missing"), "Method": "GET", "Authentication": connection]))
    #expect(missing.hasPrefix("! States.Http.StatusCode.404: {"))
    #expect(!missing.contains("s3cret"))
    let slow = line(
      await call(
        "http:invoke", ["ApiEndpoint": .string(base + "/slow"), "Method": "GET"], timeout: 1))
    #expect(slow.hasPrefix("! States.Http.Socket: "))
    let refused = line(
      await call("http:invoke", ["ApiEndpoint": "http://127.0.0.1:1/", "Method": "GET"]))
    #expect(refused.hasPrefix("! States.Http.Socket: "))
    let unknown = line(
      await call(
        "http:invoke",
        [
          "ApiEndpoint": .string(base), "Method": "GET",
          "Authentication": ["ConnectionArn": "a/nosuch/b"],
        ]))
    #expect(unknown.hasPrefix("? Events.ResourceNotFoundException: "))
    let form = await call(
      "http:invoke",
      [
        "ApiEndpoint": .string(base), "Method": "POST", "RequestBody": ["a": ["x", "y"], "b": 1],
        "Transform": ["RequestBodyEncoding": "URL_ENCODED"],
      ])
    #expect(line(form).contains(#""body":"a[0]=x&a[1]=y&b=1""#), "\(line(form))")
    let gateway: Value = [
      "ApiEndpoint": "abc123.execute-api.us-east-1.amazonaws.com", "Method": "POST", "Stage": "s",
      "Path": "/q", "RequestBody": "text",
    ]
    #expect(
      line(await call("apigateway:invoke", gateway)).contains(#""path":"/s/q","body":"\"text\"""#))
    let headers = request(
      "apigateway:invoke", ["ApiEndpoint": "x", "Method": "GET", "Headers": ["a": "b"]])
    #expect(
      Dispatcher.admission(headers)?.cause
        == "The Parameters '{\"ApiEndpoint\":\"x\",\"Method\":\"GET\",\"Headers\":{\"a\":\"b\"}}' could "
        + "not be used to start the Task: [The value of the field 'Headers' has an invalid format]")
  }

  private static func read(_ descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 100)
    let count = Glibc.read(descriptor, &buffer, 100)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
  }
}
