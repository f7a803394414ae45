import JSON

/// An expression that is tried on the data of a moment.
struct Console: Sendable {
  /// What expressions are written in.
  enum Language: Sendable, Equatable { case jsonata, jsonPath }

  var expression: TextBuffer
  var language: Language
  /// `$states`, for JSONata; the state's input, for JSONPath.
  var data: Value
  var context: Value
  var variables: [(name: String, value: Value)]
  /// The field the expression came from, by pointer into the definition; `nil`: none to write to.
  var field: Pointer?
  /// The field's name, for a person.
  var fieldName: String?
  /// Which moment the data are of.
  var moment: String
  var tree = JSONTree()
  var fault: Fault?
  var isUndefined = false
  /// What the word at the cursor could become, and the one that is taken.
  var choices: [Choice] = []
  var choice: Int?
  /// The function whose call the cursor is in, and which argument.
  var call: (guide: FunctionGuide, argument: Int)?

  /// A name that goes on from what is written.
  struct Choice: Sendable, Equatable {
    var text: String
    /// Its parameters, or what it holds.
    var detail = ""
    var summary = ""
  }

  /// What is wrong with the expression, and where.
  struct Fault: Sendable, Equatable {
    var message: String
    /// The scalars of the expression's text that it is about.
    var range: Range<Int>?
  }
}
