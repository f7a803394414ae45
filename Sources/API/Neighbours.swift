import NIOCore
import NIOHTTP1
import Services
import Synchronization

/// The services beside Step Functions that the server answers for, so that boto3 and local functions
/// share tables, queues and buckets with the workflows. What they are called and how they answer is
/// `Services`' business; this carries requests there and back.
final class Neighbours: Sendable {
  private let front = Mutex<ServiceFront?>(nil)

  /// From now on the services answer.
  func open(_ front: ServiceFront) { self.front.withLock { $0 = front } }

  /// The answer, or `nil` where the request is for none of them.
  func respond(_ request: WebRequest) -> WebReply? {
    var headers: [String: String] = [:]
    for (name, value) in request.headers { headers[name.lowercased()] = value }
    let wire = WireRequest(
      method: request.method.rawValue, target: request.uri, headers: headers,
      body: Array(request.body.readableBytesView))
    guard let work = front.withLock({ $0 })?.answer(wire) else { return nil }
    return .later {
      let response = await work()
      return WebResponse(
        status: HTTPResponseStatus(statusCode: response.status),
        headers: response.headers.map { ($0.name, $0.value) }, body: response.body)
    }
  }
}
