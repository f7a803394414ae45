import Engine
import Foundation
import JSON
import Services
import Testing

/// The seed systems' originals on the tables, items and inputs beside them, with the paths, outputs
/// and item changes that their scenario files state. Skipped where the seeds are not there.
@Suite(.enabled(if: Place.seeds != nil, "the seeds are not beside the package"))
struct SeedsTests {
  var seeds: String { Place.seeds ?? "" }

  /// A workspace with the seed's machines; tables and items come from its files.
  func scene(
    _ folder: String, machines: [(name: String, file: String, type: String)],
    change: (inout Workspace) throws -> Void = { _ in }, mocks: Mocks? = nil
  ) throws -> Scene {
    let folder = seeds + "/" + folder
    var workspace = Workspace(folder: folder)
    var substitutions: [String: String] = [:]
    for (name, value) in try Place.json(folder + "/substitutions.json").object ?? Object() {
      substitutions[name] = value.string
    }
    for machine in machines {
      workspace.stateMachines[machine.name] = StateMachineConfiguration(
        name: machine.name, definition: folder + "/" + machine.file, type: machine.type,
        substitutions: substitutions)
    }
    try change(&workspace)
    return try Scene(workspace, mocks: mocks)
  }

  func fill(_ scene: Scene, table: Value, named name: String? = nil, items: [Value]) throws {
    var definition = table.object ?? Object()
    if let name { definition["TableName"] = .string(name) }
    _ = try scene.call("dynamodb", "CreateTable", definition)
    for item in items {
      _ = try scene.call(
        "dynamodb", "PutItem", ["TableName": definition["TableName"] ?? "", "Item": item])
    }
  }

  @Test func nannyBooking() async throws {
    let folder = seeds + "/000-nanny-booking"
    let scene = try scene(
      "000-nanny-booking", machines: [("book_nanny", "book_nanny.asl.json", "STANDARD")])
    try fill(
      scene, table: try Place.json(folder + "/table.json"),
      items: try Place.json(folder + "/items.json").array ?? [])
    _ = try scene.call("sqs", "CreateQueue", ["QueueName": "UpdateJobApplicationsSQSQueue"])
    let expected = try Place.json(folder + "/expected.json")
    let run = try await scene.run("book_nanny", try Place.json(folder + "/input.json"))
    #expect(run.status == expected["status"]?.string, "\(run)")
    for state in expected["states"]?.array ?? [] {
      let parts = (state.string ?? "").split(separator: " ")
      let count = parts.last?.hasPrefix("x") == true ? Int(parts.last?.dropFirst() ?? "") : nil
      let name = count == nil ? state.string ?? "" : parts.dropLast().joined(separator: " ")
      #expect(run.entered.count { $0 == name } == count ?? 1, "\(name)")
    }
    #expect(try scene.messages("UpdateJobApplicationsSQSQueue") == expected["sqs_messages"]?.array)
    for kind in ["changed", "created"] {
      for change in expected["table_after"]?[kind]?.array ?? [] {
        let item = try scene.item(
          "babysitter", ["PK": change["PK"] ?? "", "SK": change["SK"] ?? ""])
        for (name, value) in change.object ?? Object() { #expect(item?[name]?["S"] == value) }
      }
    }
    let wrong = try Place.json(folder + "/input.json")
    var input = wrong["input"]?.object ?? Object()
    input["username"] = "mallory"
    let refused = try await scene.run("book_nanny", ["input": .object(input)])
    #expect(refused.error == expected["errors"]?["wrong_user"]?["error"]?.string)
  }

  @Test func yelb() async throws {
    let folder = seeds + "/002-yelb"
    let names = [
      "getstats", "getvotes", "pageviews", "restaurant", "restaurantdbread", "restaurantdbupdate",
    ]
    let scene = try scene(
      "002-yelb", machines: names.map { ($0, "\($0).asl.json", "EXPRESS") })
    let items = try Place.json(folder + "/items.json")
    for table in try Place.json(folder + "/tables.json").array ?? [] {
      try fill(scene, table: table, items: items[table["TableName"]?.string ?? ""]?.array ?? [])
    }
    for call in try Place.lines(folder + "/calls.jsonl") {
      let run = try await scene.run(call["machine"]?.string ?? "", call["input"] ?? .null)
      if call["error_in"] != nil {
        #expect(run.status == "FAILED")
        #expect(run.error == "States.Runtime")
      } else {
        #expect(run.output == call["output"], "call \(call["n"]?.text ?? ""): \(run)")
      }
    }
  }

  @Test func bankAccount() async throws {
    let folder = seeds + "/003-bank-account"
    for scenario in try Place.lines(folder + "/scenarios.jsonl") {
      // The upstream mocks, with the scenario's own in their place.
      var config = try Place.json(folder + "/MockConfigFile.json").object ?? Object()
      var responses = config["MockedResponses"]?.object ?? Object()
      var states =
        config["StateMachines"]?["DirectIntegrationTest"]?["TestCases"]?["HappyPath"]?.object
        ?? Object()
      for (state, answer) in scenario["override"]?.object ?? Object() {
        responses["override " + state] = ["0-9": answer]
        states[state] = .string("override " + state)
      }
      let bypassed = scenario["sqs_message"] != nil || scenario["put_item"] != nil
      if bypassed { for state in ["Create User", "Notify Backends"] { states[state] = nil } }
      config["MockedResponses"] = .object(responses)
      config["StateMachines"] = ["direct": ["TestCases": ["Case": .object(states)]]]
      let mocks = try Mocks.read(text: Value.object(config).text, file: "MockConfigFile.json")
      let scene = try scene(
        "003-bank-account", machines: [("direct", "direct.asl.json", "EXPRESS")], mocks: mocks)
      try fill(scene, table: try Place.json(folder + "/table.json"), named: "userTable", items: [])
      _ = try scene.call("sqs", "CreateQueue", ["QueueName": "deadLetterQueue"])
      _ = try scene.call("events", "CreateEventBus", ["Name": "userEventBusDirect"])
      let input = scenario["input"]?.string.map { folder + "/" + $0 }
      let run = try await scene.run(
        "direct", try input.map(Place.json) ?? scenario["input"] ?? .null, testCase: "Case")
      let name = scenario["name"]?.string ?? ""
      #expect(run.status == scenario["status"]?.string, "\(name): \(run)")
      if let output = scenario["output"] { #expect(run.output == output, "\(name)") }
      if let error = scenario["error"]?.string { #expect(run.error == error, "\(name)") }
      if let cause = scenario["cause"]?.string { #expect(run.cause == cause, "\(name)") }
      if let message = scenario["sqs_message"] {
        #expect(try scene.messages("deadLetterQueue") == [message], "\(name)")
      }
      if let put = scenario["put_item"]?.object {
        let item = try scene.item(
          "userTable", ["id": put["id"] ?? "", "lastname": put["lastname"] ?? ""])
        for (attribute, value) in put {
          #expect(item?[attribute]?["S"] == value, "\(name) \(attribute)")
        }
      }
    }
  }
}
