public import JSON

/// Diagnostics as a person, a program or a code review wants them. All functions are pure.
public struct Report: Sendable {
  /// One definition and what is wrong with it.
  public struct Entry: Sendable {
    /// The file's name as the user gave it.
    public var file: String
    /// The text, for the lines that are shown.
    public var source: Source
    public var diagnostics: [Diagnostic]

    public init(file: String, source: Source, diagnostics: [Diagnostic]) {
      self.file = file
      self.source = source
      self.diagnostics = diagnostics
    }
  }

  public var entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  /// How many diagnostics of a severity there are.
  public func count(_ severity: Diagnostic.Severity) -> Int {
    entries.reduce(0) { sum, entry in
      sum + entry.diagnostics.filter { $0.severity == severity }.count
    }
  }

  // MARK: Text

  /// Each diagnostic with its line of text, a caret, and where it is:
  ///
  ///     order.asl.json:12:7: error: Missing 'Next' target: X  [MISSING_TRANSITION_TARGET]
  ///       12 |       "Next": "X"
  ///          |       ^
  ///       at /States/Check/Next
  ///
  /// Nothing in it is taken from the definition as it is: control characters are replaced.
  public func text(style: Style = .plain) -> String {
    var lines: [String] = []
    for entry in entries {
      let texts = entry.diagnostics.contains { $0.line != nil } ? Report.lines(of: entry) : []
      for diagnostic in entry.diagnostics {
        lines += Report.lines(for: diagnostic, in: entry, texts, style)
      }
    }
    return lines.joined(separator: "\n") + (lines.isEmpty ? "" : "\n")
  }

  /// Escape sequences around parts of the text.
  public struct Style: Sendable {
    public var error: String
    public var warning: String
    public var faint: String
    public var reset: String

    public init(error: String, warning: String, faint: String, reset: String) {
      self.error = error
      self.warning = warning
      self.faint = faint
      self.reset = reset
    }

    /// No colours.
    public static let plain = Style(error: "", warning: "", faint: "", reset: "")
    /// Red, yellow and dim, as every terminal has them.
    public static let terminal = Style(
      error: "\u{1B}[31m", warning: "\u{1B}[33m", faint: "\u{1B}[2m", reset: "\u{1B}[0m")
  }

