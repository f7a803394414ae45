import ASL
public import Engine
public import JSON

/// Turns real answers into mocks: the file is changed only where the answer stands.
public enum MockRecorder {
  /// What was written where.
  public struct Record: Sendable, Hashable {
    /// The mock file, an absolute path.
    public var file: String
    /// The answer's place in it: `/MockedResponses/orders-HappyPath-Charge/0`.
    public var pointer: Pointer
    public var testCase: String
    /// The number of the call that it answers, from 0.
    public var call: Int
    /// Whether there was no mock file before.
    public var madeFile: Bool
    /// The configuration that was changed to name the mock file, if one was.
    public var configuration: String?

    /// `recorded in MockConfigFile.json, test case HappyPath: /MockedResponses/…/0`
    public var text: String {
      func last(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
      return "recorded in \(last(file)), test case \(testCase): \(pointer)"
        + (configuration.map { "; \(last($0)) names the file now" } ?? "")
    }
  }

  /// Writes an answer into the workspace's mock file, so that the state of `request` gives it in
  /// `testCase` (of the machine of `request`; both are made where there are none). Without a mock
  /// file `MockConfigFile.json` is made and named in `treadle.yaml`. Secrets are taken out: what the
  /// connections of the workspace hold, and what the members' names say. Within an iteration of a Map
  /// the answer is that item's.
  ///
  /// - Parameters:
  ///   - call: how many calls of the state (of the item) came before in the execution; an answer that
  ///     the test case has for that call is replaced. `nil` for the first that it has none for.
  ///   - file: the mock file where it is not the workspace's, an absolute path.
  ///   - secrets: more texts that must not stand in the file.
  public static func record(
    _ answer: TaskAnswer, of request: TaskRequest, testCase: String, call: Int? = nil,
    in workspace: Workspace, file: String? = nil, secrets: [String] = []
  ) throws(WorkspaceError) -> Record {
    let path = file ?? workspace.mocks ?? workspace.absolute("MockConfigFile.json")
    let isNew = !Files.exists(path)
    var edit = try MockEdit(text: isNew ? "{}\n" : try Files.text(path), file: path)
    let place = MockPlace(request: request, testCase: testCase)
    let entry = entry(answer, of: request, Redaction(workspace, and: secrets))
    let (pointer, number) = try edit.put(entry, at: place, call: call)
    try Files.write(edit.document.bytes, to: path)
    var record = Record(
      file: path, pointer: pointer, testCase: testCase, call: number, madeFile: isNew)
    if file == nil, workspace.mocks == nil {
      record.configuration = try workspace.name(mockFile: "MockConfigFile.json")
    }
    return record
  }

  /// `{"Return": …}` or `{"Throw": {"Error": …, "Cause": …}}`
  static func entry(_ answer: TaskAnswer, of request: TaskRequest, _ redaction: Redaction) -> Value
  {
    switch answer {
    case .succeeded(let payload), .submitted(let payload):
      var value = redaction(payload.value)
      // A function's result that looks like an answer of Lambda's is not to be unwrapped.
      if MockSubmission.result(value, of: request) != value,
        request.resource.kind == .lambdaFunction
      {
        value = ["StatusCode": 200, "Payload": value]
      }
      return ["Return": value]
    case .failed(let failure), .unavailable(let failure, _):
      let cause = redaction(.string(failure.cause ?? ""))
      return ["Throw": ["Error": .string(failure.error ?? ""), "Cause": cause]]
    }
  }
}
