import JSON

/// What predicates do where there is nothing to choose from.
extension Compiler {
  /// Whether an operation can fail, or assigns, where the context is nothing.
  func mindsNothing(_ ref: Ref) -> Bool {
    guard ref >= 0 else { return false }
    let op = ops[ref]
    switch op.code {
    case .constant, .context, .root, .field, .variable, .variables, .wildcard, .descendant:
      return false
    case .fields: return false
    case .and, .or, .equal, .notEqual, .elvis, .coalesce, .member:
      return mindsNothing(op.a) || mindsNothing(op.b)
    case .condition: return mindsNothing(op.a) || mindsNothing(op.b) || mindsNothing(op.c)
    case .less, .lessEqual, .greater, .greaterEqual:
      return !isComparable(op.a) || !isComparable(op.b)
    case .add, .subtract, .multiply, .divide, .remainder:
      return !isNumber(op.a) || !isNumber(op.b)
    case .path:
      let first = steps[paths[op.a].steps]
      return first.field < 0 || first.stageCount > 0 || paths[op.a].group >= 0
    case .builtin:
      let call = calls[op.a]
      switch Builtin(rawValue: call.procedure) {
      case .exists, .not, .boolean, .count, .type:
        return call.count != 1 || mindsNothing(lists[call.arguments])
      case .contains, .length, .lowercase, .uppercase, .number, .string:
        guard call.count > 0, isField(lists[call.arguments]) else { return true }
        return call.count == 2 && !isText(lists[call.arguments + 1])
      default: return true
      }
    default: return true
    }
  }

  private func isField(_ ref: Ref) -> Bool {
    ops[ref].code == .field || ops[ref].code == .fields && ops[ref].a < 0
  }

  private func isText(_ ref: Ref) -> Bool { constantItem(ref)?.text != nil }

  private func isNumber(_ ref: Ref) -> Bool {
    isField(ref) || constantItem(ref)?.value.double != nil
  }

  private func isComparable(_ ref: Ref) -> Bool { isNumber(ref) || isText(ref) }
}
