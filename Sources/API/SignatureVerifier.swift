import CCrypto
import NIOCore
import NIOHTTP1

/// Verifies AWS Signature Version 4 with one pair of keys.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
struct SignatureVerifier: Sendable {
  let accessKey: String
  let secretKey: String

  func accepts(_ request: WebRequest) -> Bool {
    guard let header = request.headers.first(name: "authorization"),
      let fields = Self.fields(header), let date = request.headers.first(name: "x-amz-date")
    else { return false }
    let scope = fields.credential.split(separator: "/").map(String.init)
    guard scope.count == 5, scope[0] == accessKey else { return false }
    let text = [
      "AWS4-HMAC-SHA256", date, scope[1...].joined(separator: "/"),
      Self.hex(Self.sha256(Array(canonical(request, signed: fields.signedHeaders).utf8))),
    ].joined(separator: "\n")
    var key = Array("AWS4\(secretKey)".utf8)
    for part in scope[1...] { key = Self.hmac(key, Array(part.utf8)) }
    let wanted = Array(Self.hex(Self.hmac(key, Array(text.utf8))).utf8)
    let given = Array(fields.signature.utf8)
    guard wanted.count == given.count else { return false }
    return zip(wanted, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private func canonical(_ request: WebRequest, signed: [String]) -> String {
    let parts = request.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let query = parts.count > 1 ? parts[1].split(separator: "&").sorted().joined(separator: "&") : ""
    let headers = signed.map { name in
      let value = request.headers[name].joined(separator: ",")
      return "\(name):\(value.split(separator: " ").joined(separator: " "))\n"
    }
    let payload =
      request.headers.first(name: "x-amz-content-sha256")
      ?? Self.hex(Self.sha256(Array(request.body.readableBytesView)))
    return [
      request.method.rawValue, String(parts.first ?? "/"), query, headers.joined(),
      signed.joined(separator: ";"), payload,
    ].joined(separator: "\n")
  }

  private static func fields(_ header: String) -> (
    credential: String, signedHeaders: [String], signature: String
  )? {
    guard header.hasPrefix("AWS4-HMAC-SHA256 ") else { return nil }
    var found: [String: String] = [:]
    for field in header.dropFirst("AWS4-HMAC-SHA256 ".count).split(separator: ",") {
      let pair = field.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { return nil }
      found[pair[0].filter { $0 != " " }] = String(pair[1])
    }
    guard let credential = found["Credential"], let signed = found["SignedHeaders"],
      let signature = found["Signature"]
    else { return nil }
    return (credential, signed.split(separator: ";").map(String.init), signature)
  }

  private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 64)
    let count = cc_digest("SHA256", bytes, bytes.count, &digest)
    return Array(digest.prefix(count))
  }

  private static func hmac(_ key: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let count = cc_hmac_sha256(key, key.count, bytes, bytes.count, &digest)
    return Array(digest.prefix(count))
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
