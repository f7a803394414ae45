public import JSON

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
  /// How it was read.
  public var options: ReadingOptions
  /// Expressions that only a newer JSONata than AWS's reads.
  var newerExpressions: [String] = []

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
    read(Source(text, options: options), options: options)
  }

  /// Reads a definition that is being edited.
  public static func read(_ document: Document, options: ReadingOptions = ReadingOptions())
    -> Reading
  {
    read(Source(document), options: options)
  }

  /// Reads a definition of one state, as `TestState` takes it: a machine of the one state
  /// `StateName` (recorded: `/States/StateName/Branches`), whose transitions lead nowhere.
  public static func read(state text: String, options: ReadingOptions = ReadingOptions())
    -> Reading
  {
    let source = Source(text, options: options)
    var reader = Reader(options: options)
    reader.checksGraph = false
    let machine: Value = ["StartAt": "StateName", "States": ["StateName": source.value]]
    let model = reader.machine(machine, text: source.text)
    return Reading(
      machine: model, diagnostics: source.fault.map { [$0] } ?? reader.diagnostics,
      source: source, options: options, newerExpressions: reader.newerExpressions)
  }

  private static func read(_ source: Source, options: ReadingOptions) -> Reading {
    var reader = Reader(options: options)
    let machine = reader.machine(source.value, text: source.text)
    // What AWS checks of names that stand twice can be seen only in the text.
    if options.strict, !reader.diagnostics.contains(where: { $0.severity == .error }) {
      reader.diagnostics = source.duplicateStates
    }
    // Of broken text the machine is a sketch, and what the rest lacks is the fault's doing.
    let diagnostics = source.fault.map { [$0] } ?? source.placing(reader.diagnostics)
    return Reading(
      machine: machine, diagnostics: diagnostics, source: source, options: options,
      newerExpressions: reader.newerExpressions)
  }
}