  private static func lines(of entry: Entry) -> [Substring.UnicodeScalarView] {
    entry.source.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func lines(
    for diagnostic: Diagnostic, in entry: Entry, _ texts: [Substring.UnicodeScalarView],
    _ style: Style
  ) -> [String] {
    var place = printable(entry.file)
    if let line = diagnostic.line {
      place += ":\(line)" + (diagnostic.column.map { ":\($0)" } ?? "")
    }
    let isError = diagnostic.severity == .error
    let word = (isError ? style.error + "error" : style.warning + "warning") + style.reset
    var lines = [
      "\(place): \(word): \(printable(diagnostic.message))  "
        + "\(style.faint)[\(diagnostic.code)]\(style.reset)"
    ]
    if let line = diagnostic.line, texts.indices.contains(line - 1) {
      lines += excerpt(texts[line - 1], line, diagnostic.column ?? 1, style)
    }
    if let location = diagnostic.location, location.hasPrefix("/") {
      lines.append("  \(style.faint)at \(printable(location))\(style.reset)")
    }
    return lines
  }

  /// How many characters of a line are shown around the place.
  private static let excerptWidth = 100

  private static func excerpt(
    _ text: Substring.UnicodeScalarView, _ line: Int, _ column: Int, _ style: Style
  ) -> [String] {
    let scalars = Array(text)
    let place = max(0, min(column - 1, scalars.count))
    // A long line is cut so that the place stays in sight.
    let start = place > excerptWidth * 3 / 4 ? place - excerptWidth / 2 : 0
    let end = min(scalars.count, start + excerptWidth)
    var shown = String(String.UnicodeScalarView(scalars[start..<end]))
    if start > 0 { shown = "…" + shown }
    if end < scalars.count { shown += "…" }
    let number = String(line)
    let margin = String(repeating: " ", count: number.count)
    let before = scalars[start..<place].map { $0 == "\t" ? "\t" : " " }.joined()
    return [
      "  \(style.faint)\(number) |\(style.reset) \(printable(shown))",
      "  \(style.faint)\(margin) |\(style.reset) \(start > 0 ? " " : "")\(before)^",
    ]
  }

  /// A text without anything that a terminal would obey; tabs stay, ends of lines become blanks.
  private static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09: result.append(scalar)
      case 0x0A, 0x0D: result.append(" ")
      case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  // MARK: JSON

  /// An array of objects: `file`, `severity`, `code`, `message`, and `location`, `line`, `column`
  /// where they are known.
  public var json: Value {
    .array(
      entries.flatMap { entry in
        entry.diagnostics.map { diagnostic in
          var object: Object = [
            "file": .string(entry.file), "severity": .string(diagnostic.severity.rawValue),
            "code": .string(diagnostic.code), "message": .string(diagnostic.message),
          ]
          if let location = diagnostic.location { object["location"] = .string(location) }
          if let line = diagnostic.line { object["line"] = .int(line) }
          if let column = diagnostic.column { object["column"] = .int(column) }
          return .object(object)
        }
      })
  }

  // MARK: SARIF

  /// A SARIF 2.1.0 log with one run: what code reviews and editors read.
  ///
  /// <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
  public func sarif(version: String) -> Value {
    let codes = Set(entries.flatMap { $0.diagnostics.map(\.code) }).sorted()
    let places = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    let results = entries.flatMap { entry in
      entry.diagnostics.map { Report.result($0, entry.file, places[$0.code] ?? 0) }
    }
    let driver: Value = [
      "name": "treadle", "version": .string(version),
      "rules": .array(codes.map(Report.descriptor)),
    ]
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver], "columnKind": "unicodeCodePoints",
          "results": .array(results),
        ]
      ],
    ]
  }

  private static func descriptor(_ code: String) -> Value {
    let rule = Rule.named(code)
    let summary = rule?.summary ?? awsSummaries[code] ?? code
    var descriptor: Object = ["id": .string(code), "shortDescription": ["text": .string(summary)]]
    if let rule {
      descriptor["help"] = ["text": .string(rule.manual), "markdown": .string(rule.manual)]
    }
    return .object(descriptor)
  }

  private static func result(_ diagnostic: Diagnostic, _ file: String, _ rule: Int) -> Value {
    var location: Object = [:]
    var physical: Object = ["artifactLocation": ["uri": .string(uri(file))]]
    if let line = diagnostic.line {
      var region: Object = ["startLine": .int(line)]
      if let column = diagnostic.column { region["startColumn"] = .int(column) }
      physical["region"] = .object(region)
    }
    location["physicalLocation"] = .object(physical)
    if let pointer = diagnostic.location, pointer.hasPrefix("/") {
      location["logicalLocations"] = [["fullyQualifiedName": .string(pointer)]]
    }
    return [
      "ruleId": .string(diagnostic.code), "ruleIndex": .int(rule),
      "level": diagnostic.severity == .error ? "error" : "warning",
      "message": ["text": .string(diagnostic.message)],
      "locations": [.object(location)],
    ]
  }

  /// A path as a relative URI: all but the characters that need no escape is escaped.
  private static func uri(_ path: String) -> String {
    var result: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.append(byte)
      default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// AWS's codes, as the API reference describes them.
  private static let awsSummaries = [
    "INVALID_JSON_DESCRIPTION": "The text is not JSON.",
    "INVALID_YAML": "The text is not YAML.",
    "SCHEMA_VALIDATION_FAILED": "A field is missing, not supported, or has a wrong value.",
    "MISSING_TRANSITION_TARGET": "A transition leads to no state, or none leads to a state.",
    "MISSING_END_STATE": "The workflow has no terminal state.",
    "DUPLICATE_STATE_NAME": "The name of a state stands more than once.",
    "DUPLICATE_LABEL_NAME": "The label of a Map stands more than once.",
    "MISSING_DESCRIPTION": "The text is empty.",
    "INVALID_STATE_NAME": "The name of a state is too long.",
    "INVALID_LABEL_NAME": "The label of a Map is no name.",
    "INVALID_JSONATA_EXPRESSION": "A JSONata expression does not parse.",
    "UNSUPPORTED_JSONATA_EXPRESSION":
      "A JSONata expression reads what Step Functions does not offer there.",
  ]
}
