import JSON

/// A node of an expression as it is written, and, after `Structure`, as it is meant.
///
/// A class, because the rules of paths change nodes after they have been read: a predicate is hung on
/// the step before it, `%` marks the step it looks for. One thread has it and no access overlaps another,
/// which is why accesses are not checked for that.
final class Syntax {
  enum Form {
    /// `a.b.c`: the steps are `parts`
    case path
    /// `a`, and `and`, `or`, `in` where an operand is expected
    case name
    /// `"text"`, `1`, `true`, `null`
    case string, number, literal
    /// `/a+/i`: `text` is the pattern, `token` the flags
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
    /// the end of the text
    case end
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

  @exclusivity(unchecked) var form: Form
  @exclusivity(unchecked) var symbol: Symbol
  @exclusivity(unchecked) var flags: Flags = []
  /// How many levels the tree has from here down, while it is read.
  @exclusivity(unchecked) var height: Int32 = 1
  /// Whether `:=` occurs from here down, blocks and functions left out.
  @exclusivity(unchecked) var binds = false
  /// The builtin that this call gives a function written in place.
  @exclusivity(unchecked) var loop: Builtin?
  /// Byte offset of the token's end.
  @exclusivity(unchecked) var position: Int
  /// The token's text where it has one.
  @exclusivity(unchecked) var text: String
  @exclusivity(unchecked) var value = Value.null
  @exclusivity(unchecked) var left: Syntax?
  @exclusivity(unchecked) var right: Syntax?
  @exclusivity(unchecked) var third: Syntax?
  @exclusivity(unchecked) var parts: [Syntax] = []
  @exclusivity(unchecked) var extra: Extra?

  /// What few nodes have.
  final class Extra {
    /// `@$v` and `#$v`
    @exclusivity(unchecked) var focus: String?
    @exclusivity(unchecked) var index: String?
    /// Predicates and index bindings that follow.
    @exclusivity(unchecked) var stages: [Stage] = []
    /// The predicates belong to the expression itself, not to a step: they see its bare result.
    @exclusivity(unchecked) var ownPredicates = false
    /// Keys and values in turn of the `{…}` that follows.
    @exclusivity(unchecked) var group: [Syntax] = []
    @exclusivity(unchecked) var groupPosition: Int?
    /// The slot of a `%`.
    @exclusivity(unchecked) var slot: ParentSlot?
    /// The slot that this step fills for a `%` behind it.
    @exclusivity(unchecked) var ancestor: ParentSlot?
    /// Slots of `%`s inside that look for their step further left.
    @exclusivity(unchecked) var seeking: [ParentSlot] = []
    @exclusivity(unchecked) var signature: Signature?
  }

  init(_ form: Form, _ symbol: Symbol, at position: Int, text: String = "") {
    self.form = form
    self.symbol = symbol
    self.position = position
    self.text = text
  }

  /// The rare members, made when first asked for.
  var more: Extra {
    if let extra { return extra }
    let made = Extra()
    extra = made
    return made
  }

  var seeking: [ParentSlot] { extra?.seeking ?? [] }
}

/// What follows a step in brackets or after `#`.
struct Stage {
  var expression: Syntax?
  var index: String?
  var position: Int
}

/// The place that a `%` stands for: how many steps up, and the label it is bound to there.
final class ParentSlot {
  @exclusivity(unchecked) var label: Int
  @exclusivity(unchecked) var level = 1

  init(label: Int) { self.label = label }
}
