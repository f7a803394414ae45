import ASL
import Screen
import Synchronization

/// Reads what is typed in the editor, when the typing pauses: one text at a time, the last one.
final class Checker: Sendable {
  private let mailbox: Mailbox<Message>
  private let waiting = Mutex(Waiting())
  private let reader = Reader()

  private struct Waiting {
    /// The last text that was typed.
    var number = 0
    /// When the first one was typed that nobody has read.
    var since: ContinuousClock.Instant?
  }

  /// Reads one text after the other.
  private actor Reader {
    func read(_ pane: EditorPane, _ options: ReadingOptions) -> Analysis {
      Analysis(pane.fileText, options)
    }
  }

  /// How long no key must come, and how long a text waits at most while keys come.
  private static let pause = Duration.milliseconds(120)
  private static let patience = Duration.seconds(1)

  init(mailbox: Mailbox<Message>) { self.mailbox = mailbox }

  func take(_ number: Int, _ pane: EditorPane, _ options: ReadingOptions) {
    let clock = ContinuousClock()
    waiting.withLock { waiting in
      waiting.number = number
      waiting.since = waiting.since ?? clock.now
    }
    Task.detached { [self] in
      try? await clock.sleep(for: Checker.pause)
      let isDue = waiting.withLock { waiting in
        let isLast = waiting.number == number
        let isOverdue = waiting.since.map { clock.now - $0 > Checker.patience } ?? false
        guard isLast || isOverdue else { return false }
        waiting.since = nil
        return true
      }
      guard isDue else { return }
      mailbox.send(.checked(number: number, await reader.read(pane, options)))
    }
  }
}
