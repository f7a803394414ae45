/// Which rows of a long list are seen, and which one is chosen.
struct Scroll: Equatable, Sendable {
  /// The chosen row.
  var cursor = 0
  /// The first row that is seen.
  var top = 0

  /// Moves the choice by some rows, within `count`.
  mutating func move(_ rows: Int, count: Int) {
    cursor = max(0, min(count - 1, cursor + rows))
  }

  /// Brings the choice into `height` seen rows of `count`; keeps a margin of context where it can.
  mutating func settle(count: Int, height: Int) {
    cursor = max(0, min(cursor, count - 1))
    let margin = min(2, max(0, (height - 1) / 2))
    if cursor < top + margin { top = cursor - margin }
    if cursor > top + height - 1 - margin { top = cursor - height + 1 + margin }
    top = max(0, min(top, count - height))
  }

  /// The rows that are seen.
  func visible(count: Int, height: Int) -> Range<Int> {
    let top = max(0, min(top, count))
    return top..<max(top, min(count, top + max(0, height)))
  }

  /// Moves what is seen without the choice, as a wheel does; the choice follows at the edges.
  mutating func wheel(_ rows: Int, count: Int, height: Int) {
    top = max(0, min(top + rows, count - height))
    let margin = min(2, max(0, (height - 1) / 2))
    cursor = max(0, min(count - 1, max(top + margin, min(cursor, top + height - 1 - margin))))
  }
}

/// A movement in a list, as many views know it.
enum Motion: Sendable {
  case up, down, pageUp, pageDown, first, last

  /// How many rows that is, given the rows of a page.
  func rows(page: Int) -> Int {
    switch self {
    case .up: -1
    case .down: 1
    case .pageUp: -max(1, page - 2)
    case .pageDown: max(1, page - 2)
    case .first: -1_000_000_000
    case .last: 1_000_000_000
    }
  }
}
