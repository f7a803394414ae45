/// The members of a JSON object, in order.
///
/// Names and values are kept apart: objects that were parsed from one array usually have the same
/// names in the same order and then share one `Shape`, which saves allocations and lets a reader
/// of many like objects remember a member's place (compare `shape` by identity) instead of
/// searching for it.
public struct Object: Sendable {
  /// The names, shared between objects of the same form.
  public private(set) var shape: Shape
  /// The values, in the order of `shape.names`.
  public private(set) var values: [Value]

  /// The names of an object's members and where each stands.
  ///
  /// `@unchecked Sendable`: it is only changed by an `Object` that holds the one reference to it
  /// (`isKnownUniquelyReferenced`), so nobody else can be reading; a shared shape never changes.
  public final class Shape: @unchecked Sendable {
    @exclusivity(unchecked) public fileprivate(set) var names: [String]
    /// The fingerprint of each name, so that a search looks at few of the names themselves.
    @exclusivity(unchecked) private var fingerprints: [UInt64]
    /// Name to place; only for objects with more members than a linear search is good for.
    @exclusivity(unchecked) @usableFromInline var places: [String: Int]?

    @usableFromInline static let searchLimit = 12
    @usableFromInline static let empty = Shape(names: [])

    init(names: [String]) {
      self.names = names
      fingerprints = names.map(fingerprint)
      indexIfLarge()
    }

    fileprivate func append(_ name: String) {
      names.append(name)
      fingerprints.append(fingerprint(name))
      if places != nil { places?[name] = names.count - 1 } else { indexIfLarge() }
    }

    private func indexIfLarge() {
      guard names.count > Shape.searchLimit else { return }
      places = Dictionary(
        names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// The place of `name` among the members, or `nil`.
    public func place(of name: String) -> Int? {
      if let places { return places[name] }
      return place(of: name, fingerprint: fingerprint(name))
    }

    /// The place of `name`, whose fingerprint (`JSON.fingerprint`) is known.
    public func place(of name: String, fingerprint: UInt64) -> Int? {
      if let places { return places[name] }
      return fingerprints.withUnsafeBufferPointer { prints in
        prints.indices.first {
          guard prints[$0] == fingerprint else { return false }
          // Up to seven bytes the fingerprint is the name.
          let count = names[$0].utf8.count
          return count <= 7 ? count == name.utf8.count : sameText(names[$0], name)
        }
      }
    }
  }

  /// An object without members.
  public init() {
    shape = .empty
    values = []
  }

  /// An object with `members`; of members with the same name the last value counts.
  public init(_ members: some Sequence<(String, Value)>) {
    self.init()
    for (name, value) in members { self[name] = value }
  }

  /// An object whose members all have the same value; `nil` where a name comes twice.
  public init?(names: [String], value: Value) {
    if names.count <= Shape.searchLimit {
      for place in names.indices {
        for other in names[..<place] where sameText(other, names[place]) { return nil }
      }
    } else if Set(names).count < names.count {
      return nil
    }
    self.init(shape: Shape(names: names), values: Array(repeating: value, count: names.count))
  }

  /// An object of a known form. `values` has one element for each of `shape`'s names.
  @usableFromInline init(shape: Shape, values: [Value]) {
    self.shape = shape
    self.values = values
  }

  /// An object with the names of `other`, in its order, and new values.
  public init(like other: Object, values: [Value]) {
    precondition(values.count == other.count, "one value for each member")
    self.init(shape: other.shape, values: values)
  }

  /// The names of the members, in order.
  public var names: [String] { shape.names }
  /// How many members there are.
  public var count: Int { values.count }
  /// Whether there are none.
  public var isEmpty: Bool { values.isEmpty }

  /// The value of a member; assigning `nil` removes it, a new name goes to the end.
  public subscript(name: String) -> Value? {
    get { shape.place(of: name).map { values[$0] } }
    set {
      switch (shape.place(of: name), newValue) {
      case (let place?, let value?): values[place] = value
      case (let place?, nil): remove(at: place)
      case (nil, let value?): append(name, value)
      case (nil, nil): break
      }
    }
  }

  /// The member at a place.
  public subscript(place: Int) -> (name: String, value: Value) {
    (shape.names[place], values[place])
  }

  /// Adds a member whose name is known to be new.
  mutating func append(_ name: String, _ value: Value) {
    if isKnownUniquelyReferenced(&shape) {
      shape.append(name)
    } else {
      shape = Shape(names: shape.names + [name])
    }
    values.append(value)
  }

  private mutating func remove(at place: Int) {
    var names = shape.names
    names.remove(at: place)
    shape = Shape(names: names)
    values.remove(at: place)
  }
}

extension Object: Sequence {
  public func makeIterator() -> Zip2Sequence<[String], [Value]>.Iterator {
    zip(shape.names, values).makeIterator()
  }
}

extension Object: Hashable {
  public static func == (left: Object, right: Object) -> Bool {
    guard left.count == right.count else { return false }
    if left.shape === right.shape { return left.values == right.values }
    return left.allSatisfy { name, value in right[name] == value }
  }

  public func hash(into hasher: inout Hasher) {
    var sum = 0
    for (name, value) in self {
      var member = Hasher()
      member.combine(name)
      member.combine(value)
      sum &+= member.finalize()
    }
    hasher.combine(sum)
  }
}

extension Object: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral members: (String, Value)...) { self.init(members) }
}

/// A name's length and first seven bytes: different names mostly differ in it.
public func fingerprint(_ name: String) -> UInt64 {
  let utf8 = name.utf8
  var result: UInt64 = 0
  for byte in utf8.prefix(7) { result = result << 8 | UInt64(byte) }
  return result | UInt64(truncatingIfNeeded: utf8.count) << 56
}
