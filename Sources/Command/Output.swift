import Glibc

/// The program's standard output and error.
enum Output {
  /// Writes a line to standard output.
  static func line(_ text: String) { write(Array((text + "\n").utf8), to: STDOUT_FILENO) }

  /// Writes bytes to standard output.
  static func bytes(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// Writes a line to standard error.
  static func errorLine(_ text: String) { write(Array((text + "\n").utf8), to: STDERR_FILENO) }

  /// Tells an error, and what to do about it.
  static func fail(_ message: String, hint: String?) {
    errorLine("treadle: \(message)")
    if let hint { errorLine("  \(hint)") }
  }

  static func exit(_ status: Status) -> Never { Glibc.exit(status.rawValue) }

  /// Whether standard output is a terminal that wants colour.
  static var isColoured: Bool {
    isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil
  }

  /// Whether a person sits at standard input and output.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        // Whoever read the output has gone; nobody is left to be told.
        return
      }
      start += count
    }
  }
}

/// Text made fit for a terminal: control characters are shown, not sent.
func visible(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x0A, 0x09: result.append(scalar)
    case 0..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? " ")
    case 0x7F: result.append("\u{2421}")
    case 0x80..<0xA0, 0x202A...0x202E, 0x2066...0x2069: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}
