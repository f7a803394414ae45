/// Something that a topic or a bus hands on to what is not embedded here.
enum Delivery: Sendable {
  /// An event for a function.
  case function(arn: String, event: String)
  /// An input for a new execution.
  case stateMachine(arn: String, input: String)
}
