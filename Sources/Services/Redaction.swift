import JSON

/// Takes secrets out of what is written to a file that people share.
struct Redaction {
  /// What stands in a secret's place.
  static let mark = "****"

  /// Texts that must not stand in the file, of connections for example; longest first, so that one
  /// that is part of another leaves nothing behind.
  let secrets: [String]

  init(secrets: [String]) {
    self.secrets = Set(secrets).filter { !$0.isEmpty }
      .sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
  }

  /// The secrets that a workspace's configuration has.
  init(_ workspace: Workspace, and more: [String] = []) {
    var secrets = more
    for connection in workspace.connections.values {
      switch connection.authorization {
      case .none: break
      case .basic(let user, let password):
        secrets += [password, Identifiers.base64(Array("\(user):\(password)".utf8))]
      case .apiKey(_, let value): secrets.append(value)
      case .oauth(_, _, _, let clientSecret, _): secrets.append(clientSecret)
      }
    }
    self.init(secrets: secrets)
  }

  func callAsFunction(_ value: Value) -> Value { redacted(value, depth: 0) }

  private func redacted(_ value: Value, depth: Int) -> Value {
    guard depth < Value.depthLimit else { return .string(Self.mark) }
    switch value {
    case .object(let members):
      // An SSM parameter tells by its type that its value is secret.
      let isSecure = members["Type"]?.string == "SecureString"
      return .object(
        Object(
          members.map { name, member in
            if Self.isSecret(name) || isSecure && name == "Value" {
              return (name, Self.blanked(member, depth: depth))
            }
            return (name, redacted(member, depth: depth + 1))
          }))
    case .array(let elements): return .array(elements.map { redacted($0, depth: depth + 1) })
    case .string(let text): return .string(redacted(text, depth: depth))
    default: return value
    }
  }

  /// The same shape without a text or number of it.
  private static func blanked(_ value: Value, depth: Int) -> Value {
    guard depth < Value.depthLimit else { return .string(mark) }
    switch value {
    case .object(let members):
      return .object(Object(members.map { ($0, blanked($1, depth: depth + 1)) }))
    case .array(let elements): return .array(elements.map { blanked($0, depth: depth + 1) })
    case .null, .bool: return value
    default: return .string(mark)
    }
  }

  private func redacted(_ text: String, depth: Int) -> String {
    // Bodies and payloads are often JSON in a text; it stays as it is where nothing in it is secret.
    if text.hasPrefix("{") || text.hasPrefix("["), let inner = try? Value(parsing: text) {
      let clean = redacted(inner, depth: depth + 1)
      return clean == inner ? text : clean.text
    }
    var text = secrets.reduce(text) { $0.replacing($1, with: Self.mark) }
    for scheme in ["Bearer ", "Basic "] where text.hasPrefix(scheme) { text = scheme + Self.mark }
    return text
  }

  /// Whether a member's name says that its value is secret: `password`, `SecretString`, `x-api-key`,
  /// but not `SecretArn`.
  static func isSecret(_ name: String) -> Bool {
    let letters = String(name.lowercased().filter { $0 != "-" && $0 != "_" })
    if letters == "accesskeyid" { return true }
    guard words.contains(where: letters.contains) else { return false }
    return !["arn", "id", "name", "type"].contains { letters.hasSuffix($0) }
  }

  private static let words = [
    "password", "passwd", "secret", "authorization", "apikey", "accesstoken", "refreshtoken",
    "idtoken", "sessiontoken", "credential", "cookie", "privatekey", "accesskey",
  ]
}
