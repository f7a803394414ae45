import JSON

/// The functions of the library. The table says all that is known of each.
enum Builtin: Int32, CaseIterable {
  case sum, count, max, min, average
  case string, substring, substringBefore, substringAfter, lowercase, uppercase, length, trim, pad
  case match, contains, replace, split, join
  case formatNumber, formatBase, formatInteger, parseInteger
  case number, floor, ceil, round, abs, sqrt, power, random
  case boolean, not
  case map, zip, filter, single, reduce, sift
  case keys, lookup, append, exists, spread, merge, reverse, each, error, assert, type, sort
  case shuffle, distinct
  case base64encode, base64decode
  case encodeUrlComponent, encodeUrl, decodeUrlComponent, decodeUrl
  case eval, toMillis, fromMillis, now, millis, clone
  case partition, sequence, hash, randomSeeded, uuid, parse

  struct Entry: Sendable {
    var name: String
    var signature: Signature?
    var text: String
    /// How many arguments it takes when a function of higher order calls it.
    var arity: Int
    var help: String
  }

  var entry: Entry { Builtin.entries[Int(rawValue)] }
  var name: String { entry.name }

  /// The numbers of parameters with which a function written in place is looped over.
  var loopArities: Range<Int> {
    switch self {
    case .map, .filter, .single, .sift, .each: 1..<4
    case .reduce: 2..<5
    case .sort: 2..<3
    default: 0..<0
    }
  }

  /// The functions of a dialect by fingerprint and name.
  private struct Index: Sendable {
    private var slots = [(fingerprint: UInt64, builtin: Builtin)?](repeating: nil, count: 256)

    init(_ dialect: Dialect) {
      for builtin in allCases where builtin.isMember(of: dialect) {
        let print = fingerprint(builtin.name)
        var slot = Index.slot(print)
        while slots[slot] != nil { slot = (slot + 1) % slots.count }
        slots[slot] = (print, builtin)
      }
    }

