import JSON
import Yams

/// Reads YAML (and so JSON) into a value; plain scalars as the YAML 1.2 core schema has them, but a
/// number with a leading zero, an account id for one, stays text.
func value(ofYAML text: String, file: String) throws(WorkspaceError) -> Value {
  let root: Node?
  do { root = try Yams.compose(yaml: text) } catch let error as YamlError {
    throw WorkspaceError(file: file, line: line(of: error), message: "\(error)")
  } catch { throw WorkspaceError(file: file, message: "\(error)") }
  guard let root else { return .emptyObject }
  return value(of: root, depth: 0)
}

private func line(of error: YamlError) -> Int? {
  switch error {
  case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
    mark.line
  default: nil
  }
}

private func value(of node: Node, depth: Int) -> Value {
  guard depth < Value.depthLimit else { return .null }
  switch node {
  case .scalar(let scalar): return scalarValue(scalar)
  case .sequence(let sequence): return .array(sequence.map { value(of: $0, depth: depth + 1) })
  case .mapping(let mapping):
    var object = Object()
    for (key, member) in mapping {
      object[key.scalar?.string ?? ""] = value(of: member, depth: depth + 1)
    }
    return .object(object)
  case .alias: return .null
  }
}

private func scalarValue(_ scalar: Node.Scalar) -> Value {
  guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
  switch scalar.string {
  case "", "~", "null", "Null", "NULL": return .null
  case "true", "True", "TRUE": return true
  case "false", "False", "FALSE": return false
  default: return number(scalar.string) ?? .string(scalar.string)
  }
}

private func number(_ text: String) -> Value? {
  let digits = text.drop { $0 == "-" || $0 == "+" }
  guard let first = digits.utf8.first, (48...57).contains(first) || first == 46 else { return nil }
  if first == 48, let second = digits.utf8.dropFirst().first, (48...57).contains(second) {
    return nil
  }
  if let integer = Int(text) { return .int(integer) }
  guard digits.utf8.allSatisfy({ (48...57).contains($0) || ".eE+-".utf8.contains($0) }) else {
    return nil
  }
  return Double(text).map(Value.double)
}
