import Screen

/// What to stop at, with a line to write more.
enum WatchView {
  static func draw(_ form: WatchForm, _ watches: [Watch], _ canvas: inout Canvas) -> Point? {
    let size = canvas.size
    let inside = DialogView.window(
      &canvas, width: min(size.width - 2, 80), height: min(size.height - 2, 12 + watches.count),
      title: "Break when",
      hints: [("⏎", "add"), ("Del", "remove"), ("↑↓", "choose"), ("Esc", "close")])
    guard inside.height >= 2 else { return nil }
    let field = Rect(x: inside.x, y: inside.y, width: inside.width, height: 1)
    let cursor = form.text.draw(&canvas, field, Style(.text, on: .field))
    let words = form.words.isEmpty ? "write one of these:" : form.words
    canvas.text(
      words, inside.x, inside.y + 1, width: inside.width,
      Style(form.isWrong ? .failure : form.words.isEmpty ? .faint : .accent))
    var y = inside.y + 2
    if form.words.isEmpty || form.isWrong {
      for (text, meaning) in hints where y < inside.bottom {
        canvas.text(text, inside.x + 2, y, width: 30, Style(.key))
        canvas.text(meaning, inside.x + 34, y, width: max(0, inside.width - 34), Style(.muted))
        y += 1
      }
    }
    y += 1
    for (place, watch) in watches.enumerated() where y < inside.bottom {
      canvas.text("●", inside.x, y, Style(.failure))
      let used = canvas.text(watch.text, inside.x + 2, y, width: inside.width - 3, Style(.text))
      canvas.text(
        watch.words, inside.x + used + 4, y, width: max(0, inside.width - used - 5), Style(.faint))
      if place == form.chosen {
        canvas.lay(Rect(x: inside.x, y: y, width: inside.width, height: 1), on: .selected)
      }
      y += 1
    }
    return cursor
  }

  private static let hints: [(String, String)] = [
    ("$total", "a variable is assigned another value"),
    ("$states.input.total > 100", "a condition becomes true"),
    ("fails", "a task fails or times out"),
    ("retries", "a retrier takes a failure"),
    ("200000", "an event carries more bytes of data"),
  ]
}
