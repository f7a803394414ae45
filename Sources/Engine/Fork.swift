import ASL
import History
import JSON
import JSONata

/// Parallel and inline Map: branches and iterations as frames of their own.
extension Execution {
  // MARK: Parallel

  mutating func fork(
    _ state: State, _ parallel: ParallelState, _ f: Int, _ sink: inout Sink
  ) throws(Failure) {
    let input = try arguments(state, f, token: nil)
    live[f].arguments = input.value
    chain(.parallelStateStarted, of: f, &sink)
    let count = parallel.branches.count
    let work = keep(
      Fork(
        items: [], input: .null, frames: Array(repeating: -1, count: count),
        outputs: Array(repeating: nil, count: count), limit: count, lastEnd: live[f].chain))
    live[f].work = work
    guard count > 0 else {
      live[f].phase = .joined
      return
    }
    block(f)
    for slot in 0..<count {
      let child = addChild(
        of: f, slot: slot, scope: parallel.branches[slot], input: input, after: live[f].chain, sink)
      go(to: parallel.branches[slot].start, child, &sink)
      guard live[f].work == work else { return }
    }
  }

  // MARK: Map

  mutating func startMap(_ state: State, _ map: MapState, _ f: Int, _ sink: inout Sink)
    throws(Failure)
  {
    guard case .inline = map.mode else { return try startRun(state, map, f, &sink) }
    let input = state.queryLanguage == .jsonata ? live[f].input : try effectiveInput(state, f)
    let sight = Sight(frame: f, input: input.value)
    let limit = try concurrency(map, sight)
    let items = try items(map, sight)
    chain(.mapStateStarted, .mapStateStarted(length: items.count), of: f, &sink)
    let fork = Fork(
      items: items, input: input.value, frames: Array(repeating: -1, count: items.count),
      outputs: Array(repeating: nil, count: items.count),
      limit: limit == 0 ? Bound.inlineConcurrency : limit, lastEnd: live[f].chain)
    live[f].work = keep(fork)
    guard !items.isEmpty else {
      live[f].phase = .joined
      return
    }
    block(f)
    try startIterations(state, map, f, after: live[f].chain, &sink)
  }

  mutating func concurrency(_ map: MapState, _ sight: Sight) throws(Failure) -> Int {
    max(0, try integer(map.maxConcurrency, sight) ?? 0)
  }

  /// The items of a Map, from `ItemsPath`, `Items` or the input itself.
  ///
  /// A distributed Map goes over the members of an object, too, as AWS's pages say since September
  /// 2025; that an inline one refuses objects was recorded.
  /// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemspath.html>
  mutating func items(_ map: MapState, _ sight: Sight) throws(Failure) -> [Frame.Item] {
    let value: Value
    switch map.items {
    case .path(let path):
      value = try follow(path, sight)
      guard let items = items(in: value, of: map) else {
        // The path below its root, whatever that is (recorded for `$$`).
        let text = path.root == .context ? String(path.text.dropFirst()) : path.text
        throw .bareRuntime("Reference path \"\(text)\" must point to array.")
      }
      note { $0.afterItems = value }
      return items
    case .input:
      value = sight.input
      note { $0.afterItems = value }
      guard let items = items(in: value, of: map) else {
        throw .evaluation(
          "Map state input must be an array but was: \(value.text)", location: nil)
      }
      return items
    case .template(let template):
      value = try fill(template, sight)
      note { $0.afterItems = value }
      if let items = items(in: value, of: map) { return items }
      if case .expression(let expression, let field) = template {
        throw .expression(expression.source, field: field, unexpected(value, expected: "array"))
      }
      throw .evaluation(
        "Map state input must be an array but was: \(value.text)", location: "Items")
    }
  }

  /// The elements of an array, and the members of an object where the Map takes them.
  private func items(in value: Value, of map: MapState) -> [Frame.Item]? {
    switch (value, map.mode) {
    case (.array(let elements), _): Frame.Item.all(elements)
    case (.object(let object), .distributed): Frame.Item.all(object)
    default: nil
    }
  }

