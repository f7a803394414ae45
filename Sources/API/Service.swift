import ASL
import JSON
import Synchronization

/// The Step Functions API as a set of calls: JSON in, JSON or a fault out. HTTP is `Server`'s.
final class Service: Sendable {
  private let registry: Mutex<Registry>
  private let file: RegistryFile?
  let clock: @Sendable () -> Timestamp
  let freshUUID: @Sendable () -> String

  init(
    registry: Registry, file: RegistryFile?, clock: @escaping @Sendable () -> Timestamp,
    freshUUID: @escaping @Sendable () -> String
  ) {
    self.registry = Mutex(registry)
    self.file = file
    self.clock = clock
    self.freshUUID = freshUUID
  }

  func now() -> Timestamp { clock() }

  /// Looks at the registry.
  func read<Result: Sendable, Failure: Error>(
    _ body: (Registry) throws(Failure) -> Result
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
