import ArgumentParser
import Engine

/// How the program ends.
enum Status: Int32, Sendable {
  case succeeded = 0
  /// The execution or the check failed.
  case failed = 1
  /// Bad usage, an unreadable file or an invalid definition.
  case usage = 2
  /// The execution timed out or was aborted.
  case stopped = 3

  init(_ status: ExecutionStatus) {
    switch status {
    case .succeeded: self = .succeeded
    case .failed, .running, .pendingRedrive: self = .failed
    case .timedOut, .aborted: self = .stopped
    }
  }
}

/// Why a command cannot do what was asked, told to a person.
struct CommandError: Error, Sendable {
  var status: Status
  /// One sentence: what is wrong, with the file and place where there is one.
  var message: String
  /// What to do about it.
  var hint: String?

  static func usage(_ message: String, hint: String? = nil) -> CommandError {
    CommandError(status: .usage, message: message, hint: hint)
  }

  static func failed(_ message: String, hint: String? = nil) -> CommandError {
    CommandError(status: .failed, message: message, hint: hint)
  }
}

extension ParsableCommand {
  /// Ends the command with a status other than success.
  func finish(_ status: Status) throws {
    if status != .succeeded { throw ExitCode(status.rawValue) }
  }
}
