import API
import JSON
import SystemPackage

/// Reading the files and texts that a command line names.
enum Input {
  /// The text of a file, or of standard input for `-`.
  static func text(of path: String) throws(CommandError) -> String {
    String(decoding: try bytes(of: path), as: UTF8.self)
  }

  static func bytes(of path: String) throws(CommandError) -> [UInt8] {
    do {
      guard path != "-" else { return try FileDescriptor.standardInput.readToEnd() }
      let descriptor = try FileDescriptor.open(FilePath(path), .readOnly)
      return try descriptor.closeAfter { try descriptor.readToEnd() }
    } catch {
      throw .usage("\(path): cannot be read: \(error)")
    }
  }

  /// JSON given as text, as `@FILE` or as `-`; `nil` gives `nil`.
  static func payload(_ argument: String?, named name: String) throws(CommandError) -> Payload? {
    guard let argument else { return nil }
    let path = argument == "-" ? "-" : argument.hasPrefix("@") ? String(argument.dropFirst()) : nil
    let text = if let path { try Self.text(of: path) } else { argument }
    do {
      return try Payload(parsing: text)
    } catch {
      let place = place(of: error.offset, in: text)
      throw .usage(
        "\(path ?? name):\(place.line):\(place.column): \(error.reason)",
        hint: "\(name) is JSON, @FILE or - for standard input")
    }
  }

  /// Line and column, from 1, of a byte in a text.
  static func place(of offset: Int, in text: String) -> (line: Int, column: Int) {
    let before = Array(text.utf8.prefix(offset))
    let line = before.count(where: { $0 == UInt8(ascii: "\n") })
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = String(decoding: before[start...], as: UTF8.self).count
    return (line + 1, column + 1)
  }
}
