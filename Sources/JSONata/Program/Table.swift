/// An array that is written once, and read without counting references.
///
/// `@unchecked Sendable`: nothing changes the elements between `init` and `free`, which the owner calls
/// when nobody else can have it. Places come from the compiler, never from data.
struct Table<Element>: @unchecked Sendable {
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

  func free() {
    guard let elements else { return }
    elements.deinitialize(count: count)
    elements.deallocate()
  }
}

/// An array that grows while a program is written, and hands its memory to the program's `Table`.
struct Column<Element>: ~Copyable {
  private var elements: UnsafeMutablePointer<Element>?
  private(set) var count = 0
  private var capacity = 0

  init() {}

  deinit {
    guard let elements else { return }
    elements.deinitialize(count: count)
    elements.deallocate()
  }

  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    guard let elements else { return }
    (elements + count).initialize(to: element)
    count += 1
  }

  private mutating func grow() {
    let larger = capacity == 0 ? max(4, 256 / MemoryLayout<Element>.stride) : 2 * capacity
    let room = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    if let elements {
      room.moveInitialize(from: elements, count: count)
      elements.deallocate()
    }
    elements = room
    capacity = larger
  }

  subscript(place: Int) -> Element {
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

  /// The elements, which are the table's from now on; nothing is left.
  mutating func table() -> Table<Element> {
    let table = Table(elements, count: count)
    elements = nil
    count = 0
    capacity = 0
    return table
  }
}
