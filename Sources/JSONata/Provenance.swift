import JSON

/// A place in the data that an expression reads.
public struct Origin: Sendable, Hashable, CustomStringConvertible {
  /// The variable it begins at, without `$`; `nil` for the input.
  public var variable: String?
  /// The names from there on.
  public var path: [String]

  public init(variable: String?, path: [String]) {
    self.variable = variable
    self.path = path
  }

  public var description: String {
    ([variable.map { "$" + $0 } ?? "$"] + path).joined(separator: ".")
  }
}

/// Where the value of an expression comes from.
///
/// Told from the compiled expression alone, so that evaluation pays nothing for it. What a predicate or a
/// function of higher order chooses by is not told apart from what it chooses.
public indirect enum Provenance: Sendable, Equatable {
  /// The value stands there in the data.
  case copied(Origin)
  /// The value was made of what stands there; of nothing where it is constant.
  case computed([Origin])
  /// An object, member by member.
  case object([String: Provenance])
  /// An array, element by element as it is written.
  case array([Provenance])

  /// All places, each once.
  public var origins: [Origin] {
    var seen: Set<Origin> = []
    return all.filter { seen.insert($0).inserted }
  }

  private var all: [Origin] {
    switch self {
    case .copied(let origin): [origin]
    case .computed(let origins): origins
    case .object(let members): members.sorted { $0.key < $1.key }.flatMap(\.value.all)
    case .array(let elements): elements.flatMap(\.all)
    }
  }
}

extension Expression {
  /// Where the value comes from.
  public var provenance: Provenance { ProvenanceReader(program: program).read(program.root) }
}

private struct ProvenanceReader {
  let program: Program

  private func list(_ start: Int32, _ count: Int32) -> [Ref] {
    (start..<start + count).map { program.lists[$0] }
  }

  private func names(_ op: Op) -> [String] {
    list(op.b, op.c).map { program.names[$0] }
  }

  func read(_ ref: Ref) -> Provenance {
    guard ref >= 0 else { return .computed([]) }
    let op = program.ops[ref]
    switch op.code {
    case .variable where Place(code: op.a).kind == .global:
      let name = program.variables[Place(code: op.a).index]
      return .copied(Origin(variable: name, path: []))
    case .context, .root: return .copied(Origin(variable: nil, path: []))
    case .field: return .copied(Origin(variable: nil, path: [program.names[op.a]]))
    case .fields:
      return extended(op.a >= 0 ? read(op.a) : .copied(Origin(variable: nil, path: [])), names(op))
    case .path: return readPath(program.paths[op.a])
    case .object: return readObject(program.groups[op.a])
    case .array:
      return .array((0..<op.b).map { read(program.lists[op.a + 2 * $0]) })
    case .block where op.b > 0:
      return op.b == 1 ? read(program.lists[op.a]) : computed(list(op.a, op.b))
    case .staged: return read(op.a)
    default: return computed(children(op))
    }
  }

  private func extended(_ base: Provenance, _ names: [String]) -> Provenance {
    guard case .copied(var origin) = base else { return .computed(base.origins) }
    origin.path += names
    return .copied(origin)
  }

  private func computed(_ refs: [Ref]) -> Provenance {
    var seen: Set<Origin> = []
    return .computed(refs.flatMap { read($0).origins }.filter { seen.insert($0).inserted })
  }

  private func readPath(_ plan: PathPlan) -> Provenance {
    guard plan.count > 0, plan.group < 0 else { return .computed([]) }
    var result = read(program.steps[plan.steps].op)
    for number in 1..<max(1, plan.count) {
      let step = program.steps[plan.steps + number]
      if step.isSort { continue }
      guard step.field >= 0 else {
        let inner = read(step.op).origins.map { origin -> Origin in
          guard origin.variable == nil, case .copied(let base) = result else { return origin }
          return Origin(variable: base.variable, path: base.path + origin.path)
        }
        return .computed(inner)
      }
      result = extended(result, [program.names[step.field]])
    }
    return result
  }

  private func readObject(_ plan: GroupPlan) -> Provenance {
    guard plan.model >= 0 else { return computed(list(plan.pairs, 2 * plan.count)) }
    var members: [String: Provenance] = [:]
    for (place, name) in program.models[plan.model].names.enumerated() {
      members[name] = read(program.lists[Int(plan.pairs) + 2 * place + 1])
    }
    return .object(members)
  }

  private func children(_ op: Op) -> [Ref] {
    switch op.code {
    case .add, .subtract, .multiply, .divide, .remainder, .equal, .notEqual, .less, .lessEqual,
      .greater, .greaterEqual, .and, .or, .member, .range, .concatenate, .elvis, .coalesce, .apply:
      [op.a, op.b]
    case .negate: [op.a]
    case .condition: [op.a, op.b, op.c].filter { $0 >= 0 }
    case .bind: [op.b]
    case .call, .builtin, .partial:
      list(program.calls[op.a].arguments, program.calls[op.a].count).filter { $0 >= 0 }
    case .applyCall: [op.a, op.b]
    case .loop: [program.loops[op.a].input, program.loops[op.a].initial].filter { $0 >= 0 }
    case .block: list(op.a, op.b)
    default: []
    }
  }
}
