import JSON

/// What a batch of lines of one execution means for the index.
struct IndexEntry: Sendable {
  var arn: String
  /// Set with the first line of an execution.
  var header: HeaderMember?
  /// Name of the segment, and the place of the lines in it.
  var segment = ""
  var offset = 0
  var length = 0
  /// The id of the first event, and how many events there are.
  var firstId: Int
  var count: Int
  /// The time of `ExecutionStarted`, where it is among the lines.
  var startDate: Timestamp?
  /// The status that the last `Execution…` event leads to.
  var status: String?
  var stopDate: Timestamp?
  var redriveCount = 0
  var redriveDate: Timestamp?

  /// More events than that are more than one entry, so that a page of a long history is read
  /// without the rest of it.
  static let eventLimit = 256

  var end: Int { offset + length }

  init(arn: String, firstId: Int) {
    self.arn = arn
    self.firstId = firstId
    count = 0
  }

  /// Takes in one more event.
  mutating func add(_ type: EventType, at timestamp: Timestamp, redriveCount: Int) {
    count += 1
    self.redriveCount = redriveCount
    switch type {
    case .executionStarted: startDate = timestamp
    case .executionRedriven:
      redriveDate = timestamp
      status = "RUNNING"
      stopDate = nil
    default:
      if let final = type.finalStatus {
        status = final
        stopDate = timestamp
      }
    }
  }
}

extension IndexEntry {
  /// What whole lines mean, one entry for each run of lines of one execution. A line that is no
  /// event is passed over and told to `onBadLine` with its offset.
  static func entries(
    of bytes: Span<UInt8>, segment: String, at offset: Int,
    onBadLine: (Int, LineError) -> Void
  ) -> [IndexEntry] {
    var entries: [IndexEntry] = []
    var current: IndexEntry?
    var start = 0
    while start < bytes.count {
      let end = lineEnd(bytes, start)
      do {
        let head = try LineHead(parsing: bytes, at: start)
        if let open = current, !open.isContinued(by: head, bytes) {
          entries.append(open)
          current = nil
        }
        var entry = current ?? IndexEntry(head, bytes, segment: segment, at: offset + start)
        if let type = head.type {
          entry.add(type, at: head.timestamp, redriveCount: head.redriveCount)
        }
        entry.length = offset + end - entry.offset
        current = entry
      } catch {
        if let open = current { entries.append(open) }
        current = nil
        onBadLine(offset + start, error)
      }
      start = end
    }
    if let open = current { entries.append(open) }
    return entries
  }

  private init(_ head: LineHead, _ bytes: Span<UInt8>, segment: String, at offset: Int) {
    self.init(arn: LineScanner.text(bytes, head.arn), firstId: head.id)
    header = head.header
    header?.header.arn = arn
    self.segment = segment
    self.offset = offset
  }

  private func isContinued(by head: LineHead, _ bytes: Span<UInt8>) -> Bool {
    guard head.header == nil, head.id == firstId + count, count < IndexEntry.eventLimit,
      head.arn.count == arn.utf8.count
    else { return false }
    return LineScanner.text(bytes, head.arn) == arn
  }

  /// Behind the line feed of the line that begins at `start`.
  static func lineEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var place = start
    let raw = bytes.bytes
    let feeds: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
    let ones: UInt64 = 0x0101_0101_0101_0101
    while place < bytes.count {
      if place + 8 <= bytes.count {
        let word = UInt64(
          littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
        let feed = word ^ feeds
        let found = (feed &- ones) & ~feed & 0x8080_8080_8080_8080
        if found == 0 {
          place += 8
          continue
        }
        return place + found.trailingZeroBitCount / 8 + 1
      }
      if bytes[place] == UInt8(ascii: "\n") { return place + 1 }
      place += 1
    }
    return bytes.count
  }
}
