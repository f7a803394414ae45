/// A JSON value.
///
/// Numbers keep the distinction that AWS keeps: an integer that fits 64 bits is an `int`,
/// everything else a `double`, so `0.0` is written back as `0.0` and `0` as `0`. The two compare
/// equal when they are numerically equal. Objects keep the order of their members.
public enum Value: Sendable {
  /// `null`
  case null
  /// `true`, `false`
  case bool(Bool)
  /// `42`
  case int(Int)
  /// `4.2`, `1e3`, or an integer beyond 64 bits
  case double(Double)
  /// `"text"`
  case string(String)
  /// `[1, 2]`
  case array([Value])
  /// `{"a": 1}`
  case object(Object)
}

extension Value {
  /// The empty object, `{}`.
  public static var emptyObject: Value { .object(Object()) }

  /// The member called `name`, or `nil` where the value is no object or has no such member.
  @inlinable public subscript(name: String) -> Value? {
    guard case .object(let object) = self else { return nil }
    return object[name]
  }

  /// The element at `index`, or `nil` where the value is no array or is shorter.
  @inlinable public subscript(index: Int) -> Value? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The text of a string, else `nil`.
  @inlinable public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The truth value of a boolean, else `nil`.
  @inlinable public var bool: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  /// The number as an integer where it is one (`3`, `3.0`), else `nil`.
  @inlinable public var int: Int? {
    switch self {
    case .int(let number): number
    case .double(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The number as a double, else `nil`.
  @inlinable public var double: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  /// The elements of an array, else `nil`.
  @inlinable public var array: [Value]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object, else `nil`.
  @inlinable public var object: Object? {
    if case .object(let object) = self { object } else { nil }
  }

  /// Whether the value is `null`.
  @inlinable public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The JSON name of the value's type: `null`, `boolean`, `number`, `string`, `array`, `object`.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .int, .double: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension Value: Equatable {
  /// Deep equality: numbers by value, strings by code unit, objects without regard to order.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.double(let a), .double(let b)): a == b
    case (.int(let a), .double(let b)), (.double(let b), .int(let a)): Double(a) == b
    case (.string(let a), .string(let b)): sameText(a, b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }
}

extension Value: Hashable {
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let flag): hasher.combine(flag)
    case .int(let number): hasher.combine(Double(number))
    case .double(let number): hasher.combine(number)
    case .string(let text): hasher.combine(text)
    case .array(let elements): hasher.combine(elements)
    case .object(let object): hasher.combine(object)
    }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(stringLiteral text: String) { self = .string(text) }
  public init(integerLiteral number: Int) { self = .int(number) }
  public init(floatLiteral number: Double) { self = .double(number) }
  public init(booleanLiteral flag: Bool) { self = .bool(flag) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: Value...) { self = .array(elements) }
  public init(dictionaryLiteral members: (String, Value)...) { self = .object(Object(members)) }
}

/// Whether two strings are the same sequence of code points.
///
/// `String`'s own `==` takes canonically equivalent texts for equal, which JSON does not; the
/// comparison of lengths tells those apart and is free for native strings.
@inlinable public func sameText(_ left: String, _ right: String) -> Bool {
  left == right && left.utf8.count == right.utf8.count
}
