import JSONata

/// A function as help and completion show it.
struct FunctionGuide: Sendable, Equatable {
  /// As it is called: `$substring`, `States.Format`.
  var name: String
  /// Optional ones end in `?`.
  var parameters: [String]
  /// What kind of value it gives; empty where that depends.
  var result: String
  var summary: String

  /// `$substring(text, start, length?) → text`
  var signature: String {
    "\(name)(\(parameters.joined(separator: ", ")))" + (result.isEmpty ? "" : " → \(result)")
  }

  /// The functions that expressions of a language know, by name.
  static func all(in language: Console.Language) -> [FunctionGuide] {
    language == .jsonata ? jsonata : intrinsics
  }

  static func named(_ name: String, in language: Console.Language) -> FunctionGuide? {
    all(in: language).first { $0.name == name }
  }

  private static let jsonata: [FunctionGuide] = FunctionHelp.all(in: .stepFunctions).map { help in
    let (letters, result) = SignatureText.parts(help.signature)
    let words = ParameterNames.of(help.name)
    let parameters = letters.enumerated().map { place, parameter in
      (words.indices.contains(place) ? words[place] : parameter.word)
        + (parameter.isOptional ? "?" : parameter.isRepeated ? "…" : "")
    }
    return FunctionGuide(
      name: "$" + help.name, parameters: parameters, result: result, summary: help.summary)
  }

  private static let intrinsics: [FunctionGuide] = [
    ("Array", "value…", "array", "The arguments as an array"),
    ("ArrayContains", "array value", "boolean", "Whether the value is in the array"),
    ("ArrayGetItem", "array index", "", "The item at a place, from 0"),
    ("ArrayLength", "array", "number", "How many items the array has"),
    ("ArrayPartition", "array size", "array", "The array in chunks of a size"),
    ("ArrayRange", "first last step", "array", "The numbers from first to last"),
    ("ArrayUnique", "array", "array", "The array without duplicates"),
    ("Base64Decode", "text", "text", "The text that base 64 stands for"),
    ("Base64Encode", "text", "text", "The text in base 64"),
    ("Format", "template value…", "text", "The template with {} replaced by the values"),
    ("Hash", "text algorithm", "text", "The digest: MD5, SHA-1, SHA-256, SHA-384 or SHA-512"),
    ("JsonMerge", "object object false", "object", "Two objects as one; the second counts"),
    ("JsonToString", "value", "text", "The value as JSON text"),
    ("MathAdd", "number number", "number", "The sum of two integers"),
    ("MathRandom", "from to seed?", "number", "A random integer from one up to another"),
    ("StringSplit", "text separators", "array", "The pieces between any of the separators"),
    ("StringToJson", "text", "", "The value that a JSON text stands for"),
    ("UUID", "", "text", "A random UUID"),
  ].map { name, parameters, result, summary in
    FunctionGuide(
      name: "States." + name, parameters: parameters.split(separator: " ").map(String.init),
      result: result, summary: summary)
  }
}

/// Reads the notation of JSONata's signatures: `<s-nn?:s>`.
private enum SignatureText {
  struct Parameter {
    var word: String
    var isOptional = false
    var isRepeated = false
  }

  static func parts(_ text: String) -> ([Parameter], result: String) {
    let inner = text.dropFirst().dropLast()
    var parameters: [Parameter] = []
    var depth = 0
    var result = ""
    var isResult = false
    for letter in inner {
      if letter == "<" || letter == "(" {
        depth += 1
        if letter == "(", depth == 1, !isResult { parameters.append(Parameter(word: "value")) }
        continue
      }
      if letter == ">" || letter == ")" {
        depth -= 1
        continue
      }
      guard depth == 0 else { continue }
      switch letter {
      case ":": isResult = true
      case "?": if !parameters.isEmpty { parameters[parameters.count - 1].isOptional = true }
      case "+": if !parameters.isEmpty { parameters[parameters.count - 1].isRepeated = true }
      case "-": continue
      default:
        if isResult {
          result = word(letter, forResult: true)
        } else {
          parameters.append(Parameter(word: word(letter, forResult: false)))
        }
      }
    }
    return (parameters, result)
  }

  private static func word(_ letter: Character, forResult: Bool) -> String {
    switch letter {
    case "s": "text"
    case "n": "number"
    case "b": "boolean"
    case "a": "array"
    case "o": "object"
    case "f": "function"
    case "l": "null"
    default: forResult ? "" : "value"
    }
  }
}

/// What the parameters of JSONata's functions are called.
private enum ParameterNames {
  static func of(_ function: String) -> [String] { table[function] ?? [] }

  private static let table: [String: [String]] = Dictionary(
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      return words.first.map { ($0, Array(words.dropFirst())) }
    }, uniquingKeysWith: { first, _ in first })

  private static let text = """
    abs number
    append array array
    assert condition message
    average array
    base64decode text
    base64encode text
    boolean value
    ceil number
    contains text pattern
    count array
    decodeUrl text
    decodeUrlComponent text
    distinct array
    each object function(value,name)
    encodeUrl text
    encodeUrlComponent text
    error message
    exists value
    filter array function(value,index,array)
    floor number
    formatBase number radix
    formatInteger number picture
    formatNumber number picture options
    fromMillis number picture timezone
    hash text algorithm
    join array separator
    keys object
    length text
    lookup object name
    lowercase text
    map array function(value,index,array)
    match text pattern limit
    max array
    merge objects
    millis
    min array
    not value
    now picture timezone
    number value
    pad text width char
    parse text
    parseInteger text picture
    partition array size
    power base exponent
    random seed
    range first last step
    reduce array function(sum,value) init
    replace text pattern replacement limit
    reverse array
    round number precision
    shuffle array
    sift object function(value,name)
    single array function(value)
    sort array function(left,right)
    split text separator limit
    spread object
    sqrt number
    string value prettify
    substring text start length
    substringAfter text chars
    substringBefore text chars
    sum array
    toMillis timestamp picture
    trim text
    type value
    uppercase text
    uuid
    zip arrays
    """
}
