/// Whole lines of a file that somebody else may be writing.
///
/// `next` returns what has come since; a line that is not finished yet is left for the next time.
struct Tail {
  private let file: File
  /// Behind the last line that was returned.
  private(set) var offset: Int
  private let chunk: Int

  init(_ file: File, from offset: Int, chunk: Int = 4 << 20) {
    self.file = file
    self.offset = offset
    self.chunk = chunk
  }

  /// The next whole lines, with their line feeds, and where they begin; `nil` when there are none.
  mutating func next() throws(StoreError) -> (bytes: [UInt8], offset: Int)? {
    var size = chunk
    while true {
      var bytes = try file.read(size, at: offset)
      if let end = bytes.lastIndex(of: UInt8(ascii: "\n")) {
        bytes.removeSubrange((end + 1)...)
        defer { offset += end + 1 }
        return (bytes, offset)
      }
      // A line larger than the chunk, or the file's end.
      guard bytes.count == size else { return nil }
      size *= 2
    }
  }
}
