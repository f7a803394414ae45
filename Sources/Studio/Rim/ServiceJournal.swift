import Services

/// The checkpoints of tasks that were performed, by their place, and what stepping back undid.
struct ServiceJournal {
  private var checkpoints: [Checkpoint] = []
  private var undone = UndoneChanges()

  /// Something new is done: what was undone before cannot be made again.
  mutating func startTask() { undone = UndoneChanges() }

  /// Keeps a checkpoint; its place.
  mutating func keep(_ checkpoint: Checkpoint) -> Int {
    checkpoints.append(checkpoint)
    return checkpoints.count - 1
  }

  /// Everything is gone: places that are known still are where the services stand now.
  mutating func reset(_ now: Checkpoint) {
    undone = UndoneChanges()
    checkpoints = checkpoints.map { _ in now }
  }

  /// Puts the services to a place; what to tell, if anything changed.
  mutating func move(_ dispatcher: Dispatcher, to place: Int) -> String? {
    guard checkpoints.indices.contains(place) else { return nil }
    let moved = dispatcher.move(to: checkpoints[place], undone: &undone)
    if moved.undone > 0 { return "services put back: \(changes(moved.undone)) undone" }
    if moved.redone > 0 { return "services put forward: \(changes(moved.redone)) made again" }
    return nil
  }

  /// What the embedded services hold, with what was changed between two places.
  func list(_ services: EmbeddedServices, before: Int?, after: Int?) throws(ServiceError)
    -> (items: [ResourceList.Item], changes: [ServiceChange])
  {
    var items: [ResourceList.Item] = []
    for resource in try services.resources() {
      items.append(ResourceList.Item(resource: resource, rows: try services.rows(of: resource)))
    }
    guard let before, let after, checkpoints.indices.contains(before),
      checkpoints.indices.contains(after)
    else { return (items, []) }
    let last = checkpoints[after].store
    let changes = services.changes(after: checkpoints[before].store)
    return (items, changes.filter { $0.number <= last })
  }

  private func changes(_ count: Int) -> String { count == 1 ? "1 change" : "\(count) changes" }
}
