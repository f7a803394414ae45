import Engine
import JSON
import Services

extension State {
  /// Has the services put to where they stood at the moment that is looked at.
  mutating func placeServices() {
    guard let run, run.performing.isEmpty, let place = run.servicesPlace,
      place != run.servicesStand
    else { return }
    self.run?.servicesStand = place
    ask(.moveServices(runID: run.id, to: place))
  }

  /// Takes where the services stood around a task. It comes before the task's answer.
  mutating func marked(_ task: TaskID, before: Int, after: Int) {
    guard let run else { return }
    self.run?.servicesStand = after
    // An answer that comes too late is not taken, and what the task did is undone.
    guard let request = run.pendingTasks.first(where: { $0.id == task }) else { return }
    let mark = ServiceMark(
      event: run.moment + 1, state: request.state, before: before, after: after)
    self.run?.marks.removeAll { $0.event > run.moment + 1 }
    self.run?.marks.append(mark)
  }

  // MARK: The pane

  mutating func showResources() {
    detail.tab = .resources
    resources.asked = nil
    show(.detail)
  }

  /// Asks for what is shown where it is not what was asked for last.
  mutating func refreshResources() {
    guard detail.tab == .resources, run?.performing.isEmpty ?? true else { return }
    let subject = ResourceList.Subject(
      run: run?.id ?? 0, mark: run?.mark, resets: resources.resets,
      outside: resources.outside)
    guard resources.asked != subject else { return }
    var before = resources.asked
    before?.outside = subject.outside
    resources.isRefresh = before == subject
    resources.asked = subject
    ask(.listResources(before: subject.mark?.before, after: subject.mark?.after))
  }

  mutating func confirmReset() {
    dialog = .confirm(
      Question(
        title: "Reset the services",
        text: "Remove all tables, queues, topics and buckets, and fill them from the seeds anew?",
        choices: [("r", "Reset", .resetServices), ("c", "Keep", .cancel)]))
  }

  mutating func resetServices() {
    run?.marks = []
    run?.servicesStand = nil
    resources.resets += 1
    ask(.resetServices)
  }

  /// The rows of the pane: what the last task changed, then everything by kind.
  func resourceRoots() -> [JSONTree.Root] {
    var roots: [JSONTree.Root] = []
    if let mark = resources.asked?.mark {
      let count = resources.changes.count
      roots.append(
        .heading("Changed by \(mark.state)", note: count == 0 ? "nothing" : "\(count)"))
      for change in resources.changes {
        roots.append(
          JSONTree.Root(
            key: "/~\(change.number)", label: "\(change.resource): \(change.row)",
            value: changed(change), note: word(change), isChanged: true))
      }
    }
    let touched = Set(resources.changes.map { Key($0.kind, $0.resource, $0.row) })
    for item in resources.items {
      let resource = item.resource
      let fresh = item.rows.count { touched.contains(Key(resource.kind, resource.name, $0.name)) }
      let place = "/\(resource.kind.rawValue):\(resource.name)"
      let note = count(resource) + (fresh > 0 ? ", \(fresh) changed" : "")
      roots.append(.heading("\(title(resource.kind)) \(resource.name)", note: note))
      for (index, row) in item.rows.enumerated() {
        roots.append(
          JSONTree.Root(
            key: "\(place)#\(index)", label: "  \(row.name)",
            value: plain(row.value, resource.kind),
            isChanged: touched.contains(Key(resource.kind, resource.name, row.name)),
            isFolded: true))
      }
    }
    return roots
  }

  private struct Key: Hashable {
    var kind: ServiceResource.Kind
    var resource: String
    var row: String

    init(_ kind: ServiceResource.Kind, _ resource: String, _ row: String) {
      self.kind = kind
      self.resource = resource
      self.row = row
    }
  }

  private func changed(_ change: ServiceChange) -> Value {
    switch (
      change.before.map { plain($0, change.kind) }, change.after.map { plain($0, change.kind) }
    ) {
    case (.object(let before)?, .object(let after)?): differences(before, after)
    case (let before?, let after?): ["before": before, "after": after]
    case (let one?, nil), (nil, let one?): one
    case (nil, nil): .null
    }
  }

  /// The members that are not the same, with what they were and are.
  private func differences(_ before: Object, _ after: Object) -> Value {
    var found: [(String, Value)] = []
    for (name, value) in after where before[name] != value {
      let was: Value = before[name] ?? .null
      found.append((name, ["before": was, "after": value]))
    }
    for (name, value) in before where after[name] == nil {
      found.append((name, ["before": value, "after": .null]))
    }
    return .object(Object(found))
  }

  /// An item without the letters of its attributes' types.
  private func plain(_ value: Value, _ kind: ServiceResource.Kind) -> Value {
    guard kind == .table, case .object(let item) = value else { return value }
    return .object(Object(item.map { ($0, attribute($1, 0)) }))
  }

  private func attribute(_ value: Value, _ depth: Int) -> Value {
    guard depth < 64, case .object(let typed) = value, typed.count == 1,
      let (type, content) = typed.first(where: { _ in true })
    else { return value }
    switch (type, content) {
    case ("N", .string(let digits)): return (try? Value(parsing: digits)) ?? content
    case ("NULL", _): return .null
    case ("L", .array(let elements)): return .array(elements.map { attribute($0, depth + 1) })
    case ("M", .object(let members)):
      return .object(Object(members.map { ($0, attribute($1, depth + 1)) }))
    case ("S", _), ("BOOL", _), ("SS", _), ("NS", _), ("B", _), ("BS", _): return content
    default: return value
    }
  }

  private func word(_ change: ServiceChange) -> String {
    change.before == nil ? "new" : change.after == nil ? "removed" : "changed"
  }

  private func title(_ kind: ServiceResource.Kind) -> String {
    switch kind {
    case .table: "Table"
    case .queue: "Queue"
    case .topic: "Topic"
    case .bus: "Event bus"
    case .bucket: "Bucket"
    case .parameter: "Parameter"
    case .secret: "Secret"
    }
  }

  private func noun(_ kind: ServiceResource.Kind) -> String {
    switch kind {
    case .table: "item"
    case .queue: "message"
    case .bus: "event"
    default: "object"
    }
  }

  private func count(_ resource: ServiceResource) -> String {
    switch resource.kind {
    case .topic, .parameter, .secret: ""
    default:
      resource.count == 1 ? "1 \(noun(resource.kind))" : "\(resource.count) \(noun(resource.kind))s"
    }
  }
}
