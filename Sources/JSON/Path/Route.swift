/// The compiled steps of a path, without its root: what `Path` and the paths in filters share.
struct Route: Sendable {
  let steps: [Step]
  /// A function at the end: `.length()`.
  let function: Function?
  let isDefinite: Bool
  /// Only `.name` and `[n]` with n ≥ 0.
  let isReference: Bool
  /// Only names and single places, so that a loop finds the node.
  let isPlain: Bool
  /// How many steps lead to one node each: a failure can only be within them.
  let definiteSteps: Int

  init(steps: [Step], function: Function? = nil) {
    self.steps = steps
    self.function = function
    definiteSteps = steps.prefix { $0.isSingle }.count
    isPlain = definiteSteps == steps.count && function == nil
    isReference =
      isPlain
      && steps.allSatisfy { if case .index(let index) = $0 { index >= 0 } else { true } }
    var definite = true
    for (place, step) in steps.enumerated() {
      if step.isSingle { continue }
      if case .names = step, place == steps.count - 1 { continue }
      definite = false
    }
    let scans = steps.contains { if case .scan = $0 { true } else { false } }
    isDefinite = definite || (function != nil && scans)
  }

  var text: String { text(of: steps[...]) + (function.map { ".\($0.rawValue)()" } ?? "") }

  func text(of steps: ArraySlice<Step>) -> String { steps.map(\.text).joined() }
}

/// One step of a path.
enum Step: Sendable {
  /// `.name`, `['name']`
  case name(Name)
  /// `[3]`, `[-1]`
  case index(Int)
  /// `['a','b']`
  case names([String])
  /// `[1,2]`
  case indices([Int])
  /// `[1:]`, `[:2]`, `[1:2]`
  case slice(from: Int?, to: Int?)
  /// `[*]`, `.*`
  case wildcard
  /// `..`: the next step at every depth
  case scan
  /// `[?(…)]`
  case filter(Filter)

  /// A member's name and what `Object.Shape` finds it by.
  struct Name: Sendable {
    let text: String
    let fingerprint: UInt64

    init(_ text: String) {
      self.text = text
      fingerprint = JSON.fingerprint(text)
    }

    func place(in object: borrowing Object) -> Int? {
      object.shape.place(of: text, fingerprint: fingerprint)
    }
  }

  var isSingle: Bool {
    switch self {
    case .name, .index: true
    default: false
    }
  }

  var text: String {
    switch self {
    case .name(let name): "['\(name.text)']"
    case .index(let index): "[\(index)]"
    case .names(let names): "[" + names.map { "'\($0)'" }.joined(separator: ", ") + "]"
    case .indices(let indices): "[" + indices.map(String.init).joined(separator: ",") + "]"
    case .slice(let from, let to):
      "[\(from.map(String.init) ?? ""):\(to.map(String.init) ?? "")]"
    case .wildcard: "[*]"
    case .scan: ".."
    case .filter: "[?]"
    }
  }
}

/// A function that may end a path.
enum Function: String, Sendable {
  case length, size, min, max, avg, sum, stddev, keys, first, last, concat
}

extension Route {
  /// The node, where the path has only single steps and they all lead somewhere.
  ///
  /// Goes down by recursion so that nodes are borrowed, not copied, on the way: counting
  /// references costs more than all the rest.
  func lookUp(_ root: Value) -> Value? {
    guard isPlain else { return nil }
    return Route.find(root, steps.span, 0)
  }

  private static func find(_ node: Value, _ steps: Span<Step>, _ place: Int) -> Value? {
    guard place < steps.count else { return node }
    switch steps[place] {
    case .name(let name):
      guard case .object(let object) = node,
        let member = object.shape.place(of: name.text, fingerprint: name.fingerprint)
      else { return nil }
      return find(object.values.span[member], steps, place + 1)
    case .index(let index):
      guard case .array(let elements) = node else { return nil }
      let span = elements.span
      let element = index < 0 ? span.count + index : index
      guard span.indices.contains(element) else { return nil }
      return find(span[element], steps, place + 1)
    default: return nil
    }
  }

  /// The value of the path from `node`; `root` is what `$` in filters means.
  func evaluate(_ node: Value, root: Value) throws(PathFailure) -> Value {
    var found: [Value] = []
    try walk(node, 0, root, &found)
    guard let function else { return try result(found) }
    if steps.contains(where: { if case .scan = $0 { true } else { false } }) {
      return try function.apply(.array(found))
    }
    if isDefinite { return try function.apply(try result(found)) }
    var results: [Value] = []
    for value in found { results.append(try function.apply(value)) }
    return .array(results)
  }

  private func result(_ found: [Value]) throws(PathFailure) -> Value {
    guard isDefinite else { return .array(found) }
    guard let node = found.last else { throw .noResults(path: "$" + text) }
    return node
  }

  private func path(to place: Int) -> String { "$" + text(of: steps[..<place]) }

  private func walk(_ node: Value, _ place: Int, _ root: Value, _ found: inout [Value])
    throws(PathFailure)
  {
    guard place < steps.count else {
      found.append(node)
      return
    }
    let strict = place <= definiteSteps
    switch steps[place] {
    case .name(let name): try walkName(name, node, place, root, &found)
    case .names(let names): try walkNames(names, node, place, root, &found)
    case .index(let index):
      guard let elements = try elements(of: node, place) else { return }
      try walkIndex(index, elements, place, root, &found)
    case .indices(let indices):
      guard let elements = try elements(of: node, place) else { return }
      for index in indices { try walkIndex(index, elements, place, root, &found) }
    case .slice(let from, let to):
      guard let elements = try elements(of: node, place) else { return }
      for index in Route.slice(from, to, elements.count) {
        try walkIndex(index, elements, place, root, &found)
      }
    case .wildcard:
      switch node {
      case .array(let elements):
        for element in elements { try walk(element, place + 1, root, &found) }
      case .object(let object):
        for value in object.values { try walk(value, place + 1, root, &found) }
      default: return
      }
    case .scan: try scan(node, place + 1, root, &found)
    case .filter(let filter):
      switch node {
      case .array(let elements):
        for element in elements where filter.accepts(element, root: root) {
          try walk(element, place + 1, root, &found)
        }
      case .object:
        if filter.accepts(node, root: root) { try walk(node, place + 1, root, &found) }
      default:
        if strict { throw .notFilterable(step: text(of: steps[place...]), context: node) }
      }
    }
  }

