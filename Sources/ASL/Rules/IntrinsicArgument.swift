import JSON

extension Rule {
  /// `INTRINSIC_ARGUMENT`
  static let intrinsicArgument = Rule(
    "INTRINSIC_ARGUMENT", summary: "A constant argument of an intrinsic function cannot be right.",
    manual: #"""
      An intrinsic function gets a constant of a type that it does not take, so every execution
      fails there with `States.IntrinsicFailure`:

          "n.$": "States.MathAdd($.n, '1')"     ← a text; write 1

      `States.Format` is checked for the number of its `{}`.
      """#
  ) { input in
    input.states { state, _ in
      var findings: [Finding] = []
      state.visitParts { part, field in
        guard case .intrinsic(let intrinsic) = part else { return }
        findings += check(intrinsic).map {
          Finding("INTRINSIC_ARGUMENT", $0, at: "\(state.location)/\(field)")
        }
      }
      return findings
    }
  }

  private static func check(_ intrinsic: Intrinsic) -> [String] {
    let types = intrinsic.function.parameterTypes
    var messages: [String] = []
    for (index, argument) in intrinsic.arguments.enumerated() {
      switch argument {
      case .path: break
      case .call(let call): messages += check(call)
      case .constant(let value):
        guard index < types.count, let type = types[index], value.typeName != type else { continue }
        messages.append(
          "argument \(index + 1) of States.\(intrinsic.function.rawValue) must be a \(type), not "
            + "\(value.text)")
      }
    }
    if intrinsic.function == .format { messages += checkFormat(intrinsic) }
    return messages
  }

  private static func checkFormat(_ intrinsic: Intrinsic) -> [String] {
    guard case .constant(.string(let template)) = intrinsic.arguments.first else { return [] }
    var places = 0
    var rest = template.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\") {
        rest = rest.dropFirst()
      } else if byte == UInt8(ascii: "{"), rest.first == UInt8(ascii: "}") {
        places += 1
        rest = rest.dropFirst()
      }
    }
    let given = intrinsic.arguments.count - 1
    guard places != given else { return [] }
    return ["the template of States.Format has \(places) '{}' for \(given) arguments"]
  }
}

extension Intrinsic.Function {
  /// The JSON type that each parameter takes, `nil` for any.
  fileprivate var parameterTypes: [String?] {
    switch self {
    case .format, .stringToJson, .base64Encode, .base64Decode: ["string"]
    case .jsonToString, .array, .uuid: []
    case .arrayPartition, .arrayGetItem: ["array", "number"]
    case .arrayContains, .arrayLength, .arrayUnique: ["array"]
    case .arrayRange: ["number", "number", "number"]
    case .hash: [nil, "string"]
    case .jsonMerge: ["object", "object", "boolean"]
    case .mathRandom: ["number", "number", "number"]
    case .mathAdd: ["number", "number"]
    case .stringSplit: ["string", "string"]
    }
  }
}
