import Screen

/// One line of text that is being written.
struct TextField: Equatable, Sendable {
  var text: [Unicode.Scalar]
  var cursor: Int

  init(_ text: String = "") {
    self.text = Array(text.unicodeScalars)
    cursor = self.text.count
  }

  var string: String {
    get { string(text[...]) }
    set { self = TextField(newValue) }
  }

  /// The text left of the cursor.
  var beforeCursor: String { string(text[..<cursor]) }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  /// Takes a key; false where it is none of the field's.
  mutating func take(_ key: Key) -> Bool {
    if let scalar = key.writes {
      insert([scalar])
      return true
    }
    switch key.description {
    case "Backspace": if cursor > 0 { text.remove(at: cursor - 1); cursor -= 1 }
    case "Del", "C-d": if cursor < text.count { text.remove(at: cursor) }
    case "Left", "C-b": cursor = max(0, cursor - 1)
    case "Right", "C-f": cursor = min(text.count, cursor + 1)
    case "Home", "C-a": cursor = 0
    case "End", "C-e": cursor = text.count
    case "C-u":
      text.removeSubrange(..<cursor)
      cursor = 0
    case "C-k": text.removeSubrange(cursor...)
    case "C-w": deleteWord()
    default: return false
    }
    return true
  }

  /// Puts text in at the cursor; line ends become blanks.
  mutating func insert(_ scalars: some Sequence<Unicode.Scalar>) {
    let clean = scalars.map { $0 == "\n" ? " " : $0 }
    text.insert(contentsOf: clean, at: cursor)
    cursor += clean.count
  }

  private mutating func deleteWord() {
    var start = cursor
    while start > 0, text[start - 1] == " " { start -= 1 }
    while start > 0, text[start - 1] != " " { start -= 1 }
    text.removeSubrange(start..<cursor)
    cursor = start
  }

  /// Draws the field into a row; gives back where the cursor is. A long text is shifted so that the
  /// cursor is seen.
  @discardableResult
  func draw(_ canvas: inout Canvas, _ area: Rect, _ style: Style) -> Point {
    let before = Width.of(beforeCursor)
    let shift = max(0, before - area.width + 1)
    canvas.clipped(to: area) { canvas in
      canvas.fill(area, " ", style)
      canvas.text(string, area.x - shift, area.y, style)
    }
    return Point(area.x + before - shift, area.y)
  }
}
