/// Shorter words for conditions: what tells them apart is kept longest.
enum ShortLabels {
  /// For each of the conditions of one state, ever shorter words: paths by their last name, then
  /// without what all of them begin with.
  static func of(_ labels: [String]) -> [[String]] {
    let plain = labels.map(lastNames)
    let words = plain.map { $0.split(separator: " ") }
    var shared = 0
    if words.count > 1, let first = words.first {
      let most = (words.map(\.count).min() ?? 0) - 1
      while shared < most, words.allSatisfy({ $0[shared] == first[shared] }) { shared += 1 }
    }
    // The operator stays: `= "stripe"`.
    let drop = max(0, shared - 1)
    return zip(labels, zip(plain, words)).map { label, rest in
      var found: [String] = []
      if rest.0 != label { found.append(rest.0) }
      if drop > 0 { found.append(rest.1.dropFirst(drop).joined(separator: " ")) }
      if shared > drop, shared > 0 { found.append(rest.1.dropFirst(shared).joined(separator: " ")) }
      return found
    }
  }

  /// The text with `$order.payments[0].method` as `method`; texts in quotes stay as they are.
  private static func lastNames(_ label: String) -> String {
    var result: [Character] = []
    var name: [Character] = []
    var quote: Character?
    // Where in the result the path began that a bracket or dot goes on with.
    var path: Int?
    var depth = 0
    func isName(_ letter: Character) -> Bool {
      letter == "$" || letter == "_" || letter == "." || letter.isLetter || letter.isNumber
    }
    func close() {
      guard let first = name.first else { return }
      if first == ".", depth == 0, let start = path { result.removeSubrange(start...) }
      if depth == 0 { path = result.count }
      // Numbers have dots as well.
      let last = name.lastIndex(of: ".").map { name.index(after: $0) } ?? 0
      let isPath = !first.isNumber && last < name.count
      result += isPath ? name[last...] : name[...]
      name = []
    }
    for letter in label {
      if let open = quote {
        result.append(letter)
        if letter == open { quote = nil }
        continue
      }
      if isName(letter) {
        name.append(letter)
        continue
      }
      close()
      switch letter {
      case "[": depth += 1
      case "]": depth -= 1
      case "\"", "'": quote = letter
      default: if depth == 0 { path = nil }
      }
      result.append(letter)
    }
    close()
    return String(result)
  }
}
