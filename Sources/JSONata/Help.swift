/// A function of the library, as help and completion show it.
public struct FunctionHelp: Sendable, Hashable {
  /// Without `$`.
  public let name: String
  /// What it takes and gives in the notation of JSONata, e.g. `<s-nn?:s>`.
  public let signature: String
  /// One line on what it does.
  public let summary: String

  /// The functions of a dialect, by name.
  public static func all(in dialect: Dialect) -> [FunctionHelp] {
    Builtin.allCases.filter { $0.isMember(of: dialect) && $0 != .clone }
      .map { FunctionHelp(name: $0.name, signature: $0.entry.text, summary: $0.entry.help) }
      .sorted { $0.name < $1.name }
  }
}

/// What can be put in at a place of an expression that is being written.
public enum Completion: Sendable, Hashable {
  /// A variable or function, whose name begins with this, is being written: `$su`.
  case variable(prefix: String)
  /// A member of what stands before the dot: `$states.input.cu` has the base `$states.input`.
  case member(base: String, prefix: String)
  /// Nothing that a list could help with.
  case none

  /// What is being written at the end of `text`, the part of an expression before the cursor.
  public static func at(endOf text: String) -> Completion {
    let letters = Array(text)
    var start = letters.count
    while start > 0, isName(letters[start - 1]) { start -= 1 }
    let prefix = String(letters[start...])
    if start > 0, letters[start - 1] == "$" { return .variable(prefix: prefix) }
    guard start > 0, letters[start - 1] == "." else { return .none }
    let end = start - 1
    var begin = end
    while begin > 0 {
      if isName(letters[begin - 1]) || ".$`".contains(letters[begin - 1]) {
        begin -= 1
      } else if letters[begin - 1] == "]", let open = opening(letters[..<(begin - 1)]) {
        begin = open
      } else {
        break
      }
    }
    guard begin < end else { return .none }
    return .member(base: String(letters[begin..<end]), prefix: prefix)
  }

  /// The place of the bracket that a closing one behind `letters` belongs to.
  private static func opening(_ letters: ArraySlice<Character>) -> Int? {
    var depth = 1
    for place in letters.indices.reversed() {
      if letters[place] == "]" { depth += 1 }
      if letters[place] == "[" { depth -= 1 }
      if depth == 0 { return place }
    }
    return nil
  }

  private static func isName(_ letter: Character) -> Bool {
    letter.isLetter || letter.isNumber || letter == "_"
  }
}
