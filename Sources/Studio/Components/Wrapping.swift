import Screen

/// Long text in lines.
enum Wrapping {
  /// The lines of a text at most `width` columns wide, broken at blanks where there are some; no
  /// more than `limit` lines.
  static func lines(_ text: String, _ width: Int, limit: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var rest = Substring(paragraph)
      repeat {
        guard lines.count < limit else { return lines }
        let head = Width.prefix(rest, width)
        guard head.unicodeScalars.count < rest.unicodeScalars.count else {
          lines.append(String(rest))
          break
        }
        var end = rest.unicodeScalars.index(
          rest.startIndex, offsetBy: max(1, head.unicodeScalars.count))
        if let blank = rest[..<end].lastIndex(of: " "), blank > rest.startIndex {
          end = rest.index(after: blank)
        }
        lines.append(String(rest[..<end]))
        rest = rest[end...]
      } while !rest.isEmpty
    }
    return lines
  }
}
