import ASL
import History
import JSON

extension Execution {
  /// The items are known: makes the children's inputs and starts the first ones.
  mutating func fillRun(_ items: [Frame.Item], _ place: Int, _ sink: inout Sink) {
    let f = runs[place].frame
    guard f >= 0, case .map(let map)? = live[f].state?.type else { return }
    var items = items
    if let limit = runs[place].maxItems {
      guard limit >= 0 else {
        return failRun(place, .itemReader("field MaxItems must be positive"), &sink)
      }
      if limit > 0, items.count > limit { items.removeSubrange(limit...) }
    }
    do throws(Failure) {
      let selected = try select(items, map, place)
      try batch(selected, map, place)
    } catch {
      return failRun(place, error, &sink)
    }
    let count = runs[place].inputs.count
    runs[place].outputs = Array(repeating: nil, count: count)
    runs[place].outcomes = Array(repeating: .pending, count: count)
    live[f].phase = .running
    if current != f { wakeUp(f) }
  }

  private mutating func select(_ items: [Frame.Item], _ map: MapState, _ place: Int)
    throws(Failure) -> [Value]
  {
    guard let selector = map.itemSelector else { return items.map(\.input) }
    let sight = Sight(frame: runs[place].frame, input: runs[place].input)
    defer { selecting = nil }
    var values: [Value] = []
    values.reserveCapacity(items.count)
    for item in items {
      selecting = item
      values.append(try fill(selector, sight))
    }
    note { $0.afterItemSelector = values }
    return values
  }

  /// Fills `inputs`: one child for each item, or for each batch.
  private mutating func batch(_ items: [Value], _ map: MapState, _ place: Int) throws(Failure) {
    guard let batcher = map.batcher else {
      runs[place].inputs = items.map { Datum($0) }
      runs[place].itemCounts = Array(repeating: 1, count: items.count)
      return
    }
    let sight = Sight(frame: runs[place].frame, input: runs[place].input)
    let most = max(1, try integer(batcher.maxItemsPerBatch, sight) ?? Int.max)
    let bytes = max(1, try integer(batcher.maxInputBytesPerBatch, sight) ?? Bound.payload)
    let common = try batcher.batchInput.map { (template) throws(Failure) in
      try fill(template, sight)
    }
    var collected: [Value] = []
    var size = 0
    func close() {
      guard !collected.isEmpty else { return }
      var input = Object()
      if let common { input["BatchInput"] = common }
      input["Items"] = .array(collected)
      runs[place].inputs.append(Datum(.object(input)))
      runs[place].itemCounts.append(collected.count)
      collected = []
      size = 0
    }
    for item in items {
      let length = batcher.maxInputBytesPerBatch == nil ? 0 : item.text.utf8.count + 1
      if collected.count >= most || (!collected.isEmpty && size + length > bytes) { close() }
      collected.append(item)
      size += length
    }
    close()
    let inputs = runs[place].inputs
    note { $0.afterItemBatcher = inputs.map(\.value) }
  }

  // MARK: Turns

  /// Starts children while there is room, steps one of them, and ends the run when all have ended.
  mutating func advanceRun(_ f: Int, _ sink: inout Sink) {
    let place = live[f].work
    guard place >= 0 else { return block(f) }
    if let answer = runs[place].answer { return takeAnswer(answer, place, &sink) }
    guard runs[place].reading.task == nil, runs[place].writing.task == nil else { return block(f) }
    let limit =
      runs[place].maxConcurrency == 0 ? Bound.childConcurrency : runs[place].maxConcurrency
    if let slot = runs[place].turn {
      if !stepChild(slot, place, &sink) { rest(slot, place, &sink) }
      return
    }
    if runs[place].running < limit, runs[place].next < runs[place].inputs.count {
      return startChild(place)
    }
    guard runs[place].running == 0 else { return block(f) }
    endRun(place, &sink)
  }

  private mutating func startChild(_ place: Int) {
    let slot = runs[place].next
    runs[place].next += 1
    runs[place].running += 1
    runs[place].outcomes[slot] = .running
    let name = randomness.uuid()
    var child = Execution(
      machine: runs[place].processor, identity: childIdentity(runs[place], name),
      input: runs[place].inputs[slot].payload, seed: randomness.next())
    child.admission = admission
    runs[place].children[slot] = child
    runs[place].enqueue(slot)
  }

  private func childIdentity(_ run: MapRun, _ name: String) -> Identity {
    let machine = "\(identity.stateMachineName)/\(run.label)"
    let states = "arn:aws:states:\(identity.region):\(identity.account)"
    let arn =
      run.express
      ? "\(states):express:\(machine):\(run.uuid):\(name)"
      : "\(states):execution:\(machine):\(name)"
    return Identity(
      arn: arn, name: name, stateMachineArn: "\(states):stateMachine:\(machine)",
      stateMachineName: machine, roleArn: identity.roleArn,
      type: run.express ? .express : .standard, region: identity.region, account: identity.account)
  }

