import JSON
import Screen

/// A JSON value as rows that can be folded: what stands in most of the detail pane.
struct JSONTree: Equatable, Sendable {
  /// One row.
  struct Row: Equatable, Sendable {
    var depth: Int
    /// JSON pointer below the tree's value; `""` is the value itself.
    var path: String
    /// The member's name or the element's place; empty for a value that is no member.
    var label: String
    var value: Value
    /// `nil` for a value without children.
    var isOpen: Bool?
    /// Beside the row, in quieter letters.
    var note: String = ""
    /// A heading or a hint instead of a value.
    var heading: String?
    /// Marks a row as new or changed.
    var isChanged = false
  }

  private(set) var rows: [Row] = []
  /// What the person opened or closed, by path, against the usual.
  private var turned: [String: Bool] = [:]
  var scroll = Scroll()
  private var roots: [Root] = []

  /// One value of the tree with its heading.
  struct Root: Equatable, Sendable {
    var key: String
    var label: String
    var value: Value
    var heading: String?
    var note: String = ""
    var isChanged = false
    /// Closed until the person opens it.
    var isFolded = false

    /// A value whose members are the rows.
    static func value(_ value: Value) -> Root { Root(key: "", label: "", value: value) }

    static func heading(_ text: String, note: String = "") -> Root {
      Root(key: "", label: "", value: .null, heading: text, note: note)
    }
  }

  /// Rows opened without being asked: levels, and children of one node.
  private static let openDepth = 2
  private static let openCount = 60
  private static let rowLimit = 200_000

  init(_ roots: [Root] = []) { show(roots) }

  /// Shows other values; what was opened, and the chosen path, stay where they still fit.
  mutating func show(_ roots: [Root]) {
    let chosen = rows.indices.contains(scroll.cursor) ? rows[scroll.cursor].path : nil
    self.roots = roots
    build()
    if let chosen, let place = rows.firstIndex(where: { $0.path == chosen }) {
      scroll.cursor = place
    }
    scroll.cursor = max(0, min(scroll.cursor, rows.count - 1))
  }

  var chosen: Row? { rows.indices.contains(scroll.cursor) ? rows[scroll.cursor] : nil }

  // MARK: Folding

  mutating func toggle() {
    guard let row = chosen, let isOpen = row.isOpen else { return }
    turn(row.path, !isOpen)
  }

  /// Opens the chosen row, or goes to its first child.
  mutating func open() {
    guard let row = chosen, let isOpen = row.isOpen else { return }
    if isOpen { scroll.move(1, count: rows.count) } else { turn(row.path, true) }
  }

  /// Closes the chosen row, or goes to its parent.
  mutating func close() {
    guard let row = chosen else { return }
    if row.isOpen == true { return turn(row.path, false) }
    guard row.depth > 0,
      let parent = rows[..<scroll.cursor].lastIndex(where: {
        $0.depth < row.depth && $0.heading == nil
      })
    else { return }
    scroll.cursor = parent
  }

  /// Opens everything below the chosen row (`true`), or closes all (`false`).
  mutating func turnAll(_ isOpen: Bool) {
    func visit(_ path: String, _ value: Value, _ depth: Int) {
      guard depth < 64, turned.count < JSONTree.rowLimit else { return }
      let children = JSONTree.children(of: value)
      guard !children.isEmpty else { return }
      turned[path] = isOpen
      for (name, child) in children { visit(path + "/" + escape(name), child, depth + 1) }
    }
    for root in roots where root.heading == nil {
      if root.label.isEmpty && !isOpen {
        for (name, child) in JSONTree.children(of: root.value) {
          visit(root.key + "/" + escape(name), child, 1)
        }
      } else {
        visit(root.key, root.value, 0)
      }
    }
    rebuild()
  }

  private mutating func turn(_ path: String, _ isOpen: Bool) {
    turned[path] = isOpen
    rebuild()
  }

  private mutating func rebuild() { show(roots) }

  // MARK: Finding

  /// Goes to the next row (before: the previous) whose name or value has `text`, in any case of
  /// letters; opens what hides it. False where there is none.
  mutating func find(_ text: String, backwards: Bool = false, including: Bool = false) -> Bool {
    let wanted = text.lowercased()
    guard !wanted.isEmpty else { return false }
    var paths: [String] = []
    for root in roots where root.heading == nil {
      collect(root.key, root.label, root.value, wanted, 0, &paths)
    }
    guard !paths.isEmpty else { return false }
    let order = Dictionary(
      rows.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { a, _ in a })
    let current = chosen?.path ?? ""
    let target: String?
    if let here = paths.firstIndex(of: current) {
      let step = including ? 0 : backwards ? -1 : 1
      target = paths[(here + step + paths.count) % paths.count]
    } else {
      let cursor = scroll.cursor
      func visible(_ path: String) -> Int {
        order[path] ?? order[JSONTree.nearestShown(path, order)] ?? 0
      }
      target =
        backwards
        ? paths.last { visible($0) < cursor } ?? paths.last
        : paths.first { visible($0) >= cursor } ?? paths.first
    }
    guard let target else { return false }
    reveal(target)
    return true
  }

