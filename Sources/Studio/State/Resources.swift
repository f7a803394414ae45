import Engine
import JSON
import Services

/// A task that was really performed: where the services stood before it and after it.
struct ServiceMark: Sendable, Equatable {
  /// The event that tells its answer.
  var event: Int
  var state: String
  /// Places in the list of checkpoints that the rim keeps.
  var before: Int
  var after: Int
}

/// What the embedded services hold, for the detail pane.
struct ResourceList: Sendable {
  /// What it is asked for: it is asked again when this changes.
  struct Subject: Sendable, Equatable {
    var run: Int
    /// The task whose changes are marked.
    var mark: ServiceMark?
    /// Grows when everything was emptied.
    var resets: Int
    /// Grows when another program changed something.
    var outside: Int
  }

  struct Item: Sendable {
    var resource: ServiceResource
    var rows: [ServiceRow]
  }

  var items: [Item] = []
  var changes: [ServiceChange] = []
  /// What was asked for last; `nil`: nothing yet.
  var asked: Subject?
  var resets = 0
  var outside = 0
  /// The list that comes is of the same moment: what is looked at stays.
  var isRefresh = false
  /// Grows with every list that comes.
  var version = 0
}

extension Run {
  /// The last task that was really performed by the moment.
  var mark: ServiceMark? { marks.last { $0.event <= moment } }

  /// Where the services stood at the moment; `nil` where no task of the run changed them.
  var servicesPlace: Int? { mark?.after ?? marks.first?.before }
}
