internal import Glibc

/// What the loop tells the program.
public enum LoopEvent<Message: Sendable>: Sendable {
  case input(Input)
  case message(Message)
  /// Time passed that the program asked for (`pulse`).
  case pulse
}

/// A picture and where the cursor blinks in it (`nil`: hidden).
public struct Frame: Sendable {
  public var canvas: Canvas
  public var cursor: Point?

  public init(_ canvas: Canvas, cursor: Point? = nil) {
    self.canvas = canvas
    self.cursor = cursor
  }
}

/// What the loop runs: a state that takes events and draws itself.
public protocol TerminalProgram {
  associatedtype Message: Sendable

  /// Takes one event. It must not wait.
  mutating func receive(_ event: LoopEvent<Message>)
  /// Does what the events asked of the terminal (suspend, run an editor, copy). Called after each
  /// batch of events.
  mutating func perform(on terminal: inout Terminal)
  /// Draws.
  mutating func frame(_ size: Size) -> Frame
  /// How soon a `pulse` is wanted; `nil`: not at all.
  var pulse: Duration? { get }
  /// The loop ends when this is true.
  var isFinished: Bool { get }
}

/// Waits for keys, signals and messages; has them taken; draws, at most 60 times a second.
public struct Loop<Program: TerminalProgram>: ~Copyable {
  private let mailbox: Mailbox<Program.Message>
  private let clock = ContinuousClock()
  private let frameTime = Duration.milliseconds(16)

  public init(mailbox: Mailbox<Program.Message>) {
    self.mailbox = mailbox
  }

  /// Runs until the program is finished or its terminal is gone.
  public func run(_ program: inout Program, on terminal: inout Terminal) {
    show(&program, on: &terminal)
    var lastFrame = clock.now
    var lastPulse = lastFrame
    var isDirty = false
    while !program.isFinished {
      let wait = waitingTime(program.pulse, since: lastPulse, frame: isDirty ? lastFrame : nil)
      let ready = poll(terminal, wait)
      if ready.isGone { return }
      if ready.any { isDirty = true }
      if ready.signal { takeSignals(&program, on: &terminal) }
      if ready.input { for input in terminal.read() { program.receive(.input(input)) } }
      if ready.message { for message in mailbox.drain() { program.receive(.message(message)) } }
      if let pulse = program.pulse, clock.now - lastPulse >= pulse {
        program.receive(.pulse)
        lastPulse = clock.now
        isDirty = true
      }
      program.perform(on: &terminal)
      if isDirty, clock.now - lastFrame >= frameTime, !program.isFinished {
        show(&program, on: &terminal)
        lastFrame = clock.now
        isDirty = false
      }
    }
  }

  private func show(_ program: inout Program, on terminal: inout Terminal) {
    let frame = program.frame(terminal.size)
    terminal.show(frame.canvas, cursor: frame.cursor)
  }

  private func waitingTime(
    _ pulse: Duration?, since lastPulse: ContinuousClock.Instant, frame: ContinuousClock.Instant?
  ) -> Duration? {
    let now = clock.now
    let toFrame = frame.map { max(.zero, frameTime - (now - $0)) }
    let toPulse = pulse.map { max(.zero, $0 - (now - lastPulse)) }
    switch (toFrame, toPulse) {
    case (let a?, let b?): return min(a, b)
    case (let a?, nil): return a
    case (nil, let b): return b
    }
  }

  private struct Ready {
    var input = false
    var signal = false
    var message = false
    var isGone = false
    var any: Bool { input || signal || message }
  }

  private func poll(_ terminal: borrowing Terminal, _ wait: Duration?) -> Ready {
    var descriptors = [
      pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
      pollfd(fd: terminal.signals, events: Int16(POLLIN), revents: 0),
      pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let milliseconds = wait.map { Int32(clamping: Int(($0 / .milliseconds(1)).rounded(.up))) }
    let count = Glibc.poll(&descriptors, 3, milliseconds ?? -1)
    guard count > 0 else { return Ready() }
    let input = descriptors[0].revents
    return Ready(
      input: input & Int16(POLLIN) != 0,
      signal: descriptors[1].revents & Int16(POLLIN) != 0,
      message: descriptors[2].revents & Int16(POLLIN) != 0,
      isGone: input & Int16(POLLIN) == 0 && input & Int16(POLLHUP | POLLERR | POLLNVAL) != 0)
  }

  private func takeSignals(_ program: inout Program, on terminal: inout Terminal) {
    while terminal.takeSignal() { program.receive(.input(.resize(terminal.size))) }
  }
}
