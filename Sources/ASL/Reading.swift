import JSON

/// What reading a definition gave: the machine as far as it could be made out, and everything that
/// is wrong with the text. Reading never stops at the first fault.
public struct Reading: Sendable {
  /// The machine; `nil` where the text has no `States` to speak of. Beside errors it is a sketch for
  /// the screen and must not be run.
  public var machine: StateMachine?
  /// AWS's diagnostics in AWS's order.
  public var diagnostics: [Diagnostic]
  /// The text that was read, with a place for each of its parts.
  public var source: Source

  /// Whether AWS would create a state machine with this definition.
  public var isValid: Bool { !diagnostics.contains { $0.severity == .error } }

  /// Why AWS would refuse the definition, as `CreateStateMachine` says it; `nil` where it would not.
  ///
  /// Recorded: `Invalid State Machine Definition: '<CODE>: <message> at <location>, …'`.
  public var invalidDefinitionMessage: String? {
    let errors = diagnostics.filter { $0.severity == .error }
    guard !errors.isEmpty else { return nil }
    let sentences = errors.map { error in
      "\(error.code): \(error.message)" + (error.location.map { " at \($0)" } ?? "")
    }
    return "Invalid State Machine Definition: '\(sentences.joined(separator: ", "))'"
  }
}

/// How a definition is to be read.
public struct ReadingOptions: Sendable {
  /// Whether the machine is an Express one, which AWS allows less.
  public var express: Bool
  /// The texts to put in the place of `${name}`.
  public var substitutions: [String: String]
  /// How the text is written.
  public var format: Source.Format
  /// Whether only what `CreateStateMachine` reads is read: JSON without comments.
  public var strict: Bool

  public init(
    express: Bool = false, substitutions: [String: String] = [:],
    format: Source.Format = .json, strict: Bool = false
  ) {
    self.express = express
    self.substitutions = substitutions
    self.format = format
    self.strict = strict
  }
}

extension StateMachine {
  /// Reads a definition. The whole of it is checked as AWS checks it; nothing is thrown.
  public static func read(_ text: String, options: ReadingOptions = ReadingOptions()) -> Reading {
    let source = Source(text, options: options)
    switch source.content {
    case .failure(let diagnostic):
      return Reading(machine: nil, diagnostics: [diagnostic], source: source)
    case .success(let value):
      var reader = Reader(options: options)
      let machine = reader.machine(value, text: text)
      return Reading(
        machine: machine, diagnostics: source.placing(reader.diagnostics), source: source)
    }
  }
}
