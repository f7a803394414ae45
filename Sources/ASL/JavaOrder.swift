/// The order in which Java's `HashMap<String, …>` walks its names, which shows in what AWS writes:
/// the `.$` members of a payload template (all 269 recorded templates), `States.JsonMerge`.
public enum JavaOrder {
  /// `elements` in the order of a map that they were put into one after the other: by the bucket of
  /// the name's hash, of which there are 16, doubled while they would be more than three quarters
  /// full.
  public static func sorted<Element>(_ elements: [Element], name: (Element) -> String) -> [Element]
  {
    guard elements.count > 1 else { return elements }
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
