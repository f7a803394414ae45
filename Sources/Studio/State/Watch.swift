import Engine
import JSONata

/// Something to stop at, as a person wrote it.
struct Watch: Sendable, Identifiable {
  var id: Int
  var text: String
  var condition: DataBreakpoint.Condition
  /// In words: `the variable total changes`.
  var words: String

  /// Reads `$total` (the variable changes), `fails`, `retries`, a number of bytes, or an expression
  /// (it becomes true).
  ///
  /// - Throws: what is wrong with the expression.
  init(id: Int, _ text: String) throws(JSONata.Failure) {
    self.id = id
    self.text = text.trimmed
    let plain = self.text
    let name = plain.dropFirst()
    if plain.hasPrefix("$"), !name.isEmpty, name != "states",
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    {
      condition = .variableChanges(String(name))
      words = "the variable \(name) changes"
    } else if plain == "fails" {
      condition = .taskFails
      words = "a task fails"
    } else if plain == "retries" {
      condition = .retries
      words = "a retrier takes a failure"
    } else if let bytes = Int(plain.filter { $0 != "_" && $0 != "," }) {
      condition = .payloadExceeds(bytes)
      words = "an event carries more than \(bytes) bytes"
    } else {
      condition = .becomesTrue(try Expression(plain, dialect: .stepFunctions))
      words = "the condition becomes true"
    }
  }

  var breakpoint: DataBreakpoint { DataBreakpoint(id: id, condition: condition) }
}

/// What to stop at, and a line to write more of it.
struct WatchForm: Sendable {
  var text = TextField()
  var chosen = 0
  /// What the line means, or what is wrong with it.
  var words = ""
  var isWrong = false
}
