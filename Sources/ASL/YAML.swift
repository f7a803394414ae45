import JSON
import Yams

/// Definitions in YAML: the one file that knows the YAML library.
enum YAML {
  /// A place in a YAML text, counted from 1.
  struct Place: Sendable {
    var line: Int
    var column: Int
  }

  /// What is wrong with a text.
  struct Fault: Error {
    var reason: String
    var place: Place?
  }

  /// The most values that aliases may swell a text to. (The library itself bounds the nesting.)
  private static let valueLimit = 1_000_000

  /// The value of a text. Plain scalars are read as YAML 1.2 has them: `yes` is a text.
  static func value(_ text: String) throws(Fault) -> Value {
    var maker = Maker()
    return try maker.value(try compose(text))
  }

  /// The places of all nodes, by their pointer's text; a member's is that of its name.
  static func places(_ text: String) -> [String: Place] {
    guard let root = try? compose(text) else { return [:] }
    var places: [String: Place] = [:]
    collect(root, at: Pointer(), named: nil, into: &places)
    return places
  }

  private static func compose(_ text: String) throws(Fault) -> Node {
    do {
      guard let node = try Yams.compose(yaml: text, .basic) else {
        throw Fault(reason: "an empty document")
      }
      return node
    } catch let fault as Fault {
      throw fault
    } catch let error as YamlError {
      throw Fault(error)
    } catch {
      throw Fault(reason: "\(error)")
    }
  }

  private static func collect(
    _ node: Node, at pointer: Pointer, named key: Node?, into places: inout [String: Place]
  ) {
    guard places.count < valueLimit else { return }
    if let mark = key?.mark ?? node.mark {
      places[pointer.description] = Place(line: mark.line, column: mark.column)
    }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        guard let name = key.scalar?.string else { continue }
        collect(value, at: pointer.appending(name), named: key, into: &places)
      }
    case .sequence(let sequence):
      for (index, element) in sequence.enumerated() {
        collect(element, at: pointer.appending(index), named: nil, into: &places)
      }
    case .scalar, .alias: break
    }
  }

  /// Makes values of nodes and counts them.
  private struct Maker {
    var count = 0

    mutating func value(_ node: Node) throws(Fault) -> Value {
      count += 1
      guard count <= YAML.valueLimit else {
        throw Fault(reason: "aliases make the document too large")
      }
      switch node {
      case .scalar(let scalar): return Self.scalar(scalar)
      case .alias: return .null
      case .sequence(let sequence):
        var elements: [Value] = []
        for element in sequence { elements.append(try value(element)) }
        return .array(elements)
      case .mapping(let mapping):
        var members: [(String, Value)] = []
        for (key, member) in mapping {
          members.append((key.scalar?.string ?? "", try value(member)))
        }
        return .object(Object(members))
      }
    }

    private static func scalar(_ scalar: Node.Scalar) -> Value {
      let tag = scalar.tag.rawValue
      guard scalar.style == .plain, tag.isEmpty else { return .string(scalar.string) }
      switch scalar.string {
      case "", "~", "null", "Null", "NULL": return .null
      case "true", "True", "TRUE": return .bool(true)
      case "false", "False", "FALSE": return .bool(false)
      default: break
      }
      // JSON's numbers are YAML's; its other spellings (octal, infinities) stay texts.
      if let first = scalar.string.utf8.first, first == UInt8(ascii: "-") || first &- 0x30 < 10,
        let number = try? Value(parsing: scalar.string)
      {
        return number
      }
      return .string(scalar.string)
    }
  }
}

extension YAML.Fault {
  fileprivate init(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(reason: problem, place: YAML.Place(line: mark.line, column: mark.column))
    case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem),
      .representer(let problem):
      self.init(reason: problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        reason: "duplicate key \(duplicates.sorted().map { "'\($0)'" }.joined(separator: ", "))",
        place: YAML.Place(line: context.mark.line, column: context.mark.column))
    case .memory: self.init(reason: "out of memory")
    case .no, .dataCouldNotBeDecoded: self.init(reason: "text that is not UTF-8")
    }
  }
}
