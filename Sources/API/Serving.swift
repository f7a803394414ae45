import NIOCore
import NIOPosix
import Services

/// Where and how the API is served.
public struct ServerOptions: Sendable {
  /// Loopback unless told otherwise.
  public var host = "127.0.0.1"
  /// 0 takes a free one.
  public var port = 8083
  /// With both keys, signatures (AWS Signature Version 4) are verified; without, any is accepted.
  public var accessKey: String?
  public var secretKey: String?
  /// Further names that a `Host` header may have.
  public var allowedHosts: Set<String> = []

  public init() {}
}

/// The API on a port.
public final class RunningServer: Sendable {
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup

  fileprivate init(channel: any Channel, group: MultiThreadedEventLoopGroup) {
    self.channel = channel
    self.group = group
  }

  /// The port that was taken.
  public var port: Int { channel.localAddress?.port ?? 0 }

  /// Returns when the server has been closed.
  public func wait() async throws { try await channel.closeFuture.get() }

  /// Stops listening and closes connections.
  public func close() async throws {
    try? await channel.close().get()
    try await group.shutdownGracefully()
  }
}

extension Account {
  /// Serves the account over HTTP.
  public func serve(_ options: ServerOptions = ServerOptions()) async throws -> RunningServer {
    var signer: SignatureVerifier?
    if let accessKey = options.accessKey, let secretKey = options.secretKey {
      signer = SignatureVerifier(accessKey: accessKey, secretKey: secretKey)
    }
    let endpoint = "http://\(options.host):\(options.port)"
    let neighbours = Neighbours(front: ServiceFront(dispatcher, endpoint: endpoint))
    dispatcher.functions.setEndpoint(endpoint)
    let front = Front(
      service: service, allowedHosts: options.allowedHosts.union([options.host.lowercased()]),
      signer: signer, neighbours: { neighbours.respond($0) })
    let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
    do {
      let channel = try await Server(respond: { front.respond($0) })
        .start(host: options.host, port: options.port, group: group)
      return RunningServer(channel: channel, group: group)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }
}
