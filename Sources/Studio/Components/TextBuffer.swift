import Screen

/// Several lines of text that are being written, with undo.
struct TextBuffer: Equatable, Sendable {
  /// A place in the text: a line and a scalar in it, both from 0.
  struct Place: Equatable, Sendable, Comparable {
    var line: Int
    var column: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.line, left.column) < (right.line, right.column)
    }
  }

  /// Enough of a buffer to tell whether, and roughly where, it was changed since.
  struct Mark {
    var change: Int
    var lineCount: Int
    var line: Int
  }

  typealias Line = [Unicode.Scalar]

  private(set) var lines: [Line]
  private(set) var cursor = Place(line: 0, column: 0)
  /// Grows with every change of the text.
  private(set) var changes = 0
  /// The first line and the first column that are seen.
  var top = 0
  var left = 0
  /// The column that moving up and down tries to keep.
  private var wishedColumn: Int?
  private var undone: [Snapshot] = []
  private var done: [Snapshot] = []
  private var lastEdit = EditKind.none

  /// What undo goes back to.
  private struct Snapshot: Equatable, Sendable {
    var lines: [Line]
    var cursor: Place
  }

  /// Edits of one kind in a row are undone together.
  private enum EditKind: Equatable {
    case none, typing, deleting, other
  }

  private static let undoLimit = 500

  init(_ text: String) { lines = TextBuffer.split(text) }

  var mark: Mark { Mark(change: changes, lineCount: lines.count, line: cursor.line) }

  var text: String {
    var view = String.UnicodeScalarView()
    for (index, line) in lines.enumerated() {
      if index > 0 { view.append("\n") }
      view.append(contentsOf: line)
    }
    return String(view)
  }

  /// The text left of the cursor, the lines above it included.
  var textBeforeCursor: String {
    var view = String.UnicodeScalarView()
    for line in lines[..<cursor.line] {
      view.append(contentsOf: line)
      view.append("\n")
    }
    view.append(contentsOf: lines[cursor.line][..<cursor.column])
    return String(view)
  }

  private static func split(_ text: String) -> [Line] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      Array($0.last == "\r" ? $0.dropLast() : $0)
    }
  }

  // MARK: Moving

  /// Puts the cursor to a place, as near as the text allows.
  mutating func go(to place: Place) {
    let line = max(0, min(lines.count - 1, place.line))
    cursor = Place(line: line, column: max(0, min(lines[line].count, place.column)))
    wishedColumn = nil
    lastEdit = .none
  }

  private mutating func vertical(_ count: Int) {
    let wish = wishedColumn ?? cursor.column
    go(to: Place(line: cursor.line + count, column: wish))
    wishedColumn = wish
  }

  private mutating func horizontal(_ step: Int) {
    let column = cursor.column + step
    if column < 0, cursor.line > 0 {
      go(to: Place(line: cursor.line - 1, column: .max))
    } else if column > lines[cursor.line].count, cursor.line + 1 < lines.count {
      go(to: Place(line: cursor.line + 1, column: 0))
    } else {
      go(to: Place(line: cursor.line, column: column))
    }
  }

  private mutating func word(_ step: Int) {
    let line = lines[cursor.line]
    var column = cursor.column
    if step > 0 {
      while column < line.count, !isWord(line[column]) { column += 1 }
      while column < line.count, isWord(line[column]) { column += 1 }
    } else {
      while column > 0, !isWord(line[column - 1]) { column -= 1 }
      while column > 0, isWord(line[column - 1]) { column -= 1 }
    }
    if column == cursor.column {
      horizontal(step)
    } else {
      go(to: Place(line: cursor.line, column: column))
    }
  }

  private func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Home goes to the first character that is no blank, then to the column 0.
  private mutating func home() {
    let indent = lines[cursor.line].prefix { $0 == " " }.count
    go(to: Place(line: cursor.line, column: cursor.column == indent ? 0 : indent))
  }

  /// Goes to the next place (before: the previous) that has a text, in any case of letters, round the
  /// end; false where there is none.
  mutating func find(_ text: String, backwards: Bool, including: Bool) -> Bool {
    let wanted = Array(text.lowercased().unicodeScalars)
    guard !wanted.isEmpty else { return false }
    var found: [Place] = []
    for (number, line) in lines.enumerated() where line.count >= wanted.count {
      let small = line.map { $0.properties.lowercaseMapping.unicodeScalars.first ?? $0 }
      for column in 0...(small.count - wanted.count)
      where small[column] == wanted[0]
        && small[column..<(column + wanted.count)].elementsEqual(wanted)
      {
        found.append(Place(line: number, column: column))
      }
    }
    let here = cursor
    let target =
      backwards
      ? found.last { $0 < here } ?? found.last
      : found.first { including ? $0 >= here : $0 > here } ?? found.first
    guard let target else { return false }
    go(to: target)
    return true
  }

  // MARK: Keys

  /// Takes a key; false where it is none of an editor's. `page` is the number of lines seen.
  mutating func take(_ key: Key, page: Int) -> Bool {
    if let scalar = key.writes {
      type(scalar)
      return true
    }
    switch key.description {
    case "Up": vertical(-1)
    case "Down": vertical(1)
    case "PgUp": vertical(-max(1, page - 1))
    case "PgDn": vertical(max(1, page - 1))
    case "Left": horizontal(-1)
    case "Right": horizontal(1)
    case "C-Left", "M-b": word(-1)
    case "C-Right", "M-f": word(1)
    case "Home", "C-a": home()
    case "End", "C-e": go(to: Place(line: cursor.line, column: .max))
    case "C-Home": go(to: Place(line: 0, column: 0))
    case "C-End": go(to: Place(line: .max, column: .max))
    case "Enter": newLine()
    case "Tab": insert("  ")
    case "S-Tab": outdent()
    case "Backspace": deleteBack()
    case "Del", "C-d": deleteForward()
    case "C-k": killLine()
    case "C-u": undo()
    case "C-r": redo()
    case "M-Up": moveLine(-1)
    case "M-Down": moveLine(1)
    default: return false
    }
    return true
  }

  // MARK: Editing

  var canUndo: Bool { !done.isEmpty }

  mutating func undo() {
    guard let snapshot = done.popLast() else { return }
    undone.append(Snapshot(lines: lines, cursor: cursor))
    changes += 1
    (lines, cursor) = (snapshot.lines, snapshot.cursor)
    lastEdit = .none
  }

  mutating func redo() {
    guard let snapshot = undone.popLast() else { return }
    done.append(Snapshot(lines: lines, cursor: cursor))
    changes += 1
    (lines, cursor) = (snapshot.lines, snapshot.cursor)
    lastEdit = .none
  }

  /// Puts text in at the cursor.
  mutating func insert(_ text: String) {
    change(.other) { buffer in
      var parts = TextBuffer.split(text)
      let line = buffer.lines[buffer.cursor.line]
      let tail = line[buffer.cursor.column...]
      parts[0] = line[..<buffer.cursor.column] + parts[0]
      let end = Place(
        line: buffer.cursor.line + parts.count - 1, column: parts[parts.count - 1].count)
      parts[parts.count - 1] += tail
      buffer.lines.replaceSubrange(buffer.cursor.line...buffer.cursor.line, with: parts)
      buffer.cursor = end
    }
  }

  /// Replaces the whole text; one step of undo.
  mutating func replaceAll(_ text: String) {
    guard text != self.text else { return }
    change(.other) { $0.lines = TextBuffer.split(text) }
    go(to: cursor)
  }

  private mutating func change(_ kind: EditKind, _ body: (inout TextBuffer) -> Void) {
    if kind == .other || kind != lastEdit {
      done.append(Snapshot(lines: lines, cursor: cursor))
      if done.count > TextBuffer.undoLimit { done.removeFirst() }
    }
    undone = []
    changes += 1
    body(&self)
    lastEdit = kind
    wishedColumn = nil
  }

  private mutating func type(_ scalar: Unicode.Scalar) {
    change(.typing) { buffer in
      // A closing bracket on a blank line goes one level out.
      let isCloser = scalar == "}" || scalar == "]"
      let before = buffer.lines[buffer.cursor.line][..<buffer.cursor.column]
      if isCloser, before.count >= 2, before.allSatisfy({ $0 == " " }) {
        buffer.lines[buffer.cursor.line].removeFirst(2)
        buffer.cursor.column -= 2
      }
      buffer.lines[buffer.cursor.line].insert(scalar, at: buffer.cursor.column)
      buffer.cursor.column += 1
    }
  }

  /// A new line, indented as the last one, deeper after an opening bracket.
  private mutating func newLine() {
    change(.other) { buffer in
      let line = buffer.lines[buffer.cursor.line]
      let head = line[..<buffer.cursor.column]
      let tail = line[buffer.cursor.column...]
      var indent = Line(head.prefix { $0 == " " })
      let opens = head.last { $0 != " " }.map { $0 == "{" || $0 == "[" || $0 == ":" } ?? false
      let closes = tail.first { $0 != " " }.map { $0 == "}" || $0 == "]" } ?? false
      let outer = indent
      if opens { indent += [" ", " "] }
      buffer.lines[buffer.cursor.line] = Line(head)
      let next = buffer.cursor.line + 1
      if opens && closes {
        buffer.lines.insert(contentsOf: [indent, outer + tail], at: next)
      } else {
        buffer.lines.insert(indent + tail.drop { $0 == " " }, at: next)
      }
      buffer.cursor = Place(line: next, column: indent.count)
    }
  }

  private mutating func deleteBack() {
    guard cursor.line > 0 || cursor.column > 0 else { return }
    change(.deleting) { buffer in
      let place = buffer.cursor
      if place.column > 0 {
        buffer.lines[place.line].remove(at: place.column - 1)
        buffer.cursor.column -= 1
      } else {
        buffer.cursor = Place(line: place.line - 1, column: buffer.lines[place.line - 1].count)
        buffer.lines[place.line - 1] += buffer.lines.remove(at: place.line)
      }
    }
  }

  private mutating func deleteForward() {
    let isAtEnd = cursor.column == lines[cursor.line].count
    guard !isAtEnd || cursor.line + 1 < lines.count else { return }
    change(.deleting) { buffer in
      if isAtEnd {
        buffer.lines[buffer.cursor.line] += buffer.lines.remove(at: buffer.cursor.line + 1)
      } else {
        buffer.lines[buffer.cursor.line].remove(at: buffer.cursor.column)
      }
    }
  }

  /// The rest of the line, or the whole line where nothing of it is left.
  private mutating func killLine() {
    if cursor.column == lines[cursor.line].count { return deleteForward() }
    change(.other) { $0.lines[$0.cursor.line].removeSubrange($0.cursor.column...) }
  }

  private mutating func outdent() {
    let blanks = min(2, lines[cursor.line].prefix { $0 == " " }.count)
    guard blanks > 0 else { return }
    change(.other) { buffer in
      buffer.lines[buffer.cursor.line].removeFirst(blanks)
      buffer.cursor.column = max(0, buffer.cursor.column - blanks)
    }
  }

  private mutating func moveLine(_ step: Int) {
    let target = cursor.line + step
    guard lines.indices.contains(target) else { return }
    change(.other) { buffer in
      buffer.lines.swapAt(buffer.cursor.line, target)
      buffer.cursor.line = target
    }
  }

  // MARK: Seeing

  /// The columns on the screen left of a place in its line.
  func columns(before place: Place) -> Int {
    guard lines.indices.contains(place.line) else { return 0 }
    return lines[place.line].prefix(place.column).reduce(0) { $0 + Width.of($1) }
  }

  /// The place at a column of the screen in a line.
  func place(line: Int, screenColumn: Int) -> Place {
    guard lines.indices.contains(line) else { return cursor }
    var used = 0
    var column = 0
    for scalar in lines[line] {
      used += Width.of(scalar)
      if used > screenColumn { break }
      column += 1
    }
    return Place(line: line, column: column)
  }

  /// Shifts what is seen so that the cursor is in it.
  mutating func settle(_ size: Size) {
    let height = max(1, size.height)
    let margin = min(2, (height - 1) / 2)
    if cursor.line < top + margin { top = cursor.line - margin }
    if cursor.line > top + height - 1 - margin { top = cursor.line - height + 1 + margin }
    top = max(0, min(top, lines.count - 1))
    let column = columns(before: cursor)
    if column < left { left = max(0, column - 8) }
    if column >= left + size.width { left = column - size.width + 1 + min(8, size.width / 4) }
  }
}