  /// One step of a child; what it asks for is asked for in the parent's name.
  @discardableResult
  mutating func stepChild(_ slot: Int, _ place: Int, _ sink: inout Sink) -> Bool {
    guard runs[place].pickUp(slot) else { return false }
    var inner = Sink()
    inner.recordsEvents = sink.recordsEvents
    runs[place].inHand[0].nextNumber = nextNumber
    let moved = runs[place].inHand[0].step(at: now, into: &inner)
    nextNumber = runs[place].inHand[0].nextNumber
    if !inner.events.isEmpty {
      let identity = runs[place].inHand[0].identity
      for event in inner.events { sink.childEvents.append((identity, event)) }
    }
    if !inner.childEvents.isEmpty { sink.childEvents += inner.childEvents }
    for effect in inner.effects { adopt(effect, slot, place) }
    if !inner.effects.isEmpty { sink.effects += inner.effects }
    return moved
  }

  private mutating func adopt(_ effect: Effect, _ slot: Int, _ place: Int) {
    switch effect {
    case .perform(let request): tasks[request.id.number] = .child(run: place, slot: slot)
    case .cancel(let id): tasks.removeValue(forKey: id.number)
    case .wake(let id, _): timers[id.number] = .child(run: place, slot: slot)
    case .forget(let id): timers.removeValue(forKey: id.number)
    }
  }

  /// A child can do nothing more for now: it waits, or it has ended.
  private mutating func rest(_ slot: Int, _ place: Int, _ sink: inout Sink) {
    runs[place].dequeue()
    guard runs[place].pickUp(slot), runs[place].inHand[0].status != .running else { return }
    runs[place].running -= 1
    let status = runs[place].inHand[0].status
    switch status {
    case .succeeded:
      runs[place].outcomes[slot] = .succeeded
      runs[place].outputs[slot] = runs[place].inHand[0].output.map { Datum($0) }
    case .timedOut: runs[place].outcomes[slot] = .timedOut
    case .aborted: runs[place].outcomes[slot] = .aborted
    default: runs[place].outcomes[slot] = .failed
    }
    if status == .succeeded, !keepsChildren(place) { runs[place].drop() }
    guard status != .succeeded else { return }
    if runs[place].exceedsTolerance {
      failRun(
        place,
        Failure(
          origin: .told, error: ErrorName.tolerated,
          cause: "The specified tolerated failure threshold was exceeded"), &sink)
    }
  }

  /// Whether a result writer will tell about succeeded children too.
  private func keepsChildren(_ place: Int) -> Bool {
    let f = runs[place].frame
    guard f >= 0, case .map(let map)? = live[f].state?.type else { return false }
    return map.writer?.resource != nil || map.writer?.transformation == "NONE"
  }

  // MARK: What the world says to children

  mutating func receive(_ stimulus: Stimulus, run place: Int, slot: Int) {
    guard runs.indices.contains(place) else { return }
    if slot < 0 { return receiveOwn(stimulus, place) }
    runs[place].putDown()
    guard var child = runs[place].children.removeValue(forKey: slot) else { return }
    child.receive(stimulus, at: now)
    runs[place].children[slot] = child
    wakeChild(slot, place)
  }

  mutating func receiveTimer(_ id: TimerID, run place: Int, slot: Int) {
    timers.removeValue(forKey: id.number)
    receive(.timer(id), run: place, slot: slot)
  }

  mutating func wakeChild(_ slot: Int, _ place: Int) {
    runs[place].enqueue(slot)
    wakeRun(place)
  }

  mutating func wakeRun(_ place: Int) {
    let f = runs[place].frame
    guard f >= 0, case .blocked = live[f].phase else { return }
    live[f].phase = .running
    wakeUp(f)
  }
}

extension MapRun {
  /// Items of children that did not succeed.
  var failedItems: Int {
    zip(outcomes, itemCounts).reduce(0) { sum, child in
      switch child.0 {
      case .failed, .timedOut, .aborted: sum + child.1
      case .pending, .running, .succeeded: sum
      }
    }
  }

  /// Whether more items failed than the Map tolerates; none where it does not say.
  var exceedsTolerance: Bool {
    let failed = failedItems
    guard failed > 0 else { return false }
    if let toleratedCount, failed > toleratedCount { return true }
    if let toleratedPercentage {
      let total = itemCounts.reduce(0, +)
      return Double(failed) * 100 > toleratedPercentage * Double(total)
    }
    return toleratedCount == nil
  }
}

extension Failure {
  static func itemReader(_ cause: String) -> Failure {
    Failure(origin: .told, error: ErrorName.itemReader, cause: cause)
  }
}
