import Engine
import History
import JSON
import Services

/// What other programs run on this workspace, as far as the studio looks on and has a hand in it.
struct Live: Sendable {
  /// The programs that let the studio in, by the name of their door.
  var servers: [String: LiveServer] = [:]
  /// Executions that a server holds, by ARN.
  var holds: [String: Hold] = [:]
  /// The breakpoints that the servers were told; `nil` when they are to be told again.
  var told: Set<Breakpoint>?
  /// Executions that others start are opened without asking.
  var follows = false
  /// The execution that another program started last and that was not opened.
  var offered: Offer?
  /// The executions that were left for one that they started, the outermost first.
  var parents: [Parent] = []

  struct Hold: Sendable, Equatable {
    var server: String
    var scope: String
    var state: String
  }

  struct Offer: Sendable, Equatable {
    var arn: String
    var name: String
  }

  struct Parent: Sendable, Equatable {
    var arn: String
    /// The state that started the child, and the event that was looked at.
    var state: String
    var moment: Int
  }
}

extension ExecutionSummary {
  /// What the first lines of an execution tell.
  init?(_ news: HistoryNews) {
    guard let header = news.header else { return nil }
    self.init(
      arn: news.arn, name: header.name, stateMachineArn: header.stateMachineArn,
      stateMachineName: header.stateMachineName,
      stateMachineVersionArn: header.stateMachineVersionArn,
      stateMachineAliasArn: header.stateMachineAliasArn, type: header.type, status: "RUNNING",
      startDate: news.startDate ?? Timestamp(milliseconds: 0), eventCount: 0,
      mapRunArn: header.mapRunArn, parentArn: header.parentArn)
    take(news)
  }

  /// Takes in what came later. Lines that are told again change nothing.
  mutating func take(_ news: HistoryNews) {
    guard news.lastId > eventCount else { return }
    eventCount = news.lastId
    redriveCount = news.redriveCount
    redriveDate = news.redriveDate ?? redriveDate
    isInterrupted = false
    guard let word = news.status else { return }
    status = word
    stopDate = news.stopDate
  }
}
