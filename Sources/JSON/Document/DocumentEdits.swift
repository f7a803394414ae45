extension Document {
  /// The document with the value at a pointer replaced; all bytes outside the old value stay.
  public func replacing(_ pointer: Pointer, with value: Value) -> Document? {
    guard let node = node(at: pointer) else { return nil }
    return applying([(node.range, formatted(value, column: indentation(at: node.start)))])
  }

  /// The document with a member added to the object at a pointer, before the member at `index`
  /// (the end where it is left out). `nil` where there is no such object or it has the name.
  public func inserting(
    _ value: Value, named name: String, into pointer: Pointer, at index: Int? = nil
  ) -> Document? {
    guard let node = node(at: pointer), case .object(let object) = node.value, object[name] == nil
    else { return nil }
    return inserting(value, name, node, index ?? node.children.count)
  }

  /// The document with an element added to the array at a pointer, before the element at `index`
  /// (the end where it is left out). `nil` where there is no such array.
  public func inserting(_ value: Value, into pointer: Pointer, at index: Int? = nil) -> Document? {
    guard let node = node(at: pointer), case .array = node.value else { return nil }
    return inserting(value, nil, node, index ?? node.children.count)
  }

  /// The document with a member renamed; `nil` where there is none or the name is taken.
  public func renaming(_ pointer: Pointer, to name: String) -> Document? {
    guard let node = node(at: pointer), let key = node.keyRange, let parent = node.parent,
      nodes[parent].value[name] == nil || node.name.map({ sameText($0, name) }) == true
    else { return nil }
    var text: [UInt8] = []
    writeString(name, into: &text)
    return applying([(key, text)])
  }

  /// The document without a member or element, its comma, and its line where it had one.
  public func removing(_ pointer: Pointer) -> Document? {
    guard let place = nodeIndex(at: pointer), let parent = nodes[place].parent else { return nil }
    let node = nodes[place]
    let siblings = nodes[parent].children
    if siblings.count == 1, blankInside(nodes[parent], without: node) {
      let range = (nodes[parent].range.lowerBound + 1)..<(nodes[parent].range.upperBound - 1)
      return applying([(range, [])])
    }
    let comma = comma(after: node.range.upperBound)
    var edits: [(Range<Int>, [UInt8])] = []
    if comma == nil, node.index > 0 {
      let previous = nodes[siblings[node.index - 1]].range.upperBound
      if let before = self.comma(after: previous) { edits.append((before..<(before + 1), [])) }
    }
    var end = comma.map { $0 + 1 } ?? node.range.upperBound
    // A block comment may stand between the value and its comma; it goes with the value.
    let trailing = endOfTrailingComment(after: end)
    if let line = lineStart(of: node.start), isEndOfLine(skipInlineBlanks(trailing)) {
      let start = line > 1 && bytes[line - 2] == 0x0D ? line - 2 : line - 1
      edits.append((start..<skipInlineBlanks(trailing), []))
    } else {
      if comma != nil { end = skipInlineBlanks(end) }
      let start = comma == nil ? skipInlineBlanksBack(node.start) : node.start
      edits.append((start..<end, []))
    }
    return applying(edits)
  }

  // MARK: Insertion

  private func inserting(_ value: Value, _ name: String?, _ node: Node, _ index: Int) -> Document? {
    guard index >= 0, index <= node.children.count, isClosed(node) else { return nil }
    if node.children.isEmpty { return insertingFirst(value, name, node) }
    if index < node.children.count {
      let next = nodes[node.children[index]]
      let member = member(value, name, column: indentation(at: next.start))
      let gap = gap(before: next.start, in: node)
      return applying([(next.start..<next.start, member + [UInt8(ascii: ",")] + gap)])
    }
    guard let last = node.children.last.map({ nodes[$0] }) else { return nil }
    let member = member(value, name, column: indentation(at: last.start))
    let gap = gap(before: last.start, in: node)
    if let comma = comma(after: last.range.upperBound) {
      let own = lineStart(of: last.start) != nil
      let end = own ? endOfTrailingComment(after: comma + 1) : comma + 1
      return applying([(end..<end, gap + member + [UInt8(ascii: ",")])])
    }
    let value = last.range.upperBound
    let end = endOfTrailingComment(after: value)
    if end == value || lineStart(of: last.start) == nil {
      return applying([(value..<value, [UInt8(ascii: ",")] + gap + member)])
    }
    return applying([(value..<value, [UInt8(ascii: ",")]), (end..<end, gap + member)])
  }

  private func insertingFirst(_ value: Value, _ name: String?, _ node: Node) -> Document? {
    let inside = (node.range.lowerBound + 1)..<(node.range.upperBound - 1)
    let outer = indentation(at: node.start)
    guard isMultiline else {
      return applying([(blankRange(inside), member(value, name, column: []))])
    }
    let inner = outer + indentUnit
    let text = newline + inner + member(value, name, column: inner)
    let blank = blankRange(inside)
    if blank == inside { return applying([(inside, text + newline + outer)]) }
    // Comments inside stay, below the new member.
    return applying([(inside.lowerBound..<inside.lowerBound, text)])
  }

  /// The whole range where it is blank, else its empty start.
  private func blankRange(_ range: Range<Int>) -> Range<Int> {
    bytes[range].allSatisfy(isBlank) ? range : range.lowerBound..<range.lowerBound
  }

  /// Whether a collection has its closing bracket: in broken text it may end with a child's.
  private func isClosed(_ node: Node) -> Bool {
    guard node.range.count >= 2 else { return false }
    if let last = node.children.last, nodes[last].range.upperBound >= node.range.upperBound {
      return false
    }
    let last = bytes[node.range.upperBound - 1]
    switch node.value {
    case .object: return last == UInt8(ascii: "}")
    case .array: return last == UInt8(ascii: "]")
    default: return false
    }
  }

  /// What stands between the elements of a collection, taken from the one at `start`.
  private func gap(before start: Int, in node: Node) -> [UInt8] {
    if lineStart(of: start) != nil { return newline + indentation(at: start) }
    guard node.children.count > 1 else { return [0x20] }
    let second = nodes[node.children[1]].start
    return Array(bytes[skipInlineBlanksBack(second)..<second])
  }

  private func member(_ value: Value, _ name: String?, column: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    if let name {
      writeString(name, into: &text)
      text.append(contentsOf: colon)
    }
    return text + formatted(value, column: column)
  }

  // MARK: Style

  /// Whether the text is spread over lines.
  private var isMultiline: Bool {
    guard let root, let first = root.children.first else { return bytes.contains(0x0A) }
    return lineStart(of: nodes[first].start) != nil
  }

  /// What one level is indented by.
  private var indentUnit: [UInt8] {
    guard let root, let first = root.children.first, lineStart(of: nodes[first].start) != nil
    else { return [0x20, 0x20] }
    let inner = indentation(at: nodes[first].start)
    let outer = indentation(at: root.start)
    return inner.count > outer.count ? Array(inner.dropFirst(outer.count)) : [0x20, 0x20]
  }

  /// The colon as the document writes it, with the blank after it.
  private var colon: [UInt8] {
    guard let first = nodes.first(where: { $0.keyRange != nil }), let key = first.keyRange
    else { return Array(": ".utf8) }
    let between = bytes[key.upperBound..<first.range.lowerBound]
    let plain = between.allSatisfy { $0 == 0x20 || $0 == UInt8(ascii: ":") }
    return plain ? Array(between) : Array(": ".utf8)
  }

  private func formatted(_ value: Value, column: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    guard isMultiline, value.array?.isEmpty == false || value.object?.isEmpty == false else {
      value.write(into: &text)
      return text
    }
    let unit = indentUnit
    for (number, line) in value.pretty(indent: 1).utf8.split(separator: 0x0A).enumerated() {
      if number > 0 { text.append(contentsOf: newline + column) }
      let depth = line.prefix { $0 == 0x20 }.count
      for _ in 0..<depth { text.append(contentsOf: unit) }
      text.append(contentsOf: line.dropFirst(depth))
    }
    return text
  }

  // MARK: Bytes

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// The blanks at the start of the line that has an offset.
  private func indentation(at offset: Int) -> [UInt8] {
    var start = offset
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    return Array(bytes[start..<offset].prefix { $0 == 0x20 || $0 == 0x09 })
  }

  /// The start of the line where only blanks stand before an offset; `nil` on the first line.
  private func lineStart(of offset: Int) -> Int? {
    let start = skipInlineBlanksBack(offset)
    return start > 0 && bytes[start - 1] == 0x0A ? start : nil
  }

  private func isEndOfLine(_ offset: Int) -> Bool {
    offset >= bytes.count || bytes[offset] == 0x0A || bytes[offset] == 0x0D
  }

  /// The line break the document has.
  private var newline: [UInt8] {
    lines.count > 1 && lines[1] > 1 && bytes[lines[1] - 2] == 0x0D ? [0x0D, 0x0A] : [0x0A]
  }

  private func skipInlineBlanks(_ offset: Int) -> Int {
    var offset = offset
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    return offset
  }

  private func skipInlineBlanksBack(_ offset: Int) -> Int {
    var offset = offset
    while offset > 0, bytes[offset - 1] == 0x20 || bytes[offset - 1] == 0x09 { offset -= 1 }
    return offset
  }

  /// The offset of the comma that follows a value, past blanks and comments.
  private func comma(after offset: Int) -> Int? {
    var offset = offset
    while offset < bytes.count {
      if isBlank(bytes[offset]) {
        offset += 1
      } else if let end = DocumentParser.endOfComment(bytes, offset) {
        offset = end
      } else {
        return bytes[offset] == UInt8(ascii: ",") ? offset : nil
      }
    }
    return nil
  }

  /// The end of the comments that follow on the same line, the offset itself where there are none.
  private func endOfTrailingComment(after offset: Int) -> Int {
    var end = offset
    while true {
      let next = skipInlineBlanks(end)
      guard let comment = DocumentParser.endOfComment(bytes, next),
        !bytes[next..<comment].contains(0x0A)
      else { return end }
      end = bytes[comment - 1] == 0x0D ? comment - 1 : comment
    }
  }

  /// Whether a collection has nothing but a node, blanks and a comma between its brackets.
  private func blankInside(_ parent: Node, without node: Node) -> Bool {
    guard isClosed(parent) else { return false }
    return bytes[(parent.range.lowerBound + 1)..<node.start].allSatisfy(isBlank)
      && bytes[node.range.upperBound..<(parent.range.upperBound - 1)].allSatisfy {
        isBlank($0) || $0 == UInt8(ascii: ",")
      }
  }

  /// The document with ranges of its text replaced. The ranges are disjoint and in order.
  private func applying(_ edits: [(range: Range<Int>, text: [UInt8])]) -> Document {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.text.count })
    var position = 0
    for edit in edits {
      result.append(contentsOf: bytes[position..<max(position, edit.range.lowerBound)])
      result.append(contentsOf: edit.text)
      position = max(position, edit.range.upperBound)
    }
    result.append(contentsOf: bytes[position...])
    return Document(bytes: result, mode: mode)
  }
}
