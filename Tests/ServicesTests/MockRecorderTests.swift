import ASL
import Engine
import Foundation
import JSON
import Testing

@testable import Services

@Suite struct MockRecorderTests {
  /// A recording into `text`: the file's text afterwards, and what was told.
  private func record(
    _ answer: TaskAnswer, into text: String?, state: String = "Ask", scope: String = "",
    arn: String = "http:invoke", testCase: String = "T", call: Int? = nil,
    workspace edit: (inout Workspace) -> Void = { _ in }
  ) throws -> (text: String, record: MockRecorder.Record) {
    let folder = try Folder()
    if let text { try folder.write("Mocks.json", text) }
    var workspace = Workspace(folder: folder.path)
    workspace.mocks = folder.path + "/Mocks.json"
    edit(&workspace)
    let asked = request(arn, [:], state: state, scope: scope, machine: "m")
    let record = try MockRecorder.record(
      answer, of: asked, testCase: testCase, call: call, in: workspace)
    return (try String(contentsOfFile: record.file, encoding: .utf8), record)
  }

  private func plays(_ text: String, _ state: String, scope: String = "", calls: Int) throws
    -> [String]
  {
    let player = try #require(
      MockPlayer(mocks: try Mocks.read(text: text, file: "Mocks.json"), machine: "m", testCase: "T")
    )
    let asked = request("http:invoke", [:], state: state, scope: scope, machine: "m")
    return (0..<calls).map { _ in player.answer(asked).map(line) ?? "none" }
  }

  @Test func recordsCallAfterCall() throws {
    let first = try record(.succeeded(Payload(["n": 1])), into: nil)
    #expect(first.record.madeFile)
    #expect(first.record.pointer.description == "/MockedResponses/m-T-Ask/0")
    #expect(
      first.record.text == "recorded in Mocks.json, test case T: /MockedResponses/m-T-Ask/0")
    let second = try record(
      .failed(TaskFailure(error: "E", cause: "c")), into: first.text)
    #expect(second.record.call == 1)
    #expect(try plays(second.text, "Ask", calls: 2) == [#"= {"n":1}"#, "! E: c"])
    // Recording the same call again replaces its answer.
    let again = try record(.succeeded(Payload(["n": 3])), into: second.text, call: 0)
    #expect(try plays(again.text, "Ask", calls: 2) == [#"= {"n":3}"#, "! E: c"])
  }

  @Test func changesOnlyWhatItMust() throws {
    let text = """
      {
          "StateMachines": {"m": {"TestCases": {"T": {"Ask": "mine", "Other": "shared", "B": "shared"}}}},
          "MockedResponses": {
              "mine":   { "0-4": {"Return": 7} },
              "shared": { "0-9": {"Return": "s"} }
          }
      }

      """
    let middle = try record(.succeeded(Payload("new")), into: text, call: 2).text
    #expect(
      try plays(middle, "Ask", calls: 5) == ["= 7", "= 7", #"= "new""#, "= 7", "= 7"])
    #expect(middle.contains(#""shared": { "0-9": {"Return": "s"} }"#))
    #expect(middle.hasPrefix(text.prefix(100)))
    // A response that another state names stays as it is for that one.
    let own = try record(.succeeded(Payload("new")), into: text, state: "B", call: 1)
    #expect(own.record.pointer.tokens[1] == "m-T-B")
    #expect(try plays(own.text, "B", calls: 3) == [#"= "s""#, #"= "new""#, #"= "s""#])
    #expect(try plays(own.text, "Other", calls: 2) == [#"= "s""#, #"= "s""#])
  }

  @Test func recordsItemsOfMaps() throws {
    var text = try record(.succeeded(Payload("all")), into: nil).text
    text = try record(.succeeded(Payload("three")), into: text, scope: "Work[3]").text
    text =
      try record(
        .failed(TaskFailure(error: "E", cause: "")), into: text, scope: "Work[3]"
      ).text
    #expect(try plays(text, "Ask", scope: "Work[3]", calls: 2) == [#"= "three""#, "! E: "])
    #expect(try plays(text, "Ask", scope: "Work[2]", calls: 1) == [#"= "all""#])
    let ranged = """
      {"StateMachines": {"m": {"TestCases": {"T": {"Ask": {"Items": {"0-5": "some"}}}}}},
       "MockedResponses": {"some": {"0": {"Return": "some"}}}}
      """
    text = try record(.succeeded(Payload("two")), into: ranged, scope: "Work[2]").text
    for (item, expected) in [(1, #"= "some""#), (2, #"= "two""#), (5, #"= "some""#)] {
      #expect(try plays(text, "Ask", scope: "Work[\(item)]", calls: 1) == [expected])
    }
  }

  @Test func keepsSecretsOut() throws {
    let answer: Value = [
      "token": "t0p-secret", "apiKey": "k", "n": 1, "Set-Cookie": ["a=b", "c=d"],
      "SecretArn": "arn:x", "Body": #"{"password":"hunter2","user":"u"}"#,
      "Parameter": ["Type": "SecureString", "Value": "v"], "header": "Bearer abc",
      "Credentials": ["AccessKeyId": "AKIA", "Expiration": "never"], "auth": "dTpwdw==",
      "plain": #"{ "kept":  "as is" }"#,
    ]
    let text = try record(.succeeded(Payload(answer)), into: nil) { workspace in
      workspace.connections["c"] = ConnectionConfiguration(
        name: "c", authorization: .apiKey(name: "k", value: "t0p-secret"))
      workspace.connections["b"] = ConnectionConfiguration(
        name: "b", authorization: .basic(user: "u", password: "pw"))
    }.text
    for secret in ["t0p", "hunter2", "a=b", "AKIA", "Bearer abc", "dTpwdw"] {
      #expect(!text.contains(secret), "\(secret)")
    }
    #expect(
      try plays(text, "Ask", calls: 1) == [
        #"= {"token":"****","apiKey":"****","n":1,"Set-Cookie":["****","****"],"SecretArn":"arn:x","#
          + #""Body":"{\"password\":\"****\",\"user\":\"u\"}","#
          + #""Parameter":{"Type":"SecureString","Value":"****"},"header":"Bearer ****","#
          + #""Credentials":{"AccessKeyId":"****","Expiration":"****"},"auth":"****","#
          + #""plain":"{ \"kept\":  \"as is\" }"}"#
      ])
  }

  @Test func keepsFunctionsResultsAsTheyAre() throws {
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:f"
    let result: Value = ["StatusCode": 200, "Payload": "mine"]
    let text = try record(.succeeded(Payload(result)), into: nil, arn: arn).text
    let player = try #require(
      MockPlayer(mocks: try Mocks.read(text: text, file: ""), machine: "m", testCase: "T"))
    let asked = request(arn, [:], state: "Ask", machine: "m")
    guard case .succeeded(let payload)? = player.answer(asked) else {
      Issue.record("no result")
      return
    }
    #expect(MockSubmission.result(payload.value, of: asked) == result)
  }

  @Test func namesTheFileInTheConfiguration() throws {
    let cases: [(String, String?, String)] = [
      ("treadle.yaml", nil, "mocks: MockConfigFile.json\n"),
      (
        "treadle.yaml", "# mine\nregion: eu-west-1 # here",
        "# mine\nregion: eu-west-1 # here\nmocks: MockConfigFile.json\n"
      ),
      (
        "treadle.json", #"{"region": "eu-west-1"}"#,
        #"{"region": "eu-west-1", "mocks": "MockConfigFile.json"}"#
      ),
    ]
    for (name, before, after) in cases {
      let folder = try Folder()
      if let before { try folder.write(name, before) }
      let record = try MockRecorder.record(
        .succeeded(Payload(1)), of: request("http:invoke", [:], machine: "m"), testCase: "T",
        in: try Workspace.load(folder: folder.path, environment: [:]))
      #expect(record.configuration == folder.path + "/" + name)
      #expect(try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8) == after)
      let workspace = try Workspace.load(folder: folder.path, environment: [:])
      #expect(workspace.mocks == folder.path + "/MockConfigFile.json")
      // Once it is named, nothing more is written there.
      let next = try MockRecorder.record(
        .succeeded(Payload(1)), of: request("http:invoke", [:], machine: "m"), testCase: "T",
        in: workspace)
      #expect(next.configuration == nil && next.call == 1)
    }
  }

  @Test func leavesFilesThatAreNoMocksAlone() throws {
    for text in ["{", "[1]", #"{"MockedResponses": 4}"#] {
      let folder = try Folder(["Mocks.json": text])
      var workspace = Workspace(folder: folder.path)
      workspace.mocks = folder.path + "/Mocks.json"
      #expect(throws: WorkspaceError.self) {
        try MockRecorder.record(
          .succeeded(Payload(1)), of: request("http:invoke", [:]), testCase: "T", in: workspace)
      }
      #expect(try String(contentsOfFile: folder.path + "/Mocks.json", encoding: .utf8) == text)
    }
  }
}

