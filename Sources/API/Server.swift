import NIOCore
import NIOHTTP1
import NIOPosix

/// One HTTP request with its whole body.
struct WebRequest: Sendable {
  var method: HTTPMethod
  /// Path and query as sent.
  var uri: String
  var headers: HTTPHeaders
  var body: ByteBuffer
  /// Not `nil` where the request cannot be served: what is wrong with it.
  var problem: WebProblem?
}

/// Why a request was not read to its end.
enum WebProblem: Sendable {
  /// The body is longer than `Server.bodyLimit`.
  case tooLarge
}

/// The answer to a request.
struct WebResponse: Sendable {
  var status: HTTPResponseStatus
  var headers: [(String, String)]
  var body: [UInt8]
}

/// How a request is answered: at once on the connection's thread, or later.
enum WebReply: Sendable {
  case now(WebResponse)
  case later(@Sendable () async -> WebResponse)
}

/// An HTTP/1.1 server: reads requests, hands them to `respond`, writes the answers in order.
struct Server: Sendable {
  /// The longest body that is read, above AWS's limit of 1 MB for a request plus what S3 objects
  /// and SDK encodings need.
  static let bodyLimit = 32 << 20
  /// A connection that sends nothing for so long in the middle of a request is closed.
  static let patience = TimeAmount.seconds(60)

  let respond: @Sendable (WebRequest) -> WebReply

  /// Listens on `host` and `port` (0 for any free one).
  func start(host: String, port: Int, group: MultiThreadedEventLoopGroup) async throws
    -> any Channel
  {
    let respond = respond
    return try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 512)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          try pipeline.addHandler(
            IdleStateHandler(readTimeout: Self.patience))
          try pipeline.addHandler(Connection(respond: respond))
        }
      }
      .bind(host: host, port: port).get()
  }
}

/// One connection: gathers a request, asks for its answer, writes it, one after the other
/// (`configureHTTPServerPipeline` holds back pipelined requests).
///
/// Not `Sendable`: it lives on its channel's event loop.
private final class Connection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let respond: @Sendable (WebRequest) -> WebReply
  private var request: WebRequest?
  private var answering = false

  init(respond: @escaping @Sendable (WebRequest) -> WebReply) { self.respond = respond }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      let declared = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
      request = WebRequest(
        method: head.method, uri: head.uri, headers: head.headers,
        body: context.channel.allocator.buffer(capacity: min(max(declared, 0), 1 << 16)),
        problem: declared > Server.bodyLimit ? .tooLarge : nil)
      if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
        // Who asks before sending is told at once that it is too much.
        if request?.problem != nil { return answer(context) }
        context.writeAndFlush(
          wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))),
          promise: nil)
      }
    case .body(var part):
      guard request?.problem == nil else { return }
      if (request?.body.readableBytes ?? 0) + part.readableBytes > Server.bodyLimit {
        request?.problem = .tooLarge
        request?.body.clear()
      } else {
        request?.body.writeBuffer(&part)
      }
    case .end: answer(context)
    }
  }

  private func answer(_ context: ChannelHandlerContext) {
    guard let request else { return }
    self.request = nil
    let keepAlive =
      request.headers.first(name: "connection")?.lowercased() != "close" && request.problem == nil
    answering = true
    let isHead = request.method == .HEAD
    switch respond(request) {
    case .now(let response): write(response, keepAlive: keepAlive, isHead: isHead, context)
    case .later(let work):
      let promise = context.eventLoop.makePromise(of: WebResponse.self)
      promise.completeWithTask(work)
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      promise.futureResult.whenSuccess { response in
        let (connection, context) = bound.value
        connection.write(response, keepAlive: keepAlive, isHead: isHead, context)
      }
    }
  }

  private func write(
    _ response: WebResponse, keepAlive: Bool, isHead: Bool, _ context: ChannelHandlerContext
  ) {
    answering = false
    guard context.channel.isActive else { return }
    var headers = HTTPHeaders()
    for (name, value) in response.headers { headers.add(name: name, value: value) }
    // The answer to HEAD tells the length of the body that it leaves out.
    if !headers.contains(name: "content-length") {
      headers.add(name: "content-length", value: String(response.body.count))
    }
    if !keepAlive { headers.add(name: "connection", value: "close") }
    let head = HTTPResponseHead(version: .http1_1, status: response.status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if !response.body.isEmpty, !isHead {
      let body = context.channel.allocator.buffer(bytes: response.body)
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    let end = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if !keepAlive {
      let channel = context.channel
      end.whenComplete { _ in channel.close(promise: nil) }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // A client that stops in the middle of a request is not waited for; one that waits for its
    // answer, or keeps an idle connection, is only closed when nothing is being done for it.
    if event is IdleStateHandler.IdleStateEvent, !answering { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
