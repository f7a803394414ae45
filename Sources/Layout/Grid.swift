/// How strong a line is.
public enum Weight: UInt8, Sendable, Comparable {
  case none, light, heavy, double

  public static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
}

/// The lines that meet in one cell. The character follows from the arms, so joins are right by
/// construction.
public struct Cell: Sendable, Equatable {
  public var north = Weight.none
  public var east = Weight.none
  public var south = Weight.none
  public var west = Weight.none
  /// Lines that only pass are broken here.
  public var isDashed = false
  /// A line turns, ends or joins here. Without it, four arms are two lines that cross: one passes
  /// behind the other.
  public var isJoin = false
  /// Corners are square: a box that says so.
  public var isSquare = false
  /// An arrow ends here, pointing this way.
  public var arrow: Arrow?
  /// Whatever the painter said last: whose line this is.
  public var tag = -1

  /// The way an arrowhead points.
  public enum Arrow: Sendable { case up, right, down, left }

  public var isEmpty: Bool { arms == 0 && arrow == nil }

  var arms: UInt8 {
    north.rawValue | east.rawValue << 2 | south.rawValue << 4 | west.rawValue << 6
  }

  /// The character for this cell.
  public func glyph(ascii: Bool = false) -> Character {
    if let arrow { return ascii ? arrow.ascii : arrow.glyph }
    var cell = self
    if arms & 0b11 != 0, east != .none, south != .none, west != .none, !isJoin {
      if max(east, west) > max(north, south) {
        (cell.north, cell.south) = (.none, .none)
      } else {
        (cell.east, cell.west) = (.none, .none)
      }
    }
    return ascii ? cell.asciiGlyph : cell.unicodeGlyph
  }

  private var unicodeGlyph: Character {
    let arms = arms
    if arms == 0 { return " " }
    if isDashed {
      switch arms {
      case 0b0100_0100: return "┄"
      case 0b1000_1000: return "┅"
      case 0b0001_0001: return "┆"
      case 0b0010_0010: return "┇"
      default: break
      }
    }
    if !isSquare {
      switch arms {
      case 0b0001_0100: return "╭"
      case 0b0101_0000: return "╮"
      case 0b0000_0101: return "╰"
      case 0b0100_0001: return "╯"
      default: break
      }
    }
    if let glyph = glyphsByArms[arms] { return glyph }
    // Heavy and double arms do not meet in one character: draw the strongest line plain.
    var plain = self
    plain.flatten()
    return glyphsByArms[plain.arms] ?? "┼"
  }

  private mutating func flatten() {
    func light(_ weight: Weight) -> Weight { weight == .none ? .none : .light }
    (north, east, south, west) = (light(north), light(east), light(south), light(west))
  }

  private var asciiGlyph: Character {
    let (vertical, horizontal) = (max(north, south), max(east, west))
    if horizontal == .none {
      if vertical == .none { return " " }
      return vertical == .double ? "#" : isDashed ? ":" : "|"
    }
    if vertical == .none { return horizontal == .double ? "=" : isDashed ? "." : "-" }
    return "+"
  }
}

extension Cell.Arrow {
  var glyph: Character {
    switch self {
    case .up: "▲"
    case .right: "▶"
    case .down: "▼"
    case .left: "◀"
    }
  }

  var ascii: Character {
    switch self {
    case .up: "^"
    case .right: ">"
    case .down: "v"
    case .left: "<"
    }
  }
}

/// A window on a drawing, filled with the lines of boxes and wires, line by line.
public struct Grid: Sendable {
  public let window: Rect
  private var cells: [Cell]

  public init(_ window: Rect) {
    self.window = window
    cells = Array(repeating: Cell(), count: max(window.width, 0) * max(window.height, 0))
  }

  /// The lines in a cell of the drawing; an empty cell outside of the window.
  public subscript(x: Int, y: Int) -> Cell {
    guard window.contains(Point(x, y)) else { return Cell() }
    return cells[(y - window.y) * window.width + x - window.x]
  }

  private mutating func change(_ x: Int, _ y: Int, _ body: (inout Cell) -> Void) {
    guard window.contains(Point(x, y)) else { return }
    body(&cells[(y - window.y) * window.width + x - window.x])
  }

  /// Paints the border of a box. `sides` is the weight of the left and right border, `foot` that of
  /// the lower one.
  public mutating func add(
    box rect: Rect, top: Weight = .light, sides: Weight = .light, foot: Weight = .light,
    dashed: Bool = false, square: Bool = false, tag: Int = -1
  ) {
    guard rect.width > 1, rect.height > 1, rect.intersects(window) else { return }
    let (right, bottom) = (rect.right - 1, rect.bottom - 1)
    run(Point(rect.x, rect.y), Point(right, rect.y), top, dashed, square, tag)
    run(Point(rect.x, bottom), Point(right, bottom), foot, dashed, square, tag)
    run(Point(rect.x, rect.y), Point(rect.x, bottom), sides, dashed, square, tag)
    run(Point(right, rect.y), Point(right, bottom), sides, dashed, square, tag)
  }

  /// Paints a wire from border to border, with its arrowhead. `insets` says that the
  /// first, and the last, cell lies in a box without a border, and is left free.
  public mutating func add(
    wire points: [Point], weight: Weight = .light, dashed: Bool = false,
    insets: (first: Bool, last: Bool) = (false, false),
    arrow: Bool = true, tag: Int = -1
  ) {
    for (place, (from, to)) in zip(points, points.dropFirst()).enumerated() {
      run(from, to, weight, dashed, false, tag)
      if place > 0 { change(from.x, from.y) { $0.isJoin = true } }
    }
    if insets.first, let first = points.first { change(first.x, first.y) { $0 = Cell() } }
    if insets.last, let last = points.last { change(last.x, last.y) { $0 = Cell() } }
    guard arrow, points.count > 1 else { return }
    let (last, before) = (points[points.count - 1], points[points.count - 2])
    let step = Point((last.x - before.x).signum(), (last.y - before.y).signum())
    let head: Cell.Arrow = step.y > 0 ? .down : step.y < 0 ? .up : step.x > 0 ? .right : .left
    let back = insets.last ? 1 : 0
    change(last.x - step.x * back, last.y - step.y * back) {
      $0.arrow = head
      $0.tag = tag
    }
  }

  /// Paints a straight line whose ends stop in the middle of their cells.
  private mutating func run(
    _ from: Point, _ to: Point, _ weight: Weight, _ dashed: Bool, _ square: Bool, _ tag: Int
  ) {
    let isUpright = from.x == to.x
    let (low, high) =
      isUpright ? (min(from.y, to.y), max(from.y, to.y)) : (min(from.x, to.x), max(from.x, to.x))
    let (start, end) =
      isUpright ? (window.y, window.bottom - 1) : (window.x, window.right - 1)
    guard max(low, start) <= min(high, end) else { return }
    for place in max(low, start)...min(high, end) {
      change(isUpright ? from.x : place, isUpright ? place : from.y) { cell in
        let wasEmpty = cell.arms == 0
        if isUpright {
          if place > low { cell.north = max(cell.north, weight) }
          if place < high { cell.south = max(cell.south, weight) }
        } else {
          if place > low { cell.west = max(cell.west, weight) }
          if place < high { cell.east = max(cell.east, weight) }
        }
        // A whole line over a broken one makes it whole.
        cell.isDashed = dashed && (wasEmpty || cell.isDashed)
        cell.isSquare = cell.isSquare || square
        cell.tag = tag
      }
    }
  }
}
