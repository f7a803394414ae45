/// Why the history could not do what it was asked.
public enum StoreError: Error, Sendable, Equatable {
  /// The folder or a file in it cannot be used: the path, what was tried, the system's words.
  case file(path: String, doing: String, reason: String)
  /// No room on the disk. What was recorded before is whole.
  case diskFull(path: String)
  case noSuchExecution(String)
  /// The name is taken: its ARN.
  case executionExists(String)
  /// Another program runs this execution now.
  case inUse(arn: String)
  /// A line that is no event.
  case badLine(path: String, line: Int, reason: String)
  /// A page token of another list, or no token at all.
  case badPageToken
  /// The index cannot be read or written; it can be deleted, it is made again from the logs.
  case index(reason: String)
}

extension StoreError: CustomStringConvertible {
  /// One sentence for a person: what, where, what to do.
  public var description: String {
    switch self {
    case .file(let path, let doing, let reason): "cannot \(doing) \(path): \(reason)"
    case .diskFull(let path):
      "the disk is full: \(path) ends with the last whole event; make room and resume"
    case .noSuchExecution(let name): "there is no execution '\(name)' in the history"
    case .executionExists(let arn): "there is an execution '\(arn)' already"
    case .inUse(let arn): "another program runs '\(arn)' now"
    case .badLine(let path, let line, let reason): "\(path):\(line): \(reason)"
    case .badPageToken: "the page token is not from this list"
    case .index(let reason):
      "the index of the history cannot be used (\(reason)); delete it, it is made again"
    }
  }
}
