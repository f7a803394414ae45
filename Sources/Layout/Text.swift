extension Drawing {
  /// The whole drawing as lines of text without trailing blanks: box characters, or plain ASCII.
  /// `width` is the cells a character takes, as in `Options`.
  public func text(
    unicode: Bool = true, width: (Character) -> Int = { _ in 1 }
  ) -> String {
    var lines: [String] = []
    let band = 256
    var top = 0
    while top < height {
      let window = Rect(x: 0, y: top, width: self.width, height: min(band, height - top))
      lines += text(window, unicode, width)
      top += band
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func text(_ window: Rect, _ unicode: Bool, _ width: (Character) -> Int) -> [String] {
    let grid = grid(window)
    var cells: [[Character?]] = (0..<window.height).map { row in
      (0..<window.width).map { grid[window.x + $0, window.y + row].glyph(ascii: !unicode) }
    }
    func put(_ text: String, _ at: Point) {
      guard at.y >= window.y, at.y < window.bottom else { return }
      var column = at.x - window.x
      for character in text {
        let wide = width(character)
        guard column >= 0, column < window.width else { break }
        cells[at.y - window.y][column] = character
        if wide > 1, column + 1 < window.width { cells[at.y - window.y][column + 1] = nil }
        column += wide
      }
    }
    for rect in dividers {
      for row in 0..<rect.height { put(unicode ? "┊" : ":", Point(rect.x, rect.y + row)) }
    }
    for body in bodies { put(body.title, body.titleAt) }
    for box in boxes {
      if let start = box.start { put(unicode ? "●" : "*", start) }
      if box.rect.height == 1 {
        put("[", Point(box.rect.x, box.rect.y))
        put("]", Point(box.rect.right - 1, box.rect.y))
      }
      if box.isOpen, box.titleAt.y == box.rect.y {
        put(" ", Point(box.titleAt.x - 1, box.titleAt.y))
        let badge = max(box.badgeAt.x, box.nameAt.x + box.title.reduce(0) { $0 + width($1) })
        put(" ", Point(badge, box.titleAt.y))
      }
      put(box.icon + (box.icon.isEmpty || box.title.isEmpty ? "" : " "), box.titleAt)
      put(unicode ? box.title : box.title.replacing("…", with: "~"), box.nameAt)
    }
    for wire in wires {
      if let rect = wire.labelRect {
        put(unicode ? wire.label : wire.label.replacing("…", with: "~"), Point(rect.x, rect.y))
      }
    }
    return cells.map { row in
      var line = String(row.compactMap { $0 })
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The lines of a part of the drawing: borders and wires, exceptions under the rest.
  func grid(_ window: Rect) -> Grid {
    var grid = Grid(window)
    for box in boxes where box.rect.intersects(window) { grid.add(box) }
    for wire in wires where wire.isException {
      grid.add(wire: wire.points, dashed: true, insets: insets(wire))
    }
    for wire in wires where !wire.isException {
      grid.add(wire: wire.points, insets: insets(wire))
    }
    return grid
  }
}

extension Drawing {
  /// Which ends of a wire lie in a box without a border.
  public func insets(_ wire: Wire) -> (first: Bool, last: Bool) {
    (box(of: wire.from)?.rect.height == 1, box(of: wire.to)?.rect.height == 1)
  }
}

extension Grid {
  /// Paints a box's border in the way its frame asks.
  public mutating func add(_ box: Drawing.Box, weight: Weight = .light, tag: Int = -1) {
    let isGhost = box.frame == .ghost || box.isStray
    add(
      box: box.rect, top: box.frame == .double ? .double : weight,
      sides: box.frame == .plain || box.frame == .ghost ? weight : .double,
      foot: box.frame == .double || box.isFinal ? .double : weight,
      dashed: isGhost, square: isGhost, tag: tag)
  }
}
