/// An array that is written once, and read without counting references.
///
/// `@unchecked Sendable`: nothing changes the elements between `init` and `free`, which the owner calls
/// when nobody else can have it. Places come from the compiler, never from data.
struct Table<Element>: @unchecked Sendable {
  /// `nil` only where there are none, and then no place leads here.
  private let elements: UnsafeMutablePointer<Element>!
  let count: Int

  fileprivate init(_ elements: UnsafeMutablePointer<Element>?, count: Int) {
    self.elements = elements
    self.count = count
  }

  @inline(__always) subscript(place: Int) -> Element {
    assert(place >= 0 && place < count)
    return elements[place]
  }

  @inline(__always) subscript(place: Int32) -> Element { self[Int(place)] }

  /// Lets go of what the elements refer to. Their memory is the owner's.
  func deinitialize() {
    if let elements { elements.deinitialize(count: count) }
  }
}

/// One piece of memory for the tables of a program.
///
/// `@unchecked Sendable`: it is filled while one program is made and not written to after that; the
/// program that owns it frees it when nobody else can have it.
struct Storage: @unchecked Sendable {
  private let start: UnsafeMutableRawPointer
  private var used = 0

  init(size: Int) { start = .allocate(byteCount: max(size, 16), alignment: 16) }

  /// The elements of a column, which is empty then.
  mutating func take<Element>(_ column: inout Column<Element>) -> Table<Element> {
    guard column.count > 0 else { return Table(nil, count: 0) }
    let room = (start + used).bindMemory(to: Element.self, capacity: column.count)
    used += column.size
    let count = column.count
    column.move(to: room)
    return Table(room, count: count)
  }

  func free() { start.deallocate() }
}

/// An array that grows while a program is written.
struct Column<Element>: ~Copyable {
  private let memory: Memory
  private var elements: UnsafeMutablePointer<Element>?
  private(set) var count = 0
  private var capacity = 0

  init(_ memory: Memory) { self.memory = memory }

  deinit {
    if let elements { elements.deinitialize(count: count) }
  }

  /// The bytes that the elements take in a `Storage`.
  var size: Int { (count * MemoryLayout<Element>.stride + 15) & ~15 }

  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    guard let elements else { return }
    (elements + count).initialize(to: element)
    count += 1
  }

  private mutating func grow() {
    let larger = capacity == 0 ? 4 : 2 * capacity
    let room = memory.room(larger, of: Element.self)
    if let elements { room.moveInitialize(from: elements, count: count) }
    elements = room
    capacity = larger
  }

  subscript(place: Int) -> Element {
    // Places come from the reader; the check before the access makes it one of `elements`.
    get {
      precondition(place >= 0 && place < count)
      return elements.unsafelyUnwrapped[place]
    }
    _modify {
      precondition(place >= 0 && place < count)
      yield &elements.unsafelyUnwrapped[place]
    }
  }

  subscript(place: Int32) -> Element {
    get { self[Int(place)] }
    _modify { yield &self[Int(place)] }
  }

  /// Forgets the elements from `start` on.
  mutating func removeAll(from start: Int) {
    guard let elements, start >= 0, start < count else { return }
    (elements + start).deinitialize(count: count - start)
    count = start
  }

  /// Moves the elements of `other` from `mark` on to the end; where they begin now.
  mutating func take(from mark: Int, of other: inout Column) -> Int32 {
    let start = Int32(count)
    for place in mark..<other.count { append(other[place]) }
    other.removeAll(from: mark)
    return start
  }

  fileprivate mutating func move(to room: UnsafeMutablePointer<Element>) {
    guard let elements else { return }
    room.moveInitialize(from: elements, count: count)
    count = 0
  }
}
