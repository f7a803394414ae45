import ASL

/// Definitions as text.
enum StateMachineText {
  /// The machine of a recorded definition; `nil` where it cannot be read any more.
  static func compile(_ text: String) -> StateMachine? {
    StateMachine.read(text).machine
  }
}
