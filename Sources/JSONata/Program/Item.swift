import JSON

/// What an expression has on its way: nothing, a value, or a function; with the marks by which the
/// language tells a sequence from an array.
///
/// JSON values flow through uncopied; the marks sit in the bytes that `Value` leaves free.
struct Item {
  enum Tag: UInt8 {
    /// Nothing at all.
    case undefined
    /// A JSON value.
    case value
    /// A function; `value` is its number (see `Evaluator.functions`).
    case function
    /// A variable that was not assigned yet.
    case unbound
    /// A call in tail position, left to the caller (`Evaluator.tail`).
    case tail
    /// A stream of tuples (`Evaluator.stream`).
    case stream
  }

  struct Flags: OptionSet {
    let rawValue: UInt8
    /// The array is a sequence: of one item it is that item, of none it is nothing.
    static let sequence = Flags(rawValue: 1)
    /// A sequence that stays an array when it has one item.
    static let keep = Flags(rawValue: 2)
    /// The array is one item of a sequence, not to be flattened into it.
    static let whole = Flags(rawValue: 4)
    /// The arrays in this sequence are `whole`.
    static let wholeElements = Flags(rawValue: 8)
    /// The sequence that wraps an input that is an array.
    static let outer = Flags(rawValue: 16)
  }

  var value: Value
  var tag: Tag
  var flags: Flags
  /// How deep the value can be nested beyond its deepest part that came from outside.
  var nesting: UInt16

  init(_ value: Value) {
    self.value = value
    tag = .value
    flags = []
    nesting = 0
  }

  init(_ value: Value, nesting: UInt16, flags: Flags = []) {
    self.value = value
    tag = .value
    self.flags = flags
    self.nesting = nesting
  }

  init(tag: Tag, value: Value = .null) {
    self.value = value
    self.tag = tag
    flags = []
    nesting = 0
  }

  static var undefined: Item { Item(tag: .undefined) }

  init(function number: Int) { self.init(tag: .function, value: .int(number)) }

  init(_ value: Value?) {
    if let value { self.init(value) } else { self.init(tag: .undefined) }
  }

  /// A sequence of `elements`.
  init(sequence elements: [Value], nesting: UInt16 = 0) {
    self.init(.array(elements), nesting: nesting, flags: .sequence)
  }

  var isUndefined: Bool { tag == .undefined }
  var isFunction: Bool { tag == .function }

  /// The elements where this is an array.
  var elements: [Value]? {
    if tag == .value, case .array(let elements) = value { elements } else { nil }
  }

  var isArray: Bool {
    if tag == .value, case .array = value { true } else { false }
  }

  var text: String? {
    if tag == .value, case .string(let text) = value { text } else { nil }
  }

  /// Sequences of one are their item, sequences of none are nothing.
  func settled(keep: Bool) -> Item {
    guard flags.contains(.sequence), case .array(let elements) = value, tag == .value else {
      return self
    }
    if elements.count > 1 && !keep { return self }
    var result = self
    if keep { result.flags.insert(.keep) }
    if elements.isEmpty { return .undefined }
    if elements.count == 1, !result.flags.contains(.keep) {
      var only = Item(elements[0], nesting: nesting)
      if flags.contains(.wholeElements), case .array = elements[0] { only.flags = .whole }
      return only
    }
    return result
  }
}

/// A variable that outlives the call it belongs to, because a function defined there uses it.
final class Cell {
  var item: Item

  init(_ item: Item) { self.item = item }
}

/// The value of an integer that was computed: exact in 64 bits as AWS has it, a double beyond 2^53 as
/// the reference has it.
func numeric(_ number: Int, _ dialect: Dialect) -> Value {
  if dialect == .jsonata, number.magnitude > 1 << 53 { return .double(Double(number)) }
  return .int(number)
}

/// The value of a double that was computed: an integer where it is one.
func numeric(_ number: Double) -> Value {
  if number.magnitude <= 9_007_199_254_740_992, number == number.rounded(.towardZero) {
    return .int(Int(number))
  }
  return .double(number)
}
