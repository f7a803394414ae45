import NIOCore
import NIOPosix
import Services

#if canImport(Glibc)
  import Glibc
#endif

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

  fileprivate init(channel: any Channel, group: MultiThreadedEventLoopGroup, endpoint: String) {
    self.channel = channel
    self.group = group
    self.endpoint = endpoint
  }

  /// The port that was taken.
  public var port: Int { channel.localAddress?.port ?? 0 }

  /// Where clients on this machine find it: `http://127.0.0.1:8083`.
  public let endpoint: String

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
    // Where others find the services is known when the port is.
    let neighbours = Neighbours()
    let front = Front(
      service: service, allowedHosts: options.allowedHosts.union([options.host.lowercased()]),
      signer: signer, neighbours: { neighbours.respond($0) })
    let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
    do {
      let channel = try await Server(respond: { front.respond($0) })
        .start(host: options.host, port: options.port, group: group)
      let endpoint = Self.endpoint(options.host, channel.localAddress?.port ?? options.port)
      neighbours.open(ServiceFront(dispatcher, endpoint: endpoint))
      dispatcher.functions.setEndpoint(endpoint)
      return RunningServer(channel: channel, group: group, endpoint: endpoint)
    } catch {
      try? await group.shutdownGracefully()
      throw ServingError(error, options)
    }
  }

  /// The address of a server for clients on this machine; one that listens on every address is found
  /// on loopback.
  private static func endpoint(_ host: String, _ port: Int) -> String {
    switch host {
    case "0.0.0.0", "": "http://127.0.0.1:\(port)"
    case "::": "http://[::1]:\(port)"
    case _ where host.contains(":"): "http://[\(host)]:\(port)"
    default: "http://\(host):\(port)"
    }
  }
}

/// Why the server cannot listen, and what to do about it.
public struct ServingError: Error, Sendable {
  public var message: String
  public var hint: String

  init(_ error: any Error, _ options: ServerOptions) {
    let place = "\(options.host):\(options.port)"
    switch (error as? IOError)?.errnoCode {
    case EADDRINUSE:
      message = "port \(options.port) on \(options.host) is taken by another program"
      hint = "stop that program, or choose another port: --port 0 takes a free one"
    case EACCES:
      message = "port \(options.port) may not be used by this user"
      hint = "choose a port above 1023: --port 0 takes a free one"
    case EADDRNOTAVAIL:
      message = "\(options.host) is no address of this machine"
      hint = "--host 127.0.0.1 serves this machine, --host 0.0.0.0 every network it is on"
    case let code?:
      message = "cannot listen on \(place): \(String(cString: strerror(code)))"
      hint = "--host and --port choose another address"
    case nil:
      message = "cannot listen on \(place): \(error)"
      hint = "--host and --port choose another address"
    }
  }
}
