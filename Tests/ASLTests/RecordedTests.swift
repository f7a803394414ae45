import JSON
import Testing

@testable import ASL

/// What real AWS answered about definitions.
@Suite struct RecordedTests {
  private static let cases: [Value] = {
    guard let text = Shared.text("conformance/aws/cases.jsonl") else { return [] }
    return text.split(separator: "\n").compactMap { try? Value(parsing: String($0)) }
  }()

  /// Every definition that AWS took is free of errors, and every one that it refused is refused
  /// with its words.
  @Test func createsWhatAWSCreated() throws {
    var taken = 0
    var refused = 0
    for recording in Self.cases {
      let id = recording["id"]?.string ?? ""
      for machine in recording["machines"]?.array ?? [] {
        guard let text = machine["definition"]?.string else { continue }
        let options = ReadingOptions(express: machine["type"]?.string == "EXPRESS", strict: true)
        let reading = StateMachine.read(text, options: options)
        let message = reading.invalidDefinitionMessage
        let told = recordedRefusal(in: recording["expected"] ?? .null)
        if machine["creation_fails"]?.bool == true, let told {
          let unified = message?.replacing("arn:aws:", with: "arn:<partition>:")
          #expect(told.hasSuffix(unified ?? "nothing"), "\(id)")
          refused += 1
        } else {
          #expect(message == nil, "\(id)")
          taken += 1
        }
      }
    }
    if taken > 0 {
      #expect(taken > 500)
      #expect(refused >= 10)
    }
  }

  /// The sentence about an invalid definition, wherever the recording has it.
  private func recordedRefusal(in value: Value) -> String? {
    switch value {
    case .string(let text): text.contains("Invalid State Machine Definition") ? text : nil
    case .array(let elements): elements.lazy.compactMap { recordedRefusal(in: $0) }.first
    case .object(let object): object.values.lazy.compactMap { recordedRefusal(in: $0) }.first
    default: nil
    }
  }

  @Test func validatesAsAWSValidated() throws {
    var compared = 0
    for recording in Self.cases {
      guard let response = recording["expected"]?["validation_response"] else { continue }
      for call in recording["calls"]?.array ?? [] {
        guard call["operation"]?.string == "validate_state_machine_definition",
          let text = call["params"]?["definition"]?.string
        else { continue }
        let options = ReadingOptions(
          express: call["params"]?["type"]?.string == "EXPRESS", strict: true)
        let reading = StateMachine.read(text, options: options)
        #expect(reading.diagnostics.map(\.recorded) == response["diagnostics"]?.array)
        #expect((reading.isValid ? "OK" : "FAIL") == response["result"]?.string)
        compared += 1
      }
    }
    print("compared \(compared) validations")
  }

  /// TestState reads one state, or a machine; what it took is free of errors.
  @Test func readsWhatTestStateRead() throws {
    var read = 0
    for recording in Self.cases {
      let links = recording["links"]?.object ?? Object()
      for call in recording["calls"]?.array ?? []
      where call["operation"]?.string == "test_state" {
        guard let text = call["params"]?["definition"]?.string else { continue }
        let isMachine = (try? Value(parsing: text))?["States"] != nil
        let options = ReadingOptions(strict: true)
        let reading =
          isMachine
          ? StateMachine.read(text, options: options)
          : StateMachine.read(state: text, options: options)
        let key = links.first { $0.1["call"] == call["i"] }?.0
        let told = key.flatMap { recording["expected"]?[$0] }.flatMap(recordedRefusal)
        let id = recording["id"]?.string ?? ""
        if let told {
          #expect(told.hasSuffix(reading.invalidDefinitionMessage ?? "nothing"), "\(id)")
        } else if !isMachine {
          #expect(reading.invalidDefinitionMessage == nil, "\(id)")
        }
        read += 1
      }
    }
    print("read \(read) definitions of TestState")
  }

  @Test func namesTheVariablesThatStatesRead() throws {
    var compared = 0
    for recording in Self.cases {
      guard recording["id"]?.string?.contains("variable_references") == true,
        let text = recording["machines"]?[0]?["definition"]?.string,
        let described = recording["expected"]?.object?.values.first
      else { continue }
      let machine = try #require(StateMachine.read(text).machine)
      let references = machine.variableReferences
      let value = Value.object(
        Object(references.map { ($0.state, .array($0.variables.map { .string($0) })) }))
      #expect(value == described["variableReferences"] ?? .emptyObject)
      compared += 1
    }
    print("compared \(compared) references")
  }
}

extension Diagnostic {
  /// In the form of the API's answer.
  fileprivate var recorded: Value {
    var object: Object = [
      "code": .string(code), "message": .string(message), "severity": .string(severity.rawValue),
    ]
    if let location { object["location"] = .string(location) }
    return .object(object)
  }
}
