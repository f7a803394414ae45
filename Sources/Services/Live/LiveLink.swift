public import JSON
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A connection to a program that runs executions of a workspace.
///
/// `read` is for one thread; `send` is safe from any.
public final class LiveLink: Sendable {
  /// The socket's name, which tells servers apart.
  public let name: String
  /// Readable when there is something to `read`.
  public let descriptor: Int32
  private let lines = Mutex(LiveLines())
  private let lastId = Mutex(0)

  private init(name: String, descriptor: Int32) {
    self.name = name
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The names of the programs whose doors stand open in a data folder (`.treadle`).
  public static func names(dataFolder: String) -> [String] {
    LiveSocket.names(in: dataFolder + "/live")
  }

  /// Connects; the door of a program that is gone is removed.
  public static func open(_ name: String, dataFolder: String) throws(LiveFault) -> LiveLink {
    let descriptor = try LiveSocket.connect(dataFolder + "/live", name)
    return LiveLink(name: name, descriptor: descriptor)
  }

  /// Sends a command; the number that its answer will have, `nil` where the connection is gone.
  @discardableResult
  public func send(_ command: LiveCommand) -> Int? {
    lastId.withLock { id in
      id += 1
      return Loopback.write(command.line(id: id), to: descriptor) ? id : nil
    }
  }

  /// Waits for something to come and reads it; `nil` when the connection has ended. Lines that say
  /// nothing known are passed over.
  public func read() -> [LiveLine]? {
    lines.withLock { $0.read(descriptor) }?.compactMap { LiveLine(reading: $0) }
  }

  /// Sends a command and waits for its answer.
  public func ask(_ command: LiveCommand) throws(ServiceError) -> Object {
    let id = send(command)
    while let id, let lines = read() {
      for line in lines {
        switch line {
        case .result(id, let result): return result
        case .refusal(id, let code, let message): throw ServiceError(code, message)
        case .result, .refusal, .news: continue
        }
      }
    }
    throw ServiceError("ConnectionClosed", "the server went away", status: 503)
  }
}
