import CStack

/// How far the running thread's stack may grow, for code that recurses on what people write.
struct StackRoom {
  /// What is kept free for what does not look.
  static let reserve: UInt = 160 << 10
  /// What one level of a syntax tree takes at most while it is compiled.
  static let perLevel: UInt = 3 << 10

  /// The lowest address that may be used; 0 where the stack's end is not known.
  let floor: UInt

  init() {
    let lowest = UInt(cs_lowest())
    floor = lowest == 0 ? 0 : lowest + StackRoom.reserve
  }

  @inline(__always) var isExhausted: Bool { UInt(cs_frame()) < floor }

  /// Whether a tree of `height` levels can be walked from here.
  func holds(height: Int) -> Bool {
    let frame = UInt(cs_frame())
    return frame > floor && (frame - floor) / StackRoom.perLevel > UInt(height)
  }
}
