import ASL
import JSON

/// What the steps of a state's data flow gave, for `TestState`; not kept in a run.
struct Trace: Sendable {
  var request: TestState.Request
  var afterInputPath: Datum?
  /// After `Parameters` or `Arguments`.
  var afterArguments: Datum?
  var result: Datum?
  var afterResultSelector: Datum?
  var afterResultPath: Datum?
  /// After `ItemsPath`, `Items`.
  var afterItems: Value?
  /// After `ItemSelector`, an item each.
  var afterItemSelector: [Value] = []
  /// After `ItemBatcher`, a batch each.
  var afterItemBatcher: [Value] = []
  var maxConcurrency: Int?
  var toleratedCount: Int?
  var toleratedPercentage: Double?
  /// What failed, and what took it.
  var failure: Failure?
  var retryIndex: Int?
  var retrySeconds: Double?
  var catchIndex: Int?
  /// Where the state leads.
  var nextState: String?
  var output: Datum?
  var assigned: Object?
}

extension Execution {
  /// Notes an intermediate value, where somebody wants them.
  @inline(__always)
  mutating func note(_ change: (inout Trace) -> Void) {
    if !traces.isEmpty { change(&traces[0]) }
  }

  /// The test that this is the execution of.
  var testing: TestState.Request? { traces.first?.request }
}
