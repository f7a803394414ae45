public import ASL
import JSON

/// What can be said of a mock file before it is played.
public enum MockCheck {
  /// Whether a JSON text is a mock file: it has `StateMachines` or `MockedResponses`.
  public static func isMockFile(_ text: String) -> Bool {
    let root = Document(text).value
    return root["States"] == nil
      && (root["StateMachines"] != nil || root[Mocks.responsesName(in: root)] != nil)
  }

  /// Everything wrong with a mock file: one error where it cannot be read, else warnings about
  /// machines and states that there are not, responses that nobody names, and answers that the
  /// service of the state does not give. Locations are JSON pointers.
  ///
  /// - Parameter machine: the machine of a name, `nil` where the workspace has none.
  public static func diagnostics(
    ofMockFile text: String, file: String, machine: (String) -> StateMachine?
  ) -> [Diagnostic] {
    let document = Document(text, mode: .strict)
    let mocks: Mocks
    do throws(WorkspaceError) { mocks = try Mocks.read(text: text, file: file) } catch {
      let fault = document.faults.first
      return [
        Diagnostic(
          severity: .error, code: "MOCK_FILE", message: error.message, location: nil,
          line: fault?.place.line ?? error.line, column: fault?.place.column)
      ]
    }
    var check = Check(mocks: mocks, document: document)
    for name in mocks.machines.keys.sorted() { check.visit(name, machine(name)) }
    check.tellUnused()
    return check.findings.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
  }

  private struct Check {
    let mocks: Mocks
    let document: Document
    var findings: [Diagnostic] = []
    private var used: Set<String> = []
    private var told: Set<String> = []

    init(mocks: Mocks, document: Document) {
      self.mocks = mocks
      self.document = document
    }

    mutating func visit(_ name: String, _ machine: StateMachine?) {
      let place = Pointer(tokens: ["StateMachines", name])
      if machine == nil {
        warn("MOCK_UNKNOWN_MACHINE", "the workspace has no state machine \"\(name)\"", place)
      }
      var resources: [String: Resource] = [:]
      var states: Set<String> = []
      machine?.scope.visitStates { state, _ in
        states.insert(state.name)
        if case .task(let task) = state.type { resources[state.name] = task.resource }
      }
      for (testCase, plans) in mocks.machines[name] ?? [:] {
        for (state, plan) in plans {
          used.formUnion(plan.responses)
          let place = Pointer(tokens: place.tokens + ["TestCases", testCase, state])
          if let resource = resources[state] {
            for response in plan.responses { compare(response, resource) }
          } else if machine != nil {
            warn(
              "MOCK_UNKNOWN_STATE",
              states.contains(state)
                ? "\"\(state)\" of \(name) is no Task: nothing asks for its mock"
                : "\(name) has no state \"\(state)\"", place)
          }
        }
      }
    }

    mutating func tellUnused() {
      for response in mocks.responses.values where !used.contains(response.name) {
        warn("MOCK_UNUSED", "no test case names \"\(response.name)\"", response.pointer)
      }
    }

    private mutating func compare(_ name: String, _ resource: Resource) {
      guard let response = mocks.responses[name] else { return }
      for entry in response.answers {
        guard case .returns(let value) = entry.answer else { continue }
        for mismatch in ResponseShapes.known.mismatches(in: value, of: resource) {
          warn(
            "MOCK_SHAPE", mismatch.message,
            Pointer(
              tokens: response.pointer.tokens + [entry.key, "Return"] + mismatch.pointer.tokens))
        }
      }
    }

    private mutating func warn(_ code: String, _ message: String, _ pointer: Pointer) {
      guard told.insert("\(pointer) \(message)").inserted else { return }
      let place = document.nearestPlace(of: pointer, key: true)
      findings.append(
        Diagnostic(
          severity: .warning, code: code, message: message, location: pointer.description,
          line: place.line, column: place.column))
    }
  }
}

extension Mocks.Plan {
  /// The names of all responses that a state may answer with.
  var responses: [String] {
    (response.map { [$0] } ?? []) + items.map(\.response) + conditions.map(\.response)
  }
}
