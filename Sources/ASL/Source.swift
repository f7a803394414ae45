import JSON

/// The text of a definition and the value it stands for.
public struct Source: Sendable {
  /// How a definition is written.
  public enum Format: Sendable, Hashable {
    /// JSON; with comments, trailing commas and bare names where it is not strict.
    case json
    case yaml

    /// The format that a file's name promises: `.yaml` and `.yml`, else JSON.
    public init(path: String) {
      self = path.hasSuffix(".yaml") || path.hasSuffix(".yml") ? .yaml : .json
    }
  }

  /// The text after substitutions.
  public let text: String
  public let format: Format
  /// The value, or what is wrong with the text.
  let content: Result<Value, Diagnostic>

  init(_ text: String, options: ReadingOptions) {
    let text = substituting(options.substitutions, in: text)
    self.text = text
    format = options.format
    content =
      switch options.format {
      case .json: Source.json(text, strict: options.strict)
      case .yaml: Source.yaml(text)
      }
  }

  private static func json(_ text: String, strict: Bool) -> Result<Value, Diagnostic> {
    do throws(ParseError) {
      return .success(try Value(parsing: text))
    } catch {
      return .failure(
        Diagnostic(
          severity: .error, code: "INVALID_JSON_DESCRIPTION", message: error.reason, location: nil))
    }
  }

  private static func yaml(_ text: String) -> Result<Value, Diagnostic> {
    .failure(
      Diagnostic(
        severity: .error, code: "INVALID_JSON_DESCRIPTION", message: "YAML is not read",
        location: nil))
  }

  /// The diagnostics with the line and column of their location.
  func placing(_ diagnostics: [Diagnostic]) -> [Diagnostic] { diagnostics }
}

/// `text` with the values of `substitutions` in the place of `${name}`; other `${…}` stay.
func substituting(_ substitutions: [String: String], in text: String) -> String {
  guard !substitutions.isEmpty else { return text }
  var result = ""
  var rest = text[...]
  while let dollar = rest.firstIndex(of: "$") {
    let after = rest.index(after: dollar)
    guard after < rest.endIndex, rest[after] == "{",
      let end = rest[after...].firstIndex(of: "}"),
      let value = substitutions[String(rest[rest.index(after: after)..<end])]
    else {
      result += rest[...dollar]
      rest = rest[after...]
      continue
    }
    result += rest[..<dollar]
    result += value
    rest = rest[rest.index(after: end)...]
  }
  return result + rest
}
