import JSON
import Testing

@testable import Services

@Suite struct WorkspaceTests {
  @Test func readsEveryKey() throws {
    let text = """
      account: 000000000002
      region: eu-west-1
      functions:
        charge: {handler: functions/charge.py:handler, runtime: python3.12, timeout: 7}
        tell: functions/tell.mjs
      connections:
        crm: {type: API_KEY, name: X-Api-Key, value: "${CRM_KEY}"}
      services:
        textract: {backend: aws, profile: dev}
      mocks: MockConfigFile.json
      seeds: [seeds/tables.yaml]
      stateMachines:
        orders: {definition: orders.asl.json, type: EXPRESS, substitutions: {Table: orders}}
      colour: blue
      """
    let workspace = try Workspace.read(
      text: text, file: "treadle.yaml", folder: "/w", environment: ["CRM_KEY": "s3cret"])
    #expect(workspace.account == "000000000002")
    #expect(workspace.functions["charge"]?.timeout == 7)
    #expect(workspace.functions["tell"]?.runtime == .node)
    #expect(
      workspace.connections["crm"]?.authorization == .apiKey(name: "X-Api-Key", value: "s3cret"))
    #expect(workspace.services["textract"]?.backend == .aws)
    #expect(workspace.mocks == "/w/MockConfigFile.json")
    #expect(workspace.stateMachines["orders"]?.substitutions == ["Table": "orders"])
    #expect(workspace.warnings.count == 1)
  }

  @Test func tellsWhatIsWrong() {
    let faults = [
      ("account: 12", "account is \"12\", which is not 12 digits"),
      ("functions: {f: {timeout: 3}}", "functions.f has no handler (path[:symbol])"),
      ("functions: {f: {handler: a.py, timeout: 0}}", "expected a number 1 to 900"),
      ("functions: {f: {handler: a.py, runtime: ruby}}", "runtime is \"ruby\""),
      ("connections: {c: {type: BASIC}}", "connections.c has no user"),
      ("services: {s3: {backend: moon}}", "backend is \"moon\""),
      ("[1]", "expected keys"),
      ("a: [", "treadle.yaml:"),
    ]
    for (text, expected) in faults {
      do {
        _ = try Workspace.read(text: text, file: "treadle.yaml", folder: "/w")
        Issue.record("\(text) was read")
      } catch { #expect("\(error)".contains(expected), "\(text): \(error)") }
    }
  }
}
