import JSON

/// The tokens that connections were given for their client credentials, kept until they expire or are
/// refused.
actor AccessTokens {
  static let shared = AccessTokens()
  /// Seconds before its end at which a token is asked for anew.
  static let margin = 30.0

  private var tokens: [ConnectionConfiguration: (text: String, end: Double)] = [:]

  func token(of connection: ConnectionConfiguration) async throws(HTTPFault) -> String {
    if let known = tokens[connection], known.end > now() { return known.text }
    guard
      case .oauth(let endpoint, let method, let id, let secret, let body) = connection.authorization
    else { return "" }
    var form: Object = [
      "grant_type": "client_credentials", "client_id": .string(id),
      "client_secret": .string(secret),
    ]
    for (name, value) in body.sorted(by: { $0.key < $1.key }) { form[name] = .string(value) }
    let text = FormCoding.encoded(form)
    let inAddress = method == "GET"
    let response = try await HTTP.send(
      HTTPRequest(
        method: method,
        address: inAddress ? endpoint + (endpoint.contains("?") ? "&" : "?") + text : endpoint,
        headers: inAddress ? [] : [("Content-Type", "application/x-www-form-urlencoded")],
        body: inAddress ? nil : text, timeout: 30))
    guard let token = response.bodyValue["access_token"]?.string else {
      throw HTTPFault(
        message: "the connection \(connection.name) was not authorized: \(endpoint) answered "
          + "\(response.status) without an access_token")
    }
    let seconds = response.bodyValue["expires_in"]?.double ?? 300
    tokens[connection] = (token, now() + max(0, seconds - Self.margin))
    return token
  }

  /// Forgets a token that was refused; `false` where the connection has none.
  func forget(_ connection: ConnectionConfiguration) -> Bool {
    tokens.removeValue(forKey: connection) != nil
  }
}
