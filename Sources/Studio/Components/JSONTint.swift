import Screen

/// Colours for JSON text, a line at a time (no JSON token goes over a line's end).
enum JSONTint {
  /// A part of a line and what it is.
  struct Span: Equatable {
    var range: Range<Int>
    var role: Style.Role
  }

  /// The spans of a line; blanks are left out.
  static func spans(_ line: [Unicode.Scalar]) -> [Span] {
    var spans: [Span] = []
    var index = 0
    while index < line.count {
      let start = index
      let scalar = line[index]
      switch scalar {
      case " ", "\t":
        index += 1
        continue
      case "\"":
        index = endOfString(line, from: index)
        spans += string(line, start..<index)
      case "-", "0"..."9":
        index = line[index...].firstIndex { !isNumber($0) } ?? line.count
        spans.append(Span(range: start..<index, role: .number))
      case "/" where index + 1 < line.count && line[index + 1] == "/":
        index = line.count
        spans.append(Span(range: start..<index, role: .comment))
      case "a"..."z", "A"..."Z":
        index = line[index...].firstIndex { !$0.properties.isAlphabetic } ?? line.count
        // A bare word before a colon is a name (YAML).
        let isName = index < line.count && line[index] == ":"
        spans.append(Span(range: start..<index, role: isName ? .name : .keyword))
      case "#":
        index = line.count
        spans.append(Span(range: start..<index, role: .comment))
      default:
        index += 1
        spans.append(Span(range: start..<index, role: .punctuation))
      }
    }
    return spans
  }

  /// Draws a line from a column on.
  static func draw(
    _ line: [Unicode.Scalar], _ canvas: inout Canvas, _ x: Int, _ y: Int,
    on ground: Style.Ground = .plain
  ) {
    var styles = Array(repeating: Style(.text, on: ground), count: line.count)
    for span in spans(line) {
      for index in span.range { styles[index].role = span.role }
    }
    var column = x
    for (scalar, style) in zip(line, styles) { column += canvas.put(scalar, column, y, style) }
  }

  private static func endOfString(_ line: [Unicode.Scalar], from start: Int) -> Int {
    var index = start + 1
    while index < line.count {
      if line[index] == "\\" {
        index += 2
        continue
      }
      if line[index] == "\"" { return index + 1 }
      index += 1
    }
    return line.count
  }

  /// A name where a colon follows; an expression `{% … %}` has its own colour.
  private static func string(_ line: [Unicode.Scalar], _ range: Range<Int>) -> [Span] {
    let next = line[range.upperBound...].first { $0 != " " }
    if next == ":" { return [Span(range: range, role: .name)] }
    let text = line[range]
    let isExpression = text.count > 4 && text.dropFirst().starts(with: ["{", "%"])
    return [Span(range: range, role: isExpression ? .keyword : .string)]
  }

  private static func isNumber(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "-", "+", ".", "e", "E": true
    default: false
    }
  }
}
