/// A picture in cells, a value: what tests compare and `Terminal` shows.
///
/// Whatever is drawn is made harmless first: control and escape characters appear as pictures
/// (`␛`, `␀`, `␊`), marks that turn the direction of writing as `�`. Drawing outside the picture or
/// the clip does nothing.
public struct Canvas: Equatable, Sendable {
  /// One place of the grid.
  public struct Cell: Equatable, Sendable {
    /// The scalar and up to two marks on it, 21 bits each from the low end; 0 is the right half
    /// of a wide character.
    var glyph: UInt64
    /// How it looks.
    public var style: Style

    static let blank = Cell(glyph: 0x20, style: .plain)

    /// The scalars: a base and up to two marks; none in the right half of a wide character.
    public var scalars: [Unicode.Scalar] {
      [glyph & 0x1F_FFFF, glyph >> 21 & 0x1F_FFFF, glyph >> 42 & 0x1F_FFFF]
        .filter { $0 != 0 }.compactMap { Unicode.Scalar(UInt32($0)) }
    }

    /// Whether the cell is the right half of a wide character.
    public var isContinuation: Bool { glyph == 0 }
  }

  public let size: Size
  /// Row by row.
  var cells: [Cell]
  /// Only cells in here are changed.
  public private(set) var clip: Rect

  /// A blank picture. A size past 1,000 columns or rows is cut to that.
  public init(_ size: Size) {
    self.size = Size(min(size.width, 1000), min(size.height, 1000))
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
    clip = Rect(self.size)
  }

  /// The whole picture as a rectangle.
  public var bounds: Rect { Rect(size) }

  /// The cell at a place, a blank where there is none.
  public subscript(x: Int, y: Int) -> Cell {
    guard bounds.contains(Point(x, y)) else { return .blank }
    return cells[y * size.width + x]
  }

  /// Draws with nothing outside `area` changing.
  public mutating func clipped(to area: Rect, _ draw: (inout Canvas) -> Void) {
    let before = clip
    clip = clip.intersection(area)
    draw(&self)
    clip = before
  }

  // MARK: Characters

  /// Puts one character that takes one or two columns; gives back how many.
  @discardableResult
  public mutating func put(_ scalar: Unicode.Scalar, _ x: Int, _ y: Int, _ style: Style) -> Int {
    let scalar = Canvas.harmless(scalar)
    let columns = Width.of(scalar)
    guard columns > 0 else {
      addMark(scalar, x - 1, y)
      return 0
    }
    guard y >= clip.y, y < clip.bottom, x >= clip.x, x < clip.right else { return columns }
    guard x + columns <= clip.right else {
      set(x, y, Cell(glyph: 0x20, style: style))  // half of a wide one
      return columns
    }
    set(x, y, Cell(glyph: UInt64(scalar.value), style: style))
    if columns == 2 { set(x + 1, y, Cell(glyph: 0, style: style)) }
    return columns
  }

  /// Writes a text from a place to the right; gives back the columns it takes, seen or not.
  @discardableResult
  public mutating func text(
    _ text: some StringProtocol, _ x: Int, _ y: Int, _ style: Style = .plain
  ) -> Int {
    guard y >= clip.y, y < clip.bottom else { return Width.of(text) }
    var column = x
    for scalar in text.unicodeScalars {
      if column >= clip.right { return column - x + Width.of(scalar) }
      column += put(scalar, column, y, style)
    }
    return column - x
  }

  /// Writes a text into at most `width` columns, with an ellipsis where it is longer; gives back
  /// the columns used.
  @discardableResult
  public mutating func text(
    _ text: some StringProtocol, _ x: Int, _ y: Int, width: Int, _ style: Style = .plain
  ) -> Int {
    self.text(Width.fit(text, width), x, y, style)
  }

  /// Writes a text that ends left of column `right`; gives back the columns used.
  @discardableResult
  public mutating func textRight(
    _ text: some StringProtocol, right: Int, _ y: Int, _ style: Style = .plain
  ) -> Int {
    let columns = Width.of(text)
    return self.text(text, right - columns, y, style)
  }

  // MARK: Areas

  /// Fills an area with a character of one column.
  public mutating func fill(_ area: Rect, _ scalar: Unicode.Scalar = " ", _ style: Style = .plain) {
    let area = area.intersection(clip)
    let cell = Cell(glyph: UInt64(Canvas.harmless(scalar).value), style: style)
    guard !area.isEmpty else { return }
    for y in area.y..<area.bottom {
      for x in area.x..<area.right { set(x, y, cell) }
    }
  }

  /// Lays an area on another ground; characters stay.
  public mutating func lay(_ area: Rect, on ground: Style.Ground) {
    restyle(area) { $0.ground = ground }
  }