    private static func slot(_ fingerprint: UInt64) -> Int {
      Int(truncatingIfNeeded: (fingerprint &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }

    func find(_ name: Text) -> Builtin? {
      let print = name.fingerprint
      var slot = Index.slot(print)
      while let entry = slots[slot] {
        if entry.fingerprint == print, name.count <= 7 || name.string == entry.builtin.name {
          return entry.builtin
        }
        slot = (slot + 1) % slots.count
      }
      return nil
    }
  }

  private static let ofStepFunctions = Index(.stepFunctions)
  private static let ofReference = Index(.jsonata)

  /// The function of that name in a dialect.
  static func named(_ name: Text, _ dialect: Dialect) -> Builtin? {
    dialect == .stepFunctions ? ofStepFunctions.find(name) : ofReference.find(name)
  }

  func isMember(of dialect: Dialect) -> Bool {
    switch self {
    case .eval, .random: dialect == .jsonata
    case .partition, .sequence, .hash, .randomSeeded, .uuid, .parse: dialect == .stepFunctions
    default: true
    }
  }

  private static func entry(
    _ name: String, _ signature: String, _ arity: Int, _ help: String
  ) -> Entry {
    Entry(
      name: name, signature: try? Signature(signature), text: signature, arity: arity, help: help)
  }

  /// In the order of the cases.
  private static let entries: [Entry] = [
    entry("sum", "<a<n>:n>", 1, "The sum of an array of numbers"),
    entry("count", "<a:n>", 1, "How many items an array has"),
    entry("max", "<a<n>:n>", 1, "The largest of an array of numbers"),
    entry("min", "<a<n>:n>", 1, "The smallest of an array of numbers"),
    entry("average", "<a<n>:n>", 1, "The mean of an array of numbers"),
    entry("string", "<x-b?:s>", 1, "The value as text; with true, indented"),
    entry("substring", "<s-nn?:s>", 3, "The characters from a place on, perhaps only so many"),
    entry("substringBefore", "<s-s:s>", 2, "What stands before a text"),
    entry("substringAfter", "<s-s:s>", 2, "What stands behind a text"),
    entry("lowercase", "<s-:s>", 1, "The text in small letters"),
    entry("uppercase", "<s-:s>", 1, "The text in capitals"),
    entry("length", "<s-:n>", 1, "How many characters a text has"),
    entry("trim", "<s-:s>", 1, "The text without blanks around it and with single blanks inside"),
    entry("pad", "<s-ns?:s>", 3, "The text filled up on the right, or on the left"),
    entry("match", "<s-f<s:o>n?:a<o>>", 3, "What a regular expression matches, and where"),
    entry("contains", "<s-(sf):b>", 2, "Whether a text or pattern occurs"),
    entry("replace", "<s-(sf)(sf)n?:s>", 4, "The text with matches replaced"),
    entry("split", "<s-(sf)n?:a<s>>", 3, "The pieces between separators"),
    entry("join", "<a<s>s?:s>", 2, "The texts put together, perhaps with a separator"),
    entry("formatNumber", "<n-so?:s>", 3, "The number by a picture such as #,##0.00"),
    entry("formatBase", "<n-n?:s>", 2, "The integer in a base from 2 to 36"),
    entry("formatInteger", "<n-s:s>", 2, "The integer by a picture: words, Roman, letters, digits"),
    entry("parseInteger", "<s-s:n>", 2, "The integer that a text says by a picture"),
    entry("number", "<(nsb)-:n>", 1, "The value as a number"),
    entry("floor", "<n-:n>", 1, "The next integer below"),
    entry("ceil", "<n-:n>", 1, "The next integer above"),
    entry("round", "<n-n?:n>", 2, "The number rounded to a decimal place, halves to even"),
    entry("abs", "<n-:n>", 1, "The number without its sign"),
    entry("sqrt", "<n-:n>", 1, "The square root"),
    entry("power", "<n-n:n>", 2, "A number raised to a power"),
    entry("random", "<:n>", 0, "A random number from 0 up to 1"),
    entry("boolean", "<x-:b>", 1, "Whether the value counts as true"),
    entry("not", "<x-:b>", 1, "Whether the value counts as false"),
    entry("map", "<af>", 2, "The results of a function for each item"),
    entry("zip", "<a+>", 0, "Arrays of the first items, the second items, and so on"),
    entry("filter", "<af>", 2, "The items that a function says yes to"),
    entry("single", "<af?>", 2, "The one item that a function says yes to"),
    entry("reduce", "<afj?:j>", 3, "One value from all items, by a function of two"),
    entry("sift", "<o-f?:o>", 2, "The members that a function says yes to"),
    entry("keys", "<x-:a<s>>", 1, "The names of an object's members"),
    entry("lookup", "<x-s:x>", 2, "The member of that name"),
    entry("append", "<xx:a>", 2, "Two arrays as one"),
    entry("exists", "<x:b>", 1, "Whether there is a value"),
    entry("spread", "<x-:a<o>>", 1, "One object for each member"),
    entry("merge", "<a<o>:o>", 1, "One object of many; the last member of a name counts"),
    entry("reverse", "<a:a>", 1, "The items from the last to the first"),
    entry("each", "<o-f:a>", 2, "The results of a function for each member"),
    entry("error", "<s?:x>", 1, "Fails with a message"),
    entry("assert", "<bs?:x>", 2, "Fails with a message unless the condition holds"),
    entry("type", "<x:s>", 1, "null, number, string, boolean, array, object or function"),
    entry("sort", "<af?:a>", 2, "The items in order, perhaps by a function that compares"),
    entry("shuffle", "<a:a>", 1, "The items in random order"),
    entry("distinct", "<x:x>", 1, "The items without those that came before"),
    entry("base64encode", "<s-:s>", 1, "The text in base 64"),
    entry("base64decode", "<s-:s>", 1, "The text that base 64 stands for"),
    entry("encodeUrlComponent", "<s-:s>", 1, "The text escaped as a part of a URL"),
    entry("encodeUrl", "<s-:s>", 1, "The text escaped as a URL"),
    entry("decodeUrlComponent", "<s-:s>", 1, "The text that a part of a URL stands for"),
    entry("decodeUrl", "<s-:s>", 1, "The text that a URL stands for"),
    entry("eval", "<sx?:x>", 2, "The value of an expression in a text"),
    entry("toMillis", "<s-s?:n>", 2, "The milliseconds that a time stands for"),
    entry("fromMillis", "<n-s?s?:s>", 3, "The time that milliseconds stand for"),
    entry("now", "<s?s?:s>", 2, "The time of the evaluation as text"),
    entry("millis", "<:n>", 0, "The time of the evaluation in milliseconds"),
    entry("clone", "<(oa)-:o>", 1, "The value again"),
    entry("partition", "<an:a>", 2, "The array in chunks of a size"),
    entry("range", "<nnn:a>", 3, "The numbers from a start to an end by a step"),
    entry("hash", "<s-s?:s>", 2, "The digest of a text: MD5, SHA-1, SHA-256, SHA-384 or SHA-512"),
    entry("random", "<n?:n>", 1, "A random number from 0 up to 1, the same for the same seed"),
    entry("uuid", "<:s>", 0, "A random UUID"),
    entry("parse", "<s-:x>", 1, "The value that a JSON text stands for"),
  ]
}

/// How functions are numbered in items.
enum FunctionNumber {
  /// Where the functions that an evaluation makes begin.
  static let made = 256

  static func builtin(_ builtin: Builtin) -> Int { Int(builtin.rawValue) }
  static func builtin(_ number: Int) -> Builtin? {
    number >= 0 && number < made ? Builtin(rawValue: Int32(number)) : nil
  }
  static func regex(_ place: Int) -> Int { -1 - place }
}
