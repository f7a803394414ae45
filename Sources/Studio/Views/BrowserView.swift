import Screen

/// The definitions of a workspace.
enum BrowserView {
  static func draw(_ state: State, _ canvas: inout Canvas) {
    let areas = Areas(state)
    HeaderView.draw(state, &canvas, areas.header)
    var rest = Rect(state.size)
    if !areas.header.isEmpty { rest = rest.cutTop(1).rest }
    if !areas.bar.isEmpty { rest = rest.cutBottom(1).rest }
    let isFramed = rest.width >= 24 && rest.height >= 6
    if isFramed {
      canvas.frame(rest, .round, Style(.borderFocused))
      canvas.text(" Workflows ", rest.x + 2, rest.y, Style(.title))
      let shown = state.browser.shown.count
      let count =
        state.browser.filter.isEmpty ? "\(shown)" : "\(shown) of \(state.browser.files.count)"
      canvas.textRight(" \(count) ", right: rest.right - 2, rest.y, Style(.muted))
    }
    let inside = isFramed ? rest.inset(1, 1) : rest
    let (folder, body) = isFramed ? inside.cutTop(2) : inside.cutTop(0)
    canvas.text(state.folder, folder.x + 1, folder.y, width: folder.width - 2, Style(.muted))
    drawFiles(state, &canvas, body)
  }

  private static func drawFiles(_ state: State, _ canvas: inout Canvas, _ area: Rect) {
    let shown = state.browser.shown
    guard !shown.isEmpty else {
      let words =
        state.browser.isLoaded
        ? (
          state.browser.files.isEmpty
            ? "There is no definition in this folder" : "No definition matches",
          state.browser.files.isEmpty
            ? "definitions are *.asl.json, *.asl.yaml, or *.json with States"
            : "Esc clears the filter"
        ) : ("Looking for definitions…", "")
      return EmptyView.draw(words.0, words.1, &canvas, area)
    }
    let height = min(area.height, state.browserRows)
    let names = min(max(20, area.width / 2), (shown.map { Width.of($0.name) }.max() ?? 20) + 2)
    for (line, place) in state.browser.scroll.visible(count: shown.count, height: height)
      .enumerated()
    {
      let file = shown[place]
      let y = area.y + line
      var x = area.x + 1
      canvas.text(file.errors > 0 ? "✗" : " ", x, y, Style(.failure))
      x += 2
      canvas.text(file.name, x, y, width: names, Style(.text))
      x += names + 1
      let states = file.states.map { "\($0) state\($0 == 1 ? "" : "s")" } ?? "not readable"
      canvas.text(
        Width.pad(states, 12), x, y, width: max(0, area.right - x),
        Style(file.states == nil ? .failure : .muted))
      x += 13
      let note = file.errors > 0 ? "\(file.errors) errors  " : ""
      let used = canvas.text(note, x, y, width: max(0, area.right - x), Style(.failure))
      canvas.text(
        file.comment ?? "", x + used, y, width: max(0, area.right - x - used - 1), Style(.faint))
      if place == state.browser.scroll.cursor {
        canvas.lay(Rect(x: area.x, y: y, width: area.width, height: 1), on: .selected)
      }
    }
  }
}