  /// Begins as many iterations as may run now. `event` is what their first events name.
  private mutating func startIterations(
    _ state: State, _ map: MapState, _ f: Int, after event: Int, _ sink: inout Sink
  ) throws(Failure) {
    let work = live[f].work
    while forks[work].running < forks[work].limit, forks[work].next < forks[work].items.count {
      let slot = forks[work].next
      let item = forks[work].items[slot]
      forks[work].next += 1
      let started = record(
        .mapIterationStarted, after: event, .mapIteration(name: state.name, index: slot), of: f,
        &sink)
      let child = addChild(
        of: f, slot: slot, scope: map.processor, input: Datum(item.value), after: started, sink)
      live[child].item = item
      if let selector = map.itemSelector {
        selecting = item
        defer { selecting = nil }
        live[child].input = Datum(
          try fill(selector, Sight(frame: f, input: forks[work].input)))
      }
      go(to: map.processor.start, child, &sink)
      guard live[f].work == work else { return }
    }
  }

  // MARK: Children

  private mutating func addChild(
    of f: Int, slot: Int, scope: Scope, input: Datum, after event: Int, _ sink: borrowing Sink
  ) -> Int {
    var path = ""
    if sink.recordsEvents, let name = live[f].state?.name {
      path = live[f].path.isEmpty ? "\(name)[\(slot)]" : "\(live[f].path)/\(name)[\(slot)]"
    }
    let frame = Frame(
      scope: scope, state: nil, phase: .ready, input: input, chain: event, parent: f, slot: slot,
      path: path)
    let child: Int
    if let place = vacant.popLast() {
      live[place] = frame
      child = place
    } else {
      live.append(frame)
      child = live.count - 1
    }
    forks[live[f].work].frames[slot] = child
    forks[live[f].work].running += 1
    ready.append(child)
    return child
  }

  private mutating func keep(_ fork: Fork) -> Int {
    guard let place = vacantForks.popLast() else {
      forks.append(fork)
      return forks.count - 1
    }
    forks[place] = fork
    return place
  }

  /// A branch or iteration has come to its end; its output is in its `input`.
  mutating func finishChild(_ child: Int, _ sink: inout Sink) {
    let f = live[child].parent
    let work = live[f].work
    let slot = live[child].slot
    let last = live[child].chain
    forks[work].outputs[slot] = live[child].input
    forks[work].frames[slot] = -1
    forks[work].running -= 1
    forks[work].done += 1
    forks[work].lastEnd = last
    vacate(child)
    if current == child { current = -1 }
    if case .map(let map)? = live[f].state?.type, let state = live[f].state {
      forks[work].lastEnd = record(
        .mapIterationSucceeded, after: last, .mapIteration(name: state.name, index: slot), of: f,
        &sink)
      do throws(Failure) {
        try startIterations(state, map, f, after: last, &sink)
      } catch {
        return fail(error, f, &sink)
      }
    }
    guard live[f].work == work, forks[work].done == forks[work].outputs.count else { return }
    live[f].phase = .joined
    wakeUp(f)
  }

  private mutating func vacate(_ f: Int) {
    live[f].phase = .vacant
    live[f].state = nil
    live[f].input = .empty
    live[f].item = nil
    live[f].variables = Object()
    vacant.append(f)
  }

  /// All branches or iterations have ended.
  mutating func joined(_ f: Int, _ sink: inout Sink) {
    let work = live[f].work
    guard work >= 0, let state = live[f].state else { return block(f) }
    if case .map(let map) = state.type, case .distributed = map.mode {
      return runJoined(state, map, f, &sink)
    }
    let isMap = if case .map = state.type { true } else { false }
    let last = forks[work].lastEnd
    record(isMap ? .mapStateSucceeded : .parallelStateSucceeded, after: last, of: f, &sink)
    live[f].chain = last
    live[f].result = Datum(array: forks[work].outputs.map { $0 ?? .empty })
    dropFork(f)
    live[f].phase = .leaving
  }

  private mutating func dropFork(_ f: Int) {
    let work = live[f].work
    guard work >= 0 else { return }
    forks[work].items = []
    forks[work].outputs = []
    forks[work].frames = []
    vacantForks.append(work)
    live[f].work = -1
  }

  /// Nothing of a Parallel's or Map's children is kept, before a retry or after a catch.
  mutating func releaseChildren(_ f: Int, _ sink: inout Sink) {
    switch live[f].state?.type {
    case .map(let map)? where map.mode != .inline: return releaseRun(f)
    case .map, .parallel: break
    default: return
    }
    let work = live[f].work
    guard work >= 0 else { return }
    for child in forks[work].frames where child >= 0 {
      releaseChildren(child, &sink)
      cutOff(child, &sink)
      vacate(child)
    }
    dropFork(f)
  }
}
