import ASL
import History
import JSON

/// A Map Run: the child executions of a distributed Map.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html>
struct MapRun: Sendable {
  /// The frame of the Map; -1 once nobody waits for the run.
  var frame: Int
  /// Where the Map stands.
  var scope: String
  var state: String
  var arn: String
  /// The last part of the ARN, which names the folder of results.
  var uuid: String
  /// `Label`, or what stands in its place.
  var label: String
  var express: Bool
  var processor: StateMachine
  var status: ExecutionStatus = .running
  var startTime: Timestamp
  var stopTime: Timestamp?
  var redriveCount = 0
  var redriveTime: Timestamp?
  var maxConcurrency: Int
  var toleratedCount: Int?
  var toleratedPercentage: Double?
  var maxItems: Int?
  /// The Map's input, which `ItemSelector` sees.
  var input: Value
  /// Whether `MapRunStarted` was told.
  var isAnnounced = false
  /// What the reader has yet to fetch, and what it has.
  var reading = Reading()
  /// Inputs of the child executions, and how many items each holds.
  var inputs: [Datum] = []
  var itemCounts: [Int] = []
  /// The next child to start.
  var next = 0
  /// Child executions: those that run, and those that failed, for a redrive.
  var children: [Int: Execution] = [:]
  /// The child whose turn it is, out of `children` meanwhile, and its number (-1: none).
  var inHand: [Execution] = []
  var slotInHand = -1
  /// Children that can go on, in turn.
  var ready: [Int] = []
  var readyHead = 0
  var queued: Set<Int> = []
  var running = 0
  var outputs: [Datum?] = []
  /// How each child ended.
  var outcomes: [Outcome] = []
  var writing = Writing()
  /// The answer to the run's own call, until it is dealt with.
  var answer: Result<Payload, TaskFailure>?

  /// How a child stands.
  enum Outcome: Sendable { case pending, running, succeeded, failed, timedOut, aborted }

  mutating func enqueue(_ slot: Int) {
    if queued.insert(slot).inserted { ready.append(slot) }
  }

  mutating func dequeue() {
    guard readyHead < ready.count else { return }
    queued.remove(ready[readyHead])
    readyHead += 1
    if readyHead == ready.count { clearQueue() }
  }

  mutating func clearQueue() {
    ready.removeAll(keepingCapacity: true)
    queued.removeAll(keepingCapacity: true)
    readyHead = 0
  }

  /// Takes a child out of `children` for its turn; false where there is none.
  mutating func pickUp(_ slot: Int) -> Bool {
    if slotInHand == slot { return true }
    putDown()
    guard let child = children.removeValue(forKey: slot) else { return false }
    inHand.append(child)
    slotInHand = slot
    return true
  }

  mutating func putDown() {
    if let child = inHand.popLast() { children[slotInHand] = child }
    slotInHand = -1
  }

  /// A child, in hand or not.
  func child(_ slot: Int) -> Execution? { slotInHand == slot ? inHand.first : children[slot] }

  /// The children by number, the one in hand among them.
  var allChildren: [(slot: Int, execution: Execution)] {
    var all = children.map { (slot: $0.key, execution: $0.value) }
    if let held = inHand.first { all.append((slotInHand, held)) }
    return all.sorted { $0.slot < $1.slot }
  }

  /// Forgets the child in hand.
  mutating func drop() {
    inHand.removeAll(keepingCapacity: true)
    slotInHand = -1
  }

  /// The child whose turn it is.
  var turn: Int? { readyHead < ready.count ? ready[readyHead] : nil }

  struct Reading: Sendable {
    var task: TaskID?
    /// Objects to fetch, last first.
    var objects: [(bucket: String, key: String)] = []
    var bucket = ""
    var isManifest = false
    /// The columns of CSV files without a row of names, as an inventory's manifest has them.
    var columns: [String]?
    var isListing = false
    var items: [Frame.Item] = []
    /// What the calls were answered so far, and how many they are.
    var reads: [String] = []
    var readCount = 0
    var readBytes = 0
    /// `Map.Item.Source`
    var source = "STATE_DATA"

    /// Keeps an answer for the history, unless there are too many of them: such a run cannot be
    /// played again.
    mutating func keep(_ answer: String) {
      readCount += 1
      readBytes += answer.utf8.count
      if readBytes <= Bound.reads { reads.append(answer) } else { reads = [] }
    }
  }

  struct Writing: Sendable {
    var task: TaskID?
    /// Files to write, last first.
    var files: [(key: String, body: String)] = []
    var bucket = ""
    var manifest = ""
    var isDone = false
  }
}

extension Execution {
  /// Begins a Map Run: `MapStateStarted`, `MapRunStarted`, then the items.
  mutating func startRun(_ state: State, _ map: MapState, _ f: Int, _ sink: inout Sink)
    throws(Failure)
  {
    let input = state.queryLanguage == .jsonata ? live[f].input : try effectiveInput(state, f)
    let sight = Sight(frame: f, input: input.value)
    let concurrency = try concurrency(map, sight)
    var items = map.reader == nil ? try items(map, sight) : []
    for index in items.indices { items[index].source = "STATE_DATA" }
    chain(.mapStateStarted, .mapStateStarted(length: items.count), of: f, &sink)
    var run = newRun(map, f, input.value, concurrency)
    (run.toleratedCount, run.toleratedPercentage) = try tolerance(map, sight)
    run.maxItems = try integer(map.reader?.config.maxItems, sight)
    runs.append(run)
    let place = runs.count - 1
    live[f].work = place
    block(f)
    if let reader = map.reader {
      startReading(reader, sight, place, &sink)
    } else {
      announce(place, &sink)
      fillRun(items, place, &sink)
    }
  }

