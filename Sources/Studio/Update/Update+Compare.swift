import Engine
import History
import Screen

extension State {
  /// Compares an execution with the marked one; a replay with what it replays; else with the one that
  /// is open.
  mutating func compare(_ arn: String) {
    if let marked = executions.marked, marked != arn {
      return ask(.compare(old: marked, new: arn))
    }
    if let run, run.arn == arn, case .replay(let name) = run.kind,
      let origin = executions.items.first(where: { $0.name == name })
    {
      return ask(.compare(old: origin.arn, new: arn))
    }
    if let run, run.arn != arn { return ask(.compare(old: run.arn, new: arn)) }
    let others = executions.items.filter { $0.arn != arn }
    guard let other = others.first else {
      return tell("there is no other execution to compare it with", .warning)
    }
    if isShowingExecutions {
      return tell("Space marks an execution; V on another compares the two")
    }
    // The open run with the one before it.
    ask(.compare(old: other.arn, new: arn))
  }

  mutating func takeInComparison(_ key: Key, _ comparison: Comparison) {
    var comparison = comparison
    let count = comparison.rows.count
    let page = CompareView.rows(size)
    switch key.description {
    case "Esc", "q", "V": return dialog = nil
    case "Up", "k": comparison.scroll.move(-1, count: count)
    case "Down", "j": comparison.scroll.move(1, count: count)
    case "PgUp": comparison.scroll.move(-page, count: count)
    case "PgDn": comparison.scroll.move(page, count: count)
    case "Home", "g": comparison.scroll.move(-count, count: count)
    case "End", "G": comparison.scroll.move(count, count: count)
    case "n", ">", "]":
      if !comparison.goToDifference(1) { tell("no difference after this") }
    case "N", "<", "[":
      if !comparison.goToDifference(-1) { tell("no difference before this") }
    case "Tab", "Space": comparison.turnShort()
    case "Enter": return open(comparison)
    default: tell("\(key.label) does nothing here")
    }
    dialog = .compare(comparison)
  }

  /// To the chosen state in the run that is open, or in the newer of the two.
  private mutating func open(_ comparison: Comparison) {
    guard let row = comparison.chosen else { return }
    dialog = nil
    if run?.arn == comparison.old.arn, let old = row.old { return look(at: old.enteredId) }
    if run?.arn == comparison.new.arn, let new = row.new { return look(at: new.enteredId) }
    let side = row.new == nil ? comparison.old : comparison.new
    wantedEvent = row.new?.enteredId ?? row.old?.enteredId
    ask(.open(arn: side.arn, purpose: .show))
  }
}
