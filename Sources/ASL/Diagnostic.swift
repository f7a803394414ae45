/// Something that is wrong, or doubtful, in a definition.
///
/// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html>
public struct Diagnostic: Error, Sendable, Hashable {
  public enum Severity: String, Sendable {
    case error = "ERROR"
    case warning = "WARNING"
  }

  public var severity: Severity
  /// AWS's code (`SCHEMA_VALIDATION_FAILED`, `MISSING_TRANSITION_TARGET` …) or one of ours.
  public var code: String
  /// AWS's words where AWS has the check.
  public var message: String
  /// JSON pointer in AWS's form, `/States/A/Choices[0]/Next`; `nil` where there is none.
  public var location: String?
  /// Where that is in the text, from 1; `nil` where the text has no such place.
  public var line: Int?
  public var column: Int?

  public init(
    severity: Severity, code: String, message: String, location: String?, line: Int? = nil,
    column: Int? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.line = line
    self.column = column
  }
}