  private static func nearestShown(_ path: String, _ order: [String: Int]) -> String {
    var path = path
    while order[path] == nil, let slash = path.lastIndex(of: "/") { path = String(path[..<slash]) }
    return path
  }

  private func collect(
    _ path: String, _ label: String, _ value: Value, _ wanted: String, _ depth: Int,
    _ paths: inout [String]
  ) {
    guard depth < 64, paths.count < 10_000 else { return }
    let children = JSONTree.children(of: value)
    if label.lowercased().contains(wanted)
      || children.isEmpty && JSONTree.scalarText(value).lowercased().contains(wanted)
    {
      paths.append(path)
    }
    for (name, child) in children {
      collect(path + "/" + escape(name), name, child, wanted, depth + 1, &paths)
    }
  }

  /// Opens all parents of a path and chooses it.
  mutating func reveal(_ path: String) {
    var parent = path
    while let slash = parent.lastIndex(of: "/") {
      parent = String(parent[..<slash])
      turned[parent] = true
    }
    build()
    if let place = rows.firstIndex(where: { $0.path == path }) { scroll.cursor = place }
  }

  // MARK: Rows

  private mutating func build() {
    rows = []
    for root in roots {
      if let heading = root.heading {
        rows.append(
          Row(
            depth: 0, path: "#" + heading, label: "", value: .null, note: root.note,
            heading: heading))
      } else if root.label.isEmpty, JSONTree.hasChildren(root.value) {
        addChildren(of: root.value, root.key, 0)
      } else {
        add(
          root.key, root.label, root.value, 0, note: root.note, isChanged: root.isChanged,
          isFolded: root.isFolded)
      }
    }
  }

  private mutating func add(
    _ path: String, _ label: String, _ value: Value, _ depth: Int, note: String = "",
    isChanged: Bool = false, isFolded: Bool = false
  ) {
    guard rows.count < JSONTree.rowLimit else { return }
    let count = JSONTree.childCount(of: value)
    guard count > 0 else {
      rows.append(
        Row(depth: depth, path: path, label: label, value: value, note: note, isChanged: isChanged))
      return
    }
    let isText = value.string != nil
    let usual = !isFolded && depth < JSONTree.openDepth && count <= JSONTree.openCount && !isText
    let isOpen = turned[path] ?? usual
    rows.append(
      Row(
        depth: depth, path: path, label: label, value: value, isOpen: isOpen,
        note: isText ? "JSON in a string  " + note : note,
        isChanged: isChanged))
    if isOpen { addChildren(of: value, path, depth + 1) }
  }

  private mutating func addChildren(of value: Value, _ path: String, _ depth: Int) {
    guard depth < 64 else { return }
    for (name, child) in JSONTree.children(of: value) {
      add(path + "/" + escape(name), name, child, depth)
    }
  }

  private static func hasChildren(_ value: Value) -> Bool { childCount(of: value) > 0 }

  private static func childCount(of value: Value) -> Int {
    switch value {
    case .array(let elements): elements.count
    case .object(let object): object.count
    case .string: inner(value).map { childCount(of: $0) } ?? 0
    default: 0
    }
  }

  /// The object or array that a string holds as JSON text.
  static func inner(_ value: Value) -> Value? {
    guard case .string(let text) = value, text.utf8.count >= 7, text.utf8.count < 1 << 18,
      let first = text.utf8.first, first == 0x7B || first == 0x5B
    else { return nil }
    return try? Value(parsing: text)
  }

  private static func children(of value: Value) -> [(String, Value)] {
    switch value {
    case .array(let elements): elements.enumerated().map { (String($0.offset), $0.element) }
    case .object(let object): Array(object)
    case .string: inner(value).map { children(of: $0) } ?? []
    default: []
    }
  }

  /// A value without children as text.
  static func scalarText(_ value: Value) -> String { value.text }

  /// A value with children in one line, cut early: `{sku: "A1", qty: 2, …}`.
  static func summary(_ value: Value, _ columns: Int) -> String {
    var text = ""
    summarize(value, columns, &text, 0)
    return Width.fit(text, columns)
  }

  private static func summarize(_ value: Value, _ columns: Int, _ text: inout String, _ depth: Int)
  {
    guard text.utf8.count <= columns * 2 else { return }
    switch value {
    case .object(let object):
      guard depth < 3 else { return text += "{…}" }
      text += "{"
      for (place, member) in object.enumerated() {
        guard text.utf8.count <= columns * 2 else { break }
        text += (place > 0 ? ", " : "") + member.0 + ": "
        summarize(member.1, columns, &text, depth + 1)
      }
      text += "}"
    case .array(let elements):
      guard depth < 3 else { return text += "[…]" }
      text += "["
      for (place, element) in elements.enumerated() {
        guard text.utf8.count <= columns * 2 else { break }
        if place > 0 { text += ", " }
        summarize(element, columns, &text, depth + 1)
      }
      text += "]"
    default: text += scalarText(value)
    }
  }
}

/// A pointer token: `~` and `/` are written `~0` and `~1`.
private func escape(_ name: String) -> String {
  guard name.utf8.contains(where: { $0 == 0x2F || $0 == 0x7E }) else { return name }
  var result = ""
  for character in name.unicodeScalars {
    switch character {
    case "~": result += "~0"
    case "/": result += "~1"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}
