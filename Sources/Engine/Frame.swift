import ASL
import JSON

/// A live scope: the machine, a branch of a Parallel, an iteration of a Map.
///
/// Frames stand in `Execution.live` and keep their place as long as they live.
struct Frame: Sendable {
  enum Phase: Sendable {
    /// About to enter `state`.
    case ready
    /// The state was entered and does its work next.
    case entered
    /// A Task's call was answered; the event that tells so comes next.
    case answered
    /// Blocked: on a call, a timer, children.
    case blocked
    /// Child executions of a Map Run have work.
    case running
    /// All children have ended.
    case joined
    /// The result is in `result`; the state is left next.
    case leaving
    /// The call failed and its event is written; Retry and Catch come next.
    case failing
    /// Ended with an output; kept only as long as its fork lives.
    case finished
    /// Failed, or cut off by another's failure; kept for a redrive.
    case failed
    /// Nobody lives here.
    case vacant
  }

  var scope: Scope
  var state: State?
  var phase: Phase
  /// The state's input.
  var input: Datum
  /// The last event of this chain: what the next one names as `previousEventId`.
  var chain: Int
  /// The state's `…Entered` event, what it named, and when it was.
  var enteredEvent = 0
  var enteredPrevious = 0
  var enteredTime = Timestamp(milliseconds: 0)
  /// Attempts made before this one in this visit of the state.
  var retryCount = 0
  /// Attempts that each entry of `Retry` has had in this visit; empty before the first.
  var retrierCounts: [Int] = []
  /// Variables assigned in this scope.
  var variables = Object()
  /// The place of the frame that holds the Parallel or Map; -1 for the machine.
  var parent: Int
  /// Which branch or iteration.
  var slot: Int
  /// `Map.Item` of an iteration.
  var item: Item?
  /// As in `EventNote.scope`.
  var path: String
  /// The place in `calls`, `forks` or `runs` of what the state waits for; -1 for none.
  var work = -1
  /// The timer that a Wait state or a retry waits for, and when it comes.
  var timer: TimerID?
  var until = Timestamp(milliseconds: 0)
  /// The raw result, once there is one.
  var result: Datum?
  /// Why the call failed, until Retry and Catch have dealt with it.
  var failure: Failure?
  /// The evaluated arguments, once they are; only for who looks.
  var arguments: Value?

  /// `Map.Item` of the context object.
  struct Item: Sendable {
    var index: Int
    var value: Value
    /// The member's name, where the items are those of an object.
    var key: String?
    /// `STATE_DATA`, `S3://…`; only where AWS tells it.
    var source: String?

    static func all(_ elements: [Value]) -> [Item] {
      elements.enumerated().map { Item(index: $0.offset, value: $0.element) }
    }

    /// The members of an object.
    static func all(_ object: Object) -> [Item] {
      object.enumerated().map { Item(index: $0.offset, value: $0.element.1, key: $0.element.0) }
    }

    /// What an iteration is given without an `ItemSelector`: a member as a pair.
    var input: Value {
      guard let key else { return value }
      return ["Key": .string(key), "Value": value]
    }
  }
}

/// A task that a frame waits for.
struct Call: Sendable {
  var id: TaskID
  var token: String?
  /// `TimeoutSeconds` and `HeartbeatSeconds`, evaluated.
  var timeoutSeconds: Int?
  var heartbeatSeconds: Int?
  var timeout: TimerID?
  /// When the call's time is over.
  var deadline: Timestamp?
  var heartbeat: TimerID?
  /// When the last sign of life came.
  var lastSign: Timestamp
  /// What has come and was not yet told by an event, in order.
  var news: [News] = []

  enum News: Sendable {
    case started(workerName: String?)
    case submitted(Payload)
    case succeeded(Payload)
    case failed(TaskFailure)
    case timedOut
    /// The time for a heartbeat is over, if none came meanwhile.
    case heartbeatDue

    /// Whether nothing more will come.
    var endsCall: Bool {
      switch self {
      case .succeeded, .failed: true
      case .started, .submitted, .timedOut, .heartbeatDue: false
      }
    }
  }
}

/// The branches of a Parallel or the iterations of an inline Map.
struct Fork: Sendable {
  /// The items of a Map that wait for their turn; empty for a Parallel.
  var items: [Frame.Item]
  /// What `ItemSelector` sees as the Map's input.
  var input: Value
  /// Frames by branch or iteration; -1 where none has begun or it has ended.
  var frames: [Int]
  /// Outputs by branch or iteration.
  var outputs: [Datum?]
  /// The next item to begin with.
  var next = 0
  /// How many may run at a time, and how many do.
  var limit: Int
  var running = 0
  var done = 0
  /// What the event after the last end names.
  var lastEnd: Int
}

/// Who waits for a timer.
enum TimerUse: Sendable {
  /// `TimeoutSeconds` of the machine.
  case execution
  /// A Wait state, or the time before a retry.
  case delay(frame: Int)
  case taskTimeout(frame: Int)
  case heartbeat(frame: Int)
  /// A timer of a child execution of a Map Run.
  case child(run: Int, slot: Int)
}
