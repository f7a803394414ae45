import Dispatch
import JSON
import Synchronization

/// The moments that executions wait for, in one heap with one timer of the system.
///
/// A moment that nobody waits for any more stays until it comes, or until half of the heap is such.
final class Timers: Sendable {
  private struct Entry {
    var time: Timestamp
    var run: Run
    var id: TimerID
  }

  private struct State {
    var heap: [Entry] = []
    var forgotten = 0
    /// The earliest moment that the system will wake us at.
    var armed: Timestamp?
    var onFire: @Sendable (Run, TimerID) -> Void = { _, _ in }
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "treadle.timers")
  private let now: @Sendable () -> Timestamp

  init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

  /// Called on a thread of its own for every moment that comes.
  var onFire: @Sendable (Run, TimerID) -> Void {
    get { state.withLock { $0.onFire } }
    set { state.withLock { $0.onFire = newValue } }
  }

  func add(_ run: Run, _ id: TimerID, at time: Timestamp) {
    let delay = state.withLock { state -> Int64? in
      state.heap.append(Entry(time: time, run: run, id: id))
      siftUp(&state.heap, state.heap.count - 1)
      return arm(&state)
    }
    if let delay { wait(delay) }
  }

  /// That many entries are not waited for any more.
  func forget(_ count: Int) {
    state.withLock { state in
      state.forgotten += count
      guard state.forgotten > 1024, state.forgotten > state.heap.count / 2 else { return }
      state.heap.removeAll { entry in
        // A run that is driven just now keeps its entries.
        entry.run.state.withLockIfAvailable { $0.timers[entry.id] == nil } ?? false
      }
      state.heap.sort { $0.time < $1.time }
      state.forgotten = 0
    }
  }

  /// Whether the system must be asked to wake us earlier than it would, and in how many milliseconds.
  private func arm(_ state: inout State) -> Int64? {
    guard let first = state.heap.first?.time, state.armed.map({ first < $0 }) ?? true else {
      return nil
    }
    state.armed = first
    return max(0, first.milliseconds - now().milliseconds)
  }

  private func wait(_ milliseconds: Int64) {
    // A day at most: the system's clock may be set meanwhile.
    let delay = DispatchTimeInterval.milliseconds(Int(min(milliseconds, 86_400_000)))
    queue.asyncAfter(deadline: .now() + delay) { [weak self] in self?.fire() }
  }

  private func fire() {
    let time = now()
    let (due, onFire, delay) = state.withLock { state in
      state.armed = nil
      var due: [Entry] = []
      while let first = state.heap.first, first.time <= time {
        due.append(first)
        removeFirst(&state.heap)
      }
      return (due, state.onFire, arm(&state))
    }
    if let delay { wait(delay) }
    for entry in due {
      DispatchQueue.global().async { onFire(entry.run, entry.id) }
    }
  }

  private func siftUp(_ heap: inout [Entry], _ place: Int) {
    var place = place
    while place > 0, heap[place].time < heap[(place - 1) / 2].time {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private func removeFirst(_ heap: inout [Entry]) {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && heap[child].time < heap[least].time {
        least = child
      }
      if least == place { return }
      heap.swapAt(place, least)
      place = least
    }
  }
}

/// The tasks of activities that no worker has taken, and the workers that wait for one.
final class ActivityQueues: Sendable {
  struct Waiting: Sendable {
    var run: Run
    var request: TaskRequest
  }

  private struct Poller {
    var id: Int
    var done: CheckedContinuation<Waiting?, Never>
  }

  private struct State {
    var tasks: [String: [Waiting]] = [:]
    var pollers: [String: [Poller]] = [:]
    var nextPoller = 0
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "treadle.activities")

  func add(_ task: Waiting, for activity: String) {
    let poller = state.withLock { state -> Poller? in
      if state.pollers[activity]?.isEmpty == false {
        return state.pollers[activity]?.removeFirst()
      }
      state.tasks[activity, default: []].append(task)
      return nil
    }
    // Not here: the caller holds the lock of the task's execution.
    if let poller { queue.async { poller.done.resume(returning: task) } }
  }

  /// The next task, `nil` when none came in time or the poller is cancelled.
  func next(_ activity: String, waitingFor seconds: Double) async -> Waiting? {
    let id = state.withLock { state in
      state.nextPoller += 1
      return state.nextPoller
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { done in
        let task = state.withLock { state -> Waiting? in
          if state.tasks[activity]?.isEmpty == false {
            return state.tasks[activity]?.removeFirst()
          }
          state.pollers[activity, default: []].append(Poller(id: id, done: done))
          return nil
        }
        if let task { return done.resume(returning: task) }
        let delay = DispatchTimeInterval.milliseconds(Int(max(0, min(seconds, 86_400)) * 1000))
        queue.asyncAfter(deadline: .now() + delay) { [weak self] in self?.giveUp(id, activity) }
      }
    } onCancel: {
      queue.async { self.giveUp(id, activity) }
    }
  }

  private func giveUp(_ id: Int, _ activity: String) {
    let poller = state.withLock { state -> Poller? in
      guard let place = state.pollers[activity]?.firstIndex(where: { $0.id == id }) else {
        return nil
      }
      return state.pollers[activity]?.remove(at: place)
    }
    poller?.done.resume(returning: nil)
  }
}
