import Engine
import Screen

/// The ways that a run went, as a tree: each under the one that it left.
enum TimelinesView {
  static func size(_ screen: Size, _ count: Int) -> Size {
    Size(min(screen.width - 2, 84), min(screen.height - 2, count + 3))
  }

  /// The first timeline that is seen in some rows.
  static func first(_ chosen: Int, _ count: Int, _ rows: Int) -> Int {
    max(0, min(chosen - rows / 2, count - rows))
  }

  static func draw(_ state: State, _ chosen: Int, _ canvas: inout Canvas) {
    guard let run = state.run, let stepper = run.stepper else { return }
    let timelines = stepper.timelines
    let size = size(canvas.size, timelines.count)
    let inside = DialogView.window(
      &canvas, width: size.width, height: size.height, title: "The ways of this run",
      hints: [("⏎", "go there"), ("V", "compare"), ("Esc", "close")])
    guard inside.height >= 1 else { return }
    let first = first(chosen, timelines.count, inside.height)
    for (row, place) in (first..<min(timelines.count, first + inside.height)).enumerated() {
      let timeline = timelines[place]
      let y = inside.y + row
      let isHere = timeline.id == stepper.currentTimeline
      let depth = depth(of: timeline, timelines)
      canvas.text(isHere ? "▸" : " ", inside.x, y, Style(.accent))
      var x = inside.x + 2 + depth * 2
      if depth > 0 { canvas.text("╰", x - 2, y, Style(.border)) }
      let name = run.ways[timeline.id]?.name ?? timeline.name
      x += canvas.text(
        name, x, y, width: max(4, inside.width / 2 - depth * 2),
        isHere ? Style(.accent).bold : Style(.text))
      var words = "\(timeline.eventCount) events"
      if timeline.parent != nil { words = "from #\(timeline.forkEventId), " + words }
      let (sign, role) = RunText.sign(timeline.status.rawValue, isInterrupted: true)
      canvas.textRight("\(words)  \(sign)", right: inside.right - 1, y, Style(role))
      if place == chosen {
        canvas.lay(Rect(x: inside.x, y: y, width: inside.width, height: 1), on: .selected)
      }
    }
  }

  private static func depth(of timeline: Timeline, _ all: [Timeline]) -> Int {
    var depth = 0
    var parent = timeline.parent
    while let id = parent, depth < 8 {
      depth += 1
      parent = all.first { $0.id == id }?.parent
    }
    return depth
  }
}
