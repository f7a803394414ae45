import ASL
import Engine
import Foundation
import JSON
import Services
import Testing

/// Our own versions of the seed systems: valid, and run with mocks and with embedded services.
@Suite struct WorkflowsTests {
  func workspace() throws -> Workspace { try Workspace.load(folder: Place.workflows) }

  func input(_ path: String) throws -> Value {
    try Place.json("\(Place.workflows)/inputs/\(path).json")
  }

  @Test func everyDefinitionIsValid() throws {
    let workspace = try workspace()
    #expect(workspace.warnings.isEmpty)
    #expect(workspace.stateMachines.count == 6)
    for machine in workspace.stateMachines.values {
      let text = try String(contentsOfFile: machine.definition, encoding: .utf8)
      let reading = StateMachine.read(
        text, options: ReadingOptions(express: machine.type == "EXPRESS"))
      #expect(reading.isValid, "\(machine.name): \(reading.diagnostics)")
    }
  }

  @Test func mockedCasesEndAsTheyShould() async throws {
    let workspace = try workspace()
    let scene = try Scene(workspace, mocks: try Mocks.load(file: try #require(workspace.mocks)))
    let cases: [(String, String, String, String, String)] = [
      ("order-processing", "HappyPath", "happy", "SUCCEEDED", #""status":"accepted""#),
      ("order-processing", "PaymentRetried", "happy", "SUCCEEDED", #""status":"accepted""#),
      ("order-processing", "PaymentDeclined", "happy", "SUCCEEDED", #""error":"PaymentDeclined""#),
      ("order-processing", "ProcessorDown", "happy", "FAILED", "PaymentServiceError"),
      ("order-processing", "OutOfStock", "happy", "SUCCEEDED", #""error":"OutOfStock""#),
      ("order-processing", "ValidationError", "happy", "SUCCEEDED", #""error":"ValidationError""#),
      ("order-processing", "ValidatorBusy", "happy", "SUCCEEDED", #""status":"accepted""#),
      ("order-processing", "NotificationFails", "happy", "SUCCEEDED", #""status":"accepted""#),
      ("book-a-nanny", "HappyPath", "happy", "SUCCEEDED", #""booked":true"#),
      ("book-a-nanny", "NoApplications", "happy", "FAILED", "NoApplications"),
      ("book-a-nanny", "Refused", "happy", "FAILED", "BookingRefused"),
      ("book-a-nanny", "Conflict", "happy", "SUCCEEDED", #""booked":true"#),
      ("yelb-getvotes", "HappyPath", "happy", "SUCCEEDED", #"{"name":"ihop","value":3}"#),
      ("yelb-getvotes", "ReadFails", "happy", "FAILED", "ReadFailed"),
      ("yelb-restaurantdbread", "HappyPath", "happy", "SUCCEEDED", #""votes":7"#),
      ("yelb-restaurantdbread", "UnknownRestaurant", "happy", "SUCCEEDED", #""votes":0"#),
      ("yelb-restaurantdbupdate", "HappyPath", "happy", "SUCCEEDED", #"{"votes":8}"#),
      ("yelb-restaurantdbupdate", "Throttled", "happy", "SUCCEEDED", #"{"votes":8}"#),
      ("bank-account", "HappyPath", "happy", "SUCCEEDED", #""customerId""#),
      ("bank-account", "HappyPath", "wrong-birthdate", "FAILED", "UnmatchedIdentity"),
      ("bank-account", "UnreadableCard", "happy", "FAILED", "IdentityExtractionError"),
      ("bank-account", "AddressInvalid", "happy", "FAILED", "AddressInvalid"),
      ("bank-account", "CustomerExists", "happy", "FAILED", "CustomerExists"),
      ("bank-account", "AddressServiceRecovers", "happy", "SUCCEEDED", #""customerId""#),
    ]
    for (machine, testCase, file, status, expected) in cases {
      let run = try await scene.run(machine, try input("\(machine)/\(file)"), testCase: testCase)
      let told = run.output?.text ?? run.error ?? ""
      #expect(run.status == status, "\(machine) \(testCase): \(run.error ?? "") \(run.cause ?? "")")
      #expect(told.contains(expected), "\(machine) \(testCase): \(told) \(run.cause ?? "")")
    }
    // Every test case of the file is among them.
    let played = Set(cases.map { "\($0.0) \($0.1)" })
    let mocks = try Mocks.load(file: try #require(workspace.mocks))
    for (machine, testCases) in mocks.machines {
      for testCase in testCases.keys { #expect(played.contains("\(machine) \(testCase)")) }
    }
    await scene.shutDown()
  }

  @Test func orderProcessingWorksOnItsTables() async throws {
    let scene = try Scene(try workspace())
    func stock(_ product: String) throws -> String? {
      try scene.item("products", ["productId": .string(product)])?["stock"]?["N"]?.string
    }
    let happy = try await scene.run("order-processing", try input("order-processing/happy"))
    guard happy.output?["status"] == "accepted" else { throw SceneFault("\(happy)") }
    #expect(happy.output?["total"]?.double == 105.97)
    #expect(try stock("prod-1") == "99")
    #expect(try stock("prod-5") == "98")
    let order = try #require(happy.output?["orderId"])
    #expect(try scene.item("orders", ["orderId": order])?["total"]?["N"] == "105.97")
    #expect(try scene.messages("confirmations").count == 1)

    let missing = try await scene.run(
      "order-processing", try input("order-processing/out-of-stock"))
    #expect(missing.output?["error"] == "OutOfStock")
    #expect(missing.path.contains("ReleaseInventory"))
    #expect(try stock("prod-1") == "99", "the one reserved item was released")

    let declined = try await scene.run("order-processing", try input("order-processing/declined"))
    #expect(declined.output?["error"] == "PaymentDeclined")
    #expect(declined.entered.filter { $0 == "ChargePayPal" }.count == 1)
    #expect(try stock("prod-7") == "100")

    let down = try await scene.run("order-processing", try input("order-processing/processor-down"))
    #expect(down.status == "FAILED")
    #expect(down.error == "PaymentServiceError")
    #expect(try stock("prod-8") == "100")

    for file in ["invalid", "missing-fields"] {
      let run = try await scene.run("order-processing", try input("order-processing/\(file)"))
      #expect(run.output?["error"] == "ValidationError")
    }
    await scene.shutDown()
  }

  @Test func bookANannyAcceptsOneAndDeclinesTheRest() async throws {
    let scene = try Scene(try workspace())
    let refused = try await scene.run("book-a-nanny", try input("book-a-nanny/wrong-user"))
    #expect(refused.error == "BookingRefused")
    let run = try await scene.run("book-a-nanny", try input("book-a-nanny/happy"))
    #expect(run.status == "SUCCEEDED", "\(run)")
    #expect(
      try scene.item("babysitting", ["PK": "USER#ro", "SK": "JOB#j1"])?["jobStatus"]?["S"]
        == "CLOSED")
    let accepted = try scene.item(
      "babysitting", ["PK": "JOB#j1#APPLICATION#a2", "SK": "JOB#j1#APPLICATION#a2"])
    #expect(accepted?["jobApplicationStatus"]?["S"] == "ACCEPTED")
    let declined = try scene.messages("job-applications").compactMap { $0["applicationId"]?.string }
    #expect(declined.sorted() == ["a1", "a3"])
    let again = try await scene.run("book-a-nanny", try input("book-a-nanny/happy"))
    #expect(again.error == "BookingRefused", "the job is closed")
  }

  @Test func yelbCounts() async throws {
    let scene = try Scene(try workspace())
    for votes in [8, 9] {
      let run = try await scene.run(
        "yelb-restaurantdbupdate", try input("yelb-restaurantdbupdate/happy"))
      #expect(run.output == ["votes": .int(votes)])
    }
    let votes = try await scene.run("yelb-getvotes", try input("yelb-getvotes/happy"))
    #expect(
      votes.output == [
        ["name": "ihop", "value": 3], ["name": "outback", "value": 9],
        ["name": "chipotle", "value": 0], ["name": "bucadibeppo", "value": 0],
      ], "\(votes)")
    let failed = try await scene.run("yelb-getvotes", try input("yelb-getvotes/bad-name"))
    #expect(failed.error == "ReadFailed")
  }

  @Test func bankAccountChecksBoth() async throws {
    let scene = try Scene(try workspace())
    for (file, error) in [
      ("wrong-birthdate", "UnmatchedIdentity"), ("unreadable-card", "IdentityExtractionError"),
      ("unknown-address", "AddressInvalid"), ("customer-exists", "CustomerExists"),
    ] {
      let run = try await scene.run("bank-account", try input("bank-account/\(file)"))
      #expect(run.error == error, "\(file): \(run)")
    }
    #expect(try scene.messages("unreadable-id-cards").first?["idcard"] == "blurred.jpg")
    let run = try await scene.run("bank-account", try input("bank-account/happy"))
    #expect(run.status == "SUCCEEDED", "\(run)")
    let id = try #require(run.output?["customerId"])
    let customers = try scene.call(
      "dynamodb", "Query",
      [
        "TableName": "customers", "KeyConditionExpression": "id = :id",
        "ExpressionAttributeValues": [":id": ["S": id]],
      ])
    #expect(customers["Items"]?[0]?["lastname"]?["S"] == "McDeLuxe")
    #expect(try scene.messages("new-customers").first?["customerId"] == id)
    await scene.shutDown()
  }
}