  private func walkName(
    _ name: Step.Name, _ node: Value, _ place: Int, _ root: Value, _ found: inout [Value]
  ) throws(PathFailure) {
    guard case .object(let object) = node else {
      guard place <= definiteSteps else { return }
      throw .notAnObject(step: steps[place].text, path: path(to: place))
    }
    if let member = name.place(in: object) {
      return try walk(object.values[member], place + 1, root, &found)
    }
    if place < definiteSteps, place + 1 < steps.count || function != nil {
      throw .missingProperty(path: path(to: place + 1))
    }
  }

  /// Several names make one object of the members there are; they can only be the last step.
  private func walkNames(
    _ names: [String], _ node: Value, _ place: Int, _ root: Value, _ found: inout [Value]
  ) throws(PathFailure) {
    guard case .object(let object) = node else {
      guard place <= definiteSteps else { return }
      throw .notAnObject(step: steps[place].text, path: path(to: place))
    }
    guard place + 1 == steps.count else { throw .namesNotLast(path: path(to: place + 1)) }
    var merged = Object()
    for name in names { if let value = object[name] { merged[name] = value } }
    found.append(.object(merged))
  }

  private func elements(of node: Value, _ place: Int) throws(PathFailure) -> [Value]? {
    if case .array(let elements) = node { return elements }
    guard place <= definiteSteps else { return nil }
    if case .null = node { throw .isNull(path: path(to: place)) }
    throw .notAnArray(step: text(of: steps[place...]), context: node)
  }

  private func walkIndex(
    _ index: Int, _ elements: [Value], _ place: Int, _ root: Value, _ found: inout [Value]
  ) throws(PathFailure) {
    let effective = index < 0 ? elements.count + index : index
    guard elements.indices.contains(effective) else { return }
    try walk(elements[effective], place + 1, root, &found)
  }

  /// Jayway's ranges: a negative end counts from the back only where the other end is left out;
  /// `[-2:1]` runs from -2 up, each place taken as an index of its own.
  private static func slice(_ from: Int?, _ to: Int?, _ count: Int) -> Range<Int> {
    switch (from, to) {
    case (nil, nil): return 0..<count
    case (let from?, nil):
      let start = Swift.max(0, from < 0 ? count + from : from)
      return start..<Swift.max(start, count)
    case (nil, let to?): return 0..<Swift.max(0, Swift.min(count, to < 0 ? count + to : to))
    case (let from?, let to?):
      let start = Swift.max(from, -count)
      return start..<Swift.max(start, Swift.min(count, to))
    }
  }

  /// Applies the step at `place` to `node` and all below it, parents first.
  private func scan(_ node: Value, _ place: Int, _ root: Value, _ found: inout [Value])
    throws(PathFailure)
  {
    guard place < steps.count else { return }
    if steps[place].matches(node, root: root) { try walk(node, place, root, &found) }
    switch node {
    case .array(let elements):
      for element in elements { try scan(element, place, root, &found) }
    case .object(let object):
      for value in object.values { try scan(value, place, root, &found) }
    default: return
    }
  }
}

extension Step {
  /// Whether a scan applies the step to a node.
  fileprivate func matches(_ node: Value, root: Value) -> Bool {
    switch (self, node) {
    case (.name(let name), .object(let object)): name.place(in: object) != nil
    case (.names(let names), .object(let object)):
      names.allSatisfy { object.shape.place(of: $0) != nil }
    case (.index, .array), (.indices, .array), (.slice, .array): true
    case (.wildcard, _): true
    case (.filter(let filter), .object): filter.accepts(node, root: root)
    case (.filter(let filter), .array): filter.accepts(node, root: root)
    default: false
    }
  }
}

extension Function {
  /// The function's value for the node it is called on; `null` where Jayway has none.
  func apply(_ value: Value) throws(PathFailure) -> Value {
    switch self {
    case .length, .size:
      switch value {
      case .array(let elements): return .int(elements.count)
      case .object(let object): return .int(object.count)
      default: return .null
      }
    case .keys: return value.object.map { .array($0.names.map(Value.string)) } ?? .null
    case .first: return value.array?.first ?? .null
    case .last: return value.array?.last ?? .null
    case .concat: return .string((value.array ?? []).compactMap(\.string).joined())
    case .min, .max, .avg, .sum, .stddev: return .double(try aggregate(value))
    }
  }

  private func aggregate(_ value: Value) throws(PathFailure) -> Double {
    let numbers = (value.array ?? []).compactMap(\.double)
    guard let least = numbers.min(), let greatest = numbers.max() else { throw .emptyAggregation }
    let sum = numbers.reduce(0, +)
    let mean = sum / Double(numbers.count)
    switch self {
    case .min: return least
    case .max: return greatest
    case .avg: return mean
    case .stddev:
      let squares = numbers.reduce(0) { $0 + $1 * $1 }
      return (squares / Double(numbers.count) - mean * mean).squareRoot()
    default: return sum
    }
  }
}
