public import JSON

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
  /// The value, as far as it could be read.
  public let value: Value
  /// What is wrong with the text as JSON or YAML.
  let fault: Diagnostic?
  /// Whether the text is JSON as AWS reads it; comments and the like make it `false`.
  public let isStrict: Bool

  init(_ text: String, options: ReadingOptions) {
    let text = substituting(options.substitutions, in: text)
    self.text = text
    format = options.format
    switch options.format {
    case .json: (value, fault, isStrict) = Source.json(text, lenient: !options.strict)
    case .yaml: (value, fault, isStrict) = Source.yaml(text)
    }
  }

  /// The source of a document that an editor holds.
  init(_ document: Document) {
    text = document.text
    format = .json
    value = document.value
    isStrict = document.isWellFormed && document.mode == .strict
    fault = document.isReadable ? nil : Source.jsonFault(text, document)
  }

  // MARK: Reading

  private static func json(_ text: String, lenient: Bool) -> (Value, Diagnostic?, Bool) {
    // Nearly every definition is plain JSON, and places are wanted only for what is wrong.
    if let value = try? Value(parsing: text) { return (value, nil, true) }
    let document = Document(text, mode: lenient ? .lenient : .strict)
    if document.isReadable { return (document.value, nil, false) }
    return (document.value, jsonFault(text, document), false)
  }

  private static func jsonFault(_ text: String, _ document: Document) -> Diagnostic {
    if text.isEmpty {
      return Diagnostic(
        severity: .error, code: "MISSING_DESCRIPTION",
        message: "Received a null or empty workflow input.", location: nil)
    }
    let fault = document.syntaxFaults.first
    // In strict JSON the first fault is Jackson's too; past comments only we can say.
    if let jackson = JacksonFault(in: text),
      document.mode == .strict || fault.map({ $0.place.line <= jackson.line }) ?? true
    {
      return Diagnostic(
        severity: .error, code: "INVALID_JSON_DESCRIPTION", message: jackson.message,
        location: jackson.location(in: text), line: fault?.place.line ?? jackson.line,
        column: fault?.place.column ?? jackson.column)
    }
    return Diagnostic(
      severity: .error, code: "INVALID_JSON_DESCRIPTION",
      message: fault?.reason ?? "not a JSON text", location: nil, line: fault?.place.line,
      column: fault?.place.column)
  }

  private static func yaml(_ text: String) -> (Value, Diagnostic?, Bool) {
    do throws(YAML.Fault) {
      return (try YAML.value(text), nil, false)
    } catch {
      let fault = Diagnostic(
        severity: .error, code: "INVALID_YAML", message: error.reason, location: nil,
        line: error.place?.line, column: error.place?.column)
      return (.null, fault, false)
    }
  }

  // MARK: Places

  /// The text with the place of every node; `nil` for YAML. It is made anew for each call.
  public func document() -> Document? {
    format == .json ? Document(text, mode: .lenient) : nil
  }

  /// The lines, from 1, on which the members and elements of a YAML text begin, by pointer; empty for
  /// JSON, whose document tells more.
  public func yamlLines() -> [String: Int] {
    format == .yaml ? YAML.places(text).mapValues(\.line) : [:]
  }

  /// The diagnostics with the line and column of their locations. `document` is this text's, where
  /// it has been made already.
  func placing(_ diagnostics: [Diagnostic], in document: Document? = nil) -> [Diagnostic] {
    guard diagnostics.contains(where: { $0.location != nil && $0.line == nil }) else {
      return diagnostics
    }
    let place = placer(document)
    return diagnostics.map { diagnostic in
      guard diagnostic.line == nil, let location = diagnostic.location else { return diagnostic }
      var placed = diagnostic
      (placed.line, placed.column) =
        place(Pointer(location: location, in: value)).map {
          ($0.line, $0.column)
        } ?? (nil, nil)
      return placed
    }
  }

  private func placer(_ known: Document?) -> (Pointer) -> (line: Int, column: Int)? {
    if let document = known ?? document() {
      return { pointer in
        let place = document.nearestPlace(of: pointer, key: true)
        return (place.line, place.column)
      }
    }
    let places = YAML.places(text)
    return { pointer in places[pointer.description].map { ($0.line, $0.column) } }
  }
}

extension Document {
  /// The faults that keep the text from being read. A `${…}` where a value belongs is none in a
  /// lenient document: a deployment fills it.
  fileprivate var syntaxFaults: [Fault] {
    faults.filter { fault in
      guard fault.kind == .syntax else { return false }
      return mode == .strict || !bytes[fault.offset...].starts(with: "${".utf8)
    }
  }

  fileprivate var isReadable: Bool { syntaxFaults.isEmpty }
}

extension Pointer {
  /// The pointer to what AWS's location names in a definition, `/States/A/Choices[0]/Next`, or to
  /// the nearest thing around it that exists.
  ///
  /// AWS does not escape names, so a state called `a/b` is found by trying the names there are.
  public init(location: String, in value: Value) {
    var best: [String] = []
    Pointer.follow(Array(location.utf8)[...], value, [], &best)
    self.init(tokens: best)
  }

  /// Follows `rest` from `node`, longest name first; true when all of it was used.
  @discardableResult
  private static func follow(
    _ rest: ArraySlice<UInt8>, _ node: Value, _ tokens: [String], _ best: inout [String]
  ) -> Bool {
    if tokens.count > best.count { best = tokens }
    guard let first = rest.first, tokens.count < Value.depthLimit else { return rest.isEmpty }
    switch (first, node) {
    case (UInt8(ascii: "/"), .object(let object)):
      let tail = rest.dropFirst()
      let names = object.names.filter { name in
        guard tail.starts(with: name.utf8) else { return false }
        let end = tail.dropFirst(name.utf8.count).first
        return end == nil || end == UInt8(ascii: "/") || end == UInt8(ascii: "[")
      }
      for name in names.sorted(by: { $0.utf8.count > $1.utf8.count }) {
        guard let child = object[name] else { continue }
        if follow(tail.dropFirst(name.utf8.count), child, tokens + [name], &best) { return true }
      }
      return false
    case (UInt8(ascii: "["), .array(let elements)):
      guard let close = rest.firstIndex(of: UInt8(ascii: "]")),
        let index = Int(String(decoding: rest[rest.startIndex + 1..<close], as: UTF8.self)),
        elements.indices.contains(index)
      else { return false }
      return follow(rest[(close + 1)...], elements[index], tokens + [String(index)], &best)
    default: return false
    }
  }
}

/// `text` with the values of `substitutions` in the place of `${name}`; other `${…}` stay.
public func substituting(_ substitutions: [String: String], in text: String) -> String {
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
