import API
import Engine
import Foundation
import JSON
import Services
import Testing

/// The services over HTTP: driven by boto3, and shared by functions and workflows. Skipped where
/// boto3 is not installed.
@Suite struct FrontTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path

  static func python(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }

  static let hasBoto3 = (try? python(["-c", "import boto3; print('yes')"])) == "yes\n"

  @Test(.enabled(if: hasBoto3, "boto3 is not installed")) func boto3DrivesEveryService()
    async throws
  {
    let folder = NSTemporaryDirectory() + "treadle-front-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "def handler(event, context):\n    return event\n".write(
      toFile: folder + "/echo.py", atomically: true, encoding: .utf8)
    var workspace = Workspace(folder: folder)
    workspace.functions["echo"] = FunctionConfiguration(
      name: "echo", handler: "echo.py", runtime: .python)
    let scene = try Scene(workspace)
    var options = ServerOptions()
    options.port = 0
    let server = try await scene.account.serve(options)
    let said = await withCheckedContinuation { done in
      // Waiting for a process must not hold up the server.
      DispatchQueue.global().async {
        let url = "http://127.0.0.1:\(server.port)"
        done.resume(
          returning: (try? Self.python([Self.folder + "/boto_front.py", url])) ?? "not started")
      }
    }
    #expect(said == "done\n", "\(said)")
    try await server.close()
    await scene.shutDown()
  }

  @Test(.enabled(if: hasBoto3 && Place.seeds != nil, "boto3 or the seeds are not there"))
  func orderProcessorSharesItsTableWithFunctions() async throws {
    let folder = (Place.seeds ?? "") + "/001-order-processor"
    var workspace = Workspace(folder: folder)
    for (name, symbol) in [
      ("validate-order", "validate"), ("reserve-inventory", "reserve"),
      ("release-inventory", "release"), ("process-payment", "pay"), ("save-order", "save"),
    ] {
      workspace.functions["order-processor-" + name] = FunctionConfiguration(
        name: "order-processor-" + name, handler: "\(Self.folder)/order_functions.py:\(symbol)",
        runtime: .python)
    }
    var substitutions: [String: String] = [:]
    for (name, value) in try Place.json(folder + "/substitutions.json").object ?? Object() {
      substitutions[name] = value.string
    }
    workspace.stateMachines["order"] = StateMachineConfiguration(
      name: "order", definition: folder + "/order-workflow.asl.json", type: "EXPRESS",
      substitutions: substitutions)
    let scene = try Scene(workspace)
    var options = ServerOptions()
    options.port = 0
    let server = try await scene.account.serve(options)
    scene.account.dispatcher.functions.setEndpoint("http://127.0.0.1:\(server.port)")
    _ = try scene.call(
      "dynamodb", "CreateTable", try Place.json(folder + "/table.json").object ?? Object())
    let items = try Place.json(folder + "/items.json").array ?? []
    for scenario in try Place.lines(folder + "/scenarios.jsonl") {
      let name = scenario["name"]?.string ?? ""
      for item in items {
        _ = try scene.call(
          "dynamodb", "PutItem", ["TableName": "order-processor-table", "Item": item])
      }
      let run = try await scene.run("order", scenario["body"] ?? .null)
      #expect(run.path == (scenario["path"]?.array ?? []).compactMap(\.string), "\(name): \(run)")
      for (member, value) in scenario["output"]?.object ?? Object() {
        #expect(run.output?[member] == value, "\(name): \(run)")
      }
      for (product, left) in scenario["inventory"]?.object ?? Object() {
        let item = try scene.item(
          "order-processor-table", ["PK": .string("PRODUCT#" + product), "SK": "INVENTORY"])
        #expect(item?["quantity"]?["N"]?.string == left.text, "\(name) \(product)")
      }
    }
    try await server.close()
    await scene.shutDown()
  }
}