  /// Changes the styles of an area; characters stay.
  public mutating func restyle(_ area: Rect, _ change: (inout Style) -> Void) {
    let area = area.intersection(clip)
    guard !area.isEmpty else { return }
    for y in area.y..<area.bottom {
      for x in area.x..<area.right { change(&cells[y * size.width + x].style) }
    }
  }

  /// The four corners and two lines of a frame.
  public struct Frame: Sendable {
    let scalars: [Unicode.Scalar]  // horizontal, vertical, then corners clockwise from top left

    /// `╭─╮`
    public static let round = Frame(scalars: ["─", "│", "╭", "╮", "╯", "╰"])
    /// `┏━┓`
    public static let heavy = Frame(scalars: ["━", "┃", "┏", "┓", "┛", "┗"])
    /// `╔═╗`
    public static let double = Frame(scalars: ["═", "║", "╔", "╗", "╝", "╚"])
  }

  /// Draws a frame along the inside of an area.
  public mutating func frame(_ area: Rect, _ frame: Frame = .round, _ style: Style) {
    guard area.width >= 2, area.height >= 2 else { return }
    let right = area.right - 1
    let bottom = area.bottom - 1
    for x in (area.x + 1)..<max(area.x + 1, right) {
      put(frame.scalars[0], x, area.y, style)
      put(frame.scalars[0], x, bottom, style)
    }
    for y in (area.y + 1)..<max(area.y + 1, bottom) {
      put(frame.scalars[1], area.x, y, style)
      put(frame.scalars[1], right, y, style)
    }
    put(frame.scalars[2], area.x, area.y, style)
    put(frame.scalars[3], right, area.y, style)
    put(frame.scalars[4], right, bottom, style)
    put(frame.scalars[5], area.x, bottom, style)
  }

  /// Copies the part `source` of another picture to a place.
  public mutating func draw(_ other: Canvas, source: Rect, at place: Point) {
    let source = source.intersection(other.bounds)
    guard !source.isEmpty else { return }
    for y in source.y..<source.bottom {
      for x in source.x..<source.right {
        let target = Point(place.x + x - source.x, place.y + y - source.y)
        guard clip.contains(target) else { continue }
        var cell = other.cells[y * other.size.width + x]
        let isHalf =
          cell.isContinuation && (x == source.x || target.x == clip.x)
          || other[x + 1, y].isContinuation && (x + 1 == source.right || target.x + 1 == clip.right)
        if isHalf { cell.glyph = 0x20 }
        set(target.x, target.y, cell)
      }
    }
  }

  // MARK: As text

  /// The picture as lines of text without blanks at their ends, as a terminal would give it back.
  public var text: String {
    (0..<size.height).map { rowText($0) + "\n" }.joined()
  }

  /// One row as text without blanks at its end.
  public func rowText(_ y: Int) -> String {
    guard y >= 0, y < size.height else { return "" }
    var line = String.UnicodeScalarView()
    var length = 0
    for cell in cells[y * size.width..<(y + 1) * size.width] {
      line.append(contentsOf: cell.scalars)
      if cell.glyph != 0x20 { length = line.count }
    }
    return String(String.UnicodeScalarView(line.prefix(length)))
  }

  /// What is drawn for a scalar: itself, or a picture of it where sending it could do harm.
  public static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x20...0x7E: scalar
    case 0...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? "�"
    case 0x7F: "␡"
    case 0x80...0x9F, 0xFFF9...0xFFFC, 0x2028, 0x2029: "�"
    case let value where Width.isDirection(value): "�"
    default: scalar
    }
  }

  // MARK: Cells

  /// Sets a cell that is known to be inside; a wide character it cuts in half becomes a blank.
  private mutating func set(_ x: Int, _ y: Int, _ cell: Cell) {
    let index = y * size.width + x
    let old = cells[index]
    if old.isContinuation, x > 0, !cell.isContinuation { cells[index - 1].glyph = 0x20 }
    if x + 1 < size.width, cells[index + 1].isContinuation { cells[index + 1].glyph = 0x20 }
    cells[index] = cell
  }

  private mutating func addMark(_ scalar: Unicode.Scalar, _ x: Int, _ y: Int) {
    let invisible = scalar.properties.generalCategory == .format || scalar.value >> 4 == 0xFE0
    guard !invisible, clip.contains(Point(x, y)) else { return }
    var index = y * size.width + x
    if cells[index].isContinuation, x > 0 { index -= 1 }
    let glyph = cells[index].glyph
    if glyph >> 21 & 0x1F_FFFF == 0 {
      cells[index].glyph = glyph | UInt64(scalar.value) << 21
    } else if glyph >> 42 == 0 {
      cells[index].glyph = glyph | UInt64(scalar.value) << 42
    }
  }
}
