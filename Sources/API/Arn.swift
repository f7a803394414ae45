/// A Step Functions ARN: `arn:PARTITION:states:REGION:ACCOUNT:TYPE:NAME[:…]`.
struct Arn: Sendable, Hashable {
  /// As given.
  var text: String
  /// `stateMachine`, `execution`, `express`, `activity`, `mapRun`
  var type: String
  /// What follows the type, between colons.
  var parts: [String]
  var region: String
  var account: String

  init(_ text: String) throws(Fault) {
    guard text.hasPrefix("arn:") else { throw .invalidArn("Invalid ARN prefix: \(text)") }
    let fields = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard fields.count >= 7, fields[2] == "states", !fields[6].isEmpty else {
      throw .invalidArn("Invalid ARN: \(text)")
    }
    self.text = text
    region = fields[3]
    account = fields[4]
    type = fields[5]
    parts = Array(fields[6...])
  }

  /// The ARN of a resource of one of `types`; any other type is refused in AWS's words.
  init(_ text: String, types: String...) throws(Fault) {
    try self.init(text)
    guard types.contains(type) else {
      throw .invalidArn("Resource type not valid in this context: \(type)")
    }
  }

  /// The name of the state machine, activity …
  var name: String { parts[0] }

  /// A version's number or an alias's name behind a state machine.
  var qualifier: String? { parts.count > 1 ? parts[1] : nil }

  /// The state machine's ARN without a qualifier.
  var unqualified: String {
    qualifier == nil ? text : String(text.prefix(text.utf8.count - (qualifier?.utf8.count ?? 0) - 1))
  }
}

/// The rules for names of state machines, executions and activities.
///
/// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html>
enum Name {
  private static let forbidden = Set<Unicode.Scalar>("<>{}[]?*\"#%\\^|~`$&,;:/".unicodeScalars)

  static func check(_ name: String) throws(Fault) {
    guard !name.isEmpty, name.count <= 80, name.unicodeScalars.allSatisfy(isAllowed) else {
      throw .invalidName(name)
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x20, 0x7F...0x9F, 0xFFFE...0xFFFF: false
    default: !forbidden.contains(scalar) && !scalar.properties.isWhitespace
    }
  }
}
