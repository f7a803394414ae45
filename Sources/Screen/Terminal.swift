internal import CNcurses
internal import Glibc

/// The terminal, from `open` to the end of the value's life: the only code that knows curses.
///
/// It cannot be copied and stays on the thread that made it. Leaving its scope gives the terminal
/// back as it was; so does a crash or a signal that ends the program (a guard in C sees to that).
/// While it lives, the error stream goes to a file in memory, which a crash shows afterwards.
public struct Terminal: ~Copyable {
  /// What `open` found wrong, with what to do about it.
  public enum Failure: Error, CustomStringConvertible {
    case noTerminal
    case unknownTerminal(String)

    public var description: String {
      switch self {
      case .noTerminal:
        "the studio needs a terminal on standard input and output; "
          + "without one, use a subcommand such as `run`, `validate` or `graph`"
      case .unknownTerminal(let name):
        "the terminal \"\(name)\" is not known here; set TERM to one that is, such as xterm-256color"
      }
    }
  }

  public private(set) var size: Size
  public let theme: Theme
  /// Whether characters past ASCII can be shown.
  public let isUnicode: Bool

  let signals: Int32
  private var decoder = Decoder()
  private var shown: Canvas?
  private var pairs: [UInt32: Int32] = [:]
  private var row: [cchar_t] = []
  private let log: Int32
  private let errors: Int32

  /// Takes the terminal over. Call it before any other thread exists (signals are blocked here).
  public static func open(theme: Theme? = nil) throws(Failure) -> Terminal {
    guard isatty(0) == 1, isatty(1) == 1 else { throw .noTerminal }
    let isUnicode = cn_locale_open()
    let signals = cn_signals_open()
    cn_guard_install(1)
    guard cn_open() else {
      cn_guard_disarm()
      throw .unknownTerminal(getenv("TERM").map { String(cString: $0) } ?? "")
    }
    return Terminal(theme: theme, isUnicode: isUnicode, signals: signals)
  }

  private init(theme override: Theme?, isUnicode: Bool, signals: Int32) {
    self.isUnicode = isUnicode
    self.signals = signals
    log = cn_log_open()
    errors = fcntl(2, F_DUPFD_CLOEXEC, 3)
    cn_guard_errors(log, errors)
    if log >= 0 { dup2(log, 2) }
    raw()
    noecho()
    nonl()
    set_escdelay(25)
    start_color()
    use_default_colors()
    theme = override ?? Theme(environment: Environment.process, colors: Int(cn_colors()))
    size = Size(Int(cn_columns()), Int(cn_lines()))
    enter()
  }

  deinit {
    leave()
    cn_guard_disarm()
    cn_signals_block(false)
    close(signals)
  }

  // MARK: Showing

  /// Shows a picture; only rows that changed are sent. `cursor`: where it blinks, `nil` hides it.
  public mutating func show(_ canvas: Canvas, cursor: Point? = nil) {
    let picture = isUnicode ? canvas : canvas.ascii
    let window = cn_stdscr()
    for y in 0..<min(picture.size.height, size.height) where isRowNew(y, picture) {
      showRow(y, picture)
    }
    shown = picture
    if let cursor, cursor.x < size.width, cursor.y < size.height {
      curs_set(1)
      wmove(window, Int32(clamping: cursor.y), Int32(clamping: cursor.x))
    } else {
      curs_set(0)
    }
    wrefresh(window)
  }

  private func isRowNew(_ y: Int, _ picture: Canvas) -> Bool {
    guard let shown, shown.size == picture.size else { return true }
    let width = picture.size.width
    let range = y * width..<(y + 1) * width
    return shown.cells[range] != picture.cells[range]
  }

  private mutating func showRow(_ y: Int, _ picture: Canvas) {
    let width = min(picture.size.width, size.width)
    if row.count < width { row = Array(repeating: cchar_t(), count: width) }
    var count = 0
    var last: (style: Style, attributes: attr_t, pair: Int32)?
    for cell in picture.cells[y * picture.size.width..<y * picture.size.width + width] {
      guard !cell.isContinuation else { continue }
      if last?.style != cell.style {
        let ink = ink(cell.style)
        last = (cell.style, ink.attributes, ink.pair)
      }
      guard let last else { continue }
      Terminal.fill(&row[count], cell.glyph, last.attributes, last.pair)
      count += 1
      // A stand-in takes one column; a blank makes up for the second.
      if row[count - 1].chars.0 == 0xFFFD, Terminal.width(cell) == 2, count < row.count {
        cn_cell(&row[count], 0x20, 0, 0, last.attributes, last.pair)
        count += 1
      }
    }
    _ = row.withUnsafeBufferPointer {
      mvwadd_wchnstr(cn_stdscr(), Int32(y), 0, $0.baseAddress, Int32(count))
    }
  }

  private static func fill(
    _ cell: inout cchar_t, _ glyph: UInt64, _ attributes: attr_t, _ pair: Int32
  ) {
    let base = wchar_t(truncatingIfNeeded: glyph & 0x1F_FFFF)
    if glyph < 0x7F {
      cn_cell(&cell, base, 0, 0, attributes, pair)
      return
    }
    let columns = Unicode.Scalar(UInt32(truncatingIfNeeded: base)).map { Width.of($0) } ?? 1
    let agrees = Int(cn_width(base)) == columns
    cn_cell(
      &cell, agrees ? base : 0xFFFD, mark(glyph >> 21), mark(glyph >> 42), attributes, pair)
  }

  private static func mark(_ bits: UInt64) -> wchar_t {
    let scalar = wchar_t(truncatingIfNeeded: bits & 0x1F_FFFF)
    return scalar != 0 && cn_width(scalar) == 0 ? scalar : 0
  }

