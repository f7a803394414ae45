public import JSON

/// What was just written to a history about one execution, by whichever program.
public struct HistoryNews: Sendable, Equatable {
  public var arn: String
  /// Set with the execution's first line; the definition may be missing in it (`Store.header`).
  public var header: ExecutionHeader?
  public var firstId: Int
  public var lastId: Int
  public var startDate: Timestamp?
  /// AWS's word, where the execution ended or was redriven.
  public var status: String?
  public var stopDate: Timestamp?
  public var redriveCount: Int
  public var redriveDate: Timestamp?
  /// The events themselves, of the execution that is followed only.
  public var events: [Event] = []

  public init(arn: String, firstId: Int, lastId: Int) {
    self.arn = arn
    self.firstId = firstId
    self.lastId = lastId
    redriveCount = 0
  }

  init(_ entry: IndexEntry) {
    self.init(arn: entry.arn, firstId: entry.firstId, lastId: entry.firstId + entry.count - 1)
    header = entry.header?.header
    startDate = entry.startDate
    status = entry.status
    stopDate = entry.stopDate
    redriveCount = entry.redriveCount
    redriveDate = entry.redriveDate
  }
}

/// Reads a history as it grows, without its index: what others write is seen as soon as it is in
/// their segments, and nothing is written for it.
///
/// Lines that a rewritten segment repeats are told again; whoever listens goes by the ids.
public struct Follower: Sendable {
  public let folder: String
  /// The execution whose events are read in full.
  public var followed: String?
  /// For each segment how much of it was read.
  private var offsets: [String: Int] = [:]

  /// Follows `folder` from how it stands now; it need not exist yet.
  public init(folder: String) {
    self.folder = folder
    for name in names { offsets[name] = size(name) }
  }

  /// What has come since the last call, in the order of each segment. A segment that cannot be read
  /// now is read the next time.
  public mutating func next() -> [HistoryNews] {
    var news: [HistoryNews] = []
    let names = names
    for name in names where size(name) > offsets[name] ?? 0 {
      do throws(StoreError) {
        var tail = Tail(try File("\(folder)/\(name)", .read), from: offsets[name] ?? 0)
        while let (bytes, offset) = try tail.next() { read(bytes.span, name, offset, into: &news) }
        offsets[name] = tail.offset
      } catch {
        continue
      }
    }
    if offsets.count > names.count {
      let there = Set(names)
      offsets = offsets.filter { there.contains($0.key) }
    }
    return news
  }

  private func read(
    _ bytes: Span<UInt8>, _ name: String, _ offset: Int, into news: inout [HistoryNews]
  ) {
    for entry in IndexEntry.entries(of: bytes, segment: name, at: offset, onBadLine: { _, _ in }) {
      var item = HistoryNews(entry)
      if entry.arn == followed {
        item.events = events(bytes, from: entry.offset - offset, to: entry.end - offset)
      }
      news.append(item)
    }
  }

  private func events(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> [Event] {
    var events: [Event] = []
    var place = start
    while place < end {
      if let line = try? EventLine(parsing: bytes, at: place) { events.append(line.event) }
      place = IndexEntry.lineEnd(bytes, place)
    }
    return events
  }

  private var names: [String] { (try? Folder.names(folder, ending: ".jsonl")) ?? [] }

  private func size(_ name: String) -> Int { Folder.size("\(folder)/\(name)") }
}
