import ASL
import Engine
import History
import JSON
import Services
import Synchronization

/// The Step Functions API as a set of calls: JSON in, JSON or a fault out. HTTP is `Front`'s.
final class Service: Sendable {
  let runner: Runner
  /// Answers the tasks of machines of this account; plays a mock case where a start names one.
  let dispatcher: Dispatcher?
  let now: @Sendable () -> Timestamp
  private let registry: Mutex<Registry>
  private let file: RegistryFile?
  private let machines = Mutex<[String: CompiledMachine]>([:])

  private struct CompiledMachine {
    var definition: String
    var machine: StateMachine
  }

  init(
    registry: Registry, file: RegistryFile?, runner: Runner, dispatcher: Dispatcher?,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.now = now
    self.registry = Mutex(registry)
    self.file = file
    self.runner = runner
    self.dispatcher = dispatcher
  }

  func freshUUID() -> String { UUID.random() }

  /// Looks at the registry.
  func read<Result: Sendable, Failure: Error>(
    _ body: (borrowing Registry) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try registry.withLock { registry throws(Failure) in try body(registry) }
  }

  /// Changes the registry and writes the change down.
  func change<Result: Sendable>(
    _ body: (inout Registry) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    try registry.withLock { registry throws(Fault) in
      let before = registry
      let result = try body(&registry)
      let changes = registry.takeChanges()
      do {
        try file?.append(changes)
      } catch {
        registry = before
        throw Fault(
          code: "InternalFailure", message: "The state machine could not be stored: \(error)",
          status: 500)
      }
      return result
    }
  }
}

// MARK: Machines of the workspace

extension Service {
  /// Creates a machine, or gives the one of that name a new definition.
  func register(name: String, definition: String, type: String, roleArn: String) {
    let time = now()
    let revision = freshUUID()
    registry.withLock { registry in
      let arn = registry.arn("stateMachine", name)
      if var record = registry.machines[arn], record.type == type {
        guard record.definition != definition || record.roleArn != roleArn else { return }
        record.definition = definition
        record.roleArn = roleArn
        record.revisionId = revision
        record.updateDate = time
        registry.put(record)
      } else {
        registry.put(
          MachineRecord(
            arn: arn, name: name, definition: definition, roleArn: roleArn, type: type,
            loggingConfiguration: MachineSettings.noLogging,
            tracingConfiguration: MachineSettings.noTracing,
            encryptionConfiguration: MachineSettings.ownedKey, creationDate: time,
            updateDate: time))
      }
      // Where the definition comes from a file, the file keeps it.
      _ = registry.takeChanges()
    }
  }
}

// MARK: Definitions

extension Service {
  /// AWS's diagnostics of a definition; its warnings only where they are asked for.
  func diagnostics(_ definition: String, express: Bool, warnings: Bool) -> [Diagnostic] {
    let reading = StateMachine.read(
      definition, options: ReadingOptions(express: express, strict: true))
    return reading.diagnostics + (warnings ? reading.awsWarnings : [])
  }

  /// Refuses a definition that AWS would refuse.
  func requireValid(_ definition: String, type: String?) throws(Fault) {
    let reading = StateMachine.read(
      definition, options: ReadingOptions(express: type == "EXPRESS", strict: true))
    if let message = reading.invalidDefinitionMessage {
      throw Fault(code: "InvalidDefinition", message: message)
    }
  }

  /// The machine that a start runs, read once for each definition.
  func compiled(_ startable: StartableMachine) throws(Fault) -> StateMachine {
    let key = startable.versionArn ?? startable.record.arn
    if let known = machines.withLock({ $0[key] }), known.definition == startable.definition {
      return known.machine
    }
    let reading = StateMachine.read(
      startable.definition,
      options: ReadingOptions(express: startable.record.isExpress, strict: true))
    guard let machine = reading.machine, reading.isValid else {
      throw Fault(
        code: "InvalidDefinition",
        message: reading.invalidDefinitionMessage ?? "The definition cannot be read")
    }
    machines.withLock {
      $0[key] = CompiledMachine(definition: startable.definition, machine: machine)
    }
    return machine
  }

  /// `variableReferences` of a definition: state to the variables it reads; `nil` where none does.
  func variableReferences(of definition: String) -> Value? {
    let machine = StateMachine.read(definition).machine
    guard let references = machine?.variableReferences, !references.isEmpty else { return nil }
    return .object(
      Object(references.map { ($0.state, .array($0.variables.map { .string($0) })) }))
  }

  /// Why a text is no JSON, in the words of AWS's parser.
  func inputFault(_ text: String, _ error: ParseError) -> String {
    JacksonFault(in: text)?.message ?? "\(error.reason) at byte \(error.offset)"
  }

  /// Who answers the tasks of an execution that plays a mock case.
  func performer(_ testCase: String, _ machine: String) throws(Fault) -> any TaskPerformer {
    guard let dispatcher else {
      throw .validation("There is no mock file for the test case '\(testCase)'")
    }
    do {
      return try dispatcher.playing(testCase: testCase, of: machine)
    } catch {
      throw .validation(error.description)
    }
  }
}
