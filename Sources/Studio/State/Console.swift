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
  var completions: [String] = []
  var completion: Int?

  /// What is wrong with the expression, and where.
  struct Fault: Sendable, Equatable {
    var message: String
    /// The scalar in the expression's text, from 0.
    var offset: Int?
  }
}

/// JSONata's functions with their signatures, for completion and help.
enum FunctionList {
  static let all: [(name: String, help: String)] = [
    ("$abs", "(number)"), ("$append", "(array, array)"), ("$assert", "(condition, message)"),
    ("$average", "(array)"), ("$base64decode", "(text)"), ("$base64encode", "(text)"),
    ("$boolean", "(value)"), ("$ceil", "(number)"), ("$contains", "(text, pattern)"),
    ("$count", "(array)"), ("$decodeUrl", "(text)"), ("$decodeUrlComponent", "(text)"),
    ("$distinct", "(array)"), ("$each", "(object, function(value, name))"),
    ("$encodeUrl", "(text)"), ("$encodeUrlComponent", "(text)"), ("$error", "(message)"),
    ("$exists", "(value)"), ("$filter", "(array, function(value, index, array))"),
    ("$floor", "(number)"), ("$formatBase", "(number, radix)"),
    ("$formatInteger", "(number, picture)"), ("$formatNumber", "(number, picture, options)"),
    ("$fromMillis", "(number, picture, timezone)"), ("$hash", "(text, algorithm)"),
    ("$join", "(array, separator)"), ("$keys", "(object)"), ("$length", "(text)"),
    ("$lookup", "(object, name)"), ("$lowercase", "(text)"),
    ("$map", "(array, function(value, index, array))"), ("$match", "(text, pattern, limit)"),
    ("$max", "(array)"), ("$merge", "(array of objects)"), ("$millis", "()"), ("$min", "(array)"),
    ("$not", "(value)"), ("$now", "(picture, timezone)"), ("$number", "(value)"),
    ("$pad", "(text, width, char)"), ("$parse", "(text)"), ("$parseInteger", "(text, picture)"),
    ("$partition", "(array, size)"), ("$power", "(base, exponent)"), ("$random", "(seed)"),
    ("$range", "(first, last, step)"), ("$reduce", "(array, function(sum, value), init)"),
    ("$replace", "(text, pattern, replacement, limit)"), ("$reverse", "(array)"),
    ("$round", "(number, precision)"), ("$shuffle", "(array)"), ("$sift", "(object, function)"),
    ("$single", "(array, function)"), ("$sort", "(array, function(left, right))"),
    ("$split", "(text, separator, limit)"), ("$spread", "(object)"), ("$sqrt", "(number)"),
    ("$string", "(value, prettify)"), ("$substring", "(text, start, length)"),
    ("$substringAfter", "(text, chars)"), ("$substringBefore", "(text, chars)"),
    ("$sum", "(array)"),
    ("$toMillis", "(timestamp, picture)"), ("$trim", "(text)"), ("$type", "(value)"),
    ("$uppercase", "(text)"), ("$uuid", "()"), ("$values", "(object)"), ("$zip", "(array, …)"),
  ]
}
