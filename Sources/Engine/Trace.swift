import JSON

/// What the steps of a state's data flow gave, for `TestState`; not kept in a run.
struct Trace: Sendable {
  var afterInputPath: Value?
  /// After `Parameters` or `Arguments`.
  var afterArguments: Value?
  var afterResultSelector: Value?
  var afterResultPath: Value?
  /// After `ItemsPath`, `Items`.
  var afterItems: Value?
  /// After `ItemSelector`, an item each.
  var afterItemSelector: [Value] = []
  /// After `ItemBatcher`, a batch each.
  var afterItemBatcher: [Value] = []
}
