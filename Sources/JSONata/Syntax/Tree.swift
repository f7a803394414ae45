import JSON

/// What a compilation reads and makes before there is a program: the text, its nodes, its names.
///
/// Nodes lie one behind the other in memory that is given back as a whole, and point at each other without
/// counting references. A `Handle` or `Text` therefore must not outlive its tree; none leaves the
/// compilation.
final class Tree {
  /// The text, followed by zeros, so that a lexer may look a few bytes ahead.
  let bytes: UnsafePointer<UInt8>
  let count: Int
  @exclusivity(unchecked) var names = Names()
  @exclusivity(unchecked) var signatures: [Signature] = []
  @exclusivity(unchecked) private var free: UnsafeMutableRawPointer
  @exclusivity(unchecked) private var left: Int
  /// The chunk in use; each begins with the address of the one before.
  @exclusivity(unchecked) private var chunk: UnsafeMutableRawPointer

  private static let header = 16
  private static let chunkSize = 8 << 10

  init(_ source: String) {
    let utf8 = source.utf8
    count = utf8.count
    let size = Tree.header + Tree.chunkSize + (count + 31) & ~15
    chunk = .allocate(byteCount: size, alignment: 16)
    chunk.storeBytes(of: nil, as: UnsafeMutableRawPointer?.self)
    let text = chunk + Tree.header
    let room = UnsafeMutableBufferPointer(
      start: text.assumingMemoryBound(to: UInt8.self), count: count + 16)
    _ = room.initialize(from: utf8)
    (text + count).initializeMemory(as: UInt8.self, repeating: 0, count: 16)
    bytes = UnsafePointer(text.assumingMemoryBound(to: UInt8.self))
    free = text + (count + 31) & ~15
    left = Tree.chunkSize
  }

  deinit {
    var place: UnsafeMutableRawPointer? = chunk
    while let chunk = place {
      place = chunk.load(as: UnsafeMutableRawPointer?.self)
      chunk.deallocate()
    }
  }

  private func room(_ size: Int) -> UnsafeMutableRawPointer {
    let rounded = (size + 15) & ~15
    if rounded > left { grow(rounded) }
    defer {
      free += rounded
      left -= rounded
    }
    return free
  }

  private func grow(_ size: Int) {
    let capacity = max(size, 4 * Tree.chunkSize)
    let made = UnsafeMutableRawPointer.allocate(
      byteCount: Tree.header + capacity, alignment: 16)
    made.storeBytes(of: chunk, as: UnsafeMutableRawPointer?.self)
    chunk = made
    free = made + Tree.header
    left = capacity
  }

  func make<Target: BitwiseCopyable>(_ target: Target) -> Handle<Target> {
    let pointer = room(MemoryLayout<Target>.size).bindMemory(to: Target.self, capacity: 1)
    pointer.initialize(to: target)
    return Handle(pointer: pointer)
  }

  /// A text that is not in the source as it stands.
  func text(_ content: [UInt8]) -> Text {
    let place = room(content.count).bindMemory(to: UInt8.self, capacity: content.count)
    content.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress { place.initialize(from: start, count: bytes.count) }
    }
    return Text(start: UnsafePointer(place), count: content.count)
  }

  func text(_ range: Range<Int>) -> Text {
    Text(start: bytes + range.lowerBound, count: range.count)
  }

  func node(_ form: Node.Form, _ symbol: Symbol, at position: Int) -> Syntax {
    make(Node(form: form, symbol: symbol, position: position, text: text(0..<0)))
  }

  /// The rare members of a node, made when first asked for.
  func more(_ node: Syntax) -> Extra {
    if let extra = node.extra { return extra }
    let made = make(Rare())
    node.extra = made
    return made
  }

  /// Hands a slot that looks for its step to `node`.
  func seek(_ slot: ParentSlot, from node: Syntax) {
    more(node).seeking.append(make(Seeking.Link(slot: slot)))
  }
}

/// A value in a tree's memory.
@dynamicMemberLookup struct Handle<Target>: BitwiseCopyable {
  fileprivate let pointer: UnsafeMutablePointer<Target>

  subscript<Member>(dynamicMember path: WritableKeyPath<Target, Member>) -> Member {
    @inline(__always) get { pointer.pointee[keyPath: path] }
    @inline(__always) nonmutating set { pointer.pointee[keyPath: path] = newValue }
  }

  static func == (left: Handle, right: Handle) -> Bool { left.pointer == right.pointer }
}

/// Some bytes of the source, or of a string in it with escapes replaced.
struct Text {
  let start: UnsafePointer<UInt8>
  let count: Int

  var string: String {
    String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The same as `JSON.fingerprint`: the length and the first seven bytes.
  var fingerprint: UInt64 {
    var result: UInt64 = 0
    for place in 0..<min(count, 7) { result = result << 8 | UInt64(start[place]) }
    return result | UInt64(truncatingIfNeeded: count) << 56
  }

  func isSame(_ other: Text) -> Bool {
    guard count == other.count else { return false }
    for place in 0..<count where start[place] != other.start[place] { return false }
    return true
  }

  static func == (left: Text, right: StaticString) -> Bool {
    left.isSame(Text(start: right.utf8Start, count: right.utf8CodeUnitCount))
  }
}

/// The number of a name in `Names`; below -1 the label of a `%`.
typealias NameID = Int32

/// The different names of an expression, each with a number.
struct Names {
  struct Entry {
    let text: Text
    let fingerprint: UInt64
    let hash: UInt64
    /// Its number in the program, once it has one.
    var field: Int32 = -1
  }

  private(set) var entries: [Entry] = []
  private var slots = [Int32](repeating: -1, count: 64)

  static func parent(_ label: Int) -> NameID { NameID(clamping: -2 - label) }

  subscript(name: NameID) -> Entry {
    get { entries[Int(name)] }
    set { entries[Int(name)] = newValue }
  }

  /// The number of `text`.
  mutating func intern(_ text: Text) -> NameID {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for place in 0..<text.count { hash = (hash ^ UInt64(text.start[place])) &* 0x100_0000_01B3 }
    hash ^= hash >> 29
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, entry.text.isSame(text) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    let number = NameID(entries.count)
    entries.append(Entry(text: text, fingerprint: text.fingerprint, hash: hash))
    slots[slot] = number
    if 2 * entries.count > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    let mask = 2 * slots.count - 1
    slots = [Int32](repeating: -1, count: mask + 1)
    for (number, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(number)
    }
  }
}
