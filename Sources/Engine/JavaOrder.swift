/// The order in which Java's `HashMap<String, …>` walks its names, which shows in what AWS writes.
enum JavaOrder {
  /// `elements` in the order of a map that they were put into one after the other.
  static func sorted<Element>(_ elements: [Element], name: (Element) -> String) -> [Element] {
    var size = 16
    while elements.count * 4 > size * 3 { size *= 2 }
    return elements.enumerated()
      .map { (bucket: bucket(of: name($0.element), size: size), place: $0.offset, $0.element) }
      .sorted { ($0.bucket, $0.place) < ($1.bucket, $1.place) }
      .map(\.2)
  }

  private static func bucket(of name: String, size: Int) -> Int {
    var hash: UInt32 = 0
    for unit in name.utf16 { hash = hash &* 31 &+ UInt32(unit) }
    return Int(hash ^ (hash >> 16)) & (size - 1)
  }
}