@Suite struct MockCheckTests {
  static let definition = """
    {"StartAt": "Send", "States": {
      "Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl": "q", "MessageBody": "b"}, "Next": "Each"},
      "Each": {"Type": "Map", "ItemProcessor": {"StartAt": "Read", "States": {
        "Read": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:getItem",
          "Parameters": {"TableName": "t", "Key": {}}, "End": true}}}, "End": true}}}
    """

  @Test func comparesAnswersWithServices() throws {
    let text = """
      {"StateMachines": {"m": {"TestCases": {"T": {"Send": "sent", "Read": {"Items": {"0": "item"}},
        "Gone": "sent", "Each": "sent"}}}, "other": {"TestCases": {}}},
       "MockedResponses": {
        "sent": {"0": {"Return": {"messageId": "x"}}, "1": {"Return": {"MessageId": 4}}},
        "item": {"0-3": {"Return": {"Item": {"id": {"S": "a", "s": "b"}}}}},
        "unused": {"0": {"Return": {}}}}}
      """
    let reading = StateMachine.read(Self.definition)
    let found = MockCheck.diagnostics(ofMockFile: text, file: "Mocks.json") {
      $0 == "m" ? reading.machine : nil
    }
    let told = Set(found.map { "\($0.code) \($0.location ?? ""): \($0.message)" })
    #expect(
      told == [
        "MOCK_SHAPE /MockedResponses/sent/0/Return/messageId: "
          + "sqs:sendMessage answers no 'messageId'; is 'MessageId' meant?",
        "MOCK_SHAPE /MockedResponses/sent/1/Return/MessageId: Field 'MessageId' must be a string",
        "MOCK_SHAPE /MockedResponses/item/0-3/Return/Item/id/s: "
          + "aws-sdk:dynamodb:getItem answers no 's'; is 'S' meant?",
        "MOCK_UNKNOWN_STATE /StateMachines/m/TestCases/T/Gone: m has no state \"Gone\"",
        "MOCK_UNKNOWN_STATE /StateMachines/m/TestCases/T/Each: "
          + "\"Each\" of m is no Task: nothing asks for its mock",
        "MOCK_UNKNOWN_MACHINE /StateMachines/other: "
          + "the workspace has no state machine \"other\"",
        "MOCK_UNUSED /MockedResponses/unused: no test case names \"unused\"",
      ])
    #expect(found.allSatisfy { $0.line != nil && $0.severity == .warning })
    let broken = MockCheck.diagnostics(ofMockFile: "{\n \"StateMachines\": [}", file: "f") { _ in
      nil
    }
    #expect(broken.map(\.severity) == [.error] && broken.first?.line == 2)
  }

  @Test func warnsOnceWhereAnAnswerIsPlayed() async throws {
    let folder = try Folder()
    let workspace = Workspace(folder: folder.path)
    let mocks = try Mocks.read(
      text: """
        {"StateMachines": {"m": {"TestCases": {"T": {"Call": "r"}}}},
         "MockedResponses": {"r": {"0-9": {"Return": {"Mesage": 1}}}}}
        """, file: "Mocks.json")
    let dispatcher = try Dispatcher(
      workspace: workspace, services: try EmbeddedServices(workspace: workspace, inMemory: true),
      functions: Functions(workspace: workspace), mocks: mocks
    ).playing(testCase: "T", of: "m")
    let reports = Reports()
    for _ in 0..<3 {
      let answer = await dispatcher.perform(request("sqs:sendMessage", [:]), progress: reports.take)
      #expect(line(answer) == #"= {"Mesage":1}"#)
    }
    #expect(reports.all.count == 1)
    #expect(
      reports.all.first?.hasPrefix(
        "err Mocks.json: /MockedResponses/r/0-9/Return/Mesage: sqs:sendMessage answers no 'Mesage'")
        ?? false)
  }
}
