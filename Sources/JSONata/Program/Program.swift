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
    /// `a`: operation that gives the base or -1 for the context; `b`, `c`: range of names; `d`: first memo
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
    /// The last expression of a function: a sequence it ends in is handed on as it is, and is settled by
    /// the expression that called the function, or by nobody where a builtin called it.
    static let raw = Flags(rawValue: 8)
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
  /// The predicate can fail, or assigns, where there is nothing to choose from: it is asked all the same.
  var isAskedOfNothing = false
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
  /// An object with these keys, in `models`, where all keys are different texts; else -1.
  var model: Int32 = -1
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
  /// Places of the lambda's parameters; -1 for none.
  var first: Int32
  var second: Int32 = -1
  var third: Int32 = -1
  var fourth: Int32 = -1
  /// Range of places in `lists` of what the body binds.
  var bound: Int32
  var boundCount: Int32
  /// For `$sort`, where the function compares one value of each item: that value for the first.
  var key: Ref = -1
  /// Whether items go behind others by a greater value, rather than by a lesser.
  var ascending = false
}

struct LambdaPlan {
  var body: Ref
  /// Range of places in `lists`.
  var parameters: Int32
  var parameterCount: Int
  var locals: Int
  var cells: Int
  /// Range of places in the surrounding function, in `lists`.
  var captures: Int32
  var captureCount: Int32
  /// In `signatures`; -1 for none.
  var signature = -1
}

struct TransformPlan {
  /// What `$clone` is here.
  var clone: Ref
  var pattern: Ref
  var update: Ref
  var deletion: Ref
  var position: Int32
  var updatePosition: Int32
  var deletionPosition: Int32
  /// The transform's expressions are the body of a function of their own.
  var locals: Int
  var cells: Int
  var captures: Int32
  var captureCount: Int32
}

/// The variables of a block, which begin unbound each time.
struct ScopePlan {
  var places: Int32
  var count: Int32
}

/// A compiled expression.
final class Program: Sendable {
  let source: String
  let dialect: Dialect
  let root: Ref
  private let storage: Storage
  let ops: Table<Op>
  let constants: Table<Item>
  /// Whether a function stands in the text as a value, so that a result may hold it.
  let namesFunctions: Bool
  let names: Table<String>
  /// The names' fingerprints (`JSON.fingerprint`).
  let prints: Table<UInt64>
  let lists: Table<Ref>
  let steps: Table<Step>
  let stages: Table<StagePlan>
  let paths: Table<PathPlan>
  let groups: Table<GroupPlan>
  let models: Table<Object>
  let calls: Table<CallPlan>
  let loops: Table<LoopPlan>
  let lambdas: Table<LambdaPlan>
  let transforms: Table<TransformPlan>
  let scopes: Table<ScopePlan>
  let signatures: [Signature]
  let regexes: [Regex]
  let variables: [String]
  let locals: Int
  let cells: Int
  /// How many places of names are remembered (`Evaluator.memos`).
  let memos: Int
  let reading: Reading

  init(_ compiler: inout Compiler, root: Ref) {
    source = compiler.source
    dialect = compiler.dialect
    self.root = root
    var storage = Storage(size: compiler.size)
    ops = storage.take(&compiler.ops)
    let values = storage.take(&compiler.constants)
    constants = values
    namesFunctions = (0..<values.count).contains { values[$0].tag == .function }
    names = storage.take(&compiler.names)
    prints = storage.take(&compiler.prints)
    lists = storage.take(&compiler.lists)
    steps = storage.take(&compiler.steps)
    stages = storage.take(&compiler.stages)
    paths = storage.take(&compiler.paths)
    groups = storage.take(&compiler.groups)
    models = storage.take(&compiler.models)
    calls = storage.take(&compiler.calls)
    loops = storage.take(&compiler.loops)
    lambdas = storage.take(&compiler.lambdas)
    transforms = storage.take(&compiler.transforms)
    scopes = storage.take(&compiler.scopes)
    self.storage = storage
    signatures = compiler.tree.signatures
    regexes = compiler.regexes
    variables = compiler.variables
    locals = compiler.function.locals
    cells = compiler.function.cells
    memos = compiler.memos
    reading = compiler.reading
  }

  deinit {
    // The elements of the others refer to nothing.
    constants.deinitialize()
    names.deinitialize()
    models.deinitialize()
    storage.free()
  }
}
