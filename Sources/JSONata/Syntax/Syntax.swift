import JSON

/// A node of an expression as it is written, and, after `Structure`, as it is meant.
///
/// The rules of paths change nodes after they have been read: a predicate is hung on the step before it,
/// `%` marks the step it looks for.
typealias Syntax = Handle<Node>
typealias Extra = Handle<Rare>
typealias ParentSlot = Handle<Slot>

struct Node {
  enum Form: UInt8 {
    /// `a.b.c`: the steps are `parts`
    case path
    /// `a`, and `and`, `or`, `in` where an operand is expected
    case name
    /// `"text"`, `1`, `true`, `null`
    case string, number, literal
    /// `/a+/i`: `text` is the pattern
    case regex
    /// `$v`, `$`, `$$`
    case variable
    /// `*`, `**`, `%`
    case wildcard, descendant, parent
    /// `left operator right`
    case binary
    /// `[ parts ]`
    case array
    /// `{ parts }`: keys and values in turn
    case object
    /// `- left`
    case negate
    /// `( parts )`
    case block
    /// `left ? right : third`
    case condition
    /// `left ?: right`, `left ?? right`
    case elvis, coalesce
    /// `$v := right`
    case bind
    /// `left ~> right`
    case apply
    /// `left(parts)`, and with `?` among the arguments
    case call, partial
    /// `function(parts){ left }`
    case lambda
    /// `| left | right, third |`
    case transform
    /// `^(parts)`
    case sort
    /// `?` as an argument
    case placeholder
    /// What follows a step: the predicate `left`, or an index bound to `name`
    case stage
    /// the end of the text
    case end

    /// The reference's name, for messages.
    var name: String {
      switch self {
      case .array, .object, .negate: "unary"
      case .literal: "value"
      case .call: "function"
      case .elvis, .coalesce: "condition"
      default: "\(self)"
      }
    }
  }

  struct Flags: OptionSet {
    let rawValue: UInt8
    /// `[]` follows: a single result stays an array.
    static let keepArray = Flags(rawValue: 1)
    /// A path with a step that has `keepArray`.
    static let keepSingleton = Flags(rawValue: 2)
    /// An array constructor whose result is one item of the sequence.
    static let wholeArray = Flags(rawValue: 4)
    /// The step makes or needs tuples: values with variables bound to them.
    static let tuple = Flags(rawValue: 8)
    /// A sort term that descends.
    static let descending = Flags(rawValue: 16)
  }

  var form: Form
  var symbol: Symbol
  var flags: Flags = []
  /// Whether `:=` occurs from here down, blocks and functions left out.
  var binds = false
  /// The builtin that this call gives a function written in place.
  var loop: Builtin?
  /// How many levels the tree has from here down, while it is read.
  var height: Int32 = 1
  /// The number of the text where that is a name; else -1.
  var name: NameID = -1
  /// Byte offset of the token's end.
  var position: Int
  /// The token's text where it has one.
  var text: Text
  var number = Literal.int(0)
  var left: Syntax?
  var right: Syntax?
  var third: Syntax?
  var parts = Parts()
  /// The next in the list of parts that this is one of.
  fileprivate var next: Syntax?
  var extra: Extra?

  init(form: Form, symbol: Symbol, position: Int, text: Text) {
    self.form = form
    self.symbol = symbol
    self.position = position
    self.text = text
  }
}

/// The value of a number as it is written.
enum Literal {
  case int(Int)
  case double(Double)

  var value: Value {
    switch self {
    case .int(let number): .int(number)
    case .double(let number): .double(number)
    }
  }

  var negated: Literal {
    switch self {
    case .int(let number): .int(0 &- number)
    case .double(let number): .double(-number)
    }
  }
}

/// Nodes in a row. A node can be in one row at a time.
struct Parts: Sequence {
  private(set) var first: Syntax?
  private(set) var last: Syntax?
  private(set) var count = 0

  var isEmpty: Bool { first == nil }

  mutating func append(_ node: Syntax) {
    node.next = nil
    if let last { last.next = node } else { first = node }
    last = node
    count += 1
  }

  mutating func append(contentsOf other: Parts) {
    guard let begin = other.first else { return }
    if let last { last.next = begin } else { first = begin }
    last = other.last
    count += other.count
  }

  /// The part at a place, searched from the first on.
  subscript(place: Int) -> Syntax? {
    var node = first
    for _ in 0..<place { node = node?.next }
    return node
  }

  struct Iterator: IteratorProtocol {
    fileprivate var node: Syntax?

    mutating func next() -> Syntax? {
      let result = node
      node = result?.next
      return result
    }
  }

  func makeIterator() -> Iterator { Iterator(node: first) }
}

/// What few nodes have.
struct Rare {
  /// `@$v` and `#$v`
  var focus: NameID = -1
  var index: NameID = -1
  /// Predicates and index bindings that follow.
  var stages = Parts()
  /// The predicates belong to the expression itself, not to a step: they see its bare result.
  var ownPredicates = false
  /// Keys and values in turn of the `{…}` that follows.
  var group = Parts()
  var groupPosition: Int?
  /// The slot of a `%`.
  var slot: ParentSlot?
  /// The slot that this step fills for a `%` behind it.
  var ancestor: ParentSlot?
  /// Slots of `%`s inside that look for their step further left.
  var seeking = Seeking()
  /// The flags of a regular expression.
  var regexFlags: Text?
  /// The number of a function's signature in `Tree.signatures`; -1 for none.
  var signature = -1
}

/// The place that a `%` stands for: how many steps up, and the label it is bound to there.
struct Slot {
  var label: Int
  var level = 1
}

/// Slots in a row.
struct Seeking: Sequence {
  struct Link {
    fileprivate(set) var slot: ParentSlot
    fileprivate var next: Handle<Link>?

    init(slot: ParentSlot) { self.slot = slot }
  }

  private var first: Handle<Link>?
  private var last: Handle<Link>?

  var isEmpty: Bool { first == nil }

  mutating func append(_ link: Handle<Link>) {
    if let last { last.next = link } else { first = link }
    last = link
  }

  struct Iterator: IteratorProtocol {
    fileprivate var link: Handle<Link>?

    mutating func next() -> ParentSlot? {
      defer { link = link?.next }
      return link?.slot
    }
  }

  func makeIterator() -> Iterator { Iterator(link: first) }
}

extension Handle where Target == Node {
  /// The value of a number, `true`, `false` or `null`.
  var value: Value {
    switch self.symbol {
    case .true: .bool(true)
    case .false: .bool(false)
    case .null: .null
    default: self.number.value
    }
  }

  /// The part behind this one.
  var following: Syntax? { self.next }

  /// The slots that look for their step, this node's own behind those of its parts.
  var sought: [ParentSlot] {
    guard let extra = self.extra else { return [] }
    var found = Array(extra.seeking)
    if self.form == .parent, let slot = extra.slot { found.append(slot) }
    return found
  }
}
