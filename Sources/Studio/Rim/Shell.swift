import FoundationEssentials
import JSON
import Screen

/// The state between the loop and the rim: takes events, hands errands on, draws.
struct Shell: TerminalProgram {
  var state: State
  let rim: Rim
  private var forTerminal: [Errand] = []

  init(state: State, rim: Rim) {
    self.state = state
    self.rim = rim
    sort()
  }

  mutating func receive(_ event: LoopEvent<Message>) {
    state.now = Clock.now
    switch event {
    case .input(let input): state.update(input)
    case .message(let message): state.update(message)
    case .pulse: break
    }
    sort()
  }

  /// Gives errands to whom they are for, in their order.
  private mutating func sort() {
    for errand in state.errands {
      switch errand {
      case .suspend, .redraw, .edit, .copy: forTerminal.append(errand)
      default: rim.take(errand)
      }
    }
    state.errands = []
  }

  mutating func perform(on terminal: inout Terminal) {
    let errands = forTerminal
    forTerminal = []
    for errand in errands {
      switch errand {
      case .suspend: terminal.suspend()
      case .redraw:
        terminal.resize()
        terminal.repaint()
      case .copy(let text): terminal.copy(text)
      case .edit(let path, let text, let line): edit(path, text, line, &terminal)
      default: break
      }
    }
    guard !errands.isEmpty else { return }
    state.update(Input.resize(terminal.size))
    sort()
  }

  /// Has a copy of the definition edited in the person's editor.
  private mutating func edit(
    _ path: String, _ text: String, _ line: Int, _ terminal: inout Terminal
  ) {
    let name = path.split(separator: "/").last.map(String.init) ?? "definition.json"
    guard let copy = Files.temporary(name, text) else {
      return state.update(
        Message.failed("cannot write a copy for the editor to the temporary folder"))
    }
    let environment = Environment.process
    let editor = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
    let program = editor.split(separator: " ").first?.split(separator: "/").last ?? ""
    let takesLine = ["vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "ne", "joe"].contains(
      program)
    let place = takesLine ? "+\(line) " : ""
    let quoted =
      "'" + copy.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
    let status = terminal.run("\(editor) \(place)\(quoted)")
    let result = Files.read(copy)
    Files.removeTemporary(copy)
    switch result {
    case .success(let edited) where status == 0: state.update(Message.edited(text: edited))
    case .success:
      state.update(Message.failed("\(editor) ended with status \(status); nothing was taken over"))
    case .failure(let fault):
      state.update(Message.failed("cannot read what \(editor) wrote: \(fault.reason)"))
    }
  }

  mutating func frame(_ size: Size) -> Frame {
    if state.size != size { state.update(Input.resize(size)) }
    return state.draw()
  }

  /// While something runs the time in the lists goes on.
  var pulse: Duration? {
    guard let run = state.run else { return nil }
    let isWaiting = !run.performing.isEmpty || run.movement != nil && run.pace?.due != nil
    return isWaiting ? .milliseconds(250) : nil
  }
  var isFinished: Bool { state.isFinished }
}
