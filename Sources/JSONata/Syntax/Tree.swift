import JSON

/// Memory that is handed out in a row and given back as a whole.
///
/// The address of its first bytes, where it keeps account of itself, so that a copy of it is the same
/// memory and costs nothing.
struct Memory {
  private struct State {
    var free: UnsafeMutableRawPointer
    var left: Int
    /// The chunk in use; each begins with the address of the one before.
    var chunk: UnsafeMutableRawPointer
  }

  private let state: UnsafeMutablePointer<State>

  private static let header = 16
  private static let chunkSize = 16 << 10

  init(size: Int) {
    let account = (MemoryLayout<State>.size + 15) & ~15
    let capacity = (size + 15) & ~15
    let chunk = UnsafeMutableRawPointer.allocate(
      byteCount: Memory.header + account + capacity, alignment: 16)
    chunk.storeBytes(of: nil, as: UnsafeMutableRawPointer?.self)
    state = (chunk + Memory.header).bindMemory(to: State.self, capacity: 1)
    state.initialize(
      to: State(free: chunk + Memory.header + account, left: capacity, chunk: chunk))
  }

  /// Gives all back.
  func release() {
    var place: UnsafeMutableRawPointer? = state.pointee.chunk
    while let chunk = place {
      place = chunk.load(as: UnsafeMutableRawPointer?.self)
      chunk.deallocate()
    }
  }

  /// Room for some elements, not initialised.
  @inline(__always)
  func room<Element>(_ count: Int, of type: Element.Type) -> UnsafeMutablePointer<Element> {
    let size = (count * MemoryLayout<Element>.stride + 15) & ~15
    if size > state.pointee.left { grow(size) }
    let place = state.pointee.free
    state.pointee.free = place + size
    state.pointee.left -= size
    return place.bindMemory(to: type, capacity: count)
  }

  @inline(never) private func grow(_ size: Int) {
    let capacity = max(size, Memory.chunkSize)
    let chunk = UnsafeMutableRawPointer.allocate(
      byteCount: Memory.header + capacity, alignment: 16)
    chunk.storeBytes(of: state.pointee.chunk, as: UnsafeMutableRawPointer?.self)
    state.pointee = State(free: chunk + Memory.header, left: capacity, chunk: chunk)
  }
}

/// What a compilation reads and makes before there is a program: the text, its nodes, its names.
///
/// Nodes lie in one piece of memory and point at each other without counting references. A `Handle` or
/// `Text` therefore must not outlive its tree; none leaves the compilation.
final class Tree {
  /// The text, followed by zeros, so that a lexer may look a few bytes ahead.
  let bytes: UnsafePointer<UInt8>
  let count: Int
  let memory: Memory
  @exclusivity(unchecked) var names = Names()
  @exclusivity(unchecked) var signatures: [Signature] = []

  init(_ source: String) {
    let utf8 = source.utf8
    count = utf8.count
    // What most expressions need, so that small ones are given memory that is at hand.
    memory = Memory(size: count + 16 + min(512 + 128 * count, 16 << 10))
    let room = memory.room(count + 16, of: UInt8.self)
    _ = UnsafeMutableBufferPointer(start: room, count: count).initialize(from: utf8)
    (room + count).initialize(repeating: 0, count: 16)
    bytes = UnsafePointer(room)
  }

  deinit { memory.release() }

  @inline(__always) func make<Target: BitwiseCopyable>(_ target: Target) -> Handle<Target> {
    let pointer = memory.room(1, of: Target.self)
    pointer.initialize(to: target)
    return Handle(pointer: pointer)
  }

  /// A text that is not in the source as it stands.
  func text(_ content: [UInt8]) -> Text {
    let place = memory.room(content.count, of: UInt8.self)
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
