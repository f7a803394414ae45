public import JSON

/// Finding one's way between a definition's text and its states.
extension Document {
  /// The pointer to the innermost state around a byte offset; `nil` outside of states.
  public func statePointer(at offset: Int) -> Pointer? { statePointer(around: pointer(at: offset)) }

  /// The pointer to the innermost state that a pointer leads into.
  public func statePointer(around pointer: Pointer) -> Pointer? {
    let tokens = pointer.tokens
    // Walks down, since a state's data may well have members called "States".
    var place = 0
    var found: Pointer?
    while place + 1 < tokens.count, tokens[place] == "States" {
      place += 2
      found = Pointer(tokens: Array(tokens[..<place]))
      guard place < tokens.count else { break }
      switch tokens[place] {
      case "Branches": place += 2
      case "ItemProcessor", "Iterator": place += 1
      default: return found
      }
    }
    return found
  }

  /// The bytes of what AWS's location names (`/States/A/Choices[0]/Next`), its name included; where
  /// it does not exist, of the nearest thing around it.
  public func range(ofLocation location: String) -> Range<Int>? {
    guard let node = node(at: Pointer(location: location, in: value)) else { return nil }
    return (node.keyRange?.lowerBound ?? node.range.lowerBound)..<node.range.upperBound
  }

  /// The bytes of the field of a state that a failure names.
  ///
  /// - Parameters:
  ///   - state: the state's place, `/States/A`
  ///   - field: as `EvaluationFailed.location` (`Output/a[0]`) or a cause (`value.$`) has it
  public func range(ofField field: String, inState state: String) -> Range<Int>? {
    let holder = Pointer(location: state, in: value)
    guard let root = holder.find(value) else { return nil }
    let direct = Pointer(location: "/\(field)", in: root)
    let first = field.prefix { $0 != "/" && $0 != "[" }
    if direct.tokens.first == String(first) {
      return range(of: Pointer(tokens: holder.tokens + direct.tokens))
    }
    // Causes give only the member's name, which may stand deep in a template.
    let tokens = Document.find(field, in: root, 0).map { holder.tokens + $0 }
    return range(of: Pointer(tokens: tokens ?? holder.tokens))
  }

  private func range(of pointer: Pointer) -> Range<Int>? {
    node(at: pointer).map { ($0.keyRange?.lowerBound ?? $0.range.lowerBound)..<$0.range.upperBound }
  }

  /// The way to the first member called `name` that is not in an inner state.
  private static func find(_ name: String, in value: Value, _ depth: Int) -> [String]? {
    guard depth < Value.depthLimit else { return nil }
    switch value {
    case .object(let object):
      if object[name] != nil { return [name] }
      for (member, inner) in object where member != "States" {
        if let rest = find(name, in: inner, depth + 1) { return [member] + rest }
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        if let rest = find(name, in: element, depth + 1) { return [String(index)] + rest }
      }
    default: break
    }
    return nil
  }
}

extension Scope {
  /// The names of all states in definition order, those of inner scopes after the state that holds
  /// them.
  public var stateNames: [String] {
    var names: [String] = []
    visitStates { state, _ in names.append(state.name) }
    return names
  }

  /// The state at a place, `/States/M/ItemProcessor/States/A`.
  public func state(at location: String) -> State? {
    var found: State?
    visitStates { state, _ in if state.location == location { found = state } }
    return found
  }
}
