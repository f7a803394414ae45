/// A JSONPath as AWS Step Functions has it: the dialect of Jayway's `json-path` for Java.
///
/// A path is compiled once and evaluated any number of times; nothing of its text is read again.
/// Beside `$` it may start with `$$` (the context object) or `$name` (a variable); the caller gives
/// the value that `root` names. Inside a filter `$` is the value the path is evaluated on.
///
/// ```swift
/// let path = try Path("$.order.items[?(@.qty > 1)].sku")
/// try path.evaluate(input)  // an array: the path is not definite
/// ```
///
/// Source: the Amazon States Language's «Paths», Step Functions' guide, and what Jayway documents.
public struct Path: Sendable {
  /// What a path is read from.
  public enum Root: Sendable, Hashable {
    /// `$`: the input of the state, or the result where a field says so.
    case input
    /// `$$`: the context object.
    case context
    /// `$name`: a variable.
    case variable(String)
  }

  /// The text the path was made of.
  public let text: String
  /// Which value the path is read from.
  public let root: Root
  let route: Route

  /// Compiles a path. The error tells the place of the fault and what is wrong with it.
  public init(_ text: String) throws(PathError) {
    var parser = PathParser(text)
    (root, route) = try parser.path()
    self.text = text
  }

  /// Whether the path selects one node at most. The value of a path that is not definite is the
  /// array of all matches.
  public var isDefinite: Bool { route.isDefinite }

  /// Whether the path is a reference path: it has only `.name`, `['name']` and `[n]` steps.
  public var isReference: Bool { route.isReference }

  /// The path in the form in which it stands in messages: `$['a']['b'][0]`.
  public var normalised: String { "$" + route.text }

  /// The names and places of a reference path's steps, `nil` for every other path.
  public var referenceSteps: [ReferenceStep]? {
    guard isReference else { return nil }
    return route.steps.compactMap { step in
      switch step {
      case .name(let name): .name(name.text)
      case .index(let index): .index(index)
      default: nil
      }
    }
  }

  /// One step of a reference path.
  public enum ReferenceStep: Sendable, Hashable {
    case name(String)
    case index(Int)
  }

  /// The node that a definite path leads to, or the array of an indefinite path's matches.
  ///
  /// Fails only where a definite part of the path leads nowhere, with the words Jayway has for it.
  public func evaluate(_ root: Value) throws(PathFailure) -> Value {
    if let node = route.lookUp(root) { return node }
    return try route.evaluate(root, root: root)
  }

  /// The value of the path, or `nil` where it leads nowhere.
  public func find(_ root: Value) -> Value? {
    if let node = route.lookUp(root) { return node }
    if route.isPlain { return nil }
    return try? route.evaluate(root, root: root)
  }

  /// `root` with `value` put where a reference path leads, as `ResultPath` does it.
  ///
  /// Objects that are missing on the way are created; `[n]` must name an element that exists.
  /// `nil` where the path is no reference path or `root` cannot take the value there (a step into
  /// a string, number, boolean, null, or past the end of an array).
  public func setting(_ value: Value, in root: Value) -> Value? {
    guard isReference else { return nil }
    return Path.set(value, route.steps[...], root)
  }

  private static func set(_ value: Value, _ steps: ArraySlice<Step>, _ node: Value) -> Value? {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch (step, node) {
    case (.name(let name), .object(var object)):
      guard let child = set(value, rest, object[name.text] ?? .emptyObject) else { return nil }
      object[name.text] = child
      return .object(object)
    case (.index(let index), .array(var elements)):
      guard elements.indices.contains(index), let child = set(value, rest, elements[index])
      else { return nil }
      elements[index] = child
      return .array(elements)
    default: return nil
    }
  }
}

extension Path: Hashable, CustomStringConvertible {
  public static func == (left: Path, right: Path) -> Bool { sameText(left.text, right.text) }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
  public var description: String { text }
}

/// What is wrong with the text of a path.
public struct PathError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Byte offset into the text (UTF-8) where the fault was noticed.
  public var position: Int
  /// What is wrong, one sentence without the place.
  public var reason: String

  public init(position: Int, reason: String) {
    self.position = position
    self.reason = reason
  }

  public var description: String { "\(reason) (at position \(position))" }
}

/// Why a path has no value in a document.
///
/// `message` has Jayway's words, which AWS hands on: `Invalid path '$.a.b' : <message>`.
public enum PathFailure: Error, Sendable, Equatable {
  /// A definite path's last step found nothing. Recorded: `No results for path: $['a']['b']`.
  case noResults(path: String)
  /// A member on the way is missing. Recorded: `Missing property in path $['no']`.
  case missingProperty(path: String)
  /// `[n]` met something that is no array. Recorded:
  /// `Filter: [0] can only be applied to arrays. Current context is: 1`.
  case notAnArray(step: String, context: Value)
  /// `[n]` met `null`.
  case isNull(path: String)
  /// A member was asked of something that is no object.
  /// Seen on AWS: `Property ['length()'] not found in path $['list']`.
  case notAnObject(step: String, path: String)
  /// A filter met a string, number or boolean.
  case notFilterable(step: String, context: Value)
  /// `['a','b']` is followed by another step.
  /// Seen on AWS: `Multi properties can only be used as path leafs: $['a', 'b']`.
  case namesNotLast(path: String)
  /// `min()`, `max()`, `avg()`, `sum()`, `stddev()` found no number.
  case emptyAggregation

  /// The sentence Jayway has for it.
  public var message: String {
    switch self {
    case .noResults(let path): "No results for path: \(path)"
    case .missingProperty(let path): "Missing property in path \(path)"
    case .notAnArray(let step, let context):
      "Filter: \(step) can only be applied to arrays. Current context is: \(context.javaText)"
    case .isNull(let path): "The path \(path) is null"
    case .notAnObject(let step, let path):
      "Property \(step) not found in path \(path)"
    case .notFilterable(let step, let context):
      "Filter: \(step) can not be applied to primitives. Current context is: \(context.javaText)"
    case .namesNotLast(let path): "Multi properties can only be used as path leafs: \(path)"
    case .emptyAggregation:
      "Aggregation function attempted to calculate value using empty array"
    }
  }
}

extension Value {
  /// The value as Java prints its maps and lists: `{Arg1=1, Arg2=[]}`, strings without quotes.
  ///
  /// AWS shows values so in `States.Format` (recorded) and in messages of its JSONPath library.
  public var javaText: String {
    switch self {
    case .string(let text): text
    case .array(let elements): "[" + elements.map(\.javaText).joined(separator: ", ") + "]"
    case .object(let object):
      "{" + object.map { "\($0)=\($1.javaText)" }.joined(separator: ", ") + "}"
    default: text
    }
  }
}
