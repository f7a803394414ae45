import History
import JSON

extension State {
  /// The variables a state sees: those of its own scope and of the scopes around it, with where
  /// each was assigned and what it was before.
  func variableRoots(_ visit: Int, _ run: Run) -> [JSONTree.Root] {
    let asked = run.story.visits[visit]
    let last = min(run.moment, asked.exited ?? run.moment)
    var assignments: [(name: String, list: [Assignment])] = []
    for event in run.events[..<last] {
      guard case .stateExited(let state, _, let assigned) = event.details, !assigned.isEmpty,
        isVisible(event.note.scope, from: asked.scope)
      else { continue }
      for variable in assigned {
        let entry = Assignment(text: variable.value, state: state, event: event.id)
        if let place = assignments.firstIndex(where: { $0.name == variable.name }) {
          assignments[place].list.append(entry)
        } else {
          assignments.append((variable.name, [entry]))
        }
      }
    }
    return assignments.map { name, list in root(name, list, asked) }
  }

  private struct Assignment {
    var text: String
    var state: String
    var event: Int
  }

  private func root(_ name: String, _ list: [Assignment], _ visit: Story.Visit) -> JSONTree.Root {
    let value = list.last.flatMap { try? Value(parsing: $0.text) } ?? .null
    var note = ""
    if list.count > 1 {
      let before = (try? Value(parsing: list[list.count - 2].text)) ?? .null
      note = "← \(JSONTree.summary(before, 16))  "
    }
    if let last = list.last { note += "\(last.state) #\(last.event)" }
    return JSONTree.Root(
      key: "/" + name, label: name, value: value, note: note,
      isChanged: list.last?.event == visit.exited)
  }

  private func isVisible(_ outer: String, from inner: String) -> Bool {
    outer == inner || outer.isEmpty || inner.hasPrefix(outer + "/")
  }
}
