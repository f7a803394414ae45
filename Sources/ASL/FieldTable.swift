/// The eight types of state, as names to look up what a state may have.
enum StateKind: String, CaseIterable {
  // In the order in which AWS lists them.
  case task = "Task"
  case wait = "Wait"
  case pass = "Pass"
  case succeed = "Succeed"
  case fail = "Fail"
  case choice = "Choice"
  case parallel = "Parallel"
  case map = "Map"

  var mask: StateKinds {
    switch self {
    case .pass: .pass
    case .task: .task
    case .choice: .choice
    case .wait: .wait
    case .succeed: .succeed
    case .fail: .fail
    case .parallel: .parallel
    case .map: .map
    }
  }
}

/// A set of types of state.
struct StateKinds: OptionSet {
  var rawValue: UInt8

  static let pass = StateKinds(rawValue: 1)
  static let task = StateKinds(rawValue: 2)
  static let choice = StateKinds(rawValue: 4)
  static let wait = StateKinds(rawValue: 8)
  static let succeed = StateKinds(rawValue: 16)
  static let fail = StateKinds(rawValue: 32)
  static let parallel = StateKinds(rawValue: 64)
  static let map = StateKinds(rawValue: 128)

  static let all = StateKinds(rawValue: 255)
  /// States that do something and go on.
  static let steps: StateKinds = [.pass, .task, .wait, .parallel, .map]
  /// States whose work can fail.
  static let works: StateKinds = [.task, .parallel, .map]
}

/// Where a field of a state is allowed.
struct FieldRule {
  var kinds: StateKinds
  /// The one query language that has the field, or `nil` for both.
  var language: QueryLanguage?
}

/// The fields of states: the matrix of the developer guide's pages on the eight types of state.
let stateFields: [String: FieldRule] = [
  "Type": FieldRule(kinds: .all),
  "Comment": FieldRule(kinds: .all),
  "QueryLanguage": FieldRule(kinds: .all),
  "Next": FieldRule(kinds: .steps),
  "End": FieldRule(kinds: .steps),
  "InputPath": FieldRule(kinds: .all.subtracting(.fail), language: .jsonPath),
  "OutputPath": FieldRule(kinds: .all.subtracting(.fail), language: .jsonPath),
  "Parameters": FieldRule(kinds: [.pass, .task, .parallel, .map], language: .jsonPath),
  "ResultSelector": FieldRule(kinds: .works, language: .jsonPath),
  "ResultPath": FieldRule(kinds: [.pass, .task, .parallel, .map], language: .jsonPath),
  "Result": FieldRule(kinds: .pass, language: .jsonPath),
  "Arguments": FieldRule(kinds: [.task, .parallel], language: .jsonata),
  "Output": FieldRule(kinds: .all.subtracting(.fail), language: .jsonata),
  "Assign": FieldRule(kinds: [.pass, .task, .choice, .wait, .parallel, .map]),
  "Retry": FieldRule(kinds: .works),
  "Catch": FieldRule(kinds: .works),
  "Resource": FieldRule(kinds: .task),
  "TimeoutSeconds": FieldRule(kinds: .task),
  "TimeoutSecondsPath": FieldRule(kinds: .task, language: .jsonPath),
  "HeartbeatSeconds": FieldRule(kinds: .task),
  "HeartbeatSecondsPath": FieldRule(kinds: .task, language: .jsonPath),
  "Credentials": FieldRule(kinds: .task),
  "Choices": FieldRule(kinds: .choice),
  "Default": FieldRule(kinds: .choice),
  "Seconds": FieldRule(kinds: .wait),
  "SecondsPath": FieldRule(kinds: .wait, language: .jsonPath),
  "Timestamp": FieldRule(kinds: .wait),
  "TimestampPath": FieldRule(kinds: .wait, language: .jsonPath),
  "Error": FieldRule(kinds: .fail),
  "ErrorPath": FieldRule(kinds: .fail, language: .jsonPath),
  "Cause": FieldRule(kinds: .fail),
  "CausePath": FieldRule(kinds: .fail, language: .jsonPath),
  "Branches": FieldRule(kinds: .parallel),
  "ItemProcessor": FieldRule(kinds: .map),
  "Iterator": FieldRule(kinds: .map),
  "ItemsPath": FieldRule(kinds: .map, language: .jsonPath),
  "Items": FieldRule(kinds: .map, language: .jsonata),
  "ItemSelector": FieldRule(kinds: .map),
  "MaxConcurrency": FieldRule(kinds: .map),
  "MaxConcurrencyPath": FieldRule(kinds: .map, language: .jsonPath),
  "Label": FieldRule(kinds: .map),
  "ItemReader": FieldRule(kinds: .map),
  "ItemBatcher": FieldRule(kinds: .map),
  "ResultWriter": FieldRule(kinds: .map),
  "ToleratedFailureCount": FieldRule(kinds: .map),
  "ToleratedFailureCountPath": FieldRule(kinds: .map, language: .jsonPath),
  "ToleratedFailurePercentage": FieldRule(kinds: .map),
  "ToleratedFailurePercentagePath": FieldRule(kinds: .map, language: .jsonPath),
]
