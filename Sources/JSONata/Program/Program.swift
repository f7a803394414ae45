import JSON

/// A number of an operation in `Program.ops`.
typealias Ref = Int32

/// One operation. All that is needed to evaluate an expression is in flat tables and addressed by
/// number, so that evaluation follows no pointers and counts no references.
struct Op {
  enum Code: UInt8 {
    /// `a`: constant
    case constant
    /// `a`: place of a variable (`Place`)
    case variable
    /// `a`, `b`: range of places in `lists`; the first that is bound counts
    case variables
    /// `$`, `$$`
    case context, root
    /// `a`: name
    case field
    /// `a`: operation that gives the base or -1 for the context; `b`, `c`: range of names
    case fields
    case wildcard, descendant
    /// `a`: path
    case path
    /// `a`, `b`: operands
    case add, subtract, multiply, divide, remainder
    case equal, notEqual, less, lessEqual, greater, greaterEqual
    case and, or, member, range
    /// `a`, `b`: range of operands in `lists`
    case concatenate
    /// `a`: operand
    case negate
    /// `a`, `b`: range of items in `lists`
    case array
    /// `a`, `b`: range of keys and values in `lists`
    case object
    /// `a`, `b`: range of expressions in `lists`; `c`: scope
    case block
    /// `a`: condition, `b`: then, `c`: else or -1
    case condition
    /// `a` or `b`
    case elvis, coalesce
    /// `a`: place; `b`: value
    case bind
    /// `a`: call
    case call
    /// `a`: call; the procedure is a builtin
    case builtin
    /// `a`: call with `?` among the arguments
    case partial
    /// `a`: value, `b`: function
    case apply
    /// `a`: value, `b`: call operation that takes it as first argument
    case applyCall
    /// `a`: lambda
    case lambda
    /// `a`: transform
    case transform
    /// `a`: loop, a builtin whose function is written in place
    case loop
    /// `a`: inner operation; `b`, `c`: range of stages; then group `d`
    case staged
  }

  struct Flags: OptionSet {
    let rawValue: UInt8
    static let keepArray = Flags(rawValue: 1)
    static let whole = Flags(rawValue: 2)
    /// A call in tail position of a lambda.
    static let tail = Flags(rawValue: 4)
  }

  var code: Code
  var flags: Flags = []
  /// Levels of nesting that were left out because they only hand on.
  var skipped: UInt8 = 0
  var a: Ref = 0
  var b: Ref = 0
  var c: Ref = 0
  var d: Ref = -1
  /// Byte offset in the source.
  var position: Int32 = -1
}

/// Where a variable lives.
struct Place: Equatable {
  enum Kind: Int32 { case local, cell, captured, global }
  let code: Int32

  init(_ kind: Kind, _ index: Int) { code = Int32(index) << 2 | kind.rawValue }
  init(code: Int32) { self.code = code }
  var kind: Kind { Kind(rawValue: code & 3) ?? .global }
  var index: Int { Int(code >> 2) }
}

/// A step of a path.
struct Step {
  var op: Ref
  /// The step is a plain field of this name; else -1.
  var field: Int32 = -1
  /// Where the shape met last is remembered (`Evaluator.memos`).
  var isSort = false
  /// Range of stages.
  var stages: Int32 = 0
  var stageCount: Int32 = 0
  /// Places that are bound for each value; -1 where there are none.
  var focus: Int32 = -1
  var index: Int32 = -1
  var ancestor: Int32 = -1
  /// Sort terms, in `lists`: expression and whether it descends, in turn.
  var terms: Int32 = 0
  var termCount: Int32 = 0
  var position: Int32 = -1
}

/// What is done with the values of a step.
struct StagePlan {
  /// Predicate, or -1 for an index binding.
  var op: Ref
  /// The number, where the predicate is one.
  var number: Int?
  /// The place an index is bound to.
  var index: Int32 = -1
}

struct PathPlan {
  var steps: Int32
  var count: Int32
  var keepSingleton = false
  var group: Int32 = -1
  /// The path hands its tuples on.
  var handsOn = false
  /// From which step on tuples flow; -1 for never.
  var tuplesFrom: Int32 = -1
  /// The first step is a variable: the input is one value even where it is an array.
  var absolute = false
  /// The first step is an array constructor: its array is the sequence.
  var wholeFirst = false
}

struct GroupPlan {
  var pairs: Int32
  var count: Int32
  var position: Int32
}

struct CallPlan {
  /// The procedure's operation, or the builtin's number.
  var procedure: Ref
  var arguments: Int32
  var count: Int32
  /// The procedure's name in `names`, for messages; -1 for none.
  var name: Int32 = -1
  /// An operation that tells whether a variable of that name exists; -1 for none.
  var meant: Ref = -1
}

/// A builtin over a lambda that is written where it is called: no function is made for it.
struct LoopPlan {
  var builtin: Builtin
  /// The array's operation and the start value's; -1 for none.
  var input: Ref
  var initial: Ref = -1
  var body: Ref
  /// Places of the lambda's parameters.
  var parameters: [Int32]
  /// Places of what the body binds.
  var bound: [Int32]
}

struct LambdaPlan {
  var body: Ref
  var parameters: [Int32]
  var locals: Int
  var cells: Int
  /// Places in the surrounding function.
  var captures: [Int32]
  var signature: Signature?
}

struct TransformPlan {
  var pattern: Ref
  var update: Ref
  var deletion: Ref
  var updatePosition: Int32
  var deletionPosition: Int32
  /// The transform's expressions are the body of a function of their own.
  var locals: Int
  var cells: Int
  var captures: [Int32]
}

/// The variables of a block, which begin unbound each time.
struct ScopePlan {
  var places: [Int32]
}

/// A compiled expression.
final class Program: Sendable {
  let source: String
  let dialect: Dialect
  let ops: [Op]
  let root: Ref
  let constants: [Item]
  let names: [String]
  let lists: [Ref]
  let steps: [Step]
  let stages: [StagePlan]
  let paths: [PathPlan]
  let groups: [GroupPlan]
  let calls: [CallPlan]
  let loops: [LoopPlan]
  let lambdas: [LambdaPlan]
  let transforms: [TransformPlan]
  let scopes: [ScopePlan]
  let regexes: [Regex]
  let variables: [String]
  let locals: Int
  let cells: Int
  let reading: Reading

  init(_ compiler: borrowing Compiler, root: Ref, reading: Reading) {
    self.reading = reading
    source = compiler.source
    dialect = compiler.dialect
    ops = compiler.ops
    self.root = root
    constants = compiler.constants
    names = compiler.names
    lists = compiler.lists
    steps = compiler.steps
    stages = compiler.stages
    paths = compiler.paths
    groups = compiler.groups
    calls = compiler.calls
    loops = compiler.loops
    lambdas = compiler.lambdas
    transforms = compiler.transforms
    scopes = compiler.scopes
    regexes = compiler.regexes
    variables = compiler.variables
    locals = compiler.function.locals
    cells = compiler.function.cells
  }
}