  private static func width(_ cell: Canvas.Cell) -> Int {
    cell.scalars.first.map { Width.of($0) } ?? 1
  }

  private mutating func ink(_ style: Style) -> (attributes: attr_t, pair: Int32) {
    let paint = theme.paint(style)
    var attributes: attr_t = 0
    if paint.emphasis.contains(.bold) { attributes |= cn_bold }
    if paint.emphasis.contains(.dim) { attributes |= cn_dim }
    if paint.emphasis.contains(.underline) { attributes |= cn_underline }
    if paint.emphasis.contains(.reverse) { attributes |= cn_reverse }
    if paint.emphasis.contains(.italic) { attributes |= cn_italic }
    return (attributes, pair(paint.foreground, paint.background))
  }

  /// The number of a colour pair, made when first asked for; 0 (plain) when there is no room.
  private mutating func pair(_ foreground: Int, _ background: Int) -> Int32 {
    guard foreground >= 0 || background >= 0 else { return 0 }
    let key = UInt32(foreground + 1) << 16 | UInt32(background + 1)
    if let known = pairs[key] { return known }
    let next = Int32(pairs.count + 1)
    guard next < cn_color_pairs(),
      init_extended_pair(next, Int32(foreground), Int32(background)) == OK
    else { return 0 }
    pairs[key] = next
    return next
  }

  // MARK: Reading

  /// Everything a person did since the last call.
  public mutating func read() -> [Input] {
    var inputs: [Input] = []
    while true {
      var code: wint_t = 0
      let kind = wget_wch(cn_stdscr(), &code)
      let unit: Decoder.Unit
      if kind == ERR {
        unit = .pause
      } else if kind == KEY_CODE_YES {
        guard let special = Terminal.unit(key: Int32(bitPattern: code)) else { continue }
        unit = special
      } else {
        unit = .scalar(Unicode.Scalar(code) ?? "\u{FFFD}")
      }
      if let input = decoder.feed(unit) { inputs.append(input) }
      if unit == .pause { return inputs }
    }
  }

  private static let mouseKey: Int32 = 0x1000
  private static let pasteStartKey: Int32 = 0x1001
  private static let pasteEndKey: Int32 = 0x1002

  private static func unit(key: Int32) -> Decoder.Unit? {
    switch key {
    case mouseKey: return .mouseStart
    case pasteStartKey: return .pasteStart
    case pasteEndKey: return .pasteEnd
    case KEY_RESIZE: return nil  // the signal descriptor tells of it
    default: return keyname(key).map { .named(String(cString: $0)) }
    }
  }

  /// Takes the terminal's new size; everything is sent again with the next picture.
  public mutating func resize() {
    var columns: Int32 = 0
    var lines: Int32 = 0
    guard cn_size(1, &columns, &lines) else { return }
    size = Size(min(Int(columns), 1000), min(Int(lines), 1000))
    resizeterm(Int32(size.height), Int32(size.width))
    repaint()
  }

  /// Has everything sent again with the next picture, over whatever the terminal shows.
  public mutating func repaint() {
    shown = nil
    clearok(cn_stdscr(), true)
  }

  /// Does what the next signal asks (a new size, a stop); whether there was one.
  mutating func takeSignal() -> Bool {
    switch cn_signals_read(signals) {
    case 0: return false
    case SIGTSTP: suspend()
    case SIGCONT: repaint()
    default: resize()
    }
    return true
  }

  // MARK: Leaving and coming back

  /// Stops the program as Ctrl-Z does in other programs; returns when it is continued.
  public mutating func suspend() {
    pause { cn_stop() }
  }

  /// Gives the terminal to another program for as long as `body` runs.
  public mutating func pause(_ body: () -> Void) {
    leave()
    body()
    cn_guard_arm()
    if log >= 0 { dup2(log, 2) }
    enter()
    resize()
  }

  /// Runs a shell command on the real terminal; its exit status, −1 where it could not start.
  public mutating func run(_ command: String) -> Int {
    var status: Int32 = -1
    pause { status = cn_run(command) }
    return Int(status)
  }

  /// Puts a text on the person's clipboard through the terminal (OSC 52), where that is allowed.
  public func copy(_ text: String) {
    send("\u{1B}]52;c;" + base64(Array(text.utf8.prefix(100_000))) + "\u{07}")
  }

  /// Rings the bell.
  public func bell() { beep() }

  private static let reports = "\u{1B}[?1002h\u{1B}[?1006h\u{1B}[?2004h"
  private static let noReports = "\u{1B}[?1002l\u{1B}[?1006l\u{1B}[?2004l"

  private mutating func enter() {
    let window = cn_stdscr()
    keypad(window, true)
    nodelay(window, true)
    define_key("\u{1B}[<", Terminal.mouseKey)
    define_key("\u{1B}[200~", Terminal.pasteStartKey)
    define_key("\u{1B}[201~", Terminal.pasteEndKey)
    repaint()
    wrefresh(window)
    send(Terminal.reports)
  }

  private func leave() {
    send(Terminal.noReports)
    curs_set(1)
    endwin()
    cn_guard_disarm()
    if errors >= 0 { dup2(errors, 2) }
  }

  /// Sends what curses does not know, past its buffer (which a refresh leaves empty).
  private func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}

private func base64(_ bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var result: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    bits <<= UInt32(8 * (3 - group.count))
    for place in 0..<4 {
      let digit = digits[Int(bits >> UInt32(18 - 6 * place) & 63)]
      result.append(place <= group.count ? digit : 0x3D)
    }
  }
  return String(decoding: result, as: UTF8.self)
}