  /// `MapRunStarted`, with what was read: so that it is recorded before the first child starts.
  mutating func announce(_ place: Int, _ sink: inout Sink) {
    let f = runs[place].frame
    guard !runs[place].isAnnounced, f >= 0 else { return }
    runs[place].isAnnounced = true
    chain(.mapRunStarted, .mapRunStarted(mapRunArn: runs[place].arn), of: f, &sink)
    if sink.events.last?.type == .mapRunStarted {
      sink.events[sink.events.count - 1].note.reads = runs[place].reading.reads
    }
    runs[place].reading.reads = []
  }

  private mutating func newRun(
    _ map: MapState, _ f: Int, _ input: Value, _ concurrency: Int
  ) -> MapRun {
    let uuid = randomness.uuid()
    let label = map.label ?? randomness.uuid()
    let isExpress = map.mode == .distributed(express: true)
    return MapRun(
      frame: f, scope: live[f].path, state: live[f].state?.name ?? "",
      arn: "arn:aws:states:\(identity.region):\(identity.account):mapRun:"
        + "\(identity.stateMachineName)/\(label):\(uuid)", uuid: uuid, label: label,
      express: isExpress,
      processor: StateMachine(
        comment: map.processor.comment, version: machine.version,
        queryLanguage: machine.queryLanguage, timeoutSeconds: nil, scope: map.processor,
        text: machine.text), startTime: now, maxConcurrency: concurrency, input: input)
  }

  /// `ToleratedFailureCount` and `ToleratedFailurePercentage`.
  mutating func tolerance(_ map: MapState, _ sight: Sight) throws(Failure) -> (Int?, Double?) {
    let count = try integer(map.toleratedFailureCount, sight)
    if let count, count < 0 { throw .runtime("ToleratedFailureCount cannot be negative.") }
    let percentage = try float(map.toleratedFailurePercentage, sight)
    if let percentage, !(0...100).contains(percentage) {
      throw .runtime("ToleratedFailurePercentage must be between 0 and 100.")
    }
    return (count, percentage)
  }

  /// The run ended with a failure: `MapRunFailed`, and what the Map makes of it.
  mutating func failRun(_ place: Int, _ failure: Failure, _ sink: inout Sink) {
    let f = runs[place].frame
    stopChildren(place, &sink)
    runs[place].status = .failed
    runs[place].stopTime = now
    guard f >= 0 else { return }
    announce(place, &sink)
    chain(.mapRunFailed, .failure(error: failure.error, cause: failure.cause), of: f, &sink)
    failRunState(failure, f, &sink)
  }

  /// Aborts what runs and forgets what was asked for.
  mutating func stopChildren(_ place: Int, _ sink: inout Sink) {
    for task in [runs[place].reading.task, runs[place].writing.task] {
      guard let task else { continue }
      tasks.removeValue(forKey: task.number)
      sink.effects.append(.cancel(task))
    }
    runs[place].reading.task = nil
    runs[place].writing.task = nil
    runs[place].putDown()
    for slot in runs[place].children.keys.sorted() {
      guard runs[place].pickUp(slot), runs[place].inHand[0].status == .running else { continue }
      runs[place].inHand[0].receive(.stop(error: nil, cause: nil), at: now)
      stepChild(slot, place, &sink)
      runs[place].outcomes[slot] = .aborted
    }
    runs[place].putDown()
    runs[place].clearQueue()
    runs[place].running = 0
  }

  /// The run's Map was cut off, or the whole execution ended.
  mutating func abortRun(_ f: Int, _ sink: inout Sink) {
    guard case .map(let map)? = live[f].state?.type, map.mode != .inline, live[f].work >= 0 else {
      return
    }
    let place = live[f].work
    guard runs[place].status == .running else { return }
    announce(place, &sink)
    stopChildren(place, &sink)
    runs[place].status = .aborted
    runs[place].stopTime = now
  }

  /// Nobody waits for the run of frame `f` any more; its record stays.
  mutating func releaseRun(_ f: Int) {
    guard live[f].work >= 0 else { return }
    runs[live[f].work].frame = -1
    runs[live[f].work].children = [:]
    live[f].work = -1
  }

  /// `UpdateMapRun`
  mutating func update(
    _ arn: String, _ concurrency: Int?, _ count: Int?, _ percentage: Double?
  ) {
    guard let place = runs.firstIndex(where: { $0.arn == arn && $0.status == .running }) else {
      return
    }
    if let concurrency { runs[place].maxConcurrency = max(0, concurrency) }
    if let count { runs[place].toleratedCount = count }
    if let percentage { runs[place].toleratedPercentage = percentage }
    let f = runs[place].frame
    guard f >= 0, case .blocked = live[f].phase, !runs[place].inputs.isEmpty else { return }
    live[f].phase = .running
    wakeUp(f)
  }
}
