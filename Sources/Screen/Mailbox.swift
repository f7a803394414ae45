internal import Glibc
internal import Synchronization

/// Messages from any thread to the loop, which wakes by a byte in a pipe.
public final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  private let reading: Int32
  private let writing: Int32

  /// A mailbox; without its pipe (no descriptors left) messages wait for the loop's next turn.
  public init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
    }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    if reading >= 0 { close(reading) }
    if writing >= 0 { close(writing) }
  }

  /// Leaves a message. Callable from any thread, at any rate.
  public func send(_ message: Message) {
    let wasEmpty = messages.withLock { messages in
      messages.append(message)
      return messages.count == 1
    }
    guard wasEmpty, writing >= 0 else { return }
    var byte: UInt8 = 1
    _ = write(writing, &byte, 1)
  }

  /// Takes all messages, in the order they were left.
  public func drain() -> [Message] {
    if reading >= 0 {
      var bytes: (UInt64, UInt64) = (0, 0)
      while read(reading, &bytes, 16) == 16 {}
    }
    return messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }

  /// The descriptor that is readable when there are messages; −1 where there is none.
  var descriptor: Int32 { reading }
}
