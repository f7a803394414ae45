import Engine
import Screen

extension State {
  /// Lists the ways that the run went.
  mutating func openTimelines() {
    guard let stepper = run?.stepper else { return }
    guard stepper.timelines.count > 1 else {
      return tell("the run went one way so far; w gives something another value")
    }
    let here = stepper.timelines.firstIndex { $0.id == stepper.currentTimeline } ?? 0
    dialog = .timelines(chosen: here)
  }

  mutating func takeInTimelines(_ key: Key, _ chosen: Int) {
    guard let timelines = run?.stepper?.timelines else { return dialog = nil }
    var chosen = chosen
    switch key.description {
    case "Esc", "q", "W": return dialog = nil
    case "Up", "k": chosen = max(0, chosen - 1)
    case "Down", "j", "Tab": chosen = min(timelines.count - 1, chosen + 1)
    case "V":
      guard timelines.indices.contains(chosen), let way = run?.ways[timelines[chosen].id],
        let run, way.arn != run.arn
      else { return tell("this is the way that is open") }
      dialog = nil
      return ask(.compare(old: way.arn, new: run.arn))
    case "Enter":
      guard timelines.indices.contains(chosen) else { return dialog = nil }
      return goTo(timeline: timelines[chosen].id)
    default: break
    }
    dialog = .timelines(chosen: chosen)
  }

  private mutating func goTo(timeline id: Int) {
    dialog = nil
    guard let old = run, old.stepper?.currentTimeline != id else { return }
    ask(.closeRecord(arn: old.arn))
    run?.switchTo(timeline: id)
    guard let run else { return }
    if run.status == .running { ask(.reopenLog(arn: run.arn)) }
    history = HistoryPane()
    detail.visit = nil
    selectCurrent()
    tell("this is \(run.name)")
  }
}
