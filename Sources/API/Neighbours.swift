import JSON
import NIOCore
import NIOHTTP1
import Services

/// The services beside Step Functions that the server answers for, so that boto3 and local functions
/// share tables, queues and buckets with the workflows.
struct Neighbours: Sendable {
  let services: EmbeddedServices
  /// `http://127.0.0.1:8083`, for the addresses of queues.
  let endpoint: String

  /// Services of AWS's JSON protocols by what stands before the dot in `X-Amz-Target`.
  private static let jsonServices = [
    "DynamoDB_20120810": "dynamodb", "AmazonSQS": "sqs", "AWSEvents": "events",
    "secretsmanager": "secretsmanager", "AmazonSSM": "ssm",
  ]

  /// The answer, or `nil` where the request is for none of them.
  func respond(_ request: WebRequest) -> WebReply? {
    guard let target = request.headers.first(name: "x-amz-target") else { return nil }
    let parts = target.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let service = Self.jsonServices[parts[0]] else { return nil }
    return .later { await json(service, parts[1], request) }
  }

  private func json(_ service: String, _ operation: String, _ request: WebRequest) async
    -> WebResponse
  {
    let bytes = Array(request.body.readableBytesView)
    guard let value = bytes.isEmpty ? .emptyObject : try? Value(parsing: bytes),
      let parameters = value.object
    else {
      return Front.json(
        .failure(
          Fault(code: "SerializationException", message: "The request body is not a JSON object")))
    }
    do {
      let answer = try await services.callWaiting(
        service: service, operation: operation, parameters: parameters, endpoint: endpoint)
      return Front.json(.success(.object(answer)))
    } catch {
      return Front.json(.failure(Fault(error)))
    }
  }
}

extension Fault {
  /// A service's error on the wire: code, message and the members that go with them.
  init(_ error: ServiceError) {
    self.init(code: error.code, message: error.message, status: error.status)
    details = error.details
  }
}
