import Engine
import History
import JSON
import Screen

/// Two executions side by side: a row for each state, the differences of the chosen one below.
enum CompareView {
  static func area(_ size: Size) -> Size {
    Size(min(size.width, 140), max(4, size.height - 2))
  }

  /// The rows of the list.
  static func rows(_ size: Size) -> Int { max(1, (area(size).height - 5) * 3 / 5) }

  static func draw(_ comparison: Comparison, _ canvas: inout Canvas) {
    let area = area(canvas.size)
    let count = comparison.differenceCount
    let words =
      count == 0 ? "no difference" : count == 1 ? "1 state differs" : "\(count) states differ"
    let inside = DialogView.window(
      &canvas, width: area.width, height: area.height, title: "Compare ─ \(words)",
      hints: [
        ("n N", "differences"), ("⏎", "go there"),
        ("Tab", comparison.isShort ? "all" : "only those"),
        ("Esc", "close"),
      ])
    guard inside.height >= 5, inside.width >= 20 else { return }
    let columns = Columns(inside)
    drawTitles(comparison, columns, &canvas, inside)
    let listed = comparison.rows
    let height = min(rows(canvas.size), max(listed.count, 1))
    let list = Rect(x: inside.x, y: inside.y + 2, width: inside.width, height: height)
    var scroll = comparison.scroll
    scroll.settle(count: listed.count, height: list.height)
    if listed.isEmpty { EmptyView.draw("Both went the same way", "", &canvas, list) }
    let visible = scroll.visible(count: listed.count, height: list.height)
    for (line, place) in visible.enumerated() {
      draw(listed[place], columns, &canvas, list.y + line)
      if place == scroll.cursor {
        canvas.lay(Rect(x: list.x, y: list.y + line, width: list.width, height: 1), on: .selected)
      }
    }
    Scrollbar.draw(&canvas, list, first: scroll.top, count: listed.count)
    let rest = Rect(
      x: inside.x, y: list.bottom, width: inside.width, height: inside.bottom - list.bottom)
    if let row = comparison.chosen { drawDifferences(row, &canvas, rest) }
  }

  /// Name, old side, new side.
  private struct Columns {
    var x: Int
    var name: Int
    var old: Int
    var new: Int
    var side: Int

    init(_ area: Rect) {
      x = area.x
      name = max(10, area.width * 2 / 5 - 2)
      side = max(6, (area.width - name - 4) / 2)
      old = area.x + 2 + name + 1
      new = old + side + 1
    }
  }

  private static func drawTitles(
    _ comparison: Comparison, _ columns: Columns, _ canvas: inout Canvas, _ area: Rect
  ) {
    for (x, side) in [(columns.old, comparison.old), (columns.new, comparison.new)] {
      canvas.text(side.name, x, area.y, width: columns.side, Style(.strong))
      let status = side.status?.rawValue.lowercased() ?? "unfinished"
      let (_, role) = RunText.sign(side.status?.rawValue ?? "RUNNING", isInterrupted: true)
      canvas.text(
        "\(status)  \(EventText.duration(side.milliseconds))", x, area.y + 1, width: columns.side,
        Style(role))
    }
    if !comparison.isSameDefinition {
      canvas.text(
        "other definition", columns.x, area.y + 1, width: columns.name, Style(.warning))
    }
  }

  private static func draw(
    _ row: ExecutionDiff.Row, _ columns: Columns, _ canvas: inout Canvas, _ y: Int
  ) {
    let (sign, role): (String, Style.Role) =
      row.old == nil
      ? ("+", .success)
      : row.new == nil ? ("-", .failure) : row.isSame ? (" ", .muted) : ("~", .changed)
    canvas.text(sign, columns.x, y, Style(role).bold)
    let depth = min(6, row.scope.split(separator: "/").count) * 2
    let name = canvas.text(
      row.state, columns.x + 2 + depth, y, width: columns.name - depth,
      Style(row.isSame ? .muted : .text))
    if !row.scope.isEmpty {
      let last = row.scope.split(separator: "/").last.map(String.init) ?? ""
      canvas.text(
        last, columns.x + 3 + depth + name, y, width: max(0, columns.name - depth - name - 1),
        Style(.faint))
    }
    for (x, side) in [(columns.old, row.old), (columns.new, row.new)] {
      guard let side else {
        canvas.text("·", x, y, Style(.faint))
        continue
      }
      var words = "#\(side.enteredId)"
      if let time = side.milliseconds { words += "  \(EventText.duration(time))" }
      if side.attempts > 1 { words += "  ×\(side.attempts)" }
      let used = canvas.text(words, x, y, width: columns.side, Style(.muted))
      if let error = side.error {
        canvas.text(
          error, x + used + 2, y, width: max(0, columns.side - used - 3), Style(.failure))
      } else if side.exitedId == nil {
        canvas.text(
          "not left", x + used + 2, y, width: max(0, columns.side - used - 3), Style(.warning))
      }
    }
  }

  private static func drawDifferences(
    _ row: ExecutionDiff.Row, _ canvas: inout Canvas, _ area: Rect
  ) {
    guard area.height >= 2 else { return }
    canvas.fill(area.row(0), "─", Style(.border))
    canvas.text(" \(row.state) ", area.x + 2, area.y, width: area.width - 4, Style(.name))
    let body = area.cutTop(1).rest
    let lines =
      told(row) + row.differences.map { ($0.pointer, Side.value($0.old), Side.value($0.new)) }
    if lines.isEmpty {
      let words =
        row.old == nil
        ? "only in the new run" : row.new == nil ? "only in the old run" : "the same"
      canvas.text(words, body.x + 1, body.y, width: body.width - 2, Style(.faint))
    }
    let names = min(body.width / 2, lines.map { Width.of($0.name) }.max() ?? 0)
    for (line, difference) in lines.prefix(body.height).enumerated() {
      let y = body.y + line
      canvas.text(difference.name, body.x + 1, y, width: names, Style(.name))
      var x = body.x + names + 3
      let room = max(4, (body.right - x - 4) / 2)
      x += canvas.text(difference.old.text(room), x, y, width: room, Style(.failure))
      x += canvas.text(" → ", x, y, Style(.muted))
      let new = difference.new.text(room)
      canvas.text(new, x, y, width: max(0, body.right - x), Style(.success))
    }
  }

  /// What one of the runs has.
  private enum Side {
    case value(Value?)
    case words(String)

    func text(_ columns: Int) -> String {
      switch self {
      case .value(let value): value.map { JSONTree.summary($0, columns) } ?? "nothing"
      case .words(let words): words
      }
    }
  }

  /// What differs beside the data.
  private static func told(_ row: ExecutionDiff.Row) -> [(name: String, old: Side, new: Side)] {
    guard let old = row.old, let new = row.new else { return [] }
    var lines: [(name: String, old: Side, new: Side)] = []
    if old.attempts != new.attempts {
      lines.append(("attempts", .words("\(old.attempts)"), .words("\(new.attempts)")))
    }
    if old.error != new.error {
      lines.append(("error", .words(old.error ?? "none"), .words(new.error ?? "none")))
    }
    if (old.exitedId == nil) != (new.exitedId == nil) {
      func word(_ id: Int?) -> String { id.map { "at #\($0)" } ?? "no" }
      lines.append(("left", .words(word(old.exitedId)), .words(word(new.exitedId))))
    }
    return lines
  }
}
