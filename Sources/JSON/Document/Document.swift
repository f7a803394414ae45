/// A JSON text with the place of every node: what an editor of definitions works on.
///
/// Reading never fails. Broken text gives the tree as far as it goes, and `faults` that say what
/// and where. An edit gives a new document and changes only the bytes it must.
public struct Document: Sendable {
  /// What is read without complaint.
  public enum Mode: Sendable {
    /// RFC 8259 and nothing else; what lenient reading takes is read too, but is a fault.
    case strict
    /// Also comments, trailing commas, names without quotes, single quotes, and JSON5's numbers.
    case lenient
  }

  /// A place in the text: line and column count from 1, columns in code points.
  public struct Place: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    public var description: String { "\(line):\(column)" }

    public static func < (left: Place, right: Place) -> Bool {
      (left.line, left.column) < (right.line, right.column)
    }
  }

  /// Something wrong with the text.
  public struct Fault: Sendable, Hashable {
    /// What sort of fault it is.
    public enum Kind: Sendable, Hashable {
      case syntax
      /// A name stands twice in one object; the last one counts.
      case duplicateName
    }
    public var kind: Kind
    /// Byte offset, within the text or at its end.
    public var offset: Int
    public var place: Place
    /// One sentence, lower case, without the place.
    public var reason: String
  }

  /// A value in the text.
  public struct Node: Sendable {
    /// The bytes of the value, without blanks around it.
    public fileprivate(set) var range: Range<Int>
    /// The bytes of the member's name with its quotes; `nil` for elements and the root.
    public fileprivate(set) var keyRange: Range<Int>?
    /// The member's name; `nil` for elements and the root.
    public fileprivate(set) var name: String?
    /// The place among the parent's children; 0 for the root.
    public fileprivate(set) var index: Int
    public fileprivate(set) var value: Value
    /// The place of the parent in `nodes`.
    public fileprivate(set) var parent: Int?
    /// The places of the children in `nodes`, as they stand in the text, duplicates included.
    public fileprivate(set) var children: [Int] = []

    init(range: Range<Int>, key: Range<Int>?, name: String?, index: Int, parent: Int?) {
      self.range = range
      keyRange = key
      self.name = name
      self.index = index
      self.parent = parent
      value = .null
    }

    mutating func finish(at end: Int, value: Value, children: [Int] = []) {
      range = range.lowerBound..<max(range.lowerBound, end)
      self.value = value
      self.children = children
    }

    /// The node with its name, if it has one.
    var start: Int { keyRange?.lowerBound ?? range.lowerBound }
  }

  /// The text in UTF-8.
  public let bytes: [UInt8]
  public let mode: Mode
  /// All nodes, parents before children, in the order of the text. The first is the root.
  public let nodes: [Node]
  /// What is wrong, in the order of the text.
  public let faults: [Fault]
  /// The offset of each line's first byte.
  let lines: [Int]

  /// Reads a text.
  public init(_ text: String, mode: Mode = .lenient) {
    self.init(bytes: Array(text.utf8), mode: mode)
  }

  /// Reads a text in UTF-8.
  public init(bytes: [UInt8], mode: Mode = .lenient) {
    self.bytes = bytes
    self.mode = mode
    var lines = [0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { lines.append(offset + 1) }
    self.lines = lines
    var parser = DocumentParser(bytes: bytes, mode: mode)
    parser.read()
    nodes = parser.nodes
    faults = parser.faults.sorted { $0.offset < $1.offset }.map { fault in
      Fault(
        kind: fault.kind, offset: fault.offset,
        place: Document.place(at: fault.offset, bytes, lines), reason: fault.reason)
    }
  }

  /// The text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
  /// The value, as far as it could be read; `null` for a text without one.
  public var value: Value { nodes.first?.value ?? .null }
  /// The outermost node, `nil` for a text without one.
  public var root: Node? { nodes.first }
  /// Whether the text has no syntax fault.
  public var isWellFormed: Bool { !faults.contains { $0.kind == .syntax } }

  // MARK: Pointer to place

  /// The node a pointer leads to; of members with the same name the last, which counts.
  public func node(at pointer: Pointer) -> Node? { nodeIndex(at: pointer).map { nodes[$0] } }

  func nodeIndex(at pointer: Pointer) -> Int? {
    guard var current = nodes.indices.first else { return nil }
    for token in pointer.tokens {
      let children = nodes[current].children
      if case .array = nodes[current].value {
        guard let index = Pointer.index(token), children.indices.contains(index) else { return nil }
        current = children[index]
      } else {
        guard
          let child = children.last(where: { nodes[$0].name.map { sameText($0, token) } ?? false })
        else { return nil }
        current = child
      }
    }
    return current
  }

  /// Where the value of a pointer begins, or the member's name where `key` and there is one.
  public func place(of pointer: Pointer, key: Bool = false) -> Place? {
    node(at: pointer).map { place(at: key ? $0.start : $0.range.lowerBound) }
  }

  /// Where the nearest node that exists on the way to a pointer begins: for messages about
  /// something that is missing.
  public func nearestPlace(of pointer: Pointer, key: Bool = false) -> Place {
    var pointer: Pointer? = pointer
    while let current = pointer {
      if let place = place(of: current, key: key) { return place }
      pointer = current.parent
    }
    return Place(line: 1, column: 1)
  }

  /// The line and column of a byte offset.
  public func place(at offset: Int) -> Place { Document.place(at: offset, bytes, lines) }

  private static func place(at offset: Int, _ bytes: [UInt8], _ lines: [Int]) -> Place {
    let offset = min(max(0, offset), bytes.count)
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle] <= offset { low = middle } else { high = middle }
    }
    let column = bytes[lines[low]..<offset].count { $0 & 0xC0 != 0x80 }
    return Place(line: low + 1, column: column + 1)
  }

  // MARK: Place to pointer

  /// The byte offset of a line and column, at most the end of the line; `nil` for no such line.
  public func offset(at place: Place) -> Int? {
    guard place.line >= 1, place.line <= lines.count else { return nil }
    let end = place.line < lines.count ? lines[place.line] - 1 : bytes.count
    var offset = lines[place.line - 1]
    var column = 1
    while offset < end, column < place.column {
      offset += 1
      while offset < end, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    return offset
  }

  /// The pointer to the innermost node at an offset; a member's name belongs to the member.
  public func pointer(at offset: Int) -> Pointer {
    guard var current = nodes.first else { return Pointer() }
    var tokens: [String] = []
    while let child = child(of: current, at: offset) {
      tokens.append(child.name ?? String(child.index))
      current = child
    }
    return Pointer(tokens: tokens)
  }

  private func child(of node: Node, at offset: Int) -> Node? {
    var low = 0
    var high = node.children.count
    while low < high {
      let middle = (low + high) / 2
      let child = nodes[node.children[middle]]
      if child.range.upperBound < offset { low = middle + 1 } else { high = middle }
    }
    guard low < node.children.count else { return nil }
    let child = nodes[node.children[low]]
    return child.start <= offset && offset <= child.range.upperBound ? child : nil
  }
}
